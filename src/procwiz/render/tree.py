"""The tree of a document: all that a template may say, and so all that a format has to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

KINDS = ("decision", "facts", "columns", "note", "annex", "figure", "page")


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, as they are read; a new line in it is only a new line of the file."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line that is meant."""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that must be seen."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address, http, https or mailto."""

    href: str
    parts: Parts


@dataclass(frozen=True, slots=True)
class Open:
    """Words that stand where an answer is missing."""

    parts: Parts


Part: TypeAlias = "Text | Break | Emphasis | Strong | Link | Open"
Parts: TypeAlias = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is the document's title, so a template's are 2 to 6."""

    level: int
    parts: Parts


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `start` is its first number, None without numbers."""

    start: int | None
    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `sides` says left, right, center or nothing for each column."""

    header: tuple[Parts, ...]
    sides: tuple[str, ...]
    rows: tuple[tuple[Parts, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A container; `name` is the figure's."""

    kind: str
    name: str
    blocks: Blocks


Block: TypeAlias = "Heading | Paragraph | Items | Table | Section"
Blocks: TypeAlias = tuple[Block, ...]


def words(parts: Parts) -> str:
    """Give the text of some parts, on one line."""
    return "".join(_words(part) for part in parts)


def _words(part: Part) -> str:
    match part:
        case Text(text):
            return text.replace("\n", " ")
        case Break():
            return " "
        case _:
            return words(part.parts)
