"""Where lines break: at words, by the cells that characters take on a screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

MEASURE = 88
"""The most columns a line of reading text takes, however wide the screen."""


@lru_cache(maxsize=4096)
def cells(text: str) -> int:
    """Count the columns a text takes: two for wide characters, none for those that join the one before."""
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@lru_cache(maxsize=1024)
def row_starts(line: str, width: int, measure: Callable[[str], int] = cells) -> tuple[int, ...]:
    """Find where each row begins when a line is broken into rows of `width` columns.

    Spaces at the end of a row hang over its edge; a word longer than a row is broken anywhere.
    """
    starts = [0]
    used = word = 0
    for at, character in enumerate(line):
        wide = measure(character)
        if used + wide > width and character != " " and at > starts[-1]:
            starts.append(word if word > starts[-1] else at)
            used = sum(map(measure, line[starts[-1] : at]))
        used += wide
        if character == " ":
            word = at + 1
    return tuple(starts)


def rows(line: str, width: int) -> tuple[str, ...]:
    """Break a line into rows of at most `width` columns."""
    starts = row_starts(line, width)
    return tuple(line[start:end].rstrip(" ") for start, end in zip(starts, (*starts[1:], len(line)), strict=True))


def fold(line: str, width: int, first: str = "", rest: str | None = None) -> str:
    """Fold a line: `first` stands before its first row, `rest` (blanks of the same width) before the others."""
    hang = " " * cells(first) if rest is None else rest
    room = max(width - max(cells(first), cells(hang)), 8)
    return "\n".join((first if number == 0 else hang) + row for number, row in enumerate(rows(line, room)))


def cut(text: str, width: int) -> str:
    """Cut a line off at `width` columns, with a sign that it goes on."""
    if cells(text) <= width:
        return text
    kept = text
    while kept and cells(kept) > width - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def row_beside(text: str, cursor: int, width: int, step: int) -> int:
    """Find the place one row above (`step` -1) or below (1) a place in a text; the place itself where there is none."""
    spans = list(_spans(text, width))
    at = max(number for number, (start, _) in enumerate(spans) if start <= cursor)
    if not 0 <= at + step < len(spans):
        return cursor
    start, end = spans[at + step]
    return min(start + cursor - spans[at][0], end)


def _spans(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Give the first and the last place of every row of a text."""
    offset = 0
    for line in text.split("\n"):
        starts = row_starts(line, width)
        for start, after in zip(starts, (*starts[1:], len(line) + 1), strict=True):
            yield offset + start, offset + after - 1
        offset += len(line) + 1
