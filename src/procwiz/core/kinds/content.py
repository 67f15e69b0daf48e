"""Numbers as files hold them: JSON numbers, or texts in the one form that needs no language."""

from __future__ import annotations

import re
from decimal import Decimal

from procwiz.core.kinds.kind import found
from procwiz.core.messages import Misread
from procwiz.core.notation import bounded

_LONGEST = 40
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def load_decimal(content: object, decimals: int) -> Decimal:
    """Take a JSON number, or a text such as `1250.5`, as a number written with at most so many decimals.

    Zeros at the end count: an amount of `1.250` was meant as a thousand more.

    Raises:
        Misread: where it is none, too large or too precise; true and false are no numbers.
    """
    number = _number(content)
    if number is None or not number.is_finite():
        raise Misread("kinds.not_number", found=found(content))
    if -int(number.as_tuple().exponent) > decimals:
        raise Misread("kinds.too_precise", n=decimals)
    return bounded(number, decimals)


def _number(content: object) -> Decimal | None:
    match content:
        case bool():
            return None
        case int() | Decimal():
            return Decimal(content)
        case float():
            return Decimal(repr(content))
        case str() if len(content) <= _LONGEST and _PLAIN.fullmatch(content):
            return Decimal(content)
    return None


def dump_decimal(value: Decimal) -> int | float:
    """Write a number that `load_decimal` reads back exactly: whole ones as int.

    A float keeps fifteen digits, and a value has no more.
    """
    return int(value) if value == value.to_integral_value() else float(value)
