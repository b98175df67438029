"""Every kind of finding that Frictionless has comes out in our own words; none is lost."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from frictionless import errors

from site_builder.load import tablecheck
from site_builder.load.descriptor import Descriptor, load_descriptor
from site_builder.load.findings import carried
from site_builder.reporters.catalogue import message
from tests.versions import FIRST

OWN = {
    "type-error": "value-type",
    "constraint-error": "value-constraint",
    "foreign-key": "reference-unknown",
    "missing-cell": "row-length",
    "extra-cell": "row-length",
    "blank-row": "row-blank",
    "primary-key": "key-repeated",
    "unique-error": "key-repeated",
    **dict.fromkeys(
        (
            *("header-error", "blank-header", "unmatched-header", "label-error", "extra-label"),
            *("missing-label", "blank-label", "duplicate-label", "incorrect-label"),
        ),
        "column-unexpected",
    ),
    **dict.fromkeys(
        (
            *("metadata-error", "package-error", "resource-error", "schema-error", "field-error"),
            *("dialect-error", "control-error", "stats-error", "catalog-error", "dataset-error"),
        ),
        "descriptor-invalid",
    ),
}
"""Types with a code of their own; header and descriptor have been judged before, and better."""

AS_TABLE = {
    *("error", "data-error", "file-error", "table-error", "row-error", "cell-error"),
    *("hash-count", "byte-count", "field-count", "row-count"),
    *("source-error", "scheme-error", "format-error", "encoding-error", "compression-error"),
    *("table-dimensions", "deviated-value", "deviated-cell", "required-value", "duplicate-row"),
    *("row-constraint", "truncated-value", "forbidden-value", "sequential-value", "ascii-value"),
}
"""Types told as `table-invalid` with their note: of files and reading, of facts that are taken out
before (`file_facts` tells them), of checks that nobody asks for."""

NOT_OF_PACKAGES = {
    *("checklist-error", "check-error", "detector-error", "inquiry-error", "inquiry-task-error"),
    *("pipeline-error", "step-error", "report-error", "report-task-error"),
}
"""Types of other things than packages; should one come, it is `table-invalid` as well."""


def types(of: type[errors.Error] = errors.Error) -> set[str]:
    """Return the types of a class of errors and of all that follow from it."""
    return {of.type}.union(*(types(one) for one in of.__subclasses__()))


@pytest.fixture
def descriptor(minimal: Path) -> Descriptor:
    """The minimal package's descriptor."""
    found, faults = load_descriptor(minimal / FIRST, FIRST)
    assert found is not None, faults
    return found


def finding(kind: str) -> Any:
    """Return a finding of a type, with what the richest of them carry."""
    return SimpleNamespace(
        type=kind,
        note='constraint "required" is "True" | 3',
        field_name="indicator",
        cell="x",
        cells=["x", "y"],
        row_number=2,
        field_names=["indicator"],
        field_cells=["x"],
        reference_name="indicators",
        reference_field_names=["indicator"],
    )


def test_every_type_of_frictionless_is_known_here() -> None:
    """A type that another version brings is put into one of the lists on purpose."""
    assert types() == OWN.keys() | AS_TABLE | NOT_OF_PACKAGES


@pytest.mark.parametrize("kind", sorted(types()))
def test_a_type_has_its_code(kind: str, descriptor: Descriptor) -> None:
    """Own words where there are some, else the whole note under `table-invalid`."""
    tables = {table.name: table for table in descriptor.tables}
    found = tablecheck._diagnostic(
        finding(kind), tables["targets"], tables, FIRST, tablecheck._Columns()
    )
    assert found.code == OWN.get(kind, "table-invalid")
    assert found.span.path.startswith(FIRST)
    for language in ("zh", "en"):
        said = message(found, language)
        assert said
        assert found.code not in ("table-invalid", "descriptor-invalid") or 'is "True" / 3' in said


def test_a_report_is_carried_over_whole(descriptor: Descriptor) -> None:
    """Errors and warnings of the package, of its tables, of a table nobody knows: all are told."""
    tables = {table.name: table for table in descriptor.tables}
    report = SimpleNamespace(
        errors=[SimpleNamespace(type="package-error", note="one")],
        warnings=["two"],
        tasks=[
            SimpleNamespace(
                name="targets",
                errors=[SimpleNamespace(type="source-error", note="three")],
                warnings=["reached error limit: 7", "four"],
            ),
            SimpleNamespace(
                name="nobody",
                errors=[SimpleNamespace(type="source-error", note="five")],
                warnings=["six"],
            ),
        ],
    )
    checked, notes = carried(report)
    assert notes == ("one", "two")
    found = tablecheck._told(checked, tables, FIRST)
    assert [(item.code, dict(item.arguments)["cause"]) for item in found] == [
        ("table-invalid", "@frictionless|three"),
        ("table-invalid", "@error-limit|7"),
        ("table-invalid", "@frictionless|four"),
        ("descriptor-invalid", "@frictionless|nobody: five"),
        ("descriptor-invalid", "@frictionless|nobody: six"),
    ]
