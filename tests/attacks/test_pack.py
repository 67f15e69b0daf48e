"""A process folder from somebody else is data: read within bounds, refused at its file and line, never run."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from attacks.entries import Entry, each, entries
from attacks.papers import SMALL
from attacks.shell import Shell, unchanged

MOST_SECONDS = 10.0
"""Far above what any of these takes; what grows without end is above everything."""
ANCHOR = "    example: Vi prøvede en alarm i 2024. Den blev ikke brugt.\n"


def _bomb(folder: Path) -> None:
    lines = ["- &a0 [x]", *(f"- &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 20))]
    (folder / "glossary.yaml").write_text("\n".join(lines), encoding="utf-8")


def _glossary(content: str | bytes) -> Callable[[Path], None]:
    raw = content.encode() if isinstance(content, str) else content
    return lambda folder: (folder / "glossary.yaml").write_bytes(raw) and None


def _question(*lines: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "01-first.yaml"
        text = path.read_text(encoding="utf-8")
        assert ANCHOR in text
        path.write_text(text.replace(ANCHOR, ANCHOR + "".join(f"    {line}\n" for line in lines)), encoding="utf-8")

    return change


def _cycle(folder: Path) -> None:
    _question("when: {first.joint: yes}")(folder)
    path = folder / "01-first.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    due: F1\n", "    due: F1\n    when: {first.background: answered}\n", 1), "utf-8")


def _clash(folder: Path) -> None:
    shutil.copy(folder / "glossary.yaml", folder / "Glossary.yaml")


def _link_file(folder: Path) -> None:
    (folder / "glossary.yaml").unlink()
    (folder / "glossary.yaml").symlink_to("/etc/passwd")


def _link_folder(folder: Path) -> None:
    shutil.move(folder / "texts", folder.parent / "elsewhere")
    (folder / "texts").symlink_to(folder.parent / "elsewhere")


def _many_files(folder: Path) -> None:
    for number in range(400):
        (folder / f"x{number}.yaml").write_text("key: x\n", encoding="utf-8")


def _folder_as_file(folder: Path) -> None:
    (folder / "glossary.yaml").unlink()
    (folder / "texts" / "en" / "glossary.yaml").unlink()
    (folder / "glossary.yaml").mkdir()


def _pipe(folder: Path) -> None:
    (folder / "glossary.yaml").unlink()
    (folder / "texts" / "en" / "glossary.yaml").unlink()
    os.mkfifo(folder / "glossary.yaml")


def _upwards(folder: Path) -> None:
    (folder.parent / "x.yaml").write_text("- !!python/name:os.system\n", encoding="utf-8")


def _mark(folder: Path) -> None:
    path = folder / "glossary.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def _returns(folder: Path) -> None:
    for path in folder.rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


BUILT: dict[str, Callable[[Path], None]] = {
    "pack-02-bomb": _bomb,
    "pack-03-deep": _glossary("[" * 3000),
    "pack-11-utf16": _glossary("- key: a\n".encode("utf-16")),
    "pack-17-cycle": _cycle,
    "pack-21-expr-long": _question(f"when: {{first.mandate: {'a' * 10_000}}}"),
    "pack-26-case-clash": _clash,
    "pack-27-reserved-name": lambda folder: (folder / "con.yaml").write_text("key: con\n", encoding="utf-8") and None,
    "pack-90-link-file": _link_file,
    "pack-91-link-folder": _link_folder,
    "pack-92-large": _glossary("# " + "x" * 2_000_000),
    "pack-93-many-parts": _glossary("- a\n" * 60_000),
    "pack-94-deep-mapping": _glossary("{a: " * 3000),
    "pack-95-not-utf8": _glossary(b"- key: a\xff\n"),
    "pack-96-many-files": _many_files,
    "pack-97-folder-as-file": _folder_as_file,
    "pack-98-fifo": _pipe,
    "pack-99-side-file": _upwards,
    "pack-100-bom": _mark,
    "pack-101-crlf": _returns,
}


@pytest.fixture
def folder(shell: Shell) -> Path:
    """Copy the small process."""
    return Path(shutil.copytree(SMALL, shell.path("proces")))


def _build(folder: Path, entry: Entry) -> None:
    if entry.where == "folder":
        BUILT[entry.id](folder)
    elif entry.where == "question":
        _question(*entry.text.splitlines())(folder)
    else:
        _glossary(entry.text)(folder)


def test_everything_in_folders_is_built() -> None:
    """Each entry of a whole folder has its builder, and each builder its entry."""
    assert BUILT.keys() == {entry.id for entry in entries("pack") if entry.where == "folder"}


@each("pack")
def test_a_process_from_elsewhere_is_refused_at_its_line_or_is_sound(shell: Shell, folder: Path, entry: Entry) -> None:
    """The checker names a fault at file and line, exit 4, in no time; no plan is made by it. Nothing is run."""
    _build(folder, entry)
    begun = time.monotonic()
    with unchanged(shell.folder) if entry.where != "folder" else unchanged(shell.folder / "proces" / "examples"):
        done = shell("process", "check", "proces", "--json", fails=None)
    found = done.record["problems"]

    assert time.monotonic() - begun < MOST_SECONDS
    assert (4 if entry.expect else 0) == done.code, found
    assert not entry.expect or {part["code"] for part in found} & set(entry.expect), found
    assert all(part["file"] and part["line"] >= 0 and part["what"] and part["remedy"] for part in found)
    made = shell("new", "--process", "proces", "--no-input", "--", "Planen", fails=None)
    assert (done.code, not entry.expect) == (made.code, shell.path("planen").exists())


SCALARS = {"010": "010", "12:30:45": "12:30:45", "2027-13-45": "2027-13-45", "1.10": "1.10", "no": "no",
           "0x10": "0x10", "1e3": "1e3", "~": "~", "=": "=", ".inf": ".inf", "on": "on", "1_000": "1_000"}  # fmt: skip


@pytest.mark.parametrize("written", SCALARS)
def test_what_yaml_would_make_something_else_of_stays_text(shell: Shell, written: str) -> None:
    """In a file of answers a word is the word that was written: no other base, no time, no truth, no nothing."""
    plan = shell.plan(process=SMALL)
    shell.write("svar.yaml", f"first.challenge: {written}\n")
    done = shell("answer", plan, "--from", "svar.yaml", fails=None)

    assert (done.code, shell.shown(plan)) in [(0, {"first.challenge": SCALARS[written]}), (2, {})]
