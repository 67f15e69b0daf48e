"""`procwiz answer`: answers without an interview, all of them or none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

from procwiz import console, store
from procwiz.commands.application import By, In, Plain, Quiet, argument, command, option
from procwiz.commands.resume import open_session
from procwiz.commands.sheets import apply, read_sheet_file
from procwiz.console import Manner
from procwiz.core.messages import Message
from procwiz.errors import UsageFault


@command("answer")
def answer(
    given: Annotated[list[str] | None, argument(says="key_values", takes="[PLAN] KEY=VALUE …")] = None,
    source: Annotated[str, option("--from", says="from_file", takes="file")] = "",
    folder: In = "",
    by: By = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Record answers."""
    ways = Manner(plain, quiet, folder)
    plan, pairs = sort_words(given or [])
    if bool(source) == bool(pairs):
        raise UsageFault(Message("cli.answer.one_of"))
    book, language = open_session(console.find_plan(plan, ways), by, ways)
    try:
        content = _from_file(source) if source else dict(pair.split("=", 1) for pair in pairs)
        count = apply(book, content, "answer", language, ways, typed=not source)
        book.refresh()
        console.tell(language("cli.answer.done", n=count), ways)
    finally:
        book.close()


def sort_words(given: list[str]) -> tuple[str, list[str]]:
    """Sort the words of a command: a plan folder first is PLAN, `x=y` an answer; two readings are refused."""
    plan, rest = "", given
    if given and store.is_plan(Path(given[0])):
        if "=" in given[0]:
            raise UsageFault(Message("cli.answer.two_readings", {"word": given[0]}))
        plan, rest = given[0], given[1:]
    for word in rest:
        if "=" not in word:
            raise UsageFault(Message("cli.answer.no_pair", {"word": word}))
    return plan, rest


def _from_file(source: str) -> Any:
    if source == "-":
        from procwiz.library.yamlfile import read_yaml

        return read_yaml(sys.stdin.buffer.read()).content
    return read_sheet_file(Path(source))
