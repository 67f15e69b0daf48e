"""A table: rows added, changed, moved and taken out, each kept as soon as it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from procwiz.core import answers as said
from procwiz.core.asking import InputEnded, Interrupted, Option, Pressed, Tone
from procwiz.core.facts import rows_of
from procwiz.core.journal import Draft
from procwiz.core.kinds import Table
from procwiz.core.messages import Misread
from procwiz.core.process import Question
from procwiz.core.values import Cell, Row
from procwiz.interview.question import KEYS, Given, Move, kept, pressed
from procwiz.interview.row import Start, ask_row
from procwiz.interview.talk import Talk


class Rows:
    """One visit to a table."""

    def __init__(self, talk: Talk, question: Question, kind: Table, via: str, on_change: Callable[[], None]) -> None:
        self._talk = talk
        self._question = question
        self._kind = kind
        self._via = via
        self._on_change = on_change

    @property
    def _rows(self) -> tuple[Row, ...]:
        return rows_of(self._talk.plan.answer(self._question.key).value or ())

    def visit(self) -> Given:
        """Go through the table until the person is done with it."""
        self._say_rowless()
        while True:
            result = self._menu() if self._rows else self._add()
            if result is not None:
                return result

    def _say_rowless(self) -> None:
        """Show an answer without rows: that there are none, or that it is not known yet."""
        shown = self._talk.answer(self._question, self._talk.plan.answer(self._question.key))
        if shown and not self._rows:
            self._talk.say("rows.now", shown=shown)

    # -- what can be done ---------------------------------------------------------

    def _menu(self) -> Given | None:
        self._talk.rows(self._kind, self._rows)
        self._talk.say("rows.what", Tone.QUESTION)
        names = ["add", "change", "remove"] + (["move"] if len(self._rows) > 1 else [])
        options = tuple(Option(name, self._talk.words(f"rows.{name}")) for name in names)
        keys = KEYS.replace("-", "")  # a table that has rows is not put off as well
        chosen = self._talk.choose(self._talk.words("rows.menu"), options, shown="done", keys=keys)
        if isinstance(chosen, Pressed):
            return pressed(self._talk, self._question, chosen.key)
        if chosen == "done":
            return Given(move=Move.ON)
        return {"add": self._add, "change": self._change, "remove": self._remove, "move": self._move}[chosen]()

    def _add(self) -> Given | None:
        """Ask for rows until an empty line; None leads to the menu."""
        cells = self._begun()
        while True:
            given = self._new(cells)
            if isinstance(given, Given):
                return None if given.move is Move.BACK and self._rows else given
            if not given:
                return None if self._rows else kept(self._talk, self._question)
            self._record_new(cells)
            cells = {}

    def _record_new(self, cells: Mapping[str, Cell]) -> None:
        number, at = len(self._rows) + 1, self._places()
        row = Row(self._talk.book.new_id(), cells)
        self._record([said.set_row(self._question, row, said.place_between(at[-1] if at else None, None))])
        self._talk.book.keep_draft(self._question.key, "")
        self._talk.say("rows.recorded", Tone.RECORDED, number=number)

    def _change(self) -> Given | None:
        row = self._pick("rows.which_change")
        if row is None:
            return None
        cells = dict(row.cells)
        given = ask_row(self._talk, self._question, cells, self._rows.index(row) + 1)
        if isinstance(given, Given):
            return given if given.move is Move.LEAVE else None
        if cells == row.cells:
            self._talk.say("kept", Tone.RECORDED)
            return None
        self._record([said.set_row(self._question, replace(row, cells=cells), self._place_of(row))])
        self._talk.say("rows.changed", Tone.RECORDED)
        return None

    def _remove(self) -> Given | None:
        row = self._pick("rows.which_remove")
        if row is not None:
            self._record([said.remove_row(self._question, row)])
            self._talk.say("rows.removed", Tone.RECORDED)
        return None

    def _move(self) -> Given | None:
        row = self._pick("rows.which_move")
        if row is None:
            return None
        others = [other for other in self._rows if other.id != row.id]
        first = Option("first", self._talk.words("rows.first"))
        after = tuple(Option(other.id, self._talk.words("rows.after", what=self._name(other))) for other in others)
        self._talk.say("rows.where", Tone.QUESTION)
        chosen = self._talk.choose(self._talk.words("label.choice"), (first, *after), keys="<")
        if isinstance(chosen, Pressed):
            return None
        at = [Decimal(0), *(self._place_of(other) for other in others)]
        spot = 0 if chosen == "first" else [other.id for other in others].index(chosen) + 1
        before = at[spot] if spot else None
        place = said.place_between(before, at[spot + 1] if spot + 1 < len(at) else None)
        self._record([said.set_row(self._question, row, place)])
        self._talk.say("rows.moved", Tone.RECORDED)
        return None

    def _pick(self, name: str) -> Row | None:
        if len(self._rows) == 1:
            return self._rows[0]
        self._talk.say(name, Tone.QUESTION)
        options = tuple(Option(row.id, self._name(row)) for row in self._rows)
        chosen = self._talk.choose(self._talk.words("label.choice"), options, keys="<")
        return None if isinstance(chosen, Pressed) else next(row for row in self._rows if row.id == chosen)

    def _name(self, row: Row) -> str:
        return self._talk.cell(self._kind.columns[0], row)

    def _places(self) -> list[Decimal]:
        return said.places(self._talk.plan.journal, self._question, self._rows)

    def _place_of(self, row: Row) -> Decimal:
        return said.places(self._talk.plan.journal, self._question, [row])[0]

    def _record(self, drafts: list[Draft]) -> None:
        self._talk.book.record(drafts, self._via)
        self._on_change()

    # -- a new row ------------------------------------------------------------------------

    def _new(self, cells: dict[str, Cell]) -> Given | bool:
        """Ask for a new row; what it has got already is kept when the person leaves in the midst of it."""
        none = "" if self._rows or self._question.due else "0"
        start = Start(KEYS + none, further=bool(self._rows))
        try:
            given = ask_row(self._talk, self._question, cells, len(self._rows) + 1, start)
        except (InputEnded, Interrupted):
            self._keep_begun(cells)
            raise
        if isinstance(given, Given) and given.move is Move.LEAVE:
            self._keep_begun(cells)
        return given

    def _keep_begun(self, cells: Mapping[str, Cell]) -> None:
        if cells:
            record = next(iter(self._kind.dump((Row("", cells),))))  # type: ignore[call-overload]
            self._talk.book.keep_draft(self._question.key, json.dumps(record, ensure_ascii=False))

    def _begun(self) -> dict[str, Cell]:
        """Find the row that was begun, where the person wants to go on with it."""
        text = self._talk.book.find_draft(self._question.key)
        if not text:
            return {}
        try:
            row = rows_of(self._kind.load([{**json.loads(text), "id": ""}], self._talk.plan.notation))[0]
        except (ValueError, TypeError, Misread):
            return {}
        if self._talk.goes_on("draft.row", self._talk.row(self._kind, row)):
            return dict(row.cells)
        self._talk.book.keep_draft(self._question.key, "")
        return {}
