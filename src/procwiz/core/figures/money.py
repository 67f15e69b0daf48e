"""The money year by year: costs down, benefits up, and what they come to so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from procwiz.core.business import Case, Outlook, Year
from procwiz.core.figures.figure import DASH, EDGE, WIDTH, Brush, Figure, Table
from procwiz.core.figures.legend import Key, Sign, legend
from procwiz.core.figures.letters import PITCH, SIZE, width
from procwiz.core.figures.scale import Amounts, amounts
from procwiz.core.figures.shapes import Anchor, Circle, Line, Paint, Rectangle, Shape, Text
from procwiz.core.notation import show_number

NAME = "money"
_TALL = 250
_UNITS = (("milliard", 10**9), ("million", 10**6), ("thousand", 10**3), ("one", 1))


def money(found: Case | None, brush: Brush) -> Figure | None:
    """Draw the years of a case; None while the amounts of a year are not known."""
    years = [year for year in found.years if _known(year)] if found else []
    if found is None or not years or len(years) < len(found.years):
        return None
    sums = [exact for year in years for exact in _exact(year)]
    scale = amounts(min(sums), max(sums), EDGE + PITCH + 12, EDGE + PITCH + _TALL)
    unit, size = next((unit for unit in _UNITS if max(map(abs, sums)) >= unit[1]), _UNITS[-1])
    marks = [(mark, show_number(_decimal(mark / size), brush.notation)) for mark in scale.marks]
    left = EDGE + max(width(name) for _, name in marks) + 8
    step = Fraction(WIDTH - EDGE - left, len(years))
    name = brush.words(f"money.unit.{unit}", currency=brush.currency)
    shapes = [
        Text(EDGE, EDGE + SIZE - 3, name, bold=True),
        *_ruled(marks, scale, left),
        *_bars(years, scale, left, step),
        Line(left, scale.at(Fraction(0)), WIDTH - EDGE, scale.at(Fraction(0)), Paint.INK, thick=2),
        *_line(years, scale, left, step),
        *_named(years, scale.bottom, left, step),
    ]
    repaid = found.payback.likely if found.payback else None
    if repaid is not None:
        shapes += _repaid(years, repaid, scale, left, step)
    signs, height = legend(_keys(brush, repaid=repaid is not None, spread=_spread(years)), scale.bottom + PITCH + 8)
    title = brush.words("money.title" if repaid is not None else "money.title.never", year=repaid or "")
    description = _described(years, brush)
    return brush.frame(NAME, title, description, height, (*shapes, *signs), _table(years, brush))


def _known(year: Year) -> bool:
    return None not in (year.costs.exact, year.benefits.exact, year.accumulated.exact)


def _exact(year: Year) -> Iterator[Fraction]:
    """Give all amounts that are drawn of a year, costs below zero."""
    yield from (-_likely(year.costs), _likely(year.benefits))
    yield from year.accumulated.exact or ()


def _likely(outlook: Outlook) -> Fraction:
    return outlook.exact[1] if outlook.exact else Fraction(0)


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


# -- what is drawn -------------------------------------------------------------------------


def _ruled(marks: Sequence[tuple[Fraction, str]], scale: Amounts, left: int) -> Iterator[Shape]:
    for mark, name in marks:
        y = scale.at(mark)
        yield Line(left, y, WIDTH - EDGE, y, Paint.RULE, thick=1)
        yield Text(left - 6, y + 6, name, Anchor.END)


def _bars(years: Sequence[Year], scale: Amounts, left: int, step: Fraction) -> Iterator[Shape]:
    zero = scale.at(Fraction(0))
    wide = max(int(step * 3 / 5), 2)
    for number, year in enumerate(years):
        x = left + int(step * number + step / 5)
        up, down = scale.at(_likely(year.benefits)), scale.at(-_likely(year.costs))
        if up < zero:
            yield Rectangle(x, up, wide, zero - up, Paint.ACCENT, Paint.ACCENT, thick=1)
        if down > zero:
            yield Rectangle(x, zero, wide, down - zero, Paint.HATCH, Paint.ACCENT, thick=1)


def _line(years: Sequence[Year], scale: Amounts, left: int, step: Fraction) -> Iterator[Shape]:
    """Draw what it comes to at the end of each year, and from the worst to the best as a thin line beside it."""
    points = [(left + int(step * (number + 1)) - 4, year) for number, year in enumerate(years)]
    likely = [(x, scale.at(_likely(year.accumulated))) for x, year in points]
    for one, other in pairwise(likely):
        yield Line(*one, *other, Paint.GROUND, thick=7)
        yield Line(*one, *other, Paint.INK, thick=3)
    for x, year in points:
        low, _, high = year.accumulated.exact or (Fraction(0),) * 3
        if low != high:
            yield from _range(x, scale.at(high), scale.at(low), reach=min(4, int(step / 4)))
    for x, y in likely:
        yield Circle(x, y, min(4, max(2, int(step / 4))), Paint.INK, Paint.GROUND, thick=1)


def _range(x: int, top: int, bottom: int, reach: int) -> Iterator[Shape]:
    yield Line(x, top, x, bottom, Paint.INK, thick=1)
    yield Line(x - reach, top, x + reach, top, Paint.INK, thick=1)
    yield Line(x - reach, bottom, x + reach, bottom, Paint.INK, thick=1)


def _named(years: Sequence[Year], bottom: int, left: int, step: Fraction) -> Iterator[Shape]:
    """Name as many years as there is room for."""
    every = -(-(width("2028") + 8) // max(int(step), 1)) if step < width("2028") + 8 else 1
    for number, year in enumerate(years):
        middle = left + int(step * number + step / 2)
        if number % every == 0 and middle + width("2028") // 2 <= WIDTH - EDGE + 4:
            yield Text(middle, bottom + SIZE + 11, str(year.year), Anchor.MIDDLE)


def _repaid(years: Sequence[Year], repaid: int, scale: Amounts, left: int, step: Fraction) -> Iterator[Shape]:
    for number, year in enumerate(years):
        if year.year == repaid:
            x = left + int(step * (number + 1)) - 4
            yield Circle(x, scale.at(_likely(year.accumulated)), 8, Paint.NONE, Paint.INK, thick=3)


def _spread(years: Sequence[Year]) -> bool:
    return any(year.accumulated.spread for year in years)


def _keys(brush: Brush, *, repaid: bool, spread: bool) -> Iterator[Key]:
    signs: dict[str, Sign] = {
        "benefits": lambda x, y: (Rectangle(x - 9, y - 7, 18, 14, Paint.ACCENT, Paint.ACCENT, thick=1),),
        "costs": lambda x, y: (Rectangle(x - 9, y - 7, 18, 14, Paint.HATCH, Paint.ACCENT, thick=1),),
        "accumulated": lambda x, y: (Line(x - 12, y, x + 12, y, Paint.INK, thick=3), Circle(x, y, 4, Paint.INK)),
        "range": lambda x, y: tuple(_range(x, y - 8, y + 8, reach=4)),
        "repaid": lambda x, y: (Circle(x, y, 7, Paint.GROUND, Paint.INK, thick=3),),
    }
    there = {"range": spread, "repaid": repaid}
    for name, sign in signs.items():
        if there.get(name, True):
            yield Key(sign, brush.words(f"money.key.{name}"))


# -- in words ------------------------------------------------------------------------------


def _described(years: Sequence[Year], brush: Brush) -> str:
    low, likely, high = years[-1].accumulated.exact or (Fraction(0),) * 3
    amounts_ = {"low": brush.amount(low), "likely": brush.amount(likely), "high": brush.amount(high)}
    return brush.words("money.desc", first=years[0].year, last=years[-1].year, **amounts_)


def _table(years: Sequence[Year], brush: Brush) -> Table:
    def shown(outlook: Outlook, number: int = 1) -> str:
        return brush.amount(outlook.exact[number]) if outlook.exact else DASH

    rows = (
        (
            str(year.year),
            shown(year.costs),
            shown(year.benefits),
            shown(year.accumulated),
            shown(year.accumulated, 0),
            shown(year.accumulated, 2),
        )
        for year in years
    )
    amounts_ = ("costs", "benefits", "accumulated", "low", "high")
    return Table(brush.columns(NAME, "year", *amounts_, right=amounts_), tuple(rows))
