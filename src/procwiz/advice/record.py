"""The advice as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from procwiz.advice.adviser import Adviser
from procwiz.core.advising import Routed
from procwiz.core.routes import Step


def listing(adviser: Adviser) -> dict[str, Any]:
    """Give the list as `procwiz/advise/1`."""
    advised = adviser.advised
    return {
        "schema": "procwiz/advise/1",
        "routes": [_routed(adviser, routed) for routed in advised.routes],
        "tasks": [{"row": verdict.row.id, "text": verdict.row.task} for verdict in advised.tasks],
        "rows": [
            {"id": verdict.row.id, "state": verdict.state, "missing": list(verdict.missing)}
            for verdict in advised.verdicts
        ],
        "ask_next": list(adviser.asked_next),
        "law": adviser.plan.process.law.version,
    }


def page(adviser: Adviser, key: str) -> dict[str, Any]:
    """Give a route's page as `procwiz/advise-route/1`."""
    route, routed = adviser.plan.process.table.routes[key], adviser.advised.route(key)
    return {
        "schema": "procwiz/advise-route/1",
        "key": key,
        "title": route.title,
        "what": route.what,
        "fits": route.fits,
        "wrong": route.wrong,
        "basis": dict(route.basis),
        "certainty": route.certainty,
        "steps": [_step(step) for step in route.steps],
        "pitfalls": list(route.pitfalls),
        "case": route.case.text if route.case else None,
        "sources": list(route.sources),
        "here": _routed(adviser, routed) if routed else None,
    }


def _routed(adviser: Adviser, routed: Routed) -> dict[str, Any]:
    telling = adviser.telling
    return {
        "key": routed.key,
        "standing": routed.standing.value,
        "rank": routed.rank,
        "title": telling.title(routed.key),
        "assumed": routed.assumed,
        "because": telling.because(routed),
        "basis": [asdict(ground) for ground in telling.basis(routed)],
        "caveats": telling.caveats(routed),
        "next": telling.steps(routed),
        "rows": [row.id for row in routed.opening],
        "pending": [row.id for row in routed.pending],
        "closed_by": [exclusion.code for exclusion in routed.shut],
        "missing": list(routed.missing),
    }


def _step(step: Step) -> dict[str, Any]:
    days = asdict(step.days) if step.days else None
    return {"code": step.code, "phase": step.phase, "title": step.title, "days": days, "least": step.least}
