"""`procwiz advise`: which ways to buy are open, which are closed and why, and what to ask next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from procwiz import console, session
from procwiz.advice import listing, page, record, supposing
from procwiz.advice.adviser import Adviser
from procwiz.commands.application import AsJson, In, Plain, PlanWord, Quiet, command, option
from procwiz.commands.resume import say_damages
from procwiz.console import Manner
from procwiz.core.messages import Message, Misread
from procwiz.core.plan import Plan
from procwiz.core.values import Value
from procwiz.errors import CouldNot, UsageFault
from procwiz.language import Language


@command("advise")
def advise(
    plan: PlanWord = "",
    route: Annotated[str, option("--route", says="advise_route", takes="route")] = "",
    what_if: Annotated[list[str] | None, option("--with", says="advise_with", takes="answer")] = None,
    as_json: AsJson = False,
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Advise on the way to buy."""
    ways = Manner(plain, quiet, folder)
    found = console.find_plan(plan, ways)
    opened, reading = session.open_plan(found)
    language = Language(opened.card.language)
    if not opened.process.table:
        raise CouldNot(Message("advise.no_table"), Message("advise.no_table.remedy"))
    adviser = Adviser(opened, language, console.called(found), _supposed(opened, what_if or []))
    if route:
        key = _route(opened, route)
        console.out(session.as_json(record.page(adviser, key)) if as_json else console.laid(page.lines(adviser, key)))
    elif as_json:
        console.out(session.as_json(record.listing(adviser)))
    else:
        console.out(console.laid(supposing.lines(adviser) if what_if else listing.lines(adviser)))
    say_damages(reading, language, ways)


def _route(plan: Plan, word: str) -> str:
    known = plan.process.table.routes
    if word not in known:
        raise UsageFault(Message("advise.no_route", {"word": word, "known": tuple(known)}))
    return word


def _supposed(plan: Plan, pairs: list[str]) -> Mapping[str, Value]:
    """Read what is supposed; every fault is that of a typed answer.

    Raises:
        UsageFault: for what is no answer, or no answer to that question.
    """
    found: dict[str, Value] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        question = plan.process.questions.get(key.strip())
        if question is None or not equals:
            raise UsageFault(Message("advise.what_if.bad", {"word": pair}), Message("cli.no_question.remedy"))
        try:
            value = question.kind.parse(text, plan.notation)
        except Misread as misread:
            raise UsageFault(misread.message) from None
        fault = next(iter(question.kind.check(value)), None)
        if fault is not None:
            raise UsageFault(fault)
        if question.key in found:
            raise UsageFault(Message("advise.what_if.twice", {"key": question.key}))
        found[question.key] = value
    return found
