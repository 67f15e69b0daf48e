"""A schedule as data for machines: `procwiz/schedule/1`. Days are `YYYY-MM-DD`, durations calendar days."""

from __future__ import annotations

from typing import Any

from procwiz.core.plan import Plan
from procwiz.core.schedule import Aim, Breach, Entry, Given, Gives, Latest, Least, Schedule, Slack, Span


def record(schedule: Schedule, plan: Plan, found: str, country: str) -> dict[str, Any]:
    """Write a schedule as plain values; `found` says where its route is from."""
    return {
        "schema": "procwiz/schedule/1",
        "plan": {"id": plan.card.id, "title": plan.card.title, "state": plan.journal.digest},
        "as_of": schedule.today.isoformat(),
        "route": {"key": schedule.route, "found": found, "assumed": schedule.route_assumed} if schedule.route else None,
        "country": country,
        "law": plan.process.law.version,
        "phases": list(schedule.phases),
        "undecided": list(schedule.undecided),
        "entries": [_entry(entry) for entry in schedule.entries],
        "works": _span(schedule.works),
        "soonest": schedule.soonest.isoformat(),
        "aim": _aim(schedule.aim),
        "float": _slack(schedule.slack),
        "too_late": schedule.too_late,
        "latest": {"likely": _latest(schedule.likely), "lawful": _latest(schedule.lawful)},
        "gives": _gives(schedule.gives),
        "breaches": [_breach(breach) for breach in schedule.breaches],
        "chain": [f"{entry.phase}/{entry.code}" for entry in schedule.chain],
        "unkept": [_given(given) for given in schedule.unkept],
        "pause": list(schedule.pause.span) if schedule.pause and schedule.pause.span else None,
    }


def _span(span: Span) -> dict[str, str]:
    return {name: getattr(span, name).isoformat() for name in ("earliest", "likely", "latest")}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "phase": entry.phase,
        "code": entry.code,
        "title": entry.title,
        "nature": entry.nature.value,
        "days": {name: getattr(entry.days, name) for name in ("short", "likely", "long")},
        "start": _span(entry.start),
        "end": _span(entry.end),
        "least": _least(entry.least) if entry.least else None,
        "raised": entry.raised,
        "given": _given(entry.given) if entry.given else None,
        "done": entry.done,
    }


def _least(least: Least) -> dict[str, Any]:
    figure = least.ruling.figure
    return {
        "name": least.name,
        "days": least.days or None,
        "figure": figure.code if figure else None,
        "basis": dict(figure.basis) if figure else {},
        "sources": list(figure.sources) if figure else [],
        "certainty": least.ruling.certainty,
        "waits": sorted(least.ruling.waits),
    }


def _given(given: Given) -> dict[str, Any]:
    return {"key": given.key, "day": given.day.isoformat(), "assumed": given.assumed}


def _aim(aim: Aim | None) -> dict[str, Any] | None:
    return {"key": aim.key, "day": aim.day.isoformat(), "assumed": aim.assumed} if aim else None


def _slack(slack: Slack | None) -> dict[str, int] | None:
    return {"likely": slack.likely, "worst": slack.worst} if slack else None


def _latest(latest: Latest | None) -> dict[str, str | None] | None:
    if latest is None:
        return None
    days = {name: getattr(latest, name) for name in ("start", "notice", "contract")}
    return {name: day.isoformat() if day else None for name, day in days.items()}


def _gives(gives: Gives | None) -> dict[str, Any] | None:
    if gives is None:
        return None
    shorter = [
        {
            "phase": one.phase,
            "code": one.code,
            "from": one.days,
            "to": one.shortening.days,
            "by": one.shortening.code,
            "basis": dict(one.shortening.basis),
            "certainty": one.shortening.certainty,
        }
        for one in gives.shorter
    ]
    return {"shorter": shorter, "longest": {"phase": gives.longest, "days": gives.days}}


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "phase": breach.phase,
        "code": breach.code,
        "given": _given(breach.given),
        "earliest": breach.earliest.isoformat(),
        "days": breach.days,
        "least": _least(breach.least) if breach.least else None,
    }
