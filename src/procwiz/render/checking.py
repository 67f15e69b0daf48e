"""Templates tried out before anybody needs them: do they and the process fit, both ways?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import ChainableUndefined

from procwiz.core.document import NAMES, build
from procwiz.core.document.shape import Shape, merged, shape
from procwiz.core.document.specimen import DAY, marks, specimens
from procwiz.core.problems import Place, Problem
from procwiz.render import page, templates, tree
from procwiz.render.dress import Dress, Logo
from procwiz.render.faulty import TemplateFaulty
from procwiz.render.walking import Walk, problem_of

if TYPE_CHECKING:
    from procwiz.core.process import Process
    from procwiz.language import Language
    from procwiz.render.sandbox import Sandbox

Document = Mapping[str, Any]

PAGE, WHOLE = "page.html.j2", "plan"
_LOOKS = (Dress(), Dress("Organisation", logo=Logo(b"", "png", 1, 1)))
_CONTENT = (tree.Heading(2, (tree.Text("Heading"),)),)


def check(process: Process, shipped: Path, own: Path | None, language: Language) -> list[Problem]:
    """Hold templates against a process: those of an `own` folder, and the shipped ones where it has none.

    What a template asks for must be there, and what the process asks must be printed. Gives every problem, by place.
    """
    plans = specimens(process)
    documents = {name: [build(plan, name, DAY, language.say) for plan in plans] for name in NAMES}
    trials = {name: _Trial(shipped / f"{name}.md.j2", own, documents[name]) for name in NAMES}
    found = [problem for trial in trials.values() for problem in trial.problems]
    found += _unprinted(process, trials[WHOLE])
    found += _page(shipped / PAGE, own, documents[WHOLE][0], language)
    placed = {str(part): _placed(part, shipped, own) for part in found}  # a part is met in every template it is in
    return sorted(placed.values(), key=lambda part: (part.place.file, part.place.line))


def document_shape(documents: Sequence[Document]) -> Shape:
    """Find the shape of a document; what was never seen of one answer is as it is of the others."""
    found = merged(map(shape, documents))
    answers = found.fields["answers"].fields
    answer = merged(answers.values())
    whole = Shape({key: part.completed(answer) for key, part in answers.items()})
    return replace(found, fields={**found.fields, "answers": whole})


class _Trial:
    """One template, walked and then filled with each document. `text` is what the first one gave."""

    def __init__(self, template: Path, own: Path | None, documents: Sequence[Document]) -> None:
        self.template = template
        self.sandbox = templates.MarkdownSandbox(templates.folders(template, own))
        self.walk = _walked(self.sandbox, template.name, document_shape(documents))
        self.problems = list(self.walk.problems)
        self.text = ""
        if self.problems:  # what is not there has been said: fill on, and see what else is wrong
            self.sandbox.undefined = ChainableUndefined
        for document in documents:
            self._fill(document)

    def _fill(self, document: Document) -> None:
        try:
            filled = templates.fill_with(self.sandbox, self.template.name, document)
            self.text = self.text or filled.text
            filled.blocks(document)
        except TemplateFaulty as fault:
            _add(self.problems, problem_of(fault))


def _walked(sandbox: Sandbox, name: str, document: Shape) -> Walk:
    walk = Walk(sandbox, document)
    walk.template(name)
    return walk


def _add(problems: list[Problem], problem: Problem) -> None:
    """Add a problem, unless one stands at its line already: it would be the same fault, met again."""
    if problem.place not in {other.place for other in problems}:
        problems.append(problem)


def _page(template: Path, own: Path | None, document: Document, language: Language) -> list[Problem]:
    """Check the page around a document: what it asks for, and that it stays closed."""
    around = [page.around(_CONTENT, document, language, look) for look in _LOOKS]
    sandbox = templates.PageSandbox(templates.folders(template, own))
    problems = _walked(sandbox, template.name, merged(map(shape, around))).problems
    if problems:
        sandbox.undefined = ChainableUndefined
    for fields in around:
        try:
            templates.fill_closed(sandbox, template.name, fields)
        except TemplateFaulty as fault:
            _add(problems, problem_of(fault))
    return problems


def _unprinted(process: Process, trial: _Trial) -> Iterator[Problem]:
    """Find the questions that the whole plan never shows, phase by phase; nothing can be said of what is not filled."""
    printed = unescape(trial.text).casefold()
    shown = marks(process)
    for phase in process.phases if printed else ():
        keys = [question.key for question in phase.questions]
        missed = [
            key
            for key in keys
            if key not in trial.walk.texts and not any(mark.casefold() in printed for mark in shown[key])
        ]
        if missed:
            yield Problem(
                "template_unprinted", Place(trial.template.name), {"phase": phase.title, "keys": tuple(missed)}
            )


def _placed(problem: Problem, shipped: Path, own: Path | None) -> Problem:
    """Name the file that a template was read from."""
    name = problem.place.file
    folder = own if own is not None and (own / name).exists() else shipped
    return replace(problem, place=replace(problem.place, file=str(folder / name)))
