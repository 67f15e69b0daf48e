"""Nothing that somebody wrote steers a screen: not as an answer, a title, a name, a file or a word of a command."""

from __future__ import annotations

import re
import sys

import pexpect

from attacks.entries import Entry, each, entries
from attacks.papers import SMALL, small
from attacks.shell import STEERING, Done, Shell
from procwiz.core.cleaning import clean_line, clean_prose

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def _harmless(done: Done) -> Done:
    found = STEERING.search(done.both.replace("\r\n", "\n"))
    assert found is None, (found, done)
    return done


@each("term", "shown")
def test_an_answer_is_shown_and_steers_nothing(shell: Shell, entry: Entry) -> None:
    """Title, answers, notes and rows are painted by every command that shows them, and come back as typed."""
    plan = shell.plan(entry.text[:200], small(entry.text), process=SMALL)
    kept = clean_line(entry.text)
    for words in (("list",), ("list", "--plain"), ("status", plan, "--plain"), ("why", plan, "first.challenge"),
                  ("why", plan, "first.joint", "--json"), ("gate", plan, "F0"), ("show", plan)):  # fmt: skip
        _harmless(shell(*words, fails=None))

    assert kept[:200] == _harmless(shell("status", plan)).out.split("\n")[0]
    assert kept == shell.shown(plan)["first.challenge"]
    assert {"deferred": clean_prose(entry.text), "owner": kept, "due": "F1"} == shell.shown(plan)["first.joint"]


@each("term", "shown")
def test_an_interview_is_not_steered(shell: Shell, entry: Entry) -> None:
    """What stands is shown when a question is asked again; what is typed is recorded, and said, as clean text."""
    plan = shell.plan(answers={"first.challenge": entry.input}, process=SMALL)
    line = entry.text.replace("\n", " ").replace("\r", " ")
    again = _harmless(shell("resume", plan, "--question", "first.challenge", typed="?\n\n", fails=None))
    typed = shell("resume", plan, "--question", "first.challenge", typed=f"\\{line}\n", fails=None)
    _harmless(typed)

    assert {3} == {again.code, typed.code}


@each("term", "shown")
def test_words_of_a_command_are_repeated_and_steer_nothing(shell: Shell, entry: Entry) -> None:
    """A command, option, key, value, file or folder that is none is named in the message without its power."""
    plan = shell.plan(process=SMALL)
    text = entry.text.replace("\x00", "\x01")  # no system passes a null on to a program
    for words in (
        (text,),
        ("status", f"--{text}"),
        ("status", text),
        ("why", plan, text),
        ("answer", plan, f"{text}=1"),
        ("answer", plan, f"second.suppliers={text}"),
        ("new", "--process", text),
        ("export", plan, "--as-of", text),
        ("list", text),
    ):
        _harmless(shell(*words, fails=None))


@each("term", "shown")
def test_files_with_hostile_text_are_named_and_steer_nothing(shell: Shell, entry: Entry) -> None:
    """An answers file, a process and a card with such text in their keys are refused without its power."""
    plan = shell.plan(process=SMALL)
    name = shell.answers("svar.json", {entry.text: 1, "first.joint": entry.input, "first.mandate": entry.input})
    assert 2 == _harmless(shell("answer", plan, "--from", name, fails=True)).code
    shell.write(f"{plan}/plan.yaml", shell.path(f"{plan}/plan.yaml").read_text("utf-8").replace("small", entry.text, 1))
    _harmless(shell("status", plan, fails=None))
    _harmless(shell("list", fails=None))


def test_on_a_terminal_only_our_own_colours_are_painted(shell: Shell) -> None:
    """On a real terminal, too, nothing is sent but text and the colours of our own tables."""
    texts = [entry.text for entry in entries("term")]
    for number, text in enumerate(texts[:3]):
        shell.plan(f"{number} {text}", {"first.effects": [{"effect": one} for one in texts]}, process=SMALL)
    folder = sorted(path.name for path in shell.folder.iterdir() if path.is_dir())[0]
    for words in (("list",), ("status", folder), ("show", folder), ("why", folder, "first.effects")):
        child = pexpect.spawn(
            sys.executable, ["-m", "procwiz", *words], cwd=str(shell.folder), encoding="utf-8", dimensions=(40, 100)
        )
        painted = COLOURS.sub("", child.read()).replace("\r\n", "\n")
        child.close()
        assert (0, None) == (child.exitstatus, STEERING.search(painted))
