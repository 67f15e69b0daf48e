"""One row of a table, asked column by column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procwiz.core.asking import Pressed, Prompt, Tone
from procwiz.core.facts import row_facts
from procwiz.core.kinds import Column, Table
from procwiz.core.process import Question
from procwiz.core.values import Cell, Row
from procwiz.interview.question import KEYS, Given, Move, options_of, pressed
from procwiz.interview.talk import Talk


@dataclass(frozen=True, slots=True)
class Start:
    """How a new row begins: the keys of its first cell, and whether there are rows before it."""

    keys: str
    further: bool


def ask_row(
    talk: Talk, question: Question, cells: dict[str, Cell], number: int, start: Start | None = None
) -> Given | bool:
    """Fill `cells`: True when all columns were asked, False when no new row is wanted, or where to go instead.

    Without `start` it is a row that is there already.
    """
    columns = question.kind.columns if isinstance(question.kind, Table) else ()
    at, step = 0, 1
    while 0 <= at < len(columns):
        if _applies(talk, columns[at], cells):
            given = _Cell(talk, question, columns[at], number, start if at == 0 else None).ask(cells)
            if isinstance(given, Given):
                return given
            if not given:
                return False
            step = given
        else:
            cells.pop(columns[at].code, None)
        at += step
    return True if at > 0 else Given(move=Move.BACK)


def _applies(talk: Talk, column: Column, cells: Mapping[str, Cell]) -> bool:
    return column.when.hold(row_facts(cells, talk.plan.fact)).truth is True


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell to ask for; `start` is given for the first one of a new row."""

    talk: Talk
    question: Question
    column: Column
    number: int
    start: Start | None

    def ask(self, cells: dict[str, Cell]) -> int | Given:
        """Ask until it is filled or may stay open: how many columns to go on, 0 for no row at all, or where to go."""
        self._say()
        while True:
            given = self.talk.ask(self._prompt(cells))
            if isinstance(given, Pressed):
                result = self._pressed(given.key, cells)
                self._say() if result is None else None
            elif given.text.strip():
                result = self._read(given.text, cells)
            else:
                result = self._left(cells)
            if result is not None:
                return result

    def _say(self) -> None:
        self.talk.say("rows.cell", Tone.QUESTION, number=self.number, ask=self.column.ask)

    def _prompt(self, cells: Mapping[str, Cell]) -> Prompt:
        kind = self.column.kind
        further = self.start is not None and self.start.further
        return Prompt(
            label=self.talk.words("rows.label" if further else f"label.{kind.name}"),
            options=options_of(self.talk, kind),
            shown=self.talk.cell(self.column, Row("", cells)) if self.column.code in cells else "",
            keys=self.talk.keys(self.start.keys if self.start else KEYS),
        )

    def _read(self, text: str, cells: dict[str, Cell]) -> int | None:
        value = self.talk.read(self.column.kind, text)
        if value is None:
            return None
        cells[self.column.code] = value  # type: ignore[assignment]
        return 1

    def _left(self, cells: Mapping[str, Cell]) -> int | None:
        """Go on from an empty line, where the cell is filled already or may stay open."""
        if self.column.code in cells or not self.column.required:
            return 1
        if self.start:
            return 0
        self.talk.say("rows.required", Tone.FAULT, what=self.column.title)
        return None

    def _pressed(self, key: str, cells: dict[str, Cell]) -> int | Given | None:
        """Act on a key; within a row, back and undo are the cell before, and not known yet is an open cell."""
        if key == "-" and (self.start is None or self.start.further):
            cells.pop(self.column.code, None)
            return self._left(cells)
        if self.start or key in {"?", "!"}:
            return pressed(self.talk, self.question, key)
        return -1
