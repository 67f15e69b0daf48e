"""A program that asks, driven as a person would: on a terminal, or through pipes."""

from __future__ import annotations

import os
import re
import select
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.bench import Broken

PATIENCE = 60.0
"""Seconds until a program that says nothing is given up."""
STILL = 0.05
"""Seconds of silence after which a program is waiting."""
_STEERING = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-Z\\-_=>]")
_WHERE = b"\x1b[6n"


class Talk:
    """A running program: what it shows is watched, what it is told is typed."""

    def __init__(self, reads: int, writes: int, enter: str) -> None:
        self.enter = enter
        self._reads = reads
        self._writes = writes
        self._shown = b""

    def until(self, *marks: str) -> float:
        """Wait until the marks stand on the screen, one after the other; give the moment the last one came."""
        while not self._stand(marks):
            if not self._more(PATIENCE):
                raise Broken(f"no {marks} in: {self._plain()[-800:]}")
        moment = perf_counter()
        self._shown = b""
        return moment

    def still(self) -> None:
        """Wait until nothing more comes, and pass by what came."""
        while self._more(STILL):
            pass
        self._shown = b""

    def type(self, text: str) -> float:
        """Type, and give the moment it was done."""
        moment = perf_counter()
        os.write(self._writes, text.encode())
        return moment

    def _more(self, patience: float) -> bool:
        if not select.select([self._reads], [], [], patience)[0]:
            return False
        try:
            piece = os.read(self._reads, 65536)
        except OSError:  # so a terminal ends
            return False
        if _WHERE in piece:  # where the cursor is: as every terminal answers
            os.write(self._writes, b"\x1b[1;1R")
        self._shown += piece
        return bool(piece)

    def _stand(self, marks: Sequence[str]) -> bool:
        text, place = self._plain(), 0
        for mark in marks:
            found = text.find(mark, place)
            if found < 0:
                return False
            place = found + len(mark)
        return True

    def _plain(self) -> str:
        return _STEERING.sub(b"", self._shown).decode(errors="replace")


@contextmanager
def talk(words: Sequence[str], env: Mapping[str, str], folder: Path, *, terminal: bool) -> Iterator[Talk]:
    """Start a program to talk with, and end it afterwards, whether it is done or not."""
    ours, theirs = _terminal() if terminal else (-1, subprocess.PIPE)
    process = subprocess.Popen(
        words, cwd=folder, env=dict(env), stdin=theirs, stdout=theirs,
        stderr=theirs if terminal else subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    if terminal:
        os.close(theirs)
    try:
        if process.stdin is not None and process.stdout is not None:
            yield Talk(process.stdout.fileno(), process.stdin.fileno(), "\n")
        else:
            yield Talk(ours, ours, "\r")
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        if terminal:
            os.close(ours)


def _terminal() -> tuple[int, int]:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    return ours, theirs


def first_sight(
    words: Sequence[str], env: Mapping[str, str], folder: Path, marks: Sequence[str], *, terminal: bool
) -> float:
    """Seconds from starting a program until it asks."""
    begun = perf_counter()
    with talk(words, env, folder, terminal=terminal) as program:
        return program.until(*marks) - begun


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer, and the marks of the question that follows; `back` leads to the marks `again`, and is not timed."""

    text: str
    following: Sequence[str]
    back: str = ""
    again: Sequence[str] = ()


def pace(program: Talk, turns: Iterable[Turn]) -> float:
    """Seconds from Enter to the next question, the median of some turns."""
    taken = []
    for turn in turns:
        program.still()
        program.type(turn.text)
        program.still()
        begun = program.type(program.enter)
        taken.append(program.until(*turn.following) - begun)
        if turn.back:
            program.still()
            program.type(turn.back + program.enter)
            program.until(*turn.again)
    return median(taken)
