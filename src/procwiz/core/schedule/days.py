"""How days are counted: time limits by Regulation 1182/71, work by calendar days outside the summer pause.

A time limit counts calendar days from the day after the event. One that would end on a weekend or a public holiday
runs to the end of the next working day. A time limit runs on through a pause; work does not.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Protocol

DAY = timedelta(days=1)
LONGEST_PAUSE = 180
"""Days; what is longer is no pause, and would leave no time to work in."""
_LEAP_YEAR = 2024


class Calendar(Protocol):
    """Knows on which days nobody works."""

    def is_free(self, day: date) -> bool:
        """Say whether a day is a weekend or a public holiday."""


class Weekends:
    """A calendar of Saturdays and Sundays alone."""

    def is_free(self, day: date) -> bool:
        """Say whether a day is a Saturday or a Sunday."""
        return day.weekday() >= 5


def working_day(day: date, calendar: Calendar) -> date:
    """Find the first working day, this one or after it."""
    while calendar.is_free(day):
        day += DAY
    return day


def last_working_day(day: date, calendar: Calendar) -> date:
    """Find the last working day, this one or before it."""
    while calendar.is_free(day):
        day -= DAY
    return day


def limit(event: date, days: int, calendar: Calendar) -> date:
    """Find the last day of a time limit of so many days after an event."""
    return working_day(event + days * DAY, calendar)


# -- the pause ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pause:
    """Days of the year on which work lies still: month and day of the first and the last. It may run over New Year."""

    first: tuple[int, int]
    last: tuple[int, int]

    @classmethod
    def of(cls, span: tuple[str, str] | None) -> Pause | None:
        """Read a pause from `MM-DD` and `MM-DD`; None where there is none, or where it would be no pause."""
        if span is None:
            return None
        try:
            first, last = (date.fromisoformat(f"{_LEAP_YEAR}-{day}") for day in span)
        except ValueError:
            return None
        days = (last - first).days % 366 + 1
        return cls((first.month, first.day), (last.month, last.day)) if days <= LONGEST_PAUSE else None

    def windows(self, day: date) -> Iterator[tuple[date, date]]:
        """The pauses that are not over on a day, in order, without end."""
        for year in count(day.year - 1):
            first = _on(year, self.first)
            last = _on(year + (self.last < self.first), self.last)
            if last >= day:
                yield first, last


def _on(year: int, month_and_day: tuple[int, int]) -> date:
    """Place a day in a year; 29 February is 28 February where there is none."""
    month, day = month_and_day
    return date(year, month, min(day, 28) if month == 2 and not isleap(year) else day)


def worked(start: date, days: int, pause: Pause | None) -> date:
    """Find the last of so many days of work, one or more, prolonged by the days of pause they touch."""
    end = start + (days - 1) * DAY
    if pause is None:
        return end
    for first, last in pause.windows(start):
        if first > end:
            break
        end += last - max(first, start) + DAY
    return end


def latest(guess: date, until: date, finish: Callable[[date], date]) -> date:
    """Find the last day, from a guess backwards, from which `finish` ends by `until`."""
    while finish(guess) > until:
        guess -= DAY
    return guess
