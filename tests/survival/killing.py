"""A run whose disk fails it at a touch: it dies before, after, inside a write or with the power, or it is refused.

The parent loads procwiz once and forks; the child counts its touches of the disk and kills itself at the one it was
given. With the power goes whatever was not flushed.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from procwiz import cli

TOUCHES = ("write", "fsync", "ftruncate", "open", "mkdir", "replace", "rename", "unlink")
HOWS = ("before", "after", "torn", "power")
REFUSALS = ("once", "from now on", "short")


@dataclass(frozen=True, slots=True)
class Point:
    """Where the disk fails a run: at which touch, counted from 1 (0 is never), how, after how much of a write, 0 to 1.

    `error` is what a refusing disk answers, as `errno` names it; a short write is one that takes half.
    """

    touch: int
    how: str = "after"
    share: float = 0.5
    error: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code, None where it was killed; what it had said; and its touches of the disk."""

    code: int | None
    said: str
    touches: int


def run(words: list[str], folder: Path, typed: str = "", point: Point = Point(0)) -> Ended:
    """Run procwiz in a child of its own, in a folder, and let it die where it is told to."""
    out, counted = folder.parent / "said.txt", folder.parent / "touches.txt"
    counted.write_bytes(b"")
    child = os.fork()
    if child == 0:
        _child(words, folder, typed, point, out, counted)
    _, status = os.waitpid(child, 0)
    code = None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)
    return Ended(code, out.read_text(encoding="utf-8", errors="replace"), len(counted.read_bytes()))


def _child(words: list[str], folder: Path, typed: str, point: Point, out: Path, counted: Path) -> None:
    code = 99
    try:
        os.chdir(folder)
        sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
        sys.stdout = sys.stderr = out.open("w", encoding="utf-8", buffering=1)
        tally = os.open(counted, os.O_WRONLY | os.O_APPEND)
        with _Disk(point, tally).watched():
            code = cli.main(words)
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc(file=out.open("a", encoding="utf-8"))
    finally:
        os._exit(code)


@dataclass
class _Disk:
    """Counts the touches of the disk, and ends the run at one of them."""

    point: Point
    tally: int
    count: int = 0
    loose: dict[int, int] = field(default_factory=dict)
    real: dict[str, Callable[..., Any]] = field(default_factory=dict)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Stand between procwiz and the disk."""
        self.real = {name: getattr(os, name) for name in TOUCHES} | {"io": io.open}
        for name in TOUCHES:
            setattr(os, name, self._watch(name))
        io.open = self._opened  # type: ignore[assignment]
        try:
            yield
        finally:
            for name in TOUCHES:
                setattr(os, name, self.real[name])
            io.open = self.real["io"]  # type: ignore[assignment]

    def _watch(self, name: str) -> Callable[..., Any]:
        def touch(*given: Any, **named: Any) -> Any:
            here = self._here()
            if self._refuses():
                if self.point.how == "short" and name == "write":
                    return self.real["write"](given[0], given[1][: len(given[1]) // 2])
                raise OSError(self.point.error, os.strerror(self.point.error))
            if here and self.point.how == "before":
                self._die()
            if here and name == "write" and self.point.how == "torn":
                self.real["write"](given[0], given[1][: int(len(given[1]) * self.point.share)])
                self._die()
            if name == "write":
                self.loose.setdefault(given[0], os.fstat(given[0]).st_size)
            try:
                found = self.real[name](*given, **named)
            finally:
                if name == "fsync":
                    self.loose.pop(given[0], None)
                if here:
                    self._die()
            return found

        return touch

    def _here(self) -> bool:
        self.count += 1
        self.real["write"](self.tally, b".")
        return self.count == self.point.touch and self.point.how in HOWS

    def _refuses(self) -> bool:
        if self.point.how == "from now on":
            return 0 < self.point.touch <= self.count
        return self.point.how in REFUSALS and self.count == self.point.touch

    def _opened(self, file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
        if not set(mode) & set("wax+"):
            return self.real["io"](file, mode, *given, **named)
        here = self._here()
        if self._refuses():
            raise OSError(self.point.error, os.strerror(self.point.error), str(file))
        if here and self.point.how == "before":
            self._die()
        opened = self.real["io"](file, mode, *given, **named)
        self.loose.setdefault(opened.fileno(), os.fstat(opened.fileno()).st_size)
        if here:
            self._die()
        return opened

    def _die(self) -> None:
        if self.point.how == "power":
            for file, size in self.loose.items():
                try:
                    length = os.fstat(file).st_size
                    self.real["ftruncate"](file, size + int((length - size) * self.point.share))
                except OSError:
                    continue
        os.kill(os.getpid(), signal.SIGKILL)
