"""Those who are touched or have a say: how much influence they have, and what they think of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from procwiz.core.facts import rows_of
from procwiz.core.figures import grid
from procwiz.core.figures.figure import DASH, EDGE, Brush, Figure, Table
from procwiz.core.figures.grid import LEFT, Grid, Place
from procwiz.core.figures.legend import Key, legend
from procwiz.core.figures.letters import PITCH, SIZE, wrap
from procwiz.core.figures.shapes import Anchor, Paint, Rectangle, Shape, Text
from procwiz.core.kinds import Choice
from procwiz.core.kinds import Table as TableKind
from procwiz.core.plan import Plan, Standing

NAME = "stakeholders"
KEY = "setup.stakeholders"
ATTITUDES = ("against", "doubtful", "not_asked", "supportive")
"""From the left to the right."""
_UNWON = frozenset({"against", "doubtful", "not_asked"})
_STEPS, _STRONG = 5, 4


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A group by its number; `influence` is 1 to 5, `attitude` a code. None and empty where nobody has said."""

    id: str
    group: str
    influence: int | None
    attitude: str

    @property
    def place(self) -> Place | None:
        """Its cell; None where it cannot be placed."""
        if self.influence is None or self.attitude not in ATTITUDES:
            return None
        return ATTITUDES.index(self.attitude), _STEPS - min(max(self.influence, 1), _STEPS)

    @property
    def first(self) -> bool:
        """Say whether it has much influence and is not won yet."""
        return self.influence is not None and self.influence >= _STRONG and self.attitude in _UNWON


def groups(plan: Plan) -> tuple[Stakeholder, ...]:
    """Number the groups as they stand in the plan."""
    question = plan.process.questions.get(KEY)
    if question is None or plan.standing(question) is not Standing.ANSWERED:
        return ()
    rows = [row.cells for row in rows_of(plan.answer(KEY).value or ())]
    return tuple(
        Stakeholder(
            f"S{number}",
            str(cells.get("group", "")),
            int(influence) if isinstance(influence := cells.get("influence"), Decimal) else None,
            str(cells.get("attitude", "")),
        )
        for number, cells in enumerate(rows, start=1)
    )


def attitudes(plan: Plan) -> Mapping[str, str]:
    """Name the attitudes as the question does, by their codes."""
    question = plan.process.questions.get(KEY)
    columns = question.kind.columns if question is not None and isinstance(question.kind, TableKind) else ()
    kinds = [column.kind for column in columns if column.code == "attitude"]
    return {option.code: option.label for kind in kinds if isinstance(kind, Choice) for option in kind.options}


def stakeholders(found: Sequence[Stakeholder], labels: Mapping[str, str], brush: Brush) -> Figure | None:
    """Draw the grid, attitudes named by `labels`; None where nobody can be placed."""
    drawn = [one for one in found if one.place is not None][: grid.MOST]
    if not drawn:
        return None
    places = {one.id: one.place for one in drawn if one.place is not None}
    laid = grid.lay_out(places, len(ATTITUDES), _STEPS, EDGE + PITCH)
    axes = tuple(_axes(laid, labels, brush))
    below = max(text.y for text in axes)
    signs, height = legend([Key(_first_sign, brush.words("stakeholders.key.first"))], below + EDGE)
    first = [one.id for one in drawn if one.first]
    counts = {"n": len(drawn), "first": len(first)}
    return brush.frame(
        NAME,
        brush.words("stakeholders.title" if first else "stakeholders.title.won", **counts),
        brush.words("stakeholders.desc", **counts),
        height,
        (*grid.ground(laid, _fills()), *grid.marks(laid), *axes, *signs),
        _table(found, labels, brush),
    )


def _fills() -> dict[Place, Paint]:
    return {
        (column, row): Paint.SHADE
        for column, code in enumerate(ATTITUDES)
        for row in range(_STEPS - _STRONG + 1)
        if code in _UNWON
    }


def _axes(laid: Grid, labels: Mapping[str, str], brush: Brush) -> Iterator[Text]:
    yield Text(EDGE, EDGE + SIZE - 3, brush.words("stakeholders.influence"), bold=True)
    for row in range(_STEPS):
        cell = laid.cells[0, row]
        yield Text(LEFT - 12, (cell.top + cell.bottom) // 2 + 6, str(_STEPS - row), Anchor.END)
    for column, code in enumerate(ATTITUDES):
        cell = laid.cells[column, 0]
        for number, line in enumerate(wrap(labels.get(code, code), cell.right - cell.left - 6, 3)):
            y = laid.bottom + SIZE + 3 + number * (PITCH - 1)
            yield Text((cell.left + cell.right) // 2, y, line, Anchor.MIDDLE)


def _first_sign(x: int, y: int) -> tuple[Shape, ...]:
    return (Rectangle(x - 11, y - 8, 22, 16, Paint.SHADE, Paint.QUIET, thick=1),)


def _table(found: Sequence[Stakeholder], labels: Mapping[str, str], brush: Brush) -> Table:
    rows = (
        (one.id, one.group or DASH, str(one.influence or DASH), labels.get(one.attitude, one.attitude) or DASH)
        for one in found
    )
    return Table(brush.columns(NAME, "number", "group", "influence", "attitude", right=("influence",)), tuple(rows))
