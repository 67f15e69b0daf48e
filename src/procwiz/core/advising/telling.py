"""Says why a route stands as it does: in the table's own words, or in those of the tests that fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from procwiz.core.advising.advised import Advised
from procwiz.core.advising.standing import Routed, Standing, Verdict
from procwiz.core.conditions import Clause, Condition, Fires, Test
from procwiz.core.facts import Fact, Facts
from procwiz.core.law import Basis
from procwiz.core.messages import Message, Say
from procwiz.core.plan import COUNTRY, Plan
from procwiz.core.routes import Exclusion, Row
from procwiz.core.supposing import Supposed
from procwiz.core.wording import Wording

UNDER_ALL = "EU"
"""Whose law stands under that of every country."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A paragraph that a route rests on, the country it is of, and how sure that is."""

    country: str
    text: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Tested:
    """One test of a row in words, what was answered, and whether it holds."""

    text: str
    answer: str
    holds: bool | None


class Telling:
    """Tells of one plan's advice."""

    def __init__(self, known: Supposed, advised: Advised, say: Say) -> None:
        self._plan: Plan = known.plan
        self._facts: Facts = known.fact
        self._advised = advised
        self._say = say
        self._wording = Wording(say, self._plan.notation, self._plan.process.named)

    def title(self, key: str) -> str:
        """Name a route."""
        return self._plan.process.table.routes[key].title

    def titles(self, keys: Iterable[str]) -> list[str]:
        """Name questions."""
        return [self._plan.process.title_of(key) for key in keys]

    def rows(self, routed: Routed) -> list[Row]:
        """The rows that tell why: those that fire, the one for everyone only where it is alone; else the pending."""
        own = [row for row in routed.opening if row.when]
        return own or list(routed.opening) or list(routed.pending)

    def because(self, routed: Routed) -> list[str]:
        """Say why a route fits, or why it is closed; of one that waits, why it may fit."""
        if routed.standing is Standing.CLOSED:
            return [part.because for part in routed.shut] or self._nearest(routed.key)
        return [row.because for row in self.rows(routed)]

    def basis(self, routed: Routed) -> list[Ground]:
        """The paragraphs of the plan's country and of the EU, each once: the rows', else the route's own."""
        parts: list[Row | Exclusion] = [*routed.shut] or [*self.rows(routed)]
        own = [ground for part in parts for ground in self.grounds(part.basis, part.certainty)]
        route = self._plan.process.table.routes[routed.key]
        more = [
            ground for ground in self.grounds(route.basis, route.certainty) if ground.country not in _countries(own)
        ]
        return list({(ground.country, ground.text): ground for ground in (*own, *more)}.values())

    def grounds(self, basis: Basis, certainty: str) -> Iterator[Ground]:
        """The paragraphs that concern this plan: its country's, then the EU's."""
        country = str(self._facts(COUNTRY).value or self._plan.country)
        for code in dict.fromkeys((country, UNDER_ALL)):
            if code in basis:
                yield Ground(code, basis[code], certainty)

    def caveats(self, routed: Routed) -> list[str]:
        """What to watch."""
        return list(dict.fromkeys(text for row in self.rows(routed) for text in row.caveats))

    def steps(self, routed: Routed) -> list[str]:
        """What to do next."""
        return list(dict.fromkeys(text for row in self.rows(routed) for text in row.next))

    def sequence(self, routed: Routed) -> list[str]:
        """Name the routes that may follow this one."""
        return [self.title(key) for row in self.rows(routed) for key in row.then]

    # -- tests in words ------------------------------------------------------------------

    def _nearest(self, key: str) -> list[str]:
        """Say what the row nearest to opening a route asks for and the plan does not have."""
        failing = [self._failing(verdict) for verdict in self._advised.verdicts if key in verdict.row.routes]
        if not failing:
            return [self._say(Message("advise.closed.unnamed"))]
        wanted = min(failing, key=len)
        return [self._say(Message("advise.closed.wants", {"what": self._joined([tested.text for tested in wanted])}))]

    def _joined(self, parts: list[str]) -> str:
        link = f" {self._say(Message('conditions.and'))} "
        return link.join(parts)

    def _failing(self, verdict: Verdict) -> list[Tested]:
        """The tests that fail where the row comes nearest to firing: one of its clauses would be enough."""
        clauses = (list(self._clause(clause)) for clause in verdict.row.when.clauses)
        return min(([tested for tested in clause if tested.holds is False] for clause in clauses), key=len)

    def tests(self, condition: Condition) -> list[Tested]:
        """Say every test of a condition with the answer it was held against; a definition's own tests in its place."""
        return [tested for clause in condition.clauses for tested in self._clause(clause)]

    def _clause(self, clause: Clause) -> Iterator[Tested]:
        for key, test in clause.tests:
            if isinstance(test, Fires):
                yield from self.tests(test.condition)
            else:
                yield self._tested(key, test)
        if clause.excluded is not None:
            yield self._excluded(clause.excluded)

    def _tested(self, key: str, test: Test) -> Tested:
        return Tested(self._wording.test(key, test), self._answer(key), test.hold(key, self._facts).truth)

    def _excluded(self, condition: Condition) -> Tested:
        truth = condition.hold(self._facts).truth
        text = self._say(Message("conditions.not", {"what": self._wording.condition(condition)}))
        answers = "; ".join(self._answer(key) for key in sorted(condition.keys()))
        return Tested(text, answers, None if truth is None else not truth)

    def _answer(self, key: str) -> str:
        fact: Fact = self._facts(key)
        return self._wording.fact(self._plan.process.named(key)[1], fact)


def _countries(grounds: Iterable[Ground]) -> set[str]:
    return {ground.country for ground in grounds}
