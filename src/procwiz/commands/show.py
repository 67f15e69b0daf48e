"""`procwiz show`: the answers, to read or to edit."""

from __future__ import annotations

from typing import Annotated

from procwiz import console, session
from procwiz.commands.application import AsJson, In, Plain, PlanWord, Quiet, command, option
from procwiz.commands.resume import say_damages
from procwiz.console import Manner
from procwiz.core import sheet
from procwiz.core.messages import Message
from procwiz.errors import PlanDamaged, UsageFault
from procwiz.language import Language


@command("show")
def show(
    plan: PlanWord = "",
    form: Annotated[str, option("--format", says="show_format", takes="yaml|json")] = "yaml",
    as_json: AsJson = False,
    set_aside: Annotated[bool, option("--set-aside", says="show_aside")] = False,
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Show the answers; `answer --from` reads the result back unchanged."""
    ways = Manner(plain, quiet, folder)
    if form not in {"yaml", "json"}:
        raise UsageFault(Message("cli.no_format", {"format": form, "known": ("yaml", "json")}))
    found = console.find_plan(plan, ways)
    opened, reading = session.open_plan(found)
    language = Language(opened.card.language)
    answers = sheet.write(opened, set_aside=set_aside)
    if as_json:
        console.out(session.as_json({"schema": "procwiz/show/1", "state": opened.journal.digest, "answers": answers}))
    elif form == "json":
        console.out(session.as_json(answers))
    else:
        console.out(sheet.as_yaml(opened, language.say, set_aside=set_aside))
    say_damages(reading, language, ways)
    if reading.broken:
        raise PlanDamaged(Message("cli.read_only"), Message("plan.damaged.remedy"))
