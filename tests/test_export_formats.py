"""`procwiz export` in every format: files, standard output, what is missing, and the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import shutil
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import vobject
from conftest import Run
from openpyxl import load_workbook

from procwiz.publishing import BINARY, FORMATS

DAY = ("--as-of", "2026-11-23")
PLAN = "sag"
EVERY = [(name, form) for name, forms in FORMATS.items() for form in forms]
NEW = ("xlsx", "ics", "json")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real case, with a day it must work and a way that is chosen last; made once."""
    place = tmp_path_factory.mktemp("made")
    for words in (
        ("new", PLAN, "--example", "oslo", "--no-input", "--quiet"),
        ("answer", PLAN, "needs.deadline=2029-07-01"),
        ("answer", PLAN, "strategy.route=partnership"),
    ):
        subprocess.run([sys.executable, "-m", "procwiz", *words], cwd=place, check=True, capture_output=True)
    return place / PLAN


@pytest.fixture
def plan(made: Path, tmp_path: Path) -> Path:
    """A copy of it in a folder of the test's own."""
    return shutil.copytree(made, tmp_path / PLAN)


# -- files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", NEW)
def test_a_format_that_only_the_plan_has_needs_no_document_named(
    run: Run, plan: Path, tmp_path: Path, form: str
) -> None:
    """Without `--document` the plan is meant; the file is named like the others, an equal one is left alone."""
    words = ("export", PLAN, "--format", form, "--out", "ud", *DAY)
    first = run(*words)
    path = tmp_path / "ud" / f"sag-plan-da.{form}"
    stamp = path.stat().st_mtime_ns
    again = run(*words)

    assert (0, f"{Path('ud') / path.name}\n", "") == (first.returncode, first.stdout, first.stderr)
    assert (0, stamp) == (again.returncode, path.stat().st_mtime_ns)


@pytest.mark.parametrize("form", NEW)
def test_a_document_that_does_not_have_the_format_says_which_it_has(run: Run, plan: Path, form: str) -> None:
    """The steering group's paper is no workbook, calendar or data: exit code 2, and nothing is written."""
    refused = run("export", PLAN, "--document", "steering-group", "--format", form, "--out", "ud")

    assert (2, "") == (refused.returncode, refused.stdout)
    assert f"Dokumentet steering-group kan ikke skrives som {form}." in refused.stderr
    assert not (plan.parent / "ud").exists()


def test_every_format_can_be_asked_for_at_once(run: Run, plan: Path, tmp_path: Path) -> None:
    """The plan in all its formats, in one call."""
    forms = FORMATS["plan"]
    words = [word for form in forms for word in ("--format", form)]
    done = run("export", PLAN, "--document", "plan", *words, "--out", "ud", *DAY)

    assert 0 == done.returncode
    assert {f"sag-plan-da.{form}" for form in forms} == {path.name for path in (tmp_path / "ud").iterdir()}


@pytest.mark.parametrize("form", ["html", *NEW])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "i morgen"])
def test_a_day_that_nothing_can_be_reckoned_from_is_refused(run: Run, plan: Path, form: str, day: str) -> None:
    """A day beyond the calendar, or none at all, is bad input with a word on what to write: exit code 2."""
    refused = run("export", PLAN, "--format", form, "--out", "ud", "--as-of", day)

    assert (2, True, False) == (refused.returncode, day in refused.stderr, (plan.parent / "ud").exists())


# -- standard output -------------------------------------------------------------------------


@pytest.mark.parametrize("form", NEW)
def test_standard_output_has_the_bytes_of_the_file(run: Run, plan: Path, tmp_path: Path, form: str) -> None:
    """`--stdout` writes what would stand in the file, and nothing else."""
    words = ("export", PLAN, "--format", form, *DAY)
    run(*words, "--out", "ud")
    piped = subprocess.run(
        [sys.executable, "-m", "procwiz", *words, "--stdout"], cwd=tmp_path, capture_output=True, check=True
    )

    assert (tmp_path / "ud" / f"sag-plan-da.{form}").read_bytes() == piped.stdout


@pytest.mark.parametrize("form", NEW)
def test_a_terminal_is_spared_what_is_no_text(plan: Path, tmp_path: Path, form: str) -> None:
    """On a terminal a workbook is refused with what to do instead; a calendar and data are text, and are shown."""
    ours, theirs = pty.openpty()
    result = subprocess.run(
        [sys.executable, "-m", "procwiz", "export", PLAN, "--format", form, "--stdout"],
        cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=theirs if form in BINARY else subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", check=False,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)

    assert ((2, True) if form in BINARY else (0, False)) == (result.returncode, f"> FIL.{form}" in result.stderr)


# -- a missing library -------------------------------------------------------------------------


def test_a_workbook_asks_for_its_own_library_alone(plan: Path, tmp_path: Path) -> None:
    """Without XlsxWriter the message names the extra; without Word's libraries the workbook is written all the same."""

    def export(module: str) -> subprocess.CompletedProcess[str]:
        script = f"import sys; sys.modules[{module!r}] = None; from procwiz.__main__ import main; sys.exit(main())"
        return subprocess.run(
            [sys.executable, "-c", script, "export", PLAN, "--out", module, "--format", "xlsx"],
            cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    without, with_it = export("xlsxwriter"), export("docx")

    assert (1, "", False) == (without.returncode, without.stdout, (tmp_path / "xlsxwriter").exists())
    assert 'Installér det med:  pip install "procwiz[office]"' in without.stderr
    assert 0 == with_it.returncode


def test_calendar_and_data_load_no_library_of_an_extra(plan: Path, tmp_path: Path) -> None:
    """Only the workbook needs XlsxWriter, and only the calendar icalendar."""
    script = (
        "import sys; from procwiz.__main__ import main; main();"
        "sys.stderr.write(' '.join(sorted({'xlsxwriter', 'docx', 'typst', 'icalendar', 'yaml'} & {*sys.modules})))"
    )
    loaded = {
        form: subprocess.run(
            [sys.executable, "-c", script, "export", PLAN, "--out", "ud", "--format", form],
            cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
        ).stderr
        for form in NEW
    }  # fmt: skip

    assert {"xlsx": "xlsxwriter", "ics": "icalendar", "json": ""} == loaded


# -- the calendar ------------------------------------------------------------------------------


@pytest.mark.parametrize("route", ["partnership", ""])
def test_the_calendar_is_the_one_of_the_schedule(run: Run, plan: Path, route: str) -> None:
    """`export --format ics` and `schedule --format ics` give the same, with a route chosen and without."""
    if not route:
        run("undo", PLAN)
    exported, scheduled = (
        run(*words, *DAY) for words in (("export", PLAN, "--format", "ics", "--stdout"),
                                        ("schedule", PLAN, "--format", "ics"))
    )  # fmt: skip

    assert (0, 0) == (exported.returncode, scheduled.returncode)
    assert scheduled.stdout == exported.stdout


def test_another_library_reads_the_calendar_s_days_and_titles(run: Run, plan: Path, tmp_path: Path) -> None:
    """Each milestone, gate and time limit that is ahead is an all-day event on its likely day."""
    run("export", PLAN, "--format", "ics", "--out", "ud", *DAY)
    text = (tmp_path / "ud" / "sag-plan-da.ics").read_text(encoding="utf-8")
    events = {event.uid.value: event for event in vobject.readOne(text).vevent_list}
    record = json.loads(run("schedule", PLAN, "--json", *DAY).stdout)
    told = [
        entry for entry in record["entries"]
        if entry["nature"] != "work" and (entry["given"] or not entry["done"])
    ]  # fmt: skip
    plan_id = record["plan"]["id"]

    assert len(told) > 10
    assert {f"{plan_id}-{one['phase']}-{one['code']}@procwiz": one["end"]["likely"] for one in told} | {
        f"{plan_id}-needs-aim@procwiz": "2029-07-01"
    } == {uid: event.dtstart.value.isoformat() for uid, event in events.items()}
    assert all(event.dtend.value - event.dtstart.value == timedelta(days=1) for event in events.values())
    assert all(isinstance(event.dtstart.value, date) for event in events.values())
    assert [] == [one["title"] for one in told if one["title"] not in _summaries(events)]


def _summaries(events: dict[str, Any]) -> str:
    return "\n".join(str(event.summary.value) for event in events.values())


def test_a_hostile_title_stays_one_title(run: Run, tmp_path: Path) -> None:
    """Line breaks, commas, the format's own signs and long words in a title give no event and no long line."""
    title = "møde\r\nEND:VEVENT\r\nBEGIN:VEVENT, a; b \\ c " + "æ" * 120
    run("new", title, "--no-input", "--dir", "x")
    folder = next((tmp_path / "x").iterdir())
    written = run("export", str(folder), "--format", "ics", "--stdout", *DAY).stdout
    calendar = vobject.readOne(written)
    ahead = [event.uid.value for event in calendar.vevent_list]

    assert len(ahead) == len({*ahead}) == written.count("\nBEGIN:VEVENT")
    assert " ".join(title.split()) == calendar.contents["x-wr-calname"][0].value
    assert max(len(line.encode()) for line in written.splitlines()) <= 75


# -- the same bytes ----------------------------------------------------------------------------


def test_the_same_state_on_the_same_day_gives_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    """Every format of every document is equal, byte for byte, whatever the process, its hash seed and time zone."""
    first, second = (
        _digests(tmp_path, f"ud{seed}", seed, zone) for seed, zone in (("0", "UTC"), ("4242", "Pacific/Kiritimati"))
    )

    assert len(EVERY) == len(first)
    assert first == second


def _digests(place: Path, out: str, seed: str, zone: str) -> dict[str, str]:
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    for name, forms in FORMATS.items():
        words = [word for form in forms for word in ("--format", form)]
        subprocess.run(
            [sys.executable, "-m", "procwiz", "export", PLAN, "--document", name, *words, "--out", out, *DAY],
            cwd=place, env=env, check=True, capture_output=True,
        )  # fmt: skip
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (place / out).iterdir()}


def test_the_workbook_is_in_the_language_asked_for(run: Run, plan: Path, tmp_path: Path) -> None:
    """`--lang en` gives English names of sheets for a Danish plan."""
    run("export", PLAN, "--format", "xlsx", "--lang", "en", "--out", "ud", *DAY)
    file = load_workbook(BytesIO((tmp_path / "ud" / "sag-plan-en.xlsx").read_bytes()))

    assert {"Overview", "Risks", "Roles", "Schedule", "Open questions", "Answers"} <= {*file.sheetnames}
