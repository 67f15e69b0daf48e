"""From pydantic's errors to problems in our own words, with the name that was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pydantic import BaseModel, TypeAdapter, ValidationError

from procwiz.core.messages import Message
from procwiz.core.problems import Path, Place, Problem, meant, near
from procwiz.library import counsel, questions, shapes

Form: TypeAlias = "TypeAdapter[Any]"

_SETTINGS = {"options": "options_missing", "columns": "columns_missing", "labels": "labels_missing"}
_WANTED = {
    "string_type": "text",
    "int_type": "whole",
    "greater_than_equal": "least",
    "less_than_equal": "most",
    "bool_type": "yes_no",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
}
_PATTERNS = {counsel.DAY: "date_bad", counsel.DAY_OF_YEAR: "day_bad"}
_OWN = {"text_empty", "number_bad", "labels_missing", "limits_reversed", "due_twice", "row_form", "figure_form"}


def _shapes(top: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield top
    for below in top.__subclasses__():
        yield from _shapes(below)


FIELDS = frozenset(
    field.alias or name for shape in _shapes(questions.Shape) for name, field in shape.model_fields.items()
)


def shaped(form: Form, content: object, file: str, top: Path = ()) -> tuple[Any, list[Problem]]:
    """Hold content against a shape.

    Gives the content as plain data, texts as texts, and no problem; or the content as it came and every problem.
    `top` stands before each path.
    """
    try:
        found = form.validate_python(content)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=True)
        return content, [_placed(problem, top) for problem in _without_echo(_problem(e, content, file) for e in errors)]
    return form.dump_python(found, exclude_unset=True, by_alias=True), []


def _placed(problem: Problem, top: Path) -> Problem:
    place = Place(problem.place.file, (*top, *problem.place.path))
    return Problem(problem.code, place, problem.params)


def _problem(error: Any, content: object, file: str) -> Problem:
    path = _path(error["loc"], content)
    kind: str = error["type"]
    last = next((part for part in reversed(error["loc"]) if isinstance(part, str)), file)
    if kind == "extra_forbidden":
        return _unknown(last, error["input"], Place(file, path))
    if kind == "missing":
        return _missing(last, Place(file, path))
    if kind == "union_tag_not_found":
        return _missing("kind", Place(file, path))
    if kind == "union_tag_invalid":
        return _kind(error, Place(file, (*path, "kind")), column="columns" in path)
    return _value(error, last, Place(file, path))


def _unknown(key: str, given: object, place: Place) -> Problem:
    if given is None and " " in key:
        return Problem("comma_unquoted", place, {"key": key[:60]})
    if key in FIELDS:
        return Problem("key_misplaced", place, {"key": key})
    return Problem("key_unknown", place, {"key": key[:60], "near": meant(key, FIELDS)})


def _missing(key: str, place: Place) -> Problem:
    return Problem(_SETTINGS.get(key, "key_missing"), place, {"key": key})


def _kind(error: Any, place: Place, *, column: bool) -> Problem:
    given, tags = str(error["ctx"]["tag"])[:60], error["ctx"]["expected_tags"].replace("'", "").split(", ")
    code = "column_kind" if column else "kind_unknown"
    return Problem(code, place, {"given": given, "near": meant(given, tags)})


def _value(error: Any, last: str, place: Place) -> Problem:
    kind, given, context = error["type"], _shown(error["input"]), error.get("ctx", {})
    if kind in _OWN:
        return Problem(kind, place, {"key": last, **context})
    if kind == "too_short":
        return Problem(_SETTINGS.get(last, "list_empty"), place, {"key": last})
    if kind == "too_long":
        return Problem("list_long", place, {"key": last, "most": context["max_length"]})
    if kind in {"string_pattern_mismatch", "string_too_long"}:
        return Problem(_PATTERNS.get(context.get("pattern", ""), "key_form"), place, {"given": given})
    if kind == "literal_error":
        names = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return Problem("not_one_of", place, {"given": given, "near": meant(given, names)})
    wanted = Message(f"problems.wanted_{_WANTED.get(kind, 'other')}", context)
    return Problem("wrong_kind", place, {"key": last, "wanted": wanted})


def _shown(given: object) -> str:
    return str(given)[:60] if isinstance(given, str | int) else "…"


def _path(loc: Sequence[str | int], content: object) -> Path:
    """Drop the tags of unions, and what is missing, from where pydantic says it is."""
    path: list[str | int] = []
    for part in loc:
        held: Any = range(len(content)) if isinstance(content, list) else content
        if isinstance(content, Mapping | list) and part in held:
            content = content[part]  # type: ignore[index]
            path.append(part)
    return tuple(path)


def _without_echo(problems: Iterator[Problem]) -> list[Problem]:
    """Leave out what is missing only because it is misspelt beside."""
    found = list(problems)
    misspelt = {
        (problem.place.path[:-1], near(str(problem.params["key"]), FIELDS))
        for problem in found
        if problem.code == "key_unknown"
    }
    echo = {"key_missing", *_SETTINGS.values()}
    return [p for p in found if p.code not in echo or (p.place.path, p.params["key"]) not in misspelt]


PHASE: Form = TypeAdapter(shapes.Phase)
PROCESS: Form = TypeAdapter(shapes.ProcessFile)
GLOSSARY: Form = TypeAdapter(list[shapes.Term])
SOURCES: Form = TypeAdapter(list[shapes.Source])
ROUTES: Form = TypeAdapter(counsel.RoutesFile)
LAW: Form = TypeAdapter(counsel.LawFile)
RISKS: Form = TypeAdapter(list[counsel.Risk])
ADVICE: Form = TypeAdapter(list[counsel.Advice])
EXAMPLE: Form = TypeAdapter(shapes.Example)
COMPILED: Form = TypeAdapter(shapes.CompiledProcess)
