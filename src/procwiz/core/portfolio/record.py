"""Plans as JSON, a summary also back: dates as `YYYY-MM-DD`, amounts as texts, so that no digit is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from procwiz.core.portfolio import counting
from procwiz.core.portfolio.portfolio import Broken, Portfolio
from procwiz.core.portfolio.summary import Summary


def written(part: object) -> Any:
    """Write a summary, or a part of one, as values that JSON has."""
    if is_dataclass(part) and not isinstance(part, type):
        return {field.name: written(getattr(part, field.name)) for field in fields(part)}
    match part:
        case date():
            return part.isoformat()
        case Decimal():
            return str(part)
        case tuple():
            return [written(one) for one in part]
        case Mapping():
            return {name: written(one) for name, one in part.items()}
    return part


def read(raw: Mapping[str, Any]) -> Summary:
    """Read a summary back.

    Raises:
        ValueError, KeyError, TypeError, ArithmeticError: where it is not what `written` gave.
    """
    summary = _read(Summary, raw)
    if not isinstance(summary, Summary):
        raise TypeError(type(summary).__name__)
    return summary


def _read(kind: Any, raw: Any) -> Any:
    origin = get_origin(kind)
    if origin is UnionType:
        return None if raw is None else _read(next(one for one in get_args(kind) if one is not NoneType), raw)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], one) for one in raw)
    if isinstance(kind, type) and is_dataclass(kind):
        return kind(**{name: _read(hint, raw[name]) for name, hint in _hints(kind).items()})
    if kind is date:
        return date.fromisoformat(raw)
    if kind is Decimal:
        return Decimal(raw)
    if not isinstance(raw, kind):
        raise TypeError(kind.__name__)
    return raw


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


# -- the list ------------------------------------------------------------------------------------


def record(portfolio: Portfolio) -> dict[str, Any]:
    """Write the plans as `procwiz/list/1`, by folder: what is known of each, their sums, and how they count."""
    rows = [*(_row(portfolio, row) for row in portfolio.rows), *map(_unread, portfolio.broken)]
    return {
        "schema": "procwiz/list/1",
        "as_of": portfolio.as_of.isoformat(),
        "plans": sorted(rows, key=lambda row: str(row["folder"])),
        "total": written(portfolio.total),
        "by_phase": [
            {"process": process, "stage": written(stage), **written(found)}
            for process, stage, found in portfolio.by_phase
        ],
        "by_year": [written(year) for year in portfolio.by_year],
        "counted": {
            way: {state.value: number for state, number in counting.counted(portfolio.counted, way).items()}
            for way in counting.WAYS
        },
        "results": written(counting.results(portfolio.counted)),
    }


def _row(portfolio: Portfolio, row: Summary) -> dict[str, Any]:
    return {
        **_blank(row.folder, row.title),
        "phase": row.stage.title,
        "answered": row.counts.answered,
        "open": row.counts.open,
        **written(row),
        "copy_of": portfolio.copies.get(row.folder),
        "innovative": {
            way: {"state": judged.state.value, "missing": list(judged.missing)}
            for way, judge in counting.WAYS.items()
            if (judged := judge(row))
        },
    }


def _unread(broken: Broken) -> dict[str, Any]:
    return {**_blank(broken.folder, broken.title), "fault": broken.why}


def _blank(folder: str, title: str) -> dict[str, Any]:
    return {"folder": folder, "title": title, "phase": "", "answered": "", "open": "", "fault": ""}
