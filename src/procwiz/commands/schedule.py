"""`procwiz schedule`: when everything comes, what the law asks for, and whether it is in time."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from typing import Annotated

from procwiz import calendars, console, session, timetable
from procwiz.commands.application import AsJson, In, Plain, PlanWord, Quiet, command, option
from procwiz.commands.resume import say_damages
from procwiz.console import Manner
from procwiz.core.advising import Standing, advise
from procwiz.core.lines import Line
from procwiz.core.messages import Message
from procwiz.core.plan import Plan
from procwiz.core.schedule import Schedule
from procwiz.core.schedule import schedule as reckon
from procwiz.errors import UsageFault
from procwiz.language import Language

FORMATS = ("ics",)


@command("schedule")
def schedule(
    plan: PlanWord = "",
    route: Annotated[str, option("--route", says="schedule_route", takes="route")] = "",
    form: Annotated[str, option("--format", says="schedule_format", takes="ics")] = "",
    as_of: Annotated[str, option("--as-of", says="schedule_as_of", takes="date")] = "",
    as_json: AsJson = False,
    folder: In = "",
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Tell when everything comes."""
    ways = Manner(plain, quiet, folder)
    if form and form not in FORMATS:
        raise UsageFault(Message("cli.no_format", {"format": form, "known": FORMATS}))
    today = session.reckoning_day(as_of)
    opened, reading = session.open_plan(console.find_plan(plan, ways))
    language = Language(opened.card.language)
    key, found = _route(opened, route)
    country = opened.country
    reckoned = reckon(opened, calendars.calendar_of(country), today, key)
    telling = timetable.Telling(reckoned, opened, language, found, country)
    if form:
        from procwiz.timetable.ics import ics

        console.out(ics(reckoned, opened, language, telling))
    elif as_json:
        console.out(session.as_json(timetable.record(reckoned, opened, found, country)))
    else:
        console.out("".join([*_closed(opened, route, language), *_parts(telling, reckoned, ways)]))
    say_damages(reading, language, ways)


def _route(plan: Plan, word: str) -> tuple[str | None, str]:
    """Find the route to reckon with, and where it is from; one that is named has to be there."""
    pages = plan.process.table.routes
    if word and word not in pages:
        raise UsageFault(Message("advise.no_route", {"word": word, "known": tuple(pages)}))
    return timetable.way(plan, word)


def _closed(plan: Plan, word: str, language: Language) -> Iterable[str]:
    """Say that a route that was named is closed, as things stand."""
    routed = advise(plan).route(word) if word else None
    if routed is not None and routed.standing is Standing.CLOSED:
        title = plan.process.table.routes[word].title
        yield console.laid([Line(language("schedule.closed", route=title, key=word)), Line()])


# -- the text ------------------------------------------------------------------------------------


def _parts(telling: timetable.Telling, reckoned: Schedule, ways: Manner) -> Iterable[str]:
    yield console.laid(telling.head())
    if ways.plain:
        yield console.laid(telling.heading("dates"))
        yield console.table(*telling.dates(), ways)
    else:
        yield telling.chart(_width())
        yield console.laid([telling.legend()])
        yield console.laid(telling.heading("milestones"))
        yield console.table(*telling.milestones(), ways)
    if reckoned.breaches:
        yield console.laid([*telling.heading("breaches"), *telling.breaches()])
    yield console.laid([*telling.heading("aim"), *telling.aim()])
    if reckoned.aim is not None:
        yield console.laid([Line()])
        yield console.table(*telling.counted(), ways)
    if reckoned.gives is not None:
        yield console.laid([*telling.heading("gives"), *telling.gives()])
    yield console.laid([*telling.heading("chain")])
    yield console.table(*telling.chain(), ways)
    yield console.laid([*telling.heading("periods"), *telling.periods()])


def _width() -> int:
    """The columns of the window, as everything else said keeps to them."""
    return max(40, min(shutil.get_terminal_size((100, 24)).columns, 110))
