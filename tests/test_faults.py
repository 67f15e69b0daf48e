"""One small process folder for every fault, and what is said about it.

`tests/faults/<code>/expected.txt` holds `file:line code`, a problem a line;
line 0 is a fault of a whole file or folder.
A folder with a `process.json` is a compiled process from outside.
What cannot lie in a repository that is checked out on Windows too is built here.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from procwiz import library
from procwiz.core.problems import Problem
from procwiz.language import LANGUAGES, Language

HERE = Path(__file__).parent
FAULTS = HERE / "faults"
SMALL = HERE / "small"
LOCALE = HERE.parent / "src" / "procwiz" / "locale"
NOT_OF_FILES = {"process_unknown", "example_unknown"} | {
    f"template_{name}" for name in ("faulty", "name", "key", "unprinted")
}
"""No faults of a process: what is said of templates is promised in `test_template_checks.py`."""
NOTES = {"option_unread", "law_expiring"}
"""No faults: what they say is promised in `test_notes.py`."""


def _large(folder: Path) -> None:
    with (folder / "glossary.yaml").open("a", encoding="utf-8") as file:
        file.write("# " + "x" * 1_000_000)


def _many(folder: Path) -> None:
    (folder / "glossary.yaml").write_text("- a\n" * 50_001, encoding="utf-8")


def _impossible(folder: Path) -> None:
    (folder / "con.yaml").write_text("key: con\n", encoding="utf-8")


def _clash(folder: Path) -> None:
    shutil.copy(folder / "examples" / "falls.yaml", folder / "examples" / "Falls.yaml")


def _link(folder: Path) -> None:
    (folder / "glossary.yaml").unlink()
    (folder / "glossary.yaml").symlink_to(SMALL / "glossary.yaml")


BUILT: dict[str, tuple[Callable[[Path], None], str]] = {
    "file_too_large": (_large, "glossary.yaml:0"),
    "too_many_parts": (_many, "glossary.yaml:50000"),
    "name_impossible": (_impossible, "con.yaml:0"),
    "name_clash": (_clash, "examples/falls.yaml:0"),
    "link_out": (_link, "glossary.yaml:0"),
}


def _problems(folder: Path) -> list[Problem]:
    if (folder / "process.json").is_file():
        return library.validate(json.loads((folder / "process.json").read_text(encoding="utf-8")))
    return library.check(folder)


def _shown(problems: list[Problem]) -> list[str]:
    return [f"{part.place.file}:{part.place.line} {part.code}" for part in problems]


def _codes() -> set[str]:
    sentences = json.loads((LOCALE / "da" / "problems.json").read_text(encoding="utf-8"))
    return {name.removesuffix(".remedy") for name in sentences if name.endswith(".remedy")} - NOT_OF_FILES - NOTES


@pytest.mark.parametrize("code", sorted(path.name for path in FAULTS.iterdir()))
def test_fault_is_found(code: str) -> None:
    """Each bad folder has exactly the problems its `expected.txt` names, at their lines."""
    expected = (FAULTS / code / "expected.txt").read_text(encoding="utf-8").splitlines()

    assert expected == _shown(_problems(FAULTS / code))


@pytest.mark.parametrize("code", sorted(BUILT))
def test_built_fault_is_found(code: str, tmp_path: Path) -> None:
    """Each fault that no repository can hold is found where it is built."""
    build, place = BUILT[code]
    folder = tmp_path / "process"
    shutil.copytree(SMALL, folder)
    build(folder)

    assert f"{place} {code}" in _shown(library.check(folder))


def test_every_code_has_a_fault() -> None:
    """Every code has a bad folder, and every bad folder a code."""
    assert _codes() == {path.name for path in FAULTS.iterdir()} | BUILT.keys()


def test_every_folder_shows_its_code() -> None:
    """A bad folder is named after a problem it has."""
    for folder in FAULTS.iterdir():
        assert folder.name in (folder / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(path.name for path in FAULTS.iterdir()))
def test_fault_is_said(code: str, language: str) -> None:
    """Each problem is said with a remedy, in every language, with every blank filled."""
    say = Language(language).say
    for part in _problems(FAULTS / code):
        said = f"{say(part.message)} {say(part.remedy)}"

        assert "Message(" not in said
        assert said.count(".") + said.count("?") + said.count("}") >= 2


def test_languages_say_the_same() -> None:
    """The sentences have the same names and the same blanks in every language."""
    da, en = (json.loads((LOCALE / code / "problems.json").read_text(encoding="utf-8")) for code in LANGUAGES)

    assert {name: _blanks(text) for name, text in da.items()} == {name: _blanks(text) for name, text in en.items()}


def _blanks(sentence: str) -> set[str]:
    import string

    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
