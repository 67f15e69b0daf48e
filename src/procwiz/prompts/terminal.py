"""The terminal face: arrows or numbers, text of several lines, the keys at the foot."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

from procwiz.core.asking import Grid, Pressed, Prompt, Said, Tone, Typed
from procwiz.core.cleaning import clean, clean_line
from procwiz.language import Language
from procwiz.prompts.folding import MEASURE, cells
from procwiz.prompts.line import folded, labelled

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from procwiz.prompts.screen import Screen

_ACCENT = "color(30)"
_MARK = {Tone.RECORDED: "✓ ", Tone.NOTICE: "· ", Tone.FAULT: "! "}
_MARK_STYLE = {Tone.RECORDED: _ACCENT, Tone.NOTICE: "bold", Tone.FAULT: "bold"}
_STYLE = {Tone.TITLE: f"bold {_ACCENT}", Tone.PLACE: "dim", Tone.QUESTION: "bold", Tone.HELP: "dim"}
_APART = {Tone.TITLE, Tone.PLACE, Tone.QUESTION}
_HEADS = {Tone.TITLE, Tone.PLACE}
_WIDEST_TABLE = 120
_LEAST_COLUMN = 24


class TerminalAsker:
    """Asks on the terminal that stdin and stdout are. Widths are read anew each time, so it may be resized."""

    def __init__(self, language: Language, edit: Callable[[str], str | None], no_color: bool) -> None:
        self._language = language
        self._edit = edit
        self._no_color = no_color
        self._console: Console | None = None
        self._screen: Screen | None = None
        self._last = Tone.PLAIN

    def say(self, part: Said | Grid) -> None:
        """Show a paragraph or a small table."""
        if isinstance(part, Grid):
            self._grid(part)
        else:
            self._paragraph(part)

    def ask(self, prompt: Prompt) -> Typed | Pressed:
        """Ask, and wait; raise `InputEnded` or `Interrupted` with what was typed so far."""
        if self._screen is None:
            from procwiz.prompts.screen import Screen

            self._screen = Screen(self._language, self._no_color)
        self._last = Tone.PLAIN
        return self._screen.ask(prompt)

    def edit(self, text: str) -> str | None:
        """Open the person's editor."""
        return self._edit(text)

    # -- saying -----------------------------------------------------------------

    @property
    def _columns(self) -> int:
        # The last column stays free: some terminals break the line as soon as it is written to.
        return max(20, shutil.get_terminal_size((80, 24)).columns - 1)

    def _paragraph(self, said: Said) -> None:
        from rich.text import Text

        mark, style = _MARK.get(said.tone, ""), _STYLE.get(said.tone, "")
        if said.tone in _APART and self._last not in _HEADS:
            self._print(Text())
        self._last = said.tone
        for number, line in enumerate(clean(said.text).split("\n")):
            text = Text(folded(line, min(self._columns, MEASURE), mark if number == 0 else " " * len(mark)), style)
            if number == 0:
                text.stylize(_MARK_STYLE.get(said.tone, ""), 0, len(mark))
            self._print(text)

    def _grid(self, grid: Grid) -> None:
        from rich.text import Text

        width = min(self._columns, _WIDEST_TABLE)
        if _width_needed(grid) > width:
            for line in labelled(grid, min(width, MEASURE)):
                self._print(Text(line))
        else:
            self._table(grid, width)

    def _table(self, grid: Grid, width: int) -> None:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        if grid.title:
            self._print(Text(clean_line(grid.title), "bold"))
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
        for head, natural in zip(grid.header, _natural_widths(grid), strict=True):
            table.add_column(Text(clean_line(head)), no_wrap=natural <= _LEAST_COLUMN)
        for row in grid.rows:
            table.add_row(*(Text(clean_line(cell)) for cell in row))
        self._printer().print(table, width=width)

    def _print(self, text: Text) -> None:
        self._printer().print(text, soft_wrap=True)

    def _printer(self) -> Console:
        if self._console is None:
            from rich.console import Console

            no_color = self._no_color or None
            self._console = Console(no_color=no_color, highlight=False, markup=False, emoji=False)
        return self._console


def _natural_widths(grid: Grid) -> list[int]:
    """The columns that each column of a table takes where nothing in it is folded."""
    return [max(cells(clean_line(cell)) for cell in column) for column in zip(grid.header, *grid.rows, strict=True)]


def _width_needed(grid: Grid) -> int:
    """The columns in which a table can be read: long cells fold, but not into less than `_LEAST_COLUMN`."""
    widths = [min(natural, _LEAST_COLUMN) for natural in _natural_widths(grid)]
    return sum(widths) + 3 * (len(widths) - 1)
