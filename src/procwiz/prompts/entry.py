"""What was entered at a prompt: a key of it, or text."""

from __future__ import annotations

import re

from procwiz.core.asking import Option, Pressed, Prompt, Typed
from procwiz.core.cleaning import clean_line
from procwiz.core.kinds.picks import pick
from procwiz.core.messages import Misread

_PLACE = re.compile("[1-9][0-9]{0,2}")


def entered(text: str, prompt: Prompt) -> Typed | Pressed:
    r"""Tell a key from text; `\` before a key makes it text, and the number of an option to pick is its code."""
    alone = text.strip()
    keys = [key for key, _ in prompt.keys]
    if alone in keys:
        return Pressed(alone)
    if alone.startswith("\\") and alone[1:] in keys:
        return Typed(alone[1:])
    if prompt.options and not prompt.several and _PLACE.fullmatch(alone):
        return Typed(_meant(alone, prompt.options) or text)
    return Typed(text)


def name_of(place: int, prompt: Prompt) -> str:
    """Name the option at a place (from 0) so that it is understood: its code, or its number where several are picked.

    Another option's label or code may read the same; then its label is taken.
    """
    option = prompt.options[place]
    names = (str(place + 1), option.code) if prompt.several else (option.code, str(place + 1))
    return next((name for name in names if _meant(name, prompt.options) == option.code), option.label)


def place_meant(text: str, options: tuple[Option, ...]) -> int | None:
    """Find the place (from 0) of the option that half-typed text means so far."""
    code = _meant(text, options) if text.strip() else None
    return next((place for place, option in enumerate(options) if option.code == code), None)


def label_of(option: Option) -> str:
    """Write an option on one line; a step without words is its number."""
    return clean_line(option.label) or option.code


def _meant(text: str, options: tuple[Option, ...]) -> str | None:
    try:
        return pick(text, options)
    except Misread:
        return None
