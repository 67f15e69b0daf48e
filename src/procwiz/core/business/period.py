"""The years a case is reckoned over: the contract's months, cut at the turn of each calendar year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from procwiz.core.business.outlook import NO_REASON, Reason, Reasons
from procwiz.core.facts import Fact, Status
from procwiz.core.plan import Plan

MONTHS, SIGNED, NOTICE = "strategy.contract_months", "contract.sign_date", "strategy.notice_date"
LONGEST = 600
"""A period is never longer than so many months; beyond fifty years nobody can say anything."""

Shares: TypeAlias = "tuple[Fraction, ...]"


@dataclass(frozen=True, slots=True)
class Period:
    """So many months from the month of `start` on. Year 0 is the calendar year of the start."""

    start: date
    months: int

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years."""
        return tuple(range(self.start.year, self.start.year + (self._before + self.months + 11) // 12))

    @property
    def length(self) -> Fraction:
        """How long it is, in years."""
        return Fraction(self.months, 12)

    @property
    def _before(self) -> int:
        return self.start.month - 1

    def month_of(self, day: date) -> int:
        """Count the months from the start to the first whole month after a day; below 0 where that is earlier."""
        return (day.year - self.start.year) * 12 + day.month - self.start.month + (day.day > 1)

    def spread(self, first: Fraction, last: Fraction) -> Shares:
        """Count the months between two points that fall in each calendar year, within the period."""
        low, high = max(first, Fraction(0)), min(last, Fraction(self.months))
        turns = (Fraction(12 * number - self._before) for number in range(len(self.years)))
        return tuple(max(min(high, turn + 12) - max(low, turn), Fraction(0)) for turn in turns)

    @property
    def whole(self) -> Shares:
        """Count the period's months in each calendar year."""
        return self.spread(Fraction(0), Fraction(self.months))


def lack(key: str, fact: Fact) -> Reasons:
    """Say why an answer has no value: it is not known yet, has two sides, or is not there."""
    codes = {Status.DEFERRED: "deferred", Status.ANSWERED: "contested"}
    return frozenset({Reason(codes.get(fact.status, "missing"), key)})


def rests(key: str, fact: Fact) -> Reasons:
    """Say that a value is assumed, where it is."""
    return frozenset({Reason("assumed", key)}) if fact.assumed else NO_REASON


def period(plan: Plan, begins: date | None = None) -> tuple[Period | None, Reasons]:
    """Find the contract's period; without its length there is none.

    It starts when the contract is signed. Until that day is known it is `begins` (what a schedule says), else the day
    the tender is sent out, else the day the plan was begun; and that is said.
    """
    fact = plan.fact(MONTHS)
    if not isinstance(fact.value, Decimal) or fact.value < 1:
        return None, lack(MONTHS, fact)
    start, unsure = _start(plan, begins)
    cut = frozenset({Reason("cut", MONTHS)}) if fact.value > LONGEST else NO_REASON
    return Period(start, int(min(fact.value, Decimal(LONGEST)))), unsure | cut | rests(MONTHS, fact)


def _start(plan: Plan, begins: date | None) -> tuple[date, Reasons]:
    signed, notice = plan.fact(SIGNED), plan.fact(NOTICE)
    if isinstance(signed.value, date):
        return signed.value, rests(SIGNED, signed)
    if begins is not None:
        return begins, frozenset({Reason("start")})
    if isinstance(notice.value, date):
        return notice.value, frozenset({Reason("start", NOTICE)})
    return plan.card.created, frozenset({Reason("start")})
