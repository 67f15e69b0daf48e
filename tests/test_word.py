"""The document in Word, read back: real headings, lists and tables, the Markdown's words, and nothing of others."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from test_documents import FULL, HALF, LANGUAGES, NAMES, ONE, shipped

from procwiz.core.cleaning import clean

docx = pytest.importorskip("docx", reason="the extra office is not installed")
pytest.importorskip("resvg_py", reason="the extra office is not installed")

from docx.oxml.ns import qn  # noqa: E402
from printing import HOSTILE, in_markdown, laid_out, normal, printed, printed_sample, read, tokens  # noqa: E402

STATES = {"one": ONE, "half": HALF, "full": FULL}


def opened(content: bytes) -> Any:
    """Read a document back."""
    return docx.Document(BytesIO(content))


def paragraphs(word: Any) -> Iterator[Any]:
    """Give every paragraph of the body in order, those in cells too, without the table of contents."""
    for element in word.element.body.iter(qn("w:p")):
        paragraph = docx.text.paragraph.Paragraph(element, word.part)
        if not paragraph.style.name.lower().startswith("toc"):
            yield paragraph


def text(word: Any) -> list[str]:
    """Give the text of each paragraph."""
    return [paragraph.text for paragraph in paragraphs(word)]


def style(paragraph: Any) -> str:
    """Name a paragraph's style."""
    return str(paragraph.style.name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", STATES)
def test_the_words_are_those_of_the_markdown_in_order(state: str, name: str, language: str) -> None:
    """Word says what the Markdown says, word for word, from the title to the last annex."""
    plan = shipped(STATES[state], language)

    assert tokens(read(in_markdown(plan, name))) == tokens(" ".join(text(opened(printed(plan, "docx", name)))))


def test_headings_stand_in_the_document_as_headings() -> None:
    """The title is a heading of level 1, and the template's headings follow with their own levels, in order."""
    found = [(style(one), one.text) for one in paragraphs(opened(printed_sample("docx"))) if "Heading" in style(one)]

    assert ("Heading 1", "Færre natlige fald i hjemmeplejen") == found[0]
    assert ("Heading 2", "Det beder vi jer beslutte") == found[1]
    assert [("Heading 2", "Bilag C: Ord og kilder"), ("Heading 3", "Ord"), ("Heading 3", "Kilder")] == found[-3:]
    assert {"Heading 2", "Heading 3"} == {name for name, _ in found[1:]}


def test_the_first_row_of_a_table_is_marked_and_repeated() -> None:
    """Every table of rows has a header row that is marked as one, rows that stay whole, and a label."""
    tables = [table for table in opened(printed_sample("docx")).tables if table.style.name == "Rows"]

    assert 5 == len(tables)
    for table in tables:
        marked = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        whole = [row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows]
        label = table._tbl.find(f".//{qn('w:tblCaption')}").get(qn("w:val"))
        assert [True] + [False] * (len(marked) - 1) == marked
        assert all(whole)
        assert label.startswith("Tabel: ")


def test_figures_of_a_table_stand_to_the_right() -> None:
    """A column that the template sets to the right is right-aligned in Word, its heading too."""
    table = next(table for table in opened(printed_sample("docx")).tables if table.rows[0].cells[0].text == "Effekt")

    sides = [[cell._tc.find(f".//{qn('w:jc')}") for cell in row.cells] for row in table.rows]

    assert [[None, "right", "right", None]] * 4 == [
        [None if side is None else side.get(qn("w:val")) for side in row] for row in sides
    ]


def test_lists_are_lists() -> None:
    """Items belong to a list of Word's, and each numbered list begins with its own number."""
    word = opened(printed_sample("docx"))
    items = [one for one in paragraphs(word) if style(one).startswith("List")]
    lists: dict[str, list[str]] = {}
    for item in items:
        number = item._p.find(f".//{qn('w:numId')}").get(qn("w:val"))
        lists.setdefault(f"{style(item)} {number}", []).append(item.text)

    assert ["List Bullet 1", "List Number 2", "List Number 3"] == sorted(lists)
    assert [3, 2] == [len(lists["List Number 2"]), len(lists["List Number 3"])]
    assert {"1", "2", "3"} == {num.get(qn("w:numId")) for num in word.part.numbering_part.element.findall(qn("w:num"))}


def test_links_lead_to_their_addresses() -> None:
    """A link of the template is a link in Word."""
    word = opened(printed_sample("docx"))
    links = [link for one in paragraphs(word) for link in one.hyperlinks]

    assert ("https://www.retsinformation.dk/eli/lta/2023/10", "Læs loven på retsinformation.dk") == (
        links[0].address,
        links[0].text,
    )
    assert 3 == len(links)


def test_a_figure_is_a_picture_with_words_for_those_who_do_not_see_it() -> None:
    """A figure's SVG becomes a picture with alternative text, after its caption and before its table."""
    word = opened(printed_sample("docx"))
    caption, picture = (next(one for one in paragraphs(word) if style(one) == name) for name in ("Caption", "Picture"))

    assert "Fra behov til drift" == caption.text
    assert caption._p.getnext() is picture._p
    assert qn("w:tbl") == picture._p.getnext().tag
    assert "Figur: Fra behov til drift" == picture._p.find(f".//{qn('wp:docPr')}").get("descr")
    assert 1 == len(word.inline_shapes)
    assert word.inline_shapes[0].width < word.sections[0].page_width


def test_a_figure_without_a_drawing_is_its_caption_and_table() -> None:
    """Where there is nothing to draw, the caption and the numbers stand alone."""
    assert 0 == len(opened(printed_sample("docx", figures={"timeline": None})).inline_shapes)


@pytest.mark.parametrize(("language", "spelling"), [("da", "da-DK"), ("en", "en-GB")])
def test_the_document_says_what_it_is(language: str, spelling: str) -> None:
    """Title and language are set, the page is A4, and nobody's name and no time is kept."""
    word = opened(printed(shipped(ONE, language), "docx"))
    named, section = word.core_properties, word.sections[0]

    assert ("Fald om natten", spelling, "", None) == (named.title, named.language, named.author, named.created)
    assert spelling == word.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val"))
    assert (210, 297) == (round(section.page_width.mm), round(section.page_height.mm))


def test_each_page_has_its_number_and_its_state() -> None:
    """The foot of every page says which page of how many, and of which state; the head names the plan from page 2."""
    plan = shipped(ONE)
    section = opened(printed(plan, "docx")).sections[0]
    feet = [section.first_page_footer, section.footer]

    for foot in feet:
        said = "".join(node.text or "" for node in foot._element.iter(qn("w:t")))
        fields = [field.get(qn("w:instr")).strip() for field in foot._element.iter(qn("w:fldSimple"))]
        assert plan.journal.digest in said
        assert said.endswith("Side 1 af 1")
        assert ["PAGE", "NUMPAGES"] == fields
    assert "Fald om natten" in section.header.paragraphs[0].text
    assert "" == section.first_page_header.paragraphs[0].text


def test_annexes_begin_a_page_and_nothing_empty_makes_room() -> None:
    """Each annex breaks the page by its heading; an empty paragraph only holds two tables apart."""
    found = list(paragraphs(opened(printed_sample("docx"))))
    begun = [one.text for one in found if one._p.find(f".//{qn('w:pageBreakBefore')}") is not None]

    assert ["Bilag A: Tidsplan", "Bilag B: Alle risici", "Bilag C: Ord og kilder"] == begun
    assert {"Separator", "Picture"} >= {style(one) for one in found if not one.text.strip()}


@pytest.mark.parametrize("state", STATES)
def test_two_tables_never_touch_and_nothing_ends_with_one(state: str) -> None:
    """Word would make one table of two, and refuses a cell or a body that ends with a table."""
    for word in (opened(printed(shipped(STATES[state]), "docx")), opened(printed_sample("docx"))):
        after = [table.getnext().tag for table in word.element.body.iter(qn("w:tbl"))]
        assert {qn("w:p")} == set(after)


def test_a_long_document_has_contents_that_lead_to_its_headings() -> None:
    """The contents list every heading of level 2, and each entry leads to a mark that is there."""
    word = opened(printed(shipped(HALF), "docx", "plan"))
    entries = [one for one in word.paragraphs if style(one) == "toc 2"]
    anchors = [one._p.find(f".//{qn('w:hyperlink')}").get(qn("w:anchor")) for one in entries]
    marks = [mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))]

    assert [one.text for one in paragraphs(word) if style(one) == "Heading 2"] == [one.text for one in entries]
    assert marks == anchors


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_answer_stays_text(tmp_path: Path, answer: str) -> None:
    """Hostile text adds no paragraph, field, link or table, and reads as it was typed."""
    template = (
        "## {{ x }}\n\n{{ x }}\n\n- {{ x }}\n\n| A |\n|---|\n| {{ x }} |\n\n::: facts\n- **{{ x }}** {{ x }}\n:::\n"
    )

    def shape(word: Any) -> list[str]:
        return [re.sub("{.*}", "", element.tag) for element in word.element.body.iter() if element.tag != qn("w:br")]

    plain = opened(laid_out(tmp_path, "docx", template, x="tekst", title="t", subtitle="u"))
    word = opened(laid_out(tmp_path, "docx", template, x=answer, title=answer, subtitle="u"))
    said = normal(next(one.text for one in paragraphs(word) if style(one) == "List Bullet"))

    assert [tag for tag in shape(plain) if tag not in {"r", "t", "b", "bCs", "rPr"}] == [
        tag for tag in shape(word) if tag not in {"r", "t", "b", "bCs", "rPr"}
    ]
    assert normal(clean(answer).replace("\ufffe", "\ufffd")) == said


def test_the_same_state_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bytes do not tell when they were written."""
    first = printed_sample("docx")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    again = printed_sample("docx")

    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(again).hexdigest()


def test_nothing_of_others_is_in_the_package() -> None:
    """No picture, name or property of the program whose library writes the file; all times are the same."""
    with zipfile.ZipFile(BytesIO(printed_sample("docx"))) as package:
        names, times = package.namelist(), {part.date_time for part in package.infolist()}
        whole = b"".join(package.read(name) for name in names)

    assert {(1980, 1, 1, 0, 0, 0)} == times
    assert [] == [name for name in names if "thumbnail" in name or "customXml" in name or "app.xml" in name]
    assert b"python-docx" not in whole
