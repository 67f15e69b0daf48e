"""A template walked without being filled: every branch and loop, those too that no plan reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError

from procwiz.core.document.shape import TEXT, UNSEEN, Shape, merged
from procwiz.core.problems import Place, Problem, meant
from procwiz.render.faulty import Place as Spot
from procwiz.render.faulty import Refused, TemplateFaulty, faulty
from procwiz.render.sandbox import Sandbox
from procwiz.render.tree import KINDS

Scope = dict[str, Shape]

_LOOP = Shape(dict.fromkeys(("index", "index0", "revindex", "revindex0", "first", "last", "length"), TEXT))
_CONTAINER = re.compile(r" {0,3}:{3,} *([^:\s]\S*)(?: +(\S+))? *")


@dataclass
class Walk:
    """Walks templates, and gathers what they ask for that a document does not have.

    `document` is the shape of all documents that a template is filled with. `texts` are the constants met; the file
    of a problem is the template's name.
    """

    sandbox: Sandbox
    document: Shape
    problems: list[Problem] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)
    _open: list[str] = field(default_factory=list)

    def template(self, name: str, scope: Scope | None = None) -> None:
        """Walk a template, and those it includes."""
        if name in self._open:
            return
        parsed = self._parsed(name)
        if parsed is None:
            return
        self._open.append(name)
        for fault in (*self.sandbox.faults(parsed, name), *_containers(parsed, name, self._figures)):
            self._add(problem_of(fault))
        self.texts |= {node.value for node in parsed.find_all(nodes.Const) if isinstance(node.value, str)}
        self._statements(parsed.body, dict(self.document.fields) if scope is None else scope)
        self._open.pop()

    def _parsed(self, name: str) -> nodes.Template | None:
        try:
            return self.sandbox.read(name)
        except TemplateSyntaxError as fault:
            self._add(problem_of(faulty("syntax", (name, fault.lineno), {"fault": fault.message or ""})))
        except TemplateFaulty as fault:
            self._add(problem_of(fault))
        except (TemplateNotFound, Refused, OSError):  # filling it says so, with the line that asks for it
            pass
        return None

    def _add(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    @property
    def _figures(self) -> Sequence[str]:
        return sorted(self.document.fields.get("figures", UNSEEN).fields)

    # -- statements ------------------------------------------------------------------------

    def _statements(self, body: Sequence[nodes.Node], scope: Scope) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    self._shape(part, scope)
            case nodes.If():
                self._shape(node.test, scope)
                for branch in (node.body, node.elif_, node.else_):
                    self._statements(branch, scope)
            case nodes.For():
                self._for(node, scope)
            case nodes.Assign():
                self._bind(node.target, self._shape(node.node, scope), scope)
            case nodes.Include(template=nodes.Const(value=str(name))):
                self._include(name, node.lineno, scope)

    def _include(self, name: str, line: int, scope: Scope) -> None:
        try:
            self.sandbox.folders.find(name)
        except TemplateNotFound:
            self._add(problem_of(faulty("not_found", (self._open[-1], line), {"name": name})))
        except Refused as refused:
            self._add(problem_of(faulty(refused.code, (self._open[-1], line), refused.params)))
        else:
            self.template(name, dict(scope))

    def _for(self, node: nodes.For, scope: Scope) -> None:
        over = self._shape(node.iter, scope)
        inside = {**scope, "loop": _LOOP}
        self._bind(node.target, TEXT if over.fields else over.element or UNSEEN, inside)
        if node.test is not None:
            self._shape(node.test, inside)
        self._statements(node.body, inside)
        self._statements(node.else_, scope)

    def _bind(self, target: nodes.Node, shape: Shape, scope: Scope) -> None:
        match target:
            case nodes.Name():
                scope[target.name] = shape
            case nodes.Tuple():
                for part in target.items:
                    self._bind(part, shape.element or UNSEEN, scope)

    # -- expressions -----------------------------------------------------------------------

    def _shape(self, node: nodes.Node, scope: Scope) -> Shape:
        match node:
            case nodes.Name():
                return self._field(Shape(scope), node.name, node.lineno)
            case nodes.Getattr():
                return self._field(self._shape(node.node, scope), node.attr, node.lineno)
            case nodes.Getitem():
                return self._item(node, scope)
        called = [node.node] if isinstance(node, nodes.Call) else []  # that it is called is said already
        parts = [self._shape(part, scope) for part in node.iter_child_nodes() if part not in called]
        match node:
            case nodes.Tuple():
                return Shape(element=merged(parts))
            case nodes.CondExpr() | nodes.And() | nodes.Or():
                return merged(parts)
            case _:
                return TEXT

    def _item(self, node: nodes.Getitem, scope: Scope) -> Shape:
        whole = self._shape(node.node, scope)
        match node.arg:
            case nodes.Const(value=str(name)):
                return self._field(whole, name, node.lineno)
            case arg:
                self._shape(arg, scope)
                return whole.element or merged(whole.fields.values())

    def _field(self, whole: Shape, name: str, line: int) -> Shape:
        if name in whole.fields:
            return whole.fields[name]
        if whole.seen:
            code = "template_key" if whole is self.document.fields.get("answers") else "template_name"
            place = Place(self._open[-1], line=line)
            self._add(Problem(code, place, {"name": name, "near": meant(name, whole.fields)}))
        return UNSEEN


def problem_of(fault: TemplateFaulty) -> Problem:
    """See what stops a template as a problem of its file."""
    name, line = fault.place
    return Problem("template_faulty", Place(name, line=line), {"fault": fault.here})


def _containers(parsed: nodes.Template, name: str, figures: Sequence[str]) -> Iterator[TemplateFaulty]:
    """Find boxes and figures that there are none of, where their names stand in the template as they are."""
    for output in parsed.find_all(nodes.Output):
        for place, part in enumerate(output.nodes):
            if isinstance(part, nodes.TemplateData):
                lines = list(enumerate(part.data.split("\n"), start=part.lineno))
                own = lines[bool(place) :]  # what follows a value on its line begins no box
                for number, line in own:
                    yield from _container(line, (name, number), figures, whole=number < lines[-1][0])


def _container(line: str, place: Spot, figures: Sequence[str], *, whole: bool) -> Iterator[TemplateFaulty]:
    found = _CONTAINER.fullmatch(line)
    if found is None:
        return
    kind, figure = found[1], found[2]
    params: Mapping[str, object] = {"kind": kind, "kinds": KINDS}
    if kind not in KINDS:
        yield faulty("unknown_container", place, params)
    elif kind == "figure" and whole and figure not in figures:
        yield faulty("unknown_figure", place, {"name": figure or "", "figures": figures})
