"""`procwiz why`: why a question is asked, or not, and what rests on it."""

from __future__ import annotations

from typing import Annotated, Any

from procwiz import console, session, store
from procwiz.commands.application import AsJson, In, Plain, Quiet, argument, command
from procwiz.commands.resume import say_damages
from procwiz.console import Manner
from procwiz.core.conditions import Condition
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.core.process import Question
from procwiz.core.walk import find
from procwiz.core.wording import Wording
from procwiz.errors import UsageFault
from procwiz.language import Language


@command("why")
def why(
    given: Annotated[list[str], argument(says="why_key", takes="[PLAN] KEY")],
    as_json: AsJson = False,
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Tell why a question is asked."""
    ways = Manner(plain, quiet, folder)
    from pathlib import Path

    first = given[0] if len(given) > 1 and store.is_plan(Path(given[0])) else ""
    wanted = " ".join(given[1:] if first else given)
    found = console.find_plan(first, ways)
    plan, reading = session.open_plan(found)
    say_damages(reading, Language(plan.card.language), ways)
    told = _of_the_table(plan, wanted, console.called(found), as_json)
    if told:
        console.out(told)
        return
    questions = find(plan, wanted)
    if not questions:
        raise UsageFault(Message("cli.no_question", {"word": wanted}), Message("cli.no_question.remedy"))
    reasons = Reasons(plan, Language(plan.card.language))
    if as_json:
        console.out(session.as_json(reasons.record(questions[0])))
    else:
        console.out(reasons.text(questions[0]))


def _of_the_table(plan: Plan, wanted: str, folder: str, as_json: bool) -> str:
    """Tell of a row of the decision table, or of a way to buy; empty for what is neither."""
    rows = [row for row in plan.process.table.rows if row.id == wanted.upper() and not as_json]
    if not rows and wanted not in plan.process.table.routes:
        return ""
    # Late: most who ask why, ask about a question.
    from procwiz.advice import record
    from procwiz.advice.adviser import Adviser
    from procwiz.advice.why import route_lines, row_lines

    adviser = Adviser(plan, Language(plan.card.language), folder)
    if as_json:
        return session.as_json(record.page(adviser, wanted))
    return console.laid(row_lines(adviser, rows[0]) if rows else route_lines(adviser, wanted))


class Reasons:
    """Says why questions of a plan are asked."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self._plan = plan
        self._language = language
        self._wording = Wording(language.say, plan.notation, plan.process.named)

    def record(self, question: Question) -> dict[str, Any]:
        """Give the reasons as `procwiz/why/1`."""
        tests = self._tests(question)
        return {
            "schema": "procwiz/why/1",
            "key": question.key,
            "standing": self._plan.standing(question).value,
            "why": question.why,
            "condition": self._condition(question),
            "tests": [{"text": text, "answer": answer, "holds": holds} for text, answer, holds in tests],
            "due": question.due,
            "role": question.role,
            "sources": list(question.sources),
            "read_by": [other.key for other in self._readers(question)],
        }

    def text(self, question: Question) -> str:
        """Write the reasons out."""
        say = self._language
        standing = say(f"cli.standing.{self._plan.standing(question).value}")
        lines = [f"{question.title} ({question.key}): {standing}", question.ask, "", question.why]
        if question.due:
            lines.append(say("cli.why.due", gate=question.due))
        condition = self._condition(question)
        if condition:
            lines += ["", say("cli.why.condition", condition=condition)]
            lines += [f"  {_MARKS[holds]} {text}: {answer}" for text, answer, holds in self._tests(question)]
        lines += ["", *self._sources(question)]
        readers = [other.title for other in self._readers(question)]
        if readers:
            lines.append(say("cli.why.readers", what=", ".join(readers)))
        return "\n".join(lines) + "\n"

    def _condition(self, question: Question) -> str:
        conditions = [part for part in (self._plan.process.phase(question.phase).when, question.when) if part]
        link = f" {self._language('conditions.and')} "
        return link.join(self._wording.condition(condition) for condition in conditions)

    def _tests(self, question: Question) -> list[tuple[str, str, bool | None]]:
        found = []
        for condition in (self._plan.process.phase(question.phase).when, question.when):
            for key, test in flat(condition):
                fact = self._plan.fact(key)
                answer = self._wording.fact(self._plan.process.named(key)[1], fact)
                found.append((self._wording.test(key, test), answer, test.hold(key, self._plan.fact).truth))
        return found

    def _sources(self, question: Question) -> list[str]:
        lines = []
        for id_ in question.sources:
            source = self._plan.process.sources[id_]
            name = ", ".join(part for part in (source.title, source.publisher, source.year, source.address) if part)
            certainty = self._language(f"interview.certainty.{source.certainty}")
            lines.append(self._language("interview.explain.source", name=name, certainty=certainty))
        return lines

    def _readers(self, question: Question) -> list[Question]:
        return [other for other in self._plan.process.questions.values() if question.key in _keys(other)]


def _keys(question: Question) -> frozenset[str]:
    return question.when.keys()


_MARKS = {True: "✓", False: "✗", None: "?"}


def flat(condition: Condition) -> list[tuple[str, Any]]:
    """Every test of a condition with its key, those under `not` too."""
    found: list[tuple[str, Any]] = []
    for clause in condition.clauses:
        found += clause.tests
        if clause.excluded is not None:
            found += flat(clause.excluded)
    return found
