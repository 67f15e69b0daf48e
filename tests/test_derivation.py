"""Derived values are computed from answers, and know no more than the answers do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support import CONTESTED, DEFERRED, INAPPLICABLE, assumed, known, read_condition

from procwiz.core.derivation import derive, names_in
from procwiz.core.facts import Fact, Status
from procwiz.core.process import Derived
from procwiz.core.values import Estimate, Money, Row

D = Decimal
OPEN = Fact(Status.UNANSWERED)


def row(number: int, **cells: Any) -> Row:
    """Make a row of the table."""
    return Row(f"r{number}", cells)


ROWS = (row(1, name="a", amount=D(40)), row(2, name="b", amount=D("2.5")), row(3, name="a"))


def derived(function: str, *operands: str, where: Any = None) -> Derived:
    """Make a derived value over keys of the tests."""
    condition = read_condition({"a.table": {"any": where}}).clauses[0].tests[0][1].condition if where else None  # type: ignore[attr-defined]
    return Derived("a.derived", "Udledt", function, operands, condition)


def answered(value: Any) -> Fact:
    """Say that a value is known for certain."""
    return Fact(Status.ANSWERED, value)


@pytest.mark.parametrize(
    ("function", "operands", "facts", "expected"),
    [
        ("count", ("a.table",), {"table": ROWS}, answered(D(3))),
        ("count", ("a.table",), {"table": ()}, answered(D(0))),
        ("count", ("a.table",), {}, answered(D(0))),
        ("sum", ("a.table", "amount"), {"table": ROWS}, answered(D("42.5"))),
        ("sum", ("a.table", "amount"), {"table": (row(1, name="a"),)}, OPEN),
        ("sum", ("a.table", "amount"), {"table": ()}, OPEN),
        ("sum", ("a.table", "amount"), {}, OPEN),
        ("difference", ("a.number", "a.scale"), {"number": D(5), "scale": D(3)}, answered(D(2))),
        ("difference", ("a.number", "a.scale"), {"number": D(5)}, OPEN),
        ("share", ("a.number", "a.scale"), {"number": D(1), "scale": D(4)}, answered(D(25))),
        ("share", ("a.number", "a.scale"), {"number": D(1), "scale": D(0)}, OPEN),
        (
            "days_between",
            ("a.date", "a.text"),
            {"date": date(2027, 1, 1), "text": date(2027, 3, 1)},
            answered(D(59)),
        ),
    ],
)
def test_function(function: str, operands: tuple[str, ...], facts: dict[str, Any], expected: Fact) -> None:
    """Each function computes what it is named after, and gives nothing where there is nothing to compute from."""
    assert expected == derive(derived(function, *operands), known(**facts))


DKK = Money(D(100), "DKK")


@pytest.mark.parametrize(
    ("one", "other", "difference", "share"),
    [
        (DKK, Money(D(40), "DKK"), answered(Money(D(60), "DKK")), answered(D(250))),
        (DKK, Estimate(D(1), D(50), D(99), "DKK"), answered(Money(D(50), "DKK")), answered(D(200))),
        (DKK, Money(D(40), "EUR"), OPEN, OPEN),
    ],
)
def test_amounts(one: Any, other: Any, difference: Fact, share: Fact) -> None:
    """Amounts give amounts, a range counts as its likely amount, and currencies are never mixed."""
    facts = known(money=one, percent=other)
    assert difference == derive(derived("difference", "a.money", "a.percent"), facts)
    assert share == derive(derived("share", "a.money", "a.percent"), facts)


@pytest.mark.parametrize(
    ("currencies", "expected"), [(("DKK", "DKK"), answered(Money(D(3), "DKK"))), (("DKK", "NOK"), OPEN)]
)
def test_sum_of_amounts(currencies: tuple[str, str], expected: Fact) -> None:
    """Amounts are summed in one currency, or not at all."""
    rows = tuple(row(n, amount=Money(D(n), currency)) for n, currency in enumerate(currencies, start=1))
    assert expected == derive(derived("sum", "a.table", "amount"), known(table=rows))


@pytest.mark.parametrize(
    ("where", "expected"),
    [({"name": "a"}, 2), ({"amount": ">= 3"}, 1), ({"amount": "answered"}, 2), ({"not": {"name": "a"}}, 1)],
)
def test_count_where(where: Any, expected: int) -> None:
    """Only the rows that surely meet the condition are counted."""
    assert answered(D(expected)) == derive(derived("count", "a.table", where=where), known(table=ROWS))


FUNCTIONS = [("count", "a.table"), ("sum", "a.table", "amount"), ("difference", "a.table", "a.number")]


@pytest.mark.parametrize("parts", FUNCTIONS)
def test_not_applicable(parts: tuple[str, ...]) -> None:
    """What is derived from a question that does not apply does not apply either, so nothing waits for it."""
    assert INAPPLICABLE == derive(derived(*parts), known(table=INAPPLICABLE, number=D(1)))


@pytest.mark.parametrize("fact", [DEFERRED, CONTESTED])
@pytest.mark.parametrize("parts", FUNCTIONS)
def test_unknown_operand(parts: tuple[str, ...], fact: Fact) -> None:
    """What is derived from what is not known yet, or contested, is unanswered."""
    assert OPEN == derive(derived(*parts), known(table=fact, number=D(1)))


@pytest.mark.parametrize(
    ("parts", "facts", "value"),
    [
        (("count", "a.table"), {"table": assumed(ROWS)}, D(3)),
        (("sum", "a.table", "amount"), {"table": assumed(ROWS)}, D("42.5")),
        (("difference", "a.number", "a.scale"), {"number": D(5), "scale": assumed(D(3))}, D(2)),
    ],
)
def test_assumption_is_passed_on(parts: tuple[str, ...], facts: dict[str, Any], value: Any) -> None:
    """What is derived from an assumption is one itself: it shows a value, and is not answered."""
    assert assumed(value) == derive(derived(*parts), known(**facts))


def test_names_found_in_an_assumption_are_assumed() -> None:
    """Names that stand in what is only assumed are an assumption; an assumed text without any changes nothing."""
    two = derived("names", "a.text", "a.choice")
    facts = [known(text="SensoBed", choice=assumed(other)) for other in ("BioWatch", "et ur")]

    assert [assumed("SensoBed, BioWatch"), answered("SensoBed")] == [derive(two, part) for part in facts]


def test_names_end_where_something_stands_between_them() -> None:
    """Names beside each other are one, names with a comma between them two; what ends a sentence is no part of one."""
    found = [list(names_in(text)) for text in ("SensoBed X200", "SensoBed, BioWatch.", "SensoBed og Nattero®")]

    assert [["SensoBed X200"], ["SensoBed", "BioWatch"], ["SensoBed", "Nattero®"]] == found


def test_standards_and_measures_are_no_names() -> None:
    """What looks like a model and is a standard, a gas or a level is passed by."""
    assert [] == list(names_in("Mål CO2000 efter ISO9001 og EN1234 på TRL10."))


def test_names_stand_in_tables_too() -> None:
    """The cells of a table are looked through as texts are."""
    assert answered("SensoBed") == derive(derived("names", "a.table"), known(table=(row(1, name="SensoBed på stuen"),)))


def test_count_where_on_an_assumption() -> None:
    """A count whose condition reads an assumption of the plan is assumed."""
    counted = derived("count", "a.table", where={"name": "a", "a.choice": "x"})
    assert answered(D(2)) == derive(counted, known(table=ROWS, choice="x"))
    assert assumed(D(2)) == derive(counted, known(table=ROWS, choice=assumed("x")))
