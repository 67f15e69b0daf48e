"""How long a person waits: for the first question, and for the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import material
from benchmarks.bench import PROCWIZ, Bench, program
from benchmarks.measuring import Contender, Limit, Role, Row
from benchmarks.talking import Turn, first_sight, pace, talk
from procwiz.core.process import Question
from procwiz.language import Language

SESSION, PROMPT, INPUT = "prompt_toolkit session", "Typer's own prompt", "input() + append + fsync"
LABEL = "Svar:"
PHASE = "anchor"
SIGNS = 24
"""Characters of a question that are looked for: they stand in its first row on any screen."""


def _marks(question: Question, *, terminal: bool) -> tuple[str, str]:
    """What shows that procwiz waits for an answer: the question, and the last thing that is written under it."""
    words = Language("da")
    last = words("interview.key.leave") if terminal else words(f"interview.label.{question.kind.name}") + ":"
    return question.ask[:SIGNS], last


def _resume(plan: Path, *, terminal: bool) -> list[str]:
    return [PROCWIZ, "resume", str(plan), "--phase", PHASE, *([] if terminal else ["--plain"])]


def _two_questions() -> tuple[Question, Question]:
    first, second = material.shipped_process().phase(PHASE).questions[:2]
    return first, second


# -- the first question ---------------------------------------------------------------------


def _sight(
    bench: Bench, name: str, role: Role, words: Sequence[str], marks: Sequence[str], *, terminal: bool
) -> Contender:
    return Contender(name, role, lambda: first_sight(words, bench.env, bench.folder, marks, terminal=terminal))


def _first(bench: Bench) -> list[Contender]:
    plan = material.full_plan(bench.folder)
    marks = _marks(_two_questions()[0], terminal=True)
    found = [
        _sight(bench, SESSION, Role.FLOOR, program("session.py"), [LABEL], terminal=True),
        _sight(bench, "procwiz", Role.OWN, _resume(plan, terminal=True), marks, terminal=True),
    ]
    if (copier := bench.peers.command("copier")) is not None:
        template = material.copier_texts(bench.folder / "template", 20)
        words = [copier, "copy", str(template), str(bench.folder / "copied")]
        found.append(_sight(bench, "copier", Role.PEER, words, [material.ask("p0_q0")], terminal=True))
    if (python := bench.peers.command("python")) is not None:
        words = [python, *program("questionary_loop.py")[1:]]
        found.append(_sight(bench, "questionary", Role.PEER, words, [LABEL], terminal=True))
    return found


def _first_line(bench: Bench) -> list[Contender]:
    plan = material.full_plan(bench.folder)
    marks = _marks(_two_questions()[0], terminal=False)
    return [
        _sight(bench, PROMPT, Role.FLOOR, program("typer_prompt.py"), [LABEL], terminal=False),
        _sight(bench, "procwiz", Role.OWN, _resume(plan, terminal=False), marks, terminal=False),
        *_cookiecutter(bench, lambda words: first_sight(words, bench.env, bench.folder, ["folder ("], terminal=False)),
    ]


def _cookiecutter(bench: Bench, run: Callable[[list[str]], float]) -> list[Contender]:
    command = bench.peers.command("cookiecutter")
    if command is None:
        return []
    template = material.cookiecutter_template(bench.folder / "baked", bench.size(30, 10))
    words = [command, str(template), "--output-dir", str(bench.folder / "out")]
    return [Contender("cookiecutter", Role.PEER, lambda: run(words))]


# -- from Enter to the next -----------------------------------------------------------------


def _own_pace(bench: Bench, plan: Path, times: int, *, terminal: bool) -> float:
    """Answer the first question of a phase and go back, again and again; only the answering is timed."""
    first, second = (_marks(question, terminal=terminal) for question in _two_questions())
    with talk(_resume(plan, terminal=terminal), bench.env, bench.folder, terminal=terminal) as asking:
        asking.until(*first)
        return pace(asking, (Turn(f"Svar nummer {number}", second, "<", first) for number in range(times)))


def _other_pace(bench: Bench, words: Sequence[str], marks: Sequence[str], *, terminal: bool) -> float:
    """Answer question after question of a program; a mark stands on the screen when it asks."""
    with talk(words, bench.env, bench.folder, terminal=terminal) as asking:
        asking.until(marks[0])
        return pace(asking, (Turn("y", (mark,)) for mark in marks[1:]))


def _line(bench: Bench) -> list[Contender]:
    plan, times = material.full_plan(bench.folder), bench.size(15, 3)
    prompts = [f"{number}. {LABEL}" for number in range(times + 1)]
    floor = program("input_append.py", bench.folder / "appended.txt")
    names = ["folder", *material.names(bench.size(30, 10))][: times + 1]
    return [
        Contender(INPUT, Role.FLOOR, lambda: _other_pace(bench, floor, prompts, terminal=False)),
        Contender("procwiz", Role.OWN, lambda: _own_pace(bench, plan, times, terminal=False)),
        *_cookiecutter(bench, lambda words: _other_pace(bench, words, [f"{name} (" for name in names], terminal=False)),
    ]


def _terminal(bench: Bench) -> list[Contender]:
    plan, times = material.full_plan(bench.folder), bench.size(15, 3)
    prompts = [f"{number}. {LABEL}" for number in range(times + 1)]
    found = [
        Contender(SESSION, Role.FLOOR, lambda: _other_pace(bench, program("session.py"), prompts, terminal=True)),
        Contender("procwiz", Role.OWN, lambda: _own_pace(bench, plan, times, terminal=True)),
    ]
    if (copier := bench.peers.command("copier")) is not None:
        template = material.copier_texts(bench.folder / "template", 30)
        words = [copier, "copy", str(template), str(bench.folder / "copied")]
        asked = [material.ask(name) for name in material.names(30)[: times + 1]]
        found.append(Contender("copier", Role.PEER, lambda: _other_pace(bench, words, asked, terminal=True)))
    if (python := bench.peers.command("python")) is not None:
        loop = [python, *program("questionary_loop.py")[1:]]
        found.append(Contender("questionary", Role.PEER, lambda: _other_pace(bench, loop, prompts, terminal=True)))
    return found


ROWS = (
    Row("first-question", 4, "First question on the terminal, `resume` on a full plan",
        (Limit(2, SESSION),), (Limit(1.3, SESSION),), _first),
    Row("first-question-line", 4, "First question in lines, `resume --plain` on a full plan",
        (Limit(2, PROMPT),), (Limit(1.3, PROMPT),), _first_line),
    Row("enter-line", 5, "Enter to the next question, in lines, durable",
        (Limit(3, INPUT),), (Limit(1.5, INPUT),), _line),
    Row("enter-terminal", 6, "Enter to the next question, on the terminal, durable",
        (Limit(2, SESSION), Limit(0.25, "copier")), (Limit(1.2, SESSION),), _terminal),
)  # fmt: skip
