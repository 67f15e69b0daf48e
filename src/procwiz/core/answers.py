"""What the journal says of each question: a value, not known yet, nothing, or a contradiction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from procwiz.core.cleaning import clean_line, clean_prose
from procwiz.core.facts import Fact, Status
from procwiz.core.journal import Content, Draft, Event, Journal
from procwiz.core.kinds import Table
from procwiz.core.messages import Message, Misread
from procwiz.core.notation import Notation
from procwiz.core.process import Process, Question
from procwiz.core.values import Row, Value


@dataclass(frozen=True, slots=True)
class Deferral:
    """Not known yet. `owner` finds out, by the gate `due`; `assume` is what is reckoned with meanwhile."""

    note: str = ""
    owner: str = ""
    due: str = ""
    assume: Value | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One side of a contradiction: what was said, by whom and when. `subject` is the question's or a row's."""

    event: str
    subject: str
    by: str
    at: str
    value: Value | None
    deferral: Deferral | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of one question.

    `contested` holds the sides where answers contradict each other; then there is no value.
    `beaten` names what lost without a contradiction: a deferral against a value, a removal against a change.
    """

    status: Status = Status.UNANSWERED
    value: Value | None = None
    deferral: Deferral | None = None
    by: str = ""
    at: str = ""
    contested: tuple[Candidate, ...] = ()
    beaten: tuple[Candidate, ...] = ()

    @property
    def fact(self) -> Fact:
        """See the answer as a test sees it."""
        if self.deferral is not None:
            return Fact(self.status, self.deferral.assume, assumed=True)
        return Fact(self.status, self.value)


NOTHING = Answer()


@dataclass(frozen=True)
class Answers:
    """Every question's answer, and what could not be read as one."""

    by_key: Mapping[str, Answer]
    unreadable: tuple[tuple[str, Message], ...]

    def __getitem__(self, key: str) -> Answer:
        return self.by_key.get(key, NOTHING)


def read(process: Process, journal: Journal, notation: Notation) -> Answers:
    """Read every question's answer out of a journal."""
    return reread(Answers({}, ()), process.questions, process, journal, notation)


def reread(before: Answers, keys: Iterable[str], process: Process, journal: Journal, notation: Notation) -> Answers:
    """Read the answers to some questions anew; the others stand as they are known."""
    found = dict(before.by_key)
    unreadable = dict(before.unreadable)
    for key in keys:
        found.pop(key, None)
        unreadable.pop(key, None)
        if key not in journal.subjects and key not in journal.rows:
            continue
        try:
            found[key] = _answer(process.questions[key], journal, journal.rows.get(key, ()), notation)
        except Misread as misread:
            unreadable[key] = misread.message
    return Answers(found, tuple(sorted(unreadable.items(), key=lambda pair: process.places[pair[0]])))


def _answer(question: Question, journal: Journal, rows: Sequence[str], notation: Notation) -> Answer:
    sides = _sides(journal, question.key, question, notation)
    if isinstance(question.kind, Table) and rows:
        table = _rows(question, journal, rows, notation)
        if table is not None:
            late = tuple(side for side in sides if side.deferral is not None)
            return replace(table, beaten=(*table.beaten, *late))
    values = [side for side in sides if side.value is not None]
    deferrals = [side for side in sides if side.deferral is not None]
    kept = values or deferrals
    if not kept:
        return NOTHING
    status = Status.ANSWERED if values else Status.DEFERRED
    if _differ(kept):
        return Answer(status, contested=tuple(kept))
    first = kept[0]
    beaten = tuple(deferrals) if values else ()
    return Answer(status, first.value, first.deferral, first.by, first.at, beaten=beaten)


def _sides(journal: Journal, subject: str, question: Question, notation: Notation) -> list[Candidate]:
    sides = []
    for event in _standing(journal, subject):
        if event.content is not None:
            value, deferral = _said(event.kind, event.content, question, notation)
            sides.append(Candidate(event.id, subject, event.by, event.at, value, deferral))
    return sides


def _standing(journal: Journal, subject: str) -> list[Event]:
    return [event for head in journal.heads(subject) for event in journal.meant(head)]


def _said(kind: str, content: Content, question: Question, notation: Notation) -> tuple[Value | None, Deferral | None]:
    if kind == "answered":
        return question.kind.load(content.get("value"), notation), None
    if kind == "deferred":
        return None, load_deferral(content, question, notation)
    return None, None


def load_deferral(content: Content, question: Question, notation: Notation) -> Deferral:
    """Read a deferral from its JSON form; `Misread` where its assumption is no value of the question's kind."""
    assume = content.get("assume")
    return Deferral(
        note=clean_prose(str(content.get("note", ""))),
        owner=clean_line(str(content.get("owner", ""))),
        due=clean_line(str(content.get("due", ""))),
        assume=None if assume is None else question.kind.load(assume, notation),
    )


def dump_deferral(deferral: Deferral, question: Question) -> dict[str, object]:
    """Write a deferral as JSON content, what is empty left out."""
    content: dict[str, object] = {"note": deferral.note, "owner": deferral.owner, "due": deferral.due}
    if deferral.assume is not None:
        content["assume"] = question.kind.dump(deferral.assume)
    return {key: part for key, part in content.items() if part != ""}


def _differ(sides: list[Candidate]) -> bool:
    first = sides[0]
    return any((side.value, side.deferral) != (first.value, first.deferral) for side in sides)


def _rows(question: Question, journal: Journal, subjects: Sequence[str], notation: Notation) -> Answer | None:
    placed: list[tuple[Decimal, Row]] = []
    contested: list[Candidate] = []
    beaten: list[Candidate] = []
    latest: Event | None = None
    for subject in subjects:
        events = _standing(journal, subject)
        kept = [event for event in events if event.kind == "row_set" and event.content is not None]
        if not kept:
            continue
        sides = [_row_side(question, event, notation) for event in kept]
        if _differ([side for side, _ in sides]):
            contested += [side for side, _ in sides]
        removals = [event for event in events if event.kind == "row_removed"]
        beaten += [Candidate(event.id, subject, event.by, event.at, None, None) for event in removals]
        side, place = min(sides, key=lambda pair: (pair[1], pair[0].event))
        placed.append((place, side.value[0]))  # type: ignore[index, arg-type]
        latest = max([*kept, *([latest] if latest else [])], key=lambda event: (event.at, event.id))
    if not placed:
        return None
    placed.sort(key=lambda pair: (pair[0], pair[1].id))
    by, at = (latest.by, latest.at) if latest else ("", "")
    value = None if contested else tuple(row for _, row in placed)
    return Answer(Status.ANSWERED, value, by=by, at=at, contested=tuple(contested), beaten=tuple(beaten))


def _row_side(question: Question, event: Event, notation: Notation) -> tuple[Candidate, Decimal]:
    content = event.content or {}
    cells = content.get("cells")
    record = {**(cells if isinstance(cells, Mapping) else {}), "id": event.subject.partition("/")[2]}
    value = question.kind.load([record], notation)
    return Candidate(event.id, event.subject, event.by, event.at, value, None), _place(content)


def _place(content: Content) -> Decimal:
    try:
        place = Decimal(str(content.get("place", "0")))
    except InvalidOperation:
        return Decimal(0)
    return place if place.is_finite() and -FARTHEST < place < FARTHEST else Decimal(0)


FARTHEST = Decimal(10**9)


def answer(question: Question, value: Value) -> Draft:
    """Say a value. A table's rows are said one by one, with `set_row`; only an empty table is said here."""
    return Draft("answered", question.key, {"value": question.kind.dump(value)})


def defer(question: Question, deferral: Deferral) -> Draft:
    """Say that it is not known yet."""
    return Draft("deferred", question.key, dump_deferral(deferral, question))


def set_row(question: Question, row: Row, place: Decimal) -> Draft:
    """Say what a row holds and where it stands; a new row has a new id."""
    records = question.kind.dump((row,))
    record = next(iter(records))  # type: ignore[call-overload]
    cells = {code: cell for code, cell in record.items() if code != "id"}
    return Draft("row_set", f"{question.key}/{row.id}", {"cells": cells, "place": str(place)})


def remove_row(question: Question, row: Row) -> Draft:
    """Take a row out."""
    return Draft("row_removed", f"{question.key}/{row.id}", {})


def place_between(before: Decimal | None, after: Decimal | None) -> Decimal:
    """Find a place between two rows' places; None is the end of the table."""
    if before is None:
        return Decimal(1) if after is None else after - 1
    return before + 1 if after is None else (before + after) / 2


def places(journal: Journal, question: Question, rows: Iterable[Row]) -> list[Decimal]:
    """Find where rows stand, in their order."""
    found = []
    for row in rows:
        events = _standing(journal, f"{question.key}/{row.id}")
        contents = [event.content or {} for event in events if event.kind == "row_set"]
        found.append(min((_place(content) for content in contents), default=Decimal(0)))
    return found


def table_drafts(journal: Journal, question: Question, old: tuple[Row, ...], new: tuple[Row, ...]) -> list[Draft]:
    """Say a whole table: rows matched by id are changed, others added, missing ones removed, all in the new order.

    `old` are the rows that stand uncontested; those that contradict each other are settled, or removed, too.
    """
    kept = {row.id for row in new}
    was = dict(zip((row.id for row in old), zip(old, places(journal, question, old), strict=True), strict=True))
    drafts = [remove_row(question, Row(id_, {})) for id_ in _row_ids(journal, question) if id_ not in kept]
    for place, row in enumerate(new, start=1):
        if was.get(row.id) != (row, Decimal(place)):
            drafts.append(set_row(question, row, Decimal(place)))
    return drafts if new else [*drafts, answer(question, ())]


def _row_ids(journal: Journal, question: Question) -> list[str]:
    rows = journal.rows.get(question.key, ())
    present = [one for one in rows if any(event.kind == "row_set" for event in _standing(journal, one))]
    return sorted(subject.partition("/")[2] for subject in present)
