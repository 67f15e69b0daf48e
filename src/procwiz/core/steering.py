"""What a steering group asks: how a gate stands, what was decided, what changed since; in lines and as data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from procwiz.core import counsel
from procwiz.core.changes import Change, Rows, shaken
from procwiz.core.decisions import Decision, Proviso
from procwiz.core.gating import GateStanding, Judged, Lack
from procwiz.core.lines import Line
from procwiz.core.messages import Message, Say
from procwiz.core.notation import show_date, show_money
from procwiz.core.plan import Plan
from procwiz.core.process import Gate
from procwiz.core.risks import Entry
from procwiz.core.values import Money, Value
from procwiz.core.wording import Wording

MARKS = {"met": "✓", "unmet": "✗", "undecided": "?", "assumed": "?"}
NAMED = 5
"""Questions that are named in a sentence; the others are counted."""
SHOWN = 90
"""Characters of an answer in a list of changes."""


def state_of(judged: Judged) -> str:
    """Name how a criterion stands: `met`, `unmet`, `undecided`, or `assumed` where it rests on an assumption."""
    if judged.finding.truth is None:
        return "undecided"
    if judged.finding.truth is False:
        return "unmet"
    return "assumed" if judged.finding.assumed else "met"


class Steering:
    """Tells the steering group of one plan, as of a day."""

    def __init__(self, plan: Plan, say: Say, today: date) -> None:
        self._plan = plan
        self._words = say
        self._today = today
        self._wording = Wording(say, plan.notation, plan.process.named)

    def stops(self, gate: Gate) -> list[str]:
        """The advice that says stop, of this gate's phase and those before it."""
        order = [phase.key for phase in self._plan.phases]
        last = order.index(gate.phase)
        found = [one for one in counsel.given(self._plan) if one.advice.level == "stop"]
        return [one.text for one in found if order.index(one.advice.phase) <= last]

    def ready(self, gate: Gate) -> bool:
        """Say whether a gate lacks nothing and nothing says stop."""
        return self._plan.gate(gate).ready and not self.stops(gate)

    # -- a gate ----------------------------------------------------------------

    def gate(self, gate: Gate) -> Iterator[Line]:
        """Tell how a gate stands: criteria with the answers behind them, what is missing, provisos, what says stop."""
        standing = self._plan.gate(gate)
        phase = self._plan.process.phase(gate.phase)
        yield Line(self._say("gate.title", gate=gate.key, title=gate.title))
        role = self._plan.process.roles[gate.decided_by]
        yield Line(self._say("gate.about", phase=phase.title, who=role))
        yield from self._decided(gate)
        yield from self._part("gate.criteria", [line for one in standing.judged for line in self._judged(one)])
        yield from self._part("gate.provisos", [self._proviso(one) for one in standing.provisos])
        yield from self._part("gate.lacks", [Line(self._lack(lack), "–", 1) for lack in standing.lacks])
        yield from self._part("gate.stops", [Line(text, "–", 1) for text in self.stops(gate)])
        yield Line()
        yield Line(self._say("gate.ready" if self.ready(gate) else "gate.not_ready", gate=gate.key))

    def _decided(self, gate: Gate) -> Iterator[Line]:
        found = self._plan.decision(gate.key)
        if found is not None:
            yield Line()
            yield Line(self.decision(found))
            yield from (Line(text, level=1) for text in self.doubts(found))

    def _part(self, name: str, lines: Iterable[Line]) -> Iterator[Line]:
        found = list(lines)
        if found:
            yield Line()
            yield Line(self._say(name))
            yield from found

    def _judged(self, judged: Judged) -> Iterator[Line]:
        state = state_of(judged)
        text = self._say(f"criterion.{state}", what=judged.criterion.text)
        yield Line(text, MARKS[state], 1)
        if state != "met":
            yield from (Line(answer, level=2) for answer in self._behind(judged))

    def _behind(self, judged: Judged) -> Iterator[str]:
        """The answers a criterion was held against."""
        for key in sorted(judged.criterion.when.keys()):
            title, kind = self._plan.process.named(key)
            yield self._say("behind", what=title, answer=self._wording.fact(kind, self._plan.fact(key)))

    def _lack(self, lack: Lack) -> str:
        why = self._words(Message(f"interview.lack.{lack.why}"))
        role = self._plan.process.roles[lack.question.role]
        deferral = self._plan.answer(lack.question.key).deferral
        who = deferral.owner if deferral and deferral.owner else role
        return self._say("lack", what=lack.question.title, why=why, who=who)

    def _proviso(self, proviso: Proviso) -> Line:
        return Line(self.proviso(proviso), "✓" if proviso.done else "✗", 1)

    def proviso(self, proviso: Proviso) -> str:
        """Tell of a proviso: what, who, by when, and whether it has been met or is overdue."""
        owner = proviso.owner or self._say("proviso.nobody")
        due = self._day(proviso.due) if proviso.due else self._say("proviso.no_day")
        name = "met" if proviso.done else "late" if proviso.due and proviso.due < self._today else "open"
        done = self._day(proviso.done) if proviso.done else ""
        return self._say(f"proviso.{name}", what=proviso.text, owner=owner, due=due, done=done)

    def decision(self, decision: Decision) -> str:
        """Tell of a decision in one sentence: what, when, who."""
        who = ", ".join(decision.by) or self._say("decision.nobody")
        outcome = self._say(f"outcome.{decision.outcome}")
        told = self._say("decision", gate=decision.gate, outcome=outcome, day=self._day(decision.on), who=who)
        until = self._say("decision.until", day=self._day(decision.until)) if decision.until else ""
        return " ".join(part for part in (told, until, decision.reason) if part)

    def doubts(self, decision: Decision, of: Collection[str] | None = None) -> list[str]:
        """Say which answers a decision rested on that have changed since; only these keys, where they are given."""
        keys = [change.key for change in shaken(self._plan, decision) if of is None or change.key in of]
        named = ", ".join(f"»{self._plan.process.title_of(key)}«" for key in keys[:NAMED])
        what = self._say("shaken.more", what=named, n=len(keys) - NAMED) if len(keys) > NAMED else named
        return [self._say("shaken", n=len(keys), gate=decision.gate, what=what)] if keys else []

    # -- changes -----------------------------------------------------------------

    def changes(self, found: Iterable[Change], since: str) -> Iterator[Line]:
        """Tell what changed, in sentences, in order of weight."""
        lines = [Line(self.change(change), "–", 0) for change in found]
        yield Line(self._say("changes.title", title=self._plan.card.title, since=since))
        yield Line()
        yield from lines or [Line(self._say("changes.none"))]

    def change(self, change: Change) -> str:
        """Tell of one change in a sentence."""
        if change.decision is not None:
            return self.decision(change.decision)
        if change.proviso is not None:
            return self._say(f"change.{change.kind}", what=change.proviso.text)
        if any(change.risks):
            return self._risk(change)
        title, kind = self._plan.process.named(change.key)
        values = {name: self._value(change.key, getattr(change, name)) for name in ("before", "after")}
        extra = {"by": self._by(change), "rows": self._rows(change.rows)} if kind else {}
        return self._say(f"change.{self._kind(change)}", what=title, **values, **extra)

    def _kind(self, change: Change) -> str:
        """The sentence of a change; a date or an amount that went down, or a difference not known, has its own."""
        if change.kind not in {"date_moved", "money_moved"}:
            return change.kind
        if change.by is None or not change.by:
            return "changed"
        return change.kind if change.by > 0 else f"{change.kind}.back"

    def _by(self, change: Change) -> str:
        if change.by is None:
            return ""
        if isinstance(change.after, date):
            return str(abs(change.by))
        currency = getattr(change.after, "currency", "")
        return show_money(Money(abs(Decimal(change.by)), currency), self._plan.notation) if currency else ""

    def _rows(self, rows: Rows | None) -> str:
        if rows is None:
            return ""
        counts = {name: getattr(rows, name) for name in ("added", "changed", "removed")}
        parts = [self._say(f"rows.{name}", n=count) for name, count in counts.items() if count]
        return ", ".join(parts) or self._say("rows.moved")

    def _risk(self, change: Change) -> str:
        was, now = change.risks
        entry: Entry | None = now or was
        weights = {"before": was.weight if was else None, "after": now.weight if now else None}
        return self._say(f"change.{change.kind}", what=entry.title if entry else change.key, **weights)

    def _value(self, key: str, value: Value | None) -> str:
        if value is None:
            return "–"
        _, kind = self._plan.process.named(key)
        text = " ".join(kind.show(value, self._plan.notation).split()) if kind.name != "table" else ""
        return text.rstrip(".") if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0].rstrip('.,;:')} …"

    # -- data ----------------------------------------------------------------------

    def gate_record(self, gate: Gate) -> dict[str, Any]:
        """How a gate stands, as `procwiz/gate/1`."""
        standing: GateStanding = self._plan.gate(gate)
        found = self._plan.decision(gate.key)
        return {
            "schema": "procwiz/gate/1",
            "gate": gate.key,
            "ready": self.ready(gate),
            "criteria": [
                {"code": one.criterion.code, "text": one.criterion.text, "state": state_of(one)}
                for one in standing.judged
            ],
            "missing": [lack.question.key for lack in standing.lacks],
            "conditions": [self._proviso_record(one) for one in standing.provisos],
            "stops": self.stops(gate),
            "decision": found and {"id": found.id, "outcome": found.outcome, "on": found.on.isoformat()},
        }

    def _proviso_record(self, proviso: Proviso) -> dict[str, Any]:
        return {
            "id": proviso.id,
            "text": proviso.text,
            "owner": proviso.owner or None,
            "due": proviso.due.isoformat() if proviso.due else None,
            "done": proviso.done.isoformat() if proviso.done else None,
        }

    def changes_record(self, found: Iterable[Change], since: str) -> dict[str, Any]:
        """What changed, as `procwiz/changes/1`."""
        return {
            "schema": "procwiz/changes/1",
            "since": since,
            "changes": [
                {
                    "kind": one.kind,
                    "key": one.key,
                    "by": str(one.by) if one.by is not None else None,
                    "text": self.change(one),
                }
                for one in found
            ],
        }

    # -- words -----------------------------------------------------------------------

    def _say(self, code: str, **params: object) -> str:
        return self._words(Message(f"steering.{code}", params))

    def _day(self, day: date) -> str:
        return show_date(day, self._plan.notation)
