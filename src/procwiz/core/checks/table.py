"""The decision table tried out: what can never fire, and what always does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from procwiz.core.building import build
from procwiz.core.checks.raw import problem
from procwiz.core.checks.trying import outcomes
from procwiz.core.problems import Path, Problem
from procwiz.core.process import Process

NEVER, ALWAYS = frozenset({False}), frozenset({True})
TOP: Path = ("process", "routes")


def try_out(compiled: Mapping[str, Any]) -> Iterator[Problem]:
    """Find rows and exclusions that never fire, and rows with a condition that always do.

    The process must be sound: shapes and checks found nothing. What would take too long to find out is no fault.
    """
    if "routes" in compiled["process"]:
        yield from _tried(build({"digest": "", **compiled}, compiled["process"]["languages"][0]))


def _tried(process: Process) -> Iterator[Problem]:
    for number, row in enumerate(process.table.rows):
        found = outcomes(process, row.when) if row.when else None
        if found == NEVER:
            yield problem("row_never", (*TOP, "rows", number, "when"), name=row.id)
        elif found == ALWAYS:
            yield problem("row_always", (*TOP, "rows", number, "when"), name=row.id)
    for number, exclusion in enumerate(process.table.exclusions):
        if outcomes(process, exclusion.when) == NEVER:
            yield problem("row_never", (*TOP, "exclusions", number, "when"), name=exclusion.code)
