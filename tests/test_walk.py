"""The interview goes through a part of a plan in order, forwards and back, and finds its place again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support import SHIPPED, Pen, empty_plan, plan_with, process

from procwiz.core.journal import journal
from procwiz.core.plan import Plan
from procwiz.core.walk import Pick, Place, Scope, applying, find, following, place, preceding, scanning, walked

PLAN = empty_plan()
OPEN, ALL, LACKING = Scope(), Scope(Pick.ALL), Scope(Pick.LACKING)
FULL = {"first.mandate": "full"}


def path(plan: Plan, scope: Scope) -> list[str]:
    """Walk from the start to the end, answering nothing."""
    keys: list[str] = []
    question = following(plan, scope, None)
    while question is not None:
        assert question.key not in keys
        keys.append(question.key)
        question = following(plan, scope, question.key)
    return keys


def names(prefix: str, *names: str) -> list[str]:
    """Write keys of one phase."""
    return [f"{prefix}.{name}" for name in names]


FIRST = names("first", "challenge", "mandate", "background", "joint", "signals", "effects")
SECOND = names("second", "value", "suppliers", "start")


@pytest.mark.parametrize(
    ("answers", "scope", "expected"),
    [
        ({}, OPEN, FIRST),
        ({"first.mandate": "none"}, OPEN, [key for key in FIRST if key != "first.mandate"]),
        (FULL, OPEN, [key for key in FIRST if key != "first.mandate"] + SECOND),
        (FULL, ALL, FIRST + SECOND),
        ({"first.joint": {"deferred": "?"}}, OPEN, [key for key in FIRST if key != "first.joint"]),
        ({"first.joint": {"deferred": "?"}}, LACKING, FIRST),
        (FULL, Scope(quick=True), ["first.challenge", "second.value"]),
        (FULL, Scope(phase="second"), SECOND),
        (FULL, Scope(role="finance"), ["second.value"]),
        (FULL, Scope(Pick.ALL, quick=True, phase="first"), ["first.challenge", "first.mandate"]),
    ],
)
def test_walk(answers: dict[str, Any], scope: Scope, expected: list[str]) -> None:
    """A walk stops at every question of its part that applies and is wanted, in order, and at no other."""
    assert expected == path(plan_with(answers), scope)


def test_back_is_the_way_one_came() -> None:
    """Going back leads through every question that applies, answered or not, to the start."""
    plan = plan_with(FULL | {"first.challenge": "Fald"})
    keys = [question.key for question in applying(plan, OPEN)]
    assert FIRST + SECOND == keys
    assert [None, *keys[:-1]] == [
        found.key if (found := preceding(plan, OPEN, key)) is not None else None for key in keys
    ]


def test_back_from_what_is_gone() -> None:
    """Going back from a question that no longer applies leads to the last one that does."""
    found = preceding(plan_with({"first.mandate": "none"}), OPEN, "second.value")
    assert "first.effects" == (found.key if found else None)


def test_on_from_what_is_gone() -> None:
    """Going on from a question that no longer applies leads on from its place."""
    plan = plan_with(FULL | {"second.suppliers": 1})
    found = following(plan, OPEN, "second.weight")
    assert "second.start" == (found.key if found else None)


def test_contradiction_is_visited() -> None:
    """A question answered in two ways is walked to, whatever is picked."""
    sides = (Pen("bo").give(PLAN, FULL), Pen("eva").give(PLAN, {"first.mandate": "none"}))
    plan = replace(PLAN, journal=journal(event for side in sides for event in side.journal.by_id.values()))
    assert "first.mandate" in path(plan, OPEN)


def test_required_table_without_rows_is_visited() -> None:
    """A table that its gate wants rows in is walked to until it has one."""
    assert "first.effects" in path(plan_with({"first.effects": []}), OPEN)
    assert "first.effects" not in path(plan_with({"first.effects": [{"effect": "Et"}]}), OPEN)
    assert not walked(plan_with({"first.signals": []}), OPEN, PLAN.process.questions["first.signals"])


def test_walk_follows_the_phases_as_they_stand() -> None:
    """Where a route moves a phase ahead, the walk goes through it ahead."""
    scope = Scope(Pick.ALL)
    later = path(plan_with({"strategy.route": "partnership"}, SHIPPED), scope)
    ahead = path(plan_with({"strategy.route": "pcp"}, SHIPPED), scope)
    assert set(later) == set(ahead) or len(later) > 0
    assert _phases(later).index("develop") > _phases(later).index("tender")
    assert _phases(ahead).index("develop") < _phases(ahead).index("tender")


def _phases(keys: list[str]) -> list[str]:
    return list(dict.fromkeys(key.partition(".")[0] for key in keys))


@pytest.mark.parametrize(
    ("scope", "key", "expected"),
    [
        (OPEN, "first.mandate", (1, 2, 2, 6)),
        (OPEN, "second.suppliers", (2, 2, 2, 3)),
        (Scope(role="finance"), "second.start", (2, 2, 3, 3)),
        (Scope(quick=True), "second.value", (2, 2, 3, 3)),
    ],
)
def test_place(scope: Scope, key: str, expected: tuple[int, int, int, int]) -> None:
    """A question's place counts the phases and questions that apply; in the quick scan, the scan's."""
    plan = plan_with(FULL)
    found = place(plan, scope, plan.process.questions[key])
    assert expected == (found.phase_number, found.phases, found.number, found.questions)


def test_place_leaves_out_what_does_not_apply() -> None:
    """A phase that does not apply is not counted."""
    plan = plan_with({"first.mandate": "none"})
    found = place(plan, OPEN, plan.process.questions["first.effects"])
    assert Place(plan.process.phases[0], 1, 1, 6, 6) == found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("second.value", ["second.value"]),
        ("prisen", ["second.value"]),
        ("RISIKO", ["second.risk"]),
        ("mange levere", ["second.suppliers"]),
        ("effekter", ["first.effects"]),
        ("starten", ["second.start"]),
        ("intet her", []),
        ("", []),
        ("  ", []),
    ],
)
def test_find(words: str, expected: list[str]) -> None:
    """A question is found by its key or by words of its texts, whatever their case."""
    assert expected == [question.key for question in find(PLAN, words)]


def test_find_prefers_titles() -> None:
    """A question whose title has the words stands before those that only ask with them."""
    titles = [question.title for question in find(PLAN, "effekt")]
    assert "Effekter" == titles[0]


def test_every_question_is_found_by_its_title() -> None:
    """Every question of the shipped process is among those its own title finds."""
    plan = empty_plan(SHIPPED)
    for question in process(SHIPPED).questions.values():
        assert question in find(plan, question.title)


def test_scan_is_remembered() -> None:
    """A scan that was begun and not ended is gone on with; one that is done, or left for the rest, is not."""
    pen = Pen()
    question = PLAN.process.questions["first.challenge"]
    from procwiz.core.answers import answer

    begun = pen.write(PLAN, answer(question, "Fald"), via="scan")
    assert (False, True) == (scanning(PLAN), scanning(begun))
    assert not scanning(pen.write(begun, answer(PLAN.process.questions["first.joint"], True), via="interview"))
    assert not scanning(pen.give(begun, {"first.mandate": "none"}))
