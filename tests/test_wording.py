"""A condition is said in words, in Danish and in English."""

from decimal import Decimal
from typing import Any

import pytest
from support import CONTESTED, DEFERRED, INAPPLICABLE, KIND, assumed, process, read_condition

from procwiz.core.conditions import ALWAYS
from procwiz.core.facts import Fact, Status
from procwiz.core.notation import Notation
from procwiz.core.process import Process
from procwiz.core.reading import condition
from procwiz.core.wording import Wording
from procwiz.language import Language

TITLES = {
    "da": {key: key.partition(".")[2] for key in KIND},
    "en": {key: key.partition(".")[2] for key in KIND},
}


def wording(language: str) -> Wording:
    """Say conditions on the keys of the tests."""
    notation = Notation(language, "DKK")
    return Wording(Language(language).say, notation, lambda key: (TITLES[language][key], KIND[key]))


@pytest.mark.parametrize(
    ("raw", "danish", "english"),
    [
        ({"a.text": "fald"}, "»text« er fald", "“text” is fald"),
        ({"a.choice": "x"}, "»choice« er »X«", "“choice” is “X”"),
        ({"a.choice": ["x", "y", "z"]}, "»choice« er »X«, »Y« eller »Z«", "“choice” is “X”, “Y” or “Z”"),
        ({"a.choices": "x"}, "»choices« rummer »X«", "“choices” includes “X”"),
        ({"a.choices": {"all": ["x", "y"]}}, "»choices« rummer »X« og »Y«", "“choices” includes “X” and “Y”"),
        ({"a.yes_no": "no"}, "»yes_no« er nej", "“yes_no” is no"),
        ({"a.number": 1500}, "»number« er 1.500", "“number” is 1,500"),
        ({"a.number": ">= 2"}, "»number« er mindst 2", "“number” is at least 2"),
        ({"a.number": "> 2.5"}, "»number« er over 2,5", "“number” is above 2.5"),
        ({"a.percent": "<= 40"}, "»percent« er højst 40 %", "“percent” is at most 40%"),
        ({"a.scale": "< 4"}, "»scale« er under 4", "“scale” is below 4"),
        ({"a.number": "1..7"}, "»number« er fra 1 til 7", "“number” is from 1 to 7"),
        ({"a.number": "7..7"}, "»number« er 7", "“number” is 7"),
        ({"a.money": "> 500000"}, "»money« er over 500.000 kr.", "“money” is above DKK 500,000"),
        ({"a.date": ">= 2027-03-15"}, "»date« er tidligst 15. marts 2027", "“date” is no earlier than 15 March 2027"),
        ({"a.date": "<= 2027-03-15"}, "»date« er senest 15. marts 2027", "“date” is no later than 15 March 2027"),
        ({"a.date": "> 2027-03-15"}, "»date« er efter 15. marts 2027", "“date” is after 15 March 2027"),
        ({"a.date": "< 2027-03-15"}, "»date« er før 15. marts 2027", "“date” is before 15 March 2027"),
        ({"a.text": "answered"}, "»text« er besvaret", "“text” is answered"),
        (
            {"a.text": ["unanswered", "deferred"]},
            "»text« er sat til »ved vi ikke endnu« eller ubesvaret",
            "“text” is not known yet or unanswered",
        ),
        (
            {"a.table": {"any": {"amount": ">= 2", "a.choice": "x"}}},
            "mindst én række i »table« opfylder: »Antal« er mindst 2 og »choice« er »X«",
            "at least one row of “table” has: “Antal” is at least 2 and “choice” is “X”",
        ),
        (
            {"a.table": {"all": {"name": "answered"}}},
            "alle rækker i »table« opfylder: »Navn« er besvaret",
            "every row of “table” has: “Navn” is answered",
        ),
        (
            {"a.table": {"count": 2}},
            "antallet af rækker i »table« er 2",
            "the number of rows in “table” is 2",
        ),
        (
            {"a.table": {"count": ">= 1", "where": {"amount": 5}}},
            "antallet af rækker i »table«, hvor »Antal« er 5, er mindst 1",
            "the number of rows in “table” where “Antal” is 5 is at least 1",
        ),
        (
            [{"a.choice": "x", "not": {"a.yes_no": "yes"}}, {"a.number": 1}],
            "»choice« er »X« og ikke at »yes_no« er ja eller »number« er 1",
            "“choice” is “X” and not that “yes_no” is yes or “number” is 1",
        ),
        ({}, "", ""),
    ],
)
def test_condition_in_words(raw: Any, danish: str, english: str) -> None:
    """Each test is said with the question's title and the values as people write them."""
    condition = read_condition(raw)
    said = [wording(language).condition(condition).replace("\N{NO-BREAK SPACE}", " ") for language in ("da", "en")]
    assert [danish, english] == said


def _fires(code: str, title: str, language: str) -> str:
    notation = Notation(language, "DKK")
    speaker = Wording(Language(language).say, notation, lambda key: (title, KIND["a.number"]))
    return speaker.condition(condition({code: "fires"}, KIND.__getitem__, lambda code: ALWAYS))


def test_row_in_words() -> None:
    """A row of the decision table is named by its id, a definition by its title."""
    assert ["række R12 gælder", "row R12 applies"] == [_fires("R12", "R12", language) for language in ("da", "en")]
    assert "Noget helt nyt" == _fires("new", "Noget helt nyt", "da")


@pytest.mark.parametrize(
    ("fact", "danish", "english"),
    [
        (Fact(Status.ANSWERED, Decimal(4)), "4", "4"),
        (assumed(Decimal("4.5")), "4,5 (antaget)", "4.5 (assumed)"),
        (DEFERRED, "sat til »ved vi ikke endnu«", "not known yet"),
        (Fact(Status.UNANSWERED), "ubesvaret", "unanswered"),
        (INAPPLICABLE, "ikke aktuelt", "not applicable"),
        (CONTESTED, "besvaret på to måder", "answered in two ways"),
    ],
)
def test_fact_in_words(fact: Fact, danish: str, english: str) -> None:
    """What is known of a key is said: its value, that it is assumed, or why there is none."""
    assert [danish, english] == [wording(language).fact(KIND["a.number"], fact) for language in ("da", "en")]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_condition_of_a_process_is_said(language: str) -> None:
    """Every condition of a process, whatever tests it has, is said in the process' own titles."""
    model = process(language=language)
    speaker = Wording(Language(language).say, Notation(language, "DKK"), lambda key: _named(model, key))
    guarded = [part for phase in model.phases for part in (phase, *phase.questions, *phase.gate.criteria) if part.when]
    assert 8 == len(guarded)
    for part in guarded:
        said = speaker.condition(part.when)
        assert all(model.title_of(key) in said for key in sorted(part.when.keys()))


def _named(model: Process, key: str) -> tuple[str, Any]:
    kind = model.questions[key].kind if key in model.questions else KIND["a.number"]
    return model.title_of(key), kind
