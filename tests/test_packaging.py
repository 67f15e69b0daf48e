"""What is shipped: the process and the templates go with the program, however it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel and a source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def test_the_wheel_runs_without_the_checkout(built: Path, tmp_path: Path) -> None:
    """Installed from the wheel, procwiz finds its process and its templates and makes a plan and a paper."""
    wheel = next(built.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")  # noqa: S202  (our own wheel)
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PROCWIZ_CACHE": str(tmp_path / "cache")}
    script = "import procwiz.cli, procwiz; print(procwiz.__file__); procwiz.cli.main(['new', 'X', '--no-input'])"
    script += "; procwiz.cli.main(['export', 'x', '--stdout'])"
    result = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip

    assert str(tmp_path / "site") in result.stdout.splitlines()[0]
    assert "# X" in result.stdout.splitlines()


def test_the_source_distribution_holds_all_that_is_needed_to_build_again(built: Path) -> None:
    """Process, templates, source and licence are in the source distribution."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        "phases/innovative-procurement/process.yaml",
        "phases/innovative-procurement/texts/en/01-anchor.yaml",
        "templates/page.html.j2",
        "src/procwiz/locale/da/cli.json",
        "LICENSE",
        "README.md",
    }

    assert set() == wanted - names


def test_the_checkout_finds_its_own_process() -> None:
    """In the checkout the process beside the source is the one that is used."""
    from procwiz import library

    assert ROOT / "phases" == library.shipped()
