"""Check a package's tables with Frictionless, and tell its findings in our own codes.

Frictionless is imported only when a package is not known to be sound, and large tables are sifted
first (`fast`), so that it need read no more than their faulty rows.
"""

import copy
import csv
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.descriptor import FILE, Descriptor, TableSource
from site_builder.load.file_facts import FACTS
from site_builder.load.findings import Findings, findings
from site_builder.model.table_schema import SLUG, WHEN

_TYPES = {
    "number": ("@type-number", "@hint-number"),
    "integer": ("@type-integer", "@hint-number"),
    "boolean": ("@type-boolean", "@hint-boolean"),
    "date": ("@type-date", "@hint-date"),
    "year": ("@type-year", "@hint-year"),
}
_OF_DESCRIPTOR = re.compile(
    "(metadata|package|resource|schema|field|dialect|control|stats|catalog|dataset)-error"
)
"""Frictionless's types of what is wrong with the descriptor rather than with a table."""
_OF_HEADER = re.compile("(header|label)-error|[a-z]+-(header|label)")
_STOPPED = re.compile(r"reached error limit: (\d+)")
_COMPARED = 200_000
"""With how many values, in one check, wrong references are compared to suggest the right ones."""


def check_tables(
    descriptor: Descriptor, folder: Path, shown: str, without: frozenset[str]
) -> tuple[Diagnostic, ...]:
    """Return what Frictionless finds wrong in the package in `folder`.

    Tables named in `without` are known to be broken; nothing is said of them, nor of references
    into them.
    """
    raw = _plain(descriptor.raw, without)
    files = [table.file for table in descriptor.tables if table.name not in without]
    checked, notes = findings(raw, folder, files)
    tables = {table.name: table for table in descriptor.tables}
    return (*(_of_descriptor(note, shown) for note in notes), *_told(checked, tables, shown))


def _told(
    checked: Iterable[Findings], tables: dict[str, TableSource], shown: str
) -> Iterator[Diagnostic]:
    """Yield all that was found in tables, and what was said of the check itself."""
    known = _Columns()
    for item in checked:
        table = tables.get(item.table)
        if table is None:
            for note in (*(one.note for one in item.errors), *item.warnings):
                yield _of_descriptor(f"{item.table}: {note}", shown)
            continue
        for fault in _clearest(item.errors):
            yield _diagnostic(fault, table, tables, shown, known)
        causes = [f"@rows-unlisted|{item.unlisted}"] if item.unlisted else []
        for text in item.warnings:
            stopped = _STOPPED.search(text)
            causes.append(
                f"@error-limit|{stopped[1]}" if stopped else f"@frictionless|{_one_line(text)}"
            )
        span = Span(path=f"{shown}/{table.path}", resource=table.name)
        for cause in causes:
            yield error("table-invalid", span, resource=table.name, cause=cause)


def _of_descriptor(note: object, shown: str) -> Diagnostic:
    span = Span(path=f"{shown}/{FILE}", line=1)
    return error("descriptor-invalid", span, cause=f"@frictionless|{_one_line(note)}")


def _plain(raw: dict[str, Any], broken: frozenset[str]) -> dict[str, Any]:
    """Return the descriptor without broken tables, references to them, and facts of files.

    Facts of files are checked by `file_facts`, those of a release's further files by `releases`.
    """
    rest = copy.deepcopy(raw)
    rest.pop("files", None)
    rest["resources"] = [item for item in rest["resources"] if item["name"] not in broken]
    for resource in rest["resources"]:
        for fact in FACTS:
            resource.pop(fact, None)
        keys = resource["schema"].get("foreignKeys", [])
        if broken and keys:
            kept = [key for key in keys if key["reference"].get("resource") not in broken]
            resource["schema"]["foreignKeys"] = kept
    return rest


def _clearest(found: Iterable[Any]) -> list[Any]:
    """Return one finding for a row that is blank or of the wrong length, and all of other rows."""
    errors = list(found)
    shape: dict[int, Any] = {}
    for item in errors:
        if item.type in ("blank-row", "missing-cell", "extra-cell"):
            shape.setdefault(item.row_number, item)
    return [
        item
        for item in errors
        if (row := getattr(item, "row_number", None)) not in shape or shape[row] is item
    ]


def _diagnostic(
    item: Any,
    table: TableSource,
    tables: dict[str, TableSource],
    shown: str,
    known: "_Columns",
) -> Diagnostic:
    """Return a finding in our own words; a type we have none for becomes `table-invalid`."""
    field = getattr(item, "field_name", None) or ""
    cell = str(getattr(item, "cell", "") or "")
    span = Span(
        path=f"{shown}/{table.path}",
        resource=table.name,
        row=getattr(item, "row_number", None),
        field=field or None,
    )
    if item.type == "type-error":
        cause, advice = _type_words(table, field)
        return error("value-type", span, value=cell, cause=cause, advice=advice)
    if item.type == "constraint-error":
        return error("value-constraint", span, cause=_constraint(item, table, field, cell))
    if item.type == "foreign-key":
        return _reference(item, table, tables, span, known)
    if item.type in ("missing-cell", "extra-cell"):
        whole = replace(span, field=None)
        columns = len(table.fields)
        return error("row-length", whole, cells=len(item.cells), columns=columns)
    if item.type == "blank-row":
        return error("row-blank", span)
    if item.type in ("primary-key", "unique-error"):
        other = re.search(r"\d+", item.note)
        key = "、".join(_titled(table, name) for name in table.primary_key)
        return error("key-repeated", span, row=other[0] if other else "?", key=key)
    if _OF_DESCRIPTOR.fullmatch(item.type):
        return _of_descriptor(item.note, shown)
    cause = f"@frictionless|{_one_line(item.note)}"
    if _OF_HEADER.fullmatch(item.type):
        top = replace(span, row=1, field=None)
        return error("column-unexpected", top, resource=table.name, cause=cause)
    return error("table-invalid", span, resource=table.name, cause=cause)


def _type_words(table: TableSource, field: str) -> tuple[str, str]:
    wanted = next((item.type for item in table.fields if item.name == field), "string")
    return _TYPES.get(wanted, (f"@type-other|{wanted}", "@hint-type"))


def _constraint(item: Any, table: TableSource, field: str, cell: str) -> str:
    match = re.search(r'constraint "(\w+)"', item.note)
    name = match[1] if match else "?"
    allowed: Any = table.constraints.get(field, {}).get(name)
    if name == "required":
        return "@required"
    if name == "enum":
        return f"@enum|{cell}|{'、'.join(map(str, allowed))}"
    if name == "pattern" and allowed == WHEN:
        return "@type-when"
    if name == "pattern":
        return f"@pattern|{cell}" if allowed == SLUG else f"@pattern-other|{cell}|{allowed}"
    if name == "minimum":
        return f"@minimum|{cell}|{allowed}"
    return f"@constraint|{cell}|{name} {allowed}"


def _reference(
    item: Any,
    table: TableSource,
    tables: dict[str, TableSource],
    span: Span,
    known: "_Columns",
) -> Diagnostic:
    field = item.field_names[0]
    value = ", ".join(map(str, item.field_cells))
    target = tables.get(item.reference_name or table.name, table)
    return error(
        "reference-unknown",
        replace(span, field=field),
        value=value,
        table=target.name,
        nearest=known.nearest(value, target, item.reference_field_names[0]),
    )


class _Columns:
    """The values that references may have, each column read once."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], list[str]] = {}
        self._found: dict[tuple[str, str, str], str] = {}
        self._left = _COMPARED

    def nearest(self, value: str, table: TableSource, field: str) -> str:
        """Return the value of a column most like one that is not in it; empty for none."""
        place = (table.name, field)
        if place not in self._values:
            with table.file.open(encoding="utf-8-sig", newline="") as file:
                values = {row.get(field) or "" for row in csv.DictReader(file)}
            self._values[place] = sorted(values)
        if (value, *place) not in self._found:
            known = self._values[place] if self._left > 0 else []
            self._left -= len(known)
            self._found[value, *place] = next(iter(get_close_matches(value, known, 1, 0.6)), "")
        return self._found[value, *place]


def _titled(table: TableSource, name: str) -> str:
    return next((item.title or name for item in table.fields if item.name == name), name)


def _one_line(text: object) -> str:
    return " ".join(str(text).replace("|", "/").split())
