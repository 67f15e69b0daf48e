"""The figures of a document: drawn for the page, and as tables for readers without it."""

from __future__ import annotations

from collections.abc import Mapping

from procwiz.core.document.gates import asked_gate
from procwiz.core.document.writer import Fields, Writer
from procwiz.core.figures import Figure, figures
from procwiz.core.messages import Message

ANNEXES: Mapping[str, tuple[str, ...]] = {
    "time": ("timeline",),
    "risks": ("risks",),
    "effects": ("effects", "stakeholders"),
}
"""The annexes that hold nothing but figures."""


def pictures(writer: Writer) -> Fields:
    """Draw the figures: `figures` are SVG by name, None where there is nothing to draw; `pictures` what stands there.

    A picture's `title` is empty where there is none.
    """
    plan = writer.plan
    reckoned = writer.reckoned
    drawn = figures(plan, reckoned.schedule, reckoned.case, asked_gate(plan).key, writer.say)
    return {
        "figures": {name: figure.svg if figure else None for name, figure in drawn.items()},
        "pictures": {name: _picture(name, figure) for name, figure in drawn.items()},
    }


def annexes(drawn: Fields) -> Mapping[str, bool]:
    """Say which annexes have a figure to show."""
    return {annex: any(drawn["pictures"][name]["title"] for name in names) for annex, names in ANNEXES.items()}


def title(writer: Writer, annex: str, letter: str) -> str:
    """Name an annex of figures."""
    return writer.say(Message(f"figures.annex.{annex}", {"letter": letter}))


def _picture(name: str, figure: Figure | None) -> Fields:
    if figure is None:
        return {"name": name, "title": "", "header": [], "rows": []}
    return {
        "name": name,
        "title": figure.title,
        "header": [{"title": column.title, "right": column.right} for column in figure.table.header],
        "rows": [{"cells": list(row)} for row in figure.table.rows],
    }
