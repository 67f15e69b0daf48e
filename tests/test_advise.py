"""`procwiz advise`, and `why` for a way to buy: as a person and as a program meet them."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from support import SHIPPED, Pen, empty_plan

from procwiz import library
from procwiz.advice import listing
from procwiz.advice.adviser import Adviser
from procwiz.core.advising import advise
from procwiz.core.advising.telling import Telling
from procwiz.core.building import build
from procwiz.core.document.gates import asked_gate
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.document.ways import ways
from procwiz.core.document.writer import Writer
from procwiz.core.lines import laid
from procwiz.core.plan import COUNTRY, Plan
from procwiz.core.supposing import Supposed
from procwiz.language import Language

CASES = [case["key"] for case in library.examples(SHIPPED)]
SCAN = """Ældre falder om natten
1, 3
Sundhedschefen
2
15.3.2027
Cirka 40 beboere
Hjælpen er fremme inden ti minutter
1
1.10.2028
4
3
1
4 mio. kr.
ja

"""


@pytest.fixture
def plan(run: Run, tmp_path: Path) -> Path:
    """A plan of the case that used an innovation partnership."""
    run("new", "--example", "st-olavs", "--no-input")
    return next(tmp_path.glob("*/plan.yaml")).parent


def advice(run: Run, *words: str) -> dict[str, Any]:
    """The advice as data."""
    result = run("advise", *words, "--json")
    assert 0 == result.returncode, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a plan's folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_advice_as_data_has_the_agreed_shape(run: Run, plan: Path) -> None:
    """`advise --json` is one object with the fields others build on."""
    found = advice(run)
    route, row, task = found["routes"][0], found["rows"][0], {"row", "text"}

    assert "procwiz/advise/1" == found["schema"]
    assert {"routes", "tasks", "rows", "ask_next"} <= found.keys()
    assert {"key", "standing", "rank", "title", "because", "basis", "caveats", "rows", "missing"} <= route.keys()
    assert {"id", "state", "missing"} == row.keys()
    assert [] == [one for one in found["tasks"] if one.keys() != task]


def test_advice_tells_why_by_which_rule_and_how_sure(run: Run, plan: Path) -> None:
    """The best way stands first with its reason, the row, the paragraph, the certainty, and where to verify it."""
    said = " ".join(run("advise").stdout.split())

    assert "1 · Innovationspartnerskab: passer, hvis antagelserne holder" in said
    assert "(R12)" in said
    assert "direktiv 2014/24/EU artikel 31" in said
    assert "Lukket" in said
    assert "Kontrollér på lovdata.no." in said


def test_every_closed_way_has_a_reason(run: Run, plan: Path) -> None:
    """What is closed has no rank and at least one reason in words."""
    closed = [route for route in advice(run)["routes"] if route["standing"] == "closed"]

    assert (True, {None}, True) == (
        bool(closed),
        {route["rank"] for route in closed},
        all(reason.strip() for route in closed for reason in route["because"] or [""]),
    )


def test_what_if_says_what_would_change(run: Run, plan: Path) -> None:
    """A supposed answer shows which ways open and close, and leaves the plan as it was."""
    before = files(plan)
    result = run("advise", "--with", "market.availability=needs_adaptation", "--with", "strategy.rnd_needed=no")
    said = " ".join(result.stdout.split())

    assert 0 == result.returncode
    assert "Innovationspartnerskab: passer, hvis antagelserne holder, nr. 1 → lukket" in said
    assert "Planen er ikke ændret." in said
    assert before == files(plan)


def test_what_if_without_effect_says_so(run: Run, plan: Path) -> None:
    """An answer that no row reads changes nothing, and that is said."""
    assert "Så ændrer intet sig i valget af vej." in run("advise", "--with", "anchor.potential=3").stdout


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("market.suppliers", "er ikke et svar"),
        ("nothing.here=1", "er ikke et svar"),
        ("market.suppliers=mange", "mange"),
        ("market.suppliers=-1", "0"),
        ("market.availability=måske", "måske"),
    ],
)
def test_what_is_no_answer_is_refused(run: Run, plan: Path, word: str, said: str) -> None:
    """A what-if that cannot be understood is a usage error that says what is wrong."""
    result = run("advise", "--with", word)

    assert (2, "") == (result.returncode, result.stdout)
    assert said in result.stderr


def test_two_answers_to_one_question_are_refused(run: Run, plan: Path) -> None:
    """The same question twice in a what-if is a usage error, not a silent choice of one of them."""
    result = run("advise", "--with", "market.suppliers=3", "--with", "market.suppliers=4")

    assert (2, "") == (result.returncode, result.stdout)
    assert "market.suppliers står to gange" in result.stderr


def test_a_page_under_a_what_if_says_so(run: Run, plan: Path) -> None:
    """A way's page tells where it stands if something were so, and that it is supposed."""
    said = run("advise", "--route", "partnership", "--with", "market.availability=available").stdout

    assert "Hvis Løsninger på markedet: Ja, den kan købes i dag" in said
    assert "lukket" in said


def test_tasks_that_a_what_if_brings_stand_in_the_table_s_order(run: Run, plan: Path) -> None:
    """Several new tasks come in the order of the rows, every time."""
    words = ("--with", "anchor.mandate=none", "--with", "needs.described_as=product")
    tasks = [f"Ny opgave ({row})" for row in ("R1", "R3")]
    said = [run("advise", *words, env={"PYTHONHASHSEED": seed}).stdout for seed in ("1", "2", "3", "4")]

    assert {True} == {0 < text.find(tasks[0]) < text.find(tasks[1]) for text in said}


def test_a_way_has_a_page(run: Run, plan: Path) -> None:
    """Each way can be read about: what it is, when, its steps and days, pitfalls, and where it stands in the plan."""
    said = run("advise", "--route", "pcp").stdout

    assert "Prækommercielt indkøb (PCP)" in said
    for heading in ("Hvad det er", "Hvornår", "Hvornår ikke", "Skridt", "Faldgruber", "I jeres plan", "Kilder"):
        assert f"\n{heading}\n" in said
    assert "mindst 35 efter loven" in said


def test_every_way_has_a_page(run: Run, plan: Path) -> None:
    """Every way there is can be read about, as data too."""
    keys = [route["key"] for route in advice(run)["routes"]]
    pages = [json.loads(run("advise", "--route", key, "--json").stdout) for key in keys[:3]]

    assert (18, [*keys[:3]]) == (len(keys), [page["key"] for page in pages])


def test_a_way_there_is_none_of_is_refused(run: Run, plan: Path) -> None:
    """An unknown way is a usage error that names those there are."""
    result = run("advise", "--route", "auktion")

    assert 2 == result.returncode
    assert "partnership" in result.stderr


def test_why_tells_every_test_of_a_way(run: Run, plan: Path) -> None:
    """`why` on a way goes through each row and each exclusion, test by test, with the answers."""
    said = " ".join(run("why", "partnership").stdout.split())

    assert "R12 · gælder ·" in said
    assert "R14 · kan ikke afgøres ·" in said
    assert "✓ »Mål og loft« er ja. Jeres svar: ja (antaget)" in said
    assert "? »Mulige leverandører« er mindst 2 virksomheder." in said
    assert "Lukker · gælder ikke ·" in said


def test_advice_lies_within_eighty_columns(run: Run, plan: Path) -> None:
    """In a window of eighty columns no line is wider."""
    words = (
        ["advise"],
        ["advise", "--route", "dialogue"],
        ["why", "dialogue"],
        ["advise", "--with", "setup.joint=joint"],
    )
    plan.rename(plan.with_name("nat"))
    lines = [line for part in words for line in run(*part, env={"COLUMNS": "80"}).stdout.splitlines()]

    assert [] == [line for line in lines if len(line) > 80]


# -- a process of one's own ---------------------------------------------------------------------


def own_process(edit: Callable[[dict[str, Any]], None]) -> Plan:
    """A plan of the shipped process, edited as its files could be, above the threshold of a Danish municipality."""
    compiled = deepcopy(library.load(SHIPPED))
    edit(compiled["process"])
    model = build(compiled, "da")
    return Pen().give(replace(empty_plan(SHIPPED), process=model), ABOVE)


ABOVE = {
    "setup.country": "DK",
    "setup.buyer_type": "sub_central",
    "strategy.subject": "services",
    "strategy.value": 9000000,
    "strategy.notice_date": "2027-03-01",
}


def regime(process: dict[str, Any]) -> dict[str, Any]:
    """The derived value that says which rules apply."""
    derived = (part for phase in process["phases"] for part in phase.get("derived", ()))
    found: dict[str, Any] = next(part for part in derived if part["key"] == "strategy.regime")
    return found


def test_rules_under_other_codes_are_told_in_the_process_own_words() -> None:
    """A process that names the rules otherwise is advised all the same, with its own name for them."""

    def rename(process: dict[str, Any]) -> None:
        regime(process)["lookup"]["else"] = "big"
        regime(process)["options"].append({"code": "big", "label": "Stort køb"})

    plan = own_process(rename)
    said = laid(listing.lines(Adviser(plan, Language("da"))), 100)
    writer = Writer(Reckoned(plan, date(2026, 11, 22)), Language("da").say)
    rules = ways(writer, asked_gate(plan))["rules"]

    assert "Regler: Stort køb." in " ".join(said.split())
    assert "Regler: Stort køb." in rules


def test_a_country_we_do_not_know_is_advised_by_the_rules_of_the_eu() -> None:
    """A process for another country points to the place where the EU's own law is found."""

    def add_finland(process: dict[str, Any]) -> None:
        (country,) = (part for phase in process["phases"] for part in phase["questions"] if part["key"] == COUNTRY)
        country["options"].append({"code": "FI", "label": "Finland"})

    plan = Pen("bo").give(own_process(add_finland), {COUNTRY: "FI"})
    said = laid(listing.lines(Adviser(plan, Language("da"))), 100)

    assert "Kontrollér på eur-lex.europa.eu." in " ".join(said.split())


def test_of_several_ways_into_a_row_the_nearest_is_told() -> None:
    """A closed way whose row may fire in two manners asks for the one that lacks least, not for both at once."""

    def two_manners(process: dict[str, Any]) -> None:
        (row,) = (part for part in process["routes"]["rows"] if "innovation_clause" in part.get("routes", ()))
        row["when"] = [
            {"setup.country": "SE", "strategy.subject": "works"},
            {"setup.country": "DK", "strategy.subject": "works"},
        ]

    plan = own_process(two_manners)
    advised = advise(plan)
    closed = advised.route("innovation_clause")

    assert closed is not None
    (reason,) = Telling(Supposed(plan), advised, Language("da").say).because(closed)
    assert ("bygge", False) == ("bygge" if "bygge" in reason.casefold() else reason, "Sverige" in reason)


# -- after the quick scan -----------------------------------------------------------------------


def test_after_a_typed_quick_scan_there_is_a_way_with_its_reason(run: Run) -> None:
    """Fifteen answers are enough for a way that fits, what to ask next, three risks and three days in the paper."""
    run("new", typed=SCAN)
    found = advice(run)
    paper = run("export", "--document", "steering-group", "--format", "md", "--stdout").stdout

    fitting = [route for route in found["routes"] if route["standing"] == "fits" and route["because"]]
    assert (True, True) == (bool(fitting), 0 < len(found["ask_next"]) <= 2)
    assert found["tasks"] == [part for part in found["tasks"] if part["row"] == "R3"]
    assert fitting[0]["title"] in paper
    assert 3 <= paper.count("(forslag)")
    assert "| Løsningen er i brug |" in paper


@pytest.mark.parametrize("key", CASES)
def test_the_quick_scan_of_a_case_is_enough(run: Run, tmp_path: Path, key: str) -> None:
    """With a case's answers to the quick scan alone: a way with its reason, three risks with owners, three days."""
    case = library.example(SHIPPED, key)["answers"]
    essential = [q["key"] for q in _questions() if q.get("depth") == "essential"]
    (tmp_path / "scan.json").write_text(json.dumps({q: case[q] for q in essential}, default=str), encoding="utf-8")
    run("new", "Prøve", "--answers", "scan.json", "--no-input")
    found = advice(run)
    paper = run("export", "--document", "steering-group", "--format", "md", "--stdout").stdout

    reasoned = [route for route in found["routes"] if route["standing"] in {"fits", "waiting"} and route["because"]]
    risks, dates = _table(paper, "| Risiko |"), _table(paper, "| Milepæl |")
    assert (True, True) == (bool(reasoned), bool(found["ask_next"]))
    assert (True, True) == (len(risks) >= 3, len(dates) >= 3)
    assert {True} == {bool(row[-1].strip(" –")) for row in risks}
    assert "Det, der snævrer valget mest ind, er" in paper


def _questions() -> list[dict[str, Any]]:
    return [part for phase in library.load(SHIPPED)["process"]["phases"] for part in phase["questions"]]


def _table(paper: str, head: str) -> list[list[str]]:
    """The rows of the table with a heading."""
    lines = paper[paper.index(head) :].splitlines()[2:]
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows
