"""Where a route stands: it fits, it waits for answers, or it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from procwiz.core.conditions import Condition, Finding, Fires
from procwiz.core.facts import Facts
from procwiz.core.routes import Exclusion, Row, Table
from procwiz.core.supposing import Supposed

STATES = {True: "fires", False: "not", None: "undecided"}
"""What a row or an exclusion does, by the truth of its condition."""


class Standing(Enum):
    """Whether a route can be taken."""

    FITS = "fits"
    WAITING = "waiting"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A row held against a plan. `missing` are the questions it waits for; `begun` says that a test already holds."""

    row: Row
    finding: Finding
    missing: tuple[str, ...]
    begun: bool

    @property
    def state(self) -> str:
        """`fires`, `not` or `undecided`."""
        return STATES[self.finding.truth]

    @property
    def always(self) -> bool:
        """Say whether the row has no condition: what it opens is open to everyone."""
        return not self.row.when


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a route stands, by which rows, and its rank: 1 is best, closed ones have none.

    `opening` are the rows that fire, `pending` those that still may, `shut` the exclusions that hold.
    `missing` are the questions it waits for, or that may still close it.
    """

    key: str
    standing: Standing
    rank: int | None
    opening: tuple[Row, ...]
    pending: tuple[Row, ...]
    shut: tuple[Exclusion, ...]
    missing: tuple[str, ...]
    assumed: bool

    @property
    def common(self) -> bool:
        """Say whether it fits only because it is open to everyone."""
        return self.standing is Standing.FITS and not any(row.when for row in self.opening)


def verdicts(table: Table, known: Supposed) -> tuple[Verdict, ...]:
    """Hold every row against what is known."""
    return tuple(_verdict(row, known) for row in table.rows)


def _verdict(row: Row, known: Supposed) -> Verdict:
    finding = row.when.hold(known.fact)
    missing = known.awaited(finding.waits) if finding.truth is None else ()
    return Verdict(row, finding, missing, _begun(row.when, known.fact))


def _begun(condition: Condition, facts: Facts) -> bool:
    """Say whether a test of a condition holds already."""
    for clause in condition.clauses:
        for key, test in clause.tests:
            inner = test.condition if isinstance(test, Fires) else None
            if _begun(inner, facts) if inner else test.hold(key, facts).truth is True:
                return True
    return False


def standings(table: Table, judged: Iterable[Verdict], known: Supposed) -> list[Routed]:
    """Find every route's standing, not yet ranked."""
    verdicts_ = tuple(judged)
    held = [(exclusion, exclusion.when.hold(known.fact)) for exclusion in table.exclusions]
    return [_routed(key, verdicts_, held, known) for key in table.routes]


def _routed(key: str, judged: tuple[Verdict, ...], held: list[tuple[Exclusion, Finding]], known: Supposed) -> Routed:
    naming = [verdict for verdict in judged if key in verdict.row.routes]
    opening = [verdict for verdict in naming if verdict.finding.truth]
    pending = [verdict for verdict in naming if verdict.finding.truth is None]
    closing = [(exclusion, finding) for exclusion, finding in held if key in exclusion.routes]
    shut = [(exclusion, finding) for exclusion, finding in closing if finding.truth]
    unsure = [finding.waits for _, finding in closing if finding.truth is None]
    standing = Standing.CLOSED if shut or not (opening or pending) else Standing.WAITING
    standing = Standing.FITS if opening and not shut else standing
    waits = frozenset[str]().union(*unsure) if opening else frozenset[str]()
    missing = {part for verdict in ([] if opening else pending) for part in verdict.missing}
    missing |= set(known.awaited(waits))
    return Routed(
        key=key,
        standing=standing,
        rank=None,
        opening=tuple(verdict.row for verdict in opening),
        pending=tuple(verdict.row for verdict in pending),
        shut=tuple(exclusion for exclusion, _ in shut),
        missing=() if standing is Standing.CLOSED else tuple(k for k in known.plan.process.questions if k in missing),
        assumed=_assumed([verdict.finding for verdict in opening], [finding for _, finding in shut]),
    )


def _assumed(opening: list[Finding], shut: list[Finding]) -> bool:
    """Say whether a standing rests on assumptions alone: one certain reason is enough."""
    deciding = shut or opening
    return bool(deciding) and all(finding.assumed for finding in deciding)
