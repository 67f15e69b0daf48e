"""`procwiz gate`, `decide`, `changes` and `tasks`, as a project lead and a program meet them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from support import ROOT

FULL = str(ROOT / "tests" / "stories" / "full.yaml")
YES = ("--decision", "go", "--by", "Direktionen", "--date", "2026-12-15")


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    """A plan in which the gates up to the contract are ready."""
    run("new", "Nattefald", "--answers", FULL, "--no-input")
    return next(tmp_path.glob("*/plan.yaml")).parent


def data(run: Run, *words: str) -> dict[str, Any]:
    """What a command says as data, whatever its exit code."""
    found: dict[str, Any] = json.loads(run(*words, "--json").stdout)
    return found


def journal(plan: Path) -> bytes:
    """All that has been recorded."""
    return b"".join(path.read_bytes() for path in sorted(plan.glob("journal/*.jsonl")))


# -- a gate ------------------------------------------------------------------------------


def test_a_gate_as_data_has_the_agreed_shape(run: Run, plan: Path) -> None:
    """`gate --json` is one object with the fields others build on."""
    found = data(run, "gate", "G0")

    assert ("procwiz/gate/1", "G0", True, []) == tuple(found[name] for name in ("schema", "gate", "ready", "missing"))
    assert {"criteria", "conditions", "decision"} <= found.keys()
    assert {"met"} == {one["state"] for one in found["criteria"]}


def test_a_gate_that_is_ready_says_so(run: Run, plan: Path) -> None:
    """A ready gate exits 0, with every criterion ticked."""
    result = run("gate", "G0")

    assert 0 == result.returncode
    assert "G0 er klar." in result.stdout
    assert "✗" not in result.stdout


def test_a_gate_that_is_not_ready_says_what_it_lacks(run: Run, plan: Path) -> None:
    """A gate that is not ready exits 6 and names each criterion with the answers behind it, and each missing answer."""
    result = run("gate", "G7")

    assert 6 == result.returncode
    assert "Svar, der mangler" in result.stdout
    assert "»" in result.stdout
    assert "G7 er ikke klar." in result.stderr


def test_without_a_name_the_next_gate_is_shown(run: Run, plan: Path) -> None:
    """Left out, the gate is the next that is not ready."""
    assert "G7" == data(run, "gate")["gate"]


def test_an_unknown_gate_is_refused(run: Run, plan: Path) -> None:
    """A gate there is none of is a usage error that names those there are."""
    result = run("gate", "G99")

    assert 2 == result.returncode
    assert "G0, G1" in result.stderr


# -- deciding -------------------------------------------------------------------------------


def test_a_decision_is_recorded(run: Run, plan: Path) -> None:
    """What was decided stands at the gate and in the status, with day and people."""
    result = run("decide", "G0", *YES, "--reason", "Behovet er klart.")

    assert 0 == result.returncode
    assert "G0: ja, besluttet 15. december 2026 af Direktionen. Behovet er klart." in result.stderr
    phase = data(run, "status")["phases"][0]
    assert ("go", "2026-12-15") == (phase["gate"]["decision"]["outcome"], phase["gate"]["decision"]["on"])


def test_a_gate_that_is_not_ready_can_be_decided(run: Run, plan: Path) -> None:
    """What was missing is said, and kept with the decision."""
    result = run("decide", "G7", *YES)

    assert 0 == result.returncode
    assert "Det manglede, da der blev besluttet:" in result.stderr


def test_provisos_become_tasks_and_criteria(run: Run, plan: Path) -> None:
    """A condition is a task, keeps the next gate shut, and opens it when it is done."""
    said = "Skaf brev fra fonden; owner=Økonomi; due=2027-01-15"
    run("decide", "G0", "--decision", "go_with_conditions", "--condition", said, "--condition", "Find en vikar")
    tasks = run("tasks").stdout
    before = run("gate", "G1")
    for task in data(run, "gate", "G1")["conditions"]:
        run("tasks", "--done", task["id"], "--date", "2027-01-10")
    after = run("gate", "G1")

    assert "Skaf brev fra fonden · Økonomi · senest 15. januar 2027" in tasks
    assert "Find en vikar · ingen ejer · senest uden dato" in tasks
    assert (6, 0) == (before.returncode, after.returncode)


def test_a_decision_that_stands_is_not_taken_twice(run: Run, plan: Path) -> None:
    """A second decision on a passed gate is refused without --corrects, and nothing is recorded."""
    run("decide", "G0", *YES)
    before = journal(plan)
    refused = run("decide", "G0", "--decision", "stop")

    assert (2, before) == (refused.returncode, journal(plan))
    assert "--corrects" in refused.stderr
    assert 0 == run("decide", "G0", "--decision", "stop", "--corrects").returncode


def test_after_a_hold_it_is_decided_again(run: Run, plan: Path) -> None:
    """A wait is followed by another decision on the same gate."""
    run("decide", "G0", "--decision", "hold", "--until", "2027-03-01")

    assert 0 == run("decide", "G0", *YES).returncode
    assert "go" == data(run, "gate", "G0")["decision"]["outcome"]


def test_a_stopped_plan_takes_no_more_decisions(run: Run, plan: Path) -> None:
    """After a stop other gates cannot be decided, until the stop is corrected."""
    run("decide", "G0", "--decision", "stop")
    refused = run("decide", "G1", *YES)

    assert 2 == refused.returncode
    assert "stoppet ved G0" in refused.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("G0",),
        ("G0", "--decision", "maybe"),
        ("G0", "--decision", "go", "--condition", "Skaf brevet"),
        ("G0", "--decision", "go_with_conditions"),
        ("G0", "--decision", "go_with_conditions", "--condition", "Brev; who=Per"),
        ("G0", "--decision", "go_with_conditions", "--condition", "; owner=Per"),
        ("G0", "--decision", "go_with_conditions", "--condition", "Brev; due=snart"),
        ("G0", "--decision", "go", "--date", "i går"),
        ("G0", "--decision", "go", "--until", "2027-01-01"),
        ("G42", "--decision", "go"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(run: Run, plan: Path, words: tuple[str, ...]) -> None:
    """A decision that is none is a usage error in words, and nothing is recorded."""
    before = journal(plan)
    result = run("decide", *words, "--no-input")

    assert (2, before) == (result.returncode, journal(plan))
    assert "Traceback" not in result.stderr
    assert result.stderr.strip()


# -- what changed -------------------------------------------------------------------------------


def test_what_changed_since_a_decision(run: Run, plan: Path) -> None:
    """Since a gate: what was said after its decision, that decision itself not; and the decision is in doubt."""
    run("decide", "G0", *YES)
    run("answer", "anchor.owner=Direktøren", "needs.deadline=2028-04-01")
    found = data(run, "changes", "--since", "G0")["changes"]

    assert [("date_moved", "needs.deadline"), ("changed", "anchor.owner")] == [
        (one["kind"], one["key"]) for one in found
    ]
    assert "31 dage frem i tiden" in found[0]["text"]
    assert "er ændret siden: »Problemets ejer«" in " ".join(run("gate", "G0").stdout.split())


def test_what_changed_since_a_day(run: Run, plan: Path) -> None:
    """Since a day before the plan everything is new; since one after it nothing."""
    early, late = (data(run, "changes", "--since", day)["changes"] for day in ("2020-01-01", "2999-01-01"))

    assert (True, []) == (len(early) > 100, late)


@pytest.mark.parametrize(("since", "code"), [("G0", 1), ("paper", 1), ("sidst", 2)])
def test_a_moment_there_is_none_of_is_refused(run: Run, plan: Path, since: str, code: int) -> None:
    """Where nothing was decided, no paper handed over, or the word is no moment, that is said."""
    result = run("changes", "--since", since)

    assert (code, "") == (result.returncode, result.stdout)
    assert result.stderr.strip()


def test_what_changed_since_the_last_paper(run: Run, plan: Path) -> None:
    """Handing a paper over is recorded; a plain export is not; what was said after it is what changed."""
    paper = ("export", "--document", "steering-group", "--format", "md")
    run(*paper)
    before = journal(plan)
    issued = run(*paper, "--issue")
    run("answer", "anchor.owner=Direktøren")
    found = data(run, "changes")["changes"]
    told = run(*paper, "--stdout").stdout

    assert ("Noteret, at filen er udleveret.", True) == (issued.stderr.strip(), len(before) < len(journal(plan)))
    assert ["anchor.owner"] == [one["key"] for one in found]
    assert "Ændret siden oplægget af" in told
    assert "»Problemets ejer« er ændret:" in told


def test_a_paper_on_standard_output_is_not_handed_over(run: Run, plan: Path) -> None:
    """What is only shown cannot be recorded as handed over."""
    before = journal(plan)

    assert (2, before) == (run("export", "--stdout", "--issue").returncode, journal(plan))


def test_no_line_is_wider_than_the_window(run: Run, plan: Path) -> None:
    """In eighty columns nothing runs over."""
    run("decide", "G0", *YES)
    words = (["gate", "G7"], ["gate", "G0"], ["changes", "--since", "2020-01-01"])
    lines = [line for part in words for line in run(*part, env={"COLUMNS": "80"}).stdout.splitlines()]

    assert [] == [line for line in lines if len(line) > 80]


# -- afterwards -----------------------------------------------------------------------------


def test_an_edit_of_what_a_decision_rested_on_is_said_at_once(run: Run, plan: Path) -> None:
    """Whoever changes such an answer is told which decision it takes the ground from; the second time nobody nags."""
    run("decide", "G0", *YES)
    edited, again = (run("answer", f"anchor.mandate={code}").stderr for code in ("full", "none"))

    told = "Beslutningen ved G0 hvilede på »Mandat til tid og penge«, »Det, der mangler i mandatet«. Det står i næste"
    assert told in edited
    assert "hvilede på" not in again


def test_an_edit_of_something_else_says_nothing(run: Run, plan: Path) -> None:
    """An answer that no decision rests on is changed without a word about decisions."""
    run("decide", "G0", *YES)

    assert "hvilede på" not in run("answer", "contract.sign_date=2028-01-01").stderr


def test_taking_the_edit_back_says_so_too(run: Run, plan: Path) -> None:
    """An undo that changes what a decision rested on says it as any other change does."""
    run("answer", "anchor.mandate=none")
    run("decide", "G0", *YES)

    assert "Beslutningen ved G0 hvilede på »Mandat til tid og penge«." in run("undo").stderr


def test_a_stopped_plan_asks_only_what_was_learned(run: Run, plan: Path) -> None:
    """After a stop `decide`, `status` and `resume` speak of the stop and of the lessons, and of nothing ahead."""
    stop = run("decide", "G6", "--decision", "stop", "--date", "2026-12-15", "--reason", "Pengene er væk.")
    status = run("status").stdout
    resumed = run("resume", typed="0\n")

    assert "Kun ét spørgsmål er tilbage: det, I har lært" in stop.stderr
    assert "G6: stop, besluttet 15. december 2026 af styregruppen. Pengene er væk." in status
    assert "Næste spørgsmål" not in status
    assert "Skriv, hvad I har lært, og hvad I gør næste gang." in resumed.stdout
    assert 1 == resumed.stdout.count("Skriv, hvad I ")


def test_the_paper_of_a_stopped_plan_asks_for_nothing(run: Run, plan: Path) -> None:
    """It begins with the stop and the lessons; a missing lesson stands as missing."""
    run("decide", "G6", "--decision", "stop", "--date", "2026-12-15", "--reason", "Pengene er væk.")
    paper = run("export", "--stdout").stdout

    assert "Planen er stoppet" in paper
    assert "Det beder vi jer beslutte" not in paper
    assert "Det er ikke skrevet ned endnu, hvad vi har lært." in paper


def test_the_paper_after_a_hold_says_until_when(run: Run, plan: Path) -> None:
    """The next paper reminds the steering group that they waited, until when and why."""
    run("decide", "G6", "--decision", "hold", "--date", "2026-12-15", "--until", "2027-02-01", "--reason", "Budgettet.")

    assert "Vent til 1. februar 2027. Budgettet." in run("export", "--stdout").stdout
