"""When something applies: conditions as data, held against answers, with three values.

A condition is an *or* of clauses; a clause is an *and* of tests, each on a key, and may hold one `not`.
A test holds, does not hold, or cannot be known yet; then it names the keys it waits for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from procwiz.core.facts import Fact, Facts, Ordered, Status, ordered, row_facts, rows_of
from procwiz.core.values import Estimate, Money, Row, Value


@dataclass(frozen=True, slots=True)
class Finding:
    """What holding a condition against the answers gave.

    `truth` is None where it cannot be known; `waits` then names the keys whose answers are missing.
    `assumed` says that the truth rests on an assumption.
    """

    truth: bool | None
    assumed: bool = False
    waits: frozenset[str] = frozenset()


HOLDS = Finding(True)
FAILS = Finding(False)


class Test(Protocol):
    """What an answer is held against."""

    def hold(self, key: str, facts: Facts) -> Finding:
        """Hold the test against what is known of `key`."""


def both(findings: Iterable[Finding]) -> Finding:
    """Join findings by *and*: one that fails decides, else one unknown leaves it unknown."""
    return _join(findings, deciding=False)


def either(findings: Iterable[Finding]) -> Finding:
    """Join findings by *or*: one that holds decides, else one unknown leaves it unknown."""
    return _join(findings, deciding=True)


def _join(findings: Iterable[Finding], *, deciding: bool) -> Finding:
    seen = list(findings)
    decisive = [finding for finding in seen if finding.truth is deciding]
    if decisive:
        return Finding(deciding, all(finding.assumed for finding in decisive))
    waits = frozenset[str]().union(*(finding.waits for finding in seen))
    assumed = any(finding.assumed for finding in seen)
    if any(finding.truth is None for finding in seen):
        return Finding(None, assumed, waits)
    return Finding(not deciding, assumed)


def negate(finding: Finding) -> Finding:
    """Turn a finding round; unknown stays unknown."""
    if finding.truth is None:
        return finding
    return Finding(not finding.truth, finding.assumed)


def _on_value(key: str, fact: Fact, holds: Callable[[Value], bool]) -> Finding:
    if fact.status is Status.INAPPLICABLE:
        return FAILS
    if fact.value is None:
        return Finding(None, waits=frozenset({key}))
    return Finding(holds(fact.value), fact.assumed)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Equal to one of the literals; on a set of codes: has one of them."""

    literals: tuple[Value, ...]

    def hold(self, key: str, facts: Facts) -> Finding:
        """Hold the literals against the value."""
        return _on_value(key, facts(key), self._matches)

    def _matches(self, value: Value) -> bool:
        return any(_equal(value, literal) for literal in self.literals)


@dataclass(frozen=True, slots=True)
class AllOf:
    """On a set of codes: has all of them."""

    codes: tuple[str, ...]

    def hold(self, key: str, facts: Facts) -> Finding:
        """Hold the codes against the value."""
        return _on_value(key, facts(key), lambda value: all(_equal(value, code) for code in self.codes))


@dataclass(frozen=True, slots=True)
class Within:
    """Compared by order: not below `low`, not above `high`; a strict end is left out itself."""

    low: Ordered | None = None
    high: Ordered | None = None
    strict: bool = False

    def hold(self, key: str, facts: Facts) -> Finding:
        """Hold the ends against the value."""
        return _on_value(key, facts(key), lambda value: self.covers(ordered(value)))

    def covers(self, value: Ordered) -> bool:
        """Say whether a number or date lies within the ends."""
        if self.low is not None and not (self.low < value if self.strict else self.low <= value):  # type: ignore[operator]
            return False
        return self.high is None or (value < self.high if self.strict else value <= self.high)  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Known:
    """The key is in one of these states: answered, deferred, unanswered. Never unknown itself."""

    statuses: frozenset[Status]

    def hold(self, key: str, facts: Facts) -> Finding:
        """Look at the state only, never at the value."""
        return HOLDS if facts(key).status in self.statuses else FAILS


@dataclass(frozen=True, slots=True)
class AnyRow:
    """A row of the table meets the condition; without rows false."""

    condition: Condition

    def hold(self, key: str, facts: Facts) -> Finding:
        """Hold the condition against each row."""
        return _on_rows(key, facts, lambda rows: either(_in_row(self.condition, row, key, facts) for row in rows))


@dataclass(frozen=True, slots=True)
class AllRows:
    """Every row of the table meets the condition; without rows true."""

    condition: Condition

    def hold(self, key: str, facts: Facts) -> Finding:
        """Hold the condition against each row."""
        return _on_rows(key, facts, lambda rows: both(_in_row(self.condition, row, key, facts) for row in rows))


@dataclass(frozen=True, slots=True)
class RowCount:
    """The number of rows, all or those that meet `where`, lies within the ends."""

    within: Within
    where: Condition | None = None

    def hold(self, key: str, facts: Facts) -> Finding:
        """Count; where rows cannot be decided the count is a span, and may still be decided."""
        return _on_rows(key, facts, lambda rows: self._count(key, rows, facts))

    def _count(self, key: str, rows: tuple[Row, ...], facts: Facts) -> Finding:
        if self.where is None:
            return Finding(self.within.covers(Decimal(len(rows))))
        findings = [_in_row(self.where, row, key, facts) for row in rows]
        firm = [Finding(None) if finding.assumed else finding for finding in findings]
        verdicts = self._verdicts(findings)
        assumed = len(self._verdicts(firm)) > 1
        if len(verdicts) == 1:
            return Finding(verdicts.pop(), assumed)
        return Finding(None, assumed, frozenset().union(*(finding.waits for finding in findings)))

    def _verdicts(self, findings: list[Finding]) -> set[bool]:
        sure = sum(finding.truth is True for finding in findings)
        most = sure + sum(finding.truth is None for finding in findings)
        return {self.within.covers(Decimal(count)) for count in range(sure, most + 1)}


@dataclass(frozen=True, slots=True)
class Fires:
    """The named row or definition of a decision table holds."""

    condition: Condition

    def hold(self, key: str, facts: Facts) -> Finding:
        """Hold the named condition."""
        return self.condition.hold(facts)


def _on_rows(key: str, facts: Facts, hold: Callable[[tuple[Row, ...]], Finding]) -> Finding:
    fact = facts(key)
    if fact.status is Status.INAPPLICABLE:
        return FAILS
    if fact.status is Status.UNANSWERED:
        return hold(())
    if fact.value is None:
        return Finding(None, waits=frozenset({key}))
    finding = hold(rows_of(fact.value))
    return Finding(finding.truth, finding.assumed or fact.assumed, finding.waits)


def _in_row(condition: Condition, row: Row, table: str, facts: Facts) -> Finding:
    finding = condition.hold(row_facts(row.cells, facts))
    waits = frozenset(key if "." in key else table for key in finding.waits)
    return Finding(finding.truth, finding.assumed, waits)


def _equal(value: Value, literal: Value) -> bool:
    if isinstance(value, tuple):
        return literal in value
    if isinstance(value, Money | Estimate):
        return ordered(value) == literal
    return value == literal


@dataclass(frozen=True, slots=True)
class Clause:
    """An *and* of tests by key, and an optional condition that must not hold."""

    tests: tuple[tuple[str, Test], ...]
    excluded: Condition | None = None

    def hold(self, facts: Facts) -> Finding:
        """Hold every test, and the excluded condition turned round."""
        findings = [test.hold(key, facts) for key, test in self.tests]
        if self.excluded is not None:
            findings.append(negate(self.excluded.hold(facts)))
        return both(findings)


@dataclass(frozen=True, slots=True)
class Condition:
    """An *or* of clauses. Without clauses it always holds."""

    clauses: tuple[Clause, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.clauses)

    def hold(self, facts: Facts) -> Finding:
        """Hold the condition against the facts."""
        if not self.clauses:
            return HOLDS
        return either(clause.hold(facts) for clause in self.clauses)

    def keys(self) -> frozenset[str]:
        """Name every dotted key that the condition reads, inside rows too."""
        return frozenset(name for name in self._names() if "." in name)

    def columns(self) -> frozenset[str]:
        """Name every column, a bare code, that the condition reads inside a row."""
        return frozenset(name for name in self._names() if "." not in name)

    def _names(self) -> set[str]:
        found: set[str] = set()
        for clause in self.clauses:
            for key, test in clause.tests:
                found.add(key)
                inner = getattr(test, "condition", None) or getattr(test, "where", None)
                found |= inner._names() if inner else set()
            found |= clause.excluded._names() if clause.excluded else set()
        return found


ALWAYS = Condition()
