"""Start-up imports only what a command needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

HEAVY = {"typer", "rich", "yaml", "pydantic", "jinja2", "babel", "prompt_toolkit", "markdown_it", "platformdirs"}


def _modules(tmp_path: Path, *words: str, typed: str = "") -> set[str]:
    """Run a command and tell which modules it loaded."""
    script = (
        "import sys\n"
        "from procwiz.__main__ import main\n"
        "main()\n"
        "sys.stderr.write('LOADED ' + ' '.join(sorted(sys.modules)))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=tmp_path, input=typed, capture_output=True, encoding="utf-8", env=dict(os.environ), check=False,
    )  # fmt: skip
    return set(result.stderr.rpartition("LOADED ")[2].split())


def _loaded(tmp_path: Path, *words: str, typed: str = "") -> set[str]:
    """Run a command and tell which of the heavy libraries it loaded."""
    return {name.partition(".")[0] for name in _modules(tmp_path, *words, typed=typed)} & HEAVY


@pytest.fixture
def plan(run: Run) -> None:
    """A plan with a date and an amount in it."""
    run("new", "Nattefald", "--no-input")
    run("answer", "anchor.decision_date=2027-03-15", "strategy.value=1000000", "anchor.challenge=Fald om natten")


def test_the_version_loads_nothing(tmp_path: Path) -> None:
    """`--version` is answered before any library is imported."""
    assert set() == _loaded(tmp_path, "--version")


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (("--help",), {"typer"}),
        (("status",), {"typer", "rich"}),
        (("status", "--json"), {"typer"}),
        (("show",), {"typer"}),
        (("resume",), {"typer", "babel"}),
        (("undo",), {"typer", "babel"}),
        (("answer", "anchor.mandate=full"), {"typer", "babel"}),
        (("export",), {"typer", "babel", "jinja2", "markdown_it"}),
    ],
)
def test_commands_that_go_on_with_a_plan_load_only_what_they_use(
    tmp_path: Path, plan: None, words: tuple[str, ...], allowed: set[str]
) -> None:
    """No command that only continues or shows a plan loads yaml or pydantic; the rest comes when it is used."""
    assert set() == _loaded(tmp_path, *words, typed="!\n") - allowed


@pytest.mark.parametrize("words", [("status",), ("resume",), ("why", "anchor.challenge")])
def test_a_plan_as_old_as_its_law_is_gone_on_with_without_the_advice(
    tmp_path: Path, plan: None, words: tuple[str, ...]
) -> None:
    """What a newer law changes, and why a way stands as it does, is loaded only where there is such a thing to tell."""
    loaded = _modules(tmp_path, *words, typed="!\n")
    advice = {name for name in loaded if name.startswith(("procwiz.core.advising", "procwiz.core.schedule"))}

    assert (True, set()) == ("procwiz.core.plan" in loaded, advice)


def test_a_new_plan_needs_no_yaml_once_the_process_is_compiled(tmp_path: Path, plan: None) -> None:
    """The process is compiled once and kept in the person's cache; after that `new` loads neither yaml nor pydantic."""
    loaded = _loaded(tmp_path, "new", "Et til", "--no-input")

    assert set() == loaded & {"yaml", "pydantic"}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("words", [("--help",), ("-h",), ()], ids=["--help", "-h", "nothing"])
def test_the_stored_help_is_what_the_command_line_would_write(tmp_path: Path, language: str, words: tuple[str]) -> None:
    """Help is read from a file and loads nothing; it says what the commands say of themselves."""
    env = {**os.environ, "PROCWIZ_LANG": language, "COLUMNS": "100"}
    script = "import sys; from procwiz import cli; sys.exit(cli.main(['--help']))"
    made, stored = (
        subprocess.run([sys.executable, *way], cwd=tmp_path, capture_output=True, env=env, check=True).stdout
        for way in (("-c", script), ("-m", "procwiz", *words))
    )

    assert made == stored
    assert not {"procwiz.cli", "procwiz.console", "typer"} & _modules(tmp_path, *words)


def test_in_a_narrow_window_help_is_laid_out_anew(tmp_path: Path) -> None:
    """The stored help is for 80 columns and more; below that no line is wider than the window."""
    env = {**os.environ, "COLUMNS": "60"}
    ran = subprocess.run([sys.executable, "-m", "procwiz", "--help"], capture_output=True, env=env, check=True)

    assert 60 >= max(map(len, ran.stdout.decode().splitlines()))
