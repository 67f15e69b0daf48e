"""What was measured, as a table to read, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.measuring import Found, Held

HEADER = ("", "What", "Floor", "procwiz", "Best peer", "Must", "Aim")
SCHEMA = "procwiz/benchmarks/1"


def cells(found: Found) -> tuple[str, ...]:
    """Write a row's cells."""
    row = found.row
    if found.broken:
        return (str(row.number), row.what, "broken", "", "", "", "")
    must, aim = (_limits(found.hold(limits), row.unit) for limits in (row.must, row.aim))
    amounts = (_amount(found, name) for name in (found.floor, found.own, found.peer))
    return (str(row.number), row.what, *amounts, must, aim)


def markdown(rows: Iterable[Found]) -> str:
    """Write the table as Markdown."""
    lines = [HEADER, ("---:", "---", "---:", "---:", "---:", "---", "---"), *map(cells, rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def text(rows: Iterable[Found]) -> str:
    """Write the table for the terminal."""
    lines = [HEADER, *map(cells, rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADER))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def record(rows: Sequence[Found], machine: Mapping[str, object], *, small: bool) -> dict[str, object]:
    """Give everything as data; seconds and megabytes are plain numbers."""
    return {"schema": SCHEMA, "small": small, "machine": dict(machine), "rows": [_row(found) for found in rows]}


def _row(found: Found) -> dict[str, object]:
    row = found.row
    return {
        "key": row.key,
        "number": row.number,
        "what": row.what,
        "unit": row.unit,
        "floor": found.floor,
        "procwiz": found.own,
        "peer": found.peer,
        "must": [_held(held) for held in found.hold(row.must)],
        "aim": [_held(held) for held in found.hold(row.aim)],
        "measured": {
            name: {"role": found.roles[name].value, "median": found.medians[name], "runs": list(values)}
            for name, values in found.runs.items()
        },
        "broken": found.broken,
    }


def _held(held: Held) -> dict[str, object]:
    return {"of": held.limit.of, "times": held.limit.times, "ratio": held.ratio, "met": held.met}


def _limits(held: Sequence[Held], unit: str) -> str:
    return "; ".join(_limit(one, unit) for one in held) or "–"


def _limit(held: Held, unit: str) -> str:
    of = f" × {held.limit.of}" if held.limit.of else f" {unit}"
    if held.ratio is None:
        return f"– of {_times(held.limit.times)}{of}"
    mark = "✓" if held.met else "✗"
    return f"{mark} {_times(held.ratio)} of {_times(held.limit.times)}{of}"


def _times(number: float) -> str:
    return f"{number:.3g}"


def _amount(found: Found, name: str | None) -> str:
    if name is None or name not in found.medians:
        return "–"
    amount = found.medians[name]
    if found.row.unit != "s":
        shown = f"{amount:.0f} {found.row.unit}"
    else:
        shown = f"{amount:.2f} s" if amount >= 1 else f"{amount * 1000:.3g} ms"
    return f"{shown} ({name})" if name != "procwiz" else shown
