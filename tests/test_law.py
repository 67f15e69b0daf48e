"""The law looked up: by who asks, by day, in the plan's currency, and honest about what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support import SHIPPED, Pen, empty_plan, known, process

from procwiz.core.advising.value import changed, hold_value
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


def test_without_a_rate_there_is_no_value() -> None:
    """An amount that cannot be converted is no amount: the figure is there, its value is not."""
    ruling = Law("2026", (figure("a", None, None, NOK=1100),)).find("limit", NOTHING_KNOWN, date(2026, 1, 1), "SEK")

    assert (True, None) == (ruling.figure is not None, ruling.value)


@pytest.mark.parametrize(("day", "codes"), [(date(2026, 11, 1), []), (date(2027, 6, 1), ["b"]), (date(2028, 1, 1), [])])
def test_what_expires_within_a_year_is_found(day: date, codes: list[str]) -> None:
    """A figure that ends within the year, and that no later one follows, is named."""
    early = figure("a", date(2024, 1, 1), date(2026, 12, 31), EUR=1)
    late = figure("b", date(2027, 1, 1), date(2027, 12, 31), EUR=2)

    assert codes == [found.code for found in Law("2026", (early, late)).expiring(day)]
