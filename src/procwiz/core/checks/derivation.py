"""Derived values: one function each, on what it can be computed from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from procwiz.core.checks.outline import Field, Outline
from procwiz.core.checks.raw import mapping, problem, text
from procwiz.core.messages import Message
from procwiz.core.problems import Path, Problem, meant
from procwiz.core.process import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = frozenset({"number", "percent", "scale"})
TEXTS = frozenset({"text", "prose", "table"})
GIVEN = ("amount", "until", "number")


def one_function_each(outline: Outline) -> Iterator[Problem]:
    """Find derived values without a function, with two, or with a `where` that means nothing."""
    for one in outline.derived:
        functions = [name for name in FUNCTIONS if name in one.raw]
        if len(functions) != 1 or ("where" in one.raw and functions != ["count"]):
            yield problem("derived_function", one.path, key=one.key, names=FUNCTIONS)


def operands_fit(outline: Outline) -> Iterator[Problem]:
    """Find derived values whose operands are unknown, too few or of the wrong kind."""
    for one in outline.derived:
        functions = [name for name in FUNCTIONS if name in one.raw]
        if len(functions) == 1:
            yield from _operands(outline, one, functions[0])


def _operands(outline: Outline, one: Field, function: str) -> Iterator[Problem]:
    path = (*one.path, function)
    keys = outline.operands(one)
    unknown = [key for key in keys if key not in outline.fields]
    if unknown:
        yield from (_unknown(key, path, outline) for key in unknown)
    elif not _fits(outline, one, function, keys):
        wanted = Message(f"problems.operands_{function}")
        yield problem("derived_operands", path, key=one.key, function=function, wanted=wanted)


def _unknown(key: str, path: Path, outline: Outline) -> Problem:
    return problem("question_unknown", path, key=key[:80], near=meant(key, outline.fields))


def _fits(outline: Outline, one: Field, function: str, keys: tuple[str, ...]) -> bool:
    given = one.raw[function]
    families = [family(key, outline) for key in keys]
    match function:
        case "count":
            return isinstance(given, str) and families == ["table"]
        case "sum":
            return _summed(outline, keys, given) in {"figure", "money"}
        case "days_between":
            return len(keys) == 2 and families == ["date", "date"]
        case "lookup":
            return _asks(given, families)
        case "names":
            return isinstance(given, list) and 0 < len(given) == len([key for key in keys if _is_text(key, outline)])
    return len(keys) == 2 and families[0] == families[1] and families[0] in {"figure", "money"}


def _asks(given: object, families: list[str]) -> bool:
    """Say whether a lookup asks for a figure, or which limits an amount is below, on a day."""
    asked: Mapping[str, object] = given if isinstance(given, Mapping) else {}
    if "below" in asked:
        codes = (*mapping(asked, "below").values(), asked.get("else"))
        whole = asked.keys() == {"value", "on", "below", "else"} and families == ["money", "date"]
        return whole and len(codes) > 1 and all(isinstance(code, str) and code for code in codes)
    whole = {"figure", "on"} <= asked.keys() <= {"figure", "on", "give"} and families == ["date"]
    return whole and bool(text(asked, "figure")) and asked.get("give", "amount") in GIVEN


def _is_text(key: str, outline: Outline) -> bool:
    return outline.fields[key].kind in TEXTS


def options_belong(outline: Outline) -> Iterator[Problem]:
    """Find options where nothing chooses among them, and limits of the law that choose what is no option."""
    for one in outline.derived:
        asked = mapping(one.raw, "lookup")
        if "options" in one.raw and "below" not in asked:
            yield problem("key_misplaced", (*one.path, "options"), key="options")
        elif "below" in asked and not one.codes:
            yield problem("options_missing", one.path)
        elif "below" in asked:
            yield from _codes_exist(one, asked)


def _codes_exist(one: Field, asked: Mapping[str, object]) -> Iterator[Problem]:
    below: Path = (*one.path, "lookup", "below")
    given = [((*below, name), code) for name, code in mapping(asked, "below").items()]
    for path, code in (*given, ((*one.path, "lookup", "else"), asked.get("else"))):
        if isinstance(code, str) and code not in one.codes:
            yield problem("option_unknown", path, key=one.key, code=code[:60], near=meant(code, one.codes))


def _summed(outline: Outline, keys: tuple[str, ...], given: object) -> str:
    if not isinstance(given, list) or len(given) != 2 or len(keys) != 1 or keys[0] not in outline.fields:
        return ""
    column = outline.fields[keys[0]].columns.get(str(given[1]))
    return _family(column.kind) if column is not None else ""


def family(key: str, outline: Outline, deep: int = 0) -> str:
    """Say what a key computes with: `figure`, `money`, `date` or `table`; empty for what does not compute."""
    field = outline.fields.get(key)
    if field is None or deep > len(outline.derived):
        return ""
    keys = outline.operands(field)
    if "sum" in field.raw:
        return _summed(outline, keys, field.raw["sum"])
    if "difference" in field.raw and keys:
        return family(keys[0], outline, deep + 1)
    return _family(field.kind)


def _family(kind: str) -> str:
    return "figure" if kind in FIGURES else kind if kind in {"money", "date", "table"} else ""
