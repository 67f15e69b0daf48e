"""A plan's journal written: one event, one line, one write, one flush.

A run writes to a file of its own author that it can lock, else to a new one.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from procwiz.core import journal as events
from procwiz.core.journal import Damaged, Draft, Event, Journal
from procwiz.store.files import flush_folder, refusing, slug
from procwiz.store.folder import JOURNAL


class Pen:
    """Writes one author's events to a file that nobody else writes to at the same time."""

    def __init__(self, folder: Path, author: str) -> None:
        self.author = author
        self._folder = folder
        self._file: int | None = None
        self._latest = ""

    def append(self, journal: Journal, drafts: Sequence[Draft], via: str) -> tuple[Event, ...]:
        """Put events on the disk, all in one write and one flush; when this returns, they are there.

        Raises:
            CouldNot: where the disk refuses; nothing has been written then, or only a tail that reading puts aside.
        """
        sealed = self._seal(journal, drafts, via)
        text = "".join(events.write_line(event) for event in sealed).encode()
        with refusing(self._folder / JOURNAL):
            if self._file is None:
                self._file = _own_file(self._folder / JOURNAL, slug(self.author))
            _write_whole(self._file, text)
        return sealed

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _seal(self, journal: Journal, drafts: Sequence[Draft], via: str) -> tuple[Event, ...]:
        heads: dict[str, tuple[str, ...]] = {}
        sealed = []
        for draft in drafts:
            prev = heads.get(draft.subject) or tuple(event.id for event in journal.heads(draft.subject))
            event = events.seal(
                draft,
                id=secrets.token_hex(8),
                at=self._next_moment(),
                by=self.author,
                via=via,
                prev=prev,
                salt=secrets.token_hex(8),
            )
            heads[draft.subject] = (event.id,)
            sealed.append(event)
        return tuple(sealed)

    def _next_moment(self) -> str:
        """The time in UTC; of two events in one microsecond the second is given the next."""
        now = datetime.now(UTC)
        moment = now.isoformat(timespec="microseconds").replace("+00:00", "Z")
        if moment <= self._latest:
            later = datetime.fromisoformat(self._latest) + timedelta(microseconds=1)
            moment = later.isoformat(timespec="microseconds").replace("+00:00", "Z")
        self._latest = moment
        return moment


def _own_file(folder: Path, name: str) -> int:
    folder.mkdir(exist_ok=True)
    for path in sorted(folder.glob(f"{name}-????????.jsonl")):
        if path.is_symlink():
            continue
        file = os.open(path, os.O_RDWR | os.O_APPEND)
        if _lock(file):
            _put_tail_aside(file, path)
            return file
        os.close(file)
    path = folder / f"{name}-{secrets.token_hex(4)}.jsonl"
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o666)
    _lock(file)
    flush_folder(folder)
    return file


def _put_tail_aside(file: int, path: Path) -> None:
    """Take what a crash left of a last line out of the journal, into a file beside it."""
    content = path.read_bytes()
    end = content.rfind(b"\n") + 1
    if end == len(content):
        return
    try:
        events.read_line(content[end:].decode("utf-8"))
    except (UnicodeDecodeError, Damaged):
        with path.with_suffix(".torn").open("ab") as aside:
            aside.write(content[end:] + b"\n")
            os.fsync(aside.fileno())
        os.ftruncate(file, end)
    else:
        _write_whole(file, b"\n")


def _write_whole(file: int, text: bytes) -> None:
    start = os.lseek(file, 0, os.SEEK_END)
    try:
        if os.write(file, text) < len(text):
            raise OSError(28, os.strerror(28))
        os.fsync(file)
    except OSError:
        with suppress(OSError):
            os.ftruncate(file, start)
        raise


def _lock(file: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
