"""The person's own editor, on a file that nobody else can read."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def edit_text(text: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """Let $VISUAL or $EDITOR change a text, and wait; None where there is none or it failed.

    No shell reads the command. Line breaks come back as the editor wrote them; one that it put last is taken off again.
    """
    command = _command(environ)
    if not command:
        return None
    with tempfile.TemporaryDirectory(prefix="procwiz-", ignore_cleanup_errors=True) as folder:
        file = Path(folder, "procwiz.txt")
        try:
            _write(file, text)
            with _left_to_the_editor():
                ended = subprocess.run([*command, str(file)], check=False).returncode
            return _read(file, text) if ended == 0 else None
        except OSError:
            return None


def _command(environ: Mapping[str, str]) -> list[str]:
    line = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()
    try:
        # A backslash is part of a path on Windows, and quotes stay around the words there.
        return [word.strip('"') for word in shlex.split(line, posix=False)] if os.name == "nt" else shlex.split(line)
    except ValueError:
        return []


def _write(file: Path, text: str) -> None:
    """Write for the owner only; the last line is ended, since editors complain where it is not."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(text.encode("utf-8", "replace"))
        if not text.endswith("\n"):
            opened.write(b"\n")


def _read(file: Path, before: str) -> str:
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # An editor set to an older character set: the words are worth more than the form.
        text = content.decode("cp1252", "replace")
    return text if before.endswith("\n") else text.removesuffix("\n").removesuffix("\r")


@contextmanager
def _left_to_the_editor() -> Iterator[None]:
    """Leave Ctrl-C to the editor while it runs. A function, since what is ignored would stay ignored in the editor."""

    def nothing(*_: Any) -> None:
        """Do nothing."""

    before = signal.signal(signal.SIGINT, nothing)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
