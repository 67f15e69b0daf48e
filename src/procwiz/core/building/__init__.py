"""A process built from its compiled form: checked data of many languages becomes one language's process."""

from __future__ import annotations

from procwiz.core.building import counsel, law, phases, routes
from procwiz.core.building.conditions import Conditions
from procwiz.core.building.texts import Raw, kinds, over, within
from procwiz.core.process import Process

__all__ = ["build"]


def build(compiled: Raw, language: str) -> Process:
    """Build a process in one language from its compiled form (`procwiz/process/1`).

    A language the process has no texts in falls back to the first it has. A compiled process of an earlier
    procwiz may lack law, routes, advice and risks: then there are none.
    """
    base = compiled["process"]
    texts: Raw = compiled["texts"].get(language, {})
    chosen = language if language in base["languages"] else base["languages"][0]
    own = texts.get("process", {})
    table = base.get("routes", {})
    read = Conditions(kinds(base, texts), table)
    built = tuple(phases.phase(raw, within(texts, "phases", raw["key"]), read) for raw in base["phases"])
    return Process(
        key=base["key"],
        version=base["version"],
        title=own.get("title", base["title"]),
        language=chosen,
        languages=tuple(base["languages"]),
        digest=compiled["digest"],
        roles={role["key"]: over(role, within(own, "roles", role["key"]))["title"] for role in base["roles"]},
        phases=built,
        glossary=counsel.terms(base.get("glossary", ()), texts.get("glossary", {})),
        sources=counsel.sources(base.get("sources", ()), texts.get("sources", {})),
        advice=counsel.advice(base.get("advice", ()), texts.get("advice", {}), read),
        risks=counsel.risks(base.get("risks", ()), texts.get("risks", {}), read),
        table=routes.table(table, texts.get("routes", {}), read, routes.titles(built)),
        law=law.law(base.get("law", {}), texts.get("law", {}), read),
    )
