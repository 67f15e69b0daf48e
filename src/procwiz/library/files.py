"""The files of a process folder: found by a fixed layout, never by following links, never without bounds."""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procwiz.core.messages import Message
from procwiz.core.problems import Place, Problem
from procwiz.errors import CouldNot, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MOST_FILES = 300
MOST_BYTES = 1_000_000
"""Of one file; one byte more is read, so that whoever parses it sees that it is too large."""

_IMPOSSIBLE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?|.*[<>:\"|?*\\].*|.*[ .]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Files:
    """The bytes of every file by its name in the folder, `texts/en/process.yaml`, and what is wrong with names."""

    contents: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def read_files(folder: Path) -> Files:
    """Read every YAML file of a process folder.

    Raises:
        CouldNot: where the folder or a file in it cannot be read.
    """
    problems: list[Problem] = []
    try:
        found = dict(_found(folder, problems))
        problems += _clashes(found)
        contents = {name: _content(path) for name, path in sorted(found.items())}
    except OSError as error:
        place = error.filename or str(folder)
        raise CouldNot(Message("problems.could_not_read", {"place": place, "reason": reason(error)})) from error
    return Files(contents, tuple(problems))


def _content(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _found(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    root = folder.resolve()
    yield from _yaml(root, "", root, problems)
    for name in ("examples", "texts"):
        if _inside(root / name, root, name, problems):
            yield from _yaml(root / name, f"{name}/", root, problems)
    for entry in _entries(root / "texts") if (root / "texts").is_dir() else ():
        name = f"texts/{entry.name}"
        if entry.is_dir() and _inside(entry, root, name, problems):
            yield from _yaml(entry, f"{name}/", root, problems)


def _yaml(folder: Path, prefix: str, root: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    for entry in _entries(folder):
        name = prefix + entry.name
        if entry.suffix.lower() not in {".yaml", ".yml"}:
            continue
        if _IMPOSSIBLE.fullmatch(entry.name):
            problems.append(Problem("name_impossible", Place(name), {"name": entry.name}))
        elif _inside(entry, root, name, problems) and entry.is_file():
            yield name, entry


def _entries(folder: Path) -> list[Path]:
    with os.scandir(folder) as opened:
        names = [entry.name for _, entry in zip(range(MOST_FILES), opened, strict=False)]
    return [folder / name for name in sorted(names) if not name.startswith(".")]


def _inside(path: Path, root: Path, name: str, problems: list[Problem]) -> bool:
    """Say whether something is there, and in the folder, not only by a link to elsewhere."""
    linked = path.is_symlink()
    if not linked and path.is_file():
        return True
    if not linked and not path.exists():
        return False
    target = path.resolve()
    if target.is_relative_to(root) and target.exists():
        return True
    problems.append(Problem("link_out", Place(name), {"name": name}))
    return False


def _clashes(names: Mapping[str, Path]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for name in sorted(names):
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            yield Problem("name_clash", Place(name), {"name": name, "other": seen[folded]})
        seen.setdefault(folded, name)
