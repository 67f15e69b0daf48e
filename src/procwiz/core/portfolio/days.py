"""The days a list of plans shows: the next decision, the notice, the contract, the day it works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procwiz.core.decisions import Decision
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.facts import Fact
from procwiz.core.portfolio.summary import When
from procwiz.core.process import Gate
from procwiz.core.schedule import Entry
from procwiz.core.schedule.tasks import CALLS, PLANNED_NOTICE, TOLD
from procwiz.core.schedule.timeline import ROLL_OUT


@dataclass(frozen=True)
class Days:
    """The days of one plan, out of its answers and its schedule."""

    reckoned: Reckoned

    @property
    def as_of(self) -> date:
        """The day the plan is seen on."""
        return self.reckoned.as_of

    def gate(self, gate: Gate) -> When | None:
        """When a gate is decided on: today, where all that comes before it is done; None where nothing tells."""
        entry = self.reckoned.schedule.entry(gate.key)
        if entry is not None and entry.done and entry.given is None:
            return When(self.as_of, "expected", self.as_of, self.as_of)
        return _when(entry) if entry is not None else None

    def until(self, held: Decision) -> When | None:
        """When a decision that was put off is taken up again."""
        return When(held.until, "given") if held.until is not None else None

    @property
    def notice(self) -> When | None:
        """When the market is called: as sent out, as planned, or as the schedule reckons."""
        entry = next((one for one in self.reckoned.schedule.entries if one.code in CALLS), None)
        if entry is not None:
            return _when(entry)
        return self._told(TOLD["notice"]) or (None if self.missed_notice else self._told(PLANNED_NOTICE))

    @property
    def missed_notice(self) -> date | None:
        """The day the market should have been called, where it has passed and nothing says that it was."""
        planned = self._fact(PLANNED_NOTICE).value
        entries = self.reckoned.schedule.entries
        called = any(one.done for one in entries if one.code in CALLS) or self._told(TOLD["notice"]) is not None
        return planned if isinstance(planned, date) and planned < self.as_of and not called else None

    @property
    def contract(self) -> When | None:
        """When the contract is signed."""
        entry = self.reckoned.schedule.entry("contract")
        return _when(entry) if entry is not None else self._told(TOLD["contract"])

    @property
    def use(self) -> When:
        """When it works in everyday use."""
        works = self.reckoned.schedule.works
        rolled_out = [one.done for one in self.reckoned.schedule.entries if one.phase == ROLL_OUT]
        if rolled_out and all(rolled_out):
            return When(works.likely, "passed")
        return When(works.likely, "expected", works.earliest, works.latest)

    def _told(self, key: str) -> When | None:
        fact = self._fact(key)
        if not isinstance(fact.value, date):
            return None
        if fact.assumed:
            return When(fact.value, "assumed")
        return When(fact.value, "passed" if fact.value <= self.as_of else "given")

    def _fact(self, key: str) -> Fact:
        return self.reckoned.plan.fact(key)


def _when(entry: Entry) -> When | None:
    """The day of an entry of the schedule; None where it is over and nobody has said when."""
    if entry.given is not None:
        sure = "passed" if entry.done else "assumed" if entry.given.assumed else "given"
        return When(entry.given.day, sure)
    if entry.done:
        return None
    return When(entry.end.likely, "expected", entry.end.earliest, entry.end.latest)
