"""What the tests of docx and PDF share: plans and the sample paper as bytes, and the words of the Markdown."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from test_documents import DAY, TEMPLATES
from test_render import ATTACKS, FRAME

from procwiz.calendars import calendar_of
from procwiz.core.document import build
from procwiz.core.plan import Plan
from procwiz.language import Language
from procwiz.render import PrintFormat, print_out, render

SAMPLE = Path(__file__).parent / "render"
PAPER = "steering-group"
HOSTILE = {**ATTACKS, "control": "bell \a", "docx": "</w:t></w:r></w:p><w:p><w:r><w:t>INJECTED", "amp": "A & B <C> ]]>",
           "typst": '#read("/etc/passwd") #import "@preview/x:1.0.0" $x$ *a* _b_ = c @d <e> \\ "', "tab": "a\tb",
           "separators": "a\u2028b\u2029c\u0085d\ufffee\U0001ffff", "chinese": "日本語 中文", "arabic": "العربية",
           "long": "x" * 400}  # fmt: skip


def sample() -> dict[str, Any]:
    """Give a steering-group paper with three annexes and a figure."""
    fields: dict[str, Any] = json.loads((SAMPLE / "paper.json").read_text(encoding="utf-8"))
    return fields


def printed_sample(form: PrintFormat, **fields: object) -> bytes:
    """Print the sample paper, some fields changed."""
    return print_out({**sample(), **fields}, SAMPLE / "paper.md.j2", form, Language("da"))


def printed(plan: Plan, form: PrintFormat, name: str = PAPER, *, drawn: bool = True) -> bytes:
    """Print a document of a plan; its figures as tables only where they are not `drawn`."""
    language = Language(plan.process.language)
    document = build(plan, name, DAY, language.say, calendar_of(plan.country))
    if not drawn:
        document |= {"figures": dict.fromkeys(document.get("figures", {}))}
    return print_out(document, TEMPLATES / f"{name}.md.j2", form, language)


def in_markdown(plan: Plan, name: str = PAPER) -> str:
    """Write a document of a plan as Markdown."""
    language = Language(plan.process.language)
    document = build(plan, name, DAY, language.say, calendar_of(plan.country))
    return render(document, TEMPLATES / f"{name}.md.j2", "md", TEMPLATES / "page.html.j2", language)


def laid_out(folder: Path, form: PrintFormat, template: str, **fields: object) -> bytes:
    """Print a template given as text."""
    path = folder / "paper.md.j2"
    path.write_text(template, encoding="utf-8")
    return print_out({**FRAME, **fields}, path, form, Language("da"))


def read(markdown: str, *, numbers: bool = False) -> str:
    """Read the text of Markdown, block after block; with the numbers of ordered lists, where they are print."""
    found = []
    for token in MarkdownIt("gfm-like").parse(markdown):
        if numbers and token.type == "list_item_open":
            found.append(token.info)
        if token.type == "inline":
            parts = (child.content or " " * child.type.endswith("break") for child in token.children or ())
            found.append("".join(parts))
    return " ".join(found)


def tokens(text: str) -> list[str]:
    """Take the words and numbers of a text, and the signs that mean something."""
    return re.findall(r"\w+|[◇§%×–…»«]", text)


def normal(text: str) -> str:
    """Set a text on one line, and drop what only breaks lines."""
    return " ".join(text.replace("\u200b", "").split())
