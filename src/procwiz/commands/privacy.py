"""What of persons stands in a plan, and what was forgotten and is still in a file: found for `check`, and told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from procwiz import console, store
from procwiz.commands.forget import named
from procwiz.core import privacy
from procwiz.core.lines import Line
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.core.privacy import Finding
from procwiz.language import Language


def personal(plan: Plan, folder: Path) -> tuple[Finding, ...]:
    """Look through everything people wrote into a plan, half-typed texts too."""
    drafts = (privacy.draft(*found) for found in store.all_drafts(folder))
    return privacy.findings([*privacy.passages(plan), *drafts])


def held(plan: Plan, folder: Path) -> Iterator[Message]:
    """Name the files that a copy brought forgotten content back in; reading drops it, but it stands there."""
    for one in store.held(folder, store.gone(plan.journal)):
        keys = dict.fromkeys(subject.rpartition("gate/")[2].removeprefix("task/") for subject in one.subjects)
        names = tuple(dict.fromkeys(named(plan, key) for key in keys))
        params = {"file": str(one.path), "what": names, "key": next(iter(keys)), "plan": console.called(folder)}
        yield Message("privacy.held", params)


def told(found: Sequence[Finding], plan: Plan, folder: Path, language: Language) -> Iterator[Line]:
    """Tell what was found, covered, and what can be done."""
    if not found:
        yield Line(language("privacy.check.clean", title=plan.card.title))
        return
    yield Line(language("privacy.check.title", title=plan.card.title, n=len(found)))
    for one in found:
        yield Line()
        yield Line(_where(one, plan, language), "–")
        yield Line(language("privacy.check.says", kind=_kind(one, language), excerpt=one.excerpt), level=1)
    yield Line()
    yield Line(language("privacy.check.remedy", plan=console.called(folder)))


def _where(found: Finding, plan: Plan, language: Language) -> str:
    passage = found.passage
    place = language(f"privacy.place.{passage.place}")
    what = named(plan, passage.key)
    key = passage.event if passage.earlier else passage.key
    return language(f"privacy.check.{'earlier' if passage.earlier else 'where'}", what=what, place=place, key=key)


def _kind(found: Finding, language: Language) -> str:
    trait = found.trait
    countries = tuple(language(f"privacy.country.{country}") for country in trait.countries)
    unsure = ".unsure" if trait.kind == "number" and not trait.sure else ""
    return language(f"privacy.kind.{trait.kind}{unsure}", countries=countries)


def record(found: Sequence[Finding]) -> list[dict[str, Any]]:
    """Give what was found as data; never what it says."""
    return [
        {
            "kind": one.trait.kind,
            "level": one.level,
            "countries": list(one.trait.countries),
            "key": one.passage.key,
            "place": one.passage.place,
            "event": one.passage.event if one.passage.place != "draft" else None,
            "earlier": one.passage.earlier,
            "excerpt": one.excerpt,
        }
        for one in found
    ]
