"""What is advised on the way to buy, in lines for people and as data for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from procwiz.core.advising import STATES, Advised, Routed, Standing, Verdict, advise, ask_next
from procwiz.core.advising.telling import Ground, Telling, Tested
from procwiz.core.advising.value import OUTCOMES, Held, called, changed, hold_value
from procwiz.core.lines import Line
from procwiz.core.notation import show_date, show_money
from procwiz.core.plan import COUNTRY, CURRENCIES, Plan
from procwiz.core.routes import CHOSEN, Row, Step
from procwiz.core.schedule.tasks import walked
from procwiz.core.supposing import Supposed
from procwiz.core.values import Estimate, Money, Value
from procwiz.language import Language

LISTED = 3
"""So many of the first ways are told of when only their rank changes."""
MARKS = {True: "✓", False: "✗", None: "?"}


def law_changed(plan: Plan, language: Language) -> Iterator[str]:
    """Say which limit the law has changed since the plan was begun, and what that does."""
    one = changed(plan)
    if one is None:
        return
    amounts = {name: show_money(part, plan.notation) for name, part in (("before", one.before), ("after", one.after))}
    if one.code_before == one.code_after:
        yield language("advise.law.changed", title=one.title, **amounts)
        return
    shown = {"was": called(plan, one.code_before), "now": called(plan, one.code_after)}
    yield language("advise.law.changed.regime", title=one.title, **amounts, **shown)


class Advising:
    """Tells of the advice on one plan; with `values` supposed in place of its own answers.

    `folder` is how the plan is named in a command, with a space before it, or empty.
    """

    def __init__(self, plan: Plan, language: Language, folder: str, values: Mapping[str, Value] | None = None) -> None:
        self._plan = plan
        self._language = language
        self._folder = folder
        self._values = dict(values or {})
        self._known = Supposed(plan, self._values)
        self.advised: Advised = advise(plan, self._values)
        self._telling = Telling(self._known, self.advised, language.say)

    # -- the list ----------------------------------------------------------------

    def lines(self) -> Iterator[Line]:
        """Tell which ways are open, best first; then what is closed and why, and what to ask next."""
        yield Line(self._say("title", title=self._plan.card.title))
        yield from self._tasks()
        yield from self._value()
        fitting = [routed for routed in self.advised.of(Standing.FITS) if not routed.common]
        begun = [routed for routed in self.advised.of(Standing.WAITING) if self._begun(routed)]
        common = [routed for routed in self.advised.of(Standing.FITS) if routed.common]
        for routed in (*fitting, *begun):
            yield from self._route(routed)
        yield from self._listed("heading.later", [r for r in self.advised.of(Standing.WAITING) if r not in begun])
        yield from self._listed("heading.common", common)
        yield from self._closed()
        yield from self._ending()

    def _tasks(self) -> Iterator[Line]:
        if self.advised.tasks:
            yield Line()
            yield Line(self._say("first"))
        for verdict in self.advised.tasks:
            yield Line(verdict.row.task, verdict.row.id, 1)

    def _value(self) -> Iterator[Line]:
        held = hold_value(self._known)
        told = [*law_changed(self._plan, self._language), *(self.value(held) if held else ())]
        if told:
            yield Line()
            yield Line(self._say("value"))
            yield Line(" ".join(told), level=1)

    def value(self, held: Held) -> Iterator[str]:
        """Say which rules the value comes under, by which figure, and how sure that is."""
        if held.missing:
            yield self._say("value.missing", what=self._named(held.missing))
            return
        figure, limit = held.ruling.figure, held.ruling.value
        if not held.code or held.value is None or figure is None or not isinstance(limit, Money):
            return
        params = {"value": self._amount(held.value), "limit": self._amount(limit)}
        params |= {"title": figure.title, "regime": called(self._plan, held.code)}
        yield self._say(f"value.{held.code if held.code in OUTCOMES else 'other'}", **params)
        basis = self._grounds(self._telling.grounds(figure.basis, held.ruling.certainty))
        if basis:
            yield self._say("value.basis", basis=basis)
        yield self._say(f"value.day.{held.dated}", day=self._day(held))
        flags = {
            "nearest": held.ruling.nearest,
            "converted": held.ruling.converted,
            "near": held.near,
            "straddles": held.straddles,
            "assumed": held.assumed,
        }
        yield from (self._say(f"value.{name}") for name, there in flags.items() if there)
        yield self._say("value.counts")

    def _route(self, routed: Routed) -> Iterator[Line]:
        yield Line()
        yield Line(f"{routed.rank} · {self._telling.title(routed.key)}: {self.standing(routed)}")
        name = "because" if routed.opening else "may"
        yield from self._labelled(name, self._with_rows(routed))
        yield from self._labelled("then", [", ".join(self._telling.sequence(routed))])
        yield from self._labelled("caveat", self._telling.caveats(routed))
        yield from self._labelled("next", self._telling.steps(routed) if routed.opening else [])
        yield from self._labelled("basis", [self._grounds(self._telling.basis(routed))])
        yield from self._labelled("still" if routed.opening else "missing", [self._named(routed.missing)])

    def _with_rows(self, routed: Routed) -> list[str]:
        return [f"{row.because} ({row.id})" for row in self._telling.rows(routed)]

    def _labelled(self, name: str, texts: Iterable[str]) -> Iterator[Line]:
        label = self._say(f"label.{name}")
        for number, text in enumerate(part for part in texts if part):
            yield Line(text, label if number == 0 else " ", 1)

    def _listed(self, heading: str, routes: list[Routed]) -> Iterator[Line]:
        if routes:
            yield Line()
            yield Line(self._say(heading))
            yield Line(", ".join(self._telling.title(routed.key) for routed in routes), level=1)

    def _closed(self) -> Iterator[Line]:
        closed = self.advised.of(Standing.CLOSED)
        if closed:
            yield Line()
            yield Line(self._say("heading.closed"))
        for routed in closed:
            reason = self._telling.because(routed)[0]
            yield Line(f"{self._telling.title(routed.key)}: {reason}", level=1)

    def _ending(self) -> Iterator[Line]:
        asked = ask_next(self._plan, self.advised) if not self._values else ()
        yield Line()
        if asked:
            yield Line(self._say("next", what=self._named(asked)))
            yield Line(self._say("next.how", command=f"procwiz resume{self._folder} --question {asked[0]}"))
        best = self.advised.best
        if best:
            yield Line(self._say("more", key=best.key, folder=self._folder))
        yield Line(self.colophon())

    def colophon(self) -> str:
        """Say what the law data is, and where to verify it."""
        country = str(self._known.fact(COUNTRY).value or self._plan.country)
        verify = self._say(f"verify.{country if country in CURRENCIES else 'EU'}")
        return self._say("colophon", version=self._version(), verify=verify)

    def _version(self) -> str:
        from datetime import date

        version = self._plan.process.law.version
        return show_date(date.fromisoformat(version), self._plan.notation) if version else "–"

    def standing(self, routed: Routed) -> str:
        """Name a route's standing."""
        if routed.common:
            return self._say("standing.fits.common")
        assumed = routed.standing is Standing.FITS and routed.assumed
        return self._say(f"standing.{routed.standing.value}{'.assumed' if assumed else ''}")

    def _begun(self, routed: Routed) -> bool:
        pending = {row.id for row in routed.pending}
        return any(verdict.begun for verdict in self.advised.verdicts if verdict.row.id in pending)

    # -- supposing ------------------------------------------------------------------

    def changes(self) -> Iterator[Line]:
        """Tell what the supposed answers would change."""
        before = advise(self._plan)
        yield self._supposed()
        found = [*self._moved(before), *self._tasked(before)]
        yield from [*self._first(before), *found] if found else [Line(self._say("with.same"), level=1)]
        yield Line(self._say("with.untouched"))

    def _supposed(self) -> Line:
        return Line(self._say("with.title", what="; ".join(self._suppose(*pair) for pair in self._values.items())))

    def _suppose(self, key: str, value: Value) -> str:
        question = self._plan.process.questions[key]
        return f"{question.title}: {question.kind.show(value, self._plan.notation)}"

    def _first(self, before: Advised) -> Iterator[Line]:
        """Say which way is the best now, and which was."""
        was, now = (part.best.key if part.best else "" for part in (before, self.advised))
        if was and now:
            titles = {"was": self._telling.title(was), "now": self._telling.title(now)}
            yield Line(self._say("with.best.same" if was == now else "with.best", **titles), "", 1)

    def _moved(self, before: Advised) -> Iterator[Line]:
        """Say which ways stand otherwise, and which of the first ones have another rank."""
        for routed in self.advised.routes:
            was = before.route(routed.key)
            ranks = [other.rank or LISTED + 1 for other in (was, routed) if other]
            if was is None or (was.standing is routed.standing and (was.rank == routed.rank or min(ranks) > LISTED)):
                continue
            title = self._telling.title(routed.key)
            yield Line(
                self._say("with.route", title=title, before=self._placed(was), after=self._placed(routed)), "", 1
            )

    def _placed(self, routed: Routed) -> str:
        standing = self.standing(routed)
        return standing if routed.rank is None else self._say("with.rank", standing=standing, rank=routed.rank)

    def _tasked(self, before: Advised) -> Iterator[Line]:
        was, now = ({verdict.row.id: verdict.row.task for verdict in part.tasks} for part in (before, self.advised))
        for name, here, there in (("new", now, was), ("gone", was, now)):
            changed_ = (id_ for id_ in here if id_ not in there)
            yield from (Line(self._say(f"with.task.{name}", row=id_, text=here[id_]), "", 1) for id_ in changed_)

    # -- a page --------------------------------------------------------------------

    def page(self, key: str) -> Iterator[Line]:
        """Tell of one way to buy, and where it stands in the plan."""
        route, routed = self._plan.process.table.routes[key], self.advised.route(key)
        yield Line(route.title)
        if self._values:
            yield self._supposed()
        yield from self._chapter("what", [route.what])
        yield from self._chapter("fits", [route.fits])
        yield from self._chapter("wrong", [route.wrong])
        yield from self._chapter("basis", [self._grounds(self._telling.grounds(route.basis, route.certainty))])
        yield from self._chapter("steps", [])
        yield from (Line(f"{step.title}: {self._days(step, key)}", level=1) for step in self._steps(key))
        yield from self._chapter("pitfalls", route.pitfalls)
        yield from self._chapter("case", [route.case.text] if route.case else [])
        if routed:
            yield from self._chapter("here", [self._here(routed)])
        yield from self._chapter("sources", self._sources(route.sources))
        yield Line()
        yield Line(self.colophon())

    def _steps(self, key: str) -> list[Step]:
        """A route's steps in the order of its own phases: some develop before the tender, others after."""
        order = [phase.key for phase in walked(Supposed(self._plan, {**self._values, CHOSEN: key}))]
        steps = self._plan.process.table.routes[key].steps
        return sorted(steps, key=lambda step: order.index(step.phase) if step.phase in order else len(order))

    def _here(self, routed: Routed) -> str:
        """Say where a route stands; of one that waits what for, not what its rows would say if they held."""
        told = [f"{self.standing(routed)}."]
        if routed.standing is not Standing.WAITING:
            told += self._telling.because(routed)
        if routed.missing:
            name = "still" if routed.opening else "missing"
            told.append(f"{self._say(f'label.{name}')}: {self._named(routed.missing)}.")
        return " ".join(told)

    def _chapter(self, name: str, texts: Iterable[str]) -> Iterator[Line]:
        found = [text for text in texts if text]
        if found or name == "steps":
            yield Line()
            yield Line(self._say(f"page.{name}"))
        yield from (Line(text, level=1) for text in found)

    def _days(self, step: Step, key: str) -> str:
        if step.days is None:
            return self._say("page.milestone")
        span = {name: getattr(step.days, name) for name in ("short", "likely", "long")}
        if span["short"] == span["long"]:
            return self._say("page.days.same", likely=span["likely"])
        least = self.least(step, key)
        return self._say("page.days.least" if least else "page.days", least=least, **span)

    def least(self, step: Step, key: str) -> int:
        """The law's minimum for a step of a route, in calendar days; 0 where there is none."""
        if not step.least:
            return 0
        known = Supposed(self._plan, {CHOSEN: key})
        ruling = self._plan.process.law.find(step.least, known.fact, self._plan.ground.day)
        return int(ruling.figure.number) if ruling.figure and ruling.figure.number is not None else 0

    def _sources(self, ids: Iterable[str]) -> list[str]:
        found = [self._plan.process.sources[id_] for id_ in ids if id_ in self._plan.process.sources]
        return [
            f"{', '.join(part for part in (one.title, one.publisher, one.year) if part)} ({self._sure(one.certainty)})"
            for one in found
        ]

    # -- why -----------------------------------------------------------------------

    def why(self, key: str) -> Iterator[Line]:
        """Tell of every row and every exclusion that names a route, test by test, with the answers."""
        routed = self.advised.route(key)
        if routed is None:
            return
        yield Line(self._say("why.title", title=self._telling.title(key), key=key, standing=self.standing(routed)))
        if routed.rank:
            open_ = sum(other.rank is not None for other in self.advised.routes)
            yield Line(self._say("why.rank", rank=routed.rank, n=open_))
        naming = [verdict for verdict in self.advised.verdicts if key in verdict.row.routes]
        if not naming:
            yield Line(self._say("why.unnamed"))
        for verdict in naming:
            yield Line()
            yield from self._verdict(verdict)
        for exclusion in self._plan.process.table.exclusions:
            if key in exclusion.routes:
                state = self._say(f"row.{STATES[exclusion.when.hold(self._known.fact).truth]}")
                yield Line()
                yield Line(self._say("why.exclusion", state=state, text=exclusion.because))
                yield from self._tests(self._telling.tests(exclusion.when))
        yield Line()
        yield Line(self._grounds(self._telling.basis(routed)))
        yield Line(self.colophon())

    def row(self, row: Row) -> Iterator[Line]:
        """Tell of one row of the decision table, test by test, with the answers."""
        yield from self._verdict(next(part for part in self.advised.verdicts if part.row.id == row.id))
        grounds = self._grounds(self._telling.grounds(row.basis, row.certainty))
        yield from [Line(), Line(grounds)] if grounds else []
        yield Line(self.colophon())

    def _verdict(self, verdict: Verdict) -> Iterator[Line]:
        state, text = self._say(f"row.{verdict.state}"), verdict.row.because or verdict.row.task
        yield Line(self._say("why.row", row=verdict.row.id, state=state, text=text))
        yield from self._tests(self._telling.tests(verdict.row.when))

    def _tests(self, tests: Iterable[Tested]) -> Iterator[Line]:
        for tested in tests:
            code = "why.test.met" if tested.holds and tested.answer in tested.text else "why.test"
            yield Line(self._say(code, mark=MARKS[tested.holds], text=tested.text, answer=tested.answer), "", 1)

    # -- data ------------------------------------------------------------------------

    def record(self) -> dict[str, Any]:
        """Give the advice as `procwiz/advise/1`."""
        return {
            "schema": "procwiz/advise/1",
            "routes": [self._routed(routed) for routed in self.advised.routes],
            "tasks": [{"row": verdict.row.id, "text": verdict.row.task} for verdict in self.advised.tasks],
            "rows": [
                {"id": verdict.row.id, "state": verdict.state, "missing": list(verdict.missing)}
                for verdict in self.advised.verdicts
            ],
            "ask_next": list(ask_next(self._plan, self.advised)) if not self._values else [],
            "law": self._plan.process.law.version,
        }

    def _routed(self, routed: Routed) -> dict[str, Any]:
        return {
            "key": routed.key,
            "standing": routed.standing.value,
            "rank": routed.rank,
            "title": self._telling.title(routed.key),
            "assumed": routed.assumed,
            "because": self._telling.because(routed),
            "basis": [
                {"country": ground.country, "text": ground.text, "certainty": ground.certainty}
                for ground in self._telling.basis(routed)
            ],
            "caveats": self._telling.caveats(routed),
            "next": self._telling.steps(routed),
            "rows": [row.id for row in routed.opening],
            "pending": [row.id for row in routed.pending],
            "closed_by": [exclusion.code for exclusion in routed.shut],
            "missing": list(routed.missing),
        }

    def page_record(self, key: str) -> dict[str, Any]:
        """Give a route's page as data."""
        route, routed = self._plan.process.table.routes[key], self.advised.route(key)
        return {
            "schema": "procwiz/advise-route/1",
            "key": key,
            "title": route.title,
            "what": route.what,
            "fits": route.fits,
            "wrong": route.wrong,
            "basis": dict(route.basis),
            "certainty": route.certainty,
            "steps": [
                {"code": step.code, "phase": step.phase, "title": step.title, "days": _span(step), "least": step.least}
                for step in route.steps
            ],
            "pitfalls": list(route.pitfalls),
            "case": route.case.text if route.case else None,
            "sources": list(route.sources),
            "here": self._routed(routed) if routed else None,
        }

    # -- words -------------------------------------------------------------------------

    def _say(self, code: str, **params: object) -> str:
        return self._language(f"advise.{code}", **params)

    def _named(self, keys: Iterable[str]) -> str:
        return ", ".join(f"»{title}«" for title in self._telling.titles(keys))

    def _grounds(self, grounds: Iterable[Ground]) -> str:
        found = list(grounds)
        parts = []
        for certainty in dict.fromkeys(ground.certainty for ground in found):
            texts = "; ".join(ground.text for ground in found if ground.certainty == certainty)
            parts.append(f"{texts} ({self._sure(certainty)})")
        return "; ".join(parts)

    def _sure(self, certainty: str) -> str:
        return self._say(f"certainty.{certainty}")

    def _amount(self, value: Money | Estimate) -> str:
        """Show an amount; a span in words."""
        if isinstance(value, Money) or value.low == value.high:
            return show_money(value, self._plan.notation)
        parts = {
            name: show_money(Money(getattr(value, name), value.currency), self._plan.notation)
            for name in ("low", "likely", "high")
        }
        return self._say("value.span", **parts)

    def _day(self, held: Held) -> str:
        return show_date(held.day, self._plan.notation)


def _span(step: Step) -> dict[str, int] | None:
    return {name: getattr(step.days, name) for name in ("short", "likely", "long")} if step.days else None
