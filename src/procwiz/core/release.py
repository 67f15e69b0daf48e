"""What of a plan may leave the house: a second plan that holds nothing else, so that nothing else can be told.

What is written for others is written of that plan alone. Its journal is written anew, from values: no event, author,
time, remark, decision or deferral of the first one is in it, and its process asks only what is public.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from procwiz.core.answers import answer, set_row
from procwiz.core.conditions import ALWAYS
from procwiz.core.journal import Draft, Event, canonical, journal, seal
from procwiz.core.kinds import Choice, Choices, Kind, Table
from procwiz.core.plan import Plan, Standing
from procwiz.core.process import Derived, Phase, Process, Question
from procwiz.core.routes import Table as Routes
from procwiz.core.values import Row, Value


def public_keys(process: Process) -> frozenset[str]:
    """Name the questions marked public, and the derived values that read, all the way down, nothing else."""
    asked = [question for question in process.questions.values() if question.public]
    found = {question.key for question in asked} | {name for question in asked for name in _columns(question)}
    while fresh := {key for key, one in process.derived.items() if key not in found and _reads(process, one) <= found}:
        found |= fresh
    return frozenset(found & (process.questions.keys() | process.derived.keys()))


def released(plan: Plan) -> Plan:
    """Make the plan that others may read, of the questions that may apply and are answered without contradiction.

    What applies is decided here, on all answers; in the new plan every question applies. Advice, risks and ways to
    buy are spoken to the buyer, so none is in it, and it has no title: that is often the first words of an answer.
    The state's digest follows from what is told: two of the same digest tell the same.
    """
    process = _process(plan)
    events = [event for question in process.questions.values() for event in _said(plan, question)]
    return Plan(replace(plan.card, title=""), process, journal(events))


# -- which keys ---------------------------------------------------------------------------


def _columns(question: Question) -> set[str]:
    columns = question.kind.columns if isinstance(question.kind, Table) else ()
    return {f"{question.key}/{column.code}" for column in columns if column.public}


def _reads(process: Process, derived: Derived) -> set[str]:
    """Name what a derived value reads itself: keys, a table's columns as `table/column`, what decides the law."""
    where = derived.where or ALWAYS
    table = derived.operands[0]
    if derived.function in {"count", "sum"}:
        return {table, *where.keys(), *(f"{table}/{code}" for code in (*derived.operands[1:], *where.columns()))}
    tables = (process.questions[key] for key in derived.operands if key in process.questions)
    cells = {f"{one.key}/{column.code}" for one in tables if isinstance(one.kind, Table) for column in one.kind.columns}
    return {*derived.operands, *cells, *_deciding(process, derived)}


def _deciding(process: Process, derived: Derived) -> set[str]:
    """Name what decides between the figures of the law that a derived value looks up."""
    lookup = derived.lookup
    names = (lookup.figure, *(name for name, _ in lookup.below)) if lookup else ()
    figures = (figure for name in names for figure in process.law.named(name))
    return set().union(*(figure.when.keys() for figure in figures))


# -- the process without the rest ------------------------------------------------------------


def _process(plan: Plan) -> Process:
    process, keys = plan.process, public_keys(plan.process)
    phases = tuple(_phase(plan, phase, keys) for phase in process.phases)
    return replace(process, phases=phases, advice=(), risks=(), table=Routes())


def _phase(plan: Plan, phase: Phase, keys: frozenset[str]) -> Phase:
    asked = (one for one in phase.questions if one.key in keys and plan.applying[one.key].truth is not False)
    return replace(
        phase,
        when=ALWAYS,
        before=None,
        questions=tuple(replace(one, when=ALWAYS, kind=_open(one.kind)) for one in asked),
        derived=tuple(one for one in phase.derived if one.key in keys),
        gate=replace(phase.gate, criteria=()),
    )


def _open(kind: Kind) -> Kind:
    """Leave out a table's columns that stay in the house."""
    if not isinstance(kind, Table):
        return kind
    return Table(tuple(replace(column, when=ALWAYS) for column in kind.columns if column.public))


# -- the journal, written anew ---------------------------------------------------------------


def _said(plan: Plan, question: Question) -> Iterator[Event]:
    told = plan.answer(question.key)
    if plan.standing(plan.process.questions[question.key]) is not Standing.ANSWERED or told.value is None:
        return
    if isinstance(question.kind, Table):
        rows = _rows(question.kind, told.value)
        for place, row in enumerate(rows, start=1):
            yield _event(set_row(question, replace(row, id=str(place)), Decimal(place)))
    elif (value := _value(question.kind, told.value)) is not None:
        yield _event(answer(question, value))


def _rows(table: Table, value: Value) -> Iterator[Row]:
    """Tell of each row its public cells; nothing of a row that has an option which stays in the house."""
    for row in value if isinstance(value, tuple) else ():
        if not isinstance(row, Row):
            continue
        ours = {column.code: column.kind for column in table.columns if column.code in row.cells}
        if ours and all(_value(kind, row.cells[code]) is not None for code, kind in ours.items()):
            yield Row(row.id, {code: row.cells[code] for code in ours})


def _value(kind: Kind, value: Value) -> Value | None:
    """Tell a value; None of one whose option stays in the house."""
    if not isinstance(kind, Choice | Choices):
        return value
    told = {option.code for option in kind.options if option.public}
    if not isinstance(value, tuple):
        return value if value in told else None
    kept = tuple(code for code in value if code in told)
    return kept if kept or not value else None


def _event(draft: Draft) -> Event:
    """Make an event that nobody said at no time; its id follows from what it says."""
    name = hashlib.sha256(canonical(draft.content)).hexdigest()[:16]
    return seal(draft, id=f"{draft.subject} {name}", at="", by="", via="", prev=(), salt="")
