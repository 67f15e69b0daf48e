"""The whole plan as JSON: it keeps to its published schema, holds every answer, and is read back without loss."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from conftest import Run
from jsonschema import Draft202012Validator
from support import ROOT, SHIPPED, Pen, empty_plan, state
from test_documents import DAY, FULL, HALF, contested, shipped

from procwiz import library
from procwiz.calendars import calendar_of
from procwiz.core import decisions, sheet
from procwiz.core.decisions import Proviso
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.document.whole import whole
from procwiz.core.plan import Plan, Standing

Record: TypeAlias = dict[str, Any]

SCHEMA = json.loads((ROOT / "docs" / "plan-1.schema.json").read_text(encoding="utf-8"))
CHECK = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
EXAMPLES = {case["key"]: case["answers"] for case in library.examples(SHIPPED)}
LANGUAGES = ("da", "en")
PLANS: dict[str, Callable[[str], Plan]] = {
    "blank": lambda language: empty_plan(SHIPPED, language),
    "half": lambda language: shipped(HALF, language),
    "full": lambda language: shipped(FULL, language),
    "decided": lambda language: decided(shipped(FULL, language)),
    "contested": lambda language: contested(shipped(HALF, language), "anchor.concern", "Noget andet"),
    **{key: lambda language, key=key: shipped(EXAMPLES[key], language) for key in EXAMPLES},  # type: ignore[misc]
}


def record(plan: Plan, day: date = DAY) -> Record:
    """Write a plan as values, and read them back from their JSON."""
    written: Record = json.loads(json.dumps(whole(Reckoned(plan, day, calendar_of(plan.country))), allow_nan=False))
    return written


def decided(plan: Plan, gate: str = "G0", on: date = DAY) -> Plan:
    """Record a yes with a condition at a gate."""
    proviso = Proviso("t1", "Aftale med it", "It-chefen", date(2026, 12, 1))
    draft = decisions.decide(
        gate, "go_with_conditions", on, by=("Direktionen",), reason="Behovet er klart", provisos=(proviso,),
        lacks=("setup.team",), journal=plan.journal,
    )  # fmt: skip
    return Pen().write(plan, draft, via="decide")


def answers_file(written: Record) -> Record:
    """Make an answers file of what is known of each question."""
    found = {}
    for one in written["answers"]:
        put_off = one["deferred"]
        if put_off is not None:
            found[one["key"]] = {"deferred": put_off["note"] or ""} | {
                name: put_off[name] for name in ("owner", "due", "assume") if put_off[name] is not None
            }
        elif one["value"] is not None:
            found[one["key"]] = one["value"]
    return found


def answer(written: Record, key: str) -> Record:
    """Find a question's answer."""
    return next(one for one in written["answers"] if one["key"] == key)


# -- the schema ------------------------------------------------------------------------------


def test_the_schema_is_one() -> None:
    """The published file is a JSON Schema of the draft it names."""
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PLANS)
def test_every_plan_keeps_to_the_schema(name: str, language: str) -> None:
    """Blank, half full, full, decided, contested, and every real case, in both languages."""
    faults = [f"{fault.json_path}: {fault.message}" for fault in CHECK.iter_errors(record(PLANS[name](language)))]

    assert [] == faults


def _spoil(path: str, value: object) -> Callable[[Record], None]:
    def spoil(written: Record) -> None:
        place: Any = written
        *before, last = (int(part) if part.isdigit() else part for part in path.split("."))
        for part in before:
            place = place[part]
        place[last] = value

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        _spoil("more", 1),
        _spoil("plan.author", "Lene"),
        _spoil("answers.0.by", "Lene"),
        _spoil("answers.0.standing", "maybe"),
        _spoil("answers.0.value", 5),
        _spoil("as_of", "22-11-2026"),
        _spoil("business.net.likely", 871333.0),
        _spoil("business.net.likely", "871333"),
        _spoil("schedule.entries.0.end.likely", None),
        _spoil("risks.0.likelihood", 6),
        _spoil("routes.0.standing", "open"),
        lambda written: written.pop("conflicts"),
        lambda written: written["phases"][0]["gate"].pop("decision"),
        lambda written: answer(written, "strategy.value")["value"].pop("currency"),
        lambda written: answer(written, "needs.effects")["value"][0].pop("id"),
    ],
)
def test_the_schema_can_fail(spoil: Callable[[Record], None]) -> None:
    """A field too many or too few, a person's name, a float for an amount, a day in another form: all are found."""
    written = deepcopy(record(shipped(FULL)))
    spoil(written)

    assert False is CHECK.is_valid(written)


def test_every_plan_has_the_same_fields() -> None:
    """A blank plan has all the fields a full one has."""
    blank, full = record(empty_plan(SHIPPED)), record(shipped(FULL))

    assert list(full) == list(blank)
    assert (None, [], []) == (blank["business"], blank["decisions"], blank["conflicts"])


# -- answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["half", "full", "oslo"])
def test_answers_are_read_back_as_they_were(name: str) -> None:
    """An answers file made of the JSON gives a new plan the same answers, each question standing the same."""
    plan = PLANS[name]("da")
    again = shipped(answers_file(record(plan)))
    found = [state(one)[1] for one in (plan, again)]
    values = [{key: (one.value, one.deferral) for key, one in state(p)[0].items()} for p in (plan, again)]

    assert found[0] == found[1]
    assert values[0] == values[1]


def test_the_command_reads_them_back_too(run: Run, tmp_path: Path) -> None:
    """`procwiz answer --from` takes them, and `show` then says of both plans the same."""
    run("new", "Et", "--example", "oslo", "--no-input", "--dir", "et")
    run("new", "To", "--no-input", "--dir", "to", "--lang", "da")
    written = json.loads(run("export", "et/et", "--format", "json", "--stdout").stdout)
    (tmp_path / "svar.json").write_text(json.dumps(answers_file(written)), encoding="utf-8")
    taken = run("answer", "to/to", "--from", "svar.json")

    assert 0 == taken.returncode
    assert run("show", "et/et", "--format", "json").stdout == run("show", "to/to", "--format", "json").stdout


def test_values_are_those_of_an_answers_file() -> None:
    """A value looks as it does in what `show` writes."""
    plan = shipped(FULL)
    known = {one["key"]: one["value"] for one in record(plan)["answers"] if one["value"] is not None}
    applying = {question.key for question in plan.questions(Standing.ANSWERED, Standing.WAITING)}

    assert {key: part for key, part in sheet.write(plan).items() if key in known} == {
        key: value for key, value in known.items() if key in applying
    }


def test_an_answer_says_what_it_is_and_how_it_reads() -> None:
    """Key, title, phase, role, kind, standing, value, and the text in the document's language."""
    assert {
        "key": "strategy.value",
        "title": "Kontraktens samlede værdi",
        "phase": "strategy",
        "role": "finance",
        "kind": "money",
        "standing": "answered",
        "value": {"low": 6_500_000, "likely": 8_400_000, "high": 9_500_000, "currency": "DKK"},
        "shown": "6.500.000 / 8.400.000 / 9.500.000 kr.",
        "deferred": None,
        "contested": [],
    } == answer(record(shipped(FULL)), "strategy.value")


def test_what_is_not_known_yet_stands_with_who_finds_out() -> None:
    """A deferral has its note, owner, gate and assumption, and no value."""
    found = answer(record(shipped(HALF)), "strategy.rnd_needed")

    assert ("deferred", None) == (found["standing"], found["value"])
    assert {
        "note": "Vi spørger markedet", "owner": "projektlederen", "due": "G3", "assume": "yes",
        "shown": found["deferred"]["shown"],
    } == found["deferred"]  # fmt: skip


def test_two_answers_stand_side_by_side_without_names() -> None:
    """A contradiction shows both values, is listed among the conflicts, and names nobody who wrote."""
    plan = contested(shipped({"anchor.concern": "Skal virke"}), "anchor.concern", "Skal være billig")
    written = record(plan)
    found = answer(written, "anchor.concern")

    assert (None, ["anchor.concern"]) == (found["value"], written["conflicts"])
    assert {"Skal virke", "Skal være billig"} == {side["value"] for side in found["contested"]}
    assert {"lene", "bo"} == {event.by for event in plan.journal.by_id.values()}
    assert [] == [name for name in ("lene", "bo") if f'"{name}"' in json.dumps(written)]


def test_the_language_is_the_document_s() -> None:
    """Titles and shown texts are in the language asked for; codes and keys stay."""
    danish, english = (record(shipped(FULL, language)) for language in LANGUAGES)

    assert ("da", "en") == (danish["language"], english["language"])
    assert [one["key"] for one in danish["answers"]] == [one["key"] for one in english["answers"]]
    assert ("Ja", "Yes") == tuple(answer(one, "strategy.caps_known")["shown"].capitalize() for one in (danish, english))


# -- what follows from them --------------------------------------------------------------------


def test_a_decision_says_who_decided_and_on_which_conditions() -> None:
    """The record of a gate: outcome, day, who, reason, conditions with owner and day, and what was missing."""
    written = record(decided(shipped(FULL)))
    (found,) = written["decisions"]

    assert ("G0", "go_with_conditions", "2026-11-22", ["Direktionen"], "Behovet er klart", ["setup.team"]) == tuple(
        found[name] for name in ("gate", "outcome", "on", "by", "reason", "missing")
    )
    assert [{"id": "t1", "text": "Aftale med it", "owner": "It-chefen", "due": "2026-12-01", "done": None}] == found[
        "conditions"
    ]
    assert "go_with_conditions" == written["phases"][0]["gate"]["decision"]


def test_a_corrected_decision_says_so() -> None:
    """Of two decisions at a gate the earlier one is marked as corrected."""
    plan = decided(shipped(FULL))
    first = plan.decisions[0].id
    plan = Pen().write(plan, decisions.decide("G0", "hold", DAY, journal=plan.journal, corrects=first), via="decide")

    found = {one["outcome"]: (one["corrected"], one["corrects"]) for one in record(plan)["decisions"]}

    assert {"go_with_conditions": (True, None), "hold": (False, first)} == found


def test_an_open_question_is_overdue_once_its_gate_was_passed() -> None:
    """What was due at a gate that has been passed is overdue; as of an earlier day it was not yet."""
    answers = {**HALF, "strategy.value": {"deferred": "", "owner": "Økonomichefen", "due": "G0"}}
    plan = decided(shipped(answers))

    def found(plan: Plan, day: date = DAY) -> Record:
        return next(one for one in record(plan, day)["open"] if one["key"] == "strategy.value")

    assert ("deferred", "Økonomichefen", "G0", True) == tuple(
        found(plan)[name] for name in ("why", "owner", "due", "overdue")
    )
    assert False is found(plan, date(2026, 11, 3))["overdue"]
    assert False is found(shipped(answers))["overdue"]


def test_the_day_set_for_the_first_decision_makes_its_questions_overdue() -> None:
    """Once the day of the first decision has gone by without one, what it still lacks is overdue."""
    plan = shipped({"anchor.decision_date": "2026-12-15"})
    before, after = (
        {one["key"]: one["overdue"] for one in record(plan, day)["open"] if one["due"] == "G0"}
        for day in (date(2026, 12, 15), date(2026, 12, 16))
    )

    assert ({False}, {True}) == (set(before.values()), set(after.values()))
    assert {False} == {one["overdue"] for one in record(plan, date(2026, 12, 16))["open"] if one["due"] == "G1"}


def test_open_questions_are_all_that_gates_lack() -> None:
    """Every answer that a gate misses for certain is listed, whatever the plan."""
    for name in ("blank", "half", "full", "contested", "oslo"):
        plan = PLANS[name]("da")
        lacking = {
            lack.question.key
            for phase in plan.applying_phases
            for lack in plan.gate(phase.gate).lacks
            if lack.why != Standing.WAITING.value
        }

        assert (name, set()) == (name, lacking - {one["key"] for one in record(plan)["open"]})


def test_no_amount_is_a_float() -> None:
    """Sums are texts with two decimals, in the plan's currency."""
    worth = record(shipped(FULL))["business"]

    assert ("DKK", "8012000.00") == (worth["currency"], worth["costs"]["likely"])
    assert "float" not in {type(part).__name__ for part in _leaves(worth)}


def _leaves(value: Any) -> list[Any]:
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return [leaf for part in parts for leaf in _leaves(part)]
    return [value]


def test_the_process_is_the_one_the_plan_was_begun_with() -> None:
    """Which process, which version and which exact content, as the plan's own card has it."""
    plan = empty_plan(SHIPPED)
    old = replace(plan, card=replace(plan.card, version="2025.1", digest="gammel"))

    assert ("2025.1", "gammel") == tuple(record(old)["process"][name] for name in ("version", "digest"))
