"""The figures: nothing overlaps, nothing leaves the drawing, nothing is said by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, SHIPPED, SMALL, Pen, empty_plan, plan_with
from test_documents import DAY, FULL, LANGUAGES, ONE
from test_pages_of_plans import CASES, plan_of

from procwiz.core import answers as said
from procwiz.core import decisions
from procwiz.core.business import Case, Outlook, Payback, Year, case
from procwiz.core.document import build
from procwiz.core.document.gates import asked_gate
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.document.writer import Writer
from procwiz.core.facts import rows_of
from procwiz.core.figures import NAMES, WIDTH, Brush, Figure, effects, figures, money, risks, stakeholders, strip
from procwiz.core.figures import timeline as line
from procwiz.core.figures.effects import Effect
from procwiz.core.figures.letters import ELLIPSIS, SIZE, fit, width, wrap
from procwiz.core.figures.risks import Risk
from procwiz.core.figures.scale import Days, amounts
from procwiz.core.figures.shapes import Anchor, Box, Text
from procwiz.core.figures.stakeholders import ATTITUDES, Stakeholder
from procwiz.core.figures.stretches import Stretch
from procwiz.core.figures.stretches import stretches as gathered
from procwiz.core.figures.strip import Gate, Stop
from procwiz.core.law import Ruling
from procwiz.core.notation import Notation
from procwiz.core.plan import Plan
from procwiz.core.routes import Days as Length
from procwiz.core.schedule import Aim, Entry, Least, Nature, Schedule, Span
from procwiz.language import Language

GOLDEN = ROOT / "tests" / "render" / "strip.svg"
STATES = ("one", "half", "strategy", "contract", "strategy, talkative", "contract, doubtful", *CASES)
PHONE = 288
"""What a phone of 320 px leaves for a figure, in px."""
SVG = "{http://www.w3.org/2000/svg}"
DANISH = Brush(Language("da").say, Notation("da", "DKK"))


def drawn(plan: Plan, day: date = DAY, accent: str = "#0a5a70") -> Mapping[str, Figure | None]:
    """Draw a plan's figures."""
    writer = Writer(Reckoned(plan, day), Language(plan.process.language).say)
    here = asked_gate(plan).key
    return figures(plan, writer.reckoned.schedule, writer.reckoned.case, here, writer.say, accent)


def root(figure: Figure) -> Tree.Element:
    """Read a figure's SVG as a tree."""
    return Tree.fromstring(figure.svg)  # noqa: S314  (ours)


def texts(figure: Figure) -> list[Text]:
    """Read the texts of a figure back."""
    return [
        Text(
            int(one.attrib["x"]),
            int(one.attrib["y"]),
            one.text or "",
            Anchor(one.get("text-anchor", "start")),
            bold=one.get("font-weight") == "bold",
            size=int(one.attrib["font-size"]),
        )
        for one in root(figure).iter(f"{SVG}text")
    ]


def boxes(figure: Figure) -> Iterator[Box]:
    """Give the room that every shape of a figure takes."""
    for one in root(figure).findall("*"):
        place = {name: int(part) for name, part in one.attrib.items() if re.fullmatch(r"-?\d+", part)}
        match one.tag.removeprefix(SVG):
            case "line":
                yield Box(*(edge(place[f"{axis}1"], place[f"{axis}2"]) for edge in (min, max) for axis in "xy"))
            case "rect":
                x, y = place.get("x", 0), place.get("y", 0)
                yield Box(x, y, x + place["width"], y + place["height"])
            case "circle":
                x, y, reach = place["cx"], place["cy"], place["r"]
                yield Box(x - reach, y - reach, x + reach, y + reach)
            case "polygon":
                points = [tuple(map(int, point.split(","))) for point in one.attrib["points"].split()]
                yield Box(*(edge(point[axis] for point in points) for edge in (min, max) for axis in (0, 1)))
    yield from (text.box for text in texts(figure))


def check(figure: Figure | None) -> None:
    """Fail where two texts overlap, something leaves the drawing, or a rule of all figures is broken."""
    assert figure is not None
    assert [] == [(one, other) for one, other in combinations(texts(figure), 2) if one.box.meets(other.box)]
    outside = [box for box in boxes(figure) if min(box) < 0 or box.right > figure.width or box.bottom > figure.height]
    assert [] == outside
    assert {len(figure.table.header)} == {len(row) for row in figure.table.rows}


# -- whole plans ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_no_figure_of_a_plan_has_labels_that_overlap(state: str, language: str) -> None:
    """In any state of a plan no two labels overlap, and nothing leaves the drawing."""
    for figure in drawn(plan_of(state, language)).values():
        if figure is not None:
            check(figure)


@settings(max_examples=25)
@given(
    st.sets(st.sampled_from(sorted(key for key in FULL if key.split(".")[0] in {"setup", "needs", "strategy"}))),
    st.dates(date(2026, 1, 1), date(2031, 1, 1)),
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
)
def test_any_part_of_the_story_can_be_drawn(keys: set[str], day: date, deadline: date) -> None:
    """Whatever of the full story is answered, on any day and with any deadline, the figures stand."""
    answers = {key: FULL[key] for key in FULL if key in keys or key in ONE} | {"needs.deadline": deadline.isoformat()}
    for figure in drawn(plan_with(answers, SHIPPED), day).values():
        if figure is not None:
            check(figure)


def test_a_figure_without_enough_to_draw_is_none() -> None:
    """A plan with one answer has its process and its schedule; one without a schedule's phases has the process."""
    found = drawn(plan_with(ONE, SHIPPED))
    assert ["strip", "timeline"] == [name for name, figure in found.items() if figure]
    assert set(NAMES) == set(found) == set(drawn(empty_plan(SMALL)))


def test_the_full_story_has_every_figure() -> None:
    """Where everything is answered nothing is left out."""
    assert None not in drawn(plan_of("contract", "da")).values()


# -- rules of every figure -----------------------------------------------------------------


@pytest.fixture(scope="module")
def story() -> dict[str, Figure]:
    """The figures of the full story."""
    return {name: figure for name, figure in drawn(plan_of("contract", "da")).items() if figure}


def test_the_same_plan_gives_the_same_bytes(story: dict[str, Figure]) -> None:
    """Drawn twice, a figure does not differ in a byte, and it holds whole numbers only."""
    assert story == drawn(plan_of("contract", "da"))
    for figure in story.values():
        numbers = re.findall(r' (?:x|y|x1|y1|x2|y2|cx|cy|r|rx|width|height|points|font-size)="([^"]+)"', figure.svg)
        assert [] == [number for number in numbers if not re.fullmatch(r"[-\d, ]+", number)]


def test_the_strip_looks_as_it_was_passed() -> None:
    """The strip of the full story is the picture that was looked at; a change is looked at again."""
    figure = drawn(plan_of("contract", "da"))["strip"]
    assert figure is not None
    assert GOLDEN.read_text(encoding="utf-8") == f"{figure.svg}\n"


def test_a_figure_says_what_it_is(story: dict[str, Figure]) -> None:
    """Every SVG is an image with a title and a description, which it names by its own ids."""
    for name, figure in story.items():
        top = root(figure)
        assert "img" == top.get("role")
        assert [f"figure-{name}-title", f"figure-{name}-desc"] == str(top.get("aria-labelledby")).split()
        assert [figure.title, figure.description] == [top[0].text, top[1].text]
        assert (str(figure.width), str(figure.height)) == (top.get("width"), top.get("height"))
        assert f"0 0 {WIDTH} {figure.height}" == top.get("viewBox")


def test_figures_on_one_page_do_not_clash(story: dict[str, Figure]) -> None:
    """No id is used twice, and every pattern that is named is there."""
    page = "".join(figure.svg for figure in story.values())
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def test_a_figure_needs_nothing_else(story: dict[str, Figure]) -> None:
    """No script, no address, no picture in a picture."""
    for figure in story.values():
        assert not re.search(r"<script|<image|<use|href|\bon\w+=|@import|url\((?!#figure-)", figure.svg)
        assert "http" not in figure.svg.replace("http://www.w3.org/2000/svg", "")


def test_letters_can_be_read_on_a_phone(story: dict[str, Figure]) -> None:
    """Every text is at least 11 px high on a screen of 320 px."""
    assert {True} == {text.size * PHONE >= 11 * WIDTH for figure in story.values() for text in texts(figure)}


def test_there_is_one_colour_and_it_can_be_chosen(story: dict[str, Figure]) -> None:
    """All that is not black, white or grey is the accent, and a house may give its own."""
    other = drawn(plan_of("contract", "da"), accent="#8a1538")
    for name, figure in story.items():
        twin = other[name]
        assert twin is not None
        assert figure.svg.replace("#0a5a70", "#8a1538") == twin.svg
        greys = {"#ffffff", "#1c2429", "#55616a", "#d3dadf", "#e9eef0", "#0a5a70"}
        assert set(re.findall(r"#[0-9a-f]{6}\b", figure.svg)) <= greys


def test_an_accent_cannot_leave_its_attribute() -> None:
    """What is given as the accent stays text."""
    for figure in drawn(plan_of("contract", "da"), accent='"/><script>').values():
        assert figure is not None
        assert "<script" not in figure.svg
        root(figure)


@pytest.mark.parametrize(
    "attack", ["<script>alert(1)</script>", "]]>&\"'", "\x00\x1b[31m\ud800", "a\u0301" * 40, "😀" * 40]
)
def test_what_people_type_stays_text(attack: str) -> None:
    """No name makes a tag, breaks the tree or widens the drawing."""
    for figure in (
        effects.effects([Effect("E1", attack, attack, Decimal(4), Decimal(2))], DANISH),
        strip.strip([Stop(attack, attack, Gate.AHEAD)], 0, DANISH),
        stakeholders.stakeholders([Stakeholder("S1", attack, 5, "against")], {"against": attack}, DANISH),
    ):
        check(figure)


def test_the_table_names_what_the_figure_numbers(story: dict[str, Figure]) -> None:
    """Every number in a figure stands in its table, beside the whole name."""
    for name, sign in (("risks", "R"), ("stakeholders", "S"), ("effects", "E"), ("timeline", "G")):
        numbers = {found for text in texts(story[name]) for found in re.findall(rf"\b{sign}\d+", text.text)}
        assert numbers
        assert numbers <= {row[0] for row in story[name].table.rows}
    assert "Nettet rækker ikke i de yderste distrikter" in {row[1] for row in story["risks"].table.rows}


# -- letters -------------------------------------------------------------------------------


@given(st.text(max_size=60), st.integers(0, 400), st.booleans())
def test_a_text_is_cut_to_its_room(text: str, room: int, bold: bool) -> None:
    """What is left fits; a text that fits is whole, and a cut one ends with an ellipsis."""
    whole = " ".join(text.split())
    kept = fit(text, room, bold=bold)
    assert width(kept, bold=bold) <= max(room, 0)
    assert (kept == whole) == (width(whole, bold=bold) <= room or whole == kept)
    assert kept in {"", whole} or kept.endswith(ELLIPSIS)


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("Færre natlige fald", 400, "Færre natlige fald"),
        ("Færre natlige fald i hjemmet", 160, "Færre natlige…"),
        ("Donaudampfschifffahrt", 100, "Donauda…"),
        ("alt", 3, ""),
    ],
)
def test_a_text_is_cut_at_a_word(text: str, room: int, kept: str) -> None:
    """A cut text ends with a whole word where one leaves enough of it."""
    assert kept == fit(text, room)


def test_lines_are_wrapped_and_the_last_is_cut() -> None:
    """A text takes as many lines as it may, and no more."""
    assert ("Ikke spurgt", "endnu") == wrap("Ikke spurgt endnu", 100, 3)
    assert 2 == len(wrap("et to tre fire fem seks syv otte ni ti", 40, 2))
    assert () == wrap("", 40, 2)


def test_wide_letters_are_wide() -> None:
    """A text of capitals takes more room than one of small letters, bold more than plain, nothing takes none."""
    assert width("iiii") < width("mmmm") < width("MMMM", bold=True)
    assert (0, SIZE) <= (width(""), width("\N{GRINNING FACE}"))
    assert width("A\u030a") == width("A")


# -- the strip -----------------------------------------------------------------------------

TITLES = st.text(max_size=90)
STOPS = st.lists(
    st.builds(Stop, TITLES, st.text(min_size=1, max_size=12), st.sampled_from(Gate), st.booleans()),
    min_size=1,
    max_size=23,
)


@given(STOPS, st.data())
def test_any_process_fits_its_strip(stops: list[Stop], data: st.DataObject) -> None:
    """However many phases and however long their names, the strip is whole."""
    check(strip.strip(stops, data.draw(st.integers(0, len(stops) - 1)), DANISH))


def test_a_gate_is_told_by_its_shape() -> None:
    """Decided, held up, with its basis and ahead: four shapes that differ without any colour."""
    looks = set()
    for standing in Gate:
        figure = strip.strip([Stop("a", "G0", standing)], 0, DANISH)
        assert figure is not None
        legend = figure.svg[figure.svg.index(">G0<") :]
        looks.add(
            re.sub("#[0-9a-f]{6}", lambda paint: "dark" if paint[0] < "#7" else "light", legend.split("<text")[1])
        )
    assert len(Gate) == len(looks)


def test_the_strip_knows_what_was_decided() -> None:
    """A gate with a yes is decided, one with a wait is held up; the others have their basis, or are ahead."""
    plan = plan_of("contract", "da")
    yes = decisions.decide("G0", "go", date(2026, 12, 15), journal=plan.journal)
    wait = decisions.decide("G1", "hold", date(2026, 12, 15), journal=plan.journal)
    later = Pen("formand").write(plan, yes, wait)
    stops, here = strip.stops(later, "G6")
    assert [Gate.PASSED, Gate.HELD] + [Gate.READY] * 5 + [Gate.AHEAD] * 3 == [stop.standing for stop in stops]
    assert 6 == here
    assert strip.strip([], 0, DANISH) is None


# -- risks and stakeholders ----------------------------------------------------------------

JUDGED = st.none() | st.tuples(st.integers(1, 5), st.integers(1, 5))


@given(st.lists(st.tuples(TITLES, JUDGED, JUDGED), max_size=130))
def test_any_register_fits_its_grid(rows: list[tuple[str, Any, Any]]) -> None:
    """Even with all risks in one cell no number covers another; without a judged one there is no figure."""
    found = [Risk(f"R{number}", *row) for number, row in enumerate(rows, start=1)]
    figure = risks.risks(found, DANISH)
    if any(risk.now for risk in found):
        check(figure)
    else:
        assert figure is None


def test_a_risk_stands_by_its_likelihood_and_impact() -> None:
    """More likely is further right, graver is further up."""
    figure = risks.risks([Risk("R1", "", (1, 5), None), Risk("R2", "", (5, 1), None)], DANISH)
    assert figure is not None
    one, two = (next(text for text in texts(figure) if text.text == name) for name in ("R1", "R2"))
    assert one.x < two.x
    assert one.y < two.y


def judged_again(plan: Plan, likelihood: int, impact: int) -> Plan:
    """Judge the heaviest risk again."""
    question = plan.process.questions["strategy.risks"]
    row = rows_of(plan.answer("strategy.risks").value or ())[0]
    cells = {**row.cells, "likelihood": Decimal(likelihood), "impact": Decimal(impact)}
    return Pen("bo").write(plan, said.set_row(question, replace(row, cells=cells), Decimal(1)))


def test_a_risk_that_moved_has_an_arrow_and_both_its_places() -> None:
    """An arrow goes from where it was first judged, and the table says both; before, there is none."""
    plan = plan_with({"strategy.risks": FULL["strategy.risks"]}, SHIPPED)
    before, after = (drawn(one)["risks"] for one in (plan, judged_again(plan, 1, 2)))
    assert before is not None
    assert after is not None
    assert "<circle" not in before.svg
    assert 2 == after.svg.count("<circle")
    assert ("R6", "For mange falske alarmer", "1 × 2 = 2", "4 × 4 = 16") in after.table.rows


@given(st.lists(st.tuples(TITLES, st.none() | st.integers(0, 6), st.sampled_from([*ATTITUDES, ""])), max_size=120))
def test_any_stakeholders_fit_their_grid(rows: list[tuple[str, Any, str]]) -> None:
    """However many groups are in a cell, no number covers another; without a placed one there is no figure."""
    found = [Stakeholder(f"S{number}", *row) for number, row in enumerate(rows, start=1)]
    labels = {code: f"{code} eller noget ganske andet og meget længere" for code in ATTITUDES}
    figure = stakeholders.stakeholders(found, labels, DANISH)
    if any(one.place for one in found):
        check(figure)
    else:
        assert figure is None


def test_strong_ones_who_are_not_won_are_counted() -> None:
    """The title says how many have great influence and do not want it yet."""
    rows = [(5, "doubtful"), (5, "supportive"), (2, "against")]
    found = [Stakeholder(f"S{number}", "", *row) for number, row in enumerate(rows, start=1)]
    figure = stakeholders.stakeholders(found, {}, DANISH)
    assert figure is not None
    assert "Interessenterne: 1 af 3 har stor indflydelse og er ikke med endnu" == figure.title


# -- effects -------------------------------------------------------------------------------

FIGURES = st.none() | st.decimals(-(10**12), 10**12, places=4)


@given(st.lists(st.tuples(TITLES, TITLES, FIGURES, FIGURES), max_size=20))
def test_any_effects_fit_their_scales(rows: list[tuple[str, str, Any, Any]]) -> None:
    """However large or small the figures, each effect has its scale; without one that has both there is no figure."""
    found = [Effect(f"E{number}", *row) for number, row in enumerate(rows, start=1)]
    figure = effects.effects(found, DANISH)
    if any(one.known for one in found):
        check(figure)
    else:
        assert figure is None


@pytest.mark.parametrize(
    ("baseline", "target", "told"),
    [
        (40, 20, "i dag 40, mål 20 (−50 %)"),
        (0, 5, "i dag 0, mål 5"),
        (-2, 2, "i dag -2, mål 2 (+200 %)"),
        (3, 3, "i dag 3, mål 3"),
    ],
)
def test_an_effect_is_told_in_figures(baseline: int, target: int, told: str) -> None:
    """Both figures stand below the scale, with the change where it can be said in percent."""
    figure = effects.effects([Effect("E1", "Fald", "", Decimal(baseline), Decimal(target))], DANISH)
    assert figure is not None
    assert told in {text.text for text in texts(figure)}


# -- money ---------------------------------------------------------------------------------


def outlook(low: int, likely: int, high: int) -> Outlook:
    """Make a sum of three amounts."""
    return Outlook((Fraction(low), Fraction(likely), Fraction(high)))


AMOUNTS = st.integers(0, 10**11)


@cache
def story_case() -> Case:
    """Reckon the full story's money."""
    found = case(plan_of("contract", "da"))
    assert found is not None
    return found


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Make a case of some years whose money is anything."""
    found = story_case()
    years = []
    first = draw(st.integers(2000, 2090))
    for number in range(draw(st.integers(1, 50))):
        costs, benefits = (outlook(*[draw(AMOUNTS)] * 3) for _ in range(2))
        sums = sorted(draw(st.tuples(*[st.integers(-(10**12), 10**12)] * 3)))
        years.append(Year(number, first + number, Fraction(12), costs, {}, benefits, {}, costs, outlook(*sums)))
    repaid = draw(st.none() | st.integers(first, first + 60))
    return replace(found, years=tuple(years), payback=Payback(repaid, repaid, repaid))


@settings(max_examples=40)
@given(cases())
def test_any_money_fits_its_chart(found: Case) -> None:
    """One year or fifty, kroner or milliards: the chart is whole."""
    check(money.money(found, DANISH))


def test_money_that_is_not_known_is_not_drawn() -> None:
    """Without a case, without years, or with a year whose costs nobody knows, there is no chart."""
    found = story_case()
    unknown = replace(found.years[0], costs=Outlook(None))
    for none in (None, replace(found, years=()), replace(found, years=(unknown, *found.years[1:]))):
        assert money.money(none, DANISH) is None


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_a_scale_holds_its_amounts(one: int, other: int) -> None:
    """Both amounts and zero are on it, a higher one stands higher, and its steps are few and round."""
    low, high = Fraction(min(one, other)), Fraction(max(one, other))
    scale = amounts(low, high, 10, 210)
    assert 210 >= scale.at(low) >= scale.at(high) >= 10
    assert 10 <= scale.at(Fraction(0)) <= 210
    assert len(list(scale.marks)) <= 7
    assert str(scale.step.numerator * scale.step.denominator).rstrip("0") in {"1", "2", "5"}


# -- the timeline --------------------------------------------------------------------------

START = date(2026, 11, 22)
NONE = Length(0, 0, 0)


def span(days: int, more: int) -> Span:
    """Make a span that begins so many days after the start."""
    return Span(*(START + timedelta(days + number * more) for number in range(3)))


def entry(nature: Nature, first: int, days: int, more: int) -> Entry:
    """Make an entry; one that is a period has a minimum by law."""
    least = Least("x", Ruling(value=Decimal(30))) if nature is Nature.PERIOD else None
    return Entry("p", "G12", "Et trin", nature, NONE, span(first, 0), span(first + days, more), least, None, done=False)


@st.composite
def stretches(draw: st.DrawFn) -> list[Stretch]:
    """Make phases one after the other, some of them done."""
    found, day = [], draw(st.integers(-900, 0))
    for number in range(1, draw(st.integers(1, 14)) + 1):
        days, more = draw(st.integers(0, 400)), draw(st.integers(0, 200))
        after = draw(st.lists(st.integers(0, days), max_size=5))
        points = [entry(Nature.MILESTONE, day + wait, 0, more) for wait in sorted(after)]
        limits = (entry(Nature.PERIOD, day, days, more),) if draw(st.booleans()) else ()
        gate = entry(Nature.GATE, day + days, 0, more) if draw(st.booleans()) else None
        lettered = tuple(zip("MWIJQ", points, strict=False))
        begins = START + timedelta(day)
        found.append(
            Stretch(number, draw(TITLES), begins, span(day + days, more), draw(st.booleans()), gate, lettered, limits)
        )
        day += days
    return found


def scheduled(works: Span, aim: date | None) -> Schedule:
    """Make a schedule of nothing but its outcome."""
    goal = Aim("needs.deadline", aim, assumed=False) if aim else None
    return Schedule(
        route="", route_assumed=False, today=START, phases=(), undecided=(), entries=(), works=works, soonest=START,
        aim=goal, likely=None, lawful=None, gives=None, breaches=(), chain=(), unkept=(), pause=None,
    )  # fmt: skip


@given(stretches(), st.integers(0, 3000), st.integers(0, 500), st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_schedule_fits_its_timeline(rows: list[Stretch], works: int, more: int, aim: date | None) -> None:
    """However long the phases, wherever the deadline: no label covers another."""
    figure = line.timeline(scheduled(span(works, more), aim), rows, DANISH)
    if all(row.done for row in rows):
        assert figure is None
    else:
        check(figure)


@pytest.mark.parametrize(
    ("aim", "words"),
    [(100, "50 dage til overs"), (49, "1 dag for sent"), (51, "1 dag til overs"), (0, "50 dage for sent")],
)
def test_the_days_left_over_stand_in_words(aim: int, words: str) -> None:
    """Between the day it works and the deadline stands how many days that is."""
    rows = [Stretch(1, "Behov", START, span(60, 10), done=False, gate=None, milestones=(), limits=())]
    figure = line.timeline(scheduled(span(50, 0), START + timedelta(aim)), rows, DANISH)
    assert figure is not None
    assert words in {text.text for text in texts(figure)}
    assert words in figure.description


def test_the_timeline_shows_what_the_schedule_says() -> None:
    """Phases stand in order, each with its gate; milestones by letter, and the law's limits with their days."""
    plan = plan_of("half", "da")
    writer = Writer(Reckoned(plan, DAY), Language("da").say)
    rows = gathered(writer.reckoned.schedule, plan)
    walked = [phase.key for phase in writer.phases]
    assert [walked.index(key) + 1 for key in writer.reckoned.schedule.phases] == [row.number for row in rows]
    assert "ABC" == "".join(letter for row in rows for letter, _ in row.milestones)
    figure = drawn(plan)["timeline"]
    assert figure is not None
    listed = [row[1] for row in figure.table.rows]
    assert "Virksomhederne søger om at være med (efter loven mindst 30 dage)" in listed
    in_legend = 1
    assert 2 + in_legend == figure.svg.count('fill="url(#figure-timeline-hatch)"')


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 20000), st.integers(20, 90))
def test_months_have_the_room_they_need(first: date, days: int, room: int) -> None:
    """Marks are so far apart that their names do not touch, and all are on the scale."""
    scale = Days(first, first + timedelta(days), 10, 410)
    _, months = scale.months(lambda _: room)
    places = [scale.at(day) for day in months]
    assert all(10 <= place <= 410 for place in places)
    assert all(later - sooner >= room - 1 for sooner, later in pairwise(places))


# -- in the documents ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["steering-group", "plan"])
def test_a_document_has_every_figure_and_its_table(name: str) -> None:
    """A template finds each figure by its name, with None for one that is not there, and an empty title beside it."""
    document = build(plan_with(ONE, SHIPPED), name, DAY, Language("da").say)
    assert set(NAMES) == set(document["figures"]) == set(document["pictures"])
    for figure, svg in document["figures"].items():
        assert bool(document["pictures"][figure]["title"]) == bool(svg)


def test_the_annexes_show_the_figures_there_are() -> None:
    """An annex of a figure stands where there is one to show, and not where there is none."""
    document = build(plan_of("contract", "da"), "steering-group", DAY, Language("da").say)
    assert re.fullmatch("Bilag [C-F]: Tidsplanen", document["annex"]["time"])
    few = build(plan_with(ONE, SHIPPED), "steering-group", DAY, Language("da").say)
    assert ("", "") == (few["annex"]["needs"], few["annex"]["people"])
