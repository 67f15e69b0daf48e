"""A process built from its compiled form: checked data of many languages becomes one language's process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from procwiz.core import reading
from procwiz.core.kinds import Kind, Number, Table, kind_of
from procwiz.core.process import (
    FUNCTIONS,
    Criterion,
    Derived,
    Gate,
    Phase,
    Process,
    Question,
    Source,
    Term,
    Weeks,
)

Raw: TypeAlias = Mapping[str, Any]


def build(compiled: Raw, language: str) -> Process:
    """Build a process in one language from its compiled form (`procwiz/process/1`).

    A language the process has no texts in falls back to the first it has.
    """
    base = compiled["process"]
    texts: Raw = compiled["texts"].get(language, {})
    chosen = language if language in base["languages"] else base["languages"][0]
    own = texts.get("process", {})
    kinds = _kinds(base, texts)
    return Process(
        key=base["key"],
        version=base["version"],
        title=own.get("title", base["title"]),
        language=chosen,
        languages=tuple(base["languages"]),
        digest=compiled["digest"],
        roles={role["key"]: _over(role, own.get("roles", {}).get(role["key"]))["title"] for role in base["roles"]},
        phases=tuple(
            _phase(raw, texts.get("phases", {}).get(raw["key"], {}), kinds.__getitem__) for raw in base["phases"]
        ),
        glossary=tuple(_term(raw, texts.get("glossary", {}).get(raw["key"])) for raw in base.get("glossary", ())),
        sources={raw["id"]: _source(raw, texts.get("sources", {}).get(raw["id"])) for raw in base.get("sources", ())},
    )


def _kinds(base: Raw, texts: Raw) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for phase in base["phases"]:
        own = texts.get("phases", {}).get(phase["key"], {})
        for raw in phase["questions"]:
            kinds[raw["key"]] = kind_of(_question_texts(raw, own.get("questions", {}).get(raw["key"])))
        for raw in phase.get("derived", ()):
            kinds[raw["key"]] = Number()
    return kinds


def _over(raw: Raw, texts: Raw | None) -> Raw:
    return {**raw, **texts} if texts else raw


def _question_texts(raw: Raw, texts: Raw | None) -> Raw:
    if not texts:
        return raw
    merged = {**raw, **{key: text for key, text in texts.items() if key not in {"options", "columns"}}}
    if "options" in texts:
        merged["options"] = _options(raw["options"], texts["options"])
    if "columns" in texts:
        merged["columns"] = [_question_texts(column, texts["columns"].get(column["code"])) for column in raw["columns"]]
    return merged


def _options(raw: list[Raw], labels: Raw) -> list[Raw]:
    return [{**option, "label": labels.get(option["code"], option["label"])} for option in raw]


def _phase(raw: Raw, texts: Raw, kind: Callable[[str], Kind]) -> Phase:
    own = texts.get("questions", {})
    titles = texts.get("derived", {})
    before = raw.get("before")
    takes = raw.get("takes")
    return Phase(
        key=raw["key"],
        title=texts.get("title", raw["title"]),
        purpose=texts.get("purpose", raw["purpose"]),
        who=tuple(raw.get("who", ())),
        takes=Weeks(takes["short"], takes["likely"], takes["long"]) if takes else None,
        when=reading.condition(raw.get("when"), kind),
        before=(before["phase"], reading.condition(before["when"], kind)) if before else None,
        questions=tuple(_question(part, raw, own.get(part["key"]), kind) for part in raw["questions"]),
        derived=tuple(_derived(_over(part, titles.get(part["key"])), kind) for part in raw.get("derived", ())),
        gate=_gate(raw["gate"], raw["key"], texts.get("gate", {}), kind),
    )


def _question(raw: Raw, phase: Raw, texts: Raw | None, kind: Callable[[str], Kind]) -> Question:
    words = _over(raw, texts)
    return Question(
        key=raw["key"],
        phase=phase["key"],
        kind=_with_row_conditions(kind(raw["key"]), raw, kind),
        title=words["title"],
        ask=words["ask"],
        help=words["help"],
        why=words["why"],
        example=words["example"],
        sources=tuple(raw["source"]),
        role=raw["role"],
        due=phase["gate"]["key"] if raw.get("required") else raw.get("due"),
        essential=raw.get("depth") == "essential",
        public=bool(raw.get("public")),
        when=reading.condition(raw.get("when"), kind),
    )


def _with_row_conditions(kind: Kind, raw: Raw, kind_at: Callable[[str], Kind]) -> Kind:
    if not isinstance(kind, Table):
        return kind
    conditions = {column["code"]: column.get("when") for column in raw["columns"]}
    return kind.guarded({code: reading.condition(when, kind.inside(kind_at)) for code, when in conditions.items()})


def _derived(raw: Raw, kind: Callable[[str], Kind]) -> Derived:
    function = next(name for name in FUNCTIONS if name in raw)
    operands = raw[function]
    keys = (operands,) if isinstance(operands, str) else tuple(operands)
    table = kind(keys[0])
    where = None
    if "where" in raw and isinstance(table, Table):
        where = reading.condition(raw["where"], table.inside(kind))
    return Derived(raw["key"], raw["title"], function, keys, where)


def _gate(raw: Raw, phase: str, texts: Raw, kind: Callable[[str], Kind]) -> Gate:
    words = texts.get("criteria", {})
    criteria = tuple(
        Criterion(
            part["code"],
            words.get(part["code"], part["text"]),
            reading.condition(part["when"], kind),
            tuple(part["source"]),
        )
        for part in raw.get("criteria", ())
    )
    return Gate(raw["key"], phase, texts.get("title", raw["title"]), raw["decided_by"], criteria)


def _term(raw: Raw, texts: Raw | None) -> Term:
    words = _over({**raw, "also": () if texts else raw.get("also", ())}, texts)
    return Term(raw["key"], words["term"], tuple(words["also"]), words["meaning"], tuple(raw["source"]))


def _source(raw: Raw, texts: Raw | None) -> Source:
    words = _over(raw, texts)
    return Source(
        id=raw["id"],
        title=words["title"],
        publisher=raw["publisher"],
        address=raw.get("address", ""),
        year=str(raw.get("year", "")),
        certainty=raw["certainty"],
    )
