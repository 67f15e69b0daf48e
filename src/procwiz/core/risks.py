"""The risk register: what the catalogue offers, what was taken, what was dismissed, and what moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procwiz.core import answers as said
from procwiz.core.facts import rows_of
from procwiz.core.journal import Draft
from procwiz.core.plan import Plan
from procwiz.core.process import Question, Risk
from procwiz.core.values import Cell, Row

REGISTER = "strategy.risks"
DISMISSED = "strategy.risks_dismissed"
PREFIX = "risk-"
"""A row that was taken from the catalogue has the risk's own id behind this, so that it is offered once only."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A risk as it stands in the register, or as the catalogue offers it.

    Likelihood and impact go from 1 to 5; None where nobody has judged them. `weight` is one times the other.
    `first` is the likelihood and impact it was first given. `owner` is a name, or a role in words.
    `offered` says that nobody took it yet.
    """

    id: str
    title: str
    cause: str
    likelihood: int | None
    impact: int | None
    response: str
    owner: str
    due: date | None
    first: tuple[int, int] | None
    offered: bool = False

    @property
    def weight(self) -> int | None:
        """Likelihood times impact, 1 to 25."""
        return None if self.likelihood is None or self.impact is None else self.likelihood * self.impact

    @property
    def was(self) -> int | None:
        """The weight it was first given."""
        return None if self.first is None else self.first[0] * self.first[1]

    @property
    def moved(self) -> str:
        """`up`, `down` or `same` since it was first judged."""
        if self.weight is None or self.was is None or self.weight == self.was:
            return "same"
        return "up" if self.weight > self.was else "down"


def register(plan: Plan) -> tuple[Entry, ...]:
    """The risks taken and the plan's own, heaviest first, then as they stand."""
    entries = [_entry(plan, row) for row in rows_of(plan.answer(REGISTER).value or ())]
    return tuple(sorted(entries, key=lambda entry: -(entry.weight or 0)))


def _entry(plan: Plan, row: Row) -> Entry:
    due = row.cells.get("due")
    return Entry(
        id=row.id,
        title=_text(row.cells, "risk"),
        cause=_text(row.cells, "cause"),
        likelihood=_step(row.cells, "likelihood"),
        impact=_step(row.cells, "impact"),
        response=_text(row.cells, "response"),
        owner=_text(row.cells, "owner"),
        due=due if isinstance(due, date) else None,
        first=_first_judged(plan, row),
    )


def _text(cells: Mapping[str, Cell], code: str) -> str:
    return str(cells.get(code, ""))


def _step(cells: Mapping[str, Cell], code: str) -> int | None:
    value = cells.get(code)
    return int(value) if isinstance(value, Decimal) else None


def _first_judged(plan: Plan, row: Row) -> tuple[int, int] | None:
    """The likelihood and impact that the row's first event gave it; what was undone does not count."""
    events = [event for event in plan.journal.by_id.values() if event.subject == f"{REGISTER}/{row.id}"]
    undone = {str((event.content or {}).get("undoes")) for event in events}
    for event in sorted(events, key=lambda event: (event.at, event.id)):
        cells = (event.content or {}).get("cells")
        if event.id in undone or not isinstance(cells, Mapping):
            continue
        likelihood, impact = (cells.get(code) for code in ("likelihood", "impact"))
        if isinstance(likelihood, int) and isinstance(impact, int):
            return likelihood, impact
    return None


# -- the catalogue -----------------------------------------------------------------------


def offered(plan: Plan, phase: str = "") -> tuple[Risk, ...]:
    """The catalogue's risks that concern this plan and nobody took or dismissed; of one phase where it is named."""
    rows = [row for key in (REGISTER, DISMISSED) for row in rows_of(plan.answer(key).value or ())]
    settled = {row.id for row in rows} | {str(row.cells.get("risk")).casefold() for row in rows}
    return tuple(
        risk
        for risk in plan.process.risks
        if phase in {"", risk.phase}
        and not {PREFIX + risk.id, risk.title.casefold()} & settled
        and risk.when.hold(plan.fact).truth
    )


def as_offered(plan: Plan, risk: Risk) -> Entry:
    """A risk of the catalogue as it would stand in the register."""
    owner = plan.process.roles.get(risk.owner, risk.owner)
    weights = (risk.likelihood, risk.impact)
    return Entry(PREFIX + risk.id, risk.title, risk.cause, *weights, risk.response, owner, None, None, offered=True)


ENOUGH = 3
"""So many risks of its own, and a plan is not told of the catalogue's any more."""


def top(plan: Plan, most: int = 5) -> tuple[Entry, ...]:
    """The heaviest risks of the register; while there are less than three, the catalogue's fill up to that."""
    own = register(plan)[:most]
    if len(own) >= min(ENOUGH, most):
        return own
    return (*own, *(as_offered(plan, risk) for risk in _ahead(plan)))[: min(ENOUGH, most)]


def listed(plan: Plan) -> tuple[Entry, ...]:
    """The whole register, or what `top` fills it up to while there is little in it."""
    return max(register(plan), top(plan), key=len)


def _ahead(plan: Plan) -> Iterator[Risk]:
    """Offered risks, heaviest first; of equal ones those of earlier phases."""
    phases = [phase.key for phase in plan.phases]
    found = [risk for risk in offered(plan) if plan.phase_applies(plan.process.phase(risk.phase)) is not False]
    yield from sorted(found, key=lambda risk: (-risk.likelihood * risk.impact, phases.index(risk.phase), risk.id))


def take(plan: Plan, question: Question, entry: Entry) -> Draft:
    """Put a risk of the catalogue into the register, with its response and its owner's role."""
    cells: dict[str, Cell] = {
        "risk": entry.title,
        "cause": entry.cause,
        "response": entry.response,
        "owner": entry.owner,
    }
    cells |= {"likelihood": Decimal(entry.likelihood or 1), "impact": Decimal(entry.impact or 1)}
    columns = {column.code for column in getattr(question.kind, "columns", ())}
    kept = {code: cell for code, cell in cells.items() if code in columns}
    return said.set_row(question, Row(entry.id, kept), _last(plan, question))


def dismiss(plan: Plan, question: Question, entry: Entry, reason: str) -> Draft:
    """Put a risk of the catalogue aside, with the reason."""
    return said.set_row(question, Row(entry.id, {"risk": entry.title, "reason": reason}), _last(plan, question))


def _last(plan: Plan, question: Question) -> Decimal:
    places = said.places(plan.journal, question, rows_of(plan.answer(question.key).value or ()))
    return said.place_between(max(places, default=None), None)
