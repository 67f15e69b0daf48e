"""Numbers and percents, read strictly and shown."""

from __future__ import annotations

import re
from decimal import Decimal

from procwiz.core.cleaning import quoted
from procwiz.core.messages import Misread
from procwiz.core.notation.signs import Notation, signs_of, typed

DECIMALS = 4
LARGEST = Decimal(10**12)

_DIGITS_KEPT = 15  # a JSON reader that knows only doubles still gets the same number
_SHAPE = re.compile(r"-?[0-9](?:[0-9., ]*[0-9])?")
_PERCENT = re.compile(r" *(?:%|pct\.?|procent|prosent|percent|per cent)$", re.IGNORECASE)
_EXAMPLE = Decimal("1250.5")


def read_number(text: str, notation: Notation) -> Decimal:
    """Read a number of at most `DECIMALS` decimals and at most `LARGEST`."""
    return bounded(read_digits(typed(text), notation), DECIMALS)


def show_number(value: Decimal, notation: Notation) -> str:
    """Write a number, rounded to `DECIMALS` decimals, without zeros at the end."""
    return show_digits(value, "#,##0.####", notation)


def read_percent(text: str, notation: Notation) -> Decimal:
    """Read a percent, with or without its sign: 50 is 50 %. A fraction without the sign leaves doubt."""
    plain = typed(text)
    bare = _PERCENT.sub("", plain)
    value = read_number(bare, notation)
    if bare == plain and 0 < abs(value) < 1:
        readings = {"one": show_percent(value, notation), "other": show_percent(value * 100, notation)}
        raise Misread("kinds.two_readings", text=quoted(text), **readings)
    return value


def show_percent(value: Decimal, notation: Notation) -> str:
    """Write a percent with its sign, in English without a space."""
    space = "" if notation.locale.startswith("en") else " "
    return f"{show_number(value, notation)}{space}%"


def show_digits(value: Decimal, pattern: str, notation: Notation) -> str:
    """Write a number by one of Babel's patterns."""
    from babel.numbers import format_decimal

    return format_decimal(value, format=pattern, locale=notation.locale)


def read_digits(text: str, notation: Notation) -> Decimal:
    """Read folded text as a number of any size and precision.

    Raises:
        Misread: where it is no number, has two readings, or is written the way of another language.
    """
    if not _SHAPE.fullmatch(text):
        raise Misread("kinds.no_number", text=quoted(text), example=show_number(_EXAMPLE, notation))
    value = _unsigned(text.removeprefix("-"), notation)
    return value.copy_negate() if text.startswith("-") else value


def _unsigned(digits: str, notation: Notation) -> Decimal:
    signs = signs_of(notation.locale)
    if signs.accept(digits) and not signs.leave_doubt(digits):
        return signs.value(digits)
    parts = re.split("[.,]", digits)
    foreign = not signs.accept(digits)
    if len(parts) == 2 and " " not in digits and not (foreign and signs.decimal in digits):
        raise _two_readings(digits, Decimal(f"{parts[0]}.{parts[1]}"), Decimal("".join(parts)), notation)
    if signs.swapped().accept(digits):
        raise _other_way(digits, signs.swapped().value(digits), notation)
    raise Misread("kinds.wrong_groups", text=quoted(digits), example=show_number(_EXAMPLE, notation))


def _two_readings(digits: str, one: Decimal, other: Decimal, notation: Notation) -> Misread:
    if digits.startswith("0"):
        return _other_way(digits, one, notation)
    readings = {"one": _meant(one, notation), "other": _meant(other, notation)}
    return Misread("kinds.two_readings", text=quoted(digits), **readings)


def _other_way(digits: str, value: Decimal, notation: Notation) -> Misread:
    return Misread("kinds.other_way", text=quoted(digits), meant=_meant(value, notation))


def _meant(value: Decimal, notation: Notation) -> str:
    whole = value == value.to_integral_value()
    return show_digits(value, "#,##0" if whole else "#,##0.00#############", notation)


def bounded(value: Decimal, decimals: int) -> Decimal:
    """Hold a finite number against `LARGEST`, its decimals and fifteen digits; drop zeros at its end.

    Raises:
        Misread: where it is too large or too precise to be kept exactly.
    """
    if not value:
        return Decimal(0)
    if value.copy_abs() > LARGEST:
        raise Misread("kinds.too_large")
    step = Decimal((0, (1,), -decimals))
    if value % step:
        raise Misread("kinds.too_precise", n=decimals)
    plain = value.quantize(step).normalize()
    if len(plain.as_tuple().digits) > _DIGITS_KEPT:
        raise Misread("kinds.too_precise", n=_DIGITS_KEPT - plain.adjusted() - 1)
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain
