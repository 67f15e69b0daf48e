"""The invitation to a market dialogue: all that is public stands in it, and nothing else leaves the house."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from importlib.util import find_spec
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from conftest import Run
from support import SHIPPED, SMALL, Pen, empty_plan, plan_with, process
from test_documents import FULL, HALF, LANGUAGES, ONE, written
from test_page import checks

from procwiz.core.conditions import Clause, Condition, OneOf
from procwiz.core.document import OUTSIDE, build
from procwiz.core.document.market import lacking
from procwiz.core.facts import Fact, Status
from procwiz.core.kinds import Choice, Choices, Kind, Table
from procwiz.core.plan import Plan
from procwiz.core.process import Derived, Process, Question
from procwiz.core.release import public_keys, released
from procwiz.language import Language
from procwiz.session import open_plan

__all__ = ["checks"]

DAY = date(2027, 2, 20)
FORMATS = ("md", "html", "docx", "pdf")
NEEDS = {"docx": ("docx", "resvg_py"), "pdf": ("typst", "font_source_sans_pro")}
INSIDE, OUT = "zqxjkv", "offentlig"
"""What begins every word that must stay in the house, and every word that must leave it."""
AMOUNT = "914730"
"""What begins every number that must stay in the house."""
PICKED: Mapping[str, Any] = {
    "setup.country": "DK",
    "needs.functional": "yes",
    "market.channels": ["open_meeting", "one_to_one"],
    "contract.standstill": "electronic",
}
"""Choices that let as many public questions apply as can at once; of the others the first is taken."""
DEFERRED = "needs.affected"
CONTESTED = "setup.operation_start"
ROUTES = {
    "partnership": {"market.invitation", "tender.minimum", "tender.bids_due", "contract.award_notice"},
    "pcp": {"market.invitation", "tender.minimum", "tender.bids_due", "develop.shared"},
}


def invited(plan: Plan, form: str = "md") -> str:
    """Write the invitation of a plan."""
    return written(plan, "market", form, DAY)


def shipped(answers: Mapping[str, Any], language: str = "da") -> Plan:
    """Make a plan of the shipped process."""
    return plan_with(answers, SHIPPED, language)


# -- every answer there is -----------------------------------------------------------------


@dataclass
class Filling:
    """Answers every question: what is public with words that must be found, all else with words that must not."""

    route: str
    places: Iterator[int] = field(default_factory=lambda: count(1000))

    def answers(self, model: Process) -> dict[str, Any]:
        """Fill an answers file."""
        found = {key: self.value(question.kind, question.public) for key, question in model.questions.items()}
        put_off = {"deferred": self.word(), "owner": self.word(), "due": "G3", "assume": self.word()}
        return {**found, **PICKED, "strategy.route": self.route, DEFERRED: put_off, "anchor.owner": put_off}

    def word(self, public: bool = False) -> str:
        """Give a word that is nowhere else."""
        return f"{OUT if public else INSIDE}{next(self.places)}"

    def value(self, kind: Kind, public: bool) -> Any:
        """Fill an answer as an answers file holds it."""
        if isinstance(kind, Table):
            return [{one.code: self.value(one.kind, public and one.public) for one in kind.columns} for _ in range(2)]
        if isinstance(kind, Choice | Choices):
            code = next(option.code for option in kind.options if option.public)
            return [code] if isinstance(kind, Choices) else code
        return self.written(kind.name, next(self.places), public) or self.counted(kind, next(self.places), public)

    def written(self, name: str, place: int, public: bool) -> Any:
        """Fill what is written in words, or is a day or an amount; None for other kinds."""
        day = date(2061 if public else 2093, 1, 1) + timedelta(days=place % 360)
        return {
            "text": self.word(public),
            "prose": self.word(public),
            "link": f"https://{self.word(public)}.example/{self.word(public)}",
            "date": day.isoformat(),
            "money": int(f"{AMOUNT}{place}"),
            "yes_no": True,
        }.get(name)

    def counted(self, kind: Kind, place: int, public: bool) -> int:
        """Fill a number; where it has limits that no mark fits within, three."""
        given = place if public else int(f"{AMOUNT}{place}")
        return 3 if any(kind.check(kind.load(given, NOTATION))) else given


NOTATION = empty_plan(SHIPPED).notation


@dataclass(frozen=True)
class House:
    """A plan in a folder, full to the brim, with all that was said and decided about it."""

    folder: Path
    answers: Mapping[str, Any]

    @cached_property
    def plan(self) -> Plan:
        """The plan, as it is read from there."""
        return open_plan(self.folder)[0]

    def run(self, *words: str) -> str:
        """Run procwiz beside the folder; it must go well."""
        env = {**os.environ, "PROCWIZ_BY": f"{INSIDE}forfatter"}
        command = [sys.executable, "-m", "procwiz", *words]
        done = subprocess.run(
            command, cwd=self.folder.parent, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module", params=ROUTES)
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A full plan for each of two ways to buy: between them every public question applies."""
    filling = Filling(request.param)
    answers = filling.answers(process(SHIPPED))
    kept = {"constraint": filling.word(), "area": "money", "fixed": True}
    answers["needs.constraints"] = [*answers["needs.constraints"], kept]
    found = House(tmp_path_factory.mktemp("house") / filling.word(), answers)
    file = found.folder.parent / "svar.json"
    file.write_text(json.dumps(answers), encoding="utf-8")
    word, name = filling.word, found.folder.name
    found.run("new", name, "--no-input", "--answers", file.name, "--by", word(), "--lang", "da")
    found.run(
        "decide", name, "G0", "--decision", "go_with_conditions", "--by", word(), "--date", "2027-01-15",
        "--reason", word(), "--minutes", word(), "--condition", f"{word()}; owner={word()}; due=2027-03-15",
    )  # fmt: skip
    found.run("answer", name, f"anchor.concern={word()}", "--by", word())
    contradict(found)
    (found.folder / "drafts" / "lene").mkdir(parents=True)
    (found.folder / "drafts" / "lene" / f"{DEFERRED}.txt").write_text(word(), encoding="utf-8")
    return found


def contradict(house: House) -> None:
    """Let two people give a public question different answers, each without having seen the other's."""
    copy = house.folder.with_name("kopi")
    shutil.copytree(house.folder, copy)
    for place, by, day in ((house.folder, "Bo", "2093-03-01"), (copy, "Kim", "2093-04-01")):
        house.run("answer", str(place), f"{CONTESTED}={day}", "--by", f"{INSIDE}{by}")
    for path in (copy / "journal").glob("*.jsonl"):
        if not (house.folder / "journal" / path.name).exists():
            shutil.copy(path, house.folder / "journal")
    shutil.rmtree(copy)


@pytest.fixture(scope="module")
def sent(house: House) -> list[Path]:
    """The invitation as files, in each language and each format that can be written here."""
    forms = [word for form in FORMATS if all(map(find_spec, NEEDS.get(form, ()))) for word in ("--format", form)]
    order = ("--document", "market", *forms, "--as-of", DAY.isoformat(), "--out", "sendt")
    listed = [house.run("export", house.folder.name, *order, "--lang", language) for language in LANGUAGES]
    return [house.folder.parent / line for lines in listed for line in lines.splitlines()]


def layers(file: Path) -> Iterator[str]:
    """Give all that a file holds: its name, its bytes, what is packed in it, and what it says."""
    raw = file.read_bytes()
    yield file.name
    yield raw.decode("utf-8", errors="replace")
    yield raw.decode("utf-16-be", errors="replace")
    if file.suffix == ".docx":
        with ZipFile(BytesIO(raw)) as parts:
            for name in parts.namelist():
                yield name
                yield parts.read(name).decode("utf-8", errors="replace")
    if file.suffix == ".pdf":
        yield from _unpacked(raw)
        yield said(file)


def _unpacked(raw: bytes) -> Iterator[str]:
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
        try:
            part = zlib.decompressobj().decompress(stream)
        except zlib.error:
            continue
        yield part.decode("latin-1")
        yield part.decode("utf-16-be", errors="replace")


def said(file: Path) -> str:
    """Give the words a file says."""
    if file.suffix == ".docx":
        with ZipFile(file) as parts:
            return re.sub(r"<[^>]+>", " ", parts.read("word/document.xml").decode())
    if file.suffix == ".pdf":
        if shutil.which("pdftotext") is None:
            pytest.skip("poppler-utils is not installed")
        words = ["pdftotext", "-layout", str(file), "-"]
        return subprocess.run(words, capture_output=True, encoding="utf-8", check=True).stdout
    text = re.sub(r"<style>.*?</style>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", text) if file.suffix == ".html" else text


def plain(text: str) -> str:
    """Leave letters and digits only, so that no hyphen, break or separator hides a word."""
    return re.sub(r"[\W_]", "", text).casefold()


def test_nothing_that_is_not_public_stands_in_any_layer_of_any_file(house: House, sent: list[Path]) -> None:
    """No internal answer, cell, note, owner, author, title, decision, draft or folder's name is in a file or its name.

    The marks are there to be found: the plan's own document is full of them.
    """
    words = [(file.name, layer) for file in sent for layer in layers(file) if INSIDE in plain(layer)]
    numbers = [number for file in sent for number in re.findall(rf"{AMOUNT}\d", plain(said(file)))]
    days = [day for file in sent for day in re.findall(r"\b2093\b", said(file))]
    whole = house.run("export", house.folder.name, "--document", "plan", "--stdout")

    assert ([], [], []) == (words, numbers, days)
    assert (True, True, True) == (plain(whole).count(INSIDE) > 200, AMOUNT in plain(whole), "2093" in whole)


def test_every_public_answer_that_applies_is_said(house: House, sent: list[Path]) -> None:
    """Each word, number and day of the public answers stands in each file; the contested and the put off do not."""
    applying = set(released(house.plan).process.questions)
    untold = {DEFERRED, CONTESTED, "strategy.notice_date"}  # the day planned gives way to the day that was set
    told = {key: house.answers[key] for key in applying - untold}
    for file in sent:
        text, language = plain(said(file)), file.stem[-2:]
        asked = process(SHIPPED, language).questions
        words = [word for key, answer in told.items() for word in _words(asked[key], answer)]
        days = [_shown(day, language) for key, answer in told.items() for day in _days(asked[key], answer)]

        assert (file.name, []) == (file.name, [part for part in (*words, *days) if plain(part) not in text])
        assert (True, True) == (len(words) > 20, len(days) > 5)
    assert ROUTES[str(house.answers["strategy.route"])] <= applying


def _parts(question: Question, answer: Any) -> Iterator[tuple[Kind, Any]]:
    if not isinstance(question.kind, Table):
        yield question.kind, answer
        return
    for row in answer:
        if row.get("area") != "money":
            yield from ((one.kind, row[one.code]) for one in question.kind.columns if one.public)


def _words(question: Question, answer: Any) -> list[str]:
    """The words, numbers and labels of an answer."""
    found = [(kind, value) for kind, value in _parts(question, answer) if kind.name not in {"date", "yes_no", "link"}]
    return [kind.show(kind.load(value, NOTATION), NOTATION).split(" (")[0] for kind, value in found]


def _days(question: Question, answer: Any) -> list[date]:
    return [date.fromisoformat(value) for kind, value in _parts(question, answer) if kind.name == "date"]


def _shown(day: date, language: str) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale={"da": "da", "en": "en_GB"}[language])


def test_the_files_are_named_after_the_invitation(house: House, sent: list[Path]) -> None:
    """A file bears the invitation's own title, not the folder's name."""
    title = house.answers["market.invitation"]

    assert {f"{title}-market-{language}" for language in LANGUAGES} == {file.stem for file in sent}
    assert len(sent) == len(set(sent)) >= 4


def test_what_a_template_is_given_holds_nothing_else(house: House) -> None:
    """An organisation's own template can print no more than ours: the fields themselves are free of marks."""
    fields = json.dumps(build(house.plan, "market", DAY, Language("da").say), default=str)
    own = json.dumps(build(house.plan, "plan", DAY, Language("da").say), default=str)

    assert (False, True) == (INSIDE in plain(fields), INSIDE in plain(own))


# -- what may leave the house ---------------------------------------------------------------


def test_a_derived_value_is_public_when_all_it_reads_is() -> None:
    """Values of public answers alone may be told; with one internal answer, however far down, they may not."""
    keys = public_keys(process(SHIPPED))

    assert {"needs.effect_count", "needs.must_count", "tender.days_open"} == keys & process(SHIPPED).derived.keys()


def test_a_derived_value_of_one_internal_answer_is_not_public() -> None:
    """The same difference is public between two public dates, and not where one of them is internal."""
    both = replace(process(SHIPPED).derived["tender.days_open"], key="tender.both")
    one = replace(both, key="tender.one", operands=("tender.notice_on", "contract.sign_date"))
    above = Derived("tender.above", "", "difference", ("tender.both", "tender.one"), None)

    assert {"tender.both"} == public_keys(_with(one, both, above)) & {"tender.both", "tender.one", "tender.above"}


def test_what_the_law_is_asked_by_counts_as_read() -> None:
    """The threshold is looked up on a public day, but which one holds depends on answers that stay in the house."""
    derived = process(SHIPPED).derived["strategy.threshold"]

    assert ("strategy.notice_date",) == derived.operands
    assert "strategy.threshold" not in public_keys(process(SHIPPED))


def test_a_column_that_stays_in_the_house_counts_as_read() -> None:
    """A sum over such a column, or a count of rows by it, is not public, though the table is."""
    owned = Condition((Clause((("owner", OneOf(("Chefen",))),)),))
    effects = Derived("needs.owned", "", "count", ("needs.effects",), owned)
    days = Derived("tender.sum", "", "sum", ("tender.dates", "minimum_days"), None)

    assert set() == public_keys(_with(effects, days)) & {"needs.owned", "tender.sum"}


def _with(*derived: Derived) -> Process:
    """Take the shipped process with further derived values."""
    model = process(SHIPPED)
    last = model.phases[-1]
    return replace(model, phases=(*model.phases[:-1], replace(last, derived=(*last.derived, *derived))))


def test_what_is_released_is_a_plan_of_public_questions_alone() -> None:
    """The other plan has no internal question, title, author, time, deferral, decision, advice, risk or way to buy."""
    plan = shipped(FULL)
    told = released(plan)
    events = told.journal.by_id.values()

    assert told.process.questions.keys() <= {key for key, one in plan.process.questions.items() if one.public}
    assert ("", {""}, {""}, {"answered", "row_set"}) == (
        told.card.title, {event.by for event in events}, {event.at for event in events},
        {event.kind for event in events},
    )  # fmt: skip
    assert ((), (), {}) == (told.process.advice, told.process.risks, dict(told.process.table.routes))
    assert Fact(Status.INAPPLICABLE) == told.fact("strategy.value")


def test_what_applies_is_decided_on_all_answers() -> None:
    """A public question asked only on an internal answer is told where that holds, and is gone where it does not."""
    functions = {"needs.functions": [{"function": "Kalde på hjælp"}]}

    assert "Kalde på hjælp" in invited(shipped({**functions, "needs.functional": "yes"}))
    assert "Kalde på hjælp" not in invited(shipped({**functions, "needs.functional": "no"}))
    assert "Kalde på hjælp" not in invited(shipped(functions))


def test_a_constraint_on_money_stays_in_the_house() -> None:
    """A row whose option is not public is not told, so that no ceiling on the price goes to the market."""
    rows = [
        {"constraint": "Højst 3 mio. kr.", "area": "money", "fixed": True},
        {"constraint": "Intet kamera", "area": "personal_data", "fixed": True},
        {"constraint": "Aftalen om nødkald", "area": "agreements", "fixed": False},
    ]
    paper = invited(shipped({"needs.constraints": rows}))

    assert "- **Persondata:** Intet kamera (ligger fast)\n- **Aftaler, der binder:** Aftalen om nødkald" in paper
    assert "3 mio" not in paper


def test_choices_that_stay_in_the_house_are_not_told() -> None:
    """Of several choices the public ones are told; where none of them is, there is no answer, not an empty one."""
    model = process(SHIPPED)
    channels = model.questions["market.channels"].kind
    assert isinstance(channels, Choices)
    options = tuple(replace(option, public=option.code != "written") for option in channels.options)

    def told(codes: list[str]) -> object:
        plan = shipped({"market.channels": codes})
        return (
            released(replace(plan, process=_asking(model, "market.channels", kind=Choices(options))))
            .answer("market.channels")
            .value
        )

    assert [("notice",), None, ()] == [told(["notice", "written"]), told(["written"]), told([])]


def test_a_choice_that_stays_in_the_house_is_not_told() -> None:
    """An answer whose option is not public is no answer to others."""
    model = process(SHIPPED)
    country = model.questions["setup.country"].kind
    assert isinstance(country, Choice)
    options = tuple(replace(option, public=option.code != "SE") for option in country.options)
    plans = [shipped({"setup.country": code}) for code in ("DK", "SE")]
    told = [released(replace(plan, process=_asking(model, "setup.country", kind=Choice(options)))) for plan in plans]

    assert ["DK", None] == [plan.answer("setup.country").value for plan in told]


def _asking(model: Process, key: str, **changes: Any) -> Process:
    """Take a process in which one question is otherwise."""
    phases = tuple(
        replace(phase, questions=tuple(replace(one, **changes) if one.key == key else one for one in phase.questions))
        for phase in model.phases
    )
    return replace(model, phases=phases)


def test_two_editions_are_the_same_when_the_public_answers_are() -> None:
    """Work inside the house leaves the invitation as it is, byte for byte; a public answer makes a new edition."""
    plan = shipped(FULL)
    worked = Pen("bo").give(plan, {"strategy.value": 9_000_000, "anchor.concern": "Noget nyt"})
    again = Pen("bo").give(plan, {"needs.affected": FULL["needs.affected"]})
    other = Pen("bo").give(plan, {"needs.affected": "Ti"})

    assert invited(plan, "html") == invited(worked, "html") == invited(again, "html")
    assert released(plan).journal.digest != released(other).journal.digest


# -- how it reads ------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", [{}, ONE, HALF, FULL], ids=["none", "one", "half", "full"])
def test_it_is_there_in_any_state(language: str, answers: Mapping[str, Any]) -> None:
    """From the first minute the invitation can be written, without a broken sentence and without marks of our own."""
    plan = shipped(answers, language)
    text = invited(plan)

    assert not re.findall(r"\{\w+\}|(?<!\.)\.\.(?!\.)|(?<=\w)  (?=\w)| \.(?=\s)|◇", text)
    assert invited(plan, "html").startswith("<!DOCTYPE html>")
    assert invited(plan) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_process_has_its_invitation(language: str) -> None:
    """A question that a process marks public is told, whatever its key; all others are not."""
    plan = plan_with({"first.challenge": "Fald om natten", "first.mandate": "full"}, SMALL, language)
    models = (_asking(plan.process, "first.challenge", public=public) for public in (True, False))
    opened, closed = (replace(plan, process=model) for model in models)

    assert "Fald om natten" not in invited(closed)
    assert f"**{plan.process.title_of('first.challenge')}:** Fald om natten" in invited(opened)


def test_what_is_not_ready_is_promised_in_words_for_others() -> None:
    """What companies will be told later stands where it would stand, without our gates, owners and marks."""
    paper = invited(shipped({"market.contact": "udbudsteamet", "market.channels": ["written"]}))

    assert "Vi vender tilbage med målet og de mennesker, det handler om." in paper
    assert "Skriv til udbudsteamet.\n\nVi vender tilbage med en frist for svar." in paper


def test_it_bears_its_own_title_or_says_what_it_is() -> None:
    """The title is the one given for it; without one it is called what it is, never by the plan's title."""
    named = build(shipped({"market.invitation": "Færre fald"}), "market", DAY, Language("da").say)
    unnamed = build(shipped(ONE), "market", DAY, Language("da").say)

    assert ("Færre fald", "Invitation til markedsdialog") == (named["title"], named["subtitle"])
    assert ("Invitation til markedsdialog", "Til alle, der kan hjælpe") == (unnamed["title"], unnamed["subtitle"])


def test_the_questions_are_numbered_right_through_their_groups() -> None:
    """Companies can answer by number: the groups follow the order they were written in, the rest comes last."""
    rows = [
        {"question": "Uden formål?"},
        {"question": "Hvad koster det?", "purpose": "price"},
        {"question": "Hvad findes?", "purpose": "ideas"},
        {"question": "Hvordan betaler vi?", "purpose": "price"},
    ]
    groups = build(shipped({"market.questions": rows}), "market", DAY, Language("da").say)["questions"]["groups"]

    assert [
        ("Forstå pris og betaling", [(1, "Hvad koster det?"), (2, "Hvordan betaler vi?")]),
        ("Få idéer", [(3, "Hvad findes?")]),
        ("", [(4, "Uden formål?")]),
    ] == [(group["purpose"], [(one["number"], one["text"]) for one in group["questions"]]) for group in groups]


def test_the_days_stand_in_their_order_and_the_plan_gives_way_to_the_fact() -> None:
    """Days of several answers are one list, soonest first; the day planned for the tender goes when one is set."""
    planned = {"strategy.notice_date": date(2027, 5, 1).isoformat(), "needs.deadline": "2028-03-01"}
    route = {"strategy.route": "open"}
    set_ = {**planned, **route, "tender.notice_on": "2027-05-10", "tender.bids_due": "2027-08-16"}

    def days(answers: Mapping[str, Any]) -> list[str]:
        return [row["day"] for row in build(shipped(answers), "market", DAY, Language("da").say)["dates"]["rows"]]

    assert ["1. maj 2027", "1. marts 2028"] == days(planned)
    assert ["10. maj 2027", "16. august 2027", "1. marts 2028"] == days(set_)
    assert "er der 98 dage til at give tilbud." in invited(shipped(set_))


def test_effects_are_drawn_where_both_figures_are_known_and_listed_where_not() -> None:
    """With both figures there is a drawing and its table; without, the table alone; the owner is in neither."""
    known = {"effect": "Færre fald", "indicator": "Fald", "baseline": 40, "target": 20, "owner": "Chefen"}
    open_ = {"effect": "Ro om natten", "owner": "Chefen"}
    drawn, listed = (invited(shipped({"needs.effects": [row]}), "html") for row in (known, open_))

    assert (True, False) == ("<svg" in drawn, "<svg" in listed)
    assert ("Ro om natten" in listed, "Chefen" in drawn + listed) == (True, False)


def test_the_rules_name_their_paragraph_for_the_country_that_is_told() -> None:
    """Equal treatment, shared knowledge and secrets stand with their paragraph, as far as the law data has it."""
    danish, unknown = invited(shipped({"setup.country": "DK"})), invited(shipped({}))

    assert "Se udbudsloven §§ 2-3 (læst 2026)." in danish
    assert "Se direktiv 2014/24/EU artikel 41 (læst 2026)." in danish
    assert "Se udbudsloven § 5 (læst 2026)." in danish
    assert ("udbudsloven" in unknown, "vi lover ikke at købe noget" in unknown) == (False, True)


@pytest.mark.parametrize(("language", "said"), [("da", False), ("en", True)])
def test_words_that_were_not_translated_are_said_to_be_so(language: str, said: bool) -> None:
    """In another language than the plan's the answers stand as they were written, and the invitation says that."""
    plan = shipped(FULL)
    other = replace(plan, process=process(SHIPPED, language))

    assert said is ("are not translated" in invited(other))


def test_it_is_for_others() -> None:
    """The invitation is the document that leaves the house."""
    assert frozenset({"market"}) == OUTSIDE


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_finds_no_fault_in_it(checks: Path, tmp_path: Path, language: str) -> None:
    """No WCAG 2.2 AA fault and no broken layout, light and dark, wide and at 320 px, empty and full."""
    for name, answers in (("none", {}), ("full", FULL)):
        (tmp_path / f"{name}.html").write_text(invited(shipped(answers, language), "html"), encoding="utf-8")
    for check in ("axe.mjs", "look.mjs"):
        run = ["node", checks / check, *sorted(tmp_path.glob("*.html"))]
        found = subprocess.run(run, cwd=checks, capture_output=True, text=True, timeout=600, check=False)
        assert found.returncode == 0, found.stdout + found.stderr
        assert "hscroll true" not in found.stdout


# -- the sender ---------------------------------------------------------------------------------


def test_the_sender_is_told_what_is_missing_before_it_can_be_sent() -> None:
    """What an invitation needs and lacks is named, also what is contested or put off; a full one lacks nothing."""
    put_off = {**FULL, "market.contact": {"deferred": "", "owner": "Bo", "due": "G3"}}

    assert ((), ("Adresse at skrive til",)) == (lacking(shipped(FULL)), lacking(shipped(put_off)))
    assert "Møder med markedet" not in lacking(shipped({"market.channels": ["written"]}))


def test_export_says_it_on_standard_error(run: Run) -> None:
    """The invitation goes to standard output as it is; what it lacks, and what only a person can see, beside it."""
    run("new", "Nattefald", "--no-input")
    run("answer", "nattefald", "market.invitation=Færre fald")
    result = run("export", "nattefald", "--document", "market", "--stdout", "--as-of", DAY.isoformat())

    assert (0, "# Færre fald") == (result.returncode, result.stdout.splitlines()[0])
    assert "ikke klar til at sende. Den mangler: »Dem, der inviterer«, »Det, der skal blive bedre«" in result.stderr
    assert "kan procwiz ikke se" in result.stderr


def test_without_being_asked_for_it_is_not_written(run: Run, tmp_path: Path) -> None:
    """`export` without names writes the papers of the house only."""
    run("new", "Nattefald", "--no-input")
    run("export", "nattefald", "--out", "ud")

    assert [] == list((tmp_path / "ud").glob("*market*"))
