"""A place of its own for each attack."""

from __future__ import annotations

from pathlib import Path

import pytest

from attacks.shell import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run procwiz in a folder of its own."""
    folder = tmp_path / "her"
    folder.mkdir()
    return Shell(folder)
