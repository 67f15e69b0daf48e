"""The plan folder on disk: what is read, what is written, and what stands when the power goes.

Only the journal is truth. One event is one line, one write, one flush, before anybody is told it is kept.
A run writes to a file of its own author that it can lock, else to a new one; reading takes every `*.jsonl`.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from procwiz.core import journal as events
from procwiz.core.journal import Damaged, Draft, Event, Journal
from procwiz.core.messages import Message
from procwiz.core.plan import FORMAT, Card
from procwiz.errors import CouldNot, PlanDamaged

CARD, PROCESS, JOURNAL, DRAFTS, DOCUMENTS = "plan.yaml", "process.json", "journal", "drafts", "documents"
MOST_BYTES = 64 * 1024 * 1024
MOST_LINE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that is no whole event. `torn` is the end of a file that a crash cut short: nothing is lost by it."""

    file: str
    line: int
    why: str
    torn: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a plan's journal folder holds."""

    journal: Journal
    damages: tuple[Damage, ...]


# -- names ---------------------------------------------------------------


def slug(text: str, most: int = 40) -> str:
    """Make a name for a file or folder: lower case, a-z, 0-9 and hyphens; `plan` where nothing is left."""
    spelled = text.lower().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    name = words[:most].rsplit("-", 1)[0] if len(words) > most and "-" in words[:most] else words[:most]
    return f"{name}-1" if name in _WINDOWS else name or "plan"


_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss"})
_WINDOWS = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


# -- a plan's folder -------------------------------------------------------


def is_plan(folder: Path) -> bool:
    """Say whether a folder is a plan."""
    return (folder / CARD).is_file()


def create(parent: Path, title: str, language: str, today: date, compiled: Mapping[str, Any]) -> Path:
    """Make a plan's folder, named after its title; a taken name gets `-2`."""
    with _refusing(parent):
        parent.mkdir(parents=True, exist_ok=True)
        folder = _free_folder(parent, slug(title))
        (folder / JOURNAL).mkdir()
        write_file(folder / PROCESS, json.dumps(compiled, ensure_ascii=False, separators=(",", ":")) + "\n")
        fields: dict[str, object] = {
            "id": secrets.token_hex(8),
            "title": title,
            "process": compiled["key"],
            "version": compiled["version"],
            "digest": compiled["digest"],
            "language": language,
            "created": today.isoformat(),
            "format": FORMAT,
        }
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items()]
        write_file(folder / CARD, "".join(lines))
    return folder


def _free_folder(parent: Path, name: str) -> Path:
    for number in range(1, 1000):
        folder = parent / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise CouldNot(Message("plan.no_free_name", {"name": name, "folder": str(parent)}))


def read_card(folder: Path) -> Card:
    """Read which plan a folder holds.

    Raises:
        PlanDamaged: where `plan.yaml` is not as `new` wrote it, or of a later format.
    """
    path = folder / CARD
    fields: dict[str, Any] = {}
    for number, line in enumerate(_text(path, 64 * 1024).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, _, value = line.partition(":")
        try:
            fields[key.strip()] = json.loads(value)
        except ValueError:
            raise PlanDamaged(Message("plan.card_line", {"file": str(path), "line": number})) from None
    if isinstance(fields.get("format"), int) and fields["format"] > FORMAT:
        raise PlanDamaged(Message("plan.newer", {"file": str(path), "format": fields["format"], "known": FORMAT}))
    try:
        texts = {name: _string(fields[name]) for name in ("id", "title", "process", "version", "digest", "language")}
        return Card(**texts, created=date.fromisoformat(fields["created"]), format=int(fields["format"]))
    except (KeyError, TypeError, ValueError):
        raise PlanDamaged(Message("plan.card_fields", {"file": str(path)})) from None


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def read_process(folder: Path) -> dict[str, Any]:
    """Read the compiled process that the plan carries."""
    path = folder / PROCESS
    try:
        compiled = json.loads(_text(path, MOST_BYTES), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise PlanDamaged(Message("plan.process_unread", {"file": str(path)})) from None
    if not isinstance(compiled, dict):
        raise PlanDamaged(Message("plan.process_unread", {"file": str(path)}))
    return compiled


def _refuse(constant: str) -> object:
    raise ValueError(constant)


def read_journal(folder: Path) -> Reading:
    """Read every event once, from every `*.jsonl` under `journal/`, whatever its name."""
    found: dict[str, Event] = {}
    damages: list[Damage] = []
    for path in sorted((folder / JOURNAL).glob("*.jsonl")):
        if path.is_symlink() or not path.is_file():
            damages.append(Damage(path.name, 0, "link"))
            continue
        for event in _events(path, damages):
            if found.setdefault(event.id, event) != event:
                damages.append(Damage(path.name, 0, "twice"))
    return Reading(Journal(found), tuple(damages))


def _events(path: Path, damages: list[Damage]) -> Iterable[Event]:
    lines = _bytes(path, MOST_BYTES).split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            if len(line) > MOST_LINE:
                raise Damaged("long")
            yield events.read_line(line.decode("utf-8"))
        except UnicodeDecodeError:
            damages.append(Damage(path.name, number, "not_json", torn=number == len(lines)))
        except Damaged as damaged:
            damages.append(Damage(path.name, number, damaged.why, torn=number == len(lines)))


# -- writing -----------------------------------------------------------------


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
        with _refusing(self._folder / JOURNAL):
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
    _flush_folder(folder)
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


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # some network drives cannot flush a folder; the file itself has been
        os.fsync(handle)
    os.close(handle)


# -- half-typed text -----------------------------------------------------------


class Drafts:
    """Half-typed text of one author, by question. Never part of the plan."""

    def __init__(self, folder: Path, author: str) -> None:
        self._folder = folder / DRAFTS / slug(author)

    def keep(self, key: str, text: str) -> None:
        """Keep a text; an empty one is dropped."""
        if not text.strip():
            self.drop(key)
            return
        with _refusing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_file(self._path(key), text)

    def find(self, key: str) -> str:
        """Find a kept text; empty where there is none."""
        path = self._path(key)
        return _text(path, MOST_LINE) if path.is_file() and not path.is_symlink() else ""

    def drop(self, key: str) -> None:
        """Forget a text."""
        with suppress(OSError):
            self._path(key).unlink()

    def _path(self, key: str) -> Path:
        return self._folder / (re.sub(r"[^a-z0-9_.]", "_", key) + ".txt")


# -- plain files -----------------------------------------------------------------


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, flushed, then moved into its place."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise
    _flush_folder(path.parent)


def _bytes(path: Path, most: int) -> bytes:
    with _refusing(path):
        if path.stat().st_size > most:
            raise PlanDamaged(Message("plan.too_big", {"file": str(path), "most": most // 1024}))
        return path.read_bytes()


def _text(path: Path, most: int) -> str:
    try:
        return _bytes(path, most).decode("utf-8")
    except UnicodeDecodeError:
        raise PlanDamaged(Message("plan.not_utf8", {"file": str(path)})) from None


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn the disk's refusal into a message with the place."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        place = str(error.filename or path)
        raise CouldNot(Message("plan.disk", {"place": place, "reason": reason})) from error
