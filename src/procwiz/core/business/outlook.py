"""Sums in three passes, exact until they are shown, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

Triple: TypeAlias = "tuple[Fraction, Fraction, Fraction]"
"""One amount in each pass: low, likely, high."""

ZERO: Triple = (Fraction(0), Fraction(0), Fraction(0))
CENTS = 2

UNKNOWN = frozenset({"missing", "deferred", "contested", "no_amount", "currency", "no_rate", "rate_waits"})
"""Reasons for which there is no figure; with any other there is one, but it rests on something unsure."""


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why a figure is unsure, or why there is none. `about` is a row's name, a question's key, or a currency.

    There is none where an answer is `missing`, `deferred` or `contested` (a key), a row has `no_amount`, a `currency`
    has no rate, or for the discount rate there is `no_rate`, or `rate_waits` for an answer (a key).
    It is unsure where a row is a `guess` or is `unpriced`; an answer is `assumed` (a key); a currency is `converted`;
    the contract's `start` is not known (the key it was taken from); a benefit `starts` on no day, or `late`, after the
    period; the period is `cut` (a key); the discount rate is `rate_assumed` or `rate_nearest` (its title).
    """

    code: str
    about: str = ""

    @property
    def blocks(self) -> bool:
        """Say whether there is no figure because of it."""
        return self.code in UNKNOWN


Reasons: TypeAlias = "frozenset[Reason]"
NO_REASON: Reasons = frozenset()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A sum in the plan's currency, in three passes. `exact` is None where it cannot be said; `reasons` say why.

    The passes are named after how it goes, not after size: in `low` all costs are high and all benefits low, in
    `high` it is the other way round. So the `low` of a cost is the dearest, and the `low` of a surplus the smallest.
    """

    exact: Triple | None
    reasons: Reasons = NO_REASON

    @property
    def low(self) -> Decimal | None:
        """What it is when it goes badly, to the øre."""
        return None if self.exact is None else rounded(self.exact[0])

    @property
    def likely(self) -> Decimal | None:
        """What it most likely is, to the øre."""
        return None if self.exact is None else rounded(self.exact[1])

    @property
    def high(self) -> Decimal | None:
        """What it is when it goes well, to the øre."""
        return None if self.exact is None else rounded(self.exact[2])

    @property
    def assumed(self) -> bool:
        """Say whether it rests on something unsure."""
        return any(not reason.blocks for reason in self.reasons)

    @property
    def spread(self) -> bool:
        """Say whether the passes differ."""
        return self.exact is not None and len(set(self.exact)) > 1


def rounded(exact: Fraction, places: int = CENTS) -> Decimal:
    """Round once, half away from zero, to so many decimals.

    >>> rounded(Fraction(-5, 1000))
    Decimal('-0.01')
    """
    cents = (abs(exact) * 2 * 10**places + 1) // 2
    sign = "-" if exact < 0 and cents else ""
    return Decimal(f"{sign}{cents}E-{places}")


def plus(*parts: Outlook) -> Outlook:
    """Add sums, pass by pass."""
    return _joined(parts, lambda amounts: sum(amounts, Fraction(0)))


def minus(one: Outlook, other: Outlook) -> Outlook:
    """Take one sum from another, pass by pass: a dear cost from a small benefit."""
    return _joined((one, other), lambda amounts: amounts[0] - amounts[1])


def times(outlook: Outlook, factor: Fraction) -> Outlook:
    """Multiply a sum."""
    return _joined((outlook,), lambda amounts: amounts[0] * factor)


def _joined(parts: Iterable[Outlook], join: Callable[[tuple[Fraction, ...]], Fraction]) -> Outlook:
    parts = tuple(parts)
    reasons = NO_REASON.union(*(part.reasons for part in parts))
    known = [part.exact for part in parts if part.exact is not None]
    if len(known) < len(parts):
        return Outlook(None, reasons)
    low, likely, high = (join(tuple(amounts[number] for amounts in known)) for number in range(3))
    return Outlook((low, likely, high), reasons)


def dearest_first(sizes: Outlook) -> Outlook:
    """See an amount read by size as a cost: the largest is what it costs when it goes badly."""
    if sizes.exact is None:
        return sizes
    small, likely, large = sizes.exact
    return Outlook((large, likely, small), sizes.reasons)


def because(outlook: Outlook, reasons: Reasons) -> Outlook:
    """Add reasons to a sum."""
    return Outlook(outlook.exact, outlook.reasons | reasons)
