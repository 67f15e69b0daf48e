"""What would be HTML, CSS or a hostile address, typed as an answer, is text on the page, or no link."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

from test_page import checks

from attacks.entries import Entry, each, entries
from attacks.papers import (
    HARMLESS,
    READERS,
    SMALL,
    added,
    line_of,
    shows,
    small_paper,
    usual,
    written,
)
from attacks.shell import STEERING, Shell, unchanged

__all__ = ["checks"]

PLACE = "https://harmless.example/"


@each("html", "text", "whole")
def test_an_answer_is_text_on_the_page(shell: Shell, entry: Entry) -> None:
    """As title, answer, note and cell it is read back as typed, and the page has nothing that another page had not."""
    plain, found = usual(len(entry.text), "html"), small_paper(shell, entry.text, "html")
    assert ({}, plain.addresses) == (added(found, plain), found.addresses)
    assert shows(found, line_of(entry.text))
    assert not [text for text in found.texts if STEERING.search(text)]


@each("html", "text", "whole")
def test_a_title_stays_inside_the_style_of_the_printed_page(shell: Shell, entry: Entry) -> None:
    """In the foot of each printed page a title is one string: it closes neither itself, nor a rule, nor the style."""
    page = written(shell, shell.plan(entry.text, process=SMALL), "html")
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    feet = re.findall(r'@bottom-left \{ content: "(.*?)";', style[0])

    assert (1, 1, 1) == (len(style), page.lower().count("</style"), len(feet))
    assert re.fullmatch(r"(?:[\w ]|\\[0-9a-f]+ )*", feet[0])


@each("html", "whole")
def test_a_text_is_kept_sign_by_sign(shell: Shell, entry: Entry) -> None:
    """Markdown, page, journal and `show` hold the text byte for byte."""
    plan = shell.plan("Planen", {"first.challenge": entry.text}, process=SMALL)
    raw = next(shell.path(plan).glob("journal/*.jsonl")).read_text(encoding="utf-8")

    assert entry.text == shell.shown(plan)["first.challenge"]
    assert entry.text in raw
    assert all(entry.text in written(shell, plan, form) for form in ("md", "html"))


@each("html", "refused")
def test_an_address_of_another_kind_is_refused(shell: Shell, entry: Entry) -> None:
    """A link that leads neither to the web nor to mail is bad input: exit 2, a remedy, nothing changed."""
    plan = shell.plan(process=SMALL)
    with unchanged(shell.folder):
        typed = shell("answer", plan, f"second.page={entry.input}", fails=True)
    filed = shell("answer", plan, "--from", shell.answers("link.json", {"second.page": entry.input}), fails=True)

    assert (2, 2, {}) == (typed.code, filed.code, shell.shown(plan))
    assert "second.page: " in typed.err
    assert not STEERING.search(typed.both + filed.both)


@each("html", "kept")
def test_an_address_is_a_link_and_nothing_else(shell: Shell, entry: Entry) -> None:
    """A link to the web becomes one link to just that address, in Markdown and on the page."""
    for form, read in READERS.items():
        documents = [read(written(shell, _linked(shell, address), form)) for address in (entry.text, PLACE)]
        own = documents[0].addresses - documents[1].addresses

        assert {} == added(*documents)
        assert {unquote(entry.text)} == {unquote(address) for address in own}


def _linked(shell: Shell, address: str) -> str:
    answers = {"first.mandate": "full", "second.page": address, "second.start": "2027-02-01"}
    return shell.plan("Planen", {**answers, "first.effects": [{"effect": HARMLESS}]}, process=SMALL)


def test_a_browser_finds_no_fault(shell: Shell, checks: Path) -> None:
    """With every hostile text in it a page has no fault of accessibility or layout, light or dark, wide or narrow."""
    texts = [entry.text for entry in entries("html") if entry.expect in {"text", "whole"}]
    plan = shell.plan(texts[0], {"first.effects": [{"effect": text} for text in texts]}, process=SMALL)
    page = shell.write("side.html", written(shell, plan, "html"))
    for check in ("axe.mjs", "look.mjs"):
        run = ["node", checks / check, page]
        done = subprocess.run(run, cwd=checks, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "hscroll true" not in done.stdout
