"""Costs and benefits as streams: what each is in every pass, and which share of it falls in each year.

A cost's `total` is what it comes to over the whole period. Where it comes back every year, `yearly` says how much of
the total that is: it is paid month by month up to the period's end, as many months as the total holds, and what is
left over is paid at once. A cost without `yearly` is paid at once, in year 0; operation is spread over all the months,
and winding up is paid in the last year. A benefit comes month by month, from the first whole month after it `starts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from procwiz.core.business.exchange import Exchange
from procwiz.core.business.outlook import NO_REASON, ZERO, Outlook, Reason, Reasons, because, dearest_first, plus, times
from procwiz.core.business.period import Period, Shares, lack, rests
from procwiz.core.facts import rows_of
from procwiz.core.plan import Plan
from procwiz.core.values import Cell, Row

COSTS, BENEFITS, DEADLINE = "strategy.costs", "strategy.benefits", "needs.deadline"
SPREAD, LAST = "operation", "disposal"


@dataclass(frozen=True, slots=True)
class Stream:
    """A cost or benefit. `kind` is a cost's category or a benefit's area; `cashable` is `yes`, `no` or empty.

    `worth` holds the amounts; they times `shares` are what falls in each year. A benefit may be told without an amount,
    and is then not `priced`; one that is not `answered` stands for a whole table that nobody has filled in.
    """

    name: str
    kind: str
    worth: Outlook
    shares: Shares
    cashable: str = ""
    priced: bool = True
    answered: bool = True

    def share(self, number: int) -> Fraction:
        """Take the share of year `number`."""
        return self.shares[number] if number < len(self.shares) else Fraction(0)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the streams are read with: the currency, the period where it is known, and why it is unsure or is not."""

    exchange: Exchange
    period: Period | None
    reasons: Reasons

    def over(self, yearly: Outlook) -> Outlook:
        """Take a yearly amount over the whole period; None without one."""
        if self.period is None:
            return Outlook(None, yearly.reasons | self.reasons)
        return because(times(yearly, self.period.length), self.reasons)


def summed(streams: Iterable[Stream], weigh: Callable[[Stream], Fraction] | None = None) -> Outlook:
    """Add up streams: over all the years, or as each is weighed."""
    weighed = weigh or (lambda stream: sum(stream.shares, Fraction(0)))
    return plus(
        Outlook(ZERO),
        *(times(one.worth, weighed(one)) for one in streams),
    )


# -- tables --------------------------------------------------------------------------


def table(plan: Plan, key: str) -> tuple[tuple[Row, ...], Reasons]:
    """Take a table's rows, and why they are unsure or are not there."""
    fact = plan.fact(key)
    if fact.value is None:
        return (), lack(key, fact)
    return rows_of(fact.value), rests(key, fact)


def costs(plan: Plan, ground: Ground) -> tuple[Stream, ...]:
    """Read the costs; one without amounts stands for a table without an answer."""
    return tuple(_streams(plan, COSTS, lambda cells, reasons: _cost(cells, reasons, ground)))


def benefits(plan: Plan, ground: Ground) -> tuple[Stream, ...]:
    """Read the benefits, in the same way."""
    deadline = plan.fact(DEADLINE).value
    begins = deadline if isinstance(deadline, date) else None
    return tuple(_streams(plan, BENEFITS, lambda cells, reasons: _benefit(cells, reasons, ground, begins)))


def _streams(plan: Plan, key: str, read: Callable[[Mapping[str, Cell], Reasons], Stream]) -> Iterator[Stream]:
    rows, reasons = table(plan, key)
    yield from (read(row.cells, reasons) for row in rows)
    if any(reason.blocks for reason in reasons):
        yield Stream("", "", Outlook(None, reasons), (), answered=False)


def text(cells: Mapping[str, Cell], code: str) -> str:
    """Take a cell that is a text or a code; empty where there is none."""
    cell = cells.get(code)
    return cell if isinstance(cell, str) else ""


# -- a cost ------------------------------------------------------------------------------


def _cost(cells: Mapping[str, Cell], reasons: Reasons, ground: Ground) -> Stream:
    name, kind = text(cells, "item"), text(cells, "category")
    total, yearly = ground.exchange.read(cells.get("total")), ground.exchange.read(cells.get("yearly"))
    worth = _worth(total, yearly, ground) or Outlook(ZERO, frozenset({Reason("unpriced", name)}))
    guessed = frozenset({Reason("guess", name)}) if text(cells, "basis") == "guess" else NO_REASON
    shares = _paid(kind, total, yearly, ground.period)
    return Stream(name, kind, dearest_first(because(worth, guessed | reasons)), shares)


def _worth(total: Outlook | None, yearly: Outlook | None, ground: Ground) -> Outlook | None:
    """Find what a cost comes to; a total without a range takes that of its yearly amount."""
    if total is None:
        return ground.over(yearly) if yearly else None
    if yearly is None:
        return total
    both = plus(total, times(yearly, Fraction(0)) if yearly.exact else yearly)
    if both.exact is None or yearly.exact is None or total.spread or not yearly.exact[1]:
        return both
    low, likely, high = yearly.exact
    whole = both.exact[1]
    return Outlook((whole * low / likely, whole, whole * high / likely), both.reasons)


def _paid(kind: str, total: Outlook | None, yearly: Outlook | None, period: Period | None) -> Shares:
    """Say which share of a cost is paid in each year."""
    if period is None:
        return (Fraction(1),)
    running = _likely(yearly)
    if running and total is not None:
        return _monthly(_likely(total), running, period)
    if running or kind == SPREAD:
        return tuple(months / period.months for months in period.whole)
    return _in_one(len(period.years) - 1 if kind == LAST else 0, period)


def _monthly(whole: Fraction, running: Fraction, period: Period) -> Shares:
    """Pay month by month up to the end, as long as the total holds; pay the rest at once."""
    if not whole:
        return _in_one(len(period.years) - 1, period)
    months = min(Fraction(period.months), whole / running * 12)
    paid = period.spread(period.months - months, Fraction(period.months))
    shares = [running / 12 * part / whole for part in paid]
    return (shares[0] + 1 - sum(shares, Fraction(0)), *shares[1:])


def _in_one(at: int, period: Period) -> Shares:
    return tuple(Fraction(number == at) for number in range(len(period.years)))


def _likely(amount: Outlook | None) -> Fraction:
    return amount.exact[1] if amount is not None and amount.exact is not None else Fraction(0)


# -- a benefit ---------------------------------------------------------------------------


def _benefit(cells: Mapping[str, Cell], reasons: Reasons, ground: Ground, begins: date | None) -> Stream:
    name, period = text(cells, "benefit"), ground.period
    yearly = ground.exchange.read(cells.get("yearly"))
    taken = cells.get("cashable")
    cashable = ("yes" if taken else "no") if isinstance(taken, bool) else ""
    if yearly is None:
        return Stream(name, text(cells, "area"), Outlook(ZERO, reasons), (), cashable, priced=False)
    if period is None:
        worth = Outlook(None, yearly.reasons | reasons | ground.reasons)
        return Stream(name, text(cells, "area"), worth, (), cashable)
    shares, unsure = _reaped(name, cells.get("starts"), period, begins)
    worth = Outlook(yearly.exact, yearly.reasons | reasons | ground.reasons | unsure)
    return Stream(name, text(cells, "area"), worth, shares, cashable)


def _reaped(name: str, starts: Cell | None, period: Period, begins: date | None) -> tuple[Shares, Reasons]:
    """Say which part of a year's benefit comes in each year; without a day it begins when the need is to be met."""
    first = starts if isinstance(starts, date) else begins or period.start.replace(day=1)
    unsure = NO_REASON if isinstance(starts, date) else frozenset({Reason("starts", name)})
    begun = period.month_of(first)
    if begun >= period.months:
        unsure |= {Reason("late", name)}
    shares = tuple(part / 12 for part in period.spread(Fraction(begun), Fraction(period.months)))
    return shares, unsure
