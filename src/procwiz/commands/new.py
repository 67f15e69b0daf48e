"""`procwiz new`: begin a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from procwiz import console, library, session
from procwiz.commands.application import By, Plain, Quiet, argument, command, option
from procwiz.commands.sheets import apply, read_sheet_file
from procwiz.commands.talking import converse, welcome
from procwiz.console import Manner
from procwiz.core import sheet
from procwiz.core.cleaning import clean_line
from procwiz.core.messages import Message
from procwiz.core.walk import Scope
from procwiz.errors import PlanDamaged, UsageFault
from procwiz.language import Language
from procwiz.session import Session

PROCESS = "innovative-procurement"
LONGEST_TITLE = 200


@command("new")
def new(
    title: Annotated[str, argument(says="title", takes="title")] = "",
    process: Annotated[str, option("--process", says="process_key", takes="KEY")] = PROCESS,
    lang: Annotated[str, option("--lang", says="lang", takes="da|en")] = "",
    parent: Annotated[str, option("--dir", says="dir", takes="folder")] = ".",
    answers: Annotated[str, option("--answers", says="answers", takes="file")] = "",
    example: Annotated[str, option("--example", says="example", takes="KEY")] = "",
    source: Annotated[str, option("--from", says="from_plan", takes="PLAN")] = "",
    quick: Annotated[bool, option("--quick/--full", says="quick")] = True,
    no_input: Annotated[bool, option("--no-input", says="no_input")] = False,
    by: By = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Begin a plan."""
    ways = Manner(plain, quiet)
    title = _title(title)
    compiled = library.load(library.find(process))
    contents, given_title = _contents(process, answers, example, source)
    language = _language(lang, compiled, contents)
    book = session.unborn(
        compiled,
        title or given_title,
        language,
        console.author(by, ways, language),
        Path(parent),
        session.today(),
    )
    try:
        for content, via in contents:
            apply(book, content, via, language, ways)
        if title or contents or no_input:
            book.bear()
        if not no_input and not example:
            scope = Scope(quick=quick)
            converse(book, language, ways, scope, opening=welcome(book.plan.process.title, language, scope))
        else:
            _say_made(book, language, ways)
    finally:
        book.close()


def _title(given: str) -> str:
    """Take a title as one line; raise `UsageFault` where it is too long to be one."""
    title = clean_line(given)
    if len(title) > LONGEST_TITLE:
        raise UsageFault(Message("cli.title_long", {"n": len(title), "limit": LONGEST_TITLE}))
    return title


def _contents(process: str, answers: str, example: str, source: str) -> tuple[list[tuple[Any, str]], str]:
    """Gather the answers a plan begins with, and the title an example brings."""
    contents: list[tuple[Any, str]] = []
    title = ""
    if example:
        record = library.example(library.find(process), example)
        title = record["title"]
        contents.append((record["answers"], "example"))
    if source:
        folder = console.find_plan(source, Manner())
        plan, reading = session.open_plan(folder)
        if reading.broken:  # what is lost there would be missing here, and nothing would tell
            raise PlanDamaged(session.damaged(reading.broken[0]), Message("plan.damaged.remedy"))
        contents.append((sheet.write(plan), "from"))
        title = title or plan.card.title
    if answers:
        contents.append((read_sheet_file(Path(answers)), "answers"))
    return contents, title


def _language(wanted: str, compiled: dict[str, Any], contents: list[tuple[Any, str]]) -> Language:
    known = compiled["languages"]
    if wanted and wanted not in known:
        raise UsageFault(Message("cli.no_language", {"language": wanted, "known": tuple(known)}))
    via_example = "da" if any(via == "example" for _, via in contents) else ""
    own = console.user_language().code
    return Language(wanted or via_example or (own if own in known else known[0]))


def _say_made(book: Session, language: Language, ways: Manner) -> None:
    book.refresh()
    console.out(f"{book.folder}\n")
    progress = book.plan.total
    console.tell(language("cli.made", answered=progress.answered, deferred=progress.deferred, open=progress.open), ways)
    console.tell(language("cli.made.next", folder=book.folder), ways)
