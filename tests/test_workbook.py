"""The plan as a workbook: every value is there as itself, texts stay texts, and it reads and prints well."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, TypeAlias

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as ReadCell
from openpyxl.worksheet.worksheet import Worksheet
from support import SHIPPED, SMALL, empty_plan, plan_with
from test_documents import DAY, FULL, HALF, contested, shipped
from test_plan_json import EXAMPLES, decided, record

from procwiz.calendars import calendar_of
from procwiz.core.document.reckoned import Reckoned
from procwiz.core.document.registers import Book, Cell, Quantity, Register, book
from procwiz.core.kinds import Table
from procwiz.core.plan import Plan
from procwiz.core.values import Estimate, Money, Row
from procwiz.language import Language
from procwiz.render import tabulate
from procwiz.render.workbook import LONGEST

Grid: TypeAlias = "list[list[Any]]"

ALWAYS = ("overview", "risks", "roles", "schedule", "open", "answers")
YES, NO = "Ja", "Nej"
ATTACKS = (
    "=1+1", "@SUM(A1)", "+45 12 34 56 78", "-2+3", "http://evil.example", "{=1}", "\t=1", 'a;b",c\n=1', "bell \a",
    "<r><t>x</t></r>", "<r></si></sst></r>", "A & B <C> ]]>", "_x0041_", "=cmd|'/c calc'!A0", "1e5", "007", "TRUE",
    "mailto:x@example.dk", "internal:Ark1!A1", "  indrykket", "🏥 æøå 日本語", "&G&P[Picture]",
)  # fmt: skip


def registers(plan: Plan, day: date = DAY) -> Book:
    """Write a plan as registers, in its own language."""
    return book(Reckoned(plan, day, calendar_of(plan.country)), Language(plan.process.language).say)


def written(found: Book, language: str = "da") -> bytes:
    """Write registers as a file."""
    return tabulate(found, Language(language))


def read(content: bytes) -> Workbook:
    """Read a file with another library."""
    return load_workbook(BytesIO(content))


def of(found: Book, code: str) -> Register:
    """Find a register."""
    return next(one for one in found.registers if one.code == code)


def one_cell(text: str) -> Book:
    """Make a book of a single text."""
    return Book("Bog", "", (Register("x", "Ark", ("Tekst",), ((text,),)),))


def first_row(sheet: Worksheet, register: Register) -> int:
    """The number of the first row below the headings."""
    return len(register.head) + 4 if register.head else 2


def shown(cell: Cell) -> object:
    """What a cell should hold, as a spreadsheet has it."""
    match cell:
        case bool():
            return YES if cell else NO
        case Money(amount=number) | Quantity(number=number):
            return float(number) / (100 if isinstance(cell, Quantity) and cell.unit == "%" else 1)
        case Decimal():
            return float(cell)
        case date():
            return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001  (a spreadsheet knows no zones)
    return cell


def values(sheet: Worksheet, start: int, width: int) -> Grid:
    """Read the values from a row on."""
    return [[_plain(cell.value) for cell in row] for row in sheet.iter_rows(min_row=start, max_col=width)]


def _plain(value: object) -> object:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


# -- what the file holds -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["blank", "half", "full", "oslo", "larvik"])
def test_every_cell_of_every_register_is_in_the_file(name: str) -> None:
    """Another library reads back each heading and each value, in its place and as its own sort."""
    answers: Mapping[str, Any] = {"blank": {}, "half": HALF, "full": FULL}.get(name) or EXAMPLES.get(name, {})
    found = registers(shipped(answers) if answers else empty_plan(SHIPPED))
    file = read(written(found))

    assert len(found.registers) == len(file.sheetnames)
    for register, sheet in zip(found.registers, file, strict=True):
        start, width = first_row(sheet, register), len(register.columns)
        assert (register.title, list(register.columns)) == (register.title, values(sheet, start - 1, width)[0])
        expected = [[shown(cell) for cell in row] for row in register.rows]
        assert (register.title, expected) == (register.title, values(sheet, start, width) if register.rows else [])


def test_every_answered_table_is_a_sheet_with_every_cell() -> None:
    """Held against the plan itself: each row of each table, each value as typed, a span of amounts as three."""
    plan = shipped(FULL)
    file = read(written(registers(plan)))
    tables = [
        (question, plan.answer(question.key).value)
        for question in plan.process.questions.values()
        if isinstance(question.kind, Table) and plan.answer(question.key).value and question.key != "strategy.risks"
    ]
    assert len(tables) > 30
    for question, rows in tables:
        sheet = file[question.title if len(question.title) <= 31 else f"{question.title[:30].rstrip()}…"]
        assert (question.key, [_flat(plan, question.kind, row) for row in rows]) == (  # type: ignore[union-attr, arg-type]
            question.key, values(sheet, 2, sheet.max_column),
        )  # fmt: skip


def _flat(plan: Plan, kind: Table, row: Row) -> list[object]:
    cells: list[object] = []
    for column in kind.columns:
        value = row.cells.get(column.code)
        if getattr(column.kind, "ranged", False):
            span = (
                (value.low, value.likely, value.high)
                if isinstance(value, Estimate)
                else (getattr(value, "amount", None),) * 3
            )
            cells += [None if amount is None else float(amount) for amount in span]
        elif column.kind.name == "percent" and isinstance(value, Decimal):
            cells.append(float(value) / 100)
        elif column.kind.name in {"choice", "choices"} and value is not None:
            cells.append(
                column.kind.show(value, plan.notation).replace(", ", "; ")
                if column.kind.name == "choices"
                else column.kind.show(value, plan.notation)
            )
        else:
            cells.append(shown(value))  # type: ignore[arg-type]
    return cells


def test_every_single_answer_stands_with_its_value() -> None:
    """Each answer that is no table has its row: numbers as numbers, dates as dates, a span with its ends."""
    plan = shipped(FULL)
    rows = {row[1]: row for row in of(registers(plan), "answers").rows}
    asked = [
        question for question in plan.process.questions.values()
        if not isinstance(question.kind, Table) and plan.answer(question.key).value is not None
    ]  # fmt: skip

    assert {question.title for question in asked} == set(rows)
    assert (Money(Decimal(8_400_000), "DKK"), Money(Decimal(6_500_000), "DKK"), Money(Decimal(9_500_000), "DKK")) == (
        rows["Kontraktens samlede værdi"][2:5]
    )
    assert (date(2028, 3, 1), None, None) == rows["Dagen, hvor det skal virke"][2:5]
    assert Quantity(Decimal(60), "måneder") == rows["Kontraktens længde"][2]
    assert Quantity(Decimal(4), "af 5") == rows["Innovationspotentiale"][2]


def test_numbers_look_as_people_write_them() -> None:
    """An amount carries its currency, a share is a hundredth shown with its sign, a date its month."""
    rows = ((Money(Decimal("1250.50"), "DKK"), Money(Decimal(1250), "EUR"), Quantity(Decimal("12.5"), "%"),
             Quantity(Decimal(450), "timer"), date(2027, 3, 15), Decimal(1250)),)  # fmt: skip
    found = Book("Bog", "", (Register("x", "Ark", tuple("abcdef"), rows),))
    danish, english = (
        [cell.number_format for cell in read(written(found, language)).active[2]] for language in ("da", "en")
    )

    assert ['#,##0.00" kr."', '#,##0" EUR"', '0.0" "%', '#,##0" timer"', "[$-406]d. mmm yyyy", "#,##0"] == [
        form.replace("\u00a0", " ") for form in danish
    ]
    assert ['"DKK "#,##0.00', '"EUR "#,##0', "0.0%", '#,##0" timer"', "[$-809]d mmm yyyy", "#,##0"] == [
        form.replace("\u00a0", " ") for form in english
    ]


# -- the registers themselves ------------------------------------------------------------------


def test_the_fixed_sheets_are_there_from_the_start() -> None:
    """A blank plan has them all, in the same order; tables come with their first row."""
    blank = [one.code for one in registers(empty_plan(SHIPPED)).registers]
    full = [one.code for one in registers(shipped(FULL)).registers]

    assert list(ALWAYS) == blank
    assert list(ALWAYS) == [code for code in full if code in ALWAYS]
    assert ["overview", "risks", "setup.stakeholders", "roles", "schedule", "budget", "years", "strategy.costs",
            "strategy.benefits", "strategy.financing", "open", "answers"] == full[:12]  # fmt: skip


def test_any_process_has_its_workbook() -> None:
    """A process that knows nothing of risks or money is written too."""
    file = read(written(registers(plan_with({}, SMALL))))

    assert {"Overblik", "Risici", "Roller", "Tidsplan", "Åbne spørgsmål", "Svar"} <= {*file.sheetnames}


def test_the_overview_says_which_plan_and_how_it_stands() -> None:
    """Title, plan, state and day stand on top; below them each phase with its counts and its gate's decision."""
    plan = decided(shipped(FULL))
    sheet = read(written(registers(plan)))["Overblik"]
    head = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2, max_row=10, max_col=2)}
    start = first_row(sheet, of(registers(plan), "overview"))

    assert ("Fald om natten", plan.card.id, plan.journal.digest, datetime(2026, 11, 22)) == (  # noqa: DTZ001
        sheet["A1"].value, head["Plan"], head["Tilstand"], head["Set den"],
    )  # fmt: skip
    assert [plan.process.phases[0].title, "Ja", 15.0, 0.0, 0.0, 0.0, "G0"] == values(sheet, start, 7)[0]
    assert ["ja på betingelser", datetime(2026, 11, 22)] == values(sheet, start, 12)[0][-2:]  # noqa: DTZ001


def test_the_registers_say_what_the_data_say() -> None:
    """Risks, open questions and schedule hold as many rows as the JSON of the same plan, in its order."""
    for plan in (empty_plan(SHIPPED), shipped(HALF), decided(shipped(FULL))):
        found, data = registers(plan), record(plan)

        assert [row[0] for row in of(found, "risks").rows] == [one["title"] for one in data["risks"]]
        assert [row[1] for row in of(found, "open").rows] == [one["title"] for one in data["open"]]
        assert [row[6] for row in of(found, "open").rows] == [one["overdue"] for one in data["open"]]
        assert [row[-1] for row in of(found, "schedule").rows] == [one["done"] for one in data["schedule"]["entries"]]


def test_open_questions_say_who_by_when_and_what_is_assumed() -> None:
    """A deferral names its owner, its gate with the phase, and what is assumed as a value or a span in words."""
    rows = {row[1]: row for row in of(registers(shipped(HALF)), "open").rows}

    assert ("Ved vi ikke endnu", "Økonomichefen", "G2, efter Behovskortlægning") == rows["Kontraktens samlede værdi"][
        2:5
    ]
    assert "mellem 6.500.000 kr. og 9.500.000 kr." in str(rows["Kontraktens samlede værdi"][7])


def test_two_answers_are_shown_without_names() -> None:
    """A contradiction stands among the open questions with both sides, and names nobody."""
    plan = contested(shipped({"anchor.concern": "Skal virke"}), "anchor.concern", "Skal være billig")
    rows = {row[1]: row for row in of(registers(plan), "open").rows}
    found = rows[plan.process.title_of("anchor.concern")]

    assert "To svar, der ikke passer sammen" == found[2]
    assert {"1) Skal virke. 2) Skal være billig.", "1) Skal være billig. 2) Skal virke."} & {found[-1]}


def test_what_was_over_before_it_had_a_day_shows_none() -> None:
    """A step that is done without a day given has empty days, not today's."""
    rows = of(registers(shipped(FULL)), "schedule").rows
    undated = [row for row in rows if row[-1] and not row[-2]]

    assert undated
    assert {(None, None, None, None)} == {row[3:7] for row in undated}


def test_budget_figures_are_those_of_the_business_case() -> None:
    """The sums in the sheet are the sums of the plan's business case, in whole units."""
    plan = shipped(FULL)
    case = Reckoned(plan, DAY, calendar_of("DK")).case
    sums = {row[0]: row[2] for row in of(registers(plan), "budget").rows}

    assert case is not None
    assert case.costs.likely is not None
    assert Money(case.costs.likely.quantize(Decimal(1)), "DKK") == sums["Udgifter"]
    assert 6 == len(sums)


# -- hostile and awkward texts -------------------------------------------------------------------


@pytest.mark.parametrize("text", ATTACKS)
def test_a_text_stays_a_text(text: str) -> None:
    """Whatever it begins with it is a string, no formula, no link; only control characters are replaced."""
    content = written(one_cell(text))
    cell: ReadCell = read(content).active["A2"]  # type: ignore[assignment]
    expected = text.replace("\a", "\N{REPLACEMENT CHARACTER}")

    assert ("s", expected, None) == (cell.data_type, cell.value, cell.hyperlink)
    assert [] == _parts_with(content, b"<f>", b"<f ", b"hyperlink", b"<oleObject")


def _parts_with(content: bytes, *signs: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as file:
        return [name for name in file.namelist() for sign in signs if sign in file.read(name)]


def test_no_answer_becomes_a_formula_or_a_link_anywhere() -> None:
    """A plan whose every text is an attack has a workbook without formulas, links or foreign parts."""
    texts = {
        key: question.kind.name
        for key, question in shipped({}).process.questions.items()
        if question.kind.name in {"text", "prose"}
    }
    plan = shipped({key: ATTACKS[place % len(ATTACKS)] for place, key in enumerate(texts)})
    content = written(registers(plan))
    typed = {cell.data_type for sheet in read(content) for row in sheet.iter_rows() for cell in row}

    assert {"s", "n", "d"} >= typed
    assert [] == _parts_with(content, b"<f>", b"<f ", b"hyperlink")


@pytest.mark.parametrize("text", ["=1+1", "@x", "+x", "-x"])
def test_editing_does_not_wake_a_formula(text: str) -> None:
    """Such a text is marked as quoted, so that it stays one when somebody edits the cell."""
    assert True is read(written(one_cell(text))).active["A2"].quotePrefix  # type: ignore[union-attr]


@pytest.mark.parametrize("sign", ["x", "🏥"])
def test_a_text_that_no_cell_can_hold_is_cut_and_says_so(sign: str) -> None:
    """Exactly what fits is kept whole; one sign more is cut, without cutting a sign in two."""
    width = len(sign.encode("utf-16-le")) // 2
    fits = sign * (LONGEST // width)
    whole, cut = (str(read(written(one_cell(text))).active["A2"].value) for text in (fits, fits + sign))

    assert fits == whole
    assert cut.endswith("… (afkortet: en celle kan ikke rumme mere; hele teksten står i planen)")
    assert LONGEST - 1 <= len(cut.encode("utf-16-le")) // 2 <= LONGEST
    assert {sign} == {*cut.partition("…")[0]}


def test_sheets_have_names_that_spreadsheets_take() -> None:
    """Forbidden signs are replaced, long names cut, equal ones numbered, empty and reserved ones avoided."""
    titles = ("Pris: [lav/høj]?", "x" * 40, "X" * 40, "'", "", "History", "Svar", "svar", "🏥" * 20)
    found = Book("Bog", "", tuple(Register(str(n), title, ("A",), ()) for n, title in enumerate(titles)))
    names = read(written(found)).sheetnames

    expected = [
        "Pris- -lav-høj--", f"{'x' * 30}…", f"{'X' * 28}… 2", "–", "– 2", "History 2", "Svar", "svar 2",
        f"{'🏥' * 15}…",
    ]  # fmt: skip

    assert expected == names


def test_dangerous_titles_of_plans_are_harmless() -> None:
    """A plan's title is a text in its cell and in the file's properties."""
    title = "=1+1 <b>&G&P</b>"
    content = written(Book(title, "", (Register("overview", "Ark", ("A",), (), (("Plan", "p1"),)),)))
    file = read(content)

    assert (title, title) == (file.active["A1"].value, file.properties.title)
    assert "&L&F · &A&Rside &P af &N" == _footer(content)


def _footer(content: bytes) -> str:
    with zipfile.ZipFile(BytesIO(content)) as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
    return re.search(r"<oddFooter>(.*)</oddFooter>", sheet)[1].replace("&amp;", "&")  # type: ignore[index]


# -- the file as a file --------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_same_plan_gives_the_same_bytes(language: str) -> None:
    """Nothing in the file depends on when it was written."""
    plan = shipped(FULL, language)

    assert written(registers(plan), language) == written(registers(plan), language)


def test_no_time_but_a_fixed_one_is_in_the_file() -> None:
    """The members of the archive and its properties carry fixed times."""
    content = written(registers(shipped(HALF)))
    with zipfile.ZipFile(BytesIO(content)) as file:
        times = {member.date_time for member in file.infolist()}
        core = file.read("docProps/core.xml").decode()

    assert {(1980, 1, 1, 0, 0, 0)} == times
    assert {"1980-01-01T00:00:00Z"} == {*re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z", core)}


def test_sheets_are_ready_to_be_read_sorted_and_printed() -> None:
    """Headings stay in sight, are bold and can be filtered; A4 lying down, fitted to the width, headings repeated."""
    found = registers(shipped(FULL))
    for register, sheet in zip(found.registers, read(written(found)), strict=True):
        top = first_row(sheet, register) - 1
        widths = [part.width for part in sheet.column_dimensions.values()]
        headings = [cell for cell in sheet[top] if cell.value is not None]

        assert (None if register.head else "B2") == sheet.freeze_panes
        assert all(cell.font.b for cell in headings)
        assert len(register.columns) == len(headings)
        assert str(sheet.auto_filter.ref).startswith(f"A{top}:")
        assert ("landscape", 9, 1, 0) == (
            sheet.page_setup.orientation, int(sheet.page_setup.paperSize), int(sheet.page_setup.fitToWidth or 1),
            int(sheet.page_setup.fitToHeight),
        )  # fmt: skip
        assert f"${top}:${top}" == sheet.print_title_rows
        assert max(widths) <= 61
        assert min(widths) >= 9


def test_no_cell_is_merged_and_no_sheet_hidden() -> None:
    """A screen reader, a filter and a pivot table find plain rows."""
    file = read(written(registers(shipped(FULL))))

    assert (set(), {"visible"}) == (
        {str(part) for sheet in file for part in sheet.merged_cells.ranges}, {sheet.sheet_state for sheet in file},
    )  # fmt: skip


def test_the_file_says_what_it_is() -> None:
    """Its properties have the plan's title and a subject in its language, and name nobody."""
    properties = read(written(registers(shipped(HALF)))).properties

    assert ("Fald om natten", True) == (properties.title, properties.subject.startswith("Planen som regneark"))
    assert {""} >= {properties.creator or "", properties.lastModifiedBy or ""}
