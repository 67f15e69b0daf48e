"""Text from outside, made harmless and comparable: at input, and again whenever it is read from a file."""

from __future__ import annotations

import re
import unicodedata

_BREAK = re.compile("\r\n|[\r\u2028\u2029]")
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}\ud800-\udfff\ufeff\ufffe\uffff]")
_SPACE = re.compile(r"[\t\n ]+")

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """Compose letters (NFC), end lines with LF, and put U+FFFD for control, bidi and byte order characters.

    Tabs stay, and so do joiners inside emoji. Cleaning twice changes nothing more.
    """
    return unicodedata.normalize("NFC", _UNSEEN.sub(REPLACEMENT, _BREAK.sub("\n", text)))


def clean_line(text: str) -> str:
    """Clean a text that has one line: every run of line breaks, tabs and spaces is one space, none at the ends."""
    return _SPACE.sub(" ", clean(text)).strip()


def clean_prose(text: str) -> str:
    """Clean a text of several lines: empty lines and blanks around the whole are dropped, those inside stay."""
    return clean(text).strip("\n").rstrip()


def quoted(text: str, longest: int = 40) -> str:
    """Cut a text short, so that a message can repeat what was typed."""
    line = clean_line(text[: 10 * longest])
    return line if len(line) <= longest else f"{line[:longest].rstrip()}…"
