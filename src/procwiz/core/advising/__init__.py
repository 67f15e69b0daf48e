"""Which ways to buy are open: every row of the decision table, every route's standing and rank, what to ask next."""

from procwiz.core.advising.advised import Advised, advise, expected
from procwiz.core.advising.narrowing import ask_next
from procwiz.core.advising.standing import STATES, Routed, Standing, Verdict

__all__ = ["STATES", "Advised", "Routed", "Standing", "Verdict", "advise", "ask_next", "expected"]
