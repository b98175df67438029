"""Tables as a workbook: typed cells that two readers read alike, equal bytes everywhere."""

import io
from datetime import date, datetime
from decimal import Decimal
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from site_builder.exports import xlsx
from site_builder.exports.xlsx import NOTES_SHEET, fits, sheet_names, xlsx_bytes
from site_builder.load.files import unseen
from site_builder.model.table import Cell, Column, Table, cell_text
from tests.tables import COLUMNS, DAY, dataset, of_texts, table_of, tables
from tests.test_nasty_strings import NASTY

quick = settings(max_examples=25, deadline=None, derandomize=True)


def opened(*found: Table) -> openpyxl.Workbook:
    """Return the workbook of some tables."""
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(dataset(*found), DAY)))


def expected(cell: Cell, column: Column) -> object:
    """Return the value that a reader should find: nothing, a date, a number, a text."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | Decimal):
        return float(cell) if fits(Decimal(cell)) else cell_text(cell)
    if column.type == "date" and cell >= "1900-03-01":
        return date.fromisoformat(cell)
    return cell


def as_written(value: object) -> object:
    """Return a value of a reader without what readers add: times of days, kinds of numbers."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return None if value == "" else value


@quick
@given(tables)
@example(of_texts(*(text for text in NASTY if unseen(text) is None and "\r" not in text)))
def test_two_readers_find_the_same_typed_cells(table: Table) -> None:
    """Numbers, days, truth values and texts arrive as what they are, in openpyxl and calamine."""
    data = xlsx_bytes(dataset(table), DAY)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    rows = [
        [expected(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    found = [
        [as_written(sheet.cell(place, number).value) for number in range(1, len(table.columns) + 1)]
        for place in range(2, len(rows) + 2)
    ]
    assert found == rows
    other = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    lines = other.to_python(skip_empty_area=False)[1:]
    blank = [[None] * len(table.columns)] * (len(rows) - len(lines))
    assert [[as_written(value) for value in line] for line in lines] + blank == rows


def test_a_number_shows_its_published_decimals() -> None:
    """95.0 is the number 95 shown as 95.0."""
    sheet = opened(table_of(("甲", None, Decimal("95.0"), 3, True))).worksheets[0]
    assert (sheet["C2"].value, sheet["C2"].number_format) == (95, "0.0")
    assert (sheet["D2"].value, sheet["D2"].number_format) == (3, "0")
    assert sheet["E2"].data_type == "b"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("123456789012345", True),
        ("1234567890123456", False),
        ("0.123456789012345", True),
        ("0.1234567890123456", False),
        ("0.0000000000000001", False),
        ("12345678.12345678", False),
        ("1E+20", False),
        ("-99.78", True),
    ],
)
def test_a_number_that_excel_would_cut_is_a_text(text: str, kept: bool) -> None:
    """Excel keeps 15 digits; of a longer number every digit stays, as text."""
    cell = opened(table_of((None, None, Decimal(text), None, None))).worksheets[0]["C2"]
    assert cell.data_type == ("n" if kept else "s")
    assert cell.value == (float(text) if kept else cell_text(Decimal(text)))


def test_texts_are_never_formulas_or_links() -> None:
    """What begins with a sign of equality or looks like an address is the text it is."""
    data = xlsx_bytes(dataset(of_texts("=1+1", "{=1}", "https://evil.example/", "00123")), DAY)
    with ZipFile(io.BytesIO(data)) as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "sheet" in name)
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets
    cells = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]["A"][1:]
    assert [cell.data_type for cell in cells] == ["s"] * 4


def test_a_text_too_long_for_a_cell_says_so() -> None:
    """A cell holds 32767 UTF-16 units; what is cut off is not passed over in silence."""
    sheet = opened(of_texts("字" * 32767, "字" * 32768, "😀" * 20000)).worksheets[0]
    assert sheet["A2"].value == "字" * 32767
    for place in ("A3", "A4"):
        value = str(sheet[place].value)
        assert value.endswith("（单元格放不下，全文见CSV）")
        assert 32765 <= len(value.encode("utf-16-le")) // 2 <= 32767


def test_the_sheet_is_ready_to_be_used() -> None:
    """Titles on top that stay in sight, a filter over all rows, columns as wide as they need."""
    sheet = opened(table_of(("很长的一段文字" * 3, DAY, None, 1, None))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.title for column in COLUMNS]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E2"
    widths = [sheet.column_dimensions[letter].width for letter in "AC"]
    assert 42 < widths[0] < 50
    assert widths[1] < 10


def test_the_last_sheet_explains() -> None:
    """Metadata as given, and the machine's name and type of each column."""
    sheet = opened(table_of()).worksheets[-1]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sheet.title == NOTES_SHEET
    assert lines[0][0] == "样例数据（虚构）"
    assert lines[1][:2] == ["许可", "CC-BY-4.0"]
    assert lines[2][:2] == ["说明", "=1+1"]
    assert lines[4:6] == [
        ["工作表", "列", "列的代码", "类型"],
        ["样例（虚构）", "文字", "text", "string"],
    ]


def test_bytes_depend_on_the_data_alone() -> None:
    """No clock and no deflate: equal data make equal bytes, dated as asked."""
    made = [xlsx_bytes(dataset(table_of(("甲", DAY, None, 1, True))), DAY) for _ in range(2)]
    assert made[0] == made[1]
    book = openpyxl.load_workbook(io.BytesIO(made[0]))
    assert {book.properties.created, book.properties.modified} == {datetime(2024, 3, 6)}
    with ZipFile(io.BytesIO(made[0])) as parts:
        assert {item.compress_type for item in parts.infolist()} == {ZIP_STORED}
        assert {item.date_time[0] for item in parts.infolist()} == {1980}
        assert parts.namelist()[0] == "[Content_Types].xml"


def test_a_table_longer_than_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is left out in silence."""
    monkeypatch.setattr(xlsx, "LONGEST", 1)
    assert opened(of_texts("甲")).worksheets[0].max_row == 2
    with pytest.raises(ValueError, match="2 rows are too many"):
        xlsx_bytes(dataset(of_texts("甲", "乙")), DAY)


@given(st.lists(st.text(max_size=40), max_size=6))
@example(["a" * 40, "A" * 40, "", "'", "History", "说明", "甲/乙", "甲:乙", "😀" * 20, "😀" * 20])
def test_names_of_sheets_are_legal_and_unlike(titles: list[str]) -> None:
    """What Excel forbids in a name is left out; no two are the same to it."""
    names = sheet_names(titles)
    assert len(names) == len(titles)
    assert len({name.casefold() for name in (*names, "history", NOTES_SHEET)}) == len(names) + 2
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name


@quick
@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_titles_make_a_workbook(titles: list[str]) -> None:
    """The library accepts every name that is made."""
    found = [Table(name=f"t{n}", title=text, columns=(), rows=()) for n, text in enumerate(titles)]
    assert opened(*found).sheetnames == [
        *sheet_names(item.title or item.name for item in found),
        NOTES_SHEET,
    ]
