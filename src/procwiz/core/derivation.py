"""Derived values: a few named functions over answers, never code in a process file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from procwiz.core.conditions import ALWAYS, Condition
from procwiz.core.facts import Fact, Status, ordered, row_facts, rows_of
from procwiz.core.process import Derived
from procwiz.core.values import Estimate, Money, Row, Value

FactOf: TypeAlias = Callable[[str], Fact]

UNKNOWN = Fact(Status.UNANSWERED)
INAPPLICABLE = Fact(Status.INAPPLICABLE)


def derive(derived: Derived, facts: FactOf) -> Fact:
    """Compute a derived value: not applicable or unanswered where an operand is.

    What rests on an assumption is deferred and assumed, as the assumption is.
    """
    if derived.function in {"count", "sum"}:
        return _over_rows(derived, facts(derived.operands[0]), facts)
    operands = [facts(key) for key in derived.operands]
    if any(operand.status is Status.INAPPLICABLE for operand in operands):
        return INAPPLICABLE
    values = [operand.value for operand in operands if operand.value is not None]
    if len(values) < len(operands):
        return UNKNOWN
    result = _PAIRS[derived.function](*values)
    if result is None:
        return UNKNOWN
    return _computed(result, assumed=any(operand.assumed for operand in operands))


def _computed(result: Value, *, assumed: bool) -> Fact:
    return Fact(Status.DEFERRED if assumed else Status.ANSWERED, result, assumed)


def _over_rows(derived: Derived, table: Fact, facts: FactOf) -> Fact:
    if table.status is Status.INAPPLICABLE:
        return INAPPLICABLE
    if table.value is None and table.status is not Status.UNANSWERED:
        return UNKNOWN
    rows = rows_of(table.value or ())
    if derived.function == "count":
        return _count(derived.where or ALWAYS, rows, table, facts)
    cells = [row.cells[derived.operands[1]] for row in rows if derived.operands[1] in row.cells]
    total = _sum(cells) if cells else None
    return UNKNOWN if total is None else _computed(total, assumed=table.assumed)


def _count(where: Condition, rows: Sequence[Row], table: Fact, facts: FactOf) -> Fact:
    """Count the rows that surely meet a condition; one whose cells are open does not."""
    findings = [where.hold(row_facts(row.cells, facts)) for row in rows]
    assumed = table.assumed or any(finding.assumed for finding in findings)
    return _computed(Decimal(sum(finding.truth is True for finding in findings)), assumed=assumed)


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
