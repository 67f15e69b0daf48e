"""A document in each format: one template, one tree, and a writer for each format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from procwiz.render import markdown, page, reading, sandbox, templates, tree

if TYPE_CHECKING:
    from pathlib import Path

    from procwiz.language import Language

Format: TypeAlias = Literal["md", "html"]


def render(
    document: Mapping[str, Any],
    template: Path,
    format: Format,  # noqa: A002  (the word for it in this house)
    page_template: Path,
    language: Language,
) -> str:
    """Write a document as text.

    `document` holds plain values: `title`, `subtitle`, `language` (a code), `meta` (pairs of label and value), and what
    the template asks for. It may hold `contents` (true: html gets a table of contents) and `figures` (name to SVG, or
    to None where there is nothing to draw). Raises `TemplateFaulty`, which names template and line.
    """
    blocks = _blocks(document, template)
    if format == "md":
        return markdown.write((*_head(document), *blocks))
    return page.write(blocks, document, page_template, language)


def _blocks(document: Mapping[str, Any], template: Path) -> tree.Blocks:
    filled = templates.fill(template, document)
    figures = document.get("figures")
    try:
        return reading.parse(filled.text, figures if isinstance(figures, Mapping) else ())
    except reading.Unfit as unfit:
        raise filled.fault(unfit.line, unfit.code, unfit.params) from unfit


def _head(document: Mapping[str, Any]) -> tree.Blocks:
    facts = " · ".join(f"{label} {value}" for label, value in document["meta"])
    parts = (tree.Strong((_line(document["subtitle"]),)), tree.Break(), _line(facts))
    return (tree.Heading(1, (_line(document["title"]),)), tree.Paragraph(parts))


def _line(text: str) -> tree.Text:
    return tree.Text(" ".join(sandbox.clean(text).split()))
