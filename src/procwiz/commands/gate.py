"""`procwiz gate`, `procwiz changes` and `procwiz tasks`: how a gate stands, what changed since, what is to be done."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from procwiz import console, session, store
from procwiz.commands.application import AsJson, By, In, Plain, PlanWord, Quiet, argument, command, option
from procwiz.commands.resume import open_session, say_damages
from procwiz.console import Manner
from procwiz.core import changes as changing
from procwiz.core import decisions
from procwiz.core.messages import Message
from procwiz.core.notation import show_date
from procwiz.core.plan import Plan
from procwiz.core.process import Gate
from procwiz.core.steering import Steering
from procwiz.errors import CheckFailed, CouldNot, UsageFault
from procwiz.language import Language


def sort_words(given: list[str] | None) -> tuple[str, str]:
    """Sort the words `[PLAN] [GATE]`: a plan's folder first is the plan, what is left the gate.

    Raises:
        UsageFault: where more is left than one word.
    """
    words = list(given or [])
    plan = words.pop(0) if words and store.is_plan(Path(words[0])) else ""
    if len(words) > 1:
        raise UsageFault(Message("cli.no_plan_there", {"folder": words[0]}))
    return plan, words[0] if words else ""


def gate_named(plan: Plan, word: str) -> Gate:
    """Find a gate by its key; where none is named, the next one ahead.

    Raises:
        UsageFault: where there is none of that key.
    """
    if not word:
        return plan.next_gate
    found = plan.process.gates.get(word.upper())
    if found is None:
        raise UsageFault(Message("steering.no_gate", {"word": word, "known": tuple(plan.process.gates)}))
    return found


@command("gate")
def gate(
    given: Annotated[list[str] | None, argument(says="gate_words", takes="[PLAN] [GATE]")] = None,
    as_json: AsJson = False,
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Tell how a gate stands."""
    ways = Manner(plain, quiet, folder)
    word, key = sort_words(given)
    plan, reading = session.open_plan(console.find_plan(word, ways))
    found = gate_named(plan, key)
    told = Steering(plan, Language(plan.card.language).say, session.today())
    console.out(session.as_json(told.gate_record(found)) if as_json else console.laid(told.gate(found), label=2))
    say_damages(reading, Language(plan.card.language), ways)
    if not told.ready(found):
        raise CheckFailed(Message("cli.not_ready", {"gate": found.key}))


@command("changes")
def changes(
    plan: PlanWord = "",
    since: Annotated[str, option("--since", says="since", takes="GATE|DATE|paper")] = "paper",
    as_json: AsJson = False,
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Tell what changed."""
    ways = Manner(plain, quiet, folder)
    opened, reading = session.open_plan(console.find_plan(plan, ways))
    language = Language(opened.card.language)
    before, named = _then(opened, since, language)
    own = opened.decision(since.upper())
    found = [change for change in changing.changes(before, opened) if own is None or change.decision != own]
    told = Steering(opened, language.say, session.today())
    if as_json:
        console.out(session.as_json(told.changes_record(found, since)))
    else:
        console.out(console.laid(told.changes(found, named), label=2))
    say_damages(reading, language, ways)


def _then(plan: Plan, word: str, language: Language) -> tuple[Plan, str]:
    """The plan as it stood then, and what that moment is called.

    Raises:
        CouldNot: where nothing was decided there, or no paper handed over.
        UsageFault: where the word is none of these.
    """
    if word == "paper":
        return _at_paper(plan, language)
    if word.upper() in plan.process.gates:
        found = plan.decision(word.upper())
        if found is None:
            raise CouldNot(Message("steering.no_decision", {"gate": word.upper()}))
        return changing.at_decision(plan, found), language("steering.since.gate", gate=word.upper())
    try:
        day = date.fromisoformat(word)
    except ValueError:
        raise UsageFault(Message("steering.no_since", {"word": word})) from None
    return changing.on_day(plan, day), language("steering.since.day", day=show_date(day, plan.notation))


def _at_paper(plan: Plan, language: Language) -> tuple[Plan, str]:
    issued = changing.last_paper(plan)
    if issued is None:
        raise CouldNot(Message("steering.no_paper"))
    day = show_date(issued.as_of, plan.notation)
    return changing.at_heads(plan, issued.heads), language("steering.since.paper", day=day)


@command("tasks")
def tasks(
    plan: PlanWord = "",
    done: Annotated[str, option("--done", says="task_done", takes="ID")] = "",
    reopen: Annotated[str, option("--reopen", says="task_reopen", takes="ID")] = "",
    on: Annotated[str, option("--date", says="task_date", takes="date")] = "",
    by: By = "",
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Tell what decisions ask for, and mark it done."""
    ways = Manner(plain, quiet, folder)
    where = console.find_plan(plan, ways)
    if done or reopen:
        _mark(where, done, reopen, session.day(on), by, ways)
        return
    opened, reading = session.open_plan(where)
    language = Language(opened.card.language)
    told = Steering(opened, language.say, session.today())
    found = _provisos(opened)
    lines = [language("steering.tasks.task", id=one.id, what=told.proviso(one)) for one in found.values()]
    title = language("steering.tasks.title", title=opened.card.title)
    console.out("\n".join([title, *(lines or [language("steering.tasks.none")])]) + "\n")
    say_damages(reading, language, ways)


def _provisos(plan: Plan) -> dict[str, decisions.Proviso]:
    """The provisos of the decisions that stand."""
    standing = [plan.decision(phase.gate.key) for phase in plan.applying_phases]
    return {one.id: one for found in standing if found is not None for one in found.provisos}


def _mark(where: Path, done: str, reopen: str, day: date, by: str, ways: Manner) -> None:
    book, language = open_session(where, by, ways)
    try:
        known = _provisos(book.plan)
        word = done or reopen
        if word not in known:
            raise UsageFault(Message("steering.tasks.unknown", {"word": word, "known": tuple(known) or ("–",)}))
        book.record([decisions.done(word, day) if done else decisions.reopen(word)], "tasks")
        name = "steering.tasks.done" if done else "steering.tasks.reopened"
        console.tell(language(name, what=known[word].text), ways)
    finally:
        book.close()
