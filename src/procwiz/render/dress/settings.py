"""An organisation's look, read from the person's settings: every fault in them at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from procwiz.core.cleaning import clean_line, quoted
from procwiz.core.messages import Message, Misread
from procwiz.core.problems import meant
from procwiz.errors import reason
from procwiz.render.dress import PLAIN, Dress, colours, logo

if TYPE_CHECKING:
    from procwiz.render.dress import Logo, Palette

T = TypeVar("T")

ORGANISATION = "organisation"
KEYS = ("name", "accent", "logo", "templates")
_LONGEST_NAME = 120


class SettingsFaulty(Exception):
    """Settings with faults; `faults` are messages, each with the key it is about and what to do."""

    def __init__(self, faults: tuple[Message, ...]) -> None:
        super().__init__(*faults)
        self.faults = faults


def read(settings: Mapping[str, object], file: Path, known: Collection[str], others: Collection[str]) -> Dress:
    """Read the look out of the settings that stand in a file.

    `known` are the names of the templates there are, `others` the settings that are somebody else's to read.
    Raises `SettingsFaulty` with every fault.
    """
    table = settings.get(ORGANISATION, {})
    reader = _Reader(file.parent)
    reader.refuse_unknown(settings, (*others, ORGANISATION), "")
    if not isinstance(table, Mapping):
        reader.faults.append(Message("dress.no_table", {"key": ORGANISATION}))
        table = {}
    reader.refuse_unknown(table, KEYS, f"{ORGANISATION}.")
    dress = Dress(
        organisation=reader.read(table, "name", _name) or "",
        palette=reader.read(table, "accent", _palette) or PLAIN.palette,
        logo=reader.read(table, "logo", reader.logo),
        templates=reader.read(table, "templates", lambda text: templates(reader.beside / text, known)),
    )
    if "logo" in table and "name" not in table:
        reader.faults.append(Message("dress.logo_nameless"))
    if reader.faults:
        raise SettingsFaulty(tuple(reader.faults))
    return dress


def templates(folder: Path, known: Collection[str]) -> Path:
    """Take a folder of templates; `Misread` where it is none, or has none of the known names in it."""
    if not folder.is_dir():
        raise Misread("dress.no_folder", folder=str(folder))
    if not any((folder / name).is_file() for name in known):
        raise Misread("dress.no_template", folder=str(folder), names=tuple(known))
    return folder


class _Reader:
    """Reads one key after the other, and gathers what is wrong with them."""

    def __init__(self, beside: Path) -> None:
        self.beside = beside
        self.faults: list[Message] = []

    def refuse_unknown(self, table: Mapping[str, object], keys: Collection[str], under: str) -> None:
        """Refuse keys that nobody reads: a misspelt one would be passed over without a word."""
        for key in table:
            if key not in keys:
                params = {"key": f"{under}{quoted(key)}", "near": meant(key, keys)}
                self.faults.append(Message("dress.unknown", params))

    def read(self, table: Mapping[str, object], key: str, take: Callable[[str], T]) -> T | None:
        """Read one key; None where it is not there, or is wrong."""
        if key not in table:
            return None
        text = table[key]
        try:
            if not isinstance(text, str) or not text.strip():
                raise Misread("dress.no_text")
            return take(text)
        except Misread as misread:
            self.faults.append(Message("dress.key", {"key": f"{ORGANISATION}.{key}", "fault": misread.message}))
        return None

    def logo(self, text: str) -> Logo:
        """Read the logo from its file."""
        path = self.beside / text
        try:
            if not path.resolve().is_relative_to(path.parent.resolve()):
                raise Misread("dress.link_out", file=str(path))
            with path.open("rb") as opened:
                content = opened.read(logo.MOST_BYTES + 1)
        except FileNotFoundError:
            raise Misread("dress.no_file", file=str(path)) from None
        except (OSError, ValueError, RuntimeError) as error:  # a circle of links, a name no disk can hold
            said = reason(error) if isinstance(error, OSError) else str(error)
            raise Misread("dress.unread", file=str(path), reason=said) from None
        if len(content) > logo.MOST_BYTES:
            raise Misread("dress.too_big", file=str(path))
        try:
            return logo.read(content)
        except logo.Unreadable as fault:
            raise Misread(f"dress.logo_{fault.why}", file=str(path), most=logo.MOST_PIXELS) from None


def _name(text: str) -> str:
    name = clean_line(text)
    if len(name) > _LONGEST_NAME:
        raise Misread("dress.long_name", most=_LONGEST_NAME)
    return name


def _palette(text: str) -> Palette:
    accent = colours.read(text)
    if accent is None:
        raise Misread("dress.no_colour", text=quoted(text))
    ratio = colours.on_white(accent)
    if ratio < colours.ENOUGH:
        measured = f"{int(ratio * 100) / 100:.2f}"  # rounded down: 4.499 is not 4.5
        raise Misread("dress.pale", colour=accent, ratio=Decimal(measured), near=colours.darker(accent))
    return colours.palette(accent)
