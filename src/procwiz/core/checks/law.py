"""The law's figures: those asked for exist and are what is asked for, their days are days."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from procwiz.core.building.law import UNITS
from procwiz.core.checks.outline import Field, Outline
from procwiz.core.checks.raw import Raw, mapping, parts, problem, text
from procwiz.core.messages import Message
from procwiz.core.problems import Path, Problem, meant

if TYPE_CHECKING:
    from collections.abc import Iterator

WANTED = {"amount": ("amount",), "number": UNITS, "days": ("days",), "until": ("amount", *UNITS, "from", "")}
"""What a figure must hold to be asked for its amount, its number, its days, or its last day; empty for a duty."""


def figures_exist(outline: Outline) -> Iterator[Problem]:
    """Find figures that derived values or steps of routes ask for, and that the law has not, or not so."""
    held: dict[str, set[str]] = {}
    for raw, _ in outline.listed("law", "figures"):
        held.setdefault(text(raw, "figure"), set()).add(_unit(raw))
    for name, wanted, path in _asked(outline):
        if name not in held:
            yield problem("figure_unknown", path, figure=name[:60], near=meant(name, held))
        elif held[name] - {*WANTED[wanted], ""} or held[name].isdisjoint(WANTED[wanted]):
            yield problem("figure_unfit", path, figure=name, wanted=Message(f"problems.figure_{wanted}"))


def _unit(raw: Raw) -> str:
    return next((name for name in ("amount", *UNITS, "from") if name in raw), "")


def _asked(outline: Outline) -> Iterator[tuple[str, str, Path]]:
    for one in outline.derived:
        yield from ((name, wanted, (*one.path, *path)) for name, wanted, path in _looked_up(one))
    for page, path in outline.listed("routes", "routes"):
        for step, here in parts(page, "steps", path):
            if text(step, "least"):
                yield text(step, "least"), "days", (*here, "least")


def _looked_up(one: Field) -> Iterator[tuple[str, str, Path]]:
    asked = mapping(one.raw, "lookup")
    give = text(asked, "give") or "amount"
    if text(asked, "figure") and give in WANTED:
        yield text(asked, "figure"), give, ("lookup", "figure")
    yield from ((name, "amount", ("lookup", "below", name)) for name in mapping(asked, "below"))


def days_exist(outline: Outline) -> Iterator[Problem]:
    """Find days in the law that no calendar has."""
    yield from _no_day(mapping(outline.base, "law"), "version", ("process", "law"))
    for raw, path in outline.listed("law", "rates"):
        yield from _no_day(raw, "on", path)
    for raw, path in outline.listed("law", "figures"):
        for name in ("valid_from", "valid_to"):
            yield from _no_day(raw, name, path)
        for name in ("from", "to"):
            yield from _no_day(raw, name, path, "2028-", "day_bad")


def _no_day(raw: Raw, name: str, path: Path, year: str = "", code: str = "date_bad") -> Iterator[Problem]:
    given = text(raw, name)
    try:
        date.fromisoformat(year + given) if given else None
    except ValueError:
        yield problem(code, (*path, name), given=given[:60])


def rates_are_positive(outline: Outline) -> Iterator[Problem]:
    """Find rates of exchange from nothing, or to nothing."""
    for raw, path in outline.listed("law", "rates"):
        for name in ("euro", "amount"):
            given = str(raw.get(name, 1))
            if re.fullmatch(r"-.*|0+(\.0+)?", given):
                yield problem("not_positive", (*path, name), given=given[:60])
