"""How wide a text is, reckoned from the letters of Arial, and what of it fits."""

from __future__ import annotations

import unicodedata

SIZE = 17
"""The size of every text, in units of the viewBox: a figure 440 wide on a phone of 320 px has 288 px, and so 11 px."""

PITCH = 23
"""From one line of text to the next."""

ELLIPSIS = "…"

_BY_WIDTH = {
    222: "ijl'", 278: " !,./:;I[]\\ft|·", 333: '()-`r"{}*°', 500: "Jckxyzsv", 584: "+<=>~−", 611: "FTZø",
    667: "ABEKPSVXY&", 722: "CDHNRUw", 778: "GOQØ", 833: "mM", 889: "%æ", 944: "W", 1015: "Æ—…@→←↑↓",
    556: "abdeghnopqu0123456789?_$#Lß–»«",
}  # fmt: skip
_WIDTHS = {letter: wide for wide, letters in _BY_WIDTH.items() for letter in letters}
_ANY_LETTER, _ANY_SIGN = 778, 1300
_CAREFUL = 106
"""In percent: the reader's letters may be a little wider."""
_BOLD = 107


def width(text: str, size: int = SIZE, *, bold: bool = False) -> int:
    """How wide a text is at most, in whole units."""
    thousandths = sum(map(_letter, text)) * size * _CAREFUL * (_BOLD if bold else 100)
    return -(-thousandths // 10_000_000)


def _letter(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    base = unicodedata.normalize("NFKD", letter)[0]
    if base != letter and base in _WIDTHS:
        return _WIDTHS[base]
    if unicodedata.combining(letter):
        return 0
    narrow = letter.isalpha() and unicodedata.east_asian_width(letter) not in {"W", "F"}
    return _ANY_LETTER if narrow else _ANY_SIGN


def fit(text: str, room: int, size: int = SIZE, *, bold: bool = False) -> str:
    """Cut a text to a width, with an ellipsis; at a word where that leaves more than half of it.

    Where not even the ellipsis fits, nothing is left.
    """
    whole = " ".join(text.split())
    if width(whole, size, bold=bold) <= room:
        return whole
    kept = whole
    while kept and width(kept + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    words = kept.rpartition(" ")[0]
    kept = words if len(words) * 2 > len(kept) else kept
    return kept.rstrip(" .,;:–-(") + ELLIPSIS if width(ELLIPSIS, size, bold=bold) <= room else ""


def wrap(text: str, room: int, most: int) -> tuple[str, ...]:
    """Set a text on at most so many lines, the last one cut."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        taken = 1
        while taken < len(rest) and width(" ".join(rest[: taken + 1])) <= room:
            taken += 1
        lines.append(fit(" ".join(rest[:taken]), room))
        rest = rest[taken:]
    return (*lines, fit(" ".join(rest), room)) if rest else tuple(lines)
