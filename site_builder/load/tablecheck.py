"""Check a package's tables with Frictionless, and tell its findings in our own codes.

Frictionless is imported here alone, and only when a package is not known to be sound.
"""

from pathlib import Path
from typing import Any

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.descriptor import FILE, Descriptor

_CODES = {
    "type-error": "value-type",
    "constraint-error": "value-constraint",
    "primary-key": "key-repeated",
    "unique-error": "key-repeated",
    "foreign-key": "reference-unknown",
    "missing-label": "column-missing",
    "incorrect-label": "column-unexpected",
    "extra-label": "column-unexpected",
    "blank-label": "column-unexpected",
    "duplicate-label": "column-unexpected",
    "missing-cell": "row-length",
    "extra-cell": "row-length",
    "blank-row": "row-blank",
}
"""Frictionless error types and our codes; any other becomes `table-invalid` with its own words."""


def check_tables(descriptor: Descriptor, folder: Path, shown: str) -> tuple[Diagnostic, ...]:
    """Return what Frictionless finds wrong in the package in `folder`."""
    from frictionless import Package, system

    with system.use_context(trusted=False):
        report = Package.from_descriptor(descriptor.raw, basepath=str(folder)).validate()
    found = [_diagnostic(item, Span(path=f"{shown}/{FILE}"), "package") for item in report.errors]
    paths = {table.name: table.path for table in descriptor.tables}
    for task in report.tasks:
        path = f"{shown}/{paths.get(task.name, task.place)}"
        for item in task.errors:
            row = getattr(item, "row_number", None)
            span = Span(
                path=path,
                resource=task.name,
                row=row,
                field=getattr(item, "field_name", None) or getattr(item, "label", None),
            )
            found.append(_diagnostic(item, span, task.name))
    return tuple(found)


def _diagnostic(item: Any, span: Span, resource: str) -> Diagnostic:
    code = _CODES.get(item.type, "table-invalid")
    return error(
        code,
        span,
        resource=resource,
        value=getattr(item, "cell", "") or "",
        note=" ".join(str(item.note or item.message).split()),
        type=item.type,
    )
