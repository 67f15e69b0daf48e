"""One question: asked until it is answered, put off, passed by or left."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from procwiz.core.answers import Deferral
from procwiz.core.asking import InputEnded, Interrupted, Option, Pressed, Prompt, Said, Tone, Typed
from procwiz.core.conditions import Status
from procwiz.core.kinds import Choice, Choices, Scale, Table, YesNo
from procwiz.core.messages import Misread
from procwiz.core.process import Question
from procwiz.core.values import Value
from procwiz.interview.talk import Talk


class Move(Enum):
    """Where an interview goes after a question."""

    ON = "on"
    BACK = "back"
    UNDO = "undo"
    LEAVE = "leave"


KEYS = "?<-u!"


@dataclass(frozen=True, slots=True)
class Given:
    """A value for a question, or where to go without one."""

    value: Value | None = None
    move: Move | None = None
    deferral: Deferral | None = None


def ask(talk: Talk, question: Question) -> Given:
    """Put a question that is no table, and bring back what came of it.

    Half-typed text is kept when the input ends or is interrupted.
    """
    draft = _offer_draft(talk, question)
    while True:
        try:
            given = talk.ask(_prompt(talk, question, draft))
        except (InputEnded, Interrupted) as stop:
            talk.book.keep_draft(question.key, stop.draft)
            raise
        if isinstance(given, Pressed):
            if given.key == "e":
                edited = talk.asker.edit(draft or _current_text(talk, question))
                if edited is None:
                    talk.say("editor.none", Tone.FAULT)
                    continue
                given = Typed(edited.strip())
            else:
                result = pressed(talk, question, given.key)
                if result is not None:
                    return result
                continue
        if not given.text.strip():
            return _kept(talk, question)
        value = _read(talk, question, given.text)
        if value is not None:
            talk.book.keep_draft(question.key, "")
            return Given(value=value)
        draft = given.text if question.kind.name == "prose" else ""


def _read(talk: Talk, question: Question, text: str) -> Value | None:
    try:
        value = question.kind.parse(text, talk.plan.notation)
    except Misread as misread:
        talk.fault(misread.message)
        return None
    faults = list(question.kind.check(value))
    for fault in faults:
        talk.fault(fault)
    return None if faults else value


def _kept(talk: Talk, question: Question) -> Given:
    answer = talk.plan.answer(question.key)
    if answer.status is not Status.UNANSWERED:
        talk.say("kept", Tone.RECORDED)
    else:
        talk.say("left_open.required" if question.due else "left_open", Tone.NOTICE, gate=question.due or "")
    return Given(move=Move.ON)


def pressed(talk: Talk, question: Question, key: str) -> Given | None:
    """Act on a key; None means that the question is asked again."""
    match key:
        case "?":
            talk.explain(question)
        case "<":
            return Given(move=Move.BACK)
        case "u":
            return Given(move=Move.UNDO)
        case "!":
            return Given(move=Move.LEAVE)
        case "-":
            deferral = defer(talk, question)
            return None if deferral is None else Given(deferral=deferral)
    return None


def _prompt(talk: Talk, question: Question, draft: str) -> Prompt:
    kind = question.kind
    answer = talk.plan.answer(question.key)
    prose = kind.name == "prose"
    keys = KEYS + "e" if prose else KEYS
    return Prompt(
        label=talk.words(f"label.{kind.name}"),
        options=options_of(talk, question),
        several=isinstance(kind, Choices),
        prose=prose,
        shown=talk.answer(question, answer),
        draft=draft,
        keys=talk.keys(keys),
    )


def options_of(talk: Talk, question: Question) -> tuple[Option, ...]:
    """What can be picked: a choice's options, a scale's steps, yes and no."""
    match question.kind:
        case Choice(options=options) | Choices(options=options):
            return options
        case Scale(labels=labels):
            return tuple(Option(str(step), label) for step, label in enumerate(labels, start=1))
        case YesNo():
            return (Option("yes", talk.words("yes")), Option("no", talk.words("no")))
    return ()


def _current_text(talk: Talk, question: Question) -> str:
    value = talk.plan.answer(question.key).value
    return value if isinstance(value, str) else ""


def _offer_draft(talk: Talk, question: Question) -> str:
    draft = talk.book.find_draft(question.key)
    if not draft or isinstance(question.kind, Table):
        return ""
    talk.say("draft.found", Tone.NOTICE)
    talk.asker.say(Said(draft))
    options = (Option("yes", talk.words("draft.go_on")), Option("no", talk.words("draft.drop")))
    if talk.choose(talk.words("label.choice"), options, shown="yes") == "yes":
        return draft
    talk.book.keep_draft(question.key, "")
    return ""


# -- not known yet ---------------------------------------------------------------


def defer(talk: Talk, question: Question) -> Deferral | None:
    """Ask what is missing, who finds out, by which gate and what is assumed; None where the person goes back."""
    talk.say("defer.title", Tone.TITLE)
    note = _line(talk, "defer.note")
    if note is None:
        return None
    owner = _line(talk, "defer.owner", shown=talk.plan.process.roles[question.role])
    if owner is None:
        return None
    due = _gate(talk, question)
    if due is None:
        return None
    back, assume = _assumption(talk, question)
    return None if back else Deferral(note, owner, due, assume)


def _line(talk: Talk, name: str, shown: str = "") -> str | None:
    talk.say(name, Tone.QUESTION)
    given = talk.ask(Prompt(talk.words("label.text"), shown=shown, keys=talk.keys("<")))
    if isinstance(given, Pressed):
        return None
    return " ".join(given.text.split()) or shown


def _gate(talk: Talk, question: Question) -> str | None:
    phases = [phase for phase in talk.plan.phases if talk.plan.phase_applies(phase) is not False]
    own = next(i for i, phase in enumerate(phases) if phase.key == question.phase)
    options = tuple(Option(phase.gate.key, f"{phase.gate.key} · {phase.title}") for phase in phases[own:])
    shown = question.due if question.due in {option.code for option in options} else options[0].code
    talk.say("defer.due", Tone.QUESTION)
    chosen = talk.choose(talk.words("label.choice"), options, shown=shown, keys="<")
    return chosen if isinstance(chosen, str) else None


def _assumption(talk: Talk, question: Question) -> tuple[bool, Value | None]:
    """Ask what is reckoned with meanwhile; the first part says that the person went back."""
    if isinstance(question.kind, Table):
        return False, None
    talk.say("defer.assume", Tone.QUESTION)
    while True:
        given = talk.ask(
            Prompt(
                talk.words(f"label.{question.kind.name}"),
                options=options_of(talk, question),
                several=isinstance(question.kind, Choices),
                prose=question.kind.name == "prose",
                keys=talk.keys("<"),
            )
        )
        if isinstance(given, Pressed):
            return True, None
        if not given.text.strip():
            return False, None
        value = _read(talk, question, given.text)
        if value is not None:
            return False, value
