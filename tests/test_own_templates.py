"""An organisation's own templates: they come before ours, use our parts, and can do no more than ours can."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from test_documents import TEMPLATES

from procwiz.publishing import template_names

PAGE = (TEMPLATES / "page.html.j2").read_text(encoding="utf-8")
MINE = "## {{ words.standing }}\n\nVores egen. {{ standing }}\n"


@pytest.fixture
def own(tmp_path: Path, run: Run) -> Any:
    """Export a plan with templates of one's own, given by name; a folder of settings and one of templates is there."""
    run("new", "Nattefald", "--no-input")
    folder = tmp_path / "mine"
    folder.mkdir()

    def export(templates: dict[str, str], *words: str, by: str = "option", env: dict[str, str] | None = None) -> Any:
        for name, text in templates.items():
            (folder / name).write_text(text, encoding="utf-8")
        if by == "option":
            return run("export", "--templates", "mine", *words, env=env)
        (tmp_path / "config.toml").write_text('[organisation]\ntemplates = "mine"\n', encoding="utf-8")
        return run("export", *words, env={"PROCWIZ_CONFIG": str(tmp_path / "config.toml")})

    return export


def said(done: subprocess.CompletedProcess[str]) -> str:
    """Give what was said, where no traceback may be."""
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("by", ["option", "settings"])
def test_an_own_template_comes_before_ours_and_ours_stay_for_the_rest(own: Any, tmp_path: Path, by: str) -> None:
    """The paper is the organisation's, the plan, which it has no template for, is ours."""
    done = own({"steering-group.md.j2": MINE}, "--format", "md", "--out", "out", by=by)

    assert 0 == done.returncode
    paper, plan = sorted((tmp_path / "out").glob("*.md"), reverse=True)
    assert "Vores egen" in paper.read_text(encoding="utf-8")
    assert "Vores egen" not in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_same_own_template_gives_the_same_bytes(own: Any, form: str) -> None:
    """Nothing of the folder or the moment gets into a document."""
    words = ("--format", form, "--stdout")

    assert own({"steering-group.md.j2": MINE}, *words).stdout == own({}, *words).stdout


def test_the_option_wins_over_the_settings(own: Any, tmp_path: Path) -> None:
    """A folder on the command line comes instead of the one in the settings."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "steering-group.md.j2").write_text("De andres.\n", encoding="utf-8")
    (tmp_path / "config.toml").write_text('[organisation]\ntemplates = "other"\n', encoding="utf-8")

    done = own({"steering-group.md.j2": MINE}, "--stdout", env={"PROCWIZ_CONFIG": str(tmp_path / "config.toml")})

    assert "Vores egen" in done.stdout
    assert "De andres" not in done.stdout


def test_an_own_template_includes_our_parts_and_its_own(own: Any) -> None:
    """`picture.md.j2` is ours, `del.md.j2` its own."""
    paper = '{% set picture = pictures.strip %}\n{% include "picture.md.j2" %}\n\n{% include "del.md.j2" %}\n'

    done = own({"steering-group.md.j2": paper, "del.md.j2": "Egen del om {{ title }}.\n"}, "--stdout")

    assert 0 == done.returncode, done.stderr
    assert "Egen del om Nattefald." in done.stdout
    assert "|" in done.stdout


def test_an_own_page_goes_round_our_documents(own: Any) -> None:
    """The page around a document can be the organisation's too."""
    page = PAGE.replace('<header class="head">', '<header class="head"><p>Aalborg</p>')

    assert "<p>Aalborg</p>" in own({"page.html.j2": page}, "--format", "html", "--stdout").stdout


# -- what is refused -------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["option", "settings"])
@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("{{ ''.__class__.__mro__ }}", "linje 1: linjen kan ikke udføres (SecurityError"),
        ("a\n{{ ''|attr('__class__') }}", "linje 2: filteret »attr« findes ikke"),
        ("{% for i in range(10**9) %}x{% endfor %}", "linje 1: »range(…)« kan ikke bruges"),
        ("{{ lipsum(n=100000) }}", "linje 1: »lipsum(…)« kan ikke bruges"),
        ("{{ plan.delete() }}", "linje 1: »call« kan ikke bruges"),
        ("{% include '/etc/passwd' %}", "linje 1: skabelonen »/etc/passwd« findes ikke"),
        ("{% include '../config.toml' %}", "linje 1: skabelonen »../config.toml« findes ikke"),
        ("a\n\n{{ decision.typo }}", "linje 3: der findes ikke noget, der hedder »typo«"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "linje 1: »call« kan ikke bruges"),
        ("{% import 'os' as os %}", "linje 1: »import« kan ikke bruges"),
        ("{{ title * 1000000000 }}", "linje 1: »*« kan kun bruges på små hele tal"),
        ("{" + "# x #" + "}" + "x" * 1_000_001, "filen er for stor"),
    ],
)
def test_a_hostile_template_is_refused_with_its_line(
    own: Any, tmp_path: Path, template: str, fault: str, by: str
) -> None:
    """Exit code 4, template and line are named, and not even half a file is written."""
    done = own({"steering-group.md.j2": template}, "--out", "out", by=by)

    assert 4 == done.returncode
    assert f"Skabelonen steering-group.md.j2, {fault}" in said(done) or fault in said(done)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["md", "html", "docx", "pdf"])
def test_code_of_other_languages_in_a_template_is_text(own: Any, tmp_path: Path, form: str) -> None:
    """HTML and typst in a Markdown template stand there as words, in every format."""
    paper = '#read("/etc/passwd")\n\n<script src=http://evil.example/x.js></script>\n'

    done = own({"steering-group.md.j2": paper}, "--document", "steering-group", "--format", form, "--out", "out")

    assert 0 == done.returncode, done.stderr
    content = next((tmp_path / "out").iterdir()).read_bytes()
    assert b"root:" not in content
    assert form == "md" or b"<script" not in content


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", ["steering-group.md.j2", "part.md.j2"])
def test_no_link_leads_out_of_the_folder(own: Any, tmp_path: Path, name: str) -> None:
    """A template that is only a link to elsewhere is not read, and ours does not stand in for it in silence."""
    (tmp_path / "secret").write_text("hemmeligt", encoding="utf-8")
    (tmp_path / "mine" / name).symlink_to(tmp_path / "secret")
    other = {"steering-group.md.j2": "{% include 'part.md.j2' %}"} if name == "part.md.j2" else {}

    done = own(other, "--stdout")

    assert 4 == done.returncode
    assert f"skabelonen »{name}« findes ikke i mappen, kun et link til noget uden for den" in said(done)
    assert "hemmeligt" not in done.stdout


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("<main id", '<script src="http://evil.example/x.js"></script><main id'),
        ("<main id", '<img src="https://evil.example/x.png" alt=""><main id'),
        ("<main id", '<link rel="preconnect" href="https://evil.example"><main id'),
        ("<main id", '<form action="https://evil.example"></form><main id'),
        ("<main id", "<{{ ('scr', 'ipt') | join }}><main id"),
        ('<body id="top">', '<body id="top" onload="x()">'),
        ("<title>", '<meta http-equiv="refresh" content="0;url=https://evil.example"><title>'),
        ("<title>", '<base href="https://evil.example"><title>'),
        ('<a href="#top">', '<a href="javascript:alert(1)">'),
        ("default-src 'none'; ", "default-src *; "),
        ('<html lang="{{ language }}">', '<html lang="{{ language }}" style="background: url(https://evil.example)">'),
        ('<meta charset="utf-8">', '<meta charset="utf-8"><!--'),
    ],
)
def test_an_own_page_that_opens_itself_is_refused(own: Any, was: str, becomes: str) -> None:
    """A page fetches nothing and sends nothing, whoever wrote it; what would is named with its line."""
    assert was in PAGE

    done = own({"page.html.j2": PAGE.replace(was, becomes, 1)}, "--format", "html", "--stdout")

    assert 4 == done.returncode
    assert re.search(r"Skabelonen page\.html\.j2, linje \d+: ", said(done))
    assert "" == done.stdout


def test_links_and_pictures_within_an_own_page_are_kept(own: Any) -> None:
    """A link to the web, a place in the page and a picture in the page itself may stand there."""
    kept = '<p><a href="https://kommune.example/udbud">Udbud</a><img src="data:image/png;base64,AA==" alt=""></p>'

    done = own({"page.html.j2": PAGE.replace("<main id", f"{kept}<main id")}, "--format", "html", "--stdout")

    assert kept in done.stdout


# -- folders ---------------------------------------------------------------------------------


def test_a_folder_that_is_none_or_has_no_template_is_said(own: Any, tmp_path: Path, run: Run) -> None:
    """Exit code 2, and what was looked for is named."""
    (tmp_path / "mine" / "notes.txt").write_text("x", encoding="utf-8")

    missing, empty = run("export", "--templates", "nix", "--out", "out"), own({}, "--out", "out")

    assert (2, 2) == (missing.returncode, empty.returncode)
    assert "Mappen nix findes ikke." in said(missing)
    assert all(name in said(empty) for name in template_names())
    assert not (tmp_path / "out").exists()


def test_a_quick_scan_ends_well_with_a_faulty_template(own: Any, tmp_path: Path, run: Run) -> None:
    """Where the paper cannot be written the answers are kept, the fault is said, and the scan ends as it should."""
    own({"steering-group.md.j2": "{{ typo }}"}, by="settings")
    config = {"PROCWIZ_CONFIG": str(tmp_path / "config.toml")}

    done = run("new", "Igen", "--quick", typed="Fald om natten\n" + "-\n\n\n" * 40, env=config)

    assert "Skabelonen steering-group.md.j2, linje 1" in done.stdout
    assert "Svarene er gemt." in done.stdout
    assert 0 == done.returncode, done.stderr
