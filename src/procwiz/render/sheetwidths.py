"""How wide the columns of a sheet are: by what stands in them, and so that a printed page can be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from procwiz.core.document.registers import Cell, Register
from procwiz.core.notation import Notation
from procwiz.render import cellforms

PAGE = 170.0
"""Characters in a line of an A4 page lying down, fitted to its width, in letters that can still be read."""
_FIRST, _NARROWEST, _LONG, _WIDEST = 14.0, 9.0, 20.0, 60.0
_ARROW = 4
"""What the arrow of a filter takes beside a heading."""


def widths(register: Register, notation: Notation) -> list[float]:
    """Give each column the room that its cells ask for, in characters; where a page has less, long texts wrap more."""
    columns = enumerate(register.columns)
    wanted = [_width(heading, [row[place] for row in register.rows], notation) for place, heading in columns]
    wanted[0] = max(wanted[0], _FIRST, *(len(label) + 2.0 for label, _ in register.head))
    over = sum(wanted) - PAGE
    spare = sum(width - _LONG for width in wanted if width > _LONG)
    if over <= 0 or not spare:
        return wanted
    kept = max(1 - over / spare, 0.0)
    return [_LONG + (width - _LONG) * kept if width > _LONG else width for width in wanted]


def _width(heading: str, cells: Sequence[Cell], notation: Notation) -> float:
    words = max((len(part) for part in heading.split()), default=0) + _ARROW
    longest = max((_length(cell, notation) for cell in cells), default=0)
    return min(max(words, longest * 1.05 + 2, _NARROWEST), _WIDEST)


def _length(cell: Cell, notation: Notation) -> int:
    match cell:
        case None | bool():
            return 3
        case str():
            return max(map(len, cell.split("\n")))
        case date():
            return 13
    return cellforms.length(cell, notation)
