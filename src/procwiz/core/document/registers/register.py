"""Registers: what a plan holds in rows, as plain typed values that a workbook's cells can keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from procwiz.core.values import Money


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something. `unit` is a word, or `%`: 50 of these is 50 %."""

    number: Decimal
    unit: str


Cell: TypeAlias = "str | bool | Decimal | Quantity | Money | date | None"
Cells: TypeAlias = "tuple[Cell, ...]"


@dataclass(frozen=True, slots=True)
class Register:
    """One sheet: a heading a column, and rows as long as that; None where nothing is known.

    `code` names it whatever the language. `head` are labels with what stands beside them, above the columns.
    """

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    head: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All registers of a plan, in the order of its sheets, and what the file says of itself."""

    title: str
    subject: str
    registers: tuple[Register, ...]
