"""Reads a process' conditions: what kind a key has, and what a row of the decision table means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procwiz.core import reading
from procwiz.core.building.texts import Raw
from procwiz.core.conditions import Condition
from procwiz.core.kinds import Kind


class Conditions:
    """Reads conditions of one process. `table` is its decision table, as its file held it."""

    def __init__(self, kinds: Mapping[str, Kind], table: Raw) -> None:
        self._kinds = kinds
        self._raw = {part["code"]: part.get("when") for part in table.get("define", ())}
        self._raw |= {part["id"]: part.get("when") for part in table.get("rows", ())}
        self._named: dict[str, Condition] = {}

    def kind(self, key: str) -> Kind:
        """The kind of a question or derived value; KeyError where there is none."""
        return self._kinds[key]

    def __call__(self, raw: Any) -> Condition:
        """Read a condition."""
        return reading.condition(raw, self.kind, self.named)

    def named(self, code: str) -> Condition:
        """What a row or definition of the decision table asks for."""
        if code not in self._named:
            self._named[code] = self(self._raw[code])
        return self._named[code]
