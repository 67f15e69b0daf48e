"""Journals written by somebody else than procwiz: whole lines, with seals that are right, of whatever content."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

from attacks.shell import Shell
from procwiz.core.journal import Draft, Event, seal, write_line

AT = "2026-11-02T08:00:00.000000Z"


def event(
    kind: str,
    subject: str,
    content: dict[str, Any],
    *,
    prev: tuple[str, ...] = (),
    id: str = "",  # noqa: A002
    at: str = AT,
    by: str = "Bo",
) -> Event:
    """Seal an event as procwiz would."""
    draft = Draft(kind, subject, content)
    return seal(draft, id=id or secrets.token_hex(8), at=at, by=by, via="answer", prev=prev, salt="salt")


def answered(value: object, key: str = "first.challenge", **more: Any) -> Event:
    """Seal an answer."""
    return event("answered", key, {"value": value}, **more)


def forge(shell: Shell, plan: str, *events: Event, name: str = "fremmed.jsonl") -> Path:
    """Put events into a plan's journal."""
    return shell.write(f"{plan}/journal/{name}", "".join(write_line(one) for one in events))


def own_file(shell: Shell, plan: str) -> Path:
    """Find the one journal file that procwiz wrote."""
    return next(shell.path(plan).glob("journal/*.jsonl"))


def reseal(shell: Shell, plan: str, compiled: dict[str, Any]) -> None:
    """Give a plan another process, with its right digest in the process and on the card."""
    from procwiz.library.canonical import digest

    compiled["digest"] = digest(compiled)
    shell.write(f"{plan}/process.json", json.dumps(compiled, ensure_ascii=False))
    card(shell, plan, digest=compiled["digest"])


def card(shell: Shell, plan: str, **fields: object) -> None:
    """Change fields of a plan's card, and leave its checksum out, as cards of old have none."""
    path = shell.path(f"{plan}/plan.yaml")
    kept = dict(line.split(": ", 1) for line in path.read_text(encoding="utf-8").splitlines())
    kept.pop("sum", None)
    kept |= {name: json.dumps(value) for name, value in fields.items()}
    path.write_text("".join(f"{name}: {value}\n" for name, value in kept.items()), encoding="utf-8")
