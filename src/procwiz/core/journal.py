"""What happened, event by event; and what of it still counts.

An event is about one subject: a question, a table's row, later a gate, a remark, a task.
`prev` names the subject's heads as the author saw them; heads are events that no other names.
The order of files and lines never matters: only ids and `prev` do.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

Content: TypeAlias = Mapping[str, Any]

ANSWER_KINDS = frozenset({"answered", "deferred", "cleared"})
ROW_KINDS = frozenset({"row_set", "row_removed"})
STEPS = ANSWER_KINDS | ROW_KINDS | {"restored"}
"""Kinds that can be taken back with undo. A decision is never: it is corrected."""
FORGOTTEN = "forgotten"
"""The kind that names events whose content is gone for good, in `content["events"]`; nothing takes it back."""
STATE = STEPS | {"decided", "task_done", "task_reopened", FORGOTTEN}
"""Kinds that change the state of a plan."""
KINDS = STATE | {"issued"}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `at` is UTC, ISO 8601; `by` the author; `via` how it came (terminal, line, answer, example, undo, settle).
    `content` is None once it has been forgotten. `sum` covers all but content and salt,
    and holds a salted digest of the content, so that content can be forgotten without damage.
    """

    id: str
    at: str
    by: str
    via: str
    kind: str
    subject: str
    prev: tuple[str, ...]
    content: Content | None
    salt: str
    sum: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it has an author, a time and a place in the journal."""

    kind: str
    subject: str
    content: Content


class Damaged(Exception):
    """A line of a journal that is no whole event; `why` is the name of a sentence in `plan.json`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def canonical(content: object) -> bytes:
    """Write JSON in the one form that digests are taken of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def seal(draft: Draft, *, id: str, at: str, by: str, via: str, prev: tuple[str, ...], salt: str) -> Event:  # noqa: A002
    """Make an event of a draft, with its checksum."""
    digest = _digest(salt, draft.content)
    check = _check(digest, id, at, by, via, draft.kind, draft.subject, prev)
    return Event(id, at, by, via, draft.kind, draft.subject, prev, draft.content, salt, f"{digest}.{check}")


def _digest(salt: str, content: Content) -> str:
    return hashlib.sha256(salt.encode() + canonical(content)).hexdigest()[:32]


def _check(digest: str, *fields: object) -> str:
    return hashlib.sha256(canonical([digest, *fields])).hexdigest()[:16]


def write_line(event: Event) -> str:
    """Write an event as one line, with its newline."""
    record = {name: getattr(event, name) for name in Event.__slots__}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_line(line: str) -> Event:
    """Read an event from a line.

    Raises:
        Damaged: where the line is no JSON, lacks a field, or does not agree with its checksum.
    """
    try:
        event = _event(json.loads(line, parse_constant=_refuse, parse_float=_finite))
        whole = _agrees(event)
    except (ValueError, RecursionError):  # also half a surrogate pair, which has no bytes to take a digest of
        raise Damaged("not_json") from None
    if not whole:
        raise Damaged("checksum")
    return event


def _agrees(event: Event) -> bool:
    digest, _, check = event.sum.partition(".")
    if check != _check(digest, event.id, event.at, event.by, event.via, event.kind, event.subject, event.prev):
        return False
    return event.content is None or digest == _digest(event.salt, event.content)


def _event(record: object) -> Event:
    if not isinstance(record, dict) or not set(Event.__slots__) <= set(record):
        raise Damaged("fields")
    prev, content = record["prev"], record["content"]
    texts = [record[name] for name in ("id", "at", "by", "via", "kind", "subject", "salt", "sum")]
    if not all(isinstance(text, str) for text in texts) or not isinstance(content, dict | None):
        raise Damaged("fields")
    if not isinstance(prev, list) or not all(isinstance(id, str) for id in prev):  # noqa: A001
        raise Damaged("fields")
    return Event(**{**{name: record[name] for name in Event.__slots__}, "prev": tuple(prev)})


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(text)
    return number


@dataclass(frozen=True)
class Journal:
    """Every event once, whatever order they came in."""

    by_id: Mapping[str, Event]

    @cached_property
    def told(self) -> Mapping[str, tuple[Event, ...]]:
        """Every event, by subject."""
        found: dict[str, list[Event]] = {}
        for event in self.by_id.values():
            found.setdefault(event.subject, []).append(event)
        return {subject: tuple(events) for subject, events in found.items()}

    @cached_property
    def subjects(self) -> Mapping[str, tuple[Event, ...]]:
        """The heads of every subject, in order of id; no subject is without."""
        heads = {subject: _heads(events) for subject, events in self.told.items()}
        return {subject: events for subject, events in heads.items() if events}

    @cached_property
    def rows(self) -> Mapping[str, tuple[str, ...]]:
        """The subjects that are a table's rows, by the table's key."""
        found: dict[str, list[str]] = {}
        for subject in self.told:
            key, slash, _ = subject.partition("/")
            if slash:
                found.setdefault(key, []).append(subject)
        return {key: tuple(sorted(subjects)) for key, subjects in found.items()}

    @cached_property
    def forgotten(self) -> frozenset[str]:
        """The ids of the events that were named as forgotten, whether they are here or not."""
        named = [(event.content or {}).get("events") for event in self.by_id.values() if event.kind == FORGOTTEN]
        return frozenset(str(id) for ids in named if isinstance(ids, list) for id in ids)  # noqa: A001

    @cached_property
    def digest(self) -> str:
        """The state's digest: the same for the same events, twelve hexadecimal digits."""
        ids = sorted(event.id for event in self.by_id.values() if event.kind in STATE)
        return hashlib.sha256("\n".join(ids).encode()).hexdigest()[:12]

    @cached_property
    def unknown_kinds(self) -> frozenset[str]:
        """Kinds of event that a later version of procwiz wrote."""
        return frozenset(event.kind for event in self.by_id.values()) - KINDS

    @cached_property
    def absent(self) -> frozenset[str]:
        """The ids of events that others follow upon and that are not here: not come yet from a colleague, or lost."""
        return frozenset(id for event in self.by_id.values() for id in event.prev) - self.by_id.keys()  # noqa: A001

    def heads(self, subject: str) -> tuple[Event, ...]:
        """The events on a subject that no other names; empty where nothing was said of it."""
        return self.subjects.get(subject, ())

    @cached_property
    def all_heads(self) -> tuple[str, ...]:
        """The ids of every subject's heads that count as state, sorted: they name a state exactly."""
        return tuple(sorted(head.id for heads in self.subjects.values() for head in heads if head.kind in STATE))

    def at(self, heads: Iterable[str]) -> Journal:
        """The journal as it stood with these heads: they, and all that came before them on their subjects."""
        found: dict[str, Event] = {}
        rest = list(heads)
        while rest:
            event = self.by_id.get(rest.pop())
            if event is not None and event.id not in found:
                found[event.id] = event
                rest += event.prev
        return Journal(found)

    def until(self, moment: str) -> Journal:
        """The journal as it stood at a moment, UTC in ISO 8601: what had happened by then."""
        return Journal({event.id: event for event in self.by_id.values() if event.at <= moment})

    def add(self, events: Iterable[Event]) -> Journal:
        """Take further events in; what is known of other subjects is kept and not worked out again."""
        fresh = dict(journal(events).by_id)
        if any(event.kind == FORGOTTEN or event.id in self.by_id for event in fresh.values()):
            return journal([*self.by_id.values(), *fresh.values()])
        fresh = _without(fresh, self.forgotten)
        grown = Journal({**self.by_id, **fresh})
        told, heads, rows = dict(self.told), dict(self.subjects), dict(self.rows)
        for event in fresh.values():
            key, slash, _ = event.subject.partition("/")
            if slash and event.subject not in told:
                rows[key] = tuple(sorted((*rows.get(key, ()), event.subject)))
            told[event.subject] = (*told.get(event.subject, ()), event)
            heads[event.subject] = _heads(told[event.subject])
            if not heads[event.subject]:  # events that name each other in a circle have none
                del heads[event.subject]
        strange = self.unknown_kinds | ({event.kind for event in fresh.values()} - KINDS)
        grown.__dict__.update(told=told, subjects=heads, rows=rows, forgotten=self.forgotten, unknown_kinds=strange)
        return grown

    def meant(self, event: Event) -> tuple[Event, ...]:
        """Follow an undo to what it restored: nothing, one event, or the sides of a contradiction."""
        seen: dict[str, Event] = {}
        rest = [event]
        while rest:
            current = rest.pop()
            if current.id not in seen and current.subject == event.subject:
                seen[current.id] = current
                rest += [self.by_id[id] for id in _restored(current) if id in self.by_id]  # noqa: A001
        return tuple(seen[id] for id in sorted(seen) if seen[id].kind != "restored")  # noqa: A001

    def last_by(self, author: str) -> Event | None:
        """The author's latest event that still stands and is no undo; None where there is none."""
        heads = [head for heads in self.subjects.values() for head in heads]
        standing = {event.id: event for head in heads for event in (head, *self.meant(head))}
        own = [event for event in standing.values() if event.by == author and event.kind in STEPS]
        steps = [event for event in own if event.content is not None and "undoes" not in event.content]
        return max(steps, key=lambda event: (event.at, event.id), default=None)


def journal(events: Iterable[Event]) -> Journal:
    """Gather events; one that is there twice counts once, without content where one of the two has none.

    Content that was forgotten is dropped, wherever it comes from.
    """
    found: dict[str, Event] = {}
    for event in events:
        if event.id not in found or event.content is None:
            found[event.id] = event
    return Journal(_without(found, Journal(found).forgotten))


def bare(event: Event) -> Event:
    """Take an event's content from it, and the salt: with that, a short content could be guessed from the digest."""
    return replace(event, content=None, salt="")


def same(one: Event, other: Event) -> bool:
    """Say whether two lines of one id are one event; that one of them was forgotten makes no difference."""
    return one == other or (None in (one.content, other.content) and bare(one) == bare(other))


def _without(found: dict[str, Event], gone: frozenset[str]) -> dict[str, Event]:
    """Take the content from what was forgotten; what forgets is never forgotten itself."""
    bared = {id: bare(event) for id, event in found.items() if event.content is None or id in gone}  # noqa: A001
    return found | {id: event for id, event in bared.items() if event.kind != FORGOTTEN}  # noqa: A001


def _heads(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events of one subject that no other of them names, in order of id."""
    of = tuple(events)
    named = {id for event in of for id in event.prev}  # noqa: A001
    return tuple(sorted((event for event in of if event.id not in named), key=lambda event: event.id))


def _restored(event: Event) -> list[str]:
    to = (event.content or {}).get("to") if event.kind == "restored" else None
    return [str(id) for id in to] if isinstance(to, list) else [str(to)]  # noqa: A001


def undo(book: Journal, event: Event) -> Draft:
    """Take an event back: what others said meanwhile stands, else what stood before, a contradiction too."""
    heads = [head for head in book.heads(event.subject) if head.id != event.id]
    others = {other.id for head in heads for other in book.meant(head)} - {event.id}
    return Draft("restored", event.subject, {"to": sorted(others) or list(event.prev), "undoes": event.id})
