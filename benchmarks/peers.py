"""The peers: other programs that ask and write, installed in a place of their own, away from procwiz."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

PYTHON = ("copier==9.19.1", "cookiecutter==2.7.1", "questionary==2.1.1")
NODE = ("survey-core@3.1.1",)
MARK = "installed.json"


@dataclass(frozen=True, slots=True)
class Peers:
    """Where the peers are: the folder of their commands, and that of node's packages; None where they are not."""

    commands: Path | None = None
    node: Path | None = None

    def command(self, name: str) -> str | None:
        """The path of a peer's command."""
        return str(self.commands / name) if self.commands else None


def find(*, install: bool) -> Peers:
    """Find the peers, and `install` them first where they are not there."""
    place = user_cache_path("procwiz-benchmarks", appauthor=False) / "peers"
    wanted: dict[str, object] = {"python": list(PYTHON), "node": list(NODE), "by": sys.version}
    if not _there(place, wanted):
        if not install:
            return Peers()
        _install(place)
        (place / MARK).write_text(json.dumps(wanted), encoding="utf-8")
    packages = place / "node_modules"
    return Peers(_scripts(place), packages if packages.is_dir() and shutil.which("node") else None)


def _scripts(place: Path) -> Path:
    return place / "venv" / ("Scripts" if sys.platform == "win32" else "bin")


def _there(place: Path, wanted: dict[str, object]) -> bool:
    mark = place / MARK
    return mark.is_file() and json.loads(mark.read_text(encoding="utf-8")) == wanted


def _install(place: Path) -> None:
    """Make both environments anew. Without npm there is no survey-core, and its column stays empty."""
    sys.stderr.write(f"Installing the peers in {place} …\n")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "venv", place / "venv"], check=True)
    subprocess.run([_scripts(place) / "python", "-m", "pip", "install", "--quiet", *PYTHON], check=True)
    npm = shutil.which("npm")
    if npm is not None:
        subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", place, *NODE], check=True)
