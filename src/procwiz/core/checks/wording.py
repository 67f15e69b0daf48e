"""Texts: short enough, and there in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from procwiz.core.checks.outline import Outline, Raw, entries, mapping, problem, text, texts
from procwiz.core.problems import Path, Problem, meant

LIMITS = {"title": 40, "ask": 140, "help": 200, "why": 300}
"""How long a question's texts may be, in characters."""

Skeleton: TypeAlias = "Mapping[str, Any]"
"""The texts a side file must have: by name a further skeleton, or one of the marks below."""

TEXT = "text"
LIST = "list"


def texts_are_short(outline: Outline) -> Iterator[Problem]:
    """Find questions and columns whose texts are too long, in any language."""
    for one in outline.questions:
        yield from _long(one.raw, one.path)
        for column in one.columns.values():
            yield from _long(column.raw, column.path)
    for language, side in outline.sides.items():
        for phase, words in mapping(side, "phases").items():
            for key, own in mapping(words, "questions").items():
                path: Path = ("texts", language, "phases", phase, "questions", key)
                yield from _long(own, path)
                for code, column in mapping(own, "columns").items():
                    yield from _long(column, (*path, "columns", code))


def _long(raw: Raw, path: Path) -> Iterator[Problem]:
    for name, most in LIMITS.items():
        length = len(text(raw, name))
        if length > most:
            yield problem("text_long", (*path, name), name=name, length=length, most=most)


def languages_are_whole(outline: Outline) -> Iterator[Problem]:
    """Find languages without texts, and texts that are missing, superfluous or of another shape."""
    further = {language: number for number, language in texts(outline.base, "languages") if number}
    for language, number in further.items():
        if not mapping(outline.sides, language):
            yield problem("language_missing", ("process", "languages", number), language=language)
    for language, side in outline.sides.items():
        if language not in further:
            yield problem("language_unlisted", ("texts", language), language=language)
        elif isinstance(side, Mapping) and side:
            yield from _side(outline, language, side)


def _side(outline: Outline, language: str, side: Raw) -> Iterator[Problem]:
    top: Path = ("texts", language)
    parts = {"process": _process(outline.base), "glossary": _glossary(outline.base), "sources": _sources(outline.base)}
    for name, wanted in parts.items():
        base: Path = ("process",) if name == "process" else ("process", name)
        yield from _part(wanted, side, (*top, name), base)
    phases = {text(raw, "key"): (raw, path) for _, raw, path in outline.phases}
    own = mapping(side, "phases")
    for key, (raw, path) in phases.items():
        yield from _part(_phase(raw), own, (*top, "phases", key), path)
    for key in own.keys() - phases.keys():
        yield problem("side_file_unknown", (*top, "phases", key), language=language)


def _part(wanted: Skeleton, side: Raw, path: Path, base: Path) -> Iterator[Problem]:
    """Compare one file; what is there as None could not be read, and is reported by who read it."""
    name = str(path[-1])
    if name not in side and wanted:
        yield problem("side_file_missing", base, language=path[1])
    elif side.get(name) is not None:
        yield from _compare(wanted, side[name], path)


def _compare(wanted: Skeleton, given: object, path: Path) -> Iterator[Problem]:
    if not isinstance(given, Mapping):
        yield problem("text_form", path, name=str(path[-1]))
        return
    for name in given.keys() - wanted.keys():
        yield problem("text_unknown", (*path, name), name=name[:80], near=meant(name, wanted))
    for name, form in wanted.items():
        if name in given:
            yield from _one(form, given[name], (*path, name))
        elif form != LIST:
            yield problem("text_missing", path, name=name)


def _one(form: object, given: object, path: Path) -> Iterator[Problem]:
    if isinstance(form, Mapping):
        yield from _compare(form, given, path)
        return
    parts = given if form == LIST and isinstance(given, list) else [given]
    words = [part for part in parts if isinstance(part, str)]
    if (form == LIST) != isinstance(given, list) or len(words) < len(parts):
        yield problem("text_form", path, name=str(path[-1]))
    elif not all(word.strip() for word in words):
        yield problem("text_empty", path, key=str(path[-1]))


def _process(base: Raw) -> Skeleton:
    roles = {text(role, "key"): {"title": TEXT} for _, role in entries(base, "roles")}
    changes = {text(change, "version"): TEXT for _, change in entries(base, "changes")}
    return {"title": TEXT, "roles": roles, **({"changes": changes} if changes else {})}


def _glossary(base: Raw) -> Skeleton:
    own = {"term": TEXT, "also": LIST, "meaning": TEXT}
    return {text(term, "key"): own for _, term in entries(base, "glossary")}


def _sources(base: Raw) -> Skeleton:
    return {text(source, "id"): {"title": TEXT} for _, source in entries(base, "sources")}


def _phase(raw: Raw) -> Skeleton:
    gate = mapping(raw, "gate")
    criteria = {text(part, "code"): TEXT for _, part in entries(gate, "criteria")}
    derived = {text(part, "key"): {"title": TEXT} for _, part in entries(raw, "derived")}
    return {
        "title": TEXT,
        "purpose": TEXT,
        "questions": {text(part, "key"): _question(part) for _, part in entries(raw, "questions")},
        **({"derived": derived} if derived else {}),
        "gate": {"title": TEXT, **({"criteria": criteria} if criteria else {})},
    }


def _question(raw: Raw) -> Skeleton:
    words: dict[str, Any] = {name: TEXT for name in ("title", "ask", "help", "why", "example", "unit") if name in raw}
    if labels := mapping(raw, "labels"):
        words["labels"] = dict.fromkeys(labels, TEXT)
    if options := [text(option, "code") for _, option in entries(raw, "options")]:
        words["options"] = dict.fromkeys(options, TEXT)
    if columns := list(entries(raw, "columns")):
        words["columns"] = {text(column, "code"): _question(column) for _, column in columns}
    return words
