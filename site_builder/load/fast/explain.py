"""Let Frictionless say what is wrong: with the rows that may be faulty, or with whole tables."""

import re
from collections.abc import Mapping
from typing import Any

import polars as pl

from site_builder.load.fast.reading import records
from site_builder.load.fast.sieve import Sieve, Sifted, hash_name
from site_builder.load.findings import Findings

EXPLAINED = 1000
"""How many findings of a table are told, as in Frictionless itself."""


def explained(
    package: Any, raw: Mapping[str, Any], sieve: Sieve
) -> tuple[tuple[Findings, ...], tuple[str, ...]]:
    """Return what is wrong in a Frictionless `package` made of the descriptor `raw`.

    As `findings`: first the tables, then what is wrong with the descriptor itself; where there is
    any of that, Frictionless looks at no table.
    """
    from frictionless import FrictionlessException

    try:
        package.to_descriptor(validate=True)
    except FrictionlessException as fault:
        return (), tuple(item.note for item in fault.to_errors())
    found = []
    for resource in package.resources:
        sifted = sieve.tables.get(resource.name)
        if sifted is None:
            errors = tuple(resource.validate().tasks[0].errors)
            found.append(Findings(table=resource.name, errors=errors, unlisted=0))
        elif len(sifted.failing):
            found.append(_explain(sifted, raw, sieve))
    return tuple(found), ()


def _explain(sifted: Sifted, raw: Mapping[str, Any], sieve: Sieve) -> Findings:
    """Return what Frictionless says of the first failing rows, read beside the rows they need."""
    from frictionless import Package

    name = sifted.table.name
    rows = sifted.failing.head(EXPLAINED)
    needed = _needed(sifted, rows, sieve)
    numbers = sorted(needed[name])
    reduced = {
        **raw,
        "resources": [
            _resource(resource, sieve.tables[resource["name"]], needed[resource["name"]])
            for resource in raw["resources"]
            if resource["name"] in needed
        ],
    }
    report = Package.from_descriptor(reduced).get_resource(name).validate(limit_errors=0)
    wanted = set(rows)
    errors = []
    found: list[Any] = report.tasks[0].errors
    for item in found:
        item.row_number = numbers[item.row_number - 2]
        if item.row_number in wanted:
            if item.type in ("primary-key", "unique-error"):
                item.note = re.sub(r"\d+$", lambda n: str(numbers[int(n[0]) - 2]), item.note)
            errors.append(item)
    listed = errors[:EXPLAINED]
    cut = {item.row_number for item in errors} - {item.row_number for item in listed}
    unlisted = len(sifted.failing) - len(rows) + len(cut)
    return Findings(table=name, errors=tuple(listed), unlisted=unlisted)


def _needed(sifted: Sifted, rows: pl.Series, sieve: Sieve) -> dict[str, set[int]]:
    """Return the rows to be read together by table: some rows of one, and what they lean on.

    A repeated key leans on the row before that has it, a reference on a row with its target.
    """
    table = sifted.table
    needed = {table.name: set(rows)}
    own = sifted.keys.filter(pl.col("row").is_in(rows.implode()))
    for key in ((table.primary_key,) if table.primary_key else ()) + table.uniques:
        hashes = own[hash_name(key)].drop_nulls()
        alike = sifted.keys.filter(pl.col(hash_name(key)).is_in(hashes.implode()))
        before = alike.select("row", before=pl.col("row").shift(1).over(hash_name(key)))
        needed[table.name] |= set(
            before.filter(pl.col("row").is_in(rows.implode()))["before"].drop_nulls()
        )
    for reference in table.references:
        other = sieve.tables[reference.table]
        target = hash_name(reference.target)
        hashes = own[hash_name(reference.columns)].drop_nulls()
        found = other.keys.filter(pl.col(target).is_in(hashes.implode()))
        needed.setdefault(reference.table, set())
        needed[reference.table] |= set(
            found.unique(target, keep="first", maintain_order=True)["row"]
        )
    return needed


def _resource(resource: Mapping[str, Any], sifted: Sifted, rows: set[int]) -> dict[str, Any]:
    """Return a table's descriptor with nothing but some of its rows, as text."""
    header = [field.name for field in sifted.table.fields]
    cells = records(sifted.table.file, rows)
    return {
        "name": resource["name"],
        "type": "table",
        "schema": resource["schema"],
        "dialect": {"headerRows": [1]},
        "data": [header, *(cells[number] for number in sorted(rows))],
    }
