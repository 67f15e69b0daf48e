"""How wide a table's columns are: by what stands in them, and never so narrow that a date or an amount is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procwiz.render.tree import Table, words

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORT = 18
_NARROW, _WIDE = frozenset("iljtfrI.,:;|!'()[]/- "), frozenset("mwMWÆ%@—…")
_PADDING = 1.6
_LONGEST_WORD = 13.0


def shares(table: Table, width: float) -> tuple[float, ...]:
    """Share `width` among a table's columns. `width` and the shares are in ems of the table's font."""
    columns = [[words(row[place]) for row in (table.header, *table.rows)] for place in range(len(table.header))]
    least = [max(map(_least, cells)) + _PADDING for cells in columns]
    wanted = [max(map(_em, cells)) + _PADDING for cells in columns]
    if sum(wanted) <= width:
        return _stretched(wanted, width)
    if sum(least) >= width:
        return _stretched(least, width)
    hunger = [max(want - have, 0.0) ** 0.6 for want, have in zip(wanted, least, strict=True)]
    spare = (width - sum(least)) / sum(hunger)
    return tuple(have + spare * want for have, want in zip(least, hunger, strict=True))


def across(count: int, most: int = 4) -> int:
    """Say how many facts stand side by side, so that the rows are evenly full."""
    rows = -(-count // most) or 1
    return -(-count // rows) or 1


def is_short(text: str) -> bool:
    """Tell a date, a number or an amount, which no line break should cut."""
    return len(text) <= SHORT and any(character.isdigit() for character in text)


def _stretched(widths: Sequence[float], whole: float) -> tuple[float, ...]:
    return tuple(width * whole / sum(widths) for width in widths)


def _least(text: str) -> float:
    if is_short(text):
        return _em(text)
    return min(max(map(_em, text.split()), default=0.0), _LONGEST_WORD)


def _em(text: str) -> float:
    """Reckon how wide a text is in a common sans, in ems."""
    return sum(
        0.28 if sign in _NARROW else 0.82 if sign in _WIDE else 0.64 if sign.isupper() else 0.52 for sign in text
    )
