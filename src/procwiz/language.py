"""One language out of many: turns messages into sentences.

`locale/<language>/<namespace>.json` maps a name to a sentence with `{blanks}`.
Where a message has a number `n` and the file has `name.one`, that is taken for 1.
"""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePath

from procwiz.core.cleaning import clean
from procwiz.core.messages import Message
from procwiz.core.notation import Notation, show_number
from procwiz.speech import LANGUAGES

_LOCALE = Path(__file__).parent / "locale"


@cache
def _sentences(language: str, namespace: str) -> dict[str, str]:
    text = (_LOCALE / language / f"{namespace}.json").read_text(encoding="utf-8")
    sentences: dict[str, str] = json.loads(text)
    return sentences


class Language:
    """Says messages in one language."""

    def __init__(self, code: str) -> None:
        self.code = code if code in LANGUAGES else "en"

    def say(self, message: Message) -> str:
        """Write a message out in this language."""
        namespace, _, name = message.code.partition(".")
        sentences = _sentences(self.code, namespace)
        params = {key: self._fill(value) for key, value in message.params.items()}
        if message.params.get("n") == 1 and f"{name}.one" in sentences:
            name = f"{name}.one"
        return sentences[name].format_map(params)

    def __call__(self, code: str, **params: object) -> str:
        """Write the sentence of a code, the short way."""
        return self.say(Message(code, params))

    def _fill(self, value: object) -> object:
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, tuple | list):
            return ", ".join(str(self._fill(part)) for part in value)
        if isinstance(value, Decimal):
            return show_number(value, Notation(self.code, ""))
        # What is repeated of a command, a name or a file may steer nobody's screen.
        return clean(str(value)) if isinstance(value, str | PurePath) else value
