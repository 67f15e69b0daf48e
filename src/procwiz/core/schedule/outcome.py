"""A schedule as plain frozen values: what comes when, what decides it, and what the law says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from procwiz.core.law import Figure, Shortening
from procwiz.core.routes import Days
from procwiz.core.schedule.tasks import Given, Least, Nature


@dataclass(frozen=True, slots=True)
class Span:
    """A day as the short, the likely and the long pass have it."""

    earliest: date
    likely: date
    latest: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A step or a milestone; a milestone starts and ends on one day. `days` are what it takes, in calendar days.

    Where it is `done` without a day given, its days are the day by which it was over.
    """

    phase: str
    code: str
    title: str
    nature: Nature
    days: Days
    start: Span
    end: Span
    least: Least | None
    given: Given | None
    done: bool

    @property
    def raised(self) -> bool:
        """Say whether the law's minimum made it longer than the route's page has it."""
        return self.least is not None and self.days.short < self.least.days


@dataclass(frozen=True, slots=True)
class Breach:
    """A given day that comes too early. `least` is the law's minimum it breaks; None where the work does not fit.

    `earliest` is the first day it could be; `days` how many days are missing.
    """

    phase: str
    code: str
    title: str
    given: Given
    earliest: date
    days: int
    least: Least | None


@dataclass(frozen=True, slots=True)
class Aim:
    """The day it must work, and the answer that says so."""

    key: str
    day: date
    assumed: bool


@dataclass(frozen=True, slots=True)
class Slack:
    """Days left over before the aim; below 0 where it comes too late."""

    likely: int
    worst: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The last days, counted backwards from the aim; None for what is over or does not come on this route."""

    start: date | None
    notice: date | None
    contract: date | None


@dataclass(frozen=True, slots=True)
class Shorter:
    """A time limit of an entry that the law lets be shortened, from so many days to the shortening's."""

    phase: str
    code: str
    title: str
    figure: Figure
    days: int
    shortening: Shortening


@dataclass(frozen=True, slots=True)
class Gives:
    """What could give where the aim is not met: limits that may be shortened, and the longest phase that is left."""

    shorter: tuple[Shorter, ...]
    longest: str
    days: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """When everything comes.

    `route` is the route reckoned with, empty where none is known: the phases then take their own weeks.
    `phases` are the keys of those that apply, in order; `undecided` of those that may. `works` is the day it works.
    `chain` are the steps that decide that day, from today or the last given day on.
    `unkept` are intended days that have passed and are not reckoned with.
    """

    route: str
    route_assumed: bool
    today: date
    phases: tuple[str, ...]
    undecided: tuple[str, ...]
    entries: tuple[Entry, ...]
    works: Span
    soonest: date
    aim: Aim | None
    likely: Latest | None
    lawful: Latest | None
    gives: Gives | None
    breaches: tuple[Breach, ...]
    chain: tuple[Entry, ...]
    unkept: tuple[Given, ...]
    pause: Figure | None

    @property
    def slack(self) -> Slack | None:
        """The float: days between the day it works and the aim; None without an aim."""
        if self.aim is None:
            return None
        return Slack((self.aim.day - self.works.likely).days, (self.aim.day - self.works.latest).days)

    @property
    def too_late(self) -> bool:
        """Say whether the aim cannot be met even with the shortest lawful durations, begun today."""
        return self.aim is not None and self.soonest > self.aim.day

    @property
    def milestones(self) -> Iterator[Entry]:
        """The milestones and gates, in order."""
        return (entry for entry in self.entries if entry.nature.point)

    @property
    def periods(self) -> Iterator[Entry]:
        """The periods the law sets a minimum for, in order."""
        return (entry for entry in self.entries if entry.nature is Nature.PERIOD)

    def entry(self, code: str) -> Entry | None:
        """Find a step, milestone or gate by its code."""
        return next((entry for entry in self.entries if entry.code == code), None)
