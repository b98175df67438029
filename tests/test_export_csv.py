"""Tables as CSV: every cell comes back, none is a formula, numbers are left alone."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.exports.csv import csv_bytes, excel_csv_bytes, harmless
from site_builder.model.table import Column, Table, cell_text
from tests.tables import COLUMNS, of_texts, table_of, tables
from tests.test_nasty_strings import NASTY


def read(data: bytes, encoding: str = "utf-8") -> list[list[str]]:
    """Return the cells as a reader of CSV sees them."""
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def shown(table: Table) -> list[list[str]]:
    """Return the cells of a table as text, those that could be formulas with their quote."""
    return [
        [harmless(cell) if isinstance(cell, str) else cell_text(cell) for cell in row]
        for row in table.rows
    ]


@given(tables)
@example(of_texts(*NASTY, "a\rb", "a\r\nb", "\n", '"', ",", ""))
def test_every_cell_comes_back(table: Table) -> None:
    """Commas, quotes and every kind of line end are quoted; both variants hold the same cells."""
    names, *cells = read(csv_bytes(table))
    titles, *same = read(excel_csv_bytes(table), "utf-8-sig")
    assert names == [column.name for column in table.columns]
    assert titles == [column.title for column in table.columns]
    assert cells == same == shown(table)


@given(st.sampled_from(("", " ", "\u3000", "\ufeff")), st.sampled_from("=@＝＠"), st.text())
def test_a_formula_is_quoted_whatever_follows(blank: str, sign: str, rest: str) -> None:
    """Blanks before the sign do not help."""
    assert harmless(f"{blank}{sign}{rest}") == f"'{blank}{sign}{rest}"


@given(st.sampled_from("+-＋－"), st.text())
@example("-", "1(2)")
@example("+", "1|x")
def test_what_is_left_alone_after_a_sign_is_a_number(sign: str, rest: str) -> None:
    """A call, a reference or an operator is never left alone."""
    if harmless(sign + rest) == sign + rest:
        assert rest[0].isdigit()
        assert not set(rest) & set("()!|\"'=@*/&<>^:$\t\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://evil.example")',
        "+1+cmd|' /C calc'!A0",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "＝1+1",
        "\t=1",
        "\r=1",
        " =1",
        "-",
        "-1-1",
        "+1(2)",
        "-3.2%+A1",
        "-1个*A1",
        "-A1",
    ],
)
def test_formulas_are_made_harmless(text: str) -> None:
    """What a spreadsheet would work out gets a single quote (OWASP), in both variants."""
    assert harmless(text) == f"'{text}"
    for data in (csv_bytes(of_texts(text)), excel_csv_bytes(of_texts(text))):
        assert read(data, "utf-8-sig")[1] == [f"'{text}"]


@pytest.mark.parametrize(
    "text",
    [
        *("-3.2", "−3.2%", "+5", "-0", "－３．２％", "-1,234.5", "-1.2e-5", "+8‰"),
        *("-3.2个百分点", "-5亿元", "3=3", "a@b", "'=1", "", "网办率-", "−"),
    ],
)
def test_numbers_and_plain_texts_are_left_alone(text: str) -> None:
    """A negative number is not spoiled, nor one with its unit."""
    assert harmless(text) == text


def test_typed_numbers_never_get_a_quote() -> None:
    """The sign of a number is no formula."""
    table = table_of(("x", None, Decimal("-95.0"), -3, False))
    assert csv_bytes(table) == (
        f"{','.join(column.name for column in COLUMNS)}\nx,,-95.0,-3,false\n".encode()
    )


def test_each_variant_is_what_its_readers_expect() -> None:
    """LF and names for programs; a mark, CRLF and titles for Excel, the name where none is."""
    table = Table(
        name="t",
        title="",
        columns=(
            Column(name="indicator", title="指标", type="string"),
            Column(name="note", title="", type="string"),
        ),
        rows=(("甲\n乙", None),),
    )
    assert csv_bytes(table) == 'indicator,note\n"甲\n乙",\n'.encode()
    assert excel_csv_bytes(table) == b"\xef\xbb\xbf" + '指标,note\r\n"甲\n乙",\r\n'.encode()


def test_headings_are_made_harmless_too() -> None:
    """A title is a text of editors like any other."""
    column = Column(name="a", title="=1+1", type="string")
    table = Table(name="t", title="", columns=(column,), rows=())
    assert read(excel_csv_bytes(table), "utf-8-sig") == [["'=1+1"]]
