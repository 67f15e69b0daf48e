"""What the checks look at: questions, derived values, rules and conditions of a process, with their places.

The process is plain data, as its files held it, and may have any fault: what has not even
the right form is left out here, and reported by the shapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from procwiz.core.checks.raw import Raw, entries, mapping, parts, problem, text, texts
from procwiz.core.problems import Path, Problem
from procwiz.core.process import FUNCTIONS
from procwiz.core.reading import FIRES

Position: TypeAlias = "tuple[int, float]"
"""The number of a phase, and the number of a question in it."""

END = float("inf")
DEEPEST = 12
"""How many keys and numbers may stand on the way into a condition."""
RULES = {"routes": ("define", "rows", "exclusions", "preferences", "signals", "routes"), "law": ("figures", "rates")}
"""The lists of the files that hold several; `risks` and `advice` are lists themselves."""
_LOOKED_UP = {"amount": "money", "until": "date", "number": "number"}


@dataclass(frozen=True, slots=True)
class Field:
    """A question, a column or a derived value, as a test sees it. `kind` is empty where it is not known."""

    key: str
    kind: str
    path: Path
    phase: int
    position: Position
    raw: Raw
    columns: Mapping[str, Field] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its options."""
        return tuple(text(option, "code") for _, option in entries(self.raw, "options"))

    @property
    def essential(self) -> bool:
        """Say whether it belongs to the quick scan."""
        return self.raw.get("depth") == "essential"


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition and where it stands: it may read what has a position before `limit`.

    `owner` is the key of the question or derived value it belongs to, or the name of the decision table's row or
    definition; empty for others. `row` is the table whose columns bare keys name, up to `column`.
    Where it `may_fire` it may read rows and definitions.
    """

    raw: object
    path: Path
    phase: int
    limit: Position
    owner: str = ""
    row: Field | None = None
    column: int | None = None
    may_fire: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """One test on one key, in the guard it stands in; inside a table's test `row` is that table."""

    key: str
    test: object
    path: Path
    guard: Guard
    row: Field | None

    @property
    def fires(self) -> bool:
        """Say whether it asks for a row or definition of the decision table."""
        return self.test == FIRES and "." not in self.key and self.row is None


class Outline:
    """A process seen from above. `base` is its files' content, `sides` the texts of its other languages."""

    def __init__(self, compiled: Raw) -> None:
        self.base = mapping(compiled, "process")
        self.sides = mapping(compiled, "texts")

    @cached_property
    def phases(self) -> tuple[tuple[int, Raw, Path], ...]:
        """Every phase with its number and its path."""
        return tuple((number, raw, ("process", "phases", number)) for number, raw in entries(self.base, "phases"))

    @cached_property
    def questions(self) -> tuple[Field, ...]:
        """Every question in order, those with a key taken before too."""
        return tuple(
            self._question(raw, (*path, "questions", place), (number, place))
            for number, phase, path in self.phases
            for place, raw in entries(phase, "questions")
        )

    @cached_property
    def derived(self) -> tuple[Field, ...]:
        """Every derived value; its position is the end of its phase, see `order.position` for what it rests on."""
        return tuple(
            Field(text(raw, "key"), _derived_kind(raw), (*path, "derived", place), number, (number, END), raw)
            for number, phase, path in self.phases
            for place, raw in entries(phase, "derived")
        )

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every question and derived value by key; the first of two with one key."""
        found: dict[str, Field] = {}
        for one in (*self.questions, *self.derived):
            found.setdefault(one.key, one)
        return found

    @cached_property
    def rules(self) -> tuple[tuple[Raw, Path], ...]:
        """Every part of routes, law, risks and advice, with its path."""
        top: Path = ("process",)
        held = (parts(self.base.get(file), name, (*top, file)) for file, names in RULES.items() for name in names)
        lists = (parts(self.base, name, top) for name in ("risks", "advice"))
        return tuple(part for found in (*held, *lists) for part in found)

    def listed(self, *names: str) -> tuple[tuple[Raw, Path], ...]:
        """The rules of one list: `routes`, `rows`, or `risks`."""
        return tuple((raw, path) for raw, path in self.rules if path[1:-1] == names)

    @cached_property
    def firing(self) -> tuple[tuple[str, Path], ...]:
        """The name of every definition and row of the decision table, and where it is given."""
        codes = ((text(raw, "code"), (*path, "code")) for raw, path in self.listed("routes", "define"))
        return (*codes, *((text(raw, "id"), (*path, "id")) for raw, path in self.listed("routes", "rows")))

    @cached_property
    def guards(self) -> tuple[Guard, ...]:
        """Every condition of the process."""
        return (*self._phase_guards(), *self._question_guards(), *self._derived_guards(), *self._rule_guards())

    @cached_property
    def walked(self) -> tuple[Read | Problem, ...]:
        """Every test of every condition, and what is no condition."""
        return tuple(part for guard in self.guards for part in self._walk(guard, guard.raw, guard.path, guard.row))

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """Every test of every condition."""
        return tuple(part for part in self.walked if isinstance(part, Read))

    def field(self, read: Read) -> Field | None:
        """Find what a test is held against: a column for a bare key, else a question or derived value."""
        if "." in read.key or read.row is None:
            return self.fields.get(read.key)
        return read.row.columns.get(read.key)

    def operands(self, derived: Field) -> tuple[str, ...]:
        """Name the keys a derived value is computed from."""
        function = next((name for name in FUNCTIONS if name in derived.raw), "")
        given = derived.raw.get(function)
        if isinstance(given, str):
            return (given,)
        if isinstance(given, Mapping):
            return tuple(text(given, name) for name in ("value", "on") if text(given, name))
        return tuple(key for _, key in texts(derived.raw, function) if "." in key)

    def figures(self, derived: Field) -> tuple[str, ...]:
        """Name the figures of the law a derived value asks for."""
        asked = mapping(derived.raw, "lookup")
        return tuple(name for name in (text(asked, "figure"), *mapping(asked, "below")) if name)

    def rests_on(self, derived: Field) -> tuple[str, ...]:
        """Name the keys a derived value depends on: its operands, and what decides between figures of the law."""
        deciding = (self._deciding.get(name, frozenset()) for name in self.figures(derived))
        return (*self.operands(derived), *sorted(frozenset[str]().union(*deciding)))

    @cached_property
    def _deciding(self) -> Mapping[str, frozenset[str]]:
        names = {(*path, "for"): text(raw, "figure") for raw, path in self.listed("law", "figures")}
        found: dict[str, frozenset[str]] = {}
        for read in self.reads:
            name = names.get(read.guard.path)
            if name and self.field(read) is self.fields.get(read.key):
                found[name] = found.get(name, frozenset()) | {read.key}
        return found

    def _question(self, raw: Raw, path: Path, position: Position) -> Field:
        columns = {
            text(column, "code"): Field(
                text(column, "code"), text(column, "kind"), (*path, "columns", number), position[0], (number, 0), column
            )
            for number, column in entries(raw, "columns")
        }
        return Field(text(raw, "key"), text(raw, "kind"), path, position[0], position, raw, columns)

    def _phase_guards(self) -> Iterator[Guard]:
        numbers = {text(raw, "key"): number for number, raw, _ in self.phases}
        for number, raw, path in self.phases:
            if "when" in raw:
                yield Guard(raw["when"], (*path, "when"), number, (number, -1))
            before = mapping(raw, "before")
            if "when" in before:
                first = min(number, numbers.get(text(before, "phase"), number))
                yield Guard(before["when"], (*path, "before", "when"), number, (first, -1))
            for place, part in entries(mapping(raw, "gate"), "criteria"):
                if "when" in part:
                    yield Guard(part["when"], (*path, "gate", "criteria", place, "when"), number, (number, END))

    def _question_guards(self) -> Iterator[Guard]:
        for one in self.questions:
            if "when" in one.raw:
                yield Guard(one.raw["when"], (*one.path, "when"), one.phase, one.position, one.key)
            for column in one.columns.values():
                if "when" in column.raw:
                    number = int(column.position[0])
                    path = (*column.path, "when")
                    yield Guard(column.raw["when"], path, one.phase, one.position, one.key, one, number)

    def _derived_guards(self) -> Iterator[Guard]:
        for one in self.derived:
            if "where" in one.raw:
                table = next((self.fields[key] for key in self.operands(one) if key in self.fields), None)
                yield Guard(one.raw["where"], (*one.path, "where"), one.phase, (one.phase, END), one.key, table)

    def _rule_guards(self) -> Iterator[Guard]:
        """Rules may read every answer, so they stand behind the last phase."""
        names = {path[:-1]: name for name, path in self.firing}
        after = len(self.phases)
        for raw, path in self.rules:
            name = "for" if path[1] == "law" else "when"
            if name in raw:
                owner = names.get(path, "")
                yield Guard(raw[name], (*path, name), after, (after, END), owner, may_fire=path[1] != "law")

    def _walk(self, guard: Guard, raw: object, path: Path, row: Field | None) -> Iterator[Read | Problem]:
        deep = len(path) - len(guard.path) > DEEPEST
        if deep or not isinstance(raw, Mapping | list) or (isinstance(raw, list) and not raw):
            yield problem("condition_form", path)
            return
        clauses = enumerate(raw) if isinstance(raw, list) else ((None, raw),)
        for number, clause in clauses:
            here = path if number is None else (*path, number)
            if isinstance(clause, Mapping):
                yield from self._clause(guard, clause, here, row)
            else:
                yield problem("condition_form", here)

    def _clause(self, guard: Guard, clause: Raw, path: Path, row: Field | None) -> Iterator[Read | Problem]:
        for key, test in clause.items():
            if key == "not":
                yield from self._walk(guard, test, (*path, key), row)
                continue
            read = Read(key, test, (*path, key), guard, row)
            yield read
            table = self.field(read)
            if table is not None and table.kind == "table" and isinstance(test, Mapping):
                for name in ("any", "all", "where"):
                    if name in test:
                        yield from self._walk(guard, test[name], (*path, key, name), table)


def _derived_kind(raw: Raw) -> str:
    if "options" in raw:
        return "choice"
    if "names" in raw:
        return "text"
    return _LOOKED_UP.get(str(mapping(raw, "lookup").get("give", "amount")), "") if "lookup" in raw else "number"
