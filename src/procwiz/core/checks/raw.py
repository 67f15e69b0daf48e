"""Plain data as files held it, read so that any fault in it is passed over; and how a fault is reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from procwiz.core.problems import Path, Place, Problem

Raw: TypeAlias = Mapping[str, Any]


def entries(raw: object, name: str) -> Iterator[tuple[int, Raw]]:
    """Go through the mappings of a list, each with its number."""
    found = raw.get(name) if isinstance(raw, Mapping) else None
    for number, part in enumerate(found if isinstance(found, list) else ()):
        if isinstance(part, Mapping):
            yield number, part


def parts(raw: object, name: str, top: Path) -> Iterator[tuple[Raw, Path]]:
    """Go through the mappings of a list, each with its path; `top` leads to what holds the list."""
    return ((part, (*top, name, number)) for number, part in entries(raw, name))


def mapping(raw: object, name: str) -> Raw:
    """Take a mapping out of a mapping; an empty one where there is none."""
    found = raw.get(name) if isinstance(raw, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def text(raw: object, name: str) -> str:
    """Take a text out of a mapping; an empty one where there is none."""
    found = raw.get(name) if isinstance(raw, Mapping) else None
    return found if isinstance(found, str) else ""


def texts(raw: object, name: str) -> Iterator[tuple[int, str]]:
    """Go through the texts of a list, each with its number."""
    found = raw.get(name) if isinstance(raw, Mapping) else None
    for number, part in enumerate(found if isinstance(found, list) else ()):
        if isinstance(part, str):
            yield number, part


def problem(fault: str, path: Path, **params: object) -> Problem:
    """Report a fault at a path of the compiled process."""
    return Problem(fault, Place("", path), params)
