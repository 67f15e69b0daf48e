"""What a plan still lacks an answer to: who finds out, by which gate, and whether its day has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procwiz.core.answers import Deferral
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.kinds import Table
from procwiz.core.plan import Standing
from procwiz.core.process import Question
from procwiz.core.schedule.tasks import FIRST_DECISION


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A question without an answer to build on. `why`: `deferred`, `contested`, `no_rows` or `open`.

    `owner` is who was named to find out, empty where nobody was. `gate` is the key of the gate it is due at, empty
    where it is due at none; `day` is when that is expected. It is `overdue` where the gate was passed without it, or
    the day set for the gate has gone by.
    """

    question: Question
    why: str
    owner: str
    gate: str
    day: date | None
    overdue: bool
    deferral: Deferral | None


def outstanding(reckoned: Reckoned) -> tuple[Outstanding, ...]:
    """List what is put off, contested, or open and due at a gate: soonest gate first, then as the plan has it."""
    plan = reckoned.plan
    found = [_outstanding(reckoned, question) for phase in plan.applying_phases for question in phase.questions]
    order = [phase.gate.key for phase in plan.applying_phases]
    places = {key: place for place, key in enumerate(order)}
    return tuple(sorted((one for one in found if one), key=lambda one: places.get(one.gate, len(order))))


def _outstanding(reckoned: Reckoned, question: Question) -> Outstanding | None:
    why = _why(reckoned, question)
    if not why:
        return None
    deferral = reckoned.plan.answer(question.key).deferral
    gate = (deferral.due if deferral else "") or question.due or ""
    return Outstanding(
        question=question,
        why=why,
        owner=deferral.owner if deferral else "",
        gate=gate,
        day=_day(reckoned, gate),
        overdue=_is_overdue(reckoned, gate),
        deferral=deferral,
    )


def _why(reckoned: Reckoned, question: Question) -> str:
    standing, answer = reckoned.plan.standing(question), reckoned.plan.answer(question.key)
    if standing is Standing.OPEN:
        return "open" if question.due else ""
    if standing is Standing.DEFERRED:
        return "contested" if answer.contested else "deferred"
    if standing is not Standing.ANSWERED:
        return ""
    if answer.contested:
        return "contested"
    return "no_rows" if question.due and isinstance(question.kind, Table) and not answer.value else ""


def _day(reckoned: Reckoned, gate: str) -> date | None:
    entry = reckoned.schedule.entry(gate)
    return entry.end.likely if entry is not None else None


def _is_overdue(reckoned: Reckoned, gate: str) -> bool:
    plan = reckoned.plan
    decision = plan.decision(gate)
    if decision is not None and decision.passes:
        return decision.on <= reckoned.as_of
    missed = any(given.key == FIRST_DECISION for given in reckoned.schedule.unkept)
    return missed and gate == _first_gate(reckoned)


def _first_gate(reckoned: Reckoned) -> str:
    """The gate whose day the answer on the first decision sets."""
    process = reckoned.plan.process
    question = process.questions.get(FIRST_DECISION)
    return process.phase(question.phase).gate.key if question else ""
