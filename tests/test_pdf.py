"""The document as PDF: tagged, in reading order, the words of the Markdown, and never code of anybody's."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_documents import FULL, HALF, LANGUAGES, NAMES, ONE, shipped
from test_pages_of_plans import MOST, plan_of

from procwiz.core.cleaning import clean

pytest.importorskip("typst", reason="the extra pdf is not installed")
pytest.importorskip("font_source_sans_pro", reason="the extra pdf is not installed")

from printing import HOSTILE, in_markdown, laid_out, printed, printed_sample, read, tokens

SAID = {"one": ONE, "half": HALF, "full": FULL}


@pytest.fixture(scope="module")
def poppler() -> None:
    """Skip where the reader of PDF is not there."""
    if shutil.which("pdftotext") is None or shutil.which("pdfinfo") is None:
        pytest.skip("poppler-utils is not installed")


def asked(program: str, *options: str, of: bytes, folder: Path) -> str:
    """Ask poppler about a document."""
    path = folder / "asked.pdf"
    path.write_bytes(of)
    words = [program, *options, str(path), *(["-"] if program == "pdftotext" else [])]
    return subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace", check=True).stdout


def structure(content: bytes, folder: Path) -> list[str]:
    """Give the lines of the document's tree of tags, with the text in it."""
    return asked("pdfinfo", "-struct-text", of=content, folder=folder).splitlines()


def copied(content: bytes, folder: Path) -> list[str]:
    """Give the text as it stands in each page, in its own order, without the page's head and foot."""
    sheets = asked("pdftotext", "-raw", of=content, folder=folder).rstrip("\f").split("\f")
    lines = [sheet.rstrip().split("\n")[:-1] for sheet in sheets]
    return ["\n".join(part[1:] if number else part) for number, part in enumerate(lines)]


def told_once(sheets: list[str], wanted: list[str], headers: list[list[str]]) -> list[str]:
    """Put the words of the pages together; a table's head that a page only repeats is left out."""
    told: list[str] = []
    for sheet in map(words, sheets):
        due = wanted[len(told) :]
        repeated = next((head for head in headers if head == sheet[: len(head)] and head != due[: len(head)]), [])
        told += sheet[len(repeated) :]
    return told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", SAID)
def test_the_words_are_those_of_the_markdown_in_order(
    poppler: None, tmp_path: Path, state: str, name: str, language: str
) -> None:
    """The pages say what the Markdown says, word for word, from the title to the last annex."""
    plan = shipped(SAID[state], language)

    markdown = in_markdown(plan, name)
    headers = [tokens(read(row)) for row in re.findall(r"^(\|.*)\n\|(?: *:?---)", markdown, re.MULTILINE)]
    sheets = copied(printed(plan, "pdf", name, drawn=False), tmp_path)
    if name == "plan":
        sheets[0] = without_contents(sheets[0])
    wanted = tokens(read(markdown, numbers=True))

    assert wanted == told_once(sheets, wanted, headers)


def words(text: str) -> list[str]:
    """Take the words of a text, those divided at the end of a line made whole again."""
    return tokens(re.sub("\xad\\s*|\u200b", "", text))


def without_contents(said: str) -> str:
    """Take out the table of contents, whose lines end with the number of a page."""
    return re.sub(r"\n(?:Indhold|Contents)\n(?:.*\d+\n)+", "\n", said, count=1)


def test_it_is_a_tagged_document_of_the_standard_for_everybody() -> None:
    """PDF/UA-1: marked, with a tree of tags, a language, and a title that the window shows."""
    content = printed_sample("pdf")
    catalogue = next(re.finditer(rb"<</Type/Catalog.*?>>\s*endobj", content, re.DOTALL))[0]

    for part in (b"/MarkInfo<</Marked true", b"/StructTreeRoot", b"/Lang(da-DK)", b"/DisplayDocTitle true"):
        assert part in catalogue
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/CreationDate" not in content


def test_headings_tables_lists_and_figures_have_their_tags(poppler: None, tmp_path: Path) -> None:
    """What looks like a heading, a table's head, a list or a figure is one for those who listen."""
    content = printed_sample("pdf")
    headings = [line.split('"')[1] for line in structure(content, tmp_path) if re.match(r" *H\d", line)]
    tags = [line.split()[0].strip(":") for line in structure(content, tmp_path) if re.match(r" *[A-Z]", line)]
    heads = [line for line in structure(content, tmp_path) if re.match(r" *TH\b", line)]

    assert ("H1", 1) == (next(tag for tag in tags if tag.startswith("H")), tags.count("H1"))
    assert {"H2", "H3", "P", "L", "LI", "Table", "THead", "TH", "TD", "Figure", "Link"} <= set(tags)
    assert 4 + 3 + 3 + 4 + 7 == len(heads)
    assert "Det beder vi jer beslutte" == headings[1]
    assert b"/Alt(Figur: Fra behov til drift)" in content


def test_every_page_has_its_number_its_state_and_the_size_of_paper(poppler: None, tmp_path: Path) -> None:
    """A4; the foot of each page says which page of how many and of which state, the head from page 2 which plan."""
    plan = shipped(ONE)
    content = printed(plan, "pdf")
    sheets = asked("pdftotext", "-layout", of=content, folder=tmp_path).rstrip("\f").split("\f")

    assert "595.276 x 841.89 pts (A4)" in asked("pdfinfo", of=content, folder=tmp_path)
    for number, sheet in enumerate(sheets, 1):
        last = sheet.strip().splitlines()[-1]
        assert plan.journal.digest in last
        assert last.endswith(f"Side {number} af {len(sheets)}")
    assert all(sheet.strip().startswith("Fald om natten") for sheet in sheets[1:])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["one", "half", "contract", "contract, talkative", "contract, doubtful", "st-olavs"])
def test_the_paper_fits_two_pages_before_its_annexes(poppler: None, tmp_path: Path, state: str, language: str) -> None:
    """However much or little has been answered, annex A begins on the third page at the latest."""
    content = printed(plan_of(state, language), "pdf")
    sheets = asked("pdftotext", "-layout", of=content, folder=tmp_path).split("\f")

    begins = next(place for place, sheet in enumerate(sheets) if re.search(r"^\s*(?:Bilag|Annex) A:", sheet, re.M))

    assert begins <= MOST


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_answer_stays_text(poppler: None, tmp_path: Path, answer: str) -> None:
    """Hostile text is shown as it was typed in every place; what has no font is one sign for each."""
    template = "## {{ x }}\n\n{{ x }}\n\n| A |\n|---|\n| {{ x }} |\n\n::: facts\n- **Navn** {{ x }}\n:::\n"
    content = laid_out(tmp_path, "pdf", template, x=answer, title=answer, subtitle="u")

    said = _visible(asked("pdftotext", "-raw", of=content, folder=tmp_path))
    wanted = [f"[{re.escape(sign)}\ufffd]" for sign in _visible(clean(answer))]
    ways = {"".join(wanted), "".join(reversed(wanted))}  # a script that runs the other way may be told either way

    assert 5 <= max(len(re.findall(way, said)) for way in ways)


def _visible(text: str) -> str:
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) not in {"Cf", "Mn"})


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_can_be_printed(tmp_path_factory: pytest.TempPathFactory, answer: str) -> None:
    """Whatever is typed, in whatever script, gives a document."""
    content = laid_out(tmp_path_factory.getbasetemp(), "pdf", "{{ x }}\n\n{{ x | prose }}\n", x=answer, title=answer)

    assert content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("name", NAMES)
def test_the_same_state_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The bytes do not tell when or where they were written."""
    plan = shipped(FULL)
    first = printed(plan, "pdf", name)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)

    assert hashlib.sha256(first).hexdigest() == hashlib.sha256(printed(plan, "pdf", name)).hexdigest()
