"""Conditions said in words, in any language: for `why`, for what is set aside, for what waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from procwiz.core.conditions import (
    AllOf,
    AllRows,
    AnyRow,
    Clause,
    Condition,
    Fires,
    Known,
    OneOf,
    RowCount,
    Test,
    Within,
)
from procwiz.core.facts import Fact, Ordered, Status
from procwiz.core.kinds import Kind, Table
from procwiz.core.messages import Message, Say
from procwiz.core.notation import Notation
from procwiz.core.values import Money, Value

Named: TypeAlias = Callable[[str], tuple[str, Kind]]


class Wording:
    """Says conditions. `named` gives the title and kind behind a key."""

    def __init__(self, say: Say, notation: Notation, named: Named) -> None:
        self._say = say
        self._notation = notation
        self._named = named

    def condition(self, condition: Condition) -> str:
        """Say a whole condition as one sentence without a full stop; nothing of one that always holds."""
        clauses = [self._clause(clause) for clause in condition.clauses]
        return self._joined("or", clauses)

    def _clause(self, clause: Clause) -> str:
        parts = [self.test(key, test) for key, test in clause.tests]
        if clause.excluded is not None:
            parts.append(self._words("not", what=self.condition(clause.excluded)))
        return self._joined("and", parts)

    def test(self, key: str, test: Test) -> str:
        """Say one test on a key."""
        title, kind = self._named(key)
        match test:
            case OneOf(literals=literals):
                values = self._joined("or", [self._literal(kind, literal) for literal in literals])
                return self._words("has" if kind.name == "choices" else "is", what=title, value=values)
            case AllOf(codes=codes):
                values = self._joined("and", [self._literal(kind, code) for code in codes])
                return self._words("has", what=title, value=values)
            case Within():
                return self._words("is", what=title, value=self._within(kind, test))
            case Known(statuses=statuses):
                states = [self._words(status.value) for status in Status if status in statuses]
                return self._words("is", what=title, value=self._joined("or", states))
            case Fires():
                return self._words("fires", what=key) if title == key else title
        return self._rows(title, kind, test)

    def _rows(self, title: str, kind: Kind, test: Test) -> str:
        match test:
            case AnyRow(condition=condition):
                return self._words("any_row", what=title, value=self._inside(kind, condition))
            case AllRows(condition=condition):
                return self._words("all_rows", what=title, value=self._inside(kind, condition))
            case RowCount():
                return self._count(title, kind, test)
        raise TypeError(test)

    def _count(self, title: str, kind: Kind, test: RowCount) -> str:
        number = self._within(None, test.within)
        if test.where is None:
            return self._words("count", what=title, value=number)
        return self._words("count_where", what=title, value=number, where=self._inside(kind, test.where))

    def _within(self, kind: Kind | None, test: Within) -> str:
        low, high = self._end(kind, test.low), self._end(kind, test.high)
        if test.low is not None and test.low == test.high:
            return low
        if test.low is not None and test.high is not None:
            return self._words("between", low=low, high=high)
        names = ("after", "not_before", "before", "not_after") if _is_dated(test) else _MEASURED
        place = (0 if test.low is not None else 2) + (not test.strict)
        return self._words(names[place], value=low or high)

    def _end(self, kind: Kind | None, end: Ordered | None) -> str:
        if end is None:
            return ""
        return str(end) if kind is None else self._value(kind, end)

    def _literal(self, kind: Kind, value: Value) -> str:
        """Show what a test names; an option's label, which may be a sentence, in quotation marks."""
        text = self._value(kind, value)
        return self._words("option", label=text) if kind.name in {"choice", "choices"} else text

    def _value(self, kind: Kind, value: Value) -> str:
        if kind.name == "choices" and isinstance(value, str):
            value = (value,)
        if kind.name == "money" and isinstance(value, Decimal):
            value = Money(value, self._notation.currency)
        if kind.name == "date" and not isinstance(value, date):
            return str(value)
        return kind.show(value, self._notation)

    def _inside(self, kind: Kind, condition: Condition) -> str:
        columns = (
            {column.code: (column.title, column.kind) for column in kind.columns} if isinstance(kind, Table) else {}
        )
        inner = Wording(self._say, self._notation, lambda key: columns[key] if key in columns else self._named(key))
        return inner.condition(condition)

    def fact(self, kind: Kind, fact: Fact) -> str:
        """Say what is known of a key: its value, or that it is not answered, not known yet, does not apply."""
        if fact.value is None:
            return self._words("contested" if fact.status is Status.ANSWERED else fact.status.value)
        value = self._value(kind, fact.value)
        return self._words("assumed", value=value) if fact.assumed else value

    def _joined(self, word: str, parts: list[str]) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self._words(word)} {parts[-1]}"

    def _words(self, name: str, **params: object) -> str:
        return self._say(Message(f"conditions.{name}", params))


_MEASURED = ("above", "at_least", "below", "at_most")


def _is_dated(test: Within) -> bool:
    return isinstance(test.low or test.high, date)
