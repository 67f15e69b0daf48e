"""`procwiz schedule` shows when everything comes, in text, as data and for a calendar."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from icalendar import Calendar, Event

TODAY = ("--as-of", "2026-11-23")
ROUTES = ("", "restricted", "dialogue", "pcp", "ppi", "direct")
ANSWERS = ("setup.country=DK", "strategy.route=restricted", "needs.deadline=2029-07-01")


@pytest.fixture
def plan(run: Run) -> Run:
    """A Danish plan on a restricted procedure, with a day it must work."""
    run("new", "Nattefald", "--no-input")
    run("answer", *ANSWERS)
    return run


def _events(run: Run, *words: str) -> dict[str, Event]:
    written = run("schedule", "--format", "ics", *TODAY, *words)
    assert 0 == written.returncode
    return {str(event["UID"]): event for event in Calendar.from_ical(written.stdout).walk("VEVENT")}


def _record(run: Run, *words: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(run("schedule", "--json", *TODAY, *words).stdout)
    return record


# -- text ------------------------------------------------------------------------------


def test_the_text_says_when_and_why(plan: Run) -> None:
    """It has the way, the aim and the float, the limits with paragraph and certainty, and where to verify."""
    said = " ".join(plan("schedule", *TODAY, env={"COLUMNS": "80"}).stdout.split())

    for part in (
        "Vej: Begrænset udbud. Regnet fra 23. nov. 2026.",
        "Det skal virke 1. jul. 2029.",
        "dage i overskud",
        "udbudsloven § 60, stk. 2 (læst 2026), direktiv 2014/24/EU artikel 28 (læst 2026); læst i loven",
        "Kontrollér på retsinformation.dk.",
        "Arbejde ligger stille fra 1. juli til 31. juli.",
        "Det, der afgør dagen",
    ):
        assert part in said


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_wider_than_the_window(run: Run, lang: str, width: int) -> None:
    """On every route the text keeps to the columns there are, in both languages."""
    run("new", "Nattefald", "--no-input", "--lang", lang)
    run("answer", "setup.country=DK", "needs.deadline=2028-01-01", "anchor.decision_date=2026-12-15",
        "tender.notice_on=2027-03-01", "tender.bids_due=2027-03-20")  # fmt: skip
    wide = {
        route: [line for line in shown.splitlines() if len(line) > width]
        for route in ROUTES
        for words in [("--route", route) if route else ()]
        for shown in [run("schedule", *words, *TODAY, env={"COLUMNS": str(width)}).stdout]
    }

    assert {route: [] for route in ROUTES} == wide


def test_the_plain_text_is_a_list_of_dates(plan: Run) -> None:
    """With `--plain` nothing is drawn: every step is a line that names its days."""
    said = plan("schedule", "--plain", *TODAY).stdout

    assert "Trin: Send udbuddet ud · Begynder sandsynligt: – · Slut tidligst:" in said
    assert set() == set(said) & set("█░◆┊─")


def test_too_late_is_said_with_what_could_give(plan: Run) -> None:
    """An aim that cannot be met: how late it is, what the law lets be shortened, and the longest phase."""
    plan("answer", "needs.deadline=2027-06-01")
    said = " ".join(plan("schedule", *TODAY, env={"COLUMNS": "80"}).stdout.split())

    assert "For sent: med de dage, I har sat, og de korteste tider, vi regner med, virker det først" in said
    assert "loven lader fristen gå fra 30 til 25 dage" in said
    assert "Den længste fase, der er tilbage, er" in said


def test_a_broken_minimum_is_said(plan: Run) -> None:
    """A deadline for tenders that leaves too few days is named with the law, and stands in the data."""
    plan("answer", "tender.notice_on=2027-03-01", "tender.bids_due=2027-04-09")
    said = " ".join(plan("schedule", *TODAY, env={"COLUMNS": "80"}).stdout.split())
    breaches = [one for one in _record(plan)["breaches"] if one["least"]]

    assert "Virksomhederne skriver tilbud, 9. apr. 2027: 24 dage for tidligt. Loven giver mindst 30 dage" in said
    assert [("tenders", "2027-05-03", 24)] == [(one["code"], one["earliest"], one["days"]) for one in breaches]


def test_without_a_route_the_weeks_are_used_and_that_is_said(run: Run) -> None:
    """A new plan has a schedule, though nothing is known of the way."""
    run("new", "Nattefald", "--no-input")
    said = " ".join(run("schedule", *TODAY).stdout.split())

    assert "Vejen er ikke valgt" in said
    assert None is _record(run)["route"]
    assert ["develop"] == _record(run)["undecided"]


def test_without_a_chosen_route_the_best_that_fits_is_reckoned_with(run: Run) -> None:
    """Where answers open a way, it is the best of these, and the text says that it is not chosen."""
    run("new", "Nattefald", "--no-input")
    run("answer", "setup.country=DK", "setup.buyer_type=sub_central", "strategy.subject=goods",
        "strategy.value=50000000", "market.availability=needs_adaptation", "strategy.negotiation_needed=yes",
        "strategy.specifiable=no")  # fmt: skip
    best = json.loads(run("advise", "--json").stdout)["routes"][0]["key"]

    assert {"key": best, "found": "best", "assumed": False} == _record(run)["route"]
    assert "Her regnes med den, der passer bedst" in " ".join(run("schedule", *TODAY).stdout.split())


@pytest.mark.parametrize(
    ("country", "place"),
    [("DK", "retsinformation.dk"), ("NO", "lovdata.no"), ("SE", "riksdagen.se"), ("EU", "eur-lex.europa.eu")],
)
def test_each_country_is_told_where_to_verify(plan: Run, country: str, place: str) -> None:
    """The law is checked where it is published."""
    plan("answer", f"setup.country={country}")

    assert place in plan("schedule", *TODAY).stdout


def test_the_language_is_the_plans(run: Run) -> None:
    """A plan in English is told in English."""
    run("new", "Falls", "--no-input", "--lang", "en")

    assert run("schedule", *TODAY).stdout.startswith("Schedule: Falls\n")


# -- data ----------------------------------------------------------------------------------


def test_the_data_holds_it_all(plan: Run) -> None:
    """`procwiz/schedule/1`: entries with their spans, the law's minimum, the float, the latest days and the chain."""
    record = _record(plan)
    requests = next(entry for entry in record["entries"] if entry["code"] == "requests")

    assert "procwiz/schedule/1" == record["schema"]
    assert {"key": "restricted", "found": "chosen", "assumed": False} == record["route"]
    assert (30, "read") == (requests["least"]["days"], requests["least"]["certainty"])
    assert record["float"]["likely"] > record["float"]["worst"]
    assert record["latest"]["lawful"]["notice"] > record["latest"]["likely"]["notice"]
    assert "implement/implement" == record["chain"][-1]


def test_another_route_can_be_looked_at(plan: Run) -> None:
    """`--route` reckons with it; the plan keeps its own."""
    assert "named" == _record(plan, "--route", "pcp")["route"]["found"]
    assert "phase1" in [entry["code"] for entry in _record(plan, "--route", "pcp")["entries"]]
    assert "restricted" == _record(plan)["route"]["key"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--route", "x"), "Vejen x findes ikke."),
        (("--format", "pdf"), "Formen pdf findes ikke."),
        (("--as-of", "i morgen"), "i morgen er ikke en dato."),
        (("--as-of", "9999-12-31"), "9999-12-31 kan ikke bruges."),
    ],
)
def test_what_cannot_be_used_is_said(plan: Run, words: tuple[str, ...], said: str) -> None:
    """A wrong option is a usage fault with the remedy, and nothing is written."""
    result = plan("schedule", *words)

    assert (2, "") == (result.returncode, result.stdout)
    assert said in result.stderr


# -- calendar ----------------------------------------------------------------------------------


def test_the_calendar_holds_milestones_limits_and_gates(plan: Run) -> None:
    """Not every step: what falls on a day, the last days of the law's periods, the gates, and the aim."""
    codes = {uid.partition("-")[2].partition("@")[0] for uid in _events(plan)}

    assert {
        "anchor-G0", "setup-G1", "needs-G2", "market-G3", "strategy-G4", "tender-notice", "tender-requests",
        "tender-tenders", "tender-award", "tender-G5", "contract-standstill", "contract-contract", "contract-G6",
        "implement-G8", "scale-G9", "needs-aim",
    } == codes  # fmt: skip


def test_an_entry_fills_its_day_and_leaves_it_free(plan: Run) -> None:
    """All day, one day, transparent, with the law's minimum and where to verify it."""
    requests = next(event for uid, event in _events(plan).items() if "-tender-requests@" in uid)
    start = requests.decoded("DTSTART")

    assert (date, start + timedelta(days=1)) == (type(start), requests.decoded("DTEND"))
    assert "TRANSPARENT" == requests["TRANSP"]
    assert "Mindst 30 dage: udbudsloven § 59, stk. 2" in requests["DESCRIPTION"]
    assert "retsinformation.dk" in requests["DESCRIPTION"]


def test_a_second_export_updates_and_never_doubles(plan: Run) -> None:
    """After an answer the same entries have the same UIDs and a higher SEQUENCE, and the day that moved has moved."""
    first = _events(plan)
    plan("answer", "tender.notice_on=2028-03-01")
    second = _events(plan)
    notice = next(uid for uid in first if "-tender-notice@" in uid)

    assert set(first) == set(second)
    assert all(second[uid]["SEQUENCE"] > first[uid]["SEQUENCE"] for uid in first)
    assert date(2028, 3, 1) == second[notice].decoded("DTSTART") != first[notice].decoded("DTSTART")


def test_the_same_state_on_the_same_day_gives_the_same_bytes(plan: Run) -> None:
    """The calendar, the data and the text are written twice alike."""
    for words in (("--format", "ics"), ("--json",), ()):
        once, twice = (plan("schedule", *words, *TODAY).stdout for _ in range(2))
        assert once
        assert once == twice


# -- start-up ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        (("status", "--json"), set()),
        (("schedule", "--json", *TODAY), set()),
        (("schedule", *TODAY), {"babel", "rich"}),
        (("schedule", "--format", "ics", *TODAY), {"babel", "icalendar"}),
    ],
)
def test_only_what_is_used_is_loaded(tmp_path: Path, plan: Run, words: tuple[str, ...], loaded: set[str]) -> None:
    """The library of holidays and the writer of calendars are loaded only where a day or a file asks for them."""
    script = (
        "import sys\n"
        "from procwiz.__main__ import main\n"
        "main()\n"
        "sys.stderr.write('LOADED ' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=tmp_path, capture_output=True, encoding="utf-8", env=dict(os.environ), check=False,
    )  # fmt: skip
    found = set(result.stderr.rpartition("LOADED ")[2].split())

    assert loaded == found & {"holidays", "icalendar", "babel", "rich", "yaml", "pydantic", "jinja2"}
