"""What an interview needs of a plan that can be written to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from procwiz.core.journal import Draft, Event
from procwiz.core.plan import Plan


class Book(Protocol):
    """A plan open for writing by one author."""

    @property
    def plan(self) -> Plan:
        """The plan as it stands now."""

    @property
    def author(self) -> str:
        """Who writes."""

    def record(self, drafts: Sequence[Draft], via: str) -> tuple[Event, ...]:
        """Keep events for good; `plan` has moved on when this returns."""

    def keep_draft(self, key: str, text: str) -> None:
        """Keep half-typed text; an empty one is dropped."""

    def find_draft(self, key: str) -> str:
        """Find half-typed text; empty where there is none."""

    def new_id(self) -> str:
        """Give a new row its id."""

    def refresh(self) -> None:
        """Bring `documents/answers.md`, the copy readable without procwiz, up to date."""
