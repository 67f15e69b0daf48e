"""Forgotten content taken out of a plan's files for good: the one place that rewrites a journal.

A file is written beside itself, flushed, and moved into its place: killed at any moment the old one stands there or the
new one, and to run it again finishes the work. Reading drops what was forgotten, whether its file is done or not.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from procwiz.core import journal as events
from procwiz.core.journal import FORGOTTEN, Damaged, Event, Journal
from procwiz.core.messages import Message
from procwiz.errors import CouldNot, reason
from procwiz.store.files import MARK, lock, read_bytes, write_file
from procwiz.store.folder import DOCUMENTS, JOURNAL, MOST_BYTES, own_path
from procwiz.store.tally import TALLY

COPY = "answers.md"
_ASIDE = re.compile(r"\..+\.[0-9a-f]{8}")
"""What a run that was killed may have left of a file it was writing beside its place."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What has been forgotten: the ids of events, and what they were about."""

    ids: frozenset[str]
    subjects: frozenset[str]


@dataclass(frozen=True, slots=True)
class Held:
    """A file of the journal that still holds forgotten content; `subjects` say of what."""

    path: Path
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beyond:
    """Copies that forgetting does not reach: files in the plan's folder that others wrote there, and git's history."""

    documents: tuple[Path, ...]
    strange: tuple[Path, ...]
    git: Path | None


def gone(journal: Journal, more: Iterable[Event] = ()) -> Gone:
    """Say what is forgotten: what a journal holds no content of, and what is about to be."""
    bare = [event for event in journal.by_id.values() if event.content is None]
    found = [*bare, *more]
    return Gone(frozenset(event.id for event in found) | journal.forgotten, frozenset(one.subject for one in found))


def held(folder: Path, forgotten: Gone) -> tuple[Held, ...]:
    """Find the files that still hold what was forgotten."""
    found = []
    for path in _files(folder):
        lines = read_bytes(path, MOST_BYTES).split(b"\n")
        subjects = {subject for line in lines if (subject := _told(line, forgotten)) is not None}
        if subjects:
            found.append(Held(path, tuple(sorted(subjects))))
    return tuple(found)


def may_erase(found: Iterable[Held]) -> None:
    """Raise `CouldNot` where another run writes to one of the files now."""
    for one in found:
        with _alone(one.path):
            pass


def erase(folder: Path, forgotten: Gone) -> tuple[Path, ...]:
    """Take what was forgotten out of every file of the journal; give the files that were rewritten.

    Raises:
        CouldNot: where another run writes to a file, or the disk refuses. What was done is done; nothing is lost.
    """
    found = held(folder, forgotten)
    for one in found:
        _rewrite(one.path, forgotten)
    for leftover in _leftovers(folder):
        with suppress(OSError):
            leftover.unlink()
    return tuple(one.path for one in found)


def beyond(folder: Path) -> Beyond:
    """Find the copies in and round a plan's folder that forgetting leaves alone."""
    kept = {".jsonl", ".torn", TALLY}
    documents = [path for path in sorted((folder / DOCUMENTS).rglob("*")) if path.is_file() and path.name != COPY]
    strange = [path for path in sorted((folder / JOURNAL).rglob("*")) if path.is_file() and path.suffix not in kept]
    here = folder.resolve()
    git = next((above for above in (here, *here.parents) if (above / ".git").exists()), None)
    return Beyond(tuple(documents), tuple(strange), git)


# -- files ------------------------------------------------------------------------------


def _files(folder: Path) -> Iterator[Path]:
    home = own_path(folder, JOURNAL)
    for ending in ("*.jsonl", "*.torn"):
        yield from (path for path in sorted(home.glob(ending)) if path.is_file() and not path.is_symlink())


def _leftovers(folder: Path) -> Iterator[Path]:
    places = ((JOURNAL, ".*.jsonl.*"), (JOURNAL, ".*.torn.*"), (DOCUMENTS, f".{COPY}.*"))
    for name, pattern in places:
        yield from (path for path in own_path(folder, name).glob(pattern) if _ASIDE.fullmatch(path.name))


def _rewrite(path: Path, forgotten: Gone) -> None:
    with _alone(path) as file:
        lines = file.read().split(b"\n")
        if os.name == "nt":  # where a file that is open cannot be replaced
            file.close()
        write_file(path, b"\n".join(kept for line in lines if (kept := _without(line, forgotten)) is not None))


@contextmanager
def _alone(path: Path) -> Iterator[BinaryIO]:
    """Open a file for this run alone, and say what stands in the way."""
    try:
        with path.open("r+b") as file:
            if not lock(file.fileno()):
                raise CouldNot(Message("privacy.locked", {"file": str(path)}), Message("privacy.again"))
            yield file
    except OSError as error:
        params = {"file": str(path), "reason": reason(error)}
        raise CouldNot(Message("privacy.refused", params), Message("privacy.again")) from error


# -- lines ------------------------------------------------------------------------------


def _told(line: bytes, forgotten: Gone) -> str | None:
    """Say of what a line holds forgotten content, if of anything; a torn one need only be about something forgotten."""
    event = _event(line)
    if event is not None:
        names = event.kind != FORGOTTEN and event.id in forgotten.ids
        return event.subject if names and event.content is not None else None
    return next((subject for subject in sorted(forgotten.subjects) if _about(subject) in line), None)


def _without(line: bytes, forgotten: Gone) -> bytes | None:
    """Give a line as it may stay; None where nothing of it may."""
    if _told(line, forgotten) is None:
        return line
    event = _event(line)
    return events.write_line(events.bare(event)).rstrip("\n").encode() if event is not None else None


def _event(line: bytes) -> Event | None:
    try:
        return events.read_line(line.removeprefix(MARK).decode("utf-8"))
    except (UnicodeDecodeError, Damaged):
        return None


def _about(subject: str) -> bytes:
    """What a line on a subject holds, as the journal is written."""
    return f'"subject":{json.dumps(subject, ensure_ascii=False)}'.encode()
