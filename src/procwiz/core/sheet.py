"""Answers as a sheet: key to value, as in an answers file. What is written is read back without loss."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from procwiz.core import answers as said
from procwiz.core.answers import Answer, Deferral
from procwiz.core.cleaning import clean_line, clean_prose
from procwiz.core.facts import Status
from procwiz.core.journal import Draft
from procwiz.core.kinds import Table
from procwiz.core.messages import Message, Misread, Say
from procwiz.core.notation import Notation
from procwiz.core.plan import COUNTRY, Plan, Standing, currency_of
from procwiz.core.process import Question
from procwiz.core.values import Row, Value

NewId: TypeAlias = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one key of a sheet; the key is empty where the sheet itself is wrong."""

    key: str
    message: Message


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read: events to record, or every fault in it; never both."""

    drafts: tuple[Draft, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(plan: Plan, content: object, new_id: NewId, *, typed: bool = False) -> Sheet:
    """Read a sheet: a mapping of keys to values, or to `{deferred, owner, due, assume}`; null says nothing.

    `new_id` gives rows without an id theirs. `typed` values are read as at the prompt, or as JSON where they look so.
    What stands in the plan already gives no event.
    """
    if not isinstance(content, Mapping):
        return Sheet(faults=(Fault("", Message("sheet.no_mapping")),))
    reader = _Reader(plan, _notation(plan, content), new_id)
    drafts: list[Draft] = []
    faults: list[Fault] = []
    for key, part in content.items():
        question = plan.process.questions.get(str(key))
        if question is None:
            faults.append(Fault(str(key), _unknown(plan, str(key))))
            continue
        try:
            drafts += reader.drafts(question, _parsed(question, str(part), reader.notation) if typed else part)
        except Misread as misread:
            faults.append(Fault(question.key, misread.message))
        except _Unfit as unfit:
            faults += [Fault(question.key, message) for message in unfit.messages]
    return Sheet(faults=tuple(faults)) if faults else Sheet(tuple(drafts))


def _notation(plan: Plan, content: Mapping[Any, Any]) -> Notation:
    """Take the currency of the country that the sheet itself names."""
    if content.get(COUNTRY) is None or COUNTRY not in plan.process.questions:
        return plan.notation
    return replace(plan.notation, currency=currency_of(content[COUNTRY], plan.card.language))


class _Unfit(Exception):
    """A value that could be read, with everything that is wrong with it."""

    def __init__(self, messages: tuple[Message, ...]) -> None:
        super().__init__(*messages)
        self.messages = messages


def _unknown(plan: Plan, key: str) -> Message:
    near = difflib.get_close_matches(key, plan.process.questions, n=1, cutoff=0.6)
    return Message("sheet.unknown_near", {"near": near[0]}) if near else Message("sheet.unknown")


@dataclass(frozen=True, slots=True)
class _Reader:
    plan: Plan
    notation: Notation
    new_id: NewId

    def drafts(self, question: Question, part: object) -> list[Draft]:
        """Read one key's part; `Misread` and `_Unfit` say what is wrong with it."""
        if part is None:
            return []
        old = self.plan.answer(question.key)
        if isinstance(part, Mapping) and "deferred" in part:
            deferral = self._deferral(question, part)
            return [] if old.deferral == deferral else [said.defer(question, deferral)]
        value = self.value(question, part)
        if old.value == value and old.value is not None:
            return []
        if isinstance(question.kind, Table):
            return self._table(question, old, value)
        return [said.answer(question, value)]

    def value(self, question: Question, part: object) -> Value:
        """Read a value: typed text from the command line, JSON from a file."""
        value = question.kind.load(part, self.notation)
        if isinstance(question.kind, Table):
            value = tuple(self._with_id(row) for row in value if isinstance(row, Row))  # type: ignore[union-attr]
        if faults := tuple(question.kind.check(value)):
            raise _Unfit(faults)
        return value

    def _with_id(self, row: Row) -> Row:
        return row if row.id else replace(row, id=self.new_id())

    def _table(self, question: Question, old: Answer, value: Value) -> list[Draft]:
        before = tuple(row for row in old.value if isinstance(row, Row)) if isinstance(old.value, tuple) else ()
        after = tuple(row for row in value if isinstance(row, Row)) if isinstance(value, tuple) else ()
        return said.table_drafts(self.plan.journal, question, before, after)

    def _deferral(self, question: Question, part: Mapping[Any, Any]) -> Deferral:
        strange = set(part) - {"deferred", "owner", "due", "assume"}
        if strange:
            raise Misread("sheet.deferral_key", key=sorted(map(str, strange))[0])
        due = str(part.get("due") or "")
        if due and due not in self.plan.process.gates:
            raise Misread("sheet.no_gate", gate=due)
        assume = part.get("assume")
        note = part["deferred"]
        return Deferral(
            note=clean_prose(note) if isinstance(note, str) else "",
            owner=clean_line(str(part.get("owner") or "")),
            due=due,
            assume=None if assume is None else self.value(question, assume),
        )


def _parsed(question: Question, text: str, notation: Notation) -> object:
    """Turn `KEY=TEXT` into a sheet's part."""
    if text[:1] == "{" or (text[:1] == "[" and question.kind.name in {"table", "choices"}):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise Misread("sheet.no_json") from None
    return question.kind.dump(question.kind.parse(text, notation))


def aside(plan: Plan, drafts: tuple[Draft, ...]) -> list[Question]:
    """Which of the questions answered do not apply: they are set aside, and that is said."""
    keys = dict.fromkeys(draft.subject.partition("/")[0] for draft in drafts)
    questions = [plan.process.questions[key] for key in keys]
    return [question for question in questions if plan.standing(question) is Standing.SET_ASIDE]


# -- writing -----------------------------------------------------------------


def write(plan: Plan, *, set_aside: bool = False) -> dict[str, Any]:
    """Write the answers that apply (or those set aside) as a sheet, in the plan's order."""
    wanted = {Standing.SET_ASIDE} if set_aside else {Standing.ANSWERED, Standing.DEFERRED, Standing.WAITING}
    found = {}
    for question in plan.questions(*wanted):
        part = _part(question, plan.answer(question.key))
        if part is not None:
            found[question.key] = part
    return found


def _part(question: Question, answer: Answer) -> object:
    if answer.deferral is not None:
        record = said.dump_deferral(answer.deferral, question)
        return {"deferred": record.pop("note", ""), **record}
    if answer.value is None or answer.status is Status.UNANSWERED:
        return None
    return question.kind.dump(answer.value)


def as_yaml(plan: Plan, say: Say, *, set_aside: bool = False) -> str:
    """Write a sheet as YAML that people can read and edit, without a YAML library.

    Each value is JSON, which is YAML too; long text stands as a block, a table's rows one a line.
    """
    lines = [f"# {line}" for line in say(Message("sheet.head", {"title": clean_line(plan.card.title)})).splitlines()]
    phase = ""
    for key, part in write(plan, set_aside=set_aside).items():
        question = plan.process.questions[key]
        if question.phase != phase:
            phase = question.phase
            lines += ["", f"# == {plan.process.phase(phase).title}"]
        lines += [f"# {question.title}", *_yaml(key, part)]
    return "\n".join(lines) + "\n"


def _yaml(key: str, part: object) -> Iterator[str]:
    if isinstance(part, list) and part and isinstance(part[0], dict):
        yield f"{key}:"
        yield from (f"  - {_json(row)}" for row in part)
    elif isinstance(part, str) and _fits_block(part):
        yield f"{key}: |-"
        yield from (f"  {line}".rstrip() for line in part.split("\n"))
    else:
        yield f"{key}: {_json(part)}"


def _fits_block(text: str) -> bool:
    lines = text.split("\n")
    plain = all(line == line.rstrip() and (line.isprintable()) for line in lines)
    return len(lines) > 1 and plain and lines[0] == lines[0].lstrip() != "" and lines[-1] != ""


def _json(part: object) -> str:
    return json.dumps(part, ensure_ascii=False)


def as_markdown(plan: Plan, say: Say) -> str:
    """Write every answer for a reader without procwiz: a heading a phase, a line a question."""
    lines = [f"# {plan.card.title}", "", say(Message("sheet.copy", {"state": plan.journal.digest})), ""]
    for phase in plan.phases:
        questions = [q for q in phase.questions if plan.answer(q.key).status is not Status.UNANSWERED]
        if not questions:
            continue
        lines += [f"## {phase.title}", ""]
        for question in questions:
            lines += [f"**{question.title}** ({question.key})", "", *_quoted(plan, question, say), ""]
    return "\n".join(lines).rstrip() + "\n"


def _quoted(plan: Plan, question: Question, say: Say) -> Iterator[str]:
    answer = plan.answer(question.key)
    if answer.contested:
        yield "> " + say(Message("sheet.contested"))
    if answer.deferral is not None:
        deferral = answer.deferral
        yield "> " + say(
            Message("sheet.deferred", {"note": deferral.note, "owner": deferral.owner, "due": deferral.due})
        )
        return
    if isinstance(question.kind, Table) and isinstance(answer.value, tuple):
        for row in answer.value:
            cells = [
                f"{column.title}: {column.kind.show(row.cells[column.code], plan.notation)}"
                for column in question.kind.columns
                if isinstance(row, Row) and column.code in row.cells
            ]
            yield "> - " + " · ".join(cells)
    elif answer.value is not None:
        yield from (f"> {line}".rstrip() for line in question.kind.show(answer.value, plan.notation).split("\n"))
