"""What is whole in a damaged journal file. A checksum says that an event is as it was written, however it was found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from procwiz.core import journal as events
from procwiz.core.journal import Damaged, Event
from procwiz.store.files import MARK
from procwiz.store.reading import MOST_LINE

_START = '{"id":'


@dataclass(frozen=True, slots=True)
class Aside:
    """A line put aside. `saved` says whether a whole event was found in it all the same."""

    number: int
    line: bytes
    saved: bool


@dataclass(frozen=True, slots=True)
class Salvage:
    """What a file can keep, and the lines put aside."""

    kept: bytes
    aside: tuple[Aside, ...]


def salvage(content: bytes, belongs: Callable[[Event], bool]) -> Salvage:
    """Go through a journal file: whole lines are kept byte for byte, whole events inside others on a line of their own.

    `belongs` says of each whole event whether it may stay, in the order of the file.
    """
    kept: list[bytes] = []
    aside: list[Aside] = []
    for number, line in enumerate(_plain(content).split(b"\n"), start=1):
        if not line.strip():
            continue
        event = _whole(line)
        if event is not None and belongs(event):
            kept.append(line)
            continue
        found = [] if event is not None else list(_inside(line))
        kept += [text.encode() for inner, text in found if belongs(inner)]
        aside.append(Aside(number, line, saved=event is not None or bool(found)))
    return Salvage(b"".join(line + b"\n" for line in kept), tuple(aside))


def _plain(content: bytes) -> bytes:
    """Take back what an editor did to a whole file: UTF-16, a byte order mark."""
    forms = [content.removeprefix(MARK)]
    if b"\x00" in content:
        for name in ("utf-16", "utf-16-le", "utf-16-be"):
            with suppress(UnicodeError):
                forms.append(content.decode(name).encode())
    return max(forms, key=lambda form: sum(_whole(line) is not None for line in form.split(b"\n")))


def _whole(line: bytes) -> Event | None:
    if len(line) <= MOST_LINE:
        with suppress(UnicodeError, Damaged):
            return events.read_line(line.decode("utf-8"))
    return None


def _inside(line: bytes) -> Iterator[tuple[Event, str]]:
    """Find whole events within a line: two that lost the break between them, one with something before it."""
    for text in _spelled(line):
        found = list(_events(text))
        if found:
            yield from found
            return


def _spelled(line: bytes) -> Iterator[str]:
    """Read bytes as text: UTF-8; Windows' own letters; UTF-8 that was taken for these and written again."""
    yield line.decode("utf-8", errors="replace")
    with suppress(UnicodeError):
        yield line.decode("cp1252")
    with suppress(UnicodeError):
        yield line.decode("utf-8").encode("cp1252").decode("utf-8")


def _events(text: str) -> Iterator[tuple[Event, str]]:
    decoder, start = json.JSONDecoder(), text.find(_START)
    while start >= 0:
        end = start + 1
        with suppress(ValueError, RecursionError, Damaged):
            _, after = decoder.raw_decode(text, start)
            yield events.read_line(text[start:after]), text[start:after]
            end = after
        start = text.find(_START, end)
