"""A test holds, fails or cannot be known yet; and what rests on an assumption says so, to the top."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import CONTESTED, DEFERRED, INAPPLICABLE, assumed, known, read_condition

from procwiz.core.conditions import ALWAYS, Finding, Within, both, either, negate
from procwiz.core.facts import Fact, Status
from procwiz.core.values import Estimate, Money, Row

D = Decimal
MONEY = Money(D(100), "DKK")
ESTIMATE = Estimate(D(1), D(100), D(900), "DKK")
DAY = date(2027, 1, 1)

HOLDING = [
    ("a.text", "fald", "fald"),
    ("a.choice", "x", "x"),
    ("a.choice", ["x", "y"], "y"),
    ("a.choices", "x", ("x", "y")),
    ("a.choices", ["y", "z"], ("x", "y")),
    ("a.choices", {"all": ["x", "y"]}, ("x", "y", "z")),
    ("a.choices", {"all": "x"}, ("x",)),
    ("a.yes_no", "yes", True),
    ("a.yes_no", "ja", True),
    ("a.yes_no", True, True),
    ("a.yes_no", "no", False),
    ("a.yes_no", False, False),
    ("a.number", 5, D(5)),
    ("a.number", [4, 5], D(5)),
    ("a.number", ">= 5", D(5)),
    ("a.number", "> 5", D("5.01")),
    ("a.number", "<= 5", D(5)),
    ("a.number", "< 5", D("4.99")),
    ("a.number", "1..7", D(1)),
    ("a.number", "1..7", D(7)),
    ("a.number", "-3..-1", D(-2)),
    ("a.number", "1.5 .. 2.5", D(2)),
    ("a.money", "> 99", MONEY),
    ("a.money", 100, MONEY),
    ("a.money", "100..200", ESTIMATE),
    ("a.percent", ">= 50", D(50)),
    ("a.scale", "4..5", D(4)),
    ("a.date", "2027-01-01", DAY),
    ("a.date", ">= 2027-01-01", DAY),
    ("a.date", "2026-12-31..2027-01-01", DAY),
    ("a.number", "answered", D(1)),
    ("a.number", ["answered", "deferred"], D(1)),
]
FAILING = [
    ("a.text", "fald", "Fald"),
    ("a.choice", "x", "y"),
    ("a.choice", ["x", "y"], "z"),
    ("a.choices", "x", ()),
    ("a.choices", ["y", "z"], ("x",)),
    ("a.choices", {"all": ["x", "y"]}, ("x", "z")),
    ("a.yes_no", "yes", False),
    ("a.yes_no", "nej", True),
    ("a.number", 5, D("5.1")),
    ("a.number", ">= 5", D("4.99")),
    ("a.number", "> 5", D(5)),
    ("a.number", "<= 5", D("5.01")),
    ("a.number", "< 5", D(5)),
    ("a.number", "1..7", D("7.01")),
    ("a.number", "1..7", D("0.99")),
    ("a.money", "> 100", MONEY),
    ("a.money", "> 100", ESTIMATE),
    ("a.percent", ">= 50", D("49.9")),
    ("a.scale", "4..5", D(3)),
    ("a.date", "< 2027-01-01", DAY),
    ("a.number", "unanswered", D(1)),
    ("a.number", "deferred", D(1)),
]
TESTS = [(key, raw) for key, raw, _ in HOLDING if "answered" not in str(raw)]


def held(raw: Any, **facts: Any) -> Finding:
    """Hold a condition against what is known."""
    return read_condition(raw).hold(known(**facts))


def name(key: str) -> str:
    """Take a key's name without its phase."""
    return key.partition(".")[2]


@pytest.mark.parametrize(("key", "raw", "value"), HOLDING)
def test_holds(key: str, raw: Any, value: Any) -> None:
    """Each operator holds on a value it means."""
    assert Finding(True) == held({key: raw}, **{name(key): value})


@pytest.mark.parametrize(("key", "raw", "value"), FAILING)
def test_fails(key: str, raw: Any, value: Any) -> None:
    """Each operator fails on a value just beside."""
    assert Finding(False) == held({key: raw}, **{name(key): value})


@pytest.mark.parametrize(("key", "raw"), TESTS)
def test_unanswered_is_unknown(key: str, raw: Any) -> None:
    """A test on an unanswered key is unknown, and waits for that key."""
    assert Finding(None, waits=frozenset({key})) == held({key: raw})


@pytest.mark.parametrize(("key", "raw"), TESTS)
def test_inapplicable_fails(key: str, raw: Any) -> None:
    """Every test on a key that does not apply is false, so its opposite holds."""
    assert Finding(False) == held({key: raw}, **{name(key): INAPPLICABLE})
    assert Finding(True) == held({"not": {key: raw}}, **{name(key): INAPPLICABLE})


@pytest.mark.parametrize("fact", [DEFERRED, CONTESTED])
@pytest.mark.parametrize(("key", "raw"), TESTS)
def test_without_a_value_is_unknown(key: str, raw: Any, fact: Fact) -> None:
    """A test on what is not known yet, or answered in two ways, is unknown."""
    assert Finding(None, waits=frozenset({key})) == held({key: raw}, **{name(key): fact})


@pytest.mark.parametrize(("key", "raw", "value"), [case for case in HOLDING if "answered" not in str(case[1])])
def test_assumption_is_used_and_marked(key: str, raw: Any, value: Any) -> None:
    """A test on a deferred key looks at its assumption, and the finding says that it rests on one."""
    assert Finding(True, assumed=True) == held({key: raw}, **{name(key): assumed(value)})


@pytest.mark.parametrize(
    ("fact", "answered", "deferred", "unanswered"),
    [
        (Fact(Status.ANSWERED, D(1)), True, False, False),
        (CONTESTED, True, False, False),
        (DEFERRED, False, True, False),
        (assumed(D(1)), False, True, False),
        (Fact(Status.UNANSWERED), False, False, True),
        (INAPPLICABLE, False, False, False),
    ],
)
def test_states_are_never_unknown(fact: Fact, answered: bool, deferred: bool, unanswered: bool) -> None:
    """`answered`, `deferred` and `unanswered` look at the state alone and are always decided."""
    states = ("answered", "deferred", "unanswered")
    assert [Finding(answered), Finding(deferred), Finding(unanswered)] == [
        held({"a.number": word}, number=fact) for word in states
    ]
    assert Finding(answered or deferred) == held({"a.number": ["answered", "deferred"]}, number=fact)


# -- and, or, not --------------------------------------------------------------

FINDINGS = st.builds(Finding, st.sampled_from([True, False, None]), st.booleans())
YES, NO, OPEN, GUESS = Finding(True), Finding(False), Finding(None), Finding(True, assumed=True)


def test_mapping_is_and() -> None:
    """One test of a mapping that fails decides it, though another is unknown."""
    assert Finding(False) == held({"a.text": "x", "a.choice": "x"}, choice="y")
    assert Finding(None, waits=frozenset({"a.text"})) == held({"a.text": "x", "a.choice": "x"}, choice="x")


def test_list_is_or() -> None:
    """One mapping of a list that holds decides it, though another is unknown."""
    assert Finding(True) == held([{"a.text": "x"}, {"a.choice": "x"}], choice="x")
    assert Finding(None, waits=frozenset({"a.text"})) == held([{"a.text": "x"}, {"a.choice": "x"}], choice="y")


def test_not_excludes() -> None:
    """`not` turns a condition round and leaves unknown what is unknown."""
    raw = {"a.choice": "x", "not": {"a.number": "> 5"}}
    assert Finding(True) == held(raw, choice="x", number=D(5))
    assert Finding(False) == held(raw, choice="x", number=D(6))
    assert Finding(None, waits=frozenset({"a.number"})) == held(raw, choice="x")


def test_no_condition_always_holds() -> None:
    """Without a condition everything applies."""
    assert ALWAYS == read_condition({}) == read_condition(None)
    assert Finding(True) == ALWAYS.hold(known())


@given(st.lists(FINDINGS, max_size=4))
def test_and_or_mirror(findings: list[Finding]) -> None:
    """Joining by *and* is joining the opposites by *or*, turned round, assumptions too."""
    assert negate(both(findings)) == either([negate(finding) for finding in findings])


def test_assumption_reaches_the_top() -> None:
    """What is joined with an assumption is assumed, unless something firm decides without it."""
    assert [GUESS, GUESS, YES, Finding(False)] == [
        both([YES, GUESS]),
        either([NO, GUESS]),
        either([YES, GUESS]),
        both([NO, GUESS]),
    ]
    assert Finding(False, assumed=True) == negate(both([YES, GUESS]))
    assert Finding(None, assumed=True) == both([OPEN, GUESS])


# -- tables --------------------------------------------------------------------


def rows(*amounts: int | None) -> tuple[Row, ...]:
    """Make rows; None leaves the amount open."""
    return tuple(
        Row(f"r{n}", {"name": f"nr. {n}"} | ({} if amount is None else {"amount": D(amount)}))
        for n, amount in enumerate(amounts)
    )


BIG = {"amount": ">= 10"}
WAITS = Finding(None, waits=frozenset({"a.table"}))


@pytest.mark.parametrize(
    ("raw", "table", "expected"),
    [
        ({"any": BIG}, rows(1, 10), Finding(True)),
        ({"any": BIG}, rows(1, 2), Finding(False)),
        ({"any": BIG}, rows(1, None), WAITS),
        ({"any": BIG}, rows(10, None), Finding(True)),
        ({"all": BIG}, rows(10, 11), Finding(True)),
        ({"all": BIG}, rows(10, 1), Finding(False)),
        ({"all": BIG}, rows(10, None), WAITS),
        ({"all": BIG}, rows(1, None), Finding(False)),
        ({"count": ">= 2"}, rows(1, None), Finding(True)),
        ({"count": 2}, rows(1), Finding(False)),
        ({"count": "2..3"}, rows(1, 2, 3), Finding(True)),
        ({"any": {"amount": "answered", "name": "nr. 1"}}, rows(None, 2), Finding(True)),
        ({"any": [{"amount": 1}, {"name": "nr. 1"}]}, rows(5, 6), Finding(True)),
        ({"all": {"not": {"amount": "> 5"}}}, rows(5, 4), Finding(True)),
    ],
)
def test_rows(raw: Any, table: tuple[Row, ...], expected: Finding) -> None:
    """A condition on rows asks for one, for all or for a number of them; an open cell leaves its row unknown."""
    assert expected == held({"a.table": raw}, table=table)


@pytest.mark.parametrize("fact", [Fact(Status.UNANSWERED), Fact(Status.ANSWERED, ())])
def test_no_rows(fact: Fact) -> None:
    """Without rows, asked for or not: any is false, all is true, the count is 0."""
    found = [held({"a.table": raw}, table=fact) for raw in ({"any": BIG}, {"all": BIG}, {"count": 0}, {"count": "> 0"})]
    assert [Finding(False), Finding(True), Finding(True), Finding(False)] == found


@pytest.mark.parametrize("raw", [{"any": BIG}, {"all": BIG}, {"count": 0}])
def test_table_without_a_value(raw: Any) -> None:
    """A table that does not apply fails every test; one that is not known yet or contested leaves it unknown."""
    assert Finding(False) == held({"a.table": raw}, table=INAPPLICABLE)
    assert [WAITS, WAITS] == [held({"a.table": raw}, table=fact) for fact in (DEFERRED, CONTESTED)]


@pytest.mark.parametrize(
    ("count", "amounts", "expected"),
    [
        (">= 1", (10, None), True),
        (">= 2", (10, None), None),
        (">= 3", (10, None), False),
        ("<= 1", (10, None), None),
        ("<= 2", (10, None), True),
        (0, (1, None), None),
        (0, (10, None), False),
        ("1..2", (10, 1, None), True),
        (1, (10, None), None),
        (5, (10, None, None), False),
    ],
)
def test_count_is_a_span(count: Any, amounts: tuple[int | None, ...], expected: bool | None) -> None:
    """Where rows are undecided the count is a span, and is decided where the whole span agrees."""
    assert expected is held({"a.table": {"count": count, "where": BIG}}, table=rows(*amounts)).truth


def test_row_reads_the_plan() -> None:
    """Inside a row a dotted key is the plan's: its assumption counts, and it is what is waited for."""
    raw = {"a.table": {"any": {"amount": ">= 10", "a.choice": "x"}}}
    assert Finding(True) == held(raw, table=rows(10), choice="x")
    assert Finding(True, assumed=True) == held(raw, table=rows(10), choice=assumed("x"))
    assert Finding(None, waits=frozenset({"a.choice"})) == held(raw, table=rows(10))


def test_assumed_table_marks_the_finding() -> None:
    """What is said of assumed rows rests on an assumption, even where they hold all that is asked."""
    found = [held({"a.table": raw}, table=assumed(rows(10))) for raw in ({"any": BIG}, {"all": BIG}, {"count": 1})]
    assert [Finding(True, assumed=True)] * 3 == found


def test_count_rests_on_what_decides_it() -> None:
    """A count is assumed where it would be undecided without the assumption, and only there."""
    where = [{"amount": ">= 10"}, {"amount": 1, "a.choice": "x"}]
    raw = {"a.table": {"count": ">= 1", "where": where}}
    assert Finding(True) == held(raw, table=rows(10, 1), choice=assumed("x"))
    assert Finding(True, assumed=True) == held(raw, table=rows(2, 1), choice=assumed("x"))


def test_keys_are_all_that_is_read() -> None:
    """A condition names every key it reads: in `not`, in `or`, inside rows, but no columns."""
    raw = [{"a.table": {"any": {"amount": 1, "a.choice": "x"}}}, {"a.text": "x", "not": {"a.date": "answered"}}]
    assert frozenset({"a.table", "a.choice", "a.text", "a.date"}) == read_condition(raw).keys()


@given(st.decimals(-10, 10, places=1), st.decimals(-10, 10, places=1), st.decimals(-10, 10, places=1))
def test_span_includes_both_ends(low: D, high: D, value: D) -> None:
    """A span covers what lies between its ends, and the ends."""
    assert (low <= value <= high) is Within(low, high).covers(value)
    assert Within(low).covers(low) and Within(high=high).covers(high)
    assert not Within(low, strict=True).covers(low) and not Within(high=high, strict=True).covers(high)
