"""Derived values: a few named functions over answers and the law, never code in a process file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from procwiz.core.conditions import ALWAYS, Condition
from procwiz.core.facts import Fact, Status, ordered, row_facts, rows_of
from procwiz.core.law import EURO, NO_LAW, Law, Ruling
from procwiz.core.process import Derived, Lookup
from procwiz.core.values import Estimate, Money, Row, Value

FactOf: TypeAlias = Callable[[str], Fact]

UNKNOWN = Fact(Status.UNANSWERED)
INAPPLICABLE = Fact(Status.INAPPLICABLE)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a derived value may rest on beside answers: the law, the day it is asked on where no answer says one."""

    law: Law = NO_LAW
    day: date = date.min
    currency: str = EURO


NO_GROUND = Ground()


def derive(derived: Derived, facts: FactOf, ground: Ground = NO_GROUND) -> Fact:
    """Compute a derived value: not applicable or unanswered where an operand is.

    What rests on an assumption, be it the day the law is asked on, is deferred and assumed, as the assumption is.
    """
    if derived.lookup is not None:
        return _looked_up(derived, derived.lookup, facts, ground)
    if derived.function == "names":
        return _names(facts(key) for key in derived.operands)
    if derived.function in {"count", "sum"}:
        return _over_rows(derived, facts(derived.operands[0]), facts)
    return _paired(derived, [facts(key) for key in derived.operands])


def _paired(derived: Derived, operands: Sequence[Fact]) -> Fact:
    if any(operand.status is Status.INAPPLICABLE for operand in operands):
        return INAPPLICABLE
    values = [operand.value for operand in operands if operand.value is not None]
    if len(values) < len(operands):
        return UNKNOWN
    result = _PAIRS[derived.function](*values)
    if result is None:
        return UNKNOWN
    return _computed(result, assumed=any(operand.assumed for operand in operands))


# -- the law -------------------------------------------------------------------------


def asked_on(lookup: Lookup, facts: FactOf, ground: Ground) -> tuple[date, str]:
    """The day the law is asked on, and how it is known: `answered`, `assumed`, or `created`, the day the plan began."""
    given = facts(lookup.on)
    if not isinstance(given.value, date):
        return ground.day, "created"
    return given.value, "assumed" if given.assumed else "answered"


def _looked_up(derived: Derived, lookup: Lookup, facts: FactOf, ground: Ground) -> Fact:
    day, dated = asked_on(lookup, facts, ground)
    if lookup.below:
        found = _below(facts(derived.operands[0]), lookup, facts, day, ground)
    else:
        found = _given(lookup, facts, day, ground)
    rests_on_day = found.value is not None and dated == "assumed"
    return replace(found, status=Status.DEFERRED, assumed=True) if rests_on_day else found


def _given(lookup: Lookup, facts: FactOf, day: date, ground: Ground) -> Fact:
    ruling = ground.law.find(lookup.figure, facts, day, ground.currency)
    given: Value | None = ruling.value
    if lookup.give == "until":
        given = ruling.figure.last if ruling.figure else None
    return UNKNOWN if given is None else _computed(given, assumed=ruling.assumed)


def _below(value: Fact, lookup: Lookup, facts: FactOf, day: date, ground: Ground) -> Fact:
    """Find the first limit the value is below. Unknown while an answer that decides it is, or the law lacks the last.

    The last one is what a value that is below none of them lies above.
    """
    if value.status is Status.INAPPLICABLE:
        return INAPPLICABLE
    if value.value is None:
        return UNKNOWN
    amount, assumed, ruling = ordered(value.value), value.assumed, Ruling()
    currency = getattr(value.value, "currency", ground.currency)
    for name, code in lookup.below:
        ruling = ground.law.find(name, facts, day, currency)
        if ruling.waits or (ruling.figure and not isinstance(ruling.value, Money)):
            return UNKNOWN
        assumed |= ruling.assumed
        if isinstance(ruling.value, Money) and amount < ruling.value.amount:  # type: ignore[operator]
            return _computed(code, assumed=assumed)
    return _computed(lookup.otherwise, assumed=assumed) if ruling.figure else UNKNOWN


# -- words that look like names ------------------------------------------------------------

_WORD = re.compile(r"[^\W_][\w&/.'’-]*[®™]?")


def _names(texts: Iterable[Fact]) -> Fact:
    found = {name: text.assumed for text in texts for name in _names_in(text)}
    return _computed(", ".join(found), assumed=any(found.values())) if found else UNKNOWN


def _names_in(text: Fact) -> Iterator[str]:
    if isinstance(text.value, str):
        yield from names_in(text.value)
    for row in rows_of(text.value or ()):
        for cell in row.cells.values():
            if isinstance(cell, str):
                yield from names_in(cell)


def names_in(text: str) -> Iterator[str]:
    """Find words that look like a product's name: `SensoBed`, `X200`, `iCare`, `Nattero®`; not acronyms or places.

    >>> list(names_in("Vi vil have SensoBed X200 som i Aarhus, styret af it over 4G."))
    ['SensoBed X200']
    """
    words = list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        last = at
        while last < len(words) and _is_name(words[last][0]) and (last == at or _beside(text, words, last)):
            last += 1
        if last > at:
            yield text[words[at].start() : words[last - 1].end()].rstrip(".,;:'’")
        at = max(last, at + 1)


def _beside(text: str, words: list[re.Match[str]], at: int) -> bool:
    return text[words[at - 1].end() : words[at].start()] == " "


def _is_name(word: str) -> bool:
    bare = word.rstrip(".,;:'’")
    if bare.endswith(("®", "™")):
        return True
    mixed = re.search(r"[a-zæøå][A-ZÆØÅ]", bare) is not None
    model = re.fullmatch(r"[A-ZÆØÅ]+[a-zæøå]*-?[0-9]{2,}[A-Za-z]*|[A-Z][a-zæøå]{2,}[0-9]+", bare) is not None
    return mixed or (model and not bare.startswith(("CO", "ISO", "EN", "TRL", "SDG", "COVID")))


# -- rows --------------------------------------------------------------------------------


def _computed(result: Value, *, assumed: bool) -> Fact:
    return Fact(Status.DEFERRED if assumed else Status.ANSWERED, result, assumed)


def _over_rows(derived: Derived, table: Fact, facts: FactOf) -> Fact:
    if table.status is Status.INAPPLICABLE:
        return INAPPLICABLE
    if table.value is None and table.status is not Status.UNANSWERED:
        return UNKNOWN
    rows = rows_of(table.value or ())
    if derived.function == "count":
        return _count(derived.where or ALWAYS, rows, table, facts)
    cells = [row.cells[derived.operands[1]] for row in rows if derived.operands[1] in row.cells]
    total = _sum(cells) if cells else None
    return UNKNOWN if total is None else _computed(total, assumed=table.assumed)


def _count(where: Condition, rows: Sequence[Row], table: Fact, facts: FactOf) -> Fact:
    """Count the rows that surely meet a condition; one whose cells are open does not."""
    findings = [where.hold(row_facts(row.cells, facts)) for row in rows]
    assumed = table.assumed or any(finding.assumed for finding in findings)
    return _computed(Decimal(sum(finding.truth is True for finding in findings)), assumed=assumed)


def _sum(cells: Sequence[Value]) -> Value | None:
    currencies = {cell.currency for cell in cells if isinstance(cell, Money | Estimate)}
    if len(currencies) > 1:
        return None
    total = sum((amount for cell in cells if isinstance(amount := ordered(cell), Decimal)), Decimal(0))
    return Money(total, currencies.pop()) if currencies else total


def _difference(one: Value, other: Value) -> Value | None:
    if not _comparable(one, other):
        return None
    rest = Decimal(str(ordered(one))) - Decimal(str(ordered(other)))
    return Money(rest, one.currency) if isinstance(one, Money | Estimate) else rest


def _share(one: Value, other: Value) -> Value | None:
    whole = ordered(other)
    if not _comparable(one, other) or not whole:
        return None
    return Decimal(str(ordered(one))) / Decimal(str(whole)) * 100


def _days_between(one: Value, other: Value) -> Value | None:
    if isinstance(one, date) and isinstance(other, date):
        return Decimal((other - one).days)
    return None


def _comparable(one: Value, other: Value) -> bool:
    return getattr(one, "currency", None) == getattr(other, "currency", None)


_PAIRS: dict[str, Callable[[Value, Value], Value | None]] = {
    "difference": _difference,
    "share": _share,
    "days_between": _days_between,
}
