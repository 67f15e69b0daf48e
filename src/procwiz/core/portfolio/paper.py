"""The overview of all plans as a document: everything decided, nothing laid out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procwiz.core.messages import Say
from procwiz.core.portfolio import counting
from procwiz.core.portfolio.portfolio import Portfolio, Quarter, Year
from procwiz.core.portfolio.summary import Summary
from procwiz.core.portfolio.telling import Telling

NAME = "portfolio"
FIRST = 12
"""So many of the next decisions, and so many plans that need attention, stand on the first page."""
UNDATED = 12

LABELS = (
    "next", "attention", "phases", "years", "plans", "quarters", "counting", "results", "kinds", "how", "day", "plan",
    "gate", "phase", "worth", "route", "risk", "open", "overdue", "count", "without", "year", "market", "contracts",
    "uses", "quarter", "purchase", "sure", "way", "kind", "values", "value",
)  # fmt: skip
"""The fixed words of the template: headings and labels, `labels.<name>`."""

_NOTES = ("plans", "years", "quarters", "days", "counting", "kinds", "values")

Fields = dict[str, Any]


def build(portfolio: Portfolio, name: str, say: Say, language: str) -> Fields:
    """Build the overview of the plans in a folder of that name; see `document.build` for what a template gets."""
    telling = Telling(portfolio, say, language)
    pairs = _meta(telling, name)
    return {
        "title": telling.words("title"),
        "subtitle": telling.words("subtitle"),
        "language": language,
        "contents": False,
        "meta": pairs,
        "foot": [pair for pair in pairs if pair[0] != telling.words("meta.folder")],
        "labels": {label: telling.words(f"label.{label}") for label in LABELS},
        "intro": _intro(telling),
        "facts": _facts(telling),
        "next": _next(telling),
        "attention": _attention(telling),
        "phases": [_phase(telling, part) for part in portfolio.by_phase],
        "years": [_year(telling, year) for year in portfolio.by_year],
        "plans": [_plan(telling, row) for row in portfolio.sorted],
        "broken": [_broken(telling, title, why) for title, why in _unread(portfolio)],
        "quarters": [_purchase(telling, quarter, row) for quarter in portfolio.quarters for row in quarter.plans],
        "undated": _undated(telling),
        "counting": _counting(telling),
        "notes": {part: telling.words(f"head.{part}") for part in _NOTES},
        "nothing": {"next": telling.words("no_gates"), "quarters": telling.words("no_quarters")},
        "colophon": telling.words("colophon", n=len(portfolio.rows), state=portfolio.state),
    }


def _meta(telling: Telling, name: str) -> list[list[str]]:
    portfolio = telling.portfolio
    found = {
        "date": telling.day(portfolio.as_of),
        "plans": str(len(portfolio.rows) + len(portfolio.broken)),
        "folder": name,
        "state": portfolio.state,
    }
    return [[telling.words(f"meta.{part}"), text] for part, text in found.items() if text]


def _intro(telling: Telling) -> str:
    total = telling.portfolio.total
    ended = len(telling.portfolio.counted) - total.plans
    if not total.plans:
        parts = [telling.words("intro.none")]
    elif not total.amounts:
        parts = [telling.words("intro.unpriced", n=total.plans)]
    else:
        parts = [telling.words("intro", n=total.plans, worth=telling.amounts(total.amounts))]
        parts += [telling.words("intro.without", n=total.without)] if total.without else []
        parts += [telling.words("intro.currencies")] if len(total.amounts) > 1 else []
    return " ".join([*parts, *([telling.words("intro.ended", n=ended)] if ended else [])])


def _facts(telling: Telling) -> list[Fields]:
    portfolio = telling.portfolio
    soonest = next((row.next for row in portfolio.sorted if row.next is not None and row.due is not None), None)
    found = {
        "alive": telling.words("plans", n=portfolio.total.plans),
        "worth": telling.amounts(portfolio.total.amounts),
        "next": telling.next_day(soonest) if soonest is not None else telling.words("none"),
        "attention": telling.words("plans", n=sum(bool(telling.attention(row)) for row in portfolio.sorted)),
        "broken": telling.words("plans", n=len(portfolio.broken)) if portfolio.broken else "",
    }
    return [{"title": telling.words(f"fact.{part}"), "value": text} for part, text in found.items() if text]


# -- the first page --------------------------------------------------------------------------


def _next(telling: Telling) -> Fields:
    rows = [
        {
            "day": telling.next_day(row.next),
            "plan": telling.title(row),
            "gate": telling.words("gate", gate=row.next.key, phase=row.stage.title),
            "worth": telling.worth(row.worth),
        }
        for row in telling.portfolio.alive
        if row.next is not None
    ]
    return {"rows": rows[:FIRST], "more": _more(telling, len(rows))}


def _attention(telling: Telling) -> Fields:
    items = [_broken(telling, title, why) for title, why in _unread(telling.portfolio)]
    for row in telling.portfolio.sorted:
        found = telling.attention(row)
        if found:
            items.append({"title": telling.title(row), "text": "; ".join(found)})
    none = "" if items else telling.words("nothing")
    return {"items": items[:FIRST], "more": _more(telling, len(items)), "none": none}


def _unread(portfolio: Portfolio) -> list[tuple[str, str]]:
    return [(one.title, one.why) for one in portfolio.broken]


def _broken(telling: Telling, title: str, why: str) -> Fields:
    return {"title": telling.short(title, 60), "text": why.rstrip(".")}


def _more(telling: Telling, count: int) -> str:
    return telling.words("more", n=count - FIRST) if count > FIRST else ""


# -- sums and plans --------------------------------------------------------------------------


def _phase(telling: Telling, part: tuple[str, Any, Any]) -> Fields:
    process, stage, total = part
    return {
        "phase": telling.stage(stage.title, process),
        "count": str(total.plans),
        "worth": telling.amounts(total.amounts),
        "without": str(total.without),
    }


def _year(telling: Telling, year: Year) -> Fields:
    return {
        "year": str(year.year),
        "market": str(year.market.plans),
        "worth": telling.amounts(year.market.amounts),
        "contracts": str(year.contracts),
        "uses": str(year.uses),
    }


def _plan(telling: Telling, row: Summary) -> Fields:
    return {
        "plan": telling.title(row),
        "phase": telling.phase(row),
        "next": telling.next_day(row.next) if row.next is not None else telling.words("none"),
        "route": telling.route(row),
        "worth": telling.worth(row.worth),
        "risk": telling.risk(row.risk),
        "open": str(row.counts.open + row.counts.deferred),
        "overdue": str(row.counts.overdue),
    }


# -- the innovation plan ---------------------------------------------------------------------


def _purchase(telling: Telling, quarter: Quarter, row: Summary) -> Fields:
    return {
        "quarter": telling.words("quarter", year=quarter.year, number=quarter.number),
        "purchase": telling.title(row),
        "worth": telling.worth(row.worth),
        "route": telling.route(row),
        "phase": telling.phase(row),
        "sure": telling.sure(row.notice) if row.notice is not None else "",
    }


def _undated(telling: Telling) -> str:
    titles = [telling.title(row) for row in telling.portfolio.undated]
    if not titles:
        return ""
    over = len(titles) - UNDATED
    named = [*titles[:UNDATED], telling.words("plans", n=over)] if over > 0 else titles
    return telling.words("undated", titles=telling.joined(named))


# -- counting --------------------------------------------------------------------------------


def _counting(telling: Telling) -> Fields:
    rows = telling.portfolio.counted
    return {
        "states": [telling.words(f"state.{state.value}") for state in counting.State],
        "ways": [_way(telling, way) for way in counting.WAYS],
        "plans": [_counted(telling, row) for row in rows],
        "kinds": _tally(telling, counting.kinds(rows)),
        "values": _tally(telling, counting.values(rows)),
        "results": _results(telling, counting.results(rows)),
        "how": [*(telling.words(f"how.{way}") for way in counting.WAYS), telling.words("how.sure")],
    }


def _tally(telling: Telling, found: Mapping[str, int]) -> list[Fields]:
    return [{"kind": title or telling.words("kind.none"), "count": str(number)} for title, number in found.items()]


def _way(telling: Telling, way: str) -> Fields:
    found: Mapping[counting.State, int] = counting.counted(telling.portfolio.counted, way)
    return {"way": telling.words(f"way.{way}"), "counts": [str(found[state]) for state in counting.State]}


def _counted(telling: Telling, row: Summary) -> Fields:
    judged = [telling.judged(judge(row)) for judge in counting.WAYS.values()]
    return {"plan": telling.title(row), "judged": judged}


def _results(telling: Telling, found: counting.Results) -> list[str]:
    return [
        telling.words("result.buyers", n=found.buyers),
        telling.words("result.savings", n=found.savings),
        telling.words("result.developed", n=found.developed),
        telling.words("result.strategic", n=found.strategic, of=found.strategic_asked),
        telling.words("result.unasked"),
    ]
