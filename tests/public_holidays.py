"""Writes `src/procwiz/public_holidays.json` from the library of holidays: `python tests/public_holidays.py`."""

from __future__ import annotations

import json
from pathlib import Path

from holidays import country_holidays

from procwiz.calendars import COUNTRIES, TABLE

FIRST, LAST = 2015, 2045


def table() -> dict[str, list[str]]:
    """The public holidays of each country, in order."""
    years = range(FIRST, LAST + 1)
    found = {code: sorted(day.isoformat() for day in country_holidays(code, years=years)) for code in COUNTRIES}
    return {"years": [str(FIRST), str(LAST)], **found}


def written() -> str:
    """The table as it stands in its file, a country a line."""
    lines = [f" {json.dumps(name)}: {json.dumps(days)}" for name, days in table().items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    Path(TABLE).write_text(written(), encoding="utf-8")
