"""Kinds whose value is a text: a line, paragraphs, a link."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from procwiz.core.cleaning import REPLACEMENT, clean_line, clean_prose, quoted
from procwiz.core.kinds.kind import expect, load_text
from procwiz.core.messages import Message, Misread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procwiz.core.notation import Notation
    from procwiz.core.values import Value

_WEB = {"http", "https"}
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _within(text: str, longest: int) -> str:
    if not text:
        raise Misread("kinds.empty")
    if len(text) > longest:
        raise Misread("kinds.too_long", n=len(text), limit=longest)
    return text


class _Written(ABC):
    """A text as its own value: nothing to check once it is read, shown and kept as it is."""

    __slots__ = ()

    @abstractmethod
    def parse(self, text: str, notation: Notation) -> Value:
        """Read a text."""

    def check(self, value: Value) -> Iterator[Message]:
        """Find nothing."""
        return iter(())

    def show(self, value: Value, notation: Notation) -> str:
        """Show the text itself."""
        return expect(str, value)

    def load(self, content: object, notation: Notation) -> Value:
        """Load a text, read like a typed one."""
        return self.parse(load_text(content), notation)

    def dump(self, value: Value) -> object:
        """Dump the text itself."""
        return value


@dataclass(frozen=True, slots=True)
class Text(_Written):
    """One line of at most `LONGEST` characters."""

    name: ClassVar[str] = "text"
    LONGEST: ClassVar[int] = 2_000

    def parse(self, text: str, notation: Notation) -> Value:
        """Read a line; breaks in it become spaces."""
        return _within(clean_line(text), self.LONGEST)


@dataclass(frozen=True, slots=True)
class Prose(_Written):
    """Paragraphs of at most `LONGEST` characters together."""

    name: ClassVar[str] = "prose"
    LONGEST: ClassVar[int] = 20_000

    def parse(self, text: str, notation: Notation) -> Value:
        """Read paragraphs; their breaks stay."""
        return _within(clean_prose(text), self.LONGEST)


@dataclass(frozen=True, slots=True)
class Link(_Written):
    """An address on the web or for mail: http, https or mailto, nothing else."""

    name: ClassVar[str] = "link"

    def parse(self, text: str, notation: Notation) -> Value:
        """Read an address."""
        address = _within(clean_line(text), Text.LONGEST)
        if not _is_address(address):
            raise Misread("kinds.no_link", text=quoted(address))
        return address


def _is_address(address: str) -> bool:
    if " " in address or REPLACEMENT in address:
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:  # brackets of an address by number that do not match
        return False
    return bool(host) if parts.scheme in _WEB else parts.scheme == "mailto" and bool(_MAIL.fullmatch(parts.path))
