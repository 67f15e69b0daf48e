"""Advice: each piece holds on its story and is quiet on the other, and is said when an answer makes it hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support import ROOT, SHIPPED, Pen, empty_plan

from procwiz.core import counsel
from procwiz.core.conditions import Condition
from procwiz.core.plan import Plan
from procwiz.core.process import Advice
from procwiz.library.yamlfile import read_yaml

STORIES: dict[str, dict[str, dict[str, Any]]] = read_yaml((ROOT / "tests/stories/advice.yaml").read_bytes()).content
PIECES = [advice.code for advice in empty_plan(SHIPPED).process.advice]


def plan(answers: dict[str, Any]) -> Plan:
    """Begin a plan of the shipped process with some answers."""
    return Pen().give(empty_plan(SHIPPED), answers)


def codes(plan: Plan) -> list[str]:
    """The pieces of advice that hold."""
    return [one.advice.code for one in counsel.given(plan)]


def test_there_is_advice_for_every_phase() -> None:
    """There are at least sixty pieces, and every phase has some."""
    process = empty_plan(SHIPPED).process
    phases = {advice.phase for advice in process.advice}

    assert (True, {phase.key for phase in process.phases}) == (len(PIECES) >= 60, phases)


@pytest.mark.parametrize("code", PIECES)
def test_advice_holds_on_its_story(code: str) -> None:
    """With the answers of its story the piece of advice holds."""
    assert code in codes(plan(STORIES[code]["holds"]))


@pytest.mark.parametrize("code", PIECES)
def test_advice_is_quiet_on_its_other_story(code: str) -> None:
    """With a small change it holds no longer."""
    assert code not in codes(plan(STORIES[code]["quiet"]))


def test_an_empty_plan_gets_no_advice() -> None:
    """Nothing is said before anything is answered."""
    assert [] == codes(empty_plan(SHIPPED))


def test_the_gravest_advice_stands_first() -> None:
    """What stops a plan stands before what warns, and that before what is worth knowing."""
    found = counsel.given(plan({"anchor.mandate": "none", "needs.described_as": "product", "market.suppliers": 1}))
    levels = [counsel.LEVELS.index(one.advice.level) for one in found]

    assert (True, sorted(levels)) == (len(set(levels)) > 1, levels)


def piece(code: str, phase: str, level: str, text: str = "") -> Advice:
    """A piece of advice that always holds."""
    return Advice(code, phase, level, Condition(), text, ())


def advised_by(plan: Plan, *pieces: Advice) -> list[counsel.Given]:
    """What is given where these are all there is."""
    return [*counsel.given(replace(plan, process=replace(plan.process, advice=pieces)))]


def test_equally_grave_advice_stands_in_the_order_of_the_phases() -> None:
    """First by how grave it is, then by phase, then as the file has it."""
    listed = [("a", "scale", "note"), ("b", "anchor", "note"), ("c", "anchor", "warning"), ("d", "scale", "stop")]
    found = advised_by(empty_plan(SHIPPED), *(piece(*one) for one in listed), piece("e", "anchor", "note"))

    assert ["d", "c", "b", "e", "a"] == [one.advice.code for one in found]


def test_a_blank_is_filled_on_one_line_or_with_a_dash() -> None:
    """A value of several paragraphs stands on one line; where there is none stands a dash."""
    named = plan({"needs.outcome": "Færre fald.\n\nMere ro."})
    (given,) = advised_by(named, piece("a", "needs", "note", "{needs.outcome} / {market.suppliers}"))

    assert "Færre fald. Mere ro. / –" == given.text


def test_advice_names_the_words_it_is_about() -> None:
    """A text with a blank shows the value: the words in the need that look like a product."""
    named = plan({"needs.outcome": "Vi vil have SensoBed X200 på alle stuer."})
    text = next(one.text for one in counsel.given(named) if one.advice.code == "product_names")

    assert "SensoBed X200" in text


def test_only_fresh_advice_is_said() -> None:
    """After an answer what now holds is said, and what held before is not said again."""
    before = plan({"anchor.mandate": "none"})
    after = Pen("bo").give(before, {"needs.described_as": "product"})
    said = {one.advice.code for one in counsel.fresh(before, after)}

    assert (True, set(), True) == (bool(said), said & {*codes(before)}, said <= {*codes(after)})


def test_advice_on_an_assumption_says_so() -> None:
    """What holds only on an assumption is marked."""
    deferred = {"deferred": "", "owner": "", "due": "G0", "assume": "none"}
    found = counsel.given(plan({"anchor.mandate": deferred}))

    assert (True, {True}) == (bool(found), {one.assumed for one in found})
