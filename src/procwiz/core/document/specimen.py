"""Plans nobody made, in every state a document can meet: with them a template is tried out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, cycle
from typing import TypeAlias, cast

from procwiz.core.answers import Deferral, answer, defer, set_row
from procwiz.core.asking import Option
from procwiz.core.changes import issue
from procwiz.core.conditions import ALWAYS
from procwiz.core.decisions import Proviso, decide
from procwiz.core.journal import Draft, Event, Journal, canonical, journal, seal
from procwiz.core.kinds import (
    Amount,
    Choice,
    Choices,
    Column,
    Kind,
    Link,
    Number,
    Percent,
    Prose,
    Scale,
    Table,
    Text,
    YesNo,
)
from procwiz.core.plan import Card, Plan
from procwiz.core.process import Phase, Process, Question
from procwiz.core.values import Cell, Estimate, Money, Row, Value

Tell: TypeAlias = Callable[[Question, int], Iterator[Draft]]

DAY = date(2027, 1, 4)
"""The day on which specimens are seen; every one of them is the same at any time."""
_FIRST = date(2028, 1, 3)


def specimens(process: Process) -> tuple[Plan, ...]:
    """Make plans of a process in which, taken together, everything stands that a document can hold.

    In the first every question is answered; in the others some are put off, contradicted, set aside, unreadable; one
    has been handed over and decided on; in the last nothing has been said.
    """
    marked = unconditional(process)
    full = _with(_begun(marked), _in_turn(marked, (_answered,)))
    troubled = _with(_begun(marked), _in_turn(marked, (_put_off, _contradicted, _unreadable)))
    conditional = _with(_begun(process), _in_turn(process, (_sparsely,)))
    return full, troubled, _decided(full), conditional, _begun(process)


def marks(process: Process) -> Mapping[str, tuple[str, ...]]:
    """Tell for each question what shows that its answer is printed from the first specimen."""
    marked = unconditional(process)
    notation = _begun(marked).notation
    shown = {}
    for number, question in enumerate(marked.questions.values()):
        value = _value(question.kind, number)
        cells = value[0].cells if isinstance(value, tuple) and value and isinstance(value[0], Row) else {}
        columns = question.kind.columns if isinstance(question.kind, Table) else ()
        parts = [column.kind.show(cells[column.code], notation) for column in columns]
        shown[question.key] = (question.title, *(parts or [question.kind.show(value, notation)]))
    return shown


def unconditional(process: Process) -> Process:
    """Take every condition off a process's questions, and give questions and options titles that stand nowhere else."""
    numbers = iter(range(len(process.questions)))
    return replace(process, phases=tuple(_phase(phase, numbers) for phase in process.phases))


def _phase(phase: Phase, numbers: Iterator[int]) -> Phase:
    questions = tuple(_question(question, next(numbers)) for question in phase.questions)
    return replace(phase, when=ALWAYS, before=None, questions=questions)


def _question(question: Question, number: int) -> Question:
    title = f"Qq{number:04}"
    return replace(question, when=ALWAYS, title=title, ask=f"{title}?", kind=_kind(question.kind, number))


def _kind(kind: Kind, number: int) -> Kind:
    match kind:
        case Choice(options):
            return Choice(_options(options, number))
        case Choices(options):
            return Choices(_options(options, number))
        case Scale():
            return Scale(tuple(f"Vv{number:04}s{step}" for step in Scale.STEPS))
        case Table(columns):
            return Table(tuple(_column(column, number * 10 + place) for place, column in enumerate(columns)))
        case _:
            return kind


def _column(column: Column, number: int) -> Column:
    return replace(column, when=ALWAYS, kind=_kind(column.kind, number))


def _options(options: tuple[Option, ...], number: int) -> tuple[Option, ...]:
    return tuple(Option(option.code, f"Vv{number:04}o{place}") for place, option in enumerate(options))


# -- values ------------------------------------------------------------------------------------


def _value(kind: Kind, number: int) -> Value:
    """Give a value that is no other question's, where its kind has as many."""
    if isinstance(kind, Table):
        cells = {
            column.code: cast("Cell", _value(column.kind, number * 10 + place))
            for place, column in enumerate(kind.columns)
        }
        return (Row(f"r{number}", cells),)
    return _cell(kind, number)


def _cell(kind: Kind, number: int) -> Value:
    match kind:
        case Choice(options):
            return options[0].code
        case Choices(options):
            return tuple(option.code for option in options)
        case YesNo():
            return True
        case Link():
            return f"https://vv{number:04}.example"
        case Text() | Prose():
            return f"Vv{number:04}"
        case _:
            return _measure(kind, number)


def _measure(kind: Kind, number: int) -> Value:
    match kind:
        case Scale():
            return Decimal(4)
        case Number():
            return _within(2 + Decimal(number) / 10_000, kind.minimum, kind.maximum)
        case Percent():
            return _within(10 + Decimal(number) / 10_000, kind.minimum, kind.maximum)
        case Amount(ranged):
            return _money(Decimal(1_000_000 + 1_000 * number), ranged=ranged)
        case _:
            return _FIRST + timedelta(days=number)


def _within(wanted: Decimal, least: Decimal | None, most: Decimal | None) -> Decimal:
    low = wanted if least is None else max(wanted, least)
    return low if most is None else min(low, most)


def _money(amount: Decimal, *, ranged: bool) -> Value:
    return Estimate(amount, amount + 1, amount + 2, "DKK") if ranged else Money(amount, "DKK")


# -- plans -------------------------------------------------------------------------------------


def _begun(process: Process) -> Plan:
    card = Card("specimen", "Specimen", process.key, process.version, process.digest, process.language, DAY)
    return Plan(card, process, journal(()))


def _with(plan: Plan, drafts: Sequence[Draft]) -> Plan:
    """Add what is said; two drafts on one subject are said apart, and contradict each other."""
    added = [_sealed(draft, plan.journal, number) for number, draft in enumerate(drafts, start=1)]
    return replace(plan, journal=plan.journal.add(added))


def _sealed(draft: Draft, book: Journal, number: int) -> Event:
    name = f"{draft.subject} {len(book.by_id)} {number} "
    id_ = hashlib.sha256(name.encode() + canonical(draft.content)).hexdigest()[:16]
    prev = tuple(head.id for head in book.heads(draft.subject))
    return seal(draft, id=id_, at=f"{DAY}T08:00:00Z", by="Specimen", via="specimen", prev=prev, salt="")


def _in_turn(process: Process, tells: Sequence[Tell]) -> list[Draft]:
    """Say something of every question, the ways of saying it in turn."""
    turns = zip(process.questions.values(), cycle(tells), count(), strict=False)
    return [draft for question, tell, number in turns for draft in tell(question, number)]


def _answered(question: Question, number: int) -> Iterator[Draft]:
    value = _value(question.kind, number)
    if isinstance(question.kind, Table):
        (row,) = cast("tuple[Row, ...]", value)
        yield set_row(question, row, Decimal(1))
    else:
        yield answer(question, value)


def _sparsely(question: Question, number: int) -> Iterator[Draft]:
    """Answer, but of a table's row no more than the first cell."""
    value = _value(question.kind, number)
    if isinstance(question.kind, Table):
        (row,) = cast("tuple[Row, ...]", value)
        first = question.kind.columns[0].code
        yield set_row(question, replace(row, cells={first: row.cells[first]}), Decimal(1))
    else:
        yield answer(question, value)


def _put_off(question: Question, number: int) -> Iterator[Draft]:
    yield defer(question, Deferral("Note", "Owner", question.due or "", _value(question.kind, number)))


def _contradicted(question: Question, number: int) -> Iterator[Draft]:
    yield from _answered(question, number)
    if isinstance(question.kind, Table):
        (row,) = cast("tuple[Row, ...]", _value(question.kind, number + 1))
        yield set_row(question, replace(row, id=f"r{number}"), Decimal(1))
    else:
        yield from _answered(question, number + 1)


def _unreadable(question: Question, number: int) -> Iterator[Draft]:
    yield Draft("answered", question.key, {"value": {"no": number}})


def _decided(plan: Plan) -> Plan:
    """Decide on conditions at the first gate, hand a paper over, and answer everything anew."""
    first = plan.process.phases[0].gate.key
    proviso = Proviso("p1", "Proviso", "Owner", DAY)
    draft = decide(
        first, "go_with_conditions", DAY, by=["Who"], reason="Reason", provisos=[proviso], journal=plan.journal
    )
    decided = _with(plan, [draft])
    handed_over = _with(decided, [issue(decided, DAY, {"paper": "0"})])
    number = len(plan.process.questions)
    renewed = [draft for question in plan.process.questions.values() for draft in _answered(question, number)]
    return _with(handed_over, renewed)
