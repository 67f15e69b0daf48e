"""A year in the life of a plan: four gates, edits between them, a condition met, a date slipped, and a stop."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Run


class Year:
    """A plan of a built-in case, as its project lead and its steering group meet it through the year."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run = run
        self.last = ""
        run("new", "--example", "oslo", "--no-input")
        self.folder = next(folder.glob("*/plan.yaml")).parent

    def paper(self, day: str, *, issue: bool = True) -> str:
        """Hand the paper of a day over, or only look at it; give its pages, and keep its annexes in `last`."""
        words = ("export", "--document", "steering-group", "--format", "md", "--as-of", day)
        result = self.run(*words, "--issue") if issue else self.run(*words, "--stdout")
        assert 0 == result.returncode
        text = Path(result.stdout.strip()).read_text(encoding="utf-8") if issue else result.stdout
        pages, self.last = text.split("\n## Bilag A", 1)
        return pages

    def decide(self, gate: str, outcome: str, day: str, *more: str) -> str:
        """Record a decision; give what is said then."""
        result = self.run("decide", gate, "--decision", outcome, "--date", day, *more)
        assert 0 == result.returncode
        return result.stderr

    def answer(self, *answers: str) -> str:
        """Give answers; what is said then."""
        result = self.run("answer", *answers)
        assert 0 == result.returncode
        return result.stderr

    def file(self, answers: dict[str, Any]) -> str:
        """Give answers as a file; what is said then."""
        path = self.folder.parent / "answers.json"
        path.write_text(json.dumps(answers), encoding="utf-8")
        return self.answer("--from", str(path))

    def since(self, word: str) -> dict[str, str]:
        """What changed since a moment: its kind, by key."""
        found = json.loads(self.run("changes", "--since", word, "--json").stdout)
        return {change["key"]: change["kind"] for change in found["changes"]}


def part(paper: str, heading: str) -> str:
    """Take what stands under a heading of the paper."""
    return re.split(r"\n## ", paper.split(heading, 1)[1], maxsplit=1)[0]


@pytest.fixture
def year(run: Run, tmp_path: Path) -> Year:
    """A plan begun at New Year."""
    return Year(run, tmp_path)


def test_a_year_of_decisions(year: Year) -> None:
    """Every paper on the way says what was decided, what became of it, and all that changed, and nothing else."""
    # January: the first paper asks for a yes to begin.
    first = year.paper("2026-01-12")
    assert "G0, efter fasen Ledelsesforankring" in first
    assert "Ændret siden" not in first
    assert "Det manglede, da der blev besluttet:" in year.decide("G0", "go", "2026-01-20", "--by", "Byrådet")
    assert {"G0": "decided"} == year.since("paper")

    # March: what was not known is known now, a risk came in, and the second yes has a condition.
    known = [row["id"] for row in json.loads(year.run("show", "--format", "json").stdout)["strategy.risks"]]
    year.answer("anchor.mandate=partly", "setup.capacity=medium", "strategy.value=45 mio.")
    year.file(
        {"strategy.risks": [{"id": "r1", "risk": "For få maskiner", "likelihood": 4, "impact": 4, "owner": "Drift"}]}
    )
    changed = {
        "anchor.mandate": "known", "setup.capacity": "known", "strategy.value": "known", "r1": "risk_new",
        "anchor.mandate_gap": "appeared",
    }  # fmt: skip
    assert changed | dict.fromkeys(known, "risk_closed") == year.since("G0")
    second = year.paper("2026-03-02")
    assert "Ændret siden oplægget af 12. januar 2026" in second
    assert "G0: ja, besluttet 20. januar 2026 af Byrådet." in second
    assert "ændringer mere i bilaget om det, der er ændret." in part(second, "Ændret siden")
    assert "- Nu ved vi det: »Kontraktens samlede værdi« er 45.000.000 NOK" in part(year.last, "Alt det, der er ændret")
    assert "| Problemets ejer | Topledelse med mandat | skulle være kendt ved G0, efter Ledelsesforankring |" in second
    year.decide("G1", "go_with_conditions", "2026-03-10", "--condition", "Find penge; owner=Økonomi; due=2026-05-01")

    # June: the condition is met late, and a date has slipped by 61 days.
    year.answer("needs.deadline=2027-01-01", "setup.operation_start=2027-03-01")
    overdue = year.paper("2026-06-01", issue=False)
    assert "Find penge · Økonomi · skulle være gjort 1. maj 2026" in part(overdue, "Det beder vi jer beslutte")
    task = json.loads(year.run("gate", "G2", "--json").stdout)["conditions"][0]["id"]
    year.run("tasks", "--done", task, "--date", "2026-06-03")
    year.decide("G2", "go", "2026-06-10")
    year.answer("needs.deadline=2027-03-03")
    assert {"needs.deadline": "date_moved"} == year.since("G2")
    third = year.paper("2026-09-01")
    assert "Betingelsen er opfyldt: Find penge" in third
    assert "Find penge · Økonomi" not in part(third, "Det beder vi jer beslutte")

    # October: an answer that the last yes rested on is changed, and that is said at once and in the next paper.
    said = year.answer("needs.functional=no")
    assert "Beslutningen ved G2 hvilede på »Behovet som funktioner«, »Funktioner«." in said
    year.decide("G3", "hold", "2026-10-06", "--until", "2026-12-01", "--reason", "Vi venter på markedet.")
    waiting = year.paper("2026-10-20")
    assert "Vent til 1. december 2026. Vi venter på markedet." in part(waiting, "Det beder vi jer beslutte")
    assert "som beslutningen ved G2 hvilede på, er ændret siden" in waiting

    # December: a stop, and what was learned.
    year.decide("G3", "stop", "2026-12-08", "--reason", "Maskinerne findes ikke.")
    year.file(
        {
            "scale.lessons": [
                {
                    "lesson": "Vi spurgte for sent", "area": "market", "outcome": "failed", "action": "Spørg først",
                    "owner": "Projektleder",
                }
            ]
        }
    )  # fmt: skip
    last = year.paper("2026-12-15")
    assert "G3: stop, besluttet 8. december 2026 af styregruppen. Maskinerne findes ikke." in part(last, "er stoppet")
    assert "| Vi spurgte for sent | Spørg først | Projektleder |" in part(last, "Det har vi lært")
    refused = year.run("decide", "G4", "--decision", "go")
    assert 2 == refused.returncode
    assert "Planen er stoppet ved G3." in refused.stderr
