"""A copy of a plan's folder in which nothing is damaged; the plan itself is only read."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from procwiz.core import journal as events
from procwiz.core.journal import Event
from procwiz.core.messages import Message
from procwiz.errors import CouldNot
from procwiz.store.files import read_bytes, refusing, write_file
from procwiz.store.folder import JOURNAL, MOST_BYTES
from procwiz.store.reading import Reading
from procwiz.store.salvage import Aside, salvage
from procwiz.store.tally import TALLY, Trace, read_traces, tally_of, write_trace


def aside_of(stem: str) -> str:
    """Name the file beside a mended journal file that holds the lines put aside, each under its place."""
    return f"{stem}-damaged.torn"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy lacks: lines put aside by the file they stood in, the links left out, the events that are gone.

    `guessed` is what a line put aside seems to have been about, where no tally knows.
    """

    aside: Mapping[str, tuple[Aside, ...]]
    gone: tuple[Trace, ...]
    guessed: tuple[Trace, ...]
    links: tuple[str, ...]


def copy_whole(folder: Path, target: Path, reading: Reading, instead: Mapping[str, bytes]) -> Copied:
    """Copy a plan: what is whole byte for byte, damaged lines into a file beside, some files given `instead`.

    Raises:
        CouldNot: where something stands at the target, or the disk refuses; then nothing is left there.
    """
    if target.exists() or target.is_symlink():
        raise CouldNot(Message("repair.exists", {"folder": str(target)}))
    if target.resolve().is_relative_to(folder.resolve()):
        raise CouldNot(Message("repair.inside", {"folder": str(target)}))
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with refusing(target):
            fresh.mkdir(parents=True)
            links = _copy_files(folder, fresh)
            for name, content in instead.items():
                write_file(fresh / name, content)
            copied = _mend(fresh, reading, links)
            fresh.rename(target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return copied


def _copy_files(folder: Path, fresh: Path) -> tuple[str, ...]:
    links = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_symlink():
            links.append(name.as_posix())
        elif path.is_dir():
            (fresh / name).mkdir(parents=True, exist_ok=True)
        elif path.is_file():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, fresh / name)
    return tuple(links)


def _mend(fresh: Path, reading: Reading, links: tuple[str, ...]) -> Copied:
    """Write the damaged journal files of a copy anew, then the tallies, without what is nowhere any more."""
    found = dict(reading.journal.by_id)
    damaged = {damage.file for damage in reading.broken if not damage.gone}
    files = [path for path in sorted((fresh / JOURNAL).glob("*.jsonl")) if path.name in damaged]
    aside = {path: _mend_file(path, found) for path in files if path.is_file()}
    lost = [line.line for path, lines in aside.items() if not tally_of(path) for line in lines if not line.saved]
    gone = [one for path in sorted((fresh / JOURNAL).glob(f"*{TALLY}")) for one in _forget(path, found)]
    guessed = tuple(one for one in map(_guess, lost) if one.id not in found)
    return Copied({path.name: lines for path, lines in aside.items()}, tuple(gone), guessed, links)


def _mend_file(path: Path, found: dict[str, Event]) -> tuple[Aside, ...]:
    saved = salvage(read_bytes(path, MOST_BYTES), lambda event: events.same(found.setdefault(event.id, event), event))
    write_file(path, saved.kept)
    put = b"".join(b"%s:%d\n%s\n" % (path.name.encode(), aside.number, aside.line) for aside in saved.aside)
    write_file(path.with_name(aside_of(path.stem)), put)
    return saved.aside


def _guess(line: bytes) -> Trace:
    """Read off a damaged line what it seems to have been about; what cannot be told is empty."""
    text = line.decode("utf-8", errors="replace")
    seen = (re.search(rf'"{name}":"([^"\\]*)"', text) for name in ("id", "at", "by", "subject"))
    return Trace(*(found[1] if found else "" for found in seen))


def _forget(tally: Path, found: Mapping[str, Event]) -> list[Trace]:
    """Leave out of a copy's tally what is gone, so that it is missed once and not for ever."""
    noted = list(dict.fromkeys(read_traces(tally_of(tally))))
    gone = [one for one in noted if one.id not in found]
    if gone:
        write_file(tally, b"".join(write_trace(one) for one in noted if one.id in found))
    return gone
