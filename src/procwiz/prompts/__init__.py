"""Two faces of one `Asker`: lines for pipes, screen readers and tests; a terminal face for the rest."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TextIO

_WITHOUT_CURSOR = {"", "dumb", "unknown"}


def wants_terminal(stdin: TextIO, stdout: TextIO, plain: bool, environ: Mapping[str, str]) -> bool:
    """Say whether the terminal face can be used: both ends a terminal that moves its cursor, and not `--plain`."""
    if plain or not (stdin.isatty() and stdout.isatty()):
        return False
    # Windows has terminals, but sets no TERM.
    unnamed = "windows" if os.name == "nt" else ""
    return environ.get("TERM", unnamed).lower() not in _WITHOUT_CURSOR
