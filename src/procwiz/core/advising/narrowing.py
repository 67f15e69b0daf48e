"""Which answers would narrow the choice of route most."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from procwiz.core.advising.advised import Advised, advise
from procwiz.core.advising.standing import Standing
from procwiz.core.conditions import Condition, Fires, OneOf, Within
from procwiz.core.derivation import asked_on
from procwiz.core.kinds import Amount, Choice, Choices, Number, YesNo
from procwiz.core.plan import Plan
from procwiz.core.routes import Table
from procwiz.core.supposing import Supposed
from procwiz.core.values import Money, Value

MOST = 2


def ask_next(plan: Plan, advised: Advised) -> tuple[str, ...]:
    """Name at most two questions whose answers would leave the least undecided; none where nothing is."""
    asked = _missing(plan, advised)
    now = undecided(advised)
    left = {key: _left(plan, key) for key in asked}
    helpful = [key for key in asked if left[key] < now]
    # where no single answer decides anything, several may together
    return tuple(sorted(helpful, key=lambda key: left[key])[:MOST]) or tuple(asked[:MOST])


def undecided(advised: Advised) -> int:
    """Count what is not decided: routes that wait, weighed ten times, and rows that may still open one."""
    rows = sum(verdict.finding.truth is None for verdict in advised.verdicts if verdict.row.routes)
    return 10 * len(advised.of(Standing.WAITING)) + rows


def _missing(plan: Plan, advised: Advised) -> list[str]:
    named = {key for verdict in advised.verdicts for key in verdict.missing if verdict.row.routes}
    named |= {key for routed in advised.routes for key in routed.missing}
    return [key for key in plan.process.questions if key in named]


def _left(plan: Plan, key: str) -> Decimal:
    """How much is left undecided on average over the answers a question can have."""
    values = list(possible(plan, key))
    if not values:
        return Decimal(10**6)
    total = sum(undecided(advise(plan, {key: value})) for value in values)
    return Decimal(total) / len(values)


def possible(plan: Plan, key: str) -> Iterator[Value]:
    """Go through answers that stand for all a question can have: each option, both sides of every limit."""
    kind = plan.process.questions[key].kind
    match kind:
        case Choice(options=options):
            yield from (option.code for option in options)
        case Choices(options=options):
            yield ()
            yield from ((option.code,) for option in options)
        case YesNo():
            yield from (True, False)
        case Number():
            yield from sorted(_near_limits(plan.process.table, key, kind))
        case Amount():
            yield from _near_figures(plan, key)


def _near_limits(table: Table, key: str, kind: Number) -> set[Decimal]:
    found: set[Decimal] = set()
    for condition in conditions(table):
        for limit in _limits(condition, key):
            found |= {limit - 1, limit, limit + 1}
    low, high = kind.minimum, kind.maximum
    return {value for value in found if (low is None or low <= value) and (high is None or value <= high)}


def conditions(table: Table) -> Iterator[Condition]:
    """Go through every condition of a decision table."""
    yield from (definition.when for definition in table.definitions)
    yield from (row.when for row in table.rows)
    yield from (exclusion.when for exclusion in table.exclusions)


def _limits(condition: Condition, key: str) -> Iterator[Decimal]:
    for clause in condition.clauses:
        for read, test in clause.tests:
            if isinstance(test, Fires):
                yield from _limits(test.condition, key)
            elif read == key and isinstance(test, Within):
                yield from (end for end in (test.low, test.high) if isinstance(end, Decimal))
            elif read == key and isinstance(test, OneOf):
                yield from (literal for literal in test.literals if isinstance(literal, Decimal))


def _near_figures(plan: Plan, key: str) -> Iterator[Value]:
    """Amounts on both sides of every limit of the law that the amount is held against."""
    known, currency = Supposed(plan), plan.notation.currency
    for derived in plan.process.derived.values():
        if derived.lookup is None or not derived.lookup.below or derived.operands[0] != key:
            continue
        day, _ = asked_on(derived.lookup, known.fact, plan.ground)
        rulings = [plan.process.law.find(name, known.fact, day, currency) for name, _ in derived.lookup.below]
        limits = sorted({ruling.value.amount for ruling in rulings if isinstance(ruling.value, Money)})
        yield from (Money(limit - 1, currency) for limit in limits)
        yield Money((limits or [Decimal(10**9)])[-1], currency)
