"""What would be known of a plan if some answers were others; the plan itself is not touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from procwiz.core import derivation
from procwiz.core.conditions import FAILS, HOLDS, Finding, both
from procwiz.core.facts import Fact, Status
from procwiz.core.plan import Plan
from procwiz.core.process import Lookup
from procwiz.core.values import Value


class Supposed:
    """A plan's facts, with some values put in their place. Only what is asked for is worked out."""

    def __init__(self, plan: Plan, values: Mapping[str, Value] | None = None) -> None:
        self.plan = plan
        self._values = dict(values or {})
        self._applies: dict[str, Finding] = {}
        self._phases = {phase.key: phase for phase in plan.process.phases}

    def fact(self, key: str) -> Fact:
        """What a test sees of a question or derived value."""
        derived = self.plan.process.derived.get(key)
        if derived is not None:
            return derivation.derive(derived, self.fact, self.plan.ground)
        if self.applies(key).truth is False:
            return Fact(Status.INAPPLICABLE)
        if key in self._values:
            return Fact(Status.ANSWERED, self._values[key])
        return self.plan.answers[key].fact

    def applies(self, key: str) -> Finding:
        """Whether a question applies; what the process does not ask does not."""
        if key not in self._applies:
            self._applies[key] = self._held(key)
        return self._applies[key]

    def _held(self, key: str) -> Finding:
        question = self.plan.process.questions.get(key)
        if question is None:
            return FAILS
        phase = self._phases[question.phase].when
        held = [condition.hold(self.fact) for condition in (phase, question.when) if condition]
        return both(held) if held else HOLDS

    def awaited(self, waits: Iterable[str]) -> tuple[str, ...]:
        """Name the questions to answer for what waits, in the process' order.

        A derived value waits for what it is computed from, a question that waits itself for what that waits for;
        what does not apply is not waited for.
        """
        found: set[str] = set()
        open_keys, seen = list(waits), set[str]()
        while open_keys:
            key = open_keys.pop()
            if key in seen:
                continue
            seen.add(key)
            below = self._below(key)
            if below is None:
                found.add(key)
            else:
                open_keys += below
        return tuple(key for key in self.plan.process.questions if key in found)

    def _below(self, key: str) -> Iterable[str] | None:
        """What a key waits for itself; None for a question that can be answered."""
        derived = self.plan.process.derived.get(key)
        if derived is None:
            applies = self.applies(key)
            return None if applies.truth else applies.waits
        if derived.lookup is None:
            parts = [part for part in derived.operands if "." in part]
            return self._open(parts) or parts
        value = [part for part in derived.operands if part != derived.lookup.on]
        return [*self._open(value), *self._ruled_by(derived.lookup)]

    def _open(self, keys: Iterable[str]) -> list[str]:
        facts = ((key, self.fact(key)) for key in keys)
        return [key for key, fact in facts if fact.value is None and fact.status is not Status.INAPPLICABLE]

    def _ruled_by(self, lookup: Lookup) -> frozenset[str]:
        """What the law waits for where it is asked."""
        day, _ = derivation.asked_on(lookup, self.fact, self.plan.ground)
        names = [lookup.figure, *(name for name, _ in lookup.below)]
        return frozenset[str]().union(*(self.plan.process.law.find(name, self.fact, day).waits for name in names))
