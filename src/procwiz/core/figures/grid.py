"""A grid of cells with numbered marks in them; a row is as high as its fullest cell needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from procwiz.core.figures.figure import EDGE, WIDTH
from procwiz.core.figures.shapes import Anchor, Box, Paint, Rectangle, Shape, Text

Place: TypeAlias = "tuple[int, int]"
"""A column and a row, counted from 0 at the left and the top."""

MOST = 99
"""So many marks a grid holds: their names have at most three letters."""
LEFT = 38
_WIDE, _HIGH, _GAP = 36, 25, 2


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid that was laid out: the cells by their places, the centres of the marks by their names."""

    cells: Mapping[Place, Box]
    centres: Mapping[str, tuple[int, int]]

    @property
    def bottom(self) -> int:
        """Where it ends."""
        return max(cell.bottom for cell in self.cells.values())


def lay_out(marks: Mapping[str, Place], columns: int, rows: int, top: int, least: int = 42, spare: int = 0) -> Grid:
    """Lay marks out in their cells, side by side; rows are at least so high, `spare` is kept free at their foot."""
    step = (WIDTH - EDGE - LEFT) // columns
    beside = max(1, (step - 2) // (_WIDE + _GAP))
    cells: dict[Place, Box] = {}
    centres: dict[str, tuple[int, int]] = {}
    for row in range(rows):
        own = {column: [name for name, at in marks.items() if at == (column, row)] for column in range(columns)}
        most = max(map(len, own.values()))
        high = max(least, -(-most // beside) * (_HIGH + _GAP) + 8 + spare)
        for column, names in own.items():
            cells[column, row] = Box(LEFT + column * step, top, LEFT + (column + 1) * step, top + high)
            centres |= _centred(names, cells[column, row], beside, spare)
        top += high
    return Grid(cells, centres)


def _centred(names: Sequence[str], cell: Box, beside: int, spare: int) -> Iterator[tuple[str, tuple[int, int]]]:
    lines = [names[first : first + beside] for first in range(0, len(names), beside)]
    middle = (cell.left + cell.right) // 2
    top = (cell.top + cell.bottom - spare - len(lines) * (_HIGH + _GAP)) // 2
    for number, line in enumerate(lines):
        left = middle - len(line) * (_WIDE + _GAP) // 2
        for place, name in enumerate(line):
            x = left + place * (_WIDE + _GAP) + (_WIDE + _GAP) // 2
            yield name, (x, top + number * (_HIGH + _GAP) + _HIGH // 2)


def ground(grid: Grid, fills: Mapping[Place, Paint]) -> Iterator[Shape]:
    """Draw the cells."""
    for place, cell in grid.cells.items():
        size = (cell.right - cell.left, cell.bottom - cell.top)
        yield Rectangle(cell.left, cell.top, *size, fills.get(place, Paint.GROUND), Paint.QUIET, thick=1)


def marks(grid: Grid) -> Iterator[Shape]:
    """Draw the marks."""
    for name, (x, y) in grid.centres.items():
        yield Rectangle(x - _WIDE // 2, y - _HIGH // 2, _WIDE, _HIGH, Paint.GROUND, Paint.INK, round=_HIGH // 2)
        yield Text(x, y + 6, name, Anchor.MIDDLE, bold=False)
