"""A chart of bars in characters, so many columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

LIKELY, LATE, POINT, AIM, BEYOND = "█", "░", "◆", "┊", ">"
MOST_LABEL = 34
STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two marks on the scale."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: from `start` to `end` as is likely, and on to `late` at the latest. A `text` stands in its place."""

    label: str
    start: date
    end: date
    late: date
    point: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The days a chart covers, and how many columns it has for them."""

    first: date
    last: date
    columns: int

    def column(self, day: date) -> int:
        """The column of a day; one past the last for what lies beyond."""
        days = (self.last - self.first).days + 1
        return min(max((day - self.first).days * self.columns // days, 0), self.columns)


def chart(
    bars: Sequence[Bar], first: date, last: date, aim: date | None, width: int, named: Callable[[date, bool], str]
) -> str:
    """Draw bars on a scale from one day to another, no line wider than `width`.

    `named` writes a mark of the scale: a month, or with True its year alone. The aim is a line down the chart.
    """
    label = min(MOST_LABEL, width * 2 // 5)
    scale = Scale(first, max(first, last), width - label - 1)
    lines = [" " * (label + 1) + _marks(scale, named)]
    for bar in bars:
        lines += _row(bar, scale, aim, label)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _row(bar: Bar, scale: Scale, aim: date | None, label: int) -> Iterator[str]:
    margin = " " * (len(bar.label) - len(bar.label.lstrip()))
    names = textwrap.wrap(bar.label.strip(), label, initial_indent=margin, subsequent_indent=margin + "  ") or [""]
    drawn = bar.text[: scale.columns] or "".join(_drawn(bar, scale, _blank(scale, aim)))
    yield f"{names[0]:<{label}} {drawn}"
    for name in names[1:]:
        yield f"{name:<{label}} {''.join(_blank(scale, aim))}"


def _blank(scale: Scale, aim: date | None) -> list[str]:
    cells = [" "] * scale.columns
    if aim is not None and scale.column(aim) < scale.columns:
        cells[scale.column(aim)] = AIM
    return cells


def _drawn(bar: Bar, scale: Scale, cells: list[str]) -> list[str]:
    last = scale.columns - 1
    start, end, late = (scale.column(day) for day in (bar.start, bar.end, bar.late))
    if start > last:
        return [*cells[:last], BEYOND]
    if bar.point:
        return [*cells[:start], POINT, *cells[start + 1 :]]
    for column in range(start, min(late, last) + 1):
        cells[column] = LIKELY if column <= end else LATE
    if late > last:
        cells[last] = BEYOND
    return cells


def _marks(scale: Scale, named: Callable[[date, bool], str]) -> str:
    step = next((step for step in STEPS if _room(scale, step) > len(_name(scale.first, step, named)) + 1), STEPS[-1])
    line = ""
    for day in _months(scale, step):
        name, column = _name(day, step, named), scale.column(day)
        if column >= len(line) and column + len(name) <= scale.columns:
            line = f"{line:<{column}}{name} "
    return line


def _name(day: date, step: int, named: Callable[[date, bool], str]) -> str:
    return named(day, step >= 12)


def _room(scale: Scale, months: int) -> float:
    return months * 30 * scale.columns / ((scale.last - scale.first).days + 1)


def _months(scale: Scale, step: int) -> Iterator[date]:
    """The first days of every so many months that the scale covers, counted from January."""
    month = scale.first.year * 12
    while (day := date(month // 12, month % 12 + 1, 1)) <= scale.last:
        if day >= scale.first:
            yield day
        month += step
