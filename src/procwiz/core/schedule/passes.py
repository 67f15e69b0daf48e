"""Passes over the tasks: forwards from a day to when each comes, backwards from a day to when each must begin.

What comes next begins on the day after; a milestone falls on the first working day that is left, and a gate on the day
of the milestone just before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from procwiz.core.schedule.days import DAY, Calendar, Pause, last_working_day, latest, limit, worked, working_day
from procwiz.core.schedule.tasks import Nature, Task, ranks


class Pace(Enum):
    """How long things take. Only `BARE` leaves out what is not law; none is below the law's minimum."""

    SHORT = "short"
    LIKELY = "likely"
    LONG = "long"
    LAWFUL = "lawful"  # periods at the law's minimum where there is one, work at its shortest
    BARE = "bare"  # periods at the law's minimum, work in no time

    def days(self, task: Task) -> int:
        """How many days a task takes at this pace."""
        if self is Pace.BARE:
            return task.minimum
        if self is Pace.LAWFUL:
            return task.minimum or task.days.short
        return max(int(getattr(task.days, self.value)), task.minimum)


@dataclass(frozen=True, slots=True)
class Rules:
    """What days are counted by. Work that is left begins on `today` at the earliest."""

    calendar: Calendar
    pause: Pause | None
    today: date


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first and the last day of a task, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class At:
    """Where a pass stands: the first day that is left, and the day of the milestone just passed."""

    next: date
    sent: date | None = None


# -- forwards ---------------------------------------------------------------------------------


def forward(tasks: Sequence[Task], pace: Pace, rules: Rules) -> tuple[Stretch, ...]:
    """Find when each task comes.

    A day given is never moved. Work before it is squeezed to be over by then, periods down to the law's minimum;
    what is over without a day of its own is shown on the day it was over by.
    """
    return tuple(stretch for stretch, _ in _passed(tasks, pace, rules, At(rules.today)))


def arrival(tasks: Sequence[Task], pace: Pace, rules: Rules, at: At) -> date:
    """Find the first day the last of some tasks can be over or, a milestone, can be; on any day of the week."""
    *before, last = tasks
    passed = list(_passed(tasks, pace, rules, at))
    if not last.nature.point:
        return passed[-1][0].end
    return max(rules.today, passed[-2][1].next if before else at.next)


def _passed(tasks: Sequence[Task], pace: Pace, rules: Rules, at: At) -> Iterator[tuple[Stretch, At]]:
    """Pass every task: when it comes, and where the pass stands after all that run beside it."""
    bounds = iter(backward(tasks, Pace.BARE, rules, None).stretches)
    over_by = iter(_over_by(tasks, rules))
    for rank in ranks(tasks):
        passes = [_pass(task, at, pace.days(task), next(bounds), rules, next(over_by)) for task in rank]
        at = passes[0][1] if len(passes) == 1 else At(max(then.next for _, then in passes))
        yield from ((stretch, at) for stretch, _ in passes)


def _over_by(tasks: Sequence[Task], rules: Rules) -> list[date]:
    """For each task the day by which it is over, if it is: the next given day that has come, else today."""
    days, by = [], rules.today
    for task in reversed(tasks):
        if task.done and task.given is not None:
            by = min(by, task.given.day)
        days.append(by)
    return days[::-1]


def _pass(task: Task, at: At, days: int, bound: Stretch | None, rules: Rules, over_by: date) -> tuple[Stretch, At]:
    if task.done and task.given is None:
        return Stretch(over_by, over_by), at
    stretch = _natural(task, at, days, rules)
    if task.given is not None:
        day = task.given.day
        stretch = Stretch(day if task.nature.point else min(stretch.start, day), day)
    elif bound is not None and stretch.end > bound.end:
        stretch = _squeezed(task, stretch, bound.end, rules)
    if _same_day(task, at):
        return stretch, at
    if stretch.end < stretch.start:  # no time is left for it
        return Stretch(stretch.start, stretch.start), at
    return stretch, At(stretch.end + DAY, stretch.end if task.nature.point else None)


def _same_day(task: Task, at: At) -> bool:
    """Say whether it is a meeting on the day of the milestone just passed; what follows counts from that milestone."""
    return task.joins and task.given is None and at.sent is not None


def _natural(task: Task, at: At, days: int, rules: Rules) -> Stretch:
    left = max(at.next, rules.today)
    if task.nature.point:
        met = at.sent if _same_day(task, at) and at.sent else left
        day = working_day(max(met, rules.today), rules.calendar)
        return Stretch(day, day)
    if task.nature is Nature.WORK:
        return Stretch(left, worked(left, days, rules.pause) if days else left - DAY)
    event = at.sent or working_day(left, rules.calendar)
    end = max(limit(event, days, rules.calendar), working_day(rules.today, rules.calendar))
    return Stretch(event + DAY, end)


def _squeezed(task: Task, stretch: Stretch, end: date, rules: Rules) -> Stretch:
    """Make a task end by a day, as far as it can."""
    if task.nature is Nature.WORK:
        return Stretch(stretch.start, max(end, stretch.start - DAY))
    if task.nature is Nature.PERIOD:
        lawful = limit(stretch.start - DAY, task.minimum, rules.calendar)
        return Stretch(stretch.start, max(lawful, last_working_day(end, rules.calendar)))
    return stretch


# -- backwards ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Backward:
    """When each task must come at the latest, None where nothing binds it; `start` is when the first must begin."""

    stretches: tuple[Stretch | None, ...]
    start: date | None


def backward(tasks: Sequence[Task], pace: Pace, rules: Rules, until: date | None) -> Backward:
    """Find the latest days on which each task still lets all be over by `until`.

    Without `until` the days that are given bind what comes before them; with it they are not looked at.
    """
    left = None if until is None else until + DAY
    found: list[Stretch | None] = []
    grouped = ranks(tasks)
    for number in range(len(grouped) - 1, -1, -1):
        before = grouped[number - 1] if number else []
        sent = len(before) == 1 and before[0].nature.point
        begun = []
        for task in reversed(grouped[number]):
            if until is None and task.given is not None:
                left = task.given.day + DAY
            stretch, start = _back(task, left, pace.days(task), rules, sent=sent)
            found.append(stretch)
            begun.append(start)
        left = min((start for start in begun if start is not None), default=None)
    return Backward(tuple(reversed(found)), left)


def _back(task: Task, left: date | None, days: int, rules: Rules, *, sent: bool) -> tuple[Stretch | None, date | None]:
    """Place a task before the day `left`, and find by when what comes before it must leave it to begin."""
    if left is None:
        return None, None
    end = left - DAY
    if task.nature.point:
        day = last_working_day(end, rules.calendar)
        return Stretch(day, day), day + DAY if task.joins else day
    if task.nature is Nature.WORK:
        start = latest(left - days * DAY, end, lambda day: worked(day, days, rules.pause)) if days else left
        return Stretch(start, end), start
    event = latest(end - days * DAY, end, lambda day: limit(day, days, rules.calendar))
    event = event if sent else last_working_day(event, rules.calendar)
    return Stretch(event + DAY, end), event + DAY if sent else event
