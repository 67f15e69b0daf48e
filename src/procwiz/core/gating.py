"""How a gate stands: what it lacks, how its criteria were judged, and what earlier decisions ask for."""

from __future__ import annotations

from dataclasses import dataclass

from procwiz.core.conditions import Finding
from procwiz.core.decisions import Proviso
from procwiz.core.process import Criterion, Gate, Question


@dataclass(frozen=True, slots=True)
class Lack:
    """A required question that keeps a gate shut; `why`: open, deferred, waiting, conflict, no_rows."""

    question: Question
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A gate's criterion held against the plan. One that rests on an assumption is not met."""

    criterion: Criterion
    finding: Finding

    @property
    def met(self) -> bool:
        """Say whether it is met for certain."""
        return self.finding.truth is True and not self.finding.assumed


@dataclass(frozen=True, slots=True)
class GateStanding:
    """What a gate has and lacks. `provisos` are those of earlier decisions that must be met by now."""

    gate: Gate
    lacks: tuple[Lack, ...]
    judged: tuple[Judged, ...]
    provisos: tuple[Proviso, ...] = ()

    @property
    def ready(self) -> bool:
        """Say whether nothing is missing, every criterion is met, and every proviso."""
        criteria = all(judged.met for judged in self.judged)
        return not self.lacks and criteria and all(proviso.done for proviso in self.provisos)
