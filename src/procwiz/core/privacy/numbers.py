"""The civil registration numbers of Denmark, Norway, Sweden and Finland.

The first three are those of the process' countries. The EU has no number of its own; Finland's is found too, for it is
the fourth of the numbers met in a Nordic purchase, and its check letter keeps it from being taken for anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from procwiz.core.privacy.trait import Trait, is_amount, is_named

_DASH = "[-\u2010-\u2015\u2212]"
_FREE = r"(?<![^\W_])(?<![0-9][-./])"
_END = r"(?![^\W_])(?![-./][0-9])"
_TEN = re.compile(rf"{_FREE}([0-9]{{6}})(\s?{_DASH}\s?|[ \u00a0+]|)([0-9]{{4}}){_END}")
_ELEVEN = re.compile(rf"{_FREE}([0-9]{{6}})(\s?{_DASH}\s?|[ \u00a0]|)([0-9]{{5}}){_END}")
_TWELVE = re.compile(rf"{_FREE}((?:19|20)[0-9]{{6}})(\s?{_DASH}\s?|[ \u00a0+]|)([0-9]{{4}}){_END}")
_LETTERED = re.compile(rf"{_FREE}([0-9]{{6}})([-+A-FU-Y])([0-9]{{3}})([0-9A-FHJ-NPR-Y]){_END}")
_LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_GROWN = 2010
"""Eight digits and four without a right check digit are a moment (`20260131-1530`) sooner than somebody born since."""


def numbers(text: str) -> Iterator[Trait]:
    """Find what looks like a civil registration number; one that fits two countries names both."""
    for search in (_norwegian, _swedish_long, _ten, _finnish):
        yield from search(text)


def _finnish(text: str) -> Iterator[Trait]:
    for match in _LETTERED.finditer(text):
        born, _, serial, letter = match.groups()
        if _finnish_day(born, serial + letter):
            yield Trait(*match.span(), "number", ("FI",))


def _finnish_day(born: str, rest: str) -> bool:
    right = rest[3] == _LETTERS[int(born + rest[:3]) % 31]
    return right and _day(born[:2], born[2:4], _either(born[4:]))


def _norwegian(text: str) -> Iterator[Trait]:
    for match in _ELEVEN.finditer(text):
        born, joint, rest = match.groups()
        right = _norwegian_checks(born + rest)
        if _norwegian_day(born, int(rest[:3])) and (right or joint or not _other(text, match)):
            yield Trait(*match.span(), "number", ("NO",), right)


def _norwegian_day(born: str, serial: int) -> bool:
    """A D-number has 40 more in the day, a help number 40 more in the month."""
    year = int(born[4:])
    if serial < 500:
        full = 1900 + year
    elif year <= 39:
        full = 2000 + year
    elif serial >= 900:
        full = 1900 + year
    else:  # born before 1900
        return False
    return _day(_less(born[:2], 40), _less(born[2:4], 40), (full,))


def _norwegian_checks(digits: str) -> bool:
    """Hold the two check digits."""
    first = _weighed(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1))
    second = _weighed(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    return first % 11 == second % 11 == 0


def _swedish_long(text: str) -> Iterator[Trait]:
    for match in _TWELVE.finditer(text):
        born, joint, rest = match.groups()
        year, right = int(born[:4]), _luhn(born[2:] + rest)
        if _day(_less(born[6:], 60), born[4:6], (year,)) and (right or (joint and year < _GROWN)):
            yield Trait(*match.span(), "number", ("SE",), right)


def _ten(text: str) -> Iterator[Trait]:
    """Find numbers of six digits and four: Denmark's have no check digit, the others' must be right."""
    for match in _TEN.finditer(text):
        born, joint, rest = match.groups()
        danish = "+" not in joint and _danish_day(born, int(rest[0]))
        swedish = _luhn(born + rest) and _day(_less(born[4:], 60), born[2:4], _either(born[:2]))
        finnish = joint == "-" and _finnish_day(born, rest)
        fits = tuple(country for country, fit in (("DK", danish), ("SE", swedish), ("FI", finnish)) if fit)
        if fits and (joint.strip() or not _other(text, match)):
            yield Trait(*match.span(), "number", fits, bool(joint.strip()))


def _danish_day(born: str, seventh: int) -> bool:
    """The seventh digit tells the century; a number given in place of another has 60 more in the day."""
    year = int(born[4:])
    if seventh <= 3:
        full = 1900 + year
    elif seventh in {4, 9}:
        full = 2000 + year if year <= 36 else 1900 + year
    elif year <= 57:
        full = 2000 + year
    else:  # born before 1900
        return False
    return _day(_less(born[:2], 60), born[2:4], (full,))


# -- digits ---------------------------------------------------------------------------


def _other(text: str, match: re.Match[str]) -> bool:
    return is_amount(text, *match.span()) or is_named(text, match.start())


def _less(part: str, added: int) -> str:
    return f"{int(part) - added:02}" if int(part) > added else part


def _either(year: str) -> tuple[int, int]:
    return 1900 + int(year), 2000 + int(year)


def _day(day: str, month: str, years: Sequence[int]) -> bool:
    """Say whether there is such a day in one of the years."""
    for year in years:
        try:
            date(year, int(month), int(day))
        except ValueError:
            continue
        return True
    return False


def _weighed(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _luhn(digits: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits)]
    return sum(sum(divmod(number, 10)) for number in doubled) % 10 == 0
