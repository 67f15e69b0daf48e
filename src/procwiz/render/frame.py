"""What stands round a document's blocks: its title, its facts, its language, and the words of the page itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from procwiz.render import sandbox
from procwiz.render.dress import Dress

Words: TypeAlias = Callable[..., str]
"""Gives a sentence of `render.json` by its code, `render.skip`; a `Language` is one."""

_REGIONS = {"da": "DK", "en": "GB", "nb": "NO", "sv": "SE"}


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a document. `meta` stands below the title, `foot` at the foot of each page, each on one line."""

    title: str
    subtitle: str
    language: str
    meta: str
    foot: str
    contents: bool
    figures: Mapping[str, str]
    dress: Dress
    say: Words

    @property
    def region(self) -> str:
        """The country whose spelling is meant: DK."""
        return _REGIONS.get(self.language, self.language.upper())


def frame(document: Mapping[str, object], say: Words, dress: Dress) -> Frame:
    """Take the frame out of a document; figures in which nothing is drawn are left out."""
    figures = document.get("figures")
    meta = _facts(document["meta"])
    foot = _facts(document["foot"]) if document.get("foot") else meta
    return Frame(
        title=one_line(document["title"]),
        subtitle=one_line(document["subtitle"]),
        language=str(document["language"]),
        meta=meta,
        foot=" · ".join(part for part in (one_line(dress.organisation), foot) if part),
        contents=bool(document.get("contents")),
        figures={name: str(svg) for name, svg in figures.items() if svg} if isinstance(figures, Mapping) else {},
        dress=dress,
        say=say,
    )


def one_line(text: object) -> str:
    """Clean a text and set it on one line."""
    return " ".join(sandbox.clean(str(text)).split())


def _facts(pairs: object) -> str:
    return " · ".join(one_line(f"{label} {value}") for label, value in pairs) if isinstance(pairs, Iterable) else ""
