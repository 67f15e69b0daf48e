"""Texts: short enough, and there in every language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from procwiz.core.checks.outline import Outline
from procwiz.core.checks.raw import Raw, entries, mapping, problem, text, texts
from procwiz.core.problems import Path, Problem, meant

LIMITS = {"title": 40, "ask": 140, "help": 200, "why": 300}
"""How long a question's texts may be, in characters."""
ADVICE, RISK = {"text": 240}, {"title": 80}

Skeleton: TypeAlias = "Mapping[str, Any]"
"""The texts a side file must have: by name a further skeleton, or one of the marks below.

A number stands for a list of as many texts.
"""

TEXT = "text"
LIST = "list"

_BLANK = re.compile(r"\{([^{}]*)\}")


def texts_are_short(outline: Outline) -> Iterator[Problem]:
    """Find questions, columns, advice and risks whose texts are too long, in any language."""
    for name, limits in (("advice", ADVICE), ("risks", RISK)):
        for raw, place in _in_all_languages(outline, name):
            yield from _long(raw, place, limits)
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


def _in_all_languages(outline: Outline, name: str) -> Iterator[tuple[Raw, Path]]:
    yield from outline.listed(name)
    for language, side in outline.sides.items():
        words = mapping(side, name)
        yield from ((mapping(words, key), ("texts", language, name, key)) for key in words)


def _long(raw: Raw, path: Path, limits: Mapping[str, int] = LIMITS) -> Iterator[Problem]:
    for name, most in limits.items():
        length = len(text(raw, name))
        if length > most:
            yield problem("text_long", (*path, name), name=name, length=length, most=most)


def blanks_are_filled(outline: Outline) -> Iterator[Problem]:
    """Find blanks of advice, as `{needs.names}`, that name no question or derived value, and braces left over."""
    for raw, path in _in_all_languages(outline, "advice"):
        words = text(raw, "text")
        for key in _BLANK.findall(words):
            if key not in outline.fields:
                yield problem("blank_unknown", (*path, "text"), key=key[:80], near=meant(key, outline.fields))
        if re.search(r"[{}]", _BLANK.sub("", words)):
            yield problem("blank_form", (*path, "text"))


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
    for name, wanted in _files(outline.base).items():
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
    parts = given if form != TEXT and isinstance(given, list) else [given]
    words = [part for part in parts if isinstance(part, str)]
    if (form != TEXT) != isinstance(given, list) or len(words) < len(parts):
        yield problem("text_form", path, name=str(path[-1]))
    elif isinstance(form, int) and form != len(parts):
        yield problem("text_count", path, name=str(path[-1]), count=len(parts), wanted=form)
    elif not all(word.strip() for word in words):
        yield problem("text_empty", path, key=str(path[-1]))


def _files(base: Raw) -> Mapping[str, Skeleton]:
    return {
        "process": _process(base),
        "glossary": _glossary(base),
        "sources": _sources(base),
        "routes": _routes(mapping(base, "routes")),
        "law": _filled({"figures": _listed(mapping(base, "law"), "figures", _figure)}),
        "risks": _listed(base, "risks", lambda raw: dict.fromkeys(("title", "cause", "response"), TEXT), "id"),
        "advice": _listed(base, "advice", lambda raw: {"text": TEXT}),
    }


def _process(base: Raw) -> Skeleton:
    roles = {text(role, "key"): {"title": TEXT} for _, role in entries(base, "roles")}
    changes = {text(change, "version"): TEXT for _, change in entries(base, "changes")}
    return {"title": TEXT, "roles": roles, **({"changes": changes} if changes else {})}


def _glossary(base: Raw) -> Skeleton:
    own = {"term": TEXT, "also": LIST, "meaning": TEXT}
    return {text(term, "key"): own for _, term in entries(base, "glossary")}


def _sources(base: Raw) -> Skeleton:
    return {text(source, "id"): {"title": TEXT} for _, source in entries(base, "sources")}


def _listed(raw: Raw, name: str, form: Callable[[Raw], Any], key: str = "code") -> Skeleton:
    return {text(part, key): form(part) for _, part in entries(raw, name)}


def _filled(skeleton: Skeleton) -> Skeleton:
    """Leave out what has no texts at all."""
    return {name: form for name, form in skeleton.items() if form}


def _worded(raw: Raw, *names: str) -> Skeleton:
    """The texts and lists that are there, and the paragraphs by country."""
    words: dict[str, Any] = {name: TEXT for name in names if text(raw, name)}
    words["basis"] = dict.fromkeys(mapping(raw, "basis"), TEXT)
    words |= {name: len(list(texts(raw, name))) for name in ("caveats", "next", "pitfalls")}
    return _filled(words)


def _routes(raw: Raw) -> Skeleton:
    return _filled(
        {
            "define": _listed(raw, "define", lambda part: {"title": TEXT}),
            "rows": _listed(raw, "rows", lambda part: _worded(part, "task", "because"), "id"),
            "exclusions": _listed(raw, "exclusions", lambda part: _worded(part, "because")),
            "signals": _listed(raw, "signals", lambda part: {"text": TEXT}),
            "routes": _listed(raw, "routes", _page, "key"),
        }
    )


def _page(raw: Raw) -> Skeleton:
    steps = _listed(raw, "steps", lambda part: {"title": TEXT})
    case = TEXT if mapping(raw, "case") else ""
    return _filled({**_worded(raw, "what", "fits", "wrong"), "steps": steps, "case": case})


def _figure(raw: Raw) -> Skeleton:
    shortened = _listed(raw, "shortened", lambda part: _worded(part, "text"))
    return _filled({**_worded(raw, "title", "text"), "shortened": shortened})


def _phase(raw: Raw) -> Skeleton:
    gate = mapping(raw, "gate")
    criteria = {text(part, "code"): TEXT for _, part in entries(gate, "criteria")}
    derived = {text(part, "key"): _question(part) for _, part in entries(raw, "derived")}
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
