"""The produced pages themselves: two printed pages before the annexes, and no fault that a browser can find."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from support import SHIPPED, plan_with
from test_documents import FULL, HALF, LANGUAGES, NAMES, ONE, PHASES, until, written
from test_page import CHROMIUM, checks

from procwiz import library
from procwiz.core.plan import Plan

__all__ = ["checks"]

MOST = 2
CASES = {case["key"]: case["answers"] for case in library.examples(SHIPPED)}
LONG = "og det fortæller vi gerne meget mere om, når vi mødes, for det er vigtigt for os alle sammen "


def lengthened(part: Any) -> Any:
    """Make every written answer and cell as long as a talkative colleague would."""
    if isinstance(part, str):
        return f"{part} {LONG * 8}".strip() if " " in part else part
    if isinstance(part, list):
        return [lengthened(row) for row in part]
    if isinstance(part, dict):
        return {code: cell if code in {"link", "place"} else lengthened(cell) for code, cell in part.items()}
    return part


def talkative(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Lengthen answers."""
    return {key: lengthened(part) for key, part in answers.items()}


def doubtful(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Put off every third answer."""
    unknown = {"deferred": LONG, "owner": "Chefen for hjemmeplejen i Social og Sundhed", "due": "G4"}
    return {key: unknown if place % 3 == 1 else part for place, (key, part) in enumerate(answers.items())}


STATES: dict[str, Mapping[str, Any]] = {
    "one": ONE,
    "half": HALF,
    **{phase: until(phase) for phase in PHASES},
    **{f"{phase}, talkative": talkative(until(phase)) for phase in PHASES},
    "contract, doubtful": doubtful(talkative(FULL)),
    **CASES,
}


def plan_of(state: str, language: str) -> Plan:
    """Make the plan of a state."""
    return plan_with(STATES[state], SHIPPED, language)


@pytest.fixture(scope="module")
def printer() -> Iterator[str]:
    """Give the browser that prints; skip where it, or what reads its pages, is not there."""
    if not CHROMIUM.exists() or shutil.which("pdftotext") is None:
        pytest.skip("chromium or pdftotext is not installed")
    yield str(CHROMIUM)


def printed(browser: str, page: Path) -> list[str]:
    """Print a page and read its sheets back as text."""
    pdf = page.with_suffix(".pdf")
    settings = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={page}.own"]
    subprocess.run(
        [browser, *settings, f"--print-to-pdf={pdf}", str(page)], capture_output=True, check=True, timeout=60
    )
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, encoding="utf-8", check=True)
    return text.stdout.rstrip("\f").split("\f")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_the_paper_fits_two_pages_before_its_annexes(printer: str, tmp_path: Path, state: str, language: str) -> None:
    """However much or little has been answered, annex A begins on the third printed page at the latest."""
    page = tmp_path / "paper.html"
    page.write_text(written(plan_of(state, language), form="html"), encoding="utf-8")

    sheets = printed(printer, page)

    first_annex = next(
        place for place, sheet in enumerate(sheets) if re.search(r"^\s*(?:Bilag|Annex) A:", sheet, re.MULTILINE)
    )
    assert first_annex <= MOST


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_finds_no_fault_in_a_document(checks: Path, tmp_path: Path, language: str) -> None:
    """No WCAG 2.2 AA fault, no broken layout, no invalid HTML, light and dark, wide and at 320 px, in any state."""
    states = ("one", "half", "contract", "contract, doubtful", *CASES)
    for state in states:
        for name in NAMES:
            page = tmp_path / f"{state.replace(', ', '-')}-{name}.html"
            page.write_text(written(plan_of(state, language), name, "html"), encoding="utf-8")
    for check in ("axe.mjs", "look.mjs"):
        run = ["node", checks / check, *sorted(tmp_path.glob("*.html"))]
        found = subprocess.run(run, cwd=checks, capture_output=True, text=True, timeout=600, check=False)
        assert found.returncode == 0, found.stdout + found.stderr
        assert "hscroll true" not in found.stdout
    valid = [checks / "node_modules" / ".bin" / "html-validate", *sorted(tmp_path.glob("*.html"))]
    found = subprocess.run(valid, cwd=checks, capture_output=True, text=True, timeout=600, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
