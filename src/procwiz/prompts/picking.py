"""Picking with the arrows: what is pointed at, what is marked, and the text that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from procwiz.core.asking import Option, Prompt
from procwiz.prompts.entry import label_of, name_of

NONE = "none"
"""The text for no option at all, where some were marked before; every language reads it."""


@dataclass(frozen=True, slots=True)
class Picking:
    """Options on the screen. `at` is the place pointed at; `marked` are the places marked, where several may be."""

    prompt: Prompt
    at: int | None
    marked: frozenset[int]
    before: frozenset[int]
    moved: bool = False

    def move(self, step: int) -> Picking:
        """Point at the next option (1) or the one before (-1); after the last comes the first."""
        place = (0 if step > 0 else -1) if self.at is None else self.at + step
        return replace(self, at=place % len(self.prompt.options), moved=True)

    def toggle(self) -> Picking:
        """Mark the option pointed at, or unmark it."""
        return self if self.at is None else replace(self, marked=self.marked ^ {self.at})

    def text(self) -> str:
        """Write what was picked as it would be typed; empty where nothing was changed."""
        if not self.prompt.several:
            return name_of(self.at, self.prompt) if self.moved and self.at is not None else ""
        if self.marked == self.before:
            return ""
        return ", ".join(name_of(place, self.prompt) for place in sorted(self.marked)) or NONE

    def words(self) -> str:
        """Write what was picked as a person reads it."""
        places = sorted(self.marked) if self.prompt.several else [] if self.at is None else [self.at]
        return ", ".join(label_of(self.prompt.options[place]) for place in places)


def picking(prompt: Prompt) -> Picking:
    """Begin to pick: at the answer that is shown, and at nothing where there is none, so that Enter records nothing."""
    shown = _shown(prompt.shown, prompt.options, 0)
    if prompt.several:
        return Picking(prompt, 0, shown, shown)
    return Picking(prompt, next(iter(sorted(shown)), None), frozenset(), frozenset())


def _shown(shown: str, options: tuple[Option, ...], start: int) -> frozenset[int]:
    """Find the places of the options a shown answer names; labels may hold the comma that stands between them."""
    for place in range(start, len(options)):
        for name in _names(options[place]):
            if shown == name:
                return frozenset({place})
            rest = _shown(shown[len(name) + 2 :], options, place + 1) if shown.startswith(f"{name}, ") else frozenset()
            if rest:
                return rest | {place}
    return frozenset()


def _names(option: Option) -> tuple[str, ...]:
    """A choice is shown by its label, a step of a scale by its number and its label."""
    return (option.label, f"{option.code} ({option.label})") if option.label else (option.code,)
