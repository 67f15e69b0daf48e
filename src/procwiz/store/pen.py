"""A plan's journal written: one event, one line, one write, one flush.

A run writes to a file of its own author that it can lock, else to a new one.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from procwiz.core import journal as events
from procwiz.core.journal import Damaged, Draft, Event, Journal
from procwiz.core.messages import Message
from procwiz.errors import CouldNot
from procwiz.store import tally
from procwiz.store.files import MARK, flush_folder, lock, refusing, slug
from procwiz.store.folder import JOURNAL, MOST_BYTES, own_path
from procwiz.store.reading import MOST_LINE


class Pen:
    """Writes one author's events to a file that nobody else writes to at the same time."""

    def __init__(self, folder: Path, author: str) -> None:
        self.author = author
        self._folder = folder
        self._file: int | None = None
        self._path = folder
        self._latest = ""

    def append(self, journal: Journal, drafts: Sequence[Draft], via: str) -> tuple[Event, ...]:
        """Put events on the disk, all in one write and one flush; when this returns, they are there.

        Raises:
            PlanDamaged: where the journal is a link out of the plan.
            CouldNot: where the disk refuses, or an event is too long to be read again; nothing has been written then,
                or only a tail that reading puts aside.
        """
        sealed = self._seal(journal, drafts, via)
        lines = [events.write_line(event).encode() for event in sealed]
        if max(map(len, lines), default=0) > MOST_LINE:  # it would be taken for damage when it is read
            raise CouldNot(Message("plan.event_long", {"most": MOST_LINE // 1024}))
        text = b"".join(lines)
        with refusing(self._folder / JOURNAL):
            if self._file is None or not _same(self._file, self._path):
                self.close()
                self._file, self._path = _own_file(own_path(self._folder, JOURNAL), slug(self.author))
            _write_whole(self._file, text)
        tally.note(self._path, sealed)
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


def _same(file: int, path: Path) -> bool:
    """Say whether a file stands where it stood: git and shared drives put another in its place."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False


def _own_file(folder: Path, name: str) -> tuple[int, Path]:
    folder.mkdir(exist_ok=True)
    for path in sorted(folder.glob(f"{name}-????????.jsonl")):
        if path.is_symlink() or path.stat().st_size > MOST_BYTES // 2:
            continue
        file = os.open(path, os.O_RDWR | os.O_APPEND)
        if lock(file) and _same(file, path):
            _put_tail_aside(file, path)
            tally.catch_up(path, path.read_bytes())
            return file, path
        os.close(file)
    path = folder / f"{name}-{secrets.token_hex(4)}.jsonl"
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o666)
    lock(file)
    flush_folder(folder)
    return file, path


def _put_tail_aside(file: int, path: Path) -> None:
    """Take what a crash left of a last line out of the journal, into a file beside it."""
    content = path.read_bytes()
    end = content.rfind(b"\n") + 1
    if end == len(content):
        return
    try:
        events.read_line(content[end:].removeprefix(MARK).decode("utf-8"))
    except (UnicodeDecodeError, Damaged):
        torn = path.with_suffix(".torn")
        if torn.is_symlink():  # it may lead anywhere
            torn = path.with_name(f"{path.stem}-{secrets.token_hex(4)}.torn")
        with torn.open("ab") as aside:
            aside.write(content[end:] + b"\n")
            os.fsync(aside.fileno())
        os.ftruncate(file, end)
    else:
        _write_whole(file, b"\n")


def _write_whole(file: int, text: bytes) -> None:
    start = os.lseek(file, 0, os.SEEK_END)
    try:
        if os.write(file, text) < len(text):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file)
    except OSError:
        with suppress(OSError):
            os.ftruncate(file, start)
        raise
