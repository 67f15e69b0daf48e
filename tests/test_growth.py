"""One answer costs no more work in a large process than in a small one. Work is counted, seconds are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support import CREATED, NOTHING, Pen

from procwiz import session, store
from procwiz.core import answers as said
from procwiz.core import conditions
from procwiz.core.building import build
from procwiz.core.conditions import Condition, Finding
from procwiz.core.facts import Facts
from procwiz.core.journal import journal
from procwiz.core.plan import Card, Plan, Standing
from procwiz.core.process import Process, Question
from procwiz.core.walk import Pick, Scope, following
from procwiz.language import Language

SIZES = (50, 500, 5000)
PHASES = 5
CHANGED, DEPENDENT, NEXT_BUT_ONE = "p2.q0000", "p2.q0001", "p2.q0002"


@dataclass
class Work:
    """What was done, by name."""

    done: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Counted:
    """A test that notes each time it is held against an answer."""

    test: conditions.Test
    work: Work

    def hold(self, key: str, facts: Facts) -> Finding:
        """Hold the test, and note it."""
        self.work.done.append(key)
        return self.test.hold(key, facts)


class Looked(dict[str, Any]):
    """A mapping by key that notes each key that is looked up in it."""

    def __init__(self, content: Mapping[str, Any], work: Work) -> None:
        super().__init__(content)
        self._work = work

    def __getitem__(self, key: str) -> Any:
        self._work.done.append(key)
        return super().__getitem__(key)


def _raw(key: str) -> dict[str, Any]:
    """Describe a question: every other one is asked where the one before it is answered with yes."""
    phase, number = key[:4], int(key[4:])
    words = dict.fromkeys(("title", "ask", "help", "why", "example"), key)
    kind = {"kind": "text", "when": {f"{phase}{number - 1:04d}": "yes"}} if number % 2 else {"kind": "yes_no"}
    return {"key": key, "source": ["own"], "role": "lead", **words, **kind}


@cache
def _compiled(questions: int) -> dict[str, Any]:
    phases = []
    for phase in range(PHASES):
        asked = [_raw(f"p{phase}.q{number:04d}") for number in range(questions // PHASES)]
        gate = {"key": f"G{phase}", "title": "Videre?", "decided_by": "lead"}
        phases.append({"key": f"p{phase}", "title": "Fase", "purpose": "Fase", "questions": asked, "gate": gate})
    head = {"key": "grown", "version": "1", "title": "Mange", "languages": ["da"]}
    roles = [{"key": "lead", "title": "Leder"}]
    return {**head, "digest": "d", "texts": {}, "process": {**head, "roles": roles, "phases": phases}}


def _counting(process: Process, work: Work) -> Process:
    """Let every condition of a process note when it is held."""

    def counting(question: Question) -> Question:
        clauses = tuple(
            replace(clause, tests=tuple((key, Counted(test, work)) for key, test in clause.tests))
            for clause in question.when.clauses
        )
        return replace(question, when=Condition(clauses))

    phases = (replace(phase, questions=tuple(map(counting, phase.questions))) for phase in process.phases)
    return replace(process, phases=tuple(phases))


def _answered(process: Process, *, until: str = "z") -> Plan:
    """Make a plan with every question before a key answered, and all that follows from it worked out."""
    card = Card("p1", "Mange", process.key, process.version, process.digest, "da", CREATED)
    asked = [question for question in process.questions.values() if question.key < until]
    drafts = [said.answer(one, True if one.kind.name == "yes_no" else "Svar") for one in asked]
    events = [event for draft in drafts for event in Pen(draft.subject).seal(NOTHING, draft)]
    plan = Plan(card, process, journal(events))
    assert len(process.questions) == len(plan.standings)
    return plan


@pytest.mark.parametrize("questions", SIZES)
def test_a_changed_answer_holds_the_conditions_that_read_it_and_no_other(questions: int) -> None:
    """However many questions there are, a change holds one condition again: that of the one question resting on it."""
    work = Work()
    plan = _answered(_counting(build(_compiled(questions), "da"), work))
    work.done.clear()
    after = Pen("bo").write(plan, said.answer(plan.process.questions[CHANGED], False))

    assert ([CHANGED], Standing.SET_ASIDE) == (work.done, after.standings[DEPENDENT])


def _lookups(questions: int) -> list[str]:
    work = Work()
    plan = _answered(build(_compiled(questions), "da"))
    events = Pen("bo").seal(plan.journal, said.answer(plan.process.questions[CHANGED], False))
    known = {name: Looked(getattr(plan, name), work) for name in ("applying", "standings")}
    plan.__dict__.update(known)
    plan.process.__dict__["questions"] = Looked(plan.process.questions, work)
    plan.after(events)
    return sorted(work.done)


def test_a_changed_answer_looks_at_as_many_questions_in_a_large_process_as_in_a_small() -> None:
    """What a change looks up, of questions, of what applies and of how each stands, is the same for 50 and 5,000."""
    found = {questions: _lookups(questions) for questions in SIZES}

    assert dict.fromkeys(SIZES, found[SIZES[0]]) == found
    assert {CHANGED, DEPENDENT, "p2"} >= set(found[SIZES[0]])


@pytest.mark.parametrize("questions", SIZES)
def test_the_next_question_is_sought_from_the_last_one_on(questions: int) -> None:
    """After an answer only the questions behind it are looked at, up to the one that is asked next."""
    work = Work()
    plan = _answered(build(_compiled(questions), "da"), until=NEXT_BUT_ONE)
    plan.__dict__["standings"] = Looked(plan.standings, work)
    upcoming = following(plan, Scope(Pick.OPEN), CHANGED)

    assert (NEXT_BUT_ONE, {DEPENDENT, NEXT_BUT_ONE}) == (upcoming and upcoming.key, set(work.done))


def _grown(folder: Path, questions: int) -> dict[str, int]:
    """Record one answer in a plan on the disk, and tell by how many bytes each of its files grew."""
    where = store.create(folder, f"Plan {questions}", "da", CREATED, _compiled(questions))
    plan = _answered(build(_compiled(questions), "da"))
    book = session.Session(plan, "Lene", Language("da"), store.Reading(plan.journal, ()), where)
    answered = [said.answer(plan.process.questions[CHANGED], value) for value in (False, True)]
    book.record(answered[:1], "interview")
    before = _sizes(where)
    book.record(answered[1:], "interview")
    book.close()
    return {f"{path.parent.name}/*{path.suffix}": size - before[path] for path, size in _sizes(where).items()}


def _sizes(folder: Path) -> dict[Path, int]:
    return {path.relative_to(folder): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def test_an_answer_writes_as_many_bytes_in_a_large_plan_as_in_a_small(tmp_path: Path) -> None:
    """A line is added to the journal, as long for 50 answers as for 5,000; nothing outside it is touched."""
    grown = {questions: _grown(tmp_path, questions) for questions in SIZES}
    touched = {name.partition("/")[0] for name, size in grown[SIZES[0]].items() if size}

    assert (dict.fromkeys(SIZES, grown[SIZES[0]]), {"journal"}) == (grown, touched)
