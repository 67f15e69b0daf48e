"""The tree written as Markdown, for people who read it as it is and for readers of CommonMark and GFM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from procwiz.render.tree import (
    Block,
    Blocks,
    Break,
    Emphasis,
    Heading,
    Items,
    Link,
    Open,
    Paragraph,
    Part,
    Parts,
    Section,
    Strong,
    Table,
    Text,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

OPEN_MARK = "◇"

_ANYWHERE = re.compile(
    r"""[\\`*_\[\]<|~$#]          # starts or ends something wherever it stands
    | &(?=[#\w]|$)                # an entity
    | (?<=\w)\.(?=[^\W\d])        # kl.dk, www.x.y: readers of GFM make links of names
    | (?<=\S)@(?=\S)              # a@b.dk
    | /(?=/)                      # http://
    """,
    re.VERBOSE,
)
_AT_START = re.compile(r"(?:[-+](?!\w)|>|=|:(?=[:-]))")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|\\?$)")
_EDGE = re.compile(r"^\s+|\s+(?=\\?$)")


def write(blocks: Blocks) -> str:
    """Write a document as Markdown; ends with a new line, unless it is empty."""
    text = "\n".join(_lines(blocks))
    return f"{text}\n" if text else ""


def _lines(blocks: Blocks) -> Iterator[str]:
    for number, block in enumerate(blocks):
        if number:
            yield ""
        yield from _block(block, _takes_second_mark(blocks, number))


def _takes_second_mark(blocks: Blocks, number: int) -> bool:
    """Tell whether a list follows one of its kind: with the same mark the two would be one."""
    if number == 0:
        return False
    match blocks[number - 1], blocks[number]:
        case Items(before), Items(start) if (before is None) == (start is None):
            return not _takes_second_mark(blocks, number - 1)
    return False


def _block(block: Block, second: bool) -> Iterator[str]:
    """Give the lines of a block; a list takes the other of its two marks where it is `second`."""
    match block:
        case Heading(level, parts):
            yield f"{'#' * level} {_paragraph(parts)}"
        case Paragraph(parts):
            yield from _paragraph(parts).split("\n")
        case Items(start, items):
            yield from _items(start, items, second)
        case Table():
            yield from _table(block)
        case Section():
            yield from _section(block)


def _items(start: int | None, items: tuple[Blocks, ...], second: bool) -> Iterator[str]:
    loose = any(not isinstance(block, Items) for item in items for block in item[1:])
    for number, item in enumerate(items):
        if number and loose:
            yield ""
        mark = ("* " if second else "- ") if start is None else f"{start + number}{')' if second else '.'} "
        lines = [line for line in _lines(item) if line or loose]
        yield mark.rstrip() if not lines else mark + lines[0]
        yield from (f"{' ' * len(mark)}{line}".rstrip() for line in lines[1:])


def _table(table: Table) -> Iterator[str]:
    rules = {"left": ":---", "right": "---:", "center": ":---:"}
    yield _row(tuple(_kept(_inline(cell)) for cell in table.header))
    yield _row(tuple(rules.get(side, "---") for side in table.sides))
    for row in table.rows:
        yield _row(tuple(_kept(_inline(cell)) for cell in row))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _section(section: Section) -> Iterator[str]:
    match section.kind:
        case "decision" | "facts" | "note":
            blocks = _labelled(section.blocks) if section.kind == "facts" else section.blocks
            yield from (f"> {line}".rstrip() for line in _lines(blocks))
        case "annex" | "page":
            yield from ("---", "")
            yield from _lines(section.blocks)
        case _:
            yield from _lines(section.blocks)


def _labelled(blocks: Blocks) -> Blocks:
    return tuple(
        Items(None, tuple(_colon(item) for item in block.items)) if isinstance(block, Items) else block
        for block in blocks
    )


def _colon(item: Blocks) -> Blocks:
    """Set a colon after the name of a fact, where the template has none."""
    match item:
        case (Paragraph((Strong(name), *value)), *rest) if not words(name).endswith(":"):
            return (Paragraph((Strong((*name, Text(":"))), *value)), *rest)
        case _:
            return item


def _paragraph(parts: Parts) -> str:
    return "\n".join(_guard(line) for line in _inline(parts).split("\n"))


def _guard(line: str) -> str:
    """Keep a line from being read as the start of a block."""
    line = _kept(line)
    if _AT_START.match(line):
        return f"\\{line}"
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def _kept(line: str) -> str:
    """Keep a line's outer spaces from being dropped."""
    return _EDGE.sub(lambda found: "".join(f"&#{ord(space)};" for space in found[0]), line)


def _inline(parts: Parts) -> str:
    pieces = [_part(part) for part in parts]
    for number, part in enumerate(parts[1:]):
        if isinstance(part, Link) and pieces[number].endswith("!"):
            pieces[number] = f"{pieces[number][:-1]}\\!"  # else the two would be a picture
    return "".join(pieces)


def _part(part: Part) -> str:
    match part:
        case Text(text):
            return _ANYWHERE.sub(r"\\\g<0>", text)
        case Break():
            return "\\\n"
        case Emphasis(parts):
            return f"*{_inline(parts)}*"
        case Strong(parts):
            return f"**{_inline(parts)}**"
        case Link(href, parts):
            return f"[{_inline(parts)}](<{href}>)"
        case Open(parts):
            return f"{OPEN_MARK} {_inline(parts)}"
