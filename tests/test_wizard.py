"""The wizard as a person meets it: both faces, in real terminals, from a need to a paper."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import TypeAlias

import pexpect
import pytest
from conftest import Run, interruptible
from support import SHIPPED, process

from procwiz.core.kinds import Table
from procwiz.core.process import Question

QUESTIONS = process(SHIPPED).questions
FACES = {"terminal": "xterm-256color", "line": "dumb"}
ENTER, ALT_ENTER, CTRL_C, CTRL_D = "\r", "\x1b\r", "\x03", "\x04"
CODES = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|[=>()][0-9A-B]?)")
COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]")
FOOT = r"<(?:\x1b\[[0-9;]*m)* tilbage"
GIVEN = {
    "anchor.challenge": "Beboere på Nattefald falder om natten",
    "anchor.definition": "1, 3",
    "anchor.mandate": "Delvist",
    "anchor.decision_date": "15.3.2027",
    "needs.affected": "Cirka 40 beboere og seks nattevagter",
    "needs.outcome": "Hjælpen er fremme inden ti minutter",
    "needs.described_as": "1",
    "needs.deadline": "1. oktober 2028",
    "market.availability": "3",
    "market.suppliers": "4",
    "strategy.rnd_needed": "1",
    "strategy.value": "2-4 mio. kr.",
    "strategy.negotiation_needed": "ja",
    "strategy.signals": "5",
}
OFFERED = "Det kan I gøre:"
TYPED = {
    "text": "Et svar", "prose": "Et svar", "choice": "1", "choices": "1, 2", "yes_no": "ja", "number": "5",
    "money": "1,5 mio. kr.", "percent": "50", "date": "15.3.2028", "scale": "3", "link": "https://example.org",
}  # fmt: skip


class Wizard:
    """A person at a terminal where procwiz runs."""

    def __init__(self, folder: Path, face: str, *words: str, columns: int = 80, **env: str) -> None:
        self.face = face
        self.shown = StringIO()
        self._child: pexpect.spawn[str] = pexpect.spawn(
            sys.executable,
            ["-m", "procwiz", *words],
            cwd=str(folder),
            env={name: text for name, text in os.environ.items() if name not in {"COLUMNS", "NO_COLOR"}}  # type: ignore[arg-type]
            | {"TERM": FACES[face], **env},
            dimensions=(40, columns),
            encoding="utf-8",
            preexec_fn=interruptible,
            timeout=30,
        )
        self._child.logfile_read = self.shown

    def sees(self, *texts: str) -> int:
        """Wait until one of the texts is shown, wherever its lines are broken; give which."""
        patterns = [r"\s+(?:\x1b\[[0-9;]*m)*".join(map(re.escape, text.split())) for text in texts]
        return self._child.expect(patterns)

    def asked(self, key: str) -> Question:
        """Wait until a question is asked."""
        self.sees(_begins(QUESTIONS[key].ask))
        return QUESTIONS[key]

    def types(self, text: str, end: str = ENTER) -> None:
        """Type once the prompt stands there."""
        if self.face == "terminal":
            self._child.expect(FOOT)
        self._child.send(text + end)

    def picks(self, text: str) -> None:
        """Type where there is no key to go back by."""
        if self.face == "terminal":
            self.sees("så Enter")
        self._child.send(text + ENTER)

    def ends(self) -> int | None:
        """Wait until procwiz has ended; give its exit code."""
        self._child.expect(pexpect.EOF)
        self.close()
        return self._child.exitstatus

    def close(self) -> None:
        """End procwiz where it still runs."""
        with suppress(pexpect.ExceptionPexpect):
            self._child.close(force=True)

    @property
    def text(self) -> str:
        """What was shown so far, without the terminal's codes."""
        return CODES.sub("", self.shown.getvalue())


Start: TypeAlias = Callable[..., Wizard]


@pytest.fixture(params=sorted(FACES))
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Start]:
    """Start procwiz in a terminal of either kind."""
    begun: list[Wizard] = []

    def start(*words: str, **more: object) -> Wizard:
        begun.append(Wizard(tmp_path, request.param, *words, **more))  # type: ignore[arg-type]
        return begun[-1]

    yield start
    for wizard in begun:
        wizard.close()


def _begins(text: str) -> str:
    """The first words of a question, which are enough to know it by."""
    return " ".join(text.split()[:5])


# -- a newcomer's quick scan -----------------------------------------------------------------


def _first_sitting(wizard: Wizard) -> None:
    """Answer the first questions with a wrong answer, help, what is not known yet, a way back, and Ctrl-C."""
    wizard.asked("anchor.challenge")
    wizard.types(GIVEN["anchor.challenge"])
    wizard.asked("anchor.definition")
    wizard.types("9")
    wizard.sees("er ikke en af mulighederne")
    wizard.types(GIVEN["anchor.definition"])
    owner = wizard.asked("anchor.owner")
    wizard.types("?")
    wizard.sees(f"Hvorfor: {_begins(owner.why)}")
    wizard.asked("anchor.owner")
    wizard.types("-")
    for question, answer in (("Hvad mangler I", "En ny chef er på vej"), ("Hvem finder ud af det?", "Direktøren")):
        wizard.sees(question)
        wizard.types(answer)
    for question in ("Hvornår skal det senest", "Hvad regner I med"):
        wizard.sees(question)
        wizard.types("")
    wizard.sees("Direktøren finder ud af det")
    wizard.asked("anchor.mandate")
    wizard.types("<")
    wizard.asked("anchor.owner")
    wizard.types("")
    wizard.asked("anchor.mandate")
    wizard.types("", CTRL_C)


def test_a_newcomers_quick_scan_ends_with_a_paper(start: Start, run: Run, tmp_path: Path) -> None:
    """A need becomes a paper in two sittings, with mistakes on the way, and nothing is lost between them."""
    first = start("new")
    _first_sitting(first)
    first.sees("Gemt i")
    assert 130 == first.ends()

    second = start("resume")
    second.sees("Hurtig scanning · 4 af 15")
    for key in list(GIVEN)[2:]:
        second.asked(key)
        second.types(GIVEN[key])
    second.sees("Det var den hurtige scanning.")
    second.sees("Oplæg til styregruppen:")
    assert 0 == second.ends()

    paper = next(tmp_path.glob("*/documents/*/*-steering-group-da.md")).read_text(encoding="utf-8")
    assert next(tmp_path.glob("*/documents/*/*-steering-group-da.html")).stat().st_size > len(paper)
    for said in (GIVEN["anchor.challenge"], GIVEN["needs.outcome"], "15. marts 2027", "Direktøren", "En ny chef"):
        assert said in paper


# -- a whole phase, with its tables -----------------------------------------------------------------


def _walk_phase(wizard: Wizard, phase: str) -> list[str]:
    """Answer whatever is asked, two rows in each table, until the phase ends; give the keys in the order asked.

    The first risk that is offered is taken, the others are left for later.
    """
    questions = {_begins(question.ask): question for question in QUESTIONS.values() if question.phase == phase}
    cells: dict[str, str] = {}
    asked: list[str] = []
    taken = iter("1")
    while True:
        marks = ["Det var spørgsmålene her.", OFFERED, "Vil I ændre noget i tabellen?", "Række 3 ·", *cells, *questions]
        met = marks[wizard.sees(*marks)]
        if met == marks[0]:
            return asked
        if met == OFFERED:
            wizard.types(next(taken, ""))
            continue
        if met in questions:
            question = questions[met]
            asked.append(question.key)
            cells = _cells(question)
            if not cells:
                wizard.types(TYPED[question.kind.name], _end(wizard, question.kind.name))
        else:
            wizard.types(TYPED[cells[met]] if met in cells else "")


def _cells(question: Question) -> dict[str, str]:
    """What is asked in the first two rows of a table, with the kind that is to be typed."""
    columns = question.kind.columns if isinstance(question.kind, Table) else ()
    return {f"Række {row} · {_begins(column.ask)}": column.kind.name for row in (1, 2) for column in columns}


def _end(wizard: Wizard, kind: str) -> str:
    if kind != "prose":
        return ENTER
    return ALT_ENTER if wizard.face == "terminal" else f"{ENTER}.{ENTER}"


def test_a_whole_phase_with_its_tables(start: Start, run: Run) -> None:
    """Every question of a phase, tables with two rows each, ends with all of it answered and a gate that says so."""
    run("new", "Nattefald", "--no-input")
    wizard = start("resume", "--phase", "needs")
    asked = _walk_phase(wizard, "needs")
    assert 0 == wizard.ends()

    status = next(part for part in json.loads(run("status", "--json").stdout)["phases"] if part["key"] == "needs")
    answers = json.loads(run("show", "--json").stdout)["answers"]
    assert (len(asked), 0, 0) == (status["answered"], status["deferred"], status["open"])
    assert {2} == {len(answers[key]) for key in asked if isinstance(QUESTIONS[key].kind, Table)}
    assert ["risk-"] == [row["id"][:5] for row in answers["strategy.risks"]]
    assert "G2 " in wizard.text


# -- long text -----------------------------------------------------------------------------------------

PARAGRAPHS = "Nattevagten går sine runder.\n\nFalder nogen imellem, ligger de der længe.\n- Hvad så?\n! Ingen ved det."


def test_pasted_paragraphs_are_one_answer(start: Start, run: Run) -> None:
    """Paragraphs pasted into one question stay in it, empty lines and keys at the start of lines too."""
    run("new", "Nattefald", "--no-input")
    wizard = start("resume", "--question", "needs.failing")
    wizard.asked("needs.failing")
    if wizard.face == "terminal":
        wizard.types(f"\x1b[200~{PARAGRAPHS}\x1b[201~", ALT_ENTER)
    else:
        wizard.types(PARAGRAPHS.replace("\n", ENTER), f"{ENTER}.{ENTER}")
    wizard.asked("needs.today_cost")
    wizard.types("!")
    assert 0 == wizard.ends()

    assert {"needs.failing": PARAGRAPHS} == _answers(run)


def _answers(run: Run) -> object:
    return json.loads(run("show", "--json").stdout)["answers"]


def test_half_typed_text_survives(start: Start, run: Run) -> None:
    """Prose that Ctrl-C or the end of the input cut short is offered again, gone on with, and recorded."""
    run("new", "Nattefald", "--no-input")
    first = start("resume", "--question", "needs.failing")
    first.asked("needs.failing")
    first.types(f"Første linje{ENTER}Anden", CTRL_C if first.face == "terminal" else f"{ENTER}{CTRL_D}")
    first.sees("Gemt i")
    assert (130 if first.face == "terminal" else 3) == first.ends()

    second = start("resume", "--question", "needs.failing")
    second.sees("I var i gang med et svar:")
    second.picks("")
    second.types(" linje", _end(second, "prose"))
    second.asked("needs.today_cost")
    second.types("!")
    assert 0 == second.ends()

    whole = "Første linje\nAnden linje" if second.face == "terminal" else "Første linje\nAnden\n linje"
    assert {"needs.failing": whole} == _answers(run)


# -- narrow, colourless, without a terminal ---------------------------------------------------------------


def test_a_narrow_window(start: Start) -> None:
    """In a window of 40 columns everything is asked, and no line is wider."""
    wizard = start("new", columns=40)
    wizard.asked("anchor.challenge")
    wizard.types("Fald")
    wizard.asked("anchor.definition")
    wizard.types("1")
    wizard.asked("anchor.owner")
    wizard.types("!")
    assert 0 == wizard.ends()

    if wizard.face == "line":
        assert [] == [line for line in wizard.text.splitlines() if len(line) > 40]


def test_no_colour_where_none_is_wanted(start: Start) -> None:
    """With NO_COLOR no colour is set; without it the terminal face has some, and the line face never."""
    shown = []
    for env in ({"NO_COLOR": "1"}, {}):
        wizard = start("new", **env)
        wizard.asked("anchor.challenge")
        wizard.types("Fald")
        wizard.asked("anchor.definition")
        wizard.types("!")
        wizard.ends()
        shown.append(bool(COLOUR.search(wizard.shown.getvalue())))

    assert [False, wizard.face == "terminal"] == shown


def test_plain_is_the_line_face(tmp_path: Path) -> None:
    """`--plain` asks line by line, without any of the terminal's codes, in whatever terminal."""
    wizard = Wizard(tmp_path, "line", "new", "--plain", TERM="xterm-256color")
    wizard.asked("anchor.challenge")
    wizard.types("Fald")
    wizard.asked("anchor.definition")
    wizard.types("!")

    assert 0 == wizard.ends()
    assert wizard.text == wizard.shown.getvalue()


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_crash(tmp_path: Path, closed: str) -> None:
    """Where a stream was closed beforehand, input counts as ended and nothing breaks."""
    command = f'exec "$0" -m procwiz new Nattefald {closed}'
    result = subprocess.run(
        ["sh", "-c", command, sys.executable], cwd=tmp_path, capture_output=True, text=True, timeout=60,
        input="", check=False,
    )  # fmt: skip

    assert (3, "") == (result.returncode, result.stderr)
    assert (tmp_path / "nattefald" / "plan.yaml").is_file()


def test_without_any_terminal(tmp_path: Path) -> None:
    """Apart from every terminal the line face reads what there is, and says that it was saved."""
    result = subprocess.run(
        [sys.executable, "-m", "procwiz", "new"], cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60,
        input="Fald om natten\n", check=False, start_new_session=True,
    )  # fmt: skip

    assert (3, "") == (result.returncode, result.stderr)
    assert "✓ Gemt i" in result.stdout
    assert "\x1b" not in result.stdout
