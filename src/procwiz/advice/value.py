"""Which rules the value comes under, by which figure, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from procwiz.advice.adviser import Adviser
from procwiz.core.advising.value import OUTCOMES, Held, called, hold_value
from procwiz.core.values import Money


def sentences(adviser: Adviser) -> Iterator[str]:
    """Say which rules the value comes under; nothing where the process looks none up."""
    held = hold_value(adviser.known)
    if held is None:
        return
    if held.missing:
        yield adviser.say("value.missing", what=adviser.named(held.missing))
        return
    yield from _ruled(adviser, held)


def _ruled(adviser: Adviser, held: Held) -> Iterator[str]:
    figure, limit = held.ruling.figure, held.ruling.value
    if not held.code or held.value is None or figure is None or not isinstance(limit, Money):
        return
    amounts = {"value": adviser.amount(held.value), "limit": adviser.amount(limit)}
    names = {"title": figure.title, "regime": called(adviser.plan, held.code)}
    yield adviser.say(f"value.{held.code if held.code in OUTCOMES else 'other'}", **amounts, **names)
    basis = adviser.grounds(adviser.telling.grounds(figure.basis, held.ruling.certainty))
    if basis:
        yield adviser.say("value.basis", basis=basis)
    yield adviser.say(f"value.day.{held.dated}", day=adviser.day(held.day))
    yield from _reservations(adviser, held)
    yield adviser.say("value.counts")


def _reservations(adviser: Adviser, held: Held) -> Iterator[str]:
    flags = {
        "nearest": held.ruling.nearest,
        "converted": held.ruling.converted,
        "near": held.near,
        "straddles": held.straddles,
        "assumed": held.assumed,
    }
    yield from (adviser.say(f"value.{name}") for name, holds in flags.items() if holds)
