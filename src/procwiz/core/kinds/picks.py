"""Kinds that are answered by picking: one option, several, yes or no, a step of a scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from procwiz.core.asking import Option
from procwiz.core.cleaning import clean_line, quoted
from procwiz.core.kinds.content import dump_decimal, load_decimal
from procwiz.core.kinds.kind import expect, found, load_text, unknown
from procwiz.core.messages import Message, Misread
from procwiz.core.notation import DECIMALS, Notation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from procwiz.core.values import Value

_YES = {"da": "ja", "nb": "ja", "sv": "ja"}
_NO = {"da": "nej", "nb": "nei", "sv": "nej"}
_NONE = {"da": "ingen", "nb": "ingen", "sv": "inga"}
_NONE_WORDS = frozenset({"ingen", "intet", "inga", "none"})
# No word means yes in one of the languages and no in another, so all are taken in each.
_YES_NO = dict.fromkeys(("ja", "j", "yes", "y"), True) | dict.fromkeys(("nej", "nei", "n", "no"), False)
_LOADED_YES_NO = {"yes": True, "ja": True, "no": False, "nej": False}


def pick(text: str, options: Sequence[Option]) -> str:
    """Find the code of the option meant: by its label, code, place (from 1), or the beginning of its label.

    Raises:
        Misread: where none is meant, or more than one.
    """
    wanted = clean_line(text)
    if not wanted:
        raise Misread("kinds.empty")
    code = _exact(wanted, options)
    if code is not None:
        return code
    begun = [option for option in options if _folded(option.label).startswith(_folded(wanted))]
    if len(begun) == 1:
        return begun[0].code
    if begun:
        raise Misread("kinds.several_begin", text=quoted(wanted), labels=tuple(option.label for option in begun))
    raise Misread("kinds.no_option", text=quoted(wanted), limit=len(options), labels=_listed(options))


def _exact(wanted: str, options: Sequence[Option]) -> str | None:
    folded = _folded(wanted)
    for option in options:
        if folded == _folded(option.label):
            return option.code
    for option in options:
        if folded == _folded(option.code):
            return option.code
    place = int(wanted) if re.fullmatch("[1-9][0-9]{0,2}", wanted) else 0
    return options[place - 1].code if 1 <= place <= len(options) else None


def _folded(text: str) -> str:
    return clean_line(text).casefold()


def _listed(options: Sequence[Option]) -> tuple[str, ...]:
    return tuple(f"{place} {option.label}" for place, option in enumerate(options, start=1))


def _label(code: str, options: Sequence[Option]) -> str:
    return next((option.label for option in options if option.code == code), code)


def _unknown_code(code: str, options: Sequence[Option]) -> Iterator[Message]:
    if code not in {option.code for option in options}:
        yield unknown("kinds.no_code", code, (option.code for option in options)).message


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the options; the value is its code."""

    name: ClassVar[str] = "choice"
    options: tuple[Option, ...]

    def parse(self, text: str, notation: Notation) -> Value:
        """Read a number, a code, or the beginning of a label."""
        return pick(text, self.options)

    def check(self, value: Value) -> Iterator[Message]:
        """Find a code that is no option's."""
        return _unknown_code(expect(str, value), self.options)

    def show(self, value: Value, notation: Notation) -> str:
        """Show the option's label."""
        return _label(expect(str, value), self.options)

    def load(self, content: object, notation: Notation) -> Value:
        """Load a code."""
        return clean_line(load_text(content))

    def dump(self, value: Value) -> object:
        """Dump the code."""
        return value


@dataclass(frozen=True, slots=True)
class Choices:
    """Any number of the options, none too; the value is their codes in the options' order."""

    name: ClassVar[str] = "choices"
    options: tuple[Option, ...]

    def parse(self, text: str, notation: Notation) -> Value:
        """Read what a choice takes, separated by commas; "none" for none."""
        if _folded(text) in _NONE_WORDS - {_folded(option.label) for option in self.options}:
            return ()
        return self._in_order({pick(part, self.options) for part in self._parts(text)})

    def check(self, value: Value) -> Iterator[Message]:
        """Find codes that are no option's."""
        for code in expect(tuple, value):
            yield from _unknown_code(code, self.options)

    def show(self, value: Value, notation: Notation) -> str:
        """Show the labels, separated by commas."""
        labels = [_label(code, self.options) for code in expect(tuple, value)]
        return ", ".join(labels) or _NONE.get(notation.language, "none")

    def load(self, content: object, notation: Notation) -> Value:
        """Load a list of codes."""
        if not isinstance(content, list | tuple):
            raise Misread("kinds.not_list", found=found(content))
        return self._in_order({clean_line(load_text(code)) for code in content})

    def dump(self, value: Value) -> object:
        """Dump the list of codes."""
        return list(expect(tuple, value))

    def _in_order(self, codes: set[str]) -> tuple[str, ...]:
        known = [option.code for option in self.options if option.code in codes]
        return (*known, *sorted(codes.difference(known)))

    def _parts(self, text: str) -> Iterator[str]:
        """Split at commas, but not at those inside a label."""
        pieces = [piece.strip() for piece in clean_line(text).split(",")]
        labels = {_folded(option.label) for option in self.options}
        longest = 1 + max((label.count(",") for label in labels), default=0)
        start = 0
        while start < len(pieces):
            ends = range(min(start + longest, len(pieces)), start + 1, -1)
            joined = (end for end in ends if _folded(", ".join(pieces[start:end])) in labels)
            end = next(joined, start + 1)
            yield ", ".join(pieces[start:end])
            start = end


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""

    name: ClassVar[str] = "yes_no"

    def parse(self, text: str, notation: Notation) -> Value:
        """Read the word or its first letter, in any of the four languages."""
        answer = _YES_NO.get(_folded(text))
        if answer is None:
            raise Misread("kinds.no_yes_no", text=quoted(text))
        return answer

    def check(self, value: Value) -> Iterator[Message]:
        """Find nothing."""
        return iter(())

    def show(self, value: Value, notation: Notation) -> str:
        """Show the word."""
        return _YES.get(notation.language, "yes") if value else _NO.get(notation.language, "no")

    def load(self, content: object, notation: Notation) -> Value:
        """Load true, false, or one of the words yes, no, ja, nej."""
        if isinstance(content, bool):
            return content
        answer = _LOADED_YES_NO.get(content) if isinstance(content, str) else None
        if answer is None:
            raise Misread("kinds.not_yes_no", found=found(content))
        return answer

    def dump(self, value: Value) -> object:
        """Dump true or false."""
        return expect(bool, value)


@dataclass(frozen=True, slots=True)
class Scale:
    """A step from 1 to 5; `labels` say what the steps mean, in order, and may be empty."""

    name: ClassVar[str] = "scale"
    STEPS: ClassVar[tuple[str, ...]] = ("1", "2", "3", "4", "5")
    labels: tuple[str, ...] = ("",) * 5

    def parse(self, text: str, notation: Notation) -> Value:
        """Read a step, or the beginning of its label."""
        wanted = clean_line(text)
        for step in self.STEPS:
            if _folded(wanted) == _folded(self._shown(step)):
                return Decimal(step)
        return Decimal(pick(wanted, self.options))

    @property
    def options(self) -> tuple[Option, ...]:
        """The steps as something to pick; the code is the step's number."""
        return tuple(Option(step, label) for step, label in zip(self.STEPS, self.labels, strict=True))

    def check(self, value: Value) -> Iterator[Message]:
        """Find what is no step."""
        if str(value) not in self.STEPS:
            yield Message("kinds.no_step", {"found": value})

    def show(self, value: Value, notation: Notation) -> str:
        """Show the step, and its label in brackets."""
        return self._shown(str(value))

    def load(self, content: object, notation: Notation) -> Value:
        """Load a number."""
        return load_decimal(content, DECIMALS)

    def dump(self, value: Value) -> object:
        """Dump the number."""
        return dump_decimal(expect(Decimal, value))

    def _shown(self, step: str) -> str:
        label = _label(step, self.options) or step
        return step if label == step else f"{step} ({label})"
