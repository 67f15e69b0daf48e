"""What is put to a person, as plain data: the same for every face."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Tone(Enum):
    """How a line is meant; a face decides how it looks, never by colour alone."""

    PLAIN = "plain"
    TITLE = "title"  # a phase, a table's name
    PLACE = "place"  # where I am
    QUESTION = "question"
    HELP = "help"
    RECORDED = "recorded"  # an answer was kept
    NOTICE = "notice"  # something appeared, was set aside, is open
    FAULT = "fault"  # could not be read; asked again


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph to a person."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table to a person: `rows` are as wide as `header`."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """Something to pick; the face returns `code`. An answer that is not `public` stays in the house."""

    code: str
    label: str
    public: bool = True


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to ask for.

    `label` stands before the cursor. With `options` one is picked (`several`: any number of them).
    `prose` takes paragraphs. `shown` is the answer that Enter keeps. `draft` is half-typed text to go on with.
    `keys` are the one-character keys that act here, each with its word for the foot of the screen.
    """

    label: str
    options: tuple[Option, ...] = ()
    several: bool = False
    prose: bool = False
    shown: str = ""
    draft: str = ""
    keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person gave: text, or for options their codes joined by commas. `shown` kept gives empty text."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key of the prompt, alone on an empty line."""

    key: str


class InputEnded(Exception):
    """The input was closed. `draft` is what had been typed of an answer in the works."""

    def __init__(self, draft: str = "") -> None:
        super().__init__("input ended")
        self.draft = draft


class Interrupted(Exception):
    """Ctrl-C. `draft` is what had been typed of an answer in the works."""

    def __init__(self, draft: str = "") -> None:
        super().__init__("interrupted")
        self.draft = draft


class Asker(Protocol):
    """A face: shows what is said, and brings back what a person gives."""

    def say(self, part: Said | Grid) -> None:
        """Show a paragraph or a small table; ends with a new line."""

    def ask(self, prompt: Prompt) -> Typed | Pressed:
        """Ask, and wait; raise `InputEnded` or `Interrupted` with what was typed so far."""

    def edit(self, text: str) -> str | None:
        """Let the person's own editor change a text; None where there is no editor or it failed."""
