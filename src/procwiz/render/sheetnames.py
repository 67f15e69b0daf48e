"""Names of sheets: at most 31 signs, none that is forbidden, no two the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from procwiz.core.cleaning import clean_line

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"


def named(titles: Iterable[str]) -> Iterator[str]:
    """Make a sheet's name of each title; of two that are alike the later gets a number.

    >>> list(named(["Pris: lav/høj", "pris- lav-høj", "'"]))
    ['Pris- lav-høj', 'pris- lav-høj 2', '–']
    """
    taken = {_RESERVED}
    for title in titles:
        name = _free(_FORBIDDEN.sub("-", clean_line(title)).strip("' ") or "–", taken)
        taken.add(name.casefold())
        yield name


def _free(wanted: str, taken: set[str]) -> str:
    name, number = _cut(wanted, LONGEST), 1
    while name.casefold() in taken:
        number += 1
        name = f"{_cut(wanted, LONGEST - len(f' {number}'))} {number}"
    return name


def _cut(text: str, most: int) -> str:
    """Cut a name that is too long, by the units that Excel counts, and show that it goes on."""
    if len(text.encode("utf-16-le")) <= 2 * most:
        return text
    return text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip("' ") + "…"
