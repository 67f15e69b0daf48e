"""The tree written as a PDF with tags, PDF/UA-1, by typst. What is said is handed over as data and is never code."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from procwiz.core.messages import Message
from procwiz.errors import UsageFault
from procwiz.render import fonts, widths
from procwiz.render.dress import Dress, Logo
from procwiz.render.frame import Frame
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

Plain: TypeAlias = dict[str, Any]

_TABLE = 166 / 25.4 * 72 / 9.25
_LONG_ROW = 900
_SPACES = str.maketrans("\n\t", "  ")
_LONG_WORD = re.compile(r"\S{30,}")
_FAMILIES = (fonts.FAMILY, "DejaVu Sans Mono", "Libertinus Serif")
_NO_FONT = re.compile(r'the text `(".*?")` could not be displayed', re.DOTALL)
_TRIES, _ONE_BY_ONE = 40, 5
_LOGO = (42.0, 12.0)
"""How wide and high a logo is at most, in millimetres."""
_KINDS = {"png": "png", "jpeg": "jpg"}
_REPLACEMENT = "\ufffd"
_JOINED = frozenset({"Mn", "Mc", "Me", "Cf", "Sk"})
_LATIN = "\u024f"
_OURS = frozenset(f"{OPEN_MARK}{_REPLACEMENT}–—…•€‘’“”")


def write(blocks: Blocks, frame: Frame) -> bytes:
    """Write a document as PDF; a sign that no font has stands there as U+FFFD.

    Our own fonts come first, so a page looks the same on every machine; the machine's only help out.
    """
    paper = {
        "name": f"{frame.title} · {frame.subtitle}",
        "title": OPEN_MARK if _is_blank(frame.title) else _breakable(frame.title),
        "subtitle": _breakable(frame.subtitle),
        "meta": _breakable(frame.meta),
        "foot": _breakable(frame.foot),
        "language": frame.language,
        "region": frame.region.lower(),
        "contents": frame.contents,
        "fonts": _FAMILIES,
        "say": {name: frame.say(f"render.{name}") for name in ("page", "of", "contents")},
        "accent": frame.dress.palette.accent,
        "tint": frame.dress.palette.tint,
        "logo": _logo(frame.dress),
        "blocks": _Body(frame).blocks(blocks),
    }
    return _set(json.dumps(paper, ensure_ascii=False), frame.dress.logo)


def _logo(dress: Dress) -> Plain | None:
    if dress.logo is None:
        return None
    width, height = dress.logo.within(*_LOGO)
    return {"kind": _KINDS[dress.logo.kind], "width": width, "height": height, "alt": dress.organisation}


class _Body:
    """Writes blocks as plain data, in which typst finds decided what Python decides."""

    def __init__(self, frame: Frame, most: int = 4) -> None:
        self.frame = frame
        self.most = most

    def blocks(self, blocks: Blocks) -> list[Plain]:
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Plain:
        match block:
            case Heading(level, parts):
                if _is_blank(words(parts)):  # the standard has no headings without words
                    return {"kind": "nothing"}
                return {"kind": "heading", "level": level, "parts": _inline(parts)}
            case Paragraph(parts):
                return {"kind": "paragraph", "parts": _inline(parts)}
            case Items(start, items):
                return {"kind": "items", "start": start, "items": [self.blocks(item) for item in items]}
            case Table():
                return _table(block)
            case Section():
                return self._section(block)

    def _section(self, section: Section) -> Plain:
        match section.kind:
            case "facts":
                return {"kind": "facts", "blocks": [self._facts(block) for block in section.blocks]}
            case "columns":
                side_by_side = [_Body(self.frame, most=2).blocks(column) for column in columns(section.blocks)]
                return {"kind": "columns", "columns": side_by_side}
            case "figure":
                return self._figure(section)
            case _:
                return {"kind": section.kind, "blocks": self.blocks(section.blocks)}

    def _facts(self, block: Block) -> Plain:
        if not isinstance(block, Items) or block.start is not None:
            return self._block(block)
        facts = [self._fact(item) for item in block.items]
        return {"kind": "row", "across": widths.across(len(block.items), self.most), "facts": facts}

    def _fact(self, item: Blocks) -> Plain:
        name, value = fact(item)
        return {"label": _breakable(name), "value": self.blocks(value)}

    def _figure(self, section: Section) -> Plain:
        caption, *rest = section.blocks
        said = caption.parts if isinstance(caption, Paragraph) else ()
        return {
            "kind": "figure",
            "caption": _inline(said),
            "alt": self.frame.say("render.figure", caption=words(said)),
            "drawing": self.frame.figures.get(section.name),
            "blocks": self.blocks(tuple(rest)),
        }


def _table(table: Table) -> Plain:
    return {
        "kind": "table",
        "widths": widths.shares(table, _TABLE),
        "sides": table.sides,
        "header": [_inline(cell) for cell in table.header],
        "rows": [
            {"cells": [_inline(cell) for cell in row], "long": sum(len(words(cell)) for cell in row) > _LONG_ROW}
            for row in table.rows
        ],
    }


def _inline(parts: Parts) -> list[Plain]:
    return [_part(part) for part in parts]


def _part(part: Part) -> Plain:
    match part:
        case Text(text):
            return {"kind": "text", "text": _breakable(text)}
        case Break():
            return {"kind": "break"}
        case Link(href, parts):
            return {"kind": "link", "href": href, "parts": _inline(parts)}
        case Open(parts):
            return {"kind": "open", "parts": [_part(Text(f"{OPEN_MARK} ")), *_inline(parts)]}
        case Emphasis(parts):
            return {"kind": "emphasis", "parts": _inline(parts)}
        case Strong(parts):
            return {"kind": "strong", "parts": _inline(parts)}


def _is_blank(text: str) -> bool:
    return all(sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"} for sign in text)


def _breakable(text: str) -> str:
    """Set a text on one line, where an address or another endless word may be broken."""
    line = text.translate(_SPACES)
    return _LONG_WORD.sub(lambda found: re.sub(r"(.{10})(?=.)", "\\1\u200b", found[0]), line)


# -- typst ---------------------------------------------------------------------------------


def _set(paper: str, logo: Logo | None = None) -> bytes:
    """Set a paper; what no font can show is taken out bit by bit, first with our fonts, then with the machine's too."""
    for attempt in range(_TRIES):
        pdf, strange = _compiled(paper, logo, only_ours=attempt == 0)
        if pdf:
            return pdf
        if attempt:
            scripts = {_script(sign) for sign in strange if attempt > _ONE_BY_ONE}
            paper = _without(paper, partial(_is_strange, strange, scripts))
    return _compiled(_without(paper, lambda sign: sign > _LATIN and sign not in _OURS), logo, only_ours=True)[0]


def _compiled(paper: str, logo: Logo | None, *, only_ours: bool) -> tuple[bytes, str]:
    """Compile; without result give the signs that have no font. All that typst can see is a folder with the logo."""
    import typst

    with TemporaryDirectory() as place:
        root, shelf = Path(place, "root"), Path(place, "fonts")
        root.mkdir()
        if logo is not None:
            root.joinpath("logo").write_bytes(logo.content)
        _lay_out_fonts(shelf)
        try:
            # its stubs want one type for all that may be a path
            pdf, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]
                Path(__file__).with_name("page.typ").read_bytes(),
                root=root,
                font_paths=[shelf],
                ignore_system_fonts=only_ours,
                sys_inputs={"paper": paper},
                pdf_standards=["ua-1"],
                package_path=root,
                package_cache_path=root,
                format="pdf",
            )
        except typst.TypstError as error:
            found = _NO_FONT.search(error.message)
            if found is None and "decode image" in error.message:
                raise UsageFault(Message("dress.logo_undrawn")) from None
            if found is None:
                raise
            return b"", _unquoted(found[1])
    if warnings:
        raise warnings[0]
    return pdf, ""


def _lay_out_fonts(folder: Path) -> None:
    """Lay out the six cuts that are used: from a folder with more, typst takes whichever it meets first."""
    folder.mkdir()
    for cut in fonts.cuts():
        folder.joinpath(cut.name).write_bytes(cut.read_bytes())


def _without(paper: str, unshown: Callable[[str], bool]) -> str:
    """Replace signs by U+FFFD, and drop what joins them to others: marks, selectors, joiners."""
    replaced = "".join(_REPLACEMENT if unshown(sign) else sign for sign in paper)
    kept, after = [], False
    for sign in replaced:
        after = sign == _REPLACEMENT or (after and unicodedata.category(sign) in _JOINED)
        if sign == _REPLACEMENT or not after:
            kept.append(sign)
    return "".join(kept)


def _is_strange(strange: str, scripts: Collection[str], sign: str) -> bool:
    return sign in strange or _script(sign) in scripts


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0] if sign > "\u02ff" else sign


def _unquoted(text: str) -> str:
    """Read a text as typst quotes it in a message."""
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), text[1:-1])
    return re.sub(r"\\(.)", r"\1", plain)
