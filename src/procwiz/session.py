"""A plan opened from its folder: read, and where its journal is whole also written to."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from procwiz import store
from procwiz.core.building import build
from procwiz.core.journal import Draft, Event, Journal, journal
from procwiz.core.messages import Message
from procwiz.core.notation import FIRST_YEAR, LAST_YEAR
from procwiz.core.plan import FORMAT, Card, Plan
from procwiz.core.sheet import as_markdown
from procwiz.errors import CouldNot, PlanDamaged, UsageFault
from procwiz.language import Language
from procwiz.library.carried import Carried, same


def open_plan(folder: Path, language: str = "") -> tuple[Plan, store.Reading]:
    """Read a plan; `language` overrides the plan's own.

    Raises:
        PlanDamaged: where its card or its process cannot be read. A damaged journal is read as far as it is whole.
    """
    card = store.read_card(folder)
    carried = same(Carried(store.read_process(folder)))
    _trust(folder, carried, card)
    reading = store.read_journal(folder)
    process, begun = carried.spoken(language or card.language)
    return Plan(card, process, reading.journal, begun), reading


def _trust(folder: Path, carried: Carried, card: Card) -> None:
    if carried.problems:
        params = {"file": str(folder / store.PROCESS), "n": carried.problems}
        raise PlanDamaged(Message("plan.process_faulty", params), _REPAIR)
    if carried.compiled["digest"] != card.digest:
        raise PlanDamaged(Message("plan.process_other", {"file": str(folder / store.CARD)}), _REPAIR)
    if card.language not in carried.compiled["languages"]:
        raise PlanDamaged(Message("plan.card_fields", {"file": str(folder / store.CARD)}), _REPAIR)


_REPAIR = Message("plan.damaged.remedy")


def damaged(damage: store.Damage) -> Message:
    """Say where a journal is damaged, and that it is not written to."""
    code = "plan.damaged" if damage.line else "plan.damaged_file"
    return Message(code, {"file": f"{store.JOURNAL}/{damage.file}".rstrip("/"), "line": damage.line})


def newer(journal: Journal) -> Message:
    """Say that a journal holds what only a later procwiz knows, and that it is not written to."""
    return Message("plan.newer_events", {"kinds": tuple(sorted(journal.unknown_kinds))})


class Session:
    """A plan open for writing by one author. Made with a title only, it gets its folder with its first event."""

    def __init__(self, plan: Plan, author: str, language: Language, reading: store.Reading, folder: Path) -> None:
        self._plan = plan
        self._author = author
        self._language = language
        self.reading = reading
        self.folder = folder
        self._pen: store.Pen | None = None

    @property
    def plan(self) -> Plan:
        """The plan as it stands now."""
        return self._plan

    @property
    def author(self) -> str:
        """Who writes."""
        return self._author

    @property
    def born(self) -> bool:
        """Say whether the plan has a folder."""
        return True

    def record(self, drafts: Sequence[Draft], via: str) -> tuple[Event, ...]:
        """Keep events for good, all or none.

        Raises:
            PlanDamaged: where the journal is damaged or from a later version: reading goes on, writing does not.
            CouldNot: where the disk refuses.
        """
        self.may_write()
        if not drafts:
            return ()
        if self._pen is None:
            self._pen = store.Pen(self.folder, self._author)
        events = self._pen.append(self._plan.journal, drafts, via)
        self._plan = self._plan.after(events)
        return events

    def may_write(self) -> None:
        """Raise `PlanDamaged` where the journal must not be added to."""
        if self.reading.broken:
            raise PlanDamaged(damaged(self.reading.broken[0]), _REPAIR)
        if self._plan.journal.unknown_kinds:
            raise PlanDamaged(newer(self._plan.journal))

    def keep_draft(self, key: str, text: str) -> None:
        """Keep half-typed text."""
        store.Drafts(self.folder, self._author).keep(key, text)

    def find_draft(self, key: str) -> str:
        """Find half-typed text."""
        return store.Drafts(self.folder, self._author).find(key)

    def new_id(self) -> str:
        """Give a new row its id."""
        return secrets.token_hex(4)

    def refresh(self) -> None:
        """Bring the copy that is readable without procwiz up to date; it is no part of the plan."""
        with suppress(OSError, PlanDamaged, CouldNot):
            self.write_copy()

    def write_copy(self) -> None:
        """Write the copy that is readable without procwiz, of all that stands on the disk now.

        Another run may have forgotten since what this one still knows.

        Raises:
            OSError, PlanDamaged, CouldNot: where it cannot be written.
        """
        folder = store.own_path(self.folder, store.DOCUMENTS)
        folder.mkdir(exist_ok=True)
        books = (self._plan.journal, store.read_journal(self.folder).journal)
        now = replace(self._plan, journal=journal(event for book in books for event in book.by_id.values()))
        store.write_file(folder / store.COPY, as_markdown(now, self._language.say))

    def close(self) -> None:
        """Let go of the files."""
        if self._pen is not None:
            self._pen.close()


class Unborn(Session):
    """A plan that gets its folder, named after its title or its first answer, when there is something to keep."""

    def __init__(self, plan: Plan, author: str, language: Language, compiled: Mapping[str, Any], parent: Path) -> None:
        super().__init__(plan, author, language, store.Reading(plan.journal, ()), parent)
        self._compiled = compiled
        self._parent = parent
        self._born = False

    @property
    def born(self) -> bool:
        """Say whether the plan has a folder."""
        return self._born

    def record(self, drafts: Sequence[Draft], via: str) -> tuple[Event, ...]:
        """Keep events for good; the first ones make the folder."""
        if drafts:
            self.bear(_first_words(drafts))
        return super().record(drafts, via)

    def keep_draft(self, key: str, text: str) -> None:
        """Keep half-typed text, if there is any."""
        if text.strip():
            self.bear(text)
        if self._born:
            super().keep_draft(key, text)

    def find_draft(self, key: str) -> str:
        """Find half-typed text."""
        return super().find_draft(key) if self._born else ""

    def refresh(self) -> None:
        """Bring the readable copy up to date."""
        if self._born:
            super().refresh()

    def bear(self, words: str = "") -> None:
        """Make the folder. `words` name the plan where it has no title."""
        if self._born:
            return
        card = self._plan.card
        title = card.title or short_title(words) or self._language("cli.untitled")
        self.folder = store.create(self._parent, title, card.language, card.created, self._compiled)
        self._plan = replace(self._plan, card=store.read_card(self.folder))
        self._born = True


def unborn(
    compiled: Mapping[str, Any], title: str, language: Language, author: str, parent: Path, today: date
) -> Unborn:
    """Begin a plan that has no folder yet."""
    card = Card("", title, compiled["key"], compiled["version"], compiled["digest"], language.code, today, FORMAT)
    plan = Plan(card, build(compiled, language.code), empty())
    return Unborn(plan, author, language, compiled, parent)


def empty() -> Journal:
    """A journal in which nothing happened."""
    return journal(())


def short_title(text: str, words: int = 7) -> str:
    """Take the first words of an answer as a title, up to where its first clause of some length ends.

    >>> short_title("For mange ældre falder om natten, og personalet opdager det for sent.")
    'For mange ældre falder om natten'
    """
    parts = text.split()[:words]
    ends = (number for number, part in enumerate(parts, start=1) if number > 2 and part[-1] in ".,;:!?")
    return " ".join(parts[: next(ends, words)]).rstrip(".,;:!?")


def _first_words(drafts: Sequence[Draft]) -> str:
    value = drafts[0].content.get("value")
    return value if isinstance(value, str) else ""


def today() -> date:
    """The day it is here."""
    return datetime.now(UTC).astimezone().date()


def day(text: str) -> date:
    """Read a day that a command was given; today where it was given none.

    Raises:
        UsageFault: where it is no day.
    """
    try:
        return date.fromisoformat(text) if text else today()
    except ValueError:
        raise UsageFault(Message("cli.no_date", {"text": text})) from None


def reckoning_day(text: str) -> date:
    """Read a day to reckon from, as `day` does; `UsageFault` too where it is beyond what is reckoned with."""
    found = day(text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UsageFault(Message("schedule.no_day", {"text": text, "first": FIRST_YEAR, "last": LAST_YEAR}))
    return found


def as_json(record: Mapping[str, Any]) -> str:
    """Write a result for machines."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
