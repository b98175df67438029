"""The Table Schema of an optional table, as a package that gains the table describes it."""

from typing import Any

from site_builder.model.column import CellForm, Column
from site_builder.model.systems import FORMS, TableForm

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
"""What a name in an address is made of."""

WHEN = "[0-9]{4}(-([0-9]{2}(-[0-9]{2})?|Q[1-4]|S[12]))?"
"""A day, month, quarter, half or year."""

_TYPES = {CellForm.DAY: "date", CellForm.YEAR: "year", CellForm.NUMBER: "number"}
_PATTERNS = {CellForm.NAME: SLUG, CellForm.WHEN: WHEN}


def resource_of(form: TableForm) -> dict[str, Any]:
    """Return a table as a resource of `datapackage.json`, its file being `<name>.csv`.

    A column that refers to a table bears the name of its key. Those that name a document of the
    content are no foreign keys: a draft holds no cases.
    """
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [_field(column) for column in form.columns],
    }
    key = [column.name for column in form.columns if column.key]
    if key:
        schema["primaryKey"] = key
    schema["foreignKeys"] = [
        {
            "fields": [column.name],
            "reference": {"resource": column.refers, "fields": [column.name]},
        }
        for column in form.columns
        if column.refers and not column.of_content
    ]
    if not schema["foreignKeys"]:
        del schema["foreignKeys"]
    return {
        "name": form.name,
        "title": form.title,
        "type": "table",
        "path": f"{form.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def needed_by(form: TableForm) -> tuple[TableForm, ...]:
    """Return the optional tables that a table refers to, without which its keys lead nowhere."""
    named = {column.refers for column in form.columns}
    return tuple(one for one in FORMS if one.name in named)


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.form, "string"),
        "title": column.title,
    }
    if column.told:
        field["description"] = column.told
    constraints: dict[str, Any] = {}
    if column.needed or column.key:
        constraints["required"] = True
    if column.words:
        constraints["enum"] = [code.value for code in column.words if code.value]
    elif column.form in _PATTERNS:
        constraints["pattern"] = _PATTERNS[column.form]
    if constraints:
        field["constraints"] = constraints
    return field
