"""The lists of the steering-group paper: effects, milestones, risks, and what is not known yet."""

from __future__ import annotations

from datetime import date

from procwiz.core import counsel
from procwiz.core import risks as risk_register
from procwiz.core.document.views import DASH, assumed, missing, more, row_of, sides
from procwiz.core.document.writer import Fields, Writer, cut, line, paragraph, rows_of, sentence
from procwiz.core.kinds import Table
from procwiz.core.messages import Message
from procwiz.core.plan import Standing
from procwiz.core.process import Gate, Question
from procwiz.core.risks import Entry
from procwiz.core.values import Row
from procwiz.core.walk import LESSONS

EFFECTS, MILESTONES, RISKS = "needs.effects", "strategy.milestones", "strategy.risks"
NAMED = 60
"""Characters of a risk that are always shown: cut harder, it would not be known again."""
_STANDING = frozenset({Standing.ANSWERED, Standing.DEFERRED})


def effects(writer: Writer) -> Fields:
    """List the effects wanted: how it is measured, how much it is today, how much it should be."""
    rows = [row for row, _ in _rows(writer, EFFECTS)]
    return _listed(writer, [_cells(writer, row, "effect", "indicator", "baseline", "target") for row in rows])


def lessons(writer: Writer) -> Fields:
    """List what was learned of a plan that was stopped; `none` says that nobody has written it down."""
    if writer.plan.closed is None or LESSONS not in writer.plan.process.questions:
        return {"first": [], "more": "", "none": "", "shown": False}
    rows = [_cells(writer, row, "lesson", "action", "owner") for row, _ in _rows(writer, LESSONS)]
    none = "" if rows else writer.words("no_lessons")
    return {**_listed(writer, rows), "none": none, "shown": True}


def milestones(writer: Writer) -> Fields:
    """List the dates ahead, soonest first."""
    dated = [(raw.cells["date"], row) for row, raw in _rows(writer, MILESTONES) if "date" in raw.cells]
    found = sorted(((day, row) for day, row in dated if isinstance(day, date)), key=lambda pair: pair[0])
    ahead = [pair for pair in found if pair[0] >= writer.as_of]
    rows = [_cells(writer, row, "milestone", "owner") | {"date": writer.day(day)} for day, row in ahead]
    return {"first": rows[: writer.room.rows], "more": more(writer, len(rows))}


def risks(writer: Writer, gate: Gate) -> Fields:
    """List the risks that weigh most, those of the catalogue that nobody has settled marked as offered."""
    entries = risk_register.top(writer.plan, max(risk_register.ENOUGH, writer.room.rows))
    rows = [_risk(writer, entry) for entry in entries]
    none = "" if rows else _no_risks(writer, gate)
    more_ = more(writer, len(risk_register.register(writer.plan)))
    return {"first": rows, "more": more_, "none": none, "shown": bool(rows or none)}


def register(writer: Writer) -> list[Fields]:
    """List every risk of the register, the heaviest first, with who answers it and by when.

    While there are few, those of the catalogue that weigh most stand beside them, as they do in the paper.
    """
    return [
        {
            "risk": writer.words("risk.offered", title=line(entry.title)) if entry.offered else line(entry.title),
            "weight": _weight(writer, entry),
            "response": line(entry.response) or DASH,
            "owner": line(entry.owner) or DASH,
            "due": writer.day(entry.due) if entry.due else DASH,
        }
        for entry in risk_register.listed(writer.plan)
    ]


def _risk(writer: Writer, entry: Entry) -> Fields:
    title = cut(line(entry.title), max(NAMED, writer.room.cell), writer.words("cut_cell"))
    return {
        "risk": writer.words("risk.offered", title=title) if entry.offered else title,
        "weight": _weight(writer, entry),
        "response": writer.cell(entry.response) or DASH,
        "owner": writer.cell(entry.owner) or DASH,
    }


def _weight(writer: Writer, entry: Entry) -> str:
    """Write likelihood times impact, and whether it has moved since it was first judged."""
    if entry.weight is None:
        return DASH
    name = "risk.weight" if entry.moved == "same" else f"risk.weight.{entry.moved}"
    return writer.words(name, likelihood=entry.likelihood, impact=entry.impact, weight=entry.weight)


def advice(writer: Writer) -> Fields:
    """List what an adviser would stop at or warn of; what is only worth knowing is counted. None after a stop."""
    found = () if writer.plan.closed else counsel.given(writer.plan)
    grave = [one for one in found if one.advice.level != "note"]
    stops = sum(one.advice.level == "stop" for one in grave)
    most = max(stops, writer.room.points or 1)
    told = [writer.say(Message(f"interview.advice.{one.advice.level}", {"text": one.text})) for one in found]
    items = told[: len(grave)][:most]
    over = len(found) - len(items)
    return {
        "items": items,
        "more": writer.words("more_advice", n=over) if items and over else "",
        "all": told if over else [],
        "shown": bool(items),
    }


def _no_risks(writer: Writer, gate: Gate) -> str:
    question = writer.plan.process.questions.get(RISKS)
    if question is None or writer.plan.standing(question) is Standing.ABSENT:
        return ""
    phase = writer.plan.process.phase(question.phase)
    later = writer.place(gate.key) < writer.place(phase.gate.key)
    return writer.words("no_risks.later" if later else "no_risks", phase=phase.title)


def unknown(writer: Writer, *, ready: bool) -> Fields:
    """List what is not known yet, soonest due first, and what has two answers."""
    put_off = [_put_off(writer, question) for question in writer.plan.questions(Standing.DEFERRED)]
    rows = [row for _, row in sorted((pair for pair in put_off if pair), key=lambda pair: pair[0])]
    asked = [question for phase in writer.phases for question in phase.questions]
    contested = [
        {"title": question.title, "sides": sides(writer, question)}
        for question in asked
        if writer.plan.answer(question.key).contested and writer.plan.standing(question) in _STANDING
    ]
    titles = [str(row["title"]) for row in contested]
    return {
        "rows": rows,
        "first": [{name: part for name, part in row.items() if name != "text"} for row in rows[: writer.room.rows]],
        "more": more(writer, len(rows), "more_annex"),
        "contested": contested,
        "conflict": writer.words("contested", n=len(titles), titles=writer.quoted(titles)) if titles else "",
        "none": "" if rows or contested else writer.words("none_unknown" if ready else "none_unknown.lacking"),
    }


def _put_off(writer: Writer, question: Question) -> tuple[int, Fields] | None:
    deferral = writer.plan.answer(question.key).deferral
    if deferral is None:
        return None
    return writer.place(deferral.due), {
        "title": question.title,
        "owner": writer.cell(deferral.owner) or writer.words("nobody"),
        "due": _due(writer, deferral.due) or writer.words("no_due"),
        "assumed": assumed(writer, question, writer.room.cell) or DASH,
        "text": paragraph([sentence(deferral.note), missing(writer, question)]),
    }


def _due(writer: Writer, key: str) -> str:
    gate = writer.plan.process.gates.get(key)
    if gate is None:
        return key
    taken = writer.plan.decision(key)
    name = "due.passed" if taken is not None and taken.passes else "due"
    return writer.words(name, gate=key, phase=writer.plan.process.phase(gate.phase).title)


# -- rows --------------------------------------------------------------------------


def _rows(writer: Writer, key: str) -> list[tuple[Fields, Row]]:
    question = writer.plan.process.questions.get(key)
    if question is None or not isinstance(question.kind, Table):
        return []
    if writer.plan.standing(question) is not Standing.ANSWERED:
        return []
    kind = question.kind
    return [(row_of(writer, kind, row), row) for row in rows_of(writer.plan.answer(key).value)]


def _cells(writer: Writer, row: Fields, *codes: str) -> Fields:
    return {code: writer.cell(row["by"].get(code, DASH)) for code in codes}


def _listed(writer: Writer, rows: list[Fields]) -> Fields:
    return {"first": rows[: writer.room.rows], "more": more(writer, len(rows))}
