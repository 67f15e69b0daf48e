"""One question and its answer, as a template sees them."""

from __future__ import annotations

from urllib.parse import urlsplit

from procwiz.core.answers import Deferral
from procwiz.core.document.writer import Fields, Writer, paragraph, picked, rows_of, sentence
from procwiz.core.kinds import Column, Link, Table
from procwiz.core.plan import Standing
from procwiz.core.process import Question
from procwiz.core.values import Row, Value

SHORT = 180
_BRIEF = 60
_RIGHT = frozenset({"number", "money", "percent"})
_LINES = frozenset({"choice", "choices", "yes_no", "number", "money", "percent", "date", "scale", "text"})
_WRITTEN = frozenset({"text", "prose", "table"})
DASH = "–"


def view(writer: Writer, question: Question) -> Fields:
    """See a question and its answer: a value, or in `open` why there is none."""
    answer = writer.plan.answer(question.key)
    standing = writer.plan.standing(question)
    value = "" if answer.value is None else writer.shown(question.kind, answer.value)
    return {
        "key": question.key,
        "title": question.title,
        "ask": question.ask,
        "role": writer.plan.process.roles[question.role],
        "applies": standing not in {Standing.ABSENT, Standing.SET_ASIDE},
        "known": bool(value),
        "value": value,
        "short": writer.cut(value, SHORT),
        "open": "" if value else open_phrase(writer, question),
        "missing": "" if value else missing(writer, question),
        "note": sentence(answer.deferral.note) if answer.deferral else "",
        "contested": sides(writer, question),
        "brief": bool(value) and question.kind.name in _LINES and len(value) <= _BRIEF,
        "items": picked(question.kind, answer.value),
        "prose": question.kind.name == "prose",
        "address": value if isinstance(question.kind, Link) else "",
        **_table(writer, question, answer.value),
    }


def open_phrase(writer: Writer, question: Question) -> str:
    """Name in few words why there is no value: two answers, not known yet, waiting, or no answer."""
    answer = writer.plan.answer(question.key)
    if answer.contested:
        return writer.words("open.contested")
    if answer.deferral is not None:
        return writer.words("open.deferred")
    waits = writer.plan.standing(question) is Standing.WAITING
    return writer.words("open.waiting" if waits else "open.unanswered")


def missing(writer: Writer, question: Question) -> str:
    """Say what is to be said beside that: who finds out, by which gate, and what is assumed meanwhile."""
    deferral = writer.plan.answer(question.key).deferral
    if deferral is None:
        return ""
    return paragraph([finding(writer, deferral), assuming(writer, question)])


def finding(writer: Writer, deferral: Deferral) -> str:
    """Say in a sentence who finds out, and by which gate."""
    due = writer.gate(deferral.due) if deferral.due else ""
    known = "_".join(name for name, part in (("owner", deferral.owner), ("due", due)) if part)
    return writer.words(f"finding.{known or 'nobody'}", who=sentence(deferral.owner).rstrip("."), gate=due)


def assumed(writer: Writer, question: Question, most: int) -> str:
    """Show what is assumed meanwhile, a written text cut after so many characters; empty where nothing is."""
    deferral = writer.plan.answer(question.key).deferral
    if deferral is None or deferral.assume is None:
        return ""
    text = writer.shown(question.kind, deferral.assume)
    return text if question.kind.name not in _WRITTEN else writer.cut(text, most)


def assuming(writer: Writer, question: Question) -> str:
    """Say in a sentence what is assumed meanwhile; empty where nothing is."""
    value = assumed(writer, question, writer.room.point)
    return sentence(writer.words("assuming", value=value)) if value else ""


def sides(writer: Writer, question: Question) -> list[str]:
    """Say both sides of a contradiction: what was said and when, and whose question it is; names stay in the house."""
    found = []
    role = writer.plan.process.roles[question.role]
    for side in sorted(writer.plan.answer(question.key).contested, key=lambda side: (side.at, side.event)):
        value = writer.words("side.deferred") if side.value is None else _said(writer, question, side.value)
        found.append(writer.words("side", value=value, role=role, day=writer.moment(side.at)))
    return found


def _said(writer: Writer, question: Question, value: Value) -> str:
    kind = question.kind
    if not isinstance(kind, Table):
        return writer.shown(kind, value)
    cells = [cell["text"] for row in rows_of(value) for cell in row_of(writer, kind, row)["cells"]]
    return ", ".join(cell for cell in cells if cell != DASH)


# -- tables ------------------------------------------------------------------------


def _table(writer: Writer, question: Question, value: Value | None) -> Fields:
    kind = question.kind
    if not isinstance(kind, Table):
        return {"table": False, "header": [], "rows": [], "first": [], "more": ""}
    rows = [row_of(writer, kind, row) for row in rows_of(value)]
    header = [{"title": column.title, "right": column.kind.name in _RIGHT} for column in kind.columns]
    return {
        "table": True,
        "header": header,
        "rows": rows,
        "first": rows[: writer.room.rows],
        "more": more(writer, len(rows)),
    }


def row_of(writer: Writer, kind: Table, row: Row) -> Fields:
    """See a row: its cells in order, and by the columns' codes."""
    cells = {column.code: _cell(writer, column, row) for column in kind.columns}
    return {"cells": list(cells.values()), "by": {code: cell["text"] for code, cell in cells.items()}}


def _cell(writer: Writer, column: Column, row: Row) -> Fields:
    value = row.cells.get(column.code)
    if value is None:
        return {"text": DASH, "address": ""}
    text = writer.shown(column.kind, value)
    if isinstance(column.kind, Link):
        return {"text": urlsplit(text).hostname or text, "address": text}
    return {"text": text, "address": ""}


def more(writer: Writer, count: int, name: str = "more") -> str:
    """Say how many rows stand elsewhere."""
    over = count - writer.room.rows
    return writer.words(name, n=over) if over > 0 else ""
