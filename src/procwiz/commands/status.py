"""`procwiz status` and `procwiz list`: how one plan stands, and which there are."""

from __future__ import annotations

from typing import Annotated

from procwiz import console, overview, session
from procwiz.advice.law import law_changed
from procwiz.commands.application import AsJson, In, Plain, PlanWord, Quiet, command, option
from procwiz.commands.resume import say_damages
from procwiz.console import Manner
from procwiz.core import counsel
from procwiz.core.decisions import Decision
from procwiz.core.lines import Line
from procwiz.core.messages import Message
from procwiz.core.plan import Plan, Standing
from procwiz.core.steering import Steering
from procwiz.core.walk import LESSONS, Scope, following
from procwiz.errors import CheckFailed, PlanDamaged
from procwiz.interview.talk import gate_lacks
from procwiz.language import Language

MOST_LACKS = 8
MOST_ADVICE = 6


@command("status")
def status(
    plan: PlanWord = "",
    strict: Annotated[bool, option("--strict", says="strict")] = False,
    as_json: AsJson = False,
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Tell how a plan stands."""
    ways = Manner(plain, quiet, folder)
    found = console.find_plan(plan, ways)
    opened, reading = session.open_plan(found)
    language = Language(opened.card.language)
    if as_json:
        console.out(session.as_json(overview.status(opened, str(found))))
    else:
        console.out(_text(opened, language, ways))
    say_damages(reading, language, ways)
    if reading.broken:
        raise PlanDamaged(Message("cli.read_only"), Message("plan.damaged.remedy"))
    if strict and not opened.gate(opened.next_gate).ready:
        raise CheckFailed(Message("cli.not_ready", {"gate": opened.next_gate.key}))


def _text(plan: Plan, language: Language, ways: Manner) -> str:
    header, rows = overview.phase_table(plan, language)
    parts = [f"{plan.card.title}\n\n", console.table(header, rows, ways), "\n"]
    parts += _ahead(plan, language) if plan.closed is None else _ended(plan, plan.closed, language)
    parts += [f"{text}\n" for text in law_changed(plan, language)]
    parts += _advice(plan, language) if plan.closed is None else []
    parts += _listed(language, "cli.status.conflict", [plan.process.questions[key].title for key in plan.conflicts])
    parts += _listed(language, "cli.status.beaten", [plan.process.questions[key].title for key in plan.beaten])
    aside = [question.title for question in plan.questions(Standing.SET_ASIDE)]
    parts += _listed(language, "cli.status.set_aside", aside)
    waiting = [question.title for question in plan.questions(Standing.WAITING)]
    parts += [language("cli.status.waiting", n=len(waiting)) + "\n"] if waiting else []
    return "".join(parts)


def _ahead(plan: Plan, language: Language) -> list[str]:
    """Say which question comes next, and what the next gate lacks."""
    upcoming = following(plan, Scope(), None)
    if upcoming is None:
        return _gate(plan, language)
    title = plan.process.phase(upcoming.phase).title
    said = language("cli.status.next", title=upcoming.title, phase=title, key=upcoming.key)
    return [f"{said}\n", *_gate(plan, language)]


def _ended(plan: Plan, stop: Decision, language: Language) -> list[str]:
    """Say how a plan was stopped, and whether what was learned has been written down."""
    told = Steering(plan, language.say, session.today()).decision(stop)
    left = following(plan, Scope(key=LESSONS), None)
    return [f"{told}\n", *([language("steering.stopped.lessons") + "\n"] if left else [])]


def _gate(plan: Plan, language: Language) -> list[str]:
    gate = plan.next_gate
    lacks = gate_lacks(plan.gate(gate), language)
    if not lacks:
        return [language("interview.gate.ready", gate=gate.key, title=gate.title) + "\n"]
    title = Line(language("interview.gate.lacks", gate=gate.key, title=gate.title, n=len(lacks)))
    named = [Line(lack, "–") for lack in lacks[:MOST_LACKS]]
    lines = ["\n", console.laid([title, *named], label=2)]
    if len(lacks) > MOST_LACKS:
        lines.append(language("interview.more", n=len(lacks) - MOST_LACKS) + "\n")
    return lines


def _advice(plan: Plan, language: Language) -> list[str]:
    """List the advice that holds; what is only worth knowing is counted where there is much of it."""
    found = counsel.given(plan)
    shown = [one for number, one in enumerate(found) if one.advice.level != "note" or number < MOST_ADVICE]
    if not found:
        return []
    lines = ["\n", language("cli.status.advice", n=len(found)) + "\n"]
    told = [Line(language(f"interview.advice.{one.advice.level}", text=one.text), "–", 0) for one in shown]
    lines.append(console.laid(told, label=2))
    if len(found) > len(shown):
        lines.append(language("interview.more", n=len(found) - len(shown)) + "\n")
    return lines


def _listed(language: Language, code: str, titles: list[str]) -> list[str]:
    return [language(code, what=", ".join(titles)) + "\n"] if titles else []
