"""The decision table and the routes' pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from procwiz.core.building.conditions import Conditions
from procwiz.core.building.texts import Raw, over, within
from procwiz.core.kinds import Choice
from procwiz.core.process import Phase
from procwiz.core.routes import (
    CHOSEN,
    Case,
    Days,
    Definition,
    Exclusion,
    Preference,
    Route,
    Row,
    Signal,
    Step,
    Table,
)


def titles(phases: Iterable[Phase]) -> Mapping[str, str]:
    """The routes' names, as the question about the chosen one has them."""
    kind = next((one.kind for phase in phases for one in phase.questions if one.key == CHOSEN), None)
    return {option.code: option.label for option in kind.options} if isinstance(kind, Choice) else {}


def table(raw: Raw, texts: Raw, read: Conditions, named: Mapping[str, str]) -> Table:
    """Build the decision table; an empty one where the process has none."""
    return Table(
        definitions=tuple(
            Definition(part["code"], over(part, within(texts, "define", part["code"]))["title"], read(part["when"]))
            for part in raw.get("define", ())
        ),
        rows=tuple(_row(part, within(texts, "rows", part["id"]), read) for part in raw.get("rows", ())),
        exclusions=tuple(
            _exclusion(part, within(texts, "exclusions", part["code"]), read) for part in raw.get("exclusions", ())
        ),
        order=tuple(raw.get("order", ())),
        preferences=tuple(
            Preference(read(part["when"]), tuple(part["order"]), tuple(part.get("ahead", ())))
            for part in raw.get("preferences", ())
        ),
        signals=tuple(
            Signal(
                part["code"],
                part["towards"],
                read(part["when"]),
                over(part, within(texts, "signals", part["code"]))["text"],
            )
            for part in raw.get("signals", ())
        ),
        routes={
            part["key"]: _route(part, within(texts, "routes", part["key"]), named.get(part["key"], part["key"]))
            for part in raw.get("routes", ())
        },
    )


def _row(raw: Raw, texts: Raw, read: Conditions) -> Row:
    words = over(raw, texts)
    opened: list[Any] = raw.get("routes", [])
    return Row(
        id=raw["id"],
        when=read(raw.get("when")),
        routes=tuple(part for part in opened if isinstance(part, str)),
        then=tuple(route for part in opened if isinstance(part, Mapping) for route in part["then"]),
        task=words.get("task", ""),
        because=words.get("because", ""),
        basis=words.get("basis", {}),
        caveats=tuple(words.get("caveats", ())),
        next=tuple(words.get("next", ())),
        sources=tuple(raw["source"]),
        certainty=raw["certainty"],
    )


def _exclusion(raw: Raw, texts: Raw, read: Conditions) -> Exclusion:
    words = over(raw, texts)
    return Exclusion(
        code=raw["code"],
        routes=tuple(raw["routes"]),
        when=read(raw["when"]),
        because=words["because"],
        basis=words.get("basis", {}),
        sources=tuple(raw["source"]),
        certainty=raw["certainty"],
    )


def _route(raw: Raw, texts: Raw, title: str) -> Route:
    words = over(raw, texts)
    case = raw.get("case")
    return Route(
        key=raw["key"],
        title=title,
        what=words["what"],
        fits=words["fits"],
        wrong=words["wrong"],
        basis=words.get("basis", {}),
        steps=tuple(_step(part, within(texts, "steps", part["code"])) for part in raw.get("steps", ())),
        pitfalls=tuple(words.get("pitfalls", ())),
        case=Case(texts.get("case", case["text"]), tuple(case["source"])) if case else None,
        sources=tuple(raw["source"]),
        certainty=raw["certainty"],
    )


def _step(raw: Raw, texts: Raw) -> Step:
    days = raw.get("days")
    return Step(
        code=raw["code"],
        phase=raw["phase"],
        title=over(raw, texts)["title"],
        days=Days(days["short"], days["likely"], days["long"]) if days else None,
        least=raw.get("least", ""),
        sources=tuple(raw.get("source", ("own",))),
    )
