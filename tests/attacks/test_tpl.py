"""Templates that somebody else wrote can lay out and nothing else: no code, no file, no address, no endless work."""

from __future__ import annotations

import time

import pytest

from attacks.entries import Entry, each
from attacks.papers import HARMLESS, READERS, SMALL, small
from attacks.shell import Done, Shell, unchanged

MOST_SECONDS = 20.0
"""Far above what any of these takes; a loop that never ends is above everything."""


@pytest.fixture
def plan(shell: Shell) -> str:
    """Make a plan whose answers would be templates."""
    return shell.plan("{{ 7 * 7 }}", small("{% include '/etc/passwd' %}"), process=SMALL)


def _export(shell: Shell, plan: str, template: str, form: str = "md") -> Done:
    shell.write("skabeloner/plan.md.j2", template)
    begun = time.monotonic()
    words = ("--document", "plan", "--format", form, "--out", "ud", "--templates", "skabeloner")
    done = shell("export", plan, *words, fails=None)
    assert time.monotonic() - begun < MOST_SECONDS
    return done


@each("tpl", "fault")
def test_a_template_that_asks_for_more_is_refused(shell: Shell, plan: str, entry: Entry) -> None:
    """Exit 4, template and line are named, and no file is written, not half of one either."""
    shell.write("skabeloner/plan.md.j2", f"Et\n\n{entry.input}\n")
    with unchanged(shell.folder):
        done = _export(shell, plan, f"Et\n\n{entry.input}\n")

    assert 4 == done.code
    assert "plan.md.j2, linje " in done.err
    assert "uid=" not in done.both
    assert "root:" not in done.both


@each("tpl", "any")
def test_a_template_ends(shell: Shell, plan: str, entry: Entry) -> None:
    """However many loops a template has, it ends: with a document, or refused with exit 4."""
    assert _export(shell, plan, f"{entry.input}\n").code in {0, 4}


@each("tpl", "words")
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_template_says_words(shell: Shell, plan: str, entry: Entry, form: str) -> None:
    """What is neither Markdown nor Jinja is words: no element, no address, nothing filled in twice."""
    done = _export(shell, plan, f"{entry.input}\n", form)
    page = next(shell.path("ud").glob(f"*.{form}")).read_text(encoding="utf-8")

    assert 0 == done.code
    assert (False, False) == ("<script" in page.replace("\\<script", ""), 'href="javascript' in page)
    assert ("{{ 7 * 7 }}", False) == (READERS[form](page).title, "root:" in page)


@each("tpl", "absent")
def test_there_are_no_templates_in_other_formats(shell: Shell, plan: str, entry: Entry) -> None:
    """A file beside the templates that is none of ours is refused by name, never opened."""
    shell.write("skabeloner/plan.docx", b"PK\x03\x04{{ cycler.__init__.__globals__.os.popen('id').read() }}")
    done = _export(shell, plan, f"{HARMLESS}\n", "docx")
    found = list(shell.path(".").glob("ud/*"))

    assert (done.code, len(found)) in {(0, 1), (2, 0), (4, 0)}
    assert not any(b"uid=" in path.read_bytes() for path in found)
