"""The machine that was measured on: without it no figure means anything."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

LIBRARIES = ("typer", "rich", "babel", "prompt_toolkit", "jinja2", "markdown-it-py", "pyyaml", "pydantic")


def describe(folder: Path) -> dict[str, object]:
    """Describe the machine: processor, cores, load, Python, libraries; and what a flush costs on the folder's disk."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.release()}",
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "append_fsync_ms": round(_flush(folder / "flush.txt") * 1000, 3),
    }


def _cpu() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    named = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return named or platform.processor() or platform.machine()


def _flush(path: Path, times: int = 50) -> float:
    """The median of appending a short line and flushing it, in seconds."""
    taken = []
    with path.open("ab", buffering=0) as file:
        for _ in range(times):
            begun = perf_counter()
            file.write(b"x" * 300 + b"\n")
            os.fsync(file.fileno())
            taken.append(perf_counter() - begun)
    return median(taken)
