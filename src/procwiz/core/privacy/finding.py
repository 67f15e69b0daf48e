"""What was found in which text, told without repeating it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from procwiz.core.cleaning import clean
from procwiz.core.privacy.contacts import addresses, mails, phones
from procwiz.core.privacy.numbers import numbers
from procwiz.core.privacy.passages import Passage
from procwiz.core.privacy.trait import Trait

LEVELS = ("high", "medium", "low")
MASK = "•"
_AROUND = 24
"""Characters that are shown on each side of what was found."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that may belong to a person. `excerpt` is its text with that, and all the like, covered."""

    passage: Passage
    trait: Trait
    excerpt: str

    @property
    def level(self) -> str:
        """How much it matters: `high` a person's number, `medium` what may be one, telephone, address, `low` mail."""
        if self.trait.kind == "mail":
            return "low"
        return "high" if self.trait.kind == "number" and self.trait.sure else "medium"


def traits(text: str) -> tuple[Trait, ...]:
    """Find what may belong to a person, in the order of the text; where two overlap the more telling one counts."""
    found: list[Trait] = []
    for search in (mails, numbers, phones, addresses):
        for one in search(text):
            if all(one.end <= other.start or one.start >= other.end for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def findings(texts: Iterable[Passage]) -> tuple[Finding, ...]:
    """Look through texts; what matters most comes first, else in their order. The same excerpt is told once a place."""
    found = [one for passage in texts for one in _in(passage)]
    once = {(one.passage.key, one.passage.place, one.passage.event, one.excerpt, one.trait.kind): one for one in found}
    return tuple(sorted(once.values(), key=lambda one: LEVELS.index(one.level)))


def _in(passage: Passage) -> Iterator[Finding]:
    text = clean(passage.text)
    found = traits(text)
    covered = _cover(text, found)
    for trait in found:
        yield Finding(passage, trait, _excerpt(covered, trait))


def _cover(text: str, found: Iterable[Trait]) -> str:
    """Cover every letter and digit of what was found; of a mail address what stands after the `@` may be seen."""
    for trait in found:
        part = text[trait.start : trait.end]
        hidden, mark, seen = part.partition("@") if trait.kind == "mail" else (part, "", "")
        text = text[: trait.start] + re.sub(r"[^\W_]", MASK, hidden) + mark + seen + text[trait.end :]
    return text


def _excerpt(covered: str, trait: Trait) -> str:
    start, end = max(0, trait.start - _AROUND), min(len(covered), trait.end + _AROUND)
    before = covered[start : trait.start]
    after = covered[trait.end : end]
    if start and " " in before:
        before = "… " + before.partition(" ")[2]
    if end < len(covered) and " " in after:
        after = after.rpartition(" ")[0] + " …"
    return " ".join((before + covered[trait.start : trait.end] + after).split())
