"""Phases, questions, derived values and gates."""

from __future__ import annotations

from procwiz.core import reading
from procwiz.core.building.conditions import Conditions
from procwiz.core.building.texts import Raw, derived_kind, function_of, over, question_texts
from procwiz.core.kinds import Kind, Table
from procwiz.core.process import Criterion, Derived, Gate, Lookup, Phase, Question, Weeks


def phase(raw: Raw, texts: Raw, read: Conditions) -> Phase:
    """Build a phase with its questions, derived values and gate."""
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
        when=read(raw.get("when")),
        before=(before["phase"], read(before["when"])) if before else None,
        questions=tuple(_question(part, raw, own.get(part["key"]), read) for part in raw["questions"]),
        derived=tuple(_derived(question_texts(part, titles.get(part["key"])), read) for part in raw.get("derived", ())),
        gate=_gate(raw["gate"], raw["key"], texts.get("gate", {}), read),
    )


def _question(raw: Raw, phase: Raw, texts: Raw | None, read: Conditions) -> Question:
    words = over(raw, texts)
    return Question(
        key=raw["key"],
        phase=phase["key"],
        kind=_with_row_conditions(read.kind(raw["key"]), raw, read),
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
        when=read(raw.get("when")),
    )


def _with_row_conditions(kind: Kind, raw: Raw, read: Conditions) -> Kind:
    if not isinstance(kind, Table):
        return kind
    inside = kind.inside(read.kind)
    return kind.guarded({column["code"]: reading.condition(column.get("when"), inside) for column in raw["columns"]})


def _derived(raw: Raw, read: Conditions) -> Derived:
    function = function_of(raw)
    if function == "lookup":
        return _looked_up(raw, raw["lookup"])
    operands = raw[function]
    keys = (operands,) if isinstance(operands, str) else tuple(operands)
    table = read.kind(keys[0])
    where = None
    if "where" in raw and isinstance(table, Table):
        where = reading.condition(raw["where"], table.inside(read.kind))
    return Derived(raw["key"], raw["title"], function, keys, where, derived_kind(raw))


def _looked_up(raw: Raw, asked: Raw) -> Derived:
    below = tuple((name, code) for name, code in asked.get("below", {}).items())
    lookup = Lookup(asked["on"], asked.get("figure", ""), asked.get("give", "amount"), below, asked.get("else", ""))
    operands = tuple(asked[name] for name in ("value", "on") if name in asked)
    return Derived(raw["key"], raw["title"], "lookup", operands, None, derived_kind(raw), lookup)


def _gate(raw: Raw, phase: str, texts: Raw, read: Conditions) -> Gate:
    words = texts.get("criteria", {})
    criteria = tuple(
        Criterion(
            part["code"],
            words.get(part["code"], part["text"]),
            read(part["when"]),
            tuple(part["source"]),
        )
        for part in raw.get("criteria", ())
    )
    return Gate(raw["key"], phase, texts.get("title", raw["title"]), raw["decided_by"], criteria)
