"""The page: what it is made of, and what a browser and two checkers find in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from procwiz.language import Language
from procwiz.render import render

ROOT = Path(__file__).parent.parent
CHECKS = ROOT.parent / "shared" / "page-check"
SAMPLE = ROOT / "tests" / "render"
CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    """Give a steering-group paper with three annexes."""
    fields: dict[str, Any] = json.loads((SAMPLE / "paper.json").read_text(encoding="utf-8"))
    return fields


def _page(fields: dict[str, Any], language: str = "da") -> str:
    page = ROOT / "templates" / "page.html.j2"
    return render(fields, SAMPLE / "paper.md.j2", "html", page, Language(language))


@pytest.fixture(scope="module")
def checks(request: pytest.FixtureRequest) -> Path:
    """Give the folder of the two checks, installed once and kept; skip where they cannot run."""
    if not (CHECKS / "axe.mjs").is_file():
        pytest.skip("page-check does not stand beside the repository")
    if not CHROMIUM.exists() or shutil.which("npm") is None:
        pytest.skip("chromium or npm is not installed")
    folder = Path(request.config.cache.mkdir("page-check"))
    for file in CHECKS.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    if not (folder / "node_modules" / "axe-core").is_dir():
        installed = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, check=False
        )
        if installed.returncode:
            pytest.skip("npm could not install what page-check needs")
    return folder


@pytest.mark.parametrize("contents", [False, True], ids=["paper", "long document"])
def test_both_checks_find_nothing(checks: Path, tmp_path: Path, sample: dict[str, Any], contents: bool) -> None:
    """A browser finds no WCAG 2.2 AA fault and no broken layout, light and dark, wide and at 320 px."""
    long = "x" * 90
    hostile = {
        "title": f"</style><b>Færre fald {'ord ' * 30}{long}", "subtitle": f'"; }} body {{ display: none }} {long}',
        "meta": [*sample["meta"], [long, long]], "standing": f"{long}\n\n- {long}",
        "facts": [{"label": long, "value": long, "missing": None}], "decision": {**sample["decision"], "asked": long},
        "unknown": [{"question": long, "owner": long, "due": long}],
    }  # fmt: skip
    for name, fields in {"plain.html": sample, "hostile.html": {**sample, **hostile}}.items():
        (tmp_path / name).write_text(_page({**fields, "contents": contents}), encoding="utf-8")
        for check in ("axe.mjs", "look.mjs"):
            run = ["node", checks / check, tmp_path / name]
            found = subprocess.run(run, cwd=checks, capture_output=True, text=True, timeout=120, check=False)
            assert found.returncode == 0, found.stdout + found.stderr
            assert "hscroll true" not in found.stdout


def test_the_checks_can_fail(checks: Path, tmp_path: Path, sample: dict[str, Any]) -> None:
    """A page without its language and with a wide block fails the checks."""
    page = _page(sample).replace('<html lang="da">', "<html>").replace("<main", '<main style="width: 90rem"')
    broken = tmp_path / "broken.html"
    broken.write_text(page, encoding="utf-8")
    codes = {
        subprocess.run(["node", checks / check, broken], cwd=checks, capture_output=True, check=False).returncode
        for check in ("axe.mjs", "look.mjs")
    }
    assert codes == {1}


def test_the_page_needs_nothing_else(sample: dict[str, Any]) -> None:
    """No script, no address but those of links, and a policy that forbids the rest."""
    page = _page(sample)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page.replace("&#39;", "'")
    assert not re.search(r"<script|<link|<iframe|<img|@import|url\(|\son\w+=", page)
    assert {"a"} == {tag for tag, _ in re.findall(r"<(\w+)[^>]*\s(href|src)=", page)}


def test_the_page_says_what_it_is(sample: dict[str, Any]) -> None:
    """Language, title, document, as-of date and state digest stand in it."""
    page = _page(sample)
    for part in (
        '<html lang="da">',
        "<title>Færre natlige fald i hjemmeplejen · Oplæg til styregruppen</title>",
        "<h1>Færre natlige fald i hjemmeplejen</h1>",
        "<dt>Pr.</dt><dd>22. november 2026</dd>",
        "<dt>Tilstand</dt><dd>4f2a91c0</dd>",
        '<a class="skip" href="#main">Gå til indholdet</a>',
    ):
        assert part in page


def test_the_page_speaks_the_language_it_is_given(sample: dict[str, Any]) -> None:
    """Words of the page itself follow the language."""
    assert "Skip to the content" in _page({**sample, "language": "en"}, "en")


def test_headings_can_be_reached(sample: dict[str, Any]) -> None:
    """Each heading of the second level is in the contents, and every id stands once."""
    page = _page({**sample, "contents": True})
    ids = re.findall(r'\sid="([^"]+)"', page)
    listed = re.findall(r'<li><a href="#([^"]+)">', page)
    assert len(ids) == len(set(ids))
    assert re.findall(r'<h2 id="([^"]+)"', page)[1:] == listed
    assert '<nav class="contents"' not in _page(sample)


def test_tables_can_be_read_and_scrolled(sample: dict[str, Any]) -> None:
    """Every heading of a column says so, and wide tables stand in a box that the keyboard can scroll."""
    page = _page(sample)
    assert not re.search(r"<th(?! scope=\"col\")[ >]", page)
    boxes = re.findall(r'<div class="wide" role="group" tabindex="0" aria-label="([^"]+)">', page)
    assert len(boxes) == len(set(boxes)) == 6
    assert "Tabel: Bilag B: Alle risici" in boxes


def test_a_title_cannot_leave_the_style(sample: dict[str, Any]) -> None:
    """In the foot of the printed page a hostile name stays one string of CSS."""
    page = _page({**sample, "title": '</style>"; } body { display: none } \\'})
    assert page.count("</style>") == 1
    said = re.search(r'@bottom-left \{ content: "((?:[\w ]|\\[0-9a-f]+ )*)";', page)
    assert said is not None
    assert "\\3c \\2f style\\3e \\22 \\3b  \\7d " in said[1]


def test_prints_on_a4_with_numbered_pages(tmp_path: Path, sample: dict[str, Any]) -> None:
    """Printed, the paper takes two pages before its annexes, each annex begins a page, and pages are numbered."""
    if not CHROMIUM.exists() or shutil.which("pdftotext") is None:
        pytest.skip("chromium or pdftotext is not installed")
    (tmp_path / "paper.html").write_text(_page(sample), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={tmp_path}/c"]
    target = tmp_path / "paper.pdf"
    run = [CHROMIUM, *flags, f"--print-to-pdf={target}", tmp_path / "paper.html"]
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", "-layout", target, "-"], check=True, capture_output=True, text=True).stdout
    first, second, *annexes = text.rstrip("\f\n").split("\f")
    begins = [page.strip().splitlines()[0].strip() for page in annexes]
    assert begins == ["Bilag A: Tidsplan", "Bilag B: Alle risici", "Bilag C: Ord og kilder"]
    assert "Side 1 af 5" in first
    assert "Side 2 af 5" in second
