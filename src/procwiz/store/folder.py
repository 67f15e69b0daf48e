"""A plan's folder: made by `new`, and which plan it holds."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from procwiz.core.messages import Message
from procwiz.core.plan import FORMAT, Card
from procwiz.errors import CouldNot, PlanDamaged
from procwiz.store.files import read_text, refusing, slug, write_file

CARD, PROCESS, JOURNAL, DRAFTS, DOCUMENTS = "plan.yaml", "process.json", "journal", "drafts", "documents"
MOST_BYTES = 64 * 1024 * 1024


def is_plan(folder: Path) -> bool:
    """Say whether a folder is a plan."""
    return (folder / CARD).is_file()


def create(parent: Path, title: str, language: str, today: date, compiled: Mapping[str, Any]) -> Path:
    """Make a plan's folder, named after its title; a taken name gets `-2`."""
    with refusing(parent):
        parent.mkdir(parents=True, exist_ok=True)
        folder = _free_folder(parent, slug(title))
        (folder / JOURNAL).mkdir()
        write_file(folder / PROCESS, json.dumps(compiled, ensure_ascii=False, separators=(",", ":")) + "\n")
        fields: dict[str, object] = {
            "id": secrets.token_hex(8),
            "title": title,
            "process": compiled["key"],
            "version": compiled["version"],
            "digest": compiled["digest"],
            "language": language,
            "created": today.isoformat(),
            "format": FORMAT,
        }
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items()]
        write_file(folder / CARD, "".join(lines))
    return folder


def _free_folder(parent: Path, name: str) -> Path:
    for number in range(1, 1000):
        folder = parent / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir()
        except FileExistsError:
            continue
        return folder
    raise CouldNot(Message("plan.no_free_name", {"name": name, "folder": str(parent)}))


def read_card(folder: Path) -> Card:
    """Read which plan a folder holds.

    Raises:
        PlanDamaged: where `plan.yaml` is not as `new` wrote it, or of a later format.
    """
    path = folder / CARD
    fields: dict[str, Any] = {}
    for number, line in enumerate(read_text(path, 64 * 1024).splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, _, value = line.partition(":")
        try:
            fields[key.strip()] = json.loads(value)
        except ValueError:
            raise PlanDamaged(Message("plan.card_line", {"file": str(path), "line": number})) from None
    if isinstance(fields.get("format"), int) and fields["format"] > FORMAT:
        raise PlanDamaged(Message("plan.newer", {"file": str(path), "format": fields["format"], "known": FORMAT}))
    try:
        texts = {name: _string(fields[name]) for name in ("id", "title", "process", "version", "digest", "language")}
        return Card(**texts, created=date.fromisoformat(fields["created"]), format=int(fields["format"]))
    except (KeyError, TypeError, ValueError):
        raise PlanDamaged(Message("plan.card_fields", {"file": str(path)})) from None


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def read_process(folder: Path) -> dict[str, Any]:
    """Read the compiled process that the plan carries."""
    path = folder / PROCESS
    try:
        compiled = json.loads(read_text(path, MOST_BYTES), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise PlanDamaged(Message("plan.process_unread", {"file": str(path)})) from None
    if not isinstance(compiled, dict):
        raise PlanDamaged(Message("plan.process_unread", {"file": str(path)}))
    return compiled


def _refuse(constant: str) -> object:
    raise ValueError(constant)
