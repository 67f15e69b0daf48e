"""A compiled process from outside: nothing in it is believed before it has been looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from procwiz.core.checks import check
from procwiz.core.problems import Path, Place, Problem
from procwiz.library import faults
from procwiz.library.canonical import digest
from procwiz.library.compiling import BESIDE, SCHEMA, in_order
from procwiz.library.yamlfile import DEPTH, UNPRINTABLE

FILE = "process.json"
PARTS = 500_000
LENGTH = 1_000_000
WHOLE = 10**18
_HEADING = {"schema", "key", "version", "languages", "process", "texts", "digest"}


def validate(compiled: object) -> list[Problem]:
    """Hold a compiled process against shapes and checks; survives any JSON, however deep, large or odd.

    Its decision table is not tried out: a row that never fires harms nobody who opens an old plan.
    """
    found = [*_bounds(compiled)] or [*_heading(compiled)] or [*_content(compiled)]
    return sorted((replace(part, place=replace(part.place, file=FILE)) for part in found), key=in_order)


def _bounds(compiled: object) -> Iterator[Problem]:
    """Walk without recursion, and stop at the first thing that is out of bounds."""
    open_parts: list[tuple[Path, object]] = [((), compiled)]
    seen = 0
    while open_parts:
        path, part = open_parts.pop()
        seen += 1
        fault = _bound(path, part, seen)
        if fault is not None:
            yield fault
            return
        if isinstance(part, Mapping):
            open_parts += [((*path, name), below) for name, below in part.items()]
            open_parts += [((*path, name), name) for name in part]
        elif isinstance(part, list):
            open_parts += [((*path, number), below) for number, below in enumerate(part)]


def _bound(path: Path, part: object, seen: int) -> Problem | None:
    place = Place(FILE, path)
    if len(path) > DEPTH:
        return Problem("too_deep", Place(FILE), {"most": DEPTH})
    if seen > PARTS:
        return Problem("too_many_parts", Place(FILE), {"most": PARTS})
    if isinstance(part, str):
        return _text_bound(part, place)
    whole = isinstance(part, int) and abs(part) < WHOLE
    if whole or part is None or isinstance(part, dict | list):
        return None
    return Problem("json_kind", place)


def _text_bound(text: str, place: Place) -> Problem | None:
    if len(text) > LENGTH:
        return Problem("text_long", place, {"name": str(place.path[-1:]), "length": len(text), "most": LENGTH})
    if bad := UNPRINTABLE.search(text):
        return Problem("character_unprintable", Place(FILE), {"character": f"U+{ord(bad[0]):04X}"})
    return None


def _heading(compiled: Any) -> Iterator[Problem]:
    if not isinstance(compiled, dict) or compiled.get("schema") != SCHEMA or set(compiled) != _HEADING:
        yield Problem("schema_unknown", Place(FILE), {"schema": SCHEMA})
    elif compiled["digest"] != digest(compiled):
        yield Problem("digest_wrong", Place(FILE, ("digest",)))
    elif not all(isinstance(compiled[name], dict) for name in ("process", "texts")) or not _repeats(compiled):
        yield Problem("schema_unknown", Place(FILE), {"schema": SCHEMA})


def _repeats(compiled: Mapping[str, Any]) -> bool:
    """Say whether the heading says what the process says."""
    return all(compiled[name] == compiled["process"].get(name) for name in ("key", "version", "languages"))


def _content(compiled: Any) -> Iterator[Problem]:
    _, problems = faults.shaped(faults.COMPILED, compiled["process"], FILE, ("process",))
    yield from problems
    yield from check(compiled)
    for language, side in compiled["texts"].items():
        for name in ("process", *BESIDE):
            if isinstance(side, dict) and name in side and side[name] is None:
                yield Problem("text_form", Place(FILE, ("texts", language, name)), {"name": name})
        phases = side.get("phases") if isinstance(side, dict) else None
        if not isinstance(phases, dict) or not all(isinstance(words, dict) for words in phases.values()):
            yield Problem("text_form", Place(FILE, ("texts", language)), {"name": language})
