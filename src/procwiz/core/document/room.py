"""How much fits on the paper's two pages: what is long is cut harder where all of it would not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from math import ceil
from typing import Any


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows of a list and points of a phase are shown, and where texts are cut, in characters."""

    rows: int
    points: int
    lead: int
    point: int
    cell: int


ROOMS = (
    Room(rows=5, points=4, lead=420, point=180, cell=110),
    Room(rows=4, points=2, lead=420, point=180, cell=90),
    Room(rows=3, points=0, lead=420, point=180, cell=80),
    Room(rows=3, points=0, lead=300, point=140, cell=60),
    Room(rows=3, points=0, lead=200, point=100, cell=45),
    Room(rows=2, points=0, lead=140, point=70, cell=32),
    Room(rows=2, points=0, lead=110, point=50, cell=26),
    Room(rows=2, points=0, lead=80, point=40, cell=24),
)
"""From roomy to tight; the first that fits is taken."""

LINES = 112
"""Lines of text on two printed A4 pages, without the head and with what page breaks waste."""

_LINE, _POINT, _ROW = 72, 68, 96
_GAP, _HEADING, _FACTS = 0.6, 2.7, 3.2
_TEXTS = ("text", "unknown", "lacking", "none", "conflict", "more", "next", "rules")
_LEADS = ("lead", "shortfall", "concern")
_SECTIONS = {
    **dict.fromkeys(
        ("since", "lessons", "need", "way", "from_phase", "money", "time", "risks", "advice", "unknown"), _HEADING
    ),
    **dict.fromkeys(("effects", "ways", "milestones", "when"), _GAP),  # these stand below another's heading
}


def fits(paper: Mapping[str, Any]) -> bool:
    """Say whether the paper's pages hold what stands in it, by a careful guess."""
    asked = paper["asked_for"]
    own = _points([*asked["provisos"], *asked["doubts"]]) + _paragraphs([asked["stands"]])
    return (
        own + _decision(paper["decision"]) + sum(_section(paper[name], head) for name, head in _SECTIONS.items())
        <= LINES
    )


def _decision(decision: Mapping[str, Any]) -> float:
    texts = [decision["title"] + decision["name"], decision["recommendation"], decision["state"] + decision["lacking"]]
    return 7 + _paragraphs(texts) + _points(decision["unmet"])


def _section(section: Mapping[str, Any], head: float) -> float:
    texts = [section[name] for name in _TEXTS if isinstance(section.get(name), str)]
    leads = [lead["open"] + lead["title"] + lead["text"] for name in _LEADS if (lead := section.get(name))]
    points = [f"{point['open']} {point['title']} {point['value']}" for point in section.get("points", ())]
    points += section.get("items", ())
    rows = [[str(cell) for cell in row.values()] for row in section.get("first", ())]
    facts = ceil(len(section.get("facts", ())) / 3) * _FACTS
    inside = _paragraphs(chain(texts, leads)) + _points(points) + _rows(rows) + facts
    return head + inside if inside else 0.0


def _paragraphs(texts: Iterable[str]) -> float:
    return sum(ceil(len(text) / _LINE) + _GAP for text in texts if text)


def _points(texts: Iterable[str]) -> float:
    return sum(ceil(len(text) / _POINT) + _GAP / 3 for text in texts)


def _rows(rows: list[list[str]]) -> float:
    if not rows:
        return 0.0
    return 2 + sum(_row(row) for row in rows)


def _row(cells: list[str]) -> float:
    """Guess a row's height: columns share the width by what stands in them, so the average counts most."""
    return max(1, ceil(sum(map(len, cells)) / _ROW * 1.4)) + 0.75
