"""Answers handed over as a workbook, for Word and as a calendar are words there too; other formats are not there."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from attacks.entries import Entry, each, entries
from attacks.papers import DAY, SMALL, line_of
from attacks.shell import Shell, unchanged
from procwiz import publishing

XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TODAY = ("--as-of", DAY)


def _texts(expected: str) -> list[str]:
    return [entry.text for entry in entries("exp") if entry.expect == expected]


def _exported(shell: Shell, plan: str, form: str, document: str = "plan") -> bytes:
    shell("export", plan, "--document", document, "--format", form, "--out", "ud", *TODAY)
    return next(shell.path("ud").glob(f"*.{form}")).read_bytes()


# -- a workbook ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Write a workbook in which each hostile text is an answer, a cell and an owner."""
    texts = _texts("string")
    shell = Shell(tmp_path_factory.mktemp("xlsx"))
    plan = shell.plan(texts[0], {
        "anchor.challenge": texts[0],
        "needs.effects": [{"effect": text, "indicator": text, "owner": text} for text in texts],
        "strategy.risks": [{"risk": text, "likelihood": 4, "impact": 5, "owner": text} for text in texts],
        "strategy.milestones": [{"milestone": text, "date": "2027-05-01", "owner": text} for text in texts],
    })  # fmt: skip
    return zipfile.ZipFile(BytesIO(_exported(shell, plan, "xlsx")))


def _cells(workbook: zipfile.ZipFile) -> set[str]:
    """Read every string of a workbook."""
    shared = ElementTree.fromstring(workbook.read("xl/sharedStrings.xml"))  # noqa: S314  (written a moment ago)
    return {"".join(part.text or "" for part in item.iter(f"{XLSX}t")) for item in shared.iter(f"{XLSX}si")}


@each("exp", "string")
def test_a_cell_is_a_string(workbook: zipfile.ZipFile, entry: Entry) -> None:
    """The text stands in a cell as it was typed."""
    assert _escaped(line_of(entry.text)) in _cells(workbook)


def _escaped(text: str) -> str:
    """Write a text as the format wants it, where it looks like one of its escapes."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)


def test_a_workbook_computes_and_fetches_nothing(workbook: zipfile.ZipFile) -> None:
    """No cell has a formula, no sheet a link, and the workbook no program, connection or other workbook."""
    names = workbook.namelist()
    sheets = [workbook.read(name).decode() for name in names if name.startswith("xl/worksheets/")]

    assert sheets
    assert [] == [name for name in names if re.search("external|connection|vba|query|calcChain", name, re.IGNORECASE)]
    assert [] == re.findall(r"<f[ >]|<hyperlink|oleObject|ddeLink", "".join(sheets))


# -- a document for Word ---------------------------------------------------------------


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Write a document in which each hostile text is a cell."""
    pytest.importorskip("docx", reason="the extra office is not installed")
    shell = Shell(tmp_path_factory.mktemp("docx"))
    rows = [{"effect": text} for text in _texts("paragraph")]
    plan = shell.plan(_texts("paragraph")[0], {"first.effects": rows}, process=SMALL)
    return _exported(shell, plan, "docx")


@each("exp", "paragraph")
def test_a_paragraph_is_shown_as_typed(word: bytes, entry: Entry) -> None:
    """Read back, one paragraph is the text, and no other."""
    from docx import Document
    from docx.oxml.ns import qn

    body = Document(BytesIO(word)).element.body
    found = ["".join(part.text or "" for part in one.iter(qn("w:t"))) for one in body.iter(qn("w:p"))]

    assert line_of(entry.text) in found
    assert "INJECTED" not in found


def test_a_document_for_word_fetches_and_runs_nothing(word: bytes) -> None:
    """It has no macro, no other document, no field but its own page numbers, and no address outside."""
    package = zipfile.ZipFile(BytesIO(word))
    parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", parts["word/document.xml"])

    assert [] == [name for name in parts if re.search("vba|embed|altChunk|activeX", name, re.IGNORECASE)]
    assert [] == [field for field in fields if re.search('DDE|HYPERLINK +"|INCLUDE', field)]
    assert [] == re.findall("evil", "".join(text for name, text in parts.items() if name.endswith(".rels")))


# -- a calendar ------------------------------------------------------------------------


@each("exp", "calendar", "folded")
def test_a_calendar_has_its_own_entries_only(shell: Shell, entry: Entry) -> None:
    """The title comes back as typed, nothing begins inside it, and no line is longer than 75 octets."""
    from icalendar import Calendar

    title = entry.text[:200]
    raw = shell("schedule", shell.plan(title), "--format", "ics", *TODAY).out
    usual = shell("schedule", shell.plan("Kvadrat"), "--format", "ics", *TODAY).out

    assert _kinds(usual) == _kinds(raw)
    assert line_of(title) == re.sub(r"\\(.)", r"\1", str(Calendar.from_ical(raw)["x-wr-calname"]))
    assert [] == [line for line in raw.encode().split(b"\r\n") if len(line) > 75]


def _kinds(raw: str) -> list[str]:
    return re.findall(r"^(?:BEGIN|END|ATTACH|ACTION):?[^\r\n]*", raw, re.MULTILINE)


# -- what is not there -------------------------------------------------------------------


@each("exp", "absent")
def test_a_format_that_is_not_there_is_refused(shell: Shell, entry: Entry) -> None:
    """The format is named as unknown with those there are, exit 2, and nothing is written."""
    plan = shell.plan("Planen", {"first.challenge": entry.input}, process=SMALL)
    assert entry.where not in {form for forms in publishing.FORMATS.values() for form in forms}
    with unchanged(shell.folder):
        done = shell("export", plan, "--format", entry.where, "--out", "ud", fails=True)
    assert (2, True) == (done.code, "docx" in done.err)
