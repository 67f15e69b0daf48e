"""Writes the parts a document is made of: names of gates, joined titles, amounts, what is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias

from procwiz.core.document.reckoned import Reckoned
from procwiz.core.document.room import ROOMS, Room
from procwiz.core.kinds import Choices, Kind, Table
from procwiz.core.messages import Message, Say
from procwiz.core.notation import say_money, show_date
from procwiz.core.plan import Plan
from procwiz.core.process import Phase
from procwiz.core.values import Estimate, Row, Value

Fields: TypeAlias = dict[str, Any]

_WORDED, _NAMES = 12, 5
_END = re.compile(r"[.!?…][)»”\"']*$")


@dataclass(frozen=True)
class Writer:
    """Writes about one plan, as it stands on a day, in one language."""

    reckoned: Reckoned
    say: Say
    room: Room = ROOMS[0]

    @property
    def plan(self) -> Plan:
        """The plan that is written about."""
        return self.reckoned.plan

    @property
    def as_of(self) -> date:
        """The day it is seen on."""
        return self.reckoned.as_of

    def words(self, name: str, **params: object) -> str:
        """Write a sentence of `documents.json`."""
        return self.say(Message(f"documents.{name}", params))

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The phases that apply or may apply, in the order they are walked."""
        return tuple(phase for phase in self.plan.phases if self.plan.phase_applies(phase) is not False)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The keys of their gates, in that order."""
        return tuple(phase.gate.key for phase in self.phases)

    def place(self, key: str) -> int:
        """Where a gate stands in that order; after all where it does not."""
        return self.order.index(key) if key in self.order else len(self.order)

    # -- words -------------------------------------------------------------------

    def joined(self, parts: Sequence[str]) -> str:
        """Join parts as a list in a sentence: `a, b og c`."""
        if len(parts) < 2:
            return "".join(parts)
        return self.words("joined", first=", ".join(parts[:-1]), last=parts[-1])

    def quoted(self, titles: Iterable[str], most: int = 4) -> str:
        """Name questions or phases in a sentence, each in quotation marks; what is over `most` is counted."""
        named = [self.words("quoted", title=title) for title in titles]
        over = len(named) - most
        return self.joined([*named[:most], self.words("others", n=over)] if over > 0 else named)

    def count(self, number: int) -> str:
        """Write a small number as a word."""
        return self.words(f"number.{number}") if 0 < number <= _WORDED else str(number)

    def gate(self, key: str) -> str:
        """Name a gate with its phase in words; the key itself where no gate has it."""
        found = self.plan.process.gates.get(key)
        if found is None:
            return key
        return self.words("gate_name", gate=key, phase=self.plan.process.phase(found.phase).title)

    def cut(self, text: str, most: int) -> str:
        """Cut a long text and say where the whole of it stands; a text on several lines becomes one line."""
        return cut(line(text), most, self.words("cut"))

    def cell(self, text: str) -> str:
        """Cut a text for a table, where there is no room to say more than that it goes on."""
        return cut(line(text), self.room.cell, self.words("cut_cell"))

    # -- values --------------------------------------------------------------------

    def shown(self, kind: Kind, value: Value) -> str:
        """Show a value; a span of amounts in words, a table as what stands in its first column."""
        if isinstance(value, Estimate):
            return say_money(value, self.plan.notation, self.say, "documents.span")
        if isinstance(kind, Table):
            return self._names(kind, value)
        if isinstance(kind, Choices) and isinstance(value, tuple) and value:
            return "; ".join(picked(kind, value))
        return kind.show(value, self.plan.notation)

    def day(self, day: date) -> str:
        """Show a date that the plan rests on, and say where it has passed."""
        text = show_date(day, self.plan.notation)
        return self.words("passed", date=text) if day < self.as_of else text

    def moment(self, at: str) -> str:
        """Show the day of an event's time; what is no time is shown as it stands."""
        try:
            return show_date(date.fromisoformat(at[:10]), self.plan.notation)
        except ValueError:
            return at

    def _names(self, kind: Table, value: Value) -> str:
        first = kind.columns[0]
        names = [self.shown(first.kind, row.cells[first.code]) for row in rows_of(value) if first.code in row.cells]
        over = len(names) - _NAMES
        shown = [*names[:_NAMES], self.words("others", n=over)] if over > 0 else names
        return "; ".join(shown) or self.words("no_rows")


def rows_of(value: Value | None) -> tuple[Row, ...]:
    """Take a table's rows; none where it is no table's value."""
    return tuple(row for row in value if isinstance(row, Row)) if isinstance(value, tuple) else ()


def picked(kind: Kind, value: Value | None) -> list[str]:
    """Name the options picked, in the options' order; none where it is no such question."""
    if not isinstance(kind, Choices) or not isinstance(value, tuple):
        return []
    return [option.label for option in kind.options if option.code in value]


def line(text: str) -> str:
    """Set a text on one line."""
    return " ".join(text.split())


def sentence(text: str) -> str:
    """Write somebody's words as a sentence: a capital first, a full stop last."""
    whole = line(text)
    return "" if not whole else whole[0].upper() + whole[1:] + ("" if _END.search(whole) else ".")


def paragraph(sentences: Iterable[str]) -> str:
    """Join sentences, empty ones left out."""
    return " ".join(part for part in sentences if part)


def cut(text: str, most: int, ending: str) -> str:
    """Cut a long text at a word, and say that it goes on; not where that would take as much room as the text.

    >>> cut("et langt svar", 8, "…")
    'et langt…'
    """
    if len(text) <= most + len(ending):
        return text
    whole = text[: most + 1]
    kept = whole if whole[-1].isspace() else whole.rpartition(" ")[0] or text[:most]
    return kept.rstrip(" .,;:–-(") + ending
