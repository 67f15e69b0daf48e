"""What a document says, as plain data: everything decided, nothing laid out.

Fields always exist; what is missing is None, "" or []. A template loops over them and tests for emptiness, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from procwiz.core.answers import Deferral
from procwiz.core.kinds import Kind, Table
from procwiz.core.messages import Message, Say
from procwiz.core.notation import show_date
from procwiz.core.plan import GateStanding, Judged, Lack, Plan, Standing
from procwiz.core.process import Phase, Question
from procwiz.core.values import Row, Value

Fields: TypeAlias = dict[str, Any]

SHORT = 220
FIRST = 5
RISKS = "strategy.risks"


def build(plan: Plan, name: str, as_of: date, say: Say) -> Fields:
    """Build a document (`steering-group` or `plan`) of a plan, as it stands on a day."""
    return _Builder(plan, as_of, say).document(name)


class _Builder:
    def __init__(self, plan: Plan, as_of: date, say: Say) -> None:
        self._plan = plan
        self._as_of = as_of
        self._say = say
        self._gate = plan.gate(plan.next_gate)

    def words(self, name: str, **params: object) -> str:
        return self._say(Message(f"documents.{name}", params))

    # -- the whole --------------------------------------------------------------

    def document(self, name: str) -> Fields:
        views = {key: self.view(question) for key, question in self._plan.process.questions.items()}
        return {
            "title": self._plan.card.title,
            "subtitle": self.words(f"subtitle.{name}"),
            "language": self._plan.process.language,
            "contents": name == "plan",
            "meta": self._meta(),
            "words": _Words(self.words),
            "answers": views,
            "decision": self._decision(),
            "standing": self._standing(),
            "risks": self._risks(),
            "unknown": self._unknown(),
            "phases": [self._phase(phase, number, views) for number, phase in enumerate(self._phases(), start=1)],
            "set_aside": [views[question.key] for question in self._plan.questions(Standing.SET_ASIDE)],
            "waiting": [question.title for question in self._plan.questions(Standing.WAITING)],
            "sources": self._sources(),
            "glossary": self._glossary(views, whole=name == "plan"),
        }

    def _meta(self) -> list[list[str]]:
        card = self._plan.card
        pairs = (
            ("date", show_date(self._as_of, self._plan.notation)),
            ("process", f"{self._plan.process.title} {self._plan.process.version}"),
            ("plan", card.id),
            ("state", self._plan.journal.digest),
        )
        return [[self.words(f"meta.{name}"), text] for name, text in pairs]

    def _phases(self) -> list[Phase]:
        return [phase for phase in self._plan.phases if self._plan.phase_applies(phase) is not False]

    # -- one answer ---------------------------------------------------------------

    def view(self, question: Question) -> Fields:
        """See a question and its answer as a template does."""
        answer = self._plan.answer(question.key)
        standing = self._plan.standing(question)
        applies = standing not in {Standing.ABSENT, Standing.SET_ASIDE}
        value = self._text(question.kind, answer.value) if answer.value is not None else ""
        return {
            "key": question.key,
            "title": question.title,
            "ask": question.ask,
            "role": self._plan.process.roles[question.role],
            "applies": applies,
            "known": bool(value),
            "value": value,
            "short": cut(value, SHORT, self.words("cut")),
            "missing": "" if value else self._missing(question),
            "prose": question.kind.name == "prose",
            "deferral": self._deferral(question, answer.deferral),
            "contested": self._contested(question),
            **self._table(question.kind, answer.value),
        }

    def _text(self, kind: Kind, value: Value) -> str:
        return kind.show(value, self._plan.notation)

    def _missing(self, question: Question) -> str:
        answer = self._plan.answer(question.key)
        if answer.contested:
            return self.words("missing.contested")
        if answer.deferral is not None:
            return " · ".join(self._deferral_parts(question, answer.deferral))
        if self._plan.standing(question) is Standing.WAITING:
            return self.words("missing.waiting")
        return self.words("missing.open")

    def _deferral_parts(self, question: Question, deferral: Deferral) -> list[str]:
        parts = [self.words("missing.deferred")]
        if deferral.note:
            parts.append(deferral.note)
        if deferral.owner:
            parts.append(self.words("missing.owner", who=deferral.owner))
        if deferral.due:
            parts.append(self.words("missing.due", gate=deferral.due))
        if deferral.assume is not None:
            parts.append(self.words("missing.assume", value=self._text(question.kind, deferral.assume)))
        return parts

    def _deferral(self, question: Question, deferral: Deferral | None) -> Fields | None:
        if deferral is None:
            return None
        assumed = "" if deferral.assume is None else self._text(question.kind, deferral.assume)
        return {
            "note": deferral.note,
            "owner": deferral.owner,
            "due": deferral.due,
            "assumed": assumed,
            "assumption": self.words("missing.assume", value=assumed) if assumed else "",
        }

    def _contested(self, question: Question) -> list[str]:
        sides = self._plan.answer(question.key).contested
        return [
            self.words("side", value=self._side(question, side.value), by=side.by, day=side.at[:10]) for side in sides
        ]

    def _side(self, question: Question, value: Value | None) -> str:
        if value is None:
            return self.words("missing.deferred")
        if isinstance(question.kind, Table) and isinstance(value, tuple):
            cells = [cell for row in value if isinstance(row, Row) for cell in self._row(question.kind, row)["cells"]]
            return ", ".join(cells)
        return self._text(question.kind, value)

    def _table(self, kind: Kind, value: Value | None) -> Fields:
        if not isinstance(kind, Table):
            return {"table": False, "header": [], "rows": [], "first": [], "more": ""}
        rows = [self._row(kind, row) for row in value if isinstance(row, Row)] if isinstance(value, tuple) else []
        return {
            "table": True,
            "header": [column.title for column in kind.columns],
            "rows": rows,
            "first": rows[:FIRST],
            "more": self._more(len(rows)),
        }

    def _row(self, kind: Table, row: Row) -> Fields:
        texts = {
            column.code: self._text(column.kind, row.cells[column.code]) if column.code in row.cells else "–"
            for column in kind.columns
        }
        return {"cells": list(texts.values()), "by": texts}

    def _more(self, count: int) -> str:
        return self.words("more", n=count - FIRST) if count > FIRST else ""

    # -- sections -------------------------------------------------------------------

    def _decision(self) -> Fields:
        lacks = self._lacks(self._gate)
        gate = self._gate.gate
        return {
            "gate": gate.key,
            "title": gate.title,
            "by": self._plan.process.roles[gate.decided_by],
            "ready": self._gate.ready,
            "state": self.words("gate.ready") if self._gate.ready else self.words("gate.lacks", n=len(lacks)),
            "first": lacks[:FIRST],
            "more": self.words("more_annex", n=len(lacks) - FIRST) if len(lacks) > FIRST else "",
            "lacks": lacks,
            "criteria": [self._criterion(judged) for judged in self._gate.judged],
        }

    def _lacks(self, standing: GateStanding) -> list[str]:
        return [self._lack(lack) for lack in standing.lacks] + [
            self.words(f"criterion.{_state(judged)}", what=judged.criterion.text)
            for judged in standing.judged
            if not judged.met
        ]

    def _lack(self, lack: Lack) -> str:
        return self.words("lack", what=lack.question.title, why=self.words(f"lack.{lack.why}"))

    def _criterion(self, judged: Judged) -> Fields:
        return {"text": judged.criterion.text, "state": self.words(f"state.{_state(judged)}")}

    def _standing(self) -> Fields:
        phases = self._phases()
        gate_phase = next(i for i, phase in enumerate(phases, start=1) if phase.gate.key == self._gate.gate.key)
        total = self._plan.total
        return {
            "phase": self.words("phase_of", number=gate_phase, phases=len(phases), title=phases[gate_phase - 1].title),
            "answered": self.words("answered_of", answered=total.answered, reachable=total.reachable),
            "deferred": str(total.deferred),
            "open": str(total.open),
        }

    def _phase(self, phase: Phase, number: int, views: dict[str, Fields]) -> Fields:
        standing = self._plan.gate(phase.gate)
        answered = [q for q in phase.questions if self._plan.standing(q) in {Standing.ANSWERED, Standing.DEFERRED}]
        return {
            "number": number,
            "title": phase.title,
            "purpose": phase.purpose,
            "waits": self._plan.phase_applies(phase) is None,
            "gate": phase.gate.key,
            "gate_title": phase.gate.title,
            "ready": standing.ready,
            "state": self.words("gate.ready")
            if standing.ready
            else self.words("gate.lacks", n=len(self._lacks(standing))),
            "lacks": self._lacks(standing),
            "answered": self._counted(phase),
            "questions": [views[question.key] for question in answered],
            "open": [question.title for question in phase.questions if self._plan.standing(question) is Standing.OPEN],
        }

    def _counted(self, phase: Phase) -> str:
        progress = self._plan.progress(phase)
        return self.words("answered_of", answered=progress.answered, reachable=progress.reachable)

    def _risks(self) -> Fields:
        """The risks that weigh most: likelihood times impact, then as written."""
        question = self._plan.process.questions.get(RISKS)
        value = self._plan.answer(RISKS).value if question else None
        if question is None or not isinstance(value, tuple) or not isinstance(question.kind, Table):
            return {"first": [], "more": ""}
        rows = sorted((row for row in value if isinstance(row, Row)), key=_weight, reverse=True)
        return {"first": [self._row(question.kind, row) for row in rows[:FIRST]], "more": self._more(len(rows))}

    def _unknown(self) -> Fields:
        """What is not known yet, soonest due first; then what has two answers."""
        gates = list(self._plan.process.gates)
        rows = []
        for question in self._plan.questions(Standing.DEFERRED):
            deferral = self._plan.answer(question.key).deferral
            if deferral is not None:
                due = gates.index(deferral.due) if deferral.due in gates else len(gates)
                rows.append((due, {"what": question.title, **(self._deferral(question, deferral) or {})}))
        ordered = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
        return {
            "rows": ordered,
            "first": ordered[:FIRST],
            "more": self.words("more_annex", n=len(ordered) - FIRST) if len(ordered) > FIRST else "",
        }

    def _sources(self) -> list[Fields]:
        used = {id_ for question in self._plan.questions(*_SHOWN) for id_ in question.sources}
        return [
            {
                "id": source.id,
                "name": ", ".join(part for part in (source.title, source.publisher, source.year) if part),
                "address": source.address,
                "certainty": self.words(f"certainty.{source.certainty}"),
            }
            for source in self._plan.process.sources.values()
            if source.id in used
        ]

    def _glossary(self, views: dict[str, Fields], *, whole: bool) -> list[Fields]:
        texts = self._printed(views, whole=whole)
        return [
            {"term": term.term, "meaning": term.meaning}
            for term in self._plan.process.glossary
            if any(occurs(form, texts) for form in (term.term, *term.also))
        ]

    def _printed(self, views: dict[str, Fields], *, whole: bool) -> str:
        shown = [view for view in views.values() if view["applies"] and (whole or view["known"])]
        parts: Iterable[str] = (f"{view['title']} {view['ask'] if whole else ''} {view['value']}" for view in shown)
        decision = [self._gate.gate.title, *self._lacks(self._gate)]
        return " ".join([*parts, *decision]).casefold()


class _Words(dict[str, str]):
    """The fixed words of a document by name, looked up when a template asks for them."""

    def __init__(self, words: Any) -> None:
        super().__init__({name: words(f"word.{name}") for name in FIXED})


FIXED = (
    "asked", "standing", "phase", "answered", "deferred", "open", "need", "way", "money", "time", "risks", "unknown",
    "what", "owner", "due", "assumed", "effect", "today", "target", "risk", "response", "none_unknown", "none_risks",
    "annex_gate", "annex_unknown", "annex_words", "annex_sources", "criterion", "state", "gate", "lacks", "sources",
    "words", "word", "meaning", "set_aside", "waiting", "not_answered", "conflict", "source", "certainty", "overview",
    "by", "milestones", "date", "disclaimer", "decided_by",
)  # fmt: skip
_SHOWN = (Standing.ANSWERED, Standing.DEFERRED, Standing.OPEN)


def _state(judged: Judged) -> str:
    if judged.met:
        return "met"
    if judged.finding.truth:
        return "assumed"
    return "unmet" if judged.finding.truth is False else "undecided"


def _weight(row: Row) -> Any:
    likelihood, impact = row.cells.get("likelihood", 0), row.cells.get("impact", 0)
    return likelihood * impact  # type: ignore[operator]


def occurs(form: str, folded: str) -> bool:
    """Say whether a word or phrase stands in a case-folded text, as a whole."""
    return form.casefold() in folded and re.search(rf"\b{re.escape(form.casefold())}\b", folded) is not None


def cut(text: str, most: int, ending: str) -> str:
    """Cut a long text at a word, and say that it goes on.

    >>> cut("et langt svar", 8, "…")
    'et langt…'
    """
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(None, 1)[0].rstrip(".,;:") + ending
