"""The law's figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from procwiz.core.building.conditions import Conditions
from procwiz.core.building.texts import Raw, over, within
from procwiz.core.law import Figure, Law, Rate, Shortening

UNITS = ("days", "percent", "number")


def law(raw: Raw, texts: Raw, read: Conditions) -> Law:
    """Build the law; without figures where the process has none."""
    return Law(
        version=str(raw.get("version", "")),
        figures=tuple(_figure(part, within(texts, "figures", part["code"]), read) for part in raw.get("figures", ())),
        rates=tuple(_rate(part) for part in raw.get("rates", ())),
    )


def _figure(raw: Raw, texts: Raw, read: Conditions) -> Figure:
    unit = next((name for name in UNITS if name in raw), "")
    words = over(raw, texts)
    return Figure(
        code=raw["code"],
        name=raw["figure"],
        title=words["title"],
        text=words["text"],
        when=read(raw.get("for")),
        amounts={currency: Decimal(str(amount)) for currency, amount in raw.get("amount", {}).items()},
        number=Decimal(str(raw[unit])) if unit else None,
        unit=unit,
        first=_day(raw, "valid_from"),
        last=_day(raw, "valid_to"),
        span=(raw["from"], raw["to"]) if "from" in raw else None,
        basis=words["basis"],
        shortened=tuple(
            _shortening(part, within(texts, "shortened", part["code"])) for part in raw.get("shortened", ())
        ),
        sources=tuple(raw["source"]),
        certainty=raw["certainty"],
    )


def _day(raw: Raw, name: str) -> date | None:
    return date.fromisoformat(raw[name]) if raw.get(name) else None


def _shortening(raw: Raw, texts: Raw) -> Shortening:
    words = over(raw, texts)
    return Shortening(
        raw["code"], int(raw["days"]), words["text"], words["basis"], tuple(raw["source"]), raw["certainty"]
    )


def _rate(raw: Raw) -> Rate:
    return Rate(
        currency=raw["currency"],
        euro=Decimal(str(raw["euro"])),
        amount=Decimal(str(raw["amount"])),
        on=date.fromisoformat(raw["on"]),
        sources=tuple(raw["source"]),
        certainty=raw["certainty"],
    )
