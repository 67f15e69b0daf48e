"""The process as a strip: its phases in the plan's order, where we are, and how each gate stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from procwiz.core.figures.figure import EDGE, WIDTH, Brush, Figure, Table
from procwiz.core.figures.legend import Key, legend
from procwiz.core.figures.letters import PITCH, SIZE, fit, width
from procwiz.core.figures.shapes import (
    Anchor,
    Line,
    Paint,
    Rectangle,
    Shape,
    Text,
    diamond,
    half_diamond,
    triangle,
)
from procwiz.core.plan import Plan
from procwiz.core.process import Phase

NAME = "strip"
_MOST = 10
"""So many phases stand in a row."""
_TALL, _REACH = 40, 8
_MARGIN = 20


class Gate(Enum):
    """How a gate stands: decided upon, held up or stopped, its basis in place, or ahead."""

    PASSED = "passed"
    HELD = "held"
    READY = "ready"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Stop:
    """A phase and the gate that ends it. `certain` is false where nobody knows yet whether the phase applies."""

    title: str
    gate: str
    standing: Gate
    certain: bool = True


def stops(plan: Plan, here: str) -> tuple[tuple[Stop, ...], int]:
    """Find the phases that apply or may apply, and the place of the one whose gate is `here`."""
    phases = plan.applying_phases
    now = next((place for place, phase in enumerate(phases) if phase.gate.key == here), 0)
    found = (
        Stop(phase.title, phase.gate.key, _standing(plan, phase), plan.phase_applies(phase) is True) for phase in phases
    )
    return tuple(found), now


def _standing(plan: Plan, phase: Phase) -> Gate:
    decision = plan.decision(phase.gate.key)
    if decision is not None:
        return Gate.PASSED if decision.passes else Gate.HELD
    return Gate.READY if plan.gate(phase.gate).ready else Gate.AHEAD


def strip(found: Sequence[Stop], here: int, brush: Brush) -> Figure | None:
    """Draw the strip; None where there are no phases."""
    if not found:
        return None
    shapes: list[Shape] = []
    top = EDGE
    for first in range(0, len(found), _MOST):
        row = found[first : first + _MOST]
        shapes += _row(row, first, here, top, brush)
        top += PITCH * 2 + _TALL + 4 * _REACH + 6
    signs, height = legend(_keys(found, brush), top - EDGE)
    now = {"n": here + 1, "of": len(found), "phase": found[here].title}
    counts = {one.value: sum(stop.standing is one for stop in found) for one in (Gate.PASSED, Gate.READY)}
    return brush.frame(
        NAME,
        brush.words("strip.title", **now),
        brush.words("strip.desc", **now, **counts),
        height,
        (*shapes, *signs),
        _table(found, here, brush),
    )


def _row(row: Sequence[Stop], first: int, here: int, top: int, brush: Brush) -> Iterator[Shape]:
    step = (WIDTH - 2 * _MARGIN) // max(len(row), 4)
    box = top + PITCH + 12
    for place, stop in enumerate(row):
        left = _MARGIN + place * step
        yield from _phase(first + place, here, stop, (left, box, step))
        yield from _gate(stop, left + step - 2, box + _TALL + _REACH + 7, step)
    if first <= here < first + len(row):
        yield from _pointer(_MARGIN + (here - first) * step + step // 2 - 2, top, row[here - first].title, here, brush)


def _phase(number: int, here: int, stop: Stop, place: tuple[int, int, int]) -> Iterator[Shape]:
    left, top, step = place
    now, done = number == here, number < here
    fill = Paint.ACCENT if now else Paint.SOFT if done else Paint.GROUND
    edge = Paint.ACCENT if now else Paint.QUIET
    yield Rectangle(left, top, step - 4, _TALL, fill, edge, round=3, dashed=not stop.certain)
    ink = Paint.GROUND if now else Paint.INK
    middle = left + step // 2 - 2
    yield Text(middle, top + _TALL // 2 + 6, str(number + 1), Anchor.MIDDLE, bold=now, paint=ink)


def _gate(stop: Stop, x: int, y: int, step: int) -> Iterator[Shape]:
    yield from _sign(stop.standing, x, y)
    room = min(step - 6, 2 * (WIDTH - x) - 2)
    yield Text(x, y + _REACH + SIZE + 1, fit(stop.gate, room), Anchor.MIDDLE)


def _sign(standing: Gate, x: int, y: int) -> tuple[Shape, ...]:
    if standing is Gate.READY:
        return half_diamond(x, y, _REACH)
    if standing is Gate.HELD:
        across = (Line(x - 6, y - 6, x + 6, y + 6), Line(x - 6, y + 6, x + 6, y - 6))
        return (diamond(x, y, _REACH, Paint.GROUND, Paint.QUIET), *across)
    return (diamond(x, y, _REACH, Paint.INK if standing is Gate.PASSED else Paint.GROUND),)


def _pointer(x: int, top: int, title: str, here: int, brush: Brush) -> Iterator[Shape]:
    words = fit(brush.words("strip.here", n=here + 1, phase=title), WIDTH - 2 * EDGE, bold=True)
    half = width(words, bold=True) // 2 + 1
    yield Text(min(max(x, EDGE + half), WIDTH - EDGE - half), top + SIZE, words, Anchor.MIDDLE, bold=True)
    yield triangle(x, top + PITCH + 9, 6, down=True)


def _keys(found: Sequence[Stop], brush: Brush) -> Iterator[Key]:
    for standing in Gate:
        if any(stop.standing is standing for stop in found):
            yield Key(lambda x, y, one=standing: _sign(one, x, y), brush.words(f"strip.key.{standing.value}"))  # type: ignore[misc]
    if not all(stop.certain for stop in found):
        yield Key(_maybe, brush.words("strip.key.unsure"))


def _maybe(x: int, y: int) -> tuple[Shape, ...]:
    return (Rectangle(x - 9, y - 7, 18, 14, Paint.GROUND, Paint.QUIET, dashed=True),)


def _table(found: Sequence[Stop], here: int, brush: Brush) -> Table:
    rows = []
    for place, stop in enumerate(found):
        phase = brush.words("strip.unsure", phase=stop.title) if not stop.certain else stop.title
        state = brush.words(f"strip.state.{stop.standing.value}")
        rows.append(
            (str(place + 1), phase, stop.gate, brush.words("strip.now", state=state) if place == here else state)
        )
    return Table(brush.columns(NAME, "number", "phase", "gate", "state", right=("number",)), tuple(rows))
