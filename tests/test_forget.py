"""What is forgotten is gone for good: out of the state, out of the files, and wherever a copy brings it back."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from attacks.papers import SMALL
from attacks.shell import Shell, tree
from hypothesis import given
from hypothesis import strategies as st
from support import Pen, empty_plan, plan_with, state

from procwiz import console, session, store
from procwiz.core.changes import at_heads, changes
from procwiz.core.decisions import Proviso, decide, done
from procwiz.core.facts import rows_of
from procwiz.core.forgetting import forget, target
from procwiz.core.journal import FORGOTTEN, Draft, Journal, bare, journal, same, undo
from procwiz.core.plan import Plan
from procwiz.core.values import Value
from procwiz.language import Language

PLAN = empty_plan()
WORDS = ("Hemmelighed", "Fortroligt", "Privatsag")


def forgotten(plan: Plan, key: str, pen: Pen | None = None) -> Plan:
    """Forget what a key means."""
    found = target(plan, key)
    assert found is not None
    return (pen or Pen("eva")).write(plan, *forget(plan, found.events, "(glemt)"))


def merged(*books: Journal) -> Journal:
    """Put the events of several copies of a plan together."""
    return journal(event for book in books for event in book.by_id.values())


def said(plan: Plan) -> str:
    """Every word that a plan's events still say."""
    return json.dumps([event.content for event in plan.journal.by_id.values()], ensure_ascii=False)


def value(plan: Plan, key: str) -> Value | None:
    """The value of an answer."""
    return plan.answer(key).value


# -- the state ---------------------------------------------------------------------------------


def test_a_forgotten_answer_is_unanswered_and_the_others_stand() -> None:
    """What is forgotten with its question leaves it unanswered; earlier answers go too, and no other question's."""
    pen = Pen()
    plan = pen.give(plan_with({"first.challenge": WORDS[0], "first.mandate": "full"}), {"first.challenge": WORDS[1]})
    after = forgotten(plan, "first.challenge")

    assert (None, "full") == (value(after, "first.challenge"), value(after, "first.mandate"))
    assert [] == [word for word in WORDS if word in said(after)]


def test_what_was_replaced_does_not_come_back() -> None:
    """Where only the last answer is forgotten, the one before it does not stand in its place."""
    plan = Pen().give(plan_with({"first.challenge": "Først"}), {"first.challenge": WORDS[0]})
    after = forgotten(plan, plan.journal.heads("first.challenge")[0].id)

    assert (None, True, False) == (value(after, "first.challenge"), "Først" in said(after), WORDS[0] in said(after))


def test_an_earlier_answer_can_be_forgotten_alone() -> None:
    """Where only an earlier answer is forgotten, the one that stands goes on standing."""
    first = plan_with({"first.challenge": WORDS[0]})
    plan = Pen().give(first, {"first.challenge": "Nu"})
    after = forgotten(plan, first.journal.heads("first.challenge")[0].id)

    assert ("Nu", False) == (value(after, "first.challenge"), WORDS[0] in said(after))


def test_undo_brings_nothing_back_that_was_forgotten() -> None:
    """An undo that would restore what was forgotten restores nothing; one that was made before restores nothing now."""
    pen = Pen()
    first = plan_with({"first.challenge": WORDS[0]})
    plan = pen.give(first, {"first.challenge": "Nu"})
    old = first.journal.heads("first.challenge")[0].id
    last = plan.journal.last_by("lene")
    assert last is not None
    taken = Draft("restored", "first.challenge", {"to": [old], "undoes": last.id})

    later = pen.write(forgotten(plan, old), undo(plan.journal, last), via="undo")
    before = forgotten(pen.write(plan, taken, via="undo"), old)

    assert (None, None) == (value(later, "first.challenge"), value(before, "first.challenge"))


def test_an_answer_given_after_stands() -> None:
    """Who forgets an answer may give another, and undoing that leaves the question open."""
    pen = Pen()
    plan = pen.give(forgotten(plan_with({"first.challenge": WORDS[0]}), "first.challenge"), {"first.challenge": "Nyt"})
    last = plan.journal.last_by("lene")
    assert last is not None

    assert "Nyt" == value(plan, "first.challenge")
    assert None is value(pen.write(plan, undo(plan.journal, last), via="undo"), "first.challenge")


def test_a_forgotten_side_leaves_what_the_other_said() -> None:
    """Of a contradiction one side can be forgotten; the other, which nobody took back, stands."""
    hers, his = Pen("lene").give(PLAN, {"first.challenge": WORDS[0]}), Pen("bo").give(PLAN, {"first.challenge": "Hans"})
    both = replace(PLAN, journal=merged(hers.journal, his.journal))
    after = forgotten(both, hers.journal.heads("first.challenge")[0].id)

    assert ("Hans", ()) == (value(after, "first.challenge"), after.conflicts)


def test_a_forgotten_row_is_gone_and_a_forgotten_table_too() -> None:
    """`key/row` forgets one row, the table's key all of them and what was deferred."""
    rows = [{"id": "r1", "effect": WORDS[0]}, {"id": "r2", "effect": WORDS[1]}]
    plan = Pen().give(plan_with({"first.effects": {"deferred": WORDS[2]}}), {"first.effects": rows})
    one, all_ = forgotten(plan, "first.effects/r1"), forgotten(plan, "first.effects")

    assert ["r2"] == [row.id for row in rows_of(value(one, "first.effects") or ())]
    assert (None, []) == (value(all_, "first.effects"), [word for word in WORDS if word in said(all_)])


def test_what_other_questions_wait_for_can_be_forgotten() -> None:
    """A plan of which every answer was forgotten still tells where each question stands."""
    plan = plan_with({"first.mandate": "full", "second.value": 100})
    assert {"open", "waiting", "absent"} >= set(
        state(forgotten(forgotten(plan, "second.value"), "first.mandate"))[1].values()
    )


def test_the_state_has_another_digest() -> None:
    """Forgetting changes what is known, so the state is another."""
    plan = plan_with({"first.challenge": WORDS[0]})
    assert plan.journal.digest != forgotten(plan, "first.challenge").journal.digest


def test_what_forgets_is_never_forgotten() -> None:
    """Nothing that names a forgetting event as forgotten undoes it, and no word means one."""
    plan = forgotten(plan_with({"first.challenge": WORDS[0]}), "first.challenge")
    own = plan.journal.heads("forgotten")[0].id
    after = Pen("mallory").write(plan, Draft(FORGOTTEN, "forgotten", {"events": [own]}))

    assert (None, None, None) == (value(after, "first.challenge"), target(after, own), target(after, "forgotten"))


@pytest.mark.parametrize("events", [None, 5, "x", {}, [None], [[]], ["nowhere"]])
def test_strange_forgetting_forgets_nothing(events: object) -> None:
    """A forgetting event of a strange shape forgets nothing, and nothing worse happens."""
    plan = plan_with({"first.challenge": "Fald"})
    after = Pen("mallory").write(plan, Draft(FORGOTTEN, "forgotten", {"events": events}))

    assert "Fald" == value(after, "first.challenge")


def test_it_is_told_as_a_change_and_nothing_is_invented() -> None:
    """What changed since tells that something was forgotten, once, and neither what it said nor that it is new."""
    plan = plan_with({"first.challenge": WORDS[0], "first.mandate": "full"})
    after = forgotten(plan, "first.challenge")
    found = changes(at_heads(after, plan.journal.all_heads), after)

    assert [("forgotten", "first.challenge", None, None)] == [
        (one.kind, one.key, one.before, one.after) for one in found
    ]


# -- decisions -------------------------------------------------------------------------------------


def decided_plan() -> Plan:
    """A plan with a decision that has words and names in it."""
    plan = plan_with({"first.challenge": "Fald", "first.mandate": "full"})
    draft = decide(
        "F0", "go_with_conditions", plan.card.created, by=[WORDS[0]], reason=WORDS[1], minutes=WORDS[2],
        provisos=[Proviso("p1", WORDS[0], WORDS[1], plan.card.created)], journal=plan.journal,
    )  # fmt: skip
    return Pen().write(plan, draft)


def test_a_forgotten_decision_still_stands_without_words_and_names() -> None:
    """Forgetting a gate keeps that and when it was decided, on which state, and that a condition binds."""
    plan = Pen("bo").write(decided_plan(), done("p1", PLAN.card.created, WORDS[0]))
    after = forgotten(forgotten(plan, "F0"), "p1")
    was, now = plan.decision("F0"), after.decision("F0")
    assert was is not None and now is not None

    assert (was.outcome, was.on, was.heads, was.state) == (now.outcome, now.on, now.heads, now.state)
    assert [("p1", "(glemt)", "", PLAN.card.created, PLAN.card.created)] == [
        (one.id, one.text, one.owner, one.due, one.done) for one in now.provisos
    ]
    assert [] == [word for word in WORDS if word in said(after)]


def test_a_forgotten_decision_is_not_told_as_a_new_one() -> None:
    """The decision without its words is the same decision: nothing was decided since."""
    plan = decided_plan()
    after = forgotten(plan, "F0")

    assert () == changes(at_heads(after, plan.journal.all_heads), after)


# -- copies ----------------------------------------------------------------------------------------------


def told_plan() -> tuple[Plan, tuple[str, ...]]:
    """A plan by two authors, with something to forget in each place; and the keys of it."""
    lene, bo = Pen("lene"), Pen("bo")
    plan = lene.give(PLAN, {"first.challenge": WORDS[0], "first.effects": [{"id": "r1", "effect": WORDS[1]}]})
    plan = bo.give(plan, {"first.background": WORDS[2], "first.joint": {"deferred": WORDS[0], "owner": WORDS[1]}})
    plan = lene.give(plan, {"first.challenge": WORDS[1]})
    return plan, ("first.challenge", "first.effects/r1", "first.background", "first.joint")


TOLD, KEYS = told_plan()


@given(st.permutations(KEYS), st.permutations(range(len(KEYS) + 1)))
def test_any_order_of_forgetting_and_merging_gives_the_same(order: Sequence[str], places: Sequence[int]) -> None:
    """Whatever is forgotten first, in whichever copy, and however the copies are put together: the same, and gone."""
    copies = [TOLD, *(forgotten(TOLD, key, Pen(f"author of {key}")) for key in order)]
    together = replace(TOLD, journal=merged(*(copies[place].journal for place in places)))
    step = TOLD
    for key in order:
        step = forgotten(step, key)
    one_by_one = journal(())
    for place in places:
        one_by_one = one_by_one.add(copies[place].journal.by_id.values())

    assert state(together)[:2] == state(step)[:2]
    assert state(together) == state(replace(TOLD, journal=one_by_one))
    assert [] == [word for word in WORDS if word in said(together) + said(step)]


def test_content_that_comes_after_its_forgetting_is_dropped() -> None:
    """Taken in later, event by event, what was forgotten comes without content."""
    after = forgotten(TOLD, "first.challenge").journal
    forgets = [event for event in after.by_id.values() if event.kind == FORGOTTEN]
    book = journal(forgets)
    for event in TOLD.journal.by_id.values():
        book = book.add([event])

    assert state(replace(TOLD, journal=after)) == state(replace(TOLD, journal=book))


def test_one_copy_without_content_is_enough() -> None:
    """Where one file has lost an event's content and another has not, it is gone, whichever is read first."""
    events = tuple(TOLD.journal.by_id.values())
    bared = tuple(bare(event) for event in events)
    found = [journal(given) for given in ((*events, *bared), (*bared, *events))]

    assert [True, True] == [all(event.content is None for event in book.by_id.values()) for book in found]
    assert [True] == list({same(event, bare(event)) for event in events})


# -- the command ------------------------------------------------------------------------------------


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run procwiz in a folder of its own."""
    return Shell(tmp_path)


@pytest.fixture
def plan(shell: Shell) -> str:
    """A plan of two authors that hold words to forget in journal, draft and copy."""
    name = shell.plan(process=SMALL)
    shell("answer", name, f"first.challenge={WORDS[0]}", "first.mandate=full", "--by", "Lene")
    shell("answer", name, f"first.challenge=Nu {WORDS[0]} igen", f"first.background={WORDS[1]}", "--by", "Bo")
    store.Drafts(shell.path(name), "Bo").keep("first.challenge", f"Halvt {WORDS[0]}")
    (shell.path(name) / "documents").mkdir(exist_ok=True)
    (shell.path(name) / "documents" / "answers.md").write_text(WORDS[0], encoding="utf-8")
    return name


def holding(folder: Path, word: str) -> list[str]:
    """Name the files below a folder that hold a word in their bytes."""
    return [name for name, content in tree(folder).items() if word.encode() in content]


def test_no_byte_of_it_is_left(shell: Shell, plan: str) -> None:
    """After `forget --yes` neither journal, drafts nor the readable copy hold it; the rest is there, and whole."""
    shell("forget", plan, "first.challenge", "--yes")

    assert [] == holding(shell.path(plan), WORDS[0])
    assert {"first.mandate": "full", "first.background": WORDS[1]} == shell.shown(plan)
    assert 0 == shell("check", plan).code
    assert WORDS[1] in (shell.path(plan) / "documents" / "answers.md").read_text("utf-8")


def test_the_salt_goes_too(shell: Shell, plan: str) -> None:
    """A short content could be guessed from its digest and its salt, so nothing of the salt stays."""
    salts = {event.salt for event in store.read_journal(shell.path(plan)).journal.told["first.challenge"]}
    shell("forget", plan, "first.challenge", "--yes")

    assert [] == [salt for salt in salts if holding(shell.path(plan), salt)]


def test_who_and_when_stays(shell: Shell, plan: str) -> None:
    """The events stay with author, time and history, and one says who forgot which of them."""
    before = store.read_journal(shell.path(plan)).journal
    shell("forget", plan, "first.challenge", "--yes", "--by", "Eva")
    after = store.read_journal(shell.path(plan)).journal
    named = [event for event in after.by_id.values() if event.kind == FORGOTTEN]

    assert [(event.id, event.at, event.by, event.prev) for event in before.by_id.values()] == [
        (event.id, event.at, event.by, event.prev) for event in map(after.by_id.__getitem__, before.by_id)
    ]
    assert [("Eva", {event.id for event in before.told["first.challenge"]})] == [
        (event.by, set((event.content or {})["events"])) for event in named
    ]


@pytest.mark.parametrize(
    "words", [(), ("first.challenge", "first.background"), ("first.chalenge",), ("first.challenge",)]
)
def test_without_a_yes_or_a_key_nothing_happens(shell: Shell, plan: str, words: tuple[str, ...]) -> None:
    """No key, two of them, an unknown one, or no terminal and no --yes: exit 2, nothing changed."""
    before = tree(shell.path(plan))
    yes = () if words == ("first.challenge",) else ("--yes",)

    assert 2 == shell("forget", plan, *words, *yes, fails=True).code
    assert before == tree(shell.path(plan))


@pytest.mark.parametrize(("typed", "left"), [("nej\n", True), ("\n", True), ("måske\nja\n", False)])
def test_on_a_terminal_it_asks(
    shell: Shell, plan: str, monkeypatch: pytest.MonkeyPatch, typed: str, left: bool
) -> None:
    """It says what will be forgotten and that it cannot be undone, never the words themselves; only a yes does it."""
    monkeypatch.setattr(console, "on_terminal", lambda: True)
    asked = shell("forget", plan, "first.challenge", typed=typed)

    assert "Problemet (first.challenge)" in asked.out and "kan ikke fortrydes" in asked.out
    assert (False, left) == (WORDS[0] in asked.both, bool(holding(shell.path(plan), WORDS[0])))


def test_it_lists_the_copies_it_cannot_reach(shell: Shell, plan: str) -> None:
    """Documents of earlier days, other files in the journal and git's history are named one by one, others in words."""
    folder = shell.path(plan)
    shell("export", plan, "--document", "plan", "--format", "md")
    (folder / "journal" / "bo.jsonl.bak").write_text("gammelt", encoding="utf-8")
    subprocess.run(["git", "init", "-q", str(shell.folder)], check=True)
    told = " ".join(shell("forget", plan, "first.challenge", "--yes").out.split())

    assert [] == [part for part in ("documents/20", "bo.jsonl.bak", "git i", "sikkerhedskopier") if part not in told]


def test_a_title_that_repeats_it_is_said(shell: Shell) -> None:
    """A plan named after its first answer keeps it in its title, and that is said."""
    plan = shell.plan(title=WORDS[0], process=SMALL)
    shell("answer", plan, f"first.challenge={WORDS[0]}")

    assert "planens titel" in shell("forget", plan, "first.challenge", "--yes").out


def test_a_copy_that_brings_it_back_is_said_and_cleaned(shell: Shell, plan: str) -> None:
    """A file that comes back from a copy shows nothing anywhere; `check` names it, and `forget` again cleans it."""
    folder = shell.path(plan)
    shutil.copytree(folder / "journal", shell.path("kopi"))
    shell("forget", plan, "first.challenge", "--yes")
    for path in shell.path("kopi").glob("*.jsonl"):
        shutil.copy(path, folder / "journal" / f"{path.stem} (1).jsonl")
    shell("export", plan, "--format", "md", "--format", "json", "--out", "ud")
    told = [shell(*words).out for words in (("show", plan, "--json"), ("status", plan), ("status", plan, "--json"))]
    check = shell("check", plan, fails=True)

    assert (6, []) == (check.code, [text for text in told if WORDS[0] in text] + holding(shell.path("ud"), WORDS[0]))
    assert 2 == " ".join(check.out.split()).count(f"procwiz forget {plan} first.challenge")
    shell("forget", plan, "first.challenge", "--yes")
    assert ([], 0) == (holding(folder, WORDS[0]), shell("check", plan).code)


def test_forgetting_the_forgetting_brings_nothing_back(shell: Shell, plan: str) -> None:
    """An event that names a forgetting one takes nothing from it, in the state or in the files."""
    folder = shell.path(plan)
    shutil.copytree(folder / "journal", shell.path("kopi"))
    shell("forget", plan, "first.challenge", "--yes")
    book = store.read_journal(folder).journal
    pen = store.Pen(folder, "Mallory")
    pen.append(book, [Draft(FORGOTTEN, "forgotten", {"events": [event.id for event in book.told["forgotten"]]})], "x")
    pen.close()
    shell("forget", plan, "first.background", "--yes")
    for path in shell.path("kopi").glob("*.jsonl"):
        shutil.copy(path, folder / "journal" / f"{path.stem} (1).jsonl")

    assert {"first.mandate": "full"} == shell.shown(plan)
    assert [True] * 3 == [event.content is not None for event in store.read_journal(folder).journal.told["forgotten"]]


@pytest.mark.parametrize("name", ["a.jsonl", "z.jsonl"])
def test_a_file_without_content_passes_it_on(shell: Shell, plan: str, name: str) -> None:
    """A file that was rewritten elsewhere and came here alone is no damage beside the old one; the content is gone."""
    folder = shell.path(plan)
    shutil.copytree(folder, shell.path("kopi"))
    shell("forget", "kopi", "first.challenge", "--yes", "--by", "Eva")
    for path in (shell.path("kopi") / "journal").glob("bo-*.jsonl"):
        shutil.copy(path, folder / "journal" / name)

    assert {"first.mandate": "full"} == {
        key: part for key, part in shell.shown(plan).items() if key != "first.background"
    }
    assert 6 == shell("check", plan, fails=True).code


def test_a_file_that_another_run_writes_is_refused(shell: Shell, plan: str) -> None:
    """Where another run has a file, it is named, and nothing has been changed anywhere."""
    book = store.read_journal(shell.path(plan)).journal
    pen = store.Pen(shell.path(plan), "Bo")
    pen.append(book, [Draft("answered", "first.joint", {"value": True})], "test")
    before = tree(shell.path(plan))
    done = shell("forget", plan, "first.challenge", "--yes", fails=True)
    pen.close()

    assert (1, True, True) == (done.code, "journal/bo-" in done.err, before == tree(shell.path(plan)))


def test_a_window_that_was_open_meanwhile_writes_it_into_no_copy(shell: Shell, plan: str) -> None:
    """A run that had read the plan before it was forgotten writes the readable copy without it."""
    folder = shell.path(plan)
    opened, reading = session.open_plan(folder)
    window = session.Session(opened, "Ib", Language("da"), reading, folder)
    shell("forget", plan, "first.challenge", "--yes")
    window.record([Draft("answered", "first.joint", {"value": True})], "test")
    window.refresh()
    window.close()

    assert ([], {"first.mandate": "full", "first.background": WORDS[1], "first.joint": True}) == (
        holding(folder, WORDS[0]),
        shell.shown(plan),
    )


def test_a_torn_end_about_it_goes_too(shell: Shell, plan: str) -> None:
    """What a crash left of a line on the question is taken out, in the journal and where it was put aside."""
    folder = shell.path(plan) / "journal"
    for number, ending in enumerate(("lene-*.jsonl", "lene-*.jsonl", "bo-*.jsonl")):
        path = next(folder.glob(ending))
        line = path.read_bytes().split(b"\n")[0]
        target_ = path.with_suffix(".torn") if number == 1 else folder / f"ny-{number}.jsonl"
        with target_.open("ab") as file:
            file.write(line[: line.index(WORDS[0].encode()) + len(WORDS[0])])
    shell("forget", plan, "first.challenge", "--yes")

    assert [] == holding(shell.path(plan), WORDS[0])


def _stop(monkeypatch: pytest.MonkeyPatch, at: int) -> Iterator[int]:
    """Kill the run at its n-th flush, move or removal; what is left of the count tells how many there were."""
    count = itertools.count()

    def before(real: object) -> object:
        def act(*given: object, **named: object) -> object:
            if next(count) == at:
                raise KeyboardInterrupt
            return real(*given, **named)  # type: ignore[operator]

        return act

    monkeypatch.setattr(os, "fsync", before(os.fsync))
    monkeypatch.setattr(Path, "replace", before(Path.replace))
    monkeypatch.setattr(Path, "unlink", before(Path.unlink))
    return count


@pytest.mark.parametrize("at", range(11))
def test_killed_anywhere_it_is_finished_by_running_again(
    shell: Shell, plan: str, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Wherever it stops, every file is the old one or the new one, nothing else is lost, and running again ends it."""
    with monkeypatch.context() as patched:
        steps = _stop(patched, at)
        shell("forget", plan, "first.challenge", "--yes", fails=None)
    assert at <= next(steps) - 1
    reading = store.read_journal(shell.path(plan))
    assert ((), {"first.mandate": "full", "first.background": WORDS[1]}) == (
        reading.broken,
        {key: part for key, part in shell.shown(plan).items() if key != "first.challenge"},
    )
    shell("forget", plan, "first.challenge", "--yes")

    assert [] == holding(shell.path(plan), WORDS[0])
    assert [] == [path.name for path in (shell.path(plan) / "journal").iterdir() if path.name.startswith(".")]


def test_a_file_that_cannot_be_rewritten_is_said(shell: Shell, plan: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system refuses to put the new file in its place, the old one stands; running again is the remedy."""
    real = Path.replace

    def refuse(path: Path, place: Path) -> Path:
        if ".jsonl" in path.name:
            raise PermissionError(13, "i brug")
        return real(path, place)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        done = shell("forget", plan, "first.challenge", "--yes", fails=True)

    assert (1, True) == (done.code, "det har I ikke lov til her" in done.err)
    assert {"first.mandate": "full", "first.background": WORDS[1]} == shell.shown(plan)
    shell("forget", plan, "first.challenge", "--yes")
    assert [] == holding(shell.path(plan), WORDS[0])


def test_nothing_to_forget_is_said(shell: Shell, plan: str) -> None:
    """A question nobody said anything on is 0, and the journal is not written to."""
    journal_ = shell.path(plan) / "journal"
    before = tree(journal_)
    told = shell("forget", plan, "first.signals", "--yes").out

    assert ("Der står intet" in told, before) == (True, tree(journal_))


def test_a_damaged_plan_is_left_alone(shell: Shell, plan: str) -> None:
    """A damaged journal is not rewritten: exit 5."""
    path = next((shell.path(plan) / "journal").glob("bo-*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b'"Bo"', b'"Ib"', 1))
    before = tree(shell.path(plan))

    assert (5, True) == (
        shell("forget", plan, "first.challenge", "--yes", fails=True).code,
        before == tree(shell.path(plan)),
    )
