"""The ways to buy, as a process knows them: a decision table, what closes a way, how ways rank, a page for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from procwiz.core.conditions import Condition
from procwiz.core.law import Basis

CHOSEN = "strategy.route"
"""The question whose answer is the chosen route, and whose options name the routes."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A condition with a name, which other conditions may read as `<code>: fires`."""

    code: str
    title: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the decision table: it opens routes, or puts a task before any route.

    `routes` are those it opens now; `then` those that may follow them. A gate row has a `task` and no routes.
    """

    id: str
    when: Condition
    routes: tuple[str, ...]
    then: tuple[str, ...]
    task: str
    because: str
    basis: Basis
    caveats: tuple[str, ...]
    next: tuple[str, ...]
    sources: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What closes routes."""

    code: str
    routes: tuple[str, ...]
    when: Condition
    because: str
    basis: Basis
    sources: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Preference:
    """Where the condition holds, the routes `ahead` go before all others, and those of `order` in that order."""

    when: Condition
    order: tuple[str, ...]
    ahead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """A sign that speaks for one of two routes that are otherwise equal."""

    code: str
    towards: str
    when: Condition
    text: str


@dataclass(frozen=True, slots=True)
class Days:
    """How long a step takes, in calendar days."""

    short: int
    likely: int
    long: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a route, in a phase. Without `days` it is a milestone; `least` names the law's minimum for it."""

    code: str
    phase: str
    title: str
    days: Days | None
    least: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A real case of a route."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """A page on a way to buy: what it is, when it fits and when not, its steps and pitfalls."""

    key: str
    title: str
    what: str
    fits: str
    wrong: str
    basis: Basis
    steps: tuple[Step, ...]
    pitfalls: tuple[str, ...]
    case: Case | None
    sources: tuple[str, ...]
    certainty: str

    def ordered(self, phases: Iterable[str]) -> list[Step]:
        """Its steps in the order of phases, given by their keys: some develop before the tender, others after."""
        order = list(phases)
        return sorted(self.steps, key=lambda step: order.index(step.phase) if step.phase in order else len(order))


@dataclass(frozen=True, slots=True)
class Table:
    """The whole of it.

    `order` names the routes from the smallest procedure up.
    """

    definitions: tuple[Definition, ...] = ()
    rows: tuple[Row, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    order: tuple[str, ...] = ()
    preferences: tuple[Preference, ...] = ()
    signals: tuple[Signal, ...] = ()
    routes: Mapping[str, Route] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rows)

    def title_of(self, code: str) -> str:
        """Name a row or a definition: a definition by its title, a row by its id."""
        return next((one.title for one in self.definitions if one.code == code), code)
