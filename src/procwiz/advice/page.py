"""A page on one way to buy, and where it stands in the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from procwiz.advice.adviser import Adviser
from procwiz.core.advising import Routed, Standing, phrases
from procwiz.core.lines import Line
from procwiz.core.routes import CHOSEN, Route, Step
from procwiz.core.schedule.tasks import walked
from procwiz.core.supposing import Supposed


def lines(adviser: Adviser, key: str) -> Iterator[Line]:
    """Tell of one way to buy, and where it stands in the plan."""
    route, routed = adviser.plan.process.table.routes[key], adviser.advised.route(key)
    yield Line(route.title)
    if adviser.values:
        yield Line(adviser.supposed())
    yield from _chapter(adviser, "what", [route.what])
    yield from _chapter(adviser, "fits", [route.fits])
    yield from _chapter(adviser, "wrong", [route.wrong])
    yield from _chapter(adviser, "basis", [adviser.grounds(adviser.telling.grounds(route.basis, route.certainty))])
    yield from _heading(adviser, "steps")
    yield from (Line(text, level=1) for text in _steps(adviser, route))
    yield from _chapter(adviser, "pitfalls", route.pitfalls)
    yield from _chapter(adviser, "case", [route.case.text] if route.case else [])
    yield from _chapter(adviser, "here", [_here(adviser, routed)] if routed else [])
    yield from _chapter(adviser, "sources", _sources(adviser, route.sources))
    yield Line()
    yield Line(adviser.colophon())


def _heading(adviser: Adviser, name: str) -> Iterator[Line]:
    yield Line()
    yield Line(adviser.say(f"page.{name}"))


def _chapter(adviser: Adviser, name: str, texts: Iterable[str]) -> Iterator[Line]:
    """Set texts under their heading; nothing where all are empty."""
    found = [text for text in texts if text]
    if found:
        yield from _heading(adviser, name)
    yield from (Line(text, level=1) for text in found)


def _steps(adviser: Adviser, route: Route) -> Iterator[str]:
    """Name a route's steps with their days, in the order they would come on that route."""
    taken = Supposed(adviser.plan, {**adviser.values, CHOSEN: route.key})
    for step in route.ordered(phase.key for phase in walked(taken)):
        yield f"{step.title}: {phrases.days(step, adviser.language.say, _least(adviser, route, step))}"


def _least(adviser: Adviser, route: Route, step: Step) -> int:
    """The law's minimum for a step of a route, in calendar days; 0 where there is none."""
    if not step.least:
        return 0
    plan = adviser.plan
    figure = plan.process.law.find(step.least, Supposed(plan, {CHOSEN: route.key}).fact, plan.ground.day).figure
    return int(figure.number) if figure and figure.number is not None else 0


def _here(adviser: Adviser, routed: Routed) -> str:
    """Say where a route stands; of one that waits what for, not what its rows would say if they held."""
    told = [f"{adviser.standing(routed)}."]
    if routed.standing is not Standing.WAITING:
        told += adviser.telling.because(routed)
    if routed.missing:
        label = adviser.say("label.still" if routed.opening else "label.missing")
        told.append(f"{label}: {adviser.named(routed.missing)}.")
    return " ".join(told)


def _sources(adviser: Adviser, ids: Iterable[str]) -> Iterator[str]:
    sources = adviser.plan.process.sources
    for one in (sources[id_] for id_ in ids if id_ in sources):
        named = ", ".join(part for part in (one.title, one.publisher, one.year) if part)
        yield f"{named} ({phrases.certainty(one.certainty, adviser.language.say)})"
