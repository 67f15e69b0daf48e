"""Days are counted as Regulation 1182/71 counts them, and work lies still in the summer."""

from __future__ import annotations

from datetime import date, timedelta

import public_holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procwiz.calendars import TABLE, calendar_of
from procwiz.core.schedule import Weekends
from procwiz.core.schedule.days import (
    DAY,
    Pause,
    last_working_day,
    latest,
    limit,
    worked,
    working_day,
)

DANISH = calendar_of("DK")
JULY = Pause((7, 1), (7, 31))
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def test_the_day_of_the_event_is_not_counted() -> None:
    """Ten days after Monday 1 March 2027 end on Thursday the 11th: the 2nd is the first that counts."""
    assert date(2027, 3, 11) == limit(date(2027, 3, 1), 10, DANISH)


@pytest.mark.parametrize(
    ("event", "days", "end"),
    [
        (date(2027, 4, 1), 10, date(2027, 4, 12)),  # would end on Sunday 11 April; Monday follows
        (date(2027, 5, 7), 10, date(2027, 5, 18)),  # would end on Whit Monday 17 May; Tuesday follows
        (date(2027, 2, 18), 35, date(2027, 3, 30)),  # would end on Maundy Thursday; Tuesday after Easter follows
        (date(2026, 11, 30), 30, date(2026, 12, 30)),  # Wednesday before New Year
        (date(2026, 12, 2), 30, date(2027, 1, 4)),  # would end on New Year's Day, a Friday; Monday follows
        (date(2028, 1, 26), 35, date(2028, 3, 1)),  # 29 February 2028 counts: Wednesday 1 March, not the 2nd
        (date(2027, 1, 26), 35, date(2027, 3, 2)),  # and in a year without it, the 2nd
        (date(2027, 6, 21), 30, date(2027, 7, 21)),  # a limit runs on through July
    ],
)
def test_a_limit_that_ends_on_a_free_day_runs_to_the_next_working_day(event: date, days: int, end: date) -> None:
    """Weekends, public holidays, New Year and a leap day, each worked out by hand."""
    assert end == limit(event, days, DANISH)


def test_great_prayer_day_is_a_working_day_since_2024() -> None:
    """Store bededag, the fourth Friday after Easter, was free until 2023."""
    assert [True, False, False] == [
        DANISH.is_free(day) for day in (date(2023, 5, 5), date(2024, 4, 26), date(2027, 4, 23))
    ]


@pytest.mark.parametrize(
    ("country", "free", "working"),
    [
        ("DK", [(5, 6), (5, 17), (12, 25)], [(5, 18), (6, 4), (12, 24), (12, 31)]),
        ("NO", [(5, 6), (5, 17), (1, 1)], [(5, 18), (6, 1)]),
        ("SE", [(1, 6), (5, 6), (6, 26)], [(5, 17), (3, 25)]),
        ("EU", [(1, 1), (5, 1), (12, 25), (12, 26)], [(5, 6), (5, 17), (3, 26)]),
    ],
)
def test_each_country_has_its_own_holidays(
    country: str, free: list[tuple[int, int]], working: list[tuple[int, int]]
) -> None:
    """Public holidays of 2027, in Denmark, Norway and Sweden; for the EU the few that are common every year."""
    calendar = calendar_of(country)

    assert [True] * len(free) == [calendar.is_free(date(2027, *day)) for day in free]
    assert [False] * len(working) == [calendar.is_free(date(2027, *day)) for day in working]


# -- the pause ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2027, 6, 21), 10, date(2027, 6, 30)),  # over the day before the pause
        (date(2027, 6, 21), 11, date(2027, 8, 1)),  # ten days in June, the last one after July
        (date(2027, 6, 21), 21, date(2027, 8, 11)),  # ten in June, eleven in August
        (date(2027, 7, 15), 5, date(2027, 8, 5)),  # begun in the pause: five days in August
        (date(2027, 6, 1), 365, date(2028, 6, 30)),  # a whole year is prolonged by one July
        (date(2027, 6, 1), 366, date(2028, 8, 1)),  # a day more, and it is two
    ],
)
def test_work_is_prolonged_by_the_pause_it_touches(start: date, days: int, end: date) -> None:
    """July does not count for work."""
    assert end == worked(start, days, JULY)


def test_without_a_pause_work_counts_every_day() -> None:
    """Three weeks from Monday 21 June 2027 end on Sunday 11 July."""
    assert date(2027, 7, 11) == worked(date(2027, 6, 21), 21, None)


def test_a_pause_may_run_over_new_year() -> None:
    """Christmas to New Year: of five days from 22 December two are before it and three after."""
    christmas = Pause.of(("12-24", "01-01"))

    assert date(2028, 1, 4) == worked(date(2027, 12, 22), 5, christmas)
    assert date(2028, 1, 3) == worked(date(2027, 12, 30), 2, christmas)
    assert date(2028, 1, 2) == worked(date(2028, 1, 1), 1, christmas)


@pytest.mark.parametrize("span", [None, ("07-01", "13-45"), ("02-30", "03-01"), ("01-01", "12-31"), ("06-01", "05-31")])
def test_what_is_no_pause_is_none(span: tuple[str, str] | None) -> None:
    """Days that do not exist, and pauses of over half a year, pause nothing."""
    assert None is Pause.of(span)


def test_a_pause_to_29_february_ends_on_the_28th_in_other_years() -> None:
    """Winter holidays named for a leap year fall in every year."""
    winter = Pause.of(("02-20", "02-29"))

    assert date(2027, 3, 1) == worked(date(2027, 2, 19), 2, winter)
    assert date(2100, 3, 1) == worked(date(2100, 2, 19), 2, winter)


# -- both ways ----------------------------------------------------------------------


@given(DAYS, st.integers(1, 800), st.sampled_from([None, JULY, Pause((12, 20), (1, 5))]))
def test_work_counted_back_is_the_latest_that_is_in_time(end: date, days: int, pause: Pause | None) -> None:
    """From the day found it is in time, from the day after it is not."""
    start = latest(end - (days - 1) * DAY, end, lambda day: worked(day, days, pause))

    assert worked(start, days, pause) <= end < worked(start + DAY, days, pause)


@given(DAYS, st.integers(0, 60))
def test_a_limit_counted_back_is_the_latest_that_is_in_time(end: date, days: int) -> None:
    """From the day found it is in time, from the day after it is not."""
    event = latest(end - days * DAY, end, lambda day: limit(day, days, DANISH))

    assert limit(event, days, DANISH) <= end < limit(event + DAY, days, DANISH)


@given(DAYS, st.integers(0, 60))
def test_a_limit_is_never_short_and_never_ends_on_a_free_day(event: date, days: int) -> None:
    """It has its days, ends on a working day, and is at most prolonged over a holiday."""
    end = limit(event, days, DANISH)

    assert not DANISH.is_free(end)
    assert timedelta(days) <= end - event <= timedelta(days + 6)


@given(DAYS)
def test_the_working_days_around_a_day_enclose_it(day: date) -> None:
    """The last working day is not after a day, the next not before it, and between them all are free."""
    before, after = last_working_day(day, DANISH), working_day(day, DANISH)

    assert before <= day <= after
    assert not DANISH.is_free(before)
    assert not DANISH.is_free(after)
    assert all(DANISH.is_free(before + n * DAY) for n in range(1, (after - before).days))


def test_weekends_alone_are_a_calendar() -> None:
    """Saturday 1 May 2027 is free, Christmas Day 2028, a Monday, is not."""
    assert [True, False] == [Weekends().is_free(day) for day in (date(2027, 5, 1), date(2028, 12, 25))]


def test_the_table_of_holidays_is_the_library_s() -> None:
    """What is shipped of public holidays is what the library says; `python tests/public_holidays.py` writes it anew."""
    assert public_holidays.written() == TABLE.read_text(encoding="utf-8")


def test_years_beyond_the_table_come_from_the_library() -> None:
    """A Christmas Day that the table does not reach is free all the same."""
    assert [True, True] == [calendar_of("DK").is_free(date(year, 12, 25)) for year in (2014, 2046)]
