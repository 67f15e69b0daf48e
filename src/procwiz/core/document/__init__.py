"""What a document says, as plain data: everything decided, nothing laid out.

Fields always exist; what is missing is None, "" or []. A template loops over them and tests for emptiness, no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from procwiz.core.document import annexes, market, overview, paper
from procwiz.core.document.pictures import pictures
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.document.views import view
from procwiz.core.document.writer import Fields, Writer
from procwiz.core.messages import Say
from procwiz.core.plan import Plan
from procwiz.core.release import released
from procwiz.core.schedule import Calendar, Weekends

__all__ = ["FIXED", "OUTSIDE", "Fields", "build", "compose"]


def build(plan: Plan, name: str, as_of: date, say: Say, calendar: Calendar | None = None) -> Fields:
    """Build a document (`steering-group`, `plan` or `market`) of a plan, as it stands on a day.

    Without a `calendar` of public holidays only weekends are free.
    """
    return compose(Reckoned(plan, as_of, calendar or Weekends()), name, say)


def compose(reckoned: Reckoned, name: str, say: Say) -> Fields:
    """Build a document of what has been reckoned, be it once for several documents."""
    plan = reckoned.plan
    seen = replace(reckoned, plan=released(plan)) if name in OUTSIDE else reckoned
    writer = Writer(seen, say)
    answers = {key: view(writer, question) for key, question in seen.plan.process.questions.items()}
    return {
        "title": seen.plan.card.title,
        "subtitle": writer.words(f"subtitle.{name}"),
        "language": plan.process.language,
        "contents": name == "plan",
        "words": {fixed: writer.words(f"word.{fixed}") for fixed in FIXED},
        "answers": answers,
        "colophon": annexes.colophon(writer),
        "foot": annexes.meta(writer, "date", "plan", "state"),
        **_OWN[name](writer, answers),
    }


def _paper(writer: Writer, answers: Mapping[str, Fields]) -> Fields:
    own = paper.write(writer)
    drawn = pictures(writer)
    return {**own, **drawn, **annexes.appended(writer, own, drawn, answers)}


def _plan(writer: Writer, answers: Mapping[str, Fields]) -> Fields:
    own = overview.write(writer, answers)
    meta = annexes.meta(writer, "date", "process", "plan", "state")
    return {**own, **pictures(writer), "meta": meta, "glossary": annexes.glossary(writer, own)}


_OWN: Mapping[str, Callable[[Writer, Mapping[str, Fields]], Fields]] = {
    "steering-group": _paper,
    "plan": _plan,
    "market": market.write,
}
NAMES = tuple(_OWN)
"""The documents that are made of a plan."""
OUTSIDE = frozenset({"market"})
"""The documents for people outside the house: written of what may leave it, and of nothing else."""

FIXED = (
    "standing", "need", "way", "money", "time", "risks", "unknown", "not_known", "effect", "measure",
    "today", "target", "milestone", "date", "owner", "risk", "response", "what", "finder", "due", "assumed",
    "criterion", "state", "missing", "answered_by", "contested", "overview", "phase", "answers", "gate", "not_begun",
    "set_aside", "waiting", "unreadable", "sources", "glossary", "word", "meaning", "route", "standing_is", "why",
    "earliest", "likeliest", "latest", "advice", "steps", "days", "pitfalls", "case", "beware", "weight", "unsure",
    "condition", "corrected", "all_advice", "fits", "fits_not", "register", "lessons", "lesson", "action",
)  # fmt: skip
"""The fixed words of the documents: headings and labels, `words.<name>` in a template."""
