"""A process' own texts, and another language's laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from procwiz.core.kinds import Amount, Choice, Day, Kind, Number, Option, Text, kind_of
from procwiz.core.process import FUNCTIONS

Raw: TypeAlias = Mapping[str, Any]

_FIGURES: Mapping[str, Kind] = {"amount": Amount(), "until": Day(), "number": Number()}


def over(raw: Raw, texts: Raw | None) -> Raw:
    """Lay texts over what stands there."""
    return {**raw, **texts} if texts else raw


def within(texts: Raw, *names: str) -> Raw:
    """Go down into texts by names; an empty mapping where there is nothing."""
    for name in names:
        found = texts.get(name)
        texts = found if isinstance(found, Mapping) else {}
    return texts


def kinds(base: Raw, texts: Raw) -> dict[str, Kind]:
    """The kind of every question and derived value, in one language."""
    found: dict[str, Kind] = {}
    for phase in base["phases"]:
        own = within(texts, "phases", phase["key"])
        for raw in phase["questions"]:
            found[raw["key"]] = kind_of(question_texts(raw, own.get("questions", {}).get(raw["key"])))
        for raw in phase.get("derived", ()):
            found[raw["key"]] = derived_kind(question_texts(raw, own.get("derived", {}).get(raw["key"])))
    return found


def function_of(raw: Raw) -> str:
    """Name the function a derived value is computed by."""
    return next(name for name in FUNCTIONS if name in raw)


def derived_kind(raw: Raw) -> Kind:
    """The kind of a derived value: an option, an amount or a date of the law, words, else a number."""
    if raw.get("options"):
        return Choice(tuple(Option(option["code"], option["label"]) for option in raw["options"]))
    if "names" in raw:
        return Text()
    return _FIGURES[raw["lookup"].get("give", "amount")] if "lookup" in raw else Number()


def question_texts(raw: Raw, texts: Raw | None) -> Raw:
    """Lay texts over a question, its options and columns too."""
    if not texts:
        return raw
    merged = {**raw, **{key: text for key, text in texts.items() if key not in {"options", "columns"}}}
    if "options" in texts:
        merged["options"] = _options(raw["options"], texts["options"])
    if "columns" in texts:
        merged["columns"] = [question_texts(column, texts["columns"].get(column["code"])) for column in raw["columns"]]
    return merged


def _options(raw: list[Raw], labels: Raw) -> list[Raw]:
    return [{**option, "label": labels.get(option["code"], option["label"])} for option in raw]
