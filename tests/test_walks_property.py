"""Whatever people do to a plan in whatever order, it holds together: nothing lost, true progress, papers at the end.

`PROCWIZ_WALKS` is the number of random walks through the shipped process, 120 where it is not set.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

import pytest
from support import CREATED, SHIPPED, Pen, empty_plan, reread, state, written

from procwiz import library, publishing
from procwiz.core import answers as said
from procwiz.core.answers import Deferral
from procwiz.core.document import build
from procwiz.core.facts import rows_of
from procwiz.core.journal import Draft, Journal, journal, undo
from procwiz.core.kinds import Amount, Choice, Choices, Day, Kind, Link, Number, Percent, Scale, Table, YesNo
from procwiz.core.plan import Plan, Progress, Standing
from procwiz.core.process import Question
from procwiz.core.shift import shift
from procwiz.core.values import Estimate, Money, Row, Value
from procwiz.core.walk import Pick, Scope, applying, following, place, preceding
from procwiz.language import Language

WALKS = int(os.environ.get("PROCWIZ_WALKS", "120"))
RENDERED = 20  # of so many walks one is rendered; building the documents is done for all
WORDS = (
    "Fald",
    "natten",
    "æøå",
    "<b>",
    "*x*",
    "|",
    "1.",
    "#",
    "🏳️\u200d🌈",
    "{{ x }}",
    "a\tb",
    ":::",
    "\u202e",
    "-",
    "Ok",
)

Raw: TypeAlias = Mapping[str, Any]


# -- what a person does ------------------------------------------------------------


@dataclass
class Walker:
    """Somebody who goes through a plan at random, forwards, back, and over what was said."""

    plan: Plan
    dice: random.Random
    pen: Pen = field(default_factory=Pen)
    here: str | None = None

    def step(self) -> None:
        """Do one thing, and look at what it did."""
        before = self.plan
        name = self.dice.choices(list(_STEPS), list(_STEPS.values()))[0]
        getattr(self, f"_{name}")()
        _check_step(before, self.plan)

    def _answer(self) -> None:
        """Answer the next question that is open, as at an interview."""
        scope = self.dice.choice((Scope(), Scope(quick=True), Scope(Pick.LACKING)))
        question = following(self.plan, scope, self.here) or following(self.plan, scope, None)
        if question is not None:
            self.here = question.key
            found = place(self.plan, scope, question)
            assert 1 <= found.number <= found.questions and 1 <= found.phase_number <= found.phases
            self._say(question)

    def _change(self) -> None:
        """Answer any question, also what does not apply or waits, as a sheet may."""
        self._say(self.dice.choice(list(self.plan.process.questions.values())))

    def _turn(self) -> None:
        """Change an answer that others hang on."""
        self._say(self.plan.process.questions[self.dice.choice(_TURNING)])

    def _back(self) -> None:
        """Go some questions back, and answer the last again."""
        for _ in range(self.dice.randint(1, 3)):
            question = preceding(self.plan, Scope(), self.here or "")
            if question is None:
                break
            self.here = question.key
        if self.here in {question.key for question in applying(self.plan, Scope())}:
            self._say(self.plan.process.questions[self.here])

    def _defer(self) -> None:
        """Say that something is not known yet, with an assumption or without."""
        question = self.dice.choice(list(self.plan.process.questions.values()))
        assume = _value(question.kind, self.dice) if self.dice.random() < 0.5 else None
        gates = ["", *self.plan.process.gates]
        deferral = Deferral(_text(self.dice), self.dice.choice(("", "Økonomi")), self.dice.choice(gates), assume)
        self._write(said.defer(question, deferral))

    def _undo(self) -> None:
        """Take steps back: each ends where the plan stood before it, as far as nobody else has spoken."""
        for _ in range(self.dice.randint(1, 3)):
            event = self.plan.journal.last_by(self.pen.author)
            if event is not None:
                self._write(undo(self.plan.journal, event))

    def _rows(self) -> None:
        """Add, change, move or remove a row of a table."""
        tables = [question for question in self.plan.process.questions.values() if isinstance(question.kind, Table)]
        question = self.dice.choice(tables)
        rows = rows_of(self.plan.answer(question.key).value or ())
        at = said.places(self.plan.journal, question, rows)
        match self.dice.choice(("add", "change", "move", "remove")) if rows else "add":
            case "add":
                row, place = _row(question.kind, self.dice), said.place_between(at[-1] if at else None, None)
                self._write(said.set_row(question, replace(row, id=self.pen.new_id()), place))
            case "change":
                number = self.dice.randrange(len(rows))
                row = replace(_row(question.kind, self.dice), id=rows[number].id)
                self._write(said.set_row(question, row, at[number]))
            case "move":
                self._write(said.set_row(question, self.dice.choice(rows), said.place_between(None, at[0])))
            case "remove":
                self._write(said.remove_row(question, self.dice.choice(rows)))

    def _settle(self) -> None:
        """Choose one side of a contradiction."""
        if self.plan.conflicts:
            sides = self.plan.answer(self.dice.choice(self.plan.conflicts)).contested
            side = self.dice.choice(sides)
            self._write(Draft("restored", side.subject, {"to": side.event}))

    def _resume(self) -> None:
        """Leave, and come back: all there is are the lines, in whatever order."""
        lines = written(self.plan.journal.by_id.values())
        self.dice.shuffle(lines)
        again = replace(self.plan, journal=reread(lines))
        assert state(self.plan) == state(again)
        self.plan, self.here = again, None

    def _part(self) -> None:
        """Somebody else works on a copy at the same time; then the copies are put together."""
        other = Walker(self.plan, self.dice, Pen(self.dice.choice(("bo", "eva"))))
        for _ in range(self.dice.randint(1, 5)):
            self.dice.choice((other._change, other._rows, other._undo, other._turn))()
            self.dice.choice((self._change, self._rows, self._undo, self._turn))()
        if self.dice.random() < 0.3:
            question = self.dice.choice(list(self.plan.process.questions.values()))
            self._say(question)
            other._say(question)
        one, two = list(self.plan.journal.by_id.values()), list(other.plan.journal.by_id.values())
        both = replace(self.plan, journal=self.plan.journal.add(two))
        assert state(both) == state(replace(self.plan, journal=other.plan.journal.add(one)))
        self.plan = both

    def _say(self, question: Question) -> None:
        value = _value(question.kind, self.dice)
        if isinstance(question.kind, Table):
            old = rows_of(self.plan.answer(question.key).value or ())
            self._write(*said.table_drafts(self.plan.journal, question, old, rows_of(value)))
        else:
            self._write(said.answer(question, value))
        assert value == self.plan.answer(question.key).value

    def _write(self, *drafts: Draft) -> None:
        self.plan = self.pen.write(self.plan, *drafts)


_STEPS = {
    "answer": 10,
    "change": 2,
    "turn": 3,
    "back": 2,
    "defer": 2,
    "undo": 2,
    "rows": 3,
    "settle": 1,
    "resume": 1,
    "part": 1,
}


def _read_keys() -> tuple[str, ...]:
    model = empty_plan(SHIPPED).process
    guarded = [part.when for phase in model.phases for part in (phase, *phase.questions)]
    return tuple(sorted({key for when in guarded for key in when.keys()} & set(model.questions)))  # noqa: SIM118


_TURNING = _read_keys()


def _text(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randint(1, 6))).replace("\u202e", "\ufffd").replace("\t", " ")


def _value(kind: Kind, dice: random.Random) -> Value:  # noqa: PLR0911
    match kind:
        case Choice(options=options):
            return dice.choice(options).code
        case Choices(options=options):
            return tuple(option.code for option in options if dice.random() < 0.4)
        case YesNo():
            return dice.random() < 0.5
        case Scale():
            return Decimal(dice.randint(1, 5))
        case Number(minimum=low, maximum=high):
            return Decimal(dice.randint(int(low or 0), int(min(high or 99, 99))))
        case Percent():
            return Decimal(dice.randint(0, 100))
        case Amount(ranged=ranged):
            return _amount(dice, ranged=ranged)
        case Day():
            return date(dice.randint(2026, 2029), dice.randint(1, 12), dice.randint(1, 28))
        case Link():
            return f"https://example.org/{dice.randint(1, 99)}"
        case Table():
            return tuple(replace(_row(kind, dice), id=f"t{number}") for number in range(dice.randint(0, 3)))
    return _text(dice)


def _amount(dice: random.Random, *, ranged: bool) -> Value:
    low, likely, high = sorted(Decimal(dice.randint(0, 10**7)) / 4 for _ in range(3))
    currency = dice.choice(("DKK", "DKK", "EUR"))
    return Estimate(low, likely, high, currency) if ranged and dice.random() < 0.5 else Money(likely, currency)


def _row(kind: Kind, dice: random.Random) -> Row:
    assert isinstance(kind, Table)
    cells = {
        column.code: _value(column.kind, dice) for column in kind.columns if column.required or dice.random() < 0.7
    }
    return Row("", cells)  # type: ignore[arg-type]


# -- what must be true of every step --------------------------------------------------


def _check_step(before: Plan, after: Plan) -> None:
    """See that an answer nobody spoke of stands as it stood, and that what no longer applies was said.

    What was carried over from the state before is what a plan works out that knows nothing of it.
    """
    anew = Plan(after.card, after.process, journal(after.journal.by_id.values()), after.begun_law)
    assert (anew.answers, anew.applying) == (after.answers, after.applying)
    assert (anew.journal.subjects, anew.journal.rows) == (after.journal.subjects, after.journal.rows)
    new = [event for id_, event in after.journal.by_id.items() if id_ not in before.journal.by_id]
    spoken = {event.subject.partition("/")[0] for event in new}
    aside = {question.key for question in shift(before, after).set_aside}
    for question in after.process.questions.values():
        if question.key not in spoken:
            assert before.answer(question.key) == after.answer(question.key)
        if after.standing(question) is Standing.SET_ASIDE and before.standing(question) is not Standing.SET_ASIDE:
            assert question.key in aside | spoken
    assert () == after.answers.unreadable


# -- counted again, from the process as it is written ---------------------------------


@cache
def _compiled() -> Raw:
    return library.load(SHIPPED)


class Recount:
    """Decides again what applies, straight from the process file, without the core's conditions."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._applies: dict[str, bool | None] = {}
        self.progress: dict[str, Counter[str]] = {}
        for phase in _compiled()["process"]["phases"]:
            opened = self._holds(phase.get("when"), self._look)
            counts = self.progress.setdefault(phase["key"], Counter())
            for question in phase["questions"]:
                own = self._holds(question.get("when"), self._look)
                self._applies[question["key"]] = _and([opened, own])
                counts[self._count(question["key"])] += 1

    def _count(self, key: str) -> str:
        status, _ = self._said(key)
        if self._applies[key] is None:
            return "waiting"
        if self._applies[key]:
            return "open" if status == "unanswered" else status
        return "absent" if status == "unanswered" else "set_aside"

    def _said(self, key: str) -> tuple[str, Any]:
        answer = self._plan.answer(key)
        if answer.contested:
            return ("answered" if any(side.deferral is None for side in answer.contested) else "deferred"), None
        if answer.deferral is not None:
            return "deferred", answer.deferral.assume
        return ("unanswered" if answer.value is None else "answered"), answer.value

    def _look(self, key: str) -> tuple[str, Any]:
        if key in self._plan.process.derived:
            fact = self._plan.fact(key)
            return fact.status.value, fact.value
        return self._said(key) if self._applies.get(key) is not False else ("inapplicable", None)

    def _holds(self, raw: Any, look: Any) -> bool | None:
        clauses = [] if not raw else raw if isinstance(raw, list) else [raw]
        found = [self._clause(clause, look) for clause in clauses]
        return True if not found else True if True in found else None if None in found else False

    def _clause(self, raw: Raw, look: Any) -> bool | None:
        found = [self._test(look(key), test, look) for key, test in raw.items() if key != "not"]
        if raw.get("not"):
            inner = self._holds(raw["not"], look)
            found.append(None if inner is None else not inner)
        return _and(found)

    def _test(self, known: tuple[str, Any], raw: Any, look: Any) -> bool | None:  # noqa: PLR0911
        status, value = known
        several = raw if isinstance(raw, list) else [raw]
        if set(map(str, several)) <= {"answered", "deferred", "unanswered"}:
            return status in several
        if status == "inapplicable":
            return False
        if isinstance(raw, Mapping) and set(raw) & {"any", "count", "where"}:
            return self._rows(status, value, raw, look)
        if isinstance(raw, Mapping) and isinstance(raw.get("all"), Mapping):
            return self._rows(status, value, raw, look)
        if value is None:
            return None
        if isinstance(raw, Mapping):
            return {str(code) for code in _list(raw["all"])} <= set(value)
        return any(_matches(value, str(one).lower() if isinstance(one, bool) else str(one)) for one in several)

    def _rows(self, status: str, value: Any, raw: Raw, look: Any) -> bool | None:
        if value is None and status != "unanswered":
            return None
        inner = raw.get("any") or raw.get("all") or raw.get("where")
        found = [
            self._holds(inner, lambda key, row=row: look(key) if "." in key else _cell(row, key)) for row in value or ()
        ]
        if "any" in raw:
            return True if True in found else None if None in found else False
        if "all" in raw:
            return _and(found)
        counts = range(found.count(True), found.count(True) + found.count(None) + 1)
        verdicts = {_matches(Decimal(count), str(raw["count"])) for count in counts}
        return verdicts.pop() if len(verdicts) == 1 else None


def _cell(row: Row, code: str) -> tuple[str, Any]:
    return ("answered", row.cells[code]) if code in row.cells else ("unanswered", None)


def _list(part: Any) -> list[Any]:
    return part if isinstance(part, list) else [part]


def _and(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def _matches(value: Any, raw: str) -> bool:
    if isinstance(value, tuple):
        return raw in value
    if isinstance(value, bool):
        return value is (raw in {"yes", "ja", "true"})
    plain = value.amount if isinstance(value, Money) else value.likely if isinstance(value, Estimate) else value
    if isinstance(plain, str):
        return plain == raw

    def end(text: str) -> Any:
        return date.fromisoformat(text.strip()) if isinstance(plain, date) else Decimal(text.strip())

    if ".." in raw:
        low, high = raw.split("..")
        return bool(end(low) <= plain <= end(high))
    for sign in (">=", "<=", ">", "<"):
        if raw.startswith(sign):
            limit = end(raw[len(sign) :])
            return bool({">=": plain >= limit, "<=": plain <= limit, ">": plain > limit, "<": plain < limit}[sign])
    return bool(plain == end(raw))


def _check_progress(plan: Plan) -> None:
    counted = Recount(plan).progress
    for phase in plan.process.phases:
        names = ("answered", "deferred", "open", "waiting", "set_aside")
        assert Progress(*(counted[phase.key][name] for name in names)) == plan.progress(phase)
    everything = sum(counts.total() - counts["absent"] for counts in counted.values())
    assert everything == plan.total.reachable + plan.total.waiting + plan.total.set_aside


def _check_gates(plan: Plan) -> None:
    """See that no gate is ready while a required question of it has no firm answer."""
    for gate in plan.process.gates.values():
        if not plan.gate(gate).ready:
            continue
        for question in plan.process.questions.values():
            if question.due == gate.key and plan.applying[question.key].truth is not False:
                answer = plan.answer(question.key)
                assert answer.value is not None and not answer.contested
                assert answer.value != () or not isinstance(question.kind, Table)


def _check_papers(plan: Plan, *, render: bool, language: str) -> None:
    for name in ("steering-group", "plan"):
        document = build(plan, name, CREATED, Language(language).say)
        assert document
        if render:
            order = publishing.Order((name,), ("md", "html"), (language,), CREATED)
            assert plan.journal.digest in publishing.text(plan, order)


def _split(journal: Journal, dice: random.Random) -> Journal:
    """Read a journal from several files in any order, some lines in two of them."""
    files: list[list[str]] = [[], [], []]
    for line in written(journal.by_id.values()):
        for file in dice.sample(files, dice.choice((1, 1, 2))):
            file.append(line)
    for file in files:
        dice.shuffle(file)
    dice.shuffle(files)
    return reread(line for file in files for line in file)


@pytest.mark.parametrize("seed", range(WALKS))
def test_walk_holds_together(seed: int) -> None:
    """A random walk ends with a journal that replays the same, a progress that is true, and papers that build."""
    dice = random.Random(seed)  # noqa: S311
    language = dice.choice(("da", "en"))
    walker = Walker(empty_plan(SHIPPED, language), dice)
    for _ in range(dice.choice((10, 40, 120))):
        walker.step()
        if dice.random() < 0.1:
            _check_progress(walker.plan)
    plan = walker.plan
    _check_progress(plan)
    _check_gates(plan)
    assert state(plan) == state(replace(plan, journal=_split(plan.journal, dice)))
    _check_papers(plan, render=seed % RENDERED == 0, language=language)


def test_walks_reach_what_they_are_for() -> None:
    """The walks come through contradictions, set-aside answers, moved phases, undone steps and open gates."""
    seen: Counter[str] = Counter()
    for seed in range(12):
        walker = Walker(empty_plan(SHIPPED), random.Random(f"reach {seed}"))  # noqa: S311
        for _ in range(120):
            walker.step()
            seen["conflict"] += bool(walker.plan.conflicts)
            seen["aside"] += walker.plan.total.set_aside > 0
            seen["moved"] += walker.plan.phases != walker.plan.process.phases
            seen["ready"] += any(walker.plan.gate(gate).ready for gate in walker.plan.process.gates.values())
        seen["undone"] += sum(event.kind == "restored" for event in walker.plan.journal.by_id.values())
        seen["shown"] += walker.plan.total.answered > 30
    assert {"conflict", "aside", "moved", "undone", "shown"} <= {name for name, count in seen.items() if count}
