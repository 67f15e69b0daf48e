"""Registers as an Excel workbook: one sheet each, values as values, nothing that is ever calculated or followed.

A text stays a text, whatever it begins with. The same registers give the same bytes: times are fixed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any, TypeAlias

from procwiz.core.cleaning import clean
from procwiz.core.document.registers import Book, Cell, Quantity, Register
from procwiz.core.notation import Notation
from procwiz.core.values import Money
from procwiz.language import Language
from procwiz.render import cellforms
from procwiz.render.sheetnames import named
from procwiz.render.sheetwidths import widths

Sheet: TypeAlias = Any
"""A worksheet of XlsxWriter, which has no types."""

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
LONGEST = 32_767
"""UTF-16 code units that a cell can hold."""
_ACTIVE = ("=", "+", "-", "@")


def write(book: Book, language: Language) -> bytes:
    """Write a workbook; it has at least one register."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    target = BytesIO()
    workbook = Workbook(
        target,
        {
            "in_memory": True,  # no files of today's date in the zip
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties({"title": clean(book.title), "subject": book.subject, "created": _CREATED})
    writing = _Writing(workbook, language)
    titles = [register.title for register in book.registers]
    for register, heading, name in zip(book.registers, (book.title, *titles[1:]), named(titles), strict=True):
        writing.sheet(workbook.add_worksheet(name), register, heading)
    workbook.close()
    return target.getvalue()


class _Writing:
    """Writes registers into sheets of one workbook."""

    def __init__(self, workbook: Any, language: Language) -> None:
        self._language = language
        self._notation = Notation(language.code, "")
        self._form = cache(lambda **settings: workbook.add_format(_BASE | settings))

    def sheet(self, sheet: Sheet, register: Register, heading: str) -> None:
        """Write a register: its head, where it has one, then headings and rows that can be sorted and printed."""
        top = self._head(sheet, register, heading) if register.head else 0
        for place, column in enumerate(register.columns):
            numeric = _are_numbers(row[place] for row in register.rows)
            self._text(sheet, top, place, column, **_HEADING, **(_RIGHT if numeric else {"align": "left"}))
        for number, row in enumerate(register.rows, start=top + 1):
            for place, cell in enumerate(row):
                self._cell(sheet, number, place, cell)
        last = top + len(register.rows)
        sheet.autofilter(top, 0, max(last, top), len(register.columns) - 1)
        for place, width in enumerate(widths(register, self._notation)):
            sheet.set_column(place, place, width)
        if not register.head:
            sheet.freeze_panes(top + 1, 1)
        self._page(sheet, top, last, len(register.columns))

    def _head(self, sheet: Sheet, register: Register, heading: str) -> int:
        """Write a heading and the labels, and give the row that the columns' headings stand in."""
        self._text(sheet, 0, 0, heading, **_TITLE)
        for number, (label, cell) in enumerate(register.head, start=1):
            self._text(sheet, number, 0, label, bold=True)
            self._cell(sheet, number, 1, cell, align="left", indent=0, text_wrap=False)
        return len(register.head) + 2

    def _page(self, sheet: Sheet, top: int, last: int, columns: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.repeat_rows(top)
        # Names of file and sheet come in as codes: a text of people's would be read for codes itself.
        sheet.set_footer("&L&F · &A&R" + self._language("registers.footer", page="&P", pages="&N"))
        # Phone numbers and years are texts on purpose.
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(columns - 1)}{last + 1}"})

    # -- cells -----------------------------------------------------------------------------

    def _cell(self, sheet: Sheet, row: int, place: int, cell: Cell, **settings: Any) -> None:
        match cell:
            case None:
                sheet.write_blank(row, place, None, self._form(**settings))
            case bool():
                self._text(sheet, row, place, self._language("registers.yes" if cell else "registers.no"), **settings)
            case str():
                self._text(sheet, row, place, cell, **settings)
            case date():
                look = {"align": "left", "num_format": cellforms.day(self._notation.language)}
                sheet.write_datetime(row, place, cell, self._form(**look | settings))
            case _:
                self._number(sheet, row, place, cell, settings)

    def _number(
        self, sheet: Sheet, row: int, place: int, cell: Decimal | Quantity | Money, settings: dict[str, Any]
    ) -> None:
        number, pattern = cellforms.numbered(cell, self._notation)
        sheet.write_number(row, place, float(number), self._form(**_RIGHT | {"num_format": pattern} | settings))

    def _text(self, sheet: Sheet, row: int, place: int, text: str, **settings: Any) -> None:
        whole = _fitting(clean(text), self._language("registers.cut"))
        form = self._form(**settings, **({"quote_prefix": True} if whole.startswith(_ACTIVE) else {}))
        if whole.startswith("<r>") and whole.endswith("</r>"):
            # XlsxWriter takes such a text for its own markup and writes it as it is; in two pieces it stays a text.
            sheet.write_rich_string(row, place, whole[:1], self._form(), whole[1:], form)
        else:
            sheet.write_string(row, place, whole, form)


_BASE = {"valign": "top", "text_wrap": True}
_HEADING = {"bold": True, "bg_color": "#E7E6E6", "bottom": 1}
_RIGHT = {"align": "right", "indent": 1}
_TITLE = {"bold": True, "font_size": 16, "text_wrap": False}


def _are_numbers(cells: Iterable[Cell]) -> bool:
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(isinstance(cell, Decimal | Quantity | Money) for cell in known)


def _fitting(text: str, ending: str) -> str:
    """Cut what a cell cannot hold, and say so there."""
    if _units(text) <= LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - _units(ending))].decode("utf-16-le", "ignore")
    return kept + ending


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _letters(place: int) -> str:
    """Name a column.

    >>> _letters(27)
    'AB'
    """
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
