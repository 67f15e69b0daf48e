"""Dates, read strictly and shown."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from procwiz.core.cleaning import quoted
from procwiz.core.messages import Misread
from procwiz.core.notation.signs import Notation, typed

FIRST_YEAR, LAST_YEAR = 1990, 2100

_EXAMPLE = date(2027, 3, 15)
_DAY, _YEAR, _NTH, _NAME = r"(?P<day>[0-9]{1,2})", r"(?P<year>[0-9]{4})", r"(?:st|nd|rd|th)", r"(?P<name>[^\W\d_]+)\.?"
_ISO = re.compile(rf"{_YEAR}-(?P<month>[0-9]{{1,2}})-{_DAY}")
_DOTTED = re.compile(rf"{_DAY}\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}")
_OPEN = re.compile(rf"(?P<one>[0-9]{{1,2}})(?P<sign>[/-])(?P<other>[0-9]{{1,2}})(?:(?P=sign)|[ -]){_YEAR}")
_NAMED = re.compile(rf"{_DAY}(?:\.|{_NTH})? ?{_NAME},? {_YEAR}")
_NAME_FIRST = re.compile(rf"{_NAME} {_DAY}{_NTH}?,? {_YEAR}")


def read_date(text: str, notation: Notation) -> date:
    """Read a date between `FIRST_YEAR` and `LAST_YEAR`.

    Read are 2027-03-15, 15.3.2027, 15/3 2027, 15. marts 2027 and March 15, 2027.
    Months may be named in any of the four languages: no name means two months.

    Raises:
        Misread: where there is no such day, or day and month could change places.
    """
    plain = typed(text)
    if match := _ISO.fullmatch(plain) or _DOTTED.fullmatch(plain):
        return _day(text, match["year"], int(match["month"]), match["day"])
    if match := _OPEN.fullmatch(plain):
        return _either(text, match, notation)
    match = _NAMED.fullmatch(plain) or _NAME_FIRST.fullmatch(plain)
    month = _months().get(match["name"].casefold()) if match else None
    if match is None or month is None:
        raise Misread("kinds.no_date", text=quoted(text), example=show_date(_EXAMPLE, notation))
    return _day(text, match["year"], month, match["day"])


def show_date(value: date, notation: Notation) -> str:
    """Write a date with the month's name."""
    from babel.dates import format_date

    return format_date(value, "long", locale=notation.locale)


def show_day(value: date, notation: Notation) -> str:
    """Write a date with the month's name cut short, for a table; it is read back as the same date too."""
    from babel.dates import format_date

    return format_date(value, "medium", locale=notation.locale)


def _day(text: str, year: str, month: int, day: str) -> date:
    try:
        found = date(int(year), month, int(day))
    except ValueError:
        raise Misread("kinds.no_such_day", text=quoted(text)) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Misread("kinds.no_such_year", text=quoted(text), first=FIRST_YEAR, last=LAST_YEAR)
    return found


def _either(text: str, match: re.Match[str], notation: Notation) -> date:
    one, other = int(match["one"]), int(match["other"])
    if one > 12 or one == other:
        return _day(text, match["year"], other, match["one"])
    if other > 12:
        return _day(text, match["year"], one, match["other"])
    readings = {
        "one": show_date(_day(text, match["year"], other, match["one"]), notation),
        "other": show_date(_day(text, match["year"], one, match["other"]), notation),
    }
    raise Misread("kinds.two_readings", text=quoted(text), **readings)


@cache
def _months() -> dict[str, int]:
    from babel import Locale

    names: dict[str, int] = {}
    for code in ("da", "en_GB", "en_US", "nb", "sv"):
        for width in ("wide", "abbreviated"):
            months = Locale.parse(code).months["format"][width]
            names |= {name.rstrip(".").casefold(): number for number, name in months.items()}
    return names
