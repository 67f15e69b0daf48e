"""Why a way stands as it does: every row that names it, test by test, with the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from procwiz.advice.adviser import Adviser
from procwiz.core.advising import STATES, Routed, Verdict
from procwiz.core.advising.telling import Tested
from procwiz.core.lines import Line
from procwiz.core.routes import Exclusion, Row

MARKS = {True: "✓", False: "✗", None: "?"}


def route_lines(adviser: Adviser, key: str) -> Iterator[Line]:
    """Tell of every row and every exclusion that names a route, test by test, with the answers."""
    routed = adviser.advised.route(key)
    if routed is None:
        return
    yield from _head(adviser, routed)
    naming = [verdict for verdict in adviser.advised.verdicts if key in verdict.row.routes]
    if not naming:
        yield Line(adviser.say("why.unnamed"))
    for verdict in naming:
        yield Line()
        yield from _verdict(adviser, verdict)
    for exclusion in adviser.plan.process.table.exclusions:
        if key in exclusion.routes:
            yield Line()
            yield from _exclusion(adviser, exclusion)
    yield Line()
    yield Line(adviser.grounds(adviser.telling.basis(routed)))
    yield Line(adviser.colophon())


def row_lines(adviser: Adviser, row: Row) -> Iterator[Line]:
    """Tell of one row of the decision table, test by test, with the answers."""
    yield from _verdict(adviser, next(part for part in adviser.advised.verdicts if part.row.id == row.id))
    grounds = adviser.grounds(adviser.telling.grounds(row.basis, row.certainty))
    yield from [Line(), Line(grounds)] if grounds else []
    yield Line(adviser.colophon())


def _head(adviser: Adviser, routed: Routed) -> Iterator[Line]:
    title, standing = adviser.telling.title(routed.key), adviser.standing(routed)
    yield Line(adviser.say("why.title", title=title, key=routed.key, standing=standing))
    if routed.rank:
        ranked = sum(other.rank is not None for other in adviser.advised.routes)
        yield Line(adviser.say("why.rank", rank=routed.rank, n=ranked))


def _verdict(adviser: Adviser, verdict: Verdict) -> Iterator[Line]:
    state, text = adviser.say(f"row.{verdict.state}"), verdict.row.because or verdict.row.task
    yield Line(adviser.say("why.row", row=verdict.row.id, state=state, text=text))
    yield from _tests(adviser, adviser.telling.tests(verdict.row.when))


def _exclusion(adviser: Adviser, exclusion: Exclusion) -> Iterator[Line]:
    state = adviser.say(f"row.{STATES[exclusion.when.hold(adviser.known.fact).truth]}")
    yield Line(adviser.say("why.exclusion", state=state, text=exclusion.because))
    yield from _tests(adviser, adviser.telling.tests(exclusion.when))


def _tests(adviser: Adviser, tests: Iterable[Tested]) -> Iterator[Line]:
    for tested in tests:
        code = "why.test.met" if tested.holds and tested.answer in tested.text else "why.test"
        yield Line(adviser.say(code, mark=MARKS[tested.holds], text=tested.text, answer=tested.answer), level=1)
