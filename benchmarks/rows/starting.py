"""What a command costs that only tells something."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks import material
from benchmarks.bench import PROCWIZ, Bench, program
from benchmarks.measuring import Contender, Limit, Role, Row

BARE, TYPER = "bare Python", "one-command Typer app"


def timed(bench: Bench, name: str, role: Role, words: Sequence[str]) -> Contender:
    """Time a whole command."""
    return Contender(name, role, lambda: bench.seconds(words))


def _peers(bench: Bench, word: str) -> list[Contender]:
    named = {name: bench.peers.command(name) for name in ("copier", "cookiecutter")}
    return [timed(bench, name, Role.PEER, [path, word]) for name, path in named.items() if path]


def _bare(bench: Bench) -> Contender:
    return timed(bench, BARE, Role.FLOOR, [sys.executable, "-c", "pass"])


def _version(bench: Bench) -> list[Contender]:
    own = timed(bench, "procwiz", Role.OWN, [PROCWIZ, "--version"])
    return [_bare(bench), own, *_peers(bench, "--version")]


def _help(bench: Bench) -> list[Contender]:
    typer = timed(bench, TYPER, Role.FLOOR, program("typer_help.py", "--help"))
    own = timed(bench, "procwiz", Role.OWN, [PROCWIZ, "--help"])
    return [typer, _bare(bench), own, *_peers(bench, "--help")]


def _status(bench: Bench) -> list[Contender]:
    plan = material.full_plan(bench.folder)
    return [
        timed(bench, TYPER, Role.FLOOR, program("typer_table.py")),
        timed(bench, "procwiz", Role.OWN, [PROCWIZ, "status", str(plan)]),
    ]


ROWS = (
    Row("version", 1, "`procwiz --version`", (Limit(2, BARE),), (Limit(1.3, BARE),), _version, rounds=21),
    Row("help", 2, "`procwiz --help`", (Limit(1.2, TYPER),), (Limit(2, BARE),), _help, rounds=21),
    Row("status", 3, "`status` on a full plan", (Limit(1.5, TYPER),), (Limit(1.2, TYPER),), _status, rounds=15),
)
