"""Answers that stand in an annex of the paper: the need, the market, the people; short ones as facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from procwiz.core.document.writer import Fields, Writer
from procwiz.core.plan import Standing

KEYS: Mapping[str, tuple[str, ...]] = {
    "needs": (
        "needs.today_cost", "needs.existing", "needs.failing", "needs.do_nothing", "needs.observed", "needs.list",
        "needs.functions", "needs.effects", "needs.constraints", "needs.value", "needs.others", "needs.sdg",
    ),
    "market": (
        "market.availability", "market.solution_clarity", "market.trl", "market.suppliers", "market.ipr",
        "market.smes", "market.cross_border", "market.evidence", "market.dialogue", "market.changes", "market.prices",
        "market.standards", "market.advantage",
    ),
    "people": (
        "setup.steering_group", "setup.team", "setup.partners", "setup.competences", "setup.competence_plan",
        "setup.stakeholders",
    ),
}  # fmt: skip
"""What each annex shows, in the order it stands in; an answer that is drawn stands there once, as a figure."""
DRAWN: Mapping[str, str] = {"needs.effects": "effects", "setup.stakeholders": "stakeholders"}
"""Answers with a figure of their own."""


def annexed(writer: Writer, answers: Mapping[str, Fields], drawn: Fields) -> Mapping[str, Fields]:
    """Gather the answers of each annex: `brief` and `answers`, both empty where nothing is known."""
    return {name: _annex(writer, answers, drawn, keys) for name, keys in KEYS.items()}


def _annex(writer: Writer, answers: Mapping[str, Fields], drawn: Fields, keys: Sequence[str]) -> Fields:
    process = writer.plan.process
    there = [key for key in keys if key in process.questions and not _is_drawn(key, drawn)]
    shown = [key for key in there if writer.plan.standing(process.questions[key]) is Standing.ANSWERED]
    return told(answers[key] for key in shown)


def _is_drawn(key: str, drawn: Fields) -> bool:
    return bool(drawn["pictures"].get(DRAWN.get(key, ""), {}).get("title"))


def told(answers: Iterable[Fields]) -> Fields:
    """Part answers into `brief`, which stand as facts, and `answers`, which stand in full."""
    found = list(answers)
    return {
        "brief": [answer for answer in found if answer["brief"]],
        "answers": [answer for answer in found if not answer["brief"]],
    }
