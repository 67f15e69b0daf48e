"""The real cases that are shipped: each becomes a plan without a question, and the plan tells the case's story."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from procwiz import cli, library, session
from procwiz.core.plan import Plan, Standing

FOLDER = Path(__file__).parents[1] / "phases" / "innovative-procurement"
CASES = library.examples(FOLDER)
KEYS = ("larvik", "oslo", "silver", "st-olavs", "stavanger")
REACHABLE = (Standing.ANSWERED, Standing.DEFERRED, Standing.OPEN)

Made: TypeAlias = Callable[[dict[str, Any]], Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make a plan of a case, once for all the tests that look at it; its folder."""
    folders: dict[str, Path] = {}

    def make(case: dict[str, Any]) -> Path:
        key = case["key"]
        if key not in folders:
            parent = tmp_path_factory.mktemp(key)
            words = ["new", "--example", key, "--dir", str(parent), "--by", "Projektleder", "--no-input", "--quiet"]
            assert cli.main(words) == 0
            folders[key] = next(parent.iterdir())
        return folders[key]

    return make


def _plan(folder: Path) -> Plan:
    plan, _ = session.open_plan(folder)
    return plan


def _said(plan: Plan) -> dict[str, Any]:
    return {key: (answer.value, answer.deferral) for key, answer in plan.answers.by_key.items()}


def _keys(plan: Plan, *standings: Standing) -> set[str]:
    return {question.key for question in plan.questions(*standings)}


def _status(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert cli.main(["status", str(folder), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def _by_name(case: dict[str, Any]) -> str:
    return str(case["key"])


each_case = pytest.mark.parametrize("case", CASES, ids=_by_name)


def test_the_five_cases_are_shipped() -> None:
    """The process brings the five real cases the domain file tells of."""
    shipped = {case["key"] for case in CASES}

    assert set(KEYS) == shipped


@each_case
def test_a_case_answers_the_quick_scan(case: dict[str, Any], made: Made) -> None:
    """Every question of the quick scan that applies has an answer or says what is not known yet."""
    plan = _plan(made(case))
    essential = {question.key for question in plan.process.questions.values() if question.essential}

    assert set() == essential & _keys(plan, Standing.OPEN, Standing.WAITING)


@each_case
def test_a_case_names_no_strange_source(case: dict[str, Any], made: Made) -> None:
    """Every source of a case stands in the process' sources."""
    plan = _plan(made(case))

    assert set() == {source for source in case["source"] if source not in plan.process.sources}


@each_case
def test_what_is_not_known_has_an_owner_and_a_gate(case: dict[str, Any], made: Made) -> None:
    """Nothing is deferred without a note, one of the process' roles as owner, and a gate it is due at."""
    plan = _plan(made(case))
    roles = set(plan.process.roles.values())
    deferrals = {key: plan.answer(key).deferral for key in _keys(plan, *Standing)}
    lacking = {key for key, said in deferrals.items() if said and not (said.note and said.due and said.owner in roles)}

    assert set() == lacking


@each_case
def test_an_assumption_is_called_one(case: dict[str, Any]) -> None:
    """Where a case assumes something, the note says that it does, and what it rests on."""
    parts = {key: part for key, part in case["answers"].items() if isinstance(part, dict) and "assume" in part}
    silent = {key for key, part in parts.items() if "Antagelse: " not in part["deferred"]}

    assert set() == silent


@each_case
def test_status_tells_which_phases_apply(case: dict[str, Any], made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """A phase applies, does not, or cannot be decided yet, as the case's route has it."""
    phases = {phase["key"]: phase["applies"] for phase in _status(made(case), capsys)["phases"]}
    expected = case["expect"]["applies"]

    assert expected == {key: phases[key] for key in expected}


@each_case
def test_status_tells_which_gates_are_ready(
    case: dict[str, Any], made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    """A gate is ready or not as the case has it."""
    phases = _status(made(case), capsys)["phases"]
    gates = {phase["gate"]["key"]: phase["gate"]["ready"] for phase in phases}
    expected = case["expect"]["gates"]

    assert expected == {key: gates[key] for key in expected}


@each_case
def test_status_tells_what_comes_next(case: dict[str, Any], made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """The first open question is where the case's answers end."""
    assert case["expect"]["next"] == _status(made(case), capsys)["next"]["question"]


@each_case
def test_status_counts_what_the_case_says(case: dict[str, Any], made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    """What is answered, deferred or kept for later is all that the case says, and nothing contradicts itself."""
    folder = made(case)
    status = _status(folder, capsys)
    kept = [key for key in _keys(_plan(folder), Standing.WAITING, Standing.SET_ASIDE) if key in case["answers"]]
    said = status["totals"]["answered"] + status["totals"]["deferred"] + len(kept)

    assert (len(case["answers"]), []) == (said, status["conflicts"])


@each_case
def test_what_the_case_asks_is_reachable(case: dict[str, Any], made: Made) -> None:
    """The questions the case turns on are answered, deferred or open."""
    asked = set(case["expect"]["asked"])

    assert asked == asked & _keys(_plan(made(case)), *REACHABLE)


@each_case
def test_what_the_case_does_not_ask_does_not_apply(case: dict[str, Any], made: Made) -> None:
    """The questions that are senseless for the case do not apply."""
    not_asked = set(case["expect"]["not_asked"])

    assert set() == not_asked & _keys(_plan(made(case)), *REACHABLE, Standing.WAITING)


@each_case
def test_what_rests_on_the_unknown_waits(case: dict[str, Any], made: Made) -> None:
    """The questions that hang on what the case does not know wait for it."""
    waiting = set(case["expect"]["waiting"])

    assert waiting == waiting & _keys(_plan(made(case)), Standing.WAITING)


@each_case
def test_nothing_but_what_is_said_is_set_aside(case: dict[str, Any], made: Made) -> None:
    """Only what the case names itself is set aside."""
    assert set(case["expect"]["set_aside"]) == _keys(_plan(made(case)), Standing.SET_ASIDE)


@each_case
def test_the_paper_says_what_the_case_is_about(
    case: dict[str, Any], made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    """The steering group's paper holds the case's title and what matters most in it."""
    folder = made(case)
    capsys.readouterr()
    assert cli.main(["export", str(folder), "--document", "steering-group", "--stdout", "--as-of", "2026-11-22"]) == 0
    paper = capsys.readouterr().out.replace("\\", "")
    missing = {text for text in case["expect"]["document_has"] if text not in paper}

    assert set() == missing


@each_case
def test_a_case_survives_the_way_out_and_in(
    case: dict[str, Any], made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What `show` writes of a case begins a plan that says the same."""
    folder = made(case)
    capsys.readouterr()
    cli.main(["show", str(folder)])
    sheet = tmp_path / "svar.yaml"
    sheet.write_text(capsys.readouterr().out, encoding="utf-8")
    parent = tmp_path / "igen"
    cli.main(["new", case["title"], "--lang", "da", "--answers", str(sheet), "--dir", str(parent), "--no-input"])
    again = _plan(next(parent.iterdir()))
    first = _plan(folder)

    assert _said(first) == _said(again)
