"""What stands round the answers: the head, the annexes, sources, words, and what the document was made from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from procwiz.core.document import gates, pictures, record
from procwiz.core.document.business import business
from procwiz.core.document.ways import page
from procwiz.core.document.writer import Fields, Writer
from procwiz.core.notation import show_date
from procwiz.core.plan import Standing
from procwiz.core.process import Gate

_LETTERS = "ABCDEFGHIJKL"
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
    return writer.words("colophon", plan=plan.card.id, state=plan.journal.digest, process=process, law=_law(writer))


def _law(writer: Writer) -> str:
    version = writer.plan.process.law.version
    if not version:
        return ""
    return writer.words("colophon.law", day=show_date(date.fromisoformat(version), writer.plan.notation))


def appended(writer: Writer, own: Fields, drawn: Fields) -> Fields:
    """Give the paper's annexes, lettered; the title of one that is empty is empty. `drawn` are its figures."""
    basis = gates.basis(writer, gates.asked_gate(writer.plan))
    words = glossary(writer, {**own, "unknown": {**own["unknown"], "rows": [], "contested": []}})
    unknown = own["unknown"]["rows"] or own["unknown"]["contested"]
    chosen = page(writer)
    worth = business(writer)
    taken = record.decisions(writer)
    parts = {
        "basis": basis,
        "decisions": taken,
        "way": chosen["title"],
        "business": worth["years"],
        "unknown": unknown,
        "words": words,
    }
    parts |= pictures.annexes(drawn)
    there = [name for name, part in parts.items() if part]
    titles = {name: _title(writer, name, letter) for name, letter in zip(there, _LETTERS, strict=False)}
    return {
        "basis": basis,
        "decisions": taken,
        "way_page": chosen,
        "business": worth,
        "annex": dict.fromkeys(parts, "") | titles,
        "glossary": words,
    }


def _title(writer: Writer, name: str, letter: str) -> str:
    if name in pictures.ANNEXES:
        return pictures.title(writer, name, letter)
    return writer.words(f"annex.{name}", letter=letter)


# -- sources ---------------------------------------------------------------------------


def sources(writer: Writer) -> list[Fields]:
    """List the sources of what has been answered, the most certain first."""
    used = {id_ for question in writer.plan.questions(Standing.ANSWERED, Standing.DEFERRED) for id_ in question.sources}
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
