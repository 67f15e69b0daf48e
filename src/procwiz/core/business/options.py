"""Doing nothing, held against each alternative over the same years. Amounts here are not discounted."""

from __future__ import annotations

from dataclasses import dataclass

from procwiz.core.business.outlook import Outlook, Reason, because, dearest_first, minus, plus
from procwiz.core.business.period import lack, rests
from procwiz.core.business.streams import Ground, table, text
from procwiz.core.plan import Plan
from procwiz.core.values import Row

ALTERNATIVES, TODAY = "strategy.alternatives", "needs.today_cost"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way that was weighed, over the period.

    `net` is its benefit less its cost. `remains` is what one pays with it: what doing nothing costs, and its cost,
    less its benefit; to be held against the baseline.
    """

    name: str
    verdict: str
    cost: Outlook
    yearly_cost: Outlook
    benefit: Outlook
    net: Outlook
    remains: Outlook


def cost_today(plan: Plan, ground: Ground) -> Outlook:
    """Find what the problem costs a year as it is."""
    fact = plan.fact(TODAY)
    amount = ground.exchange.read(fact.value)
    if amount is None:
        return Outlook(None, lack(TODAY, fact))
    return dearest_first(because(amount, rests(TODAY, fact)))


def alternatives(plan: Plan, ground: Ground, baseline: Outlook) -> tuple[Alternative, ...]:
    """Hold each alternative against doing nothing, in the order they were written."""
    rows, reasons = table(plan, ALTERNATIVES)
    weighed = (_weighed(row, ground, baseline) for row in rows)
    return tuple(
        Alternative(
            one.name, one.verdict,
            *(because(part, reasons) for part in (one.cost, one.yearly_cost, one.benefit, one.net, one.remains)),
        )
        for one in weighed
    )  # fmt: skip


def _weighed(row: Row, ground: Ground, baseline: Outlook) -> Alternative:
    name = text(row.cells, "alternative")
    missing = frozenset({Reason("no_amount", name)})
    running, whole, gain = (ground.exchange.read(row.cells.get(c)) for c in ("yearly_cost", "cost", "yearly_benefit"))
    yearly = dearest_first(running) if running else Outlook(None, missing)
    cost = dearest_first(whole) if whole else ground.over(yearly)
    benefit = ground.over(gain) if gain else Outlook(None, missing)
    remains = minus(plus(baseline, cost), benefit)
    return Alternative(name, text(row.cells, "verdict"), cost, yearly, benefit, minus(benefit, cost), remains)
