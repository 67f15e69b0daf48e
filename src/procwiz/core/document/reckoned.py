"""What is reckoned once for a document, however often its pages are written: advice, schedule, business case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from procwiz.core.advising import Advised, advise, ask_next, expected
from procwiz.core.business import Case, case
from procwiz.core.plan import Plan
from procwiz.core.schedule import Calendar, Schedule, Weekends, schedule


@dataclass(frozen=True)
class Reckoned:
    """A plan as it stands on a day."""

    plan: Plan
    as_of: date
    calendar: Calendar = field(default_factory=Weekends)

    @cached_property
    def advised(self) -> Advised:
        """Which ways to buy are open."""
        return advise(self.plan)

    @cached_property
    def asked_next(self) -> tuple[str, ...]:
        """The questions whose answers would narrow the choice of way most."""
        return ask_next(self.plan, self.advised)

    @cached_property
    def schedule(self) -> Schedule:
        """When everything comes, on the chosen route; while none is chosen, on the best one that fits."""
        return schedule(self.plan, self.calendar, self.as_of, expected(self.plan, self.advised))

    @cached_property
    def case(self) -> Case | None:
        """What the purchase is worth, from the day the contract most likely begins; None where no money is known."""
        signed = next((entry.end.likely for entry in self.schedule.entries if entry.code == "contract"), None)
        return case(self.plan, signed)
