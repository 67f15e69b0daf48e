"""What one answer costs behind the screen: on the disk, and in the process."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.bench import PROGRAMS, Bench
from benchmarks.measuring import Contender, Limit, Role, Row

APPEND, FEW, SURVEY = "append + fsync", "procwiz, 50 questions", "survey-core"


def _store(name: str, answers: int) -> Callable[[Bench], list[Contender]]:
    """Compare the store with the bare disk; the first answer makes its file, and so does what it is held against."""

    def contenders(bench: Bench) -> list[Contender]:
        floor, own = bench.both(name, bench.size(100, 2), min(answers, bench.size(answers, 20)))
        return [Contender(APPEND, Role.FLOOR, floor), Contender("procwiz", Role.OWN, own)]

    return contenders


def _change(bench: Bench) -> list[Contender]:
    many, times = bench.size(5000, 100), bench.size(100, 4)
    found = [
        Contender(FEW, Role.FLOOR, lambda: bench.inside("change", 50, times)),
        Contender(f"procwiz, {many} questions", Role.OWN, lambda: bench.inside("change", many, times)),
    ]
    if bench.peers.node is not None:
        words = ["node", str(PROGRAMS / "survey.cjs"), "change"]
        found += [
            Contender(SURVEY, Role.PEER, lambda: bench.told([*words, str(many), str(times)])),
            Contender(f"{SURVEY}, 50 questions", Role.FLOOR, lambda: bench.told([*words, "50", str(times)])),
        ]
    return found


ROWS = (
    Row("store-first", 7, "The first durable answer in the store",
        (Limit(1.3, APPEND),), (Limit(1.1, APPEND),), _store("store_first", 1)),
    Row("store-5000", 7, "The 5,000th durable answer in the store",
        (Limit(1.3, APPEND),), (Limit(1.1, APPEND),), _store("store_later", 5000)),
    Row("change", 8, "Changing an answer among 5,000 questions",
        (Limit(5, FEW),), (), _change),
)  # fmt: skip
