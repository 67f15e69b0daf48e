"""From answers to a paper: as a whole, and the rendering alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks import material
from benchmarks.bench import PROCWIZ, PROGRAMS, Bench, program
from benchmarks.measuring import Contender, Limit, Role, Row

IMPORTS, JINJA, PARSED = "imports + raw Jinja", "raw Jinja", "raw Jinja + markdown-it"
SHORT = 500
"""So many questions, every peer answers in reasonable time; beyond it only copier is asked, and once."""


def _paper(questions: int) -> Callable[[Bench], list[Contender]]:
    def contenders(bench: Bench) -> list[Contender]:
        much = bench.size(questions, 20)
        given = bench.folder / "answers.json"
        given.write_text(json.dumps(material.answers(much)), encoding="utf-8")
        named = bench.folder / "named.json"
        named.write_text(json.dumps(material.named_answers(much)), encoding="utf-8")
        process = material.process_folder(bench.folder / "process", much)
        return [
            Contender(IMPORTS, Role.FLOOR, lambda: bench.seconds(program("import_render.py", given))),
            Contender("procwiz", Role.OWN, _own(bench, process, given)),
            *_copier(bench, much, named, once=questions > SHORT),
            *(_others(bench, much, named) if questions <= SHORT else ()),
        ]

    return contenders


def _own(bench: Bench, process: Path, given: Path) -> Callable[[], float]:
    """Time the two commands a person gives: the plan made of its answers, and the paper."""
    numbers = count()

    def run() -> float:
        parent = bench.folder / f"plans{next(numbers)}"
        made = bench.seconds(
            [PROCWIZ, "new", "Plan", "--process", str(process), "--answers", str(given), "--no-input",
             "--dir", str(parent)]
        )  # fmt: skip
        written = bench.seconds([PROCWIZ, "export", str(parent / "plan"), "--document", "steering-group", "--stdout"])
        shutil.rmtree(parent)
        return made + written

    return run


def _copier(bench: Bench, questions: int, named: Path, *, once: bool) -> Iterator[Contender]:
    command = bench.peers.command("copier")
    if command is None:
        return
    template = material.copier_template(bench.folder / "template", questions)
    target = bench.folder / "copied"

    def run() -> float:
        shutil.rmtree(target, ignore_errors=True)
        words = [command, "copy", "--quiet", "--defaults", "--data-file", str(named), str(template), str(target)]
        return bench.seconds(words)

    yield Contender("copier", Role.PEER, run, once=once)


def _others(bench: Bench, questions: int, named: Path) -> Iterator[Contender]:
    if (command := bench.peers.command("cookiecutter")) is not None:
        template = material.cookiecutter_template(bench.folder / "baked", questions)
        given = bench.folder / "cookiecutter.yaml"
        values = {name: "yes" if value is True else value for name, value in material.named_answers(questions).items()}
        given.write_text(json.dumps({"default_context": values}), encoding="utf-8")
        words = [command, str(template), "--no-input", "--overwrite-if-exists", "--config-file", str(given)]
        yield Contender("cookiecutter", Role.PEER, lambda: bench.seconds([*words, "-o", str(bench.folder / "out")]))
    if bench.peers.node is not None:
        survey = ["node", str(PROGRAMS / "survey.cjs"), "paper", str(questions), str(named)]
        yield Contender("survey-core", Role.PEER, lambda: bench.seconds(survey))


def _rendered(form: str, floor: str) -> Callable[[Bench], list[Contender]]:
    def contenders(bench: Bench) -> list[Contender]:
        much, times = bench.size(500, 20), bench.size(7, 1)
        return [
            Contender(floor, Role.FLOOR, lambda: bench.inside(f"raw_{form}", much, times)),
            Contender("procwiz", Role.OWN, lambda: bench.inside(f"render_{form}", much, times)),
        ]

    return contenders


ROWS = (
    Row("paper-500", 9, "Answers file to plan to the steering group's Markdown, 500 questions",
        (Limit(1 / 8, "copier"), Limit(1 / 2, "cookiecutter"), Limit(1 / 2, "survey-core")),
        (Limit(1.2, IMPORTS),), _paper(500), rounds=5),
    Row("paper-5000", 10, "The same, 5,000 questions",
        (Limit(1 / 50, "copier"),), (Limit(1 / 500, "copier"),), _paper(5000), rounds=3),
)  # fmt: skip
RENDERING = (
    Row("markdown", 13, "Rendering 500 answers as Markdown",
        (Limit(2, JINJA),), (Limit(1.2, JINJA),), _rendered("markdown", JINJA), rounds=5),
    Row("page", 13, "Rendering 500 answers as a page",
        (Limit(2, PARSED),), (Limit(1.2, PARSED),), _rendered("page", PARSED), rounds=5),
)  # fmt: skip
