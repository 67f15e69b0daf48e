"""Strict YAML: plain data and the line of every part, or a problem; never a surprise.

Read from the parser's events, so that size and depth are bounded before anything is built.
Of plain scalars only `null`, `true`, `false` and decimal numbers are more than text: `no`, `12:30` and `010` are text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from procwiz.core.problems import Path, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

BYTES = 1_000_000
NODES = 50_000
DEPTH = 40

UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_WORDS = {"": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a file held.

    Mappings have text as keys; a number without a fraction is int, one with a fraction Decimal.
    `lines` gives the line of each part, counted from 1. `whole` is False where reading stopped at a problem;
    `content` is None then.
    """

    content: Any
    lines: dict[Path, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    whole: bool = True


class YamlFaulty(Exception):
    """A file that cannot be taken; `problem` says what is wrong and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def read_yaml(raw: bytes, file: str = "") -> YamlFile:
    """Read the bytes of a file that is taken whole or not at all.

    Raises:
        YamlFaulty: with the first problem.
    """
    found = read(raw, file)
    if found.problems:
        raise YamlFaulty(found.problems[0])
    return found


def read(raw: bytes, file: str) -> YamlFile:
    """Read the bytes of one file; `file` is the name under which problems are reported. Never raises."""
    reader = _Reader(file)
    try:
        content = reader.document(_text(raw, file))
    except YamlFaulty as stop:
        return YamlFile(None, {}, (*reader.problems, stop.problem), whole=False)
    return YamlFile(content, reader.lines, tuple(reader.problems))


def _text(raw: bytes, file: str) -> str:
    if len(raw) > BYTES:
        raise YamlFaulty(Problem("file_too_large", Place(file), {"most": BYTES // 1_000_000}))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise YamlFaulty(Problem("file_not_utf8", Place(file, line=line))) from None
    if bad := UNPRINTABLE.search(text.replace("\r\n", "\n")):
        raise YamlFaulty(_unprintable(bad, Place(file, line=text[: text.index(bad[0])].count("\n") + 1)))
    if not text.strip():
        raise YamlFaulty(Problem("file_empty", Place(file, line=1)))
    return text


def _unprintable(bad: re.Match[str], place: Place) -> Problem:
    return Problem("character_unprintable", place, {"character": f"U+{ord(bad[0]):04X}"})


def scalar(text: str) -> str | int | bool | Decimal | None:
    """Read a plain scalar.

    >>> scalar("no"), scalar("010"), scalar("12"), scalar("1.10"), scalar("true")
    ('no', '010', 12, Decimal('1.10'), True)
    """
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if _DECIMAL.fullmatch(text) else text


class _Reader:
    """Builds data from the events of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._nodes = 0

    def document(self, text: str) -> Any:
        """Read the one document of a file."""
        import yaml

        self._events = self._parse(text)
        event = self._next()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            raise YamlFaulty(Problem("file_empty", Place(self.file, line=1)))
        content = self._node(event, ())
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._stop("yaml_two_documents", event)
        return content

    def _parse(self, text: str) -> Iterator[yaml.Event]:
        import yaml

        try:
            yield from yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError as error:
            raise YamlFaulty(self._broken(error, text)) from None

    def _broken(self, error: yaml.YAMLError, text: str) -> Problem:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        standing = text.split("\n")[line - 1 : line]
        tabbed = bool(standing) and "\t" in standing[0][: len(standing[0]) - len(standing[0].lstrip())]
        return Problem(
            "yaml_tab" if tabbed else "yaml_broken", Place(self.file, line=line), {"line": line, "column": column}
        )

    def _next(self) -> Any:
        return next(self._events)

    def _stop(self, code: str, event: Any, **params: object) -> YamlFaulty:
        return YamlFaulty(Problem(code, Place(self.file, line=event.start_mark.line + 1), params))

    def _node(self, event: Any, path: Path) -> Any:
        import yaml

        self._admit(event, path)
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            words = self._words(event)
            return scalar(words) if event.implicit[0] else words
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _admit(self, event: Any, path: Path) -> None:
        import yaml

        self._nodes += 1
        if self._nodes > NODES:
            raise self._stop("too_many_parts", event, most=NODES)
        if len(path) > DEPTH:
            raise self._stop("too_deep", event, most=DEPTH)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self._stop("yaml_anchor", event, name=event.anchor)
        if event.tag is not None:
            raise self._stop("yaml_tag", event, tag=event.tag)

    def _words(self, event: Any) -> str:
        if bad := UNPRINTABLE.search(event.value):
            raise YamlFaulty(_unprintable(bad, Place(self.file, line=event.start_mark.line + 1)))
        return unicodedata.normalize("NFC", event.value)

    def _sequence(self, path: Path) -> list[Any]:
        import yaml

        found: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            found.append(self._node(event, (*path, len(found))))
        return found

    def _mapping(self, path: Path) -> dict[str, Any]:
        import yaml

        found: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, path)
            first = key not in found
            if not first:
                self._twice(key, event, path)
            self.lines.setdefault((*path, key), event.start_mark.line + 1)
            content = self._node(self._next(), (*path, key))
            if first:
                found[key] = content
        return found

    def _key(self, event: Any, path: Path) -> str:
        import yaml

        self._admit(event, path)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._stop("yaml_key_shape", event)
        if event.value == "<<" and event.implicit[0]:
            raise self._stop("yaml_merge", event)
        return self._words(event)

    def _twice(self, key: str, event: Any, path: Path) -> None:
        place = Place(self.file, (*path, key), event.start_mark.line + 1)
        params = {"key": key, "line": self.lines[*path, key]}
        self.problems.append(Problem("yaml_key_twice", place, params))
