"""A plan with one text in many places, handed over, and what a reader of Markdown and a browser find in it."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

from attacks.shell import Shell
from procwiz import publishing
from procwiz.core.cleaning import clean_line

SMALL = Path(__file__).parents[1] / "small"

DAY = "2027-01-15"
HARMLESS = "Kvadrat"
"""A word of no meaning here: not in the glossary, and nothing to Markdown."""
PROSE = (
    "needs.failing", "needs.do_nothing", "setup.success", "market.few_reason", "strategy.route_reason",
    "strategy.lots_reason", "tender.cancel", "implement.routines",
)  # fmt: skip
_MARKS = re.compile("[\ufdd0-\ufdef]")


def line_of(text: str) -> str:
    """Give what an answer of one line reads like: cleaned as everywhere, and without the renderer's own marks."""
    return _MARKS.sub("\ufffd", clean_line(text))


def harmless(number: int) -> list[str]:
    """Give so many harmless texts, each another one: what is said twice may be told once."""
    return [f"{HARMLESS} {chr(ord('a') + place)}" for place in range(number)]


def small(text: str, prose: str = HARMLESS) -> dict[str, object]:
    """Answer the small process with a text wherever one line can stand."""
    return {
        "first.challenge": text,
        "first.joint": {"deferred": text, "owner": text, "due": "F1"},
        "first.background": prose,
        "first.effects": [{"effect": text, "baseline": 4, "known_by": "counted"}],
    }


def spread(texts: Sequence[str], prose: Sequence[str] = ()) -> dict[str, object]:
    """Answer with texts wherever one line can stand, a row for each, and with prose where paragraphs can."""
    first, last = texts[0], texts[-1]
    return {
        "anchor.challenge": first,
        "anchor.owner": {"deferred": last, "owner": first, "due": "G1"},
        "needs.effects": [
            {"effect": text, "indicator": text, "baseline": 4, "target": 2, "owner": text} for text in texts
        ],
        "setup.stakeholders": [{"group": text, "interest": text, "influence": 4, "action": text} for text in texts],
        "strategy.risks": [
            {"risk": text, "likelihood": 4, "impact": 5, "response": text, "owner": text} for text in texts
        ],
        "strategy.costs": [{"item": text, "total": 1000, "category": "purchase"} for text in texts],
        **dict(zip(PROSE, prose, strict=False)),
    }


def hand_over(shell: Shell, texts: Sequence[str], prose: Sequence[str] = ()) -> str:
    """Make the plan, decide its first gate, and export every document as text into `ud`; give the plan's name."""
    plan = shell.plan(texts[0], spread(texts, prose))
    shell("decide", plan, "G0", "--decision", "go", f"--by={texts[-1]}", f"--reason={texts[0]}", "--date", "2027-01-10")
    shell("export", plan, "--out", "ud", "--as-of", DAY)
    return plan


def written(shell: Shell, plan: str, form: str) -> str:
    """Write the whole plan to standard output."""
    return shell("export", plan, "--stdout", "--document", "plan", "--format", form, "--as-of", DAY).out


@cache
def usual(length: int, form: str) -> Read:
    """Read a small plan whose title and answers mean no harm, and are about so long: long facts are laid out apart."""
    with tempfile.TemporaryDirectory() as folder:
        return small_paper(Shell(Path(folder)), f"{HARMLESS} " * (length // 10) + HARMLESS, form)


def small_paper(shell: Shell, text: str, form: str) -> Read:
    """Make a plan of the small process, with a text as its title and its answers, and read it in a format."""
    plan = shell.plan(text, small(text), process=SMALL)
    return READERS[form](written(shell, plan, form))


def papers(shell: Shell) -> dict[tuple[str, str], Read]:
    """Read what was handed over, by document and format."""
    found = {}
    for path in sorted(shell.path("ud").iterdir()):
        form = path.suffix[1:]
        name = next(one for one in publishing.FORMATS if path.stem.endswith(f"-{one}-da"))
        found[name, form] = READERS[form](path.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody finds in a document: elements with their attributes, counted; texts, block by block; addresses.

    `title` is its first heading.
    """

    seen: Counter[str]
    texts: tuple[str, ...]
    addresses: frozenset[str]
    title: str


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("gfm-like")


def read_markdown(text: str) -> Read:
    """Read Markdown as GitHub would."""
    seen: Counter[str] = Counter()
    texts, addresses = [], set()
    for token in _reader().parse(text):
        if token.nesting >= 0 and token.tag:
            seen[token.tag] += 1
        for child in token.children or ():
            if child.nesting >= 0 and child.tag:
                seen[child.tag] += 1
            addresses |= {str(child.attrs[name]) for name in ("href", "src") if name in child.attrs}
        if token.type == "inline":
            parts = token.children or ()
            texts.append("".join("\n" if part.type.endswith("break") else part.content for part in parts))
        elif token.content:
            texts.append(token.content)
    return Read(seen, tuple(texts), frozenset(addresses), texts[0])


class _Page(HTMLParser):
    """Reads a page."""

    BLOCKS = frozenset(
        {"h1", "h2", "h3", "h4", "p", "li", "td", "th", "dt", "dd", "figcaption", "div", "section", "style"}
    )

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: Counter[str] = Counter()
        self.texts = [""]
        self.addresses: set[str] = set()
        self.title = ""
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen[tag] += 1
        self.seen.update(f"{tag}@{name}" for name, _ in attrs)
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src"}}
        self._open = tag
        if tag in self.BLOCKS:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""
        if tag in self.BLOCKS:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data
        if self._open == "h1" and not self.title:
            self.title = data

    def handle_comment(self, data: str) -> None:
        self.seen["!--"] += 1

    def handle_decl(self, decl: str) -> None:
        self.seen["!"] += 1

    def unknown_decl(self, data: str) -> None:
        self.seen["!["] += 1

    def handle_pi(self, data: str) -> None:
        self.seen["<?"] += 1


def read_page(page: str) -> Read:
    """Read a page as a browser would."""
    found = _Page(page)
    texts = tuple(text.strip("\n") for text in found.texts if text.strip())
    return Read(found.seen, texts, frozenset(found.addresses), found.title)


READERS = {"md": read_markdown, "html": read_page}


def added(hostile: Read, harmless: Read) -> Mapping[str, int]:
    """Count what one document has more, or fewer, of than another; line breaks aside."""
    names = (set(hostile.seen) | set(harmless.seen)) - {"br", "td@class"}  # a short cell has a class of its own
    found = {name: hostile.seen[name] - harmless.seen[name] for name in names}
    return {name: count for name, count in sorted(found.items()) if count}


def shows(read: Read, text: str) -> bool:
    """Say whether a text stands in a document as a block of its own, or behind its label."""
    return any(part == text or part.endswith((f": {text}", f"◇ {text}")) for part in read.texts)
