"""A plan's journal read: every event once, what is no whole event, and what was kept and is gone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from procwiz.core import journal as events
from procwiz.core.journal import Damaged, Event, Journal
from procwiz.store.files import MARK, read_bytes
from procwiz.store.folder import JOURNAL, MOST_BYTES
from procwiz.store.tally import TALLY, Trace, read_traces, tally_of

MOST_LINE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that is no whole event, or events that are gone: `why` names a sentence in `plan.json`.

    `line` counts from 1, and is 0 where the file as a whole is meant.
    `torn` is the end of a file that a crash cut short before anybody was told it was kept: nothing is lost by it.
    `gone` holds what the tally knows of events that were kept and are nowhere now.
    """

    file: str
    line: int
    why: str
    torn: bool = False
    gone: tuple[Trace, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a plan's journal folder holds."""

    journal: Journal
    damages: tuple[Damage, ...]

    @property
    def broken(self) -> tuple[Damage, ...]:
        """The damage by which something may be lost; a torn end is none."""
        return tuple(damage for damage in self.damages if not damage.torn)


def read_journal(folder: Path) -> Reading:
    """Read every event once, from every `*.jsonl` under `journal/`, whatever its name."""
    found: dict[str, Event] = {}
    damages: list[Damage] = []
    if (folder / JOURNAL).is_symlink():
        return Reading(Journal({}), (Damage("", 0, "link"),))
    for path in sorted((folder / JOURNAL).glob("*.jsonl")):
        if path.is_symlink() or not path.is_file():
            damages.append(Damage(path.name, 0, "link"))
            continue
        for number, event in _events(path, damages):
            if not events.same(found.setdefault(event.id, event), event):
                damages.append(Damage(path.name, number, "twice"))
            elif event.content is None:
                found[event.id] = event
    gone = [*_gone(folder, found)]
    short = {damage.file for damage in gone}
    damages = [replace(damage, torn=damage.torn and damage.file not in short) for damage in damages]
    return Reading(events.journal(found.values()), tuple(sorted([*damages, *gone], key=lambda damage: damage.file)))


def _events(path: Path, damages: list[Damage]) -> Iterable[tuple[int, Event]]:
    lines = read_bytes(path, MOST_BYTES).removeprefix(MARK).split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            if len(line) > MOST_LINE:
                raise Damaged("long")
            yield number, events.read_line(line.decode("utf-8"))
        except UnicodeDecodeError:
            damages.append(Damage(path.name, number, "not_json", torn=number == len(lines)))
        except Damaged as damaged:
            damages.append(Damage(path.name, number, damaged.why, torn=number == len(lines)))


def _gone(folder: Path, found: Container[str]) -> Iterator[Damage]:
    """Find what was noted as kept and is in no file: those of one tally are one damage, at the line the first had."""
    for path in sorted((folder / JOURNAL).glob(f"*{TALLY}")):
        noted = enumerate(dict.fromkeys(read_traces(tally_of(path))), start=1)
        gone = [(number, one) for number, one in noted if one.id not in found]
        if gone:
            name = path.with_suffix(".jsonl").name
            yield Damage(name, gone[0][0], "gone", gone=tuple(one for _, one in gone))
