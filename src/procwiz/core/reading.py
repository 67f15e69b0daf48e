"""From a process file's condition to the tests it means.

A mapping of keys to tests is *and*, a list of mappings is *or*, `not:` excludes.
What stands here is read after `core.checks` found nothing wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from procwiz.core.conditions import (
    ALWAYS,
    AllOf,
    AllRows,
    AnyRow,
    Clause,
    Condition,
    Fires,
    Known,
    OneOf,
    RowCount,
    Test,
    Within,
)
from procwiz.core.facts import Ordered, Status
from procwiz.core.kinds import Kind, Table
from procwiz.core.values import Value

KindOf: TypeAlias = Callable[[str], Kind]
Raw: TypeAlias = Mapping[str, Any]
Defined: TypeAlias = Callable[[str], Condition]

FIRES = "fires"
_COMPARISON = re.compile(r"(?P<sign>>=|<=|>|<)\s*(?P<end>\S+)")
_SPAN = re.compile(r"(?P<low>[^.\s]\S*?)\s*\.\.\s*(?P<high>\S+)")
_KNOWN = {status.value: status for status in Status if status is not Status.INAPPLICABLE}
_YES_NO = {"yes": True, "no": False, "ja": True, "nej": False}


def condition(raw: Raw | Sequence[Raw] | None, kind_of: KindOf, defined: Defined | None = None) -> Condition:
    """Read a condition.

    `kind_of` gives the kind behind a key or, inside a table, a column; `defined` what a decision table's row or
    definition means, where the condition may read one.
    """
    if not raw:
        return ALWAYS
    clauses = [raw] if isinstance(raw, Mapping) else raw
    return Condition(tuple(_clause(clause, kind_of, defined) for clause in clauses))


def _clause(raw: Raw, kind_of: KindOf, defined: Defined | None) -> Clause:
    tests = tuple((key, _read(key, part, kind_of, defined)) for key, part in raw.items() if key != "not")
    excluded = condition(raw["not"], kind_of, defined) if raw.get("not") else None
    return Clause(tests, excluded)


def _read(key: str, raw: object, kind_of: KindOf, defined: Defined | None) -> Test:
    if raw == FIRES and defined is not None and "." not in key:
        return Fires(defined(key))
    return _test(raw, kind_of(key), kind_of)


def _test(raw: object, kind: Kind, kind_of: KindOf) -> Test:
    parts = raw if isinstance(raw, list | tuple) else [raw]
    if all(isinstance(part, str) and part in _KNOWN for part in parts):
        return Known(frozenset(_KNOWN[part] for part in parts))
    if isinstance(raw, Mapping):
        return _mapping(raw, kind, kind_of)
    within = read_within(raw)
    if within is not None:
        return within
    return OneOf(tuple(literal(part, kind) for part in parts))


def _mapping(raw: Raw, kind: Kind, kind_of: KindOf) -> Test:
    if not isinstance(kind, Table):
        codes = raw["all"]
        return AllOf(tuple(str(code) for code in codes) if isinstance(codes, list) else (str(codes),))
    inside = kind.inside(kind_of)
    if "any" in raw:
        return AnyRow(condition(raw["any"], inside))
    if "all" in raw:
        return AllRows(condition(raw["all"], inside))
    within = read_within(raw["count"]) or Within(Decimal(str(raw["count"])), Decimal(str(raw["count"])))
    return RowCount(within, condition(raw["where"], inside) if "where" in raw else None)


def read_within(raw: object) -> Within | None:
    """Read `">= 5"`, `"< 2027-01-01"` or `"1..7"`; None where it is no comparison."""
    if not isinstance(raw, str):
        return None
    if match := _COMPARISON.fullmatch(raw.strip()):
        end, sign = _ordered(match["end"]), match["sign"]
        return Within(low=end, strict=sign == ">") if sign[0] == ">" else Within(high=end, strict=sign == "<")
    if (match := _SPAN.fullmatch(raw.strip())) and match["low"][0].isdigit() | (match["low"][0] == "-"):
        return Within(_ordered(match["low"]), _ordered(match["high"]))
    return None


def _ordered(text: str) -> Ordered:
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else Decimal(text)


def literal(raw: object, kind: Kind) -> Value:
    """Read a literal as a value of the kind it is held against."""
    if kind.name == "yes_no":
        return raw if isinstance(raw, bool) else _YES_NO[str(raw)]
    if kind.name == "date":
        return date.fromisoformat(str(raw))
    if kind.name in {"number", "money", "percent", "scale"}:
        return Decimal(str(raw))
    return str(raw)
