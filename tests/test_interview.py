"""The interview, through the line face and on real plans: what a person types, what is said, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from conftest import Run
from support import SHIPPED, SMALL

from procwiz import library, session
from procwiz.core.answers import Deferral
from procwiz.core.asking import InputEnded, Interrupted
from procwiz.core.values import Row, Value
from procwiz.core.walk import Pick, Scope
from procwiz.errors import PlanDamaged
from procwiz.interview import Ending, Interview
from procwiz.language import Language
from procwiz.prompts.line import LineAsker
from procwiz.session import Session

DA = Language("da")
EFFECTS = "first.effects"
FIRST, SECOND, QUICK = Scope(phase="first"), Scope(phase="second"), Scope(quick=True)
DAY = date(2026, 11, 2)


class Room:
    """A person at a plan. `ending` is None where the input ended before the conversation did."""

    def __init__(self, book: Session) -> None:
        self.book = book
        self.ending: Ending | None = None

    def tell(
        self,
        *lines: str,
        scope: Scope = FIRST,
        start: str | None = None,
        edit: Callable[[str], str | None] = lambda text: None,
    ) -> str:
        """Type lines, and give what was shown, on one line."""
        shown = StringIO()
        asker = LineAsker(StringIO("".join(f"{line}\n" for line in lines)), shown, DA, edit, 88)
        try:
            self.ending = Interview(self.book, asker, DA, scope).run(start)
        except InputEnded:
            self.ending = None
        return " ".join(shown.getvalue().split())

    def value(self, key: str) -> Value | None:
        """The answer as it stands."""
        return self.book.plan.answer(key).value

    def cells(self) -> list[str]:
        """The effects in their order, each as the text of its first cell."""
        rows = self.value(EFFECTS)
        assert isinstance(rows, tuple)
        return [str(row.cells["effect"]) for row in rows if isinstance(row, Row)]

    def again(self, author: str = "Lene") -> Room:
        """Open the plan anew, as after closing the window, or as a colleague."""
        plan, reading = session.open_plan(self.book.folder)
        return Room(Session(plan, author, DA, reading, self.book.folder))


def _room(folder: Path, process: Path = SMALL) -> Room:
    book = session.unborn(library.load(process), "Nattefald", DA, "Lene", folder, DAY)
    book.bear()
    return Room(book)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A person at a plan of the small process in which nothing has been said."""
    return _room(tmp_path)


# -- where I am, and what was recorded -----------------------------------------------------


def test_a_question_says_where_it_stands(room: Room) -> None:
    """Every question opens with its phase and its number, the question and one line of help."""
    said = room.tell("Ældre falder")

    assert "[Fase 1 af 2 · Begyndelsen · 1 af 6] Hvad er problemet? En sætning er nok. Svar:" in said
    assert "[Fase 1 af 2 · Begyndelsen · 2 af 6] Har I tid og penge?" in said


def test_a_phase_opens_with_its_purpose(room: Room) -> None:
    """A phase says what it is for, who should be there and how long it takes, once in a conversation."""
    said = room.tell("Ældre falder", "1", *[""] * 4, "<", "<", "", "", scope=Scope())

    assert "== Fase 1 af 2: Begyndelsen == I siger, hvad der er galt, og hvem der ejer det." in said
    assert "Med i rummet: Projektleder Tager fra 1 til 4 uger, oftest 2." in said
    assert (1, 1) == (said.count("== Fase 1 af 2"), said.count("== Fase 2 af 2"))
    assert "Er I klar til at købe?" not in said


def test_a_phase_ends_with_what_its_gate_lacks(room: Room) -> None:
    """A phase ends with each thing its gate lacks, in words, and with how to come back to them."""
    said = room.tell("Ældre falder", "3", *[""] * 4)

    assert Ending.DONE is room.ending
    assert "F0 · Er problemet klart nok til at gå videre? Der mangler 3 ting:" in said
    assert "– Effekter (mangler svar)" in said
    assert "– Ikke opfyldt: Der er et mandat." in said
    assert said.endswith("procwiz resume --phase first")


def test_a_phase_that_is_ready_says_so(room: Room) -> None:
    """A gate with all it wants is ready."""
    said = room.tell("Ældre falder", "1", "", "", "", "Færre fald", "40", "1", "", "")

    assert "F0 er klar: Er problemet klart nok til at gå videre?" in said


def test_an_answer_is_repeated_in_the_languages_form(room: Room) -> None:
    """What was recorded is said as people write it, a long text by its beginning."""
    text = room.tell("Ældre " * 40, "1")
    said = room.tell("1,25 mio.", "4", "60", "2027-03-15", scope=SECOND)

    for shown in ("1.250.000 kr.", "4 leverandører", "60 %", "15. marts 2027"):
        assert f"✓ Noteret: {shown}" in said
    assert f"✓ Noteret: {'Ældre ' * 16}… [" in text


def test_what_an_answer_changes_is_said(room: Room) -> None:
    """What appeared, was set aside and came back is said by name, at once."""
    appeared = room.tell("Ældre falder", "1", scope=Scope())
    room.tell("1 mio.", "4", scope=SECOND)
    aside = room.tell("3", start="first.mandate")
    returned = room.tell("1", start="first.mandate")

    assert "Det giver 3 nye spørgsmål: »Prisen«, »Leverandører«, »Starten«" in appeared
    assert "Sat til side, fordi de ikke længere er aktuelle: »Prisen«, »Leverandører«" in aside
    assert "Igen aktuelle, med de svar I gav: »Prisen«, »Leverandører«" in returned


# -- wrong input, Enter, back ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "fault", "right", "value"),
    [
        ("first.mandate", "7", "»7« er ikke en af mulighederne. Skriv et tal fra 1 til 3", "2", "partly"),
        ("first.joint", "måske", "»måske« er hverken ja eller nej.", "nej", False),
        ("first.signals", "1 2", "Skriv tal fra 1 til 2 med komma imellem.", "1, 2", ("contest", "trial")),
        ("second.suppliers", "mange", "»mange« er ikke et tal.", "4", Decimal(4)),
        ("second.suppliers", "-3", "0", "4", Decimal(4)),
        ("second.weight", "meget", "»meget« er ikke", "60", Decimal(60)),
        ("second.start", "3/4/2027", "3. april 2027 eller 4. marts 2027", "15/3/2027", date(2027, 3, 15)),
        ("second.risk", "9", "Skriv et tal fra 1 til 5", "Middel", Decimal(3)),
        ("second.page", "koeb", "! »koeb«", "https://example.org", "https://example.org"),
    ],
)
def test_wrong_input_is_asked_again(room: Room, key: str, typed: str, fault: str, right: str, value: Value) -> None:
    """What cannot be read is said with what was wrong, changes nothing, and is asked again."""
    before = room.tell(typed, start=key)
    assert (None, True) == (room.value(key), fault in before)

    room.tell(typed, right, start=key)
    assert value == room.value(key)


def test_enter_keeps_an_answer(room: Room) -> None:
    """Enter keeps the answer shown, and says so."""
    room.tell("Ældre falder")
    said = room.tell("", start="first.challenge")

    assert "Nu: Ældre falder (Enter beholder det)" in said
    assert "Svaret står, som det var." in said
    assert "Ældre falder" == room.value("first.challenge")


def test_enter_leaves_a_question_open(room: Room) -> None:
    """Enter without an answer leaves the question open, and says by when an answer is wanted."""
    said = room.tell("", "", "")

    assert 2 == said.count("Står åbent. Svaret skal være der ved F0.")
    assert 1 == said.count("Står åbent. I kan svare senere.")
    assert 0 == room.book.plan.total.answered


def test_back_goes_to_the_question_before(room: Room) -> None:
    """`<` goes back as often as wanted, answered or not, and on again."""
    said = room.tell("Ældre falder", "2", "<", "<", "Borgere falder", "")  # the last line leaves the third one open

    assert ["1", "2", "3", "2", "1", "3", "4"] == [part[0] for part in said.split("Begyndelsen · ")[1:]]
    assert ("Borgere falder", "partly") == (room.value("first.challenge"), room.value("first.mandate"))


def test_back_at_the_first_question(room: Room) -> None:
    """`<` at the first question says that it is the first, and asks it again."""
    assert 2 == room.tell("<").split("Det er det første spørgsmål.")[1].count("1 af 6") + 1


# -- the other keys ---------------------------------------------------------------------------


def test_why_explains_and_asks_again(room: Room) -> None:
    """`?` gives why, example, words and source, and repeats the question."""
    said = room.tell("?", "2", start="first.mandate")

    assert "Hvorfor: Uden mandat stopper købet senere." in said
    assert "Eksempel: Delvist, kun til dialogen." in said
    assert "Kilde: En artikel om indkøb, Bladet, 2024 (læst hos kilden)" in said
    assert 2 == said.count("Har I tid og penge?")
    assert "partly" == room.value("first.mandate")


def test_why_explains_words(tmp_path: Path) -> None:
    """`?` explains the glossary's words that stand in the question."""
    assert "»effekt«: Den forandring, I vil opnå" in _room(tmp_path, SHIPPED).tell("?", start="needs.effects")


def test_undo_takes_back_what_was_said_last(room: Room) -> None:
    """`u` takes the last answer back and asks its question again; then the one before."""
    said = room.tell("Ældre falder", "2", "u", "u")

    assert "Fortrudt: »Mandatet« står, som det gjorde før." in said
    assert "Fortrudt: »Problemet« står, som det gjorde før." in said
    assert (None, None) == (room.value("first.challenge"), room.value("first.mandate"))


def test_undo_says_what_it_brings_back(room: Room) -> None:
    """An undo says which questions it switches on or off, as any answer does."""
    room.tell("Ældre falder", "1")
    room.tell("1 mio.", scope=SECOND)
    room.tell("3", start="first.mandate")
    said = room.tell("u", start="first.joint")

    assert "Fortrudt: »Mandatet«" in said
    assert "Igen aktuelt, med det svar I gav: »Prisen«" in said
    assert "full" == room.value("first.mandate")


def test_undo_of_nothing(room: Room) -> None:
    """`u` where nothing was said yet says that there is nothing to undo."""
    assert "Der er ikke noget at fortryde." in room.tell("u")


def test_leave_ends_the_conversation(room: Room) -> None:
    """`!` leaves; what was answered is kept."""
    room.tell("Ældre falder", "!", "2")

    assert (Ending.LEFT, "Ældre falder", None) == (
        room.ending, room.again().value("first.challenge"), room.value("first.mandate"),
    )  # fmt: skip


def test_a_backslash_types_a_key(room: Room) -> None:
    r"""`\?` is the answer of a question mark."""
    room.tell("\\?")

    assert "?" == room.value("first.challenge")


@pytest.mark.parametrize("key", ["e", "0", "x"])
def test_what_is_no_key_here_is_text(room: Room, key: str) -> None:
    """A sign that is a key elsewhere is an answer where it is none."""
    room.tell(key)

    assert key == room.value("first.challenge")


# -- prose -------------------------------------------------------------------------------------


def test_prose_ends_with_a_lone_full_stop(room: Room) -> None:
    """Paragraphs are one answer; a key on a later line, and an escaped full stop, are text."""
    room.tell("Første afsnit", "", "?", "-", "\\.", "Slut.", ".", "ja", start="first.background")

    assert "Første afsnit\n\n?\n-\n.\nSlut." == room.value("first.background")
    assert True is room.value("first.joint")


def test_the_editor_changes_long_text(room: Room) -> None:
    """`e` opens the person's editor on the answer as it stands, and what it saves is the answer."""
    room.tell("Et", "to", ".", start="first.background")
    room.tell("e", start="first.background", edit=lambda text: f"{text}\ntre\n")

    assert "Et\nto\ntre" == room.value("first.background")


def test_no_editor_is_said_and_the_question_asked_again(room: Room) -> None:
    """Without an editor `e` says so, and the answer can be typed."""
    said = room.tell("e", "Et", ".", start="first.background")

    assert "Der er ikke noget skriveprogram at åbne." in said
    assert (2, "Et") == (said.count("Hvad har I prøvet før?"), room.value("first.background"))


def test_an_editor_left_empty_keeps_the_answer(room: Room) -> None:
    """An editor that saves nothing leaves the answer as it was."""
    room.tell("Et", ".", start="first.background")
    room.tell("e", start="first.background", edit=lambda text: "\n")

    assert "Et" == room.value("first.background")


def test_half_typed_prose_is_offered_again(room: Room) -> None:
    """Input that ends in the midst of prose loses nothing: it is offered, gone on with, and then forgotten."""
    room.tell("Første", "Anden", start="first.background")
    later = room.again()
    said = later.tell("", "Tredje", ".", start="first.background")

    assert "I var i gang med et svar: Første Anden" in said
    assert "Første\nAnden\nTredje" == later.value("first.background")
    assert "I var i gang" not in later.tell("", start="first.background")


def test_half_typed_prose_can_be_dropped(room: Room) -> None:
    """A draft that is not wanted is gone, and the question begins afresh."""
    room.tell("Første", start="first.background")
    room.tell("9", "2", "Noget andet", ".", start="first.background")

    assert "Noget andet" == room.value("first.background")
    assert "" == room.book.find_draft("first.background")


def test_a_draft_stays_when_the_choice_is_interrupted(room: Room) -> None:
    """Leaving while the draft is offered keeps it."""
    room.tell("Første", start="first.background")
    room.tell(start="first.background")
    room.tell("", "!", start="first.background")

    assert "Første" == room.book.find_draft("first.background")


def test_ctrl_c_keeps_the_draft(room: Room) -> None:
    """Ctrl-C in the midst of prose keeps what was typed, and goes through to the caller."""

    class Typing(StringIO):
        def readline(self, size: int | None = -1, /) -> str:
            line = super().readline(-1 if size is None else size)
            if not line:
                raise KeyboardInterrupt
            return line

    asker = LineAsker(Typing("Første\nAnden\n"), StringIO(), DA, lambda text: None)
    with pytest.raises(Interrupted):
        Interview(room.book, asker, DA, FIRST).run("first.background")

    assert "Første\nAnden" == room.again().book.find_draft("first.background")


# -- not known yet --------------------------------------------------------------------------------


def test_not_known_yet_asks_who_when_and_what_meanwhile(room: Room) -> None:
    """`-` records what is missing, who finds out, by which gate and what is assumed, and says so."""
    said = room.tell("-", "Økonomis tal", "Ole fra økonomi", "Købet", "F1", "4", start="second.suppliers")
    deferral = room.book.plan.answer("second.suppliers").deferral

    assert Deferral("Økonomis tal", "Ole fra økonomi", "F1", Decimal(4)) == deferral
    assert "»Købet« er ikke en af mulighederne." in said
    assert "Ved vi ikke endnu · Økonomis tal · Ole fra økonomi finder ud af det · senest ved F1" in said
    assert "regner imens med 4 leverandører" in said


def test_not_known_yet_can_be_all_enter(room: Room) -> None:
    """Enter at each question takes the question's role, its gate and no assumption."""
    said = room.tell("-", "", "", "", "", start="first.mandate")

    assert Deferral("", "Projektleder", "F0", None) == room.book.plan.answer("first.mandate").deferral
    assert "Nu: F0 · Begyndelsen (Enter beholder det)" in said


def test_a_wrong_assumption_is_asked_again(room: Room) -> None:
    """What is assumed must be an answer; and so must the gate."""
    room.tell("-", "", "", "9", "2", "måske", "nej", start="first.joint")

    assert Deferral("", "Projektleder", "F1", False) == room.book.plan.answer("first.joint").deferral


def test_not_known_yet_shows_what_was_said_before(room: Room) -> None:
    """Putting off again starts from what was said the first time."""
    room.tell("-", "Mødet", "Ole", "2", "ja", start="first.joint")
    room.tell("-", "", "", "", "", start="first.joint")

    assert Deferral("Mødet", "Ole", "F1", True) == room.book.plan.answer("first.joint").deferral


@pytest.mark.parametrize("lines", [["<"], ["Note", "<"], ["Note", "Ole", "<"], ["Note", "Ole", "", "<"]])
def test_back_out_of_not_known_yet(room: Room, lines: list[str]) -> None:
    """`<` anywhere in it goes back to the question, which is asked again, and nothing is recorded."""
    said = room.tell("-", *lines, "2", start="first.mandate")

    assert 2 == said.count("Har I tid og penge?")
    assert "partly" == room.value("first.mandate")


def test_a_table_can_be_put_off(room: Room) -> None:
    """A table without rows can be put off; nothing is assumed, and that is shown when one comes back."""
    said = room.tell("-", "Tallene", "", "", start=EFFECTS)
    again = room.tell(start=EFFECTS)

    assert "Hvad regner I med imens?" not in said
    assert "Nu: Ved vi ikke endnu · Tallene · Projektleder finder ud af det · senest ved F0" in again


# -- tables ---------------------------------------------------------------------------------------

ROWS = ("Færre fald", "40", "1", "Kortere ventetid", "", "Roligere nætter", "7", "2")


def test_rows_are_added_until_an_empty_line(room: Room) -> None:
    """Rows are asked for one after the other; an empty line, or `-`, ends, and the table is shown."""
    said = room.tell(*ROWS, "", "1", "-", "-", "", start=EFFECTS)

    assert ["Færre fald", "Kortere ventetid", "Roligere nætter"] == room.cells()
    assert "Svar (Enter: ikke flere)" in said
    assert "1. Effekt: Færre fald · I dag: 40 om måneden · Kendt fra: Talt" in said
    assert "2. Effekt: Kortere ventetid · I dag: – · Kendt fra: –" in said
    assert "»-« er ikke en af mulighederne." in said
    assert Ending.DONE is room.ending


def test_a_column_is_asked_where_the_row_wants_it(room: Room) -> None:
    """A column with a condition is asked only in rows where it holds, and forgotten where it no longer does."""
    said = room.tell(*ROWS, "", "", start=EFFECTS)
    room.tell("2", "1", "", "-", "", start=EFFECTS)
    rows = room.value(EFFECTS)

    assert (1, 0, 1) == tuple(said.count(f"Række {number} · Hvor ved I det fra") for number in (1, 2, 3))
    assert isinstance(rows, tuple)
    assert isinstance(rows[0], Row)
    assert {"effect": "Færre fald"} == dict(rows[0].cells)


def test_a_row_can_be_changed(room: Room) -> None:
    """A row is picked, its cells shown, Enter keeps them, and its place stays."""
    room.tell(*ROWS, "", "", start=EFFECTS)
    said = room.tell("2", "Kortere", "Hurtigere hjælp", "12", "Talt", "", start=EFFECTS)

    assert ["Færre fald", "Hurtigere hjælp", "Roligere nætter"] == room.cells()
    assert "Nu: Kortere ventetid (Enter beholder det)" in said
    assert "Rækken er rettet." in said


def test_a_row_left_as_it_was_is_not_recorded_again(room: Room) -> None:
    """Enter through a row changes nothing, and says so; `<` and `u` out of it leave it too."""
    room.tell(*ROWS, "", "", start=EFFECTS)
    before = len(room.book.plan.journal.by_id)
    said = room.tell("2", "1", "", "", "", "2", "1", "Andet", "<", "<", "2", "1", "u", "2", "<", "", start=EFFECTS)

    assert (before, "Færre fald") == (len(room.book.plan.journal.by_id), room.cells()[0])
    assert "Svaret står, som det var." in said


def test_a_row_can_be_left_in_the_midst_of_a_change(room: Room) -> None:
    """`!` while a row is changed leaves the plan, and the row as it was."""
    room.tell(*ROWS, "", "", start=EFFECTS)
    room.tell("2", "1", "Andet", "!", start=EFFECTS)

    assert (Ending.LEFT, "Færre fald") == (room.ending, room.cells()[0])


def test_a_row_can_be_removed(room: Room) -> None:
    """A row is removed and comes back with undo; the last one gone, the table is asked for again."""
    room.tell(*ROWS, "", "", start=EFFECTS)
    room.tell("3", "2", "", start=EFFECTS)
    assert ["Færre fald", "Roligere nætter"] == room.cells()

    room.tell("u", "", start=EFFECTS)
    assert ["Færre fald", "Kortere ventetid", "Roligere nætter"] == room.cells()

    said = room.tell("3", "1", "3", "1", "3", "", start=EFFECTS)
    assert None is room.value(EFFECTS)
    assert said.count("Rækken er fjernet.") == 3
    assert "Række 1 · Hvilken effekt Svar: · Står åbent. Svaret skal være der ved F0." in said


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (["3", "1"], ["Roligere nætter", "Færre fald", "Kortere ventetid"]),
        (["1", "3"], ["Kortere ventetid", "Roligere nætter", "Færre fald"]),
        (["1", "2"], ["Kortere ventetid", "Færre fald", "Roligere nætter"]),
        (["3", "2"], ["Færre fald", "Roligere nætter", "Kortere ventetid"]),
        (["3", "2", "4", "3", "2"], ["Færre fald", "Kortere ventetid", "Roligere nætter"]),
        (["1", "<"], ["Færre fald", "Kortere ventetid", "Roligere nætter"]),
        (["<"], ["Færre fald", "Kortere ventetid", "Roligere nætter"]),
    ],
)
def test_a_row_can_be_moved(room: Room, lines: list[str], order: list[str]) -> None:
    """A row goes to the top or after another, also once more."""
    room.tell(*ROWS, "", "", start=EFFECTS)
    room.tell("4", *lines, "", start=EFFECTS)

    assert order == room.cells()
    assert order == [str(row.cells["effect"]) for row in room.again().value(EFFECTS)]  # type: ignore[union-attr]


def test_one_row_needs_no_picking(room: Room) -> None:
    """With one row there is nothing to pick and nothing to move."""
    said = room.tell("Færre fald", "", "", "2", "Ingen fald", "", "", start=EFFECTS)

    assert ["Ingen fald"] == room.cells()
    assert ("Hvilken række vil I rette?" in said, "Flyt en række" in said) == (False, False)


def test_back_within_a_row(room: Room) -> None:
    """`<` in a row goes to the cell before, over columns that do not apply; from the first cell to the menu."""
    said = room.tell("Fald", "<", "Færre fald", "40", "<", "30", "Talt", "Andet", "<", "<", "", start=EFFECTS)
    rows = room.value(EFFECTS)

    assert isinstance(rows, tuple)
    assert [{"effect": "Færre fald", "baseline": Decimal(30), "known_by": "counted"}] == [
        dict(row.cells) for row in rows if isinstance(row, Row)
    ]
    assert "Nu: Fald (Enter beholder det)" in said
    assert (Ending.DONE, 1) == (room.ending, said.count("Vil I ændre noget i tabellen?"))


def test_back_from_an_empty_table(room: Room) -> None:
    """`<` at the first cell of a table without rows is the question before."""
    assert "5 af 6" in room.tell("<", start=EFFECTS).split("6 af 6")[1]


def test_keys_are_not_cells(room: Room) -> None:
    """Within a row `?` explains and asks again, `-` leaves the cell open, and `u` is the cell before."""
    said = room.tell("Fald", "?", "u", "Færre fald", "-", "", "", start=EFFECTS)
    rows = room.value(EFFECTS)

    assert isinstance(rows, tuple)
    assert [{"effect": "Færre fald"}] == [dict(row.cells) for row in rows if isinstance(row, Row)]
    assert "Hvorfor: Dem måler I på til sidst. Kilde" not in said
    assert 3 == said.count("Række 1 · Hvor meget er det i dag")


def test_a_wrong_cell_is_asked_again(room: Room) -> None:
    """What cannot be read in a cell is said and asked again, and the rest of the row stands."""
    said = room.tell("Færre fald", "-5", "mange", "40", "8", "Talt", "", "", start=EFFECTS)

    assert ["Færre fald"] == room.cells()
    assert "»mange« er ikke et tal." in said
    assert "»8« er ikke en af mulighederne. Skriv et tal fra 1 til 2" in said


def test_a_required_cell_must_be_filled(room: Room) -> None:
    """A required cell cannot be emptied or passed by."""
    room.tell("Færre fald", "", "", "", start=EFFECTS)
    said = room.tell("2", "-", "Ingen fald", "", "", start=EFFECTS)

    assert "»Effekt« skal udfyldes, før rækken kan gemmes." in said
    assert ["Ingen fald"] == room.cells()


def test_a_table_may_have_no_rows(tmp_path: Path) -> None:
    """`0` says that there are none where no gate wants rows, and that stands when one comes back."""
    room = _room(tmp_path, SHIPPED)
    key = next(
        key for key, question in room.book.plan.process.questions.items()
        if question.kind.name == "table" and not question.due and question.phase == "needs"
    )  # fmt: skip
    said = room.tell("0", "!", start=key)
    again = room.tell("", "!", start=key)

    assert () == room.value(key)
    assert "Noteret: ingen" in said
    assert "Nu: ingen" in again
    assert "Svaret står, som det var." in again


def test_none_is_no_answer_where_a_gate_wants_rows(room: Room) -> None:
    """Where a gate wants rows, `0` is text like any other."""
    room.tell("0", "", "", "", start=EFFECTS)

    assert ["0"] == room.cells()


def test_a_row_that_was_begun_is_offered_again(room: Room) -> None:
    """A row cut short by the end of the input, or left, is gone on with."""
    room.tell("Færre fald", "40", start=EFFECTS)
    later = room.again()
    said = later.tell("", "", "", "2", "", "", start=EFFECTS)

    assert "I var i gang med en række: Effekt: Færre fald · I dag: 40 om måneden" in said
    assert ["Færre fald"] == later.cells()
    assert "I var i gang" not in later.tell("1", "!", start=EFFECTS)


def test_a_row_that_was_begun_can_be_dropped(room: Room) -> None:
    """A row that is not wanted any more is gone."""
    room.tell("Færre fald", "!", start=EFFECTS)
    room.tell("2", "Ingen fald", "", "", "", start=EFFECTS)

    assert (["Ingen fald"], "") == (room.cells(), room.book.find_draft(EFFECTS))


def test_an_unreadable_draft_of_a_row_is_passed_by(room: Room) -> None:
    """A draft that is no row of the table begins no conversation about it."""
    room.book.keep_draft(EFFECTS, "ikke JSON")

    assert "I var i gang" not in room.tell(start=EFFECTS)


def test_undo_takes_the_last_row_back(room: Room) -> None:
    """`u` while rows are added takes the last one back, and the table is asked for again."""
    room.tell(*ROWS, "u", "", start=EFFECTS)

    assert ["Færre fald", "Kortere ventetid"] == room.cells()


# -- contradictions ------------------------------------------------------------------------------


def _two(room: Room, *, first: tuple[str, ...], second: tuple[str, ...], key: str) -> Room:
    """Let two people answer without seeing each other; give the first one afterwards."""
    lene, ole = room.again("Lene"), room.again("Ole")
    lene.tell(*first, start=key)
    ole.tell(*second, start=key)
    return room.again()


def test_a_contradiction_is_settled_by_choosing(room: Room) -> None:
    """Two answers are shown with who said them; the one chosen holds, and Enter keeps it."""
    both = _two(room, first=("1",), second=("3",), key="first.mandate")
    assert 2 == len(both.book.plan.answer("first.mandate").contested)
    said = both.tell("Ældre falder", "9", "2", "")

    assert "»Mandatet« har fået 2 svar, der strider mod hinanden. Hvilket gælder?" in said
    assert ("(Lene, 20" in said, "(Ole, 20" in said) == (True, True)
    assert {"full", "none"} >= {both.value("first.mandate")}
    assert () == both.again().book.plan.answer("first.mandate").contested


def test_two_ways_to_put_off_contradict_each_other(room: Room) -> None:
    """Two people who put a question off differently are shown with who finds out and when."""
    both = _two(room, first=("-", "", "Ole", "", ""), second=("-", "", "Mia", "", ""), key="first.mandate")
    said = both.tell("Ældre falder", "1", "")

    assert "Ved vi ikke endnu · Ole finder ud af det · senest ved F0 (Lene, 20" in said
    assert "Ved vi ikke endnu · Mia finder ud af det · senest ved F0 (Ole, 20" in said


def test_a_contradiction_can_wait(room: Room) -> None:
    """`<` and `!` leave a contradiction as it is."""
    both = _two(room, first=("1",), second=("3",), key="first.mandate")
    said = both.tell("Ældre falder", "<", "!")
    both.tell("!", start="first.mandate")

    assert "1 af 6" in said.split("strider mod hinanden")[1]
    assert (Ending.LEFT, 2) == (both.ending, len(both.book.plan.answer("first.mandate").contested))


def test_a_contradiction_on_a_row_shows_its_cells(room: Room) -> None:
    """Where two changed the same row differently, the options are the rows with their cells."""
    room.tell("Færre fald", "40", "1", "", "", start=EFFECTS)
    both = _two(room, first=("2", "", "30", "", ""), second=("2", "", "20", "Skønnet", ""), key=EFFECTS)
    said = both.tell("Skøn", "1", "", start=EFFECTS)

    assert "Effekt: Færre fald · I dag: 30 om måneden · Kendt fra: Talt (Lene, 20" in said
    assert "Effekt: Færre fald · I dag: 20 om måneden · Kendt fra: Skønnet (Ole, 20" in said
    assert ["Færre fald"] == both.cells()


def test_rows_of_two_people_stand_together(room: Room) -> None:
    """Rows that two people added without seeing each other do not contradict each other."""
    both = _two(room, first=("Færre fald", "", "", ""), second=("Ingen uro", "", "", ""), key=EFFECTS)

    assert {"Færre fald", "Ingen uro"} == set(both.cells())


# -- the quick scan, and parts of a plan ------------------------------------------------------------


def test_the_quick_scan_asks_the_essential_questions_only(tmp_path: Path) -> None:
    """The quick scan stops at each essential question that applies, in order, and says its own numbers."""
    room = _room(tmp_path, SHIPPED)
    process = room.book.plan.process
    said = room.tell(*[""] * 20, scope=QUICK)
    asked = [q.ask for q in process.questions.values() if q.essential and q.ask in said]
    reachable = [q.ask for q in process.questions.values() if q.essential]

    assert (Ending.DONE, reachable) == (room.ending, asked)
    assert f"[Hurtig scanning · 1 af {len(asked)} · " in said
    assert len(asked) <= 15
    assert "== Fase" not in said


def test_the_quick_scan_tells_of_its_own_questions_only(tmp_path: Path) -> None:
    """What an answer brings is not told where the quick scan does not ask it."""
    room = _room(tmp_path, SHIPPED)
    partly = room.tell("2", start="anchor.mandate", scope=QUICK)
    developing = room.tell("1", start="strategy.rnd_needed", scope=QUICK)

    assert (False, False) == ("Det giver" in partly, "Det giver" in developing)


def test_answers_tell_how_they_came(room: Room) -> None:
    """What the quick scan asked is told from what was asked in full."""
    room.tell("Ældre falder", scope=QUICK)
    room.tell("1")

    assert ["scan", "interview"] == [event.via for event in room.book.plan.journal.by_id.values()]


@pytest.mark.parametrize(
    ("scope", "asked"),
    [
        (Scope(), ["Baggrunden", "Tegn", "Prisen", "Leverandører", "Starten", "Risikoen"]),
        (Scope(Pick.LACKING, phase="first"), ["Baggrunden", "Sammen med andre", "Tegn"]),
        (Scope(Pick.ALL, phase="first", role="finance"), []),
        (Scope(Pick.ALL, role="finance"), ["Prisen", "Risikoen"]),
    ],
)
def test_a_part_of_a_plan_is_walked(room: Room, scope: Scope, asked: list[str]) -> None:
    """Open questions, what is lacking, one phase and one role each stop where they should."""
    room.tell("Ældre falder", "1", ".", "-", "", "", "", "ja", "", "Færre fald", "", "", "", scope=FIRST)
    said = room.tell(*[""] * 20, scope=scope)

    assert asked == [q.title for q in room.book.plan.process.questions.values() if f"] {q.ask}" in said]


def test_the_readable_copy_is_brought_up_to_date_at_the_end_of_a_phase(room: Room) -> None:
    """A phase that ends leaves its answers readable without procwiz."""
    room.tell("Ældre falder", "1", *[""] * 4)

    assert "Ældre falder" in (room.book.folder / "documents" / "answers.md").read_text(encoding="utf-8")


# -- a journal that must not be written to ------------------------------------------------------------


def test_a_damaged_journal_is_not_written_to(room: Room) -> None:
    """An answer to a plan whose journal is damaged is refused, and the line is named."""
    room.tell("Ældre falder", "1")
    path = next((room.book.folder / "journal").glob("*.jsonl"))
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0].replace("Ældre", "Unge"), *lines[1:]]) + "\n", encoding="utf-8")
    before = path.read_bytes()

    with pytest.raises(PlanDamaged) as refused:
        room.again().tell("Borgere falder", start="first.challenge")
    assert (1, before) == (refused.value.message.params["line"], path.read_bytes())


# -- by command: `new` and `resume` with lines for input ------------------------------------------------


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_a_quick_scan_ends_with_a_paper(run: Run, tmp_path: Path) -> None:
    """`new` asks the essential questions, and whatever stays open a paper is written and named."""
    result = run("new", "Nattefald", typed="Beboere falder om natten\n" + "\n" * 20)
    papers = sorted(path.name for path in tmp_path.glob("*/documents/*/*"))

    assert 0 == result.returncode
    assert ["nattefald-steering-group-da.html", "nattefald-steering-group-da.md"] == papers
    assert all(name in result.stdout for name in papers)
    assert "1 besvaret" in _flat(result.stdout)


def test_input_that_ends_is_saved(run: Run, tmp_path: Path) -> None:
    """Input that ends exits 3; the answers so far are kept, and how to go on is said."""
    result = run("new", typed="Beboere falder om natten\n1, 3\n")

    assert 3 == result.returncode
    assert "✓ Gemt i" in result.stdout
    assert "Gå videre med:  procwiz resume" in result.stdout
    assert "Beboere falder om natten" in run("show").stdout


def test_resume_goes_on_with_a_quick_scan(run: Run) -> None:
    """A quick scan that was cut short goes on as one, where it stopped, and ends with a paper."""
    run("new", typed="Beboere falder om natten\n1, 3\n")
    result = run("resume", typed="\n" * 20)

    assert 0 == result.returncode
    assert "[Hurtig scanning · 3 af 15" in result.stdout
    assert "Oplæg til styregruppen" in result.stdout


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["--phase", "needs"], "Fase 3 af 10 · Behovskortlægning · 1 af"),
        (["--phase", "behov"], "Fase 3 af 10 · Behovskortlægning · 1 af"),
        (["--question", "needs.effects"], "Skriv de effekter, I vil opnå."),
        (["--question", "mandat tid penge"], "Har topledelsen sagt ja til tid og penge"),
        (["--role", "finance"], "Hvad koster problemet jer om året i dag?"),
        (["--open"], "Fase 1 af 10 · Ledelsesforankring · 1 af"),
    ],
)
def test_resume_goes_where_it_is_told(run: Run, words: list[str], place: str) -> None:
    """`resume` goes to a phase, a question by key or words, one role's questions, or what is open."""
    run("new", "Nattefald", "--no-input")
    result = run("resume", *words)

    assert 3 == result.returncode
    assert place in _flat(result.stdout).split("Tager fra")[1]


def test_resume_does_not_write_to_a_damaged_journal(run: Run, tmp_path: Path) -> None:
    """A damaged journal is refused before anything is asked: exit 5, with file and line."""
    run("new", "Nattefald", "--no-input")
    run("answer", "nattefald", "anchor.challenge=Beboere falder")
    path = next((tmp_path / "nattefald" / "journal").glob("*.jsonl"))
    path.write_text(path.read_text(encoding="utf-8").replace("Beboere", "Naboer"), encoding="utf-8")
    before = path.read_bytes()
    result = run("resume", typed="Noget andet\n")

    assert (5, before) == (result.returncode, path.read_bytes())
    assert f"{path.name}" in result.stderr
    assert "linje 1" in result.stderr
    assert "Svar:" not in result.stdout


def test_none_of_the_options_is_an_answer_too(tmp_path: Path) -> None:
    """`0` at a question with several options says that none of them holds, and that is an answer."""
    room = _room(tmp_path, SHIPPED)
    said = room.tell("0", "!", start="strategy.signals")

    assert () == room.value("strategy.signals")
    assert "Noteret: ingen" in said
