"""Prose that a person wrote, made safe to stand in a template's Markdown."""

from __future__ import annotations

from procwiz.render import markdown, reading


def normalise(text: str) -> str:
    """Write prose again with paragraphs, lists, emphasis, strong and links; all else in it escaped to plain text."""
    return markdown.write(reading.parse_prose(text))
