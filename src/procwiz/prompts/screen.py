"""One prompt on a terminal: what stands there while it is asked, and what the keys do.

The foot stands right below the input, so the terminal is never asked where its cursor is: that takes a round trip
before the first sign is shown, and some terminals never answer.
"""

from __future__ import annotations

from collections.abc import Callable

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, is_done
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import (
    BufferControl,
    ConditionalContainer,
    ConditionalMargin,
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    ScrollbarMargin,
    VerticalAlign,
    Window,
)
from prompt_toolkit.layout.processors import AfterInput, HighlightSelectionProcessor
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.renderer import CPR_Support
from prompt_toolkit.styles import Style
from prompt_toolkit.utils import suspend_to_background_supported

from procwiz.core.asking import InputEnded, Interrupted, Pressed, Prompt, Typed
from procwiz.core.cleaning import clean, clean_line
from procwiz.language import Language
from procwiz.prompts.entry import entered, place_meant
from procwiz.prompts.folding import MEASURE, cells, cut, row_beside
from procwiz.prompts.parts import foot_rows, label_parts, option_rows, shown_rows
from procwiz.prompts.picking import Picking, picking
from procwiz.prompts.wrapping import WordWrap

ACCENT = "#008787"
"""Told from the ground about equally well on white (4.4 : 1) and on black (4.8 : 1)."""

_STYLE = Style.from_dict(
    {"label": ACCENT, "pointed": f"{ACCENT} bold", "marked": "bold", "quiet": "dim", "key": "bold"}
)
_ROWS_KEPT = 9
"""Rows of the screen that a long list of options leaves to the question, the input and the foot."""


class Screen:
    """Asks one prompt after the other, in one application that is made once."""

    def __init__(self, language: Language, no_color: bool) -> None:
        self._language = language
        self._prompt = Prompt("")
        self._picking: Picking | None = None
        self._ending = ""
        self._buffer = Buffer(multiline=Condition(lambda: self._prompt.prose))
        self._application: Application[Typed | Pressed] = Application(
            layout=self._layout(),
            key_bindings=self._bindings(),
            style=_STYLE,
            include_default_pygments_style=False,
            color_depth=ColorDepth.DEPTH_1_BIT if no_color else None,
        )
        self._application.renderer.cpr_support = CPR_Support.NOT_SUPPORTED

    def ask(self, prompt: Prompt) -> Typed | Pressed:
        """Ask, and wait.

        Raises:
            InputEnded, Interrupted: with what was typed or marked so far.
        """
        self._prompt = prompt
        self._picking = picking(prompt) if prompt.options else None
        self._ending = ""
        self._buffer.reset(Document(clean(prompt.draft) if prompt.prose else clean_line(prompt.draft)))
        try:
            return self._application.run()
        except EOFError:
            raise InputEnded(self._so_far()) from None
        except KeyboardInterrupt:
            raise Interrupted(self._so_far()) from None

    def _so_far(self) -> str:
        return self._buffer.text or (self._picked() if self._prompt.several else "")

    def _picked(self) -> str:
        return self._picking.text() if self._picking else ""

    # -- what stands there -----------------------------------------------------------

    def _layout(self) -> Layout:
        asked = ~is_done
        field = Window(
            BufferControl(
                self._buffer,
                input_processors=[
                    HighlightSelectionProcessor(),
                    AfterInput(self._after, style="class:quiet"),
                    WordWrap(lambda: self._room),
                ],
                include_default_input_processors=False,
            ),
            get_line_prefix=self._before,
            wrap_lines=True,
            dont_extend_height=True,
            height=Dimension(min=1),
        )
        parts = [
            ConditionalContainer(self._option_list(), asked & Condition(lambda: bool(self._prompt.options))),
            ConditionalContainer(_still(self._shown), asked & Condition(lambda: bool(self._prompt.shown))),
            ConditionalContainer(_still(self._label), Condition(lambda: bool(self._label()))),
            field,
            ConditionalContainer(_still(self._foot), asked),
        ]
        return Layout(HSplit(parts, align=VerticalAlign.TOP), field)

    def _option_list(self) -> Window:
        rest = Condition(lambda: len(self._option_rows()) > self._most_option_rows())
        control = FormattedTextControl(
            lambda: _joined([row for row, _ in self._option_rows()]),
            get_cursor_position=self._pointed_row,
            show_cursor=False,
        )
        return Window(
            control,
            height=lambda: Dimension(max=min(len(self._option_rows()), self._most_option_rows())),
            right_margins=[ConditionalMargin(ScrollbarMargin(display_arrows=True), rest)],
            dont_extend_height=True,
        )

    @property
    def _columns(self) -> int:
        return self._application.output.get_size().columns

    @property
    def _room(self) -> tuple[int, int]:
        """The columns for words in the field, one left to the cursor, and the columns there are."""
        before = cells(label_parts(self._prompt.label, self._columns)[1])
        return max(min(self._columns, MEASURE) - before - 1, 1), max(self._columns - before, 1)

    def _most_option_rows(self) -> int:
        return max(3, self._application.output.get_size().rows - _ROWS_KEPT)

    def _option_rows(self) -> list[tuple[StyleAndTextTuples, bool]]:
        return option_rows(self._prompt, self._at(), self._marked(), min(self._columns, MEASURE) - 2)

    def _at(self) -> int | None:
        """The place pointed at: by what is typed, where something is, else by the arrows."""
        if self._buffer.text:
            return place_meant(self._buffer.text, self._prompt.options)
        return self._picking.at if self._picking else None

    def _marked(self) -> frozenset[int]:
        return self._picking.marked if self._picking else frozenset()

    def _pointed_row(self) -> Point:
        pointed = [number for number, (_, at) in enumerate(self._option_rows()) if at]
        return Point(0, pointed[-1] if pointed else 0)

    def _before(self, line: int, row: int) -> StyleAndTextTuples:
        _, label = label_parts(self._prompt.label, self._columns)
        return [("class:label", label if line == row == 0 else " " * cells(label))]

    def _label(self) -> StyleAndTextTuples:
        above, _ = label_parts(self._prompt.label, self._columns)
        return _joined([[("class:label", row)] for row in above])

    def _after(self) -> str:
        """Words behind the cursor: what a lone key would do; afterwards, what it was or what was picked."""
        word = next((word for key, word in self._prompt.keys if key == self._buffer.text.strip()), "")
        if word and self._application.is_done:
            return f"  {clean_line(word)}"
        return "  " + self._language("prompts.press", word=clean_line(word)) if word else self._ending

    def _shown(self) -> StyleAndTextTuples:
        kept = not self._buffer.text.strip() and not self._picked()
        sentence = self._language("prompts.keeps" if kept else "prompts.now", shown=clean_line(self._prompt.shown))
        return _joined([[("class:quiet", row)] for row in shown_rows(sentence, min(self._columns - 1, MEASURE))])

    def _foot(self) -> StyleAndTextTuples:
        return _joined([[], *foot_rows(self._prompt, self._language, min(self._columns - 1, MEASURE))])

    # -- what the keys do --------------------------------------------------------------

    def _bindings(self) -> KeyBindings:
        bindings = KeyBindings()
        picks = Condition(lambda: self._picking is not None)
        empty = Condition(lambda: not self._buffer.text)
        marks = Condition(lambda: self._prompt.several)
        bindings.add("enter")(self._enter)
        bindings.add("escape", "enter")(self._finish)
        bindings.add("up", filter=picks)(lambda event: self._move(-1))
        bindings.add("down", filter=picks)(lambda event: self._move(1))
        bindings.add("up", filter=~picks)(lambda event: self._to_row(-1))
        bindings.add("down", filter=~picks)(lambda event: self._to_row(1))
        bindings.add(" ", filter=marks & empty)(self._toggle)
        bindings.add(Keys.BracketedPaste)(self._paste)
        bindings.add("c-c")(_interrupt)
        bindings.add("<sigint>")(_interrupt)
        bindings.add("c-d", filter=empty)(lambda event: event.app.exit(exception=EOFError()))
        if suspend_to_background_supported():
            bindings.add("c-z")(lambda event: event.app.suspend_to_background())
        return bindings

    def _enter(self, event: KeyPressEvent) -> None:
        # Where a terminal does not tell a paste from typing, more keys wait already while a paste goes on.
        if self._prompt.prose and (event.key_processor.input_queue or self._goes_on()):
            self._buffer.newline(copy_margin=False)
        else:
            self._finish(event)

    def _goes_on(self) -> bool:
        """Say whether Enter begins a new line: not on an empty last line, and not after a lone key."""
        document = self._buffer.document
        if isinstance(entered(document.text, self._prompt), Pressed) or not document.text.strip():
            return False
        return not document.on_last_line or bool(document.current_line.strip())

    def _finish(self, event: KeyPressEvent) -> None:
        text = self._buffer.text.strip("\n").rstrip() if self._prompt.prose else self._buffer.text.strip()
        if not text:
            kept = cut(clean_line(self._prompt.shown), MEASURE // 2)
            self._ending = self._picking.words() if self._picking and self._picked() else kept
        event.app.exit(result=entered(text, self._prompt) if text else Typed(self._picked()))

    def _move(self, step: int) -> None:
        if self._picking is not None:
            self._picking = self._picking.move(step)
            self._buffer.reset()

    def _toggle(self, _event: KeyPressEvent) -> None:
        if self._picking is not None:
            self._picking = self._picking.toggle()

    def _to_row(self, step: int) -> None:
        self._buffer.cursor_position = row_beside(self._buffer.text, self._buffer.cursor_position, self._room[0], step)

    def _paste(self, event: KeyPressEvent) -> None:
        text = clean(event.data)
        if not self._prompt.prose:
            text = " ".join(filter(None, map(str.strip, text.split("\n")))) if "\n" in text else text
            text = text.replace("\t", " ")
        self._buffer.insert_text(text)


def _interrupt(event: KeyPressEvent) -> None:
    event.app.exit(exception=KeyboardInterrupt())


def _still(text: Callable[[], StyleAndTextTuples]) -> Window:
    """Make a part of the screen that only shows something."""
    return Window(FormattedTextControl(text), dont_extend_height=True)


def _joined(found: list[StyleAndTextTuples]) -> StyleAndTextTuples:
    """Put rows under each other."""
    joined: StyleAndTextTuples = []
    for number, row in enumerate(found):
        joined += [("", "\n" if number else ""), *row]
    return joined
