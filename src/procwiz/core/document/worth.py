"""What a purchase costs and is worth, as plain values: amounts are texts with two decimals, None where unknown."""

from __future__ import annotations

from collections.abc import Mapping

from procwiz.core.business import Case, Outlook
from procwiz.core.document.writer import Fields


def record(case: Case) -> Fields:
    """Write the totals of a business case, and what they rest on or lack."""
    period, payback = case.period, case.payback
    return {
        "currency": case.currency,
        "period": {"start": period.start.isoformat(), "months": period.months} if period else None,
        "discount": str(case.discount.percent) if case.discount.percent is not None else None,
        "costs": _outlook(case.costs),
        "benefits": _outlook(case.benefits),
        "net": _outlook(case.net),
        "present_value": _outlook(case.npv),
        "funding": _outlook(case.funding.total),
        "gap": _outlook(case.funding.gap),
        "secured_gap": _outlook(case.funding.secured_gap),
        "baseline": _outlook(case.baseline),
        "costs_by_kind": _by(case.costs_by_kind),
        "benefits_by_area": _by(case.benefits_by_area),
        "payback": {name: getattr(payback, name) for name in ("low", "likely", "high")} if payback else None,
        "years": [
            {
                "year": year.year,
                "costs": _outlook(year.costs),
                "benefits": _outlook(year.benefits),
                "net": _outlook(year.net),
            }
            for year in case.years
        ],
        "unpriced": list(case.unpriced),
        "reasons": [
            {"code": reason.code, "about": reason.about or None, "blocks": reason.blocks}
            for reason in sorted(case.reasons)
        ],
    }


def _outlook(outlook: Outlook) -> Fields:
    passes = {name: getattr(outlook, name) for name in ("low", "likely", "high")}
    amounts = {name: None if amount is None else f"{amount:.2f}" for name, amount in passes.items()}
    return {**amounts, "assumed": outlook.assumed}


def _by(parts: Mapping[str, Outlook]) -> list[Fields]:
    return [{"code": code or None, **_outlook(part)} for code, part in parts.items()]
