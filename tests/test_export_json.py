"""Datasets as JSON: the documented shape, every digit and every text."""

import json
from decimal import Decimal

from hypothesis import example, given
from jsonschema import Draft202012Validator

from site_builder.exports.json import SCHEMA, json_bytes
from site_builder.model.table import Cell, Table
from tests.tables import dataset, of_texts, table_of, tables
from tests.test_nasty_strings import NASTY


def read(data: bytes) -> dict[str, object]:
    """Return JSON read without any binary fraction."""
    found = json.loads(data, parse_float=Decimal, parse_int=Decimal)
    assert isinstance(found, dict)
    return found


def plain(cell: Cell) -> object:
    """Return a cell as a reader of exact numbers finds it."""
    return Decimal(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


@given(tables)
@example(of_texts(*NASTY))
def test_everything_comes_back_exactly(table: Table) -> None:
    """Values, names, titles, types and metadata are those that went in."""
    given_ = dataset(table, table)
    told = {
        "name": table.name,
        "title": table.title,
        "columns": [
            {"name": item.name, "title": item.title, "type": item.type} for item in table.columns
        ],
        "rows": [[plain(cell) for cell in row] for row in table.rows],
    }
    assert read(json_bytes(given_)) == {
        "title": given_.title,
        "metadata": [{"label": label, "text": text} for label, text in given_.metadata],
        "tables": [told, told],
    }


@given(tables)
def test_the_shape_is_the_documented_one(table: Table) -> None:
    """The schema is a schema, and what is made follows it."""
    schema = json.loads(json.dumps(dict(SCHEMA)))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(json_bytes(dataset(table))))


def test_the_schema_refuses_another_shape() -> None:
    """A table without columns, or a cell that is a list, is not the documented shape."""
    validator = Draft202012Validator(dict(SCHEMA))
    column = {"name": "a", "title": "", "type": "string"}
    for table in (
        {"name": "t", "title": "", "rows": []},
        {"name": "t", "title": "", "columns": [column], "rows": [[["x"]]]},
    ):
        assert not validator.is_valid({"title": "", "metadata": [], "tables": [table]})


def test_numbers_keep_the_digits_they_were_published_with() -> None:
    """95.0 is not 95, and 0.1 is a tenth."""
    row = ("甲", None, Decimal("95.0"), 10**30, True)
    text = json_bytes(dataset(table_of(row))).decode()
    assert f'\n    ["甲", null, 95.0, {10**30}, true]\n' in text


def test_an_empty_dataset_is_a_dataset() -> None:
    """No tables are an empty list."""
    assert read(json_bytes(dataset()))["tables"] == []
