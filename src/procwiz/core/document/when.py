"""The schedule in the paper: the next decisions and milestones, and whether the day it must work can be kept."""

from __future__ import annotations

from procwiz.core.document.lists import milestones
from procwiz.core.document.writer import Fields, Writer, paragraph
from procwiz.core.notation import show_date
from procwiz.core.routes import CHOSEN
from procwiz.core.schedule import Entry, Nature, Span

MILESTONES = frozenset({"notice", "contract"})
"""The milestones a steering group asks for, beside its own decisions."""
LEAST = 3


def when(writer: Writer) -> Fields:
    """List what comes next with its earliest, most likely and latest day; `text` holds it against the aim.

    Nothing is listed where the plan has milestones enough of its own, or was stopped.
    """
    if writer.plan.closed is not None:
        return {"first": [], "text": "", "shown": False}
    found = writer.reckoned.schedule
    ahead = [entry for entry in found.entries if _told(entry) and not entry.done and entry.given is None]
    shown = ahead[: max(LEAST - 1, writer.room.rows - 2)]
    rows = [_row(writer, _title(writer, entry), entry.end) for entry in shown]
    if not any(entry.phase == "implement" for entry in shown):
        rows.append(_row(writer, writer.words("when.works"), found.works))
    own = len(milestones(writer)["first"]) >= min(LEAST, writer.room.rows)
    return {"first": rows if ahead and not own else [], "text": _text(writer) if ahead else "", "shown": bool(ahead)}


def _told(entry: Entry) -> bool:
    return entry.nature is Nature.GATE or entry.code in MILESTONES


def _title(writer: Writer, entry: Entry) -> str:
    if entry.nature is Nature.GATE:
        return writer.words("when.gate", gate=entry.code, phase=writer.plan.process.phase(entry.phase).title)
    return entry.title


def _row(writer: Writer, title: str, span: Span) -> Fields:
    days = {name: show_date(getattr(span, name), writer.plan.notation) for name in ("earliest", "likely", "latest")}
    return {"title": title, **days}


def _text(writer: Writer) -> str:
    """Say by how many days the aim is kept or missed, and what could give."""
    found = writer.reckoned.schedule
    if found.aim is None or found.slack is None:
        return paragraph([_breach(writer) if found.breaches else "", _route(writer)])
    slack = found.slack
    if found.breaches:
        return paragraph([_breach(writer), _route(writer)])
    name = (
        "passed"
        if found.aim.day < writer.as_of
        else "late"
        if found.too_late
        else "missed"
        if slack.likely < 0
        else "tight"
        if slack.worst < 0
        else "kept"
    )
    days = {"days": abs(slack.likely), "worst": abs(slack.worst), "aim": show_date(found.aim.day, writer.plan.notation)}
    works = show_date(found.works.likely, writer.plan.notation)
    soonest = show_date(found.soonest, writer.plan.notation)
    told = writer.words(f"when.{name}", works=works, soonest=soonest, **days)
    return paragraph([told, _gives(writer) if slack.likely < 0 else "", _route(writer)])


def _breach(writer: Writer) -> str:
    """Say which day of the plan comes too early: with it nothing that follows can be reckoned."""
    breach = writer.reckoned.schedule.breaches[0]
    days = {"earliest": breach.earliest, "given": breach.given.day}
    shown = {name: show_date(day, writer.plan.notation) for name, day in days.items()}
    return writer.words("when.breach", title=breach.title, **shown)


def _gives(writer: Writer) -> str:
    gives = writer.reckoned.schedule.gives
    if gives is None or not gives.longest:
        return ""
    return writer.words("when.gives", phase=writer.plan.process.phase(gives.longest).title)


def _route(writer: Writer) -> str:
    """Say what the schedule takes for granted where no route is chosen."""
    found, chosen = writer.reckoned.schedule, writer.plan.fact(CHOSEN)
    if found.route and chosen.value is not None and not chosen.assumed:
        return ""
    titles = {key: route.title for key, route in writer.plan.process.table.routes.items()}
    return writer.words("when.route" if found.route else "when.no_route", route=titles.get(found.route, ""))
