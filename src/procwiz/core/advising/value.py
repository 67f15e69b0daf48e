"""The estimated value held against the law's limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from procwiz.core.derivation import asked_on
from procwiz.core.law import Law, Ruling
from procwiz.core.plan import Plan
from procwiz.core.process import Derived
from procwiz.core.supposing import Supposed
from procwiz.core.values import Estimate, Money

NEAR = Decimal(10)
"""How many percent of a limit an amount may lie from it and still be called near."""


@dataclass(frozen=True, slots=True)
class Held:
    """A value held against the limit that decides which rules apply.

    `code` is the outcome; `ruling` the limit; `day` the day the law was asked on:
    `dated` is `answered`, `assumed`, or `created` where no answer says one.
    `straddles` says that the estimate's low and high lie on either side, `near` that the likely value lies just below.
    `missing` names the questions without which the rules cannot be told.
    """

    value: Money | Estimate | None
    code: str
    ruling: Ruling
    day: date
    dated: str
    assumed: bool
    straddles: bool
    near: bool
    missing: tuple[str, ...]


def hold_value(known: Supposed) -> Held | None:
    """Hold a plan's value against the law; None where the process looks no rules up."""
    derived = rules(known.plan)
    if derived is None or derived.lookup is None:
        return None
    plan = known.plan
    day, dated = asked_on(derived.lookup, known.fact, plan.ground)
    found, fact = known.fact(derived.operands[0]), known.fact(derived.key)
    value = found.value if isinstance(found.value, Money | Estimate) else None
    currency = value.currency if value else plan.notation.currency
    ruling = _limit(plan.process.law, derived, known, day, currency, str(fact.value or ""))
    low, likely, high = _span(value)
    limit = ruling.value.amount if isinstance(ruling.value, Money) else None
    return Held(
        value=value,
        code=str(fact.value or ""),
        ruling=ruling,
        day=day,
        dated=dated,
        assumed=fact.assumed,
        straddles=limit is not None and low < limit <= high,
        near=limit is not None and value is not None and limit * (100 - NEAR) / 100 <= likely < limit,
        missing=known.awaited([derived.key]) if fact.value is None else (),
    )


def rules(plan: Plan) -> Derived | None:
    """Find the derived value that says which rules apply."""
    found = (derived for derived in plan.process.derived.values() if derived.lookup and derived.lookup.below)
    return next(found, None)


def _limit(law: Law, derived: Derived, known: Supposed, day: date, currency: str, code: str) -> Ruling:
    """The limit the value was found to be below, else the last there is."""
    below = derived.lookup.below if derived.lookup else ()
    rulings = {outcome: law.find(name, known.fact, day, currency) for name, outcome in below}
    return rulings.get(code) or list(rulings.values())[-1]


def _span(value: Money | Estimate | None) -> tuple[Decimal, Decimal, Decimal]:
    if value is None:
        return Decimal(0), Decimal(0), Decimal(0)
    if isinstance(value, Estimate):
        return value.low, value.likely, value.high
    return value.amount, value.amount, value.amount


@dataclass(frozen=True, slots=True)
class Changed:
    """A limit that another version of the law has changed, and what it did to the rules that apply."""

    title: str
    before: Money
    after: Money
    code_before: str
    code_after: str


def changed(plan: Plan) -> Changed | None:
    """Say whether the law the plan was begun with gave another limit than the one it is held against now."""
    if plan.begun_law is None:
        return None
    was = hold_value(Supposed(replace(plan, process=replace(plan.process, law=plan.begun_law), begun_law=None)))
    now = hold_value(Supposed(plan))
    if was is None or now is None or was.ruling.value == now.ruling.value:
        return None
    before, after = was.ruling.value, now.ruling.value
    if not isinstance(before, Money) or not isinstance(after, Money) or now.ruling.figure is None:
        return None
    return Changed(now.ruling.figure.title, before, after, was.code, now.code)
