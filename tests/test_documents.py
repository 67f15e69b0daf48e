"""What stands in the documents: on a plan that has just begun, one half full, one full, and one that is in trouble."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, SHIPPED, SMALL, Pen, empty_plan, plan_with, process

from procwiz.commands.sheets import read_sheet_file
from procwiz.core import sheet
from procwiz.core.document import FIXED, build
from procwiz.core.document.gates import asked_gate
from procwiz.core.document.sections import COUNTED, SAID
from procwiz.core.document.writer import cut, sentence
from procwiz.core.journal import journal
from procwiz.core.kinds import Choice
from procwiz.core.plan import Plan
from procwiz.language import Language
from procwiz.render import render

TEMPLATES = ROOT / "templates"
LOCALE = ROOT / "src" / "procwiz" / "locale"
DAY = date(2026, 11, 22)
LANGUAGES = ("da", "en")
NAMES = ("steering-group", "plan", "market")
FULL: Mapping[str, Any] = read_sheet_file(ROOT / "tests" / "stories" / "full.yaml")
PHASES = ("anchor", "setup", "needs", "market", "strategy", "tender", "contract")
SPAN = {"low": 6_500_000, "likely": 8_400_000, "high": 9_500_000}
ONE = {"anchor.challenge": FULL["anchor.challenge"]}
ESSENTIAL = tuple(key for key, question in process(SHIPPED).questions.items() if question.essential)
HALF = {key: FULL[key] for key in ESSENTIAL if key not in {"strategy.buy_after_development"}} | {
    "anchor.definition": ["new", "private", "value"],
    "strategy.rnd_needed": {"deferred": "Vi spørger markedet", "owner": "projektlederen", "due": "G3", "assume": "yes"},
    "strategy.value": {"deferred": "Økonomi regner", "owner": "Økonomichefen", "due": "G2", "assume": SPAN},
}


def until(phase: str) -> dict[str, Any]:
    """Take the quick scan of the full story, and all of its phases up to one."""
    wanted = PHASES[: PHASES.index(phase) + 1]
    return {key: part for key, part in FULL.items() if key in ESSENTIAL or key.split(".")[0] in wanted}


def shipped(answers: Mapping[str, Any], language: str = "da") -> Plan:
    """Make a plan of the shipped process."""
    return plan_with(answers, SHIPPED, language)


def written(plan: Plan, name: str = "steering-group", form: str = "md", day: date = DAY) -> str:
    """Write a document of a plan."""
    language = Language(plan.process.language)
    document = build(plan, name, day, language.say)
    return render(document, TEMPLATES / f"{name}.md.j2", form, TEMPLATES / "page.html.j2", language)  # type: ignore[arg-type]


def pages(paper: str) -> str:
    """Take what stands before the annexes."""
    return re.split(r"^## (?:Bilag|Annex) A:", paper, flags=re.MULTILINE)[0]


def part(text: str, heading: str) -> str:
    """Take what stands under a heading, up to the next of its level."""
    return text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def annex(text: str, title: str) -> str:
    """Take an annex, whatever its letter."""
    letter = re.search(rf"^## Bilag (.): {re.escape(title)}$", text, re.MULTILINE)
    assert letter is not None
    return part(text, f"Bilag {letter[1]}: {title}")


def sentences(language: str) -> dict[str, str]:
    """Read the documents' sentences in a language."""
    found: dict[str, str] = json.loads((LOCALE / language / "documents.json").read_text(encoding="utf-8"))
    return found


# -- a plan that has just begun ---------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [("da", ("Mangler svar", "Det er for tidligt")), ("en", ("Not answered", "it is too early"))],
)
def test_an_empty_plan_says_once_in_a_section_what_is_missing(language: str, said: tuple[str, str]) -> None:
    """On a plan with one answer no fact stands as unanswered; each section has one sentence on what it lacks."""
    paper = pages(written(shipped(ONE, language)))
    assert said[0] not in paper
    assert said[1].lower() in paper.lower()
    lacking = ("Om behovet mangler", "Før vi kan pege", "Om pengene mangler", "Om tiden mangler")
    if language == "da":
        assert [1, 1, 1, 1] == [paper.count(text) for text in lacking]


def test_a_plan_without_any_answer_can_be_handed_over() -> None:
    """With no answer at all both documents are there, and the paper misses the problem first."""
    plan = empty_plan(SHIPPED)
    assert "»Problemet«" in part(written(plan), "Behovet")
    assert "Planen har 0 svar." in written(plan, "plan")


def test_the_paper_says_what_is_asked_and_what_can_be_answered() -> None:
    """The decision stands in words, with the gate's phase, and with the four answers."""
    box = written(shipped(ONE)).split("## Her er vi")[0]
    assert "**Har vi en ejer, et mandat og en god grund til at købe innovativt?**" in box
    assert "beslutningspunkt G0, som afslutter fasen Ledelsesforankring" in box
    assert "I kan svare ja, ja på betingelser, vent eller stop." in box
    assert "Et ja betyder, at vi går videre til fasen Opstart og organisering." in box


# -- half full ---------------------------------------------------------------------------


def test_what_is_not_known_yet_is_marked_where_it_would_stand() -> None:
    """A deferred answer stands in its section with its mark, its owner, its gate in words and what is assumed."""
    assert (
        "- **Kontraktens samlede værdi:** ◇ Det ved vi ikke endnu. Økonomichefen finder ud af det senest ved "
        "beslutningspunkt G2, efter fasen Behovskortlægning. Imens regner vi med: mellem 6.500.000 kr. og "
        "9.500.000 kr., mest sandsynligt 8.400.000 kr.\n"
    ) in part(written(shipped(HALF)), "Penge")


def test_what_is_not_known_yet_stands_in_english() -> None:
    """The same in English, with amounts as they are written there."""
    assert (
        "◇ We do not know yet. Økonomichefen finds out by decision point G2, after the phase Needs mapping. "
        "Meanwhile we assume: between DKK 6,500,000 and DKK 9,500,000, most likely DKK 8,400,000.\n"
    ) in written(shipped({**HALF, "setup.country": "DK"}, "en"))


def test_an_owner_in_small_letters_begins_a_sentence_with_a_capital() -> None:
    """What people typed is made to fit the sentence it stands in."""
    assert "Projektlederen finder ud af det senest ved beslutningspunkt G3" in written(shipped(HALF))


def test_what_nobody_finds_out_is_said() -> None:
    """A deferral without owner and gate says so, and is no broken sentence."""
    paper = written(shipped({**HALF, "strategy.value": {"deferred": ""}}))
    assert "◇ Det ved vi ikke endnu. Ingen har taget på sig at finde ud af det endnu." in part(paper, "Penge")
    assert "| Kontraktens samlede værdi | Ingen endnu | Ikke aftalt | – |" in paper


def test_several_unknowns_of_a_section_are_told_gate_by_gate() -> None:
    """Two or more without an assumption are one marked paragraph, soonest gate first, each with its owner."""
    unknown = {
        "needs.deadline": {"deferred": "", "owner": "Drift", "due": "G4"},
        "anchor.decision_date": {"deferred": "", "owner": "Direktøren", "due": "G1"},
    }
    assert (
        "◇ Det ved vi ikke endnu. Senest ved beslutningspunkt G1, efter fasen Opstart og organisering: »Første "
        "beslutning« (Direktøren). Senest ved beslutningspunkt G4, efter fasen Indkøbs- og udbudsstrategi: "
    ) in part(written(shipped({**ONE, **unknown})), "Tid")


def test_the_unknown_are_listed_soonest_first_and_the_rest_counted() -> None:
    """Five stand in the paper, by the gate they are due at; the others are counted and stand in annex B."""
    due = {key: {"deferred": "", "owner": "Lene", "due": "G2"} for key in ("needs.affected", "needs.outcome")}
    later = {
        key: {"deferred": "Spørg markedet", "owner": "Bo", "due": gate}
        for key, gate in (
            ("market.availability", "G3"), ("market.solution_clarity", "G3"), ("setup.capacity", "G1"),
            ("needs.deadline", "G4"), ("strategy.rnd_needed", "G4"),
        )
    }  # fmt: skip
    paper = written(shipped({**ONE, **due, **later}))
    gates = re.findall(r"\| (G\d), efter", part(paper, "Det ved vi ikke endnu"))
    assert ["G1", "G2", "G2", "G3", "G3"] == gates
    assert "… og 2 mere i bilaget om det, vi ikke ved endnu." in paper
    assert 7 == annex(paper, "Alt det, vi ikke ved endnu").count("\n- **")


def test_what_was_put_off_to_a_gate_keeps_it_open() -> None:
    """An answer promised for a gate is missed there, whatever else is in place."""
    put_off = {"setup.stakeholders": {"deferred": "", "owner": "Lene", "due": "G2"}}
    plan = shipped({**until("strategy"), **put_off})
    assert "G2" == asked_gate(plan).key
    assert "| Interessenter | Projektleder | ◇ Det ved vi ikke endnu. |" in written(plan)


def test_the_marks_of_an_innovative_purchase_stand_in_one_sentence() -> None:
    """Which of the four hold is said in words, and which do not by name."""
    assert (
        "Et innovativt indkøb har fire kendetegn, og tre af dem passer i dag. Det mangler: »Vi køber løsningen og "
        "tager den i brug«."
    ) in written(shipped(HALF))


def test_at_the_end_the_marks_are_told_again() -> None:
    """Once the closing question is answered, it is what counts, and the start is remembered."""
    paper = written(shipped({**HALF, "scale.definition": ["new", "private", "implemented", "value"]}))
    assert "alle passer på det, vi har købt. Ved starten regnede vi med tre." in paper


# -- full ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("phase", "gate"), [(phase, f"G{place}") for place, phase in enumerate(PHASES)])
def test_a_finished_phase_is_put_to_the_steering_group(phase: str, gate: str) -> None:
    """While the next phase has not begun, the paper asks for the decision whose basis is in place."""
    plan = shipped(until(phase))
    assert gate == asked_gate(plan).key
    assert plan.gate(asked_gate(plan)).ready


def test_work_on_the_next_phase_moves_the_question_on() -> None:
    """One answer of the next phase beyond the quick scan, and the paper asks for its gate."""
    assert "G2" == asked_gate(shipped({**until("setup"), "needs.do_nothing": "Det bliver værre."})).key


def test_the_recommendation_stands_in_the_box() -> None:
    """At the tender's gate the steering group sees whom it is asked to choose."""
    box = written(shipped(until("tender"))).split("## Her er vi")[0]
    assert "Vi indstiller tilbud B med 82 point." in box


def test_money_is_told_in_sentences_that_add_up() -> None:
    """Costs, money and what is missing stand in one sentence, and how much is certain in the next."""
    money = part(written(shipped(FULL)), "Penge")
    assert "Udgifterne er 8.012.000 kr. i alt. Der er 7.412.000 kr. til dem, så der mangler 600.000 kr. Af" in money
    assert "Af pengene er 5.412.000 kr. bevilget." in money


def test_effects_keep_their_unit() -> None:
    """A figure for today and a target stand beside what they are measured in."""
    assert "| Færre natlige fald | Fald om måneden | 40 | 20 |" in written(shipped(FULL))


def test_amounts_are_in_the_country_s_currency() -> None:
    """Norwegian buyers see kroner of theirs."""
    assert "10.000.000 NOK uden moms" in written(shipped({**HALF, "setup.country": "NO", "strategy.value": 10_000_000}))


def test_the_risks_that_weigh_most_come_first() -> None:
    """Likelihood times impact decides, and the rest is counted."""
    rows = re.findall(r"^\| (.+?) \| (\d) × (\d) = (\d+) \|", written(shipped(FULL)), re.MULTILINE)
    weights = [int(weight) for _, _, _, weight in rows]
    assert [16, 12, 10] == weights[:3]
    assert weights == [int(likelihood) * int(impact) for _, likelihood, impact, _ in rows]
    assert "For mange falske alarmer" == rows[0][0]


def test_milestones_that_have_passed_make_room_for_those_ahead() -> None:
    """In November 2027 the dates of May are history."""
    paper = written(shipped(FULL), day=date(2027, 11, 1))
    assert "| Udbuddet bliver sendt ud |" not in paper
    assert "| Kontrakten er skrevet under |" in paper


def test_a_date_that_has_passed_says_so_on_the_day_after() -> None:
    """What depends on the day follows the as-of date, and nothing else."""
    assert "1. marts 2028 (er passeret)" not in written(shipped(HALF), day=date(2028, 3, 1))
    assert "1. marts 2028 (er passeret)" in written(shipped(HALF), day=date(2028, 3, 2))


def test_dates_of_the_tender_stand_only_while_they_are_ahead() -> None:
    """Without milestones the paper names the dates to come, and lets go of them once they have passed."""
    plan = shipped({key: part for key, part in FULL.items() if key != "strategy.milestones"})
    assert "**Frist for tilbud:** 16. august 2027" in written(plan, day=date(2027, 8, 16))
    assert "Frist for tilbud" not in part(written(plan, day=date(2027, 8, 17)), "Tid")


def test_the_first_decision_s_date_stands_until_it_is_taken() -> None:
    """The day of the first decision matters while it is the one asked for."""
    assert "**Første beslutning:** 15. december 2026" in written(shipped(HALF))
    assert "**Første beslutning:**" not in written(shipped(until("setup")))


def test_a_crowded_paper_shows_fewer_rows() -> None:
    """Five rows of a list where there is room, fewer where the two pages would not hold them."""
    risks = {"strategy.risks": FULL["strategy.risks"]}
    roomy, crowded = (part(written(shipped(answers)), "Det kan gå galt") for answers in ({**ONE, **risks}, FULL))
    assert 5 == roomy.count(" × ") - 1  # the heading has one too
    assert "… og 1 mere i hele planen." in roomy
    assert 5 > crowded.count(" × ") - 1


def test_annex_a_holds_every_criterion_with_its_state() -> None:
    """What the decision rests on is complete, met or not."""
    basis = annex(written(shipped(HALF)), "Det bygger beslutningen på")
    assert "| Problemet har en ejer, som kan bestemme. | Opfyldt |" in basis
    assert "| Timerne til forberedelsen er sat af. | ◇ Kan ikke afgøres endnu |" in basis
    assert "| Hjemmel | Jura | ◇ Mangler svar |" in basis


def test_an_assumption_never_counts_as_met() -> None:
    """A criterion that rests on an assumption is said to, and is not counted."""
    paper = written(shipped({**ONE, "anchor.mandate": {"deferred": "", "assume": "full"}}))
    assert "| ◇ Hviler på en antagelse |" in paper
    assert "0 af 5 krav er opfyldt" in paper


def test_gates_never_stand_without_words() -> None:
    """Every G of the two pages stands with the name of its phase."""
    for answers in (ONE, HALF, FULL):
        text = pages(written(shipped(answers)))
        assert re.findall(r"G\d", text) == re.findall(r"G\d(?=(?:, (?:efter|som afslutter)| ·) )", text)


def test_no_key_and_no_code_stands_in_a_document() -> None:
    """What the machine calls a question or an option is nowhere printed."""
    for name in NAMES:
        text = written(shipped(FULL), name)
        assert not re.findall(rf"\b(?:{'|'.join(PHASES)}|scale|develop)\.[a-z_]+\b", text)
        assert not re.findall(r"\b(?:sub_central|no_solution|partly|solution_clarity)\b", text)


def test_words_are_explained_only_where_they_are_used() -> None:
    """The annex of words holds none that does not stand on the pages."""
    plan = shipped(HALF)
    paper = written(plan)
    text = pages(paper).casefold()
    explained = re.findall(r"^\| (.+?) \|", annex(paper, "Ord"), re.MULTILINE)[2:]
    terms = {term.term: term for term in plan.process.glossary}
    assert explained
    assert [] == [word for word in explained if not terms[word].stands_in(text)]


# -- trouble ---------------------------------------------------------------------------------


def contested(plan: Plan, key: str, value: object) -> Plan:
    """Let a second person, who had not seen the first one's, answer a question too."""
    found = sheet.read(replace(plan, journal=journal(())), {key: value}, Pen("bo").new_id)
    return replace(plan, journal=plan.journal.add(Pen("bo").seal(journal(()), *found.drafts)))


def test_two_answers_are_shown_as_two() -> None:
    """An answer that is contested stands with both sides, in its section, among the unknown and in the plan."""
    plan = contested(shipped({**HALF, "strategy.value": 8_000_000}), "strategy.value", 2_000_000)
    paper = written(plan)
    assert (
        "**Kontraktens samlede værdi:** ◇ To svar, der ikke passer sammen: 2.000.000 kr. (Økonomi, 2. november 2026); "
        "8.000.000 kr. (Økonomi, 2. november 2026)"
    ) in part(paper, "Penge")
    assert "Der er to svar, der ikke passer sammen, på »Kontraktens samlede værdi«." in part(
        paper, "Det ved vi ikke endnu"
    )
    assert "### Kontraktens samlede værdi" in annex(paper, "Alt det, vi ikke ved endnu")
    assert "- 2.000.000 kr. (Økonomi, 2. november 2026)" in written(plan, "plan")


def test_a_contested_choice_is_no_sentence() -> None:
    """Nothing is told as a fact while two people say different things."""
    paper = written(contested(shipped(HALF), "anchor.mandate", "full"))
    assert "Topledelsen har sagt" not in pages(paper)
    assert "**Mandat til tid og penge:** ◇ To svar" in paper


def test_what_is_set_aside_is_never_current() -> None:
    """An answer whose question no longer applies stands in the plan's last part only, with the reason."""
    plan = shipped({**HALF, "anchor.mandate": "full", "anchor.mandate_gap": "To millioner til udrulning"})
    assert "To millioner" not in written(plan)
    whole = written(plan, "plan")
    assert 1 == whole.count("To millioner til udrulning")
    assert "Gælder kun, når »Mandat til tid og penge« er" in part(whole, "Sat til side")
    assert not build(plan, "plan", DAY, Language("da").say)["answers"]["anchor.mandate_gap"]["applies"]


def test_what_was_put_off_and_set_aside_is_not_missed() -> None:
    """A deferral whose question no longer applies is not among the unknown."""
    gap = {"anchor.mandate_gap": {"deferred": "", "owner": "Lene", "due": "G3"}}
    assert "Det, der mangler i mandatet" in pages(written(shipped({**HALF, **gap})))
    assert "Det, der mangler i mandatet" not in written(shipped({**HALF, **gap, "anchor.mandate": "full"}))


def test_a_long_answer_is_cut_at_a_word_and_says_where_the_rest_is() -> None:
    """The paper shows the beginning; the plan has all of it."""
    long = " ".join(f"ord{number}" for number in range(300))
    paper = written(shipped({**HALF, "anchor.concern": long}))
    assert re.search(r"ord\d+ … \(hele svaret står i planen\)", paper)
    assert "ord299" not in paper
    assert long in written(shipped({**HALF, "anchor.concern": long}), "plan")


def test_a_figure_is_never_cut() -> None:
    """However crowded the paper, amounts and dates stand whole."""
    crowded = {key: f"{part} " * 12 if isinstance(part, str) and " " in part else part for key, part in FULL.items()}
    crowded["contract.value"] = {"deferred": "", "due": "G8", "assume": 8_070_000}
    paper = written(shipped(crowded))
    assert "mellem 3.600.000 kr. og 5.100.000 kr., mest sandsynligt 4.200.000 kr." in paper
    assert "| 8.070.000 kr. |" in paper


ATTACKS = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "::: annex",
    "# En ny overskrift",
    "| a | b |\n|---|---|",
    "{{ 7*7 }}{% for x in y %}",
    "- punkt\n- **fed** [link](javascript:alert(1))",
    "> citat\n```\nkode\n```",
    "</style></section></main>&amp;",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_type_stays_text(attack: str, name: str) -> None:
    """No answer, owner or note makes a heading, a table, a box or a tag of its own."""

    def answered(text: str) -> dict[str, Any]:
        return {
            **HALF,
            "anchor.challenge": text,
            "anchor.owner": text,
            "needs.effects": [{"effect": text, "indicator": text, "baseline": 4}],
            "strategy.value": {"deferred": text, "owner": text, "due": "G2"},
        }

    def tags(text: str) -> list[str]:
        return re.findall(r"<(\w+)", written(shipped(answered(text)), name, "html"))

    assert tags(re.sub(r"\S", "a", attack)) == tags(attack)


# -- the whole plan -----------------------------------------------------------------------------


def test_the_plan_holds_every_answer() -> None:
    """Every answer of the full story stands in the whole plan; a table with all its rows."""
    whole = written(shipped(FULL), "plan", "html")
    texts = [part for part in FULL.values() if isinstance(part, str) and " " in part and "\n" not in part]
    cells = [str(part) for rows in FULL.values() if isinstance(rows, list) for row in rows if isinstance(row, dict)
             for code, part in row.items() if isinstance(part, str) and " " in part]  # fmt: skip
    plain = whole.replace("&amp;", "&").replace("&#39;", "'").replace("&#34;", '"')
    assert len(texts) > 15
    assert len(cells) > 100
    assert [] == [text for text in (*texts, *cells) if text not in plain]


def test_the_plan_has_a_table_of_contents_and_an_overview() -> None:
    """All phases stand in the overview; those begun and the lists at the end in the contents."""
    whole = written(shipped(HALF), "plan", "html")
    contents = re.findall(r'<li><a href="#[^"]+">(.+?)</a>', whole.split("</nav>")[0])
    assert contents[:3] == ["Overblik", "1 Ledelsesforankring", "3 Behovskortlægning"]
    assert "Faser, vi ikke er begyndt på" in contents
    assert 10 == len(re.findall(r"^\| \d+ .+? \| .+ \| G\d \|", written(shipped(HALF), "plan"), re.MULTILINE))


def test_the_plan_says_what_waits_for_what() -> None:
    """Questions that cannot be asked yet are gathered under the answer they wait for."""
    waiting = part(written(shipped(ONE), "plan"), "Spørgsmål, der venter på et svar")
    assert "- **»Mandat til tid og penge«:** »Det, der mangler i mandatet«" in waiting


def test_the_plan_says_how_certain_its_sources_are() -> None:
    """Sources stand in groups, and only those of questions that have been answered."""
    few, many = (written(shipped(answers), "plan") for answers in (ONE, FULL))
    assert "### Læst hos kilden selv" in few
    assert few.count("](<http") < many.count("](<http")
    links = re.findall(r"^- \[.+\]\(<http.+?>\)", many, re.MULTILINE)
    assert sorted(set(links)) == sorted(links)


def test_numbers_stand_to_the_right_and_addresses_are_links() -> None:
    """A table's columns of figures are set right, and an address is named by its place on the web."""
    whole = written(shipped(FULL), "plan")
    assert "| Effekt | Måling | I dag | Mål | Ejer | Verdensmål |\n| --- | --- | ---: | ---: | --- | ---: |" in whole
    assert "[example\\.org](<https://example.org/aeldrepolitik>)" in whole


# -- any plan -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_same_plan_gives_the_same_bytes(name: str, language: str, form: str) -> None:
    """Two builds of one state, as of one day, do not differ in a byte."""
    one, two = (written(plan_with(FULL, SHIPPED, language), name, form) for _ in range(2))
    assert one == two


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_any_process_has_its_documents(name: str, language: str) -> None:
    """A process without the keys of the shipped one gets papers too, begun or not."""
    begun = plan_with({"first.challenge": "Fald", "first.mandate": "full", "second.value": SPAN}, SMALL, language)
    assert "Fald" in written(begun, name)
    assert written(empty_plan(SMALL, language), name, "html").startswith("<!DOCTYPE html>")


def test_nothing_unknown_is_said_too() -> None:
    """Without a deferral the paper says so, and points to annex A only where something is missing."""
    known = {key: part for key, part in FULL.items() if key != "contract.award_notice"}
    assert part(written(shipped(known)), "Det ved vi ikke endnu").startswith("\nIngen svar er udskudt.\n")
    assert "Det, vi mangler til beslutningen, står i bilag A." in written(shipped(ONE))


def test_a_paper_of_another_process_shows_what_its_phase_found() -> None:
    """The answers due at the gate stand in the paper though nothing in it knows their keys."""
    assert "**Problemet:** Fald" in written(plan_with({"first.challenge": "Fald"}, SMALL))


def test_no_sentence_is_left_with_a_blank_or_two_stops() -> None:
    """Nothing reads `{blank}`, `..` or two spaces, in either language, in any state."""
    for language in LANGUAGES:
        for answers in ({}, ONE, HALF, FULL):
            for name in NAMES:
                text = written(shipped(answers, language), name)
                assert not re.findall(r"\{\w+\}|(?<!\.)\.\.(?!\.)|(?<=\w)  (?=\w)| \.(?=\s)", text)


# -- the sentences ------------------------------------------------------------------------------


def test_every_code_the_paper_says_in_words_has_its_sentence() -> None:
    """The choices told as sentences are those of the shipped process, each code with a sentence in each language."""
    for key, codes in SAID.items():
        kind = process(SHIPPED).questions[key].kind
        assert isinstance(kind, Choice)
        assert tuple(option.code for option in kind.options) == codes
        for language in LANGUAGES:
            assert {f"said.{key}.{code}" for code in codes} <= set(sentences(language))
    assert {f"said.{COUNTED}", f"said.{COUNTED}.one", f"said.{COUNTED}.none"} <= set(sentences("da"))


def test_both_languages_say_the_same_things() -> None:
    """The same sentences with the same blanks stand in Danish and in English."""
    blanks = {code: {name: sorted(re.findall(r"\{\w+\}", text)) for name, text in sentences(code).items()}
              for code in LANGUAGES}  # fmt: skip
    assert blanks["da"] == blanks["en"]


def test_every_fixed_word_is_used_and_there() -> None:
    """The words a template may use are all in the language files, and our templates use each of them."""
    assert {f"word.{name}" for name in FIXED} | {"word.from_phase"} == {
        name for name in sentences("da") if name.startswith("word.")
    }
    used = {name for path in TEMPLATES.glob("*.md.j2") for name in re.findall(r"(?<![.\w])words\.(\w+)", _read(path))}
    assert set(FIXED) == used


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("et langt svar", 8, "et langt…"),
        ("et langt svar", 12, "et langt svar"),
        ("ét, to og mange flere", 4, "ét…"),
        ("a" * 50, 10, "a" * 10 + "…"),
    ],
)
def test_texts_are_cut_at_words(text: str, most: int, kept: str) -> None:
    """A cut text ends with a whole word and no comma; one that would not get shorter stays."""
    assert kept == cut(text, most, "…")


@pytest.mark.parametrize(
    ("text", "said"), [("vi spørger", "Vi spørger."), ("Ja.", "Ja."), ("Hvad?", "Hvad?"), (" ", ""), ("(ja.)", "(ja.)")]
)
def test_words_of_people_become_sentences(text: str, said: str) -> None:
    """A capital first and one stop last, whatever stood there."""
    assert said == sentence(text)


# -- annexes -----------------------------------------------------------------------------------


def test_annexes_hold_what_the_pages_have_no_room_for() -> None:
    """The need, what the market says and who is in it stand in annexes of their own, whole, each answer once."""
    paper = written(shipped(FULL))
    assert "### Funktioner" in annex(paper, "Behov og effekter")
    assert "### Samtaler med virksomheder" in annex(paper, "Det siger markedet")
    assert "### Hold" in annex(paper, "Interessenter og roller")
    assert 1 == paper.count("### Rammer for løsningen")


def test_annexes_follow_the_order_of_the_work() -> None:
    """They are lettered from A: need, market, way, time, money, risks, people, then what is unknown."""
    titles = re.findall(r"^## Bilag (.): (.+)$", written(shipped(FULL)), re.MULTILINE)
    assert list("ABCDEFGHIJK") == [letter for letter, _ in titles]
    assert [
        "Det bygger beslutningen på", "Behov og effekter", "Det siger markedet", "Vejen", "Tidsplanen", "Regnestykket",
        "Risiciene", "Interessenter og roller", "Alt det, vi ikke ved endnu",
        "Kilder bag det, beslutningen bygger på", "Ord",
    ] == [title for _, title in titles]  # fmt: skip


def test_the_register_in_the_annex_names_every_risk_with_its_owner() -> None:
    """Every risk of the register stands in the annex, uncut, with its response and who answers it."""
    register = annex(written(shipped(FULL)), "Risiciene").split("### Modtræk og ejere")[1]
    for row in FULL["strategy.risks"]:
        assert f"| {row['risk']} |" in register
        assert f"| {row['owner']} |" in register


def test_sources_in_the_paper_are_those_of_its_decision() -> None:
    """The paper names the sources behind what the decision rests on; the plan names all."""
    plan = shipped(FULL)
    paper, whole = (
        re.findall(r"^- \[?(.+)$", part_, re.MULTILINE)
        for part_ in (
            annex(written(plan), "Kilder bag det, beslutningen bygger på"),
            part(written(plan, "plan"), "Kilder bag spørgsmålene"),
        )
    )
    assert set() == set(paper) - set(whole)
    assert 0 < len(paper) < len(whole)


def test_an_english_paper_of_a_danish_plan_says_that_answers_are_not_translated() -> None:
    """Whoever reads it knows why half of it is Danish; in the plan's own language nothing is said."""
    plan = shipped(HALF)
    english = replace(plan, process=process(SHIPPED, "en"))
    said = "Our own words stand in the language they were written in, and are not translated."
    assert (True, False) == (said in written(english), "ikke oversat" in written(plan))
