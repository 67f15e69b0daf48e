"""The shapes of what a process knows beside its questions: routes, law, risks, advice."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from procwiz.library.questions import Code, Condition, Number, Shape, Sources, Text

Certainty: TypeAlias = Literal["read", "secondary", "unverified", "own"]
Country: TypeAlias = Literal["DK", "NO", "SE", "EU"]
Currency: TypeAlias = Literal["DKK", "NOK", "SEK", "EUR"]
Basis: TypeAlias = dict[Country, Text]
RowId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{1,3}$")]
RiskId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,3}$")]
DAY, DAY_OF_YEAR = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", r"^[0-9]{2}-[0-9]{2}$"
Day: TypeAlias = Annotated[str, StringConstraints(pattern=DAY)]
DayOfYear: TypeAlias = Annotated[str, StringConstraints(pattern=DAY_OF_YEAR)]
Whole: TypeAlias = Annotated[int, Field(ge=0, le=36500)]
_NUMBERS = {"days", "percent", "number", "from_", "to"}
Step5: TypeAlias = Annotated[int, Field(ge=1, le=5)]


def _version(raw: object) -> object:
    return str(raw) if isinstance(raw, int) else raw


class Definition(Shape):
    """A condition with a name."""

    code: Code
    title: Text
    when: Condition


class Then(Shape):
    """The routes that may follow."""

    then: Annotated[list[Code], Field(min_length=1)]


class Row(Shape):
    """A row of the decision table: routes and why, or a task."""

    id: RowId
    when: Condition = None
    routes: list[Code | Then] = Field(default_factory=list)
    task: Text | None = None
    because: Text | None = None
    basis: Basis = Field(default_factory=dict)
    caveats: list[Text] = Field(default_factory=list)
    next: list[Text] = Field(default_factory=list)
    source: Sources
    certainty: Certainty

    @model_validator(mode="after")
    def _routes_or_task(self) -> Row:
        if bool(self.routes) == (self.task is not None) or (self.routes and self.because is None):
            raise PydanticCustomError("row_form", "", {"row": self.id})
        return self


class Exclusion(Shape):
    """What closes routes."""

    code: Code
    routes: Annotated[list[Code], Field(min_length=1)]
    when: Condition
    because: Text
    basis: Basis = Field(default_factory=dict)
    source: Sources
    certainty: Certainty


class Preference(Shape):
    """An order among some routes, and when."""

    when: Condition
    order: Annotated[list[Code], Field(min_length=2)]
    ahead: list[Code] = Field(default_factory=list)


class Signal(Shape):
    """A sign for a route."""

    code: Code
    towards: Code
    when: Condition
    text: Text


class Days(Shape):
    """A span of calendar days."""

    short: Whole
    likely: Whole
    long: Whole

    @model_validator(mode="after")
    def _in_order(self) -> Days:
        if not self.short <= self.likely <= self.long:
            raise PydanticCustomError("limits_reversed", "", {"low": str(self.short), "high": str(self.long)})
        return self


class Step(Shape):
    """A step of a route, or a milestone."""

    code: Code
    phase: Code
    title: Text
    days: Days | None = None
    least: Code = ""
    source: Sources = Field(default_factory=lambda: ["own"])


class Case(Shape):
    """A real case."""

    text: Text
    source: Sources


class Route(Shape):
    """A page on a way to buy."""

    key: Code
    what: Text
    fits: Text
    wrong: Text
    basis: Basis = Field(default_factory=dict)
    steps: list[Step] = Field(default_factory=list)
    pitfalls: list[Text] = Field(default_factory=list)
    case: Case | None = None
    source: Sources
    certainty: Certainty


class RoutesFile(Shape):
    """`routes.yaml`."""

    define: list[Definition] = Field(default_factory=list)
    rows: Annotated[list[Row], Field(min_length=1)]
    exclusions: list[Exclusion] = Field(default_factory=list)
    order: list[Code]
    preferences: list[Preference] = Field(default_factory=list)
    signals: list[Signal] = Field(default_factory=list)
    routes: list[Route]


class Rate(Shape):
    """What so many euro were in another currency."""

    currency: Currency
    euro: Number
    amount: Number
    on: Day
    source: Sources
    certainty: Certainty


class Shortening(Shape):
    """What makes a time limit shorter."""

    code: Code
    days: Whole
    text: Text
    basis: Basis
    source: Sources
    certainty: Certainty


class Figure(Shape):
    """A figure or a duty of the law."""

    code: Code
    figure: Code
    title: Text
    text: Text
    for_: Condition = Field(default=None, alias="for")
    amount: dict[Currency, Number] = Field(default_factory=dict)
    days: Whole | None = None
    percent: Number | None = None
    number: Number | None = None
    from_: DayOfYear | None = Field(default=None, alias="from")
    to: DayOfYear | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    basis: Basis
    shortened: list[Shortening] = Field(default_factory=list)
    source: Sources
    certainty: Certainty

    @model_validator(mode="after")
    def _one_number(self) -> Figure:
        given = [self.days, self.percent, self.number, self.amount or None, self.from_]
        emptied = any(getattr(self, name) is None for name in self.model_fields_set & _NUMBERS)
        if emptied or sum(part is not None for part in given) > 1 or (self.from_ is None) != (self.to is None):
            raise PydanticCustomError("figure_form", "", {"code": self.code})
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise PydanticCustomError("limits_reversed", "", {"low": self.valid_from, "high": self.valid_to})
        return self


class LawFile(Shape):
    """`law.yaml`."""

    version: Annotated[Day, BeforeValidator(_version)]
    rates: list[Rate] = Field(default_factory=list)
    figures: Annotated[list[Figure], Field(min_length=1)]


class Risk(Shape):
    """A risk of the catalogue."""

    id: RiskId
    phase: Code
    title: Text
    type: Literal["technical", "financial", "organisational", "market", "legal", "adoption"]
    cause: Text
    likelihood: Step5
    impact: Step5
    response: Text
    owner: Code
    when: Condition = None
    source: Sources


class Advice(Shape):
    """A piece of advice."""

    code: Code
    phase: Code
    level: Literal["note", "warning", "stop"]
    when: Any
    text: Text
    source: Sources
