"""Plans of every format there ever was open with today's procwiz, and say what they said then.

`tests/formats/<format>/plan` was written by the procwiz of its day and is never changed; `state.json` is what it says.
A new format gets a folder of its own beside the others. Format 1 holds rows, a deferral, an undo, a decision with its
task, a paper handed over, a contradiction between two people, and the end of a run that the power cut short.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from support import ROOT

from procwiz import session, store
from procwiz.core.answers import Answer, answer, dump_deferral
from procwiz.core.journal import Draft
from procwiz.core.plan import FORMAT, Plan
from procwiz.core.process import Question
from procwiz.errors import PlanDamaged
from procwiz.language import Language
from procwiz.session import Session

FORMATS = sorted(path for path in (ROOT / "tests" / "formats").iterdir() if path.is_dir())
NAMES = [path.name for path in FORMATS]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A copy of a plan of format 1."""
    return shutil.copytree(ROOT / "tests" / "formats" / "1" / "plan", tmp_path / "planen")


def _said(question: Question, answer: Answer) -> dict[str, Any]:
    sides = answer.contested
    return {
        "status": answer.status.value,
        "value": None if answer.value is None else question.kind.dump(answer.value),
        "deferral": dump_deferral(answer.deferral, question) if answer.deferral else None,
        "by": answer.by,
        "at": answer.at,
        "contested": [[side.by, None if side.value is None else question.kind.dump(side.value)] for side in sides],
    }


def _state(plan: Plan) -> dict[str, Any]:
    """What a plan says, as JSON."""
    tasks = [task for one in plan.decisions for task in one.provisos]
    return {
        "title": plan.card.title,
        "created": plan.card.created.isoformat(),
        "digest": plan.journal.digest,
        "answers": {key: _said(plan.process.questions[key], found) for key, found in plan.answers.by_key.items()},
        "standings": {key: plan.standing(question).value for key, question in plan.process.questions.items()},
        "decisions": [[one.gate, one.outcome, one.on.isoformat(), list(one.by), one.reason] for one in plan.decisions],
        "tasks": [[task.text, task.owner, str(task.due), str(task.done)] for task in tasks],
    }


@pytest.mark.parametrize("folder", FORMATS, ids=NAMES)
def test_a_plan_says_what_it_said_when_it_was_written(folder: Path) -> None:
    """Answers, standings, decisions and tasks are those of the day it was written."""
    plan, reading = session.open_plan(folder / "plan")

    assert ((), json.loads((folder / "state.json").read_text("utf-8"))) == (reading.broken, _state(plan))


def test_the_plan_of_format_1_holds_every_kind_of_event() -> None:
    """No kind of event that format 1 was written with is left out."""
    book = session.open_plan(FORMATS[0] / "plan")[0].journal

    assert {
        "answered", "deferred", "cleared", "row_set", "row_removed", "restored",
        "decided", "task_done", "task_reopened", "issued",
    } == {event.kind for event in book.by_id.values()}  # fmt: skip


def test_a_plan_without_tallies_and_without_a_checksum_says_the_same(plan: Path) -> None:
    """What came to be written beside the journal, and on the card, may be lacking: plans were made before it."""
    before = _state(session.open_plan(plan)[0])
    for path in plan.glob("journal/*.tally"):
        path.unlink()
    card = (plan / "plan.yaml").read_text("utf-8")
    (plan / "plan.yaml").write_text(card[: card.index("sum:")], encoding="utf-8")
    after, reading = session.open_plan(plan)

    assert (before, ()) == (_state(after), reading.broken)


def test_a_plan_of_before_is_written_to(plan: Path) -> None:
    """An answer given today is added to a plan of any format, after the torn end has been put aside."""
    opened, reading = session.open_plan(plan)
    book = Session(opened, "Åse", Language("da"), reading, plan)
    book.record([answer(opened.process.questions["second.page"], "https://example.com")], "answer")
    book.close()
    after, reading = session.open_plan(plan)

    assert ("https://example.com", ()) == (after.answers["second.page"].value, reading.damages)


# -- later ones -----------------------------------------------------------------------------


def _later(change: Callable[[Path], None], plan: Path, run: Run, *words: str) -> tuple[int, str, str]:
    change(plan)
    done = run(words[0], str(plan), *words[1:])
    return done.returncode, done.stdout, done.stderr


def _format(plan: Path) -> None:
    path = plan / "plan.yaml"
    path.write_text(path.read_text("utf-8").replace(f"format: {FORMAT}", f"format: {FORMAT + 1}"), encoding="utf-8")


@pytest.mark.parametrize("words", [("status",), ("answer", "first.challenge=Nyt"), ("check",), ("repair",)])
def test_a_plan_of_a_later_format_is_left_alone_and_told_what_it_needs(plan: Path, run: Run, words: list[str]) -> None:
    """Exit 5, the file, both formats and the way to a newer procwiz; nothing is called damaged."""
    before = {path: path.read_bytes() for path in plan.rglob("*") if path.is_file() and path.name != "plan.yaml"}
    code, out, err = _later(_format, plan, run, *words)

    assert (5, "") == (code, out)
    assert f"plan.yaml er skrevet i format {FORMAT + 1}. Denne procwiz kender {FORMAT}." in err
    assert ("pip install -U procwiz" in err, "procwiz repair" in err) == (True, False)
    assert before == {path: path.read_bytes() for path in before}


def _events(plan: Path) -> None:
    """Leave in the journal only what a later procwiz may write."""
    shutil.rmtree(plan / "journal")
    pen = store.Pen(plan, "Lene")
    pen.append(session.empty(), [Draft("weighed", "first.challenge", {"weight": 3})], "terminal")
    pen.close()


def test_a_plan_of_later_kinds_of_events_is_read_and_not_written_to(plan: Path, run: Run) -> None:
    """It opens, says which kinds it does not know, and refuses an answer with exit 5."""
    code, out, err = _later(_events, plan, run, "status")
    refused = run("answer", str(plan), "first.challenge=Nyt")
    checked = run("check", str(plan))

    assert (0, True, True) == (code, "Fald om natten" in out, "weighed" in err)
    assert (5, True) == (refused.returncode, "weighed" in refused.stderr)
    assert (5, True, False) == (checked.returncode, "weighed" in checked.stdout, "procwiz repair" in checked.stderr)


def test_later_kinds_beside_known_ones_are_kept_and_do_not_change_what_is_known(plan: Path) -> None:
    """One event of a later kind leaves the answers as they are, and stops writing."""
    before = _state(session.open_plan(plan)[0])
    pen = store.Pen(plan, "Lene")
    pen.append(session.empty(), [Draft("weighed", "other", {"weight": 3})], "terminal")
    pen.close()
    after, reading = session.open_plan(plan)

    assert before == _state(after)
    with pytest.raises(PlanDamaged):
        Session(after, "Lene", Language("da"), reading, plan).may_write()
