"""Answers as cells: every value as itself, a span of amounts in three columns."""

from __future__ import annotations

from decimal import Decimal

from procwiz.core.document.registers.register import Cell, Cells, Quantity, Register
from procwiz.core.document.writer import Writer, rows_of
from procwiz.core.kinds import Amount, Choice, Column, Kind, Number, Percent, Scale, Table
from procwiz.core.messages import Message
from procwiz.core.process import Question
from procwiz.core.values import Estimate, Money, Row, Value

SPAN = ("low", "likely", "high")


def word(writer: Writer, name: str, **params: object) -> str:
    """Write a sentence of `registers.json`."""
    return writer.say(Message(f"registers.{name}", params))


def words(writer: Writer, *names: str) -> tuple[str, ...]:
    """Write the headings of columns."""
    return tuple(word(writer, f"column.{name}") for name in names)


def gate(writer: Writer, key: str) -> str:
    """Name a gate, with the phase it ends; empty where there is none."""
    return word(writer, "gate", gate=key, phase=_phase_of(writer, key)) if key in writer.plan.process.gates else key


def _phase_of(writer: Writer, key: str) -> str:
    return writer.plan.process.phase(writer.plan.process.gates[key].phase).title


def cell(writer: Writer, kind: Kind, value: Value | None) -> Cell:
    """Keep a value as itself: options by their labels, a span of amounts as its likely one."""
    match value:
        case None | bool() | Money():
            return value
        case Estimate():
            return Money(value.likely, value.currency)
        case Decimal():
            return _number(kind, value)
        case str() if not isinstance(kind, Choice):
            return value
        case str() | tuple():
            return writer.shown(kind, value)
    return value


def _number(kind: Kind, value: Decimal) -> Cell:
    unit = "%" if isinstance(kind, Percent) else kind.unit if isinstance(kind, Number) else ""
    return Quantity(value, unit) if unit else value


def span(value: Value | None) -> Cells:
    """Take an amount in three passes, one that is known exactly three times."""
    if isinstance(value, Estimate):
        return tuple(Money(getattr(value, name), value.currency) for name in SPAN)
    return (value,) * 3 if isinstance(value, Money) else (None,) * 3


# -- tables --------------------------------------------------------------------------------


def table(writer: Writer, question: Question) -> Register:
    """Lay a table question out: its columns and rows, a column of spans as three."""
    kind = question.kind
    columns = kind.columns if isinstance(kind, Table) else ()
    return Register(
        code=question.key,
        title=question.title,
        columns=tuple(title for column in columns for title in _titles(writer, column)),
        rows=tuple(_row(writer, columns, row) for row in rows_of(writer.plan.answer(question.key).value)),
    )


def _titles(writer: Writer, column: Column) -> tuple[str, ...]:
    title = column.title or column.ask
    if _is_ranged(column.kind):
        return tuple(word(writer, f"span.{name}", title=title) for name in SPAN)
    return (word(writer, "scale", title=title) if isinstance(column.kind, Scale) else title,)


def _row(writer: Writer, columns: tuple[Column, ...], row: Row) -> Cells:
    cells: list[Cell] = []
    for column in columns:
        value = row.cells.get(column.code)
        cells += span(value) if _is_ranged(column.kind) else (cell(writer, column.kind, value),)
    return tuple(cells)


def _is_ranged(kind: Kind) -> bool:
    return isinstance(kind, Amount) and kind.ranged
