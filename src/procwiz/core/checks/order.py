"""What may be read from where: nothing ahead, nothing in a circle, nothing across phases that change places."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from procwiz.core.checks.outline import END, Field, Guard, Outline, Position
from procwiz.core.checks.raw import mapping, problem, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procwiz.core.problems import Path, Problem

ESSENTIAL = 15
FAR, MANY = 8, 200
"""How far a row may lie from the names it rests on, and how many these may be, each counted as often as asked for."""

Graph: TypeAlias = "Mapping[str, frozenset[str]]"


def graph(outline: Outline) -> Graph:
    """Say for every question and derived value which keys it reads itself, for every row and definition which names."""
    found: dict[str, set[str]] = {one.key: set(outline.rests_on(one)) for one in outline.derived}
    for read in outline.reads:
        if read.guard.owner and outline.field(read) is outline.fields.get(read.key):
            found.setdefault(read.guard.owner, set()).add(read.key)
    return {key: frozenset(keys) for key, keys in found.items()}


def way(start: str, goal: str, reads: Graph) -> tuple[str, ...]:
    """Find the shortest way from a key to another along what they read; empty where there is none.

    >>> way("a", "c", {"a": frozenset("b"), "b": frozenset("c")})
    ('a', 'b', 'c')
    """
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for here in ways:
        if here[-1] == goal:
            return here
        for following in sorted(reads.get(here[-1], frozenset()) - seen):
            seen.add(following)
            ways.append((*here, following))
    return ()


def positions(outline: Outline) -> Mapping[str, Position]:
    """Place every key: a derived value stands where the last answer it rests on stands."""
    reads = graph(outline)
    asked = {key: one.position for key, one in outline.fields.items() if one.position[1] != END}
    found = dict(asked)
    for one in outline.derived:
        below = _below(one.key, reads)
        found.setdefault(one.key, max((asked[key] for key in below if key in asked), default=(0, -1)))
    return found


def _below(key: str, reads: Graph) -> set[str]:
    found, open_keys = {key}, [key]
    while open_keys:
        fresh = reads.get(open_keys.pop(), frozenset()) - found
        found |= fresh
        open_keys.extend(fresh)
    return found - {key}


def nothing_ahead(outline: Outline) -> Iterator[Problem]:
    """Find conditions that read what is asked later, or that wait for themselves."""
    reads, places = graph(outline), positions(outline)
    for read in outline.reads:
        guard = read.guard
        if "." not in read.key and read.row is not None:
            yield from _column_ahead(read.key, read.path, guard)
        elif read.key in places and not places[read.key] < guard.limit:
            back = way(read.key, guard.owner, reads) if guard.owner else ()
            if back:
                yield problem("circle", read.path, way=" → ".join((guard.owner, *back)))
            else:
                yield problem("looks_forward", read.path, key=read.key)


def _column_ahead(key: str, path: Path, guard: Guard) -> Iterator[Problem]:
    if guard.column is None or guard.row is None or key not in guard.row.columns:
        return
    if guard.row.columns[key].position[0] >= guard.column:
        yield problem("looks_forward", path, key=key)


def derived_rest_on_answers(outline: Outline) -> Iterator[Problem]:
    """Find derived values that rest on themselves or on later phases; circles through questions are found above."""
    reads = {one.key: frozenset(outline.rests_on(one)) for one in outline.derived}
    places = positions(outline)
    for one in outline.derived:
        for key in outline.rests_on(one):
            back = way(key, one.key, reads)
            if back and key in outline.fields:
                yield problem("circle", one.path, way=" → ".join((one.key, *back)))
            elif key in places and places[key] > (one.phase, END):
                yield problem("looks_forward", one.path, key=key)


def names_in_no_circle(outline: Outline) -> Iterator[Problem]:
    """Find rows and definitions of the decision table that ask for themselves; each circle once."""
    reads = graph(outline)
    for read in outline.reads:
        back = way(read.key, read.guard.owner, reads) if read.fires and read.guard.owner else ()
        if back and read.guard.owner == min(back):
            yield problem("circle", read.path, way=" → ".join((read.guard.owner, *back)))


def names_not_too_far(outline: Outline) -> Iterator[Problem]:
    """Find rows and definitions that rest on too many others, or on others that rest on others too many times."""
    if any(True for _ in names_in_no_circle(outline)):
        return
    reads: dict[str, list[str]] = {name: [] for name, _ in outline.firing}
    for read in outline.reads:
        if read.fires and read.guard.owner in reads:
            reads[read.guard.owner].append(read.key)
    less, more = _unfolded(reads, FAR), _unfolded(reads, FAR + 1)
    for name, path in outline.firing:
        if more[name] >= MANY or more[name] != less[name]:
            yield problem("names_far", path, name=name, far=FAR, most=MANY)


def _unfolded(reads: Mapping[str, list[str]], far: int) -> Mapping[str, int]:
    """Count how many names each rests on, as often as they are asked for, at most so far away."""
    found = dict.fromkeys(reads, 0)
    for _ in range(far):
        found = {name: min(MANY, sum(1 + found.get(other, 0) for other in others)) for name, others in reads.items()}
    return found


def essential_rest_on_essential(outline: Outline) -> Iterator[Problem]:
    """Find conditions of the quick scan's questions, or of their phases, that read what it does not ask."""
    reads = graph(outline)
    scanned = {one.phase for one in outline.questions if one.essential}
    for read in outline.reads:
        owner = outline.fields.get(read.guard.owner)
        held = owner.essential if owner else read.guard.path[3:] == ("when",) and read.guard.phase in scanned
        field = outline.fields.get(read.key)
        if held and field is not None and not _all_essential(field, outline, reads):
            yield problem("essential_reads", read.path, key=read.key)


def _all_essential(field: Field, outline: Outline, reads: Graph) -> bool:
    asked = {field.key} if field.position[1] != END else _below(field.key, reads)
    return all(outline.fields[key].essential for key in asked if key in outline.fields and _asked(outline, key))


def _asked(outline: Outline, key: str) -> bool:
    return outline.fields[key].position[1] != END


def essential_are_few(outline: Outline) -> Iterator[Problem]:
    """Find a quick scan that is not quick."""
    essential = [one for one in outline.questions if one.essential]
    if len(essential) > ESSENTIAL:
        yield problem("essential_many", (*essential[ESSENTIAL].path, "depth"), n=len(essential), most=ESSENTIAL)


def moved_phases_stay_apart(outline: Outline) -> Iterator[Problem]:
    """Find phases that can change places, or stand between such, and read one another."""
    groups = list(_groups(outline))
    names = {number: text(raw, "key") for number, raw, _ in outline.phases}
    for key, path, phase in _all_reads(outline):
        field = outline.fields.get(key)
        if field is None or field.phase >= phase:
            continue
        if any(phase in group and field.phase in group for group in groups):
            yield problem("phases_swap", path, key=key, phase=names[phase], other=names[field.phase])


def _groups(outline: Outline) -> Iterator[range]:
    numbers = {text(raw, "key"): number for number, raw, _ in outline.phases}
    for number, raw, _ in outline.phases:
        target = numbers.get(text(mapping(raw, "before"), "phase"), number)
        if target < number:
            yield range(target, number + 1)


def _all_reads(outline: Outline) -> Iterator[tuple[str, Path, int]]:
    for read in outline.reads:
        if outline.field(read) is outline.fields.get(read.key):
            yield read.key, read.path, read.guard.phase
    for one in outline.derived:
        for key in outline.rests_on(one):
            yield key, one.path, one.phase
