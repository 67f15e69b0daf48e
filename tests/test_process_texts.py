"""What the shipped process promises: its size, its keys, and a Danish one can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from procwiz import library

FOLDER = library.shipped() / "innovative-procurement"
PLAIN = Path(__file__).parent / "plain_danish.txt"
LONG = 6
LIX = 45
PHASES = ["anchor", "setup", "needs", "market", "strategy", "tender", "contract", "develop", "implement", "scale"]
ESSENTIAL = {
    "anchor.challenge",
    "anchor.definition",
    "anchor.owner",
    "anchor.mandate",
    "anchor.decision_date",
    "needs.affected",
    "needs.outcome",
    "needs.described_as",
    "needs.deadline",
    "market.availability",
    "market.suppliers",
    "strategy.rnd_needed",
    "strategy.value",
    "strategy.negotiation_needed",
    "strategy.signals",
}
ROUTES = """open restricted negotiated dialogue partnership pcp ppi rnd_service design_contest challenge light_regime
direct below_threshold negotiated_without_notice pilot opi_then_tender innovation_clause joint"""
CONTRACT = [
    ("anchor.challenge", "text", ""),
    ("anchor.definition", "choices", "new private implemented value"),
    ("anchor.mandate", "choice", "full partly none"),
    ("setup.country", "choice", "DK NO SE EU"),
    ("setup.buyer_type", "choice", "state sub_central utility"),
    ("setup.joint", "choice", "alone joint open"),
    ("setup.capacity", "choice", "low medium high"),
    ("needs.described_as", "choice", "effect function product"),
    ("needs.functional", "choice", "yes partly no"),
    ("market.availability", "choice", "available needs_adaptation near_market none"),
    ("market.trl", "number", ""),
    ("market.suppliers", "number", ""),
    ("market.solution_clarity", "choice", "clear several unclear"),
    ("market.contest_planned", "yes_no", ""),
    ("strategy.subject", "choice", "goods services works light rnd"),
    ("strategy.value", "money", ""),
    ("strategy.notice_date", "date", ""),
    ("strategy.rnd_needed", "choice", "yes no unsure"),
    ("strategy.buy_after_development", "choice", "yes no unsure"),
    ("strategy.caps_known", "yes_no", ""),
    ("strategy.specifiable", "yes_no", ""),
    ("strategy.negotiation_needed", "yes_no", ""),
    ("strategy.exclusive_results", "yes_no", ""),
    ("strategy.urgency", "choice", "none tight extreme"),
    ("strategy.external_funding", "yes_no", ""),
    ("strategy.signals", "choices", "design_contest small_challenge pilot_only prototype_only innovation_in_contract"),
    ("strategy.route", "choice", ROUTES),
    ("scale.definition", "choices", "new private implemented value"),
]
"""Keys that others build on, with kind and codes."""


@pytest.fixture(scope="module")
def process() -> dict[str, Any]:
    """Load the shipped process once."""
    content: dict[str, Any] = library.load(FOLDER)["process"]
    return content


@pytest.fixture(scope="module")
def questions(process: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Take its questions by key."""
    return {question["key"]: question for phase in process["phases"] for question in phase["questions"]}


def test_it_is_sound() -> None:
    """The shipped process has no problem."""
    assert [f"{part.place} {part.code}" for part in library.check(FOLDER)] == []


def test_it_is_whole(process: dict[str, Any], questions: dict[str, Any]) -> None:
    """It has ten phases with gates G0 to G9, at least 120 questions and 80 words explained."""
    assert [phase["key"] for phase in process["phases"]] == PHASES
    assert [phase["gate"]["key"] for phase in process["phases"]] == [f"G{number}" for number in range(10)]
    assert len(questions) >= 120
    assert len(process["glossary"]) >= 80


def test_quick_scan(questions: dict[str, dict[str, Any]]) -> None:
    """The quick scan asks the fifteen essential questions and no more."""
    assert {key for key, question in questions.items() if question.get("depth") == "essential"} == ESSENTIAL


def test_first_question(process: dict[str, Any]) -> None:
    """The first question is the problem in one's own words."""
    assert process["phases"][0]["questions"][0]["key"] == "anchor.challenge"


def test_every_question_is_explained(questions: dict[str, dict[str, Any]]) -> None:
    """Every question has its ask, help, why, example, title, role and source."""
    for key, question in questions.items():
        missing = [
            name for name in ("title", "ask", "help", "why", "example", "role", "source") if not question.get(name)
        ]

        assert (key, missing) == (key, [])


@pytest.mark.parametrize(("key", "kind", "codes"), CONTRACT, ids=[part[0] for part in CONTRACT])
def test_contract_key(questions: dict[str, dict[str, Any]], key: str, kind: str, codes: str) -> None:
    """A key that others build on has its kind and exactly its codes."""
    question = questions[key]

    assert question["kind"] == kind
    assert {option["code"] for option in question.get("options", [])} == set(codes.split())


def test_limits_of_contract_keys(questions: dict[str, dict[str, Any]]) -> None:
    """Readiness goes from 1 to 9, suppliers are counted from 0, and the value may be a range."""
    trl, suppliers = questions["market.trl"], questions["market.suppliers"]

    assert (trl["min"], trl["max"], trl["whole"]) == (1, 9, True)
    assert (suppliers["min"], suppliers["whole"]) == (0, True)
    assert questions["strategy.value"]["range"]


def test_routes_read_contract_keys_only(process: dict[str, Any], questions: dict[str, dict[str, Any]]) -> None:
    """Answers to the contract keys alone decide whether each of them applies."""
    contract = {key for key, _, _ in CONTRACT}
    conditions = [questions[key].get("when") for key in contract]
    conditions += [phase.get("when") for phase in process["phases"][:5]]

    assert {key for condition in conditions for key in _keys(condition)} <= contract


def _keys(condition: object) -> Iterator[str]:
    if isinstance(condition, Mapping):
        for key, test in condition.items():
            yield from [key] if "." in key else []
            yield from _keys(test)
    elif isinstance(condition, list):
        for part in condition:
            yield from _keys(part)


def _texts(content: object) -> Iterator[str]:
    """Go through all that a person reads in a phase, but for titles."""
    if isinstance(content, list):
        for part in content:
            yield from _texts(part)
    if isinstance(content, Mapping):
        for name, part in content.items():
            if name in {"purpose", "ask", "help", "why", "example", "label", "text"}:
                yield str(part)
            elif name == "labels":
                yield from (str(label) for label in part.values())
            elif isinstance(part, list | Mapping):
                yield from _texts(part)


def lix(texts: list[str]) -> float:
    """Take the readability of texts: words a sentence, and long words in a hundred.

    >>> lix(["Hvem ejer behovet?"])
    36.333333333333336
    """
    words = [word for text in texts for word in re.findall(r"[^\W_]+(?:[-'][^\W_]+)*", text)]
    sentences = sum(max(1, len(re.findall(r"[.!?:](?=\s|$)", text))) for text in texts)
    return len(words) / sentences + 100 * sum(len(word) > LONG for word in words) / len(words)


@pytest.mark.parametrize("phase", PHASES)
def test_readable(process: dict[str, Any], phase: str) -> None:
    """A phase's Danish reads as easily as a newspaper: LIX at most 45."""
    (content,) = [part for part in process["phases"] if part["key"] == phase]

    assert lix(list(_texts(content))) <= LIX


def _everything(content: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield path, content
    elif isinstance(content, Mapping):
        name = str(content.get("key") or content.get("code") or "")
        for key, part in content.items():
            if key not in {"key", "code", "id", "kind", "source", "when", "where", "publisher", "address"}:
                yield from _everything(part, f"{path}/{name}/{key}")
    elif isinstance(content, list):
        for part in content:
            yield from _everything(part, path)


def test_plain_danish(process: dict[str, Any]) -> None:
    """No Danish text uses a word of officialese."""
    lines = PLAIN.read_text(encoding="utf-8").splitlines()
    phrases = [line.strip().casefold() for line in lines if line.strip() and not line.startswith("#")]
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in phrases))
    content = {name: process[name] for name in ("title", "roles", "changes", "phases", "glossary") if name in process}
    found = [(path, hit[0]) for path, text in _everything(content) if (hit := pattern.search(text.casefold()))]

    assert found == []
