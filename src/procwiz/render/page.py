"""The tree written as one page of HTML that needs nothing else: no script, no file, no network."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from procwiz.render import templates
from procwiz.render.dress import Dress
from procwiz.render.frame import Words
from procwiz.render.markdown import OPEN_MARK
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
    columns,
    fact,
    words,
)
from procwiz.render.widths import is_short

if TYPE_CHECKING:
    from pathlib import Path

_MANY, _MOST = 6, 9
_IDS_OF_THE_PAGE = ("top", "main", "contents")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss"})


def write(blocks: Blocks, document: Mapping[str, object], page_template: Path, say: Words, dress: Dress) -> str:
    """Write the page; raise `TemplateFaulty` where the page around the document is wrong."""
    return templates.fill_page(page_template, around(blocks, document, say, dress), dress.templates)


def around(blocks: Blocks, document: Mapping[str, object], say: Words, dress: Dress) -> Mapping[str, object]:
    """Give what the page around a document is filled with: `body` is the document, written."""
    figures = document.get("figures")
    body = _Body(say, figures if isinstance(figures, Mapping) else {})
    frame = {key: document[key] for key in ("language", "title", "subtitle", "meta")}
    inside = body.blocks(blocks)
    contents = body.contents if document.get("contents") else []
    return {**frame, "contents": contents, "body": inside, "say": _said(say), **_worn(dress)}


def _worn(dress: Dress) -> Mapping[str, object]:
    logo = dress.logo
    shown = {"source": logo.uri, "width": logo.width, "height": logo.height} if logo else {}
    return {"organisation": dress.organisation, "colours": asdict(dress.palette), "logo": shown}


def _said(say: Words) -> Mapping[str, str]:
    return {name: say(f"render.{name}") for name in ("skip", "contents", "page", "of", "top")}


class _Body:
    """Writes blocks, and remembers what later ones need: ids that are taken, and the heading one stands under."""

    def __init__(self, say: Words, figures: Mapping[str, object]) -> None:
        self.say = say
        self.figures = figures
        self.contents: list[dict[str, str]] = []
        self.under = self.under_id = ""
        self._ids = set(_IDS_OF_THE_PAGE)
        self._labels: set[str] = set()

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """Write blocks one below the other."""
        return Markup("\n").join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Markup:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(parts):
                return _html("<p>{}</p>", _inline(parts))
            case Items():
                return self._items(block)
            case Table():
                return self._table(block)
            case Section():
                return self._section(block)

    def _heading(self, heading: Heading) -> Markup:
        self.under = words(heading.parts).strip()
        self.under_id = _untaken(_slug(self.under) or "x", self._ids, "-")
        if heading.level == 2:
            self.contents.append({"id": self.under_id, "title": self.under})
        return _html('<h{0} id="{1}">{2}</h{0}>', heading.level, self.under_id, _inline(heading.parts))

    def _items(self, items: Items) -> Markup:
        entries = Markup("\n").join(_html("<li>{}</li>", self._item(item)) for item in items.items)
        if items.start is None:
            return _html("<ul>\n{}\n</ul>", entries)
        return _html("<ol{}>\n{}\n</ol>", "" if items.start == 1 else _html(' start="{}"', items.start), entries)

    def _item(self, blocks: Blocks) -> Markup:
        match blocks:
            case (Paragraph(parts), *rest) if not any(isinstance(block, Paragraph) for block in rest):
                return Markup("\n").join((_inline(parts), *(self._block(block) for block in rest)))
            case _:
                return self.blocks(blocks)

    def _table(self, table: Table) -> Markup:
        head = Markup("").join(_cell("th", cell, side) for cell, side in zip(table.header, table.sides, strict=True))
        rows = Markup("\n").join(_row(row, table.sides) for row in table.rows)
        inside = _html("<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}\n</tbody>", head, rows)
        columns = len(table.header)
        look = f"of-{min(columns, _MOST)} many" if columns >= _MANY else f"of-{columns}"
        return self._box(_html('<table class="{}">\n{}\n</table>', look, inside), self._label())

    def _label(self) -> str:
        label = self.say("render.table_under", heading=self.under) if self.under else self.say("render.table")
        return _untaken(label, self._labels, " ")

    def _box(self, inside: Markup, label: str) -> Markup:
        return _html('<div class="wide" role="group" tabindex="0" aria-label="{}">\n{}\n</div>', label, inside)

    def _section(self, section: Section) -> Markup:
        match section.kind:
            case "decision" | "annex":
                return self._named(section)
            case "note":
                return _html('<div class="note" role="note">\n{}\n</div>', self.blocks(section.blocks))
            case "facts":
                return _html('<section class="facts">\n{}\n</section>', self._facts(section.blocks))
            case "columns":
                parts = (_html("<div>\n{}\n</div>", self.blocks(column)) for column in columns(section.blocks))
                return _html('<div class="columns">\n{}\n</div>', Markup("\n").join(parts))
            case "figure":
                return self._figure(section)
            case _:
                return _html('<section class="{}">\n{}\n</section>', section.kind, self.blocks(section.blocks))

    def _named(self, section: Section) -> Markup:
        match section.blocks:
            case (Heading() as first, *rest):
                inside = [self._heading(first)]
                name = _html('aria-labelledby="{}"', self.under_id)
            case rest:
                inside = []
                name = _html('aria-label="{}"', _untaken(self.say(f"render.{section.kind}"), self._labels, " "))
        inside += [self._block(block) for block in rest]
        return _html('<section class="{}" {}>\n{}\n</section>', section.kind, name, Markup("\n").join(inside))

    def _facts(self, blocks: Blocks) -> Markup:
        return Markup("\n").join(
            self._grid(block) if isinstance(block, Items) and block.start is None else self._block(block)
            for block in blocks
        )

    def _grid(self, items: Items) -> Markup:
        return _html("<dl>\n{}\n</dl>", Markup("\n").join(self._fact(item) for item in items.items))

    def _fact(self, item: Blocks) -> Markup:
        name, value = fact(item)
        return _html("<div><dt>{}</dt><dd>{}</dd></div>", name, self._item(value).strip())

    def _figure(self, section: Section) -> Markup:
        caption, *rest = section.blocks
        drawn = self.figures.get(section.name)
        label = self.say("render.figure", caption=words(caption.parts) if isinstance(caption, Paragraph) else "")
        picture = self._box(Markup(drawn), _untaken(label, self._labels, " ")) if drawn else ""  # noqa: S704  (ours)
        said = _inline(caption.parts) if isinstance(caption, Paragraph) else ""
        return _html("<figure>\n<figcaption>{}</figcaption>\n{}\n{}\n</figure>", said, picture, self.blocks(rest))


def _html(form: str, *parts: object) -> Markup:
    """Fill HTML of ours with parts, each escaped unless it is `Markup`."""
    return Markup(form).format(*parts)  # noqa: S704  (`form` is always a literal of this module)


def _row(cells: Iterable[Parts], sides: Iterable[str]) -> Markup:
    return _html("<tr>{}</tr>", Markup("").join(_cell("td", *cell) for cell in zip(cells, sides, strict=True)))


def _cell(tag: str, parts: Parts, side: str) -> Markup:
    tag = tag if parts else "td"  # a heading without words is none
    scope = Markup(' scope="col"') if tag == "th" else ""
    classes = [side] if side in ("right", "center") else []
    if is_short(words(parts)):
        classes.append("short")
    look = _html(' class="{}"', " ".join(classes)) if classes else ""
    return _html("<{0}{1}{2}>{3}</{0}>", tag, scope, look, _inline(parts))


def _inline(parts: Parts) -> Markup:
    return Markup("").join(_part(part) for part in parts)


def _part(part: Part) -> Markup:
    match part:
        case Text(text):
            return escape(text)
        case Break():
            return Markup("<br>\n")
        case Emphasis(parts):
            return _html("<em>{}</em>", _inline(parts))
        case Strong(parts):
            return _html("<strong>{}</strong>", _inline(parts))
        case Link(href, parts):
            return _html('<a href="{}">{}</a>', href, _inline(parts))
        case Open(parts):
            return _html('<span class="open"><span aria-hidden="true">{}</span> {}</span>', OPEN_MARK, _inline(parts))


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"s-{slug}" if slug[:1].isdigit() else slug


def _untaken(name: str, taken: set[str], joint: str) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}{joint}{number}"
    taken.add(free)
    return free
