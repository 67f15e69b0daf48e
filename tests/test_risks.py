"""The risk register: what is offered and when, what is taken, changed and dismissed, and what has moved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import SHIPPED, Pen, empty_plan
from test_interview import Room, _room

from procwiz import library
from procwiz.core import risks
from procwiz.core.conditions import Condition
from procwiz.core.facts import rows_of
from procwiz.core.journal import Draft, undo
from procwiz.core.kinds import Table
from procwiz.core.plan import Plan, Standing
from procwiz.core.process import Risk
from procwiz.core.walk import Scope
from procwiz.interview import Ending

SETUP = Scope(phase="setup")
EXPECTED = {"oslo": {"03", "20"}, "larvik": {"09", "10", "20"}, "st-olavs": {"15", "40"}, "silver": {"36", "37"}}
"""The risks that the facts tell of for each case."""


def plan(answers: dict[str, Any]) -> Plan:
    """Begin a plan of the shipped process with some answers."""
    return Pen().give(empty_plan(SHIPPED), answers)


def taken(plan: Plan, key: str = risks.REGISTER) -> dict[str, dict[str, Any]]:
    """The rows of the register, or of what was dismissed, by id."""
    return {row.id: dict(row.cells) for row in rows_of(plan.answer(key).value or ())}


def test_the_catalogue_holds_the_42_risks() -> None:
    """Every risk of the facts is there once, under its number."""
    assert [f"{number:02}" for number in range(1, 43)] == sorted(risk.id for risk in empty_plan(SHIPPED).process.risks)


@pytest.mark.parametrize("key", sorted(EXPECTED))
def test_a_case_meets_the_risks_it_should(key: str) -> None:
    """The risks told of a real case hold for it, taken or offered."""
    case = plan(library.example(SHIPPED, key)["answers"])
    holding = {risk.id for risk in case.process.risks if risk.when.hold(case.fact).truth}

    assert set() == EXPECTED[key] - holding


def test_three_risks_are_offered_from_the_start() -> None:
    """Before anything is answered there are three risks to look at, each with the role that owns it."""
    found = risks.top(empty_plan(SHIPPED))
    roles = set(empty_plan(SHIPPED).process.roles.values())

    assert (3, {True}, True) == (len(found), {entry.offered for entry in found}, {one.owner for one in found} <= roles)


def test_barriers_are_watched_from_the_first_phase() -> None:
    """Weak anchoring and missing competences are offered before the need has been looked at."""
    early = {risk.id for risk in empty_plan(SHIPPED).process.risks if risk.phase in {"anchor", "setup"}}

    assert {"04", "05", "08"} <= early


def test_the_register_stands_before_what_is_offered() -> None:
    """A plan's own risks come heaviest first; the catalogue fills up to three and no further."""
    own = {"likelihood": 2, "owner": "Drift"}
    rows = [{"risk": "Let", "impact": 1, **own}, {"risk": "Tung", "impact": 5, **own}]
    found = risks.top(plan({risks.REGISTER: rows}))

    assert (["Tung", "Let"], [False, False, True]) == (
        [entry.title for entry in found[:2]],
        [entry.offered for entry in found],
    )


def test_a_register_that_is_full_enough_is_told_whole() -> None:
    """Four risks of the plan's own are all told, and none of the catalogue's beside them."""
    row = {"likelihood": 2, "impact": 2, "owner": "Drift"}
    found = risks.top(plan({risks.REGISTER: [{"risk": f"Risiko {n}", **row} for n in range(4)]}))

    assert [f"Risiko {n}" for n in range(4)] == [entry.title for entry in found]


def listed(id_: str, phase: str, likelihood: int, impact: int) -> Risk:
    """A risk of the catalogue for everyone."""
    return Risk(id_, phase, id_, "", "", likelihood, impact, "", "", Condition(), ())


def test_the_catalogue_s_heaviest_and_earliest_come_first() -> None:
    """Of the catalogue the heaviest are told, of equal ones those of earlier phases; none of a phase left out."""
    catalogue = [("a", "scale", 2, 2), ("b", "anchor", 2, 2), ("c", "scale", 5, 5), ("d", "develop", 5, 5)]
    model = replace(empty_plan(SHIPPED).process, risks=tuple(listed(*one) for one in catalogue))
    start = replace(empty_plan(SHIPPED), process=model)
    bought = Pen().give(start, {"strategy.route": "open"})

    assert (["d", "c", "b"], ["c", "b", "a"]) == (
        [entry.title for entry in risks.top(start)],
        [entry.title for entry in risks.top(bought)],
    )


def test_a_risk_is_taken_into_the_columns_there_are() -> None:
    """A register without a column for the response takes the rest."""
    blank = empty_plan(SHIPPED)
    question = blank.process.questions[risks.REGISTER]
    assert isinstance(question.kind, Table)
    columns = tuple(column for column in question.kind.columns if column.code != "response")
    entry = risks.as_offered(blank, risks.offered(blank)[0])
    draft = risks.take(blank, replace(question, kind=replace(question.kind, columns=columns)), entry)

    assert {"risk", "cause", "likelihood", "impact", "owner"} == set(draft.content["cells"])


def test_a_risk_in_the_register_is_not_offered_again() -> None:
    """Whether it was taken from the catalogue or written in its words, it is settled."""
    first, second = risks.offered(empty_plan(SHIPPED))[:2]
    row = {"likelihood": 1, "impact": 1, "owner": "Drift"}
    rows = [{"id": risks.PREFIX + first.id, "risk": "Omskrevet", **row}, {"risk": second.title.upper(), **row}]
    left = {risk.id for risk in risks.offered(plan({risks.REGISTER: rows}))}

    assert set() == left & {first.id, second.id}


def test_a_risk_that_moved_says_so() -> None:
    """A weight that has grown since it was first judged is up, one that has shrunk is down."""
    row = {"id": "a", "risk": "Falske alarmer", "likelihood": 3, "impact": 3, "owner": "Drift"}
    before = plan({risks.REGISTER: [row]})
    moved = [Pen("bo").give(before, {risks.REGISTER: [{**row, "impact": impact}]}) for impact in (5, 1, 3)]

    assert ["up", "down", "same"] == [risks.register(after)[0].moved for after in moved]


def test_a_judgement_that_was_undone_does_not_count() -> None:
    """A risk taken, undone and taken again with another weight has not moved."""
    row = {"id": "a", "risk": "Falske alarmer", "likelihood": 3, "impact": 3, "owner": "Drift"}
    pen = Pen()
    first = pen.give(empty_plan(SHIPPED), {risks.REGISTER: [row]})
    (event,) = first.journal.heads(f"{risks.REGISTER}/a")
    undone = pen.write(first, undo(first.journal, event))
    again = pen.give(undone, {risks.REGISTER: [{**row, "impact": 5}]})

    assert ([], ["same"]) == ([*risks.register(undone)], [entry.moved for entry in risks.register(again)])


def test_an_event_that_is_no_row_is_passed_by() -> None:
    """An earlier event whose cells are no cells does not stand in the way of the register."""
    row = {"id": "a", "risk": "Falske alarmer", "likelihood": 3, "impact": 3, "owner": "Drift"}
    odd = Pen("bo").write(empty_plan(SHIPPED), Draft("row_set", f"{risks.REGISTER}/a", {"cells": [], "place": "1"}))

    assert ["same"] == [entry.moved for entry in risks.register(Pen().give(odd, {risks.REGISTER: [row]}))]


# -- in the interview -------------------------------------------------------------------------


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A person at the end of the phase `setup`, with nothing left to ask but risks."""
    return _room(tmp_path, SHIPPED)


def at_the_end(room: Room, *lines: str) -> str:
    """Leave every question of the phase open, then type lines at the risks."""
    asked = [question for question in room.book.plan.questions(Standing.OPEN) if question.phase == "setup"]
    return room.tell(*[""] * len(asked), *lines, scope=SETUP)


def test_a_phase_offers_its_risks(room: Room) -> None:
    """At the end of a phase its risks are offered one by one, with cause, weight, response and owner."""
    offered = risks.offered(room.book.plan, "setup")
    said = at_the_end(room)

    assert f"Risiko 1 af {len(offered)}: {offered[0].title}" in said
    assert "Sandsynlighed 4 af 5, konsekvens 4 af 5." in said
    assert "Det kan I gøre: " in said


def test_a_risk_is_taken(room: Room) -> None:
    """Taken, it stands in the register with the catalogue's words and its owner's role."""
    at_the_end(room, "1", "!")
    rows = taken(room.book.plan)

    assert (1, {"likelihood", "impact", "response", "owner", "cause", "risk"}) == (
        len(rows),
        {code for row in rows.values() for code in row},
    )
    assert Ending.LEFT is room.ending


def test_a_risk_is_changed_and_taken(room: Room) -> None:
    """Changed, the plan's own judgement and words stand in the register; Enter keeps what was suggested."""
    suggested = risks.offered(room.book.plan, "setup")[0]
    at_the_end(room, "2", "5", "", "Vi hyrer en jurist", "", "!")
    (row,) = taken(room.book.plan).values()

    assert (5, suggested.impact, "Vi hyrer en jurist") == (row["likelihood"], row["impact"], row["response"])


def test_a_risk_is_dismissed_with_a_reason(room: Room) -> None:
    """Dismissed, it stands with the reason, and is not offered again."""
    suggested = risks.offered(room.book.plan, "setup")[0]
    at_the_end(room, "3", "", "Det har vi styr på", "!")
    rows = taken(room.book.plan, risks.DISMISSED)

    assert {risks.PREFIX + suggested.id: {"risk": suggested.title, "reason": "Det har vi styr på"}} == rows
    assert suggested.id not in {risk.id for risk in risks.offered(room.book.plan)}


def test_a_risk_left_for_later_comes_again(room: Room) -> None:
    """Enter leaves a risk; the next time the phase ends it is offered again."""
    before = risks.offered(room.book.plan, "setup")
    said = at_the_end(room, *[""] * len(before))

    assert (before, Ending.DONE) == (risks.offered(room.book.plan, "setup"), room.ending)
    assert "Har I selv andre risici" in said


def test_going_back_offers_the_one_before(room: Room) -> None:
    """From the second risk `<` leads to the first; from the first it says so."""
    said = at_the_end(room, "", "<", "<", "!")

    assert 3 == said.count("Risiko 1 af ")
    assert "Det er den første risiko her." in said


def test_going_back_twice_offers_each_before(room: Room) -> None:
    """From the third risk `<` leads to the second and not to the first."""
    said = at_the_end(room, "", "", "<", "!")

    assert (1, 2, 1) == tuple(said.count(f"Risiko {number} af ") for number in (1, 2, 3))
