"""Tests that fit the kind of what they are held against."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from procwiz.core.checks.outline import Field, Outline, Read
from procwiz.core.checks.raw import problem
from procwiz.core.messages import Message
from procwiz.core.problems import Path, Problem, meant

NUMBERS = frozenset({"number", "money", "percent", "scale"})
ORDERED = NUMBERS | {"date"}
KINDS = ORDERED | {"text", "prose", "link", "choice", "choices", "yes_no", "table"}
KNOWN = frozenset({"answered", "unanswered", "deferred"})
ROW_TESTS = frozenset({"any", "all", "count"})
YES_NO = frozenset({"yes", "no", "ja", "nej"})
LENGTH = 500

_COMPARED = re.compile(r"\s*(?P<sign>[<>=!]+)\s*(?P<end>.*?)\s*", re.DOTALL)
_SPAN = re.compile(r"\s*(?P<low>-?[0-9]\S*?)\s*\.\.\s*(?P<high>.*?)\s*", re.DOTALL)
_DIGITS = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
_SIGNS = frozenset({">", ">=", "<", "<="})


def conditions_have_form(outline: Outline) -> Iterator[Problem]:
    """Find what is no condition: neither a mapping of keys to tests nor a list of such."""
    for part in outline.walked:
        if isinstance(part, Problem):
            yield part


def keys_exist(outline: Outline) -> Iterator[Problem]:
    """Find conditions on questions, derived values or columns there are not."""
    for read in outline.reads:
        if outline.field(read) is not None or read.fires:
            continue
        if "." in read.key or read.row is None:
            yield problem("question_unknown", read.path, key=read.key[:80], near=meant(read.key, outline.fields))
        elif read.row.kind == "table":
            columns = read.row.columns
            yield problem("column_unknown", read.path, key=read.key[:80], near=meant(read.key, columns))


def names_exist(outline: Outline) -> Iterator[Problem]:
    """Find conditions on rows or definitions of the decision table there are not, or that may not read them."""
    names = {name for name, _ in outline.firing}
    for read in outline.reads:
        if read.fires and not read.guard.may_fire:
            yield problem("fires_place", read.path, name=read.key[:80])
        elif read.fires and read.key not in names:
            yield problem("row_unknown", read.path, name=read.key[:80], near=meant(read.key, names))


def tests_fit(outline: Outline) -> Iterator[Problem]:
    """Find tests that say nothing of the kind they are held against."""
    for read in outline.reads:
        field = outline.field(read)
        if field is not None and field.kind in KINDS:
            yield from _test(field, read)


def _test(field: Field, read: Read) -> Iterator[Problem]:
    test, path = read.test, read.path
    if isinstance(test, str) and len(test) > LENGTH:
        yield problem("condition_long", path, most=LENGTH)
    elif isinstance(test, Mapping):
        yield from _mapping(field, test, path)
    elif isinstance(test, list):
        yield from _list(field, test, path)
    elif test in KNOWN:
        return
    elif field.kind == "table":
        yield problem("test_table", path, key=field.key)
    elif isinstance(test, str) and (field.kind in ORDERED or not _is_word(test)):
        yield from _compared(field, test, path)
    else:
        yield from _literal(field, test, path)


def _is_word(test: str) -> bool:
    return not (_COMPARED.fullmatch(test) or _SPAN.fullmatch(test))


def _list(field: Field, test: list[object], path: Path) -> Iterator[Problem]:
    known = [part for part in test if isinstance(part, str) and part in KNOWN]
    if not test:
        yield problem("condition_form", path)
    elif known and len(known) < len(test):
        yield problem("test_mixed", path, known=known[0])
    elif not known and field.kind == "table":
        yield problem("test_table", path, key=field.key)
    elif not known:
        for number, part in enumerate(test):
            yield from _literal(field, part, (*path, number))


def _mapping(field: Field, test: Mapping[str, object], path: Path) -> Iterator[Problem]:
    if field.kind in {"choice", "choices"} and set(test) == {"all"}:
        codes = test["all"]
        yield from _list(field, codes if isinstance(codes, list) else [codes], (*path, "all"))
        return
    if field.kind != "table":
        yield problem("test_rows", path, key=field.key, kind=_kind(field))
        return
    for name in set(test) - ROW_TESTS - {"where"}:
        names = ROW_TESTS | {"where"}
        yield problem("test_unknown", (*path, name), test=name[:60], near=meant(name, names))
    if len(ROW_TESTS & set(test)) != 1 or ("where" in test and "count" not in test):
        yield problem("test_table", path, key=field.key)
    elif "count" in test:
        yield from _count(test["count"], (*path, "count"))


def _count(test: object, path: Path) -> Iterator[Problem]:
    rows = Field("", "number", (), 0, (0, 0), {})
    yield from _compared(rows, test, path) if isinstance(test, str) else _literal(rows, test, path)


def _compared(field: Field, test: str, path: Path) -> Iterator[Problem]:
    if match := _COMPARED.fullmatch(test):
        if field.kind not in ORDERED or match["sign"] not in _SIGNS:
            yield _unfit(field, test, path)
        else:
            yield from _literal(field, match["end"], path)
    elif match := _SPAN.fullmatch(test):
        yield from _span(field, match, path)
    else:
        yield from _literal(field, test, path)


def _span(field: Field, match: re.Match[str], path: Path) -> Iterator[Problem]:
    if field.kind not in ORDERED:
        yield _unfit(field, match[0], path)
        return
    wrong = [fault for end in ("low", "high") for fault in _literal(field, match[end], path)]
    yield from wrong[:1]
    if not wrong and _order(match["low"]) > _order(match["high"]):
        yield problem("span_reversed", path, low=match["low"], high=match["high"])


def _order(end: str) -> Decimal:
    return Decimal(end) if _DIGITS.fullmatch(end) else Decimal(end.replace("-", ""))


def _literal(field: Field, given: object, path: Path) -> Iterator[Problem]:
    shown = str(given)[:60]
    if field.kind in NUMBERS:
        if isinstance(given, bool) or shown in YES_NO:
            yield _unfit(field, shown, path)
        elif not isinstance(given, int | Decimal) and not _DIGITS.fullmatch(shown):
            yield problem("number_bad", path, given=shown)
    elif field.kind == "date" and not _is_date(shown):
        yield problem("date_bad", path, given=shown)
    elif field.kind == "yes_no" and not (isinstance(given, bool) or shown in YES_NO):
        yield _unfit(field, shown, path)
    elif field.kind in {"choice", "choices"} and given not in field.codes:
        shown = shown.lower() if isinstance(given, bool) else shown
        yield problem("option_unknown", path, key=field.key, code=shown, near=meant(shown, field.codes))
    elif field.kind in {"text", "prose", "link"} and not isinstance(given, str):
        yield _unfit(field, shown, path)


def _is_date(given: str) -> bool:
    try:
        return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given) is not None and bool(date.fromisoformat(given))
    except ValueError:
        return False


def _unfit(field: Field, test: str, path: Path) -> Problem:
    return problem("test_unfit", path, key=field.key, kind=_kind(field), test=test[:60])


def _kind(field: Field) -> Message:
    return Message(f"problems.kind_{field.kind}")
