"""The signs a language writes its numbers with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from procwiz.core.messages import Misread

_LOCALES = {"da": "da_DK", "en": "en_GB", "nb": "nb_NO", "sv": "sv_SE"}
_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))), " ")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_FOLDED = {**_SPACES, **_DASHES}
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Notation:
    """A language (`da`, `en`, `nb`, `sv`) and the currency an amount without one is in (ISO 4217)."""

    language: str
    currency: str

    @property
    def locale(self) -> str:
        """The language's name in Babel; British English where the language is none of the four."""
        return _LOCALES.get(self.language, "en_GB")


@dataclass(frozen=True, slots=True)
class Signs:
    """The decimal sign, and the sign that groups thousands beside the space.

    `firm`: one group sign before three digits is surely a group, as in Danish `1.250`.
    Norwegian and Swedish group by spaces, so there `1.250` may be either.
    """

    decimal: str
    group: str
    firm: bool

    def accept(self, digits: str) -> bool:
        """Say whether digits are written as this language writes them, whatever else they could mean."""
        return bool(self._pattern().fullmatch(digits))

    def value(self, digits: str) -> Decimal:
        """Take accepted digits as a number."""
        return Decimal(digits.replace(" ", "").replace(self.group, "").replace(self.decimal, "."))

    def leave_doubt(self, digits: str) -> bool:
        """Say whether accepted digits look like another language's number, a thousand times larger or smaller.

        A decimal sign before three digits leaves doubt where the last is 0: nobody writes 1,25 as `1,250`.
        """
        look = re.fullmatch(r"[1-9][0-9]{0,2}([.,])[0-9]{2}([0-9])", digits)
        if look is None:
            return False
        return look[2] == "0" if look[1] == self.decimal else not self.firm

    def swapped(self) -> Signs:
        """The signs of the languages that do it the other way round."""
        return Signs(self.group, self.decimal, firm=True)

    def _pattern(self) -> re.Pattern[str]:
        return _pattern(self.decimal, self.group)


@cache
def _pattern(decimal: str, group: str) -> re.Pattern[str]:
    grouped = rf"[1-9][0-9]{{0,2}}(?P<sign>[ {group}])[0-9]{{3}}(?:(?P=sign)[0-9]{{3}})*"
    return re.compile(rf"(?:0|[1-9][0-9]*|{grouped})(?:[{decimal}][0-9]+)?")


@cache
def signs_of(locale: str) -> Signs:
    """Ask Babel for a locale's signs."""
    from babel.numbers import get_decimal_symbol, get_group_symbol

    decimal = get_decimal_symbol(locale)
    group = "." if decimal == "," else ","
    return Signs(decimal, group, firm=get_group_symbol(locale) == group)


def typed(text: str) -> str:
    """Make every kind of space and dash a plain one; refuse an empty text, and one longer than any number or date."""
    if len(text) > _LONGEST:
        raise Misread("kinds.too_long", n=len(text), limit=_LONGEST)
    plain = text.translate(_FOLDED).strip()
    if not plain:
        raise Misread("kinds.empty")
    return plain
