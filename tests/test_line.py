"""The line face: what it writes, and what it takes."""

from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper

import pytest

from procwiz.core.asking import Grid, InputEnded, Interrupted, Option, Pressed, Prompt, Said, Tone, Typed
from procwiz.core.kinds import YesNo
from procwiz.core.notation import Notation
from procwiz.language import Language
from procwiz.prompts.line import MOST_CHARACTERS, LineAsker

KEYS = (("?", "hvorfor"), ("<", "tilbage"))
YES_NO = (Option("yes", "ja"), Option("no", "nej"))


def _line_asker(typed: str, width: int = 80) -> tuple[LineAsker, StringIO]:
    shown = StringIO()
    return LineAsker(StringIO(typed), shown, Language("da"), lambda text: text, width), shown


def _given(typed: str, prompt: Prompt) -> Typed | Pressed:
    return _line_asker(typed)[0].ask(prompt)


def _said(part: Said | Grid, width: int = 80) -> str:
    asker, shown = _line_asker("", width)
    asker.say(part)
    return shown.getvalue()


def test_a_line_is_the_answer() -> None:
    """A line comes back as it was typed."""
    assert Typed("Ældre falder") == _given("Ældre falder\n", Prompt("Svar"))


def test_an_empty_line_keeps_the_shown_answer() -> None:
    """An empty line gives empty text, and what is kept is said before."""
    asker, shown = _line_asker("\n")
    assert Typed("") == asker.ask(Prompt("Svar", shown="Nej"))
    assert "Nu: Nej (Enter beholder det)\nSvar: \n" == shown.getvalue()


@pytest.mark.parametrize("prompt", [Prompt("Svar", keys=KEYS), Prompt("Svar", keys=KEYS, prose=True)])
def test_a_key_alone_on_a_line_is_pressed(prompt: Prompt) -> None:
    """A key with blanks around it is a key; one that does not act here is text."""
    assert Pressed("?") == _given(" ? \n", prompt)
    assert Typed("u") == _given("u\n.\n", prompt)


def test_a_backslash_makes_a_key_text() -> None:
    r"""`\?` is a question mark, and a backslash before anything else stays."""
    assert Typed("?") == _given("\\?\n", Prompt("Svar", keys=KEYS))
    assert Typed("\\a") == _given("\\a\n", Prompt("Svar", keys=KEYS))


def test_the_number_of_an_option_is_its_code() -> None:
    """Options are numbered, and a number means the option even where the kind reads words only."""
    asker, shown = _line_asker("2\n")
    assert Typed("no") == asker.ask(Prompt("Ja eller nej", YES_NO))
    assert "  1. ja\n  2. nej\nJa eller nej: \n" == shown.getvalue()
    assert YesNo().parse("no", Notation("da", "DKK")) is False


def test_a_number_stays_where_several_are_picked() -> None:
    """Numbers joined by commas come back as they were typed, and so does a lone one."""
    prompt = Prompt("Vælg", (Option("none", "Ingen af dem"), Option("some", "Nogle")), several=True)
    assert Typed("1, 2") == _given("1, 2\n", prompt)
    assert Typed("1") == _given("1\n", prompt)


def test_a_label_that_is_a_number_wins_over_the_place() -> None:
    """Where an option is called 2, typing 2 means that one and not the second."""
    assert Typed("a") == _given("2\n", Prompt("Vælg", (Option("a", "2"), Option("b", "7"))))


def test_an_option_without_words_shows_its_code() -> None:
    """A step of a scale without a label is shown by its number."""
    asker, shown = _line_asker("1\n")
    asker.ask(Prompt("Fra 1 til 5", (Option("1", ""), Option("2", "Lille"))))
    assert shown.getvalue().startswith("  1. 1\n  2. Lille\n")


# -- prose ---------------------------------------------------------------------------


def test_prose_ends_with_a_lone_full_stop() -> None:
    """Empty lines and lone keys inside the text are text."""
    assert Typed("Et\n\n?\nTo") == _given("Et\n\n?\nTo\n.\n", Prompt("Svar", prose=True, keys=KEYS))


def test_a_full_stop_can_be_typed_in_prose() -> None:
    r"""`\.` is a line with a full stop, first and later."""
    assert Typed(".\nEt\n.") == _given("\\.\nEt\n\\.\n.\n", Prompt("Svar", prose=True))


def test_prose_goes_on_from_its_draft() -> None:
    """Lines are added to the draft, and the keys still act on the first one."""
    prompt = Prompt("Svar", prose=True, draft="Et\nTo", keys=KEYS)
    assert Typed("Et\nTo\nTre") == _given("Tre\n.\n", prompt)
    assert Typed("Et\nTo") == _given(".\n", prompt)
    assert Typed("Et\nTo\n\nTre") == _given("\nTre\n.\n", prompt)
    assert Pressed("<") == _given("<\n", prompt)


def test_a_line_goes_on_from_its_draft() -> None:
    """What is typed is added to the draft that stands before the cursor; Enter takes the draft as it is."""
    prompt = Prompt("Svar", draft="Ældre fal", keys=KEYS)
    asker, shown = _line_asker("der\n")
    assert Typed("Ældre falder") == asker.ask(prompt)
    assert "Svar: Ældre fal\n" == shown.getvalue()
    assert Typed("Ældre fal") == _given("\n", prompt)
    assert Pressed("?") == _given("?\n", prompt)


# -- the end -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "prompt", "draft"),
    [
        ("", Prompt("Svar"), ""),
        ("", Prompt("Svar", draft="Ældre"), "Ældre"),
        ("Et\n\nTo\n", Prompt("Svar", prose=True), "Et\n\nTo"),
        ("", Prompt("Svar", prose=True, draft="Et"), "Et"),
    ],
)
def test_input_that_ends_gives_the_draft(typed: str, prompt: Prompt, draft: str) -> None:
    """Nothing typed is lost when the input ends, and neither is a draft that stood there before."""
    with pytest.raises(InputEnded) as ended:
        _given(typed, prompt)
    assert draft == ended.value.draft


class _Interrupting(StringIO):
    """Lines, and Ctrl-C after the last."""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        line = super().readline(size)
        if not line:
            raise KeyboardInterrupt
        return line


def test_ctrl_c_gives_the_draft() -> None:
    """Ctrl-C in the middle of prose brings the lines so far."""
    asker = LineAsker(_Interrupting("Et\nTo\n"), StringIO(), Language("da"), lambda text: text)
    with pytest.raises(Interrupted) as stopped:
        asker.ask(Prompt("Svar", prose=True))
    assert "Et\nTo" == stopped.value.draft


def test_a_line_without_an_end_is_taken() -> None:
    """The last line of a file counts without its line break; a byte order mark does not."""
    assert Typed("ja") == _given("\ufeffja", Prompt("Svar"))
    assert Typed("ja") == _given("ja\r\n", Prompt("Svar"))


def test_an_endless_line_answers_one_question() -> None:
    """What a line has beyond the limit is not taken for the next answer."""
    asker, _ = _line_asker("x" * (2 * MOST_CHARACTERS + 7) + "\nnej\n")
    first = asker.ask(Prompt("Svar"))
    assert isinstance(first, Typed)
    assert MOST_CHARACTERS == len(first.text)
    assert Typed("nej") == asker.ask(Prompt("Svar"))


# -- saying --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tone", "shown"),
    [
        (Tone.PLAIN, "Hej\n"),
        (Tone.TITLE, "\n== Hej ==\n"),
        (Tone.PLACE, "\n[Hej]\n"),
        (Tone.QUESTION, "Hej\n"),
        (Tone.RECORDED, "✓ Hej\n"),
        (Tone.NOTICE, "· Hej\n"),
        (Tone.FAULT, "! Hej\n"),
    ],
)
def test_each_tone_is_told_by_signs(tone: Tone, shown: str) -> None:
    """A tone is told by what stands around the words, since there is no colour."""
    assert shown == _said(Said("Hej", tone))


def test_long_lines_are_folded_under_their_first_word() -> None:
    """Rows hang under the words after a mark or a bullet, and line breaks of the text stay."""
    assert "! en to tre fire fem\n  seks\n" == _said(Said("en to tre fire fem seks", Tone.FAULT), 24)
    assert "  – en to tre fire fem\n    seks\n" == _said(Said("  – en to tre fire fem seks"), 24)
    assert "· en\n  to\n" == _said(Said("en\nto", Tone.NOTICE))


def test_wide_characters_count_as_two_columns() -> None:
    """A line of wide characters fits the screen too."""
    assert "漢字漢字漢字漢字漢字漢\n字\n" == _said(Said("漢字" * 6), 24)


def test_a_row_of_a_table_is_labelled() -> None:
    """Every cell stands with its column's name; a column without one numbers the rows."""
    grid = Grid(("", "Effekt", "I dag"), (("1", "Færre fald", "40"), ("2", "Ro", "–")), "Effekter")
    assert "Effekter\n1. Effekt: Færre fald · I dag: 40\n2. Effekt: Ro · I dag: –\n" == _said(grid)
    assert "A: 1 · B: 2\n" == _said(Grid(("A", "B"), (("1", "2"),)))


def test_no_text_steers_the_screen() -> None:
    """Escape characters of a person's text never reach the output, whatever shows them."""
    asker, shown = _line_asker("\n")
    asker.say(Said("rød\x1b[31m"))
    asker.say(Grid(("A",), (("\x1b]0;x\x07",),)))
    asker.ask(Prompt("Svar\x1b", (Option("a", "\x1b[2J"),), shown="\x1bc", draft="\x1b[H"))
    assert not {"\x1b", "\x07"} & set(shown.getvalue())


def test_a_line_that_is_not_utf8_is_refused_with_the_place() -> None:
    """Bytes that are no UTF-8 are never taken as an answer: the place is said, and the line is asked for again."""
    shown = StringIO()
    typed = TextIOWrapper(BytesIO(b"f\xffald\nfald\n"), encoding="utf-8", errors="surrogateescape")
    given = LineAsker(typed, shown, Language("da"), lambda text: None, width=80).ask(Prompt("Svar"))

    assert Typed("fald") == given
    assert "Tegn nummer 2 på linjen" in shown.getvalue()
