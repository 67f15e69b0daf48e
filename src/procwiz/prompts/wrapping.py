"""Words kept whole in an input field: prompt_toolkit itself breaks lines anywhere."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from prompt_toolkit.formatted_text import OneStyleAndTextTuple
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.utils import get_cwidth

from procwiz.core.cleaning import REPLACEMENT
from procwiz.prompts.folding import row_starts


@lru_cache(maxsize=4096)
def input_cells(character: str) -> int:
    """Count the columns a character takes in an input field; every control character is shown as one sign."""
    return 1 if unicodedata.category(character) == "Cc" else get_cwidth(character)


class WordWrap(Processor):
    """Fills each row up with blanks, so that the next word begins the next row.

    `room` gives the columns for words and the columns there are.
    """

    def __init__(self, room: Callable[[], tuple[int, int]]) -> None:
        self._room = room

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Lay one line out; spaces that hang over the edge of a row are not shown."""
        laid, places = _laid_out(tuple(transformation_input.fragments), *self._room())
        return Transformation(
            list(laid),
            lambda at: places[min(at, len(places) - 1)],
            lambda at: bisect_right(places, at) - 1,
        )


# A line is laid out several times for each screen, and most lines do not change between two screens.
@lru_cache(maxsize=128)
def _laid_out(
    fragments: tuple[OneStyleAndTextTuple, ...], measure: int, full: int
) -> tuple[tuple[OneStyleAndTextTuple, ...], tuple[int, ...]]:
    """Give the signs of all rows, and for each place in the line the place where it is now."""
    source = explode_text_fragments(fragments)
    starts = row_starts("".join(part[1] for part in source), measure, input_cells)
    laid: list[OneStyleAndTextTuple] = []
    places: list[int] = []
    for start, end in zip(starts, (*starts[1:], len(source)), strict=True):
        used = 0
        for style, character, *_ in source[start:end]:
            places.append(len(laid))
            wide = input_cells(character)
            if used + wide <= full:
                laid.append((style, _shown(character)))
                used += wide
        if end < len(source):
            laid.extend([("", " ")] * (full - used))
    return tuple(laid), (*places, len(laid))


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if unicodedata.category(character) != "Cc":
        return character
    return " " if character == "\t" else REPLACEMENT
