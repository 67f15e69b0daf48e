"""Parts of procwiz, and what they are held against, measured in a process of their own.

`python -m benchmarks.inside NAME [NUMBER …]` writes the median of some runs, in seconds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

from benchmarks import material
from procwiz import library, publishing, render, store
from procwiz.core import answers as said
from procwiz.core import document
from procwiz.core.building import build
from procwiz.core.journal import seal, write_line
from procwiz.core.kinds import YesNo
from procwiz.core.plan import Plan
from procwiz.core.shift import shift
from procwiz.core.walk import Pick, Scope, following, place
from procwiz.language import Language
from procwiz.store.files import flush_folder

_numbers = count()
PAUSE = 0.005
ANY = Scope(Pick.ALL)
LINE = b"x" * 300 + b"\n"
"""As long as the line of a short answer."""


def timed(runs: Iterable[Callable[[], object]]) -> float:
    """Time each of some calls, and give the median."""
    taken = []
    for run in runs:
        begun = perf_counter()
        run()
        taken.append(perf_counter() - begun)
    return median(taken)


def again(run: Callable[[], object], times: int) -> float:
    """Time a call some times, after one that is not counted, and give the median."""
    run()
    return timed([run] * times)


def place_for() -> Path:
    """Make a folder, on the disk that the benchmark uses."""
    return Path(tempfile.mkdtemp(dir=Path.cwd()))


# -- the store -------------------------------------------------------------------------


def in_turn(runs: Iterable[tuple[Callable[[], object], Callable[[], object]]]) -> str:
    """Time two things in turn, so that a disk that is busy is so for both, and give both medians."""
    pairs = [(_rested(one), _rested(other)) for one, other in runs]
    return " ".join(str(median(taken)) for taken in zip(*pairs, strict=True))


def _rested(run: Callable[[], object]) -> float:
    """Time a call after a pause, as people make one: a flush right upon another is quicker than any they see."""
    sleep(PAUSE)
    return timed([run])


def store_first(times: int, _given: int) -> str:
    """Keep the first answer of a plan; and append a line to a file made for it, file and folder flushed."""
    plan = material.made_plan(place_for(), 50, 0)
    question = next(iter(plan.process.questions.values()))

    def empty() -> Path:
        folder = place_for()
        (folder / store.JOURNAL).mkdir()
        flush_folder(folder / store.JOURNAL)
        return folder

    def append(folder: Path) -> None:
        file = os.open(folder / "file", os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o666)
        flush_folder(folder)
        os.write(file, LINE)
        os.fsync(file)

    def keep(pen: store.Pen) -> None:
        pen.append(plan.journal, [said.answer(question, True)], "interview")

    return in_turn(
        [(partial(append, empty() / store.JOURNAL), partial(keep, store.Pen(empty(), "Lene"))) for _ in range(times)]
    )


def store_later(times: int, given: int) -> str:
    """Keep the answer that comes after so many others; and append a line to a file that is there, and flush it."""
    plan = material.made_plan(place_for(), given, given - 1)
    folder = place_for()
    (folder / store.JOURNAL).mkdir()
    lines = "".join(map(write_line, plan.journal.by_id.values()))
    (folder / store.JOURNAL / "lene-00000000.jsonl").write_text(lines, encoding="utf-8")
    pen = store.Pen(folder, "Lene")
    question = next(iter(plan.process.questions.values()))
    file = os.open(place_for() / "file", os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o666)

    def append() -> None:
        os.write(file, LINE)
        os.fsync(file)

    def keep() -> None:
        pen.append(plan.journal, [said.answer(question, True)], "interview")

    keep()
    return in_turn([(append, keep)] * times)


# -- a change -----------------------------------------------------------------------------


def change(questions: int, times: int) -> float:
    """Change an answer on which one other question rests: the new plan, what that shifted, which question is next."""
    plan = material.made_plan(place_for(), questions)
    asked = list(plan.process.questions.values())
    question = next(one for one in asked[questions // 2 :] if isinstance(one.kind, YesNo))

    def changed(before: Plan, value: bool) -> tuple[Plan, float]:
        prev = tuple(head.id for head in before.journal.heads(question.key))
        name = f"c{next(_numbers)}"
        at = f"2027-01-01T00:00:00.{next(_numbers):06d}Z"
        event = seal(said.answer(question, value), id=name, at=at, by="Lene", via="interview", prev=prev, salt=name)
        begun = perf_counter()
        after = before.after([event])
        shift(before, after)
        upcoming = following(after, ANY, question.key)
        place(after, ANY, upcoming or question)
        return after, perf_counter() - begun

    plan, _ = changed(plan, False)  # works out all that follows from the journal, which is not timed
    taken = []
    for number in range(times):
        plan, seconds = changed(plan, number % 2 == 0)
        taken.append(seconds)
    return median(taken)


# -- the process -----------------------------------------------------------------------------


def _carried() -> Path:
    folder = place_for()
    return store.create(folder, "Plan", "da", material.CREATED, library.load(material.shipped()))


def load_compiled(times: int) -> float:
    """Read the process that a plan carries, see whether it is to be trusted, and build it."""
    folder = _carried()

    def load() -> None:
        compiled = store.read_process(folder)
        library.trusted(compiled)
        build(compiled, "da")

    return again(load, times)


def raw_compiled(times: int) -> float:
    """Read the same file as JSON."""
    path = _carried() / store.PROCESS
    return again(lambda: json.loads(path.read_bytes()), times)


def load_yaml(times: int) -> float:
    """Read a process folder with all checks."""
    return again(lambda: library.check(material.shipped()), times)


def raw_yaml(times: int) -> float:
    """Read the same files with the C loader, and hold the same content against the same shapes."""
    import yaml

    from procwiz.library.shapes import CompiledProcess

    files = sorted(material.shipped().rglob("*.yaml"))
    content = library.load(material.shipped())["process"]

    def load() -> None:
        for path in files:
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        CompiledProcess.model_validate(content)

    return again(load, times)


# -- rendering ---------------------------------------------------------------------------------


def _document(questions: int) -> dict[str, Any]:
    plan = material.made_plan(place_for(), questions)
    return dict(document.build(plan, "plan", material.CREATED, Language("da").say))


def _rendered(questions: int, times: int, form: render.Format) -> float:
    content, folder = _document(questions), publishing.templates()
    template, page = folder / "plan.md.j2", folder / "page.html.j2"
    return again(lambda: render.render(content, template, form, page, Language("da")), times)


def render_markdown(questions: int, times: int) -> float:
    """Render the whole plan as Markdown."""
    return _rendered(questions, times, "md")


def render_page(questions: int, times: int) -> float:
    """Render the whole plan as a page."""
    return _rendered(questions, times, "html")


def _raw_template() -> Any:
    """Read our own template as anybody's Jinja would: nothing refused, nothing escaped."""
    import jinja2

    loader = jinja2.FileSystemLoader(publishing.templates())
    plain = jinja2.Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, autoescape=False)  # noqa: S701
    plain.filters |= {"prose": str, "open": str, "link": lambda address, label="": f"[{label}](<{address}>)"}
    return plain.get_template("plan.md.j2")


def raw_markdown(questions: int, times: int) -> float:
    """Fill the same template with plain Jinja."""
    content = _document(questions)
    return again(lambda: _raw_template().render(content), times)


def raw_page(questions: int, times: int) -> float:
    """Fill the same template with plain Jinja, and let markdown-it make HTML of it."""
    from markdown_it import MarkdownIt

    content = _document(questions)
    return again(lambda: MarkdownIt().enable("table").render(_raw_template().render(content)), times)


MEASURED: dict[str, Callable[..., object]] = {
    one.__name__: one
    for one in (
        store_first, store_later, change, load_compiled, raw_compiled, load_yaml, raw_yaml,
        render_markdown, render_page, raw_markdown, raw_page,
    )
}  # fmt: skip

if __name__ == "__main__":
    print(MEASURED[sys.argv[1]](*map(int, sys.argv[2:])))
