"""Damaged anywhere: what is read is what was written, what is gone is said, and a copy can be made of what is whole.

`PROCWIZ_POINTS=10000 python -m pytest tests/survival/test_damage.py` damages so many places; in the suite a few.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from attacks.shell import tree
from damage import Point, chosen
from support import ROOT, state

from procwiz import repairing, session, store
from procwiz.core.answers import answer
from procwiz.core.journal import Event
from procwiz.core.plan import Plan
from procwiz.errors import PlanDamaged
from procwiz.language import Language
from procwiz.library import cache
from procwiz.session import Session

POINTS = int(os.environ.get("PROCWIZ_POINTS", "600"))
SHARES = 12
"""How many tests the points are dealt out to, so that they run beside each other."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A plan's folder, and what it says while it is whole."""

    folder: Path
    plan: Plan
    files: Mapping[str, bytes]

    @property
    def events(self) -> Mapping[str, Event]:
        """What was kept."""
        return self.plan.journal.by_id

    def restore(self) -> None:
        """Put every file back, and take away what was written."""
        for name in tree(self.folder).keys() - self.files.keys():
            (self.folder / name).unlink()
        for name, content in self.files.items():
            (self.folder / name).write_bytes(content)


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    """A plan with every kind of event, by two people who contradict each other."""
    folder = tmp_path / "planen"
    shutil.copytree(ROOT / "tests" / "formats" / "1" / "plan", folder)
    for path in folder.glob("journal/aase-*"):  # its last line is torn already
        path.unlink()
    cache.write("0" * 32, {"process": store.read_process(folder)})  # as if it had been checked here before
    plan, reading = session.open_plan(folder)
    assert () == reading.damages
    return Ground(folder, plan, tree(folder))


def _journal(ground: Ground, author: str) -> Path:
    return next(ground.folder.glob(f"journal/{author}-*.jsonl"))


def _dealt(whole: bytes, share: int, count: int) -> Iterator[Point]:
    return islice(chosen(whole, count), share, None, SHARES)


# -- the journal ------------------------------------------------------------------------


def _hold_reading(ground: Ground, path: Path, point: Point) -> bool:
    """Hold that nothing is read that was not written, and that what is gone is said; say whether it can be written."""
    plan, reading = session.open_plan(ground.folder)
    found = reading.journal.by_id
    assert [] == [event for event in found.values() if ground.events.get(event.id) != event], point
    lost = ground.events.keys() - found.keys()
    assert lost == {gone.id for damage in reading.damages for gone in damage.gone}, point
    if not lost:
        assert state(ground.plan) == state(plan), point
    if reading.broken:
        _hold_refusal(Session(plan, "Lene", Language("da"), reading, ground.folder), path, point)
    return not reading.broken


def _hold_refusal(book: Session, path: Path, point: Point) -> None:
    with pytest.raises(PlanDamaged) as refused:
        book.may_write()
    named = (refused.value.message.params["file"], refused.value.hint and refused.value.hint.code)
    assert (f"journal/{path.name}", "plan.damaged.remedy") == named, point
    assert 1 <= int(str(refused.value.message.params["line"])), point


def _hold_writing(ground: Ground, point: Point) -> None:
    """Hold that an answer given now is there afterwards, and all the others too."""
    plan, reading = session.open_plan(ground.folder)
    book = Session(plan, "Lene", Language("da"), reading, ground.folder)
    question = plan.process.questions["first.background"]
    kept = book.record([answer(question, "Efter skaden")], "answer")
    book.close()
    after = store.read_journal(ground.folder)
    assert ({**ground.events, kept[0].id: kept[0]}, ()) == (after.journal.by_id, after.broken), point


def _hold_repair(ground: Ground, point: Point) -> None:
    """Hold that a copy opens, is whole, holds no less than could be read, and names all that it lacks."""
    before = tree(ground.folder)
    found = repairing.examine(ground.folder)
    copied = store.copy_whole(ground.folder, ground.folder.with_name("kopien"), found.reading, {})
    _, after = session.open_plan(ground.folder.with_name("kopien"))
    there = after.journal.by_id
    assert (before, ()) == (tree(ground.folder), after.broken), point
    assert found.reading.journal.by_id.items() <= there.items() <= ground.events.items(), point
    assert ground.events.keys() - there.keys() == {gone.id for gone in copied.gone}, point
    shutil.rmtree(ground.folder.with_name("kopien"))


@pytest.mark.parametrize("share", range(SHARES))
def test_a_journal_damaged_anywhere_is_right_or_refused(ground: Ground, share: int) -> None:
    """No event is changed or lost without a word; what is damaged is not written to, and a copy of it is whole."""
    for author in ("lene", "bo"):
        path = _journal(ground, author)
        for number, point in enumerate(_dealt(ground.files[f"journal/{path.name}"], share, POINTS)):
            path.write_bytes(point.content)
            if _hold_reading(ground, path, point):
                _hold_writing(ground, point)
            elif number % 5 == 0:
                _hold_repair(ground, point)
            ground.restore()


@pytest.mark.parametrize("share", range(SHARES))
def test_a_tally_damaged_anywhere_invents_no_loss(ground: Ground, share: int) -> None:
    """What stands beside the journal to miss lines by can be damaged too, and then misses fewer, never more."""
    path = _journal(ground, "lene").with_suffix(".tally")
    for point in _dealt(ground.files[f"journal/{path.name}"], share, POINTS // 4):
        path.write_bytes(point.content)
        assert _hold_reading(ground, path, point), point
        _hold_writing(ground, point)
        ground.restore()


# -- the card and the process -------------------------------------------------------------


def _hold_part(ground: Ground, name: str, point: Point) -> None:
    """Hold that a part of a plan is right, or refused by its name."""
    try:
        plan, _ = session.open_plan(ground.folder)
    except PlanDamaged as refused:
        assert name == Path(str(refused.message.params["file"])).name, (point, refused.message)
        assert refused.hint is not None or refused.message.code == "plan.newer", point
    else:
        assert (ground.plan.card, state(ground.plan)) == (plan.card, state(plan)), point


@pytest.mark.parametrize("share", range(SHARES))
def test_a_card_damaged_anywhere_is_right_or_refused(ground: Ground, share: int) -> None:
    """`plan.yaml` is as it was written, or is named; no title, day or number is taken that was never given."""
    path = ground.folder / store.CARD
    for point in _dealt(ground.files[store.CARD], share, POINTS):
        path.write_bytes(point.content)
        _hold_part(ground, store.CARD, point)
    ground.restore()


@pytest.mark.parametrize("share", range(SHARES))
def test_a_process_damaged_anywhere_is_right_or_refused(ground: Ground, share: int) -> None:
    """`process.json` is the process the plan was made with, or is named."""
    path = ground.folder / store.PROCESS
    for point in _dealt(ground.files[store.PROCESS], share, POINTS // 2):
        path.write_bytes(point.content)
        _hold_part(ground, store.PROCESS, point)
    ground.restore()
