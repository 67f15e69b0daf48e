"""What would be Markdown, typed as an answer, is words: in the Markdown that is handed over, and on the page."""

from __future__ import annotations

import pytest

from attacks.entries import Entry, batches, each
from attacks.papers import (
    PROSE,
    Read,
    added,
    hand_over,
    harmless,
    line_of,
    papers,
    shows,
    small_paper,
    usual,
)
from attacks.shell import Shell

SIZE = 32
ELEMENTS = {"p", "ul", "ol", "li", "em", "strong", "a", "a@href", "ol@start"}
WAYS = ("#", "http://", "https://", "mailto:")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Read]:
    """Read the documents of a plan in which nobody meant any harm."""
    shell = Shell(tmp_path_factory.mktemp("harmless"))
    hand_over(shell, harmless(SIZE), harmless(len(PROSE)))
    return papers(shell)


@each("md", "text")
def test_an_answer_is_read_back_as_its_own_text(shell: Shell, entry: Entry) -> None:
    """A reader of Markdown finds title, answer, note and cell as typed, and no element beside them."""
    plain, found = usual(len(entry.text), "md"), small_paper(shell, entry.text, "md")
    assert ({}, plain.addresses) == (added(found, plain), found.addresses)
    assert shows(found, line_of(entry.text))
    assert line_of(entry.text).split() == found.title.split()


@batches("md", "text", size=SIZE)
def test_answers_add_nothing_to_any_document(
    shell: Shell, whole: dict[tuple[str, str], Read], batch: tuple[Entry, ...]
) -> None:
    """Every document has, as Markdown and as a page, the elements, attributes and addresses of a harmless one.

    The paper holds itself to two pages, so that longer texts leave less beside them: it may have fewer.
    """
    texts = [entry.text for entry in batch]
    hand_over(shell, [*texts, *harmless(SIZE)[len(texts) :]], harmless(len(PROSE)))
    found = papers(shell)

    assert whole.keys() == found.keys()
    for part, document in found.items():
        more = added(document, whole[part])
        assert (part, {}) == (part, {name: count for name, count in more.items() if count > 0 or part[0] == "plan"})
        assert whole[part].addresses == document.addresses
        assert part[0] != "plan" or [] == [text for text in map(line_of, texts) if text not in document.texts]


@batches("md", "prose", size=len(PROSE))
def test_prose_is_paragraphs_lists_emphasis_and_links(
    shell: Shell, whole: dict[tuple[str, str], Read], batch: tuple[Entry, ...]
) -> None:
    """Prose becomes these and never more, its links lead to the web or to mail, and what follows it stands."""
    texts = [entry.text for entry in batch]
    hand_over(shell, harmless(SIZE), [*texts, *harmless(len(PROSE))[len(texts) :]])
    for part, document in papers(shell).items():
        more = added(document, whole[part])
        assert set(more) <= ELEMENTS, (part, more)
        assert [] == [name for name, count in more.items() if count < 0 and name != "p"]
        assert [] == [address for address in document.addresses if not address.startswith(WAYS)]
