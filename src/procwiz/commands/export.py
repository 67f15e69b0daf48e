"""`procwiz export`: the documents that are handed over."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Annotated

from procwiz import console, publishing, session, store
from procwiz.commands.application import By, In, Plain, PlanWord, Quiet, command, option
from procwiz.commands.dressing import dressed
from procwiz.commands.resume import open_session, say_damages
from procwiz.console import Manner
from procwiz.core import changes
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.errors import PlanDamaged, UsageFault
from procwiz.language import Language

DOCUMENTS = ("steering-group", "plan")
"""What is written where no document is named."""
FORMATS = tuple(dict.fromkeys(form for forms in publishing.FORMATS.values() for form in forms))
_KNOWN = "|".join(publishing.FORMATS)


@command("export")
def export(
    plan: PlanWord = "",
    document: Annotated[list[str] | None, option("--document", says="document", takes=_KNOWN)] = None,
    form: Annotated[list[str] | None, option("--format", says="format", takes="md|html|docx|pdf|xlsx|ics|json")] = None,
    lang: Annotated[str, option("--lang", says="export_lang", takes="da|en")] = "",
    out: Annotated[str, option("--out", says="out", takes="folder")] = "",
    stdout: Annotated[bool, option("--stdout", says="stdout")] = False,
    as_of: Annotated[str, option("--as-of", says="as_of", takes="date")] = "",
    templates: Annotated[str, option("--templates", says="templates", takes="folder")] = "",
    force: Annotated[bool, option("--force", says="force")] = False,
    issue: Annotated[bool, option("--issue", says="issue")] = False,
    by: By = "",
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Write documents."""
    ways = Manner(plain, quiet, folder)
    documents, formats = _ordered(document, form, stdout)
    day = session.reckoning_day(as_of)
    where = console.find_plan(plan, ways)
    opened, reading = session.open_plan(where, lang)
    language = _language(lang, opened.process.languages, opened.card.language)
    _whole(reading, language, ways)
    _say_lacks(opened, documents, language, ways)
    order = publishing.Order(documents, formats, (language.code,), day, dressed(templates))
    if stdout:
        _out(opened, order, issue)
        return
    target = Path(out) if out else store.own_path(where, store.DOCUMENTS, day.isoformat())
    written = publishing.publish(opened, where, order, target, force=force)
    for path in written:
        console.out(f"{path}\n")
    if issue:
        _issue(where, written, day, by, ways)


def _issue(where: Path, files: Sequence[Path], day: date, by: str, ways: Manner) -> None:
    """Record that the files were handed over: "since the last paper" counts from here."""
    book, language = open_session(where, by, ways)
    try:
        digests = {path.name: sha256(path.read_bytes()).hexdigest()[:16] for path in files}
        book.record([changes.issue(book.plan, day, digests)], "export")
        console.tell(language("cli.issued", n=len(files)), ways)
    finally:
        book.close()


def _whole(reading: store.Reading, language: Language, ways: Manner) -> None:
    """Let no document be made of a plan that cannot be read in full."""
    if reading.broken:
        say_damages(reading, language, ways)
        raise PlanDamaged(Message("cli.export.damaged"), Message("plan.damaged.remedy"))


def _say_lacks(plan: Plan, documents: Sequence[str], language: Language, ways: Manner) -> None:
    """Tell the sender what an invitation to the market still misses, and what only a person can see in it."""
    if "market" not in documents:
        return
    from procwiz.core.document.market import lacking

    missing = tuple(language("documents.quoted", title=title) for title in lacking(plan))
    if missing:
        console.tell(language("cli.market_lacks", what=missing), ways)
    console.tell(language("cli.market_read"), ways)


def _out(plan: Plan, order: publishing.Order, issue: bool) -> None:
    """Write one document to standard output: as it stands in a file, where it is no text."""
    if issue:
        raise UsageFault(Message("cli.issue_stdout"))
    if len(order.parts) > 1:
        raise UsageFault(Message("cli.stdout_one"))
    if order.formats[0] not in publishing.BINARY:
        console.out(publishing.text(plan, order))
        return
    if sys.stdout.isatty():
        raise UsageFault(Message("cli.stdout_terminal", {"format": order.formats[0]}))
    sys.stdout.flush()
    sys.stdout.buffer.write(publishing.content(plan, order))
    sys.stdout.buffer.flush()


def _ordered(
    document: list[str] | None, form: list[str] | None, stdout: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find the documents and formats meant; what is not named is what has the other, to standard output only one."""
    formats = tuple(form or (publishing.TEXTS[:1] if stdout else publishing.TEXTS))
    _known(formats, FORMATS, "cli.no_format")
    having = tuple(name for name in DOCUMENTS if _fits(name, formats))
    documents = tuple(document or (having[:1] if stdout else having))
    _known(documents, tuple(publishing.FORMATS), "cli.no_document")
    for name, one in product(documents, formats):
        if not _fits(name, formats) or not any(one in publishing.FORMATS[other] for other in documents):
            params = {"document": name, "format": one, "known": publishing.FORMATS[name]}
            raise UsageFault(Message("cli.not_as", params))
    return documents, formats


def _fits(document: str, formats: tuple[str, ...]) -> bool:
    return any(form in publishing.FORMATS[document] for form in formats)


def _known(given: tuple[str, ...], known: tuple[str, ...], code: str) -> None:
    strange = [word for word in given if word not in known]
    if strange:
        raise UsageFault(Message(code, {"format": strange[0], "document": strange[0], "known": known}))


def _language(wanted: str, known: tuple[str, ...], own: str) -> Language:
    if wanted and wanted not in known:
        raise UsageFault(Message("cli.no_language", {"language": wanted, "known": known}))
    return Language(wanted or own)
