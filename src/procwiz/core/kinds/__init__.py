"""The kinds of question. One kind, one class: parse, check, show, load, dump."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from procwiz.core.asking import Option
from procwiz.core.kinds.kind import Kind
from procwiz.core.kinds.measures import Amount, Day, Number, Percent
from procwiz.core.kinds.picks import Choice, Choices, Scale, YesNo
from procwiz.core.kinds.tables import Column, Table
from procwiz.core.kinds.texts import Link, Prose, Text

__all__ = [
    "KINDS",
    "ORDERED",
    "Amount",
    "Choice",
    "Choices",
    "Column",
    "Day",
    "Kind",
    "Link",
    "Number",
    "Option",
    "Percent",
    "Prose",
    "Scale",
    "Table",
    "Text",
    "YesNo",
    "kind_of",
]

Raw: TypeAlias = Mapping[str, Any]

ORDERED = frozenset({"number", "money", "percent", "date", "scale"})
"""Names of the kinds whose values have an order, so that a test may say `">= 5"` of them."""


def kind_of(raw: Raw) -> Kind:
    """Build the kind of a question, or of a column, as a process file describes it.

    What stands there has been checked before: KeyError for an unknown kind or a missing setting.
    """
    return _BUILD[raw["kind"]](raw)


def _options(raw: Raw) -> tuple[Option, ...]:
    return tuple(Option(option["code"], option["label"], option.get("public", True)) for option in raw["options"])


def _limit(raw: Raw, name: str) -> Decimal | None:
    return Decimal(str(raw[name])) if raw.get(name) is not None else None


def _number(raw: Raw) -> Kind:
    return Number(raw.get("unit", ""), _limit(raw, "min"), _limit(raw, "max"), bool(raw.get("whole")))


def _scale(raw: Raw) -> Kind:
    # A compiled process is JSON, where the steps 1 to 5 are texts.
    labels = {str(step): label for step, label in raw.get("labels", {}).items()}
    return Scale(tuple(labels.get(step, "") for step in Scale.STEPS))


def _table(raw: Raw) -> Kind:
    return Table(tuple(_column(part, first=place == 0) for place, part in enumerate(raw["columns"])))


def _column(raw: Raw, *, first: bool) -> Column:
    needed = first or bool(raw.get("required"))
    return Column(raw["code"], kind_of(raw), raw.get("title", ""), raw["ask"], needed, raw.get("public", True))


_BUILD: Mapping[str, Callable[[Raw], Kind]] = {
    "text": lambda raw: Text(),
    "prose": lambda raw: Prose(),
    "choice": lambda raw: Choice(_options(raw)),
    "choices": lambda raw: Choices(_options(raw)),
    "yes_no": lambda raw: YesNo(),
    "number": _number,
    "money": lambda raw: Amount(ranged=bool(raw.get("range"))),
    "percent": lambda raw: Percent(_limit(raw, "min"), _limit(raw, "max")),
    "date": lambda raw: Day(),
    "scale": _scale,
    "table": _table,
    "link": lambda raw: Link(),
}

KINDS = tuple(_BUILD)
"""Every kind's name, as a process file writes it."""
