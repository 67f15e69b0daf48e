"""The process a plan carries: looked through once, built once for a language, however many plans carry the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Any

from procwiz.core.building import build
from procwiz.core.law import Law
from procwiz.core.process import Process
from procwiz.library.folder import trusted, validate, with_newest_law


class Carried:
    """A compiled process as it was read from a plan; two are the same where they were read as the same object."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self.compiled = compiled

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Carried) and self.compiled is other.compiled

    def __hash__(self) -> int:
        return id(self.compiled)

    @cached_property
    def problems(self) -> int:
        """How many problems it has; none where this procwiz shipped or checked it."""
        return 0 if trusted(self.compiled) else len(validate(self.compiled))

    @cached_property
    def newest(self) -> Mapping[str, Any]:
        """The process with the newest law there is."""
        return with_newest_law(self.compiled)

    @lru_cache(maxsize=8)  # noqa: B019  (what is kept is what may be asked for again; it ends with the run)
    def spoken(self, language: str) -> tuple[Process, Law | None]:
        """Build it in a language; beside it the law it was begun with, where there is a newer one."""
        begun = None if self.newest is self.compiled else build(self.compiled, language).law
        return build(self.newest, language), begun


@lru_cache(maxsize=4)
def same(carried: Carried) -> Carried:
    """Give the one that was looked through already."""
    return carried
