"""What is known of a question, as a test sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from procwiz.core.values import Estimate, Money, Row, Value

Ordered: TypeAlias = "Decimal | date"


class Status(Enum):
    """What is known of a key."""

    ANSWERED = "answered"
    DEFERRED = "deferred"
    UNANSWERED = "unanswered"
    INAPPLICABLE = "inapplicable"  # its condition is false: every test on it is false


@dataclass(frozen=True, slots=True)
class Fact:
    """What a test sees of a key. `value` is None where there is none to look at.

    A deferred key with an assumption shows that as its value, `assumed`.
    Where two answers contradict each other the value is None though the status is answered.
    """

    status: Status
    value: Value | None = None
    assumed: bool = False


Facts: TypeAlias = Callable[[str], Fact]


def row_facts(cells: Mapping[str, Value], facts: Facts) -> Facts:
    """See a table's row from inside: a bare code is a column, a dotted key is the plan's."""

    def fact(key: str) -> Fact:
        if "." in key:
            return facts(key)
        if key in cells:
            return Fact(Status.ANSWERED, cells[key])
        return Fact(Status.UNANSWERED)

    return fact


def rows_of(value: Value) -> tuple[Row, ...]:
    """Take a table's value as its rows; anything else has none."""
    if not isinstance(value, tuple):
        return ()
    return tuple(row for row in value if isinstance(row, Row))


def ordered(value: Value) -> Ordered:
    """Take the part of a value that is compared: an amount, the likely amount, a number, a date.

    Raises:
        TypeError: for a value without order; the checks of a process let no such test through.
    """
    match value:
        case Money(amount=amount):
            return amount
        case Estimate(likely=likely):
            return likely
        case Decimal() | date():
            return value
    raise TypeError(f"no order among {type(value).__name__}")
