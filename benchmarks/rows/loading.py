"""What it costs to have the process at hand."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.bench import Bench
from benchmarks.measuring import Contender, Limit, Role, Row

JSON, YAML = "json.loads", "C-loaded YAML + pydantic"


def _loaded(form: str, floor: str) -> Callable[[Bench], list[Contender]]:
    def contenders(bench: Bench) -> list[Contender]:
        times = bench.size(7, 1)
        return [
            Contender(floor, Role.FLOOR, lambda: bench.inside(f"raw_{form}", times)),
            Contender("procwiz", Role.OWN, lambda: bench.inside(f"load_{form}", times)),
        ]

    return contenders


ROWS = (
    Row("load-compiled", 11, "Loading the compiled process",
        (Limit(3, JSON),), (Limit(1.5, JSON),), _loaded("compiled", JSON)),
    Row("load-yaml", 12, "Loading it from YAML, all checks on",
        (Limit(2, YAML),), (Limit(1.2, YAML),), _loaded("yaml", YAML), rounds=5),
)  # fmt: skip
