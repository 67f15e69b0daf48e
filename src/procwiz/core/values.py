"""The values an answer can hold. All are frozen; amounts are `Decimal`, never float."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with at most two decimals, in an ISO 4217 currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """Money known as a range: `low <= likely <= high`, one currency. Tests look at `likely`."""

    low: Decimal
    likely: Decimal
    high: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table. `id` is given at birth and never changes; a cell left open is absent."""

    id: str
    cells: Mapping[str, Cell]


Cell: TypeAlias = "str | bool | Decimal | date | Money | Estimate"
Value: TypeAlias = "Cell | tuple[str, ...] | tuple[Row, ...]"
