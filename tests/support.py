"""Plans built in memory: the same ids, the same times, no disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from procwiz import library
from procwiz.core import sheet
from procwiz.core.answers import Answer
from procwiz.core.building import build
from procwiz.core.conditions import Condition
from procwiz.core.facts import Fact, Facts, Status
from procwiz.core.journal import Draft, Event, Journal, journal, read_line, seal, write_line
from procwiz.core.kinds import kind_of
from procwiz.core.plan import Card, Plan
from procwiz.core.process import Process
from procwiz.core.reading import condition
from procwiz.core.values import Value

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "small"
SHIPPED = ROOT / "phases" / "innovative-procurement"
CREATED = date(2026, 11, 2)
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
NOTHING = journal(())


@cache
def process(folder: Path = SMALL, language: str = "da") -> Process:
    """Load a process folder in one language."""
    return build(library.load(folder), language)


def empty_plan(folder: Path = SMALL, language: str = "da") -> Plan:
    """Begin a plan in which nothing has been said."""
    model = process(folder, language)
    card = Card("p1", "Fald om natten", model.key, model.version, model.digest, language, CREATED)
    return Plan(card, model, NOTHING)


@dataclass
class Pen:
    """Writes one author's events; ids and times follow from the author and what stands in the journal alone."""

    author: str = "lene"
    rows: int = 0

    def seal(self, book: Journal, *drafts: Draft, via: str = "answer") -> tuple[Event, ...]:
        """Make events of drafts, each upon the heads of its subject."""
        sealed: list[Event] = []
        for draft in drafts:
            here = book.add(sealed)
            name = f"{self.author} {len(here.by_id)} {draft.subject}"
            event = seal(
                draft,
                id=hashlib.sha256(name.encode()).hexdigest()[:16],
                at=(START + timedelta(seconds=len(here.by_id) + 1)).isoformat().replace("+00:00", "Z"),
                by=self.author,
                via=via,
                prev=tuple(head.id for head in here.heads(draft.subject)),
                salt=name,
            )
            sealed.append(event)
        return tuple(sealed)

    def write(self, plan: Plan, *drafts: Draft, via: str = "answer") -> Plan:
        """Record drafts in a plan."""
        return plan.after(self.seal(plan.journal, *drafts, via=via))

    def give(self, plan: Plan, answers: Mapping[str, Any]) -> Plan:
        """Record answers as they stand in an answers file; a fault in them fails the test."""
        found = sheet.read(plan, answers, self.new_id)
        assert found.faults == ()
        return self.write(plan, *found.drafts)

    def new_id(self) -> str:
        """Give a row its id."""
        self.rows += 1
        return f"{self.author}{self.rows}"


def plan_with(answers: Mapping[str, Any], folder: Path = SMALL, language: str = "da") -> Plan:
    """Make a plan with answers, given as in an answers file."""
    return Pen().give(empty_plan(folder, language), answers)


def written(events: Iterable[Event]) -> list[str]:
    """Write events as lines."""
    return [write_line(event) for event in events]


def reread(lines: Iterable[str]) -> Journal:
    """Read a journal back from lines."""
    return journal(read_line(line) for line in lines)


def state(plan: Plan) -> tuple[Mapping[str, Answer], Mapping[str, str], str]:
    """Gather all that a journal says: answers, where each question stands, the digest."""
    standings = {key: plan.standing(question).value for key, question in plan.process.questions.items()}
    return plan.answers.by_key, standings, plan.journal.digest


# -- conditions -------------------------------------------------------------

KINDS = {
    "a.text": {"kind": "text"},
    "a.choice": {"kind": "choice", "options": [{"code": code, "label": code.upper()} for code in ("x", "y", "z")]},
    "a.choices": {"kind": "choices", "options": [{"code": code, "label": code.upper()} for code in ("x", "y", "z")]},
    "a.yes_no": {"kind": "yes_no"},
    "a.number": {"kind": "number"},
    "a.money": {"kind": "money", "range": True},
    "a.percent": {"kind": "percent"},
    "a.scale": {"kind": "scale", "labels": {}},
    "a.date": {"kind": "date"},
    "a.table": {
        "kind": "table",
        "columns": [
            {"code": "name", "kind": "text", "title": "Navn", "ask": "Hvad"},
            {"code": "amount", "kind": "number", "title": "Antal", "ask": "Hvor mange"},
        ],
    },
}  # fmt: skip
KIND = {key: kind_of(raw) for key, raw in KINDS.items()}


def read_condition(raw: Any) -> Condition:
    """Read a condition on the keys of `KINDS`."""
    return condition(raw, KIND.__getitem__)


def known(**facts: Fact | Value) -> Facts:
    """Say what is known: values or facts by the name of a key in `KINDS`; the rest is unanswered."""
    found = {
        f"a.{name}": part if isinstance(part, Fact) else Fact(Status.ANSWERED, part) for name, part in facts.items()
    }
    return lambda key: found.get(key, Fact(Status.UNANSWERED))


def assumed(value: Value) -> Fact:
    """Say that a key is deferred with an assumption."""
    return Fact(Status.DEFERRED, value, assumed=True)


DEFERRED = Fact(Status.DEFERRED)
INAPPLICABLE = Fact(Status.INAPPLICABLE)
CONTESTED = Fact(Status.ANSWERED)
