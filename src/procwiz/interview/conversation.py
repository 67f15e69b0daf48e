"""The whole conversation: question after question, phase after phase."""

from __future__ import annotations

from enum import Enum

from procwiz.core import answers as said
from procwiz.core import changes, counsel
from procwiz.core import journal as events
from procwiz.core.answers import Candidate
from procwiz.core.asking import Asker, Option, Pressed, Said, Tone
from procwiz.core.journal import Draft
from procwiz.core.kinds import Table
from procwiz.core.plan import Plan
from procwiz.core.process import Question
from procwiz.core.shift import shift
from procwiz.core.walk import Scope, following, place, preceding
from procwiz.interview.book import Book
from procwiz.interview.offers import Offers
from procwiz.interview.question import Given, Move, ask
from procwiz.interview.rows import Rows
from procwiz.interview.talk import Talk
from procwiz.language import Language


class Ending(Enum):
    """How a conversation ended. One that is interrupted ends with the face's exception instead."""

    DONE = "done"
    LEFT = "left"


def via(scope: Scope) -> str:
    """How answers given in an interview come: `scan` from the quick scan, else `interview`."""
    return "scan" if scope.quick else "interview"


class Interview:
    """Leads a person through a part of a plan."""

    def __init__(self, book: Book, asker: Asker, language: Language, scope: Scope) -> None:
        self._talk = Talk(book, asker, language)
        self._scope = scope
        self._phase = ""
        self._opened: set[str] = set()
        self._before: Plan = book.plan

    def run(self, start: str | None = None) -> Ending:
        """Ask from a question on, or from the first one to stop at; until all are asked or the person leaves."""
        question = self._start(start)
        move = Move.ON
        while question is not None:
            if not self._enter(question, move):
                return Ending.LEFT
            move = self._visit(question)
            if move is Move.LEAVE:
                return Ending.LEFT
            question = self._next(question, move)
        return Ending.DONE if self._leave_phase() else Ending.LEFT

    def _start(self, start: str | None) -> Question | None:
        if start is not None:
            return self._talk.plan.process.questions[start]
        return following(self._talk.plan, self._scope, None)

    def _next(self, question: Question, move: Move) -> Question | None:
        if move is Move.BACK:
            return self._back(question)
        if move is Move.UNDO:
            return self._undo(question)
        return following(self._talk.plan, self._scope, question.key)

    def _back(self, question: Question) -> Question:
        before = preceding(self._talk.plan, self._scope, question.key)
        if before is None:
            self._talk.say("back.first", Tone.NOTICE)
        return before or question

    def _undo(self, question: Question) -> Question:
        book = self._talk.book
        event = self._talk.plan.journal.last_by(book.author)
        if event is None:
            self._talk.say("undo.nothing", Tone.NOTICE)
            return question
        self._before = self._talk.plan
        undone = self._talk.plan.process.questions[event.subject.partition("/")[0]]
        book.record([events.undo(self._talk.plan.journal, event)], "undo")
        self._talk.say("undo.done", Tone.RECORDED, what=undone.title)
        self._shifted()
        return undone

    # -- phases --------------------------------------------------------------------

    def _enter(self, question: Question, move: Move) -> bool:
        """Say where the question stands; False where the person leaves between two phases."""
        here = place(self._talk.plan, self._scope, question)
        if question.phase != self._phase and not (self._scope.quick or self._scope.key):
            if move is Move.ON and not self._leave_phase():
                return False
            if question.phase not in self._opened:
                self._talk.opening(here.phase, here)
            self._opened.add(question.phase)
        self._phase = question.phase
        self._talk.position(here, self._scope)
        return True

    def _leave_phase(self) -> bool:
        """End a phase: offer its risks, say what its gate lacks; False where the person leaves instead."""
        if not self._phase or self._scope.quick or self._scope.key:
            return True
        phase = self._talk.plan.process.phase(self._phase)
        stays = Offers(self._talk, via(self._scope)).make(phase)
        if stays:
            self._talk.ending(phase)
        self._talk.book.refresh()
        return stays

    # -- one question ----------------------------------------------------------------

    def _visit(self, question: Question) -> Move:
        self._before = self._talk.plan
        move = self._settle(question)
        if move is not None:
            return move
        self._talk.asker.say(Said(question.ask, Tone.QUESTION))
        self._talk.asker.say(Said(question.help, Tone.HELP))
        if isinstance(question.kind, Table):
            given = Rows(self._talk, question, question.kind, via(self._scope), self._shifted).visit()
        else:
            given = ask(self._talk, question)
        return self._keep(question, given)

    def _keep(self, question: Question, given: Given) -> Move:
        if given.move is not None:
            return given.move
        if given.deferral is not None:
            self._record(said.defer(question, given.deferral))
        elif given.value is not None:
            self._record(said.answer(question, given.value))
        answer = self._talk.plan.answer(question.key)
        self._talk.say("recorded", Tone.RECORDED, value=self._talk.echo(question, answer))
        self._shifted()
        return Move.ON

    def _record(self, draft: Draft) -> None:
        self._talk.book.record([draft], via(self._scope))

    def _shifted(self) -> None:
        self._talk.shifted(shift(self._before, self._talk.plan), self._scope)
        self._talk.advised(counsel.fresh(self._before, self._talk.plan))
        self._talk.unsettled(changes.unsettled(self._before, self._talk.plan))
        self._before = self._talk.plan

    # -- contradictions -----------------------------------------------------------------

    def _settle(self, question: Question) -> Move | None:
        """Let the person choose between answers that contradict each other; a move where they would rather not."""
        contested = self._talk.plan.answer(question.key).contested
        for subject in dict.fromkeys(side.subject for side in contested):
            sides = [side for side in contested if side.subject == subject]
            self._talk.say("conflict.found", Tone.NOTICE, what=question.title, n=len(sides))
            options = tuple(Option(side.event, self._side(question, side)) for side in sides)
            chosen = self._talk.choose(self._talk.words("label.choice"), options, keys="<!")
            if isinstance(chosen, Pressed):
                return Move.LEAVE if chosen.key == "!" else Move.BACK
            self._record(Draft("restored", subject, {"to": chosen}))
            self._talk.say("conflict.settled", Tone.RECORDED)
        return None

    def _side(self, question: Question, side: Candidate) -> str:
        if side.deferral is not None:
            text = self._talk.deferral(question, side.deferral)
        else:
            text = self._talk.value(question, side.value) if side.value is not None else ""
        return self._talk.words("conflict.side", value=text, by=side.by, at=side.at[:10])
