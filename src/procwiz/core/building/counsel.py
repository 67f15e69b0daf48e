"""Words, sources, advice and risks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from procwiz.core.building.conditions import Conditions
from procwiz.core.building.texts import Raw, over, within
from procwiz.core.process import Advice, Risk, Source, Term


def terms(raws: Iterable[Raw], texts: Raw) -> tuple[Term, ...]:
    """Build the words of the glossary."""
    return tuple(_term(raw, texts.get(raw["key"])) for raw in raws)


def sources(raws: Iterable[Raw], texts: Raw) -> Mapping[str, Source]:
    """Build the sources, by id."""
    return {raw["id"]: _source(raw, within(texts, raw["id"])) for raw in raws}


def advice(raws: Iterable[Raw], texts: Raw, read: Conditions) -> tuple[Advice, ...]:
    """Build the pieces of advice."""
    return tuple(_advice(raw, within(texts, raw["code"]), read) for raw in raws)


def risks(raws: Iterable[Raw], texts: Raw, read: Conditions) -> tuple[Risk, ...]:
    """Build the catalogue of risks."""
    return tuple(_risk(raw, within(texts, raw["id"]), read) for raw in raws)


def _term(raw: Raw, texts: Raw | None) -> Term:
    words = over({**raw, "also": () if texts else raw.get("also", ())}, texts)
    return Term(raw["key"], words["term"], tuple(words["also"]), words["meaning"], tuple(raw["source"]))


def _source(raw: Raw, texts: Raw) -> Source:
    words = over(raw, texts)
    return Source(
        id=raw["id"],
        title=words["title"],
        publisher=raw["publisher"],
        address=raw.get("address", ""),
        year=str(raw.get("year", "")),
        certainty=raw["certainty"],
    )


def _advice(raw: Raw, texts: Raw, read: Conditions) -> Advice:
    text = over(raw, texts)["text"]
    return Advice(raw["code"], raw["phase"], raw["level"], read(raw["when"]), text, tuple(raw["source"]))


def _risk(raw: Raw, texts: Raw, read: Conditions) -> Risk:
    words = over(raw, texts)
    return Risk(
        id=raw["id"],
        phase=raw["phase"],
        title=words["title"],
        type=raw["type"],
        cause=words["cause"],
        likelihood=raw["likelihood"],
        impact=raw["impact"],
        response=words["response"],
        owner=raw["owner"],
        when=read(raw.get("when")),
        sources=tuple(raw["source"]),
    )
