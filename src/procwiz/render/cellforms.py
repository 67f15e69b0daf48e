"""How numbers, amounts and dates look in a cell: patterns as a spreadsheet writes them, each for one value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from procwiz.core.document.registers import Quantity
from procwiz.core.notation import Notation, show_money, show_number, show_percent
from procwiz.core.values import Money

_DAYS: Mapping[str, str] = {
    "da": "[$-406]d. mmm yyyy",
    "nb": "[$-414]d. mmm yyyy",
    "sv": "[$-41D]d mmm yyyy",
    "en": "[$-809]d mmm yyyy",
}
_LONGEST_UNIT = 40


def day(language: str) -> str:
    """Give the pattern of a date, with the month's short name in that language."""
    return _DAYS.get(language, _DAYS["en"])


def numbered(cell: Decimal | Quantity | Money, notation: Notation) -> tuple[Decimal, str]:
    """Give the number a cell keeps, and the pattern that shows it as people write it; 50 % is kept as a half."""
    match cell:
        case Money():
            return cell.amount, _money(cell, notation)
        case Quantity(number=number, unit="%"):
            return number / 100, f"{_digits(number, '0')}{_percent(notation)}"
        case Quantity(number=number, unit=unit):
            return number, f"{_digits(number)}{_literal(' ' + unit[:_LONGEST_UNIT])}"
    return cell, _digits(cell)


def length(cell: Decimal | Quantity | Money, notation: Notation) -> int:
    """Say how many signs a number takes as it is shown."""
    match cell:
        case Money():
            return len(show_money(cell, notation))
        case Quantity():
            return len(show_number(cell.number, notation)) + len(cell.unit) + 1
    return len(show_number(cell, notation))


def _money(money: Money, notation: Notation) -> str:
    before, _, after = show_money(Money(Decimal(0), money.currency), notation).partition("0")
    digits = "#,##0" if money.amount == money.amount.to_integral_value() else "#,##0.00"
    return f"{_literal(before)}{digits}{_literal(after)}"


def _percent(notation: Notation) -> str:
    """Give the sign as a sign that multiplies, and what stands before it as it is."""
    return _literal(show_percent(Decimal(0), notation).removeprefix("0").removesuffix("%")) + "%"


def _digits(number: Decimal, whole: str = "#,##0") -> str:
    """Give as many decimals as the number has."""
    places = -int(number.normalize().as_tuple().exponent)
    return f"{whole}.{'0' * places}" if places > 0 else whole


def _literal(text: str) -> str:
    """Write signs so that they stand for themselves."""
    bare = text.replace('"', "")
    return f'"{bare}"' if bare else ""
