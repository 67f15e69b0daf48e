"""What tests share: a place of their own for settings and caches, and procwiz as a command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # a slow machine is no fault of the code
settings.load_profile("house")

Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


def interruptible() -> None:
    """Let a child hear Ctrl-C, even where the tests were started in the background and do not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture(scope="session", autouse=True)
def own_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Keep settings and caches of the tests apart from the person's; Danish unless a test says otherwise."""
    place = tmp_path_factory.mktemp("own")
    own = {
        "PROCWIZ_CACHE": str(place / "cache"),
        "PROCWIZ_CONFIG": str(place / "config.toml"),
        "PROCWIZ_LANG": "da",
        "PROCWIZ_BY": "Lene",
        "COLUMNS": "100",
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    yield own
    for name, value in before.items():
        if value is None:
            os.environ.pop(name)
        else:
            os.environ[name] = value


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run procwiz in a folder of its own, `typed` going to its input; without it the input is closed."""

    def run(*words: str, typed: str = "", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "procwiz", *words],
            cwd=tmp_path,
            input=typed,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **(env or {})},
            check=False,
            timeout=60,
        )

    return run
