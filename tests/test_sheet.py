"""A sheet says what the plan says: what is written is read back without loss, and faults come all at once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import SHIPPED, SMALL, Pen, empty_plan, plan_with, process

from procwiz.core import sheet
from procwiz.core.answers import Deferral
from procwiz.core.kinds import Amount, Choice, Choices, Day, Kind, Link, Number, Percent, Prose, Scale, Table, YesNo
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.core.process import Question
from procwiz.core.values import Money
from procwiz.language import Language
from procwiz.library.yamlfile import read_yaml

PLAN = empty_plan()
DANISH = Language("da").say


def new_id() -> str:
    """Give every row the same id, where only one is without."""
    return "ny"


def faults(content: Any, plan: Plan = PLAN) -> list[tuple[str, str]]:
    """Read a sheet with faults: their keys and codes."""
    found = sheet.read(plan, content, new_id)
    assert () == found.drafts
    return [(fault.key, fault.message.code) for fault in found.faults]


# -- reading ----------------------------------------------------------------------


def test_values_as_files_write_them() -> None:
    """Each kind takes the form an answers file gives it."""
    plan = plan_with(
        {
            "first.challenge": "  Fald \n om natten ",
            "first.joint": "nej",
            "first.signals": ["trial", "contest"],
            "second.value": "1500000.50",
            "second.suppliers": 4,
            "second.weight": Decimal("62.5"),
            "second.start": date(2027, 3, 15),
        }
    )
    assert {
        "first.challenge": "Fald om natten",
        "first.joint": False,
        "first.signals": ["contest", "trial"],
        "second.value": {"amount": "1500000.50", "currency": "DKK"},
        "second.suppliers": 4,
        "second.weight": 62.5,
        "second.start": "2027-03-15",
    } == sheet.write(plan)


def test_every_fault_at_once() -> None:
    """A sheet with faults changes nothing and names every one of them, several of one key too."""
    content = {
        "first.challenge": 7,
        "first.mandate": "fully",
        "first.effects": [{"effect": "Et", "baseline": -1}, {"baseline": 2, "known_by": "felt"}],
        "second.suppliers": -1.5,
        "second.value": {"low": 3, "likely": 2, "high": 1},
        "first.joint": True,
        "second.start": {"deferred": "?", "owner": "x", "due": "F9"},
        "second.risk": {"deferred": "?", "who": "x"},
        "second.weight": {"deferred": "?", "assume": "meget"},
        "second.valu": 5,
        "zebra": 1,
    }
    assert [
        ("first.challenge", "kinds.not_text"),
        ("first.mandate", "kinds.no_code_near"),
        *[("first.effects", "kinds.cell")] * 3,
        ("second.suppliers", "kinds.not_whole"),
        ("second.suppliers", "kinds.too_low"),
        ("second.value", "kinds.wrong_order"),
        ("second.start", "sheet.no_gate"),
        ("second.risk", "sheet.deferral_key"),
        ("second.weight", "kinds.not_number"),
        ("second.valu", "sheet.unknown_near"),
        ("zebra", "sheet.unknown"),
    ] == faults(content)


def test_near_name_is_offered() -> None:
    """A key that is nearly one of the process' is answered with the one that was meant."""
    found = sheet.read(PLAN, {"first.mandat": "full"}, new_id)
    assert Message("sheet.unknown_near", {"near": "first.mandate"}) == found.faults[0].message


@pytest.mark.parametrize("content", [None, [], "x", 5, [{"first.joint": True}]])
def test_not_a_mapping(content: Any) -> None:
    """What is no mapping of keys is one fault, of the sheet itself."""
    assert [("", "sheet.no_mapping")] == faults(content)


def test_null_says_nothing() -> None:
    """A blank says nothing: what was answered stays, and nothing is recorded."""
    plan = plan_with({"first.mandate": "full", "first.joint": {"deferred": "?"}})
    assert sheet.Sheet() == sheet.read(plan, {"first.mandate": None, "first.joint": None, "second.value": None}, new_id)


def test_what_stands_gives_no_event() -> None:
    """Only what differs from the plan is recorded."""
    plan = plan_with({"first.mandate": "full", "first.joint": {"deferred": "?", "owner": "Bo"}})
    content = {"first.mandate": "full", "first.joint": {"deferred": "?", "owner": "Eva"}}
    assert ["first.joint"] == [draft.subject for draft in sheet.read(plan, content, new_id).drafts]


def test_rows_are_matched_by_id() -> None:
    """A row with a known id is changed, one without is added, one that is missing is removed."""
    plan = plan_with({"first.effects": [{"id": "r1", "effect": "Et"}, {"id": "r2", "effect": "To"}]})
    found = sheet.read(plan, {"first.effects": [{"effect": "Nyt"}, {"id": "r2", "effect": "To!"}]}, new_id)
    assert [("row_removed", "r1"), ("row_set", "ny"), ("row_set", "r2")] == [
        (draft.kind, draft.subject.partition("/")[2]) for draft in found.drafts
    ]


def test_same_id_twice() -> None:
    """Two rows with one id are a fault."""
    assert [("first.effects", "kinds.same_id")] == faults({"first.effects": [{"id": "a", "effect": "x"}] * 2})


@pytest.mark.parametrize(
    ("content", "currency"),
    [
        ({"strategy.value": 5}, "NOK"),
        ({"strategy.value": 5, "setup.country": "SE"}, "SEK"),
        ({"strategy.value": 5, "setup.country": None}, "NOK"),
        ({"strategy.value": {"amount": 5, "currency": "EUR"}, "setup.country": "SE"}, "EUR"),
    ],
)
def test_currency_of_a_sheet(content: dict[str, Any], currency: str) -> None:
    """An amount is in the currency it names, else of the country the sheet names, else of the plan's."""
    plan = Pen().give(plan_with({"setup.country": "NO"}, SHIPPED), content)
    assert Money(Decimal(5), currency) == plan.answer("strategy.value").value


def test_deferral_is_cleaned() -> None:
    """What is written in a deferral is made harmless like any text."""
    found = sheet.read(PLAN, {"first.joint": {"deferred": "a\x1bb\u202e", "owner": " B\n o ", "due": "F1"}}, new_id)
    assert {"note": "a\ufffdb\ufffd", "owner": "B o", "due": "F1"} == found.drafts[0].content


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("first.challenge", "[ikke JSON]", "[ikke JSON]"),
        ("first.joint", "ja", True),
        ("first.signals", "En prøve, En konkurrence", ["contest", "trial"]),
        ("first.signals", '["trial"]', ["trial"]),
        ("first.effects", '[{"effect": "Et"}]', [{"id": "ny", "effect": "Et"}]),
        ("second.value", "1,25 mio.", {"amount": 1250000, "currency": "DKK"}),
        ("second.start", "15.3.2027", "2027-03-15"),
    ],
)
def test_typed_values(key: str, text: str, expected: Any) -> None:
    """What is typed after KEY= is read as at the prompt, or as JSON where it looks so."""
    found = sheet.read(PLAN, {key: text}, new_id, typed=True)
    value = Pen().write(PLAN, *found.drafts).answer(key).value
    assert value is not None
    assert expected == PLAN.process.questions[key].kind.dump(value)


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("first.signals", "festival", "kinds.no_option"),
        ("first.joint", "{deferred", "sheet.no_json"),
        ("first.effects", "[" * 100_000, "sheet.no_json"),
        ("second.suppliers", "-1", "kinds.too_low"),
    ],
)
def test_typed_faults(key: str, text: str, code: str) -> None:
    """What is typed after KEY= and is no value is a fault, however strange."""
    found = sheet.read(PLAN, {key: text}, new_id, typed=True)
    assert [(key, code)] == [(fault.key, fault.message.code) for fault in found.faults]


def test_what_does_not_apply_is_told() -> None:
    """Answers to what does not apply are taken, and named."""
    plan = plan_with({"first.mandate": "none"})
    found = sheet.read(plan, {"second.value": 5, "first.joint": True}, new_id)
    after = Pen().write(plan, *found.drafts)
    assert ["second.value"] == [question.key for question in sheet.aside(after, found.drafts)]


# -- writing ------------------------------------------------------------------------


def test_set_aside_is_written_apart() -> None:
    """What is set aside is left out, and is all that is written when asked for."""
    plan = plan_with({"first.mandate": "none", "second.value": 5})
    assert ["first.mandate"] == list(sheet.write(plan))
    assert ["second.value"] == list(sheet.write(plan, set_aside=True))


def test_yaml_for_people() -> None:
    """As YAML each answer stands under its title, long text as a block, and each row on its line."""
    plan = plan_with({"first.background": "Et.\n\nTo.", "first.effects": [{"id": "r1", "effect": "Et: to"}]})
    text = sheet.as_yaml(plan, DANISH)
    assert "# Baggrunden\nfirst.background: |-\n  Et.\n\n  To.\n" in text
    assert '# Effekter\nfirst.effects:\n  - {"id": "r1", "effect": "Et: to"}\n' in text


def test_empty_plan_is_a_sheet_without_answers() -> None:
    """A plan without answers is written as comments alone."""
    assert all(line.startswith("#") for line in sheet.as_yaml(PLAN, DANISH).splitlines())


@pytest.mark.parametrize("title", ["Fald\x1b[2J", "a\nfirst.joint: true", "\u202eb\u2028c", "# x: y"])
def test_strange_title_stays_a_comment(title: str) -> None:
    """Whatever a plan is called, its title is no more than a comment in its sheet."""
    plan = replace(plan_with({"first.joint": False}), card=replace(PLAN.card, title=title))
    assert {"first.joint": False} == read_yaml(sheet.as_yaml(plan, DANISH).encode()).content


def test_copy_for_readers() -> None:
    """The copy readable without procwiz names phases, questions, values, rows and what is not known."""
    plan = plan_with(
        {
            "first.challenge": "Fald",
            "first.effects": [{"effect": "Et", "baseline": 4}],
            "first.joint": {"deferred": "Spørg", "owner": "Bo", "due": "F1"},
        }
    )
    text = sheet.as_markdown(plan, DANISH)
    for part in ("## Begyndelsen", "**Problemet** (first.challenge)", "> Fald", "> - Effekt: Et · I dag: 4 om måneden"):
        assert part in text
    assert "Spørg Bo F1" in text and "## Købet" not in text and plan.journal.digest in text


# -- there and back -------------------------------------------------------------------

ODD = st.sampled_from(
    (
        *(
            "Ældre",
            "yes",
            "null",
            "~",
            "1.10",
            "- a",
            "a: b",
            "# x",
            "|",
            "'",
            '"',
            "\\",
            "{}",
            "%",
            "@x",
            "---",
            "...",
        ),
        *("\ufeff", "\ufffe", "\u2028", "\x85", "\xa0", "\ud7ff", "\U0010fffd", "e\u0301", "🏳️\u200d🌈"),
        *("\t", "  ", "\n"),
    )
)
TEXTS = st.lists(ODD | st.text(max_size=8), min_size=1, max_size=6).map("".join)
LINES = TEXTS.filter(lambda text: text.strip() != "")


def values(kind: Kind) -> st.SearchStrategy[Any]:  # noqa: PLR0911
    """Make values as an answers file writes them, of a kind."""
    match kind:
        case Choice():
            return st.sampled_from([option.code for option in kind.options])
        case Choices():
            return st.lists(st.sampled_from([option.code for option in kind.options]), unique=True)
        case YesNo():
            return st.booleans() | st.sampled_from(["yes", "no", "ja", "nej"])
        case Scale():
            return st.integers(1, 5)
        case Number():
            return _numbers(kind)
        case Percent():
            return _within(kind.minimum, kind.maximum, 4)
        case Amount():
            return _amounts(kind)
        case Day():
            return st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat)
        case Link():
            return st.sampled_from(["https://example.org/æ?a=b&c#d", "mailto:a@b.dk", "http://x.dk/" + "y" * 1500])
        case Table():
            return st.lists(_row(kind), max_size=4, unique_by=lambda row: row["id"])
        case Prose():
            return LINES
    return LINES


def _within(low: Decimal | None, high: Decimal | None, places: int) -> st.SearchStrategy[str]:
    ends = (Decimal(-(10**6)) if low is None else low, Decimal(10**6) if high is None else high)
    return st.decimals(*ends, places=places, allow_nan=False).map(lambda number: f"{number:f}")


def _numbers(kind: Number) -> st.SearchStrategy[Any]:
    return _within(kind.minimum, kind.maximum, 0 if kind.whole else 4)


def _amounts(kind: Amount) -> st.SearchStrategy[Any]:
    amount = st.decimals(0, 10**9, places=2).map(lambda number: f"{number:f}")
    one = amount | st.fixed_dictionaries({"amount": amount, "currency": st.sampled_from(["DKK", "EUR"])})
    three = st.lists(amount, min_size=3, max_size=3).map(lambda parts: sorted(parts, key=Decimal))
    spans = three.map(lambda parts: dict(zip(("low", "likely", "high"), parts, strict=True)))
    return one | spans if kind.ranged else one


def _row(kind: Table) -> st.SearchStrategy[dict[str, Any]]:
    cells = {column.code: values(column.kind) for column in kind.columns}
    needed = {"id": st.text("ab1/ é", min_size=1).filter(str.strip).map(lambda text: " ".join(text.split()))}
    required = {column.code: cells.pop(column.code) for column in kind.columns if column.required}
    return st.fixed_dictionaries(needed | required, optional=cells)


def parts(question: Question, gates: list[str]) -> st.SearchStrategy[Any]:
    """Make what a sheet says of a question: a value, or that it is not known yet."""
    value = values(question.kind)
    known = {"deferred": TEXTS | st.just("")}
    more = {"owner": TEXTS, "due": st.sampled_from(gates), "assume": value}
    return value | st.fixed_dictionaries(known, optional=more)


def sheets(folder: Path, most: int) -> st.SearchStrategy[dict[str, Any]]:
    """Make sheets of a process, of at most so many answers."""
    model = process(folder)
    one = st.sampled_from(sorted(model.questions)).flatmap(
        lambda key: st.tuples(st.just(key), parts(model.questions[key], sorted(model.gates)))
    )
    return st.lists(one, max_size=most).map(dict)


def there_and_back(plan: Plan) -> None:
    """Write a plan's sheets, read them back into it, and into an empty one."""
    empty = replace(plan, journal=PLAN.journal)
    again = empty
    for set_aside in (False, True):
        text = sheet.as_yaml(plan, DANISH, set_aside=set_aside)
        content = read_yaml(text.encode()).content or {} if sheet.write(plan, set_aside=set_aside) else {}
        assert sheet.Sheet() == sheet.read(plan, content, new_id)
        assert sheet.Sheet() == sheet.read(plan, json.loads(json.dumps(sheet.write(plan))), new_id)
        again = Pen("eva").give(again, content)
    for key in plan.process.questions:
        one, other = plan.answer(key), again.answer(key)
        assert (one.value, one.deferral) == (other.value, other.deferral)


@settings(max_examples=200, deadline=None)
@given(sheets(SMALL, 12))
@example({"first.challenge": "a\ufeffb", "first.background": "a\n  b\n\nc: d"})
@example({"first.background": "a  \nb\tc\xa0\n\u200bd"})
@example({"first.joint": {"deferred": "\x85\n# a: b", "assume": "ja"}})
def test_small_process_there_and_back(answers: dict[str, Any]) -> None:
    """Any answers of the small process are written as YAML and JSON and read back without loss."""
    there_and_back(plan_with(answers))


@settings(max_examples=60, deadline=None)
@given(sheets(SHIPPED, 10))
def test_shipped_process_there_and_back(answers: dict[str, Any]) -> None:
    """Any answers of the shipped process are written as YAML and JSON and read back without loss."""
    there_and_back(plan_with(answers, SHIPPED))


def test_deferral_with_nothing_there_and_back() -> None:
    """Not known yet, without a word more, is written and read back."""
    plan = plan_with({"first.joint": {"deferred": ""}})
    assert Deferral() == plan.answer("first.joint").deferral
    there_and_back(plan)
