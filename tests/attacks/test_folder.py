"""A plan's folder from somebody else, and what a plan may write: nothing outside it, nothing over what is another's."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from attacks.entries import Entry, entries
from attacks.forging import card, own_file, reseal
from attacks.papers import SMALL
from attacks.shell import STEERING, Shell, tree, unchanged

CHOSEN = [entry for entry in entries("file") if entry.where != "journal"]
READING = ("status", "show", "gate", "schedule", "advise")


@pytest.fixture
def plan(shell: Shell) -> str:
    """Make a plan with one answer."""
    name = shell.plan(process=SMALL)
    shell("answer", name, "first.challenge=Et")
    return name


def _damaged(shell: Shell, plan: str, *said: str, codes: frozenset[int] = frozenset({5})) -> None:
    """Hold that every command stops with exit 5, names the file, and changes nothing."""
    with unchanged(shell.folder):
        for words in (*((name, plan) for name in READING), ("answer", plan, "first.challenge=To"), ("resume", plan),
                      ("export", plan, "--out", "ud"), ("new", "--no-input", "--from", plan)):  # fmt: skip
            done = shell(*words, fails=True)
            assert done.code in codes, (words, done)
            assert all(word in done.err for word in said), (words, done)
            assert not STEERING.search(done.both)
        shell("list")


def _written(name: str, content: str | bytes, *said: str) -> Callable[[Shell, str], None]:
    def run(shell: Shell, plan: str) -> None:
        shell.write(f"{plan}/{name}", content)
        _damaged(shell, plan, *said)

    return run


def _carded(*said: str, **fields: object) -> Callable[[Shell, str], None]:
    def run(shell: Shell, plan: str) -> None:
        card(shell, plan, **fields)
        _damaged(shell, plan, *said)

    return run


def _reads(shell: Shell, plan: str) -> None:
    for name in READING:
        assert not STEERING.search(shell(name, plan, fails=None).both)


def _language(shell: Shell, plan: str) -> None:
    for language in ("xx", "", "../../etc", "\x1b[2J"):
        card(shell, plan, language=language)
        codes = {shell(name, plan, fails=None).code for name in READING}
        assert {5} == codes


def _title(shell: Shell, plan: str) -> None:
    card(shell, plan, title="\x1b]0;x\x07\u202ea\nb", id="\x1b[2J", process="\x9b", version="\r")
    _reads(shell, plan)
    shell("list")
    path = shell.path(f"{plan}/plan.yaml")
    path.write_text(path.read_text("utf-8").replace("\\u202e", "\u2028\x85"), encoding="utf-8")
    _reads(shell, plan)
    shell("export", plan, "--out", "ud")
    assert not any(STEERING.search(path.read_text("utf-8")) for path in shell.path("ud").iterdir())


def _card_link(shell: Shell, plan: str) -> None:
    shell.path(f"{plan}/plan.yaml").unlink()
    shell.path(f"{plan}/plan.yaml").symlink_to("/etc/passwd")
    _damaged(shell, plan)


def _missing(shell: Shell, plan: str) -> None:
    shell.path(f"{plan}/process.json").unlink()
    _damaged(shell, plan, "process.json", codes=frozenset({1, 5}))


def _half(shell: Shell, plan: str) -> None:
    path = shell.path(f"{plan}/process.json")
    path.write_bytes(path.read_bytes()[:-300])
    _damaged(shell, plan, "process.json")


def _changed(shell: Shell, plan: str) -> None:
    path = shell.path(f"{plan}/process.json")
    path.write_bytes(path.read_bytes().replace(b"Hvad er problemet?", b"Hvad er koden til banken?"))
    _damaged(shell, plan, "process.json")


def _compiled(shell: Shell, plan: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(shell.path(f"{plan}/process.json").read_bytes())
    return found


def _resealed(shell: Shell, plan: str) -> None:
    for kind in ("evil", ["text"], None):
        compiled = _compiled(shell, plan)
        compiled["process"]["phases"][0]["questions"][0]["kind"] = kind  # type: ignore[index]
        reseal(shell, plan, compiled)
        _damaged(shell, plan, "process.json")


def _hostile_text(shell: Shell, plan: str) -> None:
    compiled = _compiled(shell, plan)
    compiled["process"]["phases"][0]["questions"][0]["ask"] = "\x1b[2JHvad?"  # type: ignore[index]
    reseal(shell, plan, compiled)
    _damaged(shell, plan, "process.json")


def _standing(shell: Shell, plan: str) -> None:
    words = ("export", plan, "--document", "plan", "--format", "md", "--out", "ud")
    shell(*words)
    path = next(shell.path("ud").iterdir())
    path.write_text("mit eget", encoding="utf-8")
    with unchanged(shell.folder):
        assert 1 == shell(*words, fails=True).code
    shell(*words, "--force")
    assert "mit eget" not in path.read_text(encoding="utf-8")
    assert [path] == list(shell.path("ud").iterdir())


def _out_link(shell: Shell, plan: str) -> None:
    words = ("export", plan, "--document", "plan", "--format", "md", "--out", "ud")
    shell(*words)
    path = next(shell.path("ud").iterdir())
    path.unlink()
    path.symlink_to(shell.write("bashrc", "mit"))
    assert 1 == shell(*words, fails=True).code
    shell(*words, "--force")
    assert ("mit", False) == (shell.path("bashrc").read_text("utf-8"), path.is_symlink())


def _umask(shell: Shell, plan: str) -> None:
    for mask, expected in ((0o077, 0o600), (0o022, 0o644)):
        before = os.umask(mask)
        try:
            made = shell.plan(f"Plan {mask}", {"first.challenge": "x"}, process=SMALL)
        finally:
            os.umask(before)
        modes = {stat.S_IMODE(path.stat().st_mode) for path in shell.path(made).rglob("*") if path.is_file()}
        assert {expected} == modes


def _editor(shell: Shell, plan: str) -> None:
    shell.write("rm-mig", "her endnu")
    words = [sys.executable, "-c", "import sys; from procwiz.prompts.editor import edit_text; print(edit_text('x'))"]
    for editor in ("vi; rm -f rm-mig", "$(rm -f rm-mig)", "`rm -f rm-mig`", "findes-ikke || rm -f rm-mig", "'halv"):
        env = {**os.environ, "EDITOR": editor, "VISUAL": ""}
        done = subprocess.run(words, cwd=shell.folder, env=env, capture_output=True, text=True, timeout=30, check=False)
        assert (0, "None") == (done.returncode, done.stdout.strip())
    assert shell.path("rm-mig").exists()


def _read_only(shell: Shell, plan: str) -> None:
    if os.geteuid() == 0:  # nothing is forbidden to root: a file where a folder should be stands in its way as well
        shutil.rmtree(shell.path(f"{plan}/journal"))
        shell.write(f"{plan}/journal", "")
    else:
        own_file(shell, plan).chmod(0o400)
        shell.path(f"{plan}/journal").chmod(0o500)
    with unchanged(shell.path(plan)):
        done = shell("answer", plan, "first.challenge=To", fails=True)
    assert (1, True) == (done.code, "journal" in done.err)
    shell("status", plan)


def _draft_link(shell: Shell, plan: str) -> None:
    shell.write("hemmeligt", "adgangskode")
    shell.path(f"{plan}/drafts/lene").mkdir(parents=True)
    shell.path(f"{plan}/drafts/lene/first.background.txt").symlink_to(shell.path("hemmeligt"))
    done = shell("resume", plan, "--question", "first.background", typed="Mit svar\n.\n", fails=None)
    assert ("adgangskode" in done.both, "adgangskode") == (False, shell.path("hemmeligt").read_text("utf-8"))


def _linked_folder(name: str) -> Callable[[Shell, str], None]:
    def run(shell: Shell, plan: str) -> None:
        elsewhere = shell.path("andetsteds")
        elsewhere.mkdir()
        path = shell.path(f"{plan}/{name}")
        if path.is_dir():
            path.rename(shell.path("gemt"))
        path.symlink_to(elsewhere)
        if name == "journal":
            kept = next(shell.path("gemt").glob("*.jsonl"))
            (elsewhere / kept.name).write_bytes(kept.read_bytes())
        before = tree(elsewhere)
        shell("answer", plan, "first.challenge=To", fails=None)
        shell("export", plan, fails=None)
        assert before == tree(elsewhere)
        assert (name == "journal") is ("first.challenge" not in shell("show", plan, fails=None).out)

    return run


def _names(shell: Shell, plan: str) -> None:
    before = {path.name for path in shell.folder.parent.iterdir()}
    for title in (
        "../../x",
        "/etc/passwd",
        "con",
        "NUL",
        ".",
        "..",
        "a\x00b",
        "C:\\x",
        "-rf",
        "~",
        "æøå",
        "日本",
        "  x  ",
    ):
        made = shell.plan(title.replace("\x00", "\x01"), process=SMALL)
        assert made.replace("-", "").isalnum() and made.isascii()
        assert made not in {"con", "nul"}
        assert shell.path(made).is_dir()
    assert before == {path.name for path in shell.folder.parent.iterdir()}
    made = shell.plan("  a\x1b[2J\r\nb\u2028c  ", process=SMALL)
    assert '\ntitle: "a\ufffd[2J b c"\n' in shell.path(f"{made}/plan.yaml").read_text(encoding="utf-8")


def _below_a_file(shell: Shell, plan: str) -> None:
    shell.write("fil", "mit")
    with unchanged(shell.folder):
        done = shell("export", plan, "--out", "fil/ud", fails=True)
        made = shell("new", "--no-input", "--dir", "fil/x", "--", "T", fails=True)
    assert (1, 1, True, True) == (done.code, made.code, "fil" in done.err, "fil" in made.err)


def _author_path(shell: Shell, plan: str) -> None:
    before = set(tree(shell.folder.parent))
    for by in ("../../x", "/etc/passwd", "con", "a\nb", "\x1b[2J", "x" * 500, ".", "-"):
        shell("answer", plan, f"first.challenge={by}", "--by", by)
        shell("resume", plan, "--by", by, "--question", "first.background", typed="halvt\n", fails=True)
    new = set(tree(shell.folder.parent)) - before
    assert [] == [name for name in new if not name.startswith((f"her/{plan}/journal/", f"her/{plan}/drafts/",
                                                               f"her/{plan}/documents/"))]  # fmt: skip


def _broken_plans(shell: Shell, plan: str) -> None:
    for number, content in enumerate((b"", b"\xff", b"id: [\n", b"a" * 100_000, b"format: 99\n", b'id: "\\ud800"\n')):
        shell.write(f"x{number}/plan.yaml", content)
    shell.path("y").mkdir()
    shell.path("y/plan.yaml").mkdir()
    rows = shell("list", "--json").record["plans"]
    assert {"planen"} == {row["folder"] for row in rows if not row["fault"]}
    assert {plan, *(f"x{number}" for number in range(6))} <= {row["folder"] for row in rows}
    shell.path("x1").rename(shell.path("a\x1b[2J\u202eb"))
    for words in (("list",), ("list", "--plain")):
        assert not STEERING.search(shell(*words).both)


def _answers_link(shell: Shell, plan: str) -> None:
    shell.write("mit", "mit eget")
    copy = shell.path(f"{plan}/documents/answers.md")
    copy.unlink()
    copy.symlink_to(shell.path("mit"))
    shell("answer", plan, "first.challenge=To")
    assert ("mit eget", False) == (shell.path("mit").read_text("utf-8"), copy.is_symlink())


RUNS: dict[str, Callable[[Shell, str], None]] = {
    "file-06-future-version": _carded("99", format=99),
    "file-60-card-empty": _written("plan.yaml", "", "plan.yaml"),
    "file-61-card-huge": _written("plan.yaml", "a" * 1_000_000, "plan.yaml"),
    "file-62-card-not-utf8": _written("plan.yaml", b'id: "\xff"\n', "plan.yaml"),
    "file-63-card-types": _carded("plan.yaml", title=["x"], id=5),
    "file-64-card-language": _language,
    "file-65-card-title": _title,
    "file-66-card-deep": _written("plan.yaml", f"id: {'[' * 60_000}\n", "plan.yaml"),
    "file-67-card-link": _card_link,
    "file-68-card-date": _carded("plan.yaml", created="2027-13-45"),
    "file-69-card-digest": _carded("process.json", digest="a" * 64),
    "file-70-process-missing": _missing,
    "file-71-process-broken": _half,
    "file-72-process-changed": _changed,
    "file-73-process-deep": _written("process.json", "[" * 100_000, "process.json"),
    "file-74-process-nan": _written("process.json", '{"schema": NaN}', "process.json"),
    "file-75-process-resealed": _resealed,
    "file-76-process-hostile-text": _hostile_text,
    "file-77-process-list": _written("process.json", "[]", "process.json"),
    "file-20-out-exists": _standing,
    "file-21-out-symlink": _out_link,
    "file-22-umask": _umask,
    "file-23-editor": _editor,
    "file-80-read-only": _read_only,
    "file-81-draft-link": _draft_link,
    "file-82-documents-link": _linked_folder("documents"),
    "file-83-journal-link": _linked_folder("journal"),
    "file-84-name": _names,
    "file-85-out-inside-file": _below_a_file,
    "file-86-author-path": _author_path,
    "file-87-list-hostile": _broken_plans,
    "file-88-answers-link": _answers_link,
}


def test_every_entry_is_run() -> None:
    """Each entry about a plan's folder has its run, and each run its entry."""
    assert RUNS.keys() == {entry.id for entry in CHOSEN}


@pytest.mark.parametrize("entry", CHOSEN, ids=[entry.id for entry in CHOSEN])
def test_a_folder_is_survived(shell: Shell, plan: str, entry: Entry) -> None:
    """Damage is named with its file, and nothing is read or written through what leads out of the plan."""
    assert not Path(plan).is_absolute()
    RUNS[entry.id](shell, plan)
