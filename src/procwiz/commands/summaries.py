"""Summaries kept in the user's cache from the last listing, so that the next reads only the plans that changed.

A plan has changed where one of its files has another size or time; and all have on another day, in another language,
with another procwiz. What is broken is as good as absent, and a cache that cannot be written is no error.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from procwiz import __version__, library, store
from procwiz.core.portfolio.record import read, written
from procwiz.core.portfolio.summary import Summary
from procwiz.library import cache

Mark: TypeAlias = list[list[Any]]
"""Every file a plan is read from, by name, with its size and the time it was last written."""
FOLDER = "lists"


class Kept:
    """What is kept of one folder of plans, as it stood on a day, in one language."""

    def __init__(self, listed: Path, as_of: date, language: str) -> None:
        self._folder = cache.folder() / FOLDER
        self._listed = _digest(f"{listed.resolve()} {listed}")
        laws = _marks(sorted(library.shipped().glob("*/law.yaml")))
        self._name = f"{self._listed}-{_digest(f'{__version__} {laws} {as_of.isoformat()} {language}')}.json"
        self._known = self._read()
        self._seen: dict[str, Any] = {}

    def find(self, plan: Path) -> Summary | None:
        """Find the summary of a plan that has not changed since it was kept."""
        entry = self._known.get(str(plan))
        if not isinstance(entry, dict) or entry.get("mark") != mark(plan):
            return None
        with suppress(ValueError, KeyError, TypeError, ArithmeticError):
            summary = read(entry["summary"])
            self._seen[str(plan)] = entry
            return summary
        return None

    def keep(self, plan: Path, before: Mark, summary: Summary) -> None:
        """Keep the summary of a plan as its files stood before it was read."""
        self._seen[str(plan)] = {"mark": before, "summary": written(summary)}

    def close(self) -> None:
        """Write down what was found and kept, if any of it is new; what was kept of other days goes."""
        if self._seen == self._known:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for old in self._folder.glob(f"{self._listed}-*.json"):
                old.unlink(missing_ok=True)
            store.write_file(self._folder / self._name, json.dumps(self._seen, ensure_ascii=False))

    def _read(self) -> Mapping[str, Any]:
        with suppress(OSError, ValueError, RecursionError):
            known = json.loads((self._folder / self._name).read_text(encoding="utf-8"))
            if isinstance(known, dict):
                return known
        return {}


def mark(plan: Path) -> Mark:
    """Take a plan's mark."""
    files = [plan / store.CARD, plan / store.PROCESS]
    with suppress(OSError):
        return _marks([*files, *sorted((plan / store.JOURNAL).iterdir())])
    return []


def _marks(files: Iterable[Path]) -> Mark:
    return [[file.name, (stat := file.stat()).st_size, stat.st_mtime_ns] for file in files]


def drop() -> None:
    """Let go of everything that is kept: something in it is to be forgotten."""
    for path in (cache.folder() / FOLDER).glob("*.json"):
        with suppress(OSError):
            path.unlink()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()[:16]
