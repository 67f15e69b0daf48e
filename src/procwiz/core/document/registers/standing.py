"""How the plan stands, in rows: its phases, what is still open, its risks, and who is to answer what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from procwiz.core.answers import Deferral
from procwiz.core.decisions import Decision
from procwiz.core.document import gates
from procwiz.core.document.outstanding import Outstanding, outstanding
from procwiz.core.document.registers.cells import cell, gate, word, words
from procwiz.core.document.registers.register import Cell, Cells, Register
from procwiz.core.document.writer import Writer, paragraph, sentence
from procwiz.core.messages import Message
from procwiz.core.plan import Standing
from procwiz.core.process import Phase, Question
from procwiz.core.risks import Entry, listed
from procwiz.core.values import Estimate

# -- overview ------------------------------------------------------------------------------


def overview(writer: Writer) -> Register:
    """Say which plan it is and as of when, and how far each phase and its gate are."""
    return Register(
        code="overview",
        title=word(writer, "name.overview"),
        columns=words(writer, "phase", "applies", "answered", "deferred", "open", "waiting", "gate", "gate_title",
                      "ready", "lacks", "decision", "decided_on"),
        rows=tuple(_phase(writer, phase) for phase in writer.phases),
        head=_head(writer),
    )  # fmt: skip


def _head(writer: Writer) -> tuple[tuple[str, Cell], ...]:
    plan, schedule = writer.plan, writer.reckoned.schedule
    law = plan.process.law.version
    route = plan.process.table.routes.get(schedule.route)
    pairs: dict[str, Cell] = {
        "plan": plan.card.id,
        "process": f"{plan.process.title} {plan.card.version}",
        "law": date.fromisoformat(law) if law else None,
        "state": plan.journal.digest,
        "as_of": writer.as_of,
        "route": route.title if route else None,
        "works": schedule.works.likely,
        "aim": schedule.aim.day if schedule.aim else None,
        "float": Decimal(schedule.slack.likely) if schedule.slack else None,
    }
    return tuple((word(writer, f"head.{name}"), value) for name, value in pairs.items())


def _phase(writer: Writer, phase: Phase) -> Cells:
    progress, decision = writer.plan.progress(phase), writer.plan.decision(phase.gate.key)
    return (
        phase.title,
        True if writer.plan.phase_applies(phase) else word(writer, "not_yet_known"),
        *(Decimal(getattr(progress, name)) for name in ("answered", "deferred", "open", "waiting")),
        phase.gate.key,
        phase.gate.title,
        writer.plan.gate(phase.gate).ready,
        Decimal(gates.lacks(writer, phase.gate)),
        *_decided(writer, decision),
    )


def _decided(writer: Writer, decision: Decision | None) -> Cells:
    if decision is None:
        return (None, None)
    return (writer.say(Message(f"steering.outcome.{decision.outcome}")), decision.on)


# -- open questions ------------------------------------------------------------------------


def unanswered(writer: Writer) -> Register:
    """List what has no answer to build on: why, who finds out, by which gate, and what is assumed meanwhile."""
    return Register(
        code="open",
        title=word(writer, "name.open"),
        columns=words(writer, "phase", "question", "why", "who", "by_gate", "expected", "overdue", "assumed", "note"),
        rows=tuple(_open(writer, one) for one in outstanding(writer.reckoned)),
    )


def _open(writer: Writer, one: Outstanding) -> Cells:
    process = writer.plan.process
    note = _sides(writer, one.question) if one.why == "contested" else one.deferral.note if one.deferral else ""
    return (
        process.phase(one.question.phase).title,
        one.question.title,
        word(writer, f"why.{one.why}"),
        one.owner or process.roles[one.question.role],
        gate(writer, one.gate) or None,
        one.day,
        one.overdue,
        _assumed(writer, one.question, one.deferral),
        note or None,
    )


def _assumed(writer: Writer, question: Question, deferral: Deferral | None) -> Cell:
    if deferral is None or deferral.assume is None:
        return None
    if isinstance(deferral.assume, Estimate):
        return writer.shown(question.kind, deferral.assume)
    return cell(writer, question.kind, deferral.assume)


def _sides(writer: Writer, question: Question) -> str:
    """Say what was answered on each side, and not by whom."""
    sides = sorted(writer.plan.answer(question.key).contested, key=lambda side: (side.at, side.event))
    values = [
        word(writer, "not_yet_known") if side.value is None else writer.shown(question.kind, side.value)
        for side in sides
    ]
    return paragraph(sentence(word(writer, "side", n=place, value=value)) for place, value in enumerate(values, 1))


# -- risks ---------------------------------------------------------------------------------


def risks(writer: Writer) -> Register:
    """List the risk register, the heaviest first; while there is little in it, with what the catalogue offers."""
    return Register(
        code="risks",
        title=word(writer, "name.risks"),
        columns=words(writer, "risk", "cause", "likelihood", "impact", "weight", "weight_first", "response", "owner",
                      "due", "overdue", "from_catalogue"),
        rows=tuple(_risk(writer, entry) for entry in listed(writer.plan)),
    )  # fmt: skip


def _risk(writer: Writer, entry: Entry) -> Cells:
    numbers = (entry.likelihood, entry.impact, entry.weight, entry.was)
    return (
        entry.title,
        entry.cause or None,
        *(None if number is None else Decimal(number) for number in numbers),
        entry.response or None,
        entry.owner or None,
        entry.due,
        entry.due is not None and entry.due < writer.as_of,
        entry.offered,
    )


# -- roles ---------------------------------------------------------------------------------


def roles(writer: Writer) -> Register:
    """List who is to answer how much, who sits in which phases, and who decides at which gates."""
    return Register(
        code="roles",
        title=word(writer, "name.roles"),
        columns=words(writer, "role", "answered", "deferred", "open", "phases", "decides"),
        rows=tuple(_role(writer, key, title) for key, title in writer.plan.process.roles.items()),
    )


def _role(writer: Writer, key: str, title: str) -> Cells:
    asked = [question for phase in writer.phases for question in phase.questions if question.role == key]
    standings = [writer.plan.standing(question) for question in asked]
    phases = [phase.title for phase in writer.phases if key in phase.who]
    decides = [phase.gate.key for phase in writer.phases if phase.gate.decided_by == key]
    counted = (Standing.ANSWERED, Standing.DEFERRED, Standing.OPEN)
    return (
        title,
        *(Decimal(standings.count(standing)) for standing in counted),
        ", ".join(phases) or None,
        ", ".join(decides) or None,
    )
