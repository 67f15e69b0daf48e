"""What a good adviser says of a plan as it stands: the pieces of advice whose conditions hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from procwiz.core.plan import Plan
from procwiz.core.process import Advice

LEVELS = ("stop", "warning", "note")
"""How grave a piece of advice is, gravest first."""

_BLANK = re.compile(r"\{([a-z0-9_.]+)\}")


@dataclass(frozen=True, slots=True)
class Given:
    """A piece of advice that holds, with its text filled in; `assumed` where it rests on an assumption."""

    advice: Advice
    text: str
    assumed: bool


def given(plan: Plan) -> tuple[Given, ...]:
    """All advice that holds, gravest first, then in the order of the phases and of the file."""
    return _holding(plan, plan.process.advice)


def _holding(plan: Plan, among: Iterable[Advice]) -> tuple[Given, ...]:
    phases = [phase.key for phase in plan.phases]
    found = sorted(_held(plan, among), key=lambda one: (LEVELS.index(one.advice.level), phases.index(one.advice.phase)))
    return tuple(found)


def _held(plan: Plan, among: Iterable[Advice]) -> Iterator[Given]:
    for advice in among:
        finding = advice.when.hold(plan.fact)
        if finding.truth:
            yield Given(advice, _BLANK.sub(lambda blank: _shown(plan, blank[1]), advice.text), finding.assumed)


def _shown(plan: Plan, key: str) -> str:
    _, kind = plan.process.named(key)
    value = plan.fact(key).value
    return "–" if value is None else " ".join(kind.show(value, plan.notation).split())


def fresh(before: Plan, after: Plan) -> tuple[Given, ...]:
    """The advice that holds after a change and did not before."""
    moved, reads = set(after.moved_since(before)), after.process.advised_by
    touched = [advice for advice in after.process.advice if moved & reads[advice.code]]
    return _holding(after, [advice for advice in touched if not advice.when.hold(before.fact).truth])
