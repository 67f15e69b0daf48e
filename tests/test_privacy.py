"""What looks like personal data is found and never repeated; what is none is left alone.

Every number here is constructed: its date is made up, its serial is the first that fits, and its check digits are
computed below. None was taken from anybody; should one have been given to somebody, that is chance.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import pytest
from attacks.papers import SMALL
from attacks.shell import Shell
from hypothesis import given
from hypothesis import strategies as st
from support import Pen, empty_plan, plan_with

from procwiz.core import privacy
from procwiz.core.decisions import Proviso, decide
from procwiz.core.plan import Plan
from procwiz.core.privacy import Passage, findings, passages, traits
from procwiz.store import Drafts

DASHES = ("-", "–", "‐", " - ", " ")


def norwegian(born: str, first: int) -> str:
    """Construct a number for Norway: the first serial from `first` on that check digits can be computed for."""
    for serial in range(first, 1000):
        nine = f"{born}{serial:03}"
        one = -sum(int(d) * w for d, w in zip(nine, (3, 7, 6, 1, 8, 9, 4, 5, 2), strict=True)) % 11
        two = -sum(int(d) * w for d, w in zip(f"{nine}{one}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=False)) % 11
        if one < 10 and two < 10:
            return f"{nine}{one}{two}"
    raise AssertionError(born)


def swedish(born: str) -> str:
    """Construct the last four digits of a number for Sweden, born given with six."""
    digits = [int(digit) * (2 - place % 2) for place, digit in enumerate(f"{born}001")]
    return f"001{-sum(sum(divmod(number, 10)) for number in digits) % 10}"


def finnish(born: str, sign: str) -> str:
    """Construct a number for Finland whose last sign is a letter."""
    letters = "0123456789ABCDEFHJKLMNPRSTUVWXY"
    found = (f"{born}{sign}{serial}{letters[int(f'{born}{serial}') % 31]}" for serial in range(900, 999))
    return next(number for number in found if number[-1].isalpha())


NORWAY = norwegian("310100", 500)
SWEDEN = f"310131-{swedish('310131')}"


def kinds(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Name what is found in a text, in order."""
    return [(one.kind, one.countries) for one in traits(text)]


# -- numbers of persons --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [f"310100{dash}0001" for dash in DASHES] + ["3101000001", "310100-4001", "910100-0001"]
)
def test_a_danish_number_is_found(text: str) -> None:
    """A CPR number is found with every dash and without, also one given in place of another, 60 more in the day."""
    assert [("number", ("DK",))] == kinds(f"Kontakt {text}.")


@pytest.mark.parametrize(
    "text", ["ansøgning_310100-0001.pdf", "/sager/310100-0001/brev.docx", "cpr:310100-0001", "(310100-0001)"]
)
def test_a_number_is_found_inside_a_reference(text: str) -> None:
    """A number in a file's name, a path or brackets is found too."""
    assert [("number", ("DK",))] == kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "320100-0001",  # no such day
        "300200-0001",  # no such day in February
        "311300-0001",  # no such month
        "310158-7001",  # a century in which nobody alive was born
        "33100000-1", "45000000-7",  # codes of the tender nomenclature
        "12345678", "CVR 12345678", "CVR-nr. 12 34 56 78",
        "P-nr. 3101000001", "sagsnr. 3101000001", "kontonr. 3101000001", "uge 20 21 22 23",
        "3101000001 kr.", "kr. 3101000001", "EUR 3101000001",
        "26-310100-0001", "310100-0001-7", "12.310100-0001",
        "5790000000000", "1.250.000 kr.", "15.3.2027", "2027-03-15", "20270115-1530", "§ 49, stk. 2",
    ],
)  # fmt: skip
def test_what_is_no_danish_number_is_left_alone(text: str) -> None:
    """Days that are none, amounts, codes, case numbers, company numbers and moments are no numbers of persons."""
    assert [] == kinds(f"Se {text} her")


@pytest.mark.parametrize(
    "text", [NORWAY, f"{NORWAY[:6]} {NORWAY[6:]}", norwegian("710100", 500), norwegian("314100", 500)]
)
def test_a_norwegian_number_is_found(text: str) -> None:
    """A fødselsnummer is found in one piece and in two, a D-number and a help number too; check digits make it sure."""
    assert [("number", ("NO",), True)] == [(one.kind, one.countries, one.sure) for one in traits(f"Kontakt {text}.")]


def test_a_norwegian_number_with_other_check_digits_is_unsure() -> None:
    """Eleven digits that begin with a day may be a number, or may not: they are said as that."""
    wrong = NORWAY[:-1] + str((int(NORWAY[-1]) + 1) % 10)
    assert [("number", False)] == [(one.kind, one.sure) for one in traits(wrong)]


@pytest.mark.parametrize(
    "text", ["32010050012", "31130050012", "31015060012", "konto 31010050012", "1234 56 78901", "974760673"]
)
def test_what_is_no_norwegian_number_is_left_alone(text: str) -> None:
    """Days that are none, accounts and company numbers are no numbers of persons."""
    assert [] == kinds(f"Se {text} her")


@pytest.mark.parametrize(
    "text",
    [f"19{SWEDEN}", f"19{SWEDEN.replace('-', '')}", SWEDEN.replace("-", "+"), f"991291-{swedish('991291')}"],
)
def test_a_swedish_number_is_found(text: str) -> None:
    """A personnummer is found with and without its century, and a samordningsnummer, 60 more in the day."""
    assert [("number", ("SE",))] == kinds(f"Kontakt {text}.")


def test_a_number_that_fits_two_countries_names_both() -> None:
    """What can be a Danish and a Swedish number is said to be either."""
    assert [("number", ("DK", "SE"))] == kinds(f"121212-{swedish('121212')}")


@pytest.mark.parametrize("text", ["20260131-1530", "556016-0680", "19311331-0011", "310132-0010"])
def test_what_is_no_swedish_number_is_left_alone(text: str) -> None:
    """Moments, company numbers, days that are none and wrong check digits are no numbers of persons."""
    assert "SE" not in [country for _, countries in kinds(f"Se {text} her") for country in countries]


@pytest.mark.parametrize("sign", ["-", "+", "A", "B", "Y"])
def test_a_finnish_number_is_found(sign: str) -> None:
    """A henkilötunnus is found with each kind of sign for its century."""
    assert [("number", ("FI",))] == kinds(f"Ota yhteys {finnish('310100', sign)}.")


def test_a_finnish_number_with_another_letter_is_none() -> None:
    """The check letter must be right."""
    number = finnish("310100", "A")
    assert [] == kinds(number[:-1] + ("X" if number[-1] != "X" else "Y"))


# -- telephones, addresses, mail -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["+45 20 00 00 00", "+4520000000", "0047 400 00 000", "+46 70-000 00 00", "+358 40 0000000", "tlf. 20000000",
     "mobil: 20 00 00 00", "20 00 00 00", "400 00 000", "070-000 00 00"],
)  # fmt: skip
def test_a_telephone_is_found(text: str) -> None:
    """A number with a country's code, called a telephone's, or grouped as one is found."""
    assert ["phone"] == [kind for kind, _ in kinds(f"Ring {text}, så")]


@pytest.mark.parametrize(
    "text",
    ["20 00 00 00 kr.", "CVR 20 00 00 00", "12 000 000", "10 11 12 13", "uge 20 21 22 23", "20000000", "2.000.000"],
)
def test_figures_are_no_telephone(text: str) -> None:
    """Amounts, company numbers and weeks are no telephones."""
    assert [] == kinds(f"Det er {text} her")


@pytest.mark.parametrize(
    "text",
    [
        "Opdigtetvej 12",
        "Opdigtetgade 7B, 2. tv",
        "Nørre Allé 5",
        "Store Torv 3",
        "Storgata 9",
        "Kongens gate 22",
        "Drottninggatan 3",
    ],
)
def test_an_address_is_found(text: str) -> None:
    """A street with a house number is found, in Danish, Norwegian and Swedish."""
    assert ["address"] == [kind for kind, _ in kinds(f"Mødet er på {text}.")]


@pytest.mark.parametrize(
    "text",
    [
        "Flugtvej 2",
        "Genvej 1",
        "Handlingsplan 2",
        "Delegate 5",
        "Manager 2",
        "Fase 3 af 10",
        "vej 2 er bedst",
        "Gate G3",
    ],
)
def test_other_words_with_a_figure_are_no_address(text: str) -> None:
    """Ways that are no streets, plans and phases are no addresses."""
    assert [] == kinds(f"Der er {text} her")


def test_a_mail_address_is_found_and_an_office_is_no_person() -> None:
    """A person's mail address is found; a shared mailbox is nobody's."""
    assert [[("mail", ())], []] == [kinds("Skriv til prøve.person@example.org"), kinds("Skriv til udbud@example.org")]


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text: str) -> None:
    """Whatever a text holds, what is found in it stands in order and does not overlap."""
    found = traits(text)
    assert all(one.end <= other.start for one, other in pairwise(found))


# -- where ----------------------------------------------------------------------------------

NUMBER = "310100-0001"


def leaking() -> Plan:
    """A plan with a number in every place people can write in."""
    pen = Pen()
    plan = pen.give(replace(empty_plan(), card=replace(empty_plan().card, title=f"Sag {NUMBER}")), {
        "first.challenge": f"A {NUMBER}",
        "first.background": {"deferred": f"B {NUMBER}", "owner": f"C {NUMBER}", "assume": f"D {NUMBER}"},
        "first.effects": [{"id": "r1", "effect": f"E {NUMBER}", "baseline": 3101000001}],
    })  # fmt: skip
    decided = decide(
        "F0", "go_with_conditions", plan.card.created, by=[f"F {NUMBER}"], reason=f"G {NUMBER}", minutes=f"H {NUMBER}",
        provisos=[Proviso("p1", f"I {NUMBER}", f"J {NUMBER}")], journal=plan.journal,
    )  # fmt: skip
    return pen.give(pen.write(plan, decided), {"first.challenge": "Rettet"})


def test_every_place_is_looked_at() -> None:
    """Titles, answers, rows, deferrals, decisions and conditions are looked through, and what was changed since."""
    found = {(one.passage.key, one.passage.place, one.passage.earlier) for one in findings(passages(leaking()))}
    decided = {("F0", f"decision.{name}", False) for name in ("by", "reason", "minutes", "text", "owner")}
    assert {
        ("plan.yaml", "title", False),
        ("first.challenge", "answer", True),
        *(("first.background", name, False) for name in ("note", "owner", "assumed")),
        ("first.effects/r1", "row", False),
        *decided,
    } == found


def test_amounts_and_days_of_their_own_kind_are_not_looked_at() -> None:
    """A number that was asked for as a number is one, whatever it looks like."""
    plan = plan_with({"first.effects": [{"id": "r1", "effect": "Et", "baseline": 3101000001}]})
    assert () == findings(passages(plan))


def test_a_number_is_never_repeated() -> None:
    """No excerpt holds a number that was found, not even beside another."""
    text = f"Skriv til prøve@example.org, ring 20 00 00 00, {NUMBER}, {NORWAY}, Opdigtetvej 12."
    excerpts = [one.excerpt for one in findings([Passage("k", "answer", text)])]
    hidden = ("prøve", "20 00", NUMBER, NORWAY, "Opdigtetvej")
    assert (5, []) == (len(excerpts), [part for part, shown in product(hidden, excerpts) if part in shown])


def test_what_matters_most_comes_first() -> None:
    """Numbers of persons come before telephones and addresses, those before mail addresses."""
    found = findings([Passage("k", "answer", f"prøve@example.org, ring 20 00 00 00, {NUMBER}")])
    assert ["high", "medium", "low"] == [one.level for one in found]


def test_the_levels_are_all_there_are() -> None:
    """Every finding has one of the levels."""
    assert {one.level for one in findings(passages(leaking()))} <= set(privacy.LEVELS)


# -- the command ------------------------------------------------------------------------------


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run procwiz in a folder of its own."""
    return Shell(tmp_path)


def test_the_check_names_place_and_key_and_exits_6(shell: Shell) -> None:
    """`check --privacy` names the question, the place and a covered excerpt, and exits 6; other checks do not look."""
    plan = shell.plan(process=SMALL)
    shell("answer", plan, f"first.challenge=Ring til {NUMBER} om det")
    done = shell("check", plan, "--privacy", fails=True)

    assert (6, False) == (done.code, NUMBER in done.both)
    assert "first.challenge" in done.out and "Ring til ••••••-•••• om det" in done.out
    assert 0 == shell("check", plan).code


def test_a_plan_without_any_is_0(shell: Shell) -> None:
    """`check --privacy` of a plan that holds none exits 0, and says that it cannot see names."""
    plan = shell.plan(process=SMALL)
    shell("answer", plan, "first.challenge=Ældre falder om natten")

    assert "Navne kan procwiz ikke se" in " ".join(shell("check", plan, "--privacy").out.split())


def test_half_typed_texts_are_looked_at(shell: Shell) -> None:
    """What somebody half typed is found, whoever it was."""
    plan = shell.plan(process=SMALL)
    Drafts(shell.path(plan), "Bo").keep("first.background", f"Om {NUMBER}")
    found = json.loads(shell("check", plan, "--privacy", "--json", fails=True).out)["privacy"]

    assert [("first.background", "draft")] == [(one["key"], one["place"]) for one in found]


def test_the_data_names_kind_level_and_country_and_not_the_number(shell: Shell) -> None:
    """`--json` gives kind, level, countries, key, place and event, and never what was found."""
    plan = shell.plan(process=SMALL)
    shell("answer", plan, f"first.challenge={NUMBER}")
    done = shell("check", plan, "--privacy", "--json", fails=True)
    found = done.record["privacy"][0]

    assert ("number", "high", ["DK"], "answer", False) == (
        found["kind"], found["level"], found["countries"], found["place"], NUMBER in done.both,
    )  # fmt: skip


def test_documents_name_roles_and_not_who_wrote(shell: Shell) -> None:
    """Where two answers contradict each other, documents and data name whose question it is, never the authors."""
    plan = shell.plan(process=SMALL)
    other = shell.path("kopi")
    shutil.copytree(shell.path(plan), other)
    shell("answer", plan, "first.challenge=Fald om natten", "--by", "Zenobia")
    shell("answer", "kopi", "first.challenge=Noget andet", "--by", "Xerxes")
    for path in (other / "journal").glob("xerxes-*"):
        shutil.copy(path, shell.path(plan) / "journal")
    shell("export", plan, "--format", "md", "--format", "html", "--format", "json", "--out", "ud")
    written = "".join(path.read_text("utf-8") for path in sorted(shell.path("ud").iterdir()))

    assert ("Fald om natten" in written, "Noget andet" in written) == (True, True)
    assert [] == [name for name in ("Zenobia", "Xerxes") if name in written]
