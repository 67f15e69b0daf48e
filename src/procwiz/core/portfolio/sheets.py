"""The overview of all plans as a workbook's registers: every value as itself, so that it can be sorted and added up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from procwiz.core.document.registers import Book, Cell, Cells, Register
from procwiz.core.messages import Say
from procwiz.core.portfolio import counting
from procwiz.core.portfolio.portfolio import Portfolio, Sum
from procwiz.core.portfolio.summary import Summary, When, Worth
from procwiz.core.portfolio.telling import Telling, called
from procwiz.core.values import Money

PLANS = (
    "plan", "standing", "phase", "gate", "overdue_since", "next", "low", "likely", "high", "source", "route",
    "risk", "weight", "owner", "answered", "deferred", "open", "overdue", "notice", "contract", "use", "attention",
    "process", "country", "id", "folder",
)  # fmt: skip
QUARTERS = ("quarter", "purchase", "notice", "sure", "earliest", "latest", "likely", "route", "phase")


def book(portfolio: Portfolio, say: Say, language: str) -> Book:
    """Write the plans as registers: the plans, the innovation plan, the sums, the counting, what cannot be read."""
    telling = Telling(portfolio, say, language)
    registers = (_plans(telling), _quarters(telling), _phases(telling), _years(telling), _counting(telling))
    broken = (_broken(telling),) if portfolio.broken else ()
    return Book(telling.words("title"), telling.words("subtitle"), (*registers, *broken))


def _register(telling: Telling, code: str, columns: tuple[str, ...], rows: list[Cells]) -> Register:
    return Register(code, telling.words(f"sheet.{code}"), columns, tuple(rows))


def _headings(telling: Telling, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(telling.words(f"cell.{name}") for name in names)


# -- the plans ---------------------------------------------------------------------------------


def _plans(telling: Telling) -> Register:
    rows = [_plan(telling, row) for row in telling.portfolio.sorted]
    return _register(telling, "plans", _headings(telling, PLANS), rows)


def _plan(telling: Telling, row: Summary) -> Cells:
    cells: dict[str, Cell] = {
        "plan": row.title,
        "standing": telling.words(f"standing.{row.standing}"),
        "phase": row.stage.title,
        "gate": row.next.key if row.next else None,
        "overdue_since": row.next.overdue if row.next else None,
        "next": _day(row.next.when if row.next else None),
        **_money(row.worth),
        "source": _source(telling, row.worth),
        "route": telling.route(row),
        "risk": row.risk.text if row.risk else None,
        "weight": _number(row.risk.weight if row.risk else None),
        "owner": row.risk.owner or None if row.risk else None,
        **{name: Decimal(getattr(row.counts, name)) for name in ("answered", "deferred", "open", "overdue")},
        **{name: _day(getattr(row, name)) for name in ("notice", "contract", "use")},
        "attention": "; ".join(telling.attention(row)) or None,
        "process": row.process.title,
        "country": row.country,
        "id": row.id,
        "folder": called(row.folder),
    }
    return tuple(cells[name] for name in PLANS)


def _money(worth: Worth | None) -> dict[str, Cell]:
    names = ("low", "likely", "high")
    return {name: Money(getattr(worth, name), worth.currency) if worth is not None else None for name in names}


def _source(telling: Telling, worth: Worth | None) -> Cell:
    if worth is None:
        return None
    return telling.words("source.assumed" if worth.assumed else f"source.{worth.source}")


def _day(when: When | None) -> date | None:
    return when.day if when is not None else None


def _number(number: int | None) -> Cell:
    return Decimal(number) if number is not None else None


# -- the innovation plan -----------------------------------------------------------------------


def _quarters(telling: Telling) -> Register:
    rows: list[Cells] = []
    for quarter in telling.portfolio.quarters:
        named = telling.words("quarter", year=quarter.year, number=quarter.number)
        rows += [_purchase(telling, named, row, row.notice) for row in quarter.plans]
    rows += [_purchase(telling, None, row, None) for row in telling.portfolio.undated]
    return _register(telling, "quarters", _headings(telling, QUARTERS), rows)


def _purchase(telling: Telling, quarter: str | None, row: Summary, when: When | None) -> Cells:
    return (
        quarter,
        row.title,
        _day(when),
        telling.words(f"certainty.{when.sure}") if when is not None else None,
        when.earliest if when is not None else None,
        when.latest if when is not None else None,
        _money(row.worth)["likely"],
        telling.route(row),
        row.stage.title,
    )


# -- sums and counting -------------------------------------------------------------------------


def _phases(telling: Telling) -> Register:
    found: list[tuple[Cells, Sum, Cells]] = [
        ((telling.stage(stage.title, process),), total, ()) for process, stage, total in telling.portfolio.by_phase
    ]
    return _sums(telling, "phases", ("phase",), found)


def _years(telling: Telling) -> Register:
    found: list[tuple[Cells, Sum, Cells]] = [
        ((str(year.year),), year.market, (Decimal(year.contracts), Decimal(year.uses)))
        for year in telling.portfolio.by_year
    ]
    return _sums(telling, "years", ("year",), found, ("contracts", "uses"))


def _sums(
    telling: Telling,
    code: str,
    names: tuple[str, ...],
    found: list[tuple[Cells, Sum, Cells]],
    behind: tuple[str, ...] = (),
) -> Register:
    """Lay sums out, each currency in a column of its own."""
    currencies = sorted({currency for _, total, _ in found for currency in total.amounts})
    columns = (
        *(telling.words(f"label.{name}") for name in (*names, "count", "without")),
        *(f"{telling.words('label.worth')}, {currency}" for currency in currencies),
        *(telling.words(f"label.{name}") for name in behind),
    )
    rows: list[Cells] = [
        (*before, Decimal(total.plans), Decimal(total.without), *_amounts(total, currencies), *after)
        for before, total, after in found
    ]
    return _register(telling, code, columns, rows)


def _amounts(total: Sum, currencies: list[str]) -> Cells:
    return tuple(
        Money(total.amounts[currency], currency) if currency in total.amounts else None for currency in currencies
    )


def _counting(telling: Telling) -> Register:
    ways = [telling.words(f"way.{way}") for way in counting.WAYS]
    columns = (
        telling.words("label.plan"),
        *(heading for way in ways for heading in (way, telling.words("cell.missing", way=way))),
        *(telling.words(f"label.{name}") for name in ("kind", "value", "potential")),
    )
    rows = [_counted(telling, row) for row in telling.portfolio.counted]
    return _register(telling, "counting", columns, rows)


def _counted(telling: Telling, row: Summary) -> Cells:
    judged = [judge(row) for judge in counting.WAYS.values()]
    found = row.novelty
    return (
        row.title,
        *(cell for one in judged for cell in _judged(telling, one)),
        found.kind.title if found.kind is not None else None,
        "; ".join(value.title for value in found.values) or None,
        _number(found.potential),
    )


def _judged(telling: Telling, judgement: counting.Judgement) -> Cells:
    return telling.words(f"state.{judgement.state.value}"), telling.missing(judgement) or None


def _broken(telling: Telling) -> Register:
    columns = (telling.words("label.plan"), telling.words("cell.why"), telling.words("cell.folder"))
    rows: list[Cells] = [(one.title, one.why, called(one.folder)) for one in telling.portfolio.broken]
    return _register(telling, "broken", columns, rows)
