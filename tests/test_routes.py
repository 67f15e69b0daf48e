"""The way to buy: every row by its stories, the real cases, the order of the routes, and what to ask next."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT, SHIPPED, Pen, empty_plan

from procwiz import library
from procwiz.core.advising import Advised, Standing, advise, ask_next
from procwiz.core.advising.narrowing import possible, undecided
from procwiz.core.plan import Plan
from procwiz.core.values import Money, Value
from procwiz.library.yamlfile import read_yaml

STORIES: dict[str, dict[str, dict[str, Any]]] = read_yaml((ROOT / "tests/stories/routes.yaml").read_bytes()).content
EVERYONE = ("open", "restricted")
ROWS = [f"R{number}" for number in range(1, 32)]
EXPECTED = {
    "st-olavs": ({"R12"}, set()),
    "larvik": ({"R2", "R5", "R28"}, set()),
    "oslo": ({"R10", "R28"}, {"R5"}),
    "silver": ({"R11"}, set()),
    "stavanger": (set(), {"R12"}),
}
"""The rows each case fires, and those it leaves undecided because the case does not tell."""


def plan(answers: Mapping[str, Any]) -> Plan:
    """Begin a plan of the shipped process with some answers."""
    return Pen().give(empty_plan(SHIPPED), answers)


@cache
def case(key: str) -> Plan:
    """Make a plan of a real case."""
    return plan(library.example(SHIPPED, key)["answers"])


def state(advised: Advised, row: str) -> str:
    """Say what became of a row."""
    return next(verdict.state for verdict in advised.verdicts if verdict.row.id == row)


# -- rows ----------------------------------------------------------------------------


def test_every_row_of_the_facts_is_in_the_table() -> None:
    """The table holds the 31 rows under their ids, and the two of our own."""
    rows = {row.id for row in empty_plan(SHIPPED).process.table.rows}

    assert {*ROWS, "R0", "D1"} == rows


@pytest.mark.parametrize("row", [*ROWS, "D1"])
def test_a_row_fires_on_its_story(row: str) -> None:
    """With exactly the answers it asks for, the row fires."""
    assert "fires" == state(advise(plan(STORIES[row]["fires"])), row)


@pytest.mark.parametrize("row", [*ROWS, "D1"])
def test_a_row_does_not_fire_on_its_other_story(row: str) -> None:
    """With one of those answers another, it certainly does not."""
    assert "not" == state(advise(plan(STORIES[row]["not"])), row)


@pytest.mark.parametrize("key", sorted(EXPECTED))
def test_a_case_fires_the_rows_it_should(key: str) -> None:
    """Each real case fires its rows, or leaves them undecided only for what the case does not tell."""
    fires, open_ = EXPECTED[key]
    advised = advise(case(key))
    silent = {key for key, part in library.example(SHIPPED, key)["answers"].items() if _untold(part)}
    waiting = {verdict.row.id: set(verdict.missing) for verdict in advised.verdicts if verdict.row.id in open_}
    asked = {question for question in case(key).process.questions if question not in _answers(key)}

    assert (dict.fromkeys(fires, "fires"), True) == (
        {row: state(advised, row) for row in fires},
        all(missing and missing <= silent | asked for missing in waiting.values()),
    )


def _untold(part: object) -> bool:
    return isinstance(part, dict) and "deferred" in part and "assume" not in part


def _answers(key: str) -> Mapping[str, Any]:
    answers: Mapping[str, Any] = library.example(SHIPPED, key)["answers"]
    return answers


@pytest.mark.parametrize("key", ["st-olavs", "silver", "stavanger"])
def test_no_route_ranks_above_the_one_really_used(key: str) -> None:
    """Where a case tells which way was taken, ours is the same."""
    used = case(key).answer("strategy.route").value

    assert used == advise(case(key)).routes[0].key


# -- standings -------------------------------------------------------------------------


def test_everyone_may_hold_an_open_tender() -> None:
    """Where no other row can name them, the open and the restricted procedure fit and rank behind all that wait."""
    advised = advise(plan({"market.availability": "none", "strategy.urgency": "none"}))
    waiting = [routed.rank or 0 for routed in advised.of(Standing.WAITING)]
    common = {routed.key: routed.rank or 0 for routed in advised.of(Standing.FITS)}

    assert (EVERYONE, True) == (tuple(common), min(common.values()) > max(waiting))


def test_mere_adaptation_closes_the_partnership() -> None:
    """Where what exists can be adapted, an innovation partnership is closed, and the reason says so."""
    routed = advise(plan({"market.availability": "needs_adaptation", "strategy.rnd_needed": "no"})).route("partnership")

    assert routed is not None
    assert (Standing.CLOSED, None) == (routed.standing, routed.rank)
    assert "partnership_adaptation" in {exclusion.code for exclusion in routed.shut}


def test_nothing_is_bought_directly_above_the_limit() -> None:
    """Above the limit for direct purchase the direct purchase is closed."""
    answers = {
        "setup.country": "SE",
        "setup.buyer_type": "sub_central",
        "strategy.subject": "goods",
        "strategy.value": 900000,
        "strategy.notice_date": "2025-03-01",
    }
    below, above = plan(answers | {"strategy.value": 500000}), plan(answers)

    assert [Standing.FITS, Standing.CLOSED] == [
        routed.standing for routed in (advise(below).route("direct"), advise(above).route("direct")) if routed
    ]


def test_results_for_the_buyer_alone_close_pre_commercial_procurement() -> None:
    """The exemption for research falls away where the buyer keeps all results, and what rests on it is closed."""
    story = STORIES["R11"]["fires"] | {"strategy.exclusive_results": True}
    advised = advise(plan(story))

    assert ["closed", "closed", "fits"] == [
        routed.standing.value for key in ("pcp", "opi_then_tender", "rnd_service") if (routed := advised.route(key))
    ]


def test_an_answer_that_may_still_close_a_route_is_named() -> None:
    """A route that fits names the answers that could still close it."""
    routed = advise(plan(STORIES["R11"]["fires"])).route("pcp")

    assert routed is not None
    assert (Standing.FITS, ("strategy.exclusive_results",)) == (routed.standing, routed.missing)


def test_what_waits_names_questions_and_no_derived_values() -> None:
    """A row that waits for the rules that apply names the questions those are found by."""
    answers = STORIES["R20"]["fires"] | {"setup.buyer_type": {"deferred": "", "owner": "", "due": "G1"}}
    verdict = next(part for part in advise(plan(answers)).verdicts if part.row.id == "R22")

    assert ("undecided", True) == (
        verdict.state,
        set(verdict.missing) <= empty_plan(SHIPPED).process.questions.keys(),
    )


def test_a_standing_on_assumptions_says_so() -> None:
    """What fits only because of an assumption is marked as such."""
    routed = advise(case("st-olavs")).route("partnership")

    assert routed is not None
    assert (Standing.FITS, True) == (routed.standing, routed.assumed)


# -- order -------------------------------------------------------------------------------


def ranks(answers: Mapping[str, Any], *keys: str) -> list[str]:
    """The routes named, best first, closed ones left out."""
    return [routed.key for routed in advise(plan(answers)).routes if routed.key in keys and routed.rank]


DEVELOPMENT = {"strategy.rnd_needed": "yes", "market.availability": "none"}


def test_development_goes_before_dialogue_and_that_before_negotiation() -> None:
    """Where research is needed and nothing exists, pcp and partnership go before dialogue before negotiated."""
    answers = {**DEVELOPMENT, "market.suppliers": 0, "strategy.negotiation_needed": True}

    assert ["pcp", "partnership", "dialogue", "negotiated"] == ranks(
        {**answers, "strategy.caps_known": False}, "negotiated", "dialogue", "partnership", "pcp"
    )


def test_signals_decide_between_partnership_and_pcp() -> None:
    """More signs of a firm purchase turn the two round."""
    firm = {
        **DEVELOPMENT,
        "market.suppliers": 0,
        "strategy.caps_known": True,
        "strategy.buy_after_development": "yes",
        "setup.capacity": "high",
        "anchor.mandate": "full",
    }

    assert ["partnership", "pcp"] == ranks(firm, "pcp", "partnership")


def test_the_smallest_procedure_goes_first() -> None:
    """Of two that fit and develop nothing, the smaller one ranks first."""
    answers = STORIES["R9"]["fires"] | {"strategy.signals": ["pilot_only", "innovation_in_contract"]}

    assert ["pilot", "ppi", "innovation_clause"] == ranks(answers, "innovation_clause", "ppi", "pilot")


def test_dialogue_goes_before_negotiation_where_the_solution_is_not_clear() -> None:
    """Where several kinds of solution may do, dialogue ranks before negotiation; else after."""
    answers = {"market.availability": "needs_adaptation", "strategy.negotiation_needed": True}
    clear, open_ = ({**answers, "market.solution_clarity": code} for code in ("clear", "several"))

    assert (["negotiated", "dialogue"], ["dialogue", "negotiated"]) == (
        ranks(clear, "negotiated", "dialogue"),
        ranks(open_, "negotiated", "dialogue"),
    )


@st.composite
def full_answers(draw: st.DrawFn) -> dict[str, Value]:
    """Draw an answer to every question the table reads."""
    blank = empty_plan(SHIPPED)
    return {key: draw(st.sampled_from(_values(blank, key))) for key in read_keys()}


@cache
def read_keys() -> tuple[str, ...]:
    """The questions that open or close routes, and those the rules that apply are found by."""
    table = empty_plan(SHIPPED).process.table
    read: frozenset[str] = frozenset().union(
        *(row.when.keys() for row in table.rows if row.routes), *(part.when.keys() for part in table.exclusions)
    )
    ruling = {"setup.country", "setup.buyer_type", "strategy.subject", "strategy.value"}
    return tuple(key for key in empty_plan(SHIPPED).process.questions if key in read | ruling)


def _values(blank: Plan, key: str) -> list[Value]:
    if key == "strategy.value":
        return [Money(Decimal(amount), "DKK") for amount in (300000, 1200000, 3000000, 9000000, 60000000)]
    return list(possible(blank, key))


@given(full_answers())
def test_full_answers_leave_a_route_that_fits_and_nothing_undecided(answers: dict[str, Value]) -> None:
    """Whatever is answered, a route fits, ranks are 1 to n without gaps, and no row waits."""
    advised = advise(empty_plan(SHIPPED), answers)
    numbered = [routed.rank for routed in advised.routes if routed.rank is not None]

    assert (True, list(range(1, len(numbered) + 1)), []) == (
        bool(advised.of(Standing.FITS)),
        numbered,
        [verdict.row.id for verdict in advised.verdicts if verdict.state == "undecided" and verdict.row.routes],
    )


@given(full_answers(), st.data())
def test_a_later_answer_never_turns_a_verdict(answers: dict[str, Value], data: st.DataObject) -> None:
    """A row that is decided on part of the answers is decided the same on all of them.

    The two answers that other questions depend on are part of it: without them an answer is read that may not apply.
    """
    part = {key: answers[key] for key in answers if key in DEVELOPMENT or data.draw(st.booleans())}
    early, late = advise(empty_plan(SHIPPED), part), advise(empty_plan(SHIPPED), answers)
    settled = {verdict.row.id: verdict.state for verdict in early.verdicts if verdict.state != "undecided"}
    known = {row: now for row, now in settled.items() if row != "R2"}  # R2 asks whether there is an answer

    assert known == {row: state(late, row) for row in known}


# -- what to ask ---------------------------------------------------------------------------


def test_what_to_ask_next_leaves_less_undecided() -> None:
    """At most two questions are named, and each answer to the first leaves less open on average than now."""
    blank = plan({"market.availability": "none", "strategy.rnd_needed": "yes"})
    advised = advise(blank)
    named = ask_next(blank, advised)
    values = list(possible(blank, named[0]))
    left = sum(undecided(advise(blank, {named[0]: value})) for value in values) / len(values)

    assert (True, True) == (0 < len(named) <= 2, left < undecided(advised))


def test_nothing_is_undecided_where_all_is_answered() -> None:
    """With every answer given nothing is undecided."""
    rnd = random.Random(3)  # noqa: S311
    blank = empty_plan(SHIPPED)
    answers = {key: rnd.choice(_values(blank, key)) for key in read_keys()}

    assert 0 == undecided(advise(blank, answers))


def test_the_quick_scan_asks_what_narrows_most() -> None:
    """No route question outside the quick scan narrows more than one in it, the value apart.

    The value stands in it because a paper without one is no paper; with the value the scan reads at most seven.
    """
    blank = empty_plan(SHIPPED)
    rnd = random.Random(7)  # noqa: S311
    samples = [{key: rnd.choice(_values(blank, key)) for key in read_keys()} for _ in range(24)]

    def left(keys: frozenset[str]) -> int:
        return sum(undecided(advise(blank, {key: one[key] for key in keys})) for one in samples)

    scanned = {question.key for question in blank.process.questions.values() if question.essential}
    asked = frozenset(scanned & {*read_keys()})
    narrowing = asked - {"strategy.value"}
    better = [
        (inside, outside)
        for inside in narrowing
        for outside in set(read_keys()) - asked
        if left(asked - {inside} | {outside}) < left(asked)
    ]

    assert ([], True) == (better, len(asked) <= 7)
