"""Every entry has one id, says what it proves, and is run; those of the security folder are all among them."""

from __future__ import annotations

import pytest

from attacks.entries import HERE, categories, entries, shared

LEAST = 300


def _all() -> dict[str, object]:
    return {entry.id: entry.input for category in categories() for entry in entries(category)}


def test_entries_have_ids_of_their_own() -> None:
    """No two entries share an id, and each id begins with its category."""
    ids = [(category, entry.id) for category in categories() for entry in entries(category)]
    assert len(ids) == len({id_ for _, id_ in ids}) >= LEAST
    assert [] == [id_ for category, id_ in ids if not id_.startswith(f"{category}-")]


def test_entries_say_what_they_prove() -> None:
    """Each entry has a sentence on what it proves."""
    found = [entry for category in categories() for entry in entries(category)]
    assert [] == [entry.id for entry in found if not entry.proves.endswith(".") or len(entry.proves) < 8]


@pytest.mark.parametrize("category", categories())
def test_every_expectation_is_looked_at(category: str) -> None:
    """What entries of a category expect is named by a test module that runs them."""
    sources = [path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py") if path.name != "test_complete.py"]
    running = "".join(text for text in sources if f'"{category}"' in text)
    words = {entry.expect for entry in entries(category) if isinstance(entry.expect, str)}
    assert running
    assert category == "file" or words <= {word for word in words if f'"{word}"' in running}


def test_entries_of_the_security_folder_are_all_run() -> None:
    """Each entry that the security folder holds is one of ours, with the same input."""
    if not shared():
        pytest.skip("the security folder does not stand beside the repository")
    own = _all()
    assert {} == {entry["id"]: entry["input"] for entry in shared() if own.get(entry["id"]) != entry["input"]}
