"""What is reckoned from the answers, in rows: the schedule with its days, and the money with its sums."""

from __future__ import annotations

from decimal import Decimal

from procwiz.core.business import Case, Outlook, Year, rounded
from procwiz.core.document.registers.cells import word, words
from procwiz.core.document.registers.register import Cells, Quantity, Register
from procwiz.core.document.writer import Writer
from procwiz.core.schedule import Entry
from procwiz.core.values import Money


def schedule(writer: Writer) -> Register:
    """List every step, milestone and gate with its days."""
    found = writer.reckoned.schedule
    return Register(
        code="schedule",
        title=word(writer, "name.schedule"),
        columns=words(writer, "phase", "step", "nature", "begins", "ends_earliest", "ends_likely", "ends_latest",
                      "days", "least", "given", "done"),
        rows=tuple(_entry(writer, entry) for entry in found.entries),
    )  # fmt: skip


def _entry(writer: Writer, entry: Entry) -> Cells:
    least = entry.least.days if entry.least else 0
    # What was over before anyone gave it a day has none of its own.
    undated = entry.done and entry.given is None
    named = word(writer, "gate_entry", gate=entry.code, title=entry.title)
    return (
        writer.plan.process.phase(entry.phase).title,
        named if entry.nature.value == "gate" else entry.title,
        word(writer, f"nature.{entry.nature.value}"),
        None if undated or entry.nature.point else entry.start.likely,
        *(None if undated else getattr(entry.end, name) for name in ("earliest", "likely", "latest")),
        None if entry.nature.point else Decimal(entry.days.likely),
        Decimal(least) if least else None,
        entry.given is not None,
        entry.done,
    )


# -- money ---------------------------------------------------------------------------------

_SUMS = ("costs", "benefits", "net", "npv", "funding", "gap")


def budget(writer: Writer) -> Register | None:
    """Give the sums of the business case, as it goes badly, most likely, and well; None where no money is known."""
    case = writer.reckoned.case
    if case is None:
        return None
    return Register(
        code="budget",
        title=word(writer, "name.budget"),
        columns=words(writer, "sum", "badly", "likely", "well", "assumed_sum"),
        rows=tuple(
            (word(writer, f"sum.{name}"), *_three(writer, outlook), outlook.assumed)
            for name, outlook in zip(_SUMS, _outlooks(case), strict=True)
        ),
        head=_rate(writer, case),
    )


def _outlooks(case: Case) -> tuple[Outlook, ...]:
    return case.costs, case.benefits, case.net, case.npv, case.funding.total, case.funding.gap


def _rate(writer: Writer, case: Case) -> tuple[tuple[str, Quantity], ...]:
    percent = case.discount.percent
    return () if percent is None else ((word(writer, "head.rate"), Quantity(percent, "%")),)


def years(writer: Writer) -> Register | None:
    """Give the money year by year, as it most likely goes; None where the years are not known."""
    case = writer.reckoned.case
    if case is None or not case.years:
        return None
    return Register(
        code="years",
        title=word(writer, "name.years"),
        columns=words(writer, "year", "costs", "benefits", "net", "accumulated"),
        rows=tuple(_year(writer, year) for year in case.years),
    )


def _year(writer: Writer, year: Year) -> Cells:
    sums = (year.costs, year.benefits, year.net, year.accumulated)
    return (str(year.year), *(_three(writer, outlook)[1] for outlook in sums))


def _three(writer: Writer, outlook: Outlook) -> Cells:
    """Take a sum's passes in whole units: estimates to the øre would promise too much."""
    if outlook.exact is None:
        return (None,) * 3
    return tuple(Money(rounded(exact, 0), writer.plan.notation.currency) for exact in outlook.exact)
