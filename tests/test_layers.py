"""The house: imports point down only, and the core touches nothing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "procwiz"

CORE = (
    "messages", "lines", "values", "cleaning", "notation", "asking", "problems", "facts", "conditions",
    "kinds", "reading", "law", "routes", "process", "building", "derivation", "journal", "answers",
    "decisions", "gating", "plan", "shift", "release", "supposing", "walk", "wording", "sheet", "counsel",
    "advising", "risks", "changes", "steering", "forgetting", "privacy", "schedule", "business", "figures",
    "document", "portfolio", "checks",
)  # fmt: skip
SHELL = {
    "": 0, "speech": 0, "errors": 1, "language": 1,
    "library": 2, "store": 2, "render": 2, "prompts": 2, "interview": 2, "overview": 2, "advice": 2,
    "calendars": 2, "timetable": 2,
    "session": 3, "repairing": 3, "publishing": 3, "console": 3, "commands": 4, "cli": 5, "__main__": 6,
}  # fmt: skip
FORBIDDEN = {"typer", "rich", "jinja2", "yaml", "pydantic", "prompt_toolkit", "markdown_it", "os", "sys", "pathlib",
             "io", "time", "random", "secrets", "uuid", "subprocess", "shutil", "tempfile"}  # fmt: skip


def _files() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def _name(path: Path) -> tuple[str, ...]:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def _imports(path: Path, *, late: bool = True) -> set[tuple[str, ...]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(tree) if late else tree.body:
        if isinstance(node, ast.Import):
            found |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(tuple(node.module.split(".")))
            found |= {(*node.module.split("."), alias.name) for alias in node.names}
    return found


def _room(name: tuple[str, ...]) -> str:
    return name[0] if name else ""


@pytest.mark.parametrize("path", _files(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_file_has_a_place_in_the_house(path: Path) -> None:
    """A file that is in no room of the house fails here, so that somebody decides where it belongs."""
    name = _name(path)

    known = name[1] in CORE if name[:1] == ("core",) and len(name) > 1 else _room(name) in {*SHELL, "core"}

    assert known is True


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "core").rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_the_core_touches_nothing(path: Path) -> None:
    """No module of the core imports what opens files, prints, reads clocks, or belongs to the shell."""
    outside = {name[0] for name in _imports(path)} & FORBIDDEN
    shell = {name[1] for name in _imports(path) if name[0] == "procwiz" and len(name) > 1 and name[1] != "core"}
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    clocks = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"now", "today"}
    }

    assert (set(), set(), set(), set()) == (outside, shell, calls & {"open", "print", "input"}, clocks)


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "core").rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_the_core_loads_babel_late(path: Path) -> None:
    """Babel is imported inside the functions that show or read a number or date, never with the module."""
    early = {name[0] for name in _imports(path, late=False)}

    assert "babel" not in early


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "core").rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_imports_in_the_core_point_down(path: Path) -> None:
    """A module of the core imports only what stands before it in the order of the core."""
    name = _name(path)
    own = CORE.index(name[1]) if len(name) > 1 else 0
    used = {part[2] for part in _imports(path) if part[:2] == ("procwiz", "core") and len(part) > 2}
    upward = {part for part in used if part in CORE and CORE.index(part) > own}

    assert set() == upward


@pytest.mark.parametrize(
    "path", [path for path in _files() if _name(path)[:1] != ("core",)], ids=lambda path: str(path.relative_to(SOURCE))
)
def test_imports_in_the_shell_point_down(path: Path) -> None:
    """A room of the shell imports only rooms below it, and never a sibling."""
    own = _room(_name(path))
    used = {part[1] for part in _imports(path) if part[0] == "procwiz" and len(part) > 1 and part[1] != "core"}
    wrong = {part for part in used if part in SHELL and part != own and SHELL[part] >= SHELL[own]}

    assert set() == wrong
