"""The money of a plan in words and tables: what it is worth, when it is repaid, what is missing, what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from procwiz.core.business import Case, Outlook, Reason, rounded
from procwiz.core.document.views import DASH
from procwiz.core.document.writer import Fields, Writer, paragraph, rows_of, sentence
from procwiz.core.kinds import Choice, Table
from procwiz.core.notation import show_date, show_money, show_percent
from procwiz.core.values import Money

VALUE = "needs.value"
TOLD: Mapping[str, frozenset[str]] = {
    "citizen": frozenset({"citizens"}),
    "organisation": frozenset({"staff", "organisation"}),
    "company": frozenset({"companies"}),
}
"""Whose value an answer on the need tells of."""
_KEYED = frozenset({"missing", "deferred", "contested", "assumed", "rate_waits"})
_SAYS_ITSELF = frozenset({"start", "cut", "no_rate", "rate_assumed", "rate_nearest"})
_LABELS = (
    "year", "costs", "benefits", "net", "npv", "accumulated", "low", "likely", "high", "kind", "amount", "party",
    "value", "alternative", "verdict", "cost", "yearly_cost", "benefit", "remains", "status", "baseline", "total",
    "costs_by_kind", "benefits_by_area", "years", "parties", "alternatives", "funding", "assumed",
)  # fmt: skip


def business(writer: Writer) -> Fields:
    """Write out the business case. Not `shown` where none is.

    `text` is a paragraph for the paper, made of the sentences that also stand alone; `totals`, `years`, `costs`,
    `benefits`, `cashable`, `parties`, `alternatives` and `funding` are rows. Amounts are in whole units.
    """
    found = writer.reckoned.case
    if found is None:
        return {**_NOTHING, "words": _labels(writer)}
    told = {"npv": _worth(writer, found), "payback": _payback(writer, found), "gap": _gap(writer, found)}
    doubts = [reason for reason in found.reasons if not reason.blocks]
    lacks = [reason for reason in found.reasons if reason.blocks]
    fields = {
        **told,
        "unpriced": _unpriced(writer, found),
        "nothing": _nothing(writer, found),
        "rate": _rate(writer, found),
        **_rate_from(writer, found),
        "assumptions": _phrases(writer, found, doubts),
        "lacks": _phrases(writer, found, lacks),
        **_tables(writer, found),
        "words": _labels(writer),
        "shown": True,
    }
    fields["assumed"] = _listed(writer, "business.rests", fields["assumptions"])
    fields["lacking"] = _listed(writer, "business.lacking", fields["lacks"])
    fields["text"] = paragraph(
        fields[name] for name in ("npv", "rate", "unpriced", "payback", "gap", "nothing", "lacking", "assumed")
    )
    return fields


_NOTHING: Fields = {
    **dict.fromkeys(("text", "npv", "rate", "unpriced", "payback", "gap", "nothing", "assumed", "lacking"), ""),
    "rate_text": "",
    **{
        name: []
        for name in ("rate_sources", "assumptions", "lacks", "totals", "years", "costs", "benefits", "cashable")
    },
    **{name: [] for name in ("parties", "alternatives", "funding")},
    "shown": False,
}


def _labels(writer: Writer) -> Fields:
    return {name: writer.words(f"business.word.{name}") for name in _LABELS}


# -- amounts ------------------------------------------------------------------------------


def _shown(writer: Writer, exact: Fraction) -> str:
    """Show an amount in whole units: estimates to the øre would promise too much."""
    return show_money(Money(rounded(exact, 0), writer.plan.notation.currency), writer.plan.notation)


def _row(writer: Writer, title: str, outlook: Outlook) -> Fields:
    """Show a sum in its three passes; `sure` where it rests on nothing unsure."""
    passes = ("low", "likely", "high")
    amounts = (DASH,) * 3 if outlook.exact is None else tuple(_shown(writer, exact) for exact in outlook.exact)
    return {"title": title, **dict(zip(passes, amounts, strict=True)), "sure": not outlook.reasons}


def _likely(writer: Writer, outlook: Outlook) -> str:
    return DASH if outlook.exact is None else _shown(writer, outlook.exact[1])


def _result(writer: Writer, exact: Fraction) -> str:
    """Name an amount as a surplus or a deficit."""
    whole = rounded(exact, 0)
    name = "even" if not whole else "surplus" if whole > 0 else "deficit"
    return writer.words(f"business.{name}", amount=_shown(writer, abs(exact)))


# -- sentences ----------------------------------------------------------------------------


def _worth(writer: Writer, found: Case) -> str:
    """Say what it is worth in today's money, or without a discount rate what it comes to."""
    name, outlook = ("npv", found.npv) if found.npv.exact else ("net", found.net)
    if outlook.exact is None:
        return ""
    low, likely, high = (_result(writer, exact) for exact in outlook.exact)
    told = writer.words(f"business.{name}" + ("" if outlook.spread else ".same"), low=low, likely=likely, high=high)
    return paragraph([sentence(told), writer.words("business.undiscounted") if name == "net" else ""])


def _rate(writer: Writer, found: Case) -> str:
    if found.npv.exact is None or found.discount.percent is None:
        return ""
    unverified = found.discount.ruling.certainty == "unverified"
    rate = show_percent(found.discount.percent, writer.plan.notation)
    return writer.words("business.rate.unverified" if unverified else "business.rate", rate=rate)


def _rate_from(writer: Writer, found: Case) -> Fields:
    """Show what the law data says of the rate, and where it is known from."""
    figure = found.discount.ruling.figure
    sources = writer.plan.process.sources
    named = [sources[key].title for key in figure.sources if key in sources] if figure else []
    return {"rate_text": figure.text if figure else "", "rate_sources": named}


def _unpriced(writer: Writer, found: Case) -> str:
    names = [writer.cell(name) for name in found.unpriced]
    return sentence(writer.words("business.unpriced", n=len(names), what=writer.quoted(names))) if names else ""


def _payback(writer: Writer, found: Case) -> str:
    """Say when the money has come back: later in the low pass, sooner in the high one."""
    if found.payback is None:
        return ""
    low, likely, high = found.payback.low, found.payback.likely, found.payback.high
    name = "never" if high is None else "doubtful" if likely is None else "unless" if low is None else "range"
    if likely is not None and low == likely == high:
        name = "same"
    return writer.words(f"business.payback.{name}", low=low, likely=likely, high=high)


def _gap(writer: Writer, found: Case) -> str:
    gap, secured = found.funding.gap.exact, found.funding.secured_gap.exact
    if gap is None:
        return ""
    low, likely = gap[0], gap[1]
    name = ("short" if likely < 0 else "enough") + (".worse" if low < min(likely, Fraction(0)) else "")
    amounts = {"low": _shown(writer, abs(low)), "likely": _shown(writer, abs(likely))}
    only = secured is not None and secured[1] < min(likely, Fraction(0))
    granted = writer.words("business.secured", amount=_shown(writer, abs(secured[1]))) if secured and only else ""
    return paragraph([sentence(writer.words(f"business.gap.{name}", **amounts)), sentence(granted)])


def _nothing(writer: Writer, found: Case) -> str:
    """Hold doing nothing against the alternative that was chosen."""
    if found.baseline.exact is None:
        return ""
    told = writer.words("business.nothing", amount=_shown(writer, found.baseline.exact[1]))
    chosen = [one for one in found.alternatives if one.verdict == "chosen" and one.remains.exact is not None]
    if len(chosen) != 1 or chosen[0].remains.exact is None:
        return told
    remains = chosen[0].remains.exact[1]
    if remains < 0:
        return paragraph([told, writer.words("business.chosen.gain", amount=_shown(writer, -remains))])
    return paragraph([told, writer.words("business.chosen", amount=_shown(writer, remains))])


# -- what it rests on ---------------------------------------------------------------------


def _phrases(writer: Writer, found: Case, reasons: Iterable[Reason]) -> list[str]:
    """Name reasons in part sentences, those of one sort together."""
    by_code: dict[str, list[str]] = {}
    for reason in sorted(reasons):
        by_code.setdefault(reason.code, []).append(_about(writer, reason))
    start = show_date(found.period.start, writer.plan.notation) if found.period else ""
    return [
        writer.words(f"business.reason.{code}", what=_named(writer, code, about), day=start)
        for code, about in by_code.items()
    ]


def _about(writer: Writer, reason: Reason) -> str:
    question = writer.plan.process.questions.get(reason.about) if reason.code in _KEYED else None
    return question.title if question else reason.about


def _named(writer: Writer, code: str, about: Sequence[str]) -> str:
    if code in _SAYS_ITSELF:
        return ""
    if code in {"currency", "converted"}:
        return writer.joined(about)
    return writer.quoted(writer.cell(name) for name in about)


def _listed(writer: Writer, name: str, phrases: list[str]) -> str:
    return sentence(writer.words(name, what="; ".join(phrases))) if phrases else ""


# -- tables -------------------------------------------------------------------------------


def _tables(writer: Writer, found: Case) -> Fields:
    sums = {"costs": found.costs, "benefits": found.benefits, "net": found.net, "npv": found.npv}
    return {
        "totals": [_row(writer, writer.words(f"business.word.{name}"), part) for name, part in sums.items()],
        "years": _years(writer, found),
        "costs": _by(writer, "strategy.costs", "category", found.costs_by_kind),
        "benefits": _by(writer, "strategy.benefits", "area", found.benefits_by_area),
        "cashable": [
            _row(writer, writer.words(f"business.cashable.{code or 'unsaid'}"), found.cashable[code])
            for code in ("yes", "no", "")
            if code in found.cashable
        ],
        "parties": _parties(writer, found),
        "alternatives": _alternatives(writer, found),
        "funding": _by(writer, "strategy.financing", "status", found.funding.by_status),
    }


def _years(writer: Writer, found: Case) -> list[Fields]:
    """Show each year as it most likely goes, and its net in the other passes."""
    return [
        {
            "title": str(year.year),
            "costs": _likely(writer, year.costs),
            "benefits": _likely(writer, year.benefits),
            "net": _likely(writer, year.net),
            "accumulated": _likely(writer, year.accumulated),
            **{name: _row(writer, "", year.net)[name] for name in ("low", "high")},
        }
        for year in found.years
    ]


def _options(writer: Writer, key: str, code: str) -> Mapping[str, str]:
    """Find the labels of a column's options, by their codes."""
    question = writer.plan.process.questions.get(key)
    columns = question.kind.columns if question is not None and isinstance(question.kind, Table) else ()
    kinds = [column.kind for column in columns if column.code == code]
    return {option.code: option.label for kind in kinds if isinstance(kind, Choice) for option in kind.options}


def _by(writer: Writer, key: str, code: str, parts: Mapping[str, Outlook]) -> list[Fields]:
    """Show sums by the options of a column, in the options' order."""
    labels = _options(writer, key, code)
    order = [*(option for option in labels if option in parts), *(part for part in parts if part not in labels)]
    unsaid = writer.words("business.unsaid")
    return [_row(writer, labels.get(part) or part or unsaid, parts[part]) for part in order]


def _parties(writer: Writer, found: Case) -> list[Fields]:
    """Show what each party gains: in money, the benefits by name, and what was told of the need."""
    told = _told(writer)
    return [
        {
            "title": writer.words(f"business.party.{party.code}"),
            "value": _likely(writer, party.worth) if party.worth.exact and party.worth.exact[1] else DASH,
            "benefits": list(party.benefits),
            "told": told[party.code],
        }
        for party in found.parties
    ]


def _told(writer: Writer) -> Mapping[str, list[str]]:
    fact = writer.plan.fact(VALUE)
    cells = [row.cells for row in rows_of(fact.value)]
    return {
        party: [str(row["value"]) for row in cells if row.get("party") in codes and "value" in row]
        for party, codes in TOLD.items()
    }


def _alternatives(writer: Writer, found: Case) -> list[Fields]:
    """Show doing nothing first, then each alternative over the same years."""
    if not found.alternatives:
        return []
    verdicts = _options(writer, "strategy.alternatives", "verdict")
    nothing = {
        "title": writer.words("business.word.baseline"),
        **dict.fromkeys(("verdict", "cost", "yearly_cost", "benefit", "net"), DASH),
        "remains": _likely(writer, found.baseline),
    }
    return [nothing] + [
        {
            "title": one.name,
            "verdict": verdicts.get(one.verdict, one.verdict) or DASH,
            **{
                name: _likely(writer, getattr(one, name))
                for name in ("cost", "yearly_cost", "benefit", "net", "remains")
            },
        }
        for one in found.alternatives
    ]
