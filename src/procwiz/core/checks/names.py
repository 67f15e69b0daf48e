"""Names that must be free, and names that must exist."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from procwiz.core.checks.outline import Outline
from procwiz.core.checks.raw import Raw, entries, mapping, parts, problem, text, texts
from procwiz.core.problems import Path, Problem, meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RESERVED = frozenset({"answered", "unanswered", "deferred", "any", "all", "count", "where", "not", "fires"})


def repeated(named: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, Path]]:
    """Find each name that stood before; empty names do not count.

    >>> list(repeated([("a", (0,)), ("b", (1,)), ("a", (2,))]))
    [('a', (2,))]
    """
    ordered = sorted((part for part in named if part[0]), key=lambda part: part[0])
    return (later for earlier, later in pairwise(ordered) if earlier[0] == later[0])


def _named(raw: Raw, name: str, top: Path, key: str = "key") -> list[tuple[str, Path]]:
    return [(text(part, key), (*top, name, number, key)) for number, part in entries(raw, name)]


def keys_taken_once(outline: Outline) -> Iterator[Problem]:
    """Find keys given twice: questions and derived values, roles, phases, words, sources, routes, risks."""
    asked = [(one.key, (*one.path, "key")) for one in (*outline.questions, *outline.derived)]
    base, top = outline.base, ("process",)
    lists = (_named(base, name, top) for name in ("roles", "phases", "glossary"))
    ids = (_named(base, name, top, "id") for name in ("sources", "risks"))
    pages = _named(mapping(base, "routes"), "routes", (*top, "routes"))
    for named in (asked, *lists, *ids, pages, _versions(base)):
        for key, path in repeated(named):
            yield problem("key_twice", path, key=key)


def _versions(base: Raw) -> list[tuple[str, Path]]:
    return _named(base, "changes", ("process",), "version")


def codes_taken_once(outline: Outline) -> Iterator[Problem]:
    """Find codes given twice among the options, columns, criteria or rules that stand together."""
    for named in (*_codes(outline), *_rule_codes(outline)):
        for code, path in repeated(named):
            yield problem("code_twice", path, code=code)


def _codes(outline: Outline) -> Iterator[list[tuple[str, Path]]]:
    yield list(outline.firing)
    for one in outline.derived:
        yield _named(one.raw, "options", one.path, "code")
    for one in outline.questions:
        yield _named(one.raw, "options", one.path, "code")
        yield _named(one.raw, "columns", one.path, "code")
        for column in one.columns.values():
            yield _named(column.raw, "options", column.path, "code")
    for _, phase, path in outline.phases:
        yield _named(mapping(phase, "gate"), "criteria", (*path, "gate"), "code")


def _rule_codes(outline: Outline) -> Iterator[list[tuple[str, Path]]]:
    """The codes of rules that no condition reads."""
    for names in (("routes", "exclusions"), ("routes", "signals"), ("law", "figures"), ("advice",)):
        yield [(text(raw, "code"), (*path, "code")) for raw, path in outline.listed(*names)]
    for raw, path in outline.listed("routes", "routes"):
        yield _named(raw, "steps", path, "code")
    for raw, path in outline.listed("law", "figures"):
        yield _named(raw, "shortened", path, "code")


def codes_not_reserved(outline: Outline) -> Iterator[Problem]:
    """Find codes that mean something else in a condition."""
    for named in _codes(outline):
        for code, path in named:
            if code in RESERVED:
                yield problem("code_reserved", path, code=code)


def keys_begin_with_phase(outline: Outline) -> Iterator[Problem]:
    """Find keys of questions and derived values that do not begin with their phase's key."""
    phases = {number: text(raw, "key") for number, raw, _ in outline.phases}
    for one in (*outline.questions, *outline.derived):
        phase = phases[one.phase]
        if one.key and phase and not one.key.startswith(f"{phase}."):
            yield problem("key_phase", (*one.path, "key"), key=one.key, phase=phase)


def roles_exist(outline: Outline) -> Iterator[Problem]:
    """Find roles that `process.yaml` does not have."""
    roles = {text(role, "key") for _, role in entries(outline.base, "roles")}
    for role, path in _roles(outline):
        if role and role not in roles:
            yield problem("role_unknown", path, role=role, near=meant(role, roles))


def _roles(outline: Outline) -> Iterator[tuple[str, Path]]:
    for _, phase, path in outline.phases:
        for number, role in texts(phase, "who"):
            yield role, (*path, "who", number)
        yield text(mapping(phase, "gate"), "decided_by"), (*path, "gate", "decided_by")
    for one in outline.questions:
        yield text(one.raw, "role"), (*one.path, "role")
    for risk, path in outline.listed("risks"):
        yield text(risk, "owner"), (*path, "owner")


def sources_exist(outline: Outline) -> Iterator[Problem]:
    """Find sources that `sources.yaml` does not have."""
    known = {text(source, "id") for _, source in entries(outline.base, "sources")}
    for raw, path in _sourced(outline):
        for number, source in texts(raw, "source"):
            if source not in known:
                yield problem("source_unknown", (*path, "source", number), source=source, near=meant(source, known))


def _sourced(outline: Outline) -> Iterator[tuple[Raw, Path]]:
    yield from ((one.raw, one.path) for one in outline.questions)
    for _, phase, path in outline.phases:
        for number, part in entries(mapping(phase, "gate"), "criteria"):
            yield part, (*path, "gate", "criteria", number)
    yield from parts(outline.base, "glossary", ("process",))
    yield from outline.rules
    for raw, path in outline.listed("law", "figures"):
        yield from parts(raw, "shortened", path)
    for raw, path in outline.listed("routes", "routes"):
        yield from parts(raw, "steps", path)
        yield mapping(raw, "case"), (*path, "case")


def gates_taken_once(outline: Outline) -> Iterator[Problem]:
    """Find gates that two phases have."""
    for gate, path in repeated((key, (*path, "gate", "key")) for key, _, path in _gates(outline)):
        yield problem("gate_twice", path, gate=gate)


def _gates(outline: Outline) -> list[tuple[str, int, Path]]:
    return [(text(mapping(raw, "gate"), "key"), number, path) for number, raw, path in outline.phases]


def due_gates_exist(outline: Outline) -> Iterator[Problem]:
    """Find questions due at a gate there is not, or at one that is passed before they are asked."""
    gates = {key: number for key, number, _ in reversed(_gates(outline)) if key}
    for one in outline.questions:
        due = text(one.raw, "due")
        if due and due not in gates:
            yield problem("gate_unknown", (*one.path, "due"), gate=due, near=meant(due, gates))
        elif due and gates[due] < one.phase:
            yield problem("due_early", (*one.path, "due"), key=one.key, gate=due)


def phases_moved_exist(outline: Outline) -> Iterator[Problem]:
    """Find phases moved ahead of one there is not, or of one they stand before already."""
    numbers = {text(raw, "key"): number for number, raw, _ in reversed(outline.phases)}
    for number, raw, path in outline.phases:
        before = mapping(raw, "before")
        target = text(before, "phase")
        if target and target not in numbers:
            yield problem("phase_unknown", (*path, "before", "phase"), phase=target, near=meant(target, numbers))
        elif target and numbers[target] >= number:
            yield problem("before_not_earlier", (*path, "before", "phase"), phase=target)


def phases_exist(outline: Outline) -> Iterator[Problem]:
    """Find advice, risks and steps of routes in phases there are not."""
    phases = {text(raw, "key") for _, raw, _ in outline.phases}
    pages = outline.listed("routes", "routes")
    steps = (step for page, path in pages for step in parts(page, "steps", path))
    for raw, path in (*outline.listed("advice"), *outline.listed("risks"), *steps):
        phase = text(raw, "phase")
        if phase and phase not in phases:
            yield problem("phase_unknown", (*path, "phase"), phase=phase, near=meant(phase, phases))
