"""The plan as registers for a workbook: how it stands, what is reckoned, and every answer as a value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from procwiz.core.document.reckoned import Reckoned
from procwiz.core.document.registers import reckoning, standing
from procwiz.core.document.registers.cells import cell, span, table, word, words
from procwiz.core.document.registers.register import Book, Cell, Cells, Quantity, Register
from procwiz.core.document.writer import Writer
from procwiz.core.kinds import Scale, Table
from procwiz.core.messages import Say
from procwiz.core.plan import Standing
from procwiz.core.process import Question
from procwiz.core.values import Estimate, Value

__all__ = ["Book", "Cell", "Cells", "Quantity", "Register", "book"]

STAKEHOLDERS, RISKS = "setup.stakeholders", "strategy.risks"
MONEY = ("strategy.costs", "strategy.benefits", "strategy.financing")


def book(reckoned: Reckoned, say: Say) -> Book:
    """Write a plan, as it stands on a day, as registers.

    Overview, risks, roles, schedule, open questions and answers are always there; the others where they have rows.
    """
    writer = Writer(reckoned, say)
    return Book(reckoned.plan.card.title, word(writer, "subject"), tuple(_registers(writer)))


def _registers(writer: Writer) -> Iterator[Register]:
    tables = {
        question.key: question for question in writer.plan.questions(Standing.ANSWERED) if _has_rows(writer, question)
    }
    yield standing.overview(writer)
    yield standing.risks(writer)
    yield from (table(writer, tables.pop(key)) for key in (STAKEHOLDERS,) if key in tables)
    yield standing.roles(writer)
    yield reckoning.schedule(writer)
    yield from (found for found in (reckoning.budget(writer), reckoning.years(writer)) if found)
    yield from (table(writer, tables.pop(key)) for key in MONEY if key in tables)
    yield standing.unanswered(writer)
    yield _single(writer)
    yield from (table(writer, question) for key, question in tables.items() if key != RISKS)


def _has_rows(writer: Writer, question: Question) -> bool:
    return isinstance(question.kind, Table) and bool(writer.plan.answer(question.key).value)


# -- single answers ------------------------------------------------------------------------


def _single(writer: Writer) -> Register:
    """List every answer that is one value: text, number, amount or date; of a span its ends beside it."""
    asked = [question for question in writer.plan.questions(Standing.ANSWERED) if not isinstance(question.kind, Table)]
    return Register(
        code="answers",
        title=word(writer, "name.answers"),
        columns=words(writer, "phase", "question", "answer", "low", "high", "role"),
        rows=tuple(
            _answer(writer, question) for question in asked if writer.plan.answer(question.key).value is not None
        ),
    )


def _kept(writer: Writer, question: Question, value: Value | None) -> Cell:
    """Keep a value; a step of a scale says how far the scale goes, for no heading says it here."""
    if isinstance(question.kind, Scale) and isinstance(value, Decimal):
        return Quantity(value, word(writer, "of_scale"))
    return cell(writer, question.kind, value)


def _answer(writer: Writer, question: Question) -> Cells:
    value = writer.plan.answer(question.key).value
    low, _, high = span(value) if isinstance(value, Estimate) else (None,) * 3
    process = writer.plan.process
    return (
        process.phase(question.phase).title,
        question.title,
        _kept(writer, question, value),
        low,
        high,
        process.roles[question.role],
    )
