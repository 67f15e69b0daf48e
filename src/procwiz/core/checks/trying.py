"""What a condition can come to, found by trying answers.

Answers are filled in one by one, those first that the condition waits for, until it is decided. A question that does
not apply fails every test on it. Derived values are taken to be free: more than can be, never less.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TypeAlias

from procwiz.core.checks.cases import Case, cases
from procwiz.core.conditions import FAILS, HOLDS, Clause, Condition, Finding, Fires, Test, both, either, negate
from procwiz.core.process import Process

Given: TypeAlias = "Mapping[str, Case]"
Applying: TypeAlias = "dict[str, Finding]"

TRIES = 20_000
TESTS = 500
"""A condition that rests on more tests than this, counted as often as they are held, is not tried."""
HELD = 400_000
"""So many tests are held at most, about a second's work: a long condition is tried less often than a short one."""


def outcomes(process: Process, condition: Condition) -> frozenset[bool] | None:
    """Say what a condition comes to: fires, fires not, or both; None where too much would have to be tried."""
    tests = _gathered(process, condition)
    size = sum(sum(times.values()) for times in tests.values())
    if size > TESTS:
        return None
    trial = _Trial(process, condition, frozenset(tests))
    ways = {key: cases(process.named(key)[1], tuple(times)) for key, times in tests.items()}
    open_: list[Given] = [{}]
    found: set[bool] = set()
    for _ in range(min(TRIES, HELD // max(size, 1))):
        if not open_ or len(found) > 1:
            return frozenset(found)
        given = open_.pop()
        finding = trial.hold(given)
        if not finding.waits:
            found.add(finding.truth is True)
        elif not (choices := ways[min(finding.waits)]):
            return None
        else:
            open_ += [{**given, min(finding.waits): case} for case in choices]
    return None


def _gathered(process: Process, condition: Condition) -> Mapping[str, Counter[Test]]:
    """Count the tests it rests on by key: its own, and those that decide whether what it reads applies.

    Counting ends where there are too many.
    """
    found: dict[str, Counter[Test]] = {}
    open_ = [condition]
    while open_:
        for key, test in islice(_tests(open_.pop()), TESTS + 1):
            if key not in found and key in process.questions:
                question = process.questions[key]
                open_ += [question.when, process.phase(question.phase).when]
            found.setdefault(key, Counter())[test] += 1
    return found


def _tests(condition: Condition) -> Iterator[tuple[str, Test]]:
    for clause in condition.clauses:
        for key, test in clause.tests:
            if isinstance(test, Fires):
                yield from _tests(test.condition)
            else:
                yield key, test
        if clause.excluded is not None:
            yield from _tests(clause.excluded)


class _Trial:
    """Holds one condition against answers, some of them still open."""

    def __init__(self, process: Process, condition: Condition, keys: frozenset[str]) -> None:
        self._condition = condition
        asked = ((phase, [one for one in phase.questions if one.key in keys]) for phase in process.phases)
        self._phases = [(phase, questions) for phase, questions in asked if questions]

    def hold(self, given: Given) -> Finding:
        """Hold it. It waits only for keys that are not given."""
        applying: Applying = {}
        for phase, questions in self._phases:
            whole = self._of(phase.when, given, applying)
            for question in questions:
                own = FAILS if whole.truth is False else both([whole, self._of(question.when, given, applying)])
                applying[question.key] = own
        return self._of(self._condition, given, applying)

    def _of(self, condition: Condition, given: Given, applying: Applying) -> Finding:
        if not condition.clauses:
            return HOLDS
        return either(self._clause(clause, given, applying) for clause in condition.clauses)

    def _clause(self, clause: Clause, given: Given, applying: Applying) -> Finding:
        findings = [self._test(key, test, given, applying) for key, test in clause.tests]
        if clause.excluded is not None:
            findings.append(negate(self._of(clause.excluded, given, applying)))
        return both(findings)

    def _test(self, key: str, test: Test, given: Given, applying: Applying) -> Finding:
        if isinstance(test, Fires):
            return self._of(test.condition, given, applying)
        applies = applying.get(key, HOLDS)
        if applies.truth is False:
            return FAILS
        if key not in given:
            return Finding(None, waits=frozenset({key}))
        truth = given[key][test]
        return Finding(None, waits=applies.waits) if applies.waits and truth is not False else Finding(truth)
