"""The figures of a document: drawn for the page, and as tables for readers without it."""

from __future__ import annotations

from procwiz.core.document.gates import asked_gate
from procwiz.core.document.writer import Fields, Writer
from procwiz.core.figures import Figure, figures


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


def _picture(name: str, figure: Figure | None) -> Fields:
    if figure is None:
        return {"name": name, "title": "", "header": [], "rows": []}
    return {
        "name": name,
        "title": figure.title,
        "header": [{"title": column.title, "right": column.right} for column in figure.table.header],
        "rows": [{"cells": list(row)} for row in figure.table.rows],
    }
