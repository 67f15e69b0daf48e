"""Files on the disk: names for them, read within bounds, written whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from procwiz.core.messages import Message
from procwiz.errors import CouldNot, PlanDamaged, reason

MARK = b"\xef\xbb\xbf"
"""What some editors put before a file in UTF-8."""


def slug(text: str, most: int = 40) -> str:
    """Make a name for a file or folder: lower case, a-z, 0-9 and hyphens; `plan` where nothing is left."""
    spelled = text.lower().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    name = words[:most].rsplit("-", 1)[0] if len(words) > most and "-" in words[:most] else words[:most]
    return f"{name}-1" if name in _WINDOWS else name or "plan"


_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss"})
_WINDOWS = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: beside it first, flushed, then moved into its place. Text is UTF-8."""
    raw = content.encode() if isinstance(content, str) else content
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with aside.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink()
        raise
    flush_folder(path.parent)


def read_bytes(path: Path, most: int) -> bytes:
    """Read a file that is not bigger than `most` bytes.

    Raises:
        CouldNot: where the disk refuses.
        PlanDamaged: where the file is bigger.
    """
    with refusing(path):
        if path.stat().st_size > most:
            raise PlanDamaged(Message("plan.too_big", {"file": str(path), "most": most // 1024}))
        return path.read_bytes()


def read_text(path: Path, most: int) -> str:
    """Read a file of text in UTF-8, as `read_bytes` does."""
    try:
        return read_bytes(path, most).decode("utf-8")
    except UnicodeDecodeError:
        raise PlanDamaged(Message("plan.not_utf8", {"file": str(path)}), Message("plan.damaged.remedy")) from None


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turn the disk's refusal into a message with the place."""
    try:
        yield
    except OSError as error:
        place = str(error.filename or path)
        raise CouldNot(Message("plan.disk", {"place": place, "reason": reason(error)})) from error


def flush_folder(folder: Path) -> None:
    """Flush a folder, so that a file new in it is there after a power cut."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # some network drives cannot flush a folder; the file itself has been
        os.fsync(handle)
    os.close(handle)


def lock(file: int) -> bool:
    """Lock an open file for this run alone; False where another run has it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
