"""Entries for a calendar: milestones, gates, the last days of the law's periods, and the aim.

Each keeps its UID, and SEQUENCE grows with the plan's journal, so that a calendar updates and never doubles them.
They are all-day events and leave the day free: Outlook shows no to-dos.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from procwiz import __version__
from procwiz.core.cleaning import clean_line
from procwiz.core.plan import Plan
from procwiz.core.schedule import Entry, Nature, Schedule
from procwiz.language import Language
from procwiz.timetable.telling import Telling

if TYPE_CHECKING:
    from icalendar import Event


def ics(schedule: Schedule, plan: Plan, language: Language, telling: Telling) -> str:
    """Write the calendar. The same state on the same day gives the same bytes."""
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", f"-//procwiz//procwiz {__version__}//{language.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    # The library does not know this name, and escapes nothing in a value that is not said to be text.
    calendar.add("x-wr-calname", vText(clean_line(plan.card.title)))
    for event in _events(schedule, plan, language, telling):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _events(schedule: Schedule, plan: Plan, language: Language, telling: Telling) -> Iterator[Event]:
    stamp = datetime.combine(schedule.today, time(), UTC)
    sequence = len(plan.journal.by_id)

    def event(place: str, day: date, summary: str, description: str) -> Event:
        from icalendar import Event

        made = Event()
        made.add("uid", f"{plan.card.id}-{place}@procwiz")
        made.add("dtstamp", stamp)
        made.add("dtstart", day)
        made.add("dtend", day + timedelta(days=1))
        made.add("summary", summary)
        made.add("description", description)
        made.add("sequence", sequence)
        made.add("transp", "TRANSPARENT")
        return made

    for entry in schedule.entries:
        if (entry.nature.point or entry.nature is Nature.PERIOD) and (entry.given or not entry.done):
            place = f"{entry.phase}-{entry.code}"
            yield event(
                place, entry.end.likely, _summary(entry, language, telling), _description(entry, language, telling)
            )
    if schedule.aim is not None:
        phase = schedule.aim.key.partition(".")[0]
        yield event(f"{phase}-aim", schedule.aim.day, language("schedule.aim.event"), " ".join(telling.aim_said()))


def _summary(entry: Entry, language: Language, telling: Telling) -> str:
    title = telling.title(entry)
    return title if entry.nature.point else language("schedule.ics.last_day", title=title)


def _description(entry: Entry, language: Language, telling: Telling) -> str:
    said = [telling.span_said(entry)]
    least = entry.least
    if least is not None and least.days and least.ruling.figure is not None:
        basis = telling.basis(least.ruling.figure.basis, least.ruling.certainty)
        said += [language("schedule.ics.least", n=least.days, basis=basis), telling.verify()]
    return "\n".join(said)
