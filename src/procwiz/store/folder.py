"""A plan's folder: made by `new`, and which plan it holds."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from procwiz.core.cleaning import clean_line
from procwiz.core.messages import Message
from procwiz.core.plan import FORMAT, Card
from procwiz.errors import CouldNot, PlanDamaged
from procwiz.store.files import MARK, flush_folder, read_text, refusing, slug, write_file

CARD, PROCESS, JOURNAL, DRAFTS, DOCUMENTS = "plan.yaml", "process.json", "journal", "drafts", "documents"
MOST_BYTES = 64 * 1024 * 1024
REPAIR = Message("plan.damaged.remedy")


def is_plan(folder: Path) -> bool:
    """Say whether a folder is a plan; what cannot even be a name, as a long answer, is none."""
    try:
        return (folder / CARD).is_file()
    except OSError:
        return False


def without_card(folder: Path) -> bool:
    """Say whether a folder was a plan before its card was lost."""
    try:
        return not is_plan(folder) and (folder / PROCESS).is_file() and (folder / JOURNAL).is_dir()
    except OSError:
        return False


def own_path(folder: Path, *parts: str) -> Path:
    """Name a file or folder of a plan's own.

    Raises:
        PlanDamaged: where a link leads out of the plan: nothing is read or written through it.
    """
    path = folder.joinpath(*parts)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise PlanDamaged(Message("plan.link_out", {"file": str(path)}))
    return path


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
        write_file(folder / CARD, card_lines(fields))
        flush_folder(parent)
    return folder


def card_lines(fields: Mapping[str, object]) -> str:
    """Write which plan a folder holds, with the checksum of it: a `key: value` a line, each value JSON."""
    summed = {**fields, "sum": _sum(fields)}
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in summed.items())


def _sum(fields: Mapping[str, object]) -> str:
    """Take the checksum of a card's fields; cards written before there was one have none."""
    summed = json.dumps({key: part for key, part in fields.items() if key != "sum"}, sort_keys=True)
    return hashlib.sha256(summed.encode()).hexdigest()[:16]


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
    if not is_plan(folder):
        raise PlanDamaged(Message("plan.card_gone", {"file": str(path)}), REPAIR)
    fields, unread = card_fields(folder)
    if unread:
        raise PlanDamaged(Message("plan.card_line", {"file": str(path), "line": unread[0]}), REPAIR)
    if isinstance(fields.get("format"), int) and fields["format"] > FORMAT:
        raise PlanDamaged(Message("plan.newer", {"file": str(path), "format": fields["format"], "known": FORMAT}))
    if "sum" in fields and fields["sum"] != _sum(fields):
        raise PlanDamaged(Message("plan.card_changed", {"file": str(path)}), REPAIR)
    try:
        texts = {name: _string(fields[name]) for name in ("id", "title", "process", "version", "digest", "language")}
        return Card(**texts, created=date.fromisoformat(fields["created"]), format=int(fields["format"]))
    except (KeyError, TypeError, ValueError):
        raise PlanDamaged(Message("plan.card_fields", {"file": str(path)}), REPAIR) from None


def card_fields(folder: Path) -> tuple[dict[str, Any], list[int]]:
    """Read what a card says, believed or not, and which of its lines cannot be read."""
    fields: dict[str, Any] = {}
    unread: list[int] = []
    text = read_text(folder / CARD, 64 * 1024).removeprefix(MARK.decode())
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        key, _, value = line.partition(":")
        try:
            fields[key.strip()] = json.loads(value, parse_constant=_refuse)
        except (ValueError, RecursionError):
            unread.append(number)
    return fields, unread


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return clean_line(value)


def read_process(folder: Path) -> dict[str, Any]:
    """Read the compiled process that the plan carries; plans that carry the same are given the same object.

    Raises:
        PlanDamaged: where it is gone, or no JSON object.
    """
    path = folder / PROCESS
    if not path.exists():
        raise PlanDamaged(Message("plan.process_gone", {"file": str(path)}), REPAIR)
    try:
        return _parsed(read_text(path, MOST_BYTES))
    except (TypeError, ValueError, RecursionError):
        raise PlanDamaged(Message("plan.process_unread", {"file": str(path)}), REPAIR) from None


@lru_cache(maxsize=4)
def _parsed(text: str) -> dict[str, Any]:
    compiled = json.loads(text, parse_constant=_refuse)
    if not isinstance(compiled, dict):
        raise TypeError(compiled)
    return compiled


def _refuse(constant: str) -> object:
    raise ValueError(constant)
