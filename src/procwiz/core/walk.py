"""Which question comes next, and which came before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from procwiz.core.kinds import Table
from procwiz.core.plan import Plan, Standing
from procwiz.core.process import Phase, Question


class Pick(Enum):
    """Which of the questions that apply are walked."""

    OPEN = "open"  # those without an answer, and those whose answers contradict each other
    LACKING = "lacking"  # also what is not known yet
    ALL = "all"  # every one that applies


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a plan that an interview walks. Empty `phase`, `role` and `key` mean all of them."""

    pick: Pick = Pick.OPEN
    quick: bool = False
    phase: str = ""
    role: str = ""
    key: str = ""

    def holds(self, question: Question) -> bool:
        """Say whether a question belongs to the part, whatever its answer."""
        return (
            (question.essential or not self.quick)
            and self.phase in {"", question.phase}
            and self.role in {"", question.role}
            and self.key in {"", question.key}
        )


_WALKED = {
    Pick.OPEN: {Standing.OPEN},
    Pick.LACKING: {Standing.OPEN, Standing.DEFERRED},
    Pick.ALL: {Standing.OPEN, Standing.DEFERRED, Standing.ANSWERED},
}


def applying(plan: Plan, scope: Scope) -> list[Question]:
    """The questions of the part that apply, in the plan's order."""
    return [question for question in _from(plan, None) if _applies(plan, scope, question)]


def walked(plan: Plan, scope: Scope, question: Question) -> bool:
    """Say whether the interview stops at a question; at a table that a gate wants rows in too."""
    if plan.standings[question.key] in _WALKED[scope.pick]:
        return True
    answer = plan.answer(question.key)
    rowless = answer.value == () and question.due is not None and isinstance(question.kind, Table)
    return rowless or bool(answer.contested)


def following(plan: Plan, scope: Scope, after: str | None) -> Question | None:
    """The next question to stop at, after a key; from the start where that is None or is not there any more."""
    ahead = _from(plan, after)
    return next((one for one in ahead if walked(plan, scope, one) and _applies(plan, scope, one)), None)


def preceding(plan: Plan, scope: Scope, before: str) -> Question | None:
    """The question before a key, answered or not; None at the start."""
    question = plan.process.questions.get(before)
    start = before if question is not None and _applies(plan, scope, question) else None
    behind = _from(plan, start, back=True)
    return next((one for one in behind if _applies(plan, scope, one)), None)


def _applies(plan: Plan, scope: Scope, question: Question) -> bool:
    return plan.standings[question.key] in _WALKED[Pick.ALL] and scope.holds(question)


def _from(plan: Plan, key: str | None, *, back: bool = False) -> Iterator[Question]:
    """Walk the questions after a key, or back from it; all where it is None or is not there."""
    step = -1 if back else 1
    phases = plan.phases[::step]
    start = plan.process.questions.get(key) if key else None
    if start is not None:
        here = next(place for place, phase in enumerate(phases) if phase.key == start.phase)
        number = plan.process.places[start.key] - plan.process.places[start.phase] - 1
        questions = phases[here].questions
        yield from questions[:number][::-1] if back else questions[number + 1 :]
        phases = phases[here + 1 :]
    for phase in phases:
        yield from phase.questions[::step]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: phase `phase_number` of `phases`, question `number` of `questions`."""

    phase: Phase
    phase_number: int
    phases: int
    number: int
    questions: int


def place(plan: Plan, scope: Scope, question: Question) -> Place:
    """Find where a question stands in its phase, or in the quick scan."""
    phases = [phase for phase in plan.phases if plan.phase_applies(phase) is not False]
    phase = plan.process.phase(question.phase)
    part = Scope(quick=scope.quick, phase="" if scope.quick else phase.key)
    keys = [
        other.key for other in (_from(plan, None) if scope.quick else phase.questions) if _applies(plan, part, other)
    ]
    number = keys.index(question.key) + 1 if question.key in keys else len(keys)
    return Place(phase, phases.index(phase) + 1 if phase in phases else 0, len(phases), number, len(keys))


def find(plan: Plan, words: str) -> list[Question]:
    """Find questions by key, or by words that all stand in their texts; the best match first."""
    if words in plan.process.questions:
        return [plan.process.questions[words]]
    wanted = words.casefold().split()
    found = []
    for question in plan.process.questions.values():
        title = f"{question.title} {question.key}".casefold()
        text = f"{title} {question.ask} {question.help}".casefold()
        if wanted and all(word in text for word in wanted):
            found.append((not all(word in title for word in wanted), question))
    return [question for _, question in sorted(found, key=lambda pair: pair[0])]


LESSONS = "scale.lessons"
"""What is asked of a plan that was stopped, and nothing else."""


def scanning(plan: Plan) -> bool:
    """Say whether a quick scan was begun and nothing but it, and still has questions to ask."""
    ways = {event.via for event in plan.journal.by_id.values()}
    return "scan" in ways and "interview" not in ways and following(plan, Scope(quick=True), None) is not None
