"""The invitation to a market dialogue: what companies are told, and how they take part.

It is written of a plan that holds only what may leave the house, see `procwiz.core.release`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from procwiz.core.document.annexes import untranslated
from procwiz.core.document.views import DASH, row_of
from procwiz.core.document.writer import Fields, Writer, line, paragraph, picked, rows_of, sentence
from procwiz.core.figures import Brush, effects
from procwiz.core.kinds import Table
from procwiz.core.messages import Message
from procwiz.core.notation import show_date
from procwiz.core.plan import COUNTRY, Plan, Standing
from procwiz.core.release import released
from procwiz.core.values import Row

TITLE, HOST, CONTACT, REPLY_BY = "market.invitation", "market.host", "market.contact", "market.reply_by"
CHANNELS, MEETINGS, QUESTIONS = "market.channels", "market.meetings", "market.questions"
OUTCOME, AFFECTED, NEEDS, GOALS = "needs.outcome", "needs.affected", "needs.list", "needs.sdg"
EFFECTS, FUNCTIONS, CONSTRAINTS, MINIMUM = effects.KEY, "needs.functions", "needs.constraints", "tender.minimum"
PLANNED, SENT, SHARED = "strategy.notice_date", "tender.notice_on", "develop.shared"
DAYS = ("setup.operation_start", PLANNED, SENT, "tender.bids_due", "needs.deadline", "contract.award_notice")
DATED: Mapping[str, str] = {"tender.contacts": "activity", "tender.dates": "deadline"}
"""Tables of dates, with the column that says what happens."""
DAYS_OPEN = "tender.days_open"
NEEDED = (
    TITLE, HOST, OUTCOME, AFFECTED, EFFECTS, FUNCTIONS, QUESTIONS, CHANNELS, MEETINGS, CONTACT, REPLY_BY,
)  # fmt: skip
"""What an invitation is not whole without."""
_PLACED = frozenset({*NEEDED, *DAYS, *DATED, COUNTRY, NEEDS, GOALS, CONSTRAINTS, MINIMUM, SHARED})
_TERMS: Mapping[str, str] = {
    "no_tender": "", "voluntary": "", "equal": "duty_principles", "shared": "duty_prior_involvement",
    "secrets": "duty_confidentiality", "changes": "",
}  # fmt: skip
"""What holds for the dialogue, each with the duty of the law that it rests on."""
_UNDER_ALL = "EU"
LABELS = (
    "from", "contact", "reply_by", "affected", "goals", "needs", "importance", "effects", "function", "level", "proof",
    "minimum", "rejected", "requirement", "shown_by", "aim", "functions", "constraints", "questions", "answer_some",
    "part", "ways", "meeting", "day", "time", "place", "sign_up", "dates", "what", "tentative", "shared", "knowledge",
    "others", "terms", "intro",
)  # fmt: skip
"""The fixed words of the invitation, `labels.<name>` in a template."""


def lacking(plan: Plan) -> tuple[str, ...]:
    """Name the questions that a plan's invitation still misses the public answers to."""
    told = released(plan)
    asked = told.process.questions
    return tuple(asked[key].title for key in NEEDED if key in asked and not _known(told, key))


def write(writer: Writer, answers: Mapping[str, Fields]) -> Fields:
    """Write the invitation; `writer` and `answers` are those of a released plan."""
    title, invitation = _text(writer, TITLE), writer.words("subtitle.market")
    day, edition = show_date(writer.as_of, writer.plan.notation), writer.plan.journal.digest
    return {
        "title": title or invitation,
        "subtitle": invitation if title else writer.words("market.to_all"),
        "meta": [*_sender(writer), [writer.words("meta.date"), day]],
        "foot": [[writer.words("meta.date"), day], [writer.words("market.edition"), edition]],
        "colophon": writer.words("market.colophon", day=day, plan=writer.plan.card.id, state=edition),
        "untranslated": untranslated(writer),
        "labels": {name: writer.words(f"market.label.{name}") for name in LABELS},
        "facts": _facts(writer),
        "aim": _aim(writer),
        **_effects(writer),
        "functions": {"rows": _rows(writer, FUNCTIONS), "later": _later(writer, FUNCTIONS)},
        "minimum": _rows(writer, MINIMUM),
        "constraints": [_constraint(writer, row) for row in _raw(writer, CONSTRAINTS)],
        "questions": {"groups": _asked(writer), "later": _later(writer, QUESTIONS)},
        "part": _part(writer),
        "dates": _dates(writer),
        "shared": _rows(writer, SHARED),
        "others": [answer for key, answer in answers.items() if key not in _PLACED and answer["known"]],
        "terms": [_term(writer, name, duty) for name, duty in _TERMS.items()],
    }


# -- what is known -------------------------------------------------------------------------


def _known(plan: Plan, key: str) -> bool:
    question = plan.process.questions.get(key)
    return question is not None and plan.standing(question) is Standing.ANSWERED and plan.answer(key).value != ()


def _text(writer: Writer, key: str) -> str:
    if not _known(writer.plan, key):
        return ""
    return line(writer.shown(writer.plan.process.questions[key].kind, writer.plan.answer(key).value or ""))


def _raw(writer: Writer, key: str) -> tuple[Row, ...]:
    return rows_of(writer.plan.answer(key).value) if _known(writer.plan, key) else ()


def _rows(writer: Writer, key: str) -> list[dict[str, str]]:
    return [_cells(writer, key, row) for row in _raw(writer, key)]


def _cells(writer: Writer, key: str, row: Row) -> dict[str, str]:
    """Show a row's cells by column; a link's address stands whole."""
    kind = writer.plan.process.questions[key].kind
    return row_of(writer, kind, row)["by"] if isinstance(kind, Table) else {}


def _later(writer: Writer, *keys: str) -> str:
    """Say in a sentence what companies will be told later."""
    asked = writer.plan.process.questions
    missing = [writer.words(f"market.later.{key}") for key in keys if key in asked and not _known(writer.plan, key)]
    return writer.words("market.later", what=writer.joined(missing)) if missing else ""


# -- who and what for ------------------------------------------------------------------------


def _sender(writer: Writer) -> list[list[str]]:
    who = ", ".join(part for part in (_text(writer, HOST), _text(writer, COUNTRY)) if part)
    return [[writer.words("market.label.from"), who]] if who else []


def _facts(writer: Writer) -> list[Fields]:
    named = {"reply_by": _text(writer, REPLY_BY), "contact": _text(writer, CONTACT)}
    return [{"title": writer.words(f"market.label.{name}"), "value": value} for name, value in named.items() if value]


def _aim(writer: Writer) -> Fields:
    """Say what should be better and for whom; a need that is left for another time is named as such."""
    needs = [(row.cells.get("included"), _cells(writer, NEEDS, row)) for row in _raw(writer, NEEDS)]
    left = [line(cells["need"]).rstrip(".") for included, cells in needs if included is False]
    goals = writer.plan.process.questions.get(GOALS)
    return {
        "outcome": sentence(_text(writer, OUTCOME)),
        "affected": sentence(_text(writer, AFFECTED)),
        "goals": "; ".join(picked(goals.kind, writer.plan.answer(GOALS).value)) if goals else "",
        "needs": [cells for included, cells in needs if included is not False],
        "left_out": writer.words("market.left_out", what="; ".join(left)) if left else "",
        "later": _later(writer, OUTCOME, AFFECTED),
    }


def _effects(writer: Writer) -> Fields:
    """Show the effects as a table, and drawn where one has both its figures."""
    wanted = effects.wanted(writer.plan)
    drawn = effects.effects(wanted, Brush(writer.say, writer.plan.notation))
    cells = _rows(writer, EFFECTS)
    names = ["effect", "indicator", "baseline", "target"]
    names += ["sdg"] if any(row.get("sdg", DASH) != DASH for row in cells) else []
    header = [{"title": writer.words(f"market.effect.{name}"), "right": name in names[2:4]} for name in ("id", *names)]
    rows = [
        {"cells": [one.id, *(row.get(name, DASH) for name in names)]} for one, row in zip(wanted, cells, strict=True)
    ]
    picture = {"name": effects.NAME, "title": drawn.title if drawn else "", "header": header, "rows": rows}
    return {
        "figures": {effects.NAME: drawn.svg if drawn else None},
        "picture": picture,
        "effects": {"rows": [] if drawn else rows, "header": header, "later": _later(writer, EFFECTS)},
    }


def _constraint(writer: Writer, row: Row) -> Fields:
    cells, fixed = _cells(writer, CONSTRAINTS, row), row.cells.get("fixed")
    name = {True: "market.fixed", False: "market.open"}.get(fixed) if isinstance(fixed, bool) else None
    area = cells.get("area", DASH)
    return {
        "area": "" if area == DASH else area,
        "text": writer.words(name, what=cells["constraint"]) if name else cells["constraint"],
    }


def _asked(writer: Writer) -> list[Fields]:
    """Group the questions by what the answers are used for, in the order they stand, numbered right through."""
    groups: dict[str, list[str]] = {}
    for cells in _rows(writer, QUESTIONS):
        groups.setdefault(cells.get("purpose", DASH), []).append(cells["question"])
    ordered = sorted(groups.items(), key=lambda group: group[0] == DASH)
    found, number = [], 1
    for purpose, texts in ordered:
        items = [{"number": place, "text": text} for place, text in enumerate(texts, start=number)]
        found.append({"purpose": "" if purpose == DASH else purpose, "questions": items})
        number += len(texts)
    return found


# -- how and when ----------------------------------------------------------------------------


def _part(writer: Writer) -> Fields:
    channels = writer.plan.process.questions.get(CHANNELS)
    contact, day = _text(writer, CONTACT), _text(writer, REPLY_BY)
    known = "_".join(name for name, part in (("contact", contact), ("day", day)) if part)
    return {
        "ways": "; ".join(picked(channels.kind, writer.plan.answer(CHANNELS).value)) if channels else "",
        "meetings": [_meeting(writer, row) for row in sorted(_raw(writer, MEETINGS), key=_on)],
        "write": writer.words(f"market.write.{known}", contact=contact, day=day) if known else "",
        "later": _later(writer, CHANNELS, MEETINGS, CONTACT, REPLY_BY),
    }


def _on(row: Row) -> tuple[bool, date]:
    """Order rows by their day, those without one last."""
    day = row.cells.get("date")
    return (False, day) if isinstance(day, date) else (True, date.max)


def _meeting(writer: Writer, row: Row) -> Fields:
    cells = _cells(writer, MEETINGS, row)
    address = row.cells.get("link", "")
    return {**dict.fromkeys(("meeting", "date", "time", "place", "link"), DASH), **cells, "address": address}


def _dates(writer: Writer) -> Fields:
    """List the days ahead, soonest first; the day the tender was planned for gives way to the one it was set for."""
    days = [key for key in DAYS if key != PLANNED or not _known(writer.plan, SENT)]
    known = [key for key in days if _known(writer.plan, key)]
    single = [(writer.plan.answer(key).value, writer.words(f"market.day.{key}")) for key in known]
    listed = [(row.cells.get("date"), _event(writer, key, row)) for key in DATED for row in _raw(writer, key)]
    found = [(day if isinstance(day, date) else None, what) for day, what in (*single, *listed)]
    found.sort(key=lambda pair: (pair[0] is None, pair[0] or date.min))
    plan = writer.plan
    open_days = plan.fact(DAYS_OPEN).value if DAYS_OPEN in plan.process.derived else None
    return {
        "rows": [{"what": what, "day": show_date(day, plan.notation) if day else DASH} for day, what in found],
        "days_open": writer.words("market.days_open", n=open_days) if open_days is not None else "",
    }


def _event(writer: Writer, key: str, row: Row) -> str:
    what = _cells(writer, key, row).get(DATED[key], DASH)
    return writer.words("market.for_all", what=what) if row.cells.get("open_to_all") is True else what


# -- what holds --------------------------------------------------------------------------------


def _term(writer: Writer, name: str, duty: str) -> Fields:
    """State what holds for the dialogue, with the paragraph it rests on where the law data has one."""
    day = show_date(writer.as_of, writer.plan.notation)
    text = writer.words(f"market.term.{name}.text", day=day)
    grounds = list(_grounds(writer, duty)) if duty else []
    basis = writer.words("market.basis", basis="; ".join(grounds)) if grounds else ""
    return {"title": writer.words(f"market.term.{name}"), "text": paragraph([text, basis])}


def _grounds(writer: Writer, duty: str) -> Iterable[str]:
    plan = writer.plan
    figure = plan.process.law.find(duty, plan.fact, writer.as_of).figure
    for code in dict.fromkeys((plan.country, _UNDER_ALL)):
        if figure is not None and code in figure.basis:
            sure = "" if figure.certainty == "read" else writer.say(Message(f"advise.certainty.{figure.certainty}"))
            yield ", ".join(part for part in (figure.basis[code], sure) if part)
