"""What is to be forgotten for good: everything ever said of a question, a row, a gate, a task; or one event.

Events stay, with their ids and their places in the history, so that copies of a plan still merge. Their content goes.
A question whose last answer was forgotten is unanswered: what somebody had replaced does not come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from procwiz.core.decisions import GATES, TASKS, bared
from procwiz.core.journal import FORGOTTEN, Draft, Event
from procwiz.core.plan import Plan

SUBJECT = "forgotten"
"""What forgetting events are about: one subject of their own."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a person means by a word: `key` names it to them, `events` still have content, in order of time."""

    key: str
    subjects: frozenset[str]
    events: tuple[Event, ...]


def target(plan: Plan, word: str) -> Target | None:
    """Find what is meant by a question's or row's key, a gate, a task's id, an event's id; None where nothing is."""
    event = plan.journal.by_id.get(word)
    if event is not None and event.kind != FORGOTTEN:
        return Target(_key(event.subject), frozenset({event.subject}), _told([event]))
    subject = _subject(plan, word)
    if subject is None:
        return None
    subjects = {subject, *plan.journal.rows.get(subject, ())} if subject in plan.process.questions else {subject}
    events = [event for one in subjects for event in plan.journal.told.get(one, ())]
    return Target(_key(subject), frozenset(subjects), _told(events))


def _subject(plan: Plan, word: str) -> str | None:
    if word.upper() in plan.process.gates:
        return GATES + word.upper()
    if word in plan.process.questions:
        return word
    known = (subject for subject in (word, TASKS + word) if subject in plan.journal.told and subject != SUBJECT)
    return next(known, None)


def _key(subject: str) -> str:
    """Name a subject as it is typed."""
    return subject.removeprefix(GATES).removeprefix(TASKS)


def _told(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(
        sorted((event for event in events if event.content is not None), key=lambda event: (event.at, event.id))
    )


def forget(plan: Plan, events: Iterable[Event], instead: str) -> tuple[Draft, ...]:
    """Forget what events say. Of a decision and of a task done it is said again that they are, without any words.

    `instead` stands for the text of a condition: it binds the next gate whatever it said.
    """
    gone = tuple(events)
    if not gone:
        return ()
    names = Draft(FORGOTTEN, SUBJECT, {"events": sorted(event.id for event in gone)})
    return (names, *(draft for event in gone for draft in _kept(plan, event, instead)))


def _kept(plan: Plan, event: Event, instead: str) -> Iterator[Draft]:
    if [head.id for head in plan.journal.heads(event.subject)] != [event.id]:
        return
    if event.kind == "task_done":
        yield Draft("task_done", event.subject, {"on": str((event.content or {}).get("on", ""))})
    decision = plan.decision(_key(event.subject)) if event.kind == "decided" else None
    if decision is not None:
        yield bared(decision, instead)
