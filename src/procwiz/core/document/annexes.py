"""What stands round the answers: the head, the annexes, sources, words, and what the document was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from procwiz.core.changes import rests_on
from procwiz.core.document import gates, lists, record
from procwiz.core.document.annexed import annexed
from procwiz.core.document.business import business
from procwiz.core.document.ways import page
from procwiz.core.document.writer import Fields, Writer, paragraph
from procwiz.core.notation import show_date
from procwiz.core.plan import Standing
from procwiz.core.process import Gate

_LETTERS = "ABCDEFGHIJKLM"
_NOT_PRINTED = frozenset({"key", "id", "address", "short", "sources"})
_CERTAINTIES = ("read", "secondary", "unverified")


def meta(writer: Writer, *names: str, gate: Gate | None = None) -> list[list[str]]:
    """Give the head's pairs of label and value."""
    plan = writer.plan
    found = {
        "date": show_date(writer.as_of, plan.notation),
        "process": f"{plan.process.title} {plan.process.version}",
        "plan": plan.card.id,
        "state": plan.journal.digest,
        "decided_by": plan.process.roles[gate.decided_by] if gate else "",
    }
    return [[writer.words(f"meta.{name}"), found[name]] for name in names]


def colophon(writer: Writer) -> str:
    """Say what the document was made from, so that another can be told from it."""
    plan = writer.plan
    process = f"{plan.process.title} {plan.process.version}"
    told = writer.words("colophon", plan=plan.card.id, state=plan.journal.digest, process=process, law=_law(writer))
    return paragraph([told, untranslated(writer)])


def untranslated(writer: Writer) -> str:
    """Say that answers stand as they were written, where the document is in another language than the plan."""
    plan = writer.plan
    mixed = plan.journal.by_id and plan.card.language != plan.process.language
    return writer.words("untranslated") if mixed else ""


def _law(writer: Writer) -> str:
    version = writer.plan.process.law.version
    if not version:
        return ""
    return writer.words("colophon.law", day=show_date(date.fromisoformat(version), writer.plan.notation))


def appended(writer: Writer, own: Fields, drawn: Fields, answers: Mapping[str, Fields]) -> Fields:
    """Give the paper's annexes, lettered; the title of one that is empty is empty. `drawn` are its figures."""
    gate = gates.asked_gate(writer.plan)
    held = {
        "basis": gates.basis(writer, gate),
        "decisions": record.decisions(writer),
        "way_page": page(writer),
        "business": business(writer),
        "register": lists.register(writer),
        "told": annexed(writer, answers, drawn),
        "sources": sources(writer, rests_on(writer.plan, gate.key)),
        "glossary": glossary(writer, {**own, "unknown": {**own["unknown"], "rows": [], "contested": []}}),
    }
    return {**held, "annex": _lettered(writer, held, own, drawn["pictures"])}


def _lettered(writer: Writer, held: Fields, own: Fields, pictures: Fields) -> Fields:
    """Name each annex that has something in it, in the order they stand in."""
    told = {name: part["brief"] or part["answers"] for name, part in held["told"].items()}
    there = {
        "basis": True,
        "needs": told["needs"] or pictures["effects"]["title"],
        "market": told["market"],
        "way": held["way_page"]["title"],
        "time": pictures["timeline"]["title"],
        "business": held["business"]["years"],
        "risks": held["register"],
        "people": told["people"] or pictures["stakeholders"]["title"],
        "changes": own["since"]["all"],
        "decisions": held["decisions"],
        "unknown": own["unknown"]["rows"] or own["unknown"]["contested"],
        "sources": held["sources"],
        "words": held["glossary"],
    }
    named = [name for name, part in there.items() if part]
    titles = {name: writer.words(f"annex.{name}", letter=letter) for name, letter in zip(named, _LETTERS, strict=False)}
    return dict.fromkeys(there, "") | titles


# -- sources ---------------------------------------------------------------------------


def sources(writer: Writer, keys: Collection[str] | None = None) -> list[Fields]:
    """List the sources of what has been answered, of these questions alone where they are named; surest first."""
    asked = writer.plan.questions(Standing.ANSWERED, Standing.DEFERRED)
    used = {id_ for question in asked if keys is None or question.key in keys for id_ in question.sources}
    listed = [source for source in writer.plan.process.sources.values() if source.id in used]
    groups = []
    for certainty in _CERTAINTIES:
        found = [
            {
                "id": source.id,
                "name": ", ".join(part for part in (source.title, source.publisher, source.year) if part),
                "address": source.address,
            }
            for source in listed
            if source.certainty == certainty
        ]
        if found:
            groups.append({"certainty": writer.words(f"certainty.{certainty}"), "sources": found})
    return groups


# -- words -----------------------------------------------------------------------------


def glossary(writer: Writer, printed: Fields) -> list[Fields]:
    """List the words of the trade that stand in what is printed."""
    text = " ".join(_strings(printed)).casefold()
    return [
        {"term": term.term, "meaning": term.meaning} for term in writer.plan.process.glossary if term.stands_in(text)
    ]


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, part in value.items():
                if name not in _NOT_PRINTED:
                    yield from _strings(part)
        case list():
            for part in value:
                yield from _strings(part)
