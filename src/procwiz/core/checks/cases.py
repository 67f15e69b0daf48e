"""The answers worth trying: for every way the tests on a key can come out, one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import chain, combinations, pairwise, product
from typing import TypeAlias

from procwiz.core.conditions import AllOf, Known, OneOf, Test, Within
from procwiz.core.facts import Fact, Status
from procwiz.core.kinds import Amount, Choice, Choices, Day, Kind, Number, Percent, Scale, Table, YesNo
from procwiz.core.values import Money, Value

Case: TypeAlias = "Mapping[Test, bool | None]"
"""What each test on a key comes to; None where it cannot be known."""

MOST = 512
"""More answers to one question than this are not tried."""


def cases(kind: Kind, tests: Sequence[Test]) -> tuple[Case, ...]:
    """Find the ways the tests on a key of a kind can come out; none where there are too many.

    A table's tests are taken to come out independently: more than can be, never less.
    """
    if isinstance(kind, Table):
        ways = product((True, False), repeat=len(tests)) if 2 ** min(len(tests), 63) <= MOST else ()
        return tuple(dict(zip(tests, way, strict=True)) for way in ways)
    facts = [Fact(Status.ANSWERED, value) for value in _values(kind, tests)]
    if len(facts) > MOST:
        return ()
    if any(isinstance(test, Known) for test in tests):
        facts += [Fact(Status.UNANSWERED), Fact(Status.DEFERRED)]
    found = [tuple(test.hold("", lambda _, fact=fact: fact).truth for test in tests) for fact in facts]  # type: ignore[misc]
    return tuple(dict(zip(tests, way, strict=True)) for way in dict.fromkeys(found))


def _values(kind: Kind, tests: Sequence[Test]) -> Sequence[Value]:
    match kind:
        case YesNo():
            return (True, False)
        case Choice(options=options):
            return [option.code for option in options]
        case Choices():
            return _subsets(sorted({str(part) for part in _literals(tests)}))
        case Day():
            return _days([end for end in _ends(tests) if isinstance(end, date)])
        case Number() | Percent() | Scale() | Amount():
            return list(_measures(kind, [end for end in _ends(tests) if isinstance(end, Decimal)]))
    named = [part for part in _literals(tests) if isinstance(part, str)]
    return [*named, "".join(named) + "x"]


def _literals(tests: Iterable[Test]) -> Iterator[Value]:
    for test in tests:
        if isinstance(test, OneOf):
            yield from test.literals
        elif isinstance(test, AllOf):
            yield from test.codes


def _ends(tests: Sequence[Test]) -> Iterator[Value]:
    yield from _literals(tests)
    for test in tests:
        if isinstance(test, Within):
            yield from (end for end in (test.low, test.high) if end is not None)


def _subsets(codes: Sequence[str]) -> Sequence[Value]:
    if 2 ** min(len(codes), 63) > MOST:
        return [()] * (MOST + 1)
    return list(chain.from_iterable(combinations(codes, size) for size in range(len(codes) + 1)))


def _days(ends: Iterable[date]) -> Sequence[Value]:
    last = date.max.toordinal()
    near = {min(max(end.toordinal() + step, 1), last) for end in ends for step in (-1, 0, 1)}
    return [date.fromordinal(day) for day in sorted(near or {1})]


def _measures(kind: Kind, ends: Iterable[Decimal]) -> Iterator[Value]:
    """Take the ends, what lies beside and between them, and of those what the kind allows."""
    own = sorted({*ends, *_limits(kind)}) or [Decimal(0)]
    between = [(one + other) / 2 for one, other in pairwise(own)]
    near = {part + step for part in own for step in (-1, 0, 1)} | set(between)
    whole = {part.to_integral_value(way) for part in near for way in (ROUND_FLOOR, ROUND_CEILING)}
    for part in sorted(near | whole):
        value = Money(part, "") if isinstance(kind, Amount) else part
        if not any(True for _ in kind.check(value)):
            yield value


def _limits(kind: Kind) -> Iterator[Decimal]:
    match kind:
        case Number(minimum=low, maximum=high) | Percent(minimum=low, maximum=high):
            yield from (end for end in (low, high) if end is not None)
        case Scale():
            yield from (Decimal(1), Decimal(5))
        case Amount():
            yield Decimal(0)
