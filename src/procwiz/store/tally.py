"""What was kept in a journal file, noted in a file beside it: so that a line which is gone is missed.

A line that was changed disagrees with its own checksum. One that was cut off, with all of it, leaves no mark where it
stood. Each event is noted after it is safe; a tally may be behind the journal, and never says what did not happen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from procwiz.core import journal as events
from procwiz.core.journal import Damaged, Event
from procwiz.store.files import MARK, read_bytes
from procwiz.store.folder import MOST_BYTES

TALLY = ".tally"


@dataclass(frozen=True, slots=True)
class Trace:
    """What a tally knows of an event: not what was said, but of what, by whom and when."""

    id: str
    at: str
    by: str
    subject: str


def trace(event: Event) -> Trace:
    """Say of an event what a tally knows."""
    return Trace(event.id, event.at, event.by, event.subject)


def write_trace(noted: Trace) -> bytes:
    """Write a trace as a line."""
    fields = list(astuple(noted))
    return json.dumps([*fields, _check(fields)], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_traces(content: bytes) -> Iterator[Trace]:
    """Read a tally's lines; one that is not whole proves nothing and is passed over."""
    for line in content.splitlines():
        with suppress(ValueError, RecursionError):
            record = json.loads(line.decode("utf-8"))
            if isinstance(record, list) and len(record) == 5 and record[4] == _check(record[:4]):
                yield Trace(*map(str, record[:4]))


def _check(fields: list[str]) -> str:
    return hashlib.sha256(events.canonical(fields)).hexdigest()[:8]


def tally_of(path: Path) -> bytes:
    """Read the tally beside a journal file; empty where there is none, or a link in its place."""
    tally = path.with_suffix(TALLY)
    return read_bytes(tally, MOST_BYTES) if tally.is_file() and not tally.is_symlink() else b""


def note(path: Path, kept: Iterable[Event]) -> None:
    """Note events as kept in a journal file. What cannot be noted is kept all the same."""
    tally = path.with_suffix(TALLY)
    if tally.is_symlink():
        return
    with suppress(OSError), tally.open("ab", buffering=0) as file:
        file.write(b"".join(write_trace(trace(event)) for event in kept))


def catch_up(path: Path, content: bytes) -> None:
    """Note what a journal file holds and its tally does not: a run was killed, or knew of no tallies."""
    tally = tally_of(path)
    known = {noted.id for noted in read_traces(tally)}
    if tally and not tally.endswith(b"\n"):
        with suppress(OSError), path.with_suffix(TALLY).open("ab") as file:
            file.write(b"\n")
    if len(known) < content.count(b"\n"):
        note(path, [event for event in _whole(content) if event.id not in known])


def _whole(content: bytes) -> Iterator[Event]:
    for line in content.removeprefix(MARK).split(b"\n"):
        with suppress(UnicodeDecodeError, Damaged):
            yield events.read_line(line.decode("utf-8"))
