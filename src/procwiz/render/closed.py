"""A page that is closed: whoever wrote the template round it, it fetches nothing and sends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_HEAD = re.compile(
    r'\s*<!doctype html>\s*<html lang="[a-z-]*">\s*<head>\s*<meta charset="utf-8">\s*'
    r'<meta http-equiv="Content-Security-Policy" '
    r"content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">",
    re.IGNORECASE,
)
"""How every page begins. The rule stands before all that it rules, so a browser holds to it whatever comes after."""

_ELEMENTS = frozenset(
    {"script", "iframe", "frame", "frameset", "object", "embed", "applet", "portal", "link", "base", "form", "audio",
     "video", "source", "track"}
)  # fmt: skip
_ADDRESSES = frozenset(
    {"src", "srcset", "href", "xlink:href", "poster", "background", "data", "action", "formaction", "ping", "manifest"}
)
_WITHIN = ("#", "data:")
_AWAY = ("https://", "http://", "mailto:")


def openings(page: str) -> Iterator[tuple[str, str]]:
    """Find what opens a page: the name of a `render` sentence, and the tag as it stands there, empty for the head."""
    head = _HEAD.match(page)
    if head is None:
        yield "page_head", ""
        return
    for tag in _Tags(page[head.end() :]).refused:
        yield "page_open", tag


class _Tags(HTMLParser):
    """Gathers the tags that reach out of a page; what the head's rule does not hold back is among them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        reaches = any(name.startswith("on") or _leads_out(tag, name, value or "") for name, value in attrs)
        rules = tag == "meta" and any(name == "http-equiv" for name, _ in attrs)
        if tag in _ELEMENTS or reaches or rules:
            self.refused.append(self.get_starttag_text() or tag)


def _leads_out(tag: str, name: str, value: str) -> bool:
    within = _WITHIN + (_AWAY if (tag, name) == ("a", "href") else ())
    return name in _ADDRESSES and not value.strip().lower().startswith(within)
