"""A journal that somebody else wrote, cut or changed: what is whole is read, the rest is named, and nothing is lost."""

from __future__ import annotations

import json
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from attacks.entries import Entry, entries
from attacks.forging import answered, event, forge, own_file
from attacks.papers import SMALL
from attacks.shell import STEERING, Done, Shell, tree, unchanged
from procwiz.core.cleaning import clean_line

CHOSEN = [entry for entry in entries("file") if entry.where == "journal"]
HOSTILE = "\x1b[2J\x9b1mx\u202e"


@pytest.fixture
def plan(shell: Shell) -> str:
    """Make a plan with two answers, each a line of its own."""
    name = shell.plan(process=SMALL)
    shell("answer", name, "first.challenge=Et")
    shell("answer", name, "first.mandate=full")
    return name


def _look(shell: Shell, plan: str) -> list[Done]:
    """Read the plan in every way there is; nothing on the disk changes by it, and nothing steers the screen."""
    words = [("status", plan), ("status", plan, "--json"), ("show", plan), ("why", plan, "first.challenge"),
             ("gate", plan, "F0"), ("changes", plan, "--since", "2026-11-01"), ("tasks", plan), ("schedule", plan),
             ("list",)]  # fmt: skip
    with unchanged(shell.path(plan)):
        done = [shell(*one, fails=None) for one in words]
    assert [] == [one for one in done if STEERING.search(one.both)]
    return done


def _damaged(shell: Shell, plan: str, *said: str) -> None:
    """Hold that damage is named, exit 5, that reading goes on and writing does not."""
    looked = shell("status", plan, fails=True)
    with unchanged(shell.path(plan)):
        wrote = shell("answer", plan, "first.challenge=Nyt", fails=True)
        gone = shell("export", plan, "--stdout", fails=True)
    assert (5, 5, 5) == (looked.code, wrote.code, gone.code)
    assert all(word in looked.err for word in said), looked.err
    _look(shell, plan)


def _sound(shell: Shell, plan: str, **expected: object) -> None:
    """Hold that the plan reads with these answers, can be written to, and handed over."""
    _look(shell, plan)
    assert expected == {key.partition(".")[2]: part for key, part in shell.shown(plan).items()}
    shell("answer", plan, "first.joint=ja")
    shell("export", plan, "--document", "plan", "--out", "ud")


def _line(shell: Shell, plan: str, line: str | bytes) -> None:
    shell.write(f"{plan}/journal/fremmed.jsonl", line if isinstance(line, bytes) else f"{line}\n")
    _damaged(shell, plan, "journal/fremmed.jsonl, linje 1")


def _torn(shell: Shell, plan: str) -> None:
    path = own_file(shell, plan)
    whole, told = path.read_bytes(), path.with_suffix(".tally").read_bytes()
    last = whole.rstrip(b"\n").rfind(b"\n") + 1
    for cut in random.Random("torn").sample(range(last + 1, len(whole) - 1), 12):  # noqa: S311
        path.write_bytes(whole[:cut])
        path.with_suffix(".tally").write_bytes(told.splitlines(keepends=True)[0])  # it crashed before it told
        assert {"first.challenge": "Et"} == shell.shown(plan)
        shell("answer", plan, "first.mandate=none")
        assert {"first.challenge": "Et", "first.mandate": "none"} == shell.shown(plan)
        assert whole[last:cut] in path.with_suffix(".torn").read_bytes()


def _unknown_kind(shell: Shell, plan: str) -> None:
    forge(shell, plan, event("exec", "first.challenge", {"value": "rm"}))
    with unchanged(shell.path(plan)):
        done = shell("answer", plan, "first.challenge=Nyt", fails=True)
    assert (5, True) == (done.code, "exec" in done.err)
    _look(shell, plan)


def _path(shell: Shell, plan: str) -> None:
    before = tree(shell.folder.parent)
    forge(shell, plan, event("answered", "../../x", {"value": "../../x", "path": "../../x"}, by="../../x"))
    _look(shell, plan)
    shell("answer", plan, "first.joint=ja", "--by", "../../x")
    new = set(tree(shell.folder.parent)) - set(before)
    assert [] == [name for name in new if not name.startswith(f"her/{plan}/")]


def _killed(shell: Shell, plan: str) -> None:
    acknowledged, dice = 0, random.Random(7)  # noqa: S311
    for _ in range(4):
        words = [sys.executable, "-m", "procwiz", "resume", plan, "--question", "first.challenge", "--plain"]
        child = subprocess.Popen(words, cwd=shell.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(b"Svar\n1\n" + b"a\n.\n" + b"ja\n" + b"1\n" * 3 + b"x\n" * 50)
        child.stdin.flush()
        time.sleep(dice.uniform(0.15, 0.6))
        child.send_signal(signal.SIGKILL)
        acknowledged += child.communicate()[0].count("✓ ".encode())
    lines = [line for path in shell.path(plan).glob("journal/*.jsonl") for line in path.read_bytes().split(b"\n")]
    _look(shell, plan)
    assert len([line for line in lines if line]) >= acknowledged
    assert shell("status", plan).code == 0


def _two_writers(shell: Shell, plan: str) -> None:
    script = ("import sys; from procwiz import cli\nfor n in range(10):\n"
              " assert 0 == cli.main(['answer', sys.argv[1], f'first.challenge={sys.argv[2]}{n}', '-q'])")  # fmt: skip
    words = [sys.executable, "-c", script, plan]
    both = [subprocess.Popen([*words, name], cwd=shell.folder, stderr=subprocess.PIPE) for name in ("a", "b")]
    assert [0, 0] == [child.wait(timeout=60) for child in both]
    lines = [json.loads(line) for path in shell.path(plan).glob("journal/*.jsonl") for line in path.open("rb")]
    values = {line["content"].get("value") for line in lines}
    assert {f"{name}{number}" for name in "ab" for number in range(10)} <= values
    _look(shell, plan)


def _full_disk(shell: Shell, plan: str) -> None:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = own_file(shell, plan).stat().st_size + 200
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    words = [sys.executable, "-m", "procwiz", "answer", plan, f"first.challenge={'a' * 900}"]
    done = subprocess.run(words, cwd=shell.folder, preexec_fn=limit, capture_output=True, text=True, check=False)
    assert (1, True) == (done.returncode, "journal" in done.stderr)
    assert {"first.challenge": "Et", "first.mandate": "full"} == shell.shown(plan)


def _held(shell: Shell, plan: str) -> None:
    fcntl = pytest.importorskip("fcntl")
    with own_file(shell, plan).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        shell("answer", plan, "first.challenge=To")
    assert (2, "To") == (len(list(shell.path(plan).glob("journal/*.jsonl"))), shell.shown(plan)["first.challenge"])


def _flipped(shell: Shell, plan: str) -> None:
    path, dice = own_file(shell, plan), random.Random(3)  # noqa: S311
    whole = path.read_bytes()
    for _ in range(20):
        place, bit = dice.randrange(len(whole)), 1 << dice.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        answers = shell("show", plan, "--json", fails=None).record["answers"]
        assert {"first.challenge": "Et", "first.mandate": "full"}.items() >= answers.items(), (place, bit)
        assert shell("status", plan, fails=None).code in {0, 5}


def _changed_order(shell: Shell, plan: str, change: Callable[[list[bytes]], list[bytes]]) -> None:
    path = own_file(shell, plan)
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))
    _sound(shell, plan, challenge="Et", mandate="full")


def _copy(shell: Shell, plan: str) -> None:
    first = own_file(shell, plan).read_bytes().splitlines(keepends=True)[0]
    shell.write(f"{plan}/journal/lene-4f2a91c0 (1).jsonl", first)
    _sound(shell, plan, challenge="Et", mandate="full")


def _same_id(shell: Shell, plan: str) -> None:
    known = json.loads(own_file(shell, plan).read_bytes().splitlines()[0])["id"]
    forge(shell, plan, answered("Forfalsket", id=known))
    _damaged(shell, plan, "to indhold")


def _link(shell: Shell, plan: str) -> None:
    shell.write("secret.jsonl", '{"hemmeligt": true}\n')
    shell.path(f"{plan}/journal/x.jsonl").symlink_to(shell.path("secret.jsonl"))
    _damaged(shell, plan, "genvej")


def _folder(shell: Shell, plan: str) -> None:
    shell.path(f"{plan}/journal/x.jsonl").mkdir()
    assert 5 == shell("status", plan, fails=True).code
    _look(shell, plan)


def _forged(*events: object, **expected: object) -> Callable[[Shell, str], None]:
    def run(shell: Shell, plan: str) -> None:
        forge(shell, plan, *events)  # type: ignore[arg-type]
        _sound(shell, plan, **{"challenge": "Et", "mandate": "full", **expected})

    return run


def _survived(*events: object) -> Callable[[Shell, str], None]:
    """Give a run that only holds that all is read, whatever the answers are then."""

    def run(shell: Shell, plan: str) -> None:
        forge(shell, plan, *events)  # type: ignore[arg-type]
        _look(shell, plan)
        shell("export", plan, "--out", "ud", fails=None)
        shell("answer", plan, "first.joint=ja", fails=None)

    return run


def _heads(count: int, *, chained: bool) -> tuple[object, ...]:
    ids = [f"{number:016x}" for number in range(count)]
    return tuple(
        answered(f"Svar {number}", id=one, prev=tuple(ids[number - 1 : number]) if chained else ())
        for number, one in enumerate(ids)
    )


def _many(shell: Shell, plan: str) -> None:
    forge(shell, plan, *_heads(5000, chained=True))  # type: ignore[arg-type]
    begun = time.monotonic()
    _look(shell, plan)
    assert time.monotonic() - begun < 30


def _blank(shell: Shell, plan: str) -> None:
    shell.write(f"{plan}/journal/tom.jsonl", b"")
    shell.write(f"{plan}/journal/blank.jsonl", b"\n\n  \n")
    _sound(shell, plan, challenge="Et", mandate="full")


def _no_journal(shell: Shell, plan: str) -> None:
    shutil.rmtree(shell.path(f"{plan}/journal"))
    _sound(shell, plan)


def _extra(shell: Shell, plan: str) -> None:
    path = own_file(shell, plan)
    lines = [json.dumps({**json.loads(line), "evil": "x"}) + "\n" for line in path.open(encoding="utf-8")]
    path.write_text("".join(lines), encoding="utf-8")
    _sound(shell, plan, challenge="Et", mandate="full")


def _key_twice(shell: Shell, plan: str) -> None:
    path = own_file(shell, plan)
    path.write_bytes(path.read_bytes().replace(b'"content":{', b'"content":{"value":"Falsk"},"content":{', 1))
    assert {"first.challenge": "Et", "first.mandate": "full"} == shell.shown(plan)


def _steering(shell: Shell, plan: str) -> None:
    forge(
        shell,
        plan,
        event("decided", "gate/F0", DECIDED),
        event("deferred", "first.joint", {"note": HOSTILE, "owner": HOSTILE, "due": HOSTILE}),
        answered(HOSTILE, "first.background"),
    )
    _look(shell, plan)
    assert clean_line(HOSTILE) in shell("gate", plan, "F0", fails=None).out
    assert clean_line(HOSTILE) == shell.shown(plan)["first.joint"]["owner"]


DECIDED = {"outcome": "go", "on": "2026-12-01", "by": [HOSTILE], "reason": HOSTILE, "minutes": HOSTILE,
           "provisos": [{"id": "a", "text": HOSTILE, "owner": HOSTILE}], "heads": []}  # fmt: skip
RUNS: dict[str, Callable[[Shell, str], None]] = {
    "file-01-torn": _torn,
    "file-05-unknown-op": _unknown_kind,
    "file-08-path-trav": _path,
    "file-09-nan": lambda shell, plan: _line(shell, plan, '{"value":NaN}'),
    "file-10-bigint": lambda shell, plan: _line(shell, plan, '{"value":1e400}'),
    "file-11-deep-json": lambda shell, plan: _line(shell, plan, "[" * 100_000),
    "file-13-kill9": _killed,
    "file-14-two-writers": _two_writers,
    "file-15-disk-full": _full_disk,
    "file-17-lock-stale": _held,
    "file-30-flip": _flipped,
    "file-31-lines-swapped": lambda shell, plan: _changed_order(shell, plan, lambda lines: lines[::-1]),
    "file-32-line-twice": lambda shell, plan: _changed_order(shell, plan, lambda lines: lines * 2),
    "file-33-conflicted-copy": _copy,
    "file-34-id-twice": _same_id,
    "file-35-nulls": lambda shell, plan: _line(shell, plan, b"\x00" * 60 + b"\n"),
    "file-36-not-utf8": lambda shell, plan: _line(shell, plan, b'{"id": "\xff"}\n'),
    "file-37-long-line": lambda shell, plan: _line(shell, plan, '{"id": "' + "a" * 2_000_000 + '"}'),
    "file-38-link": _link,
    "file-39-folder": _folder,
    "file-40-forged-question": _forged(event("answered", "evil.question", {"value": "x"})),
    "file-41-forged-kind": _survived(answered([1, {"x": 2}], "first.joint"), answered({"a": 1}, "first.signals")),
    "file-42-forged-prev-self": _survived(answered("x", id="a" * 16, prev=("a" * 16,))),
    "file-43-forged-circle": _survived(
        answered("x", id="a" * 16, prev=("b" * 16,)), answered("y", id="b" * 16, prev=("a" * 16,))
    ),
    "file-44-forged-restored-circle": _survived(
        event("restored", "first.challenge", {"to": ["a" * 16], "undoes": "a" * 16}, id="a" * 16)
    ),
    "file-45-forged-time": _survived(
        answered("x", at="i går", by="Eva"), answered("y", at="9999-99-99T99:99:99Z"), answered("z", at="")
    ),
    "file-46-forged-author": _survived(answered("x", by=HOSTILE), answered("y", by="a\nb" * 500)),
    "file-47-forged-decision": _survived(
        event("decided", "gate/F0", {"outcome": "evil"}),
        event("decided", "gate/F0", {"outcome": "go", "on": 5, "by": 7}),
        event("decided", "gate/F9", {**DECIDED, "reason": "a" * 100_000}),
        event("decided", "gate/F0", {**DECIDED, "provisos": "x", "lacks": None}),
    ),
    "file-48-forged-steering": _steering,
    "file-49-forged-task": _forged(event("task_done", "task/evil", {"on": "2026-12-01"})),
    "file-50-forged-row": _survived(
        event("row_set", "first.effects/a", {"cells": {"evil": 1}, "place": HOSTILE}),
        event("row_set", "first.effects/b", {"cells": {"effect": "x"}, "place": 5}),
        event("row_set", "first.effects/c", {"value": {"effect": "x"}}),
        event("row_removed", "first.effects/d", {}),
    ),
    "file-51-forged-issued": _forged(event("issued", "paper", {"as_of": "2026-12-01", "heads": ["x", 5], "files": 7})),
    "file-52-many-heads": _survived(*_heads(300, chained=False)),
    "file-53-many-events": _many,
    "file-54-empty-journal": _blank,
    "file-55-no-journal": _no_journal,
    "file-56-surrogate": lambda shell, plan: _line(shell, plan, '{"id": "\\ud800"}'),
    "file-57-extra-field": _extra,
    "file-58-duplicate-key": _key_twice,
}


def test_every_entry_is_run() -> None:
    """Each entry about a journal has its run, and each run its entry."""
    assert RUNS.keys() == {entry.id for entry in CHOSEN}


@pytest.mark.parametrize("entry", CHOSEN, ids=[entry.id for entry in CHOSEN])
def test_a_journal_is_survived(shell: Shell, plan: str, entry: Entry) -> None:
    """What is whole is read, damage is named, and nothing leaves the plan."""
    RUNS[entry.id](shell, plan)
