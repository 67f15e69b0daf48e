"""A plan's schedule: three passes forwards, two backwards from the day it must work, and what they show.

The aim is met on the day the solution works in everyday use. How long the first roll-out takes is not known, so it is
reckoned as the shortest time of the phase `implement`, in every pass; see `_to_aim`, the one place that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from procwiz.core.law import Figure
from procwiz.core.plan import COUNTRY, Plan
from procwiz.core.routes import CHOSEN, Days, Route
from procwiz.core.schedule import tasks as laying
from procwiz.core.schedule.breaches import too_early
from procwiz.core.schedule.days import Calendar, Pause
from procwiz.core.schedule.outcome import Aim, Entry, Gives, Latest, Schedule, Shorter, Span
from procwiz.core.schedule.passes import Pace, Rules, Stretch, backward, forward
from procwiz.core.schedule.tasks import Task, ranks
from procwiz.core.supposing import Supposed

AIMS = ("needs.deadline", "setup.operation_start")
"""The answers that say when it must work; the first that is known."""

ROLL_OUT = "implement"


def schedule(plan: Plan, calendar: Calendar, today: date, route: str | None = None) -> Schedule:
    """Work out when everything in a plan comes, as of a day; on another route where one is named.

    Raises:
        KeyError: for a route the process has no page on.
    """
    known = Supposed(plan, {CHOSEN: route} if route else None)
    return _Scheduling(known, calendar, today, _page(known, route)).outcome()


def _page(known: Supposed, route: str | None) -> Route | None:
    pages = known.plan.process.table.routes
    return pages[route] if route else pages.get(str(known.fact(CHOSEN).value))


@dataclass(frozen=True)
class _Passed:
    """The tasks with their minima, and when each comes at every pace."""

    tasks: tuple[Task, ...]
    short: tuple[Stretch, ...]
    likely: tuple[Stretch, ...]
    long: tuple[Stretch, ...]

    def entries(self) -> Iterator[Entry]:
        for task, *three in zip(self.tasks, self.short, self.likely, self.long, strict=True):
            yield Entry(
                phase=task.phase,
                code=task.code,
                title=task.title,
                nature=task.nature,
                days=task.days,
                start=Span(*(stretch.start for stretch in three)),
                end=Span(*(stretch.end for stretch in three)),
                least=task.least,
                given=task.given,
                done=task.done,
            )


class _Scheduling:
    """One schedule in the making."""

    def __init__(self, known: Supposed, calendar: Calendar, today: date, page: Route | None) -> None:
        self._known = known
        self._today = today
        self._page = page
        bare = laying.lay_out(known, page, today)
        self._pause = self._pause_on(today)
        self._rules = Rules(calendar, Pause.of(self._pause.span if self._pause else None), today)
        day = _notice_day(bare, forward(bare, Pace.LIKELY, self._rules), today)
        self._tasks = laying.with_minima(bare, known.plan.process.law, known, day)
        self._ahead = _to_aim(self._tasks)

    def _pause_on(self, day: date) -> Figure | None:
        plan = self._known.plan
        figure = plan.process.law.find("pause", Supposed(plan, {COUNTRY: plan.country}).fact, day).figure
        return figure if figure and figure.span else None

    def outcome(self) -> Schedule:
        passed = _Passed(self._tasks, *(forward(self._tasks, pace, self._rules) for pace in _THREE))
        entries = tuple(passed.entries())
        works = Span(*(self._works(pace) for pace in _THREE))
        aim = self._aim()
        missed = aim is not None and works.likely > aim.day
        phases = laying.walked(self._known)
        applying = [(phase.key, laying.applies(phase, self._known)) for phase in phases]
        fact = self._known.fact(CHOSEN)
        return Schedule(
            route=self._page.key if self._page else "",
            route_assumed=fact.assumed,
            today=self._today,
            phases=tuple(key for key, truth in applying if truth),
            undecided=tuple(key for key, truth in applying if truth is None),
            entries=entries,
            works=works,
            soonest=self._works(Pace.LAWFUL),
            aim=aim,
            likely=self._latest(Pace.LIKELY, aim),
            lawful=self._latest(Pace.LAWFUL, aim),
            gives=self._gives(entries) if missed else None,
            breaches=tuple(too_early(self._tasks, self._rules)),
            chain=self._chain(entries),
            unkept=laying.unkept(self._known, self._page, self._today),
            pause=self._pause if self._rules.pause else None,
        )

    # -- the aim ------------------------------------------------------------------------------

    def _aim(self) -> Aim | None:
        for key in AIMS:
            fact = self._known.fact(key)
            if isinstance(fact.value, date):
                return Aim(key, fact.value, fact.assumed)
        return None

    def _works(self, pace: Pace) -> date:
        stretches = forward(self._ahead, pace, self._rules)
        return stretches[-1].end if stretches else self._today

    def _latest(self, pace: Pace, aim: Aim | None) -> Latest | None:
        if aim is None:
            return None
        left = [task for task in self._ahead if not task.done]
        back = backward(left, pace, self._rules, aim.day)
        days = {task.code: stretch.end for task, stretch in zip(left, back.stretches, strict=True) if stretch}
        return Latest(back.start, days.get("notice"), days.get("contract"))

    # -- what decides -------------------------------------------------------------------------

    def _chain(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """The entries that decide the day it works: of those beside one another the longest."""
        found: list[Entry] = []
        ahead = iter(entries)
        for rank in ranks(self._ahead):
            longest = max((next(ahead) for _ in rank), key=lambda entry: entry.end.likely)
            if longest.done:
                continue
            if longest.given is not None:
                found = []
            if longest.given is not None or not longest.nature.point:
                found.append(longest)
        return tuple(found)

    def _gives(self, entries: Sequence[Entry]) -> Gives:
        shorter = [
            Shorter(entry.phase, entry.code, entry.title, figure, entry.least.days, way)
            for entry in self._chain(entries)
            if entry.least is not None and (figure := entry.least.ruling.figure) is not None
            for way in figure.shortened
            if entry.given is None and way.days < entry.least.days
        ]
        lengths: dict[str, int] = {}
        for task, stretch in zip(self._ahead, forward(self._ahead, Pace.LIKELY, self._rules), strict=True):
            if not task.done and not task.nature.point:
                lengths[task.phase] = lengths.get(task.phase, 0) + (stretch.end - stretch.start).days + 1
        longest = max(lengths, key=lambda key: lengths[key], default="")
        return Gives(tuple(shorter), longest, lengths.get(longest, 0))


_THREE = (Pace.SHORT, Pace.LIKELY, Pace.LONG)


def _to_aim(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """The tasks up to the day it works: the roll-out counts with its shortest time. Without a roll-out, all of them."""
    number = next((n for n, task in enumerate(tasks) if task.phase == ROLL_OUT), None)
    if number is None:
        return tuple(tasks)
    first = tasks[number]
    return (*tasks[:number], replace(first, days=Days(first.days.short, first.days.short, first.days.short)))


def _notice_day(tasks: Sequence[Task], likely: Sequence[Stretch], today: date) -> date:
    """The day the law is asked on: that of the notice, else of the tender's first step."""
    days = [(task, stretch) for task, stretch in zip(tasks, likely, strict=True) if task.phase == "tender"]
    notice = next((stretch.end for task, stretch in days if task.code == "notice"), None)
    return notice or next((stretch.start for _, stretch in days), today)
