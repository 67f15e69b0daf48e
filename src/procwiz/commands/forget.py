"""`procwiz forget`: take what was said of something out of the plan's files for good."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from procwiz import console, store
from procwiz.commands.application import By, In, Plain, Quiet, argument, command, option
from procwiz.commands.resume import open_session
from procwiz.console import Manner
from procwiz.core import forgetting
from procwiz.core.asking import Prompt, Said, Tone, Typed
from procwiz.core.forgetting import Target
from procwiz.core.kinds import YesNo
from procwiz.core.lines import Line
from procwiz.core.messages import Message, Misread
from procwiz.core.notation import Notation, show_date
from procwiz.core.plan import Plan
from procwiz.errors import CouldNot, UsageFault, reason
from procwiz.language import Language
from procwiz.session import Session


@command("forget")
def forget(
    given: Annotated[list[str] | None, argument(says="forget_words", takes="[PLAN] KEY")] = None,
    yes: Annotated[bool, option("--yes", says="forget_yes")] = False,
    folder: In = "",
    by: By = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Forget what was said of something."""
    ways = Manner(plain, quiet, folder)
    word, key = _words(given)
    book, language = open_session(console.find_plan(word, ways), by, ways)
    try:
        book.may_write()
        target = forgetting.target(book.plan, key)
        if target is None:
            raise UsageFault(Message("privacy.forget.unknown", {"word": key}), Message("privacy.forget.unknown.remedy"))
        told = target.events or _half_typed(book.folder, target)
        if told and not yes and not _agreed(book.plan, target, language, ways):
            console.tell(language("privacy.forget.kept"), ways)
            return
        _tell(_forget(book, target, language), target, book, language)
    finally:
        book.close()


def _words(given: list[str] | None) -> tuple[str, str]:
    """Sort the words `[PLAN] KEY`: a plan's folder first is the plan.

    Raises:
        UsageFault: where there is no key, or more than one.
    """
    words = list(given or [])
    plan = words.pop(0) if words and store.is_plan(Path(words[0])) else ""
    if not words:
        raise UsageFault(Message("privacy.forget.no_key"))
    if len(words) > 1:
        raise UsageFault(Message("privacy.forget.two_words", {"word": words[1]}))
    return plan, words[0]


def _half_typed(folder: Path, target: Target) -> bool:
    return any(key in _keys(target) for _, key, _ in store.all_drafts(folder))


def _keys(target: Target) -> set[str]:
    return {subject.partition("/")[0] for subject in target.subjects}


def _titled(plan: Plan, target: Target) -> bool:
    """Say whether the plan's title repeats what is to be forgotten; a plan is named after its first answer."""
    title = plan.card.title.casefold()
    said = (json.dumps(event.content, ensure_ascii=False).casefold() for event in target.events)
    return bool(title) and any(title in text for text in said)


def _agreed(plan: Plan, target: Target, language: Language, ways: Manner) -> bool:
    """Tell what will be forgotten, and ask.

    Raises:
        UsageFault: where nobody sits there to ask.
    """
    if not console.on_terminal():
        raise UsageFault(Message("privacy.forget.sure"))
    asker = console.face(ways, language)
    what = named(plan, target.key)
    asker.say(Said(language("privacy.forget.what", what=what, key=target.key), Tone.TITLE))
    for event in target.events:
        asker.say(Said(language("privacy.forget.event", who=event.by, day=_day(event.at, plan.notation))))
    asker.say(Said(language("privacy.forget.count", n=len(target.events))))
    if any(event.kind == "decided" for event in target.events):
        asker.say(Said(language("privacy.forget.decision"), Tone.NOTICE))
    asker.say(Said(language("privacy.forget.for_good"), Tone.NOTICE))
    asker.say(Said(language("privacy.forget.ask"), Tone.QUESTION))
    while True:
        typed = asker.ask(Prompt(language("privacy.forget.label")))
        text = typed.text if isinstance(typed, Typed) else ""
        try:
            return bool(text.strip()) and YesNo().parse(text, plan.notation) is True
        except Misread as misread:
            asker.say(Said(language.say(misread.message), Tone.FAULT))


def _day(at: str, notation: Notation) -> str:
    """Show the day of an event's time; what is no time, as it stands."""
    try:
        return show_date(date.fromisoformat(at[:10]), notation)
    except ValueError:
        return at


def named(plan: Plan, key: str) -> str:
    """Name what a key means to people: the question's or the gate's title, else the key itself."""
    question = plan.process.questions.get(key.partition("/")[0])
    gate = plan.process.gates.get(key)
    return question.title if question is not None else gate.title if gate is not None else key


@dataclass(frozen=True, slots=True)
class Done:
    """What was forgotten: how many events, out of which files, and how many drafts; `titled` as `_titled` says."""

    events: int
    files: tuple[Path, ...]
    drafts: int
    titled: bool


def _forget(book: Session, target: Target, language: Language) -> Done:
    """Forget: first said in the journal, then done to each file. Killed in between, run again it goes on.

    Raises:
        CouldNot: where another run writes to one of the files; before that nothing has been changed.
    """
    titled = _titled(book.plan, target)
    store.may_erase(store.held(book.folder, store.gone(book.plan.journal, target.events)))
    book.record(forgetting.forget(book.plan, target.events, language("privacy.forget.instead")), "forget")
    book.close()
    files = store.erase(book.folder, store.gone(book.plan.journal))
    drafts = sum(store.drop_drafts(book.folder, key) for key in _keys(target))
    _drop_summaries()
    _renew(book)
    return Done(len(target.events), files, drafts, titled)


def _drop_summaries() -> None:
    """Let go of what the list of plans keeps in the user's cache."""
    from procwiz.commands.summaries import drop

    drop()


def _renew(book: Session) -> None:
    """Write the readable copy anew, where there is one."""
    copy = book.folder / store.DOCUMENTS / store.COPY
    if not copy.exists():
        return
    try:
        book.write_copy()
    except OSError as error:
        params = {"file": str(copy), "reason": reason(error)}
        raise CouldNot(Message("privacy.refused", params), Message("privacy.again")) from error


# -- told --------------------------------------------------------------------------------


def _tell(done: Done, target: Target, book: Session, language: Language) -> None:
    """Tell what was done, and which copies are out of reach."""
    what = {"what": named(book.plan, target.key), "key": target.key}
    lines = [Line(language("privacy.forget.done" if done.events else "privacy.forget.nothing", **what, n=done.events))]
    if done.files and not done.events:
        files = tuple(str(path.relative_to(book.folder)) for path in done.files)
        lines.append(Line(language("privacy.forget.cleaned", files=files)))
    if done.drafts:
        lines.append(Line(language("privacy.forget.drafts", n=done.drafts)))
    if done.events or done.files or done.drafts:
        lines.append(Line(language("privacy.forget.elsewhere", plan=console.called(book.folder))))
        lines += [Line(), Line(language("privacy.beyond.title"))]
        lines += [Line(text, "–") for text in _beyond(book.folder, language, titled=done.titled)]
    console.out(console.laid(lines, label=2))


def _beyond(folder: Path, language: Language, *, titled: bool) -> Iterator[str]:
    """Name the copies that are out of reach."""
    found = store.beyond(folder)
    for place, count in Counter(path.parent for path in found.documents).items():
        yield language("privacy.beyond.documents", folder=place, n=count)
    yield from (language("privacy.beyond.strange", file=path) for path in found.strange)
    if titled:
        yield language("privacy.beyond.card")
    yield from (language(f"privacy.beyond.{name}") for name in ("exported", "copies", "backups"))
    if found.git:
        yield language("privacy.beyond.git", folder=found.git)
