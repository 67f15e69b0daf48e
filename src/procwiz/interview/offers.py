"""The risks of a phase, offered one by one: take it, change it, put it aside with a reason, or leave it for later."""

from __future__ import annotations

from dataclasses import replace

from procwiz.core import answers as said
from procwiz.core import risks
from procwiz.core.asking import Option, Pressed, Prompt, Said, Tone
from procwiz.core.facts import rows_of
from procwiz.core.kinds import Scale, Text
from procwiz.core.process import Phase, Risk
from procwiz.core.risks import DISMISSED, REGISTER, Entry
from procwiz.interview.talk import Talk

STEPS = ("likelihood", "impact")
_MOVES = {"<": "back", "!": "leave"}
_INSIDE = {"<": "again", "!": "leave"}
CHOICES = ("take", "change", "dismiss", "later")


class Offers:
    """One round of a phase's risks."""

    def __init__(self, talk: Talk, via: str) -> None:
        self._talk = talk
        self._via = via
        self._questions = talk.plan.process.questions

    def make(self, phase: Phase) -> bool:
        """Offer the phase's risks; False where the person would rather leave."""
        if not {REGISTER, DISMISSED} <= self._questions.keys():
            return True
        waiting = list(risks.offered(self._talk.plan, phase.key))
        if waiting:
            self._talk.say("risks.offered", Tone.TITLE, n=len(waiting))
            self._talk.say("risks.ours", Tone.HELP)
        at = 0
        while at < len(waiting):
            chosen = self._offer(waiting[at], at + 1, len(waiting))
            if chosen == "leave":
                return False
            at += {"again": 0, "back": -1}.get(chosen, 1)
            if at < 0:
                self._talk.say("risks.first", Tone.NOTICE)
                at = 0
            elif chosen == "back":
                self._reopen(waiting[at])
        if waiting:
            self._talk.say("risks.own", Tone.HELP, key=REGISTER)
        return True

    def _reopen(self, risk: Risk) -> None:
        """Take back what was said of a risk, so that it can be settled anew."""
        id_ = risks.PREFIX + risk.id
        for key in (REGISTER, DISMISSED):
            rows = rows_of(self._talk.plan.answer(key).value or ())
            drafts = [said.remove_row(self._questions[key], row) for row in rows if row.id == id_]
            if drafts:
                self._talk.book.record(drafts, self._via)

    def _offer(self, risk: Risk, number: int, of: int) -> str:
        """Offer one risk: `settled`, `later`, `again`, `back` or `leave`."""
        entry = risks.as_offered(self._talk.plan, risk)
        self._talk.say("risks.risk", Tone.QUESTION, number=number, of=of, title=entry.title)
        self._talk.asker.say(Said(entry.cause, Tone.HELP))
        self._talk.say("risks.weight", likelihood=risk.likelihood, impact=risk.impact)
        self._talk.say("risks.response", text=entry.response, owner=entry.owner)
        options = tuple(Option(name, self._talk.words(f"risks.{name}")) for name in CHOICES)
        chosen = self._talk.choose(self._talk.words("risks.label"), options, shown="later", keys="<!")
        if isinstance(chosen, Pressed):
            return _MOVES[chosen.key]
        settle = {"take": self._take, "change": self._change, "dismiss": self._dismiss}.get(chosen)
        return "later" if settle is None else settle(entry)

    def _take(self, entry: Entry) -> str:
        draft = risks.take(self._talk.plan, self._questions[REGISTER], entry)
        self._talk.book.record([draft], self._via)
        self._talk.say("risks.taken", Tone.RECORDED, owner=entry.owner)
        return "settled"

    def _change(self, entry: Entry) -> str:
        """Ask for what is judged anew; Enter keeps what the catalogue says."""
        asked = {name: Scale() if name in STEPS else Text() for name in (*STEPS, "response", "owner")}
        found: dict[str, str] = {}
        for name, kind in asked.items():
            text = self._ask(f"risks.ask.{name}", kind, str(getattr(entry, name)))
            if isinstance(text, Pressed):
                return _INSIDE[text.key]
            found[name] = text
        likelihood, impact = (int(found[name]) for name in STEPS)
        changed = replace(entry, likelihood=likelihood, impact=impact, response=found["response"], owner=found["owner"])
        return self._take(changed)

    def _dismiss(self, entry: Entry) -> str:
        reason = self._ask("risks.ask.reason", Text(), "")
        if isinstance(reason, Pressed):
            return _INSIDE[reason.key]
        draft = risks.dismiss(self._talk.plan, self._questions[DISMISSED], entry, reason)
        self._talk.book.record([draft], self._via)
        self._talk.say("risks.dismissed", Tone.RECORDED)
        return "settled"

    def _ask(self, name: str, kind: Scale | Text, shown: str) -> str | Pressed:
        """Ask for a text or a step from 1 to 5; or give the key that was pressed instead."""
        self._talk.say(name, Tone.QUESTION)
        prompt = Prompt(self._talk.words(f"label.{kind.name}"), shown=shown, keys=self._talk.keys("<!"))
        while True:
            given = self._talk.ask(prompt)
            if isinstance(given, Pressed):
                return given
            if not given.text.strip() and shown:
                return shown
            value = self._talk.read(kind, given.text)
            if value is not None:
                return str(value)
