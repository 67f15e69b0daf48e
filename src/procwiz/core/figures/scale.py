"""Scales: round numbers for amounts, and months for days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts on a scale that grows upwards; `low` stands at `bottom`, `high` at `top`, in units of the drawing."""

    low: Fraction
    high: Fraction
    step: Fraction
    top: int
    bottom: int

    def at(self, amount: Fraction) -> int:
        """Place an amount."""
        share = (self.high - amount) / (self.high - self.low)
        return self.top + floor(share * (self.bottom - self.top) + Fraction(1, 2))

    @property
    def marks(self) -> Iterator[Fraction]:
        """The round amounts of the scale, from the lowest."""
        mark = self.low
        while mark <= self.high:
            yield mark
            mark += self.step


def amounts(low: Fraction, high: Fraction, top: int, bottom: int, most: int = 6) -> Amounts:
    """Make a scale that holds zero and both amounts, with at most so many steps and round ones."""
    low, high = min(low, Fraction(0)), max(high, Fraction(0))
    if low == high:
        high = Fraction(1)
    power = _power((high - low) / most)
    for step in (power * factor for factor in (1, 2, 5, 10, 20)):
        first, last = floor(low / step), ceil(high / step)
        if last - first <= most:
            break
    return Amounts(first * step, last * step, step, top, bottom)


def _power(amount: Fraction) -> Fraction:
    """Find the greatest power of ten that is not above an amount."""
    power = Fraction(1)
    while power > amount:
        power /= 10
    while power * 10 <= amount:
        power *= 10
    return power


@dataclass(frozen=True, slots=True)
class Days:
    """Days on a scale from left to right."""

    first: date
    last: date
    left: int
    right: int

    def at(self, day: date) -> int:
        """Place a day; one outside stands at the nearer end."""
        kept = min(max(day, self.first), self.last)
        return self.left + (kept - self.first).days * (self.right - self.left) // max((self.last - self.first).days, 1)

    def holds(self, day: date) -> bool:
        """Say whether a day is on the scale."""
        return self.first <= day <= self.last

    def months(self, room: Callable[[int], int]) -> tuple[int, tuple[date, ...]]:
        """Give the first days of every so many months, counted from January; `room` is what each of them takes."""
        days = max((self.last - self.first).days, 1)
        for step in (1, 3, 6, 12, 24, 60, 120, 240, 600):
            if step * 28 * (self.right - self.left) >= room(step) * days:
                break
        return step, tuple(self._every(step))

    def _every(self, step: int) -> Iterator[date]:
        month = self.first.year * 12 // step * step
        while month // 12 <= self.last.year:
            day = date(month // 12, month % 12 + 1, 1)
            if self.holds(day):
                yield day
            month += step
