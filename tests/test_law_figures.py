"""The law's figures are those of the facts they were taken from, one by one and both ways.

The facts lie beside the repository, in `../shared/domain`; where they are absent, as in a checkout of the repository
alone, these tests are skipped and say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from procwiz.library.yamlfile import read

ROOT = Path(__file__).parents[1]
DOMAIN = ROOT.parent / "shared" / "domain"
LAW = ROOT / "phases" / "innovative-procurement" / "law.yaml"
FILES = ("denmark.md", "nordic-eu.md")

pytestmark = pytest.mark.skipif(
    not all((DOMAIN / name).is_file() for name in FILES), reason="the facts in ../shared/domain are not here"
)

Amounts: TypeAlias = "dict[tuple[str, str, str, str, str], Decimal]"
"""By figure, buyer, subject, first day and currency; empty where a figure is for all."""

GOODS = ("goods", "services", "rnd")
LIMITS = {"direct_limit", "publication_limit"}
FIRST = {"2024-2025": "2024-01-01", "2026-2027": "2026-01-01"}
DANISH = {
    "Goods/services, state": ("threshold", ("state",), GOODS),
    "Goods/services, regions, municipalities, bodies governed by public law": ("threshold", ("sub_central",), GOODS),
    "Works": ("threshold", ("state", "sub_central"), ("works",)),
    "Light regime (part III)": ("threshold", ("state", "sub_central"), ("light",)),
    "Small lots (*delydelser*) goods/services": ("small_lot", ("",), GOODS),
}
EUROPEAN = {
    "Works (2014/24)": ("threshold", ("state", "sub_central"), ("works",)),
    "Supplies, services, design contests: central government": ("threshold", ("state",), GOODS),
    "Supplies, services, design contests: sub-central": ("threshold", ("sub_central",), GOODS),
    "Social and other specific services (Annex XIV)": ("threshold", ("state", "sub_central"), ("light",)),
    "Utilities (2014/25): supplies, services, design contests": ("threshold", ("utility",), GOODS),
    "Utilities: works": ("threshold", ("utility",), ("works",)),
    "Utilities: social and other specific services": ("threshold", ("utility",), ("light",)),
    "Concessions (2014/23)": ("threshold_concession", ("",), ("",)),
}
PROCEDURES = {
    "open": ("*Offentligt udbud*", "Open"),
    "restricted": ("*Begrænset udbud*", "Restricted"),
    "negotiated": ("*Udbud med forhandling* /", "Competitive procedure with negotiation"),
    "dialogue": ("*Konkurrencepræget dialog*", "Competitive dialogue"),
    "partnership": ("*Innovationspartnerskab*", "Innovation partnership"),
}


def facts(name: str) -> str:
    """Read a fact file."""
    return (DOMAIN / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """Cut out the part of a fact file under a heading, up to the next one."""
    _, found, rest = facts(name).partition(f"\n{heading}")
    assert found, heading
    return re.split(r"\n#+ ", rest)[0]


def rows(text: str) -> list[list[str]]:
    """Read the first table of a text, without its heading's rule."""
    lines = re.findall(r"(?:^\|.*\n?)+", text, re.M)[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]


def row(table: Iterable[list[str]], start: str) -> list[str]:
    """Find the one row that starts so."""
    (found,) = [cells for cells in table if cells[0].startswith(start)]
    return found


def leading(cell: str) -> Decimal | None:
    """Take the number a cell begins with.

    >>> leading("**140,000**"), leading("not seen; 596,800")
    (Decimal('140000'), None)
    """
    found = re.match(r"\**([0-9][0-9,.]*)", cell)
    return Decimal(found[1].replace(",", "")) if found else None


def listed(content: object) -> tuple[str, ...]:
    """Take one code or several as several."""
    return tuple(content) if isinstance(content, list) else (str(content),)


@pytest.fixture(scope="module")
def figures() -> list[dict[str, Any]]:
    """Every figure of the law."""
    found: list[dict[str, Any]] = read(LAW.read_bytes(), LAW.name).content["figures"]
    return found


def amounts(figures: Iterable[Mapping[str, Any]], names: set[str]) -> Amounts:
    """Spell out the amounts of the figures of some names; none is given twice."""
    found = [
        ((figure["figure"], buyer, subject, figure["valid_from"], currency), Decimal(str(amount)))
        for figure in figures
        if figure["figure"] in names
        for buyer in listed(figure.get("for", {}).get("setup.buyer_type", ""))
        for subject in listed(figure.get("for", {}).get("strategy.subject", ""))
        for currency, amount in figure["amount"].items()
    ]
    assert len(dict(found)) == len(found)
    return dict(found)


def spelled(what: tuple[str, tuple[str, ...], tuple[str, ...]], first: str, currency: str, amount: Decimal) -> Amounts:
    """Spell out one amount of a table for each buyer and subject it is for."""
    name, buyers, subjects = what
    return {(name, buyer, subject, first, currency): amount for buyer in buyers for subject in subjects}


def tabled(table: list[list[str]], meaning: Mapping[str, Any], columns: list[tuple[str, str]]) -> Amounts:
    """Spell out a whole table; a cell that begins with no number holds no amount."""
    assert set(meaning) == {cells[0] for cells in table}
    found: Amounts = {}
    for label, *cells in table:
        for (first, currency), cell in zip(columns, cells, strict=True):
            if (amount := leading(cell)) is not None:
                found |= spelled(meaning[label], first, currency, amount)
    return found


def danish() -> Amounts:
    """Read the table of the Danish file."""
    heading, *table = rows(section("denmark.md", "### 3.10 Thresholds"))
    columns = [(FIRST[years], currency) for years, currency in (cell.split() for cell in heading[1:])]
    return tabled(table, DANISH, columns)


def european() -> Amounts:
    """Read the table of the file on Norway, Sweden and the EU."""
    heading, *table = rows(section("nordic-eu.md", "## 3.3 Thresholds"))
    return tabled(table, EUROPEAN, [(FIRST[years], "EUR") for years in heading[1:]])


def number(pattern: str, text: str) -> Decimal:
    """Take the number a line of the facts gives in one place; `m` after it means millions."""
    (found,) = re.findall(pattern, text)
    digits, millions = found if isinstance(found, tuple) else (found, "")
    return Decimal(digits.replace(",", "")) * (1_000_000 if millions else 1)


def swedish() -> Amounts:
    """Read the line of Swedish thresholds."""
    text, first = section("nordic-eu.md", "## 2.9 Swedish thresholds"), FIRST["2024-2025"]
    rest = r" ([0-9,]+)(?=;)"
    return {
        **spelled(("threshold", ("state",), GOODS), first, "SEK", number("state" + rest, text)),
        **spelled(("threshold", ("sub_central",), GOODS), first, "SEK", number("other authorities" + rest, text)),
        **spelled(("threshold", ("state", "sub_central"), ("works",)), first, "SEK", number("works" + rest, text)),
        **spelled(
            ("threshold", ("state", "sub_central"), ("light",)), first, "SEK", number("special services" + rest, text)
        ),
    }


def norwegian() -> Amounts:
    """Read the line of Norwegian thresholds."""
    text, first = section("nordic-eu.md", "## 1.11 Norwegian thresholds"), FIRST["2024-2025"]
    rest = r" ([0-9.]+) (m)"
    return {
        **spelled(("threshold", ("state",), GOODS), first, "NOK", number("state goods/services" + rest, text)),
        **spelled(("threshold", ("sub_central",), GOODS), first, "NOK", number("other buyers" + rest, text)),
        **spelled(("threshold", ("state", "sub_central"), ("works",)), first, "NOK", number("works" + rest, text)),
        **spelled(("threshold", ("utility",), GOODS), first, "NOK", number("utilities" + rest, text)),
    }


def test_the_fact_files_agree_on_the_thresholds_in_euro() -> None:
    """What both tables hold in euro is the same in both."""
    one, other = danish(), european()
    both = one.keys() & other.keys()

    assert 2 * (2 * len(GOODS) + 2 + 2) == len(both)
    assert {key: other[key] for key in both} == {key: one[key] for key in both}


def test_every_threshold_is_the_facts_own(figures: list[dict[str, Any]]) -> None:
    """The law holds each threshold of the tables and lines in each currency, and none beside them."""
    expected = danish() | european() | swedish() | norwegian()
    actual = amounts(figures, {"threshold", "threshold_concession", "small_lot"})

    assert expected == actual


def test_thresholds_hold_for_their_two_years(figures: list[dict[str, Any]]) -> None:
    """A threshold is valid from the first day of its two years to the last."""
    names = {"threshold", "threshold_concession", "small_lot"}
    actual = {(figure["valid_from"], figure["valid_to"]) for figure in figures if figure["figure"] in names}

    assert {("2024-01-01", "2025-12-31"), ("2026-01-01", "2027-12-31")} == actual


def test_limits_of_sweden_and_norway(figures: list[dict[str, Any]]) -> None:
    """The limits for direct award and for national publication are those of the lines, and none is Danish."""
    sweden = section("nordic-eu.md", "## 2.9 Swedish thresholds")
    norway = section("nordic-eu.md", "## 1.11 Norwegian thresholds")
    limit = number(r"direct-award limit ([0-9,]+)", sweden)
    light = number(r"\(([0-9,]+) for social/special services\)", sweden)
    expected = {
        *(("direct_limit", "SE", subject, "SEK", limit) for subject in ("goods", "services", "works", "rnd")),
        ("direct_limit", "SE", "light", "SEK", light),
        ("direct_limit", "NO", "", "NOK", number(r"lower limit of the act from NOK ([0-9,]+)", norway)),
        ("publication_limit", "NO", "", "NOK", number(r"national publication threshold ([0-9.]+) (m)", norway)),
    }
    actual = {
        (figure["figure"], figure["for"]["setup.country"], subject, currency, Decimal(amount))
        for figure in figures
        if figure["figure"] in LIMITS
        for subject in listed(figure["for"].get("strategy.subject", ""))
        for currency, amount in figure["amount"].items()
    }

    assert expected == actual
    assert {"2024-01-01"} == {figure["valid_from"] for figure in figures if figure["figure"] in LIMITS}


def test_limits_for_danish_works(figures: list[dict[str, Any]]) -> None:
    """The two limits of the act on works tenders are those of the table."""
    table = rows(section("denmark.md", "### 3.11 Below the threshold"))
    expected = {
        "works_one_bid": number(r"^up to ([0-9,]+)$", row(table, "up to")[0]),
        "works_direct_bids": number(r"^above ([0-9,]+) (m)illion", row(table, "above")[0]),
    }
    actual = {figure["code"]: figure["amount"]["DKK"] for figure in figures if figure["figure"] == "works_tender_limit"}

    assert expected == actual


def test_rates_are_pairs_of_known_thresholds() -> None:
    """What a figure in euro is in a currency comes from one threshold given in both."""
    known = danish() | european() | swedish() | norwegian()
    rates = read(LAW.read_bytes(), LAW.name).content["rates"]
    pairs = {
        (key[4], known[*key[:4], "EUR"], amount, key[3])
        for key, amount in known.items()
        if key[4] != "EUR" and (*key[:4], "EUR") in known
    }

    assert {"DKK", "SEK", "NOK"} == {rate["currency"] for rate in rates}
    assert [] == [
        rate
        for rate in rates
        if (rate["currency"], Decimal(rate["euro"]), Decimal(rate["amount"]), rate["on"]) not in pairs
    ]


def by_route(figures: Iterable[Mapping[str, Any]], name: str, unit: str) -> dict[str, int]:
    """Take a figure's number by route."""
    return {
        route: figure[unit]
        for figure in figures
        if figure["figure"] == name
        for route in listed(figure["for"]["strategy.route"])
    }


def columns(danish_column: int, european_column: int | None) -> dict[str, Decimal]:
    """Read a column of the tables of procedures; where both have it, they agree."""
    table = rows(section("denmark.md", "### 3.2 Procedures"))
    other = rows(section("nordic-eu.md", "## 3.1 Procedures"))
    found: dict[str, Decimal] = {}
    for route, (here, there) in PROCEDURES.items():
        values = {bold(row(table, here)[danish_column])}
        if european_column is not None:
            values.add(bold(row(other, there)[european_column]))
        (value,) = values
        if value is not None:
            found[route] = value
    return found


def bold(cell: str) -> Decimal | None:
    """Take the number a cell begins with, after words such as `as restricted:`."""
    return leading(re.sub(r"^as restricted: ", "", cell))


def test_days_for_requests(figures: list[dict[str, Any]]) -> None:
    """Requests to participate have the days of both tables: 30 in each procedure that has them."""
    expected = columns(3, 3)
    actual = by_route(figures, "request_days", "days")

    assert dict.fromkeys(("restricted", "negotiated", "dialogue", "partnership"), 30) == expected
    assert expected | {"rnd_service": expected["negotiated"]} == actual


def test_days_for_tenders(figures: list[dict[str, Any]]) -> None:
    """Tenders have the days of both tables, 35 and twice 30; what runs as another procedure has the other's."""
    expected = columns(4, 4)
    as_open = dict.fromkeys(
        ("ppi", "joint", "innovation_clause", "pcp", "opi_then_tender", "challenge"), expected["open"]
    )
    as_open["rnd_service"] = expected["negotiated"]

    assert {"open": 35, "restricted": 30, "negotiated": 30} == expected
    assert expected | as_open == by_route(figures, "tender_days", "days")


SHORTER = {
    "request_days_restricted": {"urgency": 15},
    "request_days_negotiated": {"urgency": 15},
    "tender_days_open": {"electronic": 30, "prior_notice": 15, "urgency": 15},
    "tender_days_restricted": {"electronic": 25, "prior_notice": 10, "urgency": 10, "agreed": 10},
    "tender_days_negotiated": {"electronic": 25, "prior_notice": 10, "urgency": 10, "agreed": 10},
}


def test_shorter_days(figures: list[dict[str, Any]]) -> None:
    """A time limit is shortened by what the facts name and to the days they give, and no other limit is."""
    other = section("nordic-eu.md", "## 3.1 Procedures")
    actual = {
        figure["code"]: {part["code"]: part["days"] for part in figure["shortened"]}
        for figure in figures
        if "shortened" in figure
    }

    assert SHORTER == actual
    assert "30 with electronic tenders; 15 if a complete PIN was sent 35 days-12 months earlier; not below 15" in other
    assert "Tenders 10 with PIN (35 days-12 months)" in other
    assert "25 with electronic tenders (tender stage only), accelerated 15/10 in urgency" in other
    assert (
        "25 with electronic tenders; 10 with PIN (35 days-12 months) [E105]; urgency 15/10 as restricted `[K]`" in other
    )


def test_what_was_not_read_is_not_called_read(figures: list[dict[str, Any]]) -> None:
    """Urgency in a negotiated procedure, which the facts mark as not read, is unverified."""
    actual = {
        part["certainty"]
        for figure in figures
        if figure["code"] in {"request_days_negotiated", "tender_days_negotiated"}
        for part in figure["shortened"]
        if part["code"] == "urgency"
    }

    assert {"unverified"} == actual


def test_least_candidates(figures: list[dict[str, Any]]) -> None:
    """Five are invited in the restricted procedure and three in the others, as the table says."""
    expected = columns(5, None)

    assert {"restricted": 5, "negotiated": 3, "dialogue": 3, "partnership": 3} == expected
    assert expected | {"rnd_service": expected["negotiated"]} == by_route(figures, "least_candidates", "number")


def one(figures: Iterable[Mapping[str, Any]], code: str) -> Mapping[str, Any]:
    """Find the figure with a code."""
    (found,) = [figure for figure in figures if figure["code"] == code]
    return found


def test_standstill(figures: list[dict[str, Any]]) -> None:
    """Standstill is 10 days after electronic notice and 15 after a letter, as the facts say."""
    text = section("denmark.md", "### 3.8 Standstill")
    expected = [
        number(r"\*\*([0-9]+) calendar days\*\* when notice is electronic", text),
        number(r"\*\*([0-9]+)\*\* by letter", text),
    ]
    actual = [one(figures, code)["days"] for code in ("standstill_days", "standstill_letter_days")]

    assert [10, 15] == expected
    assert expected == actual


def test_complaints(figures: list[dict[str, Any]]) -> None:
    """Each limit for complaints is the one the facts give."""
    text = section("denmark.md", "### 3.8 Standstill")
    expected = {
        "complaint_award": number(r"\*\*([0-9]+)\*\* calendar days after the award notice", text),
        "complaint_call_off": number(r"\*\*([0-9]+)\*\* for framework mini-competition", text),
        "complaint_framework": number(r"\*\*([0-9]+) months\*\* for framework agreements", text),
        "complaint_continued": number(r"\*\*([0-9]+)\*\* days after a § 185\(2\)", text),
        "complaint_prequalification": number(r"\*\*([0-9]+)\*\* calendar days from notification", text),
        "complaint_below_threshold": number(r"§§ 191-192 the \*\*([0-9]+)\*\* days run", text),
    }
    actual = {
        figure["code"]: figure.get("days", figure.get("number"))
        for figure in figures
        if figure["figure"].startswith("complaint_")
    }

    assert expected == actual


def test_changes_of_a_contract(figures: list[dict[str, Any]]) -> None:
    """A minor change stays below 10 percent, in works 15, and a necessary addition at 50, as the facts say."""
    danish_text = section("denmark.md", "### 3.9 Contract changes")
    european_text = section("nordic-eu.md", "## 3.5 Other articles")
    expected = [
        number(r"below ([0-9]+) %\*\* \(services/goods\)", danish_text),
        number(r"\*\*or ([0-9]+) %\*\* \(works\)", danish_text),
        number(r"necessary additions, max ([0-9]+) %", european_text),
    ]
    actual = [
        one(figures, code)["percent"] for code in ("minor_change_goods", "minor_change_works", "addition_percent")
    ]

    assert [10, 15, 50] == expected
    assert expected == actual


def test_other_limits(figures: list[dict[str, Any]]) -> None:
    """Award notice, further information, prior notice and a PCP's suppliers and supplies are as the facts say."""
    european_text, pcp = section("nordic-eu.md", "## 3.1 Procedures"), section("nordic-eu.md", "## 3.4 R&D")
    expected = {
        "award_notice_days": number(r"Award notice: within ([0-9]+) days", european_text),
        "information_days": number(
            r"No later than ([0-9]+) days before the limit", section("denmark.md", "### 3.1 Overall duties")
        ),
        "prior_notice_days": number(r"PIN was sent ([0-9]+) days-12 months earlier", european_text),
        "least_suppliers": {"two": Decimal(2)}[re.findall(r"At least (\w+) competitors in every phase", pcp)[0]],
        "supplies_percent": number(r"must stay below ([0-9]+) % of the contract value", pcp),
    }
    actual = {
        figure["figure"]: figure.get("days", figure.get("number", figure.get("percent")))
        for figure in figures
        if figure["figure"] in expected
    }

    assert expected == actual


def test_what_the_facts_forbid_is_not_printed() -> None:
    """The amount of section 193, which the facts say not to print, stands nowhere in the law."""
    assert "do not print" in section("denmark.md", "### 3.11 Below the threshold")
    assert [] == re.findall(r"500[.,]?000", LAW.read_text(encoding="utf-8"))
