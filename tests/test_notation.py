"""Numbers, amounts and dates are read and shown as people in each language write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procwiz.core.messages import Misread
from procwiz.core.notation import (
    CURRENCIES,
    Notation,
    read_date,
    read_money,
    read_number,
    read_percent,
    say_money,
    show_date,
    show_money,
    show_number,
    show_percent,
)
from procwiz.core.values import Estimate, Money

NOTATIONS = {
    "da": Notation("da", "DKK"),
    "en": Notation("en", "EUR"),
    "nb": Notation("nb", "NOK"),
    "sv": Notation("sv", "SEK"),
}
DA, EN, NB, SV = NOTATIONS.values()

notations = st.builds(Notation, st.sampled_from(sorted(NOTATIONS)), st.sampled_from(CURRENCIES))
amounts = st.decimals(0, 10**12, places=2)
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@st.composite
def numbers(draw):
    """Numbers with up to four decimals, and no more than fifteen digits."""
    places = draw(st.integers(0, 4))
    largest = min(10**12, 10 ** (15 - places) - 1)
    return draw(st.decimals(-largest, largest, places=places))


def refused(read, text, notation):
    """Read what has to be refused, and give the message."""
    with pytest.raises(Misread) as caught:
        read(text, notation)
    return caught.value.message


def readings(message):
    """Give the two readings a message offers."""
    return message.params["one"], message.params["other"]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("da", "1.250.000", "1250000"),
        ("da", "1.250", "1250"),
        ("da", "1,25", "1.25"),
        ("da", "0,250", "0.25"),
        ("da", "3,142", "3.142"),
        ("da", "1.250.000,5", "1250000.5"),
        ("da", "1 250 000", "1250000"),
        ("da", "-1.250", "-1250"),
        ("da", "\u22125", "-5"),
        ("da", "1000000000000", "1000000000000"),
        ("en", "1,250", "1250"),
        ("en", "1.25", "1.25"),
        ("en", "12.50", "12.5"),
        ("en", "1,250,000.5", "1250000.5"),
        ("nb", "1 250 000", "1250000"),
        ("nb", "1\u00a0250\u202f000", "1250000"),
        ("nb", "1\u202f250\u202f000", "1250000"),
        ("nb", "1\u2009250,5", "1250.5"),
        ("nb", "1.250.000", "1250000"),
        ("sv", "1\u00a0250\u00a0000", "1250000"),
        ("sv", "1,25", "1.25"),
    ],
)
def test_a_number_is_read_by_the_signs_of_its_language(language, text, number):
    """Group and decimal signs are those of the language; every kind of space groups."""
    assert Decimal(number) == read_number(text, NOTATIONS[language])


@pytest.mark.parametrize(
    ("language", "text", "one", "other"),
    [
        ("da", "1.25", "1,25", "125"),
        ("da", "12.50", "12,50", "1.250"),
        ("da", "1,250", "1,25", "1.250"),
        ("da", "12500.000", "12.500", "12.500.000"),
        ("en", "1,25", "1.25", "125"),
        ("en", "1.250", "1.25", "1,250"),
        ("nb", "1.25", "1,25", "125"),
        ("nb", "1.250", "1,25", "1\u00a0250"),
        ("sv", "1.250", "1,25", "1\u00a0250"),
    ],
)
def test_a_number_with_two_readings_is_asked_again(language, text, one, other):
    """What may be a thousand or a hundred times larger is never guessed; both readings are written out."""
    message = refused(read_number, text, NOTATIONS[language])

    assert "kinds.two_readings" == message.code
    assert (one, other) == readings(message)
    assert read_number(one, NOTATIONS[language]) < read_number(other, NOTATIONS[language])


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("da", "1,250,000", "1.250.000"),
        ("da", "1,250.50", "1.250,50"),
        ("da", "0.250", "0,25"),
        ("en", "1.250,50", "1,250.50"),
        ("nb", "1,250,000", "1\u00a0250\u00a0000"),
    ],
)
def test_a_number_in_another_languages_form_is_refused_with_the_right_form(language, text, meant):
    """A number with one reading in the wrong form is given back in the right one."""
    message = refused(read_number, text, NOTATIONS[language])

    assert ("kinds.other_way", meant) == (message.code, message.params["meant"])


@pytest.mark.parametrize("text", ["1e6", "1E6", "inf", "-inf", "nan", "Infinity", "+5", "1_000", "١٢", "５", "²", "5,"])
@pytest.mark.parametrize("notation", NOTATIONS.values(), ids=str)
def test_what_only_programs_write_is_no_number(notation, text):
    """Exponents, infinities, plus signs, underscores and digits of other scripts are refused."""
    assert "kinds.no_number" == refused(read_number, text, notation).code


@pytest.mark.parametrize("text", ["1.25.000", "1.250 000", "1250.000.000", "1..250", "007", "1.2500.000", "1 25"])
def test_wrong_groups_are_refused(text):
    """Groups have three digits, one sign, and no zero before them."""
    assert "kinds.wrong_groups" == refused(read_number, text, DA).code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9" * 40, "too_large"),
        ("1.000.000.000.001", "too_large"),
        ("0,00001", "too_precise"),
        ("1," + "0" * 60 + "1", "too_precise"),
        ("123456789012,1234", "too_precise"),
        ("9" * 2_000_000, "too_long"),
        ("  ", "empty"),
    ],
)
def test_a_number_is_bounded(text, code):
    """A number too large, too precise or too long to be kept exactly is refused, and so is none at all."""
    assert f"kinds.{code}" == refused(read_number, text, DA).code


@pytest.mark.parametrize(("text", "expected"), [("-0", "0"), ("5,00", "5"), ("1.000", "1000"), ("0,10", "0.1")])
def test_a_number_is_kept_in_one_form(text, expected):
    """Zeros at the end and the sign of zero are dropped, so that equal numbers look alike."""
    assert expected == str(read_number(text, DA))


@given(numbers(), notations)
def test_a_number_shown_is_read_back(number, notation):
    """What is shown of a number is read as the same number, in every language."""
    assert number == read_number(show_number(number, notation), notation)


@pytest.mark.parametrize(
    ("language", "text"),
    [("da", "50 %"), ("da", "50%"), ("da", "50"), ("da", "50 pct."), ("nb", "50 prosent"), ("en", "50 per cent")],
)
def test_a_percent_is_read_with_or_without_its_sign(language, text):
    """Fifty is fifty percent."""
    assert Decimal(50) == read_percent(text, NOTATIONS[language])


def test_a_fraction_without_its_sign_may_be_a_percent_or_a_share():
    """0,5 alone may mean half a percent or a half, so it is asked again."""
    assert ("0,5 %", "50 %") == readings(refused(read_percent, "0,5", DA))
    assert Decimal("0.5") == read_percent("0,5 %", DA)


def test_a_percent_is_shown_by_the_custom_of_its_language():
    """English has no space before the sign; the others have."""
    assert ["12,5 %", "12.5%", "12,5 %", "12,5 %"] == [show_percent(Decimal("12.5"), each) for each in (DA, EN, NB, SV)]


@given(numbers(), notations)
def test_a_percent_shown_is_read_back(number, notation):
    """What is shown of a percent is read as the same percent, in every language."""
    assert number == read_percent(show_percent(number, notation), notation)


@pytest.mark.parametrize(
    ("language", "text", "amount", "currency"),
    [
        ("da", "1.250.000", "1250000", "DKK"),
        ("da", "1,25 mio.", "1250000", "DKK"),
        ("da", "1,25 mio. kr.", "1250000", "DKK"),
        ("da", "1,25 mio.kr.", "1250000", "DKK"),
        ("da", "kr. 500.000,-", "500000", "DKK"),
        ("da", "500.000,\u2013", "500000", "DKK"),
        ("da", "500 t.kr.", "500000", "DKK"),
        ("da", "500 tkr", "500000", "DKK"),
        ("da", "500 tDKK", "500000", "DKK"),
        ("da", "2,5 mia. kr.", "2500000000", "DKK"),
        ("da", "2,5 milliarder kroner", "2500000000", "DKK"),
        ("da", "DKK 1.250.000", "1250000", "DKK"),
        ("da", "1.250.000 dkk", "1250000", "DKK"),
        ("da", "1.250.000,50 kr.", "1250000.50", "DKK"),
        ("da", "EUR 216.000", "216000", "EUR"),
        ("da", "€ 216.000", "216000", "EUR"),
        ("da", "216.000\u00a0€", "216000", "EUR"),
        ("en", "DKK 1,250,000", "1250000", "DKK"),
        ("en", "€1.25m", "1250000", "EUR"),
        ("en", "2.5bn", "2500000000", "EUR"),
        ("nb", "1\u00a0250\u00a0000", "1250000", "NOK"),
        ("nb", "kr 1,25 mill.", "1250000", "NOK"),
        ("nb", "2 mrd. kr", "2000000000", "NOK"),
        ("sv", "5 mkr", "5000000", "SEK"),
        ("sv", "2,5 miljarder kronor", "2500000000", "SEK"),
    ],
)
def test_an_amount_is_read_with_its_scale_and_currency(language, text, amount, currency):
    """Scale words and currencies are read where people put them."""
    assert Money(Decimal(amount), currency) == read_money(text, NOTATIONS[language])


@pytest.mark.parametrize(
    ("language", "currency", "krone"),
    [("da", "NOK", "NOK"), ("da", "EUR", "DKK"), ("nb", "EUR", "NOK"), ("sv", "EUR", "SEK"), ("en", "SEK", "SEK")],
)
def test_kr_is_the_plans_krone_and_else_the_languages(language, currency, krone):
    """Kroner are those of the plan; in a plan that has none, those of the language."""
    assert Money(Decimal(500), krone) == read_money("500 kr.", Notation(language, currency))


def test_kr_in_an_english_plan_in_euro_is_asked_again():
    """English has no krone of its own, so the code is asked for."""
    assert "kinds.which_krone" == refused(read_money, "500 kr.", EN).code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12.50", "two_readings"),
        ("1.25 mio. kr.", "two_readings"),
        ("1,255 kr.", "too_precise"),
        ("1,2345678 kr.", "too_precise"),
        ("2.000.000 mio. kr.", "too_large"),
        ("5 billion", "no_currency"),
        ("5 JPY", "no_currency"),
        ("5 kr. kr.", "no_amount"),
        ("5 kr. mio.", "no_amount"),
        ("kr. 12,50,-", "no_amount"),
        ("1e6", "no_amount"),
        ("5_", "no_amount"),
        ("+5 kr.", "no_amount"),
        ("mange penge", "no_amount"),
        ("", "empty"),
    ],
)
def test_what_is_no_amount_is_refused(text, code):
    """Doubt, too many decimals, unknown words and unknown currencies each have their own message."""
    assert f"kinds.{code}" == refused(read_money, text, DA).code


@pytest.mark.parametrize(
    ("text", "low", "likely", "high"),
    [
        ("1-2 mio.", 1_000_000, 1_500_000, 2_000_000),
        ("1 \u2013 2 mio. kr.", 1_000_000, 1_500_000, 2_000_000),
        ("800.000 - 1.200.000 kr.", 800_000, 1_000_000, 1_200_000),
        ("kr. 800.000,- - 1.200.000,-", 800_000, 1_000_000, 1_200_000),
        ("800 t.kr. - 1,2 mio. kr.", 800_000, 1_000_000, 1_200_000),
        ("800.000 / 900.000 / 1.200.000", 800_000, 900_000, 1_200_000),
        ("0,8/0,9/1,2 mio. kr.", 800_000, 900_000, 1_200_000),
    ],
)
def test_a_span_is_read_with_or_without_its_likely_amount(text, low, likely, high):
    """`low / likely / high` is read as it stands; of `low - high` the middle is the likely amount."""
    assert Estimate(Decimal(low), Decimal(likely), Decimal(high), "DKK") == read_money(text, DA)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2-1 mio.", "wrong_order"),
        ("900.000 - 1,2 mio.", "wrong_order"),
        ("3 / 2 / 4", "wrong_order"),
        ("1/2 mio.", "no_span"),
        ("1 - 2 - 3", "no_span"),
        ("1 / 2 / 3 / 4", "no_span"),
        ("10 EUR - 20 DKK", "two_currencies"),
        ("1 - mio.", "no_amount"),
    ],
)
def test_what_is_no_span_is_refused(text, code):
    """A span rises, has two or three amounts, and one currency; `1/2 mio.` may be half a million."""
    assert f"kinds.{code}" == refused(read_money, text, DA).code


@pytest.mark.parametrize(
    ("notation", "money", "text"),
    [
        (DA, Money(Decimal(1_250_000), "DKK"), "1.250.000 kr."),
        (DA, Money(Decimal("1250000.5"), "DKK"), "1.250.000,50 kr."),
        (DA, Money(Decimal(216_000), "EUR"), "216.000 EUR"),
        (Notation("da", "NOK"), Money(Decimal(500), "DKK"), "500 DKK"),
        (Notation("da", "NOK"), Money(Decimal(500), "NOK"), "500 NOK"),
        (EN, Money(Decimal(1_250_000), "DKK"), "DKK 1,250,000"),
        (NB, Money(Decimal(1_250_000), "NOK"), "1\u00a0250\u00a0000 kr"),
        (SV, Money(Decimal(1_250_000), "SEK"), "1\u00a0250\u00a0000 kr"),
        (DA, Estimate(Decimal(8), Decimal(9), Decimal("12.5"), "DKK"), "8 / 9 / 12,50 kr."),
        (EN, Estimate(Decimal(8), Decimal(9), Decimal(12), "DKK"), "DKK 8 / 9 / 12"),
    ],
)
def test_an_amount_is_shown_by_the_custom_of_its_language(notation, money, text):
    """Whole amounts have no decimals; kr. stands where it can be no other country's."""
    assert text == show_money(money, notation)


@given(amounts, st.sampled_from(CURRENCIES), notations)
def test_an_amount_shown_is_read_back(amount, currency, notation):
    """What is shown of an amount is read as the same amount and currency, in every language and plan."""
    money = Money(amount, currency)

    assert money == read_money(show_money(money, notation), notation)


@given(st.lists(amounts, min_size=3, max_size=3).map(sorted), st.sampled_from(CURRENCIES), notations)
def test_a_span_shown_is_read_back(span, currency, notation):
    """What is shown of an estimate is read as the same estimate, in every language and plan."""
    estimate = Estimate(*span, currency)

    assert estimate == read_money(show_money(estimate, notation), notation)


@pytest.mark.parametrize(
    ("money", "said"),
    [
        (Money(Decimal(5), "DKK"), "5 kr."),
        (Estimate(Decimal(5), Decimal(5), Decimal(5), "DKK"), "5 kr."),
        (Estimate(Decimal(4), Decimal(5), Decimal(9), "DKK"), "a.span: 4 kr., 5 kr., 9 kr."),
    ],
)
def test_a_span_is_said_in_the_words_it_is_given_and_as_one_amount_where_its_ends_meet(money, said):
    """In a sentence only a span that spans something is said as one."""

    def say(message):
        return f"{message.code}: {', '.join(message.params.values())}"

    assert said == say_money(money, DA, say, "a.span")


@pytest.mark.parametrize(
    "text",
    [
        "15.3.2027",
        "15.03.2027",
        "15. 3. 2027",
        "15/3 2027",
        "15/3-2027",
        "15/3/2027",
        "15-03-2027",
        "3/15/2027",
        "2027-03-15",
        "15. marts 2027",
        "15. mar. 2027",
        "15 mars 2027",
        "15 March 2027",
        "15th March 2027",
        "March 15, 2027",
    ],
)
@pytest.mark.parametrize("notation", NOTATIONS.values(), ids=str)
def test_a_date_with_one_reading_is_read(notation, text):
    """Every form that has one reading is read, in each language, with months named in any of them."""
    assert date(2027, 3, 15) == read_date(text, notation)


@pytest.mark.parametrize("text", ["03/04/2027", "3/4 2027", "03-04-2027"])
@pytest.mark.parametrize(
    ("notation", "one", "other"),
    [
        (DA, "3. april 2027", "4. marts 2027"),
        (EN, "3 April 2027", "4 March 2027"),
        (NB, "3. april 2027", "4. mars 2027"),
        (SV, "3 april 2027", "4 mars 2027"),
    ],
)
def test_a_date_whose_day_may_be_its_month_is_asked_again(notation, one, other, text):
    """Both readings are written out, with the month's name."""
    message = refused(read_date, text, notation)

    assert ("kinds.two_readings", (one, other)) == (message.code, readings(message))


@pytest.mark.parametrize("notation", NOTATIONS.values(), ids=str)
def test_a_day_that_equals_its_month_is_read(notation):
    """Where day and month are the same, their order does not matter."""
    assert date(2027, 5, 5) == read_date("5/5/2027", notation)


@pytest.mark.parametrize("text", ["3.4.2027", "03.04.2027"])
@pytest.mark.parametrize("notation", NOTATIONS.values(), ids=str)
def test_between_points_the_day_comes_first(notation, text):
    """With points the day comes first in every language."""
    assert date(2027, 4, 3) == read_date(text, notation)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.02.2027", "no_such_day"),
        ("99/99/2027", "no_such_day"),
        ("2027-13-45", "no_such_day"),
        ("01.01.0001", "no_such_year"),
        ("31.12.1989", "no_such_year"),
        ("1.1.2101", "no_such_year"),
        ("15.3.27", "no_date"),
        ("15. martius 2027", "no_date"),
        ("١٥.3.2027", "no_date"),
        ("20270315", "no_date"),
        ("i morgen", "no_date"),
        ("", "empty"),
    ],
)
def test_what_is_no_date_is_refused(text, code):
    """Days that do not exist, years out of reach and other words each have their own message."""
    assert f"kinds.{code}" == refused(read_date, text, DA).code


@given(days, notations)
def test_a_date_shown_is_read_back(day, notation):
    """What is shown of a date is read as the same date, in every language."""
    assert day == read_date(show_date(day, notation), notation)


def test_a_date_is_shown_by_the_custom_of_its_language():
    """The month has its name."""
    shown = [show_date(date(2027, 3, 15), notation) for notation in (DA, EN, NB, SV)]

    assert ["15. marts 2027", "15 March 2027", "15. mars 2027", "15 mars 2027"] == shown


@pytest.mark.parametrize("read", [read_number, read_percent, read_money, read_date])
@given(text=st.text("0123456789.,-/ %kr€mio\u00a0\u2013e+_", max_size=20) | st.text(max_size=20), notation=notations)
def test_whatever_is_typed_is_read_or_refused(read, text, notation):
    """Nothing that can be typed breaks the reading: it gives a value or a message."""
    try:
        assert read(text, notation) is not None
    except Misread as misread:
        assert misread.message.code.startswith("kinds.")
