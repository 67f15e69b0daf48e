"""The terminal face: what the keys do, and what stands on the screen."""

from __future__ import annotations

import os
import re
import select
import stat
import sys
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pexpect
import pytest
from conftest import interruptible
from prompt_toolkit.application import create_app_session, get_app
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from procwiz.core.asking import Grid, InputEnded, Interrupted, Option, Pressed, Prompt, Said, Tone, Typed
from procwiz.core.kinds import Choice, Choices, Scale, YesNo
from procwiz.core.notation import Notation
from procwiz.core.values import Value
from procwiz.language import Language
from procwiz.prompts import wants_terminal
from procwiz.prompts.editor import edit_text
from procwiz.prompts.folding import cells, cut, fold, row_beside, rows
from procwiz.prompts.parts import foot_rows
from procwiz.prompts.picking import picking
from procwiz.prompts.terminal import TerminalAsker

DA = Language("da")
NOTATION = Notation("da", "DKK")
KEYS = (
    ("?", "hvorfor"), ("<", "tilbage"), ("-", "ved vi ikke endnu"), ("u", "fortryd"), ("!", "gem og gå"),
)  # fmt: skip
UP, DOWN, ENTER, ALT_ENTER, CTRL_C, CTRL_D = "\x1b[A", "\x1b[B", "\r", "\x1b\r", "\x03", "\x04"
COUNTRIES = (Option("dk", "Danmark"), Option("no", "Norge"), Option("eu", "Resten af EU, samlet"))
YES_NO = (Option("yes", "ja"), Option("no", "nej"))
ONE = Prompt("Vælg nummer", COUNTRIES, keys=KEYS)
SEVERAL = Prompt("Vælg et eller flere numre", COUNTRIES, several=True, keys=KEYS)
PROSE = Prompt("Svar", prose=True, keys=KEYS)
LINE = Prompt("Svar", keys=KEYS)


def _paste(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


class _Watched(DummyOutput):
    """A screen whose person types on when what was typed before stands there, and leaves when there is no more."""

    def __init__(self, keys: PipeInput, typed: Sequence[str], rows: int = 24, columns: int = 80) -> None:
        self._keys = keys
        self._typed = list(filter(None, typed))
        self._size = Size(rows, columns)
        self.screens: list[list[str]] = []

    def get_size(self) -> Size:
        return self._size

    def flush(self) -> None:
        screen = get_app().renderer.last_rendered_screen
        if screen is not None:
            cells_of = [screen.data_buffer[row] for row in range(screen.height)]
            self.screens.append(["".join(row[x].char for x in range(self._size.columns)).rstrip() for row in cells_of])
        unread, _, _ = select.select([self._keys.fileno()], [], [], 0)
        if unread or self._keys.closed:
            return
        if self._typed:
            self._keys.send_text(self._typed.pop(0))
        else:
            self._keys.close()


def _given(prompt: Prompt, *typed: str) -> Typed | Pressed:
    """Ask, and type: each part when the one before has been read."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=_Watched(keys, typed)):
        return TerminalAsker(DA, lambda text: text, no_color=True).ask(prompt)


def _screens(prompt: Prompt, *typed: str, columns: int = 80, rows: int = 24) -> tuple[str, str]:
    """Ask, and give what stood there before the last part was typed, and what stays when the prompt is done."""
    with create_pipe_input() as keys:
        screen = _Watched(keys, typed, rows, columns)
        with create_app_session(input=keys, output=screen):
            TerminalAsker(DA, lambda text: text, no_color=True).ask(prompt)
    before, after = ["\n".join(found).rstrip("\n") for found in screen.screens][-2:]
    return before, after


def _stopped(prompt: Prompt, *typed: str) -> str:
    """Ask, press Ctrl-C, and give what was on the screen: proof that nothing was submitted before."""
    with pytest.raises(Interrupted) as stopped:
        _given(prompt, *typed, CTRL_C)
    return stopped.value.draft


# -- options -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"),
    [(DOWN, "dk"), (DOWN * 2, "no"), (DOWN * 4, "dk"), (UP, "eu"), (DOWN + UP, "eu"), ("2", "no"), ("x" + DOWN, "dk")],
)
def test_arrows_and_numbers_pick_an_option(typed: str, code: str) -> None:
    """The arrows go round the options, a number picks one at once, and both give its code."""
    assert Typed(code) == _given(ONE, typed, ENTER)


@pytest.mark.parametrize("text", ["da", "Norge", "eu", "7", "1, 2"])
def test_what_is_typed_at_options_comes_back_raw(text: str) -> None:
    """A code, the beginning of a label and what means nothing come back for the kind to read."""
    assert Typed(text) == _given(ONE, text, ENTER)


def test_enter_alone_records_nothing() -> None:
    """Nothing is picked for a person who only presses Enter: empty text keeps what is shown, or leaves it open."""
    assert Typed("") == _given(ONE, ENTER)
    assert Typed("") == _given(Prompt("Vælg", COUNTRIES, shown="Norge"), ENTER)
    assert Typed("") == _given(SEVERAL, ENTER)
    assert Typed("") == _given(Prompt("Svar", shown="Sådan"), ENTER)
    assert Typed("") == _given(Prompt("Svar", shown="Sådan", prose=True), ENTER)


def test_arrows_start_at_the_shown_answer() -> None:
    """The arrows go on from the answer that is shown, whichever way its kind shows it."""
    assert Typed("eu") == _given(Prompt("Vælg", COUNTRIES, shown="Norge"), DOWN, ENTER)
    assert Typed("3") == _given(Prompt("Fra 1 til 5", Scale(("lav", "", "", "", "")).options, shown="2"), DOWN, ENTER)
    assert Typed("2") == _given(
        Prompt("Fra 1 til 5", Scale(("lav", "", "", "", "")).options, shown="1 (lav)"), DOWN, ENTER
    )


def test_space_marks_where_several_are_picked() -> None:
    """Space marks and unmarks, and the numbers of what is marked come back, joined by commas."""
    assert Typed("1, 3") == _given(SEVERAL, " ", DOWN, DOWN, " ", ENTER)
    assert Typed("2") == _given(SEVERAL, " ", DOWN, " ", UP, " ", ENTER)
    assert Typed("1 2") == _given(SEVERAL, "1 2", ENTER)


def test_marks_start_with_the_shown_answer() -> None:
    """What is shown is marked already; taking all marks off is an answer, and putting them back is none."""
    prompt = Prompt("Vælg", COUNTRIES, several=True, shown="Danmark, Resten af EU, samlet")
    assert frozenset({0, 2}) == picking(prompt).marked
    assert Typed("3") == _given(prompt, " ", ENTER)
    assert Typed("none") == _given(prompt, " ", DOWN, DOWN, " ", ENTER)
    assert Typed("") == _given(prompt, " ", " ", ENTER)


@pytest.mark.parametrize(
    ("options", "several", "read", "values"),
    [
        (COUNTRIES, False, Choice(COUNTRIES).parse, ("dk", "no", "eu")),
        (COUNTRIES, True, Choices(COUNTRIES).parse, (("dk",), ("no",), ("eu",))),
        (YES_NO, False, YesNo().parse, (True, False)),
        ((Option("none", "Intet"), Option("b", "Noget")), True, None, (("none",), ("b",))),
        ((Option("a", "2"), Option("b", "3"), Option("c", "a")), False, None, ("a", "b", "c")),
    ],
)
def test_the_kind_reads_what_the_arrows_give(
    options: tuple[Option, ...], several: bool, read: Callable[[str, Notation], Value] | None, values: tuple[Value, ...]
) -> None:
    """Each option that is pointed at comes out of its kind as itself, also where labels and codes look alike."""
    read = read or (Choices(options) if several else Choice(options)).parse
    mark = " " if several else ""
    for place, value in enumerate(values):
        given = _given(Prompt("Vælg", options, several=several), DOWN * (place + (not several)), mark, ENTER)
        assert isinstance(given, Typed)
        assert value == read(given.text, NOTATION)


# -- keys --------------------------------------------------------------------------------


@pytest.mark.parametrize("prompt", [ONE, SEVERAL, PROSE, LINE])
def test_a_key_acts_with_enter_alone_on_an_empty_line(prompt: Prompt) -> None:
    """A key is pressed with Enter and not before; after a backslash it is text, and so is one that is no key here."""
    assert Pressed("u") == _given(prompt, "u", ENTER)
    assert _stopped(prompt, "?") == "?"
    assert Typed("-") == _given(prompt, "\\-", ALT_ENTER)
    assert Typed("e") == _given(prompt, "e", ALT_ENTER)


# -- text --------------------------------------------------------------------------------


def test_enter_on_an_empty_last_line_finishes_prose() -> None:
    """Enter makes a new line, on an empty last line it finishes, and Alt+Enter finishes anywhere."""
    assert _stopped(PROSE, "Et", ENTER) == "Et\n"
    assert Typed("Et\nTo") == _given(PROSE, "Et", ENTER, "To", ENTER, ENTER)
    assert Typed("Et\nTo") == _given(PROSE, "Et\nTo\n\n")
    assert Typed("Et\nTo") == _given(PROSE, "Et", ENTER, "To", ALT_ENTER)


def test_enter_on_an_empty_line_inside_prose_makes_one_more() -> None:
    """Only the last line finishes; an empty one between paragraphs does not."""
    assert _stopped(PROSE, _paste("Et\n\nTo"), UP, ENTER) == "Et\n\n\nTo"


WORD = "Første afsnit.\r\n\r\n?\r\n!\r\n\r\nAndet afsnit.\r\n\r\n"


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_a_paste_never_submits_prose(ends: str) -> None:
    """Paragraphs, blank lines and lone keys of a paste stay text, however its lines end."""
    text = WORD.replace("\r\n", ends)
    assert _stopped(PROSE, _paste(text)) == WORD.replace("\r\n", "\n")
    assert Typed("Første afsnit.\n\n?\n!\n\nAndet afsnit.") == _given(PROSE, _paste(text), ENTER)


def test_a_paste_that_looks_like_typing_stays_prose() -> None:
    """A terminal without bracketed paste sends Enter between the lines: that does not submit either."""
    with pytest.raises(Interrupted) as stopped:
        _given(PROSE, f"?\r\rEt\r\rTo\r\r{CTRL_C}")
    assert stopped.value.draft == "?\n\nEt\n\nTo\n\n"


@pytest.mark.parametrize("prompt", [ONE, LINE])
def test_a_paste_is_one_line_where_one_is_asked_for(prompt: Prompt) -> None:
    """Lines of a paste are joined by spaces, and do not submit."""
    assert _stopped(prompt, _paste("Et\r\n\r\n  to\ttre\r\n")) == "Et to tre"


def test_a_paste_brings_no_control_characters() -> None:
    """Escape characters in a paste are replaced before they stand on the screen."""
    assert _stopped(LINE, _paste("rød\x1b[31m\x07")) == "rød\ufffd[31m\ufffd"
    assert _stopped(PROSE, _paste("rød\x1b[31m\x07")) == "rød\ufffd[31m\ufffd"


def test_the_draft_is_there_to_go_on_with() -> None:
    """A draft stands before the cursor, and Enter takes it."""
    assert Typed("Ældre falder") == _given(Prompt("Svar", draft="Ældre\nfal"), "der", ENTER)
    assert Typed("Et\n\nTo") == _given(Prompt("Svar", prose=True, draft="Et\n\n"), "To", ALT_ENTER)


def test_the_arrows_go_by_rows() -> None:
    """In a long paragraph the arrow up goes one row up on the screen, and not to the paragraph before."""
    paragraph = "ord " * 40
    assert _stopped(PROSE, "Før", ENTER, paragraph, UP, "X").index("X") > len("Før\n")


# -- the end -----------------------------------------------------------------------------


def test_ctrl_c_brings_the_text_so_far() -> None:
    """What was typed or marked comes with the interrupt."""
    assert _stopped(LINE, "Ældre fal") == "Ældre fal"
    assert _stopped(ONE, DOWN) == ""
    assert _stopped(SEVERAL, " ", DOWN, " ") == "1, 2"
    assert _stopped(PROSE, "Et", ENTER, "To") == "Et\nTo"


def test_ctrl_d_ends_the_input_on_an_empty_line_only() -> None:
    """Ctrl-D ends an empty line's input; behind a text it does nothing."""
    with pytest.raises(InputEnded):
        _given(LINE, CTRL_D)
    assert Typed("Et") == _given(LINE, "Et", CTRL_D, ENTER)


def test_a_terminal_that_goes_away_ends_the_input() -> None:
    """The text so far comes with the end of the input."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("Ældre fal")
        keys.close()
        with pytest.raises(InputEnded) as ended:
            TerminalAsker(DA, lambda text: text, no_color=True).ask(LINE)
    assert ended.value.draft == "Ældre fal"


def test_one_asker_asks_many_times() -> None:
    """Nothing of one prompt is left in the next."""
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        asker = TerminalAsker(DA, lambda text: text, no_color=True)
        keys.send_text(" \r2\rEt\rTo\r\r\rEt\r")
        given = [asker.ask(prompt) for prompt in (SEVERAL, ONE, LINE)]
        assert [Typed("1"), Typed("no"), Typed("Et")] == given


# -- what stands there ---------------------------------------------------------------------


def test_options_stand_above_the_input_and_go_when_they_are_answered() -> None:
    """The option pointed at has a sign of its own, and only the label and what was picked stay."""
    prompt = Prompt("Vælg nummer", COUNTRIES, shown="Norge", keys=KEYS[:2])
    before, after = _screens(prompt, DOWN, ENTER)
    asked = """\
  1. Danmark
  2. Norge
› 3. Resten af EU, samlet
Nu: Norge
Vælg nummer:

Pil op og ned eller nummeret, så Enter
? hvorfor · < tilbage"""
    assert asked == before
    assert after == "Vælg nummer: Resten af EU, samlet"


def test_what_enter_keeps_is_said_until_something_is_picked() -> None:
    """The shown answer says that Enter keeps it while that is so, and stays behind when it was kept."""
    before, after = _screens(Prompt("Svar", shown="Norge"), ENTER)
    assert before == "Nu: Norge (Enter beholder det)\nSvar:"
    assert after == "Svar: Norge"


def test_a_long_answer_is_shown_short() -> None:
    """A reminder of what was answered takes three rows at most, and says that it goes on."""
    before, _ = _screens(Prompt("Svar", shown="en lang sætning, der bliver ved, " * 30), ENTER)
    assert before.splitlines()[2].endswith("…")
    assert before.splitlines()[3] == "Svar:"


def test_what_is_typed_points_at_its_option() -> None:
    """While a number or the beginning of a label is typed, the option it means is the one pointed at."""
    before, after = _screens(ONE, "2", ENTER)
    assert "› 2. Norge" in before
    assert after == "Vælg nummer: 2"
    assert "›" not in _screens(ONE, DOWN, "x", ENTER)[0]


def test_a_key_says_what_it_does_before_enter() -> None:
    """Behind a lone key stands what Enter will do, and afterwards what it did."""
    assert "Svar: ?  Enter: hvorfor\n" in _screens(LINE, "?", ENTER)[0]
    assert _screens(LINE, "?", ENTER)[1] == "Svar: ?  hvorfor"


def test_marks_are_seen() -> None:
    """What is marked has a cross in its box."""
    before, after = _screens(SEVERAL, DOWN, " ", ENTER)
    assert before.startswith("  1. [ ] Danmark\n› 2. [x] Norge\n  3. [ ] Resten af EU, samlet\n")
    assert after == "Vælg et eller flere numre: Norge"


def test_a_long_label_stands_above_on_a_narrow_screen() -> None:
    """A label that takes more than half a row leaves the row to the input."""
    assert _screens(SEVERAL, DOWN, " ", ENTER, columns=40)[1] == "Vælg et eller flere numre:\n  Norge"


def test_blanks_at_the_end_of_a_row_hang_over_it() -> None:
    """Many blanks between two words do not push the second one further than to the next row."""
    text = f"en{' ' * 90}to"
    assert _screens(LINE, text, ENTER, columns=40)[1] == "Svar: en\n      to"
    assert Typed(text) == _given(LINE, text, ENTER)


@pytest.mark.parametrize(("columns", "widest"), [(40, 40), (80, 80), (140, 88)])
def test_words_stay_whole_in_the_input(columns: int, widest: int) -> None:
    """Rows of the input break at words and hang under the first, on a wide screen at 88 columns."""
    text = "Medarbejderne leder efter borgere, der er faldet. " * 6
    field = _screens(LINE, text, ENTER, columns=columns)[1].splitlines()
    assert [row[6:] for row in field] == list(rows(text.strip(), widest - 7))
    assert {row[:6] for row in field[1:]} == {" " * 6}


def test_more_options_than_rows_scroll() -> None:
    """On a low screen the options scroll to the one pointed at, and the input and the foot stay."""
    many = Prompt("Vælg", tuple(Option(f"c{place}", f"Valg {place}") for place in range(30)), keys=KEYS)
    before, _ = _screens(many, UP, ENTER, rows=16)
    assert "› 30. Valg 29" in before
    assert "Vælg:\n" in before
    assert "gem og gå" in before
    assert len(before.splitlines()) <= 16


@pytest.mark.parametrize("width", [20, 39, 79])
@pytest.mark.parametrize("prompt", [ONE, SEVERAL, PROSE, LINE])
def test_the_foot_fits_the_screen(prompt: Prompt, width: int) -> None:
    """No row of the foot is wider than the screen, and from 40 columns on every key stands there with its word."""
    found = ["".join(part[1] for part in row) for row in foot_rows(prompt, DA, width)]
    assert max(map(cells, found)) <= width
    if width >= 39:
        assert all(f"{key} {word}" in "\n".join(found) for key, word in KEYS)


def test_how_to_finish_prose_is_said() -> None:
    """The foot says what Enter does in a text of several lines."""
    text = "".join(part[1] for row in foot_rows(PROSE, DA, 79) for part in row)
    assert text.startswith("Enter: ny linje · Enter på en tom linje eller Alt+Enter: færdig")


@pytest.mark.parametrize(
    ("line", "width", "expected"),
    [
        ("en to tre", 5, ("en to", "tre")),
        ("en to tre", 6, ("en to", "tre")),
        ("entotre", 3, ("ent", "otr", "e")),
        ("en   totre", 5, ("en", "totre")),
        ("", 5, ("",)),
        ("e\u0301e\u0301e\u0301", 3, ("e\u0301e\u0301e\u0301",)),
        ("漢字漢字", 4, ("漢字", "漢字")),
    ],
)
def test_rows_break_at_words(line: str, width: int, expected: tuple[str, ...]) -> None:
    """Words stay whole, unless one is longer than the row; wide and joined characters count as they are seen."""
    assert expected == rows(line, width)


def test_a_cut_line_says_so() -> None:
    """A line that fits stays; one that does not ends with a sign that it goes on."""
    assert cut("en to", 5) == "en to"
    assert cut("en to tre", 7) == "en to…"
    assert cut("en totre", 6) == "en to…"


def test_a_fold_hangs() -> None:
    """Rows after the first stand under its words."""
    assert fold("en to tre fire", 10, "! ") == "! en to\n  tre fire"


def test_a_row_up_and_a_row_down() -> None:
    """A place goes to the same column of the row beside, or to its end, and stays at the edges."""
    text = "en to tre\n\nfire"
    assert (6, 0) == (row_beside(text, 0, 5, 1), row_beside(text, 0, 5, -1))
    assert (10, 11) == (row_beside(text, 8, 5, 1), row_beside(text, 10, 5, 1))
    assert (2, 15) == (row_beside(text, 8, 5, -1), row_beside(text, 15, 5, 1))


# -- saying ------------------------------------------------------------------------------------


def _said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, *parts: Said | Grid
) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    asker = TerminalAsker(DA, lambda text: text, no_color=True)
    for part in parts:
        asker.say(part)
    return capsys.readouterr().out


def test_text_is_never_markup(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Brackets and colons stay as they are, and escape characters never come through."""
    text = "[b]række[/b] [/] :smile: \x1b[31m"
    shown = _said(capsys, monkeypatch, 80, Said(text, Tone.FAULT), Grid(("A[/]",), ((text,),), text))
    assert shown.count("[b]række[/b] [/] :smile: \ufffd[31m") == 3
    assert "\x1b" not in shown


def test_a_table_is_drawn_where_it_fits(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A table has columns on a wide screen, and labelled lines on one too narrow for it."""
    grid = Grid(("", "Effekt", "I dag"), (("1", "Færre natlige fald", "40 om måneden"),))
    wide = _said(capsys, monkeypatch, 80, grid)
    assert re.search(r"Effekt +I dag *\n.*\n ?1 +Færre natlige fald +40 om måneden", wide)
    narrow = _said(capsys, monkeypatch, 35, grid)
    assert narrow == "1. Effekt: Færre natlige fald ·\n   I dag: 40 om måneden\n"


def test_headings_stand_apart(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A place and a question have an empty line before them, but none between them."""
    parts = [Said("a"), Said("b", Tone.PLACE), Said("c", Tone.QUESTION), Said("d", Tone.HELP), Said("e", Tone.QUESTION)]
    assert _said(capsys, monkeypatch, 80, *parts) == "a\n\nb\nc\nd\n\ne\n"


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_nothing_said_is_wider_than_the_screen(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text folds at words to the screen and at most to 88 columns; long cells fold in their columns."""
    long = "Medarbejderne bruger mindre tid på at lede efter borgere og mere på omsorg. " * 3
    text = _said(capsys, monkeypatch, columns, *(Said(long, tone) for tone in Tone))
    assert max(map(cells, text.splitlines())) <= min(columns - 1, 88)
    table = _said(capsys, monkeypatch, columns, Grid(("", "Effekt", "Ejer"), (("1", long, "økonomi"),)))
    assert max(map(cells, table.splitlines())) <= min(columns - 1, 120)


# -- which face --------------------------------------------------------------------------------


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "shown", "plain", "term", "expected"),
    [
        (_Terminal(), _Terminal(), False, "xterm-256color", True),
        (StringIO(), _Terminal(), False, "xterm", False),
        (_Terminal(), StringIO(), False, "xterm", False),
        (_Terminal(), _Terminal(), True, "xterm", False),
        (_Terminal(), _Terminal(), False, "dumb", False),
        (_Terminal(), _Terminal(), False, "", False),
    ],
)
def test_the_terminal_face_needs_a_terminal(
    typed: StringIO, shown: StringIO, plain: bool, term: str, expected: bool
) -> None:
    """Both ends must be a terminal that moves its cursor, and the person must not have asked for plain lines."""
    assert expected is wants_terminal(typed, shown, plain, {"TERM": term})


# -- the editor --------------------------------------------------------------------------------


def _editor(tmp_path: Path, body: str) -> dict[str, str]:
    script = tmp_path / "my editor.py"
    script.write_text(f"import os, sys\nfile = sys.argv[-1]\n{body}\n", encoding="utf-8")
    return {"EDITOR": f"'{sys.executable}' '{script}' --wait"}


def test_the_editor_changes_the_text(tmp_path: Path) -> None:
    """The command may have quotes and options, and the text comes back with its line breaks and letters."""
    editor = _editor(tmp_path, "open(file, 'a', encoding='utf-8').write('Ø\\n')")
    assert edit_text("Æ\n\nå", editor) == "Æ\n\nå\nØ"
    assert edit_text("Æ\n", editor) == "Æ\nØ\n"


def test_visual_goes_before_editor(tmp_path: Path) -> None:
    """$VISUAL is taken where both are set; an empty one counts as none."""
    editor = _editor(tmp_path, "open(file, 'w').write('ja')")
    assert edit_text("", {"EDITOR": "false", "VISUAL": editor["EDITOR"]}) == "ja"
    assert edit_text("", {"VISUAL": " ", **editor}) == "ja"


def test_nobody_else_can_read_what_is_edited(tmp_path: Path) -> None:
    """The file and its folder are the owner's alone, and are gone afterwards."""
    found = tmp_path / "found"
    body = f"""modes = [os.stat(path).st_mode for path in (file, os.path.dirname(file))]
print(*modes, file, file=open({str(found)!r}, "w"))"""
    assert edit_text("hemmeligt", _editor(tmp_path, body)) == "hemmeligt"
    mode, folder, file = found.read_text().split()
    assert (0o600, 0o700) == (stat.S_IMODE(int(mode)), stat.S_IMODE(int(folder)))
    assert not Path(file).exists()


@pytest.mark.parametrize("command", ["", "  ", "'", "no-such-editor-here", "false", "/"])
def test_an_editor_that_fails_gives_nothing(command: str) -> None:
    """No editor, an unreadable command, one that is not there and one that fails: none of them changes the text."""
    assert edit_text("Et", {"EDITOR": command}) is None


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    """What a shell would run, expand or redirect is a plain word here."""
    kept = tmp_path / "kept"
    kept.touch()
    for command in (f"true; rm -rf {kept}", f"true && rm {kept}", f"true $(rm {kept})", f"true > {kept}x"):
        edit_text("Et", {"EDITOR": command})
    assert [kept] == list(tmp_path.iterdir())


def test_a_text_in_an_older_character_set_is_read(tmp_path: Path) -> None:
    """An editor that saves in another character set does not cost a person the text."""
    assert edit_text("", _editor(tmp_path, "open(file, 'wb').write('Ældre'.encode('latin-1'))")) == "Ældre"


# -- a real terminal ---------------------------------------------------------------------------

SCRIPT = """
import sys
from procwiz.core.asking import *
from procwiz.language import Language
from procwiz.prompts.terminal import TerminalAsker
asker = TerminalAsker(Language("da"), lambda text: text, no_color="no_color" in sys.argv)
keys = (("?", "hvorfor"), ("!", "gem og gå"))
asker.say(Said("Hvilket land køber I i, og hvem er ellers med til at betale for det?", Tone.QUESTION))
try:
    for prompt in (
        Prompt("Vælg nummer", (Option("dk", "Danmark"), Option("no", "Norge")), keys=keys),
        Prompt("Svar", prose=True, keys=keys),
        Prompt("Svar", keys=keys),
    ):
        asker.say(Said("Fik: " + ascii(asker.ask(prompt)), Tone.RECORDED))
except Interrupted as stop:
    print("Stop:", ascii(stop.draft))
"""


def _terminal(tmp_path: Path, columns: int, *arguments: str) -> pexpect.spawn[str]:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS", "LINES"}}
    return pexpect.spawn(
        sys.executable,
        [str(script), *arguments],
        env={**clean, "TERM": "xterm-256color", "PYTHONUTF8": "1"},
        dimensions=(24, columns),
        encoding="utf-8",
        timeout=20,
        preexec_fn=interruptible,
    )


@pytest.mark.parametrize("columns", [40, 80])
def test_a_person_answers_on_a_real_terminal(tmp_path: Path, columns: int) -> None:
    """Arrows, a paste and Ctrl-C work on a pseudo-terminal that never says where its cursor is."""
    terminal = _terminal(tmp_path, columns)
    shown = StringIO()
    terminal.logfile_read = shown
    terminal.expect("gem og g")
    terminal.send(DOWN + DOWN + ENTER)
    terminal.expect_exact("Typed(text='no')")
    terminal.expect("gem og g")
    terminal.send(_paste("Et\r\n\r\n?\r\n\r\nTo\r\n"))
    terminal.expect_exact("To")
    terminal.send(ENTER)
    terminal.expect(r"Typed\(text='Et")
    terminal.expect("gem og g")
    terminal.send("halv")
    terminal.expect("halv")
    terminal.send(CTRL_C)
    terminal.expect_exact("Stop: 'halv'")
    terminal.expect(pexpect.EOF)
    assert "WARNING" not in shown.getvalue()
    assert "\x1b[6n" not in shown.getvalue()


_COLOUR = re.compile(r"\x1b\[[0-9;]*?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;|m)")


@pytest.mark.parametrize(("arguments", "coloured"), [([], True), (["no_color"], False)])
def test_no_colour_where_none_is_wanted(tmp_path: Path, arguments: list[str], coloured: bool) -> None:
    """Without colour there is not one sign of it, and what is bold stays bold."""
    terminal = _terminal(tmp_path, 80, *arguments)
    shown = StringIO()
    terminal.logfile_read = shown
    terminal.expect("gem og g")
    terminal.send(DOWN + ENTER)
    terminal.expect_exact("Typed(text='dk')")
    terminal.send(CTRL_C)
    terminal.expect(pexpect.EOF)
    assert "\x1b[1m" in shown.getvalue()
    assert coloured is bool(_COLOUR.search(shown.getvalue()))
