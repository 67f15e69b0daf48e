"""What is said around the questions: where I am, what was kept, what that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import shorten

from procwiz.core.answers import Answer, Deferral
from procwiz.core.asking import Asker, Grid, Option, Pressed, Prompt, Said, Tone, Typed
from procwiz.core.counsel import Given
from procwiz.core.decisions import Decision
from procwiz.core.facts import rows_of
from procwiz.core.gating import GateStanding
from procwiz.core.kinds import Choice, Column, Kind, Table
from procwiz.core.messages import Message, Misread
from procwiz.core.plan import Plan
from procwiz.core.process import Phase, Question, Term
from procwiz.core.shift import Shift
from procwiz.core.values import Row, Value
from procwiz.core.walk import Place, Scope
from procwiz.interview.book import Book
from procwiz.language import Language

MOST_NAMED = 4
MOST_LACKS = 6
MOST_ECHOED = 100
"""Characters of a text that are repeated when it has been recorded."""


class Talk:
    """Says and asks, in one language, about one book."""

    def __init__(self, book: Book, asker: Asker, language: Language) -> None:
        self.book = book
        self.asker = asker
        self.language = language

    @property
    def plan(self) -> Plan:
        """The plan as it stands now."""
        return self.book.plan

    # -- the two ways to reach a person ------------------------------------

    def say(self, code: str, tone: Tone = Tone.PLAIN, **params: object) -> None:
        """Say a sentence of `interview.json`."""
        self.asker.say(Said(self.words(code, **params), tone))

    def words(self, code: str, **params: object) -> str:
        """Write a sentence of `interview.json`."""
        return self.language(f"interview.{code}", **params)

    def fault(self, message: Message) -> None:
        """Say why something could not be taken."""
        self.asker.say(Said(self.language.say(message), Tone.FAULT))

    def ask(self, prompt: Prompt) -> Typed | Pressed:
        """Ask once."""
        return self.asker.ask(prompt)

    def read(self, kind: Kind, text: str) -> Value | None:
        """Read what was typed; what is wrong with it is said, and None means to ask again."""
        try:
            value = kind.parse(text, self.plan.notation)
        except Misread as misread:
            self.fault(self._briefly(misread.message, kind))
            return None
        faults = list(kind.check(value))
        for fault in faults:
            self.fault(fault)
        return None if faults else value

    def _briefly(self, message: Message, kind: Kind) -> Message:
        """Leave the options out of a fault: they stand right below it, where the question is asked again."""
        if message.code != "kinds.no_option":
            return message
        name = "no_option.several" if kind.name == "choices" else "no_option"
        return Message(f"interview.{name}", message.params)

    def choose(self, label: str, options: tuple[Option, ...], shown: str = "", keys: str = "") -> str | Pressed:
        """Ask until one of the options, or a key, is given; Enter gives `shown`, a code, where there is one.

        A `shown` that is none of the options is for a label that says itself what Enter does.
        """
        labels = {option.code: option.label for option in options}
        prompt = Prompt(label, options, shown=labels.get(shown, ""), keys=self.keys(keys))
        while True:
            given = self.ask(prompt)
            if isinstance(given, Pressed):
                return given
            if not given.text and shown:
                return shown
            try:
                return str(Choice(options).parse(given.text, self.plan.notation))
            except Misread as misread:
                self.fault(self._briefly(misread.message, Choice(options)))

    def goes_on(self, found: str, begun: str) -> bool:
        """Show what was begun, and ask whether to go on with it."""
        self.say(found, Tone.NOTICE)
        self.asker.say(Said(begun))
        options = (Option("on", self.words("draft.go_on")), Option("drop", self.words("draft.drop")))
        return self.choose(self.words("draft.label"), options, shown="enter") != "drop"

    def keys(self, keys: str) -> tuple[tuple[str, str], ...]:
        """Name keys for the foot of the screen."""
        return tuple((key, self.words(f"key.{_KEY_NAMES[key]}")) for key in keys)

    # -- values --------------------------------------------------------------

    def value(self, question: Question, value: Value) -> str:
        """Show a value; one with several lines on one line."""
        if isinstance(question.kind, Table):
            return " / ".join(self.row(question.kind, row) for row in rows_of(value)) or self.words("none")
        return " ".join(question.kind.show(value, self.plan.notation).split())

    def row(self, kind: Table, row: Row) -> str:
        """Show a row's cells on one line, each with its column's title."""
        cells = ((column.title, self.cell(column, row)) for column in kind.columns if column.code in row.cells)
        return " · ".join(f"{title}: {cell}" for title, cell in cells)

    def cell(self, column: Column, row: Row) -> str:
        """Show one cell; a dash where it is open."""
        return column.kind.show(row.cells[column.code], self.plan.notation) if column.code in row.cells else "–"

    def echo(self, question: Question, answer: Answer) -> str:
        """Show what was recorded; of a long text only the beginning, since the person has just typed it."""
        whole = self.answer(question, answer)
        return shorten(whole, MOST_ECHOED, placeholder=" …") if isinstance(answer.value, str) else whole

    def deferral(self, question: Question, deferral: Deferral) -> str:
        """Show what is not known yet, with what is known of that."""
        parts = [self.words("deferred")]
        if deferral.note:
            parts.append(deferral.note)
        if deferral.owner:
            parts.append(self.words("finds_out", who=deferral.owner))
        if deferral.due:
            parts.append(self.words("by_gate", gate=deferral.due))
        if deferral.assume is not None:
            parts.append(self.words("assumes", value=self.value(question, deferral.assume)))
        return " · ".join(parts)

    def answer(self, question: Question, answer: Answer) -> str:
        """Show an answer; empty where there is none."""
        if answer.deferral is not None:
            return self.deferral(question, answer.deferral)
        return "" if answer.value is None else self.value(question, answer.value)

    def rows(self, kind: Table, rows: tuple[Row, ...]) -> None:
        """Show a table's rows, numbered."""
        lines = [(str(number), *self._cells(kind, row)) for number, row in enumerate(rows, start=1)]
        self.asker.say(Grid(("", *(column.title for column in kind.columns)), tuple(lines)))

    def _cells(self, kind: Table, row: Row) -> Iterator[str]:
        return (self.cell(column, row) for column in kind.columns)

    # -- where I am -----------------------------------------------------------

    def position(self, place: Place, scope: Scope) -> None:
        """Say where the question stands."""
        name = "place.quick" if scope.quick else "place.phase"
        self.say(
            name,
            Tone.PLACE,
            phase=place.phase_number,
            phases=place.phases,
            title=place.phase.title,
            number=place.number,
            questions=place.questions,
        )

    def opening(self, phase: Phase, place: Place) -> None:
        """Say what a phase is for, who should be in the room and how long it takes."""
        self.say("phase.title", Tone.TITLE, number=place.phase_number, phases=place.phases, title=phase.title)
        self.asker.say(Said(phase.purpose))
        who = [self.plan.process.roles[role] for role in phase.who]
        if who:
            self.say("phase.who", who=", ".join(who))
        if phase.takes:
            weeks = phase.takes
            self.say("phase.takes", short=weeks.short, likely=weeks.likely, long=weeks.long)

    def ending(self, phase: Phase) -> None:
        """Say what a phase's gate still lacks, and how to come back to it."""
        gate, standing = phase.gate, self.plan.gate(phase.gate)
        if standing.ready:
            self.say("gate.ready", Tone.TITLE, gate=gate.key, title=gate.title)
            return
        lacks = gate_lacks(standing, self.language)
        self.say("gate.lacks", Tone.TITLE, gate=gate.key, title=gate.title, n=len(lacks))
        for lack in lacks[:MOST_LACKS]:
            self.say("bullet", what=lack)
        if len(lacks) > MOST_LACKS:
            self.say("more", n=len(lacks) - MOST_LACKS)
        self.say("gate.next", phase=phase.key)

    def shifted(self, shift: Shift, scope: Scope) -> None:
        """Say what an answer made appear, set aside and brought back."""
        appeared = [question for question in shift.appeared if scope.holds(question)]
        for name, questions in (("appeared", appeared), ("set_aside", shift.set_aside), ("returned", shift.returned)):
            if questions:
                self.say(f"shift.{name}", Tone.NOTICE, n=len(questions), what=self._named(questions))

    def advised(self, fresh: Iterable[Given]) -> None:
        """Say the advice that an answer made hold, with its source."""
        for one in fresh:
            self.say(f"advice.{one.advice.level}", Tone.NOTICE, text=one.text)

    def unsettled(self, found: Iterable[tuple[Decision, tuple[str, ...]]]) -> None:
        """Say which decisions rested on what has just been changed."""
        for decision, keys in found:
            questions = [self.plan.process.questions[key] for key in keys]
            self.say("unsettled", Tone.NOTICE, n=len(keys), gate=decision.gate, what=self._named(questions))

    def _named(self, questions: Iterable[Question]) -> str:
        titles = [question.title for question in questions]
        named = ", ".join(f"»{title}«" for title in titles[:MOST_NAMED])
        rest = len(titles) - MOST_NAMED
        return named if rest <= 0 else f"{named} {self.words('and_more', n=rest)}"

    # -- help ---------------------------------------------------------------------

    def explain(self, question: Question) -> None:
        """Say why it is asked, an example, the words used and the sources."""
        self.say("explain.why", text=question.why)
        self.say("explain.example", text=question.example)
        for term in words_in(self.plan, question):
            self.say("explain.word", term=term.term, meaning=term.meaning)
        for id_ in question.sources:
            source = self.plan.process.sources[id_]
            name = ", ".join(part for part in (source.title, source.publisher, source.year) if part)
            self.say("explain.source", name=name, certainty=self.words(f"certainty.{source.certainty}"))


_KEY_NAMES = {
    "?": "why",
    "<": "back",
    "-": "unknown",
    "u": "undo",
    "!": "leave",
    "e": "editor",
    "0": "none",
}


def words_in(plan: Plan, question: Question) -> list[Term]:
    """Find the glossary's words that stand in a question's texts, its options too."""
    labels = [option.label for option in getattr(question.kind, "options", ())]
    text = " ".join([question.ask, question.help, question.why, *labels]).casefold()
    return [term for term in plan.process.glossary if term.stands_in(text)]


def gate_lacks(standing: GateStanding, language: Language) -> list[str]:
    """Say each thing that a gate lacks in a few words."""
    missing = [
        language("interview.lack.question", what=lack.question.title, why=language(f"interview.lack.{lack.why}"))
        for lack in standing.lacks
    ]
    criteria = []
    for judged in standing.judged:
        if not judged.met:
            name = "assumed" if judged.finding.truth else "unmet" if judged.finding.truth is False else "undecided"
            criteria.append(language(f"interview.criterion.{name}", what=judged.criterion.text))
    return missing + criteria
