"""All plans of a folder."""

from __future__ import annotations

import shutil

from benchmarks import material
from benchmarks.bench import PROCWIZ, Bench, program
from benchmarks.measuring import Contender, Limit, Role, Row

READ, FIRST = "reading + json.loads", "procwiz, first time"


def _plans(bench: Bench) -> str:
    return str(material.many_plans(bench.folder / "plans", bench.size(1000, 3), bench.size(300, 10)))


def _list(bench: Bench, plans: str, *, anew: bool) -> float:
    """List the plans; `anew` forgets what an earlier list kept, but not the compiled process."""
    cache = bench.folder / "cache"
    if anew:
        shutil.rmtree(cache, ignore_errors=True)
        bench.seconds([PROCWIZ, "process", "list"], PROCWIZ_CACHE=str(cache))
    return bench.seconds([PROCWIZ, "list", plans], PROCWIZ_CACHE=str(cache))


def _first(bench: Bench) -> list[Contender]:
    plans = _plans(bench)
    return [
        Contender(READ, Role.FLOOR, lambda: bench.seconds(program("read_lines.py", plans))),
        Contender("procwiz", Role.OWN, lambda: _list(bench, plans, anew=True), once=True),
    ]


def _again(bench: Bench) -> list[Contender]:
    plans = _plans(bench)
    return [
        Contender(FIRST, Role.FLOOR, lambda: _list(bench, plans, anew=True), once=True),
        Contender("procwiz", Role.OWN, lambda: _list(bench, plans, anew=False)),
    ]


ROWS = (
    Row("list-first", 14, "`list` over 1,000 plans of 300 events, the first time",
        (Limit(1, READ),), (Limit(0.5, READ),), _first, rounds=3),
    Row("list-again", 15, "The same, the second time",
        (Limit(0.2, FIRST),), (Limit(0.1, FIRST),), _again, rounds=3),
)  # fmt: skip
