"""The money there is, by how certain it is, held against what it is to pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procwiz.core.business.exchange import Exchange
from procwiz.core.business.outlook import ZERO, Outlook, Reason, because, minus, plus
from procwiz.core.business.streams import table, text
from procwiz.core.plan import Plan
from procwiz.core.values import Row

FINANCING = "strategy.financing"
SECURED = "secured"


@dataclass(frozen=True, slots=True)
class Funding:
    """Money by its status, and all of it. A gap below zero says how much is missing.

    `gap` counts all the money, `secured_gap` only what has been granted.
    """

    by_status: Mapping[str, Outlook]
    total: Outlook
    gap: Outlook
    secured_gap: Outlook


def funding(plan: Plan, exchange: Exchange, costs: Outlook) -> Funding:
    """Add the money up, and take the costs from it."""
    rows, reasons = table(plan, FINANCING)
    blocked = any(reason.blocks for reason in reasons)
    found: dict[str, Outlook] = {}
    for row in rows:
        status = text(row.cells, "status")
        found[status] = plus(found.get(status, Outlook(ZERO)), because(_amount(row, exchange), reasons))
    start = Outlook(None if blocked else ZERO, reasons)
    total = plus(start, *found.values())
    secured = found.get(SECURED, start)
    return Funding(found, total, minus(total, costs), minus(secured, costs))


def _amount(row: Row, exchange: Exchange) -> Outlook:
    unpriced = Outlook(ZERO, frozenset({Reason("unpriced", text(row.cells, "source"))}))
    return exchange.read(row.cells.get("amount")) or unpriced
