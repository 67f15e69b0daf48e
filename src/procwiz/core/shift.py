"""What a change did to other questions: those that appeared, were set aside, or came back."""

from __future__ import annotations

from dataclasses import dataclass

from procwiz.core.facts import Status
from procwiz.core.plan import Plan, Standing
from procwiz.core.process import Question


@dataclass(frozen=True, slots=True)
class Shift:
    """What a change did to other questions."""

    appeared: tuple[Question, ...]
    set_aside: tuple[Question, ...]
    returned: tuple[Question, ...]


def shift(before: Plan, after: Plan) -> Shift:
    """Compare two states of a plan: which questions appeared, were set aside, came back with their answers."""
    appeared, set_aside, returned = [], [], []
    for question in map(after.process.questions.__getitem__, after.moved_since(before)):
        was, now = before.standings[question.key], after.standings[question.key]
        if was is now:
            continue
        had = before.answer(question.key).status is not Status.UNANSWERED
        if now is Standing.SET_ASIDE and had:
            set_aside.append(question)
        elif had and was in {Standing.SET_ASIDE, Standing.WAITING} and now in {Standing.ANSWERED, Standing.DEFERRED}:
            returned.append(question)
        elif was in {Standing.ABSENT, Standing.WAITING} and now is Standing.OPEN:
            appeared.append(question)
    return Shift(tuple(appeared), tuple(set_aside), tuple(returned))
