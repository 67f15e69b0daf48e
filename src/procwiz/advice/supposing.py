"""What other answers would change in the choice of way."""

from __future__ import annotations

from collections.abc import Iterator

from procwiz.advice.adviser import Adviser
from procwiz.core.advising import Advised, Routed, advise
from procwiz.core.lines import Line

LISTED = 3
"""So many of the first ways are told of when only their rank changes."""


def lines(adviser: Adviser) -> Iterator[Line]:
    """Tell what the supposed answers would change."""
    before = advise(adviser.plan)
    yield Line(adviser.supposed())
    found = [*_moved(adviser, before), *_tasked(adviser, before)]
    yield from [*_first(adviser, before), *found] if found else [Line(adviser.say("with.same"), level=1)]
    yield Line(adviser.say("with.untouched"))


def _first(adviser: Adviser, before: Advised) -> Iterator[Line]:
    """Say which way is the best now, and which was."""
    was, now = before.best, adviser.advised.best
    if was and now:
        titles = {"was": adviser.telling.title(was.key), "now": adviser.telling.title(now.key)}
        yield Line(adviser.say("with.best.same" if was.key == now.key else "with.best", **titles), level=1)


def _moved(adviser: Adviser, before: Advised) -> Iterator[Line]:
    """Say which ways stand otherwise, and which of the first ones have another rank."""
    for routed in adviser.advised.routes:
        was = before.route(routed.key)
        if was is None or not _differs(was, routed):
            continue
        title, stood, stands = adviser.telling.title(routed.key), _placed(adviser, was), _placed(adviser, routed)
        yield Line(adviser.say("with.route", title=title, before=stood, after=stands), level=1)


def _differs(was: Routed, now: Routed) -> bool:
    if was.standing is not now.standing:
        return True
    return was.rank != now.rank and min(routed.rank or LISTED + 1 for routed in (was, now)) <= LISTED


def _placed(adviser: Adviser, routed: Routed) -> str:
    standing = adviser.standing(routed)
    return standing if routed.rank is None else adviser.say("with.rank", standing=standing, rank=routed.rank)


def _tasked(adviser: Adviser, before: Advised) -> Iterator[Line]:
    """Say which tasks there would be more or fewer of."""
    was, now = ({verdict.row.id: verdict.row.task for verdict in part.tasks} for part in (before, adviser.advised))
    for name, here, there in (("new", now, was), ("gone", was, now)):
        for id_ in here:
            if id_ not in there:
                yield Line(adviser.say(f"with.task.{name}", row=id_, text=here[id_]), level=1)
