"""`procwiz resume` and `procwiz undo`: go on with a plan, take the last step back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

from procwiz import console, session, store
from procwiz.advice.law import law_changed
from procwiz.commands.application import By, In, Plain, PlanWord, Quiet, command, option
from procwiz.commands.sheets import say_shift
from procwiz.commands.talking import converse
from procwiz.console import Manner
from procwiz.core import journal as events
from procwiz.core.asking import Grid
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.core.steering import Steering
from procwiz.core.walk import LESSONS, Pick, Scope, find, scanning
from procwiz.errors import UsageFault
from procwiz.language import Language
from procwiz.overview import phase_table
from procwiz.session import Session


def open_session(folder: Path, by: str, ways: Manner) -> tuple[Session, Language]:
    """Open a plan for writing, in its own language; what was put aside is said."""
    plan, reading = session.open_plan(folder)
    language = Language(plan.card.language)
    say_damages(reading, language, ways)
    return Session(plan, console.author(by, ways, language), language, reading, folder), language


def say_damages(reading: store.Reading, language: Language, ways: Manner) -> None:
    """Say what could not be read in a journal, and what is missing in it."""
    for message in damage_messages(reading):
        console.tell(language.say(message), ways)


def damage_messages(reading: store.Reading) -> list[Message]:
    """Put a journal's damage into words, one message for each; last what only a later procwiz knows, and what lacks."""
    said = [_damage(damage) for damage in reading.damages]
    if reading.journal.unknown_kinds:
        said.append(session.newer(reading.journal))
    noted = {trace.id for damage in reading.damages for trace in damage.gone}
    absent = reading.journal.absent - noted
    return [*said, *([Message("plan.absent", {"n": len(absent)})] if absent else [])]


def _damage(damage: store.Damage) -> Message:
    params: dict[str, object] = {"file": f"{store.JOURNAL}/{damage.file}".rstrip("/"), "line": damage.line}
    if damage.gone:
        first = damage.gone[0]
        params |= {"n": len(damage.gone), "key": first.subject, "by": first.by, "at": first.at[:16].replace("T", " ")}
    return Message(f"plan.{'torn' if damage.torn else damage.why}", params)


@command("resume")
def resume(
    plan: PlanWord = "",
    phase: Annotated[str, option("--phase", says="phase", takes="phase")] = "",
    question: Annotated[str, option("--question", says="question", takes="question")] = "",
    role: Annotated[str, option("--role", says="role", takes="role")] = "",
    only_open: Annotated[bool, option("--open", says="open")] = False,
    folder: In = "",
    by: By = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Go on with a plan."""
    ways = Manner(plain, quiet, folder)
    book, language = open_session(console.find_plan(plan, ways), by, ways)
    try:
        scope = _scope(book.plan, phase, role, only_open)
        start = _question(book.plan, question) if question else scope.key or None
        if scope.key and book.plan.closed is not None:
            console.tell(Steering(book.plan, language.say, session.today()).decision(book.plan.closed), ways)
            console.tell(language("steering.stopped.lessons"), ways)
        for text in law_changed(book.plan, language):
            console.tell(text, ways)
        scope = replace(scope, quick=scope.quick and start is None)
        header, rows = phase_table(book.plan, language)
        phases = Grid(tuple(header), tuple(map(tuple, rows)), book.plan.card.title)
        converse(book, language, ways, scope, start, opening=[phases])
    finally:
        book.close()


def _scope(plan: Plan, phase: str, role: str, only_open: bool) -> Scope:
    phases = {part.key: part.title for part in plan.process.phases}
    if phase:
        phase = _named(phase, phases, "cli.no_phase")
    if role:
        role = _named(role, dict(plan.process.roles), "cli.no_role")
    if only_open:
        return Scope(Pick.LACKING, phase=phase, role=role)
    if phase or role:
        return Scope(Pick.ALL, phase=phase, role=role)
    if plan.closed is not None and LESSONS in plan.process.questions:
        return Scope(key=LESSONS)
    return Scope(quick=scanning(plan))


def _named(word: str, names: dict[str, str], code: str) -> str:
    """Find a key by itself or by the beginning of its title."""
    folded = word.casefold()
    found = [key for key, title in names.items() if key == folded] or [
        key for key, title in names.items() if title.casefold().startswith(folded)
    ]
    if len(found) != 1:
        raise UsageFault(Message(code, {"word": word, "known": tuple(names)}))
    return found[0]


def _question(plan: Plan, wanted: str) -> str:
    found = find(plan, wanted)
    if not found:
        raise UsageFault(Message("cli.no_question", {"word": wanted}), Message("cli.no_question.remedy"))
    return found[0].key


@command("undo")
def undo(plan: PlanWord = "", folder: In = "", by: By = "", plain: Plain = False, quiet: Quiet = False) -> None:
    """Take the author's last step back."""
    ways = Manner(plain, quiet, folder)
    book, language = open_session(console.find_plan(plan, ways), by, ways)
    try:
        event = book.plan.journal.last_by(book.author)
        if event is None:
            console.tell(language("interview.undo.nothing"), ways)
            return
        before = book.plan
        book.record([events.undo(book.plan.journal, event)], "undo")
        say_shift(before, book.plan, language, ways)
        book.refresh()
        title = book.plan.process.title_of(event.subject.partition("/")[0])
        console.out(language("interview.undo.done", what=title) + "\n")
    finally:
        book.close()
