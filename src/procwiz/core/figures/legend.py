"""What the signs of a figure mean, below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from procwiz.core.figures.figure import EDGE, WIDTH
from procwiz.core.figures.letters import PITCH, SIZE, fit, width
from procwiz.core.figures.shapes import Shape, Text

Sign: TypeAlias = Callable[[int, int], Iterable[Shape]]
"""Draws a sign round a point; it may reach 12 to each side and 8 up and down."""

_SIGN, _GAP, _BETWEEN = 24, 6, 12


@dataclass(frozen=True, slots=True)
class Key:
    """One sign and its words."""

    sign: Sign
    words: str


def legend(keys: Iterable[Key], top: int) -> tuple[list[Shape], int]:
    """Draw signs with their words, as many in a line as fit; also give where the figure ends."""
    shapes: list[Shape] = []
    x, y = EDGE, top + PITCH
    for key in keys:
        words = fit(key.words, WIDTH - 2 * EDGE - _SIGN - _GAP)
        long = _SIGN + _GAP + width(words)
        if x > EDGE and x + long > WIDTH - EDGE:
            x, y = EDGE, y + PITCH
        shapes += key.sign(x + _SIGN // 2, y - SIZE // 3)
        shapes.append(Text(x + _SIGN + _GAP, y, words))
        x += long + _BETWEEN
    return shapes, y + EDGE
