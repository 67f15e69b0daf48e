"""How a plan stands, as a table for people and as data for machines."""

from __future__ import annotations

from typing import Any

from procwiz.core import counsel
from procwiz.core.decisions import Decision
from procwiz.core.plan import Plan
from procwiz.core.process import Phase
from procwiz.core.walk import Scope, following
from procwiz.language import Language

PHASE_COLUMNS = ("phase", "answered", "deferred", "open", "gate")


def phase_table(plan: Plan, language: Language) -> tuple[list[str], list[list[str]]]:
    """Lay the phases out: how much of each is answered, not known yet and open, and whether its gate is ready."""
    header = [language(f"cli.column.{name}") for name in PHASE_COLUMNS]
    applying = [phase for phase in plan.phases if plan.phase_applies(phase) is not False]
    return header, [_phase_row(plan, phase, number, language) for number, phase in enumerate(applying, start=1)]


def _phase_row(plan: Plan, phase: Phase, number: int, language: Language) -> list[str]:
    title = f"{number} {phase.title}"
    if plan.phase_applies(phase) is None:
        return [title, "–", "–", "–", f"{phase.gate.key} {language('cli.phase.waiting')}"]
    progress = plan.progress(phase)
    answered = language("cli.phase.answered", answered=progress.answered, reachable=progress.reachable)
    stands = f"{phase.gate.key} {_gate(plan, phase, language)}"
    return [title, answered, _count(progress.deferred), _count(progress.open), stands]


def _gate(plan: Plan, phase: Phase, language: Language) -> str:
    """Say what was decided at a phase's gate; before that, whether it is ready."""
    found = plan.decision(phase.gate.key)
    if found is not None:
        return language(f"steering.outcome.{found.outcome}")
    return language("cli.gate.ready" if plan.gate(phase.gate).ready else "cli.gate.not_ready")


def _count(number: int) -> str:
    return str(number) if number else "–"


def status(plan: Plan, folder: str) -> dict[str, Any]:
    """The plan's standing as `procwiz/status/1`."""
    upcoming = following(plan, Scope(), None)
    return {
        "schema": "procwiz/status/1",
        "plan": {
            "id": plan.card.id,
            "title": plan.card.title,
            "process": plan.process.key,
            "version": plan.process.version,
            "folder": folder,
            "state": plan.journal.digest,
        },
        "phases": [_phase(plan, phase) for phase in plan.phases],
        "next": {"phase": upcoming.phase, "question": upcoming.key} if upcoming else None,
        "totals": _progress(plan, None),
        "conflicts": list(plan.conflicts),
        "advice": [
            {"code": one.advice.code, "level": one.advice.level, "text": one.text, "assumed": one.assumed}
            for one in counsel.given(plan)
        ],
    }


def _phase(plan: Plan, phase: Phase) -> dict[str, Any]:
    standing = plan.gate(phase.gate)
    return {
        "key": phase.key,
        "title": phase.title,
        "applies": plan.phase_applies(phase),
        **_progress(plan, phase),
        "gate": {
            "key": phase.gate.key,
            "ready": standing.ready,
            "missing": [lack.question.key for lack in standing.lacks]
            + [judged.criterion.code for judged in standing.judged if not judged.met],
            "decision": decided(plan.decision(phase.gate.key)),
        },
    }


def decided(decision: Decision | None) -> dict[str, Any] | None:
    """A decision as data; None where there is none."""
    if decision is None:
        return None
    return {
        "id": decision.id,
        "outcome": decision.outcome,
        "on": decision.on.isoformat(),
        "by": list(decision.by),
        "reason": decision.reason,
        "until": decision.until.isoformat() if decision.until else None,
        "state": decision.state,
    }


def _progress(plan: Plan, phase: Phase | None) -> dict[str, int]:
    progress = plan.total if phase is None else plan.progress(phase)
    return {name: getattr(progress, name) for name in type(progress).__slots__}
