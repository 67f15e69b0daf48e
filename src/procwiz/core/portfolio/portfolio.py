"""All plans together: in order, added up by phase and year, and laid out by quarter beside the tender plan."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from procwiz.core.portfolio.summary import Stage, Summary, When

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Broken:
    """A plan that could not be read: its folder, its title where that could, and why, in words."""

    folder: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Sum:
    """Some plans together: how many, the likely worth by currency, and how many of them name no amount."""

    plans: int = 0
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    without: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """One year: the plans that come to market in it, with their worth, and how many are signed and put to use."""

    year: int
    market: Sum
    contracts: int
    uses: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of the innovation plan, and the purchases that come to market in it, soonest first."""

    year: int
    number: int
    plans: tuple[Summary, ...]


@dataclass(frozen=True)
class Portfolio:
    """The plans of a folder on a day. `rows` are those that could be read."""

    rows: tuple[Summary, ...]
    broken: tuple[Broken, ...]
    as_of: date

    @cached_property
    def sorted(self) -> tuple[Summary, ...]:
        """The plans by the day of their next decision, overdue ones first; ended ones last."""
        return tuple(sorted(self.rows, key=_order))

    @cached_property
    def copies(self) -> Mapping[str, str]:
        """The folders that hold a copy of another plan here, with that plan's folder: the one changed last counts."""
        best: dict[str, Summary] = {}
        for row in sorted(self.rows, key=lambda row: row.folder):
            known = best.get(row.id)
            if known is None or row.changed > known.changed:
                best[row.id] = row
        return {row.folder: best[row.id].folder for row in self.rows if best[row.id].folder != row.folder}

    @cached_property
    def counted(self) -> tuple[Summary, ...]:
        """The plans that count: of copies one."""
        return tuple(row for row in self.sorted if row.folder not in self.copies)

    @cached_property
    def alive(self) -> tuple[Summary, ...]:
        """The plans that count and go on."""
        return tuple(row for row in self.counted if row.alive)

    @property
    def state(self) -> str:
        """A digest of which plans there are and in which state: it changes when one of them does."""
        told = "\n".join(sorted(f"{row.id} {row.state}" for row in self.rows))
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    @property
    def total(self) -> Sum:
        """All plans that go on, together."""
        return summed(self.alive)

    @cached_property
    def by_phase(self) -> tuple[tuple[str, Stage, Sum], ...]:
        """The plans that go on by the phase they are in: the process's title, the phase, their sum."""
        groups = _grouped(((row.process.title, row.stage), row) for row in self.alive)
        ordered = sorted(groups.items(), key=lambda pair: (pair[0][0], pair[0][1].place))
        return tuple((process, stage, summed(rows)) for (process, stage), rows in ordered)

    @cached_property
    def processes(self) -> tuple[str, ...]:
        """The titles of the processes the plans run through."""
        return tuple(sorted({row.process.title for row in self.counted}))

    @cached_property
    def by_year(self) -> tuple[Year, ...]:
        """What comes in which year: stopped plans only where they came that far."""
        markets, contracts, uses = (self._years(name) for name in ("notice", "contract", "use"))
        return tuple(
            Year(year, summed(markets.get(year, ())), len(contracts.get(year, ())), len(uses.get(year, ())))
            for year in sorted({*markets, *contracts, *uses})
        )

    def _years(self, name: str) -> dict[int, list[Summary]]:
        days: list[tuple[Summary, When | None]] = [(row, getattr(row, name)) for row in self.counted]
        return _grouped((day.day.year, row) for row, day in days if day and (row.alive or day.sure == "passed"))

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """The innovation plan: what comes to market when, from today's quarter on, undated plans left out."""
        dated = [(row.notice.day, row) for row in self.alive if row.notice and row.notice.sure != "passed"]
        ahead = sorted(dated, key=lambda pair: (pair[0], pair[1].title, pair[1].folder))
        groups = _grouped(((day.year, (day.month + 2) // 3), row) for day, row in ahead)
        return tuple(Quarter(year, number, tuple(rows)) for (year, number), rows in groups.items())

    @cached_property
    def undated(self) -> tuple[Summary, ...]:
        """The plans that go on and of which nothing tells when they come to market."""
        return tuple(row for row in self.alive if row.notice is None)


def summed(rows: Iterable[Summary]) -> Sum:
    """Add plans up; currencies are never added to one another."""
    plans, without, amounts = 0, 0, dict[str, Decimal]()
    for row in rows:
        plans += 1
        if row.worth is None:
            without += 1
        else:
            amounts[row.worth.currency] = amounts.get(row.worth.currency, Decimal(0)) + row.worth.likely
    return Sum(plans, dict(sorted(amounts.items())), without)


def _grouped(pairs: Iterable[tuple[_Key, Summary]]) -> dict[_Key, list[Summary]]:
    found: dict[_Key, list[Summary]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return found


def _order(row: Summary) -> tuple[bool, bool, date, str, str]:
    """Overdue days lie in the past, and so come first by themselves."""
    return (not row.alive, row.due is None, row.due or date.max, row.title.casefold(), row.folder)
