"""The decision a paper asks for, and what it rests on."""

from __future__ import annotations

from procwiz.core import counsel
from procwiz.core.document.views import open_phrase
from procwiz.core.document.writer import Fields, Writer, paragraph
from procwiz.core.gating import GateStanding, Judged, Lack
from procwiz.core.kinds import Table
from procwiz.core.plan import Plan, Standing
from procwiz.core.process import Gate, Phase, Question

RECOMMENDATIONS = ("tender.recommendation", "implement.recommendation")
"""Questions whose answer is what the steering group is asked to follow."""

_FIRST_CRITERIA = 3
_ANSWERED = frozenset({Standing.ANSWERED, Standing.DEFERRED})
_OUT = frozenset({Standing.ABSENT, Standing.SET_ASIDE, Standing.WAITING})


def asked_gate(plan: Plan) -> Gate:
    """Find the gate a steering group is asked about: after decisions the next; else the first that is not ready.

    Where it comes after a ready one and its phase has not begun, the ready one is what they decide on.
    """
    phases = plan.ahead
    if plan.decisions:
        return plan.next_gate
    place = next(number for number, phase in enumerate(phases) if phase.gate.key == plan.next_gate.key)
    if place and not plan.gate(phases[place].gate).ready and not _begun(plan, phases[place]):
        return phases[place - 1].gate
    return phases[place].gate


def _begun(plan: Plan, phase: Phase) -> bool:
    """Say whether work has begun on a phase: the quick scan asks into all of them and begins none."""
    return any(plan.standing(question) in _ANSWERED for question in phase.questions if not question.essential)


def needed(plan: Plan, gate: Gate) -> list[Question]:
    """Find the questions a gate needs answered, as far as they are known to apply."""
    return [
        question
        for question in plan.process.questions.values()
        if plan.standing(question) not in _OUT and gate.key in {question.due, _put_off_to(plan, question)}
    ]


def _put_off_to(plan: Plan, question: Question) -> str:
    deferral = plan.answer(question.key).deferral
    return deferral.due if deferral else ""


def decision(writer: Writer, gate: Gate) -> Fields:
    """Say what is asked for, what can be answered, and what the answer rests on."""
    if writer.plan.closed is not None:
        return {**_NOTHING_ASKED, "gate": gate.key, "heading": writer.words("heading.stopped")}
    standing = writer.plan.gate(gate)
    lacking = _lacking(standing)
    of = len(needed(writer.plan, gate))
    state = _state_of(standing, of, len(lacking))
    unmet = [judged for judged in standing.judged if not judged.met and judged.finding.truth is not None]
    return {
        "gate": gate.key,
        "heading": writer.words("heading.asked"),
        "title": gate.title,
        "name": writer.words("gate_is", gate=gate.key, phase=writer.plan.process.phase(gate.phase).title),
        "recommendation": _recommendation(writer, gate),
        "possible": _possible(writer, gate),
        "ready": standing.ready,
        "state": paragraph([writer.words(f"basis.{state}"), _warned(writer) if state == "ready" else ""]),
        "unmet": [] if state == "early" else [_unmet(writer, judged) for judged in unmet[:_FIRST_CRITERIA]],
        "lacking": writer.words("lacking", titles=writer.quoted(lack.question.title for lack in lacking))
        if lacking
        else "",
    }


_NOTHING_ASKED: Fields = {
    **dict.fromkeys(("title", "name", "recommendation", "possible", "state", "lacking"), ""),
    "ready": False,
    "unmet": [],
}


def _warned(writer: Writer) -> str:
    """Say how many warnings hold though all is in place."""
    grave = [one for one in counsel.given(writer.plan) if one.advice.level != "note"]
    return writer.words("basis.warned", n=len(grave)) if grave else ""


def _lacking(standing: GateStanding) -> list[Lack]:
    """Leave out what waits for another answer: it may turn out not to be needed."""
    return [lack for lack in standing.lacks if lack.why != Standing.WAITING.value]


def _state_of(standing: GateStanding, of: int, lacking: int) -> str:
    if standing.ready:
        return "ready"
    return "early" if lacking * 2 > of else "part"


def _recommendation(writer: Writer, gate: Gate) -> str:
    for key in RECOMMENDATIONS:
        question = writer.plan.process.questions.get(key)
        if question is not None and question.phase == gate.phase:
            value = writer.plan.answer(key).value
            return writer.cut(value, writer.room.lead) if isinstance(value, str) else ""
    return ""


def _possible(writer: Writer, gate: Gate) -> str:
    """Name the four answers, and what a yes leads to."""
    place = writer.order.index(gate.key)
    following = writer.phases[place + 1].title if place + 1 < len(writer.phases) else ""
    go = writer.words("possible.go.text", phase=following) if following else writer.words("possible.go.last")
    return paragraph([writer.words("possible"), go])


def counted(writer: Writer, gate: Gate) -> Fields:
    """Count the answers and the criteria a gate rests on, and how many of them are there."""
    standing = writer.plan.gate(gate)
    of = len(needed(writer.plan, gate))
    met = sum(judged.met for judged in standing.judged)
    given = of - len(_lacking(standing))
    return {"given": given, "answers": of, "met": met, "criteria": len(standing.judged)}


def _unmet(writer: Writer, judged: Judged) -> str:
    return writer.words(f"criterion.{state(judged)}", what=judged.criterion.text)


def basis(writer: Writer, gate: Gate) -> Fields:
    """List all a decision rests on: every criterion with its state, every answer that is missing."""
    standing = writer.plan.gate(gate)
    return {
        "criteria": [
            {"text": judged.criterion.text, "met": judged.met, "state": writer.words(f"state.{state(judged)}")}
            for judged in standing.judged
        ],
        "lacks": [
            {
                "title": lack.question.title,
                "role": writer.plan.process.roles[lack.question.role],
                "state": _why(writer, lack.question, lack.why),
            }
            for lack in standing.lacks
        ],
    }


def lacks(writer: Writer, gate: Gate) -> int:
    """Count what keeps a gate shut: answers, and criteria that are not met."""
    standing = writer.plan.gate(gate)
    return len(_lacking(standing)) + sum(not judged.met for judged in standing.judged)


def _why(writer: Writer, question: Question, why: str) -> str:
    if isinstance(question.kind, Table) and why == "no_rows":
        return writer.words("open.no_rows")
    return open_phrase(writer, question)


def state(judged: Judged) -> str:
    """Name how a criterion stands: met, assumed, unmet, undecided."""
    if judged.met:
        return "met"
    if judged.finding.truth:
        return "assumed"
    return "unmet" if judged.finding.truth is False else "undecided"
