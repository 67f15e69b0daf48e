"""Advises on one plan: what is known of it and what is advised, with the words that every telling of it shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from procwiz.core.advising import Advised, Routed, advise, ask_next, phrases
from procwiz.core.advising.telling import Ground, Telling
from procwiz.core.notation import say_money, show_date
from procwiz.core.plan import COUNTRY, Plan
from procwiz.core.supposing import Supposed
from procwiz.core.values import Estimate, Money, Value
from procwiz.language import Language


@dataclass(frozen=True)
class Adviser:
    """Advises on one plan, in one language; with `values` supposed in place of the plan's own answers.

    `folder` is how the plan is named in a command, with a space before it, or empty.
    """

    plan: Plan
    language: Language
    folder: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def known(self) -> Supposed:
        """What is known, or supposed."""
        return Supposed(self.plan, self.values)

    @cached_property
    def advised(self) -> Advised:
        """What is advised then."""
        return advise(self.plan, self.values)

    @cached_property
    def telling(self) -> Telling:
        """What tells why."""
        return Telling(self.known, self.advised, self.language.say)

    @cached_property
    def asked_next(self) -> tuple[str, ...]:
        """The questions that would narrow the choice most; none while answers are supposed."""
        return () if self.values else ask_next(self.plan, self.advised)

    # -- words -------------------------------------------------------------------

    def say(self, name: str, **params: object) -> str:
        """Write a sentence of `advise.json`."""
        return self.language(f"advise.{name}", **params)

    def standing(self, routed: Routed) -> str:
        """Name a route's standing."""
        return phrases.standing(routed, self.language.say)

    def named(self, keys: Iterable[str]) -> str:
        """Name questions, each in quotation marks."""
        return ", ".join(f"»{title}«" for title in self.telling.titles(keys))

    def grounds(self, found: Iterable[Ground]) -> str:
        """Write paragraphs with how sure they are."""
        return phrases.grounds(found, self.language.say)

    def amount(self, value: Money | Estimate) -> str:
        """Show an amount; a span in words."""
        return say_money(value, self.plan.notation, self.language.say, "advise.value.span")

    def day(self, day: date) -> str:
        """Show a date."""
        return show_date(day, self.plan.notation)

    def supposed(self) -> str:
        """Say what is supposed."""
        questions = self.plan.process.questions
        pairs = ((questions[key], value) for key, value in self.values.items())
        shown = (f"{question.title}: {question.kind.show(value, self.plan.notation)}" for question, value in pairs)
        return self.say("with.title", what="; ".join(shown))

    def colophon(self) -> str:
        """Say what the law data is, and where to verify it."""
        country = str(self.known.fact(COUNTRY).value or self.plan.country)
        version = self.plan.process.law.version
        shown = self.day(date.fromisoformat(version)) if version else "–"
        return self.say("colophon", version=shown, verify=phrases.verify(country, self.language.say))
