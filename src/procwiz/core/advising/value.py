"""The estimated value held against the law's limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from procwiz.core.derivation import asked_on
from procwiz.core.facts import Status
from procwiz.core.law import Ruling
from procwiz.core.plan import Plan
from procwiz.core.process import Derived
from procwiz.core.supposing import Supposed
from procwiz.core.values import Estimate, Money

NEAR = Decimal(10)
"""How many percent of a limit an amount may lie from it and still be called near."""
OUTCOMES = frozenset({"eu", "national", "below_direct"})
"""The outcomes of the shipped process, which have a sentence each; another process may have its own."""


@dataclass(frozen=True, slots=True)
class Held:
    """A value held against the limit that decides which rules apply.

    `code` is the outcome, empty while it is not known; `ruling` the limit; `day` the day the law was asked on:
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
    day, dated = asked_on(derived.lookup, known.fact, known.plan.ground)
    fact, value = known.fact(derived.key), _value(known, derived)
    limits, code = _limits(known, derived), str(fact.value or "")
    ruling = limits.get(code) or list(limits.values())[-1]
    low, likely, high = _span(value)
    limit = ruling.value.amount if isinstance(ruling.value, Money) else None
    return Held(
        value=value,
        code=code,
        ruling=ruling,
        day=day,
        dated=dated,
        assumed=fact.assumed,
        straddles=limit is not None and low < limit <= high,
        near=limit is not None and value is not None and limit * (100 - NEAR) / 100 <= likely < limit,
        missing=known.awaited([derived.key]) if fact.status is Status.UNANSWERED else (),
    )


def rules(plan: Plan) -> Derived | None:
    """Find the derived value that says which rules apply."""
    found = (derived for derived in plan.process.derived.values() if derived.lookup and derived.lookup.below)
    return next(found, None)


def called(plan: Plan, code: str) -> str:
    """Name an outcome in the words of the process; a dash for none."""
    derived = rules(plan)
    return derived.kind.show(code, plan.notation) if derived and code else "–"


def _value(known: Supposed, derived: Derived) -> Money | Estimate | None:
    value = known.fact(derived.operands[0]).value
    return value if isinstance(value, Money | Estimate) else None


def _limits(known: Supposed, derived: Derived) -> dict[str, Ruling]:
    """What the law says of each limit, in the value's currency, by the outcome of being below it."""
    plan, value = known.plan, _value(known, derived)
    currency = value.currency if value else plan.notation.currency
    if derived.lookup is None:
        return {}
    day, _ = asked_on(derived.lookup, known.fact, plan.ground)
    found = ((code, plan.process.law.find(name, known.fact, day, currency)) for name, code in derived.lookup.below)
    return dict(found)


def _span(value: Money | Estimate | None) -> tuple[Decimal, Decimal, Decimal]:
    if value is None:
        return Decimal(0), Decimal(0), Decimal(0)
    if isinstance(value, Estimate):
        return value.low, value.likely, value.high
    return value.amount, value.amount, value.amount


@dataclass(frozen=True, slots=True)
class Changed:
    """A limit that another version of the law has changed, and what it did to the rules that apply.

    The codes are those of the rules, empty while they are not known.
    """

    title: str
    before: Money
    after: Money
    code_before: str
    code_after: str


def changed(plan: Plan) -> Changed | None:
    """Say whether the law the plan was begun with gave another limit than the one it is held against now.

    Where the value has come from one side of a limit to the other, that limit is the one meant.
    """
    derived = rules(plan)
    if plan.begun_law is None or derived is None:
        return None
    old, new = Supposed(replace(plan, process=replace(plan.process, law=plan.begun_law))), Supposed(plan)
    was, now = (str(known.fact(derived.key).value or "") for known in (old, new))
    limits = _limits(new, derived)
    meant = next((code for code in limits if code in {was, now}), list(limits)[-1])
    figure, before, after = limits[meant].figure, _limits(old, derived)[meant].value, limits[meant].value
    if figure is None or not isinstance(before, Money) or not isinstance(after, Money) or before == after:
        return None
    return Changed(figure.title, before, after, was, now)
