"""Markdown read into the tree. What is no part of the vocabulary is refused with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

from procwiz.render.tree import (
    KINDS,
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
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

BREAK = "\ufdd0"
"""Stands for a new line inside an answer; the parser never sees one. (Noncharacters are no text, by Unicode's rule.)"""
OPEN, CLOSE = "\ufdd2", "\ufdd3"
"""Stand around what is not known yet."""
SCHEMES = ("http://", "https://", "mailto:")

_DEEPEST_PROSE = 16
_MARK = re.compile(f"([{BREAK}{OPEN}{CLOSE}])")
_BAR = re.compile(r"(?<!\\)\|")
_FOUND = {"blockquote": ">", "code_inline": "`", "fence": "```", "hr": "---", "image": "!["}


class Unfit(Exception):
    """Markdown outside the vocabulary: the code and blanks of a `render` message, and the line, counted from 0."""

    def __init__(self, code: str, line: int, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.params = params


def parse(markdown: str, figures: Collection[str] = ()) -> Blocks:
    """Read what a template gave; raise `Unfit` at what is no part of the vocabulary or no name of `figures`."""
    root = SyntaxTreeNode(_parser().parse(markdown))
    blocks = _Reader(markdown.split("\n"), figures).blocks(root.children)
    _check_headings(root)
    return blocks


def parse_prose(text: str) -> Blocks:
    """Read what a person wrote as prose: paragraphs, lists, emphasis, strong, links. All else in it is plain text."""
    parser = MarkdownIt("zero", {"maxNesting": _DEEPEST_PROSE})
    parser.enable(["list", "emphasis", "balance_pairs", "link", "autolink", "newline", "escape", "entity"])
    tokens = parser.parse(text)
    if any(token.level >= _DEEPEST_PROSE - 1 for token in tokens):  # the parser drops what lies deeper
        return (Paragraph((Text(text),)),)
    return _Reader(text.split("\n")).blocks(SyntaxTreeNode(tokens).children)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table")
    parser.disable(["code", "lheading", "reference", "html_block", "html_inline"])
    container_plugin(parser, "section", validate=lambda *_: True)
    return parser


def _check_headings(root: SyntaxTreeNode) -> None:
    last = 1
    for node in root.walk():
        if node.type == "heading":
            level = int(node.tag[1:])
            if level == 1:
                raise Unfit("title", _line(node))
            if level > last + 1:
                raise Unfit("heading_skips", _line(node), level="#" * level, wanted="#" * (last + 1))
            last = level


def _line(node: SyntaxTreeNode) -> int:
    at: SyntaxTreeNode | None = node
    while at is not None and not at.is_root:
        if at.map is not None:
            return at.map[0]
        at = at.parent
    return 0


class _Reader:
    """Turns the parser's nodes into ours. `lines` are those of the Markdown that was parsed."""

    def __init__(self, lines: Sequence[str], figures: Collection[str] = ()) -> None:
        self.lines = lines
        self.figures = figures

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Blocks:
        return tuple(self._block(node) for node in nodes)

    def _block(self, node: SyntaxTreeNode) -> Block:
        reader = self._readers().get(node.type)
        if reader is None:
            raise Unfit("unknown_block", _line(node), found=_FOUND.get(node.type, node.type))
        return reader(node)

    def _readers(self) -> Mapping[str, Callable[[SyntaxTreeNode], Block]]:
        return {
            "heading": lambda node: Heading(int(node.tag[1:]), _one_line(self._parts(node.children[0]))),
            "paragraph": lambda node: Paragraph(self._parts(node.children[0])),
            "bullet_list": self._items,
            "ordered_list": self._items,
            "table": self._table,
            "container_section": self._section,
        }

    def _items(self, node: SyntaxTreeNode) -> Items:
        start = int(str(node.attrs.get("start", 1))) if node.type == "ordered_list" else None
        return Items(start, tuple(self.blocks(item.children) for item in node.children))

    def _table(self, node: SyntaxTreeNode) -> Table:
        rows = [row for part in node.children for row in part.children]
        for row in rows:
            self._check_width(row, len(rows[0].children))
        cells = [tuple(_one_line(self._parts(cell.children[0])) for cell in row.children) for row in rows]
        sides = (str(cell.attrs.get("style", "")) for cell in rows[0].children)
        return Table(cells[0], tuple(side.removeprefix("text-align:") for side in sides), tuple(cells[1:]))

    def _check_width(self, row: SyntaxTreeNode, width: int) -> None:
        line = self.lines[_line(row)].strip()
        if not line.startswith("|") or not line.endswith("|"):
            raise Unfit("row_bars", _line(row))
        cells = len(_BAR.findall(line)) - 1
        if cells != width:  # the parser would drop the cells too many without a word
            raise Unfit("row_width", _line(row), cells=cells, columns=width)

    def _section(self, node: SyntaxTreeNode) -> Section:
        kind, _, name = node.info.strip().partition(" ")
        if kind not in KINDS:
            raise Unfit("unknown_container" if kind else "stray_colons", _line(node), kind=kind, kinds=KINDS)
        if name and kind != "figure":
            raise Unfit("container_words", _line(node), kind=kind, words=name)
        self._check_closed(node, kind)
        if kind == "facts":
            self._check_facts(node)
        if kind == "figure":
            self._check_figure(node, name)
        return Section(kind, name, self.blocks(node.children))

    def _check_figure(self, node: SyntaxTreeNode, name: str) -> None:
        if name not in self.figures:
            raise Unfit("unknown_figure", _line(node), name=name, figures=sorted(self.figures))
        inside = [child.type for child in node.children]
        if inside[:1] != ["paragraph"] or "table" not in inside:
            raise Unfit("figure_parts", _line(node), name=name)

    def _check_closed(self, node: SyntaxTreeNode, kind: str) -> None:
        end = node.map[1] if node.map else len(self.lines)
        if not "".join(self.lines[end : end + 1]).strip().startswith(":::"):
            raise Unfit("unclosed", _line(node), kind=kind)

    def _check_facts(self, node: SyntaxTreeNode) -> None:
        for items in node.children:
            for item in items.children if items.type == "bullet_list" else ():
                if not self._opens_strong(item):
                    raise Unfit("fact_label", _line(item))

    def _opens_strong(self, item: SyntaxTreeNode) -> bool:
        first = self.blocks(item.children[:1])
        return bool(first) and isinstance(first[0], Paragraph) and isinstance(first[0].parts[0], Strong)

    def _parts(self, node: SyntaxTreeNode) -> Parts:
        return tuple(part for child in node.children for part in self._part(child))

    def _part(self, node: SyntaxTreeNode) -> Iterator[Part]:
        match node.type:
            case "text":
                yield from _marked(node.content)
            case "softbreak":
                yield Text("\n")
            case "hardbreak":
                yield Break()
            case "em":
                yield Emphasis(self._parts(node))
            case "strong":
                yield Strong(self._parts(node))
            case "link":
                yield from self._link(node)
            case _:
                raise Unfit("unknown_inline", _line(node), found=_FOUND.get(node.type, node.type))

    def _link(self, node: SyntaxTreeNode) -> Parts:
        href, parts = str(node.attrs["href"]), self._parts(node)
        return (Link(href, parts),) if href.lower().startswith(SCHEMES) and parts else parts


def _marked(text: str) -> Iterator[Part]:
    pieces = iter(_MARK.split(text))
    for piece in pieces:
        if piece == OPEN:
            inside = iter(pieces.__next__, CLOSE)
            yield Open(tuple(_plain(inside)))
        else:
            yield from _plain((piece,))


def _plain(pieces: Iterable[str]) -> Iterator[Part]:
    for piece in pieces:
        if piece:
            yield Break() if piece == BREAK else Text(piece)


def _one_line(parts: Parts) -> Parts:
    return tuple(_on_one_line(part) for part in parts)


def _on_one_line(part: Part) -> Part:
    match part:
        case Text(text):
            return Text(text.replace("\n", " "))
        case Break():
            return Text(" ")
        case Link(href, parts):
            return Link(href, _one_line(parts))
        case _:
            return type(part)(_one_line(part.parts))
