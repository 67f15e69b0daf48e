"""The benchmarks run: every row, on tiny material. How fast anything is, is told by them, never by a test."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
NUMBERS = set(range(1, 17))
pytestmark = pytest.mark.skipif(os.name == "nt", reason="terminals and memory are measured as Unix has them")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `python -m benchmarks --small --json FILE` writes where no peers are installed."""
    folder = tmp_path_factory.mktemp("benchmarks")
    subprocess.run(
        [sys.executable, "-m", "benchmarks", "--small", "--json", str(folder / "small.json")],
        cwd=ROOT, env={**os.environ, "XDG_CACHE_HOME": str(folder)}, capture_output=True, check=True, timeout=300,
    )  # fmt: skip
    found: dict[str, Any] = json.loads((folder / "small.json").read_text(encoding="utf-8"))
    return found


def test_every_row_is_measured(record: dict[str, Any]) -> None:
    """All sixteen rows run to their end, and each holds a figure for procwiz and for its floor."""
    rows = record["rows"]
    wanting = [row["key"] for row in rows if row["broken"] or not row["procwiz"] or not row["floor"]]

    assert (NUMBERS, []) == ({row["number"] for row in rows}, wanting)


def test_every_figure_is_positive_and_a_median_of_its_runs(record: dict[str, Any]) -> None:
    """A small benchmark runs everything once, so each median is that run."""
    measured = [one for row in record["rows"] for one in row["measured"].values()]

    assert [] == [one for one in measured if one["runs"] != [one["median"]] or one["median"] <= 0]


def test_every_limit_names_what_it_is_held_against(record: dict[str, Any]) -> None:
    """A limit is a ratio to a contender of its row, or to the row's own unit; without the peers it may have none."""
    strange = [
        limit
        for row in record["rows"]
        for limit in (*row["must"], *row["aim"])
        if (limit["ratio"] is None) != bool(limit["of"] and limit["of"] not in row["measured"])
    ]

    assert [] == strange


def test_the_machine_is_described(record: dict[str, Any]) -> None:
    """Processor, cores, Python and what a flush costs stand beside the figures."""
    machine = record["machine"]

    assert (True, True) == ({"cpu", "cores", "python", "libraries"} <= machine.keys(), machine["append_fsync_ms"] > 0)


def test_a_row_that_is_none_is_refused() -> None:
    """`--row` with a key that no row has ends with the keys there are, and exit code 2."""
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--row", "speed"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip

    assert (2, True) == (result.returncode, "first-question" in result.stderr)
