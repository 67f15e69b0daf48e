"""`procwiz check`: everything that is wrong with a plan, without changing it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from procwiz import console, repairing, session
from procwiz.commands import privacy as persons
from procwiz.commands.application import AsJson, In, Plain, PlanWord, Quiet, command, option
from procwiz.commands.repair import find_damaged
from procwiz.commands.resume import damage_messages
from procwiz.console import Manner
from procwiz.core.decisions import GATES, TASKS
from procwiz.core.forgetting import SUBJECT
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.errors import CheckFailed, PlanDamaged
from procwiz.language import Language

OTHERS = frozenset({GATES.rstrip("/"), TASKS.rstrip("/"), "paper", SUBJECT})
"""What an event can be about besides a question."""
HARMLESS = frozenset({"plan.torn", "plan.absent"})
"""What is said of a journal and stops nobody."""


@command("check")
def check(
    plan: PlanWord = "",
    privacy: Annotated[bool, option("--privacy", says="check_privacy")] = False,
    as_json: AsJson = False,
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Tell everything that is wrong with a plan."""
    ways = Manner(plain, quiet, folder)
    where = find_damaged(plan, ways)
    found = repairing.examine(where)
    opened = None if found.faults else session.open_plan(where)[0]
    language = Language(opened.card.language) if opened else console.user_language()
    damage = list(damaged(found))
    unclear = [*(() if privacy else contradicted(opened)), *persons.held(opened, where)] if opened else []
    personal = persons.personal(opened, where) if opened and privacy else ()
    torn = [message for message in damage_messages(found.reading) if message.code == "plan.torn"]
    if as_json:
        record = _record(where, damage, unclear, torn, language)
        console.out(session.as_json(record | ({"privacy": persons.record(personal)} if privacy else {})))
    else:
        for message in [*damage, *unclear, *torn]:
            console.out(f"{language.say(message)}\n")
        if opened and privacy:
            console.out(console.laid(persons.told(personal, opened, where, language), label=2))
    if damage:
        hint = None if found.whole else Message("plan.damaged.remedy")
        raise PlanDamaged(Message("check.damaged", {"n": len(damage)}), hint)
    if unclear:
        raise CheckFailed(Message("check.unclear", {"n": len(unclear)}))
    if personal:
        raise CheckFailed(Message("privacy.check.found", {"n": len(personal)}))
    if opened and not as_json and not privacy:
        console.out(language("check.whole", n=len(opened.journal.by_id)) + "\n")


def damaged(found: repairing.Examined) -> Iterator[Message]:
    """Find what stops a plan from being written to: damage, and what only a later procwiz knows."""
    yield from found.faults
    yield from (message for message in damage_messages(found.reading) if message.code not in HARMLESS)


def contradicted(opened: Plan) -> Iterator[Message]:
    """Find what a plan holds and cannot use: answers against each other, unreadable, or of another process."""
    for key in opened.conflicts:
        yield Message("check.conflict", {"what": opened.process.title_of(key), "key": key})
    for key, why in opened.answers.unreadable:
        yield Message("check.unreadable", {"what": opened.process.title_of(key), "key": key, "why": why})
    keys = {subject.partition("/")[0] for subject in opened.journal.subjects}
    for key in sorted(keys - opened.process.questions.keys() - OTHERS):
        yield Message("check.strange", {"key": key})
    if opened.journal.absent:
        yield Message("plan.absent", {"n": len(opened.journal.absent)})


def _record(
    where: Path, damage: list[Message], unclear: list[Message], torn: list[Message], language: Language
) -> dict[str, object]:
    """Give what was found as data; `why` is the name of the sentence."""
    return {
        "schema": "procwiz/check/1",
        "plan": str(where),
        **{
            name: [{"why": one.code.partition(".")[2], "text": language.say(one)} for one in messages]
            for name, messages in (("damaged", damage), ("unclear", unclear), ("torn", torn))
        },
    }
