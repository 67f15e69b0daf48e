"""Processes as they are found and loaded: shipped ones by key, others by folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procwiz.core.messages import Message
from procwiz.core.problems import Problem, meant
from procwiz.errors import ProcessFaulty, UsageFault
from procwiz.library import cache
from procwiz.library.files import Files, read_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

PROCESS = "process.yaml"
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Listed:
    """A shipped process, with its title in the language it was listed in."""

    key: str
    title: str
    version: str
    folder: Path


def shipped() -> Path:
    """Find the folder of shipped processes: in the installed package, else in the checkout.

    Never sought through the package's search path: an editable install may have left an old copy there.
    """
    beside = _PACKAGE / "phases"
    return beside if beside.is_dir() else _PACKAGE.parent.parent / "phases"


def processes(language: str = "da") -> list[Listed]:
    """List the shipped processes.

    Raises:
        ProcessFaulty: where one of them has problems.
    """
    return [_listed(load(path), path, language) for path in _shipped_folders()]


def _listed(compiled: Mapping[str, Any], path: Path, language: str) -> Listed:
    own = compiled["texts"].get(language, {}).get("process", {})
    return Listed(compiled["key"], own.get("title", compiled["process"]["title"]), compiled["version"], path)


def _shipped_folders() -> list[Path]:
    return sorted(path.parent for path in shipped().glob(f"*/{PROCESS}"))


def find(key_or_folder: str | Path) -> Path:
    """Find a process by its folder, or a shipped one by its key.

    Raises:
        UsageFault: where there is none.
    """
    named = Path(key_or_folder)
    with suppress(OSError):
        if (named / PROCESS).is_file():
            return named
    known = {path.name: path for path in _shipped_folders()}
    if str(key_or_folder) in known:
        return known[str(key_or_folder)]
    params = {"name": str(key_or_folder), "near": meant(str(key_or_folder), known)}
    raise UsageFault(Message("problems.process_unknown", params), Message("problems.process_unknown.remedy", params))


def load(folder: Path) -> dict[str, Any]:
    """Load a process, compiled.

    Raises:
        ProcessFaulty: with every problem, sorted by file and line.
        CouldNot: where the folder cannot be read.
    """
    process: dict[str, Any] = _entry(folder)["process"]
    return process


def examples(folder: Path) -> list[dict[str, Any]]:
    """List the examples of a process, in the order of their files.

    Raises:
        ProcessFaulty, CouldNot: as `load`.
    """
    return list(_entry(folder)["examples"].values())


def example(folder: Path, key: str) -> dict[str, Any]:
    """Take one example of a process.

    Raises:
        UsageFault: where there is none of that key.
        ProcessFaulty, CouldNot: as `load`.
    """
    known: dict[str, dict[str, Any]] = _entry(folder)["examples"]
    if key not in known:
        params = {"name": key, "near": meant(key, known)}
        remedy = Message("problems.example_unknown.remedy", params)
        raise UsageFault(Message("problems.example_unknown", params), remedy)
    return known[key]


def check(folder: Path) -> list[Problem]:
    """Find every problem of a process folder, sorted by file and line; looks at the files, never at the cache.

    Raises:
        CouldNot: where the folder cannot be read.
    """
    return _compiled(read_files(folder))[1]


def notes(folder: Path, today: date) -> list[Problem]:
    """Find what is worth knowing of a sound process folder and makes it no worse; of a faulty one nothing.

    Raises:
        CouldNot: where the folder cannot be read.
    """
    from procwiz.library.compiling import note_files

    return list(note_files(read_files(folder).contents, today))


def trusted(compiled: Mapping[str, Any]) -> bool:
    """Say whether a compiled process is, to the letter, one that was checked here before or is shipped."""
    from procwiz.library.canonical import digest

    try:
        own = digest(compiled)
    except (ValueError, TypeError, RecursionError):
        return False
    return compiled.get("digest") == own and (cache.knows(own) or _is_shipped(own))


def find_by_digest(digest: str) -> dict[str, Any] | None:
    """Find the process of a digest, shipped or checked here before; None where it is not on this machine."""
    for path in _shipped_folders():
        with suppress(ProcessFaulty):
            if (compiled := load(path))["digest"] == digest:
                return compiled
    kept = cache.find(digest)
    return kept if kept is not None and trusted(kept) else None


def with_newest_law(compiled: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a plan's process the law of the shipped one of the same key, where that was gone through later.

    The same object comes back where it is not newer, or not to be had, or reads what the process does not ask.
    """
    folder = next((path for path in _shipped_folders() if path.name == compiled.get("key")), None)
    if folder is None or _is(folder, compiled["digest"]):
        return compiled
    try:
        shipped_ = load(folder)
    except ProcessFaulty:
        return compiled
    own, new = (part["process"].get("law") or {} for part in (compiled, shipped_))
    if str(new.get("version", "")) <= str(own.get("version", "")):
        return compiled
    texts = {
        language: {**side, "law": shipped_["texts"].get(language, {}).get("law", {})}
        for language, side in compiled["texts"].items()
    }
    newest = {**compiled, "process": {**compiled["process"], "law": new}, "texts": texts}
    return newest if _law_fits(newest) else compiled


def _law_fits(compiled: Mapping[str, Any]) -> bool:
    """Say whether a law from elsewhere reads only what a process asks, and has what that looks up."""
    from procwiz.core.checks import fitting, law
    from procwiz.core.checks.outline import Outline

    outline = Outline(compiled)
    checks = (fitting.keys_exist, fitting.names_exist, fitting.tests_fit, law.figures_exist)
    return not any(problem for check in checks for problem in check(outline))


def _is(folder: Path, digest: str) -> bool:
    """Say whether a folder is known to hold a process, without reading the process."""
    files = read_files(folder)
    return not files.problems and cache.digest_of(cache.key(files.contents)) == digest


def _is_shipped(digest: str) -> bool:
    try:
        return any(load(path)["digest"] == digest for path in _shipped_folders())
    except ProcessFaulty:
        return False


def validate(compiled: object) -> list[Problem]:
    """Find every problem of a compiled process from outside; survives any JSON."""
    from procwiz.library.outside import validate as look_through

    return look_through(compiled)


def _entry(folder: Path) -> dict[str, Any]:
    files = read_files(folder)
    key = cache.key(files.contents)
    kept = None if files.problems else cache.read(key)
    if kept is not None:
        return kept
    entry, problems = _compiled(files)
    if problems:
        params = {"folder": str(folder), "n": len(problems)}
        raise ProcessFaulty(Message("problems.process_faulty", params), problems)
    cache.write(key, entry)
    return entry


def _compiled(files: Files) -> tuple[dict[str, Any], list[Problem]]:
    from procwiz.library.compiling import compile_files, merged

    compiled = compile_files(files.contents)
    return {"process": compiled.process, "examples": compiled.examples}, merged(files.problems, compiled.problems)
