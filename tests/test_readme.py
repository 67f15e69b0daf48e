"""The README says what is so."""

from __future__ import annotations

import re
from pathlib import Path

from procwiz.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    """`.ci/run` holds the README's test command, in full."""
    command = next(line for line in README.splitlines() if line.endswith("-m pytest"))
    ran = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert [] == [part for part in command.split(" && ") if part not in ran]


def test_every_command_named_in_the_readme_exists() -> None:
    """No `procwiz …` in the README names a command that is not there."""
    named = set(re.findall(r"procwiz ([a-z]+)", README)) - {"is", "leads", "holds", "read"}

    assert set() == named - set(COMMANDS)


def test_the_pictures_of_the_readme_are_there() -> None:
    """Every picture the README shows is in the repository."""
    assert [] == [path for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README) if not (ROOT / path).is_file()]
