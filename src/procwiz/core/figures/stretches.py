"""The phases of a schedule, each with its gate, its milestones and the law's time limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from procwiz.core.plan import Plan
from procwiz.core.schedule import Entry, Nature, Schedule, Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase: its bar from `start` to its most likely end; `gate` is None where it has none on the way."""

    number: int
    title: str
    start: date
    end: Span
    done: bool
    gate: Entry | None
    milestones: tuple[tuple[str, Entry], ...]
    limits: tuple[Entry, ...]

    @property
    def last(self) -> date:
        """The last day that is drawn of it."""
        return max(self.end.likely, self.gate.end.likely if self.gate else self.end.likely)


def stretches(found: Schedule, plan: Plan) -> tuple[Stretch, ...]:
    """Gather a schedule's phases; milestones have letters, in order."""
    letters = iter(ascii_uppercase)
    phases = {phase.key: phase.title for phase in plan.process.phases}
    order = [phase.key for phase in plan.phases if plan.phase_applies(phase) is not False]
    gathered = []
    for key in found.phases:
        entries = [entry for entry in found.entries if entry.phase == key]
        if entries:
            points = [entry for entry in entries if entry.nature is Nature.MILESTONE and not _over(entry)]
            lettered = tuple((letter, point) for point, letter in zip(points, letters, strict=False))
            number = order.index(key) + 1 if key in order else found.phases.index(key) + 1
            gathered.append(_stretch(number, phases[key], entries, lettered))
    return tuple(gathered)


def _over(entry: Entry) -> bool:
    """Say whether it is over on a day nobody gave."""
    return entry.done and entry.given is None


def _stretch(number: int, title: str, entries: Sequence[Entry], lettered: tuple[tuple[str, Entry], ...]) -> Stretch:
    dated = [entry for entry in entries if not _over(entry)]
    drawn = dated or entries
    work = [entry for entry in drawn if entry.nature is not Nature.GATE] or drawn
    last = max(work, key=lambda entry: entry.end.likely)
    gate = next((entry for entry in entries if entry.nature is Nature.GATE), None)
    return Stretch(
        number=number,
        title=title,
        start=min(entry.start.likely for entry in work),
        end=Span(last.end.earliest, last.end.likely, max(entry.end.latest for entry in work)),
        done=not [entry for entry in dated if entry.nature is not Nature.GATE],
        gate=gate if gate is not None and not _over(gate) else None,
        milestones=lettered,
        limits=tuple(entry for entry in dated if entry.nature is Nature.PERIOD and entry.least is not None),
    )
