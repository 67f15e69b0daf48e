"""The effects wanted: from what it is today to the target, each on its own scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from procwiz.core.business import rounded
from procwiz.core.facts import rows_of
from procwiz.core.figures.figure import DASH, EDGE, WIDTH, Brush, Figure, Table
from procwiz.core.figures.legend import Key, legend
from procwiz.core.figures.letters import PITCH, SIZE, fit
from procwiz.core.figures.shapes import Circle, Line, Paint, Polygon, Shape, Text, diamond
from procwiz.core.notation import show_number, show_percent
from procwiz.core.plan import Plan, Standing

NAME = "effects"
KEY = "needs.effects"
MOST = 12
"""So many effects are drawn; the table has all."""
_LEFT, _RIGHT = EDGE + 12, WIDTH - EDGE - 12
_BAND = 30


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect by its number; its figures are None where they are not known."""

    id: str
    title: str
    indicator: str
    baseline: Decimal | None
    target: Decimal | None

    @property
    def known(self) -> bool:
        """Say whether both figures are known."""
        return self.baseline is not None and self.target is not None


def wanted(plan: Plan) -> tuple[Effect, ...]:
    """Number the effects as they stand in the plan."""
    question = plan.process.questions.get(KEY)
    if question is None or plan.standing(question) is not Standing.ANSWERED:
        return ()
    rows = [row.cells for row in rows_of(plan.answer(KEY).value or ())]
    return tuple(
        Effect(
            f"E{number}",
            str(cells.get("effect", "")),
            str(cells.get("indicator", "")),
            baseline if isinstance(baseline := cells.get("baseline"), Decimal) else None,
            target if isinstance(target := cells.get("target"), Decimal) else None,
        )
        for number, cells in enumerate(rows, start=1)
    )


def effects(found: Sequence[Effect], brush: Brush) -> Figure | None:
    """Draw one scale an effect; None where no effect has both its figures."""
    drawn = [one for one in found if one.known][:MOST]
    if not drawn:
        return None
    shapes: list[Shape] = []
    top = EDGE
    for one in drawn:
        shapes += _row(one, top, brush)
        top += 2 * PITCH + _BAND + 12
    signs, height = legend(_keys(brush), top - 14)
    counts = {"n": len(drawn), "of": len(found)}
    title = brush.words("effects.title" if len(drawn) == len(found) else "effects.title.some", **counts)
    description = " ".join(f"{one.id}: {_told(one, brush)}." for one in drawn)
    return brush.frame(NAME, title, description, height, (*shapes, *signs), _table(found, brush))


def _row(one: Effect, top: int, brush: Brush) -> Iterator[Shape]:
    if one.baseline is None or one.target is None:
        return
    room = WIDTH - 2 * EDGE
    yield Text(EDGE, top + SIZE, fit(f"{one.id} {one.title}", room, bold=True), bold=True)
    axis = top + PITCH + _BAND // 2
    now, then = (_at(value, one.baseline, one.target) for value in (one.baseline, one.target))
    yield Line(_LEFT, axis, _RIGHT, axis, Paint.QUIET, thick=1)
    zero = _at(Decimal(0), one.baseline, one.target)
    yield Line(zero, axis - 8, zero, axis + 8, Paint.QUIET, thick=2)
    yield Line(now, axis, then, axis, Paint.ACCENT, thick=6)
    if abs(then - now) > 36:
        yield _head((now + then) // 2, axis, 1 if then > now else -1)
    yield Circle(now, axis, 8, Paint.GROUND, Paint.INK)
    yield diamond(then, axis, 10, Paint.INK, Paint.GROUND)
    yield Text(EDGE, axis + _BAND // 2 + SIZE, fit(_told(one, brush), room))


def _at(value: Decimal, one: Decimal, other: Decimal) -> int:
    """Place a figure on the scale from the least of zero and both to the greatest."""
    low, high = min(one, other, Decimal(0)), max(one, other, Decimal(0))
    if low == high:
        return _LEFT
    return _LEFT + int(Fraction(value - low) / Fraction(high - low) * (_RIGHT - _LEFT))


def _head(x: int, y: int, way: int) -> Shape:
    return Polygon(((x + 7 * way, y), (x - 5 * way, y - 9), (x - 5 * way, y + 9)), Paint.ACCENT, Paint.GROUND, 1)


def _told(one: Effect, brush: Brush) -> str:
    """Say both figures, and by how much the target is above or below."""
    if one.baseline is None or one.target is None:
        return DASH
    figures = {"baseline": show_number(one.baseline, brush.notation), "target": show_number(one.target, brush.notation)}
    change = _change(one.baseline, one.target, brush)
    return brush.words("effects.told" if change else "effects.told.plain", **figures, change=change)


def _change(baseline: Decimal, target: Decimal, brush: Brush) -> str:
    if not baseline or baseline == target:
        return ""
    percent = rounded(Fraction(target - baseline) / abs(Fraction(baseline)) * 100, 0)
    if not percent or abs(percent) > 999:
        return ""
    return ("+" if percent > 0 else "−") + show_percent(abs(percent), brush.notation)


def _keys(brush: Brush) -> Iterator[Key]:
    yield Key(lambda x, y: (Circle(x, y, 7, Paint.GROUND, Paint.INK),), brush.words("effects.key.baseline"))
    yield Key(lambda x, y: (diamond(x, y, 9, Paint.INK),), brush.words("effects.key.target"))
    yield Key(lambda x, y: (Line(x, y - 8, x, y + 8, Paint.QUIET),), brush.words("effects.key.zero"))


def _table(found: Sequence[Effect], brush: Brush) -> Table:
    def figure(value: Decimal | None) -> str:
        return DASH if value is None else show_number(value, brush.notation)

    rows = (
        (one.id, one.title or DASH, one.indicator or DASH, figure(one.baseline), figure(one.target)) for one in found
    )
    numbers = ("baseline", "target")
    return Table(brush.columns(NAME, "number", "effect", "indicator", *numbers, right=numbers), tuple(rows))
