"""A document in each format: one template, one tree, and a writer for each format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from procwiz.render import frame, markdown, missing, page, templates, tree
from procwiz.render.dress import PLAIN

if TYPE_CHECKING:
    from pathlib import Path

    from procwiz.core.document.registers import Book
    from procwiz.language import Language
    from procwiz.render.dress import Dress

Format: TypeAlias = Literal["md", "html"]
"""The formats that are text."""
PrintFormat: TypeAlias = Literal["docx", "pdf"]
"""The formats that are bytes, and that need an extra."""


def write(
    document: Mapping[str, Any],
    template: Path,
    format: str,  # noqa: A002  (the word for it in this house)
    page_template: Path,
    language: Language,
    dress: Dress | None = None,
) -> bytes:
    """Write a document in any format, as it stands in a file; see `render` and `print_out`."""
    match format:
        case "docx" | "pdf":
            return print_out(document, template, format, language, dress)
        case "md" | "html":
            return render(document, template, format, page_template, language, dress).encode()
    raise ValueError(format)


def render(
    document: Mapping[str, Any],
    template: Path,
    format: Format,  # noqa: A002  (the word for it in this house)
    page_template: Path,
    language: Language,
    dress: Dress | None = None,
) -> str:
    """Write a document as text.

    `document` holds plain values: `title`, `subtitle`, `language` (a code), `meta` (pairs of label and value), and what
    the template asks for. It may hold `contents` (true: a table of contents), `foot` (pairs as in `meta`, for the foot
    of each printed page) and `figures` (name to SVG, or to None where there is nothing to draw).
    The templates that an organisation's `dress` has come before the two given.
    Raises `TemplateFaulty`, which names template and line.
    """
    worn = dress or PLAIN
    blocks = _blocks(document, template, worn)
    if format == "md":
        return markdown.write((*_head(document), *blocks))
    return page.write(blocks, document, page_template, language, worn)


def print_out(
    document: Mapping[str, Any],
    template: Path,
    format: PrintFormat,  # noqa: A002  (the word for it in this house)
    language: Language,
    dress: Dress | None = None,
) -> bytes:
    """Write a document as docx or PDF. The same document gives the same bytes.

    `document` is the same as for `render`, and so are the faults; besides,

    Raises:
        CouldNot: where the extra that the format needs is not installed.
    """
    missing.refuse_without(format)
    worn = dress or PLAIN
    blocks = _blocks(document, template, worn)
    around = frame.frame(document, language, worn)
    if format == "pdf":
        from procwiz.render import pdf

        return pdf.write(blocks, around)
    from procwiz.render import word

    return word.write(blocks, around)


def tabulate(book: Book, language: Language) -> bytes:
    """Write registers as an xlsx workbook. The same registers give the same bytes.

    Raises:
        CouldNot: where the extra that it needs is not installed.
    """
    missing.refuse_without("xlsx")
    from procwiz.render import workbook

    return workbook.write(book, language)


def _blocks(document: Mapping[str, Any], template: Path, dress: Dress) -> tree.Blocks:
    return templates.fill(template, document, dress.templates).blocks(document)


def _head(document: Mapping[str, Any]) -> tree.Blocks:
    facts = " · ".join(f"{label} {value}" for label, value in document["meta"])
    parts = (tree.Strong((_line(document["subtitle"]),)), tree.Break(), _line(facts))
    return (tree.Heading(1, (_line(document["title"]),)), tree.Paragraph(parts))


def _line(text: str) -> tree.Text:
    return tree.Text(frame.one_line(text))
