"""All that is advised on the way to buy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procwiz.core.advising.ranking import ranked
from procwiz.core.advising.standing import Routed, Standing, Verdict, standings, verdicts
from procwiz.core.plan import Plan
from procwiz.core.routes import CHOSEN
from procwiz.core.supposing import Supposed
from procwiz.core.values import Value


@dataclass(frozen=True, slots=True)
class Advised:
    """Every row's verdict, every route's standing, best first."""

    verdicts: tuple[Verdict, ...]
    routes: tuple[Routed, ...]

    @property
    def tasks(self) -> tuple[Verdict, ...]:
        """The rows that put a task before any route, where they fire."""
        return tuple(verdict for verdict in self.verdicts if verdict.row.task and verdict.finding.truth)

    @property
    def best(self) -> Routed | None:
        """The route to prefer as things stand; None where none fits."""
        return next((routed for routed in self.routes if routed.standing is Standing.FITS), None)

    def route(self, key: str) -> Routed | None:
        """Find a route."""
        return next((routed for routed in self.routes if routed.key == key), None)

    def of(self, *standings: Standing) -> tuple[Routed, ...]:
        """The routes that stand so, best first."""
        return tuple(routed for routed in self.routes if routed.standing in standings)


def advise(plan: Plan, values: Mapping[str, Value] | None = None) -> Advised:
    """Advise on the way to buy; with `values` put in place of the plan's own answers."""
    known = Supposed(plan, values)
    judged = verdicts(plan.process.table, known)
    return Advised(judged, ranked(standings(plan.process.table, judged, known), plan.process.table, known.fact))


def expected(plan: Plan, advised: Advised) -> str | None:
    """Name the route to reckon with while none is chosen: the best, if a row opens it. None where one is chosen."""
    if plan.fact(CHOSEN).value in plan.process.table.routes:
        return None
    return advised.best.key if advised.best and not advised.best.common else None
