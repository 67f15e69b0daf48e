"""A text in lines, before anybody knows how wide the window is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

STEP = 4
"""How far one level is indented."""
LABEL = 13
"""How wide a label stands before its text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, `level` steps in; with a label it hangs beside it. Without text it is an empty line."""

    text: str = ""
    label: str = ""
    level: int = 0


def laid(lines: Iterable[Line], width: int, label: int = LABEL) -> str:
    """Lay lines out in so many columns, labels in `label` of them; a word longer than that is not broken."""
    return "".join(f"{line}\n" for part in lines for line in _wrapped(part, width, label))


def _wrapped(line: Line, width: int, label: int) -> list[str]:
    margin = " " * STEP * line.level
    text = " ".join(line.text.split())
    if not text and not line.label:
        return [""]
    first = margin + (f"{line.label:<{label}}" if line.label else "")
    if line.label and len(line.label) >= label:
        first = f"{margin}{line.label}  "
    rest = margin + (" " * label if line.label else "")
    found = textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return found or [first.rstrip()]
