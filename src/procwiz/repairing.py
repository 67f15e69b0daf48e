"""What is wrong with a plan's folder, file by file, and what its card and its process can be made of again."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from procwiz import library, store
from procwiz.core.messages import Message
from procwiz.core.plan import FORMAT, Card
from procwiz.errors import PlanDamaged, ProcwizError


@dataclass(frozen=True, slots=True)
class Examined:
    """A plan's folder, each part read by itself. What could not be read is None, and its fault says why."""

    folder: Path
    card: Card | None
    process: Mapping[str, Any] | None
    reading: store.Reading
    faults: tuple[Message, ...]

    @property
    def whole(self) -> bool:
        """Say whether nothing is damaged."""
        return not self.faults and not self.reading.broken


@dataclass(frozen=True, slots=True)
class Mended:
    """Files to write instead of damaged ones, and what to say of each."""

    instead: Mapping[str, bytes]
    said: tuple[Message, ...]


def examine(folder: Path) -> Examined:
    """Read each part of a plan by itself.

    Raises:
        PlanDamaged: where the plan is of a later format: that is no damage, and nothing here can judge it.
        CouldNot: where the disk refuses.
    """
    faults: list[Message] = []
    card = process = None
    try:
        card = store.read_card(folder)
    except PlanDamaged as damaged:
        if damaged.message.code == "plan.newer":
            raise
        faults.append(damaged.message)
    try:
        process = _process(folder)
    except PlanDamaged as damaged:
        faults.append(damaged.message)
    if card and process and not _fit(card, process):
        faults.append(Message("plan.process_other", {"file": str(folder / store.CARD)}))
    return Examined(folder, card, process, store.read_journal(folder), tuple(faults))


def _process(folder: Path) -> Mapping[str, Any]:
    compiled = store.read_process(folder)
    if not library.trusted(compiled) and (problems := library.validate(compiled)):
        params = {"file": str(folder / store.PROCESS), "n": len(problems)}
        raise PlanDamaged(Message("plan.process_faulty", params))
    return compiled


def _fit(card: Card, process: Mapping[str, Any]) -> bool:
    return process["digest"] == card.digest and card.language in process["languages"]


def mend(found: Examined) -> Mended:
    """Make anew what can be: the process from the installed one of the same digest, the card from what else there is.

    Raises:
        PlanDamaged: where the questions are nowhere to be had, or the day the plan began, or the journal is elsewhere.
    """
    if any(not damage.file for damage in found.reading.damages):
        raise PlanDamaged(Message("plan.link", {"file": store.JOURNAL}))
    if found.card and found.process and _fit(found.card, found.process):
        return Mended({}, ())
    says = _says(found.folder)
    process, card = found.process, found.card
    instead: dict[str, bytes] = {}
    said: list[Message] = []
    summed = "sum" in says and card is not None
    if process is None or (summed and process["digest"] != says["digest"]):
        process = library.find_by_digest(str(says.get("digest", "")))
        if process is None:
            raise PlanDamaged(Message("repair.no_process", {"file": str(found.folder / store.PROCESS)}))
        instead[store.PROCESS] = json.dumps(process, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        said.append(Message("repair.process", {"key": process["key"], "version": process["version"]}))
    if card is None or not _fit(card, process):
        fields, told = _card(found, says, process)
        instead[store.CARD] = store.card_lines(fields).encode()
        said += told
    return Mended(instead, tuple(said))


def _says(folder: Path) -> dict[str, Any]:
    """Read what a card says, line by line, as far as it can be read."""
    with suppress(ProcwizError):
        return store.card_fields(folder)[0]
    return {}


def _card(
    found: Examined, says: Mapping[str, Any], process: Mapping[str, Any]
) -> tuple[dict[str, object], list[Message]]:
    """Make a card of what can still be read of it; what cannot is taken from elsewhere, and that is said."""
    begun = min((event.at[:10] for event in found.reading.journal.by_id.values()), default="")
    created = next((day for day in (says.get("created"), begun) if _is_day(day)), None)
    if created is None:
        raise PlanDamaged(Message("repair.no_card", {"file": str(found.folder / store.CARD)}))
    fields: dict[str, object] = {
        "id": _text(says, "id") or secrets.token_hex(8),
        "title": _text(says, "title") or found.folder.resolve().name,
        "process": process["key"],
        "version": process["version"],
        "digest": process["digest"],
        "language": says.get("language") if says.get("language") in process["languages"] else process["languages"][0],
        "created": created,
        "format": FORMAT,
    }
    shown = {name: str(fields[name]) for name in ("id", "title", "language", "created")}
    new = [name for name in shown if says.get(name) != fields[name]]
    told = [Message(f"repair.card.{name}", {"value": shown[name]}) for name in new]
    kept = tuple(shown[name] for name in shown if name not in new)
    return fields, [*told, *([Message("repair.card.kept", {"values": kept})] if kept else [])]


def _text(says: Mapping[str, Any], name: str) -> str:
    value = says.get(name)
    return value if isinstance(value, str) else ""


def _is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(date.fromisoformat(text))
    except ValueError:
        return False
