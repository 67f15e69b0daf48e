"""A process as the core sees it: phases, questions and gates, in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from procwiz.core.conditions import Condition
from procwiz.core.kinds import Kind, Number
from procwiz.core.law import NO_LAW, Law
from procwiz.core.routes import Table

FUNCTIONS = ("count", "sum", "difference", "share", "days_between", "lookup", "names")
"""What a derived value can be computed by."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked. `due` is the key of the gate at which it must be answered, None where it need not be."""

    key: str
    phase: str
    kind: Kind
    title: str
    ask: str
    help: str
    why: str
    example: str
    sources: tuple[str, ...]
    role: str
    due: str | None
    essential: bool
    public: bool
    when: Condition


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something a gate asks for; met when its condition holds, and not on an assumption."""

    code: str
    text: str
    when: Condition
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """The decision that ends a phase. `decided_by` is a role."""

    key: str
    phase: str
    title: str
    decided_by: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A question put to the law. `figure` is asked for on the day `on`; `give` is `value` or `until`, its last day.

    Where `below` is given it is asked the other way round: which of these limits is `operand` below? They are
    pairs of a figure's name and a code, tried in order; `otherwise` is the code where it is below none.
    """

    on: str
    figure: str = ""
    give: str = "value"
    below: tuple[tuple[str, str], ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Derived:
    """A value computed from answers: `function` over `operands`, keys or for `sum` a table and its column."""

    key: str
    title: str
    function: str
    operands: tuple[str, ...]
    where: Condition | None
    kind: Kind = field(default_factory=Number)
    lookup: Lookup | None = None

    def reads(self, law: Law) -> frozenset[str]:
        """Name the keys it is made from, with those that decide between the figures of the law it looks up."""
        found = {key for key in self.operands if "." in key} | (self.where.keys() if self.where else frozenset())
        if self.lookup is None:
            return frozenset(found)
        names = (self.lookup.figure, *(name for name, _ in self.lookup.below))
        deciding = (figure.when.keys() for name in names for figure in law.named(name))
        return frozenset({*found, self.lookup.on}).union(*deciding)


@dataclass(frozen=True, slots=True)
class Weeks:
    """How long a phase takes, in weeks."""

    short: int
    likely: int
    long: int


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of work. `before` names the phase it is moved ahead of where the condition beside it holds."""

    key: str
    title: str
    purpose: str
    who: tuple[str, ...]
    takes: Weeks | None
    when: Condition
    before: tuple[str, Condition] | None
    questions: tuple[Question, ...]
    derived: tuple[Derived, ...]
    gate: Gate


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is known from. `certainty`: read, secondary, unverified or own."""

    id: str
    title: str
    publisher: str
    address: str
    year: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade. `also` are other forms in which it stands in a text."""

    key: str
    term: str
    also: tuple[str, ...]
    meaning: str
    sources: tuple[str, ...]

    def stands_in(self, folded: str) -> bool:
        """Say whether the word, in one of its forms, stands in a case-folded text as a whole word."""
        return any(_occurs(form.casefold(), folded) for form in (self.term, *self.also))


def _occurs(form: str, folded: str) -> bool:
    return form in folded and re.search(rf"\b{re.escape(form)}\b", folded) is not None


@dataclass(frozen=True, slots=True)
class Advice:
    """Something a good adviser would say while its condition holds. `level`: note, warning or stop.

    Its text may name values, as `{needs.names}`.
    """

    code: str
    phase: str
    level: str
    when: Condition
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of the catalogue, offered in its phase where its condition holds; `owner` is a role."""

    id: str
    phase: str
    title: str
    type: str
    cause: str
    likelihood: int
    impact: int
    response: str
    owner: str
    when: Condition
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Process:
    """A model of how the work is done, in one language. `digest` names its exact content."""

    key: str
    version: str
    title: str
    language: str
    languages: tuple[str, ...]
    digest: str
    roles: Mapping[str, str]
    phases: tuple[Phase, ...]
    glossary: tuple[Term, ...]
    sources: Mapping[str, Source]
    advice: tuple[Advice, ...] = ()
    risks: tuple[Risk, ...] = ()
    table: Table = field(default_factory=Table)
    law: Law = NO_LAW

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by key, in order."""
        return {question.key: question for phase in self.phases for question in phase.questions}

    @cached_property
    def derived(self) -> Mapping[str, Derived]:
        """Every derived value by key."""
        return {value.key: value for phase in self.phases for value in phase.derived}

    @cached_property
    def gates(self) -> Mapping[str, Gate]:
        """Every gate by key, in the order of the phases."""
        return {phase.gate.key: phase.gate for phase in self.phases}

    @cached_property
    def phases_by_key(self) -> Mapping[str, Phase]:
        """Every phase by key, in order."""
        return {phase.key: phase for phase in self.phases}

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each phase and question stands: a phase before its questions, and each after all it may read."""
        keys = (key for phase in self.phases for key in (phase.key, *(question.key for question in phase.questions)))
        return {key: place for place, key in enumerate(keys)}

    @cached_property
    def readers(self) -> Mapping[str, frozenset[str]]:
        """The phases and questions that read a key, be it through derived values; of a phase its own questions."""
        found = {phase.key: {question.key for question in phase.questions} for phase in self.phases}
        conditions = [(phase.key, phase.when) for phase in self.phases]
        conditions += [(question.key, question.when) for question in self.questions.values()]
        for reader, condition in conditions:
            for key in self.reads(condition.keys()):
                found.setdefault(key, set()).add(reader)
        return {key: frozenset(readers) for key, readers in found.items()}

    @cached_property
    def due_at(self) -> Mapping[str, frozenset[str]]:
        """The questions that must be answered at a gate, by the gate's key."""
        found: dict[str, set[str]] = {}
        for key, question in self.questions.items():
            if question.due is not None:
                found.setdefault(question.due, set()).add(key)
        return {gate: frozenset(keys) for gate, keys in found.items()}

    @cached_property
    def advised_by(self) -> Mapping[str, frozenset[str]]:
        """The questions that a piece of advice reads, by its code."""
        return {advice.code: self.reads(advice.when.keys()) for advice in self.advice}

    def reads(self, keys: Iterable[str]) -> frozenset[str]:
        """Name the keys that stand behind keys: themselves, and all that derived values among them are made from."""
        found: set[str] = set()
        rest = list(keys)
        while rest:
            key = rest.pop()
            if key not in found:
                found.add(key)
                rest += self._operands.get(key, ())
        return frozenset(found)

    @cached_property
    def _operands(self) -> Mapping[str, frozenset[str]]:
        return {key: derived.reads(self.law) for key, derived in self.derived.items()}

    def phase(self, key: str) -> Phase:
        """Find a phase by key; KeyError where there is none."""
        return self.phases_by_key[key]

    def named(self, key: str) -> tuple[str, Kind]:
        """Name what a condition reads, with its kind: a question, a derived value, a row or definition of the table."""
        if key in self.questions:
            return self.questions[key].title, self.questions[key].kind
        if key in self.derived:
            return self.derived[key].title, self.derived[key].kind
        return self.table.title_of(key), Number()

    def title_of(self, key: str) -> str:
        """Name it in words."""
        return self.named(key)[0]
