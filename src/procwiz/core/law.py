"""The law as dated data: thresholds, time limits, ceilings and duties, looked up for a plan and a day.

Nothing here is frozen with a plan: the figures come from the newer of the plan's law and the installed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from procwiz.core.conditions import Condition
from procwiz.core.facts import Facts
from procwiz.core.values import Money

EURO = "EUR"
Basis: TypeAlias = "Mapping[str, str]"
"""The paragraph by country: `DK`, `NO`, `SE`, and `EU` for what lies under them all."""


@dataclass(frozen=True, slots=True)
class Shortening:
    """What makes a time limit shorter, and to how many calendar days."""

    code: str
    days: int
    text: str
    basis: Basis
    sources: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or a duty of the law, for those its condition names, from one day to another.

    `name` says what it is a figure of: several figures share it and differ by condition and validity.
    It holds amounts by currency, or a number (days, percent, a count), or neither.
    `first` and `last` are the days it is valid on, both included; None where no end is known.
    """

    code: str
    name: str
    title: str
    text: str
    when: Condition
    amounts: Mapping[str, Decimal]
    number: Decimal | None
    unit: str
    first: date | None
    last: date | None
    span: tuple[str, str] | None
    basis: Basis
    shortened: tuple[Shortening, ...]
    sources: tuple[str, ...]
    certainty: str

    def covers(self, day: date) -> bool:
        """Say whether it is valid on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def away(self, day: date) -> int:
        """Count the days between a day and the nearest it is valid on."""
        if self.covers(day):
            return 0
        if self.first is not None and day < self.first:
            return (self.first - day).days
        return (day - self.last).days if self.last is not None else 0


@dataclass(frozen=True, slots=True)
class Rate:
    """What so many euro were in another currency, by a pair of figures of one day."""

    currency: str
    euro: Decimal
    amount: Decimal
    on: date
    sources: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the law says to a question put to it.

    `figure` is None where there is none for such a plan, or where `waits` names the answers it depends on.
    `value` is the figure's number, or its amount in the currency asked for: `converted` from euro where the law
    has none in it. `assumed` says that all this rests on an assumption; `nearest` that the day lies outside all
    validity and the nearest period was taken.
    """

    figure: Figure | None = None
    value: Money | Decimal | None = None
    waits: frozenset[str] = frozenset()
    assumed: bool = False
    converted: bool = False
    nearest: bool = False

    @property
    def certainty(self) -> str:
        """How sure the figure is: a converted amount, or one of another period, is unverified."""
        if self.converted or self.nearest:
            return "unverified"
        return self.figure.certainty if self.figure else ""


@dataclass(frozen=True, slots=True)
class Law:
    """All the figures. `version` is the day they were last gone through, as `YYYY-MM-DD`; empty without any."""

    version: str = ""
    figures: tuple[Figure, ...] = ()
    rates: tuple[Rate, ...] = ()

    def named(self, name: str) -> tuple[Figure, ...]:
        """Every figure of a name."""
        return tuple(figure for figure in self.figures if figure.name == name)

    def find(self, name: str, facts: Facts, day: date, currency: str = EURO) -> Ruling:
        """Look a figure up for what is known of a plan, on a day.

        Among figures whose conditions hold, the one valid that day, else the nearest; of equally near ones the first
        by code. Unknown only while an answer is that may bring one before it.
        """
        near = sorted(self.named(name), key=lambda figure: (figure.away(day), figure.code))
        held = [(figure, figure.when.hold(facts)) for figure in near]
        place = next((place for place, (_, finding) in enumerate(held) if finding.truth), len(held))
        findings = [finding for _, finding in held[: place + 1]]
        waits = frozenset[str]().union(*(finding.waits for finding in findings if finding.truth is None))
        if waits:
            return Ruling(waits=waits)
        assumed = any(finding.assumed for finding in findings)
        if place == len(held):
            return Ruling(assumed=assumed)
        figure = near[place]
        ruling = Ruling(figure, figure.number, assumed=assumed, nearest=not figure.covers(day))
        return self._in_currency(ruling, currency) if figure.amounts else ruling

    def _in_currency(self, ruling: Ruling, currency: str) -> Ruling:
        amounts = ruling.figure.amounts if ruling.figure else {}
        if currency in amounts:
            return replace(ruling, value=Money(amounts[currency], currency))
        euro = next((worth for code in (EURO, *amounts) if (worth := self._in_euro(code, amounts)) is not None), None)
        rate = self._rate(currency)
        if euro is None or rate is None:
            return replace(ruling, value=None)
        amount = (euro * rate).to_integral_value(ROUND_HALF_UP)
        return replace(ruling, value=Money(amount, currency), converted=True)

    def _in_euro(self, currency: str, amounts: Mapping[str, Decimal]) -> Decimal | None:
        rate = self._rate(currency)
        return amounts[currency] / rate if currency in amounts and rate else None

    def _rate(self, currency: str) -> Decimal | None:
        """What one euro is, by the last known pair; None where none is known."""
        if currency == EURO:
            return Decimal(1)
        known = [rate for rate in self.rates if rate.currency == currency]
        last = max(known, key=lambda rate: rate.on, default=None)
        return last.amount / last.euro if last else None

    def expiring(self, day: date) -> Iterable[Figure]:
        """Find the figures that end within a year after a day, and that no later one of their name follows."""
        for figure in self.figures:
            if figure.last is None or not 0 <= (figure.last - day).days <= 365:
                continue
            later = (other for other in self.named(figure.name) if other.when == figure.when)
            if not any(other.first is not None and other.first > figure.last for other in later):
                yield figure


NO_LAW = Law()
