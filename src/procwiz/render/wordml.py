"""The tree written as the body of a Word document: WordprocessingML, as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from procwiz.render import widths
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

if TYPE_CHECKING:
    from procwiz.render.frame import Frame

TEXT_WIDTH = 9412
"""How wide the text is, in twentieths of a point: A4 with margins of 22 mm."""
BULLETS = 1
"""The number of the list that all bullets belong to; numbered lists have the next ones."""

_TABLE_EM = 190
_BOX_PADDING, _BOX_BORDER = 500, 90
_LONG_ROW = 900
_DEEPEST = 8
_INDENT = 284
_BELOW_LIST = 140
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Look:
    """How the words of a run look."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    color: str = ""

    def properties(self) -> Markup:
        """Write the run's properties; none where it looks as its paragraph."""
        inside = Markup("").join(
            (
                _xml('<w:rStyle w:val="{}"/>', self.style) if self.style else "",
                Markup("<w:b/><w:bCs/>") if self.bold else "",
                Markup("<w:i/><w:iCs/>") if self.italic else "",
                _xml('<w:color w:val="{}"/>', self.color) if self.color else "",
            )
        )
        return _xml("<w:rPr>{}</w:rPr>", inside) if inside else Markup("")


@dataclass(frozen=True, slots=True)
class Room:
    """Where blocks stand: the style of their paragraphs, the colour of their headings, how wide, how deep in lists."""

    style: str = "Normal"
    heading: str = ""
    width: int = TEXT_WIDTH
    depth: int = 0


class Body:
    """Writes blocks, and remembers what later ones need: ids, labels, numbered lists, and what comes right before."""

    def __init__(self, frame: Frame, relate: Callable[[str], str], draw: Callable[[str, str, int], Markup]) -> None:
        self.frame = frame
        self.accent = colour(frame.dress.palette.accent)
        self.relate = relate
        self.draw = draw
        self.under = ""
        self.headings: list[tuple[str, str]] = []
        self.starts: list[int] = []
        self._labels: dict[str, int] = {}
        self._after_table = self._on_top = False
        self._breaks = ""

    def blocks(self, blocks: Iterable[Block], room: Room = Room()) -> Markup:
        """Write blocks one below the other."""
        return Markup("").join(self._block(block, room) for block in blocks)

    def paragraph(
        self, inside: Markup, style: str, *, number: object = "", after: int = 0, place: object = ""
    ) -> Markup:
        """Write a paragraph: with the `number` of its list, room `after` it, and its `place` in the line."""
        page = Markup("<w:pageBreakBefore/>") if self._breaks else ""
        bar = _xml(_BAR, self.accent) if self._breaks == "annex" else ""
        above = Markup(' w:before="0"') if self._on_top else ""
        if self._after_table and style in _CLOSE:
            above = Markup(' w:before="170"')
        below = _xml(' w:after="{}"', after) if after else ""
        gap = _xml("<w:spacing{}{}/>", above, below) if above or below else ""
        self._breaks, self._after_table, self._on_top = "", False, False
        return _xml(
            '<w:p><w:pPr><w:pStyle w:val="{}"/>{}{}{}{}{}</w:pPr>{}</w:p>',
            style, page, number, bar, gap, place, inside,
        )  # fmt: skip

    def _block(self, block: Block, room: Room) -> Markup:
        match block:
            case Heading():
                return self._heading(block, room)
            case Paragraph(parts):
                return self.paragraph(self._inline(parts), room.style)
            case Items():
                return self._items(block, room)
            case Table():
                return self._table(block, room)
            case Section():
                return self._section(block, room)

    def _heading(self, heading: Heading, room: Room) -> Markup:
        self.under = words(heading.parts).strip()
        inside = self._inline(heading.parts, Look(color=room.heading))
        if heading.level == 2 and self.frame.contents:
            name = f"_Toc{len(self.headings) + 1:06}"
            self.headings.append((name, self.under))
            inside = _xml(
                '<w:bookmarkStart w:id="{0}" w:name="{1}"/>{2}<w:bookmarkEnd w:id="{0}"/>',
                len(self.headings), name, inside,
            )  # fmt: skip
        return self.paragraph(inside, f"Heading{heading.level}")

    # -- lists -----------------------------------------------------------------------------

    def _items(self, items: Items, room: Room) -> Markup:
        number = BULLETS
        if items.start is not None:
            self.starts.append(items.start)
            number = BULLETS + len(self.starts)
        last = len(items.items) - 1 if not room.depth else -1
        return Markup("").join(
            self._item(item, number, room, after=_BELOW_LIST if place == last else 0)
            for place, item in enumerate(items.items)
        )

    def _item(self, item: Blocks, number: int, room: Room, *, after: int) -> Markup:
        style = "ListBullet" if number == BULLETS else "ListNumber"
        level = min(room.depth, _DEEPEST)
        numbered = _xml('<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>', level, number)
        match item:
            case (Paragraph(parts), *rest):
                first = self.paragraph(self._inline(parts), style, number=numbered, after=0 if rest else after)
            case rest:
                first = Markup("")
        return first + Markup("").join(self._continued(block, room) for block in rest)

    def _continued(self, block: Block, room: Room) -> Markup:
        if isinstance(block, Paragraph):
            indent = _xml('<w:ind w:left="{}"/>', _INDENT * (min(room.depth, _DEEPEST) + 1))
            return self.paragraph(self._inline(block.parts), "ListContinue", place=indent)
        return self._block(block, replace(room, depth=room.depth + 1))

    # -- tables ----------------------------------------------------------------------------

    def _table(self, table: Table, room: Room) -> Markup:
        apart = self.apart()
        shares = widths.shares(table, room.width / _TABLE_EM)
        sizes = [round(share * _TABLE_EM) for share in shares]
        head = self._row(table.header, table, sizes, header=True)
        rows = Markup("").join(self._row(row, table, sizes) for row in table.rows)
        return apart + self._grid("Rows", sizes, head + rows, header=True)

    def apart(self) -> Markup:
        """End a table that stands right before: two would become one, and nothing may end with one."""
        return self.paragraph(Markup(""), "Separator") if self._after_table else Markup("")

    def _grid(self, style: str, sizes: list[int], rows: Markup, *, header: bool = False) -> Markup:
        """Write a table of whole rows."""
        self._after_table = True
        grid = Markup("").join(_xml('<w:gridCol w:w="{}"/>', size) for size in sizes)
        return _xml(
            '<w:tbl><w:tblPr><w:tblStyle w:val="{}"/><w:tblW w:w="{}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="{}" w:firstRow="{}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
            'w:noVBand="1"/><w:tblCaption w:val="{}"/></w:tblPr><w:tblGrid>{}</w:tblGrid>{}</w:tbl>',
            style, sum(sizes), "0620" if header else "0600", int(header), self._label(), grid, rows,
        )  # fmt: skip

    def _label(self) -> str:
        label = (
            self.frame.say("render.table_under", heading=self.under) if self.under else self.frame.say("render.table")
        )
        self._labels[label] = self._labels.get(label, 0) + 1
        return label if self._labels[label] == 1 else f"{label} {self._labels[label]}"

    def _row(self, row: tuple[Parts, ...], table: Table, sizes: list[int], *, header: bool = False) -> Markup:
        kept = Markup("<w:cantSplit/>") if header or sum(len(words(cell)) for cell in row) <= _LONG_ROW else ""
        repeated = Markup("<w:tblHeader/>") if header else ""
        style = "TableHead" if header else "TableText"
        inside = [self._in_cell(cell, style, side) for cell, side in zip(row, table.sides, strict=True)]
        cells = [_cell(cell, size) for cell, size in zip(inside[:-1], sizes[:-1], strict=True)]
        cells += [_cell(inside[-1], sizes[-1], flush=True)]
        return _xml("<w:tr><w:trPr>{}{}</w:trPr>{}</w:tr>", kept, repeated, Markup("").join(cells))

    def _in_cell(self, parts: Parts, style: str, side: str) -> Markup:
        self._after_table = False
        return self.paragraph(self._inline(parts), style, place=_xml('<w:jc w:val="{}"/>', side) if side else "")

    # -- containers ------------------------------------------------------------------------

    def _section(self, section: Section, room: Room) -> Markup:
        match section.kind:
            case "decision":
                return self._decision(section, room)
            case "facts":
                return Markup("").join(self._facts(block, room) for block in section.blocks)
            case "note":
                return self.blocks(section.blocks, replace(room, style="Note"))
            case "columns":
                return Markup("").join(self.blocks(column, room) for column in columns(section.blocks))
            case "figure":
                return self._figure(section, room)
            case _:
                self._breaks = section.kind
                return self.blocks(section.blocks, room)

    def _decision(self, section: Section, room: Room) -> Markup:
        apart, self._on_top = self.apart(), True
        inside = self.blocks(
            section.blocks, replace(room, style="DecisionText", heading=self.accent, width=room.width - _BOX_PADDING)
        )
        end = self.apart()
        width = room.width - _BOX_BORDER
        row = _xml("<w:tr>{}</w:tr>", _cell(inside + end, width))
        return apart + self._grid("Decision", [width], row)

    def _facts(self, block: Block, room: Room) -> Markup:
        if not isinstance(block, Items) or block.start is not None:
            return self._block(block, room)
        apart, across = self.apart(), widths.across(len(block.items))
        sizes = [room.width // across] * across
        lines = [block.items[place : place + across] for place in range(0, len(block.items), across)]
        rows = Markup("").join(self._fact_row(line, sizes, room) for line in lines)
        return apart + self._grid("FactRow", sizes, rows)

    def _fact_row(self, items: tuple[Blocks, ...], sizes: list[int], room: Room) -> Markup:
        cells = [self._fact(item, room) for item in items]
        spans = [1] * (len(cells) - 1) + [len(sizes) - len(cells) + 1]
        inside = Markup("").join(
            _cell(cell, sizes[0] * span, span=span) for cell, span in zip(cells, spans, strict=True)
        )
        return _xml("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>", inside)

    def _fact(self, item: Blocks, room: Room) -> Markup:
        self._after_table = False
        name, value = fact(item)
        label = self.paragraph(self._inline((Text(name),)), "FactName")
        return label + self.blocks(value, replace(room, style="FactValue"))

    def _figure(self, section: Section, room: Room) -> Markup:
        caption, *rest = section.blocks
        said = caption.parts if isinstance(caption, Paragraph) else ()
        title = self.paragraph(self._inline(said), "Caption")
        drawn = self.frame.figures.get(section.name)
        if not drawn:
            return title + self.blocks(rest, room)
        picture = self.draw(drawn, self.frame.say("render.figure", caption=words(said)), room.width)
        return title + self.paragraph(picture, "Picture") + self.blocks(rest, room)

    # -- words -----------------------------------------------------------------------------

    def _inline(self, parts: Parts, look: Look = Look()) -> Markup:
        return Markup("").join(self._part(part, look) for part in parts)

    def _part(self, part: Part, look: Look) -> Markup:
        match part:
            case Text(text):
                return run(text.replace("\n", " "), look)
            case Break():
                return Markup("<w:r><w:br/></w:r>")
            case Emphasis(parts):
                return self._inline(parts, replace(look, italic=True))
            case Strong(parts):
                return self._inline(parts, replace(look, bold=True))
            case Open(parts):
                return self._inline((Text(f"{OPEN_MARK} "), *parts), replace(look, style="NotKnown"))
            case Link(href, parts):
                inside = self._inline(parts, replace(look, style="Hyperlink"))
                return _xml('<w:hyperlink r:id="{}" w:history="1">{}</w:hyperlink>', self.relate(href), inside)


_BAR = '<w:pBdr><w:top w:val="single" w:sz="16" w:space="12" w:color="{}"/></w:pBdr>'

_CLOSE = frozenset({"Normal", "ListBullet", "ListNumber", "ListContinue", "Note", "DecisionText", "FactValue"})
"""Paragraphs that have no room above them of their own, and need some after a table."""


def run(text: str, look: Look = Look()) -> Markup:
    """Write a run of words."""
    return _xml('<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>', look.properties(), text)


def contents(headings: Iterable[tuple[str, str]], title: str) -> Markup:
    """Write the table of contents: a field that Word can bring up to date, showing what it will find."""
    entries = [
        _xml('<w:hyperlink w:anchor="{}" w:history="1">{}</w:hyperlink>', name, run(words)) for name, words in headings
    ]
    begin = Markup(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "2-2" \\h \\z \\n </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = Markup('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    entries[:1] = [begin + entry for entry in entries[:1]]
    entries[-1:] = [entry + end for entry in entries[-1:]]
    head = _xml('<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{}</w:p>', run(title))
    lines = [_xml('<w:p><w:pPr><w:pStyle w:val="TOC2"/></w:pPr>{}</w:p>', entry) for entry in entries]
    return Markup("").join((head, *lines)) if entries else Markup("")


def field(code: str, shown: str) -> Markup:
    """Write a field and what it shows until Word reckons it."""
    return _xml('<w:fldSimple w:instr=" {} ">{}</w:fldSimple>', code, run(shown))


def plain(text: str) -> str:
    """Replace what XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def picture(place: str, number: int, alt: str, width: int, height: int) -> Markup:
    """Write the run that shows a picture; `width` and `height` are in English Metric Units."""
    return _xml(
        '<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="{height}"/>'
        '<wp:docPr id="{number}" name="{alt}" descr="{alt}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="{number}" name="{alt}" descr="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="{place}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        place=place, number=number, alt=alt, width=width, height=height,
    )  # fmt: skip


def colour(hexed: str) -> str:
    """Write a colour, `#0a5a70`, as Word does."""
    return hexed.removeprefix("#").upper()


def numbering(starts: Iterable[int], accent: str) -> Iterator[str]:
    """Write the lists of a document: one for all bullets, and one for each numbered list, with its first number."""
    yield _levels(0, "bullet", accent, lambda level: "•" if level % 2 == 0 else "–")
    yield _levels(1, "decimal", accent, lambda level: f"%{level + 1}.")
    yield f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>'
    for number, start in enumerate(starts, BULLETS + 1):
        override = f'<w:lvlOverride w:ilvl="{{}}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        levels = "".join(override.format(level) for level in range(_DEEPEST + 1))
        yield f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/>{levels}</w:num>'


def _levels(number: int, form: str, accent: str, mark: Callable[[int], str]) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark(level)}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_INDENT * (level + 1)}" w:hanging="{_INDENT}"/></w:pPr>'
        f'<w:rPr><w:b w:val="0"/><w:color w:val="{accent}"/></w:rPr></w:lvl>'
        for level in range(_DEEPEST + 1)
    )
    kind = '<w:multiLevelType w:val="hybridMultilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'


def _cell(inside: Markup, width: int, *, span: int = 1, flush: bool = False) -> Markup:
    """Write a cell, over `span` columns; a `flush` one ends where the text ends."""
    spans = _xml('<w:gridSpan w:val="{}"/>', span) if span > 1 else ""
    margin = Markup('<w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar>') if flush else ""
    return _xml('<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>{}{}</w:tcPr>{}</w:tc>', width, spans, margin, inside)


def _xml(form: str, *parts: object, **named: object) -> Markup:
    """Fill XML of ours with parts, each escaped unless it is `Markup`; what XML cannot hold becomes U+FFFD."""
    safe = {name: _safe(part) for name, part in named.items()}
    return Markup(form).format(*map(_safe, parts), **safe)  # noqa: S704  (`form` is always a literal of ours)


def _safe(part: object) -> Markup:
    return part if isinstance(part, Markup) else escape(plain(str(part)))
