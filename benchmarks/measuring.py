"""What is measured: rows of contenders, and the limits that procwiz is held to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import median

from benchmarks.bench import Bench


class Role(Enum):
    """What a contender stands for in its row."""

    FLOOR = "floor"
    OWN = "procwiz"
    PEER = "peer"


@dataclass(frozen=True, slots=True)
class Contender:
    """Something that is measured: `run` gives seconds, or the row's unit.

    One that is to run `once` is slow: it is not warmed up either.
    """

    name: str
    role: Role
    run: Callable[[], float]
    once: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many times a contender; where `of` is empty, at most so many of the row's unit."""

    times: float
    of: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Every `must`, and every `aim`, holds, or the row does not."""

    key: str
    number: int
    what: str
    must: tuple[Limit, ...]
    aim: tuple[Limit, ...]
    contenders: Callable[[Bench], Sequence[Contender]]
    unit: str = "s"
    rounds: int = 9


@dataclass(frozen=True, slots=True)
class Held:
    """A limit held against what was measured; `ratio` is None where the other was not there."""

    limit: Limit
    ratio: float | None

    @property
    def met(self) -> bool | None:
        """Say whether the limit holds."""
        return None if self.ratio is None else self.ratio <= self.limit.times


@dataclass(frozen=True, slots=True)
class Found:
    """What came out of a row: every contender with its runs, or why there is nothing."""

    row: Row
    runs: Mapping[str, tuple[float, ...]]
    roles: Mapping[str, Role]
    broken: str = ""

    @property
    def medians(self) -> Mapping[str, float]:
        """What each contender took, the median of its runs."""
        return {name: median(values) for name, values in self.runs.items() if values}

    @property
    def floor(self) -> str | None:
        """The first floor of the row."""
        return next((name for name, role in self.roles.items() if role is Role.FLOOR), None)

    @property
    def own(self) -> str | None:
        """procwiz; where it was measured in several ways, the worst of them."""
        return max(self._of(Role.OWN), key=self.medians.__getitem__, default=None)

    @property
    def peer(self) -> str | None:
        """The best peer."""
        return min(self._of(Role.PEER), key=self.medians.__getitem__, default=None)

    def _of(self, role: Role) -> list[str]:
        return [name for name, one in self.roles.items() if one is role and name in self.medians]

    def hold(self, limits: Sequence[Limit]) -> tuple[Held, ...]:
        """Hold procwiz against limits."""
        return tuple(Held(limit, self._ratio(limit)) for limit in limits)

    def _ratio(self, limit: Limit) -> float | None:
        other = 1.0 if not limit.of else self.medians.get(limit.of)
        return self.medians[self.own] / other if self.own is not None and other else None


def measure(row: Row, bench: Bench) -> Found:
    """Run a row: once without counting, then A B C A B C, so that a busy minute is shared by all."""
    contenders = row.contenders(bench)
    runs: dict[str, list[float]] = {one.name: [] for one in contenders}
    steady = [one for one in contenders if not one.once]
    for one in () if bench.small else steady:
        one.run()
    for number in range(1 if bench.small else row.rounds):
        for one in contenders if number == 0 else steady:
            runs[one.name].append(one.run())
    roles = {one.name: one.role for one in contenders}
    return Found(row, {name: tuple(values) for name, values in runs.items()}, roles)
