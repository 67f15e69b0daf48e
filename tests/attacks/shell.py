"""procwiz run as from a command line, without the cost of a new interpreter, and what holds of every run."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procwiz import cli
from procwiz.console import user_language

CODES = {0, 1, 2, 3, 4, 5, 6, 130}
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What moves a cursor, colours a screen or turns the reading order."""
BROKEN = user_language()("cli.broken", kind="|", place="|").split("|")[0]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: its exit code, its result and its talk."""

    code: int
    out: str
    err: str

    @property
    def both(self) -> str:
        """Result and talk together."""
        return self.out + self.err

    @property
    def record(self) -> Any:
        """The result, read as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Shell:
    """A place to run procwiz in. What every run promises is looked at here."""

    folder: Path

    def __call__(self, *words: str, typed: str | bytes = "", fails: bool | None = False) -> Done:
        """Run a command; `fails` says whether it must exit with something else than 0, None that it may."""
        done = self._run(words, typed.encode() if isinstance(typed, str) else typed)
        assert BROKEN not in done.both, (words, done.err)
        assert "Traceback" not in done.both, (words, done.err)
        assert done.code in CODES, (words, done)
        assert fails is None or fails is (done.code != 0), (words, done)
        return done

    def _run(self, words: tuple[str, ...], typed: bytes) -> Done:
        streams = [io.TextIOWrapper(io.BytesIO(content), encoding="utf-8") for content in (typed, b"", b"")]
        kept, here = (sys.stdin, sys.stdout, sys.stderr), Path.cwd()
        os.chdir(self.folder)
        sys.stdin, sys.stdout, sys.stderr = streams
        try:
            code = cli.main(list(words))
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        finally:
            sys.stdin, sys.stdout, sys.stderr = kept
            os.chdir(here)
        return Done(code, *(_text(stream) for stream in streams[1:]))

    def path(self, name: str) -> Path:
        """Name a file of this place."""
        return self.folder / name

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file here."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def answers(self, name: str, content: object) -> str:
        """Put an answers file here, as JSON; give its name."""
        self.write(name, json.dumps(content, ensure_ascii=True))
        return name

    def plan(self, title: str = "Planen", answers: object = None, process: Path | None = None) -> str:
        """Make a plan, with answers where some are given; give its folder's name."""
        given = ("--answers", self.answers("svar.json", answers)) if answers else ()
        asking = ("--process", str(process)) if process else ()
        return self("new", "--no-input", *asking, *given, "--", title).out.rstrip("\n")

    def shown(self, plan: str) -> dict[str, Any]:
        """Read the answers of a plan."""
        found: dict[str, Any] = self("show", plan, "--json").record["answers"]
        return found


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode()


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, links as what they point to."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_symlink() or path.is_file())
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        for path in files
    }


@contextlib.contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """Hold that nothing below a folder changes meanwhile."""
    before = tree(folder)
    yield
    assert before == tree(folder)
