"""The money of a plan: worked by hand to the øre, and what must hold whatever the amounts are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import CREATED, ROOT, SHIPPED, Pen, empty_plan, plan_with

from procwiz.commands.sheets import read_sheet_file
from procwiz.core.answers import answer
from procwiz.core.business import Case, Outlook, Reason, case, rounded
from procwiz.core.business.outlook import UNKNOWN
from procwiz.core.conditions import ALWAYS
from procwiz.core.document.business import business
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.document.writer import Fields, Writer
from procwiz.core.law import Figure, Law, Rate
from procwiz.core.plan import Plan
from procwiz.language import Language

FULL: Mapping[str, Any] = read_sheet_file(ROOT / "tests" / "stories" / "full.yaml")
COSTS, BENEFITS, MONTHS = "strategy.costs", "strategy.benefits", "strategy.contract_months"
SIGNED, FINANCING, ALTERNATIVES = "contract.sign_date", "strategy.financing", "strategy.alternatives"
FIVE_YEARS = {MONTHS: 60, SIGNED: "2027-01-01"}


def law(percent: str, *rates: Rate, certainty: str = "read") -> Law:
    """Make a law that knows a discount rate, and rates of exchange."""
    figure = Figure(
        "rate", "discount_rate", "Kalkulationsrente", "", ALWAYS, {}, Decimal(percent), "percent", None, None, None, {},
        (), ("own",), certainty,
    )  # fmt: skip
    return Law("2026-11-22", (figure,), rates)


def rate(currency: str, amount: str) -> Rate:
    """Say what 100 euro are in another currency."""
    return Rate(currency, Decimal(100), Decimal(amount), date(2026, 1, 1), ("own",), "secondary")


def under(plan: Plan, own: Law) -> Plan:
    """Put a plan under a law of the test's own."""
    return replace(plan, process=replace(plan.process, law=own))


def planned(answers: Mapping[str, Any], own: Law | None = None) -> Plan:
    """Make a plan of the shipped process under a law, at 3.5 percent where none is given."""
    return under(plan_with(answers, SHIPPED), own or law("3.5"))


def reckoned(answers: Mapping[str, Any], own: Law | None = None) -> Case:
    """Reckon the case of such a plan; a test whose plan has none fails."""
    found = case(planned(answers, own))
    assert found is not None
    return found


def cost(total: Any, category: str = "purchase", item: str = "En udgift", **more: Any) -> dict[str, Any]:
    """Write a row of the costs."""
    return {"item": item, "category": category, "total": total, **more}


def benefit(yearly: Any, area: str = "money", name: str = "En gevinst", **more: Any) -> dict[str, Any]:
    """Write a row of the benefits."""
    return {"benefit": name, "area": area, "owner": "Lederen", **({"yearly": yearly} if yearly else {}), **more}


def span(low: int, likely: int, high: int) -> dict[str, int]:
    """Write a range."""
    return {"low": low, "likely": likely, "high": high}


def amounts(outlook: Outlook) -> tuple[str, str, str]:
    """Read a sum's three passes as they are shown."""
    return str(outlook.low), str(outlook.likely), str(outlook.high)


def likely(outlooks: list[Outlook]) -> list[str]:
    """Read the likely pass of several sums."""
    return [str(outlook.likely) for outlook in outlooks]


# -- by hand ---------------------------------------------------------------------------


def test_five_years_at_three_and_a_half_percent() -> None:
    """The business case of the method's own kind: paid in year 0, gained in the four years after.

    2027: -100,000. 2028 to 2031: 45,000 gained less 10,000 for operation, 35,000 a year.
    35,000 / 1.035 = 33,816.425; / 1.035² = 32,672.875; / 1.035³ = 31,567.995; / 1.035⁴ = 30,500.478.
    Together 128,557.772, less 100,000: 28,557.77. Paid back in the fourth year: -100, -65, -30, +5 thousand.
    """
    found = reckoned(
        {
            **FIVE_YEARS,
            COSTS: [cost(100_000, "development"), cost(40_000, "operation", yearly=10_000)],
            BENEFITS: [benefit(45_000, starts="2028-01-01")],
        }
    )

    assert [2027, 2028, 2029, 2030, 2031] == [year.year for year in found.years]
    assert ["-100000.00", "35000.00", "35000.00", "35000.00", "35000.00"] == likely([year.net for year in found.years])
    assert ("28557.77",) * 3 == amounts(found.npv)
    assert found.payback is not None
    assert (2030, 2030, 2030) == (found.payback.low, found.payback.likely, found.payback.high)
    assert ("140000.00", "180000.00", "40000.00") == (
        str(found.costs.likely),
        str(found.benefits.likely),
        str(found.net.likely),
    )
    assert frozenset() == found.npv.reasons


def test_a_benefit_that_starts_mid_year() -> None:
    """A part year counts by whole months, both of the contract and of the benefit.

    The contract runs from July 2027 to June 2029. A benefit from 15 March 2028 counts from April: 9 months in 2028
    and 6 in 2029, so 90,000 and 60,000 of 120,000 a year.
    -100,000 + 90,000 / 1.04 + 60,000 / 1.0816 = -100,000 + 86,538.462 + 55,473.373 = 42,011.83.
    """
    found = reckoned(
        {
            MONTHS: 24,
            SIGNED: "2027-07-01",
            COSTS: [cost(100_000)],
            BENEFITS: [benefit(120_000, starts="2028-03-15")],
        },
        law("4"),
    )

    assert [6, 12, 6] == [year.months for year in found.years]
    assert ["0.00", "90000.00", "60000.00"] == likely([year.benefits for year in found.years])
    assert ("42011.83",) * 3 == amounts(found.npv)


def test_ranges_go_through_to_the_end() -> None:
    """The low pass has the dear costs and the small benefits, the high one the cheap costs and the large benefits.

    Two years at 5 percent, gains in both.
    Low: -250,000 + 80,000 + 80,000 / 1.05 = -93,809.52. Likely: -150,000 + 100,000 + 95,238.10 = 45,238.10.
    High: -100,000 + 130,000 + 123,809.52 = 153,809.52.
    """
    found = reckoned(
        {
            MONTHS: 24,
            SIGNED: "2027-01-01",
            COSTS: [cost(span(100_000, 150_000, 250_000))],
            BENEFITS: [benefit(span(80_000, 100_000, 130_000), starts="2027-01-01")],
        },
        law("5"),
    )

    assert ("250000.00", "150000.00", "100000.00") == amounts(found.costs)
    assert ("160000.00", "200000.00", "260000.00") == amounts(found.benefits)
    assert ("-93809.52", "45238.10", "153809.52") == amounts(found.npv)
    assert found.payback is not None
    assert (None, 2028, 2027) == (found.payback.low, found.payback.likely, found.payback.high)


def test_nattefald() -> None:
    """The story of the falls at night, signed on 3 November 2027 for 60 months.

    420,000, 1,200,000 and 680,000 are paid at once. Operation is 119,000 a month, and 5,712,000 lasts for the last
    48 months: 2 in 2028, 12 in each of 2029 to 2031, 10 in 2032.
    Benefits of 900,000 and 500,000 from July 2029 and 1,100,000 from January: 1,800,000 in 2029, 2,500,000 in 2030
    and 2031, ten twelfths of that in 2032: 2,083,333.33.
    At 3.5 percent: -2,300,000 - 229,951.69 + 347,265.98 + 966,882.58 + 934,186.07 + 752,162.70 = 470,545.63.
    In the low pass benefits are 700,000 and 300,000 instead, in the high one 1,100,000 and 800,000.
    """
    found = reckoned(FULL)

    assert ["2300000.00", "238000.00", "1428000.00", "1428000.00", "1428000.00", "1190000.00"] == likely(
        [year.costs for year in found.years]
    )
    assert ["0.00", "0.00", "1800000.00", "2500000.00", "2500000.00", "2083333.33"] == likely(
        [year.benefits for year in found.years]
    )
    assert ("8012000.00",) * 3 == amounts(found.costs)
    assert ("7550000.00", "8883333.33", "10550000.00") == amounts(found.benefits)
    assert ("-706168.20", "470545.63", "1941437.93") == amounts(found.npv)
    assert found.payback is not None
    assert (None, 2032, 2031) == (found.payback.low, found.payback.likely, found.payback.high)
    assert {Reason("guess", "Oplæring i seks distrikter")} == found.npv.reasons
    assert ("-600000.00", "-2600000.00") == (str(found.funding.gap.likely), str(found.funding.secured_gap.likely))
    assert "21000000.00" == str(found.baseline.likely)


# -- money that cannot be added ------------------------------------------------------------


def test_another_currency_is_never_added_silently() -> None:
    """An amount in a currency without a rate leaves every sum that holds it without a figure, and is named."""
    krona = {"amount": 1000, "currency": "SEK"}
    found = reckoned({**FIVE_YEARS, COSTS: [cost(100_000), cost(krona, "development")], BENEFITS: [benefit(50_000)]})

    assert (None, None, None, None) == (found.costs.exact, found.net.exact, found.npv.exact, found.payback)
    assert Reason("currency", "SEK") in found.npv.reasons
    assert "100000.00" == str(found.costs_by_kind["purchase"].likely)
    assert found.benefits.exact is not None


def test_a_yearly_cost_in_another_currency_is_not_passed_over() -> None:
    """Where the yearly amount cannot be read, it cannot be said when the cost is paid either."""
    row = cost(1000, "operation", yearly={"amount": 10, "currency": "SEK"})
    found = reckoned({**FIVE_YEARS, COSTS: [row], BENEFITS: []})

    assert (None, frozenset({Reason("currency", "SEK")})) == (found.costs.exact, found.costs.reasons)


def test_another_currency_is_converted_where_the_law_has_a_rate() -> None:
    """Over the euro, and marked: 1,000 SEK at 1,100 for 100 euro, and 746 DKK for 100 euro, are 678.18 DKK."""
    krona = {"amount": 1000, "currency": "SEK"}
    own = law("3.5", rate("DKK", "746"), rate("SEK", "1100"))
    found = reckoned({**FIVE_YEARS, COSTS: [cost(100_000), cost(krona)], BENEFITS: []}, own)

    assert ("100678.18", frozenset({Reason("converted", "SEK")})) == (str(found.costs.likely), found.costs.reasons)


def test_a_later_rate_is_taken() -> None:
    """Of two rates of a currency the later one counts."""
    late = replace(rate("DKK", "800"), on=date(2027, 1, 1))
    euro = {"amount": 100, "currency": "EUR"}
    found = reckoned({COSTS: [cost(euro)]}, law("3.5", rate("DKK", "746"), late))

    assert "800.00" == str(found.costs.likely)


# -- what is not known ---------------------------------------------------------------------


def test_nothing_known() -> None:
    """A plan that says nothing of money has no case, and the paper shows nothing of it."""
    plan = empty_plan(SHIPPED)

    assert case(plan) is None
    assert not told(plan)["shown"]


def test_a_process_without_money_has_no_case() -> None:
    """A process without these questions has none either."""
    assert case(plan_with({})) is None


@pytest.mark.parametrize("key", [COSTS, BENEFITS, MONTHS])
@pytest.mark.parametrize("code", ["missing", "deferred"])
def test_what_is_missing_leaves_no_figure(key: str, code: str) -> None:
    """Without costs, benefits or the contract's length nothing is said of what it is worth, and the reason is named."""
    answers: dict[str, Any] = {**FIVE_YEARS, COSTS: [cost(1000)], BENEFITS: [benefit(500)], FINANCING: []}
    answers.pop(key)
    if code == "deferred":
        answers[key] = {"deferred": "Økonomi regner", "due": "G4"}
    found = reckoned(answers)

    assert (None, None) == (found.npv.exact, found.payback)
    assert Reason(code, key) in found.npv.reasons
    assert ("None" if key == COSTS else "1000.00") == str(found.costs.likely)
    assert (set() if key == COSTS else {"purchase"}) == set(found.costs_by_kind)


def test_an_assumption_marks_all_that_rests_on_it() -> None:
    """Costs that are assumed give figures, and every figure made of them says so."""
    assume = {"deferred": "Økonomi regner", "due": "G4", "assume": [cost(1000)]}
    found = reckoned({**FIVE_YEARS, COSTS: assume, BENEFITS: [benefit(500, starts="2027-01-01")]})
    resting = (found.costs, found.net, found.npv, found.years[0].accumulated, found.funding.gap)

    assert {True} == {Reason("assumed", COSTS) in outlook.reasons for outlook in resting}
    assert Reason("assumed", COSTS) not in found.benefits.reasons
    assert "1000.00" == str(found.costs.likely)


def test_a_guess_is_marked_through_to_the_total() -> None:
    """A cost that is a guess marks its own kind, the total and what follows, and no other kind."""
    guess = cost(500, "training", "Oplæring", basis="guess")
    found = reckoned({**FIVE_YEARS, COSTS: [cost(1000), guess], BENEFITS: [benefit(900, starts="2027-01-01")]})
    mark = frozenset({Reason("guess", "Oplæring")})

    assert (mark, frozenset(), mark, mark) == (
        found.costs_by_kind["training"].reasons,
        found.costs_by_kind["purchase"].reasons,
        found.costs.reasons,
        found.npv.reasons,
    )
    assert found.costs.assumed


def test_without_a_discount_rate_there_is_no_present_value() -> None:
    """Where the law has no rate the sums stand, undiscounted, and the text says why."""
    plan = planned({**FIVE_YEARS, COSTS: [cost(1000)], BENEFITS: [benefit(500, starts="2027-01-01")]}, Law())
    found = case(plan)

    assert found is not None
    assert (None, frozenset({Reason("no_rate")})) == (found.npv.exact, found.npv.reasons)
    assert "1500.00" == str(found.net.likely)
    assert (
        "Over hele perioden giver indkøbet et overskud på 1.500 kr. Det er ikke regnet om til dagens penge."
        == told(plan)["npv"]
    )
    assert "en rente til at regne om til dagens penge" in told(plan)["lacking"]


def test_an_unknown_start_is_marked() -> None:
    """Until the contract is signed it starts when it is expected to, when the tender goes out, or with the plan."""
    answers = {MONTHS: 12, COSTS: [cost(1000)], BENEFITS: []}
    noticed = planned({**answers, "strategy.notice_date": "2028-05-10"})
    expected, bare = case(noticed, date(2029, 2, 1)), reckoned(answers)
    found = case(noticed)

    assert found is not None
    assert expected is not None
    assert [2028, 2029, CREATED.year] == [one.years[0].year for one in (found, expected, bare)]
    assert Reason("start", "strategy.notice_date") in found.years[0].net.reasons
    assert Reason("start") in expected.npv.reasons & bare.npv.reasons
    assert Reason("start", "strategy.notice_date") not in found.costs.reasons


def test_a_benefit_without_a_day_begins_when_the_need_is_to_be_met() -> None:
    """It is not counted before, and the figure is marked."""
    found = reckoned({**FIVE_YEARS, "needs.deadline": "2028-01-01", COSTS: [cost(1)], BENEFITS: [benefit(1200)]})

    assert ["0.00", "1200.00"] == likely([year.benefits for year in found.years[:2]])
    assert Reason("starts", "En gevinst") in found.benefits.reasons


def test_a_benefit_after_the_period_is_worth_nothing_and_named() -> None:
    """One that begins when the contract has ended counts nothing, and says so."""
    found = reckoned({**FIVE_YEARS, COSTS: [cost(1)], BENEFITS: [benefit(1200, starts="2032-01-01")]})

    assert ("0.00", frozenset({Reason("late", "En gevinst")})) == (str(found.benefits.likely), found.benefits.reasons)


# -- when a cost is paid ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (cost(1200, "purchase"), ["1200.00", "0.00", "0.00"]),
        (cost(1200, "own_hours"), ["1200.00", "0.00", "0.00"]),
        (cost(1200, "disposal"), ["0.00", "0.00", "1200.00"]),
        (cost(1200, "operation"), ["400.00", "400.00", "400.00"]),
        (cost(1200, "operation", yearly=600), ["0.00", "600.00", "600.00"]),
        (cost(1200, "operation", yearly=800), ["0.00", "400.00", "800.00"]),
        (cost(1200, "operation", yearly=100), ["1000.00", "100.00", "100.00"]),
        (cost(0, "operation", yearly=100), ["0.00", "0.00", "0.00"]),
    ],
    ids=["at once", "own hours", "at the end", "evenly", "last years", "part year", "rest at once", "nothing"],
)
def test_when_a_cost_is_paid(row: dict[str, Any], expected: list[str]) -> None:
    """By its sort, and where it comes back every year, month by month up to the end; the total is never exceeded."""
    found = reckoned({MONTHS: 36, SIGNED: "2027-01-01", COSTS: [row], BENEFITS: []})

    assert expected == likely([year.costs for year in found.years])


def test_a_range_of_a_yearly_cost_is_the_range_of_its_total() -> None:
    """A total without a range, 4 times 100, takes that of its yearly amount."""
    found = reckoned({**FIVE_YEARS, COSTS: [cost(400, "operation", yearly=span(80, 100, 150))], BENEFITS: []})

    assert ("600.00", "400.00", "320.00") == amounts(found.costs)


def test_a_cost_that_may_come_to_nothing_is_paid_at_the_end() -> None:
    """A yearly cost whose total is most likely 0 is paid as late as the smallest of totals would be."""
    row = cost(span(0, 0, 300), "operation", yearly=100)
    found = reckoned({MONTHS: 36, SIGNED: "2027-01-01", COSTS: [row], BENEFITS: []})

    assert ["0.00", "0.00", "300.00"] == [str(year.costs.low) for year in found.years]


def test_a_benefit_begun_before_the_contract_counts_from_it() -> None:
    """What was gained before the contract's start is none of its gains."""
    found = reckoned(
        {MONTHS: 12, SIGNED: "2027-07-01", COSTS: [cost(1)], BENEFITS: [benefit(1200, starts="2020-05-20")]}
    )

    assert ["600.00", "600.00"] == likely([year.benefits for year in found.years])


def test_money_is_paid_back_for_good() -> None:
    """A year in which the flow only touches zero before the large costs come is not the one it is paid back in."""
    found = reckoned({**FIVE_YEARS, COSTS: [cost(900, "disposal")], BENEFITS: [benefit(100, starts="2027-01-01")]})

    assert found.payback is not None
    assert found.payback.likely is None


def test_a_period_is_never_longer_than_fifty_years() -> None:
    """Whatever an older plan says, the case has an end, and says that it was cut."""
    plan = planned({SIGNED: "2027-01-01", COSTS: [cost(1)], BENEFITS: []})
    found = case(Pen().write(plan, answer(plan.process.questions[MONTHS], Decimal(9999))))

    assert found is not None
    assert 50 == len(found.years)
    assert Reason("cut", MONTHS) in found.npv.reasons


# -- who gains, and the alternatives -----------------------------------------------------------


def test_benefits_by_area_budget_and_party() -> None:
    """Each benefit is counted once by area, once by whether it can leave a budget, once by who gains."""
    found = reckoned(
        {
            MONTHS: 12,
            SIGNED: "2027-01-01",
            COSTS: [cost(1)],
            BENEFITS: [
                benefit(100, "money", "Penge", cashable=True, starts="2027-01-01"),
                benefit(20, "time", "Tid", cashable=False, starts="2027-01-01"),
                benefit(3, "climate", "Luft", starts="2027-01-01"),
                benefit(None, "citizens", "Tryghed"),
                benefit(None, "companies", "Et nyt marked"),
            ],
        }
    )

    assert {"climate": "3.00", "money": "100.00", "time": "20.00"} == {
        area: str(outlook.likely) for area, outlook in found.benefits_by_area.items()
    }
    assert {"": "3.00", "no": "20.00", "yes": "100.00"} == {
        code: str(outlook.likely) for code, outlook in found.cashable.items()
    }
    assert [("citizen", "3.00", ("Luft", "Tryghed")), ("organisation", "120.00", ("Penge", "Tid")),
            ("company", "0.00", ("Et nyt marked",))] == [
        (party.code, str(party.worth.likely), party.benefits) for party in found.parties
    ]  # fmt: skip
    assert ("Et nyt marked", "Tryghed") == found.unpriced


def test_doing_nothing_against_each_alternative() -> None:
    """Over the same five years: the problem's cost goes on, an alternative adds its own cost and takes its benefit off.

    Doing nothing: 5 x 1,000. With the first: 5,000 + 3,000 - 5 x 900 = 3,500. The second has only a yearly cost.
    """
    found = reckoned(
        {
            **FIVE_YEARS,
            "needs.today_cost": 1000,
            ALTERNATIVES: [
                {"alternative": "Ny", "cost": 3000, "yearly_cost": 400, "yearly_benefit": 900, "verdict": "chosen"},
                {"alternative": "Gammel", "yearly_cost": 100, "yearly_benefit": 50, "verdict": "rejected"},
                {"alternative": "Ukendt", "cost": 10, "verdict": "rejected"},
            ],
        }
    )
    new, old, unknown = found.alternatives

    assert "5000.00" == str(found.baseline.likely)
    assert ("3000.00", "4500.00", "1500.00", "3500.00") == tuple(
        str(part.likely) for part in (new.cost, new.benefit, new.net, new.remains)
    )
    assert ("500.00", "250.00", "5250.00") == tuple(str(part.likely) for part in (old.cost, old.benefit, old.remains))
    assert (None, frozenset({Reason("no_amount", "Ukendt")})) == (unknown.net.exact, unknown.net.reasons)


def test_the_gap_by_status() -> None:
    """Money is added up by how certain it is; the gap is negative where it does not reach."""
    found = reckoned(
        {
            COSTS: [cost(span(900, 1000, 1500))],
            FINANCING: [
                {"source": "Eget budget", "amount": 600, "status": "secured"},
                {"source": "Pulje", "amount": 500, "status": "applied"},
            ],
        }
    )

    assert {"secured": "600.00", "applied": "500.00"} == {
        status: str(part.likely) for status, part in found.funding.by_status.items()
    }
    assert ("-400.00", "100.00", "200.00") == amounts(found.funding.gap)
    assert "-400.00" == str(found.funding.secured_gap.likely)


# -- what holds whatever the amounts are --------------------------------------------------------

AMOUNTS = st.integers(0, 10**9)
SPANS = st.lists(AMOUNTS, min_size=3, max_size=3).map(lambda parts: span(*sorted(parts)))
WORTHS = AMOUNTS | SPANS
COST_ROWS = st.builds(
    lambda total, category, yearly: cost(total, category, **({} if yearly is None else {"yearly": yearly})),
    WORTHS,
    st.sampled_from(["preparation", "purchase", "operation", "disposal", "own_hours"]),
    st.none() | WORTHS,
)
BENEFIT_ROWS = st.builds(
    lambda yearly, area, starts: benefit(yearly, area, **({} if starts is None else {"starts": starts.isoformat()})),
    WORTHS,
    st.sampled_from(["citizens", "time", "money", "companies"]),
    st.none() | st.dates(date(2026, 1, 1), date(2034, 1, 1)),
)
TABLES = st.fixed_dictionaries(
    {
        COSTS: st.lists(COST_ROWS, max_size=3),
        BENEFITS: st.lists(BENEFIT_ROWS, max_size=3),
        MONTHS: st.integers(1, 90),
        SIGNED: st.dates(date(2027, 1, 1), date(2029, 12, 31)).map(date.isoformat),
    }
).filter(lambda answers: answers[COSTS] and answers[BENEFITS])
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def exact(outlook: Outlook) -> tuple[Fraction, Fraction, Fraction]:
    """Take a sum's exact passes; a test whose sum has none fails."""
    assert outlook.exact is not None
    return outlook.exact


def scaled(content: Any, factor: int) -> Any:
    """Multiply every amount of a row."""
    if isinstance(content, dict):
        return {name: scaled(part, factor) for name, part in content.items()}
    return content * factor if isinstance(content, int) and not isinstance(content, bool) else content


@few
@given(TABLES, st.integers(2, 9))
def test_the_present_value_is_linear_in_amounts(answers: dict[str, Any], factor: int) -> None:
    """Amounts so many times as large give a value so many times as large, exactly."""
    larger = {key: [scaled(row, factor) for row in answers[key]] for key in (COSTS, BENEFITS)}
    one, other = reckoned(answers), reckoned({**answers, **larger})

    assert tuple(part * factor for part in exact(one.npv)) == exact(other.npv)


@few
@given(TABLES, COST_ROWS, BENEFIT_ROWS)
def test_the_present_value_of_all_is_the_sum_of_its_parts(
    answers: dict[str, Any], spent: dict[str, Any], gained: dict[str, Any]
) -> None:
    """What further rows are worth is added, exactly."""
    whole = reckoned({**answers, COSTS: [*answers[COSTS], spent], BENEFITS: [*answers[BENEFITS], gained]})
    parts = [reckoned(answers), reckoned({**answers, COSTS: [spent], BENEFITS: [gained]})]

    assert exact(whole.npv) == tuple(sum(part, Fraction(0)) for part in zip(*(exact(one.npv) for one in parts)))  # noqa: B905


@few
@given(TABLES, st.integers(1, 10**6))
def test_a_dearer_cost_is_never_worth_more(answers: dict[str, Any], more: int) -> None:
    """Raising what a cost comes to raises the present value in no pass."""
    first, *rest = answers[COSTS]
    total = first["total"]
    raised = {name: part + more for name, part in total.items()} if isinstance(total, dict) else total + more
    before, after = reckoned(answers), reckoned({**answers, COSTS: [{**first, "total": raised}, *rest]})

    assert [True] * 3 == [new <= old for old, new in zip(exact(before.npv), exact(after.npv), strict=True)]


@few
@given(TABLES)
def test_the_order_of_rows_changes_nothing(answers: dict[str, Any]) -> None:
    """The same rows in another order give the same case, to the last fraction."""
    turned = {key: answers[key][::-1] for key in (COSTS, BENEFITS)}

    assert reckoned(answers) == reckoned({**answers, **turned})


@few
@given(TABLES)
def test_the_passes_stand_in_order(answers: dict[str, Any]) -> None:
    """Low is never above likely, nor likely above high: of the value, of the sums, of each year's flow."""
    found = reckoned(answers)
    flows = [found.npv, found.net, found.benefits, *(year.net for year in found.years)]

    assert [True] * len(flows) == [low <= middle <= high for low, middle, high in map(exact, flows)]
    assert exact(found.costs)[0] >= exact(found.costs)[1] >= exact(found.costs)[2]


@few
@given(TABLES)
def test_the_years_add_up_to_the_total(answers: dict[str, Any]) -> None:
    """No cost and no benefit is lost or counted twice between the years and the kinds."""
    found = reckoned(answers)

    for number in range(3):
        years = [(exact(year.costs)[number], exact(year.benefits)[number]) for year in found.years]
        kinds = [exact(part)[number] for part in found.costs_by_kind.values()]
        costs, benefits = exact(found.costs)[number], exact(found.benefits)[number]
        assert (costs, benefits, costs) == (
            sum(part for part, _ in years),
            sum(part for _, part in years),
            sum(kinds, Fraction(0)),
        )


@pytest.mark.parametrize(
    ("exactly", "shown"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("0.004999", "0.00"), ("-0.001", "0.00")]
)
def test_a_figure_is_rounded_half_up_to_the_oere(exactly: str, shown: str) -> None:
    """Half an øre goes away from zero, and nothing becomes minus nothing."""
    assert shown == str(rounded(Fraction(exactly)))


# -- in words -------------------------------------------------------------------------------


def told(plan: Plan, language: str = "da") -> Fields:
    """Write a plan's case out in words."""
    return business(Writer(Reckoned(plan, date(2026, 11, 22)), Language(language).say))


def test_the_story_in_words() -> None:
    """The steering group reads what it is worth, when it is repaid, what is missing and what it rests on."""
    fields = told(planned(FULL, law("3.5", certainty="unverified")))

    assert (
        "I dagens penge giver indkøbet mest sandsynligt et overskud på 470.546 kr.; i værste fald et underskud på "
        "706.168 kr. og i bedste fald et overskud på 1.941.438 kr. Senere års beløb er regnet om til dagens penge med "
        "en rente på 3,5 % om året. Renten er ikke efterprøvet. Én gevinst har ikke noget beløb og er ikke regnet "
        "med: »Hurtigere hjælp og tryggere nætter«. Pengene er mest sandsynligt tjent hjem i løbet af 2032 og i bedste "
        "fald i 2031. I værste fald når de det ikke i perioden. Der mangler 600.000 kr. til udgifterne. Tæller vi kun "
        "de penge, der er bevilget, mangler der 2.600.000 kr. Gør vi intet, koster problemet 21.000.000 kr. i "
        "perioden. Med den valgte mulighed koster det 19.012.000 kr., når prisen er lagt til og gevinsten trukket "
        "fra. Tallene hviler på noget usikkert: et skøn over »Oplæring i seks distrikter«."
    ) == fields["text"].replace("\xa0", " ")


def test_the_story_in_tables() -> None:
    """Every year, sort, party and alternative has its row, and doing nothing stands first among the alternatives."""
    fields = told(planned(FULL))

    assert ["2027", "2028", "2029", "2030", "2031", "2032"] == [row["title"] for row in fields["years"]]
    assert ["Forberedelse", "Udvikling", "Oplæring", "Drift og service"] == [row["title"] for row in fields["costs"]]
    assert [True, True, False, True] == [row["sure"] for row in fields["costs"]]
    assert ["Gør intet", "Innovationspartnerskab", "Udbud med forhandling", "Sengealarmer, der findes i dag"] == [
        row["title"] for row in fields["alternatives"]
    ]
    assert [("Borgere og samfund", "–"), ("Vores organisation og ansatte", "8.883.333 kr."), ("Virksomheder", "–")] == [
        (row["title"], row["value"].replace("\xa0", " ")) for row in fields["parties"]
    ]
    assert ["Bevilget", "I budgetforslag"] == [row["title"] for row in fields["funding"]]


def test_the_story_in_english() -> None:
    """The same plan in English speaks English, with the same figures."""
    fields = told(under(plan_with(FULL, SHIPPED, "en"), law("3.5")), "en")

    assert (
        "In today's money the purchase most likely gives a surplus of DKK 470,546; at worst a deficit of DKK 706,168 "
        "and at best a surplus of DKK 1,941,438."
    ) == fields["npv"].replace("\xa0", " ")


def test_the_same_fields_are_there_with_and_without_a_case() -> None:
    """A template finds every field, whatever a plan says."""
    assert set(told(empty_plan(SHIPPED))) == set(told(planned(FULL)))


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_reason_has_its_words(language: str) -> None:
    """Whatever a figure may rest on or lack can be said."""
    folder = ROOT / "src" / "procwiz" / "core" / "business"
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    codes = set(re.findall(r'Reason\("([a-z_]+)"', source)) | UNKNOWN | {"rate_assumed", "rate_nearest"}
    words = json.loads((ROOT / "src" / "procwiz" / "locale" / language / "documents.json").read_text("utf-8"))

    assert {f"business.reason.{code}" for code in codes} == {
        name for name in words if name.startswith("business.reason.")
    }
