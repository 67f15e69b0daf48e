"""A table: rows added, changed, moved and taken out, each kept as soon as it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from procwiz.core import answers as said
from procwiz.core.asking import InputEnded, Interrupted, Option, Pressed, Prompt, Said, Tone
from procwiz.core.conditions import row_facts, rows_of
from procwiz.core.journal import Draft
from procwiz.core.kinds import Choice, Column, Scale, Table, YesNo
from procwiz.core.messages import Misread
from procwiz.core.process import Question
from procwiz.core.values import Cell, Row
from procwiz.interview.question import KEYS, Given, Move, pressed
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
        if not self._rows:
            result = self._add()
            if result is not None:
                return result
        while self._rows:
            self._talk.rows(self._question, self._rows)
            result = self._menu()
            if result is not None:
                return result
        return Given(move=Move.ON)

    # -- what can be done ---------------------------------------------------------

    def _menu(self) -> Given | None:
        names = ["done", "add", "change", "remove"] + (["move"] if len(self._rows) > 1 else [])
        options = tuple(Option(name, self._talk.words(f"rows.{name}")) for name in names)
        chosen = self._talk.choose(self._talk.words("label.choice"), options, shown="done", keys=KEYS)
        if isinstance(chosen, Pressed):
            return pressed(self._talk, self._question, chosen.key)
        if chosen == "done":
            return Given(move=Move.ON)
        return {"add": self._add, "change": self._change, "remove": self._remove, "move": self._move}[chosen]()

    def _add(self) -> Given | None:
        """Ask for rows until an empty line; None leads to the menu."""
        while True:
            number = len(self._rows) + 1
            given = self._ask_row(number, self._find_draft(), new=True)
            if isinstance(given, Given):
                return given
            if not given:
                return self._nothing_added()
            at = self._places()
            place = said.place_between(at[-1] if at else None, None)
            row = Row(self._talk.book.new_id(), given)
            self._record([said.set_row(self._question, row, place)])
            self._talk.book.keep_draft(self._question.key, "")
            self._talk.say("rows.recorded", Tone.RECORDED, number=number)

    def _nothing_added(self) -> Given | None:
        if self._rows:
            return None
        due = self._question.due
        self._talk.say("left_open.required" if due else "left_open", Tone.NOTICE, gate=due or "")
        return Given(move=Move.ON)

    def _change(self) -> Given | None:
        row = self._pick("rows.which_change")
        if row is None:
            return None
        given = self._ask_row(self._rows.index(row) + 1, row.cells, new=False)
        if isinstance(given, Given):
            return given if given.move in {Move.LEAVE} else None
        self._record([said.set_row(self._question, replace(row, cells=given), self._place_of(row))])
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
        first = self._kind.columns[0]
        return first.kind.show(row.cells[first.code], self._talk.plan.notation) if first.code in row.cells else row.id

    def _places(self) -> list[Decimal]:
        return said.places(self._talk.plan.journal, self._question, self._rows)

    def _place_of(self, row: Row) -> Decimal:
        return said.places(self._talk.plan.journal, self._question, [row])[0]

    def _record(self, drafts: list[Draft]) -> None:
        self._talk.book.record(drafts, self._via)
        self._on_change()

    # -- one row ----------------------------------------------------------------------

    def _ask_row(self, number: int, cells: Mapping[str, Cell], *, new: bool) -> dict[str, Cell] | Given:
        """Ask column by column; an empty mapping means that no more rows are wanted."""
        found = dict(cells)
        at = 0
        while at < len(self._kind.columns):
            column = self._kind.columns[at]
            if not self._applies(column, found):
                found.pop(column.code, None)
                at += 1
                continue
            try:
                step = self._ask_cell(column, number, found, first=at == 0)
            except (InputEnded, Interrupted):
                self._keep_draft(found if new else {})
                raise
            if isinstance(step, Given):
                if step.move is Move.LEAVE:
                    self._keep_draft(found if new else {})
                return step
            if step == 0 and at == 0 and not found:
                return {}
            at = max(at + (step or 1), 0)
        return found

    def _ask_cell(self, column: Column, number: int, found: dict[str, Cell], *, first: bool) -> int | Given:
        """Ask for a cell; gives how many columns to go on: 1, -1 back, 0 no more rows."""
        talk = self._talk
        talk.say("rows.cell", Tone.QUESTION, number=number, ask=column.ask)
        keys = KEYS if first else "?<!"
        if first and not self._rows and not self._question.due:
            keys += "0"
        while True:
            given = talk.ask(self._prompt(column, found, keys))
            if isinstance(given, Pressed):
                result = self._pressed(given.key, first=first)
                if result is not None:
                    return result
                continue
            if not given.text.strip():
                if column.code in found or not column.required:
                    return 1
                if first:
                    return 0
                talk.say("rows.required", Tone.FAULT, what=column.title)
                continue
            if self._read(column, given.text, found):
                return 1

    def _pressed(self, key: str, *, first: bool) -> int | Given | None:
        if key == "<" and not first:
            return -1
        if key == "0":
            self._record([said.answer(self._question, ())])
            self._talk.say("rows.none", Tone.RECORDED)
            return Given(move=Move.ON)
        return pressed(self._talk, self._question, key)

    def _prompt(self, column: Column, found: Mapping[str, Cell], keys: str) -> Prompt:
        shown = ""
        if column.code in found:
            shown = column.kind.show(found[column.code], self._talk.plan.notation)
        return Prompt(
            label=self._talk.words(f"label.{column.kind.name}"),
            options=self._options(column),
            shown=shown,
            keys=self._talk.keys(keys),
        )

    def _options(self, column: Column) -> tuple[Option, ...]:
        match column.kind:
            case Choice(options=options):
                return options
            case Scale(labels=labels):
                return tuple(Option(str(step), label) for step, label in enumerate(labels, start=1))
            case YesNo():
                return (Option("yes", self._talk.words("yes")), Option("no", self._talk.words("no")))
        return ()

    def _read(self, column: Column, text: str, found: dict[str, Cell]) -> bool:
        try:
            value = column.kind.parse(text, self._talk.plan.notation)
        except Misread as misread:
            self._talk.fault(misread.message)
            return False
        faults = list(column.kind.check(value))
        for fault in faults:
            self._talk.fault(fault)
        if not faults:
            found[column.code] = value  # type: ignore[assignment]
        return not faults

    def _applies(self, column: Column, found: Mapping[str, Cell]) -> bool:
        if not column.when:
            return True
        return column.when.hold(row_facts(found, self._talk.plan.fact)).truth is True

    # -- a row that was begun ------------------------------------------------------------

    def _keep_draft(self, found: Mapping[str, Cell]) -> None:
        if not found:
            return
        record = next(iter(self._kind.dump((Row("", found),))))  # type: ignore[call-overload]
        self._talk.book.keep_draft(self._question.key, json.dumps(record, ensure_ascii=False))

    def _find_draft(self) -> dict[str, Cell]:
        text = self._talk.book.find_draft(self._question.key)
        if not text:
            return {}
        try:
            rows = self._kind.load([{**json.loads(text), "id": ""}], self._talk.plan.notation)
        except (ValueError, TypeError, Misread):
            return {}
        self._talk.say("draft.row", Tone.NOTICE)
        row = next(row for row in rows_of(rows))
        self._talk.asker.say(Said(self._name(row)))
        return dict(row.cells)
