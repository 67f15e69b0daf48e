"""Derived values: a few named functions over answers, never code in a process file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from procwiz.core.conditions import Fact, Status, ordered, row_facts, rows_of
from procwiz.core.process import Derived
from procwiz.core.values import Estimate, Money, Row, Value

FactOf: TypeAlias = Callable[[str], Fact]

UNKNOWN = Fact(Status.UNANSWERED)


def derive(derived: Derived, facts: FactOf) -> Fact:
    """Compute a derived value; unanswered where an operand is, assumed where one is."""
    if derived.function in {"count", "sum"}:
        return _over_rows(derived, facts(derived.operands[0]), facts)
    operands = [facts(key) for key in derived.operands]
    values = [operand.value for operand in operands if operand.value is not None]
    if len(values) < len(operands):
        return UNKNOWN
    result = _PAIRS[derived.function](*values)
    if result is None:
        return UNKNOWN
    return Fact(Status.ANSWERED, result, any(operand.assumed for operand in operands))


def _over_rows(derived: Derived, table: Fact, facts: FactOf) -> Fact:
    if table.value is None and table.status is not Status.UNANSWERED:
        return UNKNOWN
    rows = rows_of(table.value or ())
    if derived.function == "count":
        kept = [row for row in rows if derived.where is None or _meets(derived, row, facts)]
        return Fact(Status.ANSWERED, Decimal(len(kept)), table.assumed)
    if not rows:
        return UNKNOWN
    cells = [row.cells[derived.operands[1]] for row in rows if derived.operands[1] in row.cells]
    total = _sum(cells)
    return UNKNOWN if total is None else Fact(Status.ANSWERED, total, table.assumed)


def _meets(derived: Derived, row: Row, facts: FactOf) -> bool:
    return derived.where is not None and derived.where.hold(row_facts(row.cells, facts)).truth is True


def _sum(cells: Sequence[Value]) -> Value | None:
    currencies = {cell.currency for cell in cells if isinstance(cell, Money | Estimate)}
    if len(currencies) > 1:
        return None
    total = sum((amount for cell in cells if isinstance(amount := ordered(cell), Decimal)), Decimal(0))
    return Money(total, currencies.pop()) if currencies else total


def _difference(one: Value, other: Value) -> Value | None:
    if not _comparable(one, other):
        return None
    rest = Decimal(str(ordered(one))) - Decimal(str(ordered(other)))
    return Money(rest, one.currency) if isinstance(one, Money | Estimate) else rest


def _share(one: Value, other: Value) -> Value | None:
    whole = ordered(other)
    if not _comparable(one, other) or not whole:
        return None
    return Decimal(str(ordered(one))) / Decimal(str(whole)) * 100


def _days_between(one: Value, other: Value) -> Value | None:
    if isinstance(one, date) and isinstance(other, date):
        return Decimal((other - one).days)
    return None


def _comparable(one: Value, other: Value) -> bool:
    return getattr(one, "currency", None) == getattr(other, "currency", None)


_PAIRS: dict[str, Callable[[Value, Value], Value | None]] = {
    "difference": _difference,
    "share": _share,
    "days_between": _days_between,
}
