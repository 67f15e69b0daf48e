"""The risks by likelihood and impact, where they were first judged and where they stand now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isqrt

from procwiz.core.figures import grid
from procwiz.core.figures.figure import DASH, EDGE, WIDTH, Brush, Figure, Table
from procwiz.core.figures.grid import LEFT, Grid, Place
from procwiz.core.figures.legend import Key, legend
from procwiz.core.figures.letters import PITCH, SIZE
from procwiz.core.figures.shapes import Anchor, Circle, Line, Paint, Polygon, Rectangle, Shape, Text
from procwiz.core.plan import Plan
from procwiz.core.risks import Entry, register

NAME = "risks"
_STEPS = 5
_SPARE = 12
"""Kept free at the foot of each cell, for the place where a risk was first judged."""
_MIDDLE, _HEAVY = 5, 12
"""Likelihood times impact from which a risk weighs in the middle, and from which it is heavy."""
_CIRCLE = 5


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk by its number; `now` and `first` are likelihood and impact, 1 to 5."""

    id: str
    title: str
    now: Place | None
    first: Place | None

    @property
    def moved(self) -> bool:
        """Say whether it has left its first place."""
        return self.now is not None and self.first is not None and self.now != self.first


def judged(plan: Plan) -> tuple[Risk, ...]:
    """Number the risks of the register, the heaviest first."""
    return tuple(_risk(number, entry) for number, entry in enumerate(register(plan), start=1))


def _risk(number: int, entry: Entry) -> Risk:
    now = None
    if entry.likelihood is not None and entry.impact is not None:
        now = (_step(entry.likelihood), _step(entry.impact))
    first = (_step(entry.first[0]), _step(entry.first[1])) if entry.first else None
    return Risk(f"R{number}", entry.title, now, first)


def _step(step: int) -> int:
    return min(max(step, 1), _STEPS)


def risks(found: Sequence[Risk], brush: Brush) -> Figure | None:
    """Draw the grid; None where no risk has been judged."""
    drawn = [risk for risk in found if risk.now is not None][: grid.MOST]
    if not drawn:
        return None
    spare = _SPARE if any(risk.moved for risk in drawn) else 0
    laid = grid.lay_out(
        {risk.id: _place(risk.now) for risk in drawn if risk.now}, _STEPS, _STEPS, EDGE + PITCH, 54, spare
    )
    moves = [shape for risk in drawn if risk.moved for shape in _move(risk, laid)]
    signs, height = legend(_keys(brush, moved=bool(moves)), laid.bottom + 2 * PITCH)
    shapes = (*grid.ground(laid, _fills()), *moves, *grid.marks(laid), *_axes(laid, brush), *signs)
    heaviest = max(drawn, key=lambda risk: _weight(risk.now))
    title = brush.words("risks.title", n=len(drawn), heaviest=heaviest.id, weight=_weight(heaviest.now))
    heavy = sum(_weight(risk.now) >= _HEAVY for risk in drawn)
    description = brush.words("risks.desc", n=len(drawn), heavy=heavy, moved=sum(risk.moved for risk in drawn))
    return brush.frame(NAME, title, description, height, shapes, _table(found, brush))


def _weight(place: Place | None) -> int:
    return place[0] * place[1] if place else 0


def _place(judged: Place) -> Place:
    """Find the cell: likelihood grows to the right, impact upwards."""
    return judged[0] - 1, _STEPS - judged[1]


def _zone(weight: int) -> Paint:
    return Paint.SHADE if weight >= _HEAVY else Paint.SOFT if weight >= _MIDDLE else Paint.GROUND


def _fills() -> dict[Place, Paint]:
    steps = range(1, _STEPS + 1)
    return {_place((across, up)): _zone(across * up) for across in steps for up in steps}


def _axes(laid: Grid, brush: Brush) -> Iterator[Shape]:
    yield Text(EDGE, EDGE + SIZE - 3, brush.words("risks.impact"), bold=True)
    yield Text(WIDTH - EDGE, laid.bottom + 2 * PITCH - 3, brush.words("risks.likelihood"), Anchor.END, bold=True)
    for step in range(1, _STEPS + 1):
        cell = laid.cells[_place((step, step))]
        yield Text((cell.left + cell.right) // 2, laid.bottom + SIZE + 3, str(step), Anchor.MIDDLE)
        yield Text(LEFT - 12, (cell.top + cell.bottom) // 2 + 6, str(step), Anchor.END)


# -- what moved ----------------------------------------------------------------------------


def _move(risk: Risk, laid: Grid) -> Iterator[Shape]:
    """Draw an arrow from the cell where it was first judged to its mark."""
    if risk.first is None:
        return
    cell = laid.cells[_place(risk.first)]
    start = (cell.right - 9, cell.bottom - 9)
    yield from arrow(start, laid.centres[risk.id], stop=22)
    yield Circle(*start, _CIRCLE, Paint.GROUND, Paint.INK)


def arrow(start: Place, end: Place, stop: int) -> Iterator[Shape]:
    """Draw an arrow towards a point, ending so far before it; a light edge keeps it clear of patterns."""
    across, down = end[0] - start[0], end[1] - start[1]
    long = max(isqrt(across * across + down * down), 1)
    tip = (end[0] - across * stop // long, end[1] - down * stop // long)
    back = (tip[0] - across * 10 // long, tip[1] - down * 10 // long)
    side = (-down * 5 // long, across * 5 // long)
    yield Line(*start, *back, Paint.GROUND, thick=6)
    yield Line(*start, *back, Paint.INK, thick=2)
    wings = ((back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1]))
    yield Polygon((tip, *wings), Paint.INK, Paint.GROUND, thick=1)


def _keys(brush: Brush, *, moved: bool) -> Iterator[Key]:
    for name, paint in (("heavy", Paint.SHADE), ("middle", Paint.SOFT), ("light", Paint.GROUND)):
        yield Key(
            lambda x, y, fill=paint: (Rectangle(x - 11, y - 8, 22, 16, fill, Paint.QUIET, thick=1),),  # type: ignore[misc]
            brush.words(f"risks.key.{name}", heavy=_HEAVY, middle=_MIDDLE),
        )
    if moved:
        yield Key(_moved_sign, brush.words("risks.key.moved"))


def _moved_sign(x: int, y: int) -> tuple[Shape, ...]:
    return (*arrow((x - 8, y), (x + 12, y), stop=0), Circle(x - 7, y, _CIRCLE - 1, Paint.GROUND, Paint.INK))


def _table(found: Sequence[Risk], brush: Brush) -> Table:
    rows = (
        (risk.id, risk.title or DASH, _said(risk.now, brush), _said(risk.first if risk.moved else risk.now, brush))
        for risk in found
    )
    return Table(brush.columns(NAME, "number", "risk", "now", "first"), tuple(rows))


def _said(place: Place | None, brush: Brush) -> str:
    if place is None:
        return DASH
    return brush.words("risks.weight", likelihood=place[0], impact=place[1], weight=_weight(place))
