"""What lies between today and the solution in use: phases, the steps of the route, gates, in the order they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import groupby

from procwiz.core.decisions import GATES
from procwiz.core.law import Law, Ruling
from procwiz.core.plan import Plan
from procwiz.core.process import Phase
from procwiz.core.routes import Days, Route, Step
from procwiz.core.supposing import Supposed

FIRST_DECISION = "anchor.decision_date"
PLANNED_NOTICE = "strategy.notice_date"
PLANNED = frozenset({FIRST_DECISION, PLANNED_NOTICE})
"""Answers that tell of an intention: once such a day has passed, it proves nothing."""

TOLD = {
    "notice": "tender.notice_on",
    "tenders": "tender.bids_due",
    "award": "contract.notified",
    "standstill": "contract.standstill_end",
    "contract": "contract.sign_date",
}
"""The step whose day, or last day, an answer gives."""

CALLS = ("call", "notice")
"""The steps with which the market is called; the planned notice is the first of them."""

BESIDE = {"prior_notice": "documents"}
"""What runs beside which other step; the longer of the two counts."""

STANDSTILL = "standstill_days"
BY_LETTER = ("contract.standstill", "letter", "standstill_letter_days")
"""The answer by which standstill is as long as the figure of another name says."""

NOTHING = Days(0, 0, 0)


class Nature(Enum):
    """What a task is: work, a period the law sets a minimum for, a milestone, or the meeting at a gate."""

    WORK = "work"
    PERIOD = "period"
    MILESTONE = "milestone"
    GATE = "gate"

    @property
    def point(self) -> bool:
        """Say whether it is a day rather than a stretch."""
        return self in {Nature.MILESTONE, Nature.GATE}


@dataclass(frozen=True, slots=True)
class Given:
    """A day that an answer gives. `assumed` where it is not known yet and assumed meanwhile."""

    key: str
    day: date
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Least:
    """The law's minimum for a period: the figure's name, and what the law says of it for this plan and route."""

    name: str
    ruling: Ruling

    @property
    def days(self) -> int:
        """The minimum in calendar days; 0 where the law has none, or none that is known yet."""
        return int(self.ruling.value) if isinstance(self.ruling.value, Decimal) else 0


@dataclass(frozen=True, slots=True)
class Task:
    """Something that takes days, or happens on one. `rule` names the law's minimum.

    `done` says that it is over; `given` is its day, or its last day, as an answer has it. `beside` says that it runs
    beside the task before it, `joins` that it is a meeting on the day of the milestone before it.
    """

    phase: str
    code: str
    title: str
    nature: Nature
    days: Days = NOTHING
    rule: str = ""
    least: Least | None = None
    given: Given | None = None
    done: bool = False
    beside: bool = False
    joins: bool = False

    @property
    def minimum(self) -> int:
        """The law's minimum in days, 0 without one."""
        return self.least.days if self.least else 0


# -- phases and steps --------------------------------------------------------------------


def walked(known: Supposed) -> tuple[Phase, ...]:
    """The phases in the order they are walked on the route supposed."""
    phases = known.plan.process.phases
    ordered = list(phases)
    for phase in phases:
        if phase.before is not None and phase.before[1].hold(known.fact).truth is True:
            ordered.remove(phase)
            ordered.insert(next(i for i, other in enumerate(ordered) if other.key == phase.before[0]), phase)
    return tuple(ordered)


def applies(phase: Phase, known: Supposed) -> bool | None:
    """Say whether a phase applies on the route supposed; None while that cannot be decided."""
    return phase.when.hold(known.fact).truth


def lay_out(known: Supposed, page: Route | None, today: date) -> tuple[Task, ...]:
    """Lay out all tasks, with the days that answers give and what is over; without the law's minima."""
    dated = [_decided(task, known.plan) for task in _dated(known, page)]
    heeded = [replace(task, given=None) if _unkept(task, today) else task for task in dated]
    return tuple(_over(heeded, known.plan, today))


def _decided(task: Task, plan: Plan) -> Task:
    """A gate that was passed was passed on the day of that meeting, whatever was intended."""
    decision = plan.decision(task.code) if task.nature is Nature.GATE else None
    if decision is None or not decision.passes:
        return task
    return replace(task, given=Given(GATES + task.code, decision.on))


def unkept(known: Supposed, page: Route | None, today: date) -> tuple[Given, ...]:
    """Name the intended days that have passed without anything that says it came so."""
    finished = {phase.key for phase in known.plan.process.phases if _finished(known.plan, phase)}
    return tuple(
        task.given
        for task in _dated(known, page)
        if task.given is not None and _unkept(task, today) and task.phase not in finished
    )


def _of_phase(phase: Phase, page: Route | None) -> Iterator[Task]:
    """A phase's steps as the route's page has them, else its weeks as one task; then its gate."""
    steps = [step for step in page.steps if step.phase == phase.key] if page else []
    tasks = list(_of_steps(steps))
    if tasks:
        yield from tasks
    elif phase.takes is not None:
        weeks = phase.takes
        days = Days(weeks.short * 7, weeks.likely * 7, weeks.long * 7)
        yield Task(phase.key, phase.key, phase.title, Nature.WORK, days)
    joins = bool(tasks) and tasks[-1].nature is Nature.MILESTONE
    yield Task(phase.key, phase.gate.key, phase.gate.title, Nature.GATE, joins=joins)


def _of_steps(steps: Sequence[Step]) -> Iterator[Task]:
    before = ""
    for step in steps:
        nature = Nature.PERIOD if step.least else Nature.WORK if step.days else Nature.MILESTONE
        beside = BESIDE.get(step.code) == before or BESIDE.get(before) == step.code
        yield Task(step.phase, step.code, step.title, nature, step.days or NOTHING, step.least, beside=beside)
        before = step.code


# -- days that answers give ----------------------------------------------------------------


def _dated(known: Supposed, page: Route | None) -> Iterator[Task]:
    tasks = [task for phase in walked(known) if applies(phase, known) for task in _of_phase(phase, page)]
    first_call = next((task.code for task in tasks if task.code in CALLS), "")
    first_gate = next((task.code for task in tasks if task.nature is Nature.GATE), "")
    for task in tasks:
        told = [TOLD[task.code]] if task.code in TOLD and task.nature is not Nature.GATE else []
        told += [PLANNED_NOTICE] if task.code == first_call else []
        told += [FIRST_DECISION] if task.code == first_gate else []
        yield replace(task, given=next((given for key in told if (given := _given(key, known))), None))


def _given(key: str, known: Supposed) -> Given | None:
    fact = known.fact(key)
    return Given(key, fact.value, fact.assumed) if isinstance(fact.value, date) else None


def _unkept(task: Task, today: date) -> bool:
    return task.given is not None and task.given.key in PLANNED and task.given.day < today


def _over(tasks: Sequence[Task], plan: Plan, today: date) -> Iterator[Task]:
    """Mark what is over: all up to the last day given that has come, and finished phases up to a day to come."""
    last = max((number for number, task in enumerate(tasks) if _came(task, today)), default=-1)
    finished = {phase.key for phase in plan.process.phases if _finished(plan, phase)}
    for number, task in enumerate(tasks):
        if task.given is not None and not _came(task, today):
            finished.discard(task.phase)
        yield replace(task, done=number <= last or task.phase in finished)


def _came(task: Task, today: date) -> bool:
    return task.given is not None and task.given.key not in PLANNED and task.given.day <= today


def _finished(plan: Plan, phase: Phase) -> bool:
    """Say whether a phase is over: its gate was passed; or it is ready, and every question that applies answered."""
    decision = plan.decision(phase.gate.key)
    if decision is not None and decision.passes:
        return True
    progress = plan.progress(phase)
    settled = progress.answered > 0 and not (progress.open or progress.deferred or progress.waiting)
    return settled and plan.gate(phase.gate).ready


# -- the law's minima ------------------------------------------------------------------------


def with_minima(tasks: Iterable[Task], law: Law, known: Supposed, day: date) -> tuple[Task, ...]:
    """Give every period the law's minimum, as it is on the day of the notice."""
    return tuple(
        replace(task, least=Least(name, law.find(name, known.fact, day))) if (name := _rule(task, known)) else task
        for task in tasks
    )


def _rule(task: Task, known: Supposed) -> str:
    key, answer, name = BY_LETTER
    return name if task.rule == STANDSTILL and known.fact(key).value == answer else task.rule


def ranks(tasks: Iterable[Task]) -> list[list[Task]]:
    """Group the tasks that run beside one another; most stand alone."""
    number = 0

    def rank(task: Task) -> int:
        nonlocal number
        number += not task.beside
        return number

    return [list(group) for _, group in groupby(tasks, rank)]
