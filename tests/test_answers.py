"""What the journal says of a question: a value, not known yet, nothing, or a contradiction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Pen, empty_plan, plan_with

from procwiz.core.answers import (
    NOTHING,
    Deferral,
    answer,
    defer,
    dump_deferral,
    load_deferral,
    place_between,
    places,
    remove_row,
    set_row,
    table_drafts,
)
from procwiz.core.facts import Fact, Status, rows_of
from procwiz.core.journal import Draft, journal
from procwiz.core.plan import Plan
from procwiz.core.values import Estimate, Row

PLAN = empty_plan()
QUESTIONS = PLAN.process.questions
MANDATE, EFFECTS, VALUE = QUESTIONS["first.mandate"], QUESTIONS["first.effects"], QUESTIONS["second.value"]
ONE = {"id": "r1", "effect": "Færre fald", "baseline": 40}
TWO = {"id": "r2", "effect": "Mere ro"}
WITH_ONE = plan_with({"first.effects": [ONE]})


def merged(*plans: Plan) -> Plan:
    """Put copies of a plan together."""
    return replace(plans[0], journal=journal(event for plan in plans for event in plan.journal.by_id.values()))


def rows(plan: Plan) -> list[tuple[str, str]]:
    """List the rows of the effects: their ids and their first cell."""
    value = plan.answer("first.effects").value
    return [(row.id, str(row.cells["effect"])) for row in rows_of(value or ())]


def in_order(plan: Plan) -> list[str]:
    """List the ids of the effects' rows."""
    return [id_ for id_, _ in rows(plan)]


def move(plan: Plan, pen: Pen, row_id: str, before: int | None, after: int | None) -> Plan:
    """Move a row between two others, by their numbers from 0."""
    now = rows_of(plan.answer("first.effects").value or ())
    at = places(plan.journal, EFFECTS, now)
    place = place_between(None if before is None else at[before], None if after is None else at[after])
    return pen.write(plan, set_row(EFFECTS, next(row for row in now if row.id == row_id), place))


# -- values and deferrals -------------------------------------------------------------


def test_nothing_said() -> None:
    """A question of which nothing was said is unanswered."""
    assert NOTHING == PLAN.answer("first.mandate")
    assert Fact(Status.UNANSWERED) == NOTHING.fact


def test_answer_knows_who_and_when() -> None:
    """An answer holds its value, who gave it and when."""
    found = plan_with({"first.mandate": "full"}).answer("first.mandate")
    assert (Status.ANSWERED, "full", "lene", "2026-11-02T08:00:01Z") == (found.status, found.value, found.by, found.at)
    assert Fact(Status.ANSWERED, "full") == found.fact


def test_deferral_keeps_all_it_says() -> None:
    """What is not known yet keeps its note, who finds out, by when, and what is assumed."""
    said = Deferral("Spørg", "Økonomi", "F1", Estimate(Decimal(1), Decimal(2), Decimal(3), "DKK"))
    found = Pen().write(PLAN, defer(VALUE, said)).answer("second.value")
    assert (Status.DEFERRED, None, said) == (found.status, found.value, found.deferral)
    assert Fact(Status.DEFERRED, said.assume, assumed=True) == found.fact


def test_empty_deferral() -> None:
    """Not known yet, with nothing more, is still an answer; its dumped form is empty."""
    found = Pen().write(PLAN, defer(VALUE, Deferral())).answer("second.value")
    assert (Status.DEFERRED, Deferral()) == (found.status, found.deferral)
    assert {} == dump_deferral(Deferral(), VALUE)


def test_deferral_is_cleaned_on_reading() -> None:
    """Control characters in what was deferred are made harmless when it is read."""
    found = load_deferral({"note": "a\x1b[2J\u202eb", "owner": "c\nd", "due": "F1\n"}, VALUE, PLAN.notation)
    assert Deferral("a\ufffd[2J\ufffdb", "c d", "F1") == found


def test_later_answer_replaces() -> None:
    """A later answer of somebody who has seen the first replaces it, whoever it is."""
    plan = Pen("bo").give(plan_with({"first.mandate": "full"}), {"first.mandate": {"deferred": "måske"}})
    assert Deferral("måske") == plan.answer("first.mandate").deferral
    assert "none" == Pen("eva").give(plan, {"first.mandate": "none"}).answer("first.mandate").value


# -- contradictions --------------------------------------------------------------------


def test_different_answers_are_a_contradiction() -> None:
    """Two answers given apart are both kept with their authors, and there is no value."""
    plan = merged(Pen("bo").give(PLAN, {"first.mandate": "full"}), Pen("eva").give(PLAN, {"first.mandate": "none"}))
    found = plan.answer("first.mandate")
    assert {("bo", "full"), ("eva", "none")} == {(side.by, side.value) for side in found.contested}
    assert Fact(Status.ANSWERED, None) == found.fact


def test_same_answers_agree() -> None:
    """Two equal answers given apart are no contradiction."""
    plan = merged(Pen("bo").give(PLAN, {"second.value": 5}), Pen("eva").give(PLAN, {"second.value": "5.00"}))
    assert () == plan.conflicts
    assert None is not plan.answer("second.value").value


def test_value_beats_deferral() -> None:
    """A value beats a deferral given apart from it, and the deferral is remembered as beaten."""
    his = Pen("bo").give(PLAN, {"first.mandate": {"deferred": "?"}})
    found = merged(his, Pen("eva").give(PLAN, {"first.mandate": "none"})).answer("first.mandate")
    assert ("none", ()) == (found.value, found.contested)
    assert [("bo", Deferral("?"))] == [(side.by, side.deferral) for side in found.beaten]


def test_different_deferrals_are_a_contradiction() -> None:
    """Two deferrals that say different things contradict each other; no assumption is taken from them."""
    his = Pen("bo").give(PLAN, {"first.mandate": {"deferred": "", "assume": "full"}})
    found = merged(his, Pen("eva").give(PLAN, {"first.mandate": {"deferred": ""}})).answer("first.mandate")
    assert (Fact(Status.DEFERRED), 2) == (found.fact, len(found.contested))


# -- tables ----------------------------------------------------------------------------


def test_rows_stand_in_their_places() -> None:
    """Rows stand where they were put, wherever they are moved."""
    pen = Pen()
    plan = pen.give(PLAN, {"first.effects": [ONE, TWO, {"id": "r3", "effect": "Tre"}]})
    assert ["r1", "r2", "r3"] == in_order(plan)
    plan = move(plan, pen, "r3", None, 0)
    assert ["r3", "r1", "r2"] == in_order(plan)
    plan = move(plan, pen, "r2", 0, 1)
    assert ["r3", "r2", "r1"] == in_order(plan)
    assert ["r2", "r1", "r3"] == in_order(move(plan, pen, "r3", 2, None))


def test_rows_of_two_authors() -> None:
    """Rows that two people add apart are all there, in one order for both."""
    bo, eva = Pen("bo"), Pen("eva")
    his = bo.write(WITH_ONE, set_row(EFFECTS, Row("b", {"effect": "Bos"}), Decimal(2)))
    hers = eva.write(WITH_ONE, set_row(EFFECTS, Row("a", {"effect": "Evas"}), Decimal(2)))
    assert ["r1", "a", "b"] == in_order(merged(his, hers)) == in_order(merged(hers, his))


def test_changed_row_beats_removed_row() -> None:
    """A row changed by one and removed by another stays as changed, and the removal is remembered as beaten."""
    his = Pen("bo").write(WITH_ONE, set_row(EFFECTS, Row("r1", {"effect": "Ændret"}), Decimal(1)))
    hers = Pen("eva").write(WITH_ONE, remove_row(EFFECTS, Row("r1", {})))
    plan = merged(his, hers)
    assert [("r1", "Ændret")] == rows(plan)
    assert [("eva", "first.effects/r1", None)] == [
        (side.by, side.subject, side.value) for side in plan.answer("first.effects").beaten
    ]


def test_row_changed_two_ways_is_a_contradiction() -> None:
    """A row that two people changed apart is contested, as that row only, until it is settled."""
    his = Pen("bo").write(WITH_ONE, set_row(EFFECTS, Row("r1", {"effect": "Bos"}), Decimal(1)))
    hers = Pen("eva").write(WITH_ONE, set_row(EFFECTS, Row("r1", {"effect": "Evas"}), Decimal(1)))
    plan = merged(his, hers)
    found = plan.answer("first.effects")
    assert (None, {"first.effects/r1"}) == (found.value, {side.subject for side in found.contested})
    settled = Pen("ib").write(plan, Draft("restored", "first.effects/r1", {"to": found.contested[0].event}))
    assert rows_of(found.contested[0].value or ()) == settled.answer("first.effects").value


def test_row_moved_two_ways_is_no_contradiction() -> None:
    """A row that two people moved apart holds the same for both; its first place counts."""
    plan = plan_with({"first.effects": [ONE, TWO]})
    one = Row("r1", {"effect": "Færre fald", "baseline": Decimal(40)})
    for his_place, her_place in ((0, 9), (9, 0)):
        his = Pen("bo").write(plan, set_row(EFFECTS, one, Decimal(his_place)))
        hers = Pen("eva").write(plan, set_row(EFFECTS, one, Decimal(her_place)))
        assert () == merged(his, hers).conflicts
        assert ["r1", "r2"] == in_order(merged(his, hers))


def test_removed_rows_leave_nothing() -> None:
    """A table whose rows were all removed is unanswered again, unless it was said that there are none."""
    plan = Pen("bo").write(WITH_ONE, remove_row(EFFECTS, Row("r1", {})))
    assert NOTHING == plan.answer("first.effects")
    none = Pen("eva").write(plan, answer(EFFECTS, ()))
    assert (Status.ANSWERED, ()) == (none.answer("first.effects").status, none.answer("first.effects").value)


def test_rows_beat_a_deferral() -> None:
    """Rows beat a deferral of their table, which is remembered as beaten."""
    found = Pen("bo").write(WITH_ONE, defer(EFFECTS, Deferral("?"))).answer("first.effects")
    assert (Status.ANSWERED, ["bo"]) == (found.status, [side.by for side in found.beaten])


ROWS = st.lists(
    st.builds(Row, st.sampled_from("abcdef"), st.builds(lambda text: {"effect": text}, st.sampled_from(["x", "y"]))),
    max_size=5,
    unique_by=lambda row: row.id,
).map(tuple)


@given(ROWS, ROWS)
def test_table_is_said_row_by_row(old: tuple[Row, ...], new: tuple[Row, ...]) -> None:
    """A whole table said over another gives just the new rows in their order; said again it gives no event."""
    pen = Pen()
    plan = pen.write(PLAN, *table_drafts(PLAN.journal, EFFECTS, (), old))
    assert old == plan.answer("first.effects").value
    plan = pen.write(plan, *table_drafts(plan.journal, EFFECTS, old, new))
    assert new == plan.answer("first.effects").value
    assert [] == [draft for draft in table_drafts(plan.journal, EFFECTS, new, new) if draft.kind == "row_set"]


def test_table_said_over_a_contradiction_settles_it() -> None:
    """A whole table said over rows that contradict each other settles those it names and removes the others."""
    plan = plan_with({"first.effects": [ONE, TWO]})
    his = Pen("bo").give(plan, {"first.effects": [{"id": "r1", "effect": "Bos"}, TWO]})
    hers = Pen("eva").give(plan, {"first.effects": [{"id": "r1", "effect": "Evas"}, TWO]})
    for new in ([("r1", "Ny")], [("r3", "Ny")], []):
        content = [{"id": row_id, "effect": effect} for row_id, effect in new]
        after = Pen("ib").give(merged(his, hers), {"first.effects": content})
        assert ((), new) == (after.conflicts, rows(after))


@given(st.none() | st.integers(-5, 5).map(Decimal), st.integers(1, 5).map(Decimal))
def test_place_between_lies_between(before: Decimal | None, gap: Decimal) -> None:
    """A place between two others lies between them; at an end of the table, beyond."""
    if before is None:
        assert place_between(None, gap) < gap
    else:
        assert before < place_between(before, before + gap) < before + gap
        assert before < place_between(before, None)


# -- what cannot be read ---------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [{"cells": 5}, {"cells": None}, {}, {"cells": {}, "place": "NaN"}, {"place": "1e999999999"}, {"place": [1]}],
)
def test_strange_row_is_harmless(content: dict[str, object]) -> None:
    """A row of strange form is read as far as it makes sense, and a row can be put after it."""
    plan = Pen().write(PLAN, Draft("row_set", "first.effects/r1", content))
    value = rows_of(plan.answer("first.effects").value or ())
    assert ["r1"] == [row.id for row in value]
    assert Decimal(1) == place_between(places(plan.journal, EFFECTS, value)[0], None)


@pytest.mark.parametrize(
    ("key", "content"),
    [
        ("second.suppliers", {"value": "mange"}),
        ("second.suppliers", {}),
        ("second.start", {"value": "2027-02-30"}),
        ("second.value", {"value": {"low": 3, "likely": 2, "high": 1}}),
        ("first.effects", {"value": [{"nothing": 1}]}),
    ],
)
def test_unreadable_answer_is_listed(key: str, content: dict[str, object]) -> None:
    """An answer that is no value of its question is listed as unreadable, and the others stand."""
    plan = Pen().write(plan_with({"first.mandate": "full"}), Draft("answered", key, content))
    assert [key] == [name for name, _ in plan.answers.unreadable]
    assert (NOTHING, "full") == (plan.answer(key), plan.answer("first.mandate").value)
