"""A figure: a drawing with its title, what it shows in words, and the same content as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from procwiz.core.business import rounded
from procwiz.core.figures.shapes import Shape
from procwiz.core.figures.svg import write
from procwiz.core.messages import Message, Say
from procwiz.core.notation import Notation, show_money
from procwiz.core.values import Money

WIDTH = 440
"""Every figure is as wide, in pixels and in units of its viewBox; on a smaller screen it shrinks."""

EDGE = 10
ACCENT = "#0a5a70"
"""The accent of the house's page."""

DASH = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; numbers stand to the right."""

    title: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a figure shows, as rows of text."""

    header: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing. `title` says in a line what is to be seen, `description` in sentences; `svg` holds both too."""

    name: str
    title: str
    description: str
    width: int
    height: int
    svg: str
    table: Table


@dataclass(frozen=True, slots=True)
class Brush:
    """What figures are drawn with: the words of a language, its way of writing dates and amounts, and one colour."""

    say: Say
    notation: Notation
    accent: str = ACCENT

    def words(self, name: str, **params: object) -> str:
        """Write a sentence of `figures.json`."""
        return self.say(Message(f"figures.{name}", params))

    def day(self, day: date) -> str:
        """Write a day with a short month, which no line break cuts."""
        from babel.dates import format_date

        return format_date(day, "medium", locale=self.notation.locale).replace(" ", "\N{NO-BREAK SPACE}")

    def month(self, day: date) -> str:
        """Write a month with its year, short."""
        from babel.dates import format_date

        return format_date(day, "MMM y", locale=self.notation.locale)

    def amount(self, exact: Fraction) -> str:
        """Write an amount in whole units."""
        return show_money(Money(rounded(exact, 0), self.notation.currency), self.notation)

    @property
    def currency(self) -> str:
        """Name the plan's currency as it stands beside an amount."""
        return self.amount(Fraction(0)).replace("0", "").strip()

    def columns(self, name: str, *codes: str, right: Iterable[str] = ()) -> tuple[Column, ...]:
        """Name a table's columns."""
        numbers = frozenset(right)
        return tuple(Column(self.words(f"{name}.column.{code}"), code in numbers) for code in codes)

    def frame(
        self, name: str, title: str, description: str, height: int, shapes: Iterable[Shape], table: Table
    ) -> Figure:
        """Make a figure of what was drawn."""
        svg = write(name, title, description, (WIDTH, height), tuple(shapes), self.accent)
        return Figure(name, title, description, WIDTH, height, svg, table)
