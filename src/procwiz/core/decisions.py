"""What was decided at the gates: by whom, when, why, on which state of the plan, and with which provisos.

A decision is an event on its gate and is never taken out; it can be corrected by a later one that names it.
It holds the heads of everything said when it was recorded, so that the exact state it rests on can be seen again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from procwiz.core.cleaning import clean_line, clean_prose
from procwiz.core.journal import Draft, Event, Journal

OUTCOMES = ("go", "go_with_conditions", "hold", "stop")
PASSING = frozenset({"go", "go_with_conditions"})
GATES, TASKS = "gate/", "task/"


@dataclass(frozen=True, slots=True)
class Proviso:
    """What a yes with conditions asks for: a task of the next phase, and a criterion of its gate.

    `owner` is empty and `due` None where nobody has said; `done` is the day it was met.
    """

    id: str
    text: str
    owner: str = ""
    due: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision at a gate.

    `on` is the day of the meeting, `at` the moment of recording. `until` is the day a hold ends.
    `lacks` are the questions that were missing, `unmet` the codes of the criteria not met.
    `heads` name the events that stood, `state` their digest. `corrects` is the id of the decision it replaces.
    """

    id: str
    gate: str
    outcome: str
    on: date
    by: tuple[str, ...]
    reason: str
    minutes: str
    until: date | None
    provisos: tuple[Proviso, ...]
    lacks: tuple[str, ...]
    unmet: tuple[str, ...]
    state: str
    heads: tuple[str, ...]
    corrects: str
    author: str
    at: str

    @property
    def passes(self) -> bool:
        """Say whether it opens the next phase."""
        return self.outcome in PASSING


def read(journal: Journal) -> tuple[Decision, ...]:
    """Every decision there is, in the order of the meetings, corrected ones too; what is not one is left out."""
    done = _done(journal)
    found = [_decision(event, done) for event in journal.by_id.values() if event.kind == "decided" and event.content]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.on, one.at, one.id)))


def standing(decisions: Sequence[Decision], journal: Journal, gate: str) -> tuple[Decision, ...]:
    """What stands at a gate: the latest decision; two where they were recorded apart and contradict each other."""
    heads = {event.id for event in journal.heads(GATES + gate)}
    return tuple(one for one in decisions if one.id in heads)


def _decision(event: Event, done: Mapping[str, date]) -> Decision | None:
    content: Mapping[str, Any] = event.content or {}
    try:
        return Decision(
            id=event.id,
            gate=event.subject.removeprefix(GATES),
            outcome=_one_of(content["outcome"]),
            on=date.fromisoformat(content["on"]),
            by=tuple(clean_line(str(who)) for who in content.get("by", ())),
            reason=clean_prose(str(content.get("reason", ""))),
            minutes=clean_prose(str(content.get("minutes", ""))),
            until=_day(content.get("until")),
            provisos=tuple(_proviso(part, done) for part in content.get("provisos", ())),
            lacks=tuple(str(key) for key in content.get("lacks", ())),
            unmet=tuple(str(code) for code in content.get("unmet", ())),
            state=str(content.get("state", "")),
            heads=tuple(str(id_) for id_ in content.get("heads", ())),
            corrects=str(content.get("corrects", "")),
            author=clean_line(event.by),
            at=event.at,
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


def _one_of(outcome: object) -> str:
    if outcome not in OUTCOMES:
        raise ValueError(outcome)
    return str(outcome)


def _day(text: object) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) and text else None


def _proviso(raw: Mapping[str, Any], done: Mapping[str, date]) -> Proviso:
    id_ = str(raw["id"])
    text, owner = clean_line(str(raw["text"])), clean_line(str(raw.get("owner", "")))
    return Proviso(id_, text, owner, _day(raw.get("due")), done.get(id_))


def _done(journal: Journal) -> dict[str, date]:
    """The day each task was done, where the last word on it says so; of two days told apart the earlier."""
    found: dict[str, date] = {}
    for subject, heads in journal.subjects.items():
        if not subject.startswith(TASKS):
            continue
        days = [day for event in heads if event.kind == "task_done" and (day := _done_on(event)) is not None]
        if days and len(days) == len(heads):
            found[subject.removeprefix(TASKS)] = min(days)
    return found


def _done_on(event: Event) -> date | None:
    try:
        return _day((event.content or {}).get("on"))
    except ValueError:
        return None


# -- recording -----------------------------------------------------------------------------


def decide(
    gate: str,
    outcome: str,
    on: date,
    *,
    by: Sequence[str] = (),
    reason: str = "",
    minutes: str = "",
    until: date | None = None,
    provisos: Iterable[Proviso] = (),
    lacks: Sequence[str] = (),
    unmet: Sequence[str] = (),
    journal: Journal,
    corrects: str = "",
) -> Draft:
    """Record what was decided, bound to all that stands in the journal now."""
    content = {
        "outcome": outcome,
        "on": on.isoformat(),
        "by": list(by),
        "reason": reason,
        "minutes": minutes,
        "until": until.isoformat() if until else "",
        "provisos": [_written(proviso) for proviso in provisos],
        "lacks": list(lacks),
        "unmet": list(unmet),
        "state": journal.digest,
        "heads": list(journal.all_heads),
        "corrects": corrects,
    }
    return Draft("decided", GATES + gate, content)


def bared(decision: Decision, instead: str) -> Draft:
    """Say a decision again without words and names: that it was made, when, and on what.

    `instead` stands for the text of each proviso: it binds the next gate, whatever it said.
    """
    content = {
        "outcome": decision.outcome,
        "on": decision.on.isoformat(),
        "until": decision.until.isoformat() if decision.until else "",
        "provisos": [_written(replace(proviso, text=instead, owner="")) for proviso in decision.provisos],
        "lacks": list(decision.lacks),
        "unmet": list(decision.unmet),
        "state": decision.state,
        "heads": list(decision.heads),
        "corrects": decision.id,
    }
    return Draft("decided", GATES + decision.gate, content)


def _written(proviso: Proviso) -> dict[str, str]:
    due = proviso.due.isoformat() if proviso.due else ""
    return {"id": proviso.id, "text": proviso.text, "owner": proviso.owner, "due": due}


def done(proviso: str, on: date, note: str = "") -> Draft:
    """Say that a task has been done."""
    return Draft("task_done", TASKS + proviso, {"on": on.isoformat(), "note": note})


def reopen(proviso: str, note: str = "") -> Draft:
    """Say that a task is not done after all."""
    return Draft("task_reopened", TASKS + proviso, {"note": note})
