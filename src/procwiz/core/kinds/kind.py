"""What every kind of question can do, and what their classes share."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar

from procwiz.core.cleaning import quoted
from procwiz.core.messages import Message, Misread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from procwiz.core.notation import Notation
    from procwiz.core.values import Value

T = TypeVar("T")


class Kind(Protocol):
    """What every kind can do. An instance carries the settings of one question (options, limits, unit)."""

    name: ClassVar[str]

    def parse(self, text: str, notation: Notation) -> Value:
        """Turn what a person typed into a value, or raise `Misread` with what to write instead."""

    def check(self, value: Value) -> Iterator[Message]:
        """Say what is wrong with a value that could be read: out of limits, not an option."""

    def show(self, value: Value, notation: Notation) -> str:
        """Write a value as people in that language write it; what `show` writes, `parse` reads."""

    def load(self, content: object, notation: Notation) -> Value:
        """Turn JSON content (journal, answers file) into a value, or raise `Misread`."""

    def dump(self, value: Value) -> object:
        """Turn a value into JSON content; `load(dump(value)) == value`."""


def expect(kind: type[T], value: object) -> T:
    """Take a value as what a kind's own values are; TypeError where it is another's."""
    if not isinstance(value, kind):
        raise TypeError(f"{kind.__name__} expected, not {type(value).__name__}")
    return value


def load_text(content: object) -> str:
    """Take JSON content that has to be a text."""
    if not isinstance(content, str):
        raise Misread("kinds.not_text", found=found(content))
    return content


def found(content: object) -> str:
    """Write JSON content short, as a message repeats it."""
    return quoted(content if isinstance(content, str) else str(content))


def unknown(code: str, name: str, known: Iterable[str]) -> Misread:
    """Say that a name is none of those known, and which of them is near (`<code>_near` then)."""
    names = tuple(known)
    near = get_close_matches(name, names, n=1)
    if near:
        return Misread(f"{code}_near", name=quoted(name), near=near[0])
    return Misread(code, name=quoted(name), names=names)
