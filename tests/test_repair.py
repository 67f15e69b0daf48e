"""`procwiz check` and `procwiz repair`: what is wrong is told in full, and a copy holds everything that is whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from attacks.shell import Done, Shell, tree, unchanged
from conftest import Run
from support import SMALL

from procwiz import session, store
from procwiz.core.journal import read_line


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run procwiz in a folder of its own, in which a plan has three answers."""
    folder = tmp_path / "her"
    folder.mkdir()
    found = Shell(folder)
    found.plan(process=SMALL)
    for answer in ("first.challenge=Et", "first.mandate=full", "first.joint=ja"):
        found("answer", "planen", answer)
    return found


def _journal(shell: Shell) -> Path:
    return next(shell.path("planen").glob("journal/*.jsonl"))


def _lines(shell: Shell, *lines: bytes) -> None:
    _journal(shell).write_bytes(b"".join(lines))


def _broken(shell: Shell) -> list[bytes]:
    """Change the second answer in the journal; give the lines as they were."""
    lines = _journal(shell).read_bytes().splitlines(keepends=True)
    _lines(shell, lines[0], lines[1].replace(b'"full"', b'"none"'), lines[2])
    return lines


def _values(shell: Shell, plan: str) -> dict[str, Any]:
    return {key.partition(".")[2]: value for key, value in shell.shown(plan).items()}


# -- check --------------------------------------------------------------------------------


def test_a_whole_plan_passes(shell: Shell) -> None:
    """Exit 0, and how many entries were read."""
    assert Done(0, "Planen er hel: 3 noteringer, og alt kan læses.\n", "") == shell("check", "planen")


def test_damage_is_told_with_its_place_and_its_remedy(shell: Shell) -> None:
    """Exit 5, the file and line, what is missing now, and that `procwiz repair` makes a copy."""
    _broken(shell)
    done = shell("check", "planen", fails=True)
    file = f"journal/{_journal(shell).name}, linje 2"

    assert (5, True) == (done.code, "procwiz repair" in done.err)
    assert [f"{file}: linjen er ændret", f"{file}: en notering, der var gemt, er her ikke mere: om first.mandate"] == [
        line[: len(text)]
        for line, text in zip(
            done.out.splitlines(),
            (f"{file}: linjen er ændret", f"{file}: en notering, der var gemt, er her ikke mere: om first.mandate"),
            strict=True,
        )
    ]


def test_every_damaged_part_is_told_at_once(shell: Shell) -> None:
    """Card, process and journal are each named, though the first alone would stop every other command."""
    _broken(shell)
    shell.write("planen/plan.yaml", b"\x00\n")
    shell.write("planen/process.json", "{")
    out = shell("check", "planen", fails=True).out

    assert [True] * 3 == [name in out for name in ("plan.yaml", "process.json", "linje 2")]


def test_a_contradiction_is_no_damage_but_no_passing_either(shell: Shell) -> None:
    """Exit 6 where two people answered apart; the question is named, and how to settle it."""
    shutil.copytree(shell.path("planen"), shell.path("apart"))
    shell("answer", "planen", "first.challenge=To")
    shell("answer", "apart", "first.challenge=Tre", "--by", "Bo")
    shutil.copy(next(shell.path("apart").glob("journal/bo-*.jsonl")), shell.path("planen/journal"))
    done = shell("check", "planen", fails=True)

    assert (6, True, True) == (done.code, "»Problemet« (first.challenge)" in done.out, "procwiz resume" in done.out)


def test_an_answer_that_later_ones_follow_upon_is_missed(shell: Shell) -> None:
    """A colleague's file that did not come along is missed by what was built on it, also without a tally: exit 6."""
    shell("answer", "planen", "first.challenge=To", "--by", "Bo")
    for path in shell.path("planen").glob("journal/lene-*"):
        path.unlink()
    done = shell("check", "planen", fails=True)

    assert (6, True) == (done.code, "et senere bygger på" in done.out)
    assert "et senere bygger på" in shell("status", "planen").err


def test_a_file_of_another_plan_is_noticed(shell: Shell) -> None:
    """Entries about what the process never asked are told: exit 6."""
    other = shell.plan("Den anden")
    shell("answer", other, "anchor.mandate=full", "--by", "Eva")
    shutil.copy(next(shell.path(other).glob("journal/*.jsonl")), shell.path("planen/journal"))
    done = shell("check", "planen", fails=True)

    assert (6, True) == (done.code, "anchor.mandate" in done.out)


def test_a_torn_end_is_told_and_passes(shell: Shell) -> None:
    """What a crash left is no damage: exit 0."""
    shell.write("planen/journal/bo-12345678.jsonl", '{"id":"a')

    assert (0, True) == ((done := shell("check", "planen")).code, "ikke skrevet færdig" in done.out)


def test_what_is_wrong_comes_as_data_too(shell: Shell) -> None:
    """`--json` tells the same, with the name of each sentence, and the same exit code."""
    _broken(shell)
    done = shell("check", "planen", "--json", fails=True)
    record = json.loads(done.out)

    assert (5, "procwiz/check/1") == (done.code, record["schema"])
    assert ["checksum", "gone"] == [one["why"] for one in record["damaged"]]


def test_checking_changes_nothing(shell: Shell) -> None:
    """Neither a whole nor a damaged plan is touched."""
    with unchanged(shell.folder):
        shell("check", "planen")
    _broken(shell)
    with unchanged(shell.folder):
        shell("check", "planen", fails=True)


# -- repair --------------------------------------------------------------------------------


def test_a_whole_plan_is_left_as_it_is(shell: Shell) -> None:
    """Exit 0, said, and nothing is written."""
    with unchanged(shell.folder):
        done = shell("repair", "planen")

    assert (0, "planen er hel. Der er ikke skrevet noget.\n") == (done.code, done.out)


def test_a_copy_holds_what_is_whole_byte_for_byte(shell: Shell) -> None:
    """The plan is not touched; the copy has every whole line, and puts the other aside with its place."""
    lines = _broken(shell)
    damaged = _journal(shell).read_bytes().splitlines(keepends=True)[1]
    with unchanged(shell.path("planen")):
        shell("repair", "planen")
    name = _journal(shell).name
    copy = tree(shell.path("planen-repaired"))

    assert lines[0] + lines[2] == copy[f"journal/{name}"]
    assert f"{name}:2\n".encode() + damaged == copy[f"journal/{Path(name).stem}-damaged.torn"].rstrip(b"\n") + b"\n"
    assert {"challenge": "Et", "joint": True} == _values(shell, "planen-repaired")


def test_what_is_lost_is_told_by_question_author_and_time(shell: Shell) -> None:
    """The answer that could not be saved is named as people would name it."""
    event = read_line(_broken(shell)[1].decode())
    out = shell("repair", "planen").out.splitlines()
    lost = next(line for line in out if line.startswith("Kunne ikke reddes"))

    assert ("Lene noterede 20" in lost, "»Mandatet« (first.mandate)" in lost) == (True, True)
    assert event.at[:4] in lost


def test_the_copy_is_a_plan_like_any_other(shell: Shell) -> None:
    """It passes the check, takes answers, and is not missed anything for ever."""
    _broken(shell)
    shell("repair", "planen", "--out", "kopi")
    shell("answer", "kopi", "first.mandate=partly")

    assert ("partly", 0) == (_values(shell, "kopi")["mandate"], shell("check", "kopi").code)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("joined", lambda whole: whole.replace(b"\n", b"", 1)),
        ("marks of git", lambda whole: b"<<<<<<< HEAD\n" + whole + b">>>>>>> her\n"),
        ("UTF-16", lambda whole: whole.decode().encode("utf-16")),
        ("letters of Windows", lambda whole: whole.decode().encode("cp1252")),
        ("written twice over", lambda whole: whole.decode("cp1252").encode()),
        ("nothing before", lambda whole: b"\x00" * 512 + whole),
    ],
)
def test_an_event_is_saved_wherever_it_is_whole(shell: Shell, name: str, change: Any) -> None:
    """What an editor, git or the disk did round an event loses nothing of it: its checksum tells."""
    shell("answer", "planen", "first.challenge=Ældre på Ærø")
    before = _values(shell, "planen")
    _journal(shell).write_bytes(change(_journal(shell).read_bytes()))
    assert 5 == shell("status", "planen", fails=True).code
    done = shell("repair", "planen")

    assert (before, True) == (_values(shell, "planen-repaired"), "Intet er tabt" in done.out), name


def test_a_line_lost_before_there_were_tallies_is_guessed_at(shell: Shell) -> None:
    """Without a tally the damaged line itself tells what it seems to have been about."""
    _broken(shell)
    _journal(shell).with_suffix(".tally").unlink()
    out = shell("repair", "planen").out

    assert "ser ud til at være om »Mandatet« (first.mandate), af Lene" in out


def test_a_file_that_stands_there_is_never_written_over(shell: Shell) -> None:
    """A second copy needs another name: exit 1, and the first is as it was."""
    _broken(shell)
    shell("repair", "planen")
    with unchanged(shell.folder):
        done = shell("repair", "planen", fails=True)
        within = shell("repair", "planen", "--out", "planen/kopi", fails=True)

    assert (1, 1, True, True) == (done.code, within.code, "planen-repaired findes" in done.err, "--out" in within.err)


def test_a_copy_that_cannot_be_written_leaves_nothing(shell: Shell) -> None:
    """Where the disk refuses: exit 1, the place, and no half copy."""
    _broken(shell)
    shell.write("fil", "mit")
    with unchanged(shell.folder):
        done = shell("repair", "planen", "--out", "fil/kopi", fails=True)

    assert (1, True) == (done.code, "fil" in done.err)


def test_a_copy_that_was_stopped_halfway_is_taken_away(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while copying leaves neither a copy nor what was begun of it."""
    _broken(shell)

    def refuse(*_: object) -> None:
        raise OSError(28, "fuld")

    monkeypatch.setattr(shutil, "copyfile", refuse)
    with unchanged(shell.folder):
        done = shell("repair", "planen", fails=True)

    assert (1, True, [shell.path("planen")]) == (done.code, "ikke mere plads" in done.err, list(shell.folder.iterdir()))


def test_nothing_is_begun_from_a_damaged_plan(shell: Shell) -> None:
    """`new --from` would leave out what is lost without a word, so it refuses: exit 5, the line, the remedy."""
    _broken(shell)
    with unchanged(shell.folder):
        done = shell("new", "Ny", "--no-input", "--process", str(SMALL), "--from", "planen", fails=True)

    assert (5, True, True) == (done.code, "linje 2" in done.err, "procwiz repair" in done.err)


def test_why_says_that_the_plan_is_damaged(shell: Shell) -> None:
    """An explanation that rests on half a journal says so."""
    _broken(shell)

    assert "linje 2" in shell("why", "planen", "first.mandate").err


# -- the process and the card ------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"{", b"\x00" * 400, None])
def test_a_lost_process_is_replaced_by_the_very_same(shell: Shell, content: bytes | None) -> None:
    """`process.json` is written again from the process of the same digest on this machine, and that is said."""
    path = shell.path("planen/process.json")
    before = json.loads(path.read_bytes())
    path.unlink() if content is None else path.write_bytes(content)
    assert 5 == shell("status", "planen", fails=True).code
    done = shell("repair", "planen")

    assert before == json.loads(shell.path("planen-repaired/process.json").read_bytes())
    assert ("skrevet igen: det er nøjagtig den proces" in done.out, 0) == (True, shell("check", "planen-repaired").code)


def test_a_process_that_is_nowhere_else_cannot_be_saved(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that never saw the process: exit 5, the file, and nothing is written."""
    monkeypatch.setenv("PROCWIZ_CACHE", str(shell.path("cache")))
    shell.write("planen/process.json", "{")
    done = shell("repair", "planen", fails=True)

    assert (5, True, False) == (done.code, "process.json" in done.err, shell.path("planen-repaired").exists())


def test_a_lost_card_is_made_of_what_else_there_is_and_every_guess_is_told(shell: Shell) -> None:
    """Number, title, language and day are each said to be new, with where they come from; the answers are all there."""
    shell.path("planen/plan.yaml").unlink()
    refused = shell("status", "planen", fails=True)
    done = shell("repair", "planen")
    card = store.read_card(shell.path("planen-repaired"))

    assert (5, True, True) == (refused.code, "plan.yaml mangler" in refused.err, "procwiz repair" in refused.err)
    assert [4, "planen", "da"] == [done.out.count("plan.yaml er skrevet igen."), card.title, card.language]
    assert {"challenge": "Et", "mandate": "full", "joint": True} == _values(shell, "planen-repaired")


def test_a_changed_card_keeps_what_it_says_and_asks_for_a_look(shell: Shell) -> None:
    """A title somebody changed by hand is refused, kept in the copy, and said to be unproved."""
    path = shell.path("planen/plan.yaml")
    path.write_bytes(path.read_bytes().replace(b'"Planen"', b'"Planerne"'))
    refused = shell("status", "planen", fails=True)
    done = shell("repair", "planen")

    assert (5, True) == (refused.code, "er ændret, siden procwiz new skrev den" in refused.err)
    assert ("Planerne", True) == (store.read_card(shell.path("planen-repaired")).title, "se det efter" in done.out)


def test_a_card_of_before_with_another_digest_is_named_and_mended(shell: Shell) -> None:
    """A card without a checksum that names another process is at fault itself, where the process is whole."""
    path = shell.path("planen/plan.yaml")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line.replace('digest: "', 'digest: "0') for line in lines if "sum:" not in line), "utf-8")
    refused = shell("status", "planen", fails=True)
    shell("repair", "planen")

    assert (5, True) == (refused.code, "plan.yaml nævner en anden proces" in refused.err)
    assert {"challenge": "Et", "mandate": "full", "joint": True} == _values(shell, "planen-repaired")


def test_a_plan_of_which_nothing_is_left_is_refused(shell: Shell) -> None:
    """No card and no entries: there is no day to begin with, so exit 5, and nothing is written."""
    shell.path("planen/plan.yaml").unlink()
    _journal(shell).unlink()
    done = shell("repair", "planen", fails=True)

    assert (5, False) == (done.code, shell.path("planen-repaired").exists())


def test_a_journal_that_leads_elsewhere_is_not_followed(shell: Shell) -> None:
    """A plan whose journal is a link is refused rather than copied empty."""
    shell.path("planen/journal").rename(shell.path("andet"))
    shell.path("planen/journal").symlink_to(shell.path("andet"))
    done = shell("repair", "planen", fails=True)

    assert (5, False) == (done.code, shell.path("planen-repaired").exists())


# -- from a shell ------------------------------------------------------------------------------------


def test_a_damaged_plan_is_met_told_and_repaired_on_the_command_line(run: Run, tmp_path: Path) -> None:
    """Reading shows what is whole and exits 5, writing stops, `repair` makes a copy, and the copy goes on."""
    run("new", "Planen", "--no-input", "--process", str(SMALL))
    run("answer", "planen", "first.challenge=Et", "first.mandate=full")
    path = next(tmp_path.glob("planen/journal/*.jsonl"))
    path.write_bytes(path.read_bytes()[:-1].rpartition(b"\n")[0] + b"\n")
    shown, wrote, repaired = run("show", "planen"), run("answer", "planen", "first.joint=ja"), run("repair", "planen")
    after = run("answer", "planen-repaired", "first.joint=ja")

    assert (5, 5, 0, 0) == (shown.returncode, wrote.returncode, repaired.returncode, after.returncode)
    assert ('first.challenge: "Et"' in shown.stdout, "procwiz repair" in wrote.stderr) == (True, True)
    assert "first.mandate" in repaired.stdout
    assert "Traceback" not in shown.stderr + wrote.stderr + repaired.stderr
    assert 2 == len(session.open_plan(tmp_path / "planen-repaired")[0].journal.by_id)
