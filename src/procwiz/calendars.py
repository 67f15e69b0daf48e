"""Public holidays, by the country of the plan."""

from __future__ import annotations

import json
from collections.abc import Collection, Container, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from procwiz.core.schedule import Calendar

COUNTRIES = ("DK", "NO", "SE")
"""The countries whose public holidays are known."""

TABLE = Path(__file__).parent / "public_holidays.json"
"""What the library of holidays says of the years round ours: it takes 0.1 s to import, the table none."""

COMMON = frozenset({(1, 1), (5, 1), (12, 25), (12, 26)})
"""Month and day of the holidays that are the same every year in most of the EU.

They stand in where there is no country: each institution of the EU publishes its own list every year.
"""


class Holidays:
    """Weekends and the public holidays of a country; those in common where it is none of the three."""

    def __init__(self, country: str) -> None:
        self.country = country

    def is_free(self, day: date) -> bool:
        """Say whether a day is a weekend or a public holiday."""
        if day.weekday() >= 5:
            return True
        if self.country not in COUNTRIES:
            return (day.month, day.day) in COMMON
        return day in _public(self.country, day.year)


def calendar_of(country: str) -> Calendar:
    """Take the calendar of a country: `DK`, `NO`, `SE`, anything else for the EU."""
    return Holidays(country)


@cache
def _table() -> Mapping[str, Collection[str]]:
    found: dict[str, list[str]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return {name: frozenset(days) if name in COUNTRIES else days for name, days in found.items()}


@cache
def _public(country: str, year: int) -> Container[date]:
    """The public holidays of a year: out of the table, beyond it from the library."""
    first, last = (int(part) for part in _table()["years"])
    if first <= year <= last:
        return frozenset(date.fromisoformat(day) for day in _table()[country] if day.startswith(f"{year}-"))
    from holidays import country_holidays

    return frozenset(country_holidays(country, years=year))
