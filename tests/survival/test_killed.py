"""Killed or refused anywhere: what was acknowledged is there, nothing twice, and the next command starts without help.

`PROCWIZ_POINTS=10000 python -m pytest tests/survival/test_killed.py` fails at that many points; in the suite a few.
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from killing import HOWS, REFUSALS, Ended, Point, run
from support import SMALL

from procwiz import store
from procwiz.core.journal import Event
from procwiz.errors import reason
from procwiz.language import Language

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a run is killed by way of fork and SIGKILL")

POINTS = int(os.environ.get("PROCWIZ_POINTS", "120"))
INTERVIEW = (
    "Fald om natten", "1", "Baggrunden er lang", "og har to linjer", ".", "1", "1,2",
    "Færre fald", "40", "1", "Hurtigere hjælp", "", "Stolthed", "12", "2", "", "",
    "500000", "-", "Spørg", "Økonomi", "", "", "7", "!",
)  # fmt: skip
MORE = ("2", "60", "-", "", "", "", "", "https://example.org", "3", "!")
SHEET = {
    "first.background": "Om fald\n\nog om hjælp",
    "first.effects": [{"effect": f"Effekt {n}", "baseline": n, "known_by": "counted"} for n in range(5)],
    "second.suppliers": {"deferred": "Spørg", "owner": "Indkøb", "due": "F1"},
}
BEGUN = ("first.challenge=Fald", "first.mandate=full", "second.value=400000")


@dataclass(frozen=True)
class Scene:
    """A command that is killed in a plan of some sort; `acknowledged` counts the events it said were kept."""

    name: str
    words: tuple[str, ...]
    acknowledged: Callable[[str], int]
    typed: str = ""
    begun: bool = True


def _said(pattern: str, events: int, said: str) -> int:
    return len(re.findall(pattern, said, re.MULTILINE)) * events


def _lines(*typed: str) -> str:
    return "".join(f"{line}\n" for line in typed)


KEPT = partial(_said, "^✓ Noteret", 1)
SCENES = (
    Scene("new", ("new", "--process", str(SMALL), "--full"), KEPT, _lines(*INTERVIEW), begun=False),
    Scene("no input", ("new", "Fald", "--process", str(SMALL), "--no-input"), lambda _: 0, begun=False),
    Scene("resume", ("resume",), KEPT, _lines(*MORE)),
    Scene("answer", ("answer", "--from", "../sheet.json"), partial(_said, "^Noteret", 7)),
    Scene("undo", ("undo",), partial(_said, "^Fortrudt", 1)),
    Scene("decide", ("decide", "F0", "--decision", "go", "--date", "2026-12-01"), partial(_said, "^Noteret", 1)),
    Scene("issue", ("export", "--issue", "--format", "md"), partial(_said, "udleveret", 1)),
)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a begun plan to copy, and the sheet of answers; the commands are loaded before anything forks."""
    base = tmp_path_factory.mktemp("ground")
    (base / "sheet.json").write_text(json.dumps(SHEET), encoding="utf-8")
    for name in ("new", "resume", "answer", "decide", "export", "status", "show"):
        importlib.import_module(f"procwiz.commands.{name}")
    (base / "empty").mkdir()
    (base / "begun").mkdir()
    assert 0 == run(["new", "Fald", "--process", str(SMALL), "--no-input"], base / "begun").code
    assert 0 == run(["answer", *BEGUN], base / "begun").code
    return base


def _scene(ground: Path, scene: Scene) -> Path:
    folder = ground / "here"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ground / ("begun" if scene.begun else "empty"), folder)
    return folder


def _plan(folder: Path) -> Path | None:
    return next((path.parent for path in folder.glob("*/plan.yaml")), None)


def _events(folder: Path) -> list[Event]:
    plan = _plan(folder)
    if plan is None:
        return []
    reading = store.read_journal(plan)
    assert [] == [damage for damage in reading.damages if not damage.torn]
    lines = [line for path in plan.glob("journal/*.jsonl") for line in path.read_bytes().splitlines()]
    assert len(reading.journal.by_id) >= len(lines) - sum(damage.torn for damage in reading.damages)
    return sorted(reading.journal.by_id.values(), key=lambda event: event.at)


def _told(events: list[Event]) -> list[tuple[Any, ...]]:
    """What events say, without what differs from run to run: their ids, and those of rows."""
    rows: dict[str, str] = {}
    return [_one(event, rows) for event in events]


def _one(event: Event, rows: dict[str, str]) -> tuple[Any, ...]:
    key, slash, row = event.subject.partition("/")
    subject = f"{key}/{rows.setdefault(row, str(len(rows)))}" if slash and "." in key else event.subject
    same = event.kind in {"answered", "deferred", "row_set", "row_removed"}
    return event.kind, subject, json.dumps(event.content) if same else ""


ERRORS = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.ENOENT, errno.EIO, errno.EDQUOT)


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_a_disk_that_refuses_damages_nothing(ground: Path, scene: Scene) -> None:
    """Full, read-only, forbidden, gone or broken, at any touch: a message without a traceback, and nothing damaged."""
    folder = _scene(ground, scene)
    before = len(_events(folder))
    whole = run(list(scene.words), folder, scene.typed)
    unharmed = _told(_events(folder))
    dice = random.Random(scene.name)  # noqa: S311
    for _ in range(max(1, POINTS // len(SCENES))):
        how, error = dice.choice(REFUSALS), dice.choice(ERRORS)
        point = Point(dice.randint(1, whole.touches), how, error=errno.ENOSPC if how == "short" else error)
        folder = _scene(ground, scene)
        ended = run(list(scene.words), folder, scene.typed, point)
        assert ended.code in {0, 1, 3}, (point, ended)
        assert "Traceback" not in ended.said
        if ended.code == 1:
            why = reason(OSError(point.error, os.strerror(point.error)))
            assert Language("da").say(why) in ended.said, (point, ended)
        _check(folder, scene, point, ended, unharmed, before)


def _points(scene: Scene, touches: int, count: int) -> Iterator[Point]:
    """Every touch in every way where there is room for all of them, and beyond that more places inside a write."""
    dice = random.Random(scene.name)  # noqa: S311
    every = [Point(touch, how, dice.random()) for touch in range(1, touches + 1) for how in HOWS]
    if count <= len(every):
        yield from dice.sample(every, count)
        return
    yield from every
    for _ in range(count - len(every)):
        yield Point(dice.randint(1, touches), dice.choice(("torn", "power")), dice.random())


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_what_was_acknowledged_is_there_after_a_kill(ground: Path, scene: Scene) -> None:
    """Whatever touch of the disk it died at, the plan holds a beginning of what is told unharmed, and all it said."""
    folder = _scene(ground, scene)
    before = len(_events(folder))
    whole = run(list(scene.words), folder, scene.typed)
    unharmed = _told(_events(folder))
    assert scene.acknowledged(whole.said) in {0, len(unharmed) - before}
    for point in _points(scene, whole.touches, max(1, POINTS // len(SCENES))):
        folder = _scene(ground, scene)
        died = run(list(scene.words), folder, scene.typed, point)
        assert died.code is None, (point, died)
        _check(folder, scene, point, died, unharmed, before)


def _check(folder: Path, scene: Scene, point: Point, died: Ended, unharmed: list[Any], before: int) -> None:
    there = _told(_events(folder))
    kept = before + scene.acknowledged(died.said)
    assert unharmed[: len(there)] == there, (point, died.said)
    assert kept <= len(there), (point, died.said)
    if _plan(folder) is None:
        assert 0 == kept
        assert 0 == run(["new", "Fald", "--process", str(SMALL), "--no-input"], folder).code
        return
    assert 0 == run(["status"], folder).code, point
    again = run(["answer", "second.start=2027-05-01"], folder)
    assert 0 == again.code, (point, again.said)
    assert len(there) + 1 == len(_events(folder)), point
