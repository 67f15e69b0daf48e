"""Logos made on the spot: pictures of one colour, as large as a test asks for."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 330, height: int = 100, colour: tuple[int, int, int] = (120, 40, 20)) -> bytes:
    """Make a PNG."""
    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def jpeg(width: int = 16, height: int = 8) -> bytes:
    """Make a JPEG of one grey: its coefficients are all zero."""
    tables = b"\xff\xdb\x00\x43\x00" + b"\x01" * 64
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    codes = b"".join(b"\xff\xc4\x00\x14" + bytes([kind]) + b"\x01" + b"\x00" * 15 + b"\x00" for kind in (0x00, 0x10))
    blocks = -(-width // 8) * (-(-height // 8))  # each is two zero bits: no difference, end of block
    bits = "00" * blocks
    scan = bytes(int(bits[place : place + 8].ljust(8, "1"), 2) for place in range(0, len(bits), 8))
    return b"\xff\xd8" + tables + frame + codes + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + scan + b"\xff\xd9"
