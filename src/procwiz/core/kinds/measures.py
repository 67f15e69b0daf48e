"""Kinds whose value is measured: a number, a percent, an amount of money, a date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from procwiz.core.cleaning import clean_line
from procwiz.core.kinds.content import dump_decimal, load_decimal
from procwiz.core.kinds.kind import expect, found, load_text, unknown
from procwiz.core.messages import Message, Misread
from procwiz.core.notation import (
    CURRENCIES,
    DECIMALS,
    FIRST_YEAR,
    LAST_YEAR,
    Notation,
    read_date,
    read_money,
    read_number,
    read_percent,
    show_date,
    show_money,
    show_number,
    show_percent,
)
from procwiz.core.values import Estimate, Money, Value

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CENTS = 2
_SPAN = ("low", "likely", "high")


def _outside(value: Decimal, minimum: Decimal | None, maximum: Decimal | None) -> Iterator[Message]:
    if minimum is not None and value < minimum:
        yield Message("kinds.too_low", {"minimum": minimum})
    if maximum is not None and value > maximum:
        yield Message("kinds.too_high", {"maximum": maximum})


@dataclass(frozen=True, slots=True)
class Number:
    """A number, counted in `unit` (a word of the process' language), between limits that are allowed themselves."""

    name: ClassVar[str] = "number"
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    whole: bool = False

    def parse(self, text: str, notation: Notation) -> Value:
        """Read a number, with its unit or without."""
        line = clean_line(text)
        unit = clean_line(self.unit)
        if unit and line.casefold().endswith(unit.casefold()):
            line = line[: -len(unit)]
        return read_number(line, notation)

    def check(self, value: Value) -> Iterator[Message]:
        """Find a number outside the limits, or a broken one where whole ones are asked for."""
        number = expect(Decimal, value)
        if self.whole and number != number.to_integral_value():
            yield Message("kinds.not_whole")
        yield from _outside(number, self.minimum, self.maximum)

    def show(self, value: Value, notation: Notation) -> str:
        """Show the number with its unit. What is derived from amounts is an amount, and shown so."""
        if isinstance(value, Money | Estimate):
            return show_money(value, notation)
        return f"{show_number(expect(Decimal, value), notation)} {self.unit}".rstrip()

    def load(self, content: object, notation: Notation) -> Value:
        """Load a number."""
        return load_decimal(content, DECIMALS)

    def dump(self, value: Value) -> object:
        """Dump the number."""
        return dump_decimal(expect(Decimal, value))


@dataclass(frozen=True, slots=True)
class Percent:
    """A share: 50 is 50 %."""

    name: ClassVar[str] = "percent"
    minimum: Decimal | None = None
    maximum: Decimal | None = None

    def parse(self, text: str, notation: Notation) -> Value:
        """Read a percent, with its sign or without."""
        return read_percent(clean_line(text), notation)

    def check(self, value: Value) -> Iterator[Message]:
        """Find a percent outside the limits."""
        return _outside(expect(Decimal, value), self.minimum, self.maximum)

    def show(self, value: Value, notation: Notation) -> str:
        """Show the percent with its sign."""
        return show_percent(expect(Decimal, value), notation)

    def load(self, content: object, notation: Notation) -> Value:
        """Load a number."""
        return load_decimal(content, DECIMALS)

    def dump(self, value: Value) -> object:
        """Dump the number."""
        return dump_decimal(expect(Decimal, value))


@dataclass(frozen=True, slots=True)
class Amount:
    """Money, never below zero; `ranged` where it may be an estimate with low, likely and high."""

    name: ClassVar[str] = "money"
    ranged: bool = False

    def parse(self, text: str, notation: Notation) -> Value:
        """Read an amount or a span of amounts."""
        return read_money(clean_line(text), notation)

    def check(self, value: Value) -> Iterator[Message]:
        """Find a span where one amount is asked for, and an amount below zero."""
        if isinstance(value, Estimate) and not self.ranged:
            yield Message("kinds.one_amount")
        if (value.low if isinstance(value, Estimate) else expect(Money, value).amount) < 0:
            yield Message("kinds.below_zero")

    def show(self, value: Value, notation: Notation) -> str:
        """Show the amount or the span with its currency."""
        return show_money(value if isinstance(value, Estimate) else expect(Money, value), notation)

    def load(self, content: object, notation: Notation) -> Value:
        """Load a number, `{amount, currency}` or `{low, likely, high, currency}`; no currency is the notation's."""
        if not isinstance(content, Mapping):
            return Money(load_decimal(content, _CENTS), notation.currency)
        span = any(name in content for name in _SPAN)
        names = _SPAN if span else ("amount",)
        _only(content, (*names, "currency"))
        amounts = [load_decimal(content.get(name), _CENTS) for name in names]
        currency = _load_currency(content.get("currency", notation.currency))
        return _estimate(amounts, currency, notation) if span else Money(amounts[0], currency)

    def dump(self, value: Value) -> object:
        """Dump the amounts, whole ones as int, others as text with two decimals, and the currency."""
        if isinstance(value, Estimate):
            return {name: _dump_cents(getattr(value, name)) for name in _SPAN} | {"currency": value.currency}
        money = expect(Money, value)
        return {"amount": _dump_cents(money.amount), "currency": money.currency}


def _only(content: Mapping[object, object], names: tuple[str, ...]) -> None:
    for name in content:
        if name not in names:
            raise unknown("kinds.no_money_part", str(name), names)
    for name in names[:-1]:
        if name not in content:
            raise Misread("kinds.part_missing", name=name)


def _load_currency(content: object) -> str:
    currency = load_text(content)
    if currency not in CURRENCIES:
        raise Misread("kinds.no_currency", text=found(currency), currencies=CURRENCIES)
    return currency


def _estimate(amounts: list[Decimal], currency: str, notation: Notation) -> Estimate:
    low, likely, high = amounts
    estimate = Estimate(low, likely, high, currency)
    if not low <= likely <= high:
        raise Misread("kinds.wrong_order", shown=show_money(estimate, notation))
    return estimate


def _dump_cents(amount: Decimal) -> int | str:
    return int(amount) if amount == amount.to_integral_value() else f"{amount:.2f}"


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    name: ClassVar[str] = "date"

    def parse(self, text: str, notation: Notation) -> Value:
        """Read a date."""
        return read_date(clean_line(text), notation)

    def check(self, value: Value) -> Iterator[Message]:
        """Find nothing."""
        return iter(())

    def show(self, value: Value, notation: Notation) -> str:
        """Show the date with the month's name."""
        return show_date(expect(date, value), notation)

    def load(self, content: object, notation: Notation) -> Value:
        """Load `YYYY-MM-DD`."""
        text = content.isoformat() if isinstance(content, date) and not isinstance(content, datetime) else content
        if not isinstance(text, str) or not _ISO.fullmatch(text):
            raise Misread("kinds.not_date", found=found(content), first=FIRST_YEAR, last=LAST_YEAR)
        return read_date(text, notation)

    def dump(self, value: Value) -> object:
        """Dump `YYYY-MM-DD`."""
        return expect(date, value).isoformat()
