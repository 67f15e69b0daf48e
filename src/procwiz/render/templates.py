"""Templates filled with a document. What a person answered stays text, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import nodes
from markupsafe import Markup

from procwiz.render import closed, prose, reading
from procwiz.render.faulty import Place, Refused, TemplateFaulty, faulty
from procwiz.render.sandbox import Sandbox, clean, run, shown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from procwiz.render import tree

__all__ = ["Filled", "TemplateFaulty", "fill", "fill_page"]


@dataclass(frozen=True, slots=True)
class Filled:
    """The Markdown a template gave, and for each line of it the template and line it came from."""

    text: str
    places: tuple[Place, ...]

    def blocks(self, document: Mapping[str, object]) -> tree.Blocks:
        """Read it; raise `TemplateFaulty` at what is no part of the vocabulary, or no figure of the document."""
        figures = document.get("figures")
        try:
            return reading.parse(self.text, figures if isinstance(figures, Mapping) else ())
        except reading.Unfit as unfit:
            raise self.fault(unfit.line, unfit.code, unfit.params) from unfit

    def fault(self, line: int, code: str, params: Mapping[str, object]) -> TemplateFaulty:
        """Make the fault that stands in a line of the text, counted from 0."""
        return faulty(code, self.places[min(line, len(self.places) - 1)], params)


def fill(template: Path, document: Mapping[str, object], own: Path | None = None) -> Filled:
    """Fill a Markdown template, or the one of its name in an organisation's `own` folder.

    Raises `TemplateFaulty` where it cannot be read or asks for what is not there.
    """
    return fill_with(MarkdownSandbox(folders(template, own)), template.name, document)


def fill_with(sandbox: MarkdownSandbox, name: str, document: Mapping[str, object]) -> Filled:
    """Fill a Markdown template of a sandbox, as `fill` does; a sandbox that is used again reads it only once."""
    return _placed(run(sandbox, name, document), name)


def fill_page(template: Path, document: Mapping[str, object], own: Path | None = None) -> str:
    """Fill the page around a document, ours or an organisation's own.

    It is HTML, where every value is escaped unless it is `Markup`. Raises `TemplateFaulty`, also where an own page
    would fetch something or send it.
    """
    sandbox = PageSandbox(folders(template, own))
    return run(sandbox, template.name, document) if own is None else fill_closed(sandbox, template.name, document)


def fill_closed(sandbox: PageSandbox, name: str, document: Mapping[str, object]) -> str:
    """Fill the page of a sandbox, as `fill_page` does one that somebody else wrote."""
    page = run(sandbox, name, document)
    for code, tag in closed.openings(page):
        raise faulty(code, (name, _line_of(tag, sandbox.folders.text(name))), {"tag": tag})
    return page


def _line_of(tag: str, source: str) -> int:
    """Find the line of a template that a tag of the page was most likely written on."""
    lines = source.splitlines()
    name = re.match(r"<[\w:-]*", tag)
    for sought in (tag.split("\n", 1)[0], name[0] if name else ""):
        found = [number for number, line in enumerate(lines, start=1) if sought and sought in line]
        if found:
            return found[0]
    return 1


def folders(template: Path, own: Path | None) -> tuple[Path, ...]:
    """Give the folders that a template and its parts are sought in, an organisation's own first."""
    return (template.parent,) if own is None else (own, template.parent)


class Marked(str):
    """Markdown that may stand as it is: only the filters make it."""

    __slots__ = ()


_AT = "\ufdd1"
_PROSE, _PROSE_END = "\ufdd4", "\ufdd5"
_STRUCTURE = re.compile(r"[!-/:-@\[-`{-~\t]|^\d|^\s+|\s+$")
_PLACE = re.compile(f"{_AT}([^{_AT}]*){_AT}(\\d+){_AT}")
_PROSE_ALONE = re.compile(f"^( *){_PROSE}([^{_PROSE_END}]*){_PROSE_END} *({_AT}.*)?$", re.MULTILINE)


class MarkdownSandbox(Sandbox):
    """Fills Markdown. Marks each line with its place, to be taken out again by `_placed`."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(folders, finalize=_literal)
        self.filters |= {"prose": _prose, "link": _link, "open": _open}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        for node in parsed.find_all(nodes.TemplateData):
            first, *rest = node.data.split("\n")
            marked = (f"{_AT}{name}{_AT}{node.lineno + number}{_AT}\n{line}" for number, line in enumerate(rest))
            node.data = first + "".join(marked)
        return parsed


class PageSandbox(Sandbox):
    """Fills HTML."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__(folders, autoescape=True, finalize=_page_text)
        self.filters |= {"css": _css}


def _placed(marked: str, name: str) -> Filled:
    """Take the places out of the text and set prose on lines of its own."""
    lines, places, place = _set_prose(marked).split("\n"), [], (name, 1)
    for line in reversed(lines):  # a place stands at the end of what it is the place of
        if found := _PLACE.search(line):
            place = (found[1], int(found[2]))
        if _PROSE in line:
            raise faulty("prose_inline", place)
        places.append(place)
    return Filled("\n".join(_PLACE.sub("", line) for line in lines), tuple(reversed(places)))


def _set_prose(marked: str) -> str:
    def alone(found: re.Match[str]) -> str:
        lines = "".join(f"{found[1]}{line}\n" if line else "\n" for line in found[2].split("\n"))
        return f"\n{lines}{found[3] or ''}"

    return _PROSE_ALONE.sub(alone, marked)


def _literal(value: object) -> str:
    """Write a value so that Markdown reads it as text. Nobody sees this form, so it may be as ugly as it is safe."""
    if isinstance(value, Marked):
        return value
    if type(value) is int:  # a number of the template's own may number a list
        return str(value)
    text = _STRUCTURE.sub(_entities, _text(value).strip("\n"))
    return text.replace("\n", reading.BREAK)


def _entities(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" if character != "\n" else "\n" for character in found[0])


def _text(value: object) -> str:
    if isinstance(value, Marked):
        raise Refused("filtered_twice")
    return clean(shown(value))


def _prose(value: object) -> Marked:
    return Marked(f"{_PROSE}{prose.normalise(_text(value)).rstrip()}{_PROSE_END}")


def _link(value: object, label: object = None) -> Marked:
    """Link words to an address; an address that is none is left out, and the words stand alone."""
    address = _text(value)
    words = _literal(_text(label) or address)
    if not address.lower().startswith(reading.SCHEMES) or re.search(r"\s", address):
        return Marked(words)
    return Marked(f"[{words}](<{_literal(address)}>)")


def _open(value: object) -> Marked:
    return Marked(f"{reading.OPEN}{_literal(_text(value))}{reading.CLOSE}")


def _page_text(value: object) -> str:
    return value if isinstance(value, Markup) else clean(shown(value))


def _css(value: object) -> Markup:
    """Write a CSS string, quotes included, that neither closes itself nor the style element."""
    text = re.sub(r"[^\w ]|_", lambda found: f"\\{ord(found[0]):x} ", clean(shown(value)))
    return Markup(f'"{text}"')  # noqa: S704  (only letters, digits, spaces and escapes are left)
