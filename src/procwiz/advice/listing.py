"""The list: which ways are open, best first, which are closed and why, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from procwiz.advice import value
from procwiz.advice.adviser import Adviser
from procwiz.advice.law import law_changed
from procwiz.core.advising import Advised, Routed, Standing
from procwiz.core.lines import Line


def lines(adviser: Adviser) -> Iterator[Line]:
    """Tell which ways are open, best first; then what is closed and why, and what to ask next."""
    advised = adviser.advised
    fitting, waiting = advised.of(Standing.FITS), advised.of(Standing.WAITING)
    begun = [routed for routed in waiting if _begun(routed, advised)]
    yield Line(adviser.say("title", title=adviser.plan.card.title))
    yield from _tasks(adviser)
    yield from _value(adviser)
    for routed in (*(one for one in fitting if not one.common), *begun):
        yield from _route(adviser, routed)
    yield from _titles(adviser, "later", [routed for routed in waiting if routed not in begun])
    yield from _titles(adviser, "common", [routed for routed in fitting if routed.common])
    yield from _closed(adviser)
    yield from _ending(adviser)


def _begun(routed: Routed, advised: Advised) -> bool:
    """Say whether a test of a row that may open a route holds already."""
    pending = {row.id for row in routed.pending}
    return any(verdict.begun for verdict in advised.verdicts if verdict.row.id in pending)


def _tasks(adviser: Adviser) -> Iterator[Line]:
    if adviser.advised.tasks:
        yield Line()
        yield Line(adviser.say("first"))
    for verdict in adviser.advised.tasks:
        yield Line(verdict.row.task, verdict.row.id, 1)


def _value(adviser: Adviser) -> Iterator[Line]:
    told = [*law_changed(adviser.plan, adviser.language), *value.sentences(adviser)]
    if told:
        yield Line()
        yield Line(adviser.say("value"))
        yield Line(" ".join(told), level=1)


def _route(adviser: Adviser, routed: Routed) -> Iterator[Line]:
    telling, opens = adviser.telling, bool(routed.opening)
    yield Line()
    yield Line(f"{routed.rank} · {telling.title(routed.key)}: {adviser.standing(routed)}")
    because = [f"{row.because} ({row.id})" for row in telling.rows(routed)]
    yield from _labelled(adviser, "because" if opens else "may", because)
    yield from _labelled(adviser, "then", [", ".join(telling.sequence(routed))])
    yield from _labelled(adviser, "caveat", telling.caveats(routed))
    yield from _labelled(adviser, "next", telling.steps(routed) if opens else [])
    yield from _labelled(adviser, "basis", [adviser.grounds(telling.basis(routed))])
    yield from _labelled(adviser, "still" if opens else "missing", [adviser.named(routed.missing)])


def _labelled(adviser: Adviser, name: str, texts: Iterable[str]) -> Iterator[Line]:
    """Set texts one below the other, the label beside the first; nothing where all are empty."""
    label = adviser.say(f"label.{name}")
    for number, text in enumerate(part for part in texts if part):
        yield Line(text, label if number == 0 else " ", 1)


def _titles(adviser: Adviser, heading: str, routes: Sequence[Routed]) -> Iterator[Line]:
    if routes:
        yield Line()
        yield Line(adviser.say(f"heading.{heading}"))
        yield Line(", ".join(adviser.telling.title(routed.key) for routed in routes), level=1)


def _closed(adviser: Adviser) -> Iterator[Line]:
    closed = adviser.advised.of(Standing.CLOSED)
    if closed:
        yield Line()
        yield Line(adviser.say("heading.closed"))
    for routed in closed:
        reason = adviser.telling.because(routed)[0]
        yield Line(f"{adviser.telling.title(routed.key)}: {reason}", level=1)


def _ending(adviser: Adviser) -> Iterator[Line]:
    asked = adviser.asked_next
    yield Line()
    if asked:
        yield Line(adviser.say("next", what=adviser.named(asked)))
        yield Line(adviser.say("next.how", command=f"procwiz resume{adviser.folder} --question {asked[0]}"))
    best = adviser.advised.best
    if best:
        yield Line(adviser.say("more", key=best.key, folder=adviser.folder))
    yield Line(adviser.colophon())
