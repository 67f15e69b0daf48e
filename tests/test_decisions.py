"""Decisions at gates: recorded on an exact state, corrected but never erased, with provisos that are followed up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support import Pen, empty_plan

from procwiz.core import changes, decisions
from procwiz.core.decisions import Decision, Proviso
from procwiz.core.journal import journal, read_line, undo, write_line
from procwiz.core.plan import Plan

DAY = date(2026, 11, 20)
ANSWERS = {"first.challenge": "Fald om natten", "first.mandate": "full"}
LETTER = Proviso("a1", "Skaf brevet", "Økonomi", date(2027, 1, 15))


def begun(answers: dict[str, Any] | None = None) -> Plan:
    """A plan of the small process with some answers."""
    return Pen().give(empty_plan(), ANSWERS if answers is None else answers)


def decided(plan: Plan, outcome: str = "go", gate: str = "F0", pen: Pen | None = None, **more: Any) -> Plan:
    """Record a decision."""
    draft = decisions.decide(gate, outcome, more.pop("on", DAY), journal=plan.journal, **more)
    return (pen or Pen()).write(plan, draft, via="decide")


def stands(plan: Plan, gate: str = "F0") -> Decision:
    """The decision that stands at a gate."""
    found = plan.decision(gate)
    assert found is not None
    return found


def test_a_decision_stands_as_it_was_said() -> None:
    """Outcome, day, people, reason, minutes and what was missing come back as they were recorded."""
    said = {"by": ("Direktionen", "Økonomi"), "reason": "Behovet er klart.", "minutes": "Sag 12", "lacks": ("a.b",)}
    found = stands(decided(begun(), "hold", until=date(2027, 3, 1), **said))

    assert ("hold", DAY, date(2027, 3, 1)) == (found.outcome, found.on, found.until)
    assert said == {name: getattr(found, name) for name in said}


def test_the_meeting_may_lie_before_the_plan() -> None:
    """A meeting's day before the plan's first event is kept; the state bound is that at recording."""
    plan = begun()
    found = stands(decided(plan, on=date(2020, 1, 1)))

    assert (date(2020, 1, 1), plan.journal.digest) == (found.on, found.state)


def test_a_decision_shows_the_exact_state_it_rests_on() -> None:
    """Whatever is said later, by whom and in whatever order it arrives, the state decided upon is the same."""
    before = decided(begun())
    later = Pen("bo").give(before, {"first.challenge": "Noget andet"})
    shuffled = journal(reversed([read_line(write_line(event)) for event in later.journal.by_id.values()]))
    then = changes.at_decision(Plan(later.card, later.process, shuffled), stands(later))

    assert stands(later).state == then.journal.digest
    assert "Fald om natten" == then.answer("first.challenge").value


def test_a_decision_changes_the_state() -> None:
    """Two plans that differ in a decision alone differ in state."""
    assert begun().journal.digest != decided(begun()).journal.digest


def test_a_decision_is_corrected_and_never_erased() -> None:
    """A correction stands, names what it corrects, and leaves that in the list."""
    wrong = decided(begun(), "stop")
    right = decided(wrong, "go", corrects=stands(wrong).id)

    assert ("go", stands(wrong).id, ["stop", "go"]) == (
        stands(right).outcome,
        stands(right).corrects,
        [one.outcome for one in right.decisions],
    )


def test_undo_leaves_decisions_alone() -> None:
    """What is taken back is the last answer, not the decision after it."""
    plan = decided(begun())
    last = plan.journal.last_by("lene")

    assert last is not None
    assert "first.mandate" == last.subject
    assert "go" == stands(Pen().write(plan, undo(plan.journal, last))).outcome


def test_decisions_recorded_apart_contradict_each_other() -> None:
    """Two people who record different decisions on one gate: both are kept, and none stands until one is chosen."""
    base = begun()
    one, other = decided(base, "go", pen=Pen("lene")), decided(base, "stop", pen=Pen("bo"))
    both = Plan(base.card, base.process, one.journal.add(other.journal.by_id.values()))

    assert (None, ["go", "stop"]) == (both.decision("F0"), sorted(found.outcome for found in both.decisions))


def test_what_is_no_decision_is_passed_over() -> None:
    """An event that says no known outcome is left out, and the plan still opens."""
    plan = decided(begun(), "maybe")

    assert ((), None) == (plan.decisions, plan.decision("F0"))


# -- where the plan is -----------------------------------------------------------------------


def test_a_passed_gate_is_behind() -> None:
    """After a yes the next gate is the one after it, whatever the passed one still lacks."""
    plan = begun({"first.challenge": "Fald om natten"})

    assert ("F0", "F1") == (plan.next_gate.key, decided(plan).next_gate.key)


@pytest.mark.parametrize("outcome", ["hold", "stop"])
def test_a_gate_that_was_not_passed_stays_ahead(outcome: str) -> None:
    """After a wait or a stop the gate is still the next."""
    assert "F0" == decided(begun({"first.challenge": "Fald"}), outcome).next_gate.key


def test_a_stop_closes_the_plan() -> None:
    """A stop closes the plan until it is corrected."""
    stopped = decided(begun(), "stop")
    again = decided(stopped, "go", corrects=stands(stopped).id)

    assert (stands(stopped), None) == (stopped.closed, again.closed)


# -- provisos ------------------------------------------------------------------------------------


def test_a_proviso_keeps_the_next_gate_shut() -> None:
    """What a yes asked for is a criterion of the next gate until it is done."""
    plan = decided(begun(), "go_with_conditions", provisos=[LETTER])
    gate = plan.process.gates["F1"]
    met = Pen().write(plan, decisions.done("a1", date(2027, 1, 10)))

    assert ((LETTER,), False) == (plan.gate(gate).provisos, plan.gate(gate).ready)
    assert (date(2027, 1, 10),) == tuple(one.done for one in met.gate(gate).provisos)


def test_a_proviso_can_be_opened_again() -> None:
    """Done by mistake, it is open again."""
    plan = decided(begun(), "go_with_conditions", provisos=[LETTER])
    met = Pen().write(plan, decisions.done("a1", DAY))
    again = Pen().write(met, decisions.reopen("a1"))

    assert [DAY, None] == [stands(one).provisos[0].done for one in (met, again)]


def test_an_owner_and_a_day_may_be_missing() -> None:
    """A proviso without owner and day is kept as one."""
    plan = decided(begun(), "go_with_conditions", provisos=[Proviso("a2", "Find en ejer")])

    assert (Proviso("a2", "Find en ejer"),) == stands(plan).provisos


# -- what a decision rested on ----------------------------------------------------------------------


def test_a_later_edit_of_what_it_rested_on_is_found() -> None:
    """An answer due at the gate that changes afterwards is named; one that is not due there is not."""
    plan = decided(begun())
    changed = Pen("bo").give(plan, {"first.challenge": "Noget andet"})

    assert ([], ["first.challenge"]) == (
        [change.key for change in changes.shaken(plan, stands(plan))],
        [change.key for change in changes.shaken(changed, stands(changed))],
    )
