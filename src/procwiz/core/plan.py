"""A plan: a process and a journal, and all that follows from them. Nothing here is ever saved."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cached_property

from procwiz.core import answers as said
from procwiz.core import decisions as decided
from procwiz.core import derivation
from procwiz.core.answers import Answer, Answers
from procwiz.core.conditions import FAILS, HOLDS, Finding, both
from procwiz.core.decisions import Decision, Proviso
from procwiz.core.facts import Fact, Status
from procwiz.core.gating import GateStanding, Judged, Lack
from procwiz.core.journal import FORGOTTEN, Event, Journal
from procwiz.core.kinds import Table
from procwiz.core.law import Law
from procwiz.core.notation import Notation
from procwiz.core.process import Gate, Phase, Process, Question

FORMAT = 1
CURRENCIES = {"DK": "DKK", "NO": "NOK", "SE": "SEK", "EU": "EUR"}
COUNTRY = "setup.country"


@dataclass(frozen=True, slots=True)
class Card:
    """What `new` writes once: which plan this is. `created` is a date; `format` the folder's format version."""

    id: str
    title: str
    process: str
    version: str
    digest: str
    language: str
    created: date
    format: int = FORMAT


class Standing(Enum):
    """Where a question stands in a plan."""

    ANSWERED = "answered"
    DEFERRED = "deferred"
    OPEN = "open"
    WAITING = "waiting"  # its condition cannot be decided yet
    SET_ASIDE = "set_aside"  # answered, but it no longer applies
    ABSENT = "absent"  # does not apply, was never answered


@dataclass(frozen=True, slots=True)
class Progress:
    """How many questions stand where. Only those that apply count as answered, deferred or open."""

    answered: int = 0
    deferred: int = 0
    open: int = 0
    waiting: int = 0
    set_aside: int = 0

    def __add__(self, other: Progress) -> Progress:
        return Progress(*(getattr(self, name) + getattr(other, name) for name in Progress.__slots__))

    @property
    def reachable(self) -> int:
        """How many questions apply."""
        return self.answered + self.deferred + self.open


def currency_of(country: object, language: str) -> str:
    """Find the plan's currency: the country's, or until it is known DKK for a plan in Danish, else EUR."""
    return CURRENCIES.get(str(country), "DKK" if language == "da" else "EUR")


@dataclass(frozen=True)
class Plan:
    """One run through a process, as the journal tells it.

    `begun_law` is the law the plan was begun with, where its process has been given a newer one since.
    """

    card: Card
    process: Process
    journal: Journal
    begun_law: Law | None = None

    @cached_property
    def notation(self) -> Notation:
        """How numbers and amounts are written in this plan."""
        events = [event for head in self.journal.heads(COUNTRY) for event in self.journal.meant(head)]
        countries = {str((event.content or {}).get("value")) for event in events if event.kind == "answered"}
        country = countries.pop() if len(countries) == 1 else ""
        return Notation(self.process.language, currency_of(country, self.card.language))

    @cached_property
    def ground(self) -> derivation.Ground:
        """What derived values may rest on beside answers; without a day of its own the law is asked as of the start."""
        return derivation.Ground(self.process.law, self.card.created, self.notation.currency)

    @cached_property
    def answers(self) -> Answers:
        """Every question's answer, whether it applies or not."""
        return said.read(self.process, self.journal, self.notation)

    def answer(self, key: str) -> Answer:
        """The answer to a question."""
        return self.answers[key]

    def after(self, events: Iterable[Event]) -> Plan:
        """The plan after further events: what they touch is read anew, what depends on it decided anew, and no more."""
        fresh = tuple(events)
        later = replace(self, journal=self.journal.add(fresh))
        if any(event.kind == FORGOTTEN for event in fresh):  # reaches back to what other events said
            return later
        keys = {event.subject.partition("/")[0] for event in fresh} & self.process.questions.keys()
        if COUNTRY not in keys:
            answers = said.reread(self.answers, keys, self.process, later.journal, self.notation)
            later.__dict__.update(notation=self.notation, ground=self.ground, answers=answers)
            changed = [key for key in keys if answers[key].fact != self.answers[key].fact]
            decided = self._decided_anew(later, changed)
            later.__dict__["applying"] = {**self.applying, **decided}
            moved = (decided.keys() & self.process.questions.keys()) | keys
            later.__dict__["standings"] = {**self.standings, **{key: later._standing(key) for key in moved}}
            later.__dict__["_step"] = (self.journal, moved)
        return later

    def moved_since(self, before: Plan) -> list[str]:
        """The questions that say or stand otherwise than before, in order; after one step they are known already."""
        journal, moved = self.__dict__.get("_step", (None, ()))
        if journal is not before.journal:
            moved = [key for key in self.process.questions if self._differs(before, key)]
        return sorted(moved, key=self.process.places.__getitem__)

    def _differs(self, before: Plan, key: str) -> bool:
        return self.standings[key] is not before.standings[key] or self.answers[key] != before.answers[key]

    def _decided_anew(self, later: Plan, changed: Iterable[str]) -> Mapping[str, Finding]:
        """Decide what reads a key that changed, and what reads that, each once and in the process' order."""
        places, readers = self.process.places, self.process.readers
        found: dict[str, Finding] = {}
        known = ChainMap(found, self.applying)  # type: ignore[arg-type]
        waiting = {key for start in changed for key in readers.get(start, ())}
        while waiting:
            key = min(waiting, key=places.__getitem__)
            waiting.remove(key)
            decided = later._applies(key, known)
            if decided != self.applying[key]:
                found[key] = decided
                waiting |= readers.get(key, frozenset())
        return found

    # -- what applies ----------------------------------------------------

    @cached_property
    def applying(self) -> Mapping[str, Finding]:
        """For every phase and question, whether it applies. Conditions look back, so one pass decides all."""
        found: dict[str, Finding] = {}
        for key in self.process.places:
            found[key] = self._applies(key, found)
        return found

    def _applies(self, key: str, found: Mapping[str, Finding]) -> Finding:
        question = self.process.questions.get(key)
        part = question or self.process.phases_by_key[key]
        around = found[question.phase] if question else HOLDS
        if around.truth is False:
            return FAILS
        if not part.when:
            return around
        return both([around, part.when.hold(lambda read: self._fact(read, found))])

    @property
    def country(self) -> str:
        """The country whose law and calendar are meant; until it is known Denmark for a plan in Danish, else the EU."""
        return str(self.fact(COUNTRY).value or ("DK" if self.card.language == "da" else "EU"))

    def fact(self, key: str) -> Fact:
        """What a test sees of a question or derived value."""
        if key not in self.process.derived:
            return self._fact(key, self.applying)
        if key not in self._derived:
            self._derived[key] = self._fact(key, self.applying)
        return self._derived[key]

    @cached_property
    def _derived(self) -> dict[str, Fact]:
        """The derived values that were asked for; many rows and pieces of advice read the same."""
        return {}

    def _fact(self, key: str, applying: Mapping[str, Finding]) -> Fact:
        if key in self.process.derived:
            derived = self.process.derived[key]
            return derivation.derive(derived, lambda operand: self._fact(operand, applying), self.ground)
        if key not in applying or applying[key].truth is False:
            return Fact(Status.INAPPLICABLE)
        return self.answers[key].fact

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """Where every question stands, by key."""
        return {key: self._standing(key) for key in self.process.questions}

    def standing(self, question: Question) -> Standing:
        """Where a question stands."""
        return self.standings[question.key]

    def _standing(self, key: str) -> Standing:
        truth = self.applying[key].truth
        status = self.answers[key].status
        if truth is None:
            return Standing.WAITING
        if truth is False:
            return Standing.ABSENT if status is Status.UNANSWERED else Standing.SET_ASIDE
        return _STANDINGS[status]

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The phases in the order they are walked in this plan."""
        ordered = list(self.process.phases)
        for phase in self.process.phases:
            if phase.before is None or phase.before[1].hold(self.fact).truth is not True:
                continue
            ordered.remove(phase)
            ordered.insert(next(i for i, other in enumerate(ordered) if other.key == phase.before[0]), phase)
        return tuple(ordered)

    def phase_applies(self, phase: Phase) -> bool | None:
        """Say whether a phase applies; None while its condition cannot be decided."""
        return self.applying[phase.key].truth

    def questions(self, *standings: Standing) -> Iterator[Question]:
        """Walk the questions that stand so, in the plan's order."""
        for phase in self.phases:
            yield from (question for question in phase.questions if self.standings[question.key] in standings)

    # -- how far ---------------------------------------------------------

    def progress(self, phase: Phase) -> Progress:
        """Count a phase's questions."""
        counts = dict.fromkeys(Progress.__slots__, 0)
        for question in phase.questions:
            standing = self.standing(question)
            if standing is not Standing.ABSENT:
                counts[standing.value] += 1
        return Progress(**counts)

    @cached_property
    def total(self) -> Progress:
        """Count all questions."""
        return sum((self.progress(phase) for phase in self.process.phases), Progress())

    @cached_property
    def conflicts(self) -> tuple[str, ...]:
        """The questions whose answers contradict each other."""
        return tuple(key for key in self.process.questions if self.answers[key].contested)

    @cached_property
    def beaten(self) -> tuple[str, ...]:
        """The questions where of two answers given apart one won: a value over a deferral, a row over its removal."""
        return tuple(
            key
            for key in self.process.questions
            if any(len(self.journal.heads(side.subject)) > 1 for side in self.answers[key].beaten)
        )

    # -- gates -----------------------------------------------------------

    def gate(self, gate: Gate) -> GateStanding:
        """Hold a gate's required questions and criteria against the plan."""
        put_off = {key for key, one in self.answers.by_key.items() if one.deferral and one.deferral.due == gate.key}
        keys = sorted(put_off | self.process.due_at.get(gate.key, frozenset()), key=self.process.places.__getitem__)
        asked = (self.process.questions[key] for key in keys)
        lacks = tuple(Lack(question, why) for question in asked if (why := self._lack(question)) is not None)
        judged = tuple(Judged(criterion, criterion.when.hold(self.fact)) for criterion in gate.criteria)
        return GateStanding(gate, lacks, judged, self.provisos_at(gate.key))

    def _lack(self, question: Question) -> str | None:
        answer = self.answers[question.key]
        standing = self.standing(question)
        if standing in {Standing.ABSENT, Standing.SET_ASIDE}:
            return None
        if standing is not Standing.ANSWERED:
            return str(standing.value)
        if answer.contested:
            return "conflict"
        return "no_rows" if isinstance(question.kind, Table) and not answer.value else None

    @cached_property
    def next_gate(self) -> Gate:
        """The gate to decide on: the one after the last that was decided upon, ready or not.

        Where nothing was decided yet, the first in the plan's order that is not ready; the last one where all are.
        """
        gates = [phase.gate for phase in self.ahead]
        if self.decisions:
            return gates[0]
        return next((gate for gate in gates if not self.gate(gate).ready), gates[-1])

    # -- decisions ---------------------------------------------------------

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision there is, in the order of the meetings."""
        return decided.read(self.journal)

    def decision(self, gate: str) -> Decision | None:
        """What was decided at a gate; None where nothing was, or where two decisions contradict each other."""
        found = decided.standing(self.decisions, self.journal, gate)
        return found[0] if len(found) == 1 else None

    @cached_property
    def applying_phases(self) -> tuple[Phase, ...]:
        """The phases that apply or may apply, in the order they are walked."""
        return tuple(phase for phase in self.phases if self.phase_applies(phase) is not False)

    @cached_property
    def ahead(self) -> tuple[Phase, ...]:
        """The phases whose gates have not been passed: those after the last that has; the last one where all have."""
        passed = [
            place
            for place, phase in enumerate(self.applying_phases)
            if (found := self.decision(phase.gate.key)) is not None and found.passes
        ]
        rest = self.applying_phases[passed[-1] + 1 :] if passed else self.applying_phases
        return rest or self.applying_phases[-1:]

    @cached_property
    def closed(self) -> Decision | None:
        """The decision that stopped the plan; None while it goes on."""
        standing = [self.decision(phase.gate.key) for phase in self.applying_phases]
        stops = [found for found in standing if found is not None and found.outcome == "stop"]
        return stops[-1] if stops else None

    def provisos_at(self, gate: str) -> tuple[Proviso, ...]:
        """The provisos that are criteria of a gate: those of the decision at the gate before it."""
        keys = [phase.gate.key for phase in self.applying_phases]
        place = keys.index(gate) if gate in keys else 0
        found = self.decision(keys[place - 1]) if place else None
        return found.provisos if found is not None else ()


_STANDINGS = {
    Status.ANSWERED: Standing.ANSWERED,
    Status.DEFERRED: Standing.DEFERRED,
    Status.UNANSWERED: Standing.OPEN,
}
