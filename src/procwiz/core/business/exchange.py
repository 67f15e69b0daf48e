"""Amounts in the plan's currency, and the rate money loses worth by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from procwiz.core.business.outlook import NO_REASON, Outlook, Reason, Reasons, Triple
from procwiz.core.business.period import NOTICE
from procwiz.core.law import EURO, Law, Ruling
from procwiz.core.plan import Plan
from procwiz.core.values import Estimate, Money, Value

DISCOUNT = "discount_rate"


@dataclass(frozen=True, slots=True)
class Exchange:
    """Turns amounts into one currency: over the euro, by the law's rates, and only where it has them."""

    law: Law
    currency: str

    def read(self, value: Value | None) -> Outlook | None:
        """Read an amount by size: low, likely, high; None where it is no amount."""
        if not isinstance(value, Money | Estimate):
            return None
        if value.currency == self.currency:
            return Outlook(_sizes(value, Fraction(1)))
        one, other = self._euro(value.currency), self._euro(self.currency)
        if one is None or other is None:
            return Outlook(None, frozenset({Reason("currency", value.currency)}))
        return Outlook(_sizes(value, one / other), frozenset({Reason("converted", value.currency)}))

    def _euro(self, currency: str) -> Fraction | None:
        """Find what one unit of a currency is in euro, by the last rate."""
        if currency == EURO:
            return Fraction(1)
        rates = [rate for rate in self.law.rates if rate.currency == currency and rate.amount > 0 and rate.euro > 0]
        last = max(rates, key=lambda rate: rate.on, default=None)
        return None if last is None else Fraction(last.euro) / Fraction(last.amount)


def _sizes(value: Money | Estimate, factor: Fraction) -> Triple:
    if isinstance(value, Money):
        return (Fraction(value.amount) * factor,) * 3
    return Fraction(value.low) * factor, Fraction(value.likely) * factor, Fraction(value.high) * factor


@dataclass(frozen=True, slots=True)
class Discount:
    """The rate of the law, in percent a year, with the ruling it comes from; None where there is none."""

    percent: Decimal | None
    ruling: Ruling
    reasons: Reasons

    def factor(self, number: int) -> Fraction:
        """What an amount in year `number` is worth in year 0; 1 without a rate."""
        return 1 / (1 + Fraction(self.percent or 0) / 100) ** number


def discount(plan: Plan) -> Discount:
    """Look the discount rate up, on the day the tender is sent out, else on the day the plan was begun."""
    notice = plan.fact(NOTICE).value
    day = notice if isinstance(notice, date) else plan.ground.day
    ruling = plan.process.law.find(DISCOUNT, plan.fact, day)
    if ruling.waits:
        return Discount(None, ruling, frozenset(Reason("rate_waits", key) for key in ruling.waits))
    if not isinstance(ruling.value, Decimal) or ruling.value <= -100:
        return Discount(None, ruling, frozenset({Reason("no_rate")}))
    marks = {"rate_assumed": ruling.assumed, "rate_nearest": ruling.nearest}
    title = ruling.figure.title if ruling.figure else ""
    reasons = frozenset(Reason(code, title) for code, holds in marks.items() if holds)
    return Discount(ruling.value, ruling, reasons or NO_REASON)
