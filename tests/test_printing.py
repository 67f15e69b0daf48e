"""`procwiz export` to docx and PDF: files like the others, bytes on stdout, and a word where an extra is missing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import Run

PLAN = "nattefald"
BEGINS = {"docx": b"PK\x03\x04", "pdf": b"%PDF-1.7"}
NEEDS = {"docx": "docx", "pdf": "typst"}
EXTRAS = {"docx": "office", "pdf": "pdf"}
FORMS = [
    pytest.param(form, marks=pytest.mark.skipif(find_spec(module) is None, reason=f"{module} is not installed"))
    for form, module in NEEDS.items()
]


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    """A plan with one answer."""
    run("new", "Nattefald", "--no-input")
    run("answer", PLAN, "anchor.challenge=Fald om natten")
    return tmp_path / PLAN


@pytest.mark.parametrize("form", FORMS)
def test_files_are_named_like_the_others_and_equal_ones_are_left_alone(
    run: Run, plan: Path, tmp_path: Path, form: str
) -> None:
    """Both documents are written in each language; the same export again changes nothing."""
    words = ("export", PLAN, "--out", "ud", "--as-of", "2027-01-15", "--format", form)
    for language in ("da", "en"):
        assert (0, "") == (run(*words, "--lang", language).returncode, run(*words, "--lang", language).stderr)
    found = sorted((tmp_path / "ud").iterdir())
    stamps = [path.stat().st_mtime_ns for path in found]
    run(*words)

    assert [f"nattefald-{name}-{code}.{form}" for name in ("plan", "steering-group") for code in ("da", "en")] == [
        path.name for path in found
    ]
    assert all(path.read_bytes().startswith(BEGINS[form]) for path in found)
    assert stamps == [path.stat().st_mtime_ns for path in found]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_that_differs_is_kept_unless_forced(run: Run, plan: Path, tmp_path: Path, form: str) -> None:
    """What somebody has changed is written over with `--force` only."""
    words = ("export", PLAN, "--out", "ud", "--document", "plan", "--format", form)
    run(*words)
    path = tmp_path / "ud" / f"nattefald-plan-da.{form}"
    path.write_bytes(b"mit eget")
    refused, kept = run(*words), path.read_bytes()
    forced = run(*words, "--force")

    assert (1, b"mit eget", 0) == (refused.returncode, kept, forced.returncode)
    assert path.read_bytes().startswith(BEGINS[form])


@pytest.mark.parametrize("form", FORMS)
def test_standard_output_has_the_bytes_of_the_file(run: Run, plan: Path, tmp_path: Path, form: str) -> None:
    """`--stdout` writes the document's bytes and nothing else."""
    words = ("export", PLAN, "--document", "plan", "--format", form, "--as-of", "2027-01-15")
    run(*words, "--out", "ud")
    piped = subprocess.run(
        [sys.executable, "-m", "procwiz", *words, "--stdout"], cwd=tmp_path, capture_output=True, check=True
    )

    assert (tmp_path / "ud" / f"nattefald-plan-da.{form}").read_bytes() == piped.stdout


@pytest.mark.parametrize("form", FORMS)
def test_a_terminal_is_spared(plan: Path, tmp_path: Path, form: str) -> None:
    """On a terminal `--stdout` is refused with what to do instead."""
    ours, theirs = pty.openpty()
    words = ("export", PLAN, "--format", form, "--stdout")
    result = subprocess.run(
        [sys.executable, "-m", "procwiz", *words],
        cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.PIPE, encoding="utf-8", check=False,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)

    assert 2 == result.returncode
    assert f"> FIL.{form}" in result.stderr


@pytest.mark.parametrize(
    ("language", "said"), [("da", "Installér det med:  pip install"), ("en", "Install it with:  pip install")]
)
@pytest.mark.parametrize("form", NEEDS)
def test_a_missing_extra_is_said_with_the_command_that_installs_it(
    plan: Path, tmp_path: Path, form: str, language: str, said: str
) -> None:
    """Without the library nothing is written, exit code 1, and the message names the command."""
    script = f"import sys; sys.modules[{NEEDS[form]!r}] = None; from procwiz.__main__ import main; sys.exit(main())"
    result = subprocess.run(
        [sys.executable, "-c", script, "export", PLAN, "--out", "ud", "--format", "md", "--format", form],
        cwd=tmp_path, env={**os.environ, "PROCWIZ_LANG": language}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert (1, "") == (result.returncode, result.stdout)
    assert f'{said} "procwiz[{EXTRAS[form]}]"' in result.stderr
    assert not (tmp_path / "ud").exists()


def test_text_needs_no_extra(plan: Path, tmp_path: Path) -> None:
    """Markdown and HTML load none of the libraries of the extras."""
    script = (
        "import sys; from procwiz.__main__ import main; main();"
        "sys.stderr.write(' '.join({'docx', 'lxml', 'typst', 'resvg_py', 'font_source_sans_pro'} & {*sys.modules}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, "export", PLAN, "--out", "ud"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert (0, "") == (result.returncode, result.stderr)
    assert 4 == len(list((tmp_path / "ud").iterdir()))
