"""The schedule as bars: phases, gates and milestones, the law's time limits, the aim and the days left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from procwiz.core.figures.figure import DASH, EDGE, WIDTH, Brush, Figure, Table
from procwiz.core.figures.legend import Key, Sign, legend
from procwiz.core.figures.letters import PITCH, SIZE, fit, width
from procwiz.core.figures.scale import Days
from procwiz.core.figures.shapes import Anchor, Circle, Line, Paint, Polygon, Rectangle, Shape, Text, diamond, triangle
from procwiz.core.figures.stretches import Stretch
from procwiz.core.schedule import Entry, Schedule, Span

NAME = "timeline"
_LEFT, _RIGHT = EDGE + 2, WIDTH - 46
"""To the right of the last day there is room for a gate's name."""
_BAR, _HALF = 14, 7


def timeline(found: Schedule, rows: Sequence[Stretch], brush: Brush) -> Figure | None:
    """Draw the schedule; None where nothing is ahead of today."""
    if not rows or all(row.done for row in rows):
        return None
    scale = _scale(found, rows)
    top = _ground(found) + 6
    bars: list[Shape] = []
    for row in rows:
        drawn, top = _row(row, scale, top, brush)
        bars += drawn
    works, bottom = _works(found, scale, top, brush)
    rules = (*_months(scale, bottom, found, brush), *_lines(found, scale, bottom, brush))
    signs, height = legend(_keys(found, rows, brush), bottom)
    title, description = _said(found, brush)
    shapes = (*rules, *bars, *works, *signs)
    return brush.frame(NAME, title, description, height, shapes, _table(found, rows, brush))


def _ground(found: Schedule) -> int:
    """Where the rules begin: below the names of the months, of today, and of the aim."""
    return EDGE + PITCH * (3 if found.aim else 2)


def _scale(found: Schedule, rows: Sequence[Stretch]) -> Days:
    first = min([found.today, *(row.start for row in rows)])
    last = max([found.works.latest, *(row.last for row in rows)])
    if found.aim is not None and abs((found.aim.day - found.today).days) <= 2 * (last - first).days:
        first, last = min(first, found.aim.day), max(last, found.aim.day)
    return Days(first, last, _LEFT, _RIGHT)


# -- the ground ----------------------------------------------------------------------------


def _months(scale: Days, bottom: int, found: Schedule, brush: Brush) -> Iterator[Shape]:
    """Rule the drawing at round months, and name them where there is room."""
    widest = max(width(brush.month(date(2028, month, 1))) for month in range(1, 13))
    step, months = scale.months(lambda every: (width("2028") if every >= 12 else widest) + 14)
    for day in months:
        name = str(day.year) if step >= 12 else brush.month(day)
        x = scale.at(day)
        yield Line(x, _ground(found), x, bottom, Paint.RULE, thick=1)
        half = width(name) // 2 + 1
        if half + 2 <= x <= WIDTH - half - 2:
            yield Text(x, EDGE + SIZE - 3, name, Anchor.MIDDLE, paint=Paint.QUIET)


def _lines(found: Schedule, scale: Days, bottom: int, brush: Brush) -> Iterator[Shape]:
    """Draw today and the aim as lines from top to bottom."""
    top = EDGE + PITCH
    x = scale.at(found.today)
    yield Line(x, top + PITCH - 2, x, bottom, Paint.INK, thick=1)
    yield _flag(x, top + SIZE, brush.words("timeline.today"))
    if found.aim is None:
        return
    x = scale.at(found.aim.day)
    outside = "" if scale.holds(found.aim.day) else ".outside"
    words = brush.words(f"timeline.aim{outside}", day=brush.day(found.aim.day))
    if not outside:
        yield Line(x, top + 2 * PITCH - 2, x, bottom, Paint.ACCENT, thick=3, dashed=True)
    yield _flag(x, top + PITCH + SIZE, words, bold=True)


def _flag(x: int, y: int, words: str, *, bold: bool = False) -> Text:
    words = fit(words, WIDTH - 2 * EDGE, bold=bold)
    half = width(words, bold=bold) // 2 + 1
    middle = min(max(x, EDGE + half), WIDTH - EDGE - half)
    return Text(middle, y, words, Anchor.MIDDLE, bold=bold, ground=True)


# -- the phases ----------------------------------------------------------------------------


def _row(row: Stretch, scale: Days, top: int, brush: Brush) -> tuple[list[Shape], int]:
    x, end = scale.at(row.start), scale.at(row.end.likely)
    name = f"{row.number} {row.title}"
    shapes: list[Shape] = [_label(x, top + SIZE, brush.words("timeline.done", phase=name) if row.done else name)]
    if row.done and row.gate is None:
        return shapes, top + PITCH + 4
    axis = top + PITCH + _HALF + 2
    bottom = axis + _HALF + 8
    if not row.done:
        shapes += _latest(scale, row.end, axis)
        shapes.append(Rectangle(x, axis - _HALF, max(end - x, 3), _BAR, Paint.ACCENT, Paint.ACCENT, thick=1))
        shapes += [shape for limit in row.limits for shape in _limit(limit, scale, axis)]
    if row.gate is not None:
        gate = scale.at(row.gate.end.likely)
        shapes.append(diamond(gate, axis, 10, Paint.GROUND))
        room = WIDTH - 2 - (gate + 14)
        shapes.append(Text(gate + 14, axis + 6, fit(row.gate.code, room), ground=True))
    if row.milestones:
        shapes += _milestones(row.milestones, scale, axis + _HALF)
        bottom += PITCH + 6
    return shapes, bottom


def _label(x: int, y: int, name: str) -> Text:
    words = fit(name, WIDTH - 2 * EDGE)
    return Text(max(min(x, WIDTH - EDGE - width(words)), EDGE), y, words, ground=True)


def _latest(scale: Days, end: Span, axis: int) -> Iterator[Shape]:
    """Draw on to the latest end; an arrow where that lies beyond the drawing."""
    last = scale.at(end.latest)
    start = scale.at(end.likely)
    if end.latest <= end.likely:
        return
    yield Line(start, axis, last, axis, Paint.ACCENT, thick=2)
    if scale.holds(end.latest):
        yield Line(last, axis - 5, last, axis + 5, Paint.ACCENT, thick=2)
    else:
        yield Polygon(((last + 8, axis), (last, axis - 5), (last, axis + 5)), Paint.ACCENT)


def _limit(entry: Entry, scale: Days, axis: int) -> Iterator[Shape]:
    start, end = scale.at(entry.start.likely), scale.at(entry.end.likely)
    yield Rectangle(start, axis - _HALF, max(end - start, 5), _BAR, Paint.HATCH, Paint.ACCENT, thick=1)


def _milestones(found: Sequence[tuple[str, Entry]], scale: Days, top: int) -> Iterator[Shape]:
    """Draw milestones below their bar; a letter that has no room at its place moves to the right."""
    free = 0
    for letter, entry in found:
        x = scale.at(entry.end.likely)
        yield triangle(x, top, 6)
        wide = width(letter)
        left = max(x - wide // 2, free)
        if left + wide <= WIDTH - 2:
            yield Text(left, top + 9 + SIZE, letter, ground=True)
            free = left + wide + 3


# -- the aim -------------------------------------------------------------------------------


def _works(found: Schedule, scale: Days, top: int, brush: Brush) -> tuple[list[Shape], int]:
    """Draw the day it works with its span, and the days between it and the aim."""
    x = scale.at(found.works.likely)
    words = fit(brush.words("timeline.works", day=brush.day(found.works.likely)), WIDTH - 2 * EDGE, bold=True)
    half = width(words, bold=True) // 2 + 1
    shapes: list[Shape] = [
        Text(min(max(x, EDGE + half), WIDTH - EDGE - half), top + SIZE, words, Anchor.MIDDLE, bold=True, ground=True)
    ]
    axis = top + PITCH + _HALF + 3
    first, last = scale.at(found.works.earliest), scale.at(found.works.latest)
    for end in (first, last):
        shapes.append(Line(end, axis - 6, end, axis + 6, Paint.INK, thick=2))
    shapes.append(Line(first, axis, last, axis, Paint.INK, thick=2))
    shapes.append(Circle(x, axis, 8, Paint.INK, Paint.GROUND))
    bottom = axis + 14
    if found.aim is not None and found.slack is not None and scale.holds(found.aim.day):
        shapes += _float(scale.at(found.aim.day), x, bottom + 6, _slack(found, brush))
        bottom += PITCH + 18
    return shapes, bottom


def _slack(found: Schedule, brush: Brush) -> str:
    days = found.slack.likely if found.slack else 0
    return brush.words("timeline.late" if days < 0 else "timeline.spare", n=abs(days))


def _float(aim: int, works: int, y: int, words: str) -> Iterator[Shape]:
    left, right = min(aim, works), max(aim, works)
    for x in (left, right):
        yield Line(x, y - 6, x, y + 6, Paint.INK, thick=2)
    yield Line(left, y, right, y, Paint.INK, thick=2)
    yield _flag((left + right) // 2, y + 8 + SIZE, words, bold=True)


# -- signs and words -----------------------------------------------------------------------


def _keys(found: Schedule, rows: Sequence[Stretch], brush: Brush) -> Iterator[Key]:
    def key(name: str) -> str:
        return brush.words(f"timeline.key.{name}")

    def bar(fill: Paint) -> Sign:
        return lambda x, y: (Rectangle(x - 11, y - _HALF, 22, _BAR, fill, Paint.ACCENT, thick=1),)

    yield Key(bar(Paint.ACCENT), key("likely"))
    yield Key(
        lambda x, y: (Line(x - 11, y, x + 11, y, Paint.ACCENT), Line(x + 11, y - 5, x + 11, y + 5, Paint.ACCENT)),
        key("latest"),
    )
    if any(row.gate for row in rows):
        yield Key(lambda x, y: (diamond(x, y, 9, Paint.GROUND),), key("gate"))
    if any(row.milestones for row in rows):
        yield Key(lambda x, y: (triangle(x, y - 5, 6),), key("milestone"))
    if any(row.limits for row in rows):
        yield Key(bar(Paint.HATCH), key("limit"))
    yield Key(lambda x, y: (Line(x - 11, y, x + 11, y), Circle(x, y, 7, Paint.INK, Paint.GROUND)), key("works"))
    if found.aim is not None:
        yield Key(lambda x, y: (Line(x, y - 9, x, y + 9, Paint.ACCENT, thick=3, dashed=True),), key("aim"))


def _said(found: Schedule, brush: Brush) -> tuple[str, str]:
    works = {name: brush.day(getattr(found.works, name)) for name in ("earliest", "likely", "latest")}
    if found.aim is None:
        return brush.words("timeline.title", works=works["likely"]), brush.words("timeline.desc", **works)
    name = "late" if found.slack and found.slack.likely < 0 else "kept"
    aim = brush.words("timeline.desc.aim", aim=brush.day(found.aim.day), slack=_slack(found, brush))
    title = brush.words(f"timeline.title.{name}", works=works["likely"], aim=brush.day(found.aim.day))
    return title, f"{brush.words('timeline.desc', **works)} {aim}"


def _table(found: Schedule, rows: Sequence[Stretch], brush: Brush) -> Table:
    listed: list[tuple[str, ...]] = []
    for row in rows:
        done = brush.words("timeline.over")
        span = (done, DASH, DASH) if row.done else (brush.day(row.start), *_ends(row.end, brush))
        listed.append((str(row.number), row.title, *span))
        points = sorted([*row.milestones, *(("§", limit) for limit in row.limits)], key=lambda one: one[1].start.likely)
        listed += [_line_of(sign, entry, brush) for sign, entry in points]
        if row.gate is not None:
            listed.append(_line_of(row.gate.code, row.gate, brush))
    listed.append(("", brush.words("timeline.row.works"), DASH, *_ends(found.works, brush)))
    if found.aim is not None:
        listed.append(("", brush.words("timeline.row.aim"), DASH, brush.day(found.aim.day), DASH))
    return Table(brush.columns(NAME, "number", "what", "from", "likely", "latest"), tuple(listed))


def _line_of(sign: str, entry: Entry, brush: Brush) -> tuple[str, ...]:
    title = entry.title
    if entry.least is not None:
        title = brush.words("timeline.least", title=title, n=entry.least.days)
    start = DASH if entry.nature.point else brush.day(entry.start.likely)
    return (sign, title, start, *_ends(entry.end, brush))


def _ends(end: Span, brush: Brush) -> tuple[str, str]:
    return brush.day(end.likely), brush.day(end.latest)
