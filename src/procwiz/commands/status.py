"""`procwiz status` and `procwiz list`: how one plan stands, and which there are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from procwiz import console, overview, session
from procwiz.advice import law_changed
from procwiz.commands.application import AsJson, In, Plain, PlanWord, Quiet, argument, command, option
from procwiz.commands.resume import say_damages
from procwiz.console import Manner
from procwiz.core import counsel
from procwiz.core.lines import Line
from procwiz.core.messages import Message
from procwiz.core.plan import Plan, Standing
from procwiz.core.walk import Scope, following
from procwiz.errors import CheckFailed, CouldNot, PlanDamaged, ProcwizError
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
    if any(not damage.torn for damage in reading.damages):
        raise PlanDamaged(Message("cli.read_only"), Message("plan.damaged.remedy"))
    if strict and not opened.gate(opened.next_gate).ready:
        raise CheckFailed(Message("cli.not_ready", {"gate": opened.next_gate.key}))


def _text(plan: Plan, language: Language, ways: Manner) -> str:
    header, rows = overview.phase_table(plan, language)
    parts = [f"{plan.card.title}\n\n", console.table(header, rows, ways), "\n"]
    upcoming = following(plan, Scope(), None)
    if upcoming is not None:
        title = plan.process.phase(upcoming.phase).title
        parts.append(language("cli.status.next", title=upcoming.title, phase=title, key=upcoming.key) + "\n")
    parts += _gate(plan, language)
    parts += [f"{text}\n" for text in law_changed(plan, language)]
    parts += _advice(plan, language)
    parts += _listed(language, "cli.status.conflict", [plan.process.questions[key].title for key in plan.conflicts])
    parts += _listed(language, "cli.status.beaten", [plan.process.questions[key].title for key in plan.beaten])
    aside = [question.title for question in plan.questions(Standing.SET_ASIDE)]
    parts += _listed(language, "cli.status.set_aside", aside)
    waiting = [question.title for question in plan.questions(Standing.WAITING)]
    parts += [language("cli.status.waiting", n=len(waiting)) + "\n"] if waiting else []
    return "".join(parts)


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


@command("list")
def list_plans(
    folder: Annotated[str, argument(says="list_folder", takes="folder")] = ".",
    as_json: AsJson = False,
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Tell which plans there are in a folder; a damaged one is a row that says so."""
    ways = Manner(plain, quiet)
    where = Path(folder)
    if not where.is_dir():
        raise CouldNot(Message("cli.no_folder", {"folder": folder}))
    language = console.user_language()
    found = [_summary(path, language) for path in console.plans_in(where)]
    if as_json:
        console.out(session.as_json({"schema": "procwiz/list/1", "plans": found}))
        return
    if not found:
        console.tell(language("cli.list.none", folder=folder), ways)
        return
    header = [language(f"cli.column.{name}") for name in ("title", "phase", "answered", "open", "folder")]
    rows = [
        [plan["title"], plan["phase"] or plan["fault"], plan["answered"], plan["open"], plan["folder"]]
        for plan in found
    ]
    console.out(console.table(header, [[str(cell) for cell in row] for row in rows], ways))


def _summary(path: Path, language: Language) -> dict[str, Any]:
    row: dict[str, Any] = {
        "folder": str(path),
        "title": path.name,
        "phase": "",
        "answered": "",
        "open": "",
        "fault": "",
    }
    try:
        plan, reading = session.open_plan(path)
    except ProcwizError as error:
        return {**row, "fault": language.say(error.message)}
    upcoming = following(plan, Scope(), None)
    broken = [damage for damage in reading.damages if not damage.torn]
    fault = language("cli.read_only") if broken else ""
    phase = plan.process.phase(upcoming.phase).title if upcoming else language("cli.list.all_answered")
    totals = plan.total
    return {
        **row,
        "title": plan.card.title,
        "phase": phase if not fault else "",
        "answered": totals.answered,
        "open": totals.open,
        "fault": fault,
    }
