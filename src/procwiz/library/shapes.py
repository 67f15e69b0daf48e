"""The shape of every file of a process, checked at the door.

What is wrong comes out as pydantic's errors; `faults` turns them into problems.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from procwiz.library import counsel
from procwiz.library.questions import (
    Code,
    Condition,
    GateKey,
    Key,
    LanguageCode,
    Name,
    Option,
    Question,
    Shape,
    Sources,
    Text,
)

CRITERIA = 6


class Derived(Shape):
    """A value computed from answers; `core.checks` sees to the function and what it works on."""

    key: Key
    title: Text
    count: Any = None
    sum: Any = None
    difference: Any = None
    share: Any = None
    days_between: Any = None
    lookup: Any = None
    names: Any = None
    where: Condition = None
    options: list[Option] = Field(default_factory=list)


class Criterion(Shape):
    """Something a gate asks for."""

    code: Code
    text: Text
    when: Condition
    source: Sources


class Gate(Shape):
    """The decision that ends a phase."""

    key: GateKey
    title: Text
    decided_by: Code
    criteria: Annotated[list[Criterion], Field(max_length=CRITERIA)] = Field(default_factory=list)


class Takes(Shape):
    """How long a phase takes, in weeks."""

    short: Annotated[int, Field(ge=0)]
    likely: Annotated[int, Field(ge=0)]
    long: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _in_order(self) -> Takes:
        if not self.short <= self.likely <= self.long:
            raise PydanticCustomError("limits_reversed", "", {"low": str(self.short), "high": str(self.long)})
        return self


class Before(Shape):
    """The phase this one is moved ahead of, and when."""

    phase: Code
    when: Condition


class Phase(Shape):
    """A phase file."""

    key: Code
    title: Text
    purpose: Text
    who: list[Code] = Field(default_factory=list)
    takes: Takes | None = None
    when: Condition = None
    before: Before | None = None
    questions: Annotated[list[Question], Field(min_length=1)]
    derived: list[Derived] = Field(default_factory=list)
    gate: Gate


class Role(Shape):
    """Somebody who answers or decides."""

    key: Code
    title: Text


class Change(Shape):
    """What a version changed."""

    version: Text
    text: Text


class ProcessFile(Shape):
    """`process.yaml`."""

    key: Name
    version: Text
    title: Text
    languages: Annotated[list[LanguageCode], Field(min_length=1)]
    roles: list[Role]
    phases: Annotated[list[Code], Field(min_length=1)]
    changes: list[Change] = Field(default_factory=list)


class Term(Shape):
    """A word of the glossary."""

    key: Name
    term: Text
    also: list[Text] = Field(default_factory=list)
    meaning: Text
    source: Sources


class Source(Shape):
    """Where something is known from."""

    id: Name
    title: Text
    publisher: Text
    address: Text = ""
    year: Text = ""
    certainty: Literal["read", "secondary", "unverified", "own"]


class Example(Shape):
    """Answers of a real or believable case, and what is expected of them."""

    key: Name
    title: Text
    about: Text
    source: Sources
    language: LanguageCode
    answers: dict[str, Any]
    expect: dict[str, Any] = Field(default_factory=dict)


class CompiledProcess(ProcessFile):
    """The process of a compiled form: what its files held, put together."""

    phases: Annotated[list[Phase], Field(min_length=1)]  # type: ignore[assignment]
    glossary: list[Term] = Field(default_factory=list)
    sources: list[Source] = Field(default_factory=list)
    routes: counsel.RoutesFile | None = None
    law: counsel.LawFile | None = None
    risks: list[counsel.Risk] = Field(default_factory=list)
    advice: list[counsel.Advice] = Field(default_factory=list)
