"""A schedule keeps the law's minima, never moves a day that was given, and says the same forwards and backwards."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import CREATED, NOTHING, SHIPPED, SMALL, Pen, plan_with, process

from procwiz.calendars import calendar_of
from procwiz.core.conditions import ALWAYS
from procwiz.core.law import Figure, Law, Shortening
from procwiz.core.plan import Card, Plan
from procwiz.core.process import Process, Weeks
from procwiz.core.routes import Days, Route, Step, Table
from procwiz.core.schedule import Entry, Latest, Nature, Schedule, Slack, Span, schedule

DAY = timedelta(days=1)
DANISH = calendar_of("DK")
WALKS = 1000 if os.environ.get("PROCWIZ_WALKS", "") == "1000" else 60
READ = ("own",)


# -- a process of our own: three routes, two months of law -------------------------------


def _step(phase: str, code: str, days: tuple[int, int, int] | None = None, least: str = "") -> Step:
    return Step(code, phase, code.capitalize(), Days(*days) if days else None, least, READ)


def _route(key: str, *steps: Step) -> Route:
    return Route(key, key, "", "", "", {}, steps, (), None, READ, "own")


CONTRACT = (
    _step("contract", "standstill", (10, 10, 15), "standstill_days"),
    _step("contract", "signing", (7, 11, 14)),
    _step("contract", "contract"),
)
ROUTES = (
    _route(
        "open",
        _step("tender", "documents", (14, 28, 42)),
        _step("tender", "notice"),
        _step("tender", "tenders", (30, 42, 49), "tender_days"),
        _step("tender", "evaluation", (14, 21, 28)),
        _step("tender", "award"),
        *CONTRACT,
    ),
    _route(
        "restricted",
        _step("tender", "documents", (14, 28, 42)),
        _step("tender", "notice"),
        _step("tender", "requests", (30, 35, 40), "request_days"),
        _step("tender", "shortlist", (2, 14, 21)),
        _step("tender", "tenders", (30, 35, 42), "tender_days_invited"),
        _step("tender", "award"),
        *CONTRACT,
    ),
    _route(
        "ppi",
        _step("tender", "prior_notice", (35, 35, 84)),
        _step("tender", "documents", (14, 42, 63)),
        _step("tender", "notice"),
        _step("tender", "tenders", (40, 42, 49), "tender_days"),
        _step("tender", "award"),
        *CONTRACT,
    ),
    _route(
        "challenge",
        _step("tender", "notice"),
        _step("tender", "tenders", (35, 42, 49), "tender_days"),
        _step("contract", "contract"),
        _step("develop", "call"),
        _step("develop", "development", (84, 105, 126)),
    ),
)


def _figure(name: str, days: int | None = None, **more: Any) -> Figure:
    number = Decimal(days) if days is not None else None
    basis = {"DK": f"loven om {name}", "EU": "direktivet"}
    whole = Figure(name, name, name, "", ALWAYS, {}, number, "days", None, None, None, basis, (), READ, "read")
    return replace(whole, **more)


ELECTRONIC = Shortening("electronic", 30, "Når tilbud kan sendes elektronisk.", {"DK": "§ 1"}, READ, "read")
SLOWER = replace(ELECTRONIC, code="slower", days=35)
LAW = Law(
    "2026-11-22",
    (
        _figure("tender_days", 35, shortened=(ELECTRONIC, SLOWER)),
        _figure("tender_days_invited", 30),
        _figure("request_days", 30),
        _figure("standstill_days", 10),
        _figure("standstill_letter_days", 15),
        _figure("pause", span=("07-01", "07-31")),
    ),
)


@cache
def own_process() -> Process:
    """Take the shipped process with routes, law and weeks of our own: every phase one, two or four weeks."""
    shipped = process(SHIPPED)
    phases = tuple(replace(phase, takes=Weeks(1, 2, 4)) for phase in shipped.phases)
    return replace(shipped, phases=phases, law=LAW, table=Table(routes={route.key: route for route in ROUTES}))


def own_plan(answers: Mapping[str, Any], model: Process | None = None) -> Plan:
    """Make a plan in it, or in one much like it."""
    model = model or own_process()
    card = Card("p1", "Fald om natten", model.key, model.version, model.digest, "da", CREATED)
    return Pen().give(Plan(card, model, NOTHING), answers)


def reckoned(answers: Mapping[str, Any], today: date, route: str | None = None) -> Schedule:
    """Schedule such a plan in Denmark."""
    return schedule(own_plan({"setup.country": "DK", **answers}), DANISH, today, route)


def entry(found: Schedule, code: str) -> Entry:
    """Find an entry that must be there."""
    one = found.entry(code)
    assert one is not None
    return one


def short(found: Schedule, *codes: str) -> list[tuple[date, date]]:
    """Give the first and last days in the short pass."""
    return [(one.start.earliest, one.end.earliest) for code in codes for one in [entry(found, code)]]


# -- worked by hand ------------------------------------------------------------------------


def test_an_open_procedure_over_easter_2027() -> None:
    """Sent on Thursday 18 February 2027, in Denmark, with the shortest times.

    Tenders: 35 days from the 19th would end on Maundy Thursday 25 March; the first working day after Easter is
    Tuesday the 30th. Evaluation: 14 days, 31 March to 13 April. Award: Wednesday the 14th, and so G5. Standstill: 10
    days would end on Saturday the 24th; Monday the 26th. Signing: 27 April to 3 May. Contract: Tuesday 4 May.
    """
    found = reckoned({"strategy.route": "open", "tender.notice_on": "2027-02-18"}, date(2027, 2, 18))

    assert [
        (date(2027, 2, 19), date(2027, 3, 30)),
        (date(2027, 3, 31), date(2027, 4, 13)),
        (date(2027, 4, 14), date(2027, 4, 14)),
        (date(2027, 4, 14), date(2027, 4, 14)),
        (date(2027, 4, 15), date(2027, 4, 26)),
        (date(2027, 4, 27), date(2027, 5, 3)),
        (date(2027, 5, 4), date(2027, 5, 4)),
    ] == short(found, "tenders", "evaluation", "award", "G5", "standstill", "signing", "contract")


def test_a_restricted_procedure_across_new_year() -> None:
    """Sent on Monday 30 November 2026 with the shortest times.

    Requests: 30 days end on Wednesday 30 December. Shortlist: 31 December and 1 January. The invitation goes out on
    the next working day, Monday 4 January; 30 days from the 5th end on Wednesday 3 February. Award: the 4th.
    """
    found = reckoned({"strategy.route": "restricted", "tender.notice_on": "2026-11-30"}, date(2026, 11, 30))

    assert [
        (date(2026, 12, 1), date(2026, 12, 30)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2027, 1, 5), date(2027, 2, 3)),
        (date(2027, 2, 4), date(2027, 2, 4)),
    ] == short(found, "requests", "shortlist", "tenders", "award")


def test_a_tender_over_a_leap_day() -> None:
    """Sent on Wednesday 26 January 2028: day 34 is 29 February, day 35 Wednesday 1 March."""
    found = reckoned({"strategy.route": "open", "tender.notice_on": "2028-01-26"}, date(2028, 1, 26))

    assert [(date(2028, 1, 27), date(2028, 3, 1))] == short(found, "tenders")


def test_standstill_that_would_end_on_whit_monday() -> None:
    """Told on Friday 7 May 2027, ten days end on Whit Monday the 17th, so it lasts until Tuesday the 18th."""
    found = reckoned({"strategy.route": "open", "contract.standstill": "electronic",
                      "contract.notified": "2027-05-07"}, date(2027, 5, 7))  # fmt: skip

    assert [(date(2027, 5, 8), date(2027, 5, 18))] == short(found, "standstill")


def test_standstill_by_letter_is_longer() -> None:
    """Told by letter on Monday 3 May 2027, fifteen days end on Tuesday the 18th."""
    found = reckoned({"strategy.route": "open", "contract.standstill": "letter",
                      "contract.notified": "2027-05-03"}, date(2027, 5, 3))  # fmt: skip

    assert [(date(2027, 5, 4), date(2027, 5, 18))] == short(found, "standstill")


def test_work_rests_in_july_and_time_limits_do_not() -> None:
    """Sent on Monday 31 May 2027: tenders run through the first days of July, the evaluation waits for August.

    35 days end on Monday 5 July. Evaluation: 14 days from the 6th, none in July, 1 to 14 August.
    """
    found = reckoned({"strategy.route": "open", "tender.notice_on": "2027-05-31"}, date(2027, 5, 31))

    assert [
        (date(2027, 6, 1), date(2027, 7, 5)),
        (date(2027, 7, 6), date(2027, 8, 14)),
    ] == short(found, "tenders", "evaluation")


def test_what_the_page_has_shorter_than_the_law_is_raised() -> None:
    """The page says 30 days for tenders, the law 35: the short pass has 35, and the entry says that it was raised."""
    found = reckoned({"strategy.route": "open", "tender.notice_on": "2027-03-01"}, date(2027, 3, 1))
    tenders, standstill = entry(found, "tenders"), entry(found, "standstill")

    assert (35, True, date(2027, 4, 5)) == (tenders.least and tenders.least.days, tenders.raised, tenders.end.earliest)
    assert (10, False) == (standstill.least and standstill.least.days, standstill.raised)
    assert "read" == (tenders.least.ruling.certainty if tenders.least else "")


def test_the_three_passes_are_the_short_the_likely_and_the_long() -> None:
    """Sent on Monday 1 March 2027: 35 days to 5 April, 42 to 12 April, 49 to 19 April, Mondays all."""
    found = reckoned({"strategy.route": "open", "tender.notice_on": "2027-03-01"}, date(2027, 3, 1))

    assert Span(date(2027, 4, 5), date(2027, 4, 12), date(2027, 4, 19)) == entry(found, "tenders").end


# -- phases, gates, routes ---------------------------------------------------------------


def test_phases_without_steps_take_their_weeks_and_end_in_a_gate() -> None:
    """Begun on Monday 1 March 2027: a week to Sunday the 7th, G0 on Monday, the next week from Tuesday."""
    found = reckoned({"strategy.route": "open"}, date(2027, 3, 1))

    assert [
        (date(2027, 3, 1), date(2027, 3, 7)),
        (date(2027, 3, 8), date(2027, 3, 8)),
        (date(2027, 3, 9), date(2027, 3, 15)),
        (date(2027, 3, 16), date(2027, 3, 16)),
    ] == short(found, "anchor", "G0", "setup", "G1")


def test_every_phase_that_applies_ends_in_its_gate() -> None:
    """Without development there is no G7."""
    found = reckoned({"strategy.route": "open"}, date(2027, 3, 1))

    assert ["G0", "G1", "G2", "G3", "G4", "G5", "G6", "G8", "G9"] == [
        one.code for one in found.milestones if one.nature is Nature.GATE
    ]


def test_without_a_route_the_phases_take_their_weeks() -> None:
    """The tender is one task of two likely weeks, the law sets no limit, and development is left undecided."""
    found = reckoned({}, date(2027, 3, 1))
    tender = entry(found, "tender")

    assert ("", ("develop",), []) == (found.route, found.undecided, list(found.periods))
    assert 13 * DAY == tender.end.likely - tender.start.likely


def test_another_route_brings_its_own_phases_in_its_own_order() -> None:
    """On a challenge the development applies, and stands before the tender; the plan's own route does not count."""
    found = reckoned({"strategy.route": "open"}, date(2027, 3, 1), route="challenge")

    assert (
        "anchor",
        "setup",
        "needs",
        "market",
        "strategy",
        "develop",
        "tender",
        "contract",
        "implement",
        "scale",
    ) == (found.phases)
    assert entry(found, "development").end.likely < entry(found, "notice").start.likely


def test_what_runs_beside_something_else_counts_with_the_longer() -> None:
    """The prior notice takes 35 days and the documents 14: they begin together, and the notice waits for the longer.

    Likely they take 35 and 42, and the documents stand in the chain.
    """
    found = reckoned({"strategy.route": "ppi"}, date(2027, 1, 4))
    prior, documents, notice = (entry(found, code) for code in ("prior_notice", "documents", "notice"))

    assert prior.start == documents.start
    assert [34 * DAY, 13 * DAY] == [one.end.earliest - one.start.earliest for one in (prior, documents)]
    assert notice.start.earliest > prior.end.earliest > documents.end.earliest
    chain = [one.code for one in found.chain]
    assert ("documents" in chain, "prior_notice" in chain) == (True, False)


def test_a_process_without_routes_or_law_has_a_schedule_too() -> None:
    """The small process has two phases: weeks and gates, and it works when the last is over."""
    found = schedule(plan_with({}, SMALL), DANISH, date(2027, 3, 1))

    assert ("first", None, ()) == (found.phases[0], found.aim, found.breaches)
    assert found.entries[-1].end == found.works


# -- days that are given --------------------------------------------------------------------


def test_a_given_day_stands_in_all_three_passes() -> None:
    """The first decision is on 15 December; the work before it is over by then."""
    found = reckoned({"strategy.route": "open", "anchor.decision_date": "2026-12-15"}, date(2026, 12, 1))
    meeting = date(2026, 12, 15)

    assert Span(meeting, meeting, meeting) == entry(found, "G0").end
    assert "anchor.decision_date" == getattr(entry(found, "G0").given, "key", "")
    assert [date(2026, 12, 7), date(2026, 12, 14), date(2026, 12, 14)] == [
        entry(found, "anchor").end.earliest, entry(found, "anchor").end.likely, entry(found, "anchor").end.latest
    ]  # fmt: skip


def test_the_day_of_the_notice_is_what_the_tender_says_else_what_the_strategy_planned() -> None:
    """`tender.notice_on` goes before `strategy.notice_date`."""
    planned = {"strategy.route": "open", "strategy.notice_date": "2027-09-01"}
    sent = {**planned, "tender.notice_on": "2027-09-06"}

    assert [date(2027, 9, 1), date(2027, 9, 6)] == [
        entry(reckoned(answers, date(2026, 12, 1)), "notice").end.likely for answers in (planned, sent)
    ]


def test_on_a_challenge_the_planned_notice_is_that_of_the_challenge() -> None:
    """Where development comes first, the market is called with `call`, and the planned day is its day."""
    found = reckoned({"strategy.route": "challenge", "strategy.notice_date": "2027-09-01"}, date(2026, 12, 1))

    assert date(2027, 9, 1) == entry(found, "call").end.likely
    assert None is entry(found, "notice").given


def test_a_planned_day_that_has_passed_proves_nothing() -> None:
    """It is named, and the notice is reckoned from today."""
    found = reckoned({"strategy.route": "open", "strategy.notice_date": "2026-09-01"}, date(2026, 12, 1))

    assert ["strategy.notice_date"] == [one.key for one in found.unkept]
    assert entry(found, "notice").start.earliest > date(2026, 12, 1)


def test_what_came_before_a_day_that_has_come_is_over() -> None:
    """A signed contract ends everything before it; the roll-out begins today."""
    found = reckoned({"strategy.route": "open", "contract.sign_date": "2026-10-05"}, date(2026, 12, 1))

    assert [True, True, True, False] == [entry(found, code).done for code in ("anchor", "G5", "contract", "implement")]
    assert date(2026, 10, 5) == entry(found, "contract").end.likely
    assert date(2026, 12, 1) == entry(found, "implement").start.likely


def test_a_limit_runs_from_its_event_though_that_is_past() -> None:
    """Sent on 1 March, looked at on 15 March: the 35 days still end on 5 April."""
    found = reckoned({"strategy.route": "open", "tender.notice_on": "2027-03-01"}, date(2027, 3, 15))

    assert [(date(2027, 3, 2), date(2027, 4, 5))] == short(found, "tenders")


def test_what_is_over_is_shown_by_the_day_it_was_over() -> None:
    """The phases before a contract signed on 5 October were over by then, at the latest."""
    found = reckoned({"strategy.route": "open", "contract.sign_date": "2026-10-05"}, date(2026, 12, 1))

    assert {date(2026, 10, 5)} == {one.end.likely for one in found.entries if one.done}


def test_a_limit_that_nobody_says_is_over_is_not_over_before_today() -> None:
    """Sent on 1 March, looked at on Tuesday 1 June: the tenders are still out, and may be in today."""
    found = reckoned({"strategy.route": "open", "tender.notice_on": "2027-03-01"}, date(2027, 6, 1))

    assert [(date(2027, 3, 2), date(2027, 6, 1))] == short(found, "tenders")


def test_a_finished_phase_with_its_meeting_to_come_is_over_up_to_the_meeting() -> None:
    """All is answered before the first decision: no work is left, and the meeting is on its day."""
    first, *others = own_process().phases
    only = tuple(one for one in first.questions if one.key == "anchor.decision_date")
    bare = replace(first, questions=only, gate=replace(first.gate, criteria=()))
    plan = own_plan({"anchor.decision_date": "2026-12-15"}, replace(own_process(), phases=(bare, *others)))
    found = schedule(plan, DANISH, date(2026, 12, 14))

    assert [True, False] == [entry(found, code).done for code in ("anchor", "G0")]
    assert () == found.breaches


def test_a_phase_without_questions_is_not_over() -> None:
    """Nothing is asked in it and its gate asks for nothing: its weeks still count."""
    first, *others = own_process().phases
    bare = replace(first, questions=(), gate=replace(first.gate, criteria=()))
    found = schedule(own_plan({}, replace(own_process(), phases=(bare, *others))), DANISH, date(2026, 12, 1))

    assert False is entry(found, "anchor").done


def test_the_law_is_that_of_the_day_of_the_notice() -> None:
    """A law with 35 days until the end of 2027 and 60 from then on gives each notice its own."""
    figures = (
        _figure("tender_days", 35, last=date(2027, 12, 31)),
        _figure("tender_days", 60, code="tender_days_2028", first=date(2028, 1, 1)),
    )
    model = replace(own_process(), law=Law("2026-11-22", figures))
    days = [
        least.days
        for sent in ("2027-12-30", "2028-01-03")
        for plan in [own_plan({"strategy.route": "open", "tender.notice_on": sent}, model)]
        for least in [entry(schedule(plan, DANISH, date(2027, 3, 1)), "tenders").least]
        if least
    ]

    assert [35, 60] == days


def test_a_finished_phase_takes_no_time() -> None:
    """All answered and the gate ready: the small process' first phase is over, and the second begins today."""
    answers = {
        "first.challenge": "Fald", "first.mandate": "full", "first.background": "Alarm", "first.joint": False,
        "first.signals": ["trial"], "first.effects": [{"effect": "Færre fald", "baseline": 40}],
    }  # fmt: skip
    found = schedule(plan_with(answers, SMALL), DANISH, date(2027, 3, 1))

    assert [True, True] == [one.done for one in found.entries if one.phase == "first"]
    assert date(2027, 3, 1) == next(one for one in found.entries if one.phase == "second").start.likely


def test_a_deadline_below_the_minimum_is_named_and_not_moved() -> None:
    """Sent on 1 March with tenders due on 29 March: 28 days where the law gives 35 to 5 April, a week too early."""
    found = reckoned(
        {"strategy.route": "open", "tender.notice_on": "2027-03-01", "tender.bids_due": "2027-03-29"}, date(2027, 1, 4)
    )
    late = [one for one in found.breaches if one.least is not None]

    assert date(2027, 3, 29) == entry(found, "tenders").end.likely
    assert [("tenders", 7, date(2027, 4, 5), 35)] == [
        (one.code, one.days, one.earliest, one.least.days) for one in late if one.least
    ]


def test_a_signature_in_standstill_is_named_though_it_is_past() -> None:
    """Told on Friday 7 May 2027, signed on the 17th: the first lawful day is Wednesday the 19th."""
    found = reckoned(
        {"strategy.route": "open", "contract.standstill": "electronic", "contract.notified": "2027-05-07",
         "contract.sign_date": "2027-05-17"}, date(2027, 12, 1),
    )  # fmt: skip

    assert [("contract", date(2027, 5, 19), 2, 10)] == [
        (one.code, one.earliest, one.days, one.least.days) for one in found.breaches if one.least
    ]


@pytest.mark.parametrize(("signed", "missing"), [("2027-05-17", [2]), ("2027-05-18", [1]), ("2027-05-19", [])])
def test_standstill_is_kept_to_the_day(signed: str, missing: list[int]) -> None:
    """Standstill to 18 May 2027: signed the day after it is lawful. The period is shown as the law has it."""
    found = reckoned(
        {"strategy.route": "open", "contract.standstill": "electronic", "contract.notified": "2027-05-07",
         "contract.sign_date": signed}, date(2027, 5, 10),
    )  # fmt: skip

    assert missing == [one.days for one in found.breaches if one.least]
    assert date(2027, 5, 18) == entry(found, "standstill").end.likely


def test_a_period_squeezed_by_a_given_day_ends_on_a_working_day() -> None:
    """Told on Monday 1 March, signed on Monday the 15th: the long standstill of 15 days is cut to Friday the 12th."""
    found = reckoned(
        {"strategy.route": "open", "contract.standstill": "electronic", "contract.notified": "2027-03-01",
         "contract.sign_date": "2027-03-15"}, date(2027, 3, 1),
    )  # fmt: skip

    assert Span(date(2027, 3, 11), date(2027, 3, 11), date(2027, 3, 12)) == entry(found, "standstill").end


def test_given_days_that_keep_the_minima_are_no_breach() -> None:
    """Sent on 1 March, tenders to 5 April, told on 7 May, standstill to the 18th, a week to sign."""
    found = reckoned(
        {"strategy.route": "open", "tender.notice_on": "2027-03-01", "tender.bids_due": "2027-04-05",
         "contract.standstill": "electronic", "contract.notified": "2027-05-07", "contract.sign_date": "2027-05-26"},
        date(2027, 3, 1),
    )  # fmt: skip

    assert () == found.breaches


def test_a_day_the_work_before_it_cannot_keep_is_named() -> None:
    """The meeting is in two days, and the work before it takes a week at the least: six days are missing."""
    found = reckoned({"anchor.decision_date": "2026-12-02"}, date(2026, 12, 1))

    assert [("G0", 6, None)] == [(one.code, one.days, one.least) for one in found.breaches]


def test_days_in_the_wrong_order_are_named() -> None:
    """Signed before it was awarded."""
    found = reckoned({"strategy.route": "challenge", "tender.notice_on": "2027-03-01",
                      "contract.sign_date": "2027-02-01"}, date(2027, 12, 1))  # fmt: skip

    assert ["contract"] == [one.code for one in found.breaches]


def test_tenders_due_make_the_notice_early_enough() -> None:
    """With only the tenders' day given, the notice is squeezed forward until the law's days fit before it."""
    found = reckoned({"strategy.route": "open", "tender.bids_due": "2027-04-05"}, date(2026, 12, 28))

    assert entry(found, "notice").end.latest <= date(2027, 3, 1)
    assert date(2027, 4, 5) == entry(found, "tenders").end.latest


# -- the aim ----------------------------------------------------------------------------------


SIGNED = {"strategy.route": "open", "contract.sign_date": "2027-03-01"}
"""After it G6 is on the same day, and the roll-out of a week runs from the 2nd to the 8th."""


def test_it_works_when_the_shortest_roll_out_is_over() -> None:
    """Signed today, 1 March: it works on the 8th in every pass, though the roll-out likely takes two weeks."""
    found = reckoned(SIGNED, date(2027, 3, 1))
    works = date(2027, 3, 8)

    assert Span(works, works, works) == found.works
    assert date(2027, 3, 15) == entry(found, "implement").end.likely


def test_the_float_is_the_days_between_it_works_and_the_aim() -> None:
    """It works on 8 March; the aim is the 18th, or the 1st."""
    early, late = (
        reckoned({**SIGNED, "needs.deadline": day}, date(2027, 3, 1)) for day in ("2027-03-18", "2027-03-01")
    )

    assert [Slack(10, 10), Slack(-7, -7)] == [early.slack, late.slack]
    assert [False, True] == [early.too_late, late.too_late]


def test_on_the_very_day_it_is_in_time() -> None:
    """It works on 8 March, and the aim is that day."""
    found = reckoned({**SIGNED, "needs.deadline": "2027-03-08"}, date(2027, 3, 1))

    assert (Slack(0, 0), False) == (found.slack, found.too_late)


def test_the_soonest_takes_the_law_at_its_word() -> None:
    """The page has 40 days for tenders where the law has 35; sent on 1 March 2027 that is a week.

    At the law's pace: tenders to 5 April, award the 6th, standstill to Friday the 16th, signing to the 23rd, contract
    on Monday the 26th, roll-out to 3 May. With the page's days each comes a week later, and 1 May is a Saturday.
    """
    found = reckoned({"strategy.route": "ppi", "tender.notice_on": "2027-03-01"}, date(2027, 3, 1))

    assert (date(2027, 5, 3), date(2027, 5, 10)) == (found.soonest, found.works.earliest)


def test_without_a_deadline_the_start_of_operations_is_the_aim() -> None:
    """`needs.deadline` goes before `setup.operation_start`; without both there is no aim and no float."""
    aims = [
        reckoned(answers, date(2027, 3, 1)).aim
        for answers in (
            {"needs.deadline": "2029-01-01", "setup.operation_start": "2028-01-01"},
            {"setup.operation_start": "2028-01-01"},
            {},
        )
    ]

    assert ["needs.deadline", "setup.operation_start", ""] == [aim.key if aim else "" for aim in aims]
    assert None is reckoned({}, date(2027, 3, 1)).slack


def test_the_latest_days_are_counted_backwards_from_the_aim() -> None:
    """It must work on Sunday 15 August 2027.

    The roll-out's week ends on the 15th and begins on the 9th, so the contract is signed by Friday the 6th. Signing
    takes 11 likely days and none in July: 1 to 5 August and 25 to 30 June. Standstill ends by Thursday 24 June, so the
    award is told by Monday the 14th. Evaluation: 21 days from 24 May. The tenders are due by Friday the 21st, for the
    23rd is a Sunday, and 42 days before that is Friday 9 April.
    """
    found = reckoned({"strategy.route": "open", "needs.deadline": "2027-08-15"}, date(2026, 12, 1))
    likely = found.likely

    assert (date(2027, 8, 6), date(2027, 4, 9)) == (likely and likely.contract, likely and likely.notice)


def test_what_is_over_has_no_latest_day() -> None:
    """Signed: there is only the roll-out to begin, a week before the aim."""
    found = reckoned({**SIGNED, "needs.deadline": "2027-03-18"}, date(2027, 3, 1))

    assert Latest(date(2027, 3, 12), None, None) == found.likely


def test_what_could_give_is_named() -> None:
    """Too late: the tenders may be cut from 35 to 30 days, and the longest phase left is named."""
    found = reckoned({"strategy.route": "open", "needs.deadline": "2027-06-01"}, date(2027, 3, 1))
    gives = found.gives

    assert [("tenders", 35, "electronic", 30)] == [
        (one.code, one.days, one.shortening.code, one.shortening.days) for one in (gives.shorter if gives else ())
    ]
    assert "tender" == (gives.longest if gives else "")
    assert None is reckoned({"strategy.route": "open", "needs.deadline": "2030-06-01"}, date(2027, 3, 1)).gives


def test_a_limit_whose_end_is_given_cannot_give() -> None:
    """The tenders' day is set, so shortening the limit would move nothing."""
    answers = {"strategy.route": "open", "needs.deadline": "2027-06-01", "tender.bids_due": "2027-12-01"}
    gives = reckoned(answers, date(2027, 3, 1)).gives

    assert () == (gives.shorter if gives else None)


def test_the_chain_begins_with_the_last_given_day() -> None:
    """Tenders are due on a given day, so what comes before it does not decide the end."""
    found = reckoned({"strategy.route": "open", "tender.bids_due": "2027-12-01"}, date(2027, 3, 1))

    assert ["tenders", "evaluation", "standstill", "signing", "implement"] == [one.code for one in found.chain]


# -- for any day and every shipped route ---------------------------------------------------------


@cache
def shipped_plan(country: str, deadline: date | None) -> Plan:
    """Begin a plan in the shipped process."""
    answers = {"setup.country": country, **({"needs.deadline": deadline.isoformat()} if deadline else {})}
    return plan_with(answers, SHIPPED)


ANY_DAY = st.dates(date(2024, 1, 1), date(2035, 12, 31))
ANY_ROUTE = st.sampled_from(sorted(process(SHIPPED).table.routes))
ANY_COUNTRY = st.sampled_from(["DK", "NO", "SE", "EU"])


def _named(span: Span) -> tuple[date, date, date]:
    return span.earliest, span.likely, span.latest


@settings(max_examples=WALKS)
@given(ANY_DAY, ANY_ROUTE, ANY_COUNTRY)
def test_no_period_is_shorter_than_the_law_has_it(today: date, route: str, country: str) -> None:
    """In none of the passes, on no route, begun on no day; and none ends on a free day."""
    calendar = calendar_of(country)
    found = schedule(shipped_plan(country, None), calendar, today, route)

    for one in found.periods:
        for start, end in zip(_named(one.start), _named(one.end), strict=True):
            assert (end - start).days + 1 >= (one.least.days if one.least else 0)
            assert not calendar.is_free(end)


@settings(max_examples=WALKS)
@given(ANY_DAY, ANY_ROUTE, ANY_COUNTRY)
def test_everything_comes_in_order(today: date, route: str, country: str) -> None:
    """Earliest is not after likely, likely not after latest, and each step follows those before it in every pass."""
    calendar = calendar_of(country)
    found = schedule(shipped_plan(country, None), calendar, today, route)

    for one in found.entries:
        for span in (one.start, one.end):
            assert span.earliest <= span.likely <= span.latest
        assert not one.nature.point or not calendar.is_free(one.end.likely)
    for number in range(3):
        reached = today - DAY
        for one, following in zip(found.entries, [*found.entries[1:], None], strict=True):
            start, end = _named(one.start)[number], _named(one.end)[number]
            assert end >= start >= today
            assert start > reached or one.nature is Nature.GATE
            beside = one.code == "prior_notice" and following is not None and following.code == "documents"
            reached = reached if beside else end


@settings(max_examples=WALKS)
@given(ANY_DAY, ANY_ROUTE, st.integers(-400, 3000))
def test_forwards_and_backwards_agree(today: date, route: str, days: int) -> None:
    """It is in time exactly when today is not after the latest start; so too with the shortest lawful times.

    Begun on the latest start it is in time, begun a day later it is not.
    """
    plan = shipped_plan("DK", today + days * DAY)
    found = schedule(plan, DANISH, today, route)

    assert found.slack is not None
    assert found.likely is not None
    assert found.lawful is not None
    assert (found.slack.likely >= 0) == (today <= (found.likely.start or today))
    assert found.too_late == (today > (found.lawful.start or today))
    begun = found.likely.start or today
    in_time, late = (schedule(plan, DANISH, day, route) for day in (begun, begun + DAY))
    assert in_time.slack is not None
    assert late.slack is not None
    assert in_time.slack.likely >= 0 > late.slack.likely


@pytest.mark.parametrize("days", range(14))
def test_forwards_and_backwards_agree_on_every_day_of_the_week(days: int) -> None:
    """An invitation goes out on a working day, backwards too: begun on the latest start it is in time."""
    answers = {"strategy.route": "restricted", "needs.deadline": (date(2028, 5, 1) + days * DAY).isoformat()}
    latest = reckoned(answers, date(2026, 12, 1)).likely
    assert latest is not None
    assert latest.start is not None
    slack = [reckoned(answers, day).slack for day in (latest.start, latest.start + DAY)]

    assert [True, False] == [one is not None and one.likely >= 0 for one in slack]


@settings(max_examples=WALKS)
@given(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    ANY_ROUTE,
    st.dictionaries(
        st.sampled_from(["anchor.decision_date", "strategy.notice_date", "tender.notice_on", "tender.bids_due",
                         "contract.sign_date", "contract.notified", "contract.standstill_end"]),
        st.dates(date(2026, 1, 1), date(2029, 12, 31)).map(date.isoformat),
    ),
)  # fmt: skip
def test_a_given_day_is_never_moved(today: date, route: str, days: Mapping[str, str]) -> None:
    """Whatever days are given, in whatever order: each stands where it was put, and earliest is never after latest."""
    answers = {"setup.country": "DK", "contract.standstill": "electronic", "strategy.route": route, **days}
    found = schedule(plan_with(answers, SHIPPED), DANISH, today)

    for one in found.entries:
        for span in (one.start, one.end):
            assert span.earliest <= span.likely <= span.latest
        if one.given is not None:
            assert {one.given.day} == set(_named(one.end))
            assert days[one.given.key] == one.given.day.isoformat()


@pytest.mark.parametrize("route", sorted(process(SHIPPED).table.routes))
def test_every_limit_a_page_names_is_in_the_law(route: str) -> None:
    """A step that rests on the law's minimum has one, in Denmark, on every route of the shipped process."""
    found = schedule(shipped_plan("DK", None), DANISH, date(2027, 3, 1), route)

    assert [] == [one.code for one in found.periods if not (one.least and one.least.days)]
