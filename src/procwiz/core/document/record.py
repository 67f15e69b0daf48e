"""What was decided before, what has changed since, and what earlier decisions still ask for."""

from __future__ import annotations

from procwiz.core import changes as changing
from procwiz.core.decisions import Decision
from procwiz.core.document.writer import Fields, Writer
from procwiz.core.notation import show_date
from procwiz.core.plan import Plan
from procwiz.core.process import Gate
from procwiz.core.steering import Steering

_NOTHING: Fields = {"title": "", "items": [], "more": "", "all": [], "shown": False}


def since(writer: Writer) -> Fields:
    """Tell what changed since the last paper, else since the last decision; nothing where there is neither.

    `all` are the changes for an annex, none where `items` holds them all.
    """
    before, title, own = _then(writer)
    if before is None:
        return _NOTHING
    found = [
        change for change in changing.changes(before, writer.plan) if change.decision is None or change.decision != own
    ]
    told = Steering(writer.plan, writer.say, writer.as_of)
    most = max(3, writer.room.rows)
    sentences = [told.change(change) for change in found]
    over = len(sentences) - most
    return {
        "title": title,
        "items": sentences[:most] or [writer.words("since.nothing")],
        "more": writer.words("since.more", n=over) if over > 0 else "",
        "all": sentences if over > 0 else [],
        "shown": True,
    }


def _then(writer: Writer) -> tuple[Plan | None, str, Decision | None]:
    plan = writer.plan
    paper = changing.last_paper(plan)
    if paper is not None:
        day = show_date(paper.as_of, plan.notation)
        return changing.at_heads(plan, paper.heads), writer.words("since.paper", day=day), None
    decision = last(plan)
    if decision is None:
        return None, "", None
    return changing.at_decision(plan, decision), writer.words("since.gate", gate=writer.gate(decision.gate)), decision


def last(plan: Plan) -> Decision | None:
    """The decision that was taken last and stands."""
    standing = [plan.decision(phase.gate.key) for phase in plan.applying_phases]
    return max((one for one in standing if one is not None), key=lambda one: (one.on, one.at), default=None)


def asked_for(writer: Writer, gate: Gate) -> Fields:
    """List what the last decision asked for that is not met yet; `stands` tells of a stop, or of a wait at this gate.

    `doubts` say what the last yes rested on that has changed, and of earlier ones what changed since the last paper.
    """
    told = Steering(writer.plan, writer.say, writer.as_of)
    open_ = [proviso for proviso in writer.plan.gate(gate).provisos if not proviso.done]
    here = writer.plan.decision(gate.key)
    stands = writer.plan.closed or (here if here is not None and here.outcome == "hold" else None)
    return {
        "provisos": [told.proviso(proviso) for proviso in open_],
        "doubts": [] if writer.plan.closed else _doubts(writer.plan, told),
        "stands": told.decision(stands) if stands is not None else "",
    }


def _doubts(plan: Plan, told: Steering) -> list[str]:
    yeses = [one for phase in plan.applying_phases if (one := plan.decision(phase.gate.key)) and one.passes]
    paper = changing.last_paper(plan)
    before = changing.at_heads(plan, paper.heads) if paper else None
    fresh = {change.key for change in changing.changes(before, plan)} if before else None
    return [text for one in yeses for text in told.doubts(one, None if one is yeses[-1] else fresh)]


def decisions(writer: Writer) -> list[Fields]:
    """List every decision there is, in the order of the meetings; a corrected one says so."""
    corrected = {one.corrects for one in writer.plan.decisions if one.corrects}
    told = Steering(writer.plan, writer.say, writer.as_of)
    return [
        {
            "gate": writer.gate(one.gate),
            "text": told.decision(one),
            "corrected": one.id in corrected,
            "provisos": [told.proviso(proviso) for proviso in one.provisos],
        }
        for one in writer.plan.decisions
    ]
