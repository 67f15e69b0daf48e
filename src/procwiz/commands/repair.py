"""`procwiz repair`: a copy of a damaged plan with all that is whole; the plan itself is never touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

from procwiz import console, repairing, session, store
from procwiz.commands.application import In, Plain, PlanWord, Quiet, command, option
from procwiz.commands.resume import damage_messages
from procwiz.console import Manner
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.errors import PlanDamaged
from procwiz.language import Language
from procwiz.repairing import Examined, Mended


@command("repair")
def repair(
    plan: PlanWord = "",
    out: Annotated[str, option("--out", says="repair_out", takes="folder")] = "",
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Write a copy of a damaged plan."""
    ways = Manner(plain, quiet, folder)
    where = find_damaged(plan, ways)
    found = repairing.examine(where)
    if found.whole:
        console.out(console.user_language()("repair.whole", folder=where) + "\n")
        return
    mended = repairing.mend(found)
    target = Path(out) if out else where.resolve().with_name(f"{where.resolve().name}-repaired")
    copied = store.copy_whole(where, target, found.reading, mended.instead)
    opened, reading = session.open_plan(target)
    language = Language(opened.card.language)
    for message in _told(found, mended, copied, opened):
        console.out(language.say(message) + "\n")
    if reading.broken:
        raise PlanDamaged(session.damaged(reading.broken[0]))
    console.tell(language("repair.next", folder=console.called(target)), ways)


def find_damaged(word: str, ways: Manner) -> Path:
    """Find the plan meant, as `find_plan` does; also one that has lost its card."""
    named = Path(ways.folder or word or ".")
    return named if store.without_card(named) else console.find_plan(word, ways)


def _told(found: Examined, mended: Mended, copied: store.Copied, opened: Plan) -> Iterator[Message]:
    """Tell what was wrong, what was made anew, what was put aside, and last what could not be saved."""
    yield from found.faults
    yield from damage_messages(found.reading)
    yield from mended.said
    for file, lines in copied.aside.items():
        aside = store.aside_of(file.removesuffix(".jsonl"))
        yield Message("repair.aside", {"file": f"{store.JOURNAL}/{file}", "n": len(lines), "aside": aside})
    for link in copied.links:
        yield Message("repair.link", {"file": link})
    yield from _lost(copied, opened)


def _lost(copied: store.Copied, opened: Plan) -> Iterator[Message]:
    for gone in copied.gone:
        yield Message("repair.lost", _of(gone, opened))
    for guessed in copied.guessed:
        known = guessed.subject in opened.process.questions
        yield Message("repair.seems" if known else "repair.unknown", _of(guessed, opened))
    if not copied.gone and not copied.guessed and not copied.links:
        yield Message("repair.nothing_lost", {"n": len(opened.journal.by_id)})


def _of(trace: store.Trace, opened: Plan) -> dict[str, object]:
    key = trace.subject.partition("/")[0]
    title = opened.process.title_of(key) if key in opened.process.questions else trace.subject
    return {"what": title, "key": trace.subject, "by": trace.by, "at": _moment(trace.at)}


def _moment(at: str) -> str:
    """Write a moment as the person's clock showed it."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return at
