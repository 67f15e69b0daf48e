"""The plan folder: what is kept, what is read again, and what a crash, a copy or a stranger may do to it."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import shutil
from datetime import date
from pathlib import Path

import pytest

from procwiz import store
from procwiz.core.journal import Draft, Journal, journal
from procwiz.errors import CouldNot, PlanDamaged
from procwiz.store import Pen

COMPILED = {"key": "small", "version": "1", "digest": "0" * 64}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan's folder without events."""
    return store.create(tmp_path, "Nattefald", "da", date(2027, 1, 15), COMPILED)


def _draft(value: str, subject: str = "first.name") -> Draft:
    return Draft("answered", subject, {"value": value})


def _write(folder: Path, author: str, *values: str) -> None:
    pen = Pen(folder, author)
    for value in values:
        pen.append(store.read_journal(folder).journal, [_draft(value)], "test")
    pen.close()


def _values(book: Journal) -> list[str]:
    events = sorted(book.by_id.values(), key=lambda event: event.at)
    return [event.content["value"] for event in events if event.content is not None]


def _file(folder: Path) -> Path:
    return next((folder / "journal").glob("*.jsonl"))


# -- names and the card ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Færre fald på Østergade", "faerre-fald-paa-oestergade"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con-1"),
        ("日本", "plan"),
        ("", "plan"),
        ("Et meget langt navn på en plan om noget stort", "et-meget-langt-navn-paa-en-plan-om"),
    ],
)
def test_a_name_for_a_folder_is_plain_and_possible_everywhere(text: str, name: str) -> None:
    """Folder names are a-z, 0-9 and hyphens, never leave the parent, and are no reserved name of Windows."""
    assert name == store.slug(text)


def test_the_card_is_read_as_it_was_written(folder: Path) -> None:
    """`plan.yaml` gives back the title, the process and the day."""
    card = store.read_card(folder)

    assert ("Nattefald", "small", date(2027, 1, 15), 1) == (card.title, card.process, card.created, card.format)


def test_the_card_is_yaml_too(folder: Path) -> None:
    """Each line of `plan.yaml` is YAML that any reader takes."""
    import yaml

    assert store.read_card(folder).id == yaml.safe_load((folder / "plan.yaml").read_text("utf-8"))["id"]


@pytest.mark.parametrize("text", ["", "id: [", "id: 5\n", "format: 99\n", 'title: "x"\n', "\x00"])
def test_a_card_that_is_not_as_written_is_refused(folder: Path, text: str) -> None:
    """A damaged card, or one of a later format, is exit 5 with the file's name."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(PlanDamaged) as refused:
        store.read_card(folder)

    assert str(folder / "plan.yaml") == refused.value.message.params["file"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": NaN}', "[" * 100_000])
def test_a_process_that_is_no_json_object_is_refused(folder: Path, text: str) -> None:
    """`process.json` from outside is read defensively."""
    (folder / "process.json").write_text(text, encoding="utf-8")

    with pytest.raises(PlanDamaged):
        store.read_process(folder)


# -- events -------------------------------------------------------------------------


def test_what_was_appended_is_read_again(folder: Path) -> None:
    """Every event is there, once, with its author."""
    _write(folder, "Lene", "a", "b")
    book = store.read_journal(folder).journal

    assert (["a", "b"], {"Lene"}) == (_values(book), {event.by for event in book.by_id.values()})


def test_an_event_names_the_heads_its_author_saw(folder: Path) -> None:
    """The second answer names the first; events given together form a chain."""
    pen = Pen(folder, "Lene")
    first, second = pen.append(journal(()), [_draft("a"), _draft("b")], "test")
    pen.close()

    assert ((), (first.id,)) == (first.prev, second.prev)


def test_events_given_together_are_one_write(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several events are several lines, but one write and one flush."""
    calls: list[str] = []
    write, flush = os.write, os.fsync
    pen = Pen(folder, "Lene")
    pen.append(journal(()), [_draft("a")], "test")
    monkeypatch.setattr(os, "write", lambda file, text: calls.append("write") or write(file, text))
    monkeypatch.setattr(os, "fsync", lambda file: calls.append("flush") or flush(file))
    pen.append(journal(()), [_draft("b"), _draft("c"), _draft("d")], "test")
    pen.close()

    assert ["write", "flush"] == calls


def test_a_second_window_of_one_author_gets_a_file_of_its_own(folder: Path) -> None:
    """Two pens of one author never share a file; a closed one's file is used again."""
    first, second = Pen(folder, "Lene"), Pen(folder, "Lene")
    first.append(journal(()), [_draft("a")], "test")
    second.append(journal(()), [_draft("b")], "test")
    first.close()
    second.close()
    _write(folder, "Lene", "c")

    assert (2, 3) == (
        len(list((folder / "journal").glob("lene-*.jsonl"))),
        len(store.read_journal(folder).journal.by_id),
    )


def test_copies_of_a_file_count_once(folder: Path) -> None:
    """A conflicted copy from a shared drive adds nothing that is there already."""
    _write(folder, "Lene", "a", "b")
    shutil.copy(_file(folder), folder / "journal" / "lene (1) - conflicted copy.jsonl")

    assert ["a", "b"] == _values(store.read_journal(folder).journal)


def _hundred(folder: Path, author: str) -> None:
    _write(folder, author, *(f"{author} {number}" for number in range(100)))


def test_processes_writing_at_once_lose_nothing(folder: Path) -> None:
    """Four processes, two of one author, append a hundred events each; all are read, none is damaged."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_hundred, args=(folder, name)) for name in ("Lene", "Lene", "Bo", "Åse")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    reading = store.read_journal(folder)

    assert (400, ()) == (len(reading.journal.by_id), reading.damages)


# -- damage ---------------------------------------------------------------------------


def _untell(folder: Path) -> None:
    """Stop where a crash would have: the last line is written, and nobody was told that it is kept."""
    tally = _file(folder).with_suffix(".tally")
    tally.write_bytes(b"".join(tally.read_bytes().splitlines(keepends=True)[:-1]))


def test_a_line_cut_short_by_a_crash_is_put_aside_and_the_rest_is_there(folder: Path) -> None:
    """Wherever the last line was cut, all earlier events are read, it counts as torn, and writing goes on."""
    _write(folder, "Lene", "a", "b")
    _untell(folder)
    path, whole = _file(folder), _file(folder).read_bytes()
    start = whole.rstrip(b"\n").rfind(b"\n") + 1

    for end in range(start + 1, len(whole) - 1):
        path.write_bytes(whole[:end])
        reading = store.read_journal(folder)
        assert (["a"], [True]) == (_values(reading.journal), [damage.torn for damage in reading.damages]), end

    path.write_bytes(whole[: start + 20])
    _write(folder, "Lene", "c")
    reading = store.read_journal(folder)
    assert (["a", "c"], ()) == (_values(reading.journal), reading.damages)
    assert whole[start : start + 20] in path.with_suffix(".torn").read_bytes()


def test_a_last_line_that_only_lacks_its_newline_is_kept(folder: Path) -> None:
    """An event whose newline was not written any more is whole, and the next one starts on a line of its own."""
    _write(folder, "Lene", "a")
    path = _file(folder)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    _write(folder, "Lene", "b")

    assert ["a", "b"] == _values(store.read_journal(folder).journal)


@pytest.mark.parametrize("change", ["flip", "nul", "text", "double"])
def test_other_damage_is_named_with_its_line_and_the_rest_is_read(folder: Path, change: str) -> None:
    """A line changed in the middle of a file is named, is no torn end, and what it held is missed."""
    _write(folder, "Lene", "a", "b", "c")
    lines = _file(folder).read_bytes().splitlines(keepends=True)
    lines[1] = {
        "flip": lines[1].replace(b'"b"', b'"x"'),
        "nul": b"\x00" * 40 + b"\n",
        "text": b"hej\n",
        "double": lines[1][:-1] + lines[1],
    }[change]
    _file(folder).write_bytes(b"".join(lines))
    reading = store.read_journal(folder)

    assert (["a", "c"], [(2, False, 0), (2, False, 1)]) == (
        _values(reading.journal),
        [(damage.line, damage.torn, len(damage.gone)) for damage in reading.damages],
    )


def test_one_event_with_two_contents_is_damage(folder: Path) -> None:
    """The same id with another content, each with a right checksum, is said; one of them is never taken silently."""
    _write(folder, "Lene", "a")
    record = json.loads(_file(folder).read_text("utf-8"))
    from procwiz.core.journal import seal, write_line

    forged = seal(
        _draft("x"), id=record["id"], at=record["at"], by=record["by"], via=record["via"], prev=(), salt=record["salt"]
    )
    (folder / "journal" / "zz.jsonl").write_text(write_line(forged), encoding="utf-8")

    assert ["twice"] == [damage.why for damage in store.read_journal(folder).damages]


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    """A journal file that is a link is named and not read."""
    (tmp_path / "secret.jsonl").write_text("{}\n", encoding="utf-8")
    (folder / "journal" / "link.jsonl").symlink_to(tmp_path / "secret.jsonl")

    assert ["link"] == [damage.why for damage in store.read_journal(folder).damages]


def test_a_line_that_is_gone_is_missed(folder: Path) -> None:
    """A line taken out whole, from the end too, is named with its place, author and subject: it is no torn end."""
    _write(folder, "Lene", "a", "b", "c")
    lines = _file(folder).read_bytes().splitlines(keepends=True)

    for number in (1, 2, 3):
        _file(folder).write_bytes(b"".join(lines[: number - 1] + lines[number:]))
        damages = store.read_journal(folder).damages
        assert [("gone", number, False, "Lene", "first.name")] == [
            (damage.why, damage.line, damage.torn, damage.gone[0].by, damage.gone[0].subject) for damage in damages
        ]


def test_a_file_that_is_gone_is_missed(folder: Path) -> None:
    """All that a lost file held is missed, as long as the same is nowhere else in the journal."""
    _write(folder, "Lene", "a", "b")
    path = _file(folder)
    shutil.copy(path, path.with_name("kopi.jsonl"))
    path.unlink()
    elsewhere = store.read_journal(folder).damages
    path.with_name("kopi.jsonl").unlink()

    assert ((), [2]) == (elsewhere, [len(damage.gone) for damage in store.read_journal(folder).damages])


def test_a_last_line_that_was_told_to_be_kept_is_no_torn_end(folder: Path) -> None:
    """A line cut short after somebody was told that it is kept is a loss, and is not put aside without a word."""
    _write(folder, "Lene", "a", "b")
    _file(folder).write_bytes(_file(folder).read_bytes()[:-9])

    assert [False, False] == [damage.torn for damage in store.read_journal(folder).damages]


def test_a_tally_catches_up_after_a_run_that_was_killed(folder: Path) -> None:
    """What was kept before a run could note it is noted by the author's next one."""
    _write(folder, "Lene", "a", "b")
    _untell(folder)
    _write(folder, "Lene", "c")
    noted = _file(folder).with_suffix(".tally").read_bytes().splitlines()

    assert [event.id for event in store.read_journal(folder).journal.by_id.values()] == [
        json.loads(line)[0] for line in noted
    ]


def test_a_tally_cut_short_takes_the_next_event_on_a_line_of_its_own(folder: Path) -> None:
    """The end of a tally that the power cut off does not spoil what is noted after it."""
    _write(folder, "Lene", "a", "b")
    tally = _file(folder).with_suffix(".tally")
    tally.write_bytes(tally.read_bytes()[:-9])
    _write(folder, "Lene", "c")
    _file(folder).unlink()

    assert [3] == [len(damage.gone) for damage in store.read_journal(folder).damages]


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    """A file that an editor put a mark before is whole, and its only line is not taken for a torn one."""
    _write(folder, "Lene", "a")
    _file(folder).write_bytes(b"\xef\xbb\xbf" + _file(folder).read_bytes().rstrip(b"\n"))
    _write(folder, "Lene", "b")
    reading = store.read_journal(folder)

    assert (["a", "b"], ()) == (_values(reading.journal), reading.damages)


def test_a_file_replaced_under_an_open_pen_loses_nothing(folder: Path) -> None:
    """Where a shared drive or git puts another file in place, the next event goes to a file that is there."""
    pen = Pen(folder, "Lene")
    pen.append(journal(()), [_draft("a")], "test")
    path = _file(folder)
    shutil.copy(path, folder / "ny")
    (folder / "ny").replace(path)
    pen.append(store.read_journal(folder).journal, [_draft("b")], "test")
    pen.close()

    assert ["a", "b"] == _values(store.read_journal(folder).journal)


def test_a_file_deleted_under_an_open_pen_is_missed_and_the_next_event_kept(folder: Path) -> None:
    """What is said after a file was deleted goes to a new one; what went with it is missed."""
    pen = Pen(folder, "Lene")
    pen.append(journal(()), [_draft("a")], "test")
    _file(folder).unlink()
    pen.append(journal(()), [_draft("b")], "test")
    pen.close()
    reading = store.read_journal(folder)

    assert (["b"], ["gone"]) == (_values(reading.journal), [damage.why for damage in reading.damages])


def test_a_torn_end_is_never_put_aside_through_a_link(folder: Path, tmp_path: Path) -> None:
    """Where a stranger has laid a link, the torn end goes to another file, and what the link leads to is left alone."""
    _write(folder, "Lene", "a")
    mine = tmp_path / "bashrc"
    mine.write_text("mit", encoding="utf-8")
    for ending in (".torn", ".tally"):
        _file(folder).with_suffix(ending).unlink(missing_ok=True)
        _file(folder).with_suffix(ending).symlink_to(mine)
    with _file(folder).open("ab") as file:
        file.write(b"rm -rf")
    _write(folder, "Lene", "b")

    assert ("mit", ["a", "b"]) == (mine.read_text("utf-8"), _values(store.read_journal(folder).journal))


def test_an_event_too_long_to_be_read_again_is_refused_before_it_is_written(folder: Path) -> None:
    """What reading would take for damage is never written: it is said, and the journal is as it was."""
    _write(folder, "Lene", "a")
    before = _file(folder).read_bytes()

    with pytest.raises(CouldNot, match="event_long"):
        _write(folder, "Lene", '"' * 600_000)

    assert before == _file(folder).read_bytes()


def test_a_card_changed_by_hand_is_refused(folder: Path) -> None:
    """A card has a checksum: a title, a day or a number that was never given is not taken."""
    path = folder / "plan.yaml"
    path.write_bytes(path.read_bytes().replace(b"2027-01-15", b"2027-01-16"))

    with pytest.raises(PlanDamaged, match="card_changed"):
        store.read_card(folder)


def test_a_card_is_read_with_a_mark_and_with_the_line_ends_of_windows(folder: Path) -> None:
    """What git and editors on Windows do to a text file changes nothing in what it says."""
    before = store.read_card(folder)
    path = folder / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert before == store.read_card(folder)


# -- the disk refuses ---------------------------------------------------------------------


def _limited(folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        _write(folder, "Lene", *"abcdefgh")
    except CouldNot:
        os._exit(7)
    os._exit(0)


def test_a_full_disk_is_said_and_leaves_a_readable_journal(folder: Path) -> None:
    """When the disk takes no more, the answer is refused with the place, and the journal is whole."""
    worker = multiprocessing.get_context("fork").Process(target=_limited, args=(folder,))
    worker.start()
    worker.join()
    reading = store.read_journal(folder)

    assert (7, ()) == (worker.exitcode, reading.damages)
    assert "a" == _values(reading.journal)[0]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that could not be written keeps its old content, and nothing is left beside it."""
    path = tmp_path / "answers.md"
    path.write_text("før", encoding="utf-8")

    def refuse(file: int) -> None:
        raise OSError(28, "fuld")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="fuld"):
        store.write_file(path, "efter")

    assert ("før", [path]) == (path.read_text("utf-8"), list(tmp_path.iterdir()))


def test_a_link_is_replaced_and_its_target_left_alone(tmp_path: Path) -> None:
    """Writing to a path that is a link puts a file in its place."""
    target, link = tmp_path / "bashrc", tmp_path / "ud.md"
    target.write_text("mit", encoding="utf-8")
    link.symlink_to(target)
    store.write_file(link, "nyt")

    assert ("mit", "nyt", False) == (target.read_text("utf-8"), link.read_text("utf-8"), link.is_symlink())


# -- half-typed text -------------------------------------------------------------------------


def test_half_typed_text_is_found_again_and_dropped_when_empty(folder: Path) -> None:
    """A draft is kept by author and question, and gone when nothing is left of it."""
    drafts = store.Drafts(folder, "Lene")
    drafts.keep("needs.failing", "Første afsnit\n\nAndet")
    found = drafts.find("needs.failing")
    drafts.keep("needs.failing", "  ")

    assert ("Første afsnit\n\nAndet", "", "") == (
        found,
        drafts.find("needs.failing"),
        store.Drafts(folder, "Bo").find("needs.failing"),
    )


def test_a_damaged_draft_stops_nobody(folder: Path) -> None:
    """Half-typed text that cannot be read is as good as none."""
    drafts = store.Drafts(folder, "Lene")
    drafts.keep("needs.failing", "Første")
    (folder / "drafts" / "lene" / "needs.failing.txt").write_bytes(b"\xff\xfe")

    assert "" == drafts.find("needs.failing")


def test_a_draft_cannot_leave_its_folder(folder: Path) -> None:
    """Keys and authors never become paths elsewhere."""
    store.Drafts(folder, "../../x").keep("../../../etc/passwd", "hej")

    assert [] == [path for path in folder.parent.iterdir() if path != folder]
