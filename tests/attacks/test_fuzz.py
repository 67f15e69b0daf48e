"""Whatever a file, a line or a word holds: a documented exit code, no traceback, no hang, nothing written elsewhere.

`PROCWIZ_WALKS` makes it more: a quarter of it is the number of examples of each kind.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attacks.papers import SMALL, small
from attacks.shell import STEERING, Shell, tree
from procwiz import publishing

EXAMPLES = max(12, int(os.environ.get("PROCWIZ_WALKS", "60")) // 4)
PATIENCE = 20
"""Seconds: far above what any command takes on a slow machine; what hangs takes for ever."""

fuzz = settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
STRANGE = st.text(
    st.sampled_from("ab1.,-/=:\n\r\t\x00\x07\x08\x1b[]{}()<>|*_`~!$#&;@'\"\\%^?\u202e\x9b\u2028\ud800æ漢🏳\u200d\ufdd0")
)
WORDS = STRANGE.map(lambda text: text.replace("\x00", "\x01"))
CHANGES = st.lists(
    st.tuples(st.sampled_from(("flip", "cut", "drop", "double", "put")), st.floats(0, 1), st.integers(0, 255)),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, changes: list[tuple[str, float, int]]) -> bytes:
    """Change bytes: turn one, cut the rest off, drop some, say some twice, put a sign that means something."""
    for what, where, number in changes:
        place = int(where * len(content))
        match what:
            case "flip":
                content = content[:place] + bytes([number]) + content[place + 1 :]
            case "cut":
                content = content[:place]
            case "drop":
                content = content[:place] + content[place + number % 40 :]
            case "double":
                content = content[: place + number] + content[place:]
            case "put":
                content = content[:place] + b"\n:-{}[]\"'#|>&*!%@`,?"[number % 20 :][:1] + content[place:]
    return content


@contextlib.contextmanager
def patient() -> Iterator[None]:
    """End what hangs."""

    def ended(number: int, frame: FrameType | None) -> None:
        pytest.fail(f"hung for {PATIENCE} seconds")

    before = signal.signal(signal.SIGALRM, ended)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def place() -> Iterator[Shell]:
    """Give a place to run in; nothing beside it may be written, and nothing may hang."""
    with tempfile.TemporaryDirectory() as folder, patient():
        here = Path(folder, "her")
        here.mkdir()
        Path(folder, "andres.txt").write_text("andres", encoding="utf-8")
        yield Shell(here)
        assert ["andres.txt", "her"] == sorted(path.name for path in Path(folder).iterdir())
        assert "andres" == Path(folder, "andres.txt").read_text(encoding="utf-8")


@cache
def _model() -> dict[str, bytes]:
    """Make one small plan with answers, a decision and a table, and keep its files."""
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))
        plan = shell.plan("Planen", small("Fald om natten"), process=SMALL)
        shell("answer", plan, "first.mandate=full", "second.value=1,25 mio.")
        shell("decide", plan, "F0", "--decision", "go", "--by=Chefen")
        return tree(Path(folder, plan))


def _copy(shell: Shell) -> str:
    for name, content in _model().items():
        shell.write(f"planen/{name}", content)
    return "planen"


PROCESS_FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.yaml"))


@fuzz
@given(st.sampled_from(PROCESS_FILES), CHANGES)
def test_a_process_file_is_sound_or_refused(name: str, changes: list[tuple[str, float, int]]) -> None:
    """A process of which one file was changed at random is in order, or its faults are named: exit 0 or 4."""
    with place() as shell:
        folder = Path(shutil.copytree(SMALL, shell.path("proces")))
        path = folder / name
        path.write_bytes(changed(path.read_bytes(), changes))
        checked = shell("process", "check", "proces", fails=None)
        made = shell("new", "--process", "proces", "--no-input", "--", "T", fails=None)
        assert {checked.code, made.code} <= {0, 1, 2, 4}
        assert checked.code in {0, made.code}


@fuzz
@given(st.data(), CHANGES)
def test_a_plan_folder_is_read_or_refused(data: st.DataObject, changes: list[tuple[str, float, int]]) -> None:
    """A plan of which one file was changed at random is read, or the damage is named: exit 0, 5 or 6."""
    name = data.draw(st.sampled_from(sorted(name for name in _model() if not name.startswith("documents"))))
    with place() as shell:
        plan = _copy(shell)
        path = shell.path(f"{plan}/{name}")
        path.write_bytes(changed(path.read_bytes(), changes))
        before = set(tree(shell.folder))
        for words in (("status", plan), ("show", plan), ("gate", plan), ("why", plan, "second.risk"), ("list",),
                      ("changes", plan, "--since", "F0"), ("export", plan, "--document", "plan", "--out", "ud"),
                      ("answer", plan, "first.joint=ja"), ("undo", plan)):  # fmt: skip
            done = shell(*words, fails=None)
            assert done.code in {0, 1, 2, 5, 6}
            assert not STEERING.search(done.both)
        new = set(tree(shell.folder)) - before
        assert [] == [one for one in new if not one.startswith(("ud/", "planen/journal/", "planen/documents/"))]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | STRANGE,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(STRANGE, inside, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from([
    "first.challenge", "first.mandate", "first.background", "first.joint", "first.signals", "first.effects",
    "second.value", "second.suppliers", "second.weight", "second.start", "second.risk", "second.page",
])  # fmt: skip
ROWS = st.lists(st.dictionaries(st.sampled_from(["id", "effect", "baseline", "known_by", "evil"]), VALUES), max_size=3)
DEFERRED = st.fixed_dictionaries(
    {"deferred": VALUES}, optional={"owner": VALUES, "due": VALUES, "assume": VALUES, "evil": VALUES}
)


@fuzz
@given(st.dictionaries(KEYS | STRANGE, VALUES | ROWS | DEFERRED, max_size=4))
def test_an_answers_file_is_recorded_or_refused(answers: dict[str, object]) -> None:
    """Any JSON as an answers file is recorded and reads back unchanged, or is refused with nothing changed."""
    with place() as shell:
        plan = _copy(shell)
        before = tree(shell.path(plan))
        done = shell("answer", plan, "--from", shell.answers("svar.json", answers), fails=None)
        assert done.code in {0, 2}
        assert done.code == 0 or before == tree(shell.path(plan))
        shell.write("igen.yaml", shell("show", plan).out)
        kept = tree(shell.path(plan) / "journal")
        shell("answer", plan, "--from", "igen.yaml")
        assert kept == tree(shell.path(plan) / "journal")


@fuzz
@given(CHANGES)
def test_an_answers_file_in_yaml_is_recorded_or_refused(changes: list[tuple[str, float, int]]) -> None:
    """What `show` wrote, changed at random, is recorded or refused: exit 0 or 2."""
    with place() as shell:
        plan = _copy(shell)
        shell.write("svar.yaml", changed(shell("show", plan).out.encode(), changes))
        assert shell("answer", plan, "--from", "svar.yaml", fails=None).code in {0, 2}
        shell("status", plan)


TYPED = ["?", "<", "-", "u", "!", "", ".", "1", "2", "ja", "5", "1,25 mio.", "15.3.2027"]
LINES = st.lists(st.sampled_from(TYPED) | STRANGE)


@fuzz
@given(LINES, st.binary(max_size=20))
def test_an_interview_ends(lines: list[str], rest: bytes) -> None:
    """Whatever is typed, the interview ends with 0 or 3, steers nothing, and the plan reads."""
    typed = "\n".join(lines).encode("utf-8", "replace") + rest
    with place() as shell:
        plan = _copy(shell)
        done = shell("resume", plan, "--role", "project_lead", typed=typed, fails=None)
        assert done.code in {0, 3}
        assert not STEERING.search(done.both)
        shell("status", plan)


@fuzz
@given(STRANGE.filter(lambda text: len(text) < 150), STRANGE)
def test_what_is_painted_steers_nothing(title: str, answer: str) -> None:
    """Titles and answers of any signs are painted by every command without their power."""
    with place() as shell:
        text = title.replace("\x00", "\x01").encode("utf-8", "replace").decode()
        given = ("--answers", shell.answers("svar.json", {"first.challenge": f"x{answer}"}))
        made = shell("new", "--process", str(SMALL), "--no-input", *given, "--", text, fails=None)
        assert made.code in {0, 2}
        for words in (("list",), ("status",), ("show",), ("why", "first.challenge")):
            assert made.code or not STEERING.search(shell(*words).both)


@fuzz
@given(CHANGES)
def test_a_template_is_followed_or_refused(changes: list[tuple[str, float, int]]) -> None:
    """The template of the whole plan, changed at random, writes a document or is refused: exit 0 or 4."""
    with place() as shell:
        plan = _copy(shell)
        shell.write("egne/plan.md.j2", changed((publishing.templates() / "plan.md.j2").read_bytes(), changes))
        done = shell("export", plan, "--document", "plan", "--out", "ud", "--templates", "egne", fails=None)
        assert done.code in {0, 4}
        assert done.code == 0 or not shell.path("ud").exists()


COMMANDS: tuple[Callable[[str], tuple[str, ...]], ...] = (
    lambda word: (word,),
    lambda word: ("status", word),
    lambda word: ("answer", "planen", f"first.challenge={word}"),
    lambda word: ("answer", "planen", f"second.value={word}"),
    lambda word: ("answer", "planen", f"second.start={word}"),
    lambda word: ("answer", "planen", f"{word}={word}"),
    lambda word: ("why", "planen", word),
    lambda word: ("gate", "planen", word),
    lambda word: ("changes", "planen", "--since", word),
    lambda word: ("decide", "planen", "F0", "--decision", "go_with_conditions", "--condition", word, "--by", word),
    lambda word: ("export", "planen", "--stdout", "--as-of", word),
    lambda word: ("advise", "planen", "--with", word),
    lambda word: ("tasks", "planen", word),
    lambda word: ("resume", "planen", "--question", word),
    lambda word: ("list", word),
    lambda word: ("new", "--no-input", "--process", word),
    lambda word: ("process", "show", word),
)


@fuzz
@given(st.sampled_from(COMMANDS), WORDS | st.sampled_from(["--", "-", "--help", "a" * 5000, "=", "..", "/", "G0", "0"]))
def test_any_word_is_understood_or_refused(command: Callable[[str], tuple[str, ...]], word: str) -> None:
    """Any word anywhere in a command is understood, or refused in words; nothing steers the screen."""
    word = word.encode("utf-8", "replace").decode()
    with place() as shell:
        _copy(shell)
        done = shell(*command(word), fails=None)
        assert not STEERING.search(done.both)
