"""Colours: how well one is read on another, and the shades that go with an organisation's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

ENOUGH = 4.5
"""The contrast that text needs against its ground: WCAG 2.2, level AA."""

Rgb: TypeAlias = tuple[int, int, int]

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_WHITE, _BLACK = "#ffffff", "#000000"
_GROUND, _TEXTS = "#13181b", ("#e4e9ec", "#a5b1b9")
"""The page in the dark: its ground, and what is written on it."""
_LIGHT_TEXTS = ("#1c2429", "#55616a")
_DARK_SOFT, _SOFT = "#1b2226", "#f3f6f7"
_CLEAR = 7.0
"""In the dark the accent stands out by more than enough, as the shipped one does."""
_STEPS = 20


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that follow from one: `#rrggbb`. `tint` lies behind the decision, `soft` behind the contents."""

    accent: str
    tint: str
    soft: str
    dark_accent: str
    dark_tint: str


SHIPPED = Palette("#0a5a70", "#edf5f7", _SOFT, "#7fc8dc", "#15292f")
"""The colours of the house, chosen by eye."""


def read(text: str) -> str | None:
    """Read a colour, `#0a5a70` or `#057`, as `#rrggbb`; None where it is none."""
    folded = text.strip().lower()
    if not _HEX.fullmatch(folded):
        return None
    return folded if len(folded) == 7 else "#" + "".join(sign * 2 for sign in folded[1:])


def palette(accent: str) -> Palette:
    """Find the colours that go with an accent which has contrast enough against white; texts have it on all of them."""
    if accent == SHIPPED.accent:
        return SHIPPED
    dark_tint = mixed(_GROUND, accent, 0.25)
    return Palette(
        accent=accent,
        tint=_pale(accent, 0.07),
        soft=_ground(_SOFT, accent),
        dark_accent=_light(accent, (_GROUND, _DARK_SOFT, dark_tint)),
        dark_tint=dark_tint,
    )


def darker(colour: str) -> str:
    """Find the colour nearest to one that has contrast enough against white."""
    shades = (mixed(colour, _BLACK, step / 100) for step in range(101))
    return next(shade for shade in shades if on_white(shade) >= ENOUGH)


def on_white(colour: str) -> float:
    """Measure a colour's contrast against white."""
    return contrast(colour, _WHITE)


def contrast(one: str, other: str) -> float:
    """Measure the contrast of two colours, 1 to 21, as WCAG 2.2 reckons it.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """Mix two colours, `share` of the second.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    parts = (a + (b - a) * share for a, b in zip(_rgb(one), _rgb(other), strict=True))
    return "#" + "".join(f"{round(part):02x}" for part in parts)


def _pale(accent: str, most: float) -> str:
    """Find the strongest tint of an accent on which it is still read itself."""
    tints = (mixed(_WHITE, accent, most * step / _STEPS) for step in range(_STEPS, -1, -1))
    return next(tint for tint in tints if _read_on(tint, (accent, *_LIGHT_TEXTS)))


def _ground(wanted: str, accent: str) -> str:
    """Lighten a ground until an accent is read on it."""
    grounds = (mixed(_WHITE, wanted, step / _STEPS) for step in range(_STEPS, -1, -1))
    return next(ground for ground in grounds if _read_on(ground, (accent,)))


def _light(accent: str, grounds: tuple[str, ...]) -> str:
    """Lighten an accent until it stands out on dark grounds."""
    shades = (mixed(accent, _WHITE, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if all(contrast(shade, ground) >= _CLEAR for ground in grounds))


def _read_on(ground: str, texts: tuple[str, ...]) -> bool:
    return all(contrast(ground, text) >= ENOUGH for text in texts)


def _rgb(colour: str) -> Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
