"""What a plan's answers say of it as an innovation, in the terms of those who count innovation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from procwiz.core.facts import rows_of
from procwiz.core.plan import Plan
from procwiz.core.portfolio.summary import Named, Novelty
from procwiz.core.values import Row, Value

HOPED, SHOWN = "anchor.definition", "scale.definition"
COUNTED, VALUES = "scale.counted", "scale.value_kinds"
KIND, POTENTIAL = "strategy.innovation_kind", "anchor.potential"
DESCRIBED, DIALOGUE = "needs.described_as", "market.dialogue"
NOTICE, PLANS = "tender.notice_on", "anchor.plans"
JOINT, PARTNERS, BENEFITS = "setup.joint", "setup.partners", "implement.benefits"
STRATEGIC = frozenset({"strategy", "innovation_plan"})


def novelty(plan: Plan, as_of: date) -> Novelty:
    """Gather what is known; what is only assumed is not known."""
    potential, sent = _value(plan, POTENTIAL), _value(plan, NOTICE)
    partners = _rows(plan, PARTNERS) or () if _value(plan, JOINT) != "alone" else ()
    benefits = _rows(plan, BENEFITS) or ()
    return Novelty(
        kind=_named(plan, KIND, _code(plan, KIND)),
        potential=int(potential) if isinstance(potential, Decimal) else None,
        hoped=_codes(plan, HOPED),
        shown=_codes(plan, SHOWN),
        counted=_code(plan, COUNTED),
        values=tuple(one for code in _codes(plan, VALUES) or () if (one := _named(plan, VALUES, code))),
        described=_code(plan, DESCRIBED),
        dialogue=_any(plan, DIALOGUE),
        announced=sent if isinstance(sent, date) and sent <= as_of else None,
        strategic=_any(plan, PLANS, "type", STRATEGIC),
        buyers=1 + len(partners),
        savings=any(row.cells.get("type") == "money" and "measured" in row.cells for row in benefits),
    )


def _value(plan: Plan, key: str) -> Value | None:
    fact = plan.fact(key)
    return None if fact.assumed else fact.value


def _code(plan: Plan, key: str) -> str:
    value = _value(plan, key)
    return value if isinstance(value, str) else ""


def _codes(plan: Plan, key: str) -> tuple[str, ...] | None:
    value = _value(plan, key)
    return tuple(str(code) for code in value) if isinstance(value, tuple) else None


def _rows(plan: Plan, key: str) -> tuple[Row, ...] | None:
    value = _value(plan, key)
    return None if value is None else rows_of(value)


def _any(plan: Plan, key: str, column: str = "", wanted: Collection[str] = ()) -> bool | None:
    """Say whether a table has a row, or one with a wanted code in a column; None where nobody has filled it in."""
    rows = _rows(plan, key)
    if rows is None:
        return None
    return any(not column or row.cells.get(column) in wanted for row in rows)


def _named(plan: Plan, key: str, code: str) -> Named | None:
    """Name a code by its option; None where there is none."""
    options = getattr(plan.process.questions[key].kind, "options", ()) if code else ()
    return next((Named(code, option.label) for option in options if option.code == code), None)
