"""Typed cells: from the text of a CSV file and back, no digit lost or made up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.model.table import Cell, Column, Table, cell_text, typed
from tests.tables import numbers


@given(numbers)
def test_a_number_comes_back_as_it_was_published(number: Decimal) -> None:
    """95.0 stays 95.0: text and cell are each other's inverse."""
    assert typed(cell_text(number), "number") == number
    assert cell_text(typed(f"{number:f}", "number")) == f"{number:f}"


@given(st.text(), st.sampled_from(("string", "number", "integer", "boolean", "date")))
def test_any_text_makes_a_cell(text: str, kind: str) -> None:
    """What is not of the column's type stays the very text."""
    cell = typed(text, kind)
    if isinstance(cell, str):
        assert cell == text
    if kind == "string":
        assert cell == (text or None)


@pytest.mark.parametrize(
    ("text", "kind", "cell"),
    [
        ("95.0", "number", Decimal("95.0")),
        ("-0.5", "number", Decimal("-0.5")),
        ("1e9", "number", "1e9"),
        ("NaN", "number", "NaN"),
        ("９５", "number", "９５"),
        ("12", "integer", 12),
        ("12.0", "integer", "12.0"),
        ("1" * 5000, "integer", "1" * 5000),
        ("false", "boolean", False),
        ("否", "boolean", "否"),
        ("0123", "string", "0123"),
        ("2024-05-28", "date", "2024-05-28"),
        ("", "number", None),
    ],
)
def test_the_type_decides(text: str, kind: str, cell: Cell) -> None:
    """Codes keep their noughts; only what is plainly a number becomes one."""
    found = typed(text, kind)
    assert (type(found), found) == (type(cell), cell)


def test_what_is_no_number_is_refused() -> None:
    """Not-a-number has no published digits."""
    with pytest.raises(ValueError, match="no number"):
        cell_text(Decimal("NaN"))


def test_a_huge_exponent_is_not_written_out() -> None:
    """A number of a milliard digits would fill the memory."""
    assert cell_text(Decimal("1E+999999")) == "1E+999999"
    assert cell_text(Decimal("1E+3")) == "1000"


def test_every_row_has_a_cell_for_each_column() -> None:
    """A table with a cell too few cannot be made."""
    with pytest.raises(ValueError, match="row 2 has 0 cells"):
        Table(
            name="t",
            title="",
            columns=(Column(name="a", title="", type="string"),),
            rows=(("x",), ()),
        )
