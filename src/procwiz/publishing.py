"""Documents written as files: built, rendered, and put where they were asked for, never over something else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from procwiz import store
from procwiz.calendars import calendar_of
from procwiz.core.document import OUTSIDE, Fields, compose
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.core.schedule import schedule
from procwiz.errors import CouldNot, reason
from procwiz.language import Language

if TYPE_CHECKING:
    from procwiz.render.dress import Dress

TEXTS = ("md", "html")
PRINTED = ("docx", "pdf")
BINARY = frozenset({*PRINTED, "xlsx"})
"""The formats that no terminal can show."""
FORMATS: Mapping[str, tuple[str, ...]] = {
    "steering-group": (*TEXTS, *PRINTED),
    "plan": (*TEXTS, *PRINTED, "xlsx", "ics", "json"),
    "market": (*TEXTS, *PRINTED),
}
"""The documents of a plan, and the formats that each can be written in."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which documents, in which formats and languages, as of which day; without a `dress` in the house's look."""

    documents: tuple[str, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    as_of: date
    dress: Dress | None = None

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each document with each of the formats it can be written in."""
        return tuple((name, form) for name in self.documents for form in self.formats if form in FORMATS[name])


def templates() -> Path:
    """Where the shipped templates are: beside the package, or in the checkout."""
    packed = Path(__file__).parent / "templates"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "templates"


def template_names() -> tuple[str, ...]:
    """The names of the shipped templates; one of the same name in an organisation's folder comes instead."""
    return tuple(sorted(path.name for path in templates().glob("*.j2")))


def text(plan: Plan, order: Order) -> str:
    """Write one document as text."""
    return content(plan, order).decode()


def content(plan: Plan, order: Order) -> bytes:
    """Write one document as it would stand in a file; raise as `publish` does."""
    return next(_pieces(plan, order)).content


def publish(plan: Plan, folder: Path, order: Order, target: Path, *, force: bool) -> list[Path]:
    """Write documents as files into a folder; an equal file is left alone.

    Raises:
        CouldNot: where a file is there and differs, and `force` was not given, or where a format needs what is not
            installed; nothing has been written then.
        TemplateFaulty: where a template is wrong.
    """
    own = folder.resolve().name
    files = {target / f"{one.stem or own}-{one.name}": one.content for one in _pieces(plan, order)}
    return put(files, target, force=force)


def put(files: Mapping[Path, bytes], target: Path, *, force: bool) -> list[Path]:
    """Put files into a folder, all or none; an equal file is left alone.

    Raises:
        CouldNot: where a file is there and differs, and `force` was not given, or where the disk refuses.
    """
    try:
        changed = {path: content for path, content in files.items() if not _holds(path, content)}
        standing = next((path for path in changed if path.exists()), None)
        if standing is not None and not force:
            raise CouldNot(Message("cli.out_exists", {"file": str(standing)}))
        target.mkdir(parents=True, exist_ok=True)
        for path, content in changed.items():
            store.write_file(path, content)
    except OSError as error:
        place = str(error.filename or target)
        raise CouldNot(Message("plan.disk_out", {"place": place, "reason": reason(error)})) from error
    return list(files)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


@dataclass(frozen=True, slots=True)
class _Piece:
    """A file to write: what its name begins with, empty for the folder's own, the rest of it, and what it holds."""

    stem: str
    name: str
    content: bytes


def _pieces(plan: Plan, order: Order) -> Iterator[_Piece]:
    """Write each document in each format; what they are made from is reckoned once for a language."""
    for code in order.languages:
        reckoned = Reckoned(plan, order.as_of, calendar_of(plan.country))
        for name in order.documents:
            yield from _forms(reckoned, name, Language(code), order)


def _forms(reckoned: Reckoned, name: str, language: Language, order: Order) -> Iterator[_Piece]:
    forms = [form for form in order.formats if form in FORMATS[name]]
    document = compose(reckoned, name, language.say) if any(form not in _OWN for form in forms) else {}
    stem = store.slug(document["title"]) if name in OUTSIDE else ""  # a folder's name is often an internal answer
    for form in forms:
        own = _OWN.get(form)
        content = own(reckoned, language) if own else lay_out(document, name, form, language, order.dress)
        yield _Piece(stem, f"{name}-{language.code}.{form}", content)


def lay_out(document: Fields, name: str, form: str, language: Language, dress: Dress | None) -> bytes:
    """Write a document that has been built, by the template of its name."""
    from procwiz.render import write

    return write(document, templates() / f"{name}.md.j2", form, templates() / "page.html.j2", language, dress)


# -- formats without a template ----------------------------------------------------------


def _workbook(reckoned: Reckoned, language: Language) -> bytes:
    from procwiz.core.document.registers import book
    from procwiz.render import tabulate

    return tabulate(book(reckoned, language.say), language)


def _calendar(reckoned: Reckoned, language: Language) -> bytes:
    from procwiz import timetable
    from procwiz.timetable.ics import ics

    plan = reckoned.plan
    route, found = timetable.way(plan)
    entries = schedule(plan, reckoned.calendar, reckoned.as_of, route)
    return ics(entries, plan, language, timetable.Telling(entries, plan, language, found, plan.country)).encode()


def _values(reckoned: Reckoned, language: Language) -> bytes:
    from procwiz.core.document.whole import whole

    return (json.dumps(whole(reckoned), ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


_OWN: Mapping[str, Callable[[Reckoned, Language], bytes]] = {"xlsx": _workbook, "ics": _calendar, "json": _values}
