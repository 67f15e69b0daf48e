"""What follows from the answers: what applies, how far the plan is, what a gate still lacks."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from support import CREATED, NOTHING, SHIPPED, SMALL, Pen, empty_plan, plan_with, process

from procwiz.core.answers import Deferral, answer, defer
from procwiz.core.building import build
from procwiz.core.facts import Status
from procwiz.core.journal import Draft, journal
from procwiz.core.plan import Card, Plan, Progress
from procwiz.core.shift import Shift, shift
from procwiz.core.values import Money
from procwiz.library import load

PLAN = empty_plan()
WHOLE: dict[str, Any] = {
    "first.challenge": "Fald",
    "first.mandate": "full",
    "first.joint": False,
    "first.effects": [{"id": "r1", "effect": "Færre fald", "baseline": 40, "known_by": "counted"}],
    "second.value": 400_000,
    "second.suppliers": 3,
}


def without(*keys: str, **more: Any) -> dict[str, Any]:
    """Leave answers out of the whole ones, and put others in (`first__joint` for `first.joint`)."""
    kept = {key: value for key, value in WHOLE.items() if key not in keys}
    return kept | {key.replace("__", "."): value for key, value in more.items()}


def standing(plan: Plan, key: str) -> str:
    """Say where a question stands."""
    return plan.standing(plan.process.questions[key]).value


def contradicting(answers: dict[str, Any], key: str, one: Any, other: Any) -> Plan:
    """Make a plan in which two people answer one question in two ways."""
    plan = plan_with(answers)
    sides = (Pen("bo").give(plan, {key: one}), Pen("eva").give(plan, {key: other}))
    return replace(plan, journal=journal(event for side in sides for event in side.journal.by_id.values()))


# -- what applies --------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "waiting"),
        ({"first.mandate": "full"}, "open"),
        ({"first.mandate": "none"}, "absent"),
        ({"first.mandate": "full", "second.value": 5}, "answered"),
        ({"first.mandate": "none", "second.value": 5}, "set_aside"),
        ({"second.value": 5}, "waiting"),
        ({"first.mandate": "full", "second.value": {"deferred": "?"}}, "deferred"),
        ({"first.mandate": {"deferred": "?"}}, "waiting"),
        ({"first.mandate": {"deferred": "?", "assume": "full"}}, "open"),
        ({"first.mandate": {"deferred": "?", "assume": "none"}}, "absent"),
    ],
)
def test_standing(answers: dict[str, Any], expected: str) -> None:
    """Where a question stands follows from its phase's condition and its own answer."""
    assert expected == standing(plan_with(answers), "second.value")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, "waiting"),
        ({"first.joint": True}, "open"),
        ({"first.joint": False}, "waiting"),
        ({"first.joint": False, "second.value": 500_000}, "absent"),
        ({"first.joint": False, "second.value": 500_001, "first.signals": ["trial"]}, "open"),
        ({"first.joint": False, "second.value": 500_001, "first.signals": ["contest"]}, "absent"),
        ({"first.joint": False, "second.value": 500_001}, "waiting"),
    ],
)
def test_own_condition(answers: dict[str, Any], expected: str) -> None:
    """A question's own condition, an *or* with a *not*, decides as soon as it can."""
    assert expected == standing(plan_with({"first.mandate": "full"} | answers), "second.risk")


def test_derived_value_decides() -> None:
    """A condition can ask for a derived value."""
    start = {"first.mandate": "full", "second.start": "2027-03-15"}
    assert "absent" == standing(plan_with(start), "second.page")
    assert "open" == standing(plan_with(start | {"first.effects": [{"effect": "Et"}]}), "second.page")


def test_what_waits_can_be_read() -> None:
    """A question that waits keeps its answer, and tests read it; one set aside is read by none."""
    waiting = plan_with({"second.suppliers": 3})
    assert (Status.ANSWERED, "waiting") == (waiting.fact("second.suppliers").status, standing(waiting, "second.weight"))
    aside = plan_with({"second.suppliers": 3, "first.mandate": "none"})
    assert Status.INAPPLICABLE is aside.fact("second.suppliers").status


def test_contested_answer_leaves_others_waiting() -> None:
    """What depends on an answer given in two ways waits until it is settled."""
    plan = contradicting({}, "first.mandate", "full", "none")
    assert ("waiting", ("first.mandate",)) == (standing(plan, "second.value"), plan.conflicts)


# -- what a change did ------------------------------------------------------------


def moved(shift: Shift) -> tuple[list[str], list[str], list[str]]:
    """List the keys of a shift."""
    groups = (shift.appeared, shift.set_aside, shift.returned)
    appeared, aside, returned = ([question.key for question in group] for group in groups)
    return appeared, aside, returned


def test_answer_makes_questions_appear() -> None:
    """What an answer makes applicable is named."""
    before = plan_with({"first.joint": True})
    after = Pen().give(before, {"first.mandate": "full"})
    keys = ["second.value", "second.suppliers", "second.start", "second.risk"]
    assert (keys, [], []) == moved(shift(before, after))


def test_change_sets_aside_and_brings_back() -> None:
    """What a change makes inapplicable is set aside with its answer, and comes back when it applies again."""
    pen = Pen()
    before = plan_with({"first.mandate": "full", "second.value": 5, "second.suppliers": {"deferred": "?"}})
    after = pen.give(before, {"first.mandate": "none"})
    keys = ["second.value", "second.suppliers"]
    assert ([], keys, []) == moved(shift(before, after))
    again = pen.give(after, {"first.mandate": "partly"})
    appeared, aside, returned = moved(shift(after, again))
    assert (["second.start"], [], keys) == (appeared, aside, returned)
    assert before.answer("second.value") == again.answer("second.value")


def test_answer_that_waited_is_set_aside_or_returns() -> None:
    """An answer given while its question waited is said to be set aside, or to stand, once that is decided."""
    waiting = plan_with({"second.value": 5})
    assert ["second.value"] == moved(shift(waiting, Pen().give(waiting, {"first.mandate": "none"})))[1]
    assert ["second.value"] == moved(shift(waiting, Pen().give(waiting, {"first.mandate": "full"})))[2]


def test_no_change_moves_nothing() -> None:
    """The same plan shifts nothing."""
    assert ([], [], []) == moved(shift(plan_with(WHOLE), plan_with(WHOLE)))


# -- how far -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "first", "second"),
    [
        ({}, Progress(open=6), Progress(waiting=5)),
        ({"first.mandate": "none"}, Progress(answered=1, open=5), Progress()),
        ({"first.mandate": "none", "second.value": 5}, Progress(answered=1, open=5), Progress(set_aside=1)),
        (
            {"first.mandate": "full", "second.value": {"deferred": ""}},
            Progress(answered=1, open=5),
            Progress(deferred=1, open=2, waiting=2),
        ),
        (WHOLE, Progress(answered=4, open=2), Progress(answered=2, open=2, waiting=1)),
    ],
)
def test_progress_counts_what_applies(answers: dict[str, Any], first: Progress, second: Progress) -> None:
    """Progress counts questions that apply; what waits or is set aside is counted apart, what is absent nowhere."""
    plan = plan_with(answers)
    assert (first, second) == (plan.progress(plan.process.phases[0]), plan.progress(plan.process.phases[1]))
    assert first + second == plan.total
    assert plan.total.answered + plan.total.deferred + plan.total.open == plan.total.reachable


# -- gates ---------------------------------------------------------------------------


def lacks(plan: Plan, gate: str) -> dict[str, str]:
    """Name what a gate lacks and why."""
    return {lack.question.key: lack.why for lack in plan.gate(plan.process.gates[gate]).lacks}


def met(plan: Plan, gate: str) -> dict[str, bool]:
    """Name a gate's criteria, and whether they are met."""
    return {judged.criterion.code: judged.met for judged in plan.gate(plan.process.gates[gate]).judged}


def test_gate_is_ready() -> None:
    """A gate whose required questions are answered and whose criteria are met is ready."""
    plan = plan_with(WHOLE)
    assert [True, True] == [plan.gate(gate).ready for gate in plan.process.gates.values()]
    assert "F1" == plan.next_gate.key


@pytest.mark.parametrize(
    ("answers", "gate", "expected"),
    [
        ({}, "F0", {"first.challenge": "open", "first.mandate": "open", "first.effects": "open"}),
        ({}, "F1", {"first.joint": "open", "second.value": "waiting", "second.suppliers": "waiting"}),
        (without(first__effects=[]), "F0", {"first.effects": "no_rows"}),
        (without(first__challenge={"deferred": "?"}), "F0", {"first.challenge": "deferred"}),
        (without(second__value={"deferred": "?", "assume": 5}), "F1", {"second.value": "deferred"}),
        (without(first__signals={"deferred": "?", "due": "F1"}), "F1", {"first.signals": "deferred"}),
        (without(first__signals={"deferred": "?", "due": "F1"}), "F0", {}),
        (without(first__mandate="none"), "F1", {}),
    ],
)
def test_gate_lacks(answers: dict[str, Any], gate: str, expected: dict[str, str]) -> None:
    """A gate names each required question it lacks, what was promised for it too, and why."""
    assert expected == lacks(plan_with(answers), gate)


def test_gate_lacks_what_is_contested() -> None:
    """A required question answered in two ways keeps its gate shut."""
    plan = contradicting(WHOLE, "first.challenge", "Et", "To")
    assert {"first.challenge": "conflict"} == lacks(plan, "F0")
    assert not plan.gate(plan.process.gates["F0"]).ready


def test_answered_but_waiting_is_lacking() -> None:
    """A required answer whose question waits does not open the gate."""
    plan = plan_with(without(first__mandate={"deferred": "?"}))
    assert {"second.value": "waiting", "second.suppliers": "waiting"} == lacks(plan, "F1")


@pytest.mark.parametrize(
    ("answers", "gate", "code"),
    [
        (without(first__mandate={"deferred": "?", "assume": "full"}), "F0", "mandate"),
        (without(second__suppliers={"deferred": "?", "assume": 5}), "F1", "enough"),
    ],
)
def test_assumption_never_meets_a_criterion(answers: dict[str, Any], gate: str, code: str) -> None:
    """A criterion that holds only on an assumption is not met; with the same value as an answer it is."""
    plan = plan_with(answers)
    assert not met(plan, gate)[code]
    key, part = next((key, part) for key, part in answers.items() if isinstance(part, dict) and "assume" in part)
    assert met(Pen().give(plan, {key: part["assume"]}), gate)[code]


def test_assumed_table_never_meets_a_criterion() -> None:
    """Assumed rows do not meet a criterion on rows."""
    assume = [{"id": "r1", "effect": "Et", "baseline": 1, "known_by": "counted"}]
    plan = plan_with(without(first__effects={"deferred": "?", "assume": assume}))
    assert (False, False) == (met(plan, "F0")["baseline"], met(plan, "F1")["counted"])


def test_next_gate_is_the_first_that_lacks() -> None:
    """The next gate is the first that is not ready, and never one of a phase that does not apply."""
    assert "F0" == PLAN.next_gate.key
    assert "F0" == plan_with(without("first.challenge")).next_gate.key
    assert "F1" == plan_with(without("second.value")).next_gate.key
    assert "F0" == plan_with(without(first__mandate="none")).next_gate.key


# -- the order of phases -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("route", "expected"),
    [
        (None, ["tender", "contract", "develop", "implement"]),
        ("partnership", ["tender", "contract", "develop", "implement"]),
        ("pcp", ["develop", "tender", "contract", "implement"]),
        ("challenge", ["develop", "tender", "contract", "implement"]),
        ("open", ["tender", "contract", "develop", "implement"]),
    ],
)
def test_route_moves_development(route: str | None, expected: list[str]) -> None:
    """Where the route buys development first, its phase stands before the tender; else after the contract."""
    plan = plan_with({"strategy.route": route}, SHIPPED)
    assert expected == [phase.key for phase in plan.phases][5:9]
    assert len(plan.process.phases) == len(set(plan.phases))


# -- language and currency -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "country", "currency"),
    [("da", None, "DKK"), ("en", None, "EUR"), ("da", "NO", "NOK"), ("en", "DK", "DKK"), ("da", "EU", "EUR")],
)
def test_currency_follows_the_country(language: str, country: str | None, currency: str) -> None:
    """Amounts are in the country's currency; until it is known in that of the plan's language."""
    plan = plan_with({"setup.country": country}, SHIPPED, language)
    assert currency == plan.notation.currency


def test_amount_keeps_its_currency() -> None:
    """An amount given before the country was known keeps the currency it was given in."""
    plan = Pen().give(plan_with({"strategy.value": 100}, SHIPPED), {"setup.country": "SE"})
    assert "SEK" == plan.notation.currency
    assert Money(plan.answer("strategy.value").value.amount, "DKK") == plan.answer("strategy.value").value  # type: ignore[union-attr]


def test_country_in_dispute_has_no_currency_of_its_own() -> None:
    """While the country is contested the plan's language decides; undoing a side decides again."""
    plan = empty_plan(SHIPPED)
    sides = (Pen("bo").give(plan, {"setup.country": "NO"}), Pen("eva").give(plan, {"setup.country": "SE"}))
    both = replace(plan, journal=journal(event for side in sides for event in side.journal.by_id.values()))
    assert "DKK" == both.notation.currency
    side = both.answer("setup.country").contested[0]
    settled = Pen().write(both, Draft("restored", "setup.country", {"to": side.event}))
    assert {"NO": "NOK", "SE": "SEK"}[str(side.value)] == settled.notation.currency


def test_process_in_another_language_says_the_same() -> None:
    """A plan in another language differs in its texts and its currency, and in nothing that applies."""
    one, other = plan_with(WHOLE), plan_with(WHOLE, language="en")
    assert [q.title for q in one.process.questions.values()] != [q.title for q in other.process.questions.values()]
    assert {key: standing(one, key) for key in one.process.questions} == {
        key: standing(other, key) for key in other.process.questions
    }


def test_unknown_language_falls_back() -> None:
    """A language the process has no texts in falls back to its first."""
    assert process(language="da") == process(language="sv")


# -- what rests on an assumption ---------------------------------------------------------------


def test_derived_assumption_never_meets_a_criterion() -> None:
    """A criterion on a derived value that rests on an assumption is not met, whatever it asks for."""
    compiled = load(SMALL)
    own = {"text": "x", "source": ["own"]}
    phase = compiled["process"]["phases"][0]
    count = {"code": "n", "when": {"first.effect_count": ">= 1"}}
    known = {"code": "k", "when": {"first.effect_count": "answered"}}
    changed = {**phase, "gate": {**phase["gate"], "criteria": [{**own, **count}, {**own, **known}]}}
    phases = [changed, *compiled["process"]["phases"][1:]]
    model = build({**compiled, "texts": {}, "process": {**compiled["process"], "phases": phases}}, "da")
    plan = Plan(Card("p", "t", "small", "1", "", "da", CREATED), model, NOTHING)
    rows = model.questions["first.effects"].kind.load([{"id": "r1", "effect": "Et"}], plan.notation)
    deferred = Pen().write(plan, defer(model.questions["first.effects"], Deferral(assume=rows)))
    assert {"n": False, "k": False} == met(deferred, "F0")
    assert {"n": True, "k": True} == met(Pen().give(plan, {"first.effects": [{"id": "r1", "effect": "Et"}]}), "F0")


def test_many_answers_stay_quick() -> None:
    """500 answers, each followed by all that is computed from a plan, take seconds and not minutes."""
    plan = empty_plan(SHIPPED)
    question = plan.process.questions["anchor.challenge"]
    began = time.perf_counter()
    for number in range(500):
        plan = Pen().write(plan, answer(question, f"Svar {number}"))
        assert plan.next_gate and plan.total.answered == 1
    assert time.perf_counter() - began < 20
