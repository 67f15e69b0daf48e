"""From the bytes of a process folder to its compiled form, or to everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from procwiz.core.checks import check, notes, try_out
from procwiz.core.problems import Path, Place, Problem, meant
from procwiz.library import faults
from procwiz.library.canonical import digest
from procwiz.library.yamlfile import YamlFile, read

SCHEMA = "procwiz/process/1"
PROCESS = "process.yaml"
BESIDE = {
    "routes": faults.ROUTES,
    "law": faults.LAW,
    "risks": faults.RISKS,
    "advice": faults.ADVICE,
    "glossary": faults.GLOSSARY,
    "sources": faults.SOURCES,
}
_PARTS = {PROCESS: faults.PROCESS, **{f"{name}.yaml": form for name, form in BESIDE.items()}}
_PHASE = re.compile(r"(?:[0-9]+-)?(?P<key>[a-z][a-z0-9_]*)\.yaml")
_BLOCKING = {"file_missing", "phase_without_file", "phase_name"}
_SIDE = re.compile(r"texts/(?P<language>[^/]+)/(?P<file>[^/]+)")


@dataclass(frozen=True, slots=True)
class Compiled:
    """`process` is None where there are problems; `examples` are by key, in the order of their files."""

    process: dict[str, Any] | None
    examples: Mapping[str, dict[str, Any]]
    problems: tuple[Problem, ...]


def compile_files(contents: Mapping[str, bytes]) -> Compiled:
    """Compile the files of a process folder, by name; problems stand at their lines."""
    return _Compiling(contents).result()


def note_files(contents: Mapping[str, bytes], today: date) -> tuple[Problem, ...]:
    """Note what is worth knowing of the files of a process folder; of a faulty one nothing."""
    return _Compiling(contents).notes(today)


def plain(content: Any) -> Any:
    """Make data JSON: fractions become the text they were written as."""
    if isinstance(content, Mapping):
        return {name: plain(part) for name, part in content.items()}
    if isinstance(content, list):
        return [plain(part) for part in content]
    return format(content, "f") if isinstance(content, Decimal) else content


def as_texts(content: Any) -> Any:
    """Make numbers in a side file the texts they were written as."""
    if isinstance(content, Mapping):
        return {name: as_texts(part) for name, part in content.items()}
    if isinstance(content, list):
        return [as_texts(part) for part in content]
    return str(plain(content)) if isinstance(content, int | Decimal) and not isinstance(content, bool) else content


class _Compiling:
    """One run over the files; what is found wrong gathers in `problems`."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.files = {name: read(raw, name) for name, raw in contents.items()}
        self.problems = [problem for file in self.files.values() for problem in file.problems]
        self.shaped = {name: self._shape(name, file) for name, file in self.files.items()}

    def result(self) -> Compiled:
        """Put the process together, check it, and place what is wrong."""
        compiled = self._assembled()
        base = [*_PARTS, *self.phase_files.values()]
        missing = list(self._files_out_of_place())
        whole = all(self.files[name].whole for name in base if name in self.files)
        if whole and not any(problem.code in _BLOCKING for problem in missing):
            self.problems += (self._placed(problem) for problem in check(compiled))
            self.problems += self._example_keys(compiled)
        found = [*self.problems, *missing]
        problems = self._sorted(found or (self._placed(problem) for problem in try_out(compiled)))
        compiled["digest"] = "" if problems else digest(compiled)
        return Compiled(None if problems else compiled, self._examples(), problems)

    def notes(self, today: date) -> tuple[Problem, ...]:
        """Note what is worth knowing of a sound process."""
        process = self.result().process
        return self._sorted(self._placed(note) for note in notes(process, today)) if process else ()

    def _sorted(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return tuple(sorted((self._lined(part) for part in problems), key=in_order))

    def _shape(self, name: str, file: YamlFile) -> Any:
        if not file.whole:
            return None
        form = faults.EXAMPLE if name.startswith("examples/") else _PARTS.get(name)
        if _SIDE.fullmatch(name):
            return as_texts(file.content)
        if form is None and not _PHASE.fullmatch(name):
            return None
        content, problems = faults.shaped(form or faults.PHASE, file.content, name)
        self.problems += problems
        return plain(content)

    @cached_property
    def order(self) -> list[str]:
        """The keys of the phases, in the order of `process.yaml`, each once."""
        process = self.shaped.get(PROCESS)
        keys = process.get("phases") if isinstance(process, Mapping) else None
        return list(dict.fromkeys(key for key in keys if isinstance(key, str))) if isinstance(keys, list) else []

    @cached_property
    def phase_files(self) -> dict[str, str]:
        """The file of each phase that has one, in order."""
        named = ((_PHASE.fullmatch(name), name) for name in sorted(self.files, reverse=True) if name not in _PARTS)
        files = {match["key"]: name for match, name in named if match}
        return {key: files[key] for key in self.order if key in files}

    def _assembled(self) -> dict[str, Any]:
        process = self.shaped.get(PROCESS)
        base = dict(process) if isinstance(process, Mapping) else {}
        base["phases"] = [self.shaped[name] for name in self.phase_files.values()]
        for name in BESIDE:
            if f"{name}.yaml" in self.shaped:
                base[name] = self.shaped[f"{name}.yaml"]
        heading = {name: base.get(name) for name in ("key", "version", "languages")}
        return {"schema": SCHEMA, **heading, "process": base, "texts": self._texts()}

    def _texts(self) -> dict[str, dict[str, Any]]:
        names = {file: key for key, file in self.phase_files.items()}
        found: dict[str, dict[str, Any]] = {}
        for name, language, file in self._sides():
            side = found.setdefault(language, {"phases": {}})
            content = self.shaped[name]
            if file in names:
                side["phases"][names[file]] = content
            elif file in _PARTS:
                side[file.removesuffix(".yaml")] = content
        return found

    def _sides(self) -> Iterator[tuple[str, str, str]]:
        for name in self.files:
            if match := _SIDE.fullmatch(name):
                yield name, match["language"], match["file"]

    def _files_out_of_place(self) -> Iterator[Problem]:
        if PROCESS not in self.files:
            yield Problem("file_missing", Place(PROCESS), {"file": PROCESS})
            return
        known = {*_PARTS, *self.phase_files.values()}
        yield from self._phases_out_of_place()
        for name in self.files:
            if self.order and name not in known and not name.startswith(("examples/", "texts/")):
                yield Problem("file_without_place", Place(name), {"file": name})
            if name.startswith("texts/") and not _SIDE.fullmatch(name):
                yield Problem("file_without_place", Place(name), {"file": name})
        for name, language, file in self._sides():
            if self.order and not (file in known and file in self.files):
                yield Problem("side_file_unknown", Place(name), {"language": language})
        yield from self._keys_unlike_names()

    def _phases_out_of_place(self) -> Iterator[Problem]:
        process = self.shaped[PROCESS]
        keys = list(process["phases"]) if self.order else []
        for number, key in enumerate(keys):
            place = Place(PROCESS, ("phases", number))
            if key in keys[:number]:
                yield Problem("key_twice", place, {"key": key})
            elif isinstance(key, str) and key not in self.phase_files:
                yield Problem("phase_without_file", place, {"phase": key})

    def _keys_unlike_names(self) -> Iterator[Problem]:
        for key, name in self.phase_files.items():
            content = self.shaped[name]
            given = content.get("key") if isinstance(content, Mapping) else None
            if isinstance(given, str) and given != key:
                yield Problem("phase_name", Place(name, ("key",)), {"given": given, "phase": key})

    def _examples(self) -> dict[str, dict[str, Any]]:
        contents = [part for name, part in sorted(self.shaped.items()) if name.startswith("examples/")]
        return {part["key"]: part for part in contents if isinstance(part, dict) and isinstance(part.get("key"), str)}

    def _example_keys(self, compiled: Mapping[str, Any]) -> Iterator[Problem]:
        phases = [phase for phase in compiled["process"]["phases"] if isinstance(phase, Mapping)]
        asked = [part for phase in phases for part in phase.get("questions") or () if isinstance(part, Mapping)]
        keys = {part["key"] for part in asked if isinstance(part.get("key"), str)}
        for name, content in self.shaped.items():
            answers = content.get("answers") if name.startswith("examples/") and isinstance(content, Mapping) else None
            for key in (answers if isinstance(answers, Mapping) else {}).keys() - keys:
                place = Place(name, ("answers", key))
                yield Problem("question_unknown", place, {"key": key[:80], "near": meant(key, keys)})

    def _placed(self, problem: Problem) -> Problem:
        """Turn a path of the compiled form into a file and a path in it."""
        files = list(self.phase_files.values())
        file, rest = PROCESS, problem.place.path[1:]
        match problem.place.path:
            case ("process", "phases", int(number), *part):
                file, rest = files[number], tuple(part)
            case ("process", str(name), *part) if name in BESIDE:
                file, rest = f"{name}.yaml", tuple(part)
            case ("texts", language, "phases", key, *part):
                file, rest = f"texts/{language}/{self.phase_files[str(key)]}", tuple(part)
            case ("texts", language, name, *part):
                file, rest = f"texts/{language}/{name}.yaml", tuple(part)
            case ("texts", language):
                file, rest = f"texts/{language}", ()
        return replace(problem, place=Place(file, rest))

    def _lined(self, problem: Problem) -> Problem:
        """Give a problem the line of the nearest part that stands in the file."""
        place = problem.place
        lines = self.files[place.file].lines if place.file in self.files else {}
        if place.line or not lines:
            return problem
        path: Path = place.path
        while path and path not in lines:
            path = path[:-1]
        return replace(problem, place=replace(place, line=lines.get(path, 1)))


def in_order(problem: Problem) -> tuple[str, int, str, tuple[str, ...]]:
    """Sort by file, line, code and path."""
    place = problem.place
    return place.file, place.line, problem.code, tuple(str(part) for part in place.path)


def merged(first: Iterable[Problem], second: Iterable[Problem]) -> list[Problem]:
    """Join two findings, sorted by file and line, one problem only once."""
    both = (*first, *second)
    return sorted({(part.code, part.place, repr(part.params)): part for part in both}.values(), key=in_order)
