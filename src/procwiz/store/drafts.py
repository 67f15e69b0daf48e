"""Half-typed text, kept beside the plan and never part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from procwiz.errors import CouldNot, PlanDamaged
from procwiz.store.files import read_text, refusing, slug, write_file
from procwiz.store.folder import DRAFTS, own_path

MOST_DRAFT = 1024 * 1024


class Drafts:
    """Half-typed text of one author, by question. Never part of the plan."""

    def __init__(self, folder: Path, author: str) -> None:
        self._folder = own_path(folder, DRAFTS, slug(author))

    def keep(self, key: str, text: str) -> None:
        """Keep a text; an empty one is dropped."""
        if not text.strip():
            self.drop(key)
            return
        with refusing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_file(self._path(key), text)

    def find(self, key: str) -> str:
        """Find a kept text; empty where there is none, or none that can be read: a plan never stops for it."""
        path = self._path(key)
        if not path.is_file() or path.is_symlink():
            return ""
        with suppress(PlanDamaged):
            return read_text(path, MOST_DRAFT)
        return ""

    def drop(self, key: str) -> None:
        """Forget a text."""
        with suppress(OSError):
            self._path(key).unlink()

    def _path(self, key: str) -> Path:
        return self._folder / _name(key)


def _name(key: str) -> str:
    return re.sub(r"[^a-z0-9_.]", "_", key) + ".txt"


def all_drafts(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Everybody's half-typed texts: whose, on which question, and what; those that cannot be read are left out."""
    for path in _files(folder, "*.txt"):
        with suppress(PlanDamaged, CouldNot):
            yield path.parent.name, path.stem, read_text(path, MOST_DRAFT)


def drop_drafts(folder: Path, key: str) -> int:
    """Forget everybody's half-typed text on a question, also what was left of writing it; give how many there were."""
    found = [*_files(folder, _name(key)), *_files(folder, f".{_name(key)}.*")]
    with refusing(folder / DRAFTS):
        for path in found:
            path.unlink(missing_ok=True)
    return len(found)


def _files(folder: Path, pattern: str) -> list[Path]:
    home = own_path(folder, DRAFTS)
    found = (path for path in home.glob(f"*/{pattern}") if path.is_file() and not path.parent.is_symlink())
    return sorted(path for path in found if not path.is_symlink())
