"""What stops a template from being used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procwiz.core.messages import Message
from procwiz.errors import ProcwizError

if TYPE_CHECKING:
    from collections.abc import Mapping

Place = tuple[str, int]
"""A template's name and a line of it, counted from 1."""


class TemplateFaulty(ProcwizError):
    """A template that cannot be used: the code and blanks of a `render` message, which names template and line."""

    exit_code = 4

    def __init__(self, code: str, place: Place, params: Mapping[str, object]) -> None:
        where = Message("render.place", {"template": place[0], "line": place[1]})
        super().__init__(Message(f"render.{code}", {"where": where, **params}))
        self.code = code
        self.place = place
        self.params = params

    @property
    def here(self) -> Message:
        """The message for one who has the place before their eyes already."""
        return Message(f"render.{self.code}", {"where": Message("render.here"), **self.params})


class Refused(Exception):
    """A fault met where nobody knows the place: the code and blanks of a `render` message."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def faulty(code: str, place: Place, params: Mapping[str, object] | None = None) -> TemplateFaulty:
    """Make the fault of a `render` code at a place."""
    return TemplateFaulty(code, place, params or {})
