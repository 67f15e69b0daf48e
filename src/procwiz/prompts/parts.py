"""The parts of a prompt on a terminal, as styled rows."""

from __future__ import annotations

from collections.abc import Iterator

from prompt_toolkit.formatted_text import StyleAndTextTuples

from procwiz.core.asking import Prompt
from procwiz.core.cleaning import clean_line
from procwiz.language import Language
from procwiz.prompts.entry import label_of
from procwiz.prompts.folding import cells, cut, rows

_BETWEEN = " · "
_MOST_FOOT_ROWS = 5
_MOST_SHOWN_ROWS = 3


def label_parts(label: str, columns: int) -> tuple[tuple[str, ...], str]:
    """Write the label: in rows above the input where it is long for the screen, else before the cursor."""
    words = f"{clean_line(label)}:"
    if 2 * cells(words) <= columns:
        return (), f"{words} "
    return rows(words, columns - 1), "  "


def option_rows(
    prompt: Prompt, at: int | None, marked: frozenset[int], width: int
) -> list[tuple[StyleAndTextTuples, bool]]:
    """Write the options, folded, each row with whether it is of the option pointed at."""
    digits = len(str(len(prompt.options)))
    found: list[tuple[StyleAndTextTuples, bool]] = []
    for place, option in enumerate(prompt.options):
        box = ("[x] " if place in marked else "[ ] ") if prompt.several else ""
        lead = f"{'›' if place == at else ' '} {place + 1:>{digits}}. {box}"
        style = "class:pointed" if place == at else "class:marked" if place in marked else ""
        for number, row in enumerate(rows(label_of(option), max(width - cells(lead), 8))):
            before = lead if number == 0 else " " * cells(lead)
            found.append(([(style, before + row)], place == at))
    return found


def shown_rows(text: str, width: int) -> tuple[str, ...]:
    """Fold an answer that is there already; a long one is cut, since it is only a reminder."""
    found = rows(text, max(width, 8))
    if len(found) <= _MOST_SHOWN_ROWS:
        return found
    return (*found[: _MOST_SHOWN_ROWS - 1], cut(" ".join(found[_MOST_SHOWN_ROWS - 1 :]), width))


def foot_rows(prompt: Prompt, language: Language, width: int) -> list[StyleAndTextTuples]:
    """Write how to answer, and the keys with their words, in as few rows as hold them."""
    how = _how(prompt, language)
    found: list[StyleAndTextTuples] = [[("class:quiet", row)] for row in rows(how, width)] if how else []
    keys = [(clean_line(key), cut(clean_line(word), width - 2)) for key, word in prompt.keys]
    found += [_key_row(row) for row in _packed(keys, width)]
    return found[:_MOST_FOOT_ROWS]


def _how(prompt: Prompt, language: Language) -> str:
    if prompt.options:
        return language("prompts.how.several" if prompt.several else "prompts.how.one")
    return language("prompts.how.prose") if prompt.prose else ""


def _packed(keys: list[tuple[str, str]], width: int) -> Iterator[list[tuple[str, str]]]:
    """Fill rows with whole entries."""
    row: list[tuple[str, str]] = []
    used = 0
    for key, word in keys:
        wide = cells(f"{key} {word}")
        if row and used + len(_BETWEEN) + wide > width:
            yield row
            row, used = [], 0
        used += wide + (len(_BETWEEN) if row else 0)
        row.append((key, word))
    if row:
        yield row


def _key_row(keys: list[tuple[str, str]]) -> StyleAndTextTuples:
    found: StyleAndTextTuples = []
    for key, word in keys:
        found += [("class:quiet", _BETWEEN if found else ""), ("class:key", key), ("class:quiet", f" {word}")]
    return found
