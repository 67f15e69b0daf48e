"""The kind whose value is a list of records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from procwiz.core.cleaning import clean_line
from procwiz.core.conditions import ALWAYS, Condition
from procwiz.core.facts import Fact, Status, row_facts
from procwiz.core.kinds.kind import Kind, expect, found, load_text, unknown
from procwiz.core.messages import Message, Misread
from procwiz.core.values import Cell, Row, Value

if TYPE_CHECKING:
    from procwiz.core.notation import Notation

_ROWS = {"da": ("række", "rækker"), "nb": ("rad", "rader"), "sv": ("rad", "rader")}


@dataclass(frozen=True, slots=True)
class Column:
    """One thing asked of each row, where `when` holds inside that row. Not `public`, it stays in the house."""

    code: str
    kind: Kind
    title: str
    ask: str
    required: bool = False
    public: bool = True
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Table:
    """Records with the same columns; the value is a tuple of `Row`s in their order."""

    name: ClassVar[str] = "table"
    columns: tuple[Column, ...]

    def parse(self, text: str, notation: Notation) -> Value:
        """Refuse: a table is asked for row by row, cell by cell."""
        raise Misread("kinds.row_by_row")

    def check(self, value: Value) -> Iterator[Message]:
        """Find required cells that are open, and what the columns' kinds find."""
        for place, row in enumerate(_rows(value), start=1):
            for column in self.columns:
                for fault in _cell_faults(column, row):
                    yield Message("kinds.cell", {"row": place, "column": column.title or column.code, "fault": fault})

    def show(self, value: Value, notation: Notation) -> str:
        """Show how many rows there are; documents lay the rows out themselves."""
        count = len(_rows(value))
        one, several = _ROWS.get(notation.language, ("row", "rows"))
        return f"{count} {one if count == 1 else several}"

    def load(self, content: object, notation: Notation) -> Value:
        """Load a list of mappings; a row without an `id` has "" until its caller gives it one."""
        if not isinstance(content, list | tuple):
            raise Misread("kinds.not_rows", found=found(content))
        rows = tuple(self._load_row(record, place, notation) for place, record in enumerate(content, start=1))
        twice = [row_id for row_id, count in Counter(row.id for row in rows).items() if row_id and count > 1]
        if twice:
            raise Misread("kinds.same_id", ids=tuple(twice))
        return rows

    def dump(self, value: Value) -> object:
        """Dump a list of mappings, in the columns' order; open cells are left out."""
        return [{"id": row.id, **self._dump_cells(row.cells)} for row in _rows(value)]

    def guarded(self, conditions: Mapping[str, Condition]) -> Table:
        """Give columns, by code, the conditions on which they are asked."""
        return Table(tuple(replace(column, when=conditions.get(column.code, column.when)) for column in self.columns))

    def inside(self, kind_at: Callable[[str], Kind]) -> Callable[[str], Kind]:
        """Find kinds as seen from inside a row: a bare code is a column, a dotted key is the plan's."""
        kinds = {column.code: column.kind for column in self.columns}
        return lambda key: kind_at(key) if "." in key else kinds[key]

    def _load_row(self, record: object, place: int, notation: Notation) -> Row:
        if not isinstance(record, Mapping):
            raise Misread("kinds.not_row", row=place, found=found(record))
        codes = [column.code for column in self.columns]
        for code in record:
            if code not in {"id", *codes}:
                raise unknown("kinds.no_column", str(code), codes)
        cells = {column.code: _load_cell(column, record, place, notation) for column in self.columns}
        row_id = clean_line(load_text(record.get("id", "")))
        return Row(row_id, {code: cell for code, cell in cells.items() if cell is not None})

    def _dump_cells(self, cells: Mapping[str, Cell]) -> dict[str, object]:
        return {column.code: column.kind.dump(cells[column.code]) for column in self.columns if column.code in cells}


def _rows(value: Value) -> tuple[Row, ...]:
    return tuple(expect(Row, row) for row in expect(tuple, value))


def _load_cell(column: Column, record: Mapping[str, object], place: int, notation: Notation) -> Cell | None:
    content = record.get(column.code)
    if content is None:
        return None
    try:
        return column.kind.load(content, notation)  # type: ignore[return-value]  # a column is never a table
    except Misread as misread:
        raise Misread("kinds.cell", row=place, column=column.title or column.code, fault=misread.message) from misread


def _cell_faults(column: Column, row: Row) -> Iterator[Message]:
    if column.code in row.cells:
        yield from column.kind.check(row.cells[column.code])
    elif column.required and _asked(column, row):
        yield Message("kinds.cell_open")


def _asked(column: Column, row: Row) -> bool:
    # What a row's condition reads of the plan is not known here, so such a cell is not missed.
    if column.when.keys():
        return False
    return column.when.hold(row_facts(row.cells, lambda key: Fact(Status.UNANSWERED))).truth is True
