"""A kind turns typed text and file content into values, and values back."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import procwiz
from procwiz.core.cleaning import clean, clean_line, clean_prose
from procwiz.core.conditions import Clause, Condition, Known, OneOf
from procwiz.core.facts import Status
from procwiz.core.kinds import (
    KINDS,
    ORDERED,
    Amount,
    Choice,
    Choices,
    Column,
    Day,
    Link,
    Number,
    Option,
    Percent,
    Prose,
    Scale,
    Table,
    Text,
    YesNo,
    kind_of,
)
from procwiz.core.messages import Misread
from procwiz.core.notation import CURRENCIES, Notation
from procwiz.core.values import Estimate, Money, Row

DA = Notation("da", "DKK")
LANGUAGES = ("da", "en", "nb", "sv")
PACKAGE = Path(procwiz.__file__).parent

COUNTRIES = Choice((Option("DK", "Danmark"), Option("NO", "Norge"), Option("SE", "Sverige"), Option("EU", "EU-land")))
SIGNALS = Choices(
    (
        Option("new", "Noget nyt"),
        Option("private", "Sammen med private, også små"),
        Option("value", "Værdi for alle"),
    )
)
GRADES = Scale(("slet ikke", "lidt", "noget", "meget", "helt"))
EFFECTS = Table(
    (
        Column("effect", Text(), "Effekt", "Hvilken effekt?", required=True),
        Column("baseline", Number(), "I dag", "Hvor meget i dag?"),
        Column("value", Amount(), "Værdi", "Hvad er den værd?"),
        Column("when", Day(), "Hvornår", "Hvornår?"),
        Column("country", COUNTRIES, "Land", "Hvor?"),
        Column("sure", YesNo(), "Sikker", "Er det sikkert?"),
    )
)
EVERY_KIND = (
    Text(),
    Prose(),
    COUNTRIES,
    SIGNALS,
    YesNo(),
    Number(unit="uger", minimum=Decimal(0)),
    Amount(ranged=True),
    Percent(),
    Day(),
    GRADES,
    EFFECTS,
    Link(),
)

notations = st.builds(Notation, st.sampled_from(LANGUAGES), st.sampled_from(CURRENCIES))
cents = st.decimals(0, 10**12, places=2)
currencies = st.sampled_from(CURRENCIES)
money = st.builds(Money, cents, currencies)
estimates = st.tuples(st.lists(cents, min_size=3, max_size=3).map(sorted), currencies).map(
    lambda pair: Estimate(*pair[0], pair[1])
)
numbers = st.decimals(-(10**11) + 1, 10**11 - 1, places=4)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
lines = st.text(max_size=60).map(clean_line).filter(bool)
codes = st.sampled_from([option.code for option in COUNTRIES.options])
sets = st.lists(st.sampled_from([0, 1, 2]), unique=True).map(
    lambda places: tuple(SIGNALS.options[place].code for place in sorted(places))
)
cells = st.fixed_dictionaries(
    {"effect": lines},
    optional={"baseline": numbers, "value": money, "when": days, "country": codes, "sure": st.booleans()},
)
rows = st.lists(cells, max_size=4).map(
    lambda all_cells: tuple(Row(f"r{place}", each) for place, each in enumerate(all_cells))
)
kinds_and_values = st.one_of(
    st.tuples(st.just(Text()), lines),
    st.tuples(st.just(Prose()), st.text(max_size=200).map(clean_prose).filter(bool)),
    st.tuples(st.just(COUNTRIES), codes),
    st.tuples(st.just(SIGNALS), sets),
    st.tuples(st.just(YesNo()), st.booleans()),
    st.tuples(st.sampled_from([Number(), Number(unit="uger"), Number(unit="m2")]), numbers),
    st.tuples(st.just(Amount(ranged=True)), money | estimates),
    st.tuples(st.just(Percent()), numbers),
    st.tuples(st.just(Day()), days),
    st.tuples(st.sampled_from([GRADES, Scale()]), st.integers(1, 5).map(Decimal)),
    st.tuples(st.just(Link()), st.sampled_from(["https://eksempel.dk/a?b=1#c", "mailto:post@eksempel.dk"])),
)
contents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "effect", "baseline", "value", "amount", "low", "currency", "x"]), inner
        )
    ),
    max_leaves=6,
)


def refused(read, content, notation=DA):
    """Read what has to be refused, and give the message's name."""
    with pytest.raises(Misread) as caught:
        read(content, notation)
    return caught.value.message.code.removeprefix("kinds.")


def faults(kind, value):
    """Name what a kind's check finds."""
    return [message.code.removeprefix("kinds.") for message in kind.check(value)]


def through_json(content):
    """Write content as JSON and read it as a journal is read."""
    return json.loads(json.dumps(content), parse_float=Decimal)


@given(kinds_and_values, notations)
def test_a_value_shown_is_read_back(pair, notation):
    """What is shown of a value is read as the same value, whatever the kind and the language."""
    kind, value = pair

    assert value == kind.parse(kind.show(value, notation), notation)


@given(kinds_and_values | st.tuples(st.just(EFFECTS), rows), notations, notations)
def test_a_value_dumped_is_loaded_back(pair, one, other):
    """A value goes through JSON unchanged, and into a plan of another language and currency too."""
    kind, value = pair

    assert kind.show(value, one)
    assert value == kind.load(through_json(kind.dump(value)), other)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
@given(text=st.text(max_size=40), notation=notations)
@example("\udcff\ufeff\x00", DA)
@example("9" * 5_000, DA)
@example("{x} %s [/b]", DA)
def test_whatever_is_typed_is_a_checked_value_or_a_message(kind, text, notation):
    """No text breaks a kind."""
    try:
        value = kind.parse(text, notation)
    except Misread as misread:
        assert misread.message.code.startswith("kinds.")
    else:
        assert list(kind.check(value)) is not None
        assert kind.show(value, notation)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=lambda kind: kind.name)
@given(content=contents)
@example(Decimal("1e999999999"))
@example(Decimal("1e-999999999"))
@example(Decimal("sNaN"))
@example(float("nan"))
@example({"amount": 5, "currency": None})
@example([{"id": 5}])
def test_whatever_stands_in_a_file_is_a_checked_value_or_a_message(kind, content):
    """No content breaks a kind, and what it loads it can check, show and dump."""
    try:
        value = kind.load(content, DA)
    except Misread as misread:
        assert misread.message.code.startswith("kinds.")
    else:
        assert list(kind.check(value)) is not None
        assert kind.load(kind.dump(value), DA) == value


@given(st.text() | st.text("\r\n\t\u2028\u202e\u0301\x00aA ", max_size=10))
@example("\udcff")
def test_cleaning_twice_changes_nothing_more(text):
    """Each way of cleaning leaves a clean text as it is."""
    for cleaned in (clean, clean_line, clean_prose):
        assert cleaned(text) == cleaned(cleaned(text))


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("svar\r\n", "svar\n"),
        ("falsk\rægte", "falsk\nægte"),
        ("A\u030arhus", "Århus"),
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
        ("\u202etxt.exe", "\ufffdtxt.exe"),
        ("a\u2066b\u2069c\u200f\u061c", "a\ufffdb\ufffdc\ufffd\ufffd"),
        ("\udcff\x85\x7f", "\ufffd\ufffd\ufffd"),
        ("🏳️\u200d🌈🇩🇰\tæ\u00a0ø", "🏳️\u200d🌈🇩🇰\tæ\u00a0ø"),
    ],
)
def test_cleaning_makes_text_harmless_and_leaves_the_rest(typed, cleaned):
    """Controls and bidi controls become U+FFFD, letters are composed, lines end with LF; emoji and tabs stay."""
    assert cleaned == clean(typed)


def test_a_text_is_one_line_and_prose_keeps_its_paragraphs():
    """Line breaks in a text become a space; in prose they stay."""
    typed = "  Et fald\r\n\r\nom natten \n"

    assert "Et fald om natten" == Text().parse(typed, DA)
    assert "  Et fald\n\nom natten" == Prose().parse(typed, DA)


@pytest.mark.parametrize(("kind", "longest"), [(Text(), 2_000), (Prose(), 20_000)])
def test_a_text_has_a_longest_length(kind, longest):
    """One character too many is refused, typed or loaded; so is nothing at all."""
    assert "a" * longest == kind.parse("a" * longest, DA)
    assert "too_long" == refused(kind.parse, "a" * (longest + 1))
    assert "too_long" == refused(kind.load, "a" * (longest + 1))
    assert "empty" == refused(kind.parse, " \n")


@pytest.mark.parametrize("address", ["https://eksempel.dk", "HTTP://eksempel.dk/a?b#c", "mailto:post@eksempel.dk"])
def test_a_link_is_for_the_web_or_mail(address):
    """http, https and mailto are taken as typed."""
    assert address == Link().parse(address, DA)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(document.cookie)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://eksempel.dk",
        "www.eksempel.dk",
        "https://",
        "https://[1",
        "https://eksempel.dk/a b",
        "https://eksempel.dk/\x00",
        "mailto:",
        "java\nscript:alert(1)",
    ],
)
def test_no_other_link_is_taken(address):
    """Any other scheme, an address without a host and one with spaces or controls are refused."""
    assert "no_link" == refused(Link().parse, address)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1", "DK"), ("4", "EU"), ("dk", "DK"), ("NO", "NO"), ("Sver", "SE"), ("sverige", "SE"), (" eu ", "EU")],
)
def test_an_option_is_picked_by_number_code_or_beginning(typed, code):
    """A choice takes the option's number from 1, its code, or the beginning of its label, in any case."""
    assert code == COUNTRIES.parse(typed, DA)


@pytest.mark.parametrize("typed", ["0", "5", "-1", "1,2", "Finland", "1e0", "１"])
def test_what_is_no_option_is_refused(typed):
    """Nothing is picked for somebody."""
    assert "no_option" == refused(COUNTRIES.parse, typed)


def test_a_beginning_that_fits_several_options_is_asked_again():
    """The options it fits are named; the whole label picks even where another begins with it."""
    kind = Choice((Option("open", "Åbent"), Option("opening", "Åbent for flere"), Option("closed", "Lukket")))

    assert "several_begin" == refused(kind.parse, "åb")
    assert "open" == kind.parse("åbent", DA)


def test_only_codes_are_loaded_as_a_choice():
    """In files a label is not a code; a code that is none is found by the check, with the near one."""
    assert "Danmark" == COUNTRIES.load("Danmark", DA)
    assert ["no_code"] == faults(COUNTRIES, "Danmark")
    assert [] == faults(COUNTRIES, COUNTRIES.load("DK", DA))
    assert ["no_code_near"] == faults(SIGNALS, SIGNALS.load(["privat"], DA))
    assert "not_text" == refused(COUNTRIES.load, True)


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        ("1, 3", ("new", "value")),
        ("3,1,3", ("new", "value")),
        ("private,new", ("new", "private")),
        ("sammen med private, også små, noget", ("new", "private")),
        ("sammen", ("private",)),
        ("ingen", ()),
        ("none", ()),
    ],
)
def test_several_options_are_picked_between_commas(typed, picked):
    """Choices are kept once each, in the order of the options; a comma inside a label does not part it."""
    assert picked == SIGNALS.parse(typed, DA)


@pytest.mark.parametrize("typed", ["1,,2", "0", "1, ukendt", ","])
def test_choices_with_one_that_is_none_are_refused(typed):
    """One bad part refuses the whole."""
    assert refused(SIGNALS.parse, typed) in {"no_option", "empty"}


def test_choices_are_loaded_from_a_list_alone():
    """A lone code is no list."""
    assert ("new",) == SIGNALS.load(["new"], DA)
    assert "not_list" == refused(SIGNALS.load, "new")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("word", "meant"), [*dict.fromkeys(["ja", "J", "yes", "y"], True).items(), ("nej", False)])
def test_yes_and_no_are_read_in_every_language(word, meant, language):
    """The words of all four languages are taken in each."""
    assert meant is YesNo().parse(word, Notation(language, "DKK"))


def test_yes_and_no_are_shown_in_the_language():
    """The four languages have their own words."""
    shown = [f"{YesNo().show(True, DA)} {YesNo().show(False, Notation(code, 'DKK'))}" for code in LANGUAGES]

    assert ["ja nej", "ja no", "ja nei", "ja nej"] == shown


@pytest.mark.parametrize(
    ("content", "value"), [(True, True), ("yes", True), ("ja", True), (False, False), ("no", False), ("nej", False)]
)
def test_yes_no_is_loaded_from_truth_or_word(content, value):
    """Files may say true and false, yes and no, ja and nej."""
    assert value is YesNo().load(content, DA)


@pytest.mark.parametrize("content", [1, 0, "y", "true", None])
def test_nothing_else_is_loaded_as_yes_no(content):
    """A number is neither yes nor no."""
    assert "not_yes_no" == refused(YesNo().load, content)


@pytest.mark.parametrize("content", [12, "12", Decimal(12), 12.0, Decimal("12.0")])
def test_a_number_is_loaded_from_a_number_or_its_plain_text(content):
    """Files hold JSON numbers, or texts in the form that needs no language."""
    assert Decimal(12) == Number().load(content, DA)


@pytest.mark.parametrize("content", [True, "1.250.000", "1e6", "+1", "1_000", "١٢", "", None, [1], float("inf")])
def test_nothing_else_is_loaded_as_a_number(content):
    """True is no number, and a text in a language's own form could mean another one elsewhere."""
    assert "not_number" == refused(Number().load, content)


def test_a_number_is_typed_with_its_unit_or_without():
    """The unit is shown, and dropped when it is typed."""
    weeks = Number(unit="uger")

    assert "1.250 uger" == weeks.show(Decimal(1250), DA)
    assert weeks.parse("12", DA) == weeks.parse("12 Uger", DA) == weeks.parse("12uger", DA) == Decimal(12)


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("0", ["too_low"]),
        ("1", []),
        ("9", []),
        ("10", ["too_high"]),
        ("2.5", ["not_whole"]),
        ("0.5", ["not_whole", "too_low"]),
    ],
)
def test_a_number_has_limits_that_are_allowed_themselves(number, found):
    """Below the lowest, above the highest and broken numbers are found."""
    assert found == faults(Number(minimum=Decimal(1), maximum=Decimal(9), whole=True), Decimal(number))


def test_whole_numbers_are_dumped_as_such():
    """A file holds 5 and 2.5, never 5.0."""
    assert "[5, 2.5]" == json.dumps([Number().dump(Decimal("5.0")), Number().dump(Decimal("2.5"))])


def test_what_is_derived_from_amounts_is_shown_as_an_amount():
    """A difference of two amounts has the kind of a number, and its currency is still said."""
    assert "1.500 kr." == Number().show(Money(Decimal(1500), "DKK"), DA)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (1250, Money(Decimal(1250), "DKK")),
        ("1250.50", Money(Decimal("1250.5"), "DKK")),
        ({"amount": "1250.5", "currency": "EUR"}, Money(Decimal("1250.5"), "EUR")),
        ({"amount": 5}, Money(Decimal(5), "DKK")),
        ({"low": 1, "likely": "2", "high": 3}, Estimate(Decimal(1), Decimal(2), Decimal(3), "DKK")),
        ({"low": 1, "likely": 2, "high": 3, "currency": "SEK"}, Estimate(Decimal(1), Decimal(2), Decimal(3), "SEK")),
    ],
)
def test_money_is_loaded_from_a_number_or_its_parts(content, value):
    """Without a currency an amount is in the plan's."""
    assert value == Amount(ranged=True).load(content, DA)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("1.250", "too_precise"),
        (Decimal("1.250"), "too_precise"),
        (Decimal("0.005"), "too_precise"),
        ("1.250.000", "not_number"),
        (True, "not_number"),
        (10**13, "too_large"),
        ({"amont": 5}, "no_money_part_near"),
        ({"amount": 5, "low": 5}, "no_money_part"),
        ({"low": 1, "high": 3}, "part_missing"),
        ({}, "part_missing"),
        ({"low": 3, "likely": 2, "high": 4}, "wrong_order"),
        ({"amount": 5, "currency": "XXX"}, "no_currency"),
        ({"amount": 5, "currency": 5}, "not_text"),
    ],
)
def test_money_that_is_wrong_in_a_file_is_refused(content, fault):
    """Each fault has its own message; a misspelt part is met with the right one."""
    assert fault == refused(Amount(ranged=True).load, content)


def test_money_is_dumped_with_its_currency():
    """Whole amounts are numbers, others texts, so that no reader rounds them."""
    assert {"amount": 1250, "currency": "DKK"} == Amount().dump(Money(Decimal(1250), "DKK"))
    assert {"amount": "0.50", "currency": "EUR"} == Amount().dump(Money(Decimal("0.5"), "EUR"))


def test_money_is_no_span_unless_asked_for_and_never_below_zero():
    """The check finds a span where one amount is asked for, and a minus."""
    span = Amount().parse("1-2 mio.", DA)

    assert ["one_amount"] == faults(Amount(), span)
    assert [] == faults(Amount(ranged=True), span)
    assert ["below_zero"] == faults(Amount(), Amount().parse("-5 kr.", DA))


@pytest.mark.parametrize("content", ["15.3.2027", "2027-3-15", "20270315", 20270315, None, True])
def test_a_date_in_a_file_has_one_form(content):
    """Files hold year, month and day, with all their digits."""
    assert date(2027, 3, 15) == Day().load("2027-03-15", DA)
    assert "not_date" == refused(Day().load, content)


@pytest.mark.parametrize(("typed", "step"), [("1", 1), ("5", 5), ("4 (meget)", 4), ("meg", 4), ("slet ikke", 1)])
def test_a_step_is_read_by_number_or_label(typed, step):
    """A scale takes what it shows, the number, or the beginning of the label."""
    assert Decimal(step) == GRADES.parse(typed, DA)


@pytest.mark.parametrize("typed", ["0", "6", "3,5", "2 (meget)"])
def test_what_is_no_step_is_refused(typed):
    """A scale has the steps 1 to 5, and a step its own label."""
    assert "no_option" == refused(GRADES.parse, typed)


def test_a_loaded_step_is_checked():
    """A number beyond the scale, or between its steps, is found."""
    assert [[], ["no_step"], ["no_step"], ["no_step"]] == [
        faults(GRADES, GRADES.load(content, DA)) for content in (3, 0, 6, Decimal("2.5"))
    ]


def test_a_table_is_loaded_row_by_row():
    """Cells are loaded by their columns; open ones are absent, and a row without an id waits for one."""
    content = [{"id": "a", "effect": " Færre  fald ", "baseline": 40, "when": None}, {"effect": "Ro", "value": 500}, {}]

    assert (
        Row("a", {"effect": "Færre fald", "baseline": Decimal(40)}),
        Row("", {"effect": "Ro", "value": Money(Decimal(500), "DKK")}),
        Row("", {}),
    ) == EFFECTS.load(content, DA)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("Færre fald", "not_rows"),
        ({"effect": "Færre fald"}, "not_rows"),
        (["Færre fald"], "not_row"),
        ([{"efect": "Færre fald"}], "no_column_near"),
        ([{"xyz": 1}], "no_column"),
        ([{"baseline": "mange"}], "cell"),
        ([{"id": 5}], "not_text"),
        ([{"id": "a"}, {"id": "a"}], "same_id"),
    ],
)
def test_a_table_that_is_wrong_in_a_file_is_refused(content, fault):
    """A misspelt column is met with the right one, a bad cell named by row and column."""
    assert fault == refused(EFFECTS.load, content)


def test_a_bad_cell_is_named_by_row_and_column():
    """The message holds the place and, inside, what the column's kind says."""
    with pytest.raises(Misread) as caught:
        EFFECTS.load([{"effect": "Ro"}, {"effect": "Ro", "sure": "måske"}], DA)

    params = caught.value.message.params
    assert (2, "Sikker", "kinds.not_yes_no") == (params["row"], params["column"], params["fault"].code)


def test_rows_are_checked_cell_by_cell():
    """A required cell that is open and a cell its kind faults are found, with their places."""
    value = EFFECTS.load([{"id": "a", "country": "FI"}], DA)

    found = [(each.params["column"], each.params["fault"].code) for each in EFFECTS.check(value)]
    assert [("Effekt", "kinds.cell_open"), ("Land", "kinds.no_code")] == found


@pytest.mark.parametrize(("sure", "found"), [(True, ["cell"]), (False, []), (None, [])])
def test_a_required_cell_is_missed_only_where_its_condition_holds_in_the_row(sure, found):
    """A column with a condition that fails, or is not decided, in its row is not missed there."""
    when_sure = Condition((Clause((("sure", OneOf((True,))),)),))
    columns = (Column("sure", YesNo(), "", "?"), Column("owner", Text(), "", "?", required=True))
    table = Table(columns).guarded({"owner": when_sure})

    assert found == faults(table, table.load([{"sure": sure}], DA))


def test_a_cell_whose_condition_reads_the_plan_is_not_missed_here():
    """What a row's condition reads of the plan is unknown to the kind, so it stays silent."""
    while_open = Condition((Clause((("setup.joint", Known(frozenset({Status.UNANSWERED}))),)),))
    table = Table((Column("owner", Text(), "", "?", required=True),)).guarded({"owner": while_open})

    assert [] == faults(table, (Row("a", {}),))


def test_inside_a_table_bare_codes_are_columns_and_dotted_keys_the_plans():
    """A condition inside a row sees both."""
    inside = EFFECTS.inside({"setup.country": COUNTRIES}.__getitem__)

    assert [Number(), COUNTRIES] == [inside("baseline"), inside("setup.country")]


def test_a_table_is_shown_as_its_number_of_rows_and_never_typed():
    """Documents lay a table out; on one line it is counted."""
    one, two = (Row("a", {}),), (Row("a", {}), Row("b", {}))

    assert ("1 række", "2 rækker") == (EFFECTS.show(one, DA), EFFECTS.show(two, DA))
    assert ("1 row", "2 rows") == (EFFECTS.show(one, Notation("en", "EUR")), EFFECTS.show(two, Notation("en", "EUR")))
    assert "row_by_row" == refused(EFFECTS.parse, "Færre fald")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ({"kind": "text"}, Text()),
        ({"kind": "prose"}, Prose()),
        ({"kind": "link"}, Link()),
        ({"kind": "yes_no"}, YesNo()),
        ({"kind": "date"}, Day()),
        ({"kind": "choice", "options": [{"code": "a", "label": "A"}]}, Choice((Option("a", "A"),))),
        ({"kind": "choices", "options": [{"code": "a", "label": "A"}]}, Choices((Option("a", "A"),))),
        ({"kind": "number"}, Number()),
        (
            {"kind": "number", "unit": "uger", "min": 0, "max": "9.5", "whole": True},
            Number("uger", Decimal(0), Decimal("9.5"), whole=True),
        ),
        ({"kind": "money"}, Amount()),
        ({"kind": "money", "range": True}, Amount(ranged=True)),
        ({"kind": "percent", "max": 100}, Percent(maximum=Decimal(100))),
        ({"kind": "scale"}, Scale()),
        ({"kind": "scale", "labels": {1: "lav", "5": "høj"}}, Scale(("lav", "", "", "", "høj"))),
        (
            {
                "kind": "table",
                "columns": [{"code": "a", "kind": "text", "ask": "A?"}, {"code": "b", "kind": "date", "ask": "B?"}],
            },
            Table((Column("a", Text(), "", "A?", required=True), Column("b", Day(), "", "B?"))),
        ),
    ],
)
def test_a_kind_is_built_from_a_process_file(raw, kind):
    """The settings of a question become its kind; a table's first column is always required."""
    assert kind == kind_of(raw)
    assert raw["kind"] == kind.name


def test_every_kind_has_a_name_and_the_ordered_ones_compare():
    """The names are those a process file writes."""
    assert {kind.name for kind in EVERY_KIND} == set(KINDS)
    assert {"number", "money", "percent", "date", "scale"} == ORDERED


def test_every_message_has_its_sentence_in_each_language():
    """Each code said in the source stands in both languages, with the same blanks, and none stands there unsaid."""
    sources = [*PACKAGE.glob("core/kinds/*.py"), *PACKAGE.glob("core/notation/*.py")]
    said = {code for path in sources for code in re.findall(r'"kinds\.(\w+)"', path.read_text(encoding="utf-8"))}
    said |= {f"{code}_near" for code in ("no_code", "no_column", "no_money_part")}
    files = [PACKAGE / "locale" / language / "kinds.json" for language in ("da", "en")]
    da, en = (json.loads(path.read_text(encoding="utf-8")) for path in files)

    assert said == set(da) == set(en)
    for code in said:
        assert blanks(da[code]) == blanks(en[code])


def blanks(sentence):
    """Name the blanks of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
