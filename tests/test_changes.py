"""What changed: every difference between two states of a plan is named, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support import SHIPPED, Pen, empty_plan

from procwiz.core import answers as said
from procwiz.core import changes, decisions, risks
from procwiz.core.changes import Change
from procwiz.core.decisions import Proviso
from procwiz.core.plan import Plan

PUT_OFF = {"deferred": "Ved ikke", "owner": "Drift", "due": "F1"}
RISK = {"id": "r1", "risk": "Falske alarmer", "likelihood": 3, "impact": 3, "owner": "Drift"}


def small(answers: dict[str, Any]) -> Plan:
    """A plan of the small process."""
    return Pen().give(empty_plan(), answers)


def shipped(answers: dict[str, Any]) -> Plan:
    """A plan of the shipped process."""
    return Pen().give(empty_plan(SHIPPED), answers)


def told(before: Plan, answers: dict[str, Any]) -> list[Change]:
    """What a further sheet of answers changes."""
    return list(changes.changes(before, Pen("bo").give(before, answers)))


def kinds(before: Plan, answers: dict[str, Any]) -> dict[str, str]:
    """The kind of each change, by key."""
    return {change.key: change.kind for change in told(before, answers)}


def test_nothing_changes_by_itself() -> None:
    """A plan compared with itself has not changed."""
    plan = small({"first.challenge": "Fald"})

    assert () == changes.changes(plan, plan)


def test_new_known_and_put_off() -> None:
    """A first answer is new, one that was put off is known now, and one that is put off is said so."""
    plan = small({"first.background": PUT_OFF, "first.challenge": "Fald"})

    assert {"first.mandate": "answered", "first.background": "known", "first.challenge": "deferred"} == {
        key: kind
        for key, kind in kinds(
            plan, {"first.mandate": "full", "first.background": "Baggrund", "first.challenge": PUT_OFF}
        ).items()
        if key.startswith("first.")
    }


def test_a_date_moves_by_days() -> None:
    """A date that is moved says by how many days, later or earlier."""
    plan = shipped({"needs.deadline": "2028-03-01"})
    moved = [told(plan, {"needs.deadline": day})[0] for day in ("2028-03-15", "2028-02-28")]

    assert [("date_moved", Decimal(14)), ("date_moved", Decimal(-2))] == [(one.kind, one.by) for one in moved]


def test_money_moves_by_an_amount() -> None:
    """An amount that grows says by how much; of a span the likely amount counts."""
    plan = shipped({"strategy.value": {"low": 1000, "likely": 2000, "high": 5000}})
    (change,) = told(plan, {"strategy.value": 2500})

    assert ("money_moved", Decimal(500)) == (change.kind, change.by)


def test_another_route_weighs_most() -> None:
    """A route that is changed is told before dates and money."""
    plan = shipped({"strategy.route": "open", "needs.deadline": "2028-03-01", "strategy.value": 1000})
    found = told(plan, {"strategy.route": "pcp", "needs.deadline": "2028-04-01", "strategy.value": 1100})

    assert ["route", "date_moved", "money_moved"] == [change.kind for change in found][:3]


def test_risks_come_go_and_move() -> None:
    """A risk is new, heavier, lighter, gone, or described anew."""
    plan = shipped({risks.REGISTER: [RISK]})
    heavier, lighter, renamed = {**RISK, "impact": 5}, {**RISK, "impact": 1}, {**RISK, "risk": "For mange alarmer"}
    sheets = [[RISK, {**RISK, "id": "r2"}], [heavier], [lighter], [], [renamed]]

    assert ["risk_new", "risk_up", "risk_down", "risk_closed", "risk_changed"] == [
        told(plan, {risks.REGISTER: rows})[0].kind for rows in sheets
    ]


def test_rows_are_counted() -> None:
    """Of a table it is said how many rows are new, changed and gone."""
    rows = [{"id": name, "effect": name} for name in "abc"]
    plan = small({"first.effects": rows})
    (change,) = told(plan, {"first.effects": [{"id": "a", "effect": "A"}, rows[1], {"id": "d", "effect": "d"}]})

    assert change.rows is not None
    assert (1, 1, 1) == (change.rows.added, change.rows.changed, change.rows.removed)


def test_what_is_set_aside_and_comes_back() -> None:
    """An answer that no longer applies is set aside, and back when it does."""
    plan = shipped({"market.availability": "none", "market.trl": 5})
    aside = Pen("bo").give(plan, {"market.availability": "available"})
    back = Pen("bo").give(aside, {"market.availability": "none"})
    found = [{change.key: change.kind for change in changes.changes(*pair)} for pair in ((plan, aside), (aside, back))]

    assert ["set_aside", "back"] == [part["market.trl"] for part in found]


def test_decisions_and_met_provisos_are_told() -> None:
    """A decision since then is told, and a proviso that was met."""
    plan = small({"first.challenge": "Fald"})
    proviso = Proviso("a1", "Skaf brevet")
    draft = decisions.decide("F0", "go_with_conditions", date(2026, 11, 20), provisos=[proviso], journal=plan.journal)
    decided = Pen().write(plan, draft)
    met = Pen().write(decided, decisions.done("a1", date(2026, 11, 21)))

    assert [["decided"], ["proviso_met"], ["decided", "proviso_met"]] == [
        [change.kind for change in changes.changes(*pair)] for pair in ((plan, decided), (decided, met), (plan, met))
    ]


def test_the_last_paper_is_the_one_handed_over_last() -> None:
    """What was handed over is found again with its state; a plan without papers has none."""
    plan = small({"first.challenge": "Fald"})
    issued = Pen().write(plan, changes.issue(plan, date(2026, 11, 20), {"paper.md": "abc"}))
    later = Pen("bo").give(issued, {"first.challenge": "Noget andet"})
    paper = changes.last_paper(later)

    assert changes.last_paper(plan) is None
    assert paper is not None
    assert plan.journal.digest == changes.at_heads(later, paper.heads).journal.digest == issued.journal.digest


# -- all, and nothing else -----------------------------------------------------------------------------

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "first.challenge": st.sampled_from(["Fald", "Larm", PUT_OFF]),
    "first.mandate": st.sampled_from(["full", "partly", "none", PUT_OFF]),
    "first.joint": st.sampled_from([True, False]),
    "first.effects": st.lists(
        st.fixed_dictionaries({"id": st.sampled_from("abc"), "effect": st.sampled_from(["x", "y"])}),
        max_size=3,
        unique_by=lambda row: row["id"],
    ),
    "second.suppliers": st.integers(0, 4),
    "second.start": st.dates(date(2027, 1, 1), date(2027, 1, 5)).map(str),
}
SHEETS = st.fixed_dictionaries({}, optional=VALUES)


def seen(plan: Plan) -> dict[str, object]:
    """All that a person can see of each question."""
    return {
        key: (plan.standing(question), plan.answer(key).value, plan.answer(key).deferral, plan.answer(key).contested)
        for key, question in plan.process.questions.items()
    }


@given(SHEETS, SHEETS)
def test_all_that_changed_is_named_and_nothing_else(first: dict[str, Any], second: dict[str, Any]) -> None:
    """The keys of the changes are those whose standing, value, deferral or contradiction is another, each once."""
    before = small(first)
    after = Pen("bo").give(before, second)
    was, now = seen(before), seen(after)
    named = [change.key for change in changes.changes(before, after)]

    assert sorted(key for key in was if was[key] != now[key]) == sorted(named)


@given(SHEETS, SHEETS)
def test_a_change_and_its_opposite_name_the_same_questions(first: dict[str, Any], second: dict[str, Any]) -> None:
    """From here to there and from there to here the same questions have changed."""
    before = small(first)
    after = Pen("bo").give(before, second)
    there, back = changes.changes(before, after), changes.changes(after, before)

    assert {change.key for change in there} == {change.key for change in back}


def test_an_answer_taken_out_is_told() -> None:
    """An answer that is taken back with undo is cleared."""
    plan = small({"first.challenge": "Fald"})
    cleared = replace(plan, journal=plan.journal.at(()))

    assert ["cleared"] == [change.kind for change in changes.changes(plan, cleared) if change.key == "first.challenge"]
    assert said.NOTHING == cleared.answer("first.challenge")
