"""The shape of a question, and of what all shapes are made of.

Whole numbers and fractions written where a text belongs are taken as the text that stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

COLUMNS = 7


def _text(raw: object) -> object:
    if isinstance(raw, Decimal):
        return format(raw, "f")
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw


def _filled(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("text_empty", "")
    return text


def _number(raw: object) -> object:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, Decimal):
        return format(raw, "f")
    if isinstance(raw, str) and re.fullmatch(r"-?[0-9]{1,18}\.[0-9]{1,18}", raw):
        return raw
    raise PydanticCustomError("number_bad", "", {"given": str(raw)[:60]})


def _five_labels(raw: object) -> object:
    if not isinstance(raw, Mapping) or set(raw) != set("12345"):
        raise PydanticCustomError("labels_missing", "")
    return raw


Text: TypeAlias = Annotated[str, BeforeValidator(_text), AfterValidator(_filled)]
Number: TypeAlias = Annotated[int | str, BeforeValidator(_number)]
Key: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=80)]
Code: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
OptionCode: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
GateKey: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*$", max_length=10)]
Name: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9_-]*$", max_length=80)]
LanguageCode: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Labels: TypeAlias = Annotated[dict[str, Text], BeforeValidator(_five_labels)]
Sources: TypeAlias = Annotated[list[Name], Field(min_length=1)]
Condition: TypeAlias = Any  # core.checks knows what a condition may be


class Shape(BaseModel):
    """What all shapes share: nothing unknown, nothing guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Option(Shape):
    """One of the answers to pick from."""

    code: OptionCode
    label: Text
    public: bool = True


class WithOptions(Shape):
    """The settings of a choice."""

    options: Annotated[list[Option], Field(min_length=1)]


class WithLimits(Shape):
    """The settings of a number."""

    unit: Text = ""
    min: Number | None = None
    max: Number | None = None
    whole: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> WithLimits:
        if self.min is not None and self.max is not None and Decimal(self.min) > Decimal(self.max):
            raise PydanticCustomError("limits_reversed", "", {"low": str(self.min), "high": str(self.max)})
        return self


class WithRange(Shape):
    """The settings of an amount."""

    range: bool = False


class WithLabels(Shape):
    """The settings of a scale: what each of 1 to 5 means."""

    labels: Labels


class AnyColumn(Shape):
    """What every column has."""

    code: Code
    title: Text
    ask: Text
    required: bool = False
    public: bool = True
    when: Condition = None


class PlainColumn(AnyColumn):
    """A column without settings."""

    kind: Literal["text", "yes_no", "percent", "date", "link"]


class ChoiceColumn(AnyColumn, WithOptions):
    """A column of one option."""

    kind: Literal["choice"]


class NumberColumn(AnyColumn, WithLimits):
    """A column of a number."""

    kind: Literal["number"]


class MoneyColumn(AnyColumn, WithRange):
    """A column of an amount."""

    kind: Literal["money"]


class ScaleColumn(AnyColumn):
    """A column of a place on a scale; in a table the numbers alone may do."""

    kind: Literal["scale"]
    labels: Labels = {}


Column: TypeAlias = Annotated[
    PlainColumn | ChoiceColumn | NumberColumn | MoneyColumn | ScaleColumn, Field(discriminator="kind")
]


class AnyQuestion(Shape):
    """What every question has."""

    key: Key
    title: Text
    ask: Text
    help: Text
    why: Text
    example: Text
    source: Sources
    role: Code
    depth: Literal["essential", "normal"] = "normal"
    required: bool = False
    due: GateKey | None = None
    public: bool = False
    when: Condition = None

    @model_validator(mode="after")
    def _due_once(self) -> AnyQuestion:
        if self.required and self.due is not None:
            raise PydanticCustomError("due_twice", "", {"due": self.due})
        return self


class PlainQuestion(AnyQuestion):
    """A question without settings."""

    kind: Literal["text", "prose", "yes_no", "percent", "date", "link"]


class ChoiceQuestion(AnyQuestion, WithOptions):
    """One option, or any number of them."""

    kind: Literal["choice", "choices"]


class NumberQuestion(AnyQuestion, WithLimits):
    """A number."""

    kind: Literal["number"]


class MoneyQuestion(AnyQuestion, WithRange):
    """An amount, or low, likely and high."""

    kind: Literal["money"]


class ScaleQuestion(AnyQuestion, WithLabels):
    """A place on a scale from 1 to 5."""

    kind: Literal["scale"]


class TableQuestion(AnyQuestion):
    """Rows of the same columns."""

    kind: Literal["table"]
    columns: Annotated[list[Column], Field(min_length=1, max_length=COLUMNS)]


Question: TypeAlias = Annotated[
    PlainQuestion | ChoiceQuestion | NumberQuestion | MoneyQuestion | ScaleQuestion | TableQuestion,
    Field(discriminator="kind"),
]
