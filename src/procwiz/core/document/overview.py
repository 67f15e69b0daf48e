"""The whole plan: every phase, every answer, and at the end what counts nowhere."""

from __future__ import annotations

from collections.abc import Mapping

from procwiz.core.document import annexes, gates, lists
from procwiz.core.document.annexed import told
from procwiz.core.document.writer import Fields, Writer
from procwiz.core.plan import Standing
from procwiz.core.process import Phase, Question
from procwiz.core.wording import Wording

_SHOWN = frozenset({Standing.ANSWERED, Standing.DEFERRED})


def write(writer: Writer, answers: Mapping[str, Fields]) -> Fields:
    """Write the plan by phase, those begun in full, the others in a list."""
    numbered = list(enumerate(writer.phases, start=1))
    begun = [(number, phase) for number, phase in numbered if _begun(writer, phase)]
    ahead = [(number, phase) for number, phase in numbered if not _begun(writer, phase)]
    return {
        "intro": writer.words("intro", n=writer.plan.total.answered, of=writer.plan.total.reachable),
        "overview": [_line(writer, number, phase) for number, phase in numbered],
        "phases": [_phase(writer, number, phase, answers) for number, phase in begun],
        "ahead": [_ahead(writer, number, phase) for number, phase in ahead],
        "unknown": lists.unknown(writer, ready=True),
        "set_aside": [
            {**answers[question.key], "why": _why_aside(writer, question)}
            for question in writer.plan.questions(Standing.SET_ASIDE)
        ],
        "waiting": _waiting(writer),
        "unreadable": [
            {"title": writer.plan.process.questions[key].title, "why": writer.say(message)}
            for key, message in writer.plan.answers.unreadable
        ],
        "sources": annexes.sources(writer),
    }


def _begun(writer: Writer, phase: Phase) -> bool:
    return any(writer.plan.standing(question) in _SHOWN for question in phase.questions)


def _line(writer: Writer, number: int, phase: Phase) -> Fields:
    progress = writer.plan.progress(phase)
    return {
        "number": number,
        "title": phase.title,
        "answered": writer.words("of", n=progress.answered, of=progress.reachable) if progress.reachable else "–",
        "gate": phase.gate.key,
        "state": _state(writer, phase),
    }


def _state(writer: Writer, phase: Phase) -> str:
    if writer.plan.phase_applies(phase) is None:
        return writer.words("phase.waits")
    if writer.plan.gate(phase.gate).ready:
        return writer.words("phase.ready")
    if not _begun(writer, phase):
        return writer.words("phase.not_begun")
    return writer.words("phase.lacks", n=gates.lacks(writer, phase.gate))


def _phase(writer: Writer, number: int, phase: Phase, answers: Mapping[str, Fields]) -> Fields:
    shown = [answers[question.key] for question in phase.questions if writer.plan.standing(question) in _SHOWN]
    left = [question for question in phase.questions if writer.plan.standing(question) is Standing.OPEN]
    required = [question.title for question in left if question.due == phase.gate.key]
    others = [question.title for question in left if question.due != phase.gate.key]
    return {
        "number": number,
        "title": phase.title,
        "purpose": phase.purpose,
        **told(shown),
        "required": writer.words("open.required", gate=phase.gate.key, titles=writer.quoted(required, len(required)))
        if required
        else "",
        "others": writer.words("open.others", titles=writer.quoted(others, len(others))) if others else "",
        "gate": phase.gate.key,
        "gate_title": phase.gate.title,
        "decided_by": writer.plan.process.roles[phase.gate.decided_by],
        "basis": gates.basis(writer, phase.gate),
        "state": _state(writer, phase),
    }


def _ahead(writer: Writer, number: int, phase: Phase) -> Fields:
    return {
        "number": number,
        "title": phase.title,
        "purpose": phase.purpose,
        "gate": phase.gate.key,
        "gate_title": phase.gate.title,
        "waits": _state(writer, phase) if writer.plan.phase_applies(phase) is None else "",
    }


# -- what counts nowhere ---------------------------------------------------------------


def _why_aside(writer: Writer, question: Question) -> str:
    plan = writer.plan
    phase = plan.process.phase(question.phase)
    condition = phase.when if plan.phase_applies(phase) is False else question.when
    wording = Wording(writer.say, plan.notation, plan.process.named)
    return writer.words("aside", condition=wording.condition(condition))


def _waiting(writer: Writer) -> list[Fields]:
    """Gather the questions that wait under what they wait for."""
    groups: dict[str, list[str]] = {}
    for question in writer.plan.questions(Standing.WAITING):
        keys = sorted(writer.plan.applying[question.key].waits)
        awaited = writer.quoted([writer.plan.process.title_of(key) for key in keys])
        groups.setdefault(awaited, []).append(question.title)
    return [{"for": awaited, "titles": writer.quoted(titles, len(titles))} for awaited, titles in groups.items()]
