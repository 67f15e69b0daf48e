"""The lists of the steering-group paper: effects, milestones, risks, and what is not known yet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from procwiz.core.document.views import DASH, assumed, missing, more, row_of, sides
from procwiz.core.document.writer import Fields, Writer, paragraph, rows_of, sentence
from procwiz.core.kinds import Table
from procwiz.core.plan import Standing
from procwiz.core.process import Gate, Question
from procwiz.core.values import Row

EFFECTS, MILESTONES, RISKS = "needs.effects", "strategy.milestones", "strategy.risks"
_STANDING = frozenset({Standing.ANSWERED, Standing.DEFERRED})


def effects(writer: Writer) -> Fields:
    """List the effects wanted: how it is measured, how much it is today, how much it should be."""
    rows = [row for row, _ in _rows(writer, EFFECTS)]
    return _listed(writer, [_cells(writer, row, "effect", "indicator", "baseline", "target") for row in rows])


def milestones(writer: Writer) -> Fields:
    """List the dates ahead, soonest first; where all have passed, the last ones."""
    dated = [(raw.cells["date"], row) for row, raw in _rows(writer, MILESTONES) if "date" in raw.cells]
    found = sorted(((day, row) for day, row in dated if isinstance(day, date)), key=lambda pair: pair[0])
    ahead = [pair for pair in found if pair[0] >= writer.as_of] or found[-writer.room.rows :]
    rows = [_cells(writer, row, "milestone", "owner") | {"date": writer.day(day)} for day, row in ahead]
    return {"first": rows[: writer.room.rows], "more": more(writer, len(rows))}


def risks(writer: Writer, gate: Gate) -> Fields:
    """List the risks that weigh most, likelihood times impact, then as written; or say when they come."""
    found = sorted(_rows(writer, RISKS), key=lambda pair: _weight(pair[1]), reverse=True)
    rows = [
        _cells(writer, row, "risk", "response", "owner")
        | {"likelihood": _step(writer, raw, "likelihood"), "impact": _step(writer, raw, "impact")}
        for row, raw in found
    ]
    none = "" if rows else _no_risks(writer, gate)
    return {**_listed(writer, rows), "none": none, "shown": bool(rows or none)}


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
    return writer.words("due", gate=key, phase=writer.plan.process.phase(gate.phase).title)


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


def _step(writer: Writer, row: Row, code: str) -> str:
    value = row.cells.get(code)
    return writer.words("of", n=value, of=5) if isinstance(value, Decimal) else DASH


def _weight(row: Row) -> Decimal:
    weight = Decimal(1)
    for code in ("likelihood", "impact"):
        value = row.cells.get(code)
        weight *= value if isinstance(value, Decimal) else Decimal(0)
    return weight
