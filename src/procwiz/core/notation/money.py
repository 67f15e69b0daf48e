"""Amounts and spans of amounts, read strictly and shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from procwiz.core.cleaning import quoted
from procwiz.core.messages import Message, Misread, Say
from procwiz.core.notation.numbers import bounded, read_digits, show_digits
from procwiz.core.notation.signs import Notation, typed
from procwiz.core.values import Estimate, Money

if TYPE_CHECKING:
    from collections.abc import Iterable

CURRENCIES = ("DKK", "NOK", "SEK", "EUR", "ISK", "GBP", "USD", "CHF", "PLN")

_CENTS = 2
_BEFORE_SCALE = 11  # decimals: what 2.5 milliards can still turn into cents
_KRONER = ("DKK", "NOK", "SEK")
_OWN_KRONE = {"da": "DKK", "nb": "NOK", "sv": "SEK"}
_SYMBOLS = {"€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP"}
_KRONE_WORDS = {"kr", "kroner", "krone", "kronor", "krona"}
_UNITS = ("kr", *(code.casefold() for code in CURRENCIES))
_JOINED = {f"{letter}{unit}": (scale, unit) for letter, scale in (("t", "t"), ("m", "mio")) for unit in _UNITS}
_THOUSAND, _MILLION, _MILLIARD = Decimal(10**3), Decimal(10**6), Decimal(10**9)
_NORDIC = {"t": _THOUSAND, "mio": _MILLION, "million": _MILLION}
# The English billion is a Danish milliard, and a Danish billion a thousand times that: so none in the Nordic lists.
_SCALES = {
    "da": {**_NORDIC, "tusind": _THOUSAND, "millioner": _MILLION}
    | dict.fromkeys(("mia", "milliard", "milliarder"), _MILLIARD),
    "en": {**_NORDIC, "k": _THOUSAND, "thousand": _THOUSAND, "m": _MILLION, "bn": _MILLIARD, "billion": _MILLIARD},
    "nb": {**_NORDIC, "tusen": _THOUSAND, "millioner": _MILLION, "mill": _MILLION}
    | dict.fromkeys(("mrd", "milliard", "milliarder"), _MILLIARD),
    "sv": {**_NORDIC, "tusen": _THOUSAND, "mn": _MILLION, "miljon": _MILLION, "miljoner": _MILLION}
    | dict.fromkeys(("md", "miljard", "miljarder"), _MILLIARD),
}
_PART = re.compile(r"(?P<before>[^-0-9]*)(?P<number>-?[0-9](?:[0-9., ]*[0-9])?)(?P<even>,-)?(?P<after>[^0-9]*)")
_WORD = re.compile(r"[^\W\d_]+|[€£]")
_DASH = re.compile(r"(?<=[^,\s])\s*-\s*")


@dataclass(frozen=True, slots=True)
class _Part:
    """One figure as typed: `1,25` `mio.` `kr.`; scale and currency where they stand beside it."""

    number: Decimal
    scale: Decimal | None
    currency: str | None


def read_money(text: str, notation: Notation) -> Money | Estimate:
    """Read an amount, or a span of amounts.

    A span is `low - high` or `low / likely / high`; the scale and the currency behind the last figure count for all.
    Where no likely amount is given, it is the middle. An amount without a currency is in the notation's.

    Raises:
        Misread: where it is none of these, has two readings, or has more than two decimals.
    """
    parts = [_part(piece, text, notation) for piece in _pieces(typed(text), notation)]
    currency = _currency(parts, notation)
    amounts = [_amount(part, parts[-1].scale) for part in parts]
    if len(amounts) == 1:
        return Money(amounts[0], currency)
    if len(amounts) == 2:
        amounts.insert(1, _middle(*amounts))
    estimate = Estimate(amounts[0], amounts[1], amounts[2], currency)
    if not estimate.low <= estimate.likely <= estimate.high:
        raise Misread("kinds.wrong_order", shown=show_money(estimate, notation))
    return estimate


def show_money(value: Money | Estimate, notation: Notation) -> str:
    """Write an amount, or a span as `low / likely / high`, with its currency; decimals only where there are some."""
    amounts = (value.amount,) if isinstance(value, Money) else (value.low, value.likely, value.high)
    figures = " / ".join(_figure(amount, notation) for amount in amounts)
    if notation.locale.startswith("en"):
        return f"{value.currency} {figures}"
    return f"{figures} {_unit(value.currency, notation)}"


def say_money(value: Money | Estimate, notation: Notation, say: Say, span: str) -> str:
    """Write an amount as part of a sentence; a span as the message `span` has its `low`, `likely` and `high`."""
    if isinstance(value, Money):
        return show_money(value, notation)
    amounts = {name: Money(getattr(value, name), value.currency) for name in ("low", "likely", "high")}
    shown = {name: show_money(amount, notation) for name, amount in amounts.items()}
    return shown["likely"] if value.low == value.high else say(Message(span, shown))


def _figure(amount: Decimal, notation: Notation) -> str:
    whole = amount == amount.to_integral_value()
    return show_digits(amount, "#,##0" if whole else "#,##0.00", notation)


def _unit(currency: str, notation: Notation) -> str:
    if currency != _OWN_KRONE.get(notation.language) or currency != _krone(notation):
        return currency
    return "kr." if notation.language == "da" else "kr"


def _krone(notation: Notation) -> str | None:
    return notation.currency if notation.currency in _KRONER else _OWN_KRONE.get(notation.language)


def _pieces(text: str, notation: Notation) -> list[str]:
    slashed = "/" in text
    pieces = text.split("/") if slashed else _DASH.split(text)
    if len(pieces) not in ({3} if slashed else {1, 2}):  # 1/2 mio. would be half a million to some
        raise Misread("kinds.no_span", text=quoted(text), example=_span_example(notation))
    return [piece.strip() for piece in pieces]


def _span_example(notation: Notation) -> str:
    return show_money(Estimate(Decimal(800_000), Decimal(1_000_000), Decimal(1_200_000), notation.currency), notation)


def _part(piece: str, text: str, notation: Notation) -> _Part:
    match = _PART.fullmatch(piece)
    if match is None or _WORD.sub("", match["before"] + match["after"]).strip(" ."):
        raise _no_amount(text, notation)
    number = bounded(read_digits(match["number"], notation), _BEFORE_SCALE)
    if match["even"] and number != number.to_integral_value():
        raise _no_amount(text, notation)
    scale, behind = _scaled(_words(match["after"]), notation)
    units = _words(match["before"]) + behind
    if len(units) > 1:
        raise _no_amount(text, notation)
    return _Part(number, scale, _known(units[0], notation) if units else None)


def _words(text: str) -> list[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return [part for word in words for part in _JOINED.get(word, (word,))]


def _scaled(words: list[str], notation: Notation) -> tuple[Decimal | None, list[str]]:
    scales = _SCALES.get(notation.language, _SCALES["en"])
    return (scales[words[0]], words[1:]) if words and words[0] in scales else (None, words)


def _known(unit: str, notation: Notation) -> str:
    if unit in _KRONE_WORDS:
        krone = _krone(notation)
        if krone is None:
            raise Misread("kinds.which_krone", currencies=_KRONER)
        return krone
    code = _SYMBOLS.get(unit, unit.upper())
    if code not in CURRENCIES:
        raise Misread("kinds.no_currency", text=quoted(unit), currencies=CURRENCIES)
    return code


def _no_amount(text: str, notation: Notation) -> Misread:
    example = show_money(Money(Decimal(1_250_000), notation.currency), notation)
    return Misread("kinds.no_amount", text=quoted(text), example=example)


def _currency(parts: Iterable[_Part], notation: Notation) -> str:
    found = {part.currency: None for part in parts if part.currency}
    if len(found) > 1:
        raise Misread("kinds.two_currencies", currencies=tuple(found))
    return next(iter(found), None) or notation.currency


def _amount(part: _Part, shared: Decimal | None) -> Decimal:
    scale = part.scale or shared or Decimal(1)
    return bounded(part.number * scale, _CENTS)


def _middle(low: Decimal, high: Decimal) -> Decimal:
    return bounded(round((low + high) / 2, _CENTS), _CENTS)
