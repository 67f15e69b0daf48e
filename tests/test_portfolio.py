"""All plans together: summaries, sums, the ways of counting, the list on the screen, and the overview as a document."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from support import SHIPPED, SMALL, Pen, empty_plan, plan_with
from test_documents import DAY, FULL, HALF, LANGUAGES, ONE, TEMPLATES, contested, until
from test_page import checks
from test_pages_of_plans import CASES, printed, printer

from procwiz.core import decisions
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.plan import Plan
from procwiz.core.portfolio import counting, paper
from procwiz.core.portfolio.counting import ENDED, MARKS, Judgement, State
from procwiz.core.portfolio.portfolio import Broken, Portfolio, Sum
from procwiz.core.portfolio.record import read, record, written
from procwiz.core.portfolio.sheets import book
from procwiz.core.portfolio.summarising import summarise
from procwiz.core.portfolio.summary import Named, Next, Stage, Summary, Taken, Way, When, Worth
from procwiz.core.portfolio.telling import Telling
from procwiz.language import Language
from procwiz.render import render

__all__ = ["checks", "printer"]

STAGE = Stage("needs", "Behov", 3)


def summary(plan: Plan, folder: str = "a", day: date = DAY) -> Summary:
    """Summarise a plan."""
    return summarise(Reckoned(plan, day), folder)


BLANK = summary(empty_plan(SMALL))


def row(folder: str, **parts: Any) -> Summary:
    """Make a summary by hand; what is not named is that of an empty plan, with an id of its own."""
    return replace(BLANK, **{"folder": folder, "id": folder, "title": folder, "changed": "", **parts})


def portfolio(*rows: Summary, broken: tuple[Broken, ...] = ()) -> Portfolio:
    """Put plans together."""
    return Portfolio(rows, broken, DAY)


def worth(amount: int, currency: str = "DKK") -> Worth:
    """Make an amount."""
    return Worth(Decimal(amount), Decimal(amount), Decimal(amount), currency, assumed=False, source="estimate")


def upcoming(day: date | None = None, overdue: date | None = None) -> Next:
    """Make a decision that comes next."""
    return Next("G2", "Går vi videre?", False, 3, When(day, "expected") if day else None, overdue)


def said(**answers: Any) -> Summary:
    """Make a summary whose answers on innovation are these."""
    return row("a", novelty=replace(BLANK.novelty, **answers))


def decided(plan: Plan, gate: str, outcome: str, on: date, **parts: Any) -> Plan:
    """Record a decision."""
    return Pen().write(plan, decisions.decide(gate, outcome, on, journal=plan.journal, **parts))


def shipped(answers: Mapping[str, Any], language: str = "da") -> Plan:
    """Make a plan of the shipped process."""
    return plan_with(answers, SHIPPED, language)


# -- one plan ---------------------------------------------------------------------------------------


def test_a_summary_tells_where_a_plan_stands() -> None:
    """Phase, next decision with its day, value, route, risk and open questions come out of the answers."""
    found = summary(shipped(HALF))

    assert ("going", "anchor", "G0") == (found.standing, found.stage.key, found.next and found.next.key)
    assert When(date(2026, 12, 15), "given") == (found.next and found.next.when)
    assert Worth(Decimal(6_500_000), Decimal(8_400_000), Decimal(9_500_000), "DKK", True, "estimate") == found.worth
    assert "expected" == (found.route and found.route.how)
    assert found.risk is not None
    assert 0 == found.counts.overdue


def test_a_summary_is_the_same_after_json() -> None:
    """What is written as JSON is read back as the same summary, field by field."""
    for plan in (empty_plan(SMALL), shipped(HALF), shipped(FULL), *(shipped(case) for case in CASES.values())):
        found = summary(plan)

        assert found == read(json.loads(json.dumps(written(found))))


@pytest.mark.parametrize("name", [field.name for field in fields(Summary)])
def test_a_summary_that_lacks_a_field_is_not_read(name: str) -> None:
    """A record without one of its fields is refused, never filled up."""
    raw = written(summary(shipped(HALF)))
    del raw[name]

    with pytest.raises(KeyError):
        read(raw)


def test_a_first_decision_whose_day_has_passed_is_overdue() -> None:
    """On the day itself it is not yet overdue, the day after it is; once it is taken it is not any more."""
    plan = shipped(HALF)
    on, after = (summary(plan, day=date(2026, 12, day)) for day in (15, 16))
    taken = summary(decided(plan, "G0", "go", date(2026, 12, 20)), day=date(2026, 12, 21))

    assert [None, date(2026, 12, 15)] == [found.next.overdue for found in (on, after) if found.next]
    assert ("G1", None) == (taken.next and taken.next.key, taken.next and taken.next.overdue)


def test_answers_are_overdue_once_the_gate_they_were_due_at_has_passed() -> None:
    """An answer put off to G2 is overdue when G2 has been passed without it, and not before."""
    plan = shipped({**ONE, "strategy.value": {"deferred": "", "due": "G0"}})
    before = summary(plan).counts.overdue
    passed = summary(decided(plan, "G0", "go", DAY)).counts.overdue
    answered = Pen("bo").give(decided(plan, "G0", "go", DAY), {"strategy.value": 1_000_000})

    assert (0, passed - 1) == (before, summary(answered).counts.overdue)


def test_a_plan_on_hold_waits_until_its_day_and_is_overdue_after_it() -> None:
    """What was decided, why, and until when stand in the summary; the day after, the decision is overdue."""
    held = decided(shipped(HALF), "G0", "hold", DAY, until=date(2027, 1, 10), reason="Budgettet mangler")
    before, after = (summary(held, day=date(2027, 1, day)) for day in (10, 11))

    assert ("held", "Budgettet mangler") == (before.standing, before.reason)
    assert Taken("G0", "hold", DAY, date(2027, 1, 10)) == before.last
    assert [(date(2027, 1, 10), None), (date(2027, 1, 10), date(2027, 1, 10))] == [
        (found.next.when and found.next.when.day, found.next.overdue) for found in (before, after) if found.next
    ]


def test_a_stopped_plan_has_no_next_decision() -> None:
    """A plan that was stopped says so with the reason, and waits for nothing."""
    found = summary(decided(shipped(HALF), "G0", "stop", DAY, reason="Ingen penge"))

    assert ("stopped", "Ingen penge", None, None) == (found.standing, found.reason, found.next, found.use)


def test_an_answer_with_two_sides_gives_no_value_and_is_counted() -> None:
    """Where two people gave different amounts there is none to add up, and the list says that they differ."""
    plan = contested(shipped({**ONE, "strategy.value": 8_000_000}), "strategy.value", 2_000_000)
    found = summary(plan)

    assert (None, 1) == (found.worth, found.counts.contested)


def test_the_contract_s_value_comes_before_the_estimate() -> None:
    """Once a contract says what it costs, that is the value."""
    found = summary(shipped({**until("contract"), "contract.value": 7_000_000}))

    assert replace(worth(7_000_000), source="contract") == found.worth


def test_an_intended_notice_that_did_not_come_is_missed() -> None:
    """A planned day that has passed without a notice is named, and the schedule reckons another."""
    plan = shipped({**ONE, "strategy.route": "open", "strategy.notice_date": "2027-03-01"})
    before, after = (summary(plan, day=day) for day in (date(2026, 11, 22), date(2027, 3, 2)))

    assert (None, When(date(2027, 3, 1), "given")) == (before.missed, before.notice)
    assert (date(2027, 3, 1), "expected") == (after.missed, after.notice and after.notice.sure)


# -- sums ---------------------------------------------------------------------------------------------


def test_currencies_are_never_added_together() -> None:
    """Each currency has a sum of its own, and a plan without an amount is counted as one without."""
    found = portfolio(
        row("a", worth=worth(5)), row("b", worth=worth(7, "EUR")), row("c", worth=worth(2)), row("d", worth=None)
    )

    assert Sum(4, {"DKK": Decimal(7), "EUR": Decimal(7)}, 1) == found.total


def test_plans_are_added_up_by_the_phase_they_are_in() -> None:
    """Phases stand in the process's order; stopped plans are in none of them."""
    first = Stage("anchor", "Forankring", 1)
    found = portfolio(
        row("a", stage=STAGE, worth=worth(5)),
        row("b", stage=first, worth=worth(1)),
        row("c", stage=STAGE, worth=worth(2)),
        row("d", stage=STAGE, worth=worth(9), standing="stopped"),
    )

    assert [(first, Sum(1, {"DKK": Decimal(1)})), (STAGE, Sum(2, {"DKK": Decimal(7)}))] == [
        (stage, total) for _, stage, total in found.by_phase
    ]


def test_phases_of_different_processes_stay_apart() -> None:
    """Two processes with a phase of the same name give two sums."""
    other = Named("other", "En anden proces")

    assert 2 == len(portfolio(row("a", stage=STAGE), row("b", stage=STAGE, process=other)).by_phase)


def test_a_year_holds_what_comes_to_market_is_signed_and_put_to_use_in_it() -> None:
    """Each of the three days counts in its own year; the value goes with the market."""
    day = {name: When(date(year, 5, 1), "expected") for name, year in
           (("notice", 2027), ("contract", 2028), ("use", 2028))}  # fmt: skip
    found = portfolio(row("a", worth=worth(5), **day))

    assert [(2027, Sum(1, {"DKK": Decimal(5)}), 0, 0), (2028, Sum(), 1, 1)] == [
        (year.year, year.market, year.contracts, year.uses) for year in found.by_year
    ]


def test_the_innovation_plan_goes_by_quarters() -> None:
    """A purchase stands in the quarter of its notice, soonest first; sent out, stopped and undated ones do not."""

    def notice(year: int, month: int, sure: str = "expected") -> When:
        return When(date(year, month, 1), sure)

    found = portfolio(
        row("a", notice=notice(2027, 4)),
        row("b", notice=notice(2027, 3, "given")),
        row("c", notice=notice(2027, 1)),
        row("d", notice=notice(2026, 10, "passed")),
        row("e", notice=notice(2027, 1), standing="stopped"),
        row("f", notice=None),
    )

    assert [(2027, 1, ["c", "b"]), (2027, 2, ["a"])] == [
        (quarter.year, quarter.number, [one.folder for one in quarter.plans]) for quarter in found.quarters
    ]
    assert ["f"] == [one.folder for one in found.undated]


def test_plans_stand_in_the_order_of_their_next_decisions() -> None:
    """Overdue first, then by day, then those without a day, and last those that have ended."""
    found = portfolio(
        row("later", next=upcoming(date(2027, 3, 1))),
        row("stopped", next=None, standing="stopped"),
        row("undated", next=upcoming()),
        row("overdue", next=upcoming(date(2028, 1, 1), date(2026, 10, 1))),
        row("sooner", next=upcoming(date(2026, 12, 1))),
    )

    assert ["overdue", "sooner", "later", "undated", "stopped"] == [one.folder for one in found.sorted]


def test_a_copy_is_listed_and_counted_once() -> None:
    """Of two folders with the same plan the one changed last counts; both are there."""
    old, new = (row(folder, id="p", changed=at, worth=worth(5)) for folder, at in (("a", "2026"), ("b", "2027")))
    found = portfolio(old, new)

    assert ({"a": "b"}, 2, Sum(1, {"DKK": Decimal(5)})) == (found.copies, len(found.rows), found.total)


# -- the ways of counting -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "judged"),
    [
        ({"shown": MARKS}, Judgement(State.COUNTS)),
        ({"shown": ("new", "private", "value"), "hoped": MARKS}, Judgement(State.OUT, ("implemented",))),
        ({"hoped": MARKS}, Judgement(State.COMING)),
        ({"hoped": ("new", "private")}, Judgement(State.UNKNOWN, ("implemented", "value"))),
        ({"hoped": None}, Judgement(State.UNKNOWN, ("marks",))),
    ],
)
def test_co_pi_s_definition_asks_for_all_four_marks(answers: dict[str, Any], judged: Judgement) -> None:
    """What was shown decides; what was hoped for at the start only says that it is on its way."""
    assert judged == counting.copi(said(**answers))


@pytest.mark.parametrize(
    ("answers", "judged"),
    [
        ({"counted": "both"}, Judgement(State.COUNTS)),
        ({"counted": "new_only", "hoped": MARKS}, Judgement(State.OUT, ("value",))),
        ({"counted": "value_only"}, Judgement(State.OUT, ("new",))),
        ({"counted": "neither"}, Judgement(State.OUT, ("new", "value"))),
        ({"hoped": ("new", "value")}, Judgement(State.COMING)),
        ({"hoped": ("new",)}, Judgement(State.UNKNOWN, ("value",))),
    ],
)
def test_innovationsbarometeret_asks_for_new_and_of_value(answers: dict[str, Any], judged: Judgement) -> None:
    """Both have to be so; private parties and CO-PI's other marks play no part."""
    assert judged == counting.barometer(said(**answers))


@pytest.mark.parametrize(
    ("answers", "judged"),
    [
        ({"described": "effect", "dialogue": True, "announced": DAY}, Judgement(State.COUNTS)),
        ({"described": "function", "dialogue": True}, Judgement(State.COMING)),
        ({"described": "product", "dialogue": True, "announced": DAY}, Judgement(State.OUT, ("described",))),
        ({"described": "effect", "dialogue": False, "announced": DAY}, Judgement(State.OUT, ("dialogue",))),
        ({"described": "effect", "dialogue": None, "announced": DAY}, Judgement(State.UNKNOWN, ("dialogue",))),
        ({"described": "", "dialogue": None}, Judgement(State.UNKNOWN, ("described", "dialogue"))),
    ],
)
def test_lup_asks_how_it_is_bought(answers: dict[str, Any], judged: Judgement) -> None:
    """Needs told as effects or functions and a dialogue; it counts when the tender has been sent out."""
    assert judged == counting.lup(said(**answers))


@pytest.mark.parametrize("way", counting.WAYS)
def test_a_stopped_plan_with_nothing_shown_counts_nowhere(way: str) -> None:
    """Hopes of a plan that was stopped are not on their way to anything."""
    hopeful = said(hoped=MARKS, described="effect", dialogue=True)

    assert Judgement(State.OUT, ENDED) == counting.WAYS[way](replace(hopeful, standing="stopped"))


def test_every_purchase_stands_in_one_state_of_each_way() -> None:
    """The four states of a way add up to the plans."""
    rows = [summary(shipped(case), str(number)) for number, case in enumerate(CASES.values())]

    assert {way: len(rows) for way in counting.WAYS} == {
        way: sum(counting.counted(rows, way).values()) for way in counting.WAYS
    }


def test_an_assumption_counts_in_no_way() -> None:
    """An answer that is only assumed is not known."""
    deferred = {"deferred": "", "assume": list(MARKS)}

    assert None is summary(shipped({**ONE, "anchor.definition": deferred})).novelty.hoped


def test_the_counting_reads_the_answers_of_the_process() -> None:
    """The questions the counting rests on are there, and what they hold comes out of a plan."""
    found = summary(
        shipped(
            {
                **FULL, "strategy.innovation_kind": "developed", "scale.definition": list(MARKS),
                "scale.counted": "both", "scale.value_kinds": ["quality", "efficiency"],
            }
        )
    ).novelty  # fmt: skip

    assert ("developed", MARKS, "both", ("efficiency", "quality")) == (
        found.kind and found.kind.key, found.shown, found.counted, tuple(value.key for value in found.values)
    )  # fmt: skip
    assert (True, True) == (found.dialogue, found.strategic)
    assert "" != found.described


def test_kinds_and_values_are_tallied() -> None:
    """The most frequent kind stands first, and those that have not said last; one plan may have several values."""
    new, rich = Named("developed", "Udviklet"), (Named("goals", "Mål"), Named("quality", "Kvalitet"))
    rows = [said(kind=kind, values=values) for kind, values in ((None, ()), (None, rich[:1]), (new, rich))]

    assert [("Udviklet", 1), ("", 2)] == list(counting.kinds(rows).items())
    assert [("Mål", 2), ("Kvalitet", 1)] == list(counting.values(rows).items())


# -- in words -----------------------------------------------------------------------------------------


def telling(*rows: Summary, language: str = "da") -> Telling:
    """Tell of plans."""
    return Telling(portfolio(*rows), Language(language).say, language)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (worth(8_400_000), "8,4 mio. kr."),
        (worth(950_000), "950.000 kr."),
        (worth(2_150_000, "EUR"), "2,2 mio. EUR"),
        (replace(worth(8_000_000), low=Decimal(6_500_000), high=Decimal(9_500_000)), "6,5-9,5 mio. kr."),
        (replace(worth(8_000_000), assumed=True), "8 mio. kr. (antaget)"),
        (None, "–"),
    ],
)
def test_amounts_are_short_enough_for_a_table(amount: Worth | None, shown: str) -> None:
    """From a million on an amount stands in millions; a span as its bounds; an assumption says so."""
    assert shown == telling().worth(amount)


def test_what_needs_attention_comes_gravest_first() -> None:
    """An overdue decision stands before overdue answers, and the first of them is the plan's concern."""
    late = replace(BLANK.counts, overdue=2, contested=1)
    found = row("a", next=upcoming(date(2027, 1, 1), date(2026, 10, 1)), counts=late)

    assert [
        "beslutningen skulle være taget 1. okt. 2026",
        "2 svar er over tiden",
        "ét sted er der to svar, der ikke passer sammen",
    ] == telling(found).attention(found)
    assert "Beslutningen skulle være taget 1. okt. 2026" == telling(found).concern(found)


def test_a_route_that_nobody_chose_says_so() -> None:
    """What is only the best as things stand is not shown as chosen."""
    found = row("a", route=Way("open", "Offentligt udbud", "expected"))

    assert "Offentligt udbud (bedst lige nu)" == telling(found).route(found)


# -- the document ---------------------------------------------------------------------------------------


def everything(language: str = "da") -> Portfolio:
    """Take plans in every state there is: begun, half, whole, cases, held, stopped, copied, damaged."""
    stories = {"one": ONE, "half": HALF, "contract": until("contract"), "full": FULL, **CASES}
    plans = {name: shipped(answers, language) for name, answers in stories.items()}
    plans["held"] = decided(plans["half"], "G0", "hold", DAY, reason="Vi venter")
    plans["stopped"] = decided(plans["half"], "G0", "stop", DAY, reason="Ingen penge")
    rows = [replace(summary(plan, name, date(2027, 1, 4)), id=name, title=name) for name, plan in plans.items()]
    long = replace(rows[1], folder="long", id="long", title="En meget lang titel, som bliver ved " * 9)
    copy = replace(rows[1], folder="copy", id="long", changed="2020")
    return portfolio(*rows, long, copy, broken=(Broken("x", "x", "planen kan ikke læses."),))


def document(found: Portfolio, language: str = "da", form: str = "md") -> str:
    """Write the overview."""
    said_in = Language(language)
    built = paper.build(found, "planer", said_in.say, language)
    template = TEMPLATES / f"{paper.NAME}.md.j2"
    return render(built, template, form, TEMPLATES / "page.html.j2", said_in)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_names_every_plan_and_leaves_no_blank(language: str) -> None:
    """All plans stand in it, the damaged one too, and no sentence has a hole or two stops."""
    found = everything(language)
    text = document(found, language)

    assert [] == [one.title for one in (*found.rows, *found.broken) if one.title[:30] not in text]
    assert not re.findall(r"\{\w+\}|(?<!\.)\.\.(?!\.)|(?<=\w)  (?=\w)| \.(?=\s)", text)


def test_the_first_page_says_what_is_decided_next_and_what_needs_attention() -> None:
    """The soonest decision stands first, and every reason is given with its plan."""
    held = row("På hold", next=upcoming(overdue=date(2026, 11, 1)), standing="held", reason="Vi venter")
    text = document(portfolio(row("Senere", next=upcoming(date(2027, 5, 1))), held))

    assert text.index("| På hold |") < text.index("| Senere |")
    assert "- **På hold:** beslutningen skulle være taget 1. nov. 2026" in text


def test_the_same_plans_give_the_same_bytes() -> None:
    """Two overviews of the same plans on the same day do not differ, whatever order they were read in."""
    found = everything()
    turned = Portfolio(found.rows[::-1], found.broken, found.as_of)

    for form in ("md", "html"):
        assert document(found, form=form) == document(turned, form=form)
    assert book(found, Language("da").say, "da") == book(turned, Language("da").say, "da")


ATTACKS = ("<script>alert(1)</script>", "::: annex", "| a | b |", "{{ 7*7 }}", "# Overskrift", "=1+1")


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_type_stays_text(attack: str) -> None:
    """No title, risk or reason makes a heading, a table, a box or a tag of its own."""

    def tags(text: str) -> list[str]:
        bad = row("a", title=text, standing="held", reason=text, next=upcoming())
        return re.findall(r"<(\w+)", document(portfolio(bad, broken=(Broken("b", text, text),)), form="html"))

    assert tags("a" * len(attack)) == tags(attack)


def test_every_row_of_a_sheet_has_all_its_columns() -> None:
    """Each register of the workbook is a whole table, and the sums name a currency a column."""
    found = book(everything(), Language("da").say, "da")

    assert [] == [one.code for one in found.registers for row in one.rows if len(row) != len(one.columns)]
    assert ["plans", "quarters", "phases", "years", "counting", "broken"] == [one.code for one in found.registers]


def test_every_label_of_the_template_is_there_and_used() -> None:
    """The template's fixed words are those that are handed to it."""
    text = (TEMPLATES / f"{paper.NAME}.md.j2").read_text(encoding="utf-8")

    assert set(paper.LABELS) == set(re.findall(r"\blabels\.(\w+)", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_finds_no_fault_in_the_overview(checks: Path, tmp_path: Path, language: str) -> None:
    """No WCAG 2.2 AA fault and no broken layout, light and dark, wide and at 320 px, with plans and without."""
    for name, found in (("all", everything(language)), ("one", portfolio(row("a"))), ("none", portfolio())):
        (tmp_path / f"{name}.html").write_text(document(found, language, "html"), encoding="utf-8")
    for check in ("axe.mjs", "look.mjs"):
        command = ["node", checks / check, *sorted(tmp_path.glob("*.html"))]
        found_by = subprocess.run(command, cwd=checks, capture_output=True, text=True, timeout=600, check=False)

        assert found_by.returncode == 0, found_by.stdout + found_by.stderr
        assert "hscroll true" not in found_by.stdout


def test_the_decisions_stand_on_the_first_printed_page(printer: str, tmp_path: Path) -> None:
    """What is decided next and what needs attention are read without turning the page."""
    page = tmp_path / "overview.html"
    page.write_text(document(everything(), form="html"), encoding="utf-8")
    first = printed(printer, page)[0]

    assert [True, True] == [heading in first for heading in ("Det bliver besluttet som det næste", "opmærksomhed")]


# -- the command ------------------------------------------------------------------------------------------


@pytest.fixture
def plans(run: Run, tmp_path: Path) -> Path:
    """A folder with a plan that is begun, one that is damaged, one of a later format, and a link out of it."""
    folder = tmp_path / "planer"
    for title in ("Nattefald", "Senge", "Fremtid", "Revet"):
        run("new", title, "--no-input", "--dir", "planer")
    run("answer", "planer/nattefald", "strategy.value=8,4 mio. kr.", "anchor.decision_date=15.12.2026")
    (folder / "senge" / "plan.yaml").write_text("id: [\n", encoding="utf-8")
    card = folder / "fremtid" / "plan.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace("format: 1", "format: 9"), encoding="utf-8")
    run("answer", "planer/revet", "anchor.owner=Chefen")
    journal = next((folder / "revet" / "journal").glob("*.jsonl"))
    journal.write_text(journal.read_text(encoding="utf-8").replace("Chefen", "En anden"), encoding="utf-8")
    run("new", "Fremmed", "--no-input", "--dir", "andre")
    (folder / "udenfor").symlink_to(tmp_path / "andre" / "fremmed", target_is_directory=True)
    return folder


def test_the_list_names_what_can_be_read_and_why_the_rest_cannot(run: Run, plans: Path) -> None:
    """One line of sums, and each plan that could not be read last, with the reason; nothing ends the list."""
    result = run("list", "planer", "--as-of", "2026-12-01")
    lines = result.stdout.splitlines()

    assert (0, "") == (result.returncode, result.stderr)
    assert "15. dec. 2026       Nattefald" == lines[0]
    assert "I alt 1 plan i gang, 8,4 mio. kr. tilsammen." in lines
    after = result.stdout.partition("Kan ikke læses: 4\n")[2]
    assert ["– fremtid:", "– Revet:", "– senge:", "– udenfor:"] == re.findall(r"^– \w+:", after, re.MULTILINE)


def test_an_overdue_decision_is_marked_by_a_word(run: Run, plans: Path) -> None:
    """The day after the meeting the list says OVERSKREDET."""
    assert "OVERSKREDET: G0" in run("list", "planer", "--as-of", "2026-12-16").stdout
    assert "OVERSKREDET" not in run("list", "planer", "--as-of", "2026-12-15").stdout


def test_the_plain_list_is_a_labelled_line_a_plan(run: Run, plans: Path) -> None:
    """With `--plain` each plan is one line, every part with its label; in English with `--lang en`."""
    line = run("list", "planer", "--plain", "--lang", "en", "--as-of", "2026-12-01").stdout.splitlines()[0]

    assert ["Day", "Plan", "Decision", "Value", "Concern"] == re.findall(r"(?:^|· )(\w+): ", line)
    assert "Value: DKK 8.4 m" in line


def test_the_list_as_data_keeps_its_fields(run: Run, plans: Path) -> None:
    """`list --json` has every plan by folder, the fields it always had first, and sums and counting beside them."""
    found = json.loads(run("list", "planer", "--json").stdout)

    assert "procwiz/list/1" == found["schema"]
    assert [("fremtid", True), ("nattefald", False), ("revet", True), ("senge", True), ("udenfor", True)] == [
        (Path(plan["folder"]).name, bool(plan["fault"])) for plan in found["plans"]
    ]
    assert ["folder", "title", "phase", "answered", "open", "fault"] == list(found["plans"][1])[:6]
    assert {"plans": 1, "amounts": {"DKK": "8400000"}, "without": 0} == found["total"]


def test_the_data_of_a_plan_are_its_summary() -> None:
    """Nothing on the list comes from elsewhere: the record holds what the summary has."""
    found = summary(shipped(HALF))

    assert written(found).items() <= record(portfolio(found))["plans"][0].items()


def test_the_overview_is_written_beside_the_plans(run: Run, plans: Path) -> None:
    """Files stand in the folder listed, an equal one is left, another is not written over without `--force`."""
    words = ("list", "planer", "--format", "md", "--format", "html", "--format", "xlsx", "--as-of", "2026-12-01")
    first = run(*words)
    again = run(*words)
    (plans / "planer-portfolio-da.md").write_text("andet", encoding="utf-8")
    refused, forced = run(*words), run(*words, "--force")

    assert [f"planer/planer-portfolio-da.{form}" for form in ("md", "html", "xlsx")] == first.stdout.splitlines()
    assert [0, 0, 1, 0] == [result.returncode for result in (first, again, refused, forced)]
    assert "findes" in refused.stderr or "planer-portfolio-da.md" in refused.stderr


def test_the_overview_can_go_to_standard_output(run: Run, plans: Path) -> None:
    """`--stdout` writes one document, Markdown where none is named, and no file."""
    text = run("list", "planer", "--stdout", "--lang", "en").stdout

    assert text.startswith("# Our innovative purchases\n")
    assert [] == list(plans.glob("*.md"))


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "docx"), ("--lang", "sv"), ("--as-of", "i morgen"), ("--as-of", "9999-01-01"),
        ("--json", "--format", "md"), ("--stdout", "--format", "md", "--format", "html"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_refused_before_anything_is_read(run: Run, plans: Path, words: tuple[str, ...]) -> None:
    """What cannot be done exits 2 with a message, and writes nothing."""
    result = run("list", "planer", *words)

    assert (2, "") == (result.returncode, result.stdout)
    assert "" != result.stderr


def test_a_folder_without_plans_says_so(run: Run, tmp_path: Path) -> None:
    """An empty folder is no fault, and gets no document."""
    result = run("list", "--format", "md")

    assert (0, "", "Der er ingen planer i ..\n") == (result.returncode, result.stdout, result.stderr)
    assert [] == list(tmp_path.iterdir())


def test_a_copied_plan_is_said_to_be_one(run: Run, plans: Path) -> None:
    """A plan in two folders is listed twice, named as a copy, and counted once."""
    shutil.copytree(plans / "nattefald", plans / "sikkerhedskopi")
    found = json.loads(run("list", "planer", "--json").stdout)

    assert ["planer/nattefald"] == [plan["copy_of"] for plan in found["plans"] if plan.get("copy_of")]
    assert 1 == found["total"]["plans"]


# -- what is kept from one listing to the next ------------------------------------------------


def test_the_second_listing_reads_only_what_changed(run: Run, tmp_path: Path) -> None:
    """A second listing says the same; a plan that changed meanwhile is read again, and so are all on another day."""
    for title in ("Fald", "Medicin"):
        run("new", title, "--no-input")
    first, second = (json.loads(run("list", "--json", "--as-of", "2026-12-01").stdout) for _ in range(2))
    run("answer", "-C", "fald", "strategy.value=400000")
    third = json.loads(run("list", "--json", "--as-of", "2026-12-01").stdout)

    assert first == second
    assert ["400000"] == [plan["worth"]["likely"] for plan in third["plans"] if plan["worth"]]
    assert first["plans"][1] == third["plans"][1]
    assert "2026-12-02" == json.loads(run("list", "--json", "--as-of", "2026-12-02").stdout)["as_of"]


def test_a_broken_cache_is_no_cache(run: Run, tmp_path: Path, own_place: dict[str, str]) -> None:
    """What was kept may be cut, empty or of another shape: the list is made anew and says the same."""
    run("new", "Fald", "--no-input")
    whole = run("list", "--json").stdout
    for content in ("", "[]", "{", '{"fald": 1}', '{"fald": {"mark": [], "summary": {}}}'):
        for kept in (Path(own_place["PROCWIZ_CACHE"]) / "lists").glob("*.json"):
            kept.write_text(content, encoding="utf-8")
        assert whole == run("list", "--json").stdout
