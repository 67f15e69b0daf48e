"""All plans of a folder read and summarised; one that cannot be read is a row that says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from procwiz import calendars, console, session, store
from procwiz.commands.summaries import Kept, mark
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.messages import Message
from procwiz.core.portfolio.portfolio import Broken, Portfolio
from procwiz.core.portfolio.summarising import summarise
from procwiz.core.portfolio.summary import Summary
from procwiz.errors import ProcwizError
from procwiz.language import Language


def gather(folder: Path, as_of: date, language: Language) -> Portfolio:
    """Read every plan in a folder or one further down, as it stands on a day, in one language."""
    kept = Kept(folder, as_of, language.code)
    read = [_known(path, folder, as_of, language, kept) for path in console.plans_in(folder)]
    kept.close()
    rows = tuple(one for one in read if isinstance(one, Summary))
    return Portfolio(rows, tuple(one for one in read if isinstance(one, Broken)), as_of)


def _known(path: Path, folder: Path, as_of: date, language: Language, kept: Kept) -> Summary | Broken:
    """Take what is kept of a plan that has not changed; read it where it has."""
    before = mark(path)
    found = kept.find(path) if before else None
    if found is None:
        read = _read(path, folder, as_of, language)
        if isinstance(read, Broken):
            return read
        kept.keep(path, before, read)
        found = read
    return found


def _read(path: Path, folder: Path, as_of: date, language: Language) -> Summary | Broken:
    if not _inside(path, folder.resolve()):
        return Broken(str(path), path.name, language("portfolio.outside"))
    try:
        plan, reading = session.open_plan(path, language.code)
    except ProcwizError as error:
        why = language.say(error.message).replace(str(path), path.name)  # a list that is handed on tells no paths
        return Broken(str(path), path.name, why)
    if reading.broken:
        damage = reading.broken[0]
        where = {"file": f"{store.JOURNAL}/{damage.file}", "line": damage.line}
        return Broken(str(path), plan.card.title, language.say(Message("portfolio.damaged", where)))
    return summarise(Reckoned(plan, as_of, calendars.calendar_of(plan.country)), str(path))


def _inside(path: Path, root: Path) -> bool:
    """Say whether a plan and what it is made of lie in the folder listed, wherever its links lead."""
    parts = (path, path / store.CARD, path / store.PROCESS, path / store.JOURNAL)
    return all(part.resolve().is_relative_to(root) for part in parts)
