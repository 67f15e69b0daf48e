"""A schedule in sentences, tables and bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeAlias

from procwiz.core.advising import phrases
from procwiz.core.law import Basis, Ruling
from procwiz.core.lines import Line
from procwiz.core.notation import Notation
from procwiz.core.plan import Plan
from procwiz.core.schedule import Breach, Entry, Latest, Nature, Schedule
from procwiz.core.schedule.timeline import AIMS, ROLL_OUT
from procwiz.core.supposing import Supposed
from procwiz.language import Language
from procwiz.timetable.chart import AIM, LATE, LIKELY, POINT, Bar, chart

COUNTRIES, UNDER_ALL = ("DK", "NO", "SE"), "EU"
Table: TypeAlias = "tuple[list[str], list[list[str]]]"
"""A header and its rows."""


class Telling:
    """Tells of one schedule. `found` says where its route is from: chosen, named, best or none.

    `country` is the one whose law and public holidays are meant.
    """

    def __init__(self, schedule: Schedule, plan: Plan, language: Language, found: str, country: str) -> None:
        self._schedule = schedule
        self._plan = plan
        self._language = language
        self._found = found
        self._country = country if country in COUNTRIES else UNDER_ALL
        self._locale = Notation(language.code, "").locale

    # -- words -------------------------------------------------------------------------------

    def _say(self, name: str, **params: object) -> str:
        return self._language(f"schedule.{name}", **params)

    def day(self, day: date, form: str = "medium") -> str:
        """Write a day, short enough for a table."""
        from babel.dates import format_date

        return format_date(day, form, locale=self._locale)

    def title(self, entry: Entry | Breach) -> str:
        """Name a step; a gate by its key and what is decided."""
        if isinstance(entry, Entry) and entry.nature is Nature.GATE:
            return self._say("gate.full", gate=entry.code, title=entry.title)
        return entry.title

    def basis(self, basis: Basis, certainty: str) -> str:
        """Name the paragraphs of the plan's country and of the EU, and how sure they are."""
        known = [basis[code] for code in (self._country, UNDER_ALL) if code in basis]
        named = ", ".join(dict.fromkeys(known or basis.values()))
        return self._say("basis", basis=named, certainty=phrases.certainty(certainty, self._language.say))

    def _of(self, ruling: Ruling) -> str:
        return self.basis(ruling.figure.basis, ruling.certainty) if ruling.figure else ""

    def _question(self, key: str) -> str:
        return self._plan.process.title_of(key)

    def _phases(self, keys: Iterable[str]) -> str:
        return ", ".join(self._plan.process.phase(key).title for key in keys)

    def span_said(self, entry: Entry) -> str:
        """Say when a step ends or comes: the day an answer gives, else the three days of the passes."""
        if entry.given is not None:
            return self._say("ics.given")
        earliest, likely, latest = (self.day(day) for day in (entry.end.earliest, entry.end.likely, entry.end.latest))
        return self._say("ics.span", earliest=earliest, likely=likely, latest=latest)

    # -- the head ------------------------------------------------------------------------------

    def head(self) -> Iterator[Line]:
        """Say which plan and route it is, and what is not reckoned with."""
        schedule = self._schedule
        yield Line(self._say("title", title=self._plan.card.title))
        route = self._plan.process.table.routes[schedule.route].title if schedule.route else ""
        found = "assumed" if self._found == "chosen" and schedule.route_assumed else self._found
        yield Line(f"{self._say(f'route.{found}', route=route)} {self._say('as_of', day=self.day(schedule.today))}")
        if schedule.undecided:
            yield Line(self._say("undecided", what=self._phases(schedule.undecided)))
        for given in schedule.unkept:
            yield Line(self._say("unkept", question=self._question(given.key), day=self.day(given.day)))
        yield Line()

    # -- the chart --------------------------------------------------------------------------------

    def chart(self, width: int) -> str:
        """Draw the steps as bars, with a legend."""
        schedule = self._schedule
        ends = [entry.end.likely for entry in schedule.entries] + [schedule.works.latest]
        aim = schedule.aim.day if schedule.aim and schedule.aim.day >= schedule.today else None
        last = max([*ends, *([aim] if aim else [])])
        drawn = chart(list(self._bars()), schedule.today, last, aim, width, self._mark)
        return f"{drawn}\n"

    def legend(self) -> Line:
        """Say what the signs of the chart mean."""
        return Line(self._say("legend", likely=LIKELY, late=LATE, point=POINT, aim=AIM))

    def _mark(self, day: date, year: bool) -> str:
        return str(day.year) if year else self.day(day, "MMM y")

    def _bars(self) -> Iterator[Bar]:
        for key in self._schedule.phases:
            entries = [entry for entry in self._schedule.entries if entry.phase == key]
            alone = len(entries) <= 2 and entries[0].code == key
            if not alone:
                today = self._schedule.today
                yield Bar(self._plan.process.phase(key).title, today, today, today, text=" ")
            for number, entry in enumerate(entries):
                yield self._bar(entry, "" if alone and number == 0 else "  ")
        works = self._schedule.works
        yield Bar(self._say("works"), works.likely, works.likely, works.latest, point=True)

    def _bar(self, entry: Entry, margin: str) -> Bar:
        label = self._say("gate", gate=entry.code) if entry.nature is Nature.GATE else entry.title
        text = ""
        if entry.done:
            text = self.day(entry.given.day) if entry.given else self._say("done")
        return Bar(f"{margin}{label}", entry.start.likely, entry.end.likely, entry.end.latest, entry.nature.point, text)

    # -- tables ------------------------------------------------------------------------------------

    def dates(self) -> Table:
        """Lay out every step with its likely first day and its last days; for readers without the chart."""
        columns = ("step", "begins", "ends_earliest", "ends_likely", "ends_latest")
        rows = [[self.title(entry), self._from(entry), *self._span(entry)] for entry in self._schedule.entries]
        return self._header(columns), rows

    def _from(self, entry: Entry) -> str:
        return "–" if entry.done or entry.nature.point else self.day(entry.start.likely)

    def milestones(self) -> Table:
        """Lay the milestones and gates out, and the day it works."""
        rows = [[self._marked(entry), *self._span(entry)] for entry in self._schedule.milestones]
        works = self._schedule.works
        rows.append([self._say("works"), *(self.day(day) for day in (works.earliest, works.likely, works.latest))])
        return self._header(("what", "earliest", "likely", "latest")), rows

    def _marked(self, entry: Entry) -> str:
        title = self.title(entry)
        if entry.given is None:
            return title
        return self._say("given.assumed" if entry.given.assumed else "given", title=title)

    def _span(self, entry: Entry) -> list[str]:
        if entry.done and entry.given is None:
            return ["–", self._say("done"), "–"]
        return [self.day(day) for day in (entry.end.earliest, entry.end.likely, entry.end.latest)]

    def chain(self) -> Table:
        """Lay out the steps that decide the day it works."""
        rows = []
        for entry in self._schedule.chain:
            end = self._schedule.works.likely if entry.phase == ROLL_OUT else entry.end.likely
            rows.append([self._marked(entry), self.day(entry.start.likely), self.day(end)])
        return self._header(("step", "from", "to")), rows

    def counted(self) -> Table:
        """Lay out the latest days to begin, send the tender out and sign, counted backwards from the aim."""
        both = {"likely": self._schedule.likely, "lawful": self._schedule.lawful}
        rows = [[self._say(f"counted.{name}"), *self._latest(days)] for name, days in both.items() if days]
        return self._header(("counted", "start", "notice", "contract")), rows

    def _latest(self, days: Latest) -> list[str]:
        return [self.day(day) if day else "–" for day in (days.start, days.notice, days.contract)]

    def _header(self, columns: Iterable[str]) -> list[str]:
        return [self._say(f"column.{name}") for name in columns]

    # -- the aim ---------------------------------------------------------------------------------------

    def heading(self, name: str) -> Iterator[Line]:
        """Head a part."""
        yield Line()
        yield Line(self._say(f"heading.{name}"))

    def aim(self) -> Iterator[Line]:
        """Say when it works, by which rule, and what that leaves before the aim."""
        yield Line(" ".join(self.aim_said()), level=1)
        works = self._schedule.works
        earliest, likely, latest = (self.day(day) for day in (works.earliest, works.likely, works.latest))
        said = [self._say("works.span", earliest=earliest, likely=likely, latest=latest), *self._rule()]
        yield Line(" ".join(said), level=1)

    def aim_said(self) -> Iterator[str]:
        """Say the aim and the float against it."""
        aim = self._schedule.aim
        if aim is None:
            yield self._say("aim.none", question=self._question(AIMS[0]))
            return
        yield self._say(f"aim.{aim.key}", day=self.day(aim.day))
        if aim.assumed:
            yield self._say("aim.assumed")
        yield from self._float()

    def _float(self) -> Iterator[str]:
        slack = self._schedule.slack
        if slack is None:
            return
        if self._schedule.too_late:
            yield self._say("too_late", day=self.day(self._schedule.soonest))
        for name, days in (("likely", slack.likely), ("worst", slack.worst)):
            yield self._say(f"float.{name}.{'over' if days >= 0 else 'short'}", n=abs(days))
        if slack.likely < 0 and not self._schedule.too_late:
            yield self._say("tight", day=self.day(self._schedule.soonest))

    def _rule(self) -> Iterator[str]:
        phase = next((one for one in self._plan.process.phases if one.key == ROLL_OUT), None)
        if phase is not None and phase.takes is not None:
            yield self._say("rule", weeks=phase.takes.short)

    def gives(self) -> Iterator[Line]:
        """Say what could give where the aim is not met."""
        gives = self._schedule.gives
        if gives is None:
            return
        for shorter in gives.shorter:
            way = shorter.shortening
            said = {"title": shorter.title, "days": shorter.days, "fewer": way.days, "text": way.text}
            yield Line(self._say("gives.law", basis=self.basis(way.basis, way.certainty), **said), level=1)
        if gives.longest:
            yield Line(self._say("gives.longest", phase=self._phases([gives.longest]), n=gives.days), level=1)
        yield Line(self._say("gives.route"), level=1)

    def breaches(self) -> Iterator[Line]:
        """Say which given days come too early, and by how much."""
        for breach in self._schedule.breaches:
            said = {"title": breach.title, "given": self.day(breach.given.day), "n": breach.days}
            earliest = self.day(breach.earliest)
            if breach.least is None:
                yield Line(self._say("breach.work", earliest=earliest, **said), level=1)
            else:
                law = {"days": breach.least.days, "basis": self._of(breach.least.ruling)}
                yield Line(self._say("breach.law", earliest=earliest, **law, **said), level=1)

    # -- the law ---------------------------------------------------------------------------------------

    def periods(self) -> Iterator[Line]:
        """Say every period the law sets a minimum for, with its paragraph and how sure that is."""
        periods = list(self._schedule.periods)
        if not periods:
            yield Line(self._say("period.none" if self._schedule.route else "period.no_route"), level=1)
        for entry in periods:
            yield Line(" ".join(self._period(entry)), level=1)
        yield Line(" ".join(self._colophon(bool(periods))), level=1)

    def _period(self, entry: Entry) -> Iterator[str]:
        days = {"start": self.day(entry.start.likely), "end": self.day(entry.end.likely)}
        ruling = entry.least.ruling if entry.least else Ruling()
        if entry.least is not None and entry.least.days:
            yield self._say("period", title=entry.title, n=entry.least.days, basis=self._of(ruling), **days)
            yield from [self._say("period.raised")] if entry.raised else []
            yield from [self._say("period.nearest")] if ruling.nearest else []
        elif ruling.waits:
            waits = Supposed(self._plan).awaited(ruling.waits)
            yield self._say("period.waits", title=entry.title, what=", ".join(map(self._question, waits)))
        else:
            yield self._say("period.unknown", title=entry.title, **days)

    def _colophon(self, counted: bool) -> Iterator[str]:
        if counted:
            yield self._say("counting")
        pause = self._schedule.pause
        if pause is not None and pause.span is not None:
            first, last = (self.day(date.fromisoformat(f"2024-{day}"), "d. MMMM") for day in pause.span)
            yield self._say("pause", first=first, last=last)
        yield self._say(f"holidays.{self._country}")
        if self._plan.process.law.version:
            version = date.fromisoformat(self._plan.process.law.version)
            yield self._say("law.version", version=self.day(version))
        yield self.verify()

    def verify(self) -> str:
        """Say where the rules can be checked."""
        return phrases.verify(self._country, self._language.say)
