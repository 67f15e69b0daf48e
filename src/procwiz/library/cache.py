"""Compiled processes kept in the user's cache, so that reading a process again costs no YAML.

An entry's name holds the digest of the files it was made from and the digest of what they became;
its first line is the digest of the rest. What is broken is as good as absent, and a cache that
cannot be written is no error.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procwiz import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = "2"
KEPT = 30


def folder() -> Path:
    """Say where the cache is: `PROCWIZ_CACHE`, else the user's own cache folder."""
    own = os.environ.get("PROCWIZ_CACHE")
    if own:
        return Path(own)
    from platformdirs import user_cache_path

    return user_cache_path("procwiz", appauthor=False)


def key(contents: Mapping[str, bytes]) -> str:
    """Take the digest of files: names, sizes and contents, and who reads them."""
    found = hashlib.sha256(f"{__version__} {FORM}\n".encode())
    for name, content in sorted(contents.items()):
        named = name.encode(errors="surrogateescape")
        found.update(f"{len(named)} {len(content)} ".encode() + named)
        found.update(content)
    return found.hexdigest()[:32]


def read(files: str) -> dict[str, Any] | None:
    """Read what was kept for a digest of files; None where there is nothing whole."""
    return _first(f"{files}-*.json")


def find(digest: str) -> dict[str, Any] | None:
    """Find the compiled process of a digest; None where it is not kept, or not whole."""
    entry = _first(f"*-{digest}.json") if digest.isalnum() else None
    process: dict[str, Any] | None = entry["process"] if entry else None
    return process


def _first(pattern: str) -> dict[str, Any] | None:
    for path in _entries(pattern):
        with suppress(OSError, ValueError, RecursionError):
            own, _, content = path.read_bytes().partition(b"\n")
            if own == hashlib.sha256(content).hexdigest().encode():
                found: dict[str, Any] = json.loads(content)
                return found
    return None


def write(files: str, entry: Mapping[str, Any]) -> None:
    """Keep an entry; `entry["process"]` is the compiled process."""
    content = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    path = folder() / f"{files}-{entry['process']['digest']}.json"
    fresh = path.with_name(f"{path.name}.{os.urandom(4).hex()}.tmp")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        _drop_old()


def digest_of(files: str) -> str:
    """Name the process that files became, without reading it; empty where it is not kept."""
    return next((path.stem.partition("-")[2] for path in _entries(f"{files}-*.json")), "")


def knows(digest: str) -> bool:
    """Say whether a compiled process of this digest was made, and so checked, here before."""
    return bool(digest) and digest.isalnum() and bool(_entries(f"*-{digest}.json"))


def _entries(pattern: str) -> list[Path]:
    with suppress(OSError):
        return sorted(folder().glob(pattern))
    return []


def _drop_old() -> None:
    entries = sorted(_entries("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[KEPT:]:
        path.unlink(missing_ok=True)
