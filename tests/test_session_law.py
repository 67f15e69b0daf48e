"""The law a plan is opened with: the newer of its own and the installed one, and what is said where they differ."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from support import CREATED, SHIPPED, SMALL, Pen

from procwiz import library, session, store
from procwiz.core.journal import write_line
from procwiz.core.plan import Plan
from procwiz.library.canonical import digest

OLD, LATE = "2025-01-01", "2099-01-01"
SHOWN = "Tærskelværdi for varer og tjenester i kommuner og regioner, 2026-2027 var 1.500.000 kr. og er nu 1.611.360 kr."
ANSWERS = {
    "setup.country": "DK",
    "setup.buyer_type": "sub_central",
    "strategy.subject": "services",
    "strategy.value": 1550000,
    "strategy.notice_date": "2027-03-01",
}


def compiled_with(version: str, limit: int = 1611360) -> dict[str, Any]:
    """The shipped process as of another day, with another threshold for services bought by municipalities."""
    compiled = deepcopy(library.load(SHIPPED))
    law = compiled["process"]["law"]
    law["version"] = version
    next(part for part in law["figures"] if part["code"] == "threshold_sub_central_2026")["amount"]["DKK"] = limit
    compiled["texts"]["en"]["law"]["figures"]["threshold_sub_central_2026"]["title"] = f"Threshold of {version}"
    return sealed(compiled)


def sealed(compiled: dict[str, Any]) -> dict[str, Any]:
    """Give a changed process its digest."""
    return {**compiled, "digest": digest(compiled)}


def keep(parent: Path, compiled: dict[str, Any], answers: dict[str, Any]) -> Path:
    """Write a plan of a process to disk, with answers."""
    folder = store.create(parent, "Fald", "da", CREATED, compiled)
    plan, _ = session.open_plan(folder)
    given = Pen().give(plan, answers)
    with (folder / store.JOURNAL / "lene.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(write_line(event) for event in given.journal.by_id.values())
    return folder


def opened(folder: Path, language: str = "") -> Plan:
    """Open a plan as every command does."""
    return session.open_plan(folder, language)[0]


def test_the_newer_law_wins(tmp_path: Path) -> None:
    """A plan of an older law is held against the installed one, and knows the law it was begun with."""
    plan = opened(keep(tmp_path, compiled_with(OLD, 1500000), ANSWERS))

    assert plan.begun_law is not None
    assert (library.load(SHIPPED)["process"]["law"]["version"], OLD, "national") == (
        plan.process.law.version,
        plan.begun_law.version,
        plan.fact("strategy.regime").value,
    )


def test_the_newer_law_brings_its_words(tmp_path: Path) -> None:
    """In the plan's other language the newer law's own words stand, not those of the law it replaces."""
    plan = opened(keep(tmp_path, compiled_with(OLD), {}), "en")
    titles = {figure.code: figure.title for figure in plan.process.law.figures}

    assert plan.begun_law is not None
    assert "Threshold of 2025-01-01" in {figure.title for figure in plan.begun_law.figures}
    assert "Threshold of 2025-01-01" not in titles.values()


def test_the_plan_s_own_law_stands_where_it_is_newer(tmp_path: Path) -> None:
    """A plan of a later law, opened with an older procwiz, keeps its own."""
    compiled = compiled_with(LATE, 1500000)
    plan = opened(keep(tmp_path, compiled, ANSWERS))

    assert compiled is library.with_newest_law(compiled)
    assert (None, LATE, "eu") == (plan.begun_law, plan.process.law.version, plan.fact("strategy.regime").value)


def test_the_installed_process_keeps_its_law() -> None:
    """A plan of the installed process itself, and one of another, come back as they are."""
    shipped, small = library.load(SHIPPED), library.load(SMALL)

    assert [True, True] == [library.with_newest_law(part) is part for part in (shipped, small)]


def before_the_law() -> dict[str, Any]:
    """A process of the shipped one's key that asks nothing of what the law reads."""
    compiled = deepcopy(library.load(SMALL))
    for part in (compiled, compiled["process"]):
        part["key"] = "innovative-procurement"
    return sealed(compiled)


@pytest.mark.parametrize("command", [("status",), ("advise",), ("show",), ("export", "--stdout", "--format", "md")])
def test_a_law_that_reads_what_was_never_asked_is_left_alone(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """A plan from before there was law, without the questions the law reads, opens as it always did."""
    folder = keep(tmp_path, before_the_law(), {"first.mandate": "full"})
    result = run(command[0], "-C", str(folder), *command[1:])

    assert (None, "") == (opened(folder).begun_law, opened(folder).process.law.version)
    assert (1 if command == ("advise",) else 0) == result.returncode, result.stderr
    assert "fejl i procwiz" not in result.stderr


@pytest.mark.parametrize("command", ["status", "advise", "resume"])
def test_a_changed_limit_is_said(run: Run, tmp_path: Path, command: str) -> None:
    """`status`, `advise` and `resume` say which limit changed, from what to what, and what that does to the rules."""
    folder = keep(tmp_path, compiled_with(OLD, 1500000), ANSWERS)
    result = run(command, "-C", str(folder), typed="!\n")
    said = " ".join((result.stdout + result.stderr).split())

    assert SHOWN in said
    assert "før »Over EU's tærskelværdi«, nu »Under EU's tærskelværdi«" in said


@pytest.mark.parametrize("command", ["status", "advise", "resume"])
def test_a_newer_law_with_the_same_limit_is_not_said(run: Run, tmp_path: Path, command: str) -> None:
    """A law that is newer and says the same of this plan is not worth a word."""
    folder = keep(tmp_path, compiled_with(OLD), ANSWERS)
    result = run(command, "-C", str(folder), typed="!\n")

    assert "Loven er nyere" not in result.stdout + result.stderr


def test_a_process_without_a_table_gives_no_advice(run: Run) -> None:
    """`advise` on a plan of a process without a decision table exits 1 and says so, in words."""
    run("new", "Lille", "--process", str(SMALL), "--no-input")
    result = run("advise")

    assert (1, "") == (result.returncode, result.stdout)
    assert result.stderr.startswith("Planen er fra en proces uden beslutningstabel")
    assert "Traceback" not in result.stderr
