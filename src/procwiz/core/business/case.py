"""The business case of a plan: what it costs, what it gives, and what that is worth in today's money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from procwiz.core.business import options, streams
from procwiz.core.business.exchange import Discount, Exchange, discount
from procwiz.core.business.funding import FINANCING, Funding, funding
from procwiz.core.business.options import Alternative
from procwiz.core.business.outlook import ZERO, Outlook, Reasons, because, minus, plus, times
from procwiz.core.business.period import Period, period
from procwiz.core.business.streams import Ground, Stream, summed
from procwiz.core.plan import Plan

PARTIES: Mapping[str, frozenset[str]] = {
    "citizen": frozenset({"citizens", "climate"}),
    "organisation": frozenset({"staff", "time", "money"}),
    "company": frozenset({"companies"}),
}
"""Who gains, by the area of a benefit: what is good for the climate is good for the citizens."""


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year of the period; `number` 0 is the year the contract starts. `accumulated` is net, so far."""

    number: int
    year: int
    months: Fraction
    costs: Outlook
    costs_by_kind: Mapping[str, Outlook]
    benefits: Outlook
    benefits_by_area: Mapping[str, Outlook]
    net: Outlook
    accumulated: Outlook


@dataclass(frozen=True, slots=True)
class Payback:
    """The calendar year from whose end on the accumulated flow is never again below zero, by pass; None where never."""

    low: int | None
    likely: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Party:
    """Who gains: what it is worth over the period, and the benefits by name."""

    code: str
    worth: Outlook
    benefits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """All that can be reckoned of a plan's money, in its currency. Sums are over the whole period where none is said.

    `period` is None, `years` empty and `payback` None while the contract's length, or an amount, is not known.
    `cashable` has the keys `yes`, `no` and empty where it has not been said. `unpriced` names the benefits without
    money; they are in no sum.
    """

    currency: str
    period: Period | None
    years: tuple[Year, ...]
    costs: Outlook
    costs_by_kind: Mapping[str, Outlook]
    benefits: Outlook
    benefits_by_area: Mapping[str, Outlook]
    cashable: Mapping[str, Outlook]
    parties: tuple[Party, ...]
    unpriced: tuple[str, ...]
    net: Outlook
    npv: Outlook
    discount: Discount
    payback: Payback | None
    funding: Funding
    today: Outlook
    baseline: Outlook
    alternatives: tuple[Alternative, ...]

    @property
    def reasons(self) -> Reasons:
        """All that the figures rest on, or lack."""
        return self.net.reasons | self.npv.reasons | self.funding.total.reasons


def case(plan: Plan, begins: date | None = None) -> Case | None:
    """Reckon a plan's business case; None while nothing is known of its money.

    `begins` is the day the contract is expected to start, for as long as nobody has signed it.
    """
    if not _known(plan):
        return None
    exchange = Exchange(plan.process.law, plan.notation.currency)
    ground = Ground(exchange, *period(plan, begins))
    paid, gained = streams.costs(plan, ground), streams.benefits(plan, ground)
    priced = [one for one in gained if one.priced]
    costs, benefits = summed(paid), summed(gained)
    years, rate = _years(paid, gained, ground), discount(plan)
    today = options.cost_today(plan, ground)
    baseline = ground.over(today)
    return Case(
        currency=exchange.currency,
        period=ground.period,
        years=years,
        costs=costs,
        costs_by_kind=_grouped(paid, _kind),
        benefits=benefits,
        benefits_by_area=_grouped(priced, _kind),
        cashable=_grouped(priced, lambda one: one.cashable),
        parties=_parties(gained),
        unpriced=tuple(sorted(one.name for one in gained if not one.priced)),
        net=minus(benefits, costs),
        npv=_present(years, rate, ground, minus(benefits, costs)),
        discount=rate,
        payback=_payback(years),
        funding=funding(plan, exchange, costs),
        today=today,
        baseline=baseline,
        alternatives=options.alternatives(plan, ground, baseline),
    )


def _known(plan: Plan) -> bool:
    """Say whether there is anything to reckon with."""
    tables = (streams.COSTS, streams.BENEFITS, FINANCING, options.ALTERNATIVES)
    return any(streams.table(plan, key)[0] for key in tables) or plan.fact(options.TODAY).value is not None


# -- years ------------------------------------------------------------------------------


def _years(paid: tuple[Stream, ...], gained: tuple[Stream, ...], ground: Ground) -> tuple[Year, ...]:
    found: list[Year] = []
    if ground.period is None:
        return ()
    for number, (year, months) in enumerate(zip(ground.period.years, ground.period.whole, strict=True)):
        costs, by_kind = _in_year(paid, number, ground)
        benefits, by_area = _in_year(gained, number, ground)
        net = minus(benefits, costs)
        accumulated = plus(found[-1].accumulated, net) if found else net
        found.append(Year(number, year, months, costs, by_kind, benefits, by_area, net, accumulated))
    return tuple(found)


def _in_year(found: tuple[Stream, ...], number: int, ground: Ground) -> tuple[Outlook, Mapping[str, Outlook]]:
    """Add up what falls in a year, in all and by kind."""

    def share(one: Stream) -> Fraction:
        return one.share(number)

    parts = _grouped(found, _kind, share).items()
    by_kind = {name: because(part, ground.reasons) for name, part in parts}
    return because(summed(found, share), ground.reasons), by_kind


def _present(years: tuple[Year, ...], rate: Discount, ground: Ground, net: Outlook) -> Outlook:
    """Take every year's net back to year 0."""
    if rate.percent is None or ground.period is None:
        return Outlook(None, net.reasons | rate.reasons | ground.reasons)
    worth = plus(Outlook(ZERO), *(times(year.net, rate.factor(year.number)) for year in years))
    return because(worth, rate.reasons | net.reasons)


def _payback(years: tuple[Year, ...]) -> Payback | None:
    flows = [(year.year, year.accumulated.exact) for year in years]
    known = [(year, exact) for year, exact in flows if exact is not None]
    if not known or len(known) < len(flows):
        return None
    return Payback(*(_repaid([(year, exact[number]) for year, exact in known]) for number in range(3)))


def _repaid(flows: list[tuple[int, Fraction]]) -> int | None:
    """Find the year from which on nothing is owed.

    A year in which the flow only touches zero before the large costs come is none: so it is looked for from the end.
    """
    repaid = None
    for year, accumulated in reversed(flows):
        if accumulated < 0:
            break
        repaid = year
    return repaid


# -- groups -----------------------------------------------------------------------------


def _grouped(
    found: Iterable[Stream], group: Callable[[Stream], str], weigh: Callable[[Stream], Fraction] | None = None
) -> Mapping[str, Outlook]:
    """Add streams up by group, over all the years or as weighed; a table without an answer is in none."""
    groups: dict[str, list[Stream]] = {}
    for one in found:
        if one.answered:
            groups.setdefault(group(one), []).append(one)
    return {name: summed(groups[name], weigh) for name in sorted(groups)}


def _kind(one: Stream) -> str:
    return one.kind


def _parties(gained: tuple[Stream, ...]) -> tuple[Party, ...]:
    """Add the benefits up by who gains; one without an area is nobody's."""
    found = []
    for code, areas in PARTIES.items():
        own = [one for one in gained if one.kind in areas]
        found.append(Party(code, summed(own), tuple(sorted(one.name for one in own))))
    return tuple(found)
