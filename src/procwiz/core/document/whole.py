"""The whole plan as plain values for machines: `procwiz/plan/1`, described by `docs/plan-1.schema.json`.

Fields always exist, None or [] where there is nothing. Days are `YYYY-MM-DD`, amounts texts with two decimals.
It names roles, not who wrote what; who decided at a gate is part of the record, and stands there.
"""

from __future__ import annotations

from procwiz.core.answers import Candidate, Deferral
from procwiz.core.decisions import Decision
from procwiz.core.document import worth
from procwiz.core.document.outstanding import Outstanding, outstanding
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.document.writer import Fields, rows_of
from procwiz.core.kinds import Amount, Kind, Table
from procwiz.core.notation import Notation
from procwiz.core.plan import Plan, Standing
from procwiz.core.process import Derived, Phase, Question
from procwiz.core.risks import Entry as Risk
from procwiz.core.risks import listed
from procwiz.core.schedule import Entry, Schedule, Span
from procwiz.core.values import Estimate, Money, Value

SCHEMA = "procwiz/plan/1"


def whole(reckoned: Reckoned) -> Fields:
    """Write a plan, as it stands on a day, as values that JSON knows."""
    plan = reckoned.plan
    corrected = {one.corrects for one in plan.decisions}
    return {
        "schema": SCHEMA,
        "plan": {
            "id": plan.card.id,
            "title": plan.card.title,
            "language": plan.card.language,
            "created": plan.card.created.isoformat(),
        },
        "process": {
            "key": plan.card.process,
            "title": plan.process.title,
            "version": plan.card.version,
            "digest": plan.card.digest,
        },
        "law": plan.process.law.version or None,
        "state": plan.journal.digest,
        "as_of": reckoned.as_of.isoformat(),
        "language": plan.process.language,
        "country": plan.country,
        "currency": plan.notation.currency,
        "roles": [{"key": key, "title": title} for key, title in plan.process.roles.items()],
        "phases": [_phase(plan, phase) for phase in plan.phases],
        "answers": [_answer(plan, question) for question in plan.questions(*_TOLD)],
        "derived": [_derived(plan, phase, one) for phase in plan.applying_phases for one in phase.derived],
        "decisions": [_decision(one, corrected=one.id in corrected) for one in plan.decisions],
        "conflicts": list(plan.conflicts),
        "routes": _routes(reckoned),
        "schedule": _schedule(reckoned.schedule),
        "business": worth.record(reckoned.case) if reckoned.case else None,
        "risks": [_risk(one) for one in listed(plan)],
        "open": [_open(one) for one in outstanding(reckoned)],
    }


_TOLD = tuple(standing for standing in Standing if standing is not Standing.ABSENT)
"""Only questions that do not apply and never had an answer are left out."""


# -- phases and gates --------------------------------------------------------------------


def _phase(plan: Plan, phase: Phase) -> Fields:
    progress, standing = plan.progress(phase), plan.gate(phase.gate)
    decision = plan.decision(phase.gate.key)
    unmet = [judged.criterion.code for judged in standing.judged if not judged.met]
    return {
        "key": phase.key,
        "title": phase.title,
        "applies": plan.phase_applies(phase),
        "counts": {name: getattr(progress, name) for name in type(progress).__slots__},
        "gate": {
            "key": phase.gate.key,
            "title": phase.gate.title,
            "decided_by": phase.gate.decided_by,
            "ready": standing.ready,
            "missing": [*(lack.question.key for lack in standing.lacks), *unmet],
            "decision": decision.outcome if decision else None,
        },
    }


def _decision(decision: Decision, *, corrected: bool) -> Fields:
    return {
        "id": decision.id,
        "gate": decision.gate,
        "outcome": decision.outcome,
        "on": decision.on.isoformat(),
        "by": list(decision.by),
        "reason": decision.reason or None,
        "minutes": decision.minutes or None,
        "until": decision.until.isoformat() if decision.until else None,
        "conditions": [
            {
                "id": one.id,
                "text": one.text,
                "owner": one.owner or None,
                "due": one.due.isoformat() if one.due else None,
                "done": one.done.isoformat() if one.done else None,
            }
            for one in decision.provisos
        ],
        "missing": [*decision.lacks, *decision.unmet],
        "state": decision.state,
        "corrects": decision.corrects or None,
        "corrected": corrected,
    }


# -- answers -----------------------------------------------------------------------------


def _answer(plan: Plan, question: Question) -> Fields:
    answer = plan.answer(question.key)
    sides = sorted(answer.contested, key=lambda side: (side.at, side.event))
    return {
        "key": question.key,
        "title": question.title,
        "phase": question.phase,
        "role": question.role,
        "kind": question.kind.name,
        "standing": plan.standing(question).value,
        **_valued(plan, question, answer.value),
        "deferred": _deferred(plan, question, answer.deferral),
        "contested": [_side(plan, question, side) for side in sides],
    }


def _valued(plan: Plan, question: Question, value: Value | None) -> Fields:
    """Give a value as an answers file has it, and as people read it."""
    if value is None:
        return {"value": None, "shown": None}
    return {"value": question.kind.dump(value), "shown": _shown(question.kind, value, plan.notation)}


def _shown(kind: Kind, value: Value, notation: Notation) -> str:
    """Show a value; of a table each row on a line of its own."""
    if not isinstance(kind, Table):
        return kind.show(value, notation)
    lines = [
        [f"{column.title}: {column.kind.show(row.cells[column.code], notation)}"
         for column in kind.columns if column.code in row.cells]
        for row in rows_of(value)
    ]  # fmt: skip
    return "\n".join(" · ".join(line) for line in lines)


def _deferred(plan: Plan, question: Question, deferral: Deferral | None) -> Fields | None:
    if deferral is None:
        return None
    assumed = _valued(plan, question, deferral.assume)
    return {
        "note": deferral.note or None,
        "owner": deferral.owner or None,
        "due": deferral.due or None,
        "assume": assumed["value"],
        "shown": assumed["shown"],
    }


def _side(plan: Plan, question: Question, side: Candidate) -> Fields:
    return {
        "row": side.subject.partition("/")[2] or None,
        **_valued(plan, question, side.value),
        "deferred": _deferred(plan, question, side.deferral),
    }


def _derived(plan: Plan, phase: Phase, derived: Derived) -> Fields:
    fact = plan.fact(derived.key)
    # What is derived from amounts is an amount, whatever kind its description names.
    kind = Amount(ranged=True) if isinstance(fact.value, Money | Estimate) else derived.kind
    known = fact.value is not None
    return {
        "key": derived.key,
        "title": derived.title,
        "phase": phase.key,
        "value": kind.dump(fact.value) if fact.value is not None else None,
        "shown": kind.show(fact.value, plan.notation) if fact.value is not None else None,
        "assumed": known and fact.assumed,
    }


def _open(one: Outstanding) -> Fields:
    return {
        "key": one.question.key,
        "title": one.question.title,
        "phase": one.question.phase,
        "role": one.question.role,
        "why": one.why,
        "owner": one.owner or None,
        "due": one.gate or None,
        "day": one.day.isoformat() if one.day else None,
        "overdue": one.overdue,
    }


# -- what follows ------------------------------------------------------------------------


def _routes(reckoned: Reckoned) -> list[Fields]:
    pages = reckoned.plan.process.table.routes
    return [
        {
            "key": routed.key,
            "title": pages[routed.key].title if routed.key in pages else routed.key,
            "standing": routed.standing.value,
            "rank": routed.rank,
            "assumed": routed.assumed,
        }
        for routed in reckoned.advised.routes
    ]


def _schedule(schedule: Schedule) -> Fields:
    aim, slack = schedule.aim, schedule.slack
    return {
        "route": schedule.route or None,
        "entries": [_entry(entry) for entry in schedule.entries],
        "works": _span(schedule.works),
        "aim": {"key": aim.key, "day": aim.day.isoformat(), "assumed": aim.assumed} if aim else None,
        "float": {"likely": slack.likely, "worst": slack.worst} if slack else None,
        "too_late": schedule.too_late,
    }


def _entry(entry: Entry) -> Fields:
    given = entry.given
    return {
        "phase": entry.phase,
        "code": entry.code,
        "title": entry.title,
        "nature": entry.nature.value,
        "end": _span(entry.end),
        "given": {"key": given.key, "day": given.day.isoformat(), "assumed": given.assumed} if given else None,
        "done": entry.done,
    }


def _span(span: Span) -> Fields:
    return {name: getattr(span, name).isoformat() for name in ("earliest", "likely", "latest")}


def _risk(risk: Risk) -> Fields:
    return {
        "id": risk.id,
        "title": risk.title,
        "cause": risk.cause or None,
        "likelihood": risk.likelihood,
        "impact": risk.impact,
        "weight": risk.weight,
        "was": risk.was,
        "response": risk.response or None,
        "owner": risk.owner or None,
        "due": risk.due.isoformat() if risk.due else None,
        "offered": risk.offered,
    }
