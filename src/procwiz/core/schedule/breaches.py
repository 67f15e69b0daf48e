"""Given days that come too early: against the law's minima, or against the shortest time of the work before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from procwiz.core.schedule.days import DAY
from procwiz.core.schedule.outcome import Breach
from procwiz.core.schedule.passes import At, Pace, Rules, arrival
from procwiz.core.schedule.tasks import Given, Least, Task


def too_early(tasks: Sequence[Task], rules: Rules) -> Iterator[Breach]:
    """Hold every given day against the given day before it; the first, where it is to come, against today."""
    begun = any(task.given is not None and task.given.day < rules.today for task in tasks)
    since = None if begun else At(rules.today)
    between: list[Task] = []
    for task in tasks:
        between.append(task)
        if task.given is None:
            continue
        if since is not None:
            yield from _against_law(between, task.given, since, rules) or _against_work(
                between, task.given, since, rules
            )
        since = At(task.given.day + DAY, task.given.day if task.nature.point else None)
        between = []


def _against_law(between: Sequence[Task], given: Given, since: At, rules: Rules) -> list[Breach]:
    """Count the law's minima alone since the given day before, whether that is past or not."""
    least = next((task.least for task in reversed(between) if task.minimum), None)
    if least is None:
        return []
    bare = [replace(task, done=False, given=None) for task in between]
    earliest = arrival(bare, Pace.BARE, replace(rules, today=since.next), since)
    return _breach(between[-1], given, earliest, least)


def _against_work(between: Sequence[Task], given: Given, since: At, rules: Rules) -> list[Breach]:
    """Count the shortest time of what is not over yet; of what is over only the order is looked at."""
    left = [replace(task, given=None) for task in between if not task.done]
    if left and given.day >= rules.today:
        return _breach(between[-1], given, arrival(left, Pace.LAWFUL, rules, since), None)
    return _breach(between[-1], given, since.next - DAY, None)


def _breach(task: Task, given: Given, earliest: date, least: Least | None) -> list[Breach]:
    missing = (earliest - given.day).days
    return [Breach(task.phase, task.code, task.title, given, earliest, missing, least)] if missing > 0 else []
