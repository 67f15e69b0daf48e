"""What became different between two states of a plan: all of it, and nothing else, in order of weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from procwiz.core import risks
from procwiz.core.decisions import Decision, Proviso
from procwiz.core.facts import rows_of
from procwiz.core.journal import Draft, Event
from procwiz.core.plan import Plan, Standing
from procwiz.core.process import Question
from procwiz.core.risks import Entry
from procwiz.core.routes import CHOSEN
from procwiz.core.values import Estimate, Money, Row, Value

KINDS = (
    "decided", "route", "proviso_met", "proviso_reopened", "date_moved", "money_moved", "risk_new", "risk_up",
    "risk_down", "risk_closed", "risk_changed", "forgotten", "answered", "known", "changed", "table_changed",
    "deferred", "deferral_changed", "contested", "settled", "cleared", "set_aside", "back", "appeared", "waits", "gone",
)  # fmt: skip
"""Every kind of change, the weightiest first."""

_APPLIES = {Standing.ANSWERED, Standing.DEFERRED, Standing.OPEN}


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows of a table are new, changed and gone; `moved` where only their order is another."""

    added: int
    changed: int
    removed: int
    moved: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that became different.

    `key` is the question's, a risk's row id, a gate or a proviso. `before` and `after` are values where there are
    any; `by` is the difference in days or in the amounts' currency, None where it cannot be told.
    """

    kind: str
    key: str
    before: Value | None = None
    after: Value | None = None
    by: Decimal | None = None
    rows: Rows | None = None
    risks: tuple[Entry | None, Entry | None] = (None, None)
    decision: Decision | None = None
    proviso: Proviso | None = None


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Compare two states of one plan, of one process; in order of weight, then of the process."""
    parts = (_decisions, _provisos, _risks, _forgotten, _questions)
    found = [change for part in parts for change in part(before, after)]
    return tuple(sorted(found, key=lambda change: KINDS.index(change.kind)))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was handed over: the day it was made for, and the heads it was made from."""

    as_of: date
    heads: tuple[str, ...]
    at: str


def at_heads(plan: Plan, heads: Iterable[str]) -> Plan:
    """The plan as it stood with these heads."""
    return replace(plan, journal=plan.journal.at(heads))


def at_decision(plan: Plan, decision: Decision) -> Plan:
    """The plan as it stood when something was decided."""
    return at_heads(plan, decision.heads)


def last_paper(plan: Plan) -> Paper | None:
    """The paper handed over last; None where none was."""
    found = [paper for event in plan.journal.by_id.values() if event.kind == "issued" if (paper := _paper(event))]
    return max(found, key=lambda paper: paper.at, default=None)


def _paper(event: Event) -> Paper | None:
    content = event.content or {}
    try:
        heads = tuple(str(id_) for id_ in content.get("heads", ()))
        return Paper(date.fromisoformat(content["as_of"]), heads, event.at)
    except (KeyError, ValueError, TypeError):
        return None


def issue(plan: Plan, as_of: date, files: Mapping[str, str]) -> Draft:
    """Record that papers were handed over: their names with their digests, and the state they were made from."""
    heads = list(plan.journal.all_heads)
    content = {"as_of": as_of.isoformat(), "files": dict(files), "heads": heads, "state": plan.journal.digest}
    return Draft("issued", "paper", content)


def on_day(plan: Plan, day: date) -> Plan:
    """The plan as it stood at the end of a day, UTC."""
    return replace(plan, journal=plan.journal.until(f"{day.isoformat()}T~"))


def rests_on(plan: Plan, gate: str) -> frozenset[str]:
    """The questions a decision at a gate rests on: those due there, and those its criteria read."""
    due = plan.process.due_at.get(gate, frozenset())
    found = plan.process.gates.get(gate)
    read: set[str] = set()
    for criterion in found.criteria if found else ():
        keys = criterion.when.keys()
        read |= {part for key in keys for part in _operands(plan, key)}
    return frozenset(due | read)


def _operands(plan: Plan, key: str) -> Iterator[str]:
    """The questions behind a key: itself, or what a derived value is computed from."""
    derived = plan.process.derived.get(key)
    if derived is None:
        yield key
        return
    for operand in derived.operands:
        if "." in operand:
            yield from _operands(plan, operand)


def shaken(plan: Plan, decision: Decision) -> tuple[Change, ...]:
    """What has changed since of all that a decision rested on."""
    own = rests_on(plan, decision.gate)
    return tuple(change for change in changes(at_decision(plan, decision), plan) if change.key in own)


def unsettled(before: Plan, after: Plan) -> tuple[tuple[Decision, tuple[str, ...]], ...]:
    """The yeses that stand, each with the questions it rested on that were still as decided upon and now are not."""
    standing = [after.decision(phase.gate.key) for phase in after.applying_phases]
    found = [(one, _unsettled(before, after, one)) for one in standing if one is not None and one.passes]
    return tuple((one, keys) for one, keys in found if keys)


def _unsettled(before: Plan, after: Plan, decision: Decision) -> tuple[str, ...]:
    own = rests_on(after, decision.gate) - {risks.REGISTER}
    asked = [after.process.questions[key] for key in after.moved_since(before) if key in own]
    touched = [question for question in asked if _question(before, after, question)]
    if not touched:
        return ()
    then = at_decision(after, decision)
    fresh = [question for question in touched if _question(then, before, question) is None]
    return tuple(question.key for question in fresh if _question(then, after, question))


# -- decisions and provisos ----------------------------------------------------------------


def _decisions(before: Plan, after: Plan) -> Iterator[Change]:
    known = {one.id for one in before.decisions}
    found = [one for one in after.decisions if one.id not in known]
    yield from (Change("decided", one.gate, decision=one) for one in found if not _bared(before, one.corrects))


def _bared(plan: Plan, id_: str) -> bool:
    """Say whether a decision was there and has been forgotten: told again without its words it is no new one."""
    event = plan.journal.by_id.get(id_)
    return event is not None and event.content is None


def _provisos(before: Plan, after: Plan) -> Iterator[Change]:
    was = {one.id: one for decision in before.decisions for one in decision.provisos}
    for decision in after.decisions:
        for now in decision.provisos:
            met = was.get(now.id, replace(now, done=None)).done
            if met is None and now.done is not None:
                yield Change("proviso_met", now.id, proviso=now)
            elif met is not None and now.done is None:
                yield Change("proviso_reopened", now.id, proviso=now)


def _forgotten(before: Plan, after: Plan) -> Iterator[Change]:
    """Tell which answers were forgotten since: of what they said nothing is left to compare, in neither state."""
    fresh = after.journal.forgotten - before.journal.forgotten
    subjects = {event.subject.partition("/")[0] for id_ in fresh if (event := after.journal.by_id.get(id_))}
    yield from (Change("forgotten", key) for key in after.process.questions if key in subjects)


# -- risks ---------------------------------------------------------------------------------


def _risks(before: Plan, after: Plan) -> Iterator[Change]:
    was, now = ({entry.id: entry for entry in risks.register(plan)} for plan in (before, after))
    for id_ in (*was, *(id_ for id_ in now if id_ not in was)):
        kind = _risk(was.get(id_), now.get(id_))
        if kind:
            yield Change(kind, id_, risks=(was.get(id_), now.get(id_)))


def _risk(was: Entry | None, now: Entry | None) -> str:
    if was is None or now is None:
        return "risk_new" if was is None else "risk_closed"
    if (was.weight or 0) != (now.weight or 0):
        return "risk_up" if (now.weight or 0) > (was.weight or 0) else "risk_down"
    return "" if _told(was) == _told(now) else "risk_changed"


def _told(entry: Entry) -> tuple[object, ...]:
    """What a risk says now, whatever it said first."""
    return entry.title, entry.cause, entry.likelihood, entry.impact, entry.response, entry.owner, entry.due


# -- questions -------------------------------------------------------------------------------


def _questions(before: Plan, after: Plan) -> Iterator[Change]:
    for key, question in after.process.questions.items():
        if key != risks.REGISTER:
            change = _question(before, after, question)
            if change is not None:
                yield change


def _question(before: Plan, after: Plan, question: Question) -> Change | None:
    key = question.key
    was, now = before.answer(key), after.answer(key)
    stood, stands = before.standing(question), after.standing(question)
    values = (was.value, now.value)
    if bool(was.contested) != bool(now.contested):
        return Change("contested" if now.contested else "settled", key, *values)
    if stood is not stands and (moved := _moved(stood, stands, kept=was.status is now.status)):
        return Change(moved, key, *values)
    if was.deferral != now.deferral:
        return _deferral(question, before, after)
    return _value(question, *values) if was.value != now.value else None


def _moved(stood: Standing, stands: Standing, *, kept: bool) -> str:
    """Name how a question came to apply, to wait or to apply no longer; empty where it applies as before."""
    if stands in {Standing.SET_ASIDE, Standing.ABSENT}:
        return "set_aside" if stands is Standing.SET_ASIDE else "gone"
    if stands is Standing.WAITING:
        return "waits"
    if stood in _APPLIES:
        return ""
    if stands is Standing.OPEN:
        return "appeared"
    return "back" if kept else "answered"


def _deferral(question: Question, before: Plan, after: Plan) -> Change:
    was, now = before.answer(question.key), after.answer(question.key)
    if was.deferral is not None and now.deferral is not None:
        return Change("deferral_changed", question.key, was.deferral.assume, now.deferral.assume)
    if now.deferral is not None:
        return Change("deferred", question.key, was.value)
    return Change("known" if now.value is not None else "cleared", question.key, None, now.value)


def _value(question: Question, was: Value | None, now: Value | None) -> Change:
    key = question.key
    if was is None or now is None:
        return Change("answered" if was is None else "cleared", key, was, now)
    if key == CHOSEN:
        return Change("route", key, was, now)
    if isinstance(was, date) and isinstance(now, date):
        return Change("date_moved", key, was, now, Decimal((now - was).days))
    if isinstance(was, Money | Estimate) and isinstance(now, Money | Estimate):
        return Change("money_moved", key, was, now, _difference(was, now))
    if question.kind.name == "table":
        return Change("table_changed", key, was, now, rows=_rows(rows_of(was), rows_of(now)))
    return Change("changed", key, was, now)


def _difference(was: Money | Estimate, now: Money | Estimate) -> Decimal | None:
    if was.currency != now.currency:
        return None
    return _likely(now) - _likely(was)


def _likely(value: Money | Estimate) -> Decimal:
    return value.amount if isinstance(value, Money) else value.likely


def _rows(was: tuple[Row, ...], now: tuple[Row, ...]) -> Rows:
    before: Mapping[str, Row] = {row.id: row for row in was}
    after: Mapping[str, Row] = {row.id: row for row in now}
    both = [id_ for id_ in before if id_ in after]
    return Rows(
        added=sum(id_ not in before for id_ in after),
        changed=sum(before[id_].cells != after[id_].cells for id_ in both),
        removed=len(before) - len(both),
        moved=both != [id_ for id_ in after if id_ in before],
    )
