"""One plan in plain values, as it stood on a day: all that a list of plans says of it.

Whatever depends on the day (what is overdue, what is expected when) was decided when the summary was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Named:
    """Something of the process: its key, and its title in the language the plan was read in."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Stage:
    """The phase a plan is in. `place` is its number in the process, from 1."""

    key: str
    title: str
    place: int


@dataclass(frozen=True, slots=True)
class When:
    """A day, and how sure it is.

    `sure` is `given` where an answer says it, `assumed` where the answer is an assumption, `passed` where it is over,
    and `expected` where the schedule reckons it; then `earliest` and `latest` are its bounds.
    """

    day: date
    sure: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The decision that comes next. `overdue` is the day it should have been taken, None while that is to come.

    `lacks` counts the answers and criteria that are missing; `ready` says that nothing is.
    """

    key: str
    title: str
    ready: bool
    lacks: int
    when: When | None
    overdue: date | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision that was taken: at which gate, what, when; `until` is the day a hold ends."""

    gate: str
    outcome: str
    on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Worth:
    """What a purchase is worth. `source` is `contract` where a contract says so, else `estimate`."""

    low: Decimal
    likely: Decimal
    high: Decimal
    currency: str
    assumed: bool
    source: str


@dataclass(frozen=True, slots=True)
class Way:
    """The way to buy: `chosen`, `assumed` while it is put off, or `expected`, the best as things stand."""

    key: str
    title: str
    how: str


@dataclass(frozen=True, slots=True)
class Peril:
    """The heaviest risk. `weight` is likelihood times impact, None where nobody judged it.

    `offered` says that it is the catalogue's and that nobody has taken or dismissed it yet.
    """

    text: str
    weight: int | None
    owner: str
    offered: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many questions stand where; `overdue` are those due at a gate whose day has passed.

    `contested` have two answers; `tasks` and `late` count what decisions asked for: open, and past its day.
    """

    answered: int
    deferred: int
    open: int
    overdue: int
    contested: int
    tasks: int
    late: int


@dataclass(frozen=True, slots=True)
class Novelty:
    """What the ways of counting innovation ask for. None and empty where nobody has answered.

    `kind` is one of DFØ's three ways to buy innovatively, `potential` 1 to 5. `hoped` are CO-PI's four marks as ticked
    at the start, `shown` as ticked at the end. `counted` is the answer in Innovationsbarometeret's terms, `values` what
    kinds of value came. `described` says how the need is: `effect`, `function` or `product`. `dialogue` says whether
    the market was talked to, `announced` when the tender was sent out, `strategic` whether the purchase serves a
    strategy or an innovation plan. `buyers` counts the organisations that buy; `savings` says that saved money was
    measured.
    """

    kind: Named | None
    potential: int | None
    hoped: tuple[str, ...] | None
    shown: tuple[str, ...] | None
    counted: str
    values: tuple[Named, ...]
    described: str
    dialogue: bool | None
    announced: date | None
    strategic: bool | None
    buyers: int
    savings: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """One plan on a day.

    `standing` is `going`, `held`, `stopped` or `closed`; `reason` what was said when it was held or stopped.
    `changed` is the moment of the last event, empty where there is none. `newer` says that a later procwiz wrote
    events that this one does not know. `missed` is the intended day of the notice, where it has passed without one.
    """

    folder: str
    title: str
    id: str
    state: str
    changed: str
    newer: bool
    language: str
    country: str
    process: Named
    as_of: date
    standing: str
    reason: str
    stage: Stage
    next: Next | None
    last: Taken | None
    counts: Counts
    worth: Worth | None
    route: Way | None
    risk: Peril | None
    notice: When | None
    missed: date | None
    contract: When | None
    use: When | None
    novelty: Novelty

    @property
    def alive(self) -> bool:
        """Say whether the plan goes on: it was neither stopped nor brought to its end."""
        return self.standing in {"going", "held"}

    @property
    def due(self) -> date | None:
        """The day by which the list is sorted: that of the next decision, the missed one where it is overdue."""
        if self.next is None:
            return None
        return self.next.overdue or (self.next.when.day if self.next.when else None)
