"""Notes: what is worth knowing of a sound process, and makes it no worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from procwiz.core.building import build
from procwiz.core.checks.outline import Outline
from procwiz.core.checks.raw import entries, problem, text
from procwiz.core.problems import Problem

DECIDING = {"define", "rows", "exclusions"}


def notes(compiled: Mapping[str, Any], today: date) -> Iterator[Problem]:
    """Note what no row of the decision table reads, and what of the law ends within a year of a day.

    The process must be sound: shapes and checks found nothing.
    """
    yield from _options_unread(Outline(compiled))
    if "law" in compiled["process"]:
        yield from _law_expiring(compiled, today)


def _options_unread(outline: Outline) -> Iterator[Problem]:
    """Note options that no row or exclusion names, of those choices whose other options are named."""
    named: dict[str, set[str]] = {}
    for read in outline.reads:
        top, name = read.guard.path[1:3]
        if top == "routes" and name in DECIDING and outline.field(read) is outline.fields.get(read.key):
            named.setdefault(read.key, set()).update(_codes(read.test))
    for one in outline.fields.values():
        codes = named.get(one.key, set())
        for number, option in entries(one.raw, "options") if codes & set(one.codes) else ():
            code = text(option, "code")
            if code not in codes:
                yield problem("option_unread", (*one.path, "options", number), key=one.key, code=code)


def _codes(test: object) -> set[str]:
    """Take the codes a test names."""
    if isinstance(test, Mapping):
        return _codes(test.get("all"))
    return {part for part in (test if isinstance(test, list) else [test]) if isinstance(part, str)}


def _law_expiring(compiled: Mapping[str, Any], today: date) -> Iterator[Problem]:
    law = build(compiled, compiled["process"]["languages"][0]).law
    numbers = {figure.code: number for number, figure in enumerate(law.figures)}
    for figure in law.expiring(today):
        path = ("process", "law", "figures", numbers[figure.code])
        yield problem("law_expiring", path, figure=figure.title, last=str(figure.last))
