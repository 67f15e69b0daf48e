"""The law looked up: by who asks, by day, in the plan's currency, and honest about what is not known."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support import INAPPLICABLE, SHIPPED, Pen, assumed, empty_plan, known, plan_with, process, read_condition

from procwiz import library
from procwiz.core.advising.narrowing import possible
from procwiz.core.advising.value import changed, hold_value
from procwiz.core.building import build
from procwiz.core.conditions import Condition
from procwiz.core.facts import Facts
from procwiz.core.law import Figure, Law, Rate
from procwiz.core.plan import Plan
from procwiz.core.supposing import Supposed
from procwiz.core.values import Money

TENDER = {
    "setup.country": "DK",
    "setup.buyer_type": "sub_central",
    "strategy.subject": "services",
    "strategy.value": 1600000,
    "strategy.notice_date": "2027-03-01",
}


def plan(answers: dict[str, Any], **changes: Any) -> Plan:
    """Begin a plan of the shipped process with the tender above, changed."""
    given = {key: part for key, part in {**answers, **changes}.items() if part is not None}
    return Pen().give(empty_plan(SHIPPED), given)


def regime(answers: dict[str, Any]) -> str | None:
    """The rules found to apply; None while they cannot be told."""
    value = plan(answers).fact("strategy.regime").value
    return None if value is None else str(value)


def threshold(country: str, buyer: str, subject: str, day: str) -> Money | None:
    """The EU threshold for a buyer, a subject and a day, in the currency of the country."""
    answers = {**TENDER, "setup.country": country, "setup.buyer_type": buyer, "strategy.subject": subject}
    value = plan(answers | {"strategy.notice_date": day}).fact("strategy.threshold").value
    return value if isinstance(value, Money) else None


@pytest.mark.parametrize(
    ("country", "buyer", "subject", "day", "amount"),
    [
        ("DK", "state", "goods", "2025-12-31", "1064177 DKK"),
        ("DK", "state", "goods", "2026-01-01", "1044400 DKK"),
        ("DK", "sub_central", "services", "2026-01-01", "1611360 DKK"),
        ("DK", "sub_central", "works", "2027-12-31", "40313840 DKK"),
        ("DK", "sub_central", "light", "2026-06-01", "5595000 DKK"),
        ("SE", "sub_central", "goods", "2025-06-01", "2389585 SEK"),
        ("NO", "sub_central", "goods", "2025-06-01", "2300000 NOK"),
        ("EU", "state", "services", "2026-06-01", "140000 EUR"),
        ("EU", "utility", "goods", "2026-06-01", "432000 EUR"),
    ],
)
def test_threshold(country: str, buyer: str, subject: str, day: str, amount: str) -> None:
    """Each buyer and subject has the threshold of the day, in the plan's currency."""
    expected = Money(Decimal(amount.split(maxsplit=1)[0]), amount.split()[1])

    assert expected == threshold(country, buyer, subject, day)


def test_below_and_above_the_threshold() -> None:
    """A value below the threshold comes under national rules, one that reaches it under those of the EU."""
    amounts = (1611359, 1611360)

    assert ["national", "eu"] == [regime(TENDER | {"strategy.value": amount}) for amount in amounts]


def test_the_likely_value_decides() -> None:
    """Of a span the likely amount is held against the limit."""
    span = {"low": 1000000, "likely": 1700000, "high": 2000000}

    assert "eu" == regime(TENDER | {"strategy.value": span})


@pytest.mark.parametrize("key", ["setup.country", "setup.buyer_type", "strategy.subject", "strategy.value"])
def test_the_rules_wait_for_each_answer_they_need(key: str) -> None:
    """Without one of the answers the rules are unknown, and name that one as missing."""
    answers = {other: part for other, part in TENDER.items() if other != key}
    held = hold_value(Supposed(plan(answers)))

    assert held is not None
    assert ("", (key,)) == (held.code, held.missing)


def test_without_a_day_the_plan_s_first_is_taken() -> None:
    """Where no day for the notice is known the law is asked as of the day the plan began, and that is said."""
    answers = {key: part for key, part in TENDER.items() if key != "strategy.notice_date"}
    held = hold_value(Supposed(plan(answers)))

    assert held is not None
    assert ("national", "created", date(2026, 11, 2)) == (held.code, held.dated, held.day)


def test_direct_purchase_only_where_the_law_has_a_limit() -> None:
    """Sweden has a limit for direct purchase, Denmark none."""
    small = {"strategy.value": 100000, "strategy.notice_date": "2025-03-01"}

    assert ["below_direct", "national"] == [regime(TENDER | small | {"setup.country": code}) for code in ("SE", "DK")]


def test_a_day_beyond_all_validity_takes_the_nearest_period() -> None:
    """After the last known period its figure is taken, called unverified and said to be of another time."""
    held = hold_value(Supposed(plan(TENDER | {"strategy.notice_date": "2031-01-01"})))

    assert held is not None
    assert (True, "unverified", Money(Decimal(1611360), "DKK")) == (
        held.ruling.nearest,
        held.ruling.certainty,
        held.ruling.value,
    )


def test_a_currency_the_law_lacks_is_converted_and_said_so() -> None:
    """The euro figure of the day times the last known pair, to the whole unit, unverified."""
    value = threshold("SE", "sub_central", "goods", "2026-06-01")
    expected = (Decimal(216000) * Decimal(2389585) / Decimal(221000)).quantize(Decimal(1))
    held = hold_value(Supposed(plan(TENDER | {"setup.country": "SE", "strategy.subject": "goods"})))

    assert held is not None
    assert (Money(expected, "SEK"), True, "unverified") == (value, held.ruling.converted, held.ruling.certainty)


def test_an_estimate_across_the_limit_is_said() -> None:
    """An estimate from below to above the limit is marked, and so is one just below it."""
    span = {"low": 1500000, "likely": 1550000, "high": 1700000}
    across = hold_value(Supposed(plan(TENDER | {"strategy.value": span})))
    low = hold_value(Supposed(plan(TENDER | {"strategy.value": 900000})))

    assert across is not None
    assert low is not None
    assert [(True, True), (False, False)] == [(held.straddles, held.near) for held in (across, low)]


@pytest.mark.parametrize(
    ("low", "likely", "high", "straddles", "near"),
    [
        (1600000, 1611359, 1611360, True, True),
        (1611360, 1611360, 1700000, False, False),
        (1000000, 1450224, 1611359, False, True),
        (1000000, 1450223, 1611359, False, False),
    ],
)
def test_a_limit_is_reached_by_its_own_amount(low: int, likely: int, high: int, straddles: bool, near: bool) -> None:
    """The limit itself is not below it, and a tenth below it is near."""
    span = {"low": low, "likely": likely, "high": high}
    held = hold_value(Supposed(plan(TENDER | {"strategy.value": span})))

    assert held is not None
    assert (straddles, near) == (held.straddles, held.near)


def test_a_value_is_held_against_the_limit_that_decides() -> None:
    """Below the limit for direct purchase that is the one shown, above it the threshold."""
    sweden = TENDER | {"setup.country": "SE", "strategy.notice_date": "2025-03-01"}
    found = [hold_value(Supposed(plan(sweden | {"strategy.value": value}))) for value in (600000, 800000, 9000000)]

    assert [("below_direct", 700000), ("national", 2389585), ("eu", 2389585)] == [
        (held.code, int(held.ruling.value.amount)) for held in found if held and isinstance(held.ruling.value, Money)
    ]


def test_a_value_in_euro_is_held_against_the_limit_in_euro() -> None:
    """A value in another currency than the plan's has its limit in that, and is as certain as the value is."""
    euro = {"amount": 230000, "currency": "EUR"}
    values = (euro, {"deferred": "", "owner": "", "due": "G4", "assume": euro})
    found = [hold_value(Supposed(plan(TENDER | {"strategy.value": value}))) for value in values]

    assert [("eu", Money(Decimal(216000), "EUR"), assumed_) for assumed_ in (False, True)] == [
        (held.code, held.ruling.value, held.assumed) for held in found if held
    ]


def test_an_assumption_that_leaves_a_limit_out_is_passed_on() -> None:
    """Where the country is only assumed, so is that it has no limit for direct purchase, and so are the rules."""
    assumed_ = {"deferred": "", "owner": "", "due": "G1", "assume": "DK"}
    facts = [plan(TENDER | {"setup.country": country}).fact("strategy.regime") for country in ("DK", assumed_)]

    assert [("national", False), ("national", True)] == [(fact.value, fact.assumed) for fact in facts]


def test_an_assumed_day_is_passed_on() -> None:
    """What the law says of a day that is only assumed is assumed itself: the rules, the limit, its last day."""
    day = {"deferred": "", "owner": "", "due": "G4", "assume": "2027-03-01"}
    given, asked = plan(TENDER), plan(TENDER | {"strategy.notice_date": day})
    keys = ("strategy.regime", "strategy.threshold", "strategy.threshold_until")

    assert [(given.fact(key).value, True) for key in keys] == [
        (asked.fact(key).value, asked.fact(key).assumed) for key in keys
    ]


def test_without_the_last_limit_nothing_lies_above_it() -> None:
    """Where the law has a limit for direct purchase and no threshold, a value above the first comes under no rules."""
    sweden = plan(TENDER | {"setup.country": "SE"})
    figures = tuple(figure for figure in sweden.process.law.figures if figure.name != "threshold")
    model = replace(sweden.process, law=replace(sweden.process.law, figures=figures))

    assert None is replace(sweden, process=model).fact("strategy.regime").value


def test_a_limit_that_is_no_amount_decides_nothing() -> None:
    """Where the law's figure holds no amount the rules are unknown, and nothing falls over."""
    tender = plan(TENDER)
    bare = tuple(replace(figure, amounts={}, number=Decimal(5)) for figure in tender.process.law.figures)
    model = replace(tender.process, law=replace(tender.process.law, figures=bare))
    held = hold_value(Supposed(replace(tender, process=model)))

    assert held is not None
    assert ("", (), False, False) == (held.code, held.missing, held.straddles, held.near)


def test_the_last_day_of_a_limit_is_told() -> None:
    """The day a threshold holds until is the last of its two years."""
    assert date(2027, 12, 31) == plan(TENDER).fact("strategy.threshold_until").value


def rebuilt(edit: Callable[[dict[str, Any]], None]) -> Plan:
    """The plan of the tender above, in a process of which questions and figures were edited, by key and code."""
    compiled = deepcopy(library.load(SHIPPED))
    questions = (question for phase in compiled["process"]["phases"] for question in phase["questions"])
    figures = {figure["code"]: figure for figure in compiled["process"]["law"]["figures"]}
    edit({question["key"]: question for question in questions} | figures)
    return replace(plan(TENDER), process=build(compiled, "da"))


def test_what_does_not_apply_is_not_missing() -> None:
    """A question that does not apply is not named as what the rules wait for."""

    def for_sweden_only(parts: dict[str, Any]) -> None:
        parts["strategy.subject"]["when"] = {"setup.country": "SE"}

    held = hold_value(Supposed(rebuilt(for_sweden_only)))

    assert held is not None
    assert ("", ()) == (held.code, held.missing)


def test_a_value_that_does_not_apply_misses_nothing() -> None:
    """Where the value itself does not apply nothing is missing, whatever else is not answered."""

    def value_for_sweden_only(parts: dict[str, Any]) -> None:
        parts["strategy.value"]["when"] = {"setup.country": "SE"}

    bought = rebuilt(value_for_sweden_only)
    held = hold_value(Supposed(replace(bought, journal=plan({"setup.country": "DK"}).journal)))

    assert held is not None
    assert ("", None, ()) == (held.code, held.value, held.missing)


def test_only_what_the_limits_of_this_plan_read_is_missing() -> None:
    """A question that only another country's limit reads is not named."""

    def urgency_in_sweden(parts: dict[str, Any]) -> None:
        parts["direct_limit_se"]["for"] |= {"strategy.urgency": "none"}

    bought = rebuilt(urgency_in_sweden)
    journals = [plan(TENDER, **{"strategy.value": None, "setup.country": code}).journal for code in ("DK", "SE")]
    found = [hold_value(Supposed(replace(bought, journal=journal))) for journal in journals]

    assert [("strategy.value",), ("strategy.value", "strategy.urgency")] == [held.missing for held in found if held]


def test_what_cannot_be_computed_from_what_is_known_names_that() -> None:
    """A share of amounts in two currencies is unknown though both are: what is to be looked at again is the value."""
    euro = plan(TENDER | {"strategy.value": {"amount": 200000, "currency": "EUR"}})
    asked = Supposed(euro).awaited(["strategy.threshold_share"])

    assert (None, ("strategy.value",)) == (euro.fact("strategy.threshold_share").value, asked)


# -- what is supposed ------------------------------------------------------------------------


@pytest.mark.parametrize("key", [case["key"] for case in library.examples(SHIPPED)])
def test_with_nothing_supposed_all_is_as_in_the_plan(key: str) -> None:
    """Without values put in its place every question and derived value is what the plan itself says."""
    case = Pen().give(empty_plan(SHIPPED), library.example(SHIPPED, key)["answers"])
    keys, supposed = [*case.process.questions, *case.process.derived], Supposed(case)

    assert {part: case.fact(part) for part in keys} == {part: supposed.fact(part) for part in keys}


def test_what_a_process_does_not_ask_does_not_apply() -> None:
    """A question of another process is inapplicable, and so is all in a phase that does not apply."""
    small = plan_with({"first.mandate": "none", "second.value": 5})

    assert [INAPPLICABLE, INAPPLICABLE, small.fact("second.value")] == [
        Supposed(small).fact("setup.country"),
        Supposed(small, {"setup.country": "DK"}).fact("setup.country"),
        Supposed(small).fact("second.value"),
    ]


def test_a_question_that_waits_is_waited_for_by_what_it_waits_for() -> None:
    """A question whose condition is open names what decides that; one that does not apply names nothing."""
    plans = [plan_with(answers) for answers in ({}, {"first.mandate": "full"}, {"first.mandate": "none"})]

    assert [("first.mandate",), ("second.value",), ()] == [Supposed(one).awaited(["second.value"]) for one in plans]


def test_what_is_waited_for_stands_in_the_process_order() -> None:
    """The questions that are missing are named in the order they are asked in."""
    keys = Supposed(empty_plan(SHIPPED)).awaited(["strategy.regime"])

    assert [key for key in empty_plan(SHIPPED).process.questions if key in keys] == [*keys]
    assert 4 == len(keys)


def test_amounts_to_try_lie_round_the_limits_of_the_day_of_the_notice() -> None:
    """What would narrow the choice is tried out on the limits of the day that is asked about."""
    tried = possible(plan(TENDER | {"strategy.notice_date": "2025-03-01"}), "strategy.value")

    assert [Money(Decimal(amount), "DKK") for amount in (1644637, 1644638)] == list(tried)


def test_no_day_is_waited_for() -> None:
    """The limit waits for what decides it and never for the day: without one it is looked up all the same."""
    bare = plan({"setup.country": "DK", "setup.buyer_type": "state"})

    assert ("strategy.subject",) == Supposed(bare).awaited(["strategy.threshold"])


# -- a newer law ---------------------------------------------------------------------------


def with_threshold(figures: Law, amount: int) -> Law:
    """The law with another threshold for the tender above."""
    return replace(
        figures,
        figures=tuple(
            replace(figure, amounts={"DKK": Decimal(amount)}) if figure.name == "threshold" else figure
            for figure in figures.figures
        ),
    )


def test_a_changed_limit_is_said_with_what_it_does() -> None:
    """Where the law the plan was begun with had another limit, both are named, and the rules before and after."""
    older = with_threshold(process(SHIPPED).law, 1500000)
    found = changed(replace(plan(TENDER), begun_law=older))

    assert found is not None
    assert (Decimal(1500000), Decimal(1611360), "eu", "national") == (
        found.before.amount,
        found.after.amount,
        found.code_before,
        found.code_after,
    )


def test_the_limit_that_was_crossed_is_the_one_said() -> None:
    """Where a new limit for direct purchase moves the rules, that limit is told of with its own two amounts."""
    sweden = {"setup.country": "SE", "strategy.value": 650000, "strategy.notice_date": "2025-03-01"}
    plans = [plan(TENDER | sweden), plan(TENDER | sweden | {"strategy.value": 800000})]
    older = [_with_direct_limit(one.process.law, amount) for one, amount in zip(plans, (600000, 900000), strict=True)]
    found = [changed(replace(one, begun_law=law)) for one, law in zip(plans, older, strict=True)]

    assert [
        (600000, 700000, "national", "below_direct"),
        (900000, 700000, "below_direct", "national"),
    ] == [(int(one.before.amount), int(one.after.amount), one.code_before, one.code_after) for one in found if one]


def _with_direct_limit(figures: Law, amount: int) -> Law:
    changed_ = (
        replace(figure, amounts={"SEK": Decimal(amount)}) if figure.name == "direct_limit" else figure
        for figure in figures.figures
    )
    return replace(figures, figures=tuple(changed_))


def test_a_changed_limit_is_said_before_there_is_a_value() -> None:
    """Without a value a changed threshold is told of too, and no rules are."""
    valueless = plan(TENDER, **{"strategy.value": None})
    found = changed(replace(valueless, begun_law=with_threshold(valueless.process.law, 1500000)))

    assert found is not None
    assert (Decimal(1500000), "", "") == (found.before.amount, found.code_before, found.code_after)


def test_a_law_without_that_limit_changed_nothing() -> None:
    """A plan begun before there was any law is not told of a change."""
    assert None is changed(replace(plan(TENDER), begun_law=Law()))


def test_an_unchanged_limit_is_not_said() -> None:
    """A newer law that leaves the limit alone is not worth a word."""
    same = process(SHIPPED).law

    assert [None, None] == [changed(plan(TENDER)), changed(replace(plan(TENDER), begun_law=same))]


# -- the lookup itself ----------------------------------------------------------------------

NOTHING_KNOWN: Facts = known()


def figure(code: str, first: date | None, last: date | None, **amounts: int) -> Figure:
    """A figure called `limit` for everyone."""
    held = {currency: Decimal(amount) for currency, amount in amounts.items()}
    return Figure(code, "limit", code, "", Condition(), held, None, "", first, last, None, {}, (), (), "read")


def test_of_two_periods_the_one_of_the_day_is_taken() -> None:
    """The figure valid on the day is found, both its first and its last day included."""
    law = Law("2026", (figure("a", None, date(2025, 12, 31), EUR=1), figure("b", date(2026, 1, 1), None, EUR=2)))
    days = (date(2025, 12, 31), date(2026, 1, 1))

    assert ["a", "b"] == [found.code for day in days if (found := law.find("limit", NOTHING_KNOWN, day).figure)]


def test_the_first_and_the_last_day_are_the_figure_s_own() -> None:
    """On the days its validity begins and ends a figure is no other period's; the day before and after it is."""
    law = Law("2026", (figure("a", date(2026, 1, 1), date(2027, 12, 31), EUR=1),))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2027, 12, 31), date(2028, 1, 1))

    assert [True, False, False, True] == [law.find("limit", NOTHING_KNOWN, day).nearest for day in days]


def test_of_equally_near_figures_the_first_by_code_is_taken() -> None:
    """The order of the file decides nothing."""
    both = (figure("b", None, None, EUR=2), figure("a", None, None, EUR=1))
    found = [Law("2026", part).find("limit", NOTHING_KNOWN, date(2026, 1, 1)).figure for part in (both, both[::-1])]

    assert ["a", "a"] == [one.code for one in found if one]


def test_a_figure_that_holds_on_an_assumption_is_assumed() -> None:
    """What is found because an assumption makes its condition hold rests on that."""
    special = replace(figure("a", None, None, EUR=1), when=read_condition({"a.choice": "x"}))
    rulings = [Law("", (special,)).find("limit", known(choice=x), date(2026, 1, 1)) for x in ("x", assumed("x"))]

    assert [False, True] == [ruling.assumed for ruling in rulings]


def test_a_nearer_figure_that_is_undecided_is_waited_for() -> None:
    """While an answer may bring a figure nearer the day, the farther one that holds is not taken for it."""
    far = figure("far", date(2024, 1, 1), date(2025, 12, 31), EUR=1)
    near = replace(figure("near", date(2026, 1, 1), date(2027, 12, 31), EUR=2), when=read_condition({"a.choice": "x"}))
    law, day = Law("2026", (far, near)), date(2031, 1, 1)
    rulings = [law.find("limit", facts, day) for facts in (NOTHING_KNOWN, known(choice="x"), known(choice="y"))]

    assert [(None, {"a.choice"}), ("near", set()), ("far", set())] == [
        (ruling.figure.code if ruling.figure else None, set(ruling.waits)) for ruling in rulings
    ]


def test_a_farther_figure_that_is_undecided_is_not_waited_for() -> None:
    """Where one of the day holds, an answer that only another period reads is not asked for."""
    far = replace(figure("far", None, date(2025, 12, 31), EUR=1), when=read_condition({"a.choice": "x"}))
    law = Law("2026", (far, figure("near", date(2026, 1, 1), None, EUR=2)))

    assert Money(Decimal(2), "EUR") == law.find("limit", NOTHING_KNOWN, date(2026, 1, 1)).value


def test_a_figure_passed_by_on_an_assumption_leaves_one() -> None:
    """What is found because a nearer figure fails on an assumption rests on it, and so does that there is none."""
    special = replace(figure("a", None, None, EUR=1), when=read_condition({"a.choice": "x"}))
    laws = (Law("2026", (special, figure("b", None, None, EUR=2))), Law("2026", (special,)))
    rulings = [
        law.find("limit", known(choice=choice), date(2026, 1, 1)) for law in laws for choice in ("y", assumed("y"))
    ]

    assert [("b", False), ("b", True), (None, False), (None, True)] == [
        (ruling.figure.code if ruling.figure else None, ruling.assumed) for ruling in rulings
    ]


def test_a_figure_there_is_none_of_gives_nothing() -> None:
    """A name the law does not have gives no figure, and waits for nothing."""
    ruling = Law().find("limit", NOTHING_KNOWN, date(2026, 1, 1))

    assert (None, None, frozenset()) == (ruling.figure, ruling.value, ruling.waits)


def test_one_currency_becomes_another_by_way_of_the_euro() -> None:
    """An amount in kroner becomes kronor by two known pairs."""
    rates = tuple(Rate(code, Decimal(100), Decimal(n), date(2024, 1, 1), (), "read") for code, n in RATES.items())
    law = Law("2026", (figure("a", None, None, NOK=1100),), rates)

    assert Money(Decimal(1080), "SEK") == law.find("limit", NOTHING_KNOWN, date(2026, 1, 1), "SEK").value


RATES = {"NOK": 1100, "SEK": 1080}


def test_the_euro_is_converted_before_any_other_currency() -> None:
    """Where the law has euro and kroner, kronor are reckoned from the euro."""
    rates = tuple(Rate(code, Decimal(100), Decimal(n), date(2024, 1, 1), (), "read") for code, n in RATES.items())
    law = Law("2026", (figure("a", None, None, NOK=1100, EUR=200),), rates)

    assert Money(Decimal(2160), "SEK") == law.find("limit", NOTHING_KNOWN, date(2026, 1, 1), "SEK").value


def test_of_two_rates_the_last_known_is_taken() -> None:
    """An amount is converted by the latest pair, wherever it stands in the file."""
    rates = [Rate("SEK", Decimal(100), Decimal(n), date(year, 1, 1), (), "read") for n, year in SINCE.items()]
    laws = [Law("2026", (figure("a", None, None, EUR=100),), tuple(part)) for part in (rates, rates[::-1])]

    assert [Money(Decimal(1100), "SEK")] * 2 == [
        law.find("limit", NOTHING_KNOWN, date(2026, 1, 1), "SEK").value for law in laws
    ]


SINCE = {1000: 2022, 1100: 2024}


def test_an_amount_beyond_all_sense_is_converted_too() -> None:
    """A figure of thirty digits makes nothing fall over."""
    rate = Rate("SEK", Decimal(1), Decimal(10**15), date(2024, 1, 1), (), "read")
    law = Law("2026", (figure("a", None, None, EUR=10**17),), (rate,))

    assert Money(Decimal(10**32), "SEK") == law.find("limit", NOTHING_KNOWN, date(2026, 1, 1), "SEK").value


def test_without_a_rate_there_is_no_value() -> None:
    """An amount that cannot be converted is no amount: the figure is there, its value is not."""
    ruling = Law("2026", (figure("a", None, None, NOK=1100),)).find("limit", NOTHING_KNOWN, date(2026, 1, 1), "SEK")

    assert (True, None) == (ruling.figure is not None, ruling.value)


def test_a_later_figure_for_others_does_not_keep_one_from_expiring() -> None:
    """A figure that ends is named though a later one of its name is there, where that is for others."""
    early = figure("a", None, date(2026, 12, 31), EUR=1)
    later = replace(figure("b", date(2027, 1, 1), None, EUR=2), when=read_condition({"a.choice": "x"}))

    assert ["a"] == [found.code for found in Law("2026", (early, later)).expiring(date(2026, 11, 1))]


@pytest.mark.parametrize(("day", "codes"), [(date(2026, 11, 1), []), (date(2027, 6, 1), ["b"]), (date(2028, 1, 1), [])])
def test_what_expires_within_a_year_is_found(day: date, codes: list[str]) -> None:
    """A figure that ends within the year, and that no later one follows, is named."""
    early = figure("a", date(2024, 1, 1), date(2026, 12, 31), EUR=1)
    late = figure("b", date(2027, 1, 1), date(2027, 12, 31), EUR=2)

    assert codes == [found.code for found in Law("2026", (early, late)).expiring(day)]
