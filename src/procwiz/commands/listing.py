"""`procwiz list`: all plans of a folder, on the screen, as data, and as documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from procwiz import console, publishing, session
from procwiz.commands.application import AsJson, Plain, Quiet, argument, command, option
from procwiz.commands.dressing import dressed
from procwiz.commands.gathering import gather
from procwiz.console import Manner
from procwiz.core.lines import Line
from procwiz.core.messages import Message
from procwiz.core.portfolio import paper
from procwiz.core.portfolio.portfolio import Portfolio, Sum
from procwiz.core.portfolio.record import record
from procwiz.core.portfolio.summary import Summary
from procwiz.core.portfolio.telling import Telling
from procwiz.errors import CouldNot, UsageFault
from procwiz.language import Language
from procwiz.speech import LANGUAGES

if TYPE_CHECKING:
    from procwiz.render.dress import Dress

FORMATS = (*publishing.TEXTS, "xlsx")
COLUMNS = ("when", "plan", "gate", "worth", "concern")
DAYS, TITLE, CONCERN = 20, 80, 90
"""Characters of a day, a title and a concern on the screen."""


@command("list")
def list_plans(
    folder: Annotated[str, argument(says="list_folder", takes="folder")] = ".",
    form: Annotated[list[str] | None, option("--format", says="list_format", takes="md|html|xlsx")] = None,
    lang: Annotated[str, option("--lang", says="export_lang", takes="da|en")] = "",
    out: Annotated[str, option("--out", says="list_out", takes="folder")] = "",
    stdout: Annotated[bool, option("--stdout", says="stdout")] = False,
    as_of: Annotated[str, option("--as-of", says="as_of", takes="date")] = "",
    force: Annotated[bool, option("--force", says="force")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
    quiet: Quiet = False,
) -> None:
    """Tell which plans there are in a folder; a damaged one is a row that says so."""
    ways = Manner(plain, quiet)
    where = Path(folder)
    if not where.is_dir():
        raise CouldNot(Message("cli.no_folder", {"folder": folder}))
    formats = _formats(form, stdout, as_json)
    language, day = _language(lang), session.reckoning_day(as_of)
    portfolio = gather(where, day, language)
    if as_json:
        console.out(session.as_json(record(portfolio)))
    elif not portfolio.rows and not portfolio.broken:
        console.tell(language("cli.list.none", folder=folder), ways)
    elif formats:
        _write(portfolio, where, formats, language, Path(out) if out and not stdout else None, stdout, force=force)
    else:
        console.out(_text(portfolio, language, ways))


def _formats(given: list[str] | None, stdout: bool, as_json: bool) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(given or (FORMATS[:1] if stdout else ())))
    strange = next((form for form in formats if form not in FORMATS), None)
    if strange is not None:
        raise UsageFault(Message("cli.no_format", {"format": strange, "known": FORMATS}))
    if stdout and len(formats) > 1:
        raise UsageFault(Message("cli.stdout_one"))
    if as_json and formats:
        raise UsageFault(Message("portfolio.json_or_files"))
    return formats


def _language(lang: str) -> Language:
    if lang and lang not in LANGUAGES:
        raise UsageFault(Message("cli.no_language", {"language": lang, "known": LANGUAGES}))
    return Language(lang) if lang else console.user_language()


# -- documents -----------------------------------------------------------------------------------


def _write(
    portfolio: Portfolio,
    where: Path,
    formats: tuple[str, ...],
    language: Language,
    out: Path | None,
    stdout: bool,
    *,
    force: bool,
) -> None:
    """Write the overview as files, or as one to standard output."""
    name, dress = where.resolve().name, dressed()
    contents = {form: _content(portfolio, name, form, language, dress) for form in formats}
    if stdout:
        _out(formats[0], contents[formats[0]])
        return
    target = out or where
    stem = "-".join(part for part in (name, paper.NAME, language.code) if part)
    files = {target / f"{stem}.{form}": content for form, content in contents.items()}
    for path in publishing.put(files, target, force=force):
        console.out(f"{path}\n")


def _content(portfolio: Portfolio, name: str, form: str, language: Language, dress: Dress) -> bytes:
    if form == "xlsx":
        from procwiz.core.portfolio.sheets import book
        from procwiz.render import tabulate

        return tabulate(book(portfolio, language.say, language.code), language)
    document = paper.build(portfolio, name, language.say, language.code)
    return publishing.lay_out(document, paper.NAME, form, language, dress)


def _out(form: str, content: bytes) -> None:
    if form in publishing.TEXTS:
        console.out(content.decode())
        return
    if sys.stdout.isatty():
        raise UsageFault(Message("cli.stdout_terminal", {"format": form}))
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


# -- on the screen ---------------------------------------------------------------------------------


def _text(portfolio: Portfolio, language: Language, ways: Manner) -> str:
    """Lay the plans out by the day of their next decision, then the sums, then what cannot be read."""
    telling = Telling(portfolio, language.say, language.code)
    if ways.plain:
        header = [telling.words(f"column.{name}") for name in COLUMNS]
        plans = console.table(header, [_row(telling, row) for row in portfolio.sorted], ways)
    else:
        plans = console.laid((line for row in portfolio.sorted for line in _block(telling, row)), label=DAYS)
    gap = ["\n"] if plans and ways.plain else []
    return "".join([plans, *gap, console.laid(_sums(telling)), console.laid(_broken(telling), label=2)])


def _row(telling: Telling, row: Summary) -> list[str]:
    when, decided = _when(telling, row)
    title, concern = telling.short(row.title, TITLE), telling.short(telling.concern(row), CONCERN)
    return [when, title, decided, telling.worth(row.worth), concern]


def _block(telling: Telling, row: Summary) -> list[Line]:
    """Set a plan in two lines: when what is decided, and of which plan; then where it stands."""
    when, title, *rest = _row(telling, row)
    none = telling.words("none")
    return [Line(title, when), Line(" · ".join(part for part in rest if part != none), " "), Line()]


def _when(telling: Telling, row: Summary) -> tuple[str, str]:
    """Say when which decision comes; an overdue one in capitals, for no terminal need show colours."""
    upcoming = row.next
    if upcoming is None:
        return telling.phase(row), telling.words("none")
    gate = telling.words("gate", gate=upcoming.key, phase=telling.phase(row))
    if upcoming.overdue is not None:
        return telling.day(upcoming.overdue), telling.words("when.overdue", gate=gate)
    if upcoming.when is None:
        return telling.words("day.none"), gate
    day = telling.day(upcoming.when.day)
    return day if upcoming.when.sure == "given" else telling.words("when.expected", day=day), gate


def _sums(telling: Telling) -> list[Line]:
    portfolio = telling.portfolio
    total = portfolio.total
    plans = telling.words("plans", n=total.plans)
    lines = [Line(telling.words("sums.total", plans=plans, worth=telling.amounts(total.amounts)))]
    phases = [_part(telling, stage.title, found) for _, stage, found in portfolio.by_phase]
    years = [_part(telling, str(year.year), year.market) for year in portfolio.by_year if year.market.plans]
    lines += [Line(telling.words("sums.phases", what=", ".join(phases)))] if phases else []
    lines += [Line(telling.words("sums.years", what=", ".join(years)))] if years else []
    return lines


def _part(telling: Telling, name: str, found: Sum) -> str:
    return telling.words("sums.part", name=name, n=found.plans)


def _broken(telling: Telling) -> list[Line]:
    broken = telling.portfolio.broken
    if not broken:
        return []
    told = [Line(telling.words("broken", title=one.title, why=one.why), "–") for one in broken]
    return [Line(), Line(telling.words("sums.broken", n=len(broken))), *told]
