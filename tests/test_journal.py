"""Events are kept whole, and what they say depends on ids alone, never on the order of files and lines."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import NOTHING, Pen, empty_plan, plan_with, reread, state, written

from procwiz.core.answers import Deferral, answer, defer, remove_row, set_row
from procwiz.core.facts import rows_of
from procwiz.core.journal import Damaged, Draft, Event, Journal, journal, read_line, undo, write_line
from procwiz.core.plan import Plan
from procwiz.core.values import Row

PLAN = empty_plan()
MANDATE = PLAN.process.questions["first.mandate"]
EFFECTS = PLAN.process.questions["first.effects"]


def busy_plan() -> Plan:
    """Two authors who contradict, undo, defer, settle and change a table."""
    lene, bo = Pen("lene"), Pen("bo")
    common = lene.give(PLAN, {"first.challenge": "Fald", "first.effects": [{"id": "r1", "effect": "Færre fald"}]})
    hers = lene.give(common, {"first.mandate": "full", "first.joint": {"deferred": "", "assume": True}})
    hers = lene.write(hers, remove_row(EFFECTS, Row("r1", {})))
    his = bo.give(common, {"first.mandate": "none", "first.joint": False})
    his = bo.write(his, set_row(EFFECTS, Row("r1", {"effect": "Ingen fald"}), Decimal(1)))
    both = replace(common, journal=merged(hers, his))
    both = lene.give(both, {"first.signals": ["trial"], "second.value": 100})
    last = both.journal.last_by("lene")
    assert last is not None
    return bo.give(lene.write(both, undo(both.journal, last)), {"first.background": "Intet"})


def merged(*plans: Plan) -> Journal:
    """Put the events of several copies of a plan together."""
    return journal(event for plan in plans for event in plan.journal.by_id.values())


BUSY = busy_plan()
LINES = written(BUSY.journal.by_id.values())


# -- order -------------------------------------------------------------------------


@given(st.permutations(LINES))
def test_order_of_lines_changes_nothing(lines: list[str]) -> None:
    """Replaying the same lines in any order gives the same state."""
    assert state(BUSY) == state(replace(BUSY, journal=reread(lines)))


@given(st.lists(st.sampled_from(LINES), max_size=30), st.permutations(LINES))
def test_lines_in_several_files_count_once(copies: list[str], lines: list[str]) -> None:
    """Lines that stand in several files, as in a conflicted copy, count once."""
    assert state(BUSY) == state(replace(BUSY, journal=reread([*copies, *lines])))


@given(st.permutations(list(BUSY.journal.by_id.values())), st.integers(0, len(LINES)))
def test_adding_is_reading(found: list[Event], cut: int) -> None:
    """Events taken in one after the other say the same as all of them read at once."""
    step = journal(found[:cut])
    for event in found[cut:]:
        step = step.add([event])
    assert state(BUSY) == state(replace(BUSY, journal=step))


# -- two authors -------------------------------------------------------------------


def test_two_authors_merge() -> None:
    """Answers of two authors to different questions stand side by side."""
    his, hers = Pen("bo").give(PLAN, {"first.mandate": "full"}), Pen("lene").give(PLAN, {"first.joint": True})
    both = replace(PLAN, journal=merged(his, hers))
    assert ("full", True, ()) == (both.answer("first.mandate").value, both.answer("first.joint").value, both.conflicts)


def test_heads_are_what_nobody_names() -> None:
    """An event replaces the heads its author saw, and no others."""
    his, hers = Pen("bo").give(PLAN, {"first.mandate": "full"}), Pen("lene").give(PLAN, {"first.mandate": "none"})
    both = replace(PLAN, journal=merged(his, hers))
    assert {"bo", "lene"} == {head.by for head in both.journal.heads("first.mandate")}
    again = Pen("bo2").give(his, {"first.mandate": "partly"})
    both = replace(PLAN, journal=merged(again, hers))
    assert {"bo2", "lene"} == {head.by for head in both.journal.heads("first.mandate")}


def test_settling_names_all_heads() -> None:
    """An event that names every head of a contradiction settles it."""
    his, hers = Pen("bo").give(PLAN, {"first.mandate": "full"}), Pen("lene").give(PLAN, {"first.mandate": "none"})
    both = replace(PLAN, journal=merged(his, hers))
    chosen = both.journal.heads("first.mandate")[0]
    settled = Pen("eva").write(both, Draft("restored", "first.mandate", {"to": chosen.id}), via="settle")
    assert () == settled.conflicts
    assert both.answer("first.mandate").contested[0].value == settled.answer("first.mandate").value


# -- undo ----------------------------------------------------------------------------


def undone(plan: Plan, pen: Pen) -> Plan:
    """Take the author's last step back."""
    event = plan.journal.last_by(pen.author)
    assert event is not None
    return pen.write(plan, undo(plan.journal, event), via="undo")


def test_undo_restores_what_stood_before() -> None:
    """Undoing goes back answer by answer, to nothing, and then to the question answered before that."""
    pen = Pen()
    plan = pen.give(PLAN, {"first.challenge": "Fald"})
    for code in ("full", "partly", "none"):
        plan = pen.give(plan, {"first.mandate": code})
    found = []
    for _ in range(4):
        plan = undone(plan, pen)
        found.append((plan.answer("first.mandate").value, plan.answer("first.challenge").value))
    assert [("partly", "Fald"), ("full", "Fald"), (None, "Fald"), (None, None)] == found
    assert plan.journal.last_by("lene") is None


def test_undo_then_answer_then_undo() -> None:
    """What was restored is what a later answer replaces, and what its undo restores again."""
    pen = Pen()
    plan = pen.give(pen.give(PLAN, {"first.mandate": "full"}), {"first.mandate": "none"})
    plan = pen.give(undone(plan, pen), {"first.mandate": "partly"})
    plan = undone(plan, pen)
    assert "full" == plan.answer("first.mandate").value
    assert None is undone(plan, pen).answer("first.mandate").value


def test_undo_takes_only_ones_own_steps() -> None:
    """Undoing leaves what another author has said, also where that replaced one's own answer."""
    lene, bo = Pen("lene"), Pen("bo")
    plan = lene.give(PLAN, {"first.challenge": "Fald", "first.mandate": "full"})
    plan = bo.give(plan, {"first.mandate": "none"})
    plan = undone(plan, lene)
    assert (None, "none") == (plan.answer("first.challenge").value, plan.answer("first.mandate").value)


def test_undo_of_one_side_leaves_the_other() -> None:
    """Undoing one's own side of a contradiction leaves the other's answer standing."""
    lene, bo = Pen("lene"), Pen("bo")
    common = lene.give(PLAN, {"first.mandate": "full"})
    hers, his = lene.give(common, {"first.mandate": "none"}), bo.give(common, {"first.mandate": "partly"})
    plan = undone(replace(PLAN, journal=merged(hers, his)), lene)
    assert ("partly", ()) == (plan.answer("first.mandate").value, plan.conflicts)


@pytest.mark.parametrize("settle", ["choose", "answer"])
def test_undo_of_settling_brings_the_contradiction_back(settle: str) -> None:
    """Undoing what settled a contradiction shows both sides again, said by whom they were said."""
    eva = Pen("eva")
    his, hers = Pen("bo").give(PLAN, {"first.mandate": "full"}), Pen("lene").give(PLAN, {"first.mandate": "none"})
    both = replace(PLAN, journal=merged(his, hers))
    if settle == "choose":
        settled = eva.write(both, Draft("restored", "first.mandate", {"to": both.journal.heads("first.mandate")[0].id}))
    else:
        settled = eva.give(both, {"first.mandate": "partly"})
    again = undone(settled, eva)
    assert both.answer("first.mandate") == again.answer("first.mandate")
    assert ("first.mandate",) == again.conflicts
    assert {"bo", "lene"} == {side.by for side in again.answer("first.mandate").contested}
    assert "none" == undone(again, Pen("bo")).answer("first.mandate").value


def test_undo_of_a_row() -> None:
    """Undoing goes back row by row: a change, a removal, an added row."""
    pen = Pen()
    first = pen.give(PLAN, {"first.effects": [{"id": "r1", "effect": "Et"}]})
    second = pen.give(first, {"first.effects": [{"id": "r1", "effect": "To"}]})
    third = pen.write(second, remove_row(EFFECTS, rows_of(second.answer("first.effects").value or ())[0]))
    back = undone(third, pen)
    assert second.answer("first.effects").value == back.answer("first.effects").value
    back = undone(back, pen)
    assert first.answer("first.effects").value == back.answer("first.effects").value
    assert None is undone(back, pen).answer("first.effects").value


def test_nothing_to_undo() -> None:
    """There is nothing to undo for an author who said nothing."""
    assert None is plan_with({"first.mandate": "full"}).journal.last_by("bo")


# -- lines ----------------------------------------------------------------------------

EVENT = Pen().seal(NOTHING, answer(PLAN.process.questions["first.challenge"], "Ældre “falder” om natten 🏳️‍🌈"))[0]
LINE = write_line(EVENT)
RAW = LINE.encode()


def test_line_is_read_back() -> None:
    """What is written is one line, and is read back as the same event."""
    assert 1 == LINE.count("\n") and LINE.endswith("\n")
    assert EVENT == read_line(LINE)


@settings(max_examples=600)
@given(st.integers(0, len(RAW) - 2), st.integers(1, 255))
def test_checksum_finds_a_changed_byte(place: int, change: int) -> None:
    """A line with one byte changed, whichever and however, is not taken."""
    changed = bytes([*RAW[:place], RAW[place] ^ change, *RAW[place + 1 :]])
    with pytest.raises((Damaged, UnicodeDecodeError)):  # the store catches both
        read_line(changed.decode())


@given(st.integers(0, len(RAW) - 3))
def test_torn_line_is_found(end: int) -> None:
    """A line that was cut short is not taken."""
    with pytest.raises(Damaged) as found:
        read_line(RAW[:end].decode(errors="ignore"))
    assert "not_json" == found.value.why


@pytest.mark.parametrize("field", [name for name in Event.__slots__ if name not in {"content", "salt", "sum"}])
def test_checksum_covers_every_field(field: str) -> None:
    """Another author, time, subject or place in the history does not agree with the checksum."""
    record = {**json.loads(LINE), field: ["x"] if field == "prev" else "x"}
    with pytest.raises(Damaged) as found:
        read_line(json.dumps(record))
    assert "checksum" == found.value.why


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"content": {"value": "noget andet"}}, "checksum"),
        ({"content": []}, "fields"),
        ({"content": "x"}, "fields"),
        ({"prev": "x"}, "fields"),
        ({"prev": [1]}, "fields"),
        ({"by": None}, "fields"),
        ({"by": "\ud800"}, "not_json"),
        ({"content": {"value": "\udfff"}}, "not_json"),
    ],
)
def test_strange_line_is_refused(change: dict[str, object], why: str) -> None:
    """A line whose fields are of the wrong shape, or hold half a letter, is refused and nothing worse happens."""
    with pytest.raises(Damaged) as found:
        read_line(json.dumps({**json.loads(LINE), **change}))
    assert why == found.value.why


@pytest.mark.parametrize("line", ["", "null", "[]", "1", '"x"', "{}", "{", "[" * 100_000, '{"a":NaN}', '{"a":1e999}'])
def test_other_json_is_refused(line: str) -> None:
    """A line that is no event is refused, however deep or strange."""
    with pytest.raises(Damaged):
        read_line(line)


def test_a_field_more_is_taken() -> None:
    """A field that a later version adds does not make a line unreadable."""
    assert EVENT == read_line(json.dumps({**json.loads(LINE), "more": 1}))


def test_forgotten_content_keeps_the_checksum() -> None:
    """Content that was forgotten leaves its event whole; the answer is gone, and nothing else."""
    plan = plan_with({"first.challenge": "Fald", "first.mandate": "full"})
    lines = [json.loads(line) for line in written(plan.journal.by_id.values())]
    kept = [{**line, "content": None, "salt": ""} if line["subject"] == "first.challenge" else line for line in lines]
    after = replace(plan, journal=reread(json.dumps(line) for line in kept))
    assert (None, "full") == (after.answer("first.challenge").value, after.answer("first.mandate").value)
    assert plan.journal.digest == after.journal.digest
    assert plan.journal.heads("first.challenge")[0].id == after.journal.heads("first.challenge")[0].id


def test_forgotten_row_is_gone() -> None:
    """A row whose content was forgotten is no row any more; the others stay."""
    plan = plan_with({"first.effects": [{"id": "r1", "effect": "Et"}, {"id": "r2", "effect": "To"}]})
    gone = {event.id: replace(event, content=None) for event in plan.journal.heads("first.effects/r1")}
    after = replace(plan, journal=Journal({**plan.journal.by_id, **gone}))
    assert ["r2"] == [row.id for row in rows_of(after.answer("first.effects").value or ())]


# -- the whole ---------------------------------------------------------------------


def test_unknown_kind_is_noticed() -> None:
    """An event of a kind that a later version writes is kept, named, and no part of the state."""
    plan = plan_with({"first.mandate": "full"})
    later = Pen("eva").write(plan, Draft("praised", "praise/1", {"by": "eva"}))
    assert frozenset() == plan.journal.unknown_kinds
    assert frozenset({"praised"}) == later.journal.unknown_kinds
    assert state(plan) == state(later)


def test_digest_names_the_state() -> None:
    """The state has another digest after another answer, and the same for the same events."""
    plan = plan_with({"first.mandate": "full"})
    assert plan.journal.digest == plan_with({"first.mandate": "full"}).journal.digest
    assert plan.journal.digest != Pen("bo").give(plan, {"first.joint": True}).journal.digest
    assert 12 == len(plan.journal.digest)


@pytest.mark.parametrize("to", ["self", ["self"], "other", ["nowhere"], 5, None, {}, [None]])
def test_strange_restoring_restores_nothing(to: object) -> None:
    """An undo that names itself, another question's event or nothing at all restores nothing, and ends."""
    plan = plan_with({"first.mandate": "full", "first.challenge": "Fald"})
    other = plan.journal.heads("first.challenge")[0].id
    names = {"self": Pen("bo").seal(plan.journal, Draft("restored", "first.mandate", {}))[0].id, "other": other}
    to = [names.get(str(part), part) for part in to] if isinstance(to, list) else names.get(str(to), to)
    after = Pen("bo").write(plan, Draft("restored", "first.mandate", {"to": to}))
    assert None is after.answer("first.mandate").value


def test_deferral_is_a_step() -> None:
    """What is set to not known yet can be taken back like an answer."""
    pen = Pen()
    plan = pen.write(pen.give(PLAN, {"first.mandate": "full"}), defer(MANDATE, Deferral("spørg")))
    assert "full" == undone(plan, pen).answer("first.mandate").value
