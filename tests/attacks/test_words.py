"""Words of a command that nobody would type are understood or refused, and leave nothing behind."""

from __future__ import annotations

from attacks.entries import Entry, each
from attacks.papers import SMALL
from attacks.shell import STEERING, Shell, tree


@each("words")
def test_words_are_understood_or_refused(shell: Shell, entry: Entry) -> None:
    """The exit code is the documented one, a refusal says why and changes nothing, and no screen is steered."""
    shell.plan(process=SMALL)
    before = tree(shell.folder.parent)
    done = shell(*entry.input, typed="", fails=None)

    assert entry.expect in {None, done.code}
    assert not STEERING.search(done.both)
    assert done.code == 0 or (before == tree(shell.folder.parent) and bool(done.err.strip()))
