"""`python -m benchmarks`: measure, and tell."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import machine, peers, table
from benchmarks.bench import Bench, Broken
from benchmarks.measuring import Found, Row, measure
from benchmarks.rows import ROWS

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->\n"


def main(words: Sequence[str] | None = None) -> int:
    """Measure all rows, or those named, and give the exit code: 1 where something could not be measured."""
    wanted = _arguments().parse_args(words)
    rows = [row for row in ROWS if not wanted.row or {row.key, str(row.number)} & set(wanted.row)]
    if not rows or (wanted.write and (wanted.row or wanted.small)):
        known = ", ".join(row.key for row in ROWS)
        sys.stderr.write(f"--row takes {known}, or a number; --write takes all rows, in full.\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="procwiz-benchmarks-") as place:
        bench = Bench(Path(place), wanted.small, peers.find(install=not wanted.small))
        bench.settle()
        described = machine.describe(bench.folder)
        found = [_measured(row, bench) for row in rows]
    sys.stdout.write(table.text(found))
    if wanted.json:
        record = table.record(found, described, small=wanted.small)
        Path(wanted.json).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if wanted.write:
        _write(found, described)
    return 1 if any(one.broken for one in found) else 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--row", action="append", help="measure this row only: its key or number; may be repeated")
    parser.add_argument("--json", metavar="FILE", help="write all that was measured as JSON")
    parser.add_argument("--small", action="store_true", help="everything tiny, one run each: only whether it runs")
    parser.add_argument("--write", action="store_true", help="put the table and the machine into benchmarks/README.md")
    return parser


def _measured(row: Row, bench: Bench) -> Found:
    sys.stderr.write(f"{row.number:>3} {row.what}\n")
    try:
        return measure(row, bench.room(row.key))
    except (Broken, subprocess.TimeoutExpired) as stop:
        sys.stderr.write(f"    {stop}\n")
        return Found(row, {}, {}, str(stop))


def _write(found: Sequence[Found], described: dict[str, object]) -> None:
    """Put the figures between the two marks of the README."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    libraries = described.pop("libraries")
    names = ", ".join(f"{name} {one}" for name, one in libraries.items()) if isinstance(libraries, dict) else ""
    told = (
        f"{described['cpu']}, {described['cores']} cores, {described['system']}, load {described['load']}; "
        f"Python {described['python']}; {names}; append and flush {described['append_fsync_ms']} ms.\n"
    )
    README.write_text(f"{before}{BEGIN}{table.markdown(found)}\n{told}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
