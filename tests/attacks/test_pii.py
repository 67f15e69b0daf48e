"""Numbers and addresses of persons in answers: pointed out where there is a check for them, and kept as typed."""

from __future__ import annotations

from attacks.entries import Entry, each
from attacks.papers import SMALL
from attacks.shell import Shell, unchanged
from procwiz.cli import COMMANDS

KEY = "first.challenge"
TOLD = {"warned": {True}, "noted": {True}, "silent": {False}, "foreign": {True, False}}


@each("pii")
def test_what_names_a_person_is_pointed_out(shell: Shell, entry: Entry) -> None:
    """The answer is kept as typed; the check names its question, or is no command, and changes nothing."""
    plan = shell.plan(process=SMALL)
    shell("answer", plan, f"{KEY}={entry.input}")
    with unchanged(shell.folder):
        done = shell("check", plan, "--privacy", fails=None)

    assert entry.input == shell.shown(plan)[KEY]
    if "check" in COMMANDS:
        assert (KEY in done.both) in TOLD[str(entry.expect)]
        assert entry.expect != "warned" or done.code == 6
    else:
        assert 2 == done.code
