"""`procwiz decide`: record what was decided at a gate, on the state the plan is in now."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from procwiz import console, session
from procwiz.commands.application import In, Plain, Quiet, argument, command, option
from procwiz.commands.gate import gate_named, sort_words
from procwiz.commands.resume import open_session
from procwiz.console import Manner
from procwiz.core import decisions
from procwiz.core.asking import Asker, Option, Prompt, Said, Tone, Typed
from procwiz.core.cleaning import clean_line, clean_prose
from procwiz.core.decisions import OUTCOMES, Proviso
from procwiz.core.kinds import Choice, Day, Kind, Text
from procwiz.core.messages import Message, Misread
from procwiz.core.notation import Notation
from procwiz.core.plan import Plan
from procwiz.core.process import Gate
from procwiz.core.steering import Steering, state_of
from procwiz.core.walk import LESSONS
from procwiz.errors import UsageFault
from procwiz.language import Language


@dataclass(frozen=True, slots=True)
class Taken:
    """What was decided, as the meeting said it."""

    outcome: str
    on: date
    by: tuple[str, ...]
    reason: str
    minutes: str
    until: date | None
    provisos: tuple[Proviso, ...]


@command("decide")
def decide(
    given: Annotated[list[str] | None, argument(says="gate_words", takes="[PLAN] GATE")] = None,
    outcome: Annotated[str, option("--decision", says="decision", takes="CODE")] = "",
    who: Annotated[list[str] | None, option("--by", says="decided_by", takes="who")] = None,
    on: Annotated[str, option("--date", says="decided_on", takes="date")] = "",
    reason: Annotated[str, option("--reason", says="decided_why", takes="TEXT")] = "",
    minutes: Annotated[str, option("--minutes", says="minutes", takes="TEXT")] = "",
    until: Annotated[str, option("--until", says="until", takes="date")] = "",
    conditions: Annotated[list[str] | None, option("--condition", says="condition", takes="TEXT")] = None,
    corrects: Annotated[bool, option("--corrects", says="corrects")] = False,
    no_input: Annotated[bool, option("--no-input", says="no_input")] = False,
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Record a decision."""
    ways = Manner(plain, quiet, folder)
    word, key = sort_words(given)
    book, language = open_session(console.find_plan(word, ways), "", ways)
    try:
        gate = gate_named(book.plan, key)
        corrected = _may_decide(book.plan, gate, language, corrects=corrects)
        if outcome or no_input or not console.on_terminal():
            taken = _read(outcome, who or [], on, reason, minutes, until, conditions or [])
        else:
            taken = _Meeting(console.face(ways, language), language, book.plan, gate).ask()
        _record(book, gate, taken, corrected)
        _tell(book.plan, gate, language, ways)
    finally:
        book.close()


def _may_decide(plan: Plan, gate: Gate, language: Language, *, corrects: bool) -> str:
    """Say which decision is corrected, if any.

    Raises:
        UsageFault: where a decision stands that opened the next phase or stopped the plan, and nothing corrects it.
    """
    found = plan.decision(gate.key)
    closed = plan.closed
    if closed is not None and not (corrects and closed.gate == gate.key):
        raise UsageFault(Message("steering.stopped", {"gate": closed.gate}))
    if found is not None and found.outcome != "hold" and not corrects:
        told = Steering(plan, language.say, session.today()).decision(found)
        taken = {"gate": gate.key, "what": told}
        raise UsageFault(Message("steering.taken", taken), Message("steering.taken.remedy"))
    return found.id if found is not None and corrects else ""


# -- words of the command ------------------------------------------------------------------


def _read(
    outcome: str,
    who: Sequence[str],
    on: str,
    reason: str,
    minutes: str,
    until: str,
    conditions: Sequence[str],
) -> Taken:
    """Read what was decided from the words of the command.

    Raises:
        UsageFault: where the decision is none, or conditions or a day do not go with it.
    """
    if outcome not in OUTCOMES:
        wrong = Message("steering.no_outcome", {"word": outcome or "–", "known": OUTCOMES})
        raise UsageFault(wrong, Message("steering.no_outcome.remedy"))
    if conditions and outcome != "go_with_conditions":
        raise UsageFault(Message("steering.conditions.only"))
    if outcome == "go_with_conditions" and not conditions:
        raise UsageFault(Message("steering.conditions.none"))
    if until and outcome != "hold":
        raise UsageFault(Message("steering.until.only"))
    return Taken(
        outcome=outcome,
        on=session.day(on),
        by=tuple(clean_line(part) for name in who for part in name.split(",") if part.strip()),
        reason=clean_prose(reason).strip(),
        minutes=clean_prose(minutes).strip(),
        until=session.day(until) if until else None,
        provisos=tuple(_proviso(text) for text in conditions),
    )


def _proviso(text: str) -> Proviso:
    """Read `TEXT; owner=WHO; due=DATE`; owner and due may be left out."""
    what, *rest = (clean_line(part) for part in text.split(";"))
    named = dict(part.split("=", 1) for part in rest if "=" in part)
    names = {name.strip(): value.strip() for name, value in named.items()}
    if not what or len(named) < len([part for part in rest if part]) or names.keys() - {"owner", "due"}:
        raise UsageFault(Message("steering.proviso.bad", {"word": text}))
    due = session.day(names["due"]) if names.get("due") else None
    return Proviso(secrets.token_hex(3), what, names.get("owner", ""), due)


# -- asked --------------------------------------------------------------------------------------


class _Meeting:
    """Asks, one thing at a time, what a meeting decided."""

    def __init__(self, asker: Asker, language: Language, plan: Plan, gate: Gate) -> None:
        self._asker = asker
        self._language = language
        self._notation: Notation = plan.notation
        self._plan = plan
        self._gate = gate

    def ask(self) -> Taken:
        options = tuple(Option(code, self._say(f"outcome.{code}")) for code in OUTCOMES)
        asked = self._say("ask.outcome", gate=self._gate.key, title=self._gate.title)
        outcome = str(self._one(asked, Choice(options), options=options))
        today = Day().show(session.today(), self._notation)
        on = self._one(self._say("ask.on"), Day(), shown=today)
        who = str(self._one(self._say("ask.by"), Text(), shown=self._plan.process.roles[self._gate.decided_by]))
        reason = str(self._one(self._say("ask.reason"), Text(), optional=True) or "")
        until = self._one(self._say("ask.until"), Day()) if outcome == "hold" else None
        provisos = tuple(self._provisos()) if outcome == "go_with_conditions" else ()
        by = tuple(part.strip() for part in who.split(",") if part.strip())
        return Taken(
            outcome,
            on if isinstance(on, date) else session.today(),
            by,
            reason,
            "",
            until if isinstance(until, date) else None,
            provisos,
        )

    def _provisos(self) -> list[Proviso]:
        found: list[Proviso] = []
        while True:
            what = self._one(self._say("ask.proviso"), Text(), optional=bool(found))
            if what is None:
                return found
            owner = self._one(self._say("ask.owner"), Text(), optional=True)
            due = self._one(self._say("ask.due"), Day(), optional=True)
            day = due if isinstance(due, date) else None
            found.append(Proviso(secrets.token_hex(3), str(what), str(owner or ""), day))

    def _one(
        self,
        asked: str,
        kind: Kind,
        *,
        options: tuple[Option, ...] = (),
        shown: str = "",
        optional: bool = False,
    ) -> object:
        """Ask until there is an answer; None where it may stay open and does."""
        self._asker.say(Said(asked, Tone.QUESTION))
        label = "outcome" if options else "date" if isinstance(kind, Day) else "text"
        while True:
            given = self._asker.ask(Prompt(self._say(f"label.{label}"), options, shown=shown))
            text = (given.text if isinstance(given, Typed) else "") or shown
            if not text.strip() and optional:
                return None
            try:
                return kind.parse(text, self._notation)
            except Misread as misread:
                self._asker.say(Said(self._language.say(misread.message), Tone.FAULT))

    def _say(self, code: str, **params: object) -> str:
        return self._language(f"steering.{code}", **params)


# -- recorded -------------------------------------------------------------------------------------


def _record(book: session.Session, gate: Gate, taken: Taken, corrected: str) -> None:
    standing = book.plan.gate(gate)
    draft = decisions.decide(
        gate.key,
        taken.outcome,
        taken.on,
        by=taken.by,
        reason=taken.reason,
        minutes=taken.minutes,
        until=taken.until,
        provisos=taken.provisos,
        lacks=[lack.question.key for lack in standing.lacks],
        unmet=[judged.criterion.code for judged in standing.judged if state_of(judged) != "met"],
        journal=book.plan.journal,
        corrects=corrected,
    )
    book.record([draft], "decide")


def _tell(plan: Plan, gate: Gate, language: Language, ways: Manner) -> None:
    found = plan.decision(gate.key)
    if found is None:
        return
    told = Steering(plan, language.say, session.today())
    console.tell(language("steering.decided", what=told.decision(found)), ways)
    lacking = [plan.process.title_of(key) for key in found.lacks]
    lacking += [one.text for one in gate.criteria if one.code in found.unmet]
    if lacking:
        console.tell(language("steering.decided.lacks", what="; ".join(lacking)), ways)
    if found.outcome == "stop" and LESSONS in plan.process.questions:
        console.tell(language("steering.stopped.lessons"), ways)
        console.tell(language("cli.saved.next", command="procwiz resume"), ways)
    if found.provisos:
        console.tell(language("steering.decided.tasks", n=len(found.provisos)), ways)
