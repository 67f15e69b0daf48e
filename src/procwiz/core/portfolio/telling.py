"""The words in which plans are listed: days, amounts, phases, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procwiz.core.document.writer import cut, line, sentence
from procwiz.core.messages import Message, Say
from procwiz.core.notation import Notation, show_day, show_number
from procwiz.core.portfolio.counting import ENDED, Judgement
from procwiz.core.portfolio.portfolio import Portfolio
from procwiz.core.portfolio.summary import Next, Peril, Summary, When, Worth

TITLE, RISK, REASON = 60, 60, 90
"""Characters of a plan's title, a risk and a reason that are shown."""
_MILLION = Decimal(10**6)


def called(folder: str) -> str:
    """Name a folder as a document that is handed on may name it: without the folders above it.

    >>> called("/home/lene/planer/natlige-fald")
    'natlige-fald'
    """
    return folder.replace("\\", "/").rstrip("/").rpartition("/")[2]


@dataclass(frozen=True)
class Telling:
    """Tells of plans in one language."""

    portfolio: Portfolio
    say: Say
    language: str

    def words(self, name: str, /, **params: object) -> str:
        """Write a sentence of `portfolio.json`."""
        return self.say(Message(f"portfolio.{name}", params))

    def joined(self, parts: Sequence[str]) -> str:
        """Join parts as a list in a sentence."""
        if len(parts) < 2:
            return "".join(parts)
        return self.words("joined", first=", ".join(parts[:-1]), last=parts[-1])

    def short(self, text: str, most: int) -> str:
        """Cut a text for a table."""
        return cut(line(text), most, self.words("cut"))

    def title(self, row: Summary) -> str:
        """Name a plan."""
        return self.short(row.title, TITLE)

    # -- days ------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """Write a day."""
        return show_day(day, Notation(self.language, ""))

    def next_day(self, upcoming: Next) -> str:
        """Write when the next decision comes: the day it was due, where that has passed."""
        if upcoming.overdue is not None:
            return self.words("day.late", day=self.day(upcoming.overdue))
        if upcoming.when is None:
            return self.words("day.none")
        day = self.day(upcoming.when.day)
        return day if upcoming.when.sure == "given" else self.words("day.expected", day=day)

    def sure(self, when: When) -> str:
        """Say how sure a day is."""
        days = {"day": when.day, "earliest": when.earliest or when.day, "latest": when.latest or when.day}
        return self.words(f"sure.{when.sure}", **{name: self.day(day) for name, day in days.items()})

    # -- money -----------------------------------------------------------------------------

    def amount(self, amount: Decimal, currency: str) -> str:
        """Write an amount, from a million on in millions."""
        return self._scaled("amount", currency, figure=amount)

    def amounts(self, amounts: Mapping[str, Decimal]) -> str:
        """Write amounts in several currencies; a dash for none."""
        shown = [self.amount(amount, currency) for currency, amount in amounts.items()]
        return self.joined(shown) or self.words("none")

    def worth(self, worth: Worth | None) -> str:
        """Write what a purchase is worth: a span as its bounds."""
        if worth is None:
            return self.words("none")
        if worth.low == worth.high:
            shown = self.amount(worth.likely, worth.currency)
        else:
            shown = self._scaled("worth.span", worth.currency, low=worth.low, high=worth.high)
        return self.words("worth.assumed", worth=shown) if worth.assumed else shown

    def _scaled(self, name: str, currency: str, **amounts: Decimal) -> str:
        millions = min(amounts.values()) >= _MILLION
        figures = {part: self._figure(amount, millions) for part, amount in amounts.items()}
        unit = self.words("unit.DKK") if currency == "DKK" else currency
        return self.words(f"{name}.million" if millions else name, unit=unit, **figures)

    def _figure(self, amount: Decimal, millions: bool) -> str:
        scaled = (amount / _MILLION).quantize(Decimal("0.1")) if millions else amount.quantize(Decimal(1))
        return show_number(scaled, Notation(self.language, ""))

    # -- where a plan stands ----------------------------------------------------------------

    def phase(self, row: Summary) -> str:
        """Name the phase a plan is in, or how it ended; its process too where there are several."""
        if not row.alive:
            return self.words(f"phase.ended.{row.standing}")
        return self.stage(row.stage.title, row.process.title)

    def stage(self, title: str, process: str) -> str:
        """Name a phase; its process too where there are several."""
        several = len(self.portfolio.processes) > 1
        return self.words("phase.of", phase=title, process=process) if several else title

    def route(self, row: Summary) -> str:
        """Name the way to buy, and whether it was chosen."""
        if row.route is None:
            return self.words("route.none")
        return self.words(f"route.{row.route.how}", route=row.route.title)

    def risk(self, risk: Peril | None) -> str:
        """Name the heaviest risk with its weight."""
        if risk is None:
            return self.words("none")
        text = self.short(risk.text, RISK)
        if risk.weight is None:
            return text
        return self.words("risk.offered" if risk.offered else "risk", risk=text, weight=risk.weight)

    def judged(self, judgement: Judgement) -> str:
        """Say how a purchase counts, and what is missing."""
        state = self.words(f"state.{judgement.state.value}")
        if not judgement.missing:
            return state
        if judgement.missing == ENDED:
            return self.words("ended", state=state)
        return self.words("missing", state=state, what=self.missing(judgement))

    def missing(self, judgement: Judgement) -> str:
        """Name what is missing before a purchase counts; empty where nothing is."""
        return ", ".join(self.words(f"missing.{code}") for code in judgement.missing if judgement.missing != ENDED)

    # -- what needs attention ----------------------------------------------------------------

    def attention(self, row: Summary) -> list[str]:
        """Say what needs attention in a plan, gravest first."""
        return [*self._standing(row), *self._late(row), *self._doubtful(row)]

    def _standing(self, row: Summary) -> Iterator[str]:
        if row.standing == "stopped" and row.last is not None:
            yield self._reason(self.words("attention.stopped", day=self.day(row.last.on)), row)
        if row.next is not None and row.next.overdue is not None:
            yield self.words("attention.overdue", day=self.day(row.next.overdue))
        elif row.standing == "held":
            until = row.last.until if row.last is not None else None
            name = "attention.held" if until else "attention.held_open"
            yield self._reason(self.words(name, day=self.day(until) if until else ""), row)

    def _reason(self, what: str, row: Summary) -> str:
        if not row.reason:
            return what
        return self.words("attention.reason", what=what, reason=sentence(self.short(row.reason, REASON)).rstrip("."))

    def _late(self, row: Summary) -> Iterator[str]:
        if not row.alive:
            return
        if row.missed is not None:
            yield self.words("attention.missed", day=self.day(row.missed))
        if row.counts.overdue:
            yield self.words("attention.answers", n=row.counts.overdue)
        if row.counts.late:
            yield self.words("attention.late", n=row.counts.late)

    def _doubtful(self, row: Summary) -> Iterator[str]:
        if row.counts.contested:
            yield self.words("attention.contested", n=row.counts.contested)
        if row.newer:
            yield self.words("attention.newer")
        if row.folder in self.portfolio.copies:
            yield self.words("attention.copy", folder=called(self.portfolio.copies[row.folder]))

    def concern(self, row: Summary) -> str:
        """Say the one thing that worries most: what needs attention, else the heaviest risk."""
        return sentence(next(iter(self.attention(row)), self.risk(row.risk))).rstrip(".")
