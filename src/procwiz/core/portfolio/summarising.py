"""A plan summarised: what the list of all plans says of it, and no more than that is reckoned."""

from __future__ import annotations

from datetime import date

from procwiz.core import risks
from procwiz.core.decisions import Decision, standing
from procwiz.core.document.gates import asked_gate
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.facts import Fact
from procwiz.core.plan import Plan, Standing
from procwiz.core.portfolio.days import Days
from procwiz.core.portfolio.novelty import novelty
from procwiz.core.portfolio.summary import Counts, Named, Next, Peril, Stage, Summary, Taken, Way, Worth
from procwiz.core.process import Gate
from procwiz.core.routes import CHOSEN
from procwiz.core.schedule.tasks import FIRST_DECISION
from procwiz.core.values import Estimate, Money

CONTRACT_VALUE, VALUE = "contract.value", "strategy.value"
_ASKED = frozenset({Standing.OPEN, Standing.DEFERRED})


def summarise(reckoned: Reckoned, folder: str) -> Summary:
    """Summarise a plan as it stands on the day it is reckoned for; `folder` is what it is called in the list."""
    plan, as_of = reckoned.plan, reckoned.as_of
    gate, state = asked_gate(plan), _standing(plan)
    phase = plan.process.phase(gate.phase)
    days = Days(reckoned)
    upcoming = _next(plan, gate, days) if state in {"going", "held"} else None
    decided = plan.closed or plan.decision(gate.key)
    return Summary(
        folder=folder,
        title=plan.card.title,
        id=plan.card.id,
        state=plan.journal.digest,
        changed=max((event.at for event in plan.journal.by_id.values()), default=""),
        newer=bool(plan.journal.unknown_kinds),
        language=plan.card.language,
        country=plan.country,
        process=Named(plan.process.key, plan.process.title),
        as_of=as_of,
        standing=state,
        reason=decided.reason if decided is not None and state in {"held", "stopped"} else "",
        stage=Stage(phase.key, phase.title, plan.process.phases.index(phase) + 1),
        next=upcoming,
        last=_last(plan),
        counts=_counts(plan, as_of, upcoming),
        worth=_worth(plan),
        route=_route(reckoned),
        risk=_risk(plan),
        notice=days.notice,
        missed=days.missed_notice,
        contract=days.contract,
        use=days.use if state != "stopped" else None,
        novelty=novelty(plan, as_of),
    )


def _standing(plan: Plan) -> str:
    if plan.closed is not None:
        return "stopped"
    here = plan.decision(plan.ahead[0].gate.key)
    if here is None or here.outcome == "stop":
        return "going"
    return "closed" if here.passes else "held"


# -- decisions -----------------------------------------------------------------------------


def _next(plan: Plan, gate: Gate, days: Days) -> Next:
    found = plan.gate(gate)
    lacking = sum(lack.why != Standing.WAITING.value for lack in found.lacks)
    unmet = sum(not judged.met for judged in found.judged) + sum(not proviso.done for proviso in found.provisos)
    held = plan.decision(gate.key)
    return Next(
        key=gate.key,
        title=gate.title,
        ready=found.ready,
        lacks=lacking + unmet,
        when=days.until(held) if held is not None else days.gate(gate),
        overdue=_overdue(plan, gate, held, days.as_of),
    )


def _overdue(plan: Plan, gate: Gate, held: Decision | None, as_of: date) -> date | None:
    """The day a decision should have been taken: that of the first meeting, or the day a hold ended."""
    day: object = None
    if held is not None:
        day = held.until
    elif gate == plan.applying_phases[0].gate:
        day = plan.fact(FIRST_DECISION).value
    return day if isinstance(day, date) and day < as_of else None


def _last(plan: Plan) -> Taken | None:
    found = [one for phase in plan.applying_phases if (one := plan.decision(phase.gate.key)) is not None]
    if not found:
        return None
    last = max(found, key=lambda one: (one.on, one.at))
    return Taken(last.gate, last.outcome, last.on, last.until)


# -- what is open --------------------------------------------------------------------------


def _counts(plan: Plan, as_of: date, upcoming: Next | None) -> Counts:
    taken = {phase.gate.key: plan.decision(phase.gate.key) for phase in plan.applying_phases}
    over = {key for key, found in taken.items() if found is not None and found.passes}
    over |= {upcoming.key} if upcoming is not None and upcoming.overdue else set()
    tasks = [one for found in taken.values() if found is not None for one in found.provisos if not one.done]
    disputed = sum(len(standing(plan.decisions, plan.journal, key)) > 1 for key in taken)
    return Counts(
        answered=plan.total.answered,
        deferred=plan.total.deferred,
        open=plan.total.open,
        overdue=sum(_due(plan, question.key) in over for question in plan.questions(*_ASKED)),
        contested=len(plan.conflicts) + disputed,
        tasks=len(tasks),
        late=sum(one.due is not None and one.due < as_of for one in tasks),
    )


def _due(plan: Plan, key: str) -> str | None:
    deferral = plan.answer(key).deferral
    return (deferral.due if deferral is not None else "") or plan.process.questions[key].due


# -- money, route, risk --------------------------------------------------------------------


def _worth(plan: Plan) -> Worth | None:
    """What the contract says; while there is none, the estimate."""
    signed = _amount(plan.fact(CONTRACT_VALUE), "contract")
    if signed is not None and not signed.assumed:
        return signed
    return _amount(plan.fact(VALUE), "estimate") or signed


def _amount(fact: Fact, source: str) -> Worth | None:
    match fact.value:
        case Money(amount=amount, currency=currency):
            return Worth(amount, amount, amount, currency, fact.assumed, source)
        case Estimate(low=low, likely=likely, high=high, currency=currency):
            return Worth(low, likely, high, currency, fact.assumed, source)
    return None


def _route(reckoned: Reckoned) -> Way | None:
    fact, pages = reckoned.plan.fact(CHOSEN), reckoned.plan.process.table.routes
    page = pages.get(str(fact.value))
    if page is not None:
        return Way(page.key, page.title, "assumed" if fact.assumed else "chosen")
    best = pages.get(reckoned.schedule.route)
    return Way(best.key, best.title, "expected") if best is not None else None


def _risk(plan: Plan) -> Peril | None:
    found = next(iter(risks.top(plan, 1)), None)
    return Peril(found.title, found.weight, found.owner, found.offered) if found is not None else None
