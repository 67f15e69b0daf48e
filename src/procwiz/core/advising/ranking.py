"""Routes in order, best first.

Fitting by a row, then waiting, then what is open to everyone and named by no other row. Within these: where
something must be developed and nothing exists, what develops comes first; then the smallest procedure; and where the
table prefers one route to another, that one. The rules themselves are data: `order` and `preferences` of the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from procwiz.core.advising.standing import Routed, Standing
from procwiz.core.facts import Facts
from procwiz.core.routes import Table


def ranked(routes: Iterable[Routed], table: Table, facts: Facts) -> tuple[Routed, ...]:
    """Sort routes, best first, closed ones last, and give the others their rank."""
    places = {key: place for place, key in enumerate(order(table, facts))}
    listed = sorted(routes, key=lambda routed: (_group(routed), places.get(routed.key, len(places))))
    return tuple(
        replace(routed, rank=None if routed.standing is Standing.CLOSED else number)
        for number, routed in enumerate(listed, start=1)
    )


def _group(routed: Routed) -> int:
    if routed.standing is Standing.CLOSED:
        return 3
    if routed.standing is Standing.FITS and not routed.common:
        return 0
    return 1 if routed.pending else 2


def order(table: Table, facts: Facts) -> list[str]:
    """Order all routes for a plan: from the smallest up, then as the preferences that hold have it."""
    found = list(table.order)
    for preference in table.preferences:
        if preference.when.hold(facts).truth is not True:
            continue
        found = [key for key in found if key in preference.ahead] + [
            key for key in found if key not in preference.ahead
        ]
        found = _reordered(found, _by_signals(preference.order, table, facts))
    return found


def _reordered(order: list[str], wanted: list[str]) -> list[str]:
    """Put the wanted ones in their order, from the place of the first of them on."""
    present = [key for key in wanted if key in order]
    if not present:
        return order
    first = min(order.index(key) for key in present)
    rest = [key for key in order if key not in present]
    return [*rest[:first], *present, *rest[first:]]


def _by_signals(order: tuple[str, ...], table: Table, facts: Facts) -> list[str]:
    """Let more signals go before fewer among the routes that have any; equal ones stay as they are."""
    weighed = {signal.towards for signal in table.signals}
    counts = dict.fromkeys(weighed, 0)
    for signal in table.signals:
        counts[signal.towards] += signal.when.hold(facts).truth is True
    best = iter(sorted((key for key in order if key in weighed), key=lambda key: -counts[key]))
    return [next(best) if key in weighed else key for key in order]
