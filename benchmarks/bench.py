"""Where things are measured: a folder of its own, the same surroundings for all, which peers are there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from benchmarks.peers import Peers

ROOT = Path(__file__).parents[1]
PROGRAMS = Path(__file__).parent / "programs"
PROCWIZ = str(Path(sys.executable).with_name("procwiz"))
LONGEST = 1800
"""Seconds that a program may take; one that takes longer is broken."""


class Broken(Exception):
    """A program that was to be measured failed; the message holds its words and what it said last."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a row is measured with."""

    folder: Path
    small: bool
    peers: Peers

    def room(self, name: str) -> Bench:
        """The same bench in a folder of its own."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        return replace(self, folder=folder)

    def size(self, full: int, small: int) -> int:
        """How much of something there is."""
        return small if self.small else full

    def settle(self) -> None:
        """Keep the person's own settings and caches out of it, here and in every program."""
        os.environ["PROCWIZ_CACHE"] = str(self.folder / "cache")
        os.environ["PROCWIZ_CONFIG"] = str(self.folder / "config.toml")
        os.environ["PROCWIZ_LANG"] = "da"
        os.environ["PROCWIZ_BY"] = "Lene"

    @property
    def env(self) -> Mapping[str, str]:
        """The surroundings of every program: byte code is written, streams are buffered."""
        without = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "NO_COLOR"}
        own = {
            "TERM": "xterm-256color",
            "TYPER_USE_RICH": "0",
            "COLUMNS": "100",
            "LINES": "40",
            "NODE_PATH": str(self.peers.node or ""),
        }
        return {**{name: value for name, value in os.environ.items() if name not in without}, **own}

    def seconds(self, words: Sequence[str], **own: str) -> float:
        """Run a program to its end and time it from outside; `own` is added to its surroundings."""
        begun = perf_counter()
        self._run(words, own)
        return perf_counter() - begun

    def told(self, words: Sequence[str], **own: str) -> float:
        """Run a program that measures itself, and read the figure it writes last."""
        return float(self._run(words, own).split()[-1])

    def inside(self, name: str, *words: object) -> float:
        """Measure a part of procwiz in a process of its own; `name` is a function of `benchmarks.inside`."""
        return self.told(_inside(name, words), PYTHONPATH=str(ROOT))

    def both(self, name: str, *words: object) -> tuple[Callable[[], float], Callable[[], float]]:
        """Measure a floor and what stands on it in turn, in one process; the second call gives its other figure."""
        kept: list[float] = []

        def floor() -> float:
            kept[:] = map(float, self._run(_inside(name, words), {"PYTHONPATH": str(ROOT)}).split())
            return kept[0]

        return floor, lambda: kept[1]

    def _run(self, words: Sequence[str], own: Mapping[str, str]) -> str:
        result = subprocess.run(
            words,
            cwd=self.folder,
            env={**self.env, **own},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=LONGEST,
        )
        if result.returncode:
            last = " ".join((result.stderr or result.stdout).strip().splitlines()[-3:])
            raise Broken(f"{' '.join(words)}: exit {result.returncode}: {last}")
        return result.stdout


def _inside(name: str, words: Sequence[object]) -> list[str]:
    return [sys.executable, "-m", "benchmarks.inside", name, *map(str, words)]


def program(name: str, *words: object) -> list[str]:
    """Call one of the small programs beside this package with the interpreter that runs procwiz."""
    return [sys.executable, str(PROGRAMS / name), *map(str, words)]
