"""Answers that come as a file or on the command line: all of them, or none and every fault."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from procwiz import console
from procwiz.console import Manner
from procwiz.core import sheet
from procwiz.core.changes import unsettled
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.core.shift import shift
from procwiz.errors import CouldNot, UsageFault, reason
from procwiz.language import Language
from procwiz.session import Session

MOST_BYTES = 1024 * 1024


class SheetFaulty(UsageFault):
    """A sheet with faults; they have been listed, nothing has been changed."""


def read_sheet_file(path: Path) -> Any:
    """Read an answers file, JSON or YAML.

    Raises:
        CouldNot: where there is no such file.
        UsageFault: where it is too big or neither JSON nor YAML.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageFault(Message("cli.sheet.too_big", {"file": str(path)}))
        content = path.read_bytes()
    except OSError as error:
        raise CouldNot(Message("cli.sheet.unread", {"file": str(path), "reason": reason(error)})) from None
    if path.suffix == ".json":
        return _json(path, content)
    from procwiz.library.yamlfile import YamlFaulty, read_yaml

    try:
        return read_yaml(content).content
    except YamlFaulty as faulty:
        what = faulty.problem.message
        raise UsageFault(Message("cli.sheet.faulty", {"file": str(path), "what": what})) from None


def _json(path: Path, content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UsageFault(Message("cli.sheet.faulty", {"file": str(path), "what": str(error)})) from None


def apply(book: Session, content: Any, via: str, language: Language, ways: Manner, *, typed: bool = False) -> int:
    """Record a sheet; gives the number of events.

    Raises:
        SheetFaulty: with every fault listed, where there is one.
    """
    read = sheet.read(book.plan, content, book.new_id, typed=typed)
    if read.faults:
        for fault in read.faults:
            where = f"{fault.key}: " if fault.key else ""
            console.tell(where + language.say(fault.message))
        raise SheetFaulty(Message("cli.sheet.refused", {"n": len(read.faults)}))
    before = book.plan
    book.record(read.drafts, via)
    _say_aside(book, read, language, ways)
    say_shift(before, book.plan, language, ways)
    return len(read.drafts)


def _say_aside(book: Session, read: sheet.Sheet, language: Language, ways: Manner) -> None:
    for question in sheet.aside(book.plan, read.drafts):
        console.tell(language("cli.sheet.aside", key=question.key, what=question.title), ways)


def say_shift(before: Plan, after: Plan, language: Language, ways: Manner) -> None:
    """Say what a change set aside and brought back, and which decisions it takes the ground from."""
    moved = shift(before, after)
    for question in moved.set_aside:
        console.tell(language("cli.sheet.aside", key=question.key, what=question.title), ways)
    for question in moved.returned:
        console.tell(language("cli.sheet.back", key=question.key, what=question.title), ways)
    for decision, keys in unsettled(before, after):
        titles = ", ".join(f"»{after.process.title_of(key)}«" for key in keys)
        console.tell(language("interview.unsettled", n=len(keys), gate=decision.gate, what=titles), ways)
