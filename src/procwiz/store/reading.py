"""A plan's journal read: every event once, and what is no whole event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from procwiz.core import journal as events
from procwiz.core.journal import Damaged, Event, Journal
from procwiz.store.files import read_bytes
from procwiz.store.folder import JOURNAL, MOST_BYTES

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
    lines = read_bytes(path, MOST_BYTES).split(b"\n")
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
