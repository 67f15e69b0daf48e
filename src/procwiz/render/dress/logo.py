"""An organisation's logo: a PNG or JPEG picture, known by its bytes."""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass

MOST_BYTES = 1_000_000
MOST_PIXELS = 5_000
"""On each side: more is a photograph, and costs the reader's machine."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
"""The markers of a JPEG that say how large it is."""
_SCAN, _END = 0xDA, b"\xff\xd9"
_PIECE = 65_536


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo: its bytes, `png` or `jpeg`, and its size in pixels."""

    content: bytes
    kind: str
    width: int
    height: int

    @property
    def uri(self) -> str:
        """The picture itself as an address, for a page that may fetch nothing."""
        return f"data:image/{self.kind};base64,{b64encode(self.content).decode()}"

    def within(self, width: float, height: float) -> tuple[float, float]:
        """Give its size where it is as large as a box lets it be, its proportion kept."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


class Unreadable(Exception):
    """Bytes that are no logo; `why` is `kind`, `damaged` or `pixels`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read(content: bytes) -> Logo:
    """Know a logo by its bytes; raise `Unreadable` where they are none, or are not whole."""
    if content.startswith(_PNG):
        kind, size = "png", _png
    elif content.startswith(_JPEG):
        kind, size = "jpeg", _jpeg
    else:
        raise Unreadable("kind")
    try:
        width, height = size(content)
    except (IndexError, ValueError, zlib.error):
        raise Unreadable("damaged") from None
    if not (0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS):
        raise Unreadable("pixels")
    return Logo(content, kind, width, height)


# -- PNG -------------------------------------------------------------------------------------


def _png(content: bytes) -> tuple[int, int]:
    chunks = list(_chunks(content))
    (first, head), (last, _) = chunks[0], chunks[-1]
    if (first, last, len(head)) != (b"IHDR", b"IEND", 13):
        raise ValueError(first)
    _inflate(b"".join(part for name, part in chunks if name == b"IDAT"))
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give each part with its name, up to the end; its checksum must be right."""
    at, name = len(_PNG), b""
    while name != b"IEND":
        length = int.from_bytes(content[at : at + 4], "big")
        name, part = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if int.from_bytes(check, "big") != zlib.crc32(name + part) or len(check) != 4:
            raise ValueError(name)
        yield name, part
        at += 12 + length


def _inflate(packed: bytes) -> None:
    """See that the pixels can be unpacked, a piece at a time, and are no more than the largest picture has."""
    unpacker, rest, size = zlib.decompressobj(), packed, 0
    while not unpacker.eof:
        piece = unpacker.decompress(rest, _PIECE)
        rest = unpacker.unconsumed_tail
        size += len(piece)
        if size > MOST_PIXELS * MOST_PIXELS * 8 or (not piece and not rest):
            raise ValueError(size)


# -- JPEG ------------------------------------------------------------------------------------


def _jpeg(content: bytes) -> tuple[int, int]:
    """Go from marker to marker until the scan; the end must be there too."""
    at, size = 2, (0, 0)
    while content[at + 1] != _SCAN:
        if content[at] != 0xFF:
            raise ValueError(at)
        if content[at + 1] in _FRAMES:
            size = int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(content[at + 5 : at + 7], "big")
        at += 2 + max(2, int.from_bytes(content[at + 2 : at + 4], "big"))
    if size == (0, 0) or _END not in content[at:]:
        raise ValueError(at)
    return size
