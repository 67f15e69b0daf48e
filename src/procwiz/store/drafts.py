"""Half-typed text, kept beside the plan and never part of it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from procwiz.store.files import read_text, refusing, slug, write_file
from procwiz.store.folder import DRAFTS

MOST_DRAFT = 1024 * 1024


class Drafts:
    """Half-typed text of one author, by question. Never part of the plan."""

    def __init__(self, folder: Path, author: str) -> None:
        self._folder = folder / DRAFTS / slug(author)

    def keep(self, key: str, text: str) -> None:
        """Keep a text; an empty one is dropped."""
        if not text.strip():
            self.drop(key)
            return
        with refusing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_file(self._path(key), text)

    def find(self, key: str) -> str:
        """Find a kept text; empty where there is none."""
        path = self._path(key)
        return read_text(path, MOST_DRAFT) if path.is_file() and not path.is_symlink() else ""

    def drop(self, key: str) -> None:
        """Forget a text."""
        with suppress(OSError):
            self._path(key).unlink()

    def _path(self, key: str) -> Path:
        return self._folder / (re.sub(r"[^a-z0-9_.]", "_", key) + ".txt")
