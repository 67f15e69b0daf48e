"""Documents written as files: built, rendered, and put where they were asked for, never over something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from procwiz import store
from procwiz.calendars import calendar_of
from procwiz.core.document import build
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.errors import CouldNot
from procwiz.language import Language

TEXTS = ("md", "html")
PRINTED = ("docx", "pdf")
FORMATS: Mapping[str, tuple[str, ...]] = {
    "steering-group": (*TEXTS, *PRINTED),
    "plan": (*TEXTS, *PRINTED),
}
"""The documents of a plan, and the formats that each can be written in."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which documents, in which formats and languages, as of which day."""

    documents: tuple[str, ...]
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    as_of: date

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each document with each of the formats it can be written in."""
        return tuple((name, form) for name in self.documents for form in self.formats if form in FORMATS[name])


def templates() -> Path:
    """Where the shipped templates are: beside the package, or in the checkout."""
    packed = Path(__file__).parent / "templates"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "templates"


def text(plan: Plan, order: Order) -> str:
    """Write one document as text."""
    return content(plan, order).decode()


def content(plan: Plan, order: Order) -> bytes:
    """Write one document as it would stand in a file; raise as `publish` does."""
    return next(iter(_contents(plan, order).values()))


def publish(plan: Plan, folder: Path, order: Order, target: Path, *, force: bool) -> list[Path]:
    """Write documents as files into a folder; an equal file is left alone.

    Raises:
        CouldNot: where a file is there and differs, and `force` was not given, or where a format needs what is not
            installed; nothing has been written then.
        TemplateFaulty: where a template is wrong.
    """
    files = {target / f"{folder.resolve().name}-{name}": content for name, content in _contents(plan, order).items()}
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
        raise CouldNot(Message("plan.disk_out", {"place": place, "reason": error.strerror or str(error)})) from error
    return list(files)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _contents(plan: Plan, order: Order) -> dict[str, bytes]:
    return {
        f"{name}-{code}.{form}": _written(plan, name, form, Language(code), order.as_of)
        for code in order.languages
        for name, form in order.parts
    }


def _written(plan: Plan, name: str, form: str, language: Language, as_of: date) -> bytes:
    from procwiz.render import write

    document = build(plan, name, as_of, language.say, calendar_of(plan.country))
    return write(document, templates() / f"{name}.md.j2", form, templates() / "page.html.j2", language)
