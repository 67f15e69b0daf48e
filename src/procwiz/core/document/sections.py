"""The sections of the steering-group paper that are written out of single answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procwiz.core.document.lists import milestones
from procwiz.core.document.views import missing, open_phrase, sides
from procwiz.core.document.writer import Fields, Writer, line, paragraph
from procwiz.core.plan import Standing
from procwiz.core.process import Gate, Question
from procwiz.core.values import Value


@dataclass(frozen=True, slots=True)
class Outline:
    """What a section is written from, by the questions' keys, in the order they stand in.

    The answer to `lead` is a paragraph of its own, written elsewhere; here it is only missed.
    """

    name: str
    lead: str
    keys: tuple[str, ...]


NEED = Outline(
    "need",
    "anchor.challenge",
    ("needs.affected", "needs.outcome", "anchor.owner", "anchor.choice", "needs.described_as"),
)
WAY = Outline(
    "way",
    "strategy.route",
    (
        "market.availability", "market.solution_clarity", "strategy.rnd_needed", "strategy.buy_after_development",
        "market.suppliers", "setup.joint",
    ),
)  # fmt: skip
MONEY = Outline(
    "money",
    "",
    (
        "anchor.mandate", "anchor.mandate_gap", "strategy.rollout_money", "strategy.value", "contract.value",
        "needs.today_cost",
    ),
)  # fmt: skip
TIME = Outline(
    "time",
    "",
    (
        "anchor.decision_date", "needs.deadline", "setup.operation_start", "strategy.urgency", "strategy.notice_date",
        "tender.notice_on", "tender.bids_due", "contract.sign_date",
    ),
)  # fmt: skip
FIRST_DECISION = "anchor.decision_date"
REPLACED = {
    "strategy.notice_date": "tender.notice_on",
    "strategy.value": "contract.value",
    "anchor.mandate_gap": "strategy.rollout_money",
    "market.availability": "strategy.route",
    "market.solution_clarity": "strategy.route",
    "market.suppliers": "strategy.route",
    "strategy.rnd_needed": "strategy.route",
}
"""What another answer tells better once it is there."""
AHEAD = frozenset({"strategy.notice_date", "tender.notice_on", "tender.bids_due", "contract.sign_date"})
"""Dates that stand in the paper only while they are ahead, and where no milestones tell them."""

SAID: Mapping[str, tuple[str, ...]] = {
    "anchor.choice": ("no_solution", "adaptation", "new_demands", "investigate", "ordinary"),
    "anchor.mandate": ("full", "partly", "none"),
    "needs.described_as": ("effect", "function", "product"),
    "market.availability": ("available", "needs_adaptation", "near_market", "none"),
    "market.solution_clarity": ("clear", "several", "unclear"),
    "strategy.rnd_needed": ("yes", "no", "unsure"),
    "strategy.buy_after_development": ("yes", "no", "unsure"),
    "strategy.rollout_money": ("secured", "proposed", "missing"),
    "strategy.urgency": ("none", "tight", "extreme"),
    "setup.joint": ("alone", "joint", "open"),
}
"""The answers that stand in the paper as a sentence: `said.<key>.<code>` of `documents.json`."""

SAID_ALREADY: Mapping[tuple[str, object], tuple[str, object]] = {
    ("strategy.rnd_needed", "yes"): ("market.availability", "none"),
}
"""An answer that adds nothing to another's sentence."""
COUNTED = "market.suppliers"
_FIGURES = frozenset({"money", "number", "percent", "date"})
_WITHOUT_VAT = frozenset({"strategy.value", "contract.value"})


def write(writer: Writer, outline: Outline, gate: Gate) -> Fields:
    """Write a section: sentences, facts, and one sentence on what is missing; `shown` where any of these is there.

    Where there is no room for points, what is not known yet stands in the paper's last section alone; money excepted.
    """
    asked = _asked(writer, outline, gate)
    sentences = {question.key: _sentence(writer, question) for question in asked}
    put_off = [question for question in asked if _is_blank(writer, question)]
    brief = not writer.room.points and outline is not MONEY
    put_off = put_off if len(put_off) > 1 or brief else []
    titles = [question.title for question in asked if _is_missed(writer, question, gate)]
    facts = [
        _fact(writer, question)
        for question in asked
        if not sentences[question.key] and question not in put_off and question.key != outline.lead
        if writer.plan.standing(question) is not Standing.OPEN
    ]
    return {
        "text": paragraph(sentences.values()),
        "points": [fact for fact in facts if not fact["figure"]],
        "facts": [fact for fact in facts if fact["figure"]],
        "unknown": "" if brief else _unknown(writer, put_off),
        "lacking": writer.words(f"lacking.{outline.name}", titles=writer.quoted(titles)) if titles else "",
        "shown": bool(any(sentences.values()) or facts or put_off or titles),
    }


def _is_blank(writer: Writer, question: Question) -> bool:
    """Say whether an answer is not known yet and nothing is assumed: several such are told in one go."""
    deferral = writer.plan.answer(question.key).deferral
    return deferral is not None and deferral.assume is None


def _is_missed(writer: Writer, question: Question, gate: Gate) -> bool:
    return writer.plan.standing(question) is Standing.OPEN and _due(writer, question, gate)


def _unknown(writer: Writer, put_off: Sequence[Question]) -> str:
    """Tell what is not known yet, gate by gate, with who finds out."""
    by_gate: dict[str, list[str]] = {}
    for question in put_off:
        deferral = writer.plan.answer(question.key).deferral
        if deferral is not None:
            title = writer.quoted([question.title])
            named = writer.words("by_whom", title=title, who=line(deferral.owner)) if deferral.owner else title
            by_gate.setdefault(deferral.due, []).append(named)
    told = [
        writer.words("unknown.due" if due else "unknown.undated", gate=writer.gate(due), titles=writer.joined(titles))
        for due, titles in sorted(by_gate.items(), key=lambda pair: writer.place(pair[0]))
    ]
    return paragraph(told)


def _asked(writer: Writer, outline: Outline, gate: Gate) -> list[Question]:
    plan = writer.plan
    wanted = []
    for key in (outline.lead, *outline.keys):
        question = plan.process.questions.get(key)
        if question is None or _replaced(writer, key):
            continue
        if key == FIRST_DECISION and question.phase != gate.phase:
            continue
        if _is_said(writer, key) or (key in AHEAD and _is_over(writer, key)):
            continue
        if plan.standing(question) not in {Standing.ABSENT, Standing.SET_ASIDE, Standing.WAITING}:
            wanted.append(question)
    return wanted


def _replaced(writer: Writer, key: str) -> bool:
    return key in REPLACED and writer.plan.answer(REPLACED[key]).value is not None


def _is_said(writer: Writer, key: str) -> bool:
    other, code = SAID_ALREADY.get((key, writer.plan.answer(key).value), ("", ""))
    return bool(other) and writer.plan.answer(other).value == code


def _is_over(writer: Writer, key: str) -> bool:
    """Say whether a date has passed, or stands among the milestones."""
    value = writer.plan.answer(key).value
    passed = isinstance(value, date) and value < writer.as_of
    return passed or value is None or bool(milestones(writer)["first"])


def _due(writer: Writer, question: Question, gate: Gate) -> bool:
    """Say whether an open question is missed now: the quick scan's are, and those due at this gate or before."""
    if question.essential or question.due is None:
        return question.essential
    return question.due in writer.order[: writer.order.index(gate.key) + 1]


def _sentence(writer: Writer, question: Question) -> str:
    value = writer.plan.answer(question.key).value
    if question.key == COUNTED and isinstance(value, Decimal):
        name = f"said.{COUNTED}" if value else f"said.{COUNTED}.none"
        return writer.words(name, n=int(value), count=writer.count(int(value)))
    if isinstance(value, str) and value in SAID.get(question.key, ()):
        return writer.words(f"said.{question.key}.{value}")
    return ""


def _fact(writer: Writer, question: Question) -> Fields:
    """Name an answer and show it; `figure` where it is a number, an amount or a date."""
    value = writer.plan.answer(question.key).value
    if value is None:
        contested = writer.cut("; ".join(sides(writer, question)), writer.room.lead)
        known = contested or missing(writer, question)
        phrase = open_phrase(writer, question)
        return {"title": question.title, "value": known, "open": phrase, "figure": False}
    shown = _shown(writer, question, value)
    return {"title": question.title, "value": shown, "open": "", "figure": question.kind.name in _FIGURES}


def _shown(writer: Writer, question: Question, value: Value) -> str:
    if isinstance(value, date) and question.key in TIME.keys:
        return writer.day(value)
    text = writer.shown(question.kind, value)
    if question.key in _WITHOUT_VAT:
        return writer.words("without_vat", value=text)
    return text if question.kind.name in _FIGURES else writer.cut(text, writer.room.point)


def from_phase(writer: Writer, gate: Gate, elsewhere: frozenset[str]) -> Fields:
    """Show what the gate's own phase has found that stands nowhere else in the paper."""
    phase = writer.plan.process.phase(gate.phase)
    facts = [
        _fact(writer, question)
        for question in phase.questions
        if question.due == gate.key
        and question.key not in elsewhere
        and question.kind.name != "yes_no"
        and writer.plan.standing(question) is Standing.ANSWERED
    ]
    return {"title": writer.words("word.from_phase", phase=phase.title), "points": facts[: writer.room.points]}
