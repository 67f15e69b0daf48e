"""The entries: our own, in the files beside this one, and those of the security folder where it stands beside us."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "security" / "attacks.yaml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One attack. `expect` is what its runner can check: for some a word, for others a mapping."""

    id: str
    where: str
    input: Any
    expect: Any
    proves: str

    @property
    def text(self) -> str:
        """The input, where it is a text."""
        assert isinstance(self.input, str), self.id
        return self.input


@cache
def entries(category: str) -> tuple[Entry, ...]:
    """Read the entries of one category, `md` or `file`."""
    raw = yaml.safe_load((HERE / f"{category}.yaml").read_text(encoding="utf-8"))
    return tuple(Entry(**part) for part in raw["attacks"])


def categories() -> list[str]:
    """Name the categories, by their files."""
    return sorted(path.stem for path in HERE.glob("*.yaml"))


@cache
def shared() -> tuple[dict[str, Any], ...]:
    """Read the entries of the security folder; none where it is not there."""
    if not SHARED.is_file():
        return ()
    return tuple(yaml.safe_load(SHARED.read_text(encoding="utf-8"))["attacks"])


def each(category: str, *expected: str) -> pytest.MarkDecorator:
    """Run a test for each entry of a category, or for those of which one of a few words is expected."""
    chosen = [entry for entry in entries(category) if not expected or entry.expect in expected]
    assert chosen, (category, expected)
    return pytest.mark.parametrize("entry", chosen, ids=[entry.id for entry in chosen])


def batches(category: str, *expected: str, size: int = 8) -> pytest.MarkDecorator:
    """Run a test for so many entries of a category at a time."""
    chosen = [entry for entry in entries(category) if entry.expect in expected]
    assert chosen, (category, expected)
    parts = [tuple(chosen[start : start + size]) for start in range(0, len(chosen), size)]
    return pytest.mark.parametrize("batch", parts, ids=[f"{part[0].id}…{part[-1].id}" for part in parts])
