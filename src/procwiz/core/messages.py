"""What is to be said, before anybody has chosen a language for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Message:
    """A code of `locale/<language>/<namespace>.json` and what fills its blanks.

    `code` is `namespace.name`; `params` are texts, numbers or further messages.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


Say: TypeAlias = Callable[[Message], str]


class Misread(Exception):
    """Typed text or file data that is no value of its kind; the message says why and what to do."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.message = Message(code, params)
