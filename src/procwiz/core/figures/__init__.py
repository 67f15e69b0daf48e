"""Figures of a plan that one would rather look at than read: SVG, and the same content as a table.

Every figure is drawn from plain values that a function beside it finds in a plan, so that each part is tested alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from procwiz.core.business import Case
from procwiz.core.figures import effects, money, risks, stakeholders, strip, timeline
from procwiz.core.figures.figure import ACCENT, WIDTH, Brush, Column, Figure, Table
from procwiz.core.figures.stretches import stretches
from procwiz.core.messages import Say
from procwiz.core.plan import Plan
from procwiz.core.schedule import Schedule

__all__ = ["ACCENT", "NAMES", "WIDTH", "Brush", "Column", "Figure", "Table", "figures"]

NAMES = (strip.NAME, timeline.NAME, risks.NAME, money.NAME, stakeholders.NAME, effects.NAME)
"""The figures there are."""


def figures(
    plan: Plan, schedule: Schedule, case: Case | None, here: str, say: Say, accent: str = ACCENT
) -> Mapping[str, Figure | None]:
    """Draw every figure of a plan by its name; None where there is not enough to draw.

    `here` is the key of the gate the work is at; `accent` a colour as SVG writes it.
    """
    brush = Brush(say, plan.notation, accent)
    return {
        strip.NAME: strip.strip(*strip.stops(plan, here), brush),
        timeline.NAME: timeline.timeline(schedule, stretches(schedule, plan), brush),
        risks.NAME: risks.risks(risks.judged(plan), brush),
        money.NAME: money.money(case, brush),
        stakeholders.NAME: stakeholders.stakeholders(stakeholders.groups(plan), stakeholders.attitudes(plan), brush),
        effects.NAME: effects.effects(effects.wanted(plan), brush),
    }
