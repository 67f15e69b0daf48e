"""`procwiz advise`, and `why` for a way to buy: as a person and as a program meet them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from support import SHIPPED

from procwiz import library

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
    assert 3 <= paper.count("(foreslået, ikke vurderet af jer)")
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
