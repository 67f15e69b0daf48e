"""Damage to a file of a plan: bytes, lines, and what editors, drives and power cuts do to a whole file.

Each damage is a point: a name for a message, and the bytes that stand in the file then.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Change = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Point:
    """One damage: what was done, where, and what stands in the file then."""

    how: str
    at: int
    content: bytes


BYTES: tuple[tuple[str, Change], ...] = (
    ("cut", lambda byte: b""),
    ("doubled", lambda byte: byte + byte),
    *((f"bit {bit}", lambda byte, bit=bit: bytes([byte[0] ^ 1 << bit])) for bit in range(8)),
    *((f"made {other!r}", lambda byte, other=other: other) for other in (b"\x00", b"\n", b" ", b'"')),
)  # fmt: skip


def of_bytes(whole: bytes) -> int:
    """Count the ways to damage a byte of a file, and to end it before one."""
    return len(whole) * (len(BYTES) + 1)


def byte(whole: bytes, number: int) -> Point:
    """Damage a byte: each in turn in every way, as `number` counts them."""
    at, way = divmod(number, len(BYTES) + 1)
    if way == len(BYTES):
        return Point("ended", at, whole[:at])
    how, change = BYTES[way]
    return Point(how, at, whole[:at] + change(whole[at : at + 1]) + whole[at + 1 :])


def every_line(whole: bytes) -> Iterator[Point]:
    """Swap, double, join, lose, blank and mark each line in turn."""
    lines = whole.splitlines(keepends=True)
    for at, line in enumerate(lines):
        rest = lines[at + 1 :]
        yield Point("line lost", at, b"".join([*lines[:at], *rest]))
        yield Point("line doubled", at, b"".join([*lines[:at], line, line, *rest]))
        yield Point("line moved to the end", at, b"".join([*lines[:at], *rest, line]))
        yield Point("lines joined", at, b"".join([*lines[:at], line.rstrip(b"\n"), *rest]))
        yield Point("line doubled and joined", at, b"".join([*lines[:at], line.rstrip(b"\n"), line, *rest]))
        yield Point("line of nothing", at, b"".join([*lines[:at], b"\x00" * len(line), *rest]))
        yield Point("git's marks", at, b"".join([*lines[:at], b"<<<<<<< HEAD\n", line, b"=======\n", *rest]))
        yield Point("indented", at, b"".join([*lines[:at], b"  ", line, *rest]))
        yield Point("trailing spaces", at, b"".join([*lines[:at], line.rstrip(b"\n"), b"  \n", *rest]))
        yield Point("wrapped", at, b"".join([*lines[:at], line[:80], b"\n", line[80:], *rest]))


EDITED: Mapping[str, Change] = {
    "byte order mark": lambda whole: b"\xef\xbb\xbf" + whole,
    "CRLF": lambda whole: whole.replace(b"\n", b"\r\n"),
    "CR": lambda whole: whole.replace(b"\n", b"\r"),
    "UTF-16": lambda whole: whole.decode().encode("utf-16"),
    "UTF-16, little, bare": lambda whole: whole.decode().encode("utf-16-le"),
    "UTF-16, big, bare": lambda whole: whole.decode().encode("utf-16-be"),
    "UTF-16, CRLF": lambda whole: whole.decode().replace("\n", "\r\n").encode("utf-16"),
    "Windows' letters": lambda whole: whole.decode().encode("cp1252"),
    "letters taken for others": lambda whole: whole.decode("cp1252", errors="ignore").encode(),
    "spaces after commas": lambda whole: whole.replace(b'","', b'", "'),
    "trailing spaces": lambda whole: whole.replace(b"\n", b" \n"),
    "no last newline": lambda whole: whole.rstrip(b"\n"),
    "empty lines": lambda whole: whole.replace(b"\n", b"\n\n"),
    "nothing after": lambda whole: whole + b"\x00" * 4096,
    "nothing before": lambda whole: b"\x00" * 4096 + whole,
    "nothing at all": lambda whole: b"\x00" * len(whole),
    "empty": lambda whole: b"",
    "twice": lambda whole: whole + whole,
    "upper case": lambda whole: whole.upper(),
    "lines sorted": lambda whole: b"".join(sorted(whole.splitlines(keepends=True))),
    "lines turned round": lambda whole: b"".join(whole.splitlines(keepends=True)[::-1]),
    "another file": lambda whole: b"%PDF-1.7\n\x93\x8c\x8b\x9e\n1 0 obj\n",
}


def edited(whole: bytes) -> Iterator[Point]:
    """What is done to a whole file at once."""
    for how, change in EDITED.items():
        yield Point(how, 0, change(whole))


def blocks(whole: bytes, size: int = 512) -> Iterator[Point]:
    """Blocks of the disk that a power cut left empty, from each place on, and one of them lost."""
    for at in range(0, len(whole), size):
        yield Point("block of nothing", at, whole[:at] + b"\x00" * len(whole[at : at + size]) + whole[at + size :])
        yield Point("nothing from here", at, whole[:at] + b"\x00" * len(whole[at:]))
        yield Point("block lost", at, whole[:at] + whole[at + size :])


def chosen(whole: bytes, count: int) -> Iterator[Point]:
    """Take every damage to lines and whole files, and of that to bytes as many as make `count`, evenly spread.

    Where that is not enough come several bytes at once, at random but always the same.
    """
    coarse = [*edited(whole), *every_line(whole), *blocks(whole)]
    yield from coarse
    rest, fine = max(0, count - len(coarse)), of_bytes(whole)
    dice = random.Random(count)  # noqa: S311
    yield from (byte(whole, number) for number in dice.sample(range(fine), min(rest, fine)))
    yield from (_several(whole, dice, number) for number in range(rest - fine))


def _several(whole: bytes, dice: random.Random, number: int) -> Point:
    content = bytearray(whole)
    for _ in range(dice.randint(2, 6)):
        at = dice.randrange(len(content))
        content[at : at + dice.choice((0, 1, 1, 1, 40))] = dice.randbytes(dice.choice((0, 1, 1, 30)))
    return Point("several", number, bytes(content))
