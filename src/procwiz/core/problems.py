"""A fault in somebody's file: what it is, where it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from procwiz.core.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Path: TypeAlias = "tuple[str | int, ...]"
"""The way from the top of a file to a part of it: keys, and numbers from 0 in lists."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file. `path` leads to the part; `line` counts from 1, 0 where it is not known."""

    file: str
    path: Path = ()
    line: int = 0

    def __str__(self) -> str:
        if self.line:
            return f"{self.file}:{self.line}"
        return f"{self.file}: {'.'.join(str(part) for part in self.path)}" if self.path else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault. `code` names its sentence in `problems.json`, `params` fill the blanks."""

    code: str
    place: Place
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> Message:
        """What is wrong."""
        return Message(f"problems.{self.code}", self.params)

    @property
    def remedy(self) -> Message:
        """What to do about it."""
        return Message(f"problems.{self.code}.remedy", self.params)


def near(name: str, names: Iterable[str]) -> str | None:
    """Find the name that was most likely meant.

    >>> near("requird", ["public", "required"])
    'required'
    """
    import difflib

    found = difflib.get_close_matches(name[:100], sorted(set(names)), n=1, cutoff=0.7)
    return found[0] if found else None


def meant(name: str, names: Iterable[str]) -> Message:
    """Say which name was most likely meant, else which there are (at most twelve)."""
    known = sorted(set(names))
    found = near(name, known)
    if found:
        return Message("problems.meant", {"name": found})
    if known and len(known) <= 12:
        return Message("problems.possible", {"names": tuple(known)})
    return Message("problems.unlike", {})
