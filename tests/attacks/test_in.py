"""What is typed becomes the value that was meant, or is refused with what to write instead; never something else."""

from __future__ import annotations

import resource
from collections.abc import Callable

import pytest

from attacks.entries import Entry, each, entries
from attacks.papers import SMALL
from attacks.shell import Done, Shell, unchanged
from procwiz.core.kinds.texts import Text

KEYED = [entry for entry in entries("in") if entry.where != "line"]
VALUES = [entry for entry in KEYED if isinstance(entry.expect, dict)]
REFUSED = [entry for entry in KEYED if entry.expect == "refused"]
TABLES = {"first.effects"}


def _ids(chosen: list[Entry]) -> list[str]:
    return [entry.id for entry in chosen]


@pytest.mark.parametrize("entry", VALUES, ids=_ids(VALUES))
def test_a_value_is_the_one_meant(shell: Shell, entry: Entry) -> None:
    """What is typed on the command line is recorded as the value that people mean by it, and shown so."""
    plan = shell.plan(process=SMALL)
    shell("answer", plan, f"{entry.where}={entry.input}")
    assert entry.expect["value"] == shell.shown(plan)[entry.where]


@pytest.mark.parametrize("entry", REFUSED, ids=_ids(REFUSED))
def test_bad_input_is_refused(shell: Shell, entry: Entry) -> None:
    """Exit 2, the key and what to do are named, and nothing changed on the disk."""
    plan = shell.plan(process=SMALL)
    with unchanged(shell.folder):
        done = shell("answer", plan, f"{entry.where}={entry.input}", fails=True)

    assert 2 == done.code
    assert done.err.startswith(f"{entry.where}: ")


ASKED = [entry for entry in REFUSED if entry.where not in TABLES and entry.input.strip() and "{" not in entry.input]


@pytest.mark.parametrize("entry", ASKED, ids=_ids(ASKED))
def test_bad_input_is_asked_again(shell: Shell, entry: Entry) -> None:
    """In the interview the fault is said and the question stands; nothing is recorded."""
    ready = {"first.mandate": "full", "first.joint": "yes", "second.suppliers": 3}
    plan = shell.plan(answers={key: part for key, part in ready.items() if key != entry.where}, process=SMALL)
    before = shell.shown(plan)
    asked = "first.challenge" if entry.where == "first.challenge" else entry.where
    done = shell("resume", plan, "--question", asked, typed=f"{entry.input}\n", fails=True)

    assert (3, before) == (done.code, shell.shown(plan))
    assert "\n! " in done.out


# -- whole inputs, built by what the entry names --------------------------------------------


def _typed(shell: Shell, typed: bytes, *words: str) -> Done:
    plan = shell.plan(process=SMALL)
    return shell("resume", plan, "--question", "first.challenge", *words, typed=typed, fails=None)


def _challenge(shell: Shell) -> object:
    return shell.shown("planen").get("first.challenge")


def _huge(shell: Shell) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = _typed(shell, b"a" * 2_000_000 + b"\nGodt svar\n")
    assert ("Godt svar", 3) == (_challenge(shell), done.code)
    assert str(Text.LONGEST) in done.out.replace(".", "")
    assert 100_000 > resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def _not_utf8(shell: Shell) -> None:
    done = _typed(shell, b"abc\xff\xfe\nGodt svar\n")
    assert ("Godt svar", True) == (_challenge(shell), "4" in done.out)


def _returns(shell: Shell) -> None:
    _typed(shell, b"svar\r\n")
    assert "svar" == _challenge(shell)


def _order_mark(shell: Shell) -> None:
    _typed(shell, "\ufeffsvar\n".encode())
    assert "svar" == _challenge(shell)


def _nothing(shell: Shell) -> None:
    done = _typed(shell, b"")
    assert (3, None) == (done.code, _challenge(shell))


def _nulls(shell: Shell) -> None:
    _typed(shell, b"a\x00b\n\x00\n")
    assert "a\ufffdb" == _challenge(shell)


def _no_newline(shell: Shell) -> None:
    _typed(shell, b"svar")
    assert "svar" == _challenge(shell)


def _many_empty(shell: Shell) -> None:
    assert (True, None) == (_typed(shell, b"\n" * 3000).code in {0, 3}, _challenge(shell))


def _many_wrong(shell: Shell) -> None:
    plan = shell.plan(answers={"first.mandate": "full"}, process=SMALL)
    done = shell("resume", plan, "--question", "second.suppliers", typed="mange\n" * 2000, fails=True)
    assert (3, {"first.mandate": "full"}) == (done.code, shell.shown(plan))


def _keys_only(shell: Shell) -> None:
    done = _typed(shell, "".join(f"{key}\n" for key in "?<-u?-<<u--?u<e?-\\?<!").encode())
    assert done.code in {0, 3}
    shell.shown("planen")


def _unended_prose(shell: Shell) -> None:
    plan = shell.plan(process=SMALL)
    done = shell("resume", plan, "--question", "first.background", typed="Et\nTo\n", fails=True)
    drafts = list(shell.path(plan).glob("drafts/*/*.txt"))
    assert (3, {}, ["Et\nTo"]) == (done.code, shell.shown(plan), [path.read_text("utf-8").strip() for path in drafts])


def _arrows(shell: Shell) -> None:
    done = _typed(shell, b"\x1b[A\x1b[B\x1bOP svar\n")
    assert ("\ufffd[A\ufffd[B\ufffdOP svar", False) == (_challenge(shell), "\x1b" in done.both)


RUNS: dict[str, Callable[[Shell], None]] = {
    "in-03-huge-line": _huge,
    "in-04-invalid-utf8": _not_utf8,
    "in-05-crlf": _returns,
    "in-06-bom": _order_mark,
    "in-150-eof": _nothing,
    "in-151-nul-lines": _nulls,
    "in-152-no-newline": _no_newline,
    "in-153-many-empty": _many_empty,
    "in-154-many-wrong": _many_wrong,
    "in-155-keys-only": _keys_only,
    "in-156-prose-unended": _unended_prose,
    "in-157-escape-keys": _arrows,
}


@each("in", "run")
def test_an_input_as_a_whole_is_survived(shell: Shell, entry: Entry) -> None:
    """Whatever comes down the line, what was meant is recorded, the rest is said, and the plan reads."""
    RUNS[entry.id](shell)
