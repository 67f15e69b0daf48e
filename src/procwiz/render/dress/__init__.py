"""How an organisation's documents look: its name, its colour, its logo, its own templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procwiz.render.dress.colours import SHIPPED, Palette
from procwiz.render.dress.logo import Logo

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PLAIN", "SHIPPED", "Dress", "Logo", "Palette"]


@dataclass(frozen=True, slots=True)
class Dress:
    """An organisation's look. `templates` is a folder whose files come before ours; a logo has a name beside it."""

    organisation: str = ""
    palette: Palette = SHIPPED
    logo: Logo | None = None
    templates: Path | None = None


PLAIN = Dress()
"""The look of the house."""
