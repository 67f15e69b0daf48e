"""The tree of a document: all that a template may say, and so all that a format has to write."""

from __future__ import annotations

from collections.abc import Iterator
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


def columns(blocks: Blocks) -> Iterator[Blocks]:
    """Cut at each heading of the first one's level; without a heading every block is a column."""
    first = next((block.level for block in blocks if isinstance(block, Heading)), None)
    column: list[Block] = []
    for block in blocks:
        if column and (first is None or (isinstance(block, Heading) and block.level == first)):
            yield tuple(column)
            column = []
        column.append(block)
    if column:
        yield tuple(column)


def fact(item: Blocks) -> tuple[str, Blocks]:
    """Take an item of `facts` apart: its name, without a colon, and what is said of it."""
    label, *value = item[0].parts if isinstance(item[0], Paragraph) else ()
    name = words((label,)).strip().removesuffix(":")
    return name, (Paragraph(_without_lead(tuple(value))), *item[1:])


def _without_lead(parts: Parts) -> Parts:
    match parts:
        case (Text(text), *rest):
            return (Text(text.lstrip()), *rest) if text.strip() else _without_lead(tuple(rest))
        case _:
            return parts
