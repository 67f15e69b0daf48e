"""Everything said to a person has its words in every language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Formatter

import pytest

import procwiz

SOURCE = Path(procwiz.__file__).parent
NAMESPACES = sorted(path.stem for path in (SOURCE / "locale" / "da").glob("*.json"))


def _sentences(language: str, namespace: str) -> dict[str, str]:
    sentences: dict[str, str] = json.loads((SOURCE / "locale" / language / f"{namespace}.json").read_text("utf-8"))
    return sentences


def _blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_both_languages_say_the_same_things(namespace: str) -> None:
    """A sentence in one language has its fellow in the other, with the same blanks."""
    danish, english = _sentences("da", namespace), _sentences("en", namespace)

    assert {name: _blanks(text) for name, text in danish.items()} == {
        name: _blanks(text) for name, text in english.items()
    }


def test_every_code_in_the_source_has_its_words() -> None:
    """A message named whole in the source stands in the files of both languages."""
    named = {
        code
        for path in SOURCE.rglob("*.py")
        for code in re.findall(rf'"((?:{"|".join(NAMESPACES)})\.[a-z_.]+)"', path.read_text("utf-8"))
    }
    said = {f"{namespace}.{name}" for namespace in NAMESPACES for name in _sentences("da", namespace)}
    files = {code for code in named if code.endswith((".json", ".py", ".yaml", ".md"))}

    assert set() == named - said - files
