"""The steering-group paper: two pages that say what is asked, and why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from procwiz.core.document import annexes, gates, lists, record, sections
from procwiz.core.document.business import business
from procwiz.core.document.room import ROOMS, fits
from procwiz.core.document.views import missing, open_phrase
from procwiz.core.document.ways import ways
from procwiz.core.document.when import when
from procwiz.core.document.writer import Fields, Writer, paragraph, rows_of, sentence
from procwiz.core.kinds import Choices
from procwiz.core.notation import show_money
from procwiz.core.plan import Standing
from procwiz.core.process import Gate
from procwiz.core.values import Money

CONCERN, REASON = "anchor.concern", "strategy.route_reason"
DEFINITION, DEFINITION_AGAIN = "anchor.definition", "scale.definition"
FINANCING, SHORTFALL = "strategy.financing", "strategy.financing_condition"
COSTS, MONEY, BALANCE = "strategy.cost_total", "strategy.financing_total", "strategy.financing_balance"
BENEFIT = "strategy.benefit_yearly"

_NO_LEAD: Fields = {"title": "", "text": "", "open": "", "shown": False}
_OUTLINES = (sections.NEED, sections.WAY, sections.MONEY, sections.TIME)
_ELSEWHERE = frozenset(key for outline in _OUTLINES for key in (outline.lead, *outline.keys)) | {
    CONCERN, REASON, DEFINITION, DEFINITION_AGAIN, FINANCING, SHORTFALL,
    lists.EFFECTS, lists.MILESTONES, lists.RISKS, *gates.RECOMMENDATIONS,
}  # fmt: skip


def write(writer: Writer) -> Fields:
    """Write the paper's pages, without its annexes: as much as they hold."""
    gate = gates.asked_gate(writer.plan)
    written = (_pages(replace(writer, room=room), gate) for room in ROOMS)
    own: Fields = {}
    for own in written:
        if fits(own):
            break
    return own


def _pages(writer: Writer, gate: Gate) -> Fields:
    return {
        "meta": annexes.meta(writer, "date", "decided_by", gate=gate),
        "decision": gates.decision(writer, gate),
        "asked_for": record.asked_for(writer, gate),
        "since": record.since(writer),
        "lessons": lists.lessons(writer),
        "standing": _standing(writer, gate),
        "need": _with(sections.write(writer, sections.NEED, gate), lead=_lead(writer, sections.NEED.lead)),
        "effects": lists.effects(writer),
        "way": _way(writer, gate),
        "ways": ways(writer, gate),
        "from_phase": sections.from_phase(writer, gate, _ELSEWHERE),
        "money": _money(writer, gate),
        "time": _time(writer, gate),
        "milestones": lists.milestones(writer),
        "when": when(writer),
        "advice": lists.advice(writer),
        "risks": _risks(writer, gate),
        "unknown": lists.unknown(writer, ready=writer.plan.gate(gate).ready),
    }


def _risks(writer: Writer, gate: Gate) -> Fields:
    risks, concern = lists.risks(writer, gate), _lead(writer, CONCERN)
    if concern["open"] and not writer.room.points:
        concern = _NO_LEAD
    return {**risks, "concern": concern, "shown": risks["shown"] or concern["shown"]}


def _with(section: Fields, lead: Fields) -> Fields:
    return {**section, "lead": lead, "shown": section["shown"] or lead["shown"]}


def _lead(writer: Writer, key: str) -> Fields:
    """Show an answer as a paragraph of its own; `open` says why there is none."""
    question = writer.plan.process.questions.get(key)
    if question is None or writer.plan.standing(question) not in {Standing.ANSWERED, Standing.DEFERRED}:
        return _NO_LEAD
    value = writer.plan.answer(key).value
    phrase = open_phrase(writer, question) if value is None else ""
    text = (
        missing(writer, question) if value is None else writer.cut(writer.shown(question.kind, value), writer.room.lead)
    )
    return {"title": question.title, "text": text, "open": phrase, "shown": True}


# -- where we stand -------------------------------------------------------------------


def _standing(writer: Writer, gate: Gate) -> str:
    place = writer.place(gate.key)
    total = writer.plan.total
    rests = gates.counted(writer, gate)
    return paragraph(
        [
            writer.words("standing.phase", n=place + 1, of=len(writer.phases), **rests),
            writer.words("standing.ready", n=place, count=writer.count(place)) if place else "",
            writer.words("standing.answered", n=total.answered),
            writer.words("standing.deferred", n=total.deferred) if total.deferred else "",
            _definition(writer),
        ]
    )


def _definition(writer: Writer) -> str:
    """Say which marks of an innovative purchase are there, and at the end what became of them."""
    first, last = _marks(writer, DEFINITION), _marks(writer, DEFINITION_AGAIN)
    if first is None:
        return ""
    held, lacking = last or first
    params = {
        "n": writer.words("number.1.neuter") if len(held) == 1 else writer.count(len(held)),
        "of": writer.count(len(held) + len(lacking)),
        "titles": writer.quoted(lacking),
    }
    name = "all" if not lacking else "some" if held else "none"
    if last is None:
        return writer.words(f"marks.{name}", **params)
    return paragraph(
        [writer.words(f"marks.last.{name}", **params), writer.words("marks.before", n=writer.count(len(first[0])))]
    )


def _marks(writer: Writer, key: str) -> tuple[list[str], list[str]] | None:
    question = writer.plan.process.questions.get(key)
    value = writer.plan.answer(key).value
    if question is None or not isinstance(question.kind, Choices) or not isinstance(value, tuple):
        return None
    if writer.plan.standing(question) is not Standing.ANSWERED:
        return None
    options = question.kind.options
    return (
        [option.label for option in options if option.code in value],
        [option.label for option in options if option.code not in value],
    )


# -- the way, money, time ----------------------------------------------------------------


def _way(writer: Writer, gate: Gate) -> Fields:
    section = sections.write(writer, sections.WAY, gate)
    route, reason = _lead(writer, sections.WAY.lead), _lead(writer, REASON)
    if route["open"]:
        return _with(section, _NO_LEAD if section["unknown"] else route)
    told = paragraph([sentence(route["text"]), "" if reason["open"] else reason["text"]])
    return _with(section, {**route, "text": told})


def _money(writer: Writer, gate: Gate) -> Fields:
    section = sections.write(writer, sections.MONEY, gate)
    benefit = _amount(writer, BENEFIT)
    facts = [*section["facts"], *([_total(writer, BENEFIT, benefit)] if benefit else [])]
    worth = business(writer)
    more = [worth["payback"], writer.cut(worth["assumed"], writer.room.point)] if writer.room.points else []
    told = paragraph([worth["npv"], *more])
    text = paragraph([section["text"], _balance(writer), _secured(writer), told if worth["npv"] else ""])
    shortfall = _lead(writer, SHORTFALL) if _short_of(writer) else _NO_LEAD
    return {**section, "text": text, "facts": facts, "shortfall": shortfall, "shown": section["shown"] or bool(facts)}


def _amount(writer: Writer, key: str) -> Money | None:
    """Find a derived amount; None where it is not known, or rests on an assumption."""
    fact = writer.plan.fact(key) if key in writer.plan.process.derived else None
    return fact.value if fact is not None and isinstance(fact.value, Money) and not fact.assumed else None


def _total(writer: Writer, key: str, amount: Money) -> Fields:
    title = writer.plan.process.derived[key].title
    return {"title": title, "value": _shown(writer, amount), "open": "", "figure": True}


def _shown(writer: Writer, amount: Money) -> str:
    return show_money(amount, writer.plan.notation)


def _balance(writer: Writer) -> str:
    """Say whether the money covers the costs, and else how much is missing."""
    costs, money, rest = (_amount(writer, key) for key in (COSTS, MONEY, BALANCE))
    amounts = {"costs": costs, "money": money, "rest": rest and Money(abs(rest.amount), rest.currency)}
    known = {name: _shown(writer, amount) for name, amount in amounts.items() if amount}
    if rest is None:
        return paragraph(sentence(writer.words(f"balance.{name}", **known)) for name in known)
    name = "balance.enough" if rest.amount >= 0 else "balance.short"
    return sentence(writer.words(name, **known))


def _short_of(writer: Writer) -> bool:
    rest = _amount(writer, BALANCE)
    return rest is not None and rest.amount < 0


def _secured(writer: Writer) -> str:
    """Say how much of the money is certain; nothing where it cannot be summed."""
    total = _amount(writer, MONEY)
    if total is None:
        return ""
    rows = [row for row in rows_of(writer.plan.answer(FINANCING).value) if row.cells.get("status") == "secured"]
    amounts = [cell.amount for row in rows if isinstance(cell := row.cells.get("amount"), Money)]
    secured = Money(sum(amounts, Decimal(0)), total.currency)
    if secured.amount == total.amount:
        return writer.words("secured.all")
    return writer.words("secured" if amounts else "secured.none", value=_shown(writer, secured))


def _time(writer: Writer, gate: Gate) -> Fields:
    section = sections.write(writer, sections.TIME, gate)
    weeks = "" if when(writer)["shown"] else _weeks(writer, gate)
    return {**section, "text": paragraph([section["text"], weeks]), "shown": section["shown"] or bool(weeks)}


def _weeks(writer: Writer, gate: Gate) -> str:
    """Say how long the phases ahead take, by the process' own estimate."""
    ahead = writer.phases[writer.place(gate.key) :]
    certain = [phase.takes for phase in ahead if phase.takes and writer.plan.phase_applies(phase)]
    perhaps = [phase.title for phase in ahead if phase.takes and writer.plan.phase_applies(phase) is None]
    if not certain:
        return ""
    spans = {name: sum(getattr(weeks, name) for weeks in certain) for name in ("short", "likely", "long")}
    without = writer.words("weeks.without", n=len(perhaps), titles=writer.quoted(perhaps)) if perhaps else ""
    return paragraph([writer.words("weeks", **spans), without])
