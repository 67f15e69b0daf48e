"""Routes: every one that is named has a page, every page is an option, and the order names each once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from procwiz.core.checks.outline import Outline
from procwiz.core.checks.raw import entries, mapping, problem, text, texts
from procwiz.core.problems import Path, Problem, meant
from procwiz.core.routes import CHOSEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOP: Path = ("process", "routes")


def _pages(outline: Outline) -> Mapping[str, Path]:
    return {text(raw, "key"): (*path, "key") for raw, path in outline.listed("routes", "routes")}


def routes_exist(outline: Outline) -> Iterator[Problem]:
    """Find routes that are named somewhere and have no page."""
    pages = _pages(outline)
    for route, path in _named(outline):
        if route and route not in pages:
            yield problem("route_unknown", path, route=route[:60], near=meant(route, pages))


def _named(outline: Outline) -> Iterator[tuple[str, Path]]:
    table = mapping(outline.base, "routes")
    lists = [(table, "order", TOP)]
    preferences = outline.listed("routes", "preferences")
    lists += [(raw, name, path) for raw, path in preferences for name in ("order", "ahead")]
    for raw, path in (*outline.listed("routes", "rows"), *outline.listed("routes", "exclusions")):
        lists.append((raw, "routes", path))
        lists += [(part, "then", (*path, "routes", number)) for number, part in entries(raw, "routes")]
    for raw, name, path in lists:
        yield from ((route, (*path, name, number)) for number, route in texts(raw, name))
    yield from ((text(raw, "towards"), (*path, "towards")) for raw, path in outline.listed("routes", "signals"))


def pages_are_options(outline: Outline) -> Iterator[Problem]:
    """Find pages that the question about the chosen route does not offer, and options of it without a page."""
    chosen = outline.fields.get(CHOSEN)
    if chosen is None or chosen.kind != "choice" or not mapping(outline.base, "routes"):
        return
    pages = _pages(outline)
    for route, path in pages.items():
        if route and route not in chosen.codes:
            yield problem("option_unknown", path, key=CHOSEN, code=route[:60], near=meant(route, chosen.codes))
    for number, option in entries(chosen.raw, "options"):
        if text(option, "code") not in pages:
            yield problem("route_without_page", (*chosen.path, "options", number), route=text(option, "code"))


def order_is_whole(outline: Outline) -> Iterator[Problem]:
    """Find pages whose route the order of all routes does not name, or names more than once."""
    times = Counter(route for _, route in texts(mapping(outline.base, "routes"), "order"))
    for route in _pages(outline):
        if route and times[route] != 1:
            yield problem("route_order", (*TOP, "order"), route=route, times=times[route])
