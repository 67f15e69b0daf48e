"""Which route a schedule is reckoned with, and why that one."""

from __future__ import annotations

from procwiz.core.advising import advise, expected
from procwiz.core.plan import Plan
from procwiz.core.routes import CHOSEN


def way(plan: Plan, named: str = "") -> tuple[str | None, str]:
    """Find the route to reckon with, None for the plan's own, and where it is from: named, chosen, best or none."""
    if named:
        return named, "named"
    if plan.fact(CHOSEN).value in plan.process.table.routes:
        return None, "chosen"
    best = expected(plan, advise(plan))
    return best, "best" if best else "none"
