"""A dataset as JSON: numbers with their published digits, texts exactly as they are."""

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from site_builder.model.table import Cell, Dataset, Table, cell_text

_TEXT = {"type": "string"}
_ENCODER = json.JSONEncoder(ensure_ascii=False)

SCHEMA: Mapping[str, Any] = MappingProxyType(
    {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "数据集",
        "description": "若干张表和它们的说明。数按公布的位数写出（95.0不写成95），"
        "读取时请用十进制数，不要用二进制浮点数。",
        "type": "object",
        "required": ["title", "metadata", "tables"],
        "additionalProperties": False,
        "properties": {
            "title": {**_TEXT, "description": "数据集的名称"},
            "metadata": {
                "description": "说明：数据包、版本、来源、许可、网址、引用方式等",
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["label", "text"],
                    "additionalProperties": False,
                    "properties": {"label": _TEXT, "text": _TEXT},
                },
            },
            "tables": {"type": "array", "items": {"$ref": "#/$defs/table"}},
        },
        "$defs": {
            "table": {
                "type": "object",
                "required": ["name", "title", "columns", "rows"],
                "additionalProperties": False,
                "properties": {
                    "name": {**_TEXT, "description": "表的代码"},
                    "title": {**_TEXT, "description": "表的名称"},
                    "columns": {"type": "array", "items": {"$ref": "#/$defs/column"}},
                    "rows": {
                        "description": "每行一个数组，各格与columns一一对应；null表示没有写明",
                        "type": "array",
                        "items": {
                            "type": "array",
                            "items": {"type": ["string", "number", "boolean", "null"]},
                        },
                    },
                },
            },
            "column": {
                "type": "object",
                "required": ["name", "title", "type"],
                "additionalProperties": False,
                "properties": {
                    "name": {**_TEXT, "description": "列的代码"},
                    "title": {**_TEXT, "description": "列的名称"},
                    "type": {**_TEXT, "description": "Table Schema的类型"},
                },
            },
        },
    }
)
"""The shape of what `json_bytes` returns, as JSON Schema 2020-12."""


def json_bytes(dataset: Dataset) -> bytes:
    """Return a dataset as JSON in UTF-8, a row a line; its shape is `SCHEMA`.

    A Decimal is a JSON number with every digit it was published with, never a binary fraction.
    """
    metadata = [_encoded({"label": label, "text": text}) for label, text in dataset.metadata]
    text = (
        f'{{\n "title": {_encoded(dataset.title)},\n "metadata": {_listed(metadata, 1)},\n'
        f' "tables": {_listed([_table(table) for table in dataset.tables], 1)}\n}}\n'
    )
    return text.encode()


def _table(table: Table) -> str:
    columns = [
        _encoded({"name": item.name, "title": item.title, "type": item.type})
        for item in table.columns
    ]
    rows = [f"[{', '.join(_cell(cell) for cell in row)}]" for row in table.rows]
    return (
        f'{{\n   "name": {_encoded(table.name)},\n   "title": {_encoded(table.title)},\n'
        f'   "columns": {_listed(columns, 3)},\n   "rows": {_listed(rows, 3)}\n  }}'
    )


def _cell(cell: Cell) -> str:
    if cell is None:
        return "null"
    return _ENCODER.encode(cell) if isinstance(cell, str) else cell_text(cell)


def _listed(items: Iterable[str], depth: int) -> str:
    """Return a JSON array, an item a line."""
    inner, outer = " " * (depth + 1), " " * depth
    lines = ",\n".join(f"{inner}{item}" for item in items)
    return f"[\n{lines}\n{outer}]" if lines else "[]"


def _encoded(value: object) -> str:
    return _ENCODER.encode(value)
