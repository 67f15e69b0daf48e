"""What a figure is drawn with: lines, rectangles, circles, polygons and texts, in whole units of its viewBox.

Whole numbers only, so that the same figure is the same bytes everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias

from procwiz.core.figures.letters import SIZE, width


class Paint(Enum):
    """What a shape is filled or drawn with. `HATCH` and `SHADE` are patterns, so that they show without colour."""

    NONE = "none"
    GROUND = "#ffffff"
    INK = "#1c2429"
    QUIET = "#55616a"
    RULE = "#d3dadf"
    SOFT = "#e9eef0"
    ACCENT = "accent"
    HATCH = "hatch"
    SHADE = "shade"


class Box(NamedTuple):
    """A rectangle by its sides."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: Box) -> bool:
        """Say whether the two share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: int
    y1: int
    x2: int
    y2: int
    paint: Paint = Paint.INK
    thick: int = 2
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle; `edge` draws its outline."""

    x: int
    y: int
    width: int
    height: int
    fill: Paint = Paint.GROUND
    edge: Paint = Paint.NONE
    thick: int = 2
    round: int = 0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle by its centre."""

    x: int
    y: int
    radius: int
    fill: Paint = Paint.GROUND
    edge: Paint = Paint.INK
    thick: int = 2


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape through points."""

    points: tuple[tuple[int, int], ...]
    fill: Paint = Paint.INK
    edge: Paint = Paint.NONE
    thick: int = 2


class Anchor(Enum):
    """Which end of a text stands at its place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Text:
    """A text on one line; `y` is the line it stands on. `ground` clears a space behind it."""

    x: int
    y: int
    text: str
    anchor: Anchor = Anchor.START
    bold: bool = False
    paint: Paint = Paint.INK
    size: int = SIZE
    ground: bool = False

    @property
    def box(self) -> Box:
        """The room it takes, by a careful guess."""
        wide = width(self.text, self.size, bold=self.bold)
        left = self.x - {Anchor.START: 0, Anchor.MIDDLE: wide // 2, Anchor.END: wide}[self.anchor]
        return Box(left, self.y - self.size, left + wide, self.y + self.size // 4)


Shape: TypeAlias = "Line | Rectangle | Circle | Polygon | Text"


def diamond(x: int, y: int, reach: int, fill: Paint, edge: Paint = Paint.INK) -> Polygon:
    """A square on its corner, round a point."""
    return Polygon(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)), fill, edge)


def triangle(x: int, y: int, reach: int, fill: Paint = Paint.INK, *, down: bool = False) -> Polygon:
    """A triangle with its point at a place, pointing up or down."""
    base = y - reach * 3 // 2 if down else y + reach * 3 // 2
    return Polygon(((x, y), (x + reach, base), (x - reach, base)), fill, Paint.INK)


def half_diamond(x: int, y: int, reach: int) -> tuple[Polygon, Polygon]:
    """A diamond with its left half filled."""
    return diamond(x, y, reach, Paint.GROUND), Polygon(((x, y - reach), (x, y + reach), (x - reach, y)), Paint.INK)
