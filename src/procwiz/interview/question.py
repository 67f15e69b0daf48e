"""One question: asked until it is answered, put off, passed by or left."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from procwiz.core.answers import Deferral
from procwiz.core.asking import InputEnded, Interrupted, Option, Pressed, Prompt, Said, Tone, Typed
from procwiz.core.facts import Status
from procwiz.core.kinds import Choice, Choices, Kind, Scale, Table, YesNo
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
    draft = _begun(talk, question)
    while True:
        given = _heard(talk, question, draft)
        if isinstance(given, Pressed):
            result = pressed(talk, question, given.key)
            if result is not None:
                return result
            talk.asker.say(Said(question.ask, Tone.QUESTION))
            continue
        if not given.text.strip():
            return kept(talk, question)
        value = talk.read(question.kind, given.text)
        if value is not None:
            talk.book.keep_draft(question.key, "")
            return Given(value=value)
        draft = given.text if question.kind.name == "prose" else ""


def _heard(talk: Talk, question: Question, draft: str) -> Typed | Pressed:
    """Hear an answer or a key; what the editor brings back counts as typed."""
    try:
        given = talk.ask(_prompt(talk, question, draft))
    except (InputEnded, Interrupted) as stop:
        talk.book.keep_draft(question.key, stop.draft)
        raise
    if given != Pressed("e"):
        return given
    edited = talk.asker.edit(draft or _current_text(talk, question))
    if edited is None:
        talk.say("editor.none", Tone.FAULT)
        return given
    return Typed(edited.strip())


def kept(talk: Talk, question: Question) -> Given:
    """Go on without a new answer; say whether the old one stands or the question stays open."""
    if talk.plan.answer(question.key).status is not Status.UNANSWERED:
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
        case "0":
            return Given(value=())
        case "-":
            deferral = defer(talk, question)
            return None if deferral is None else Given(deferral=deferral)
    return None


def _prompt(talk: Talk, question: Question, draft: str) -> Prompt:
    kind = question.kind
    answer = talk.plan.answer(question.key)
    prose = kind.name == "prose"
    keys = KEYS + {"prose": "e", "choices": "0"}.get(kind.name, "")
    return Prompt(
        label=talk.words(f"label.{kind.name}"),
        options=options_of(talk, kind),
        several=isinstance(kind, Choices),
        prose=prose,
        shown=talk.answer(question, answer),
        draft=draft,
        keys=talk.keys(keys),
    )


def options_of(talk: Talk, kind: Kind) -> tuple[Option, ...]:
    """What can be picked: a choice's options, the steps of a scale that names them, yes and no."""
    match kind:
        case Choice(options=options) | Choices(options=options):
            return options
        case Scale(labels=labels) if any(labels):
            return kind.options
        case YesNo():
            return (Option("yes", talk.words("yes")), Option("no", talk.words("no")))
    return ()


def _current_text(talk: Talk, question: Question) -> str:
    value = talk.plan.answer(question.key).value
    return value if isinstance(value, str) else ""


def _begun(talk: Talk, question: Question) -> str:
    """Find half-typed text that the person wants to go on with; empty where there is none."""
    draft = talk.book.find_draft(question.key)
    if not draft or talk.goes_on("draft.found", draft):
        return draft
    talk.book.keep_draft(question.key, "")
    return ""


# -- not known yet ---------------------------------------------------------------


def defer(talk: Talk, question: Question) -> Deferral | None:
    """Ask what is missing, who finds out, by which gate and what is assumed; None where the person goes back."""
    before = talk.plan.answer(question.key).deferral or Deferral(owner=talk.plan.process.roles[question.role])
    talk.say("defer.title", Tone.TITLE)
    note = _line(talk, "defer.note", before.note)
    owner = None if note is None else _line(talk, "defer.owner", before.owner)
    due = None if owner is None else _gate(talk, question, before.due or question.due or "")
    if note is None or owner is None or due is None:
        return None
    back, assume = _assumption(talk, question, before.assume)
    return None if back else Deferral(note, owner, due, assume)


def _line(talk: Talk, name: str, shown: str) -> str | None:
    talk.say(name, Tone.QUESTION)
    given = talk.ask(Prompt(talk.words("label.text"), shown=shown, keys=talk.keys("<")))
    if isinstance(given, Pressed):
        return None
    return " ".join(given.text.split()) or shown


def _gate(talk: Talk, question: Question, shown: str) -> str | None:
    phases = [phase for phase in talk.plan.phases if talk.plan.phase_applies(phase) is not False]
    own = next((place for place, phase in enumerate(phases) if phase.key == question.phase), 0)
    options = tuple(Option(phase.gate.key, f"{phase.gate.key} · {phase.title}") for phase in phases[own:])
    talk.say("defer.due", Tone.QUESTION)
    likely = shown if shown in {option.code for option in options} else options[0].code
    chosen = talk.choose(talk.words("label.choice"), options, shown=likely, keys="<")
    return chosen if isinstance(chosen, str) else None


def _assumption(talk: Talk, question: Question, before: Value | None) -> tuple[bool, Value | None]:
    """Ask what is reckoned with meanwhile; the first part says that the person went back."""
    if isinstance(question.kind, Table):
        return False, None
    talk.say("defer.assume", Tone.QUESTION)
    prompt = Prompt(
        talk.words(f"label.{question.kind.name}"),
        options=options_of(talk, question.kind),
        several=isinstance(question.kind, Choices),
        prose=question.kind.name == "prose",
        shown="" if before is None else talk.value(question, before),
        keys=talk.keys("<"),
    )
    while True:
        given = talk.ask(prompt)
        if isinstance(given, Pressed):
            return True, None
        value = talk.read(question.kind, given.text) if given.text.strip() else before
        if value is not None or not given.text.strip():
            return False, value
