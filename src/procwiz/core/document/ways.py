"""The ways to buy in the paper: the chosen or best ones with reasons, what to ask next, a page on the chosen one."""

from __future__ import annotations

from procwiz.core.advising import Advised, Routed, Standing, phrases
from procwiz.core.advising.telling import Telling
from procwiz.core.advising.value import OUTCOMES, called, hold_value
from procwiz.core.document.writer import Fields, Writer, paragraph
from procwiz.core.notation import show_date, show_money
from procwiz.core.process import Gate
from procwiz.core.routes import CHOSEN
from procwiz.core.supposing import Supposed
from procwiz.core.values import Money

MOST = 3
LONG = 70
"""Characters of a reason that are always shown."""
NONE: Fields = {"first": [], "next": "", "rules": "", "shown": False}
NO_PAGE: Fields = {
    "title": "",
    "what": "",
    "fits": "",
    "wrong": "",
    "basis": "",
    "rows": [],
    "caveats": [],
    "steps": [],
    "pitfalls": [],
    "case": "",
}


def ways(writer: Writer, gate: Gate) -> Fields:
    """Show the chosen route, then the best others, each with where it stands and why; what would narrow the choice.

    Once the gate is passed at which the route is decided, there is nothing left to compare.
    """
    plan = writer.plan
    if not plan.process.table or writer.place(gate.key) > writer.place(_decided_at(writer)):
        return NONE
    known = Supposed(plan)
    advised = writer.reckoned.advised
    telling = Telling(known, advised, writer.say)
    rows = [_row(writer, telling, routed) for routed in _shown(writer, advised)]
    return {
        "first": rows,
        "next": "" if writer.plan.answer(CHOSEN).value else _next(writer),
        "rules": _rules(writer, known),
        "shown": bool(rows),
    }


def _decided_at(writer: Writer) -> str:
    question = writer.plan.process.questions.get(CHOSEN)
    return "" if question is None else writer.plan.process.phase(question.phase).gate.key


def _shown(writer: Writer, advised: Advised) -> list[Routed]:
    """The chosen route whatever its standing, then the best ones: those a row opens before those that wait."""
    chosen = advised.route(str(writer.plan.answer(CHOSEN).value))
    ranked = [routed for routed in advised.routes if routed.rank and routed is not chosen]
    told = [routed for routed in ranked if not routed.common] or ranked
    most = 1 if chosen and writer.room.rows < MOST else min(MOST, writer.room.rows)
    return [*([chosen] if chosen else []), *told][:most]


def _row(writer: Writer, telling: Telling, routed: Routed) -> Fields:
    reasons = telling.because(routed)
    missing = writer.quoted(telling.titles(routed.missing), 2) if routed.missing else ""
    told = paragraph(reasons[:1])
    if routed.standing is Standing.WAITING:
        waits = writer.words("way.waits", titles=missing) if missing else ""
        told = paragraph([waits, writer.words("way.may", because=told)])
    return {
        "title": telling.title(routed.key),
        "standing": phrases.standing(routed, writer.say),
        "why": writer.cut(told, max(writer.room.point, LONG)),
    }


def _next(writer: Writer) -> str:
    titles = [writer.plan.process.title_of(key) for key in writer.reckoned.asked_next]
    return writer.words("way.next", n=len(titles), titles=writer.quoted(titles)) if titles else ""


def _rules(writer: Writer, known: Supposed) -> str:
    """Say in one sentence which rules the value comes under, and by which figure."""
    held = hold_value(known)
    if held is None or not held.code or not isinstance(held.ruling.value, Money):
        return ""
    limit = show_money(held.ruling.value, writer.plan.notation)
    name, regime = held.code if held.code in OUTCOMES else "other", called(writer.plan, held.code)
    told = writer.words(f"rules.{name}", limit=limit, day=show_date(held.day, writer.plan.notation), regime=regime)
    sure = "" if held.ruling.certainty == "read" else phrases.certainty(held.ruling.certainty, writer.say)
    return paragraph(
        [
            told,
            writer.words("rules.sure", certainty=sure) if sure else "",
            writer.words("rules.straddles") if held.straddles else "",
            writer.words("rules.near") if held.near else "",
        ]
    )


# -- the chosen route's page -----------------------------------------------------------


def page(writer: Writer) -> Fields:
    """Show the chosen route's page, for an annex; empty where none is chosen."""
    plan = writer.plan
    route = plan.process.table.routes.get(str(plan.answer(CHOSEN).value))
    if route is None:
        return NO_PAGE
    known, advised = Supposed(plan), writer.reckoned.advised
    telling = Telling(known, advised, writer.say)
    routed = advised.route(route.key)
    grounds = telling.grounds(route.basis, route.certainty)
    steps = route.ordered(phase.key for phase in plan.phases)
    return {
        "title": route.title,
        "what": route.what,
        "fits": route.fits,
        "wrong": route.wrong,
        "basis": "; ".join(phrases.grounds([ground], writer.say) for ground in grounds),
        "rows": [{"id": row.id, "text": row.because} for row in telling.rows(routed)] if routed else [],
        "caveats": telling.caveats(routed) if routed else [],
        "steps": [{"title": step.title, "days": phrases.days(step, writer.say)} for step in steps],
        "pitfalls": list(route.pitfalls),
        "case": route.case.text if route.case else "",
    }
