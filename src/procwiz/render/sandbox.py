"""Jinja for templates that somebody else wrote: it can show, loop and test, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, StrictUndefined, Undefined, nodes
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from procwiz.core import cleaning
from procwiz.render.faulty import Place, Refused, TemplateFaulty, faulty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from jinja2.runtime import Context

_LARGEST_TEMPLATE = 1_000_000
_LARGEST_RESULT = 20_000_000
_LARGEST_NUMBER = 10**9
_MARKS = re.compile("[\ufdd0-\ufdef]")

_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.CondExpr, nodes.Assign, nodes.Name, nodes.Getattr,
    nodes.Getitem, nodes.Const, nodes.Tuple, nodes.Compare, nodes.And, nodes.Or, nodes.Not, nodes.Filter, nodes.Test,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg,
)  # fmt: skip


class _Missing(StrictUndefined):
    """A name that is not there; the error says the name only."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class _Folders(BaseLoader):
    """Reads templates of some folders, the first that has one; a name or a link that leads out finds nothing."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folder.resolve() for folder in folders)

    def find(self, template: str) -> Path:
        """Find a template; one of ours never stands in for an own one that is only a link to elsewhere."""
        if Path(template).is_absolute() or ".." in Path(template).parts:
            raise TemplateNotFound(template)
        for folder in self.folders:
            path = folder / template
            if path.is_symlink() or path.is_file():
                if not path.resolve().is_relative_to(folder) or not path.is_file():
                    raise Refused("link_out", name=template)
                return path
        raise TemplateNotFound(template)

    def get_source(self, environment: object, template: str) -> tuple[str, str, None]:
        return self.text(template), str(self.find(template)), None

    def text(self, template: str) -> str:
        """Read a template, clean and with a new line at its end."""
        path = self.find(template)
        if path.stat().st_size > _LARGEST_TEMPLATE:
            raise faulty("too_large", (template, 1), {"limit": _LARGEST_TEMPLATE})
        try:
            text = clean(path.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError as fault:
            line = path.read_bytes()[: fault.start].count(b"\n") + 1
            raise faulty("not_utf8", (template, line)) from fault
        return text if text.endswith("\n") else f"{text}\n"


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja without calls, macros, globals and arithmetic on anything but small numbers."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, folders: Sequence[Path], **settings: Any) -> None:
        self.folders = _Folders(folders)
        super().__init__(
            loader=self.folders, undefined=_Missing, trim_blocks=True, lstrip_blocks=True,
            keep_trailing_newline=True, **settings,
        )  # fmt: skip
        self.globals.clear()
        self.filters = {"length": len, "join": _join}
        self.tests = {"none": lambda value: value is None}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        for fault in self.faults(parsed, name or ""):
            raise fault
        return parsed

    def read(self, name: str) -> nodes.Template:
        """Parse a template without refusing anything in it, for one who looks at all of it."""
        source, path, _ = self.folders.get_source(self, name)
        return Parser(self, source, name, path).parse()

    def faults(self, parsed: nodes.Template, name: str) -> Iterator[TemplateFaulty]:
        """Find what a template must not use."""
        for node in parsed.find_all(nodes.Node):
            if isinstance(node, nodes.Expr | nodes.Stmt):
                yield from self._faults(node, (name, node.lineno))

    def _faults(self, node: nodes.Expr | nodes.Stmt, place: Place) -> Iterator[TemplateFaulty]:
        match node:
            case nodes.Include(template=nodes.Const(value=str())):
                return
            case nodes.Filter() if node.name not in self.filters:
                yield faulty("unknown_filter", place, {"filter": node.name, "filters": sorted(self.filters)})
            case nodes.Call(node=nodes.Name() as called):
                yield faulty("call", place, {"name": called.name})
            case _ if not isinstance(node, _ALLOWED):
                yield faulty("not_allowed", place, {"what": type(node).__name__.lower()})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up `a.b`: of a mapping always its item, so that a field may be called `items`."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with small whole numbers only: `'a' * 10**9` and `'%999999999d' % 1` are no layout."""
        if not all(type(side) is int and abs(side) <= _LARGEST_NUMBER for side in (left, right)):
            raise Refused("arithmetic", operator=operator)
        if operator == "**" and not 0 <= right <= 9:
            raise Refused("arithmetic", operator=operator)
        return super().call_binop(context, operator, left, right)


def run(sandbox: Sandbox, name: str, document: Mapping[str, object]) -> str:
    """Fill a template of the sandbox's folders; every fault becomes a `TemplateFaulty` with its place."""
    try:
        return _joined(sandbox.get_template(name).generate(document))
    except (TemplateFaulty, MemoryError):
        raise
    except TemplateSyntaxError as fault:
        raise faulty("syntax", (fault.name or name, fault.lineno), {"fault": fault.message}) from fault
    except Exception as fault:
        place = _place(fault.__traceback__, sandbox) or (name, 1)
        raise _found(fault, place) from fault


def _joined(pieces: Iterable[str]) -> str:
    kept, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > _LARGEST_RESULT:
            raise Refused("result_too_large", limit=_LARGEST_RESULT)
        kept.append(piece)
    return "".join(kept)


def _found(fault: Exception, place: Place) -> TemplateFaulty:
    match fault:
        case Refused():
            return faulty(fault.code, place, fault.params)
        case UndefinedError():
            return faulty("undefined", place, {"name": fault.message})
        case TemplateNotFound():
            return faulty("not_found", place, {"name": fault.name})
        case RecursionError():
            return faulty("circular", place)
        case _:
            return faulty("failed", place, {"fault": f"{type(fault).__name__}: {fault}"})


def _place(traceback: TracebackType | None, sandbox: Sandbox) -> Place | None:
    """Find the innermost template line of a traceback: Jinja puts the template's own lines into it."""
    place = None
    while traceback is not None:
        path = Path(traceback.tb_frame.f_code.co_filename)
        for folder in sandbox.folders.folders:
            if path.is_relative_to(folder) and path.suffix != ".py":
                place = (path.relative_to(folder).as_posix(), traceback.tb_lineno)
        traceback = traceback.tb_next
    return place


def clean(text: str) -> str:
    """Clean text as everywhere, and take out the noncharacters by which this package marks places."""
    return _MARKS.sub(cleaning.REPLACEMENT, cleaning.clean(text))


def shown(value: object) -> str:
    """Give the text of what a template may show; other values have no words, and Python has to find them."""
    if isinstance(value, str | Undefined):
        return str(value)
    if value is None:
        return ""
    if type(value) is int:
        return str(value)
    raise Refused("no_words", kind=type(value).__name__)


def _join(values: Sequence[object], separator: str = "") -> str:
    return separator.join(shown(value) for value in values)
