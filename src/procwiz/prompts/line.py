"""The line face: numbered choices, one labelled line at a time, nothing redrawn."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import TextIO

from procwiz.core.asking import Grid, InputEnded, Interrupted, Pressed, Prompt, Said, Tone, Typed
from procwiz.core.cleaning import clean, clean_line
from procwiz.language import Language
from procwiz.prompts.entry import entered, label_of
from procwiz.prompts.folding import MEASURE, fold

MOST_CHARACTERS = 1_000_000
_MARK = {Tone.RECORDED: "✓ ", Tone.NOTICE: "· ", Tone.FAULT: "! "}
_FRAME = {Tone.TITLE: ("== ", " =="), Tone.PLACE: ("[", "]")}
_BULLET = " –…"


class LineAsker:
    """Asks on a stream of lines. `typed` is read, `shown` is written; both are text in UTF-8."""

    def __init__(
        self,
        typed: TextIO,
        shown: TextIO,
        language: Language,
        edit: Callable[[str], str | None],
        width: int | None = None,
    ) -> None:
        self._typed = typed
        self._shown = shown
        self._language = language
        self._edit = edit
        self._width = width
        self._first = True

    @property
    def _columns(self) -> int:
        columns = self._width or shutil.get_terminal_size((80, 24)).columns
        return min(max(20, columns - 1), MEASURE)

    # -- saying -----------------------------------------------------------------

    def say(self, part: Said | Grid) -> None:
        """Write a paragraph or a table, folded to the width."""
        lines = labelled(part, self._columns) if isinstance(part, Grid) else self._paragraph(part)
        self._write("\n".join(lines) + "\n")

    def _paragraph(self, said: Said) -> Iterator[str]:
        before, after = _FRAME.get(said.tone, ("", ""))
        if before:
            yield ""
        mark = _MARK.get(said.tone, "")
        for number, line in enumerate(f"{before}{clean(said.text)}{after}".split("\n")):
            yield folded(line, self._columns, mark if number == 0 else " " * len(mark))

    def _write(self, text: str) -> None:
        """Write what may hold a person's words: nothing in it may steer the screen."""
        self._shown.write(clean(text))
        self._shown.flush()

    # -- asking -----------------------------------------------------------------

    def ask(self, prompt: Prompt) -> Typed | Pressed:
        """Ask for a line, that goes on from the draft; prose goes on until a lone full stop."""
        for number, option in enumerate(prompt.options, start=1):
            self._write(fold(label_of(option), self._columns, f"  {number}. ") + "\n")
        if prompt.shown:
            self._write(fold(self._language("prompts.keeps", shown=clean_line(prompt.shown)), self._columns) + "\n")
        if prompt.prose:
            return self._paragraphs(prompt)
        line = self._line(f"{prompt.label}: {prompt.draft}", prompt.draft)
        given = entered(line, prompt)
        return entered(prompt.draft + line, prompt) if prompt.draft and isinstance(given, Typed) else given

    def _paragraphs(self, prompt: Prompt) -> Typed | Pressed:
        self._write(fold(self._language("prompts.prose_end"), self._columns) + "\n")
        lines = prompt.draft.split("\n") if prompt.draft else []
        first = entered(self._line(f"{prompt.label}: ", prompt.draft), prompt)
        if isinstance(first, Pressed):
            return first
        if not lines and not first.text.strip():
            return Typed("")
        line = first.text
        while line.strip() != ".":
            lines.append("." if line.strip() == "\\." else line)
            line = self._line("", "\n".join(lines))
        return Typed("\n".join(lines).strip())

    def _line(self, label: str, draft: str) -> str:
        self._write(label)
        try:
            line = self._read()
        except KeyboardInterrupt:
            self._write("\n")
            raise Interrupted(draft) from None
        if not line:
            self._write("\n")
            raise InputEnded(draft)
        if self._first:
            line = line.removeprefix("\ufeff")
            self._first = False
        if not self._typed.isatty():
            self._write("\n")
        wrong = next((place for place, sign in enumerate(line, start=1) if "\ud800" <= sign <= "\udfff"), 0)
        if wrong:
            self.say(Said(self._language("prompts.not_utf8", place=wrong), Tone.FAULT))
            return self._line(label, draft)
        return clean(line.rstrip("\r\n"))

    def _read(self) -> str:
        """Read a line; what one has beyond the limit is passed by, so that it answers no other question."""
        line = rest = self._typed.readline(MOST_CHARACTERS)
        while len(rest) == MOST_CHARACTERS and not rest.endswith("\n"):
            rest = self._typed.readline(MOST_CHARACTERS)
        return line

    def edit(self, text: str) -> str | None:
        """Open the person's editor."""
        return self._edit(text)


def folded(line: str, width: int, mark: str = "") -> str:
    """Fold a line so that its rows hang under its first word, after a mark or a bullet of its own."""
    lead = line[: len(line) - len(line.lstrip(_BULLET))]
    return fold(line[len(lead) :], width, mark + lead)


def labelled(grid: Grid, width: int) -> Iterator[str]:
    """Write each row of a table as labelled lines: it reads aloud, and fits any width."""
    if grid.title:
        yield fold(clean_line(grid.title), width)
    for row in grid.rows:
        number = f"{clean_line(row[0])}. " if not grid.header[0] else ""
        cells = [f"{clean_line(head)}: {clean_line(cell)}" for head, cell in zip(grid.header, row, strict=True) if head]
        yield fold(number + " · ".join(cells), width, rest="   ")
