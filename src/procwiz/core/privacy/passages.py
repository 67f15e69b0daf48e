"""Every text that people wrote into a plan, with the place it stands at; earlier answers too, for they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from procwiz.core.decisions import GATES, TASKS
from procwiz.core.journal import FORGOTTEN, Content, Event
from procwiz.core.kinds import Kind, Link, Prose, Table, Text
from procwiz.core.plan import Plan

WRITTEN = (Text, Prose, Link)
"""The kinds whose values people write in their own words; the others hold amounts, days and codes."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text. `key` is what `forget` is told, `place` the name of a sentence in `privacy.json`.

    `event` is empty for a title and a draft; `earlier` where another answer stands now.
    """

    key: str
    place: str
    text: str
    event: str = ""
    earlier: bool = False


def draft(author: str, key: str, text: str) -> Passage:
    """Somebody's half-typed text."""
    return Passage(key, "draft", text, author)


def passages(plan: Plan) -> Iterator[Passage]:
    """Every text of a plan: its title, then what was said in the order of the questions, the oldest first."""
    yield Passage("plan.yaml", "title", plan.card.title)
    places = plan.process.places
    events = sorted(plan.journal.by_id.values(), key=lambda one: (_rank(one, places), one.subject, one.at, one.id))
    for event in events:
        if event.content and event.kind not in {"restored", FORGOTTEN}:
            yield from _of(plan, event, event.content)


def _rank(event: Event, places: Mapping[str, int]) -> int:
    return places.get(event.subject.partition("/")[0], len(places))


def _of(plan: Plan, event: Event, content: Content) -> Iterator[Passage]:
    key = event.subject.removeprefix(GATES).removeprefix(TASKS)
    standing = {one.id for head in plan.journal.heads(event.subject) for one in plan.journal.meant(head)}
    for place, text in _texts(plan, event, content):
        if text.strip():
            yield Passage(key, place, text, event.id, event.id not in standing)


def _texts(plan: Plan, event: Event, content: Content) -> Iterator[tuple[str, str]]:
    question = plan.process.questions.get(event.subject.partition("/")[0])
    kind = question.kind if question is not None else None
    if event.kind == "answered":
        yield from (("answer", text) for text in _valued(kind, content.get("value")))
    elif event.kind == "row_set":
        yield from (("row", text) for text in _cells(kind, content.get("cells")))
    elif event.kind == "deferred":
        yield from ((name, str(content.get(name, ""))) for name in ("note", "owner"))
        yield from (("assumed", text) for text in _valued(kind, content.get("assume")))
    elif event.kind == "decided":
        yield from _decided(content)
    elif event.kind == "issued":
        yield from (("issued", text) for text in _strings(sorted(content.get("files") or ())))
    else:
        yield from (("remark", text) for text in _strings(content))


def _decided(content: Content) -> Iterator[tuple[str, str]]:
    for name in ("by", "reason", "minutes"):
        yield from ((f"decision.{name}", text) for text in _strings(content.get(name)))
    for proviso in content.get("provisos") or ():
        if isinstance(proviso, Mapping):
            for name in ("text", "owner"):
                yield from ((f"decision.{name}", text) for text in _strings(proviso.get(name)))


def _valued(kind: Kind | None, value: object) -> Iterator[str]:
    if isinstance(kind, Table):
        for row in value if isinstance(value, list) else ():
            yield from _cells(kind, row)
    elif kind is None or isinstance(kind, WRITTEN):
        yield from _strings(value)


def _cells(kind: Kind | None, cells: object) -> Iterator[str]:
    if not isinstance(cells, Mapping):
        return
    kinds = {column.code: column.kind for column in kind.columns} if isinstance(kind, Table) else {}
    for code, cell in cells.items():
        if code != "id":
            yield from _valued(kinds.get(code), cell)


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        yield from (text for value in part.values() for text in _strings(value))
    elif isinstance(part, list | tuple):
        yield from (text for value in part for text in _strings(value))
