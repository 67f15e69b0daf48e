"""Innovative purchases counted, in the ways of three others who count.

- CO-PI's definition (2022): something new, with private parties, bought and put to use, of value to all. All four hold.
- Innovationsbarometeret: new to the workplace, which may have borrowed it, and it has created value.
- LUP: needs and functions are told instead of a solution, and the market is invited to a dialogue. It counts when the
  tender has been sent out, as the purchases on Doffin are counted.

What is shown counts; what was hoped for is on its way; what nobody has said cannot be counted yet, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from procwiz.core.portfolio.summary import Novelty, Summary

MARKS = ("new", "private", "implemented", "value")
"""CO-PI's four marks, as `anchor.definition` and `scale.definition` have them."""
NEW_AND_OF_VALUE = ("new", "value")
DESCRIBED = frozenset({"effect", "function"})
ENDED = ("ended",)
"""What keeps a purchase out whose plan has ended before anything was shown."""


class State(Enum):
    """How a purchase stands in a way of counting."""

    COUNTS = "counts"
    COMING = "coming"
    UNKNOWN = "unknown"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a purchase stands, and the codes of what is missing before it can be said, or of what keeps it out."""

    state: State
    missing: tuple[str, ...] = ()


def copi(summary: Summary) -> Judgement:
    """Hold a purchase against CO-PI's definition."""
    found = summary.novelty
    if found.shown is not None:
        return _held(State.COUNTS, State.OUT, _absent(MARKS, found.shown))
    return _hoped(summary, MARKS)


def barometer(summary: Summary) -> Judgement:
    """Hold a purchase against Innovationsbarometeret's two conditions."""
    counted = summary.novelty.counted
    if counted:
        return Judgement(State.COUNTS) if counted == "both" else Judgement(State.OUT, _SHORT.get(counted, ()))
    return _hoped(summary, NEW_AND_OF_VALUE)


_SHORT: Mapping[str, tuple[str, ...]] = {
    "new_only": ("value",),
    "value_only": ("new",),
    "neither": NEW_AND_OF_VALUE,
}


def lup(summary: Summary) -> Judgement:
    """Hold a purchase against what LUP calls an innovative procurement."""
    found = summary.novelty
    missing = tuple(_not_yet(found))
    if found.announced is not None:
        said_no = found.described not in {"", *DESCRIBED} or found.dialogue is False
        return _held(State.COUNTS, State.OUT if said_no else State.UNKNOWN, missing)
    if not summary.alive:
        return Judgement(State.OUT, ENDED)
    return _held(State.COMING, State.UNKNOWN, missing)


def _not_yet(found: Novelty) -> Iterable[str]:
    if found.described not in DESCRIBED:
        yield "described"
    if not found.dialogue:
        yield "dialogue"


def _hoped(summary: Summary, marks: Iterable[str]) -> Judgement:
    """Take what was ticked at the start, for a purchase nobody has looked back on yet."""
    hoped = summary.novelty.hoped
    if not summary.alive:
        return Judgement(State.OUT, ENDED)
    return _held(State.COMING, State.UNKNOWN, _absent(marks, hoped) if hoped is not None else ("marks",))


def _absent(marks: Iterable[str], ticked: Iterable[str]) -> tuple[str, ...]:
    there = set(ticked)
    return tuple(mark for mark in marks if mark not in there)


def _held(whole: State, else_: State, missing: tuple[str, ...]) -> Judgement:
    return Judgement(else_, missing) if missing else Judgement(whole)


WAYS: Mapping[str, Callable[[Summary], Judgement]] = {"copi": copi, "barometer": barometer, "lup": lup}
"""The ways of counting, by their codes."""


def counted(summaries: Iterable[Summary], way: str) -> dict[State, int]:
    """Count purchases in one of the ways."""
    found = dict.fromkeys(State, 0)
    for summary in summaries:
        found[WAYS[way](summary).state] += 1
    return found


@dataclass(frozen=True, slots=True)
class Results:
    """What of LUP's own result figures the plans can tell, and how often a strategy is behind a purchase.

    `strategic_asked` counts the plans that say whether one is. Jobs and CO2, which LUP counts too, no plan asks for.
    """

    buyers: int
    savings: int
    developed: int
    strategic: int
    strategic_asked: int


def results(summaries: Iterable[Summary]) -> Results:
    """Add up what the plans tell of LUP's result figures."""
    found = [summary.novelty for summary in summaries]
    return Results(
        buyers=sum(one.buyers for one in found),
        savings=sum(one.savings for one in found),
        developed=sum(one.kind is not None and one.kind.key == "developed" for one in found),
        strategic=sum(one.strategic is True for one in found),
        strategic_asked=sum(one.strategic is not None for one in found),
    )


def kinds(summaries: Iterable[Summary]) -> dict[str, int]:
    """Count purchases by DFØ's three kinds; under the empty name those that have not said."""
    found = [summary.novelty.kind for summary in summaries]
    return _tallied(kind.title if kind is not None else "" for kind in found)


def values(summaries: Iterable[Summary]) -> dict[str, int]:
    """Count purchases by Innovationsbarometeret's kinds of value; one may have several, and most have none yet."""
    return _tallied(value.title for summary in summaries for value in summary.novelty.values)


def _tallied(titles: Iterable[str]) -> dict[str, int]:
    """Count titles, the most frequent first and the empty one last."""
    return dict(sorted(Counter(titles).items(), key=lambda pair: (not pair[0], -pair[1], pair[0])))
