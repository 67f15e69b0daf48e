"""Routes, law, risks and advice of a process: what the checks find, what is tried out, and what is only noted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from procwiz import library
from procwiz.core.building import build
from procwiz.core.checks.cases import MOST, cases
from procwiz.core.checks.trying import TESTS, outcomes
from procwiz.core.conditions import AnyRow, Condition, RowCount, Within
from procwiz.core.conditions import Test as Asked
from procwiz.core.facts import Fact, Status
from procwiz.core.kinds import kind_of
from procwiz.core.problems import Problem
from procwiz.core.process import Process
from procwiz.core.reading import condition
from procwiz.core.values import Value
from procwiz.language import LANGUAGES, Language

ROUTED = Path(__file__).parent / "routed"
"""A small process with a decision table, law, risks and advice, in two languages."""

LONG_AGO, YEAR_BEFORE, LAST_DAY = date(2026, 11, 2), date(2026, 12, 31), date(2027, 12, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the process, to be changed."""
    return Path(shutil.copytree(ROUTED, tmp_path / "process"))


def edit(file: Path, old: str, new: str) -> None:
    """Change a text that stands in a file exactly once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def in_danish_only(folder: Path) -> None:
    """Take the texts in other languages away."""
    shutil.rmtree(folder / "texts")
    edit(folder / "process.yaml", "[da, en]", "[da]")


def shown(problems: list[Problem]) -> list[str]:
    """Name problems with their places."""
    return [f"{part.place} {part.code}" for part in problems]


def test_routed_process_is_sound() -> None:
    """The process with routes, law, risks and advice has no problem, from outside neither."""
    assert [] == library.check(ROUTED)
    assert [] == library.validate(json.loads(json.dumps(library.load(ROUTED))))


# Names, and what they must belong to

PAGE = ["option_unknown", "route_order", "route_unknown", "route_without_page"]
CASE = "case: A municipality bought beds."
CHANGES = [
    ("routes.yaml", "  - id: R2\n", "  - id: R1\n", ["code_twice"]),
    ("routes.yaml", "  - code: new\n", "  - code: fires\n", ["code_reserved", "row_unknown"]),
    ("routes.yaml", "{code: tenders, phase: strategy", "{code: notice, phase: strategy", ["code_twice"]),
    ("routes.yaml", "{code: tenders, phase: strategy", "{code: tenders, phase: stratgy", ["phase_unknown"]),
    ("routes.yaml", "{text: En kommune købte senge., source: [own]}", "{text: En., source: [o]}", ["source_unknown"]),
    ("routes.yaml", "least: tender_days, source: [own]", "least: tender_days, source: [o]", ["source_unknown"]),
    ("routes.yaml", "order: [open, pcp]\n", "order: [open, pcp, open]\n", ["route_order"]),
    ("routes.yaml", "towards: pcp", "towards: ppc", ["route_unknown"]),
    ("routes.yaml", "    order: [pcp, open]", "    order: [pcp, open]\n    ahead: [ppc]", ["route_unknown"]),
    ("routes.yaml", "  - key: pcp\n", "  - key: direct\n", PAGE),
    ("routes.yaml", "least: tender_days", "least: tenderdays", ["figure_unknown"]),
    ("routes.yaml", "when: {setup.buyer: state}, text", "when: {setup.buyer: stat}, text", ["option_unknown"]),
    ("routes.yaml", "when: {setup.buyer: state}, text", "when: {setup.buyr: state}, text", ["question_unknown"]),
    ("routes.yaml", "when: {setup.buyer: state}, text", "when: {R2: yes}, text", ["question_unknown"]),
    ("law.yaml", "  - code: threshold_others\n", "  - code: threshold_state\n", ["code_twice"]),
    ("law.yaml", "for: {setup.buyer: state}", "for: {new: fires}", ["fires_place"]),
    ("law.yaml", "amount: 746, on: 2026-01-01", "amount: 746, on: 2026-02-30", ["date_bad"]),
    ("law.yaml", "valid_to: 2027-12-31", "valid_to: 2027-12-32", ["date_bad"]),
    ("law.yaml", "valid_to: 2027-12-31", "valid_to: 31.12.2027", ["date_bad"]),
    ("law.yaml", "from: 12-24", "from: 24/12", ["day_bad"]),
    ("law.yaml", "from: 12-24", "from: 12-32", ["day_bad"]),
    ("law.yaml", "days: 35", "days: null", ["figure_form"]),
    ("law.yaml", "    days: 35\n", "", ["figure_unfit"]),
    ("law.yaml", "figure: pause", "figure: tender_days", ["figure_unfit"]),
    ("law.yaml", "{DK: udbudsloven § 57}, source: [own]", "{DK: udbudsloven § 57}, source: [x]", ["source_unknown"]),
    ("law.yaml", "2026-01-01, source: [own]", "2026-01-01, source: [x]", ["source_unknown"]),
    ("risks.yaml", "owner: lead", "owner: leader", ["role_unknown"]),
    ("risks.yaml", "phase: strategy", "phase: tender", ["phase_unknown"]),
    ("risks.yaml", "when: {R3: fires}", "when: {R4: fires}", ["row_unknown"]),
    ("risks.yaml", "likelihood: 3", "likelihood: 6", ["wrong_kind"]),
    ("advice.yaml", "- code: new\n", "- code: names\n", ["code_twice"]),
    ("routes.yaml", "  - {code: state, towards", "  - {code: nothing_new, towards", []),
    ("advice.yaml", "Det er nyt, så", "Det er nyt, så " + "og " * 80, ["text_long"]),
    ("advice.yaml", "{setup.names}. Skriv", "{}. Skriv", ["blank_unknown"]),
    ("advice.yaml", "{setup.names}. Skriv", "{{setup.names}}. Skriv", ["blank_form"]),
    ("texts/en/advice.yaml", "{setup.names}. Write", "{setup.named}. Write", ["blank_unknown"]),
    ("texts/en/risks.yaml", "title: The solution is not", "title: The solution is " + "not " * 20, ["text_long"]),
    ("texts/en/routes.yaml", "    pitfalls: [The time limit is too short.]\n", "", ["text_missing"]),
    ("texts/en/routes.yaml", "next: [Delete the names.]", "next: Delete the names.", ["text_form"]),
    ("texts/en/routes.yaml", CASE, "cases: A municipality.", ["text_missing", "text_unknown"]),
    ("texts/en/routes.yaml", "because: Research comes first.\n", "because: So.\n    task: No.\n", ["text_unknown"]),
    ("texts/en/law.yaml", "electronic: {text: When", "electronics: {text: When", ["text_missing", "text_unknown"]),
    ("texts/en/02-strategy.yaml", "      eu: Above the limit\n", "", ["text_missing"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), CHANGES)
def test_rule_is_checked(folder: Path, file: str, old: str, new: str, expected: list[str]) -> None:
    """What one change of a rule breaks is found, and nothing else."""
    edit(folder / file, old, new)
    if not file.startswith("texts/"):
        in_danish_only(folder)

    assert expected == sorted({part.code for part in library.check(folder)})


def test_side_files_are_missed(folder: Path) -> None:
    """Each of the four files needs its texts in every language."""
    for name in ("routes", "law", "risks", "advice"):
        (folder / "texts" / "en" / f"{name}.yaml").unlink()

    missing = [f"{name}.yaml:1 side_file_missing" for name in ("advice", "law", "risks", "routes")]
    assert missing == shown(library.check(folder))


def test_without_law_no_figure_is_known(folder: Path) -> None:
    """A process that asks for figures and has no law is told so at each of them."""
    (folder / "law.yaml").unlink()
    (folder / "texts" / "en" / "law.yaml").unlink()

    assert ["figure_unknown"] * 5 == [part.code for part in library.check(folder)]


# Derived values from the law and from words

SHARE = "  - {key: strategy.share, title: Pris i procent af grænsen, share: [strategy.value, strategy.threshold]}\n"
THRESHOLD = "lookup: {figure: threshold, on: strategy.notice}"
LOOKUPS = [
    ("lookup: {figure: threshold, on: strategy.notice, give: number}", ["figure_unfit"]),
    ("lookup: {figure: tender_days, on: strategy.notice}", ["figure_unfit"]),
    ("lookup: {figure: threshold}", ["derived_operands"]),
    ("lookup: {figure: threshold, on: strategy.value}", ["derived_operands"]),
    ("lookup: {figure: threshold, on: strategy.notic}", ["question_unknown"]),
    ("lookup: {figure: threshold, on: strategy.notice, give: first}", ["derived_operands"]),
    ("lookup: {figure: threshold, on: strategy.notice, else: eu}", ["derived_operands"]),
    ("lookup: {figure: threshold, on: strategy.notice}, options: [{code: a, label: A}]", ["key_misplaced"]),
    ("lookup: threshold", ["question_unknown"]),
    ("lookup: {value: strategy.value, on: strategy.notice, below: {threshold: a}, else: b}", ["options_missing"]),
    ("names: strategy.route", ["derived_operands"]),
    ("names: [strategy.route]", ["derived_operands"]),
    ("names: []", ["derived_operands"]),
]


@pytest.mark.parametrize(("asked", "expected"), LOOKUPS)
def test_lookup_is_checked(folder: Path, asked: str, expected: list[str]) -> None:
    """A lookup asks for a figure on a day, or which limit an amount is below; a search for names reads texts."""
    edit(folder / "02-strategy.yaml", SHARE, "")
    edit(folder / "02-strategy.yaml", f"{THRESHOLD}}}", f"{asked}}}")
    in_danish_only(folder)

    assert expected == [part.code for part in library.check(folder)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("below: {threshold: national}", "below: {threshold: nationl}", "option_unknown"),
        ("      else: eu\n", "      else: uk\n", "option_unknown"),
        ("      else: eu\n", "", "derived_operands"),
        ("below: {threshold: national}", "below: {}", "derived_operands"),
        ("below: {threshold: national}", "below: {tender_days: national}", "figure_unfit"),
        ("value: strategy.value", "value: strategy.ready", "derived_operands"),
        ("strategy.regime: [national, eu]}", "strategy.regime: [national, uk]}", "option_unknown"),
        ('strategy.left: ">= 0"', 'strategy.until: "> 5"', "date_bad"),
        ('strategy.left: ">= 0"', "strategy.threshold: yes", "test_unfit"),
        ('strategy.left: ">= 0"', "setup.names: 5", "test_unfit"),
    ],
)
def test_limits_are_checked(folder: Path, old: str, new: str, expected: str) -> None:
    """Limits choose among options, and what the law or the words give is tested by its kind."""
    edit(folder / "02-strategy.yaml", old, new)

    assert [expected] == [part.code for part in library.check(folder)]


def test_law_that_reads_what_rests_on_it(folder: Path) -> None:
    """A figure that depends on what is computed from it goes in a circle."""
    edit(folder / "law.yaml", "for: {setup.buyer: state}", "for: {strategy.regime: eu}")
    found = library.check(folder)

    assert {"circle"} == {part.code for part in found}
    assert "strategy.regime → strategy.regime" in {part.params["way"] for part in found}


def test_law_is_read_where_it_is_asked_for(folder: Path) -> None:
    """A question that hangs on a figure hangs on all that decides between figures of that name."""
    edit(folder / "law.yaml", "for: {setup.buyer: state}", "for: {strategy.ready: 5}")
    edit(folder / "02-strategy.yaml", "when: {strategy.research: yes}", "when: {strategy.threshold: answered}")

    assert ["circle"] == [part.code for part in library.check(folder)]


def test_rows_in_a_circle(folder: Path) -> None:
    """Rows and definitions that ask for one another are one problem, said with every name on the way."""
    edit(folder / "routes.yaml", '"< 4"}', '"< 4", R3: fires}')
    (problem,) = library.check(folder)

    assert ("circle", "R3 → new → R3") == (problem.code, problem.params["way"])


def test_row_of_its_own(folder: Path) -> None:
    """A row that asks for itself is a circle."""
    edit(folder / "routes.yaml", "when: {new: fires, strategy.regime: eu}", "when: {R3: fires}")

    assert ["R3 → R3"] == [part.params["way"] for part in library.check(folder)]


def test_names_asked_for_too_often(folder: Path) -> None:
    """A few definitions that ask for one another many times over are too many."""
    asked = ["new", *(f"n{number}" for number in range(8))]
    lines = [
        f"  - {{code: {name}, title: Et, when: [{', '.join([f'{{{below}: fires}}'] * 4)}]}}\n"
        for below, name in pairwise(asked)
    ]
    edit(folder / "routes.yaml", "rows:\n", "".join(lines) + "rows:\n")
    found = [part.params["name"] for part in library.check(folder) if part.code == "names_far"]

    assert ["n3", "n4", "n5", "n6", "n7"] == found


# The decision table, tried out

TRIED = [
    ("{strategy.research: yes}", None),
    ("{strategy.research: [yes, no]}", "row_always"),
    ("[{strategy.research: yes}, {strategy.research: no}]", "row_always"),
    ("{strategy.research: yes, not: {strategy.research: yes}}", "row_never"),
    ("{strategy.research: no, strategy.ready: 4}", "row_never"),
    ("{strategy.research: no, not: {strategy.ready: 4}}", None),
    ("{strategy.research: no, not: {strategy.ready: answered}}", None),
    ("{strategy.research: no, strategy.ready: unanswered}", "row_never"),
    ("{strategy.ready: unanswered}", None),
    ('{strategy.ready: ">= 10"}', "row_never"),
    ('{strategy.ready: ">= 20"}', "row_never"),
    ('{strategy.ready: ">= 9"}', None),
    ("{strategy.value: unanswered, not: {strategy.value: 5}}", "row_never"),
    ('[{strategy.ready: "<= 5"}, {strategy.ready: "> 5"}, {strategy.research: no}]', "row_always"),
    ('{strategy.ready: "> 3", not: {strategy.ready: ">= 4"}}', "row_never"),
    ('{strategy.value: "> 3", not: {strategy.value: ">= 4"}}', None),
    ('{strategy.value: "> 3000000", strategy.regime: national}', None),
    ('{strategy.value: ">= 0"}', "row_always"),
    ('{strategy.notice: "> 2027-01-01", not: {strategy.notice: ">= 2027-01-02"}}', "row_never"),
    ('{strategy.notice: ">= 9999-12-31"}', None),
    ("{strategy.regime: [national, eu]}", "row_always"),
    ("{strategy.regime: eu, not: {strategy.regime: [national, eu]}}", "row_never"),
    ("{setup.buyer: state, not: [{setup.buyer: [state, town]}, {strategy.research: yes}]}", "row_never"),
    ("{setup.need: Et, not: {setup.need: To}}", None),
    ("{setup.names: unanswered}", None),
    ("{new: fires, strategy.ready: 5}", "row_never"),
    ("{not: {new: fires}, strategy.ready: 5}", None),
    ("{}", None),
]


@pytest.mark.parametrize(("when", "code"), TRIED)
def test_row_is_tried(folder: Path, when: str, code: str | None) -> None:
    """A row that no answers let fire, or that all let fire, is found; unanswered counts only where it is asked for."""
    edit(folder / "routes.yaml", "when: {setup.names: answered}", f"when: {when}")

    assert [] == [part for part in library.check(folder) if part.params.get("name") != "R1"]
    assert [code] * (code is not None) == [part.code for part in library.check(folder)]


def test_questions_that_exclude_one_another(folder: Path) -> None:
    """A row that reads two questions of which only one is ever asked can never fire."""
    edit(folder / "02-strategy.yaml", "    kind: choice\n", "    kind: choice\n    when: {strategy.research: no}\n")
    edit(folder / "routes.yaml", "{setup.names: answered}", "{strategy.ready: 5, strategy.route: pcp}")

    assert ["routes.yaml:8 row_never"] == shown(library.check(folder))


def test_phase_that_excludes_a_question(folder: Path) -> None:
    """A row that reads a question of a phase that is not walked then can never fire."""
    edit(folder / "02-strategy.yaml", "questions:\n", "when: {setup.buyer: state}\nquestions:\n")
    edit(folder / "routes.yaml", "{setup.names: answered}", "{setup.buyer: town, strategy.route: pcp}")

    assert ["routes.yaml:8 row_never"] == shown(library.check(folder))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("{R3: fires, strategy.ready: 7}", ["routes.yaml:28 row_never"]),
        ("{strategy.regime: [national, eu]}", []),
    ],
)
def test_exclusion_is_tried(folder: Path, when: str, expected: list[str]) -> None:
    """An exclusion that never holds is found; one that always holds is no fault."""
    edit(folder / "routes.yaml", "when: {not: {R3: fires}, strategy.research: no}", f"when: {when}")

    assert expected == shown(library.check(folder))


def test_faulty_table_is_not_tried(folder: Path) -> None:
    """Nothing is tried while anything else is wrong."""
    edit(folder / "routes.yaml", "when: {setup.names: answered}", "when: {strategy.regime: [national, eu]}")
    edit(folder / "risks.yaml", "owner: lead", "owner: leader")

    assert ["role_unknown"] == [part.code for part in library.check(folder)]


ENDLESS = [{"strategy.share": 2 * n, "strategy.value": 2 * n, "strategy.ready": n % 9 + 1} for n in range(100)]


@pytest.mark.parametrize(
    "raw",
    [
        {"setup.need": [str(number) for number in range(MOST + 1)], "strategy.research": True},
        [{"strategy.research": True}] * (TESTS + 1),
        [{**clause, "not": ENDLESS} for clause in ENDLESS],
        [{**clause, "not": clause} for clause in ENDLESS[:40]],
    ],
)
def test_too_much_to_try_is_not_decided(raw: Any) -> None:
    """Where a question has too many sorts of answers, or the tests or tries are too many, nothing is said."""
    process = build(library.load(ROUTED), "da")

    assert outcomes(process, condition(raw, lambda key: process.named(key)[1])) is None


def test_table_tests_come_out_on_their_own() -> None:
    """Every way a table's tests can come out is tried; so many tests that this is too much are not."""
    kind = kind_of({"kind": "table", "columns": [{"code": "a", "kind": "text", "title": "A", "ask": "A"}]})
    tests: list[Asked] = [AnyRow(Condition()), RowCount(Within())]

    assert {(True, True), (True, False), (False, True), (False, False)} == {
        (case[tests[0]], case[tests[1]]) for case in cases(kind, tests)
    }
    assert () == cases(kind, [RowCount(Within(Decimal(number))) for number in range(10)])


# Tried against every answer there is

KEYS = ["setup.buyer", "strategy.research", "strategy.ready", "strategy.route"]
ANSWERS: Mapping[str, list[Value]] = {
    "setup.buyer": ["state", "town", "company"],
    "strategy.research": [True, False],
    "strategy.ready": [Decimal(step) for step in range(1, 10)],
    "strategy.route": ["open", "pcp"],
}
TEST = st.sampled_from(
    [
        ("setup.buyer", "state"),
        ("setup.buyer", ["town", "company"]),
        ("strategy.research", True),
        ("strategy.research", False),
        ("strategy.ready", "< 4"),
        ("strategy.ready", ">= 7"),
        ("strategy.ready", "3..5"),
        ("strategy.route", "pcp"),
    ]
)
CLAUSE = st.lists(TEST, min_size=1, max_size=4).map(dict)
CONDITION = st.lists(
    st.builds(lambda own, no: {**own, **({"not": no} if no else {})}, CLAUSE, st.none() | CLAUSE),
    min_size=1,
    max_size=3,
)


def _worlds(process: Process) -> Iterator[dict[str, Fact]]:
    for values in product(*ANSWERS.values()):
        found = {key: Fact(Status.ANSWERED, value) for key, value in zip(KEYS, values, strict=True)}
        if not process.questions["strategy.ready"].when.hold(found.__getitem__).truth:
            found["strategy.ready"] = Fact(Status.INAPPLICABLE)
        yield found


@given(CONDITION)
@settings(max_examples=300)
def test_tried_is_what_all_answers_give(raw: list[dict[str, Any]]) -> None:
    """Trying finds exactly what going through every answer finds."""
    process = build(library.load(ROUTED), "da")
    read = condition(raw, lambda key: process.named(key)[1])

    assert frozenset(read.hold(world.__getitem__).truth is True for world in _worlds(process)) == outcomes(
        process, read
    )


# Notes


def test_options_unread() -> None:
    """An option that no row names is noted where another of the same question is; of other questions none is."""
    found = library.notes(ROUTED, LONG_AGO)

    assert ["02-strategy.yaml:66 option_unread"] == shown(found)
    assert {"key": "strategy.regime", "code": "national"} == found[0].params


def test_options_read_through_definitions(folder: Path) -> None:
    """What a definition or an exclusion names is read; what only advice names is not."""
    edit(
        folder / "routes.yaml",
        "when: {strategy.research: yes, strategy.ready",
        "when: {setup.buyer: [state], strategy.ready",
    )
    edit(
        folder / "routes.yaml",
        "{not: {R3: fires}, strategy.research: no}",
        "{not: {R3: fires}, strategy.regime: national}",
    )
    edit(folder / "advice.yaml", "when: {new: fires}", "when: {setup.buyer: town}")
    found = [(part.params["key"], part.params["code"]) for part in library.notes(folder, LONG_AGO)]

    assert [("setup.buyer", "town"), ("setup.buyer", "company")] == found


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 12, 30), []),
        (YEAR_BEFORE, ["law.yaml:5 law_expiring"]),
        (LAST_DAY, ["law.yaml:5 law_expiring"]),
        (date(2028, 1, 1), []),
    ],
)
def test_law_expiring(today: date, expected: list[str]) -> None:
    """A figure that ends within a year, and that none follows, is noted with its last day."""
    found = [part for part in library.notes(ROUTED, today) if part.code == "law_expiring"]

    assert expected == shown(found)
    assert [{"figure": "Grænsen for staten", "last": "2027-12-31"}] * len(expected) == [part.params for part in found]


def test_faulty_process_has_no_notes(folder: Path) -> None:
    """Of a faulty process nothing is noted."""
    edit(folder / "risks.yaml", "owner: lead", "owner: leader")

    assert [] == library.notes(folder, LAST_DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_are_said(language: str) -> None:
    """Each note is said with a remedy, in every language, with every blank filled."""
    say = Language(language).say
    said = [f"{say(part.message)} {say(part.remedy)}" for part in library.notes(ROUTED, LAST_DAY)]

    assert 2 == len(said)
    assert all("{" not in text and "Message(" not in text for text in said)


def test_check_shows_notes(run: Run, folder: Path) -> None:
    """`process check` says that all is in order, then the notes, and exits with 0."""
    done = run("process", "check", str(folder))
    record = json.loads(run("process", "check", str(folder), "--json").stdout)
    lines = done.stderr.splitlines()

    assert (0, f"{folder} er i orden.") == (done.returncode, lines[0])
    assert "02-strategy.yaml:66: " in done.stderr
    assert ([], ["option_unread"]) == (record["problems"], [note["code"] for note in record["notes"]][:1])


def test_check_shows_no_notes_of_a_faulty_process(run: Run, folder: Path) -> None:
    """A faulty process exits with 4, and its record has problems and no notes."""
    edit(folder / "risks.yaml", "owner: lead", "owner: leader")
    done = run("process", "check", str(folder), "--json")
    record = json.loads(done.stdout)

    assert (4, ["role_unknown"], []) == (
        done.returncode,
        [part["code"] for part in record["problems"]],
        record["notes"],
    )
