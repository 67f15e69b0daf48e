"""The tree written as a Word document, by python-docx: styles, pages, header and footer, and always the same bytes."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Twips
from markupsafe import Markup

from procwiz.render import fonts, wordml
from procwiz.render.dress import SHIPPED
from procwiz.render.wordml import TEXT_WIDTH, Body, field, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

    from procwiz.render.dress import Dress
    from procwiz.render.frame import Frame
    from procwiz.render.tree import Blocks

_SPACES = ("w", "r", "wp", "a", "pic")
_NOT_OURS = ("thumbnail", "customXml", "stylesWithEffects", "extended-properties")
_EMU = 635
"""English Metric Units in a twentieth of a point."""
_PIXEL = 8100
"""English Metric Units in a pixel of a drawing, which is shown a little smaller than on a screen."""
_ZOOM = 3
_LOGO = (42.0, 10.0)
"""How wide and high a logo is at most, in millimetres."""
_LONGEST_NAME = 255
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def write(blocks: Blocks, frame: Frame) -> bytes:
    """Write a document as docx."""
    word = Document()
    _drop_what_is_not_ours(word)
    numbers = count(1)
    body = Body(frame, partial(_relate, word), partial(_draw, word, numbers))
    head, inside = _head(body, frame), body.blocks(blocks) + body.apart()
    listed = wordml.contents(body.headings, frame.say("render.contents"))
    for element in _elements(head + listed + inside):
        word.element.body.sectPr.addprevious(element)
    _replace(word.part.numbering_part.element, wordml.numbering(body.starts, body.accent))
    _style(word, frame)
    _lay_out(word, frame)
    _wear(word, frame.dress, numbers)
    _name(word, frame)
    return _packed(word)


def _head(body: Body, frame: Frame) -> Markup:
    lines = ((frame.title, "Heading1"), (frame.subtitle, "Subtitle"), (frame.meta, "Facts"))
    return Markup("").join(body.paragraph(run(text), style) for text, style in lines)


def _elements(inside: str) -> list[BaseOxmlElement]:
    return list(parse_xml(f"<w:body {nsdecls(*_SPACES)}>{inside}</w:body>"))


def _replace(part: BaseOxmlElement, inside: Iterable[str]) -> None:
    del part[:]
    part.extend(_elements("".join(inside)))


# -- what blocks ask for -------------------------------------------------------------------


def _relate(word: Word, href: str) -> str:
    return word.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def _draw(word: Word, numbers: Iterator[int], svg: str, alt: str, width: int) -> Markup:
    """Draw an SVG as a picture, and write the run that shows it: as large as drawn, but no wider than the text."""
    import resvg_py

    files = [str(font) for font in fonts.cuts()]
    png = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=_ZOOM, skip_system_fonts=True, font_files=files, font_family=fonts.FAMILY,
        sans_serif_family=fonts.FAMILY, serif_family=fonts.FAMILY, monospace_family=fonts.FAMILY,
    )  # fmt: skip
    place, image = word.part.get_or_add_image(BytesIO(png))
    across = min(image.px_width * _PIXEL // _ZOOM, width * _EMU)
    return wordml.picture(place, next(numbers), alt, across, across * image.px_height // image.px_width)


# -- the rest of the package ---------------------------------------------------------------


def _drop_what_is_not_ours(word: Word) -> None:
    """Drop what python-docx's own template brings along: a thumbnail, the name of another program."""
    for part in (word.part.package, word.part):
        for name, relation in list(part.rels.items()):
            if relation.reltype.endswith(_NOT_OURS):
                del part.rels[name]


def _style(word: Word, frame: Frame) -> None:
    styles = parse_xml(_coloured(Path(__file__).with_name("word-styles.xml").read_text("utf-8"), frame).encode())
    language = styles.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), f"{frame.language}-{frame.region}")
    del word.styles.element[:]
    word.styles.element.extend(list(styles))
    _replace(word.settings.element, (_SETTINGS.format(f"{frame.language}-{frame.region}"),))


def _coloured(styles: str, frame: Frame) -> str:
    own = frame.dress.palette
    for was, becomes in ((SHIPPED.accent, own.accent), (SHIPPED.tint, own.tint)):
        styles = styles.replace(wordml.colour(was), wordml.colour(becomes))
    return styles


_SETTINGS = """
<w:defaultTabStop w:val="720"/><w:autoHyphenation/><w:hyphenationZone w:val="360"/>
<w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat>
<w:themeFontLang w:val="{}"/>
"""


def _lay_out(word: Word, frame: Frame) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Twips((11906 - TEXT_WIDTH) // 2)
    section.top_margin, section.bottom_margin = Mm(20), Mm(21)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True  # the title stands there already
    _line(section.header.paragraphs[0], run(frame.title) + _TAB + run(frame.subtitle))
    say = frame.say
    pages = run(f"{say('render.page')} ") + field("PAGE", "1") + run(f" {say('render.of')} ") + field("NUMPAGES", "1")
    for footer in (section.first_page_footer, section.footer):
        _line(footer.paragraphs[0], run(frame.foot) + _TAB + pages)


def _wear(word: Word, dress: Dress, numbers: Iterator[int]) -> None:
    """Put the logo at the head of the first page, to the right, in the room that its margin leaves."""
    if dress.logo is None:
        return
    header = word.sections[0].first_page_header
    place, _ = header.part.get_or_add_image(BytesIO(dress.logo.content))
    width, height = (Mm(side) for side in dress.logo.within(*_LOGO))
    line = header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _line(line, wordml.picture(place, next(numbers), dress.organisation, width, height))


_TAB = Markup("<w:r><w:tab/></w:r>")


def _line(paragraph: Paragraph, inside: Markup) -> None:
    paragraph._p.extend(_elements(inside))


def _name(word: Word, frame: Frame) -> None:
    """Name the document, and say nothing of who wrote it, with what and when: times would change its bytes."""
    del word.core_properties._element[:]
    word.core_properties.title = wordml.plain(frame.title)[:_LONGEST_NAME]
    word.core_properties.subject = wordml.plain(frame.subtitle)[:_LONGEST_NAME]
    word.core_properties.language = f"{frame.language}-{frame.region}"


def _packed(word: Word) -> bytes:
    """Save the package and pack it again with fixed times."""
    saved, packed = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as parts, ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            archive.writestr(ZipInfo(name, _FIRST_DAY), parts.read(name), ZIP_DEFLATED)
    return packed.getvalue()
