"""The font of printed pages and of pictures: our own, so that they look the same on every machine."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

FAMILY = "Source Sans Pro"
_CUTS = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")


def cuts() -> Iterator[Traversable]:
    """Give the files of the six cuts that are used."""
    folder = files("font_source_sans_pro") / "files"
    return (folder / f"SourceSansPro-{cut}.ttf" for cut in _CUTS)
