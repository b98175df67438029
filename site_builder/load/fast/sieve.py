"""Find the rows of a package's large tables that may be faulty."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from msgspec import Struct
from msgspec.structs import replace

from site_builder.load.fast.cells import Column, Readers
from site_builder.load.fast.head import NotUnderstood
from site_builder.load.fast.reading import blocks
from site_builder.load.fast.understood import (
    Table,
    referring,
    understood_package,
    understood_tables,
)

_SEED = 1


class Sifted(Struct, frozen=True, kw_only=True):
    """What is known of a table: which rows fail, and the keys of all rows.

    `keys` has the column `row` and, for each key, the column `hash_name(key)` with a hash of its
    values, null where all of them are missing. Equal values have equal hashes.
    """

    table: Table
    failing: pl.Series
    keys: pl.DataFrame

    def with_hash(self, key: tuple[str, ...], hashes: pl.Series) -> pl.Series:
        """Return the numbers of the rows whose key has one of some hashes."""
        return self.keys.filter(pl.col(hash_name(key)).is_in(hashes.implode()))["row"]


class Sieve(Struct, frozen=True, kw_only=True):
    """A package sifted: its tables by name, those left to Frictionless left out."""

    tables: Mapping[str, Sifted]
    clean: bool
    """Whether nothing is left to be asked of Frictionless."""


class _Rows(Struct):
    """A table as it was read: faulty rows, keys, and the distinct values of each key."""

    failing: list[pl.Series]
    keys: list[pl.DataFrame]
    values: dict[tuple[str, ...], pl.DataFrame]


def hash_name(key: tuple[str, ...]) -> str:
    """Return what the column with the hash of a key is called."""
    return "\0".join(("key", *key))


def sift(raw: Mapping[str, Any], folder: Path) -> Sieve:
    """Return what can be known of a package without Frictionless."""
    understood = understood_tables(raw, folder)
    read: dict[str, _Rows] = {}
    while True:
        try:
            for name, table in understood.items():
                if name not in read:
                    read[name] = _read(table)
            break
        except NotUnderstood:
            understood = referring({key: one for key, one in understood.items() if key != name})
    tables = {name: _sifted(table, read) for name, table in understood.items()}
    clean = understood_package(raw, understood) and not any(
        len(table.failing) for table in tables.values()
    )
    return Sieve(tables=tables, clean=clean)


def _read(table: Table) -> _Rows:
    """Return what the rows of a table are each by itself."""
    readers = Readers(table.schema)
    columns = [Column(table, place, readers) for place in range(len(table.fields))]
    by_name = {column.name: column for column in columns}
    checked = [column for column in columns if not column.settled]
    blank = pl.all_horizontal(column.missing for column in columns)
    keyed = sorted({name for key in table.keys for name in key})
    distinct = {reference.columns for reference in table.references} | table.referred
    found = _Rows(failing=[], keys=[], values={})
    parts: dict[tuple[str, ...], list[pl.DataFrame]] = {key: [] for key in distinct}
    for block in blocks(table.file, tuple(by_name)):
        failing = block.ragged | block.cells.select(blank).to_series()
        for column in checked:
            faulty = column.faulty(block.cells)
            if faulty is not None:
                failing = failing | faulty
        found.failing.append(block.rows.filter(failing))
        values = pl.DataFrame([by_name[name].values(block.cells) for name in keyed])
        hashed = [block.rows.alias("row")]
        for key in table.keys:
            frame = _hashed(values, key)
            hashed.append(frame["hash"].alias(hash_name(key)))
            if key in distinct:
                parts[key].append(frame.filter(pl.col("hash").is_not_null()).unique())
        found.keys.append(pl.DataFrame(hashed))
    found.values = {key: pl.concat(frames).unique() for key, frames in parts.items()}
    return found


def _hashed(values: pl.DataFrame, key: tuple[str, ...]) -> pl.DataFrame:
    """Return the values of a key in columns named alike for all keys, and their hash."""
    named = {name: f"value {place}" for place, name in enumerate(key)}
    frame = values.select(key).rename(named)
    present = pl.any_horizontal(pl.col(list(named.values())).is_not_null())
    return frame.with_columns(hash=pl.when(present).then(frame.hash_rows(_SEED)))


def _sifted(table: Table, read: Mapping[str, _Rows]) -> Sifted:
    """Return which rows of a table fail, by themselves or beside others."""
    rows = read[table.name]
    keys = pl.concat(rows.keys)
    one = Sifted(table=table, failing=pl.concat(rows.failing), keys=keys)
    failing = [one.failing]
    if table.primary_key:
        hashes = pl.col(hash_name(table.primary_key))
        failing.append(keys.filter(hashes.is_null() | ~hashes.is_first_distinct())["row"])
    for key in table.uniques:
        hashes = pl.col(hash_name(key))
        failing.append(keys.filter(hashes.is_not_null() & ~hashes.is_first_distinct())["row"])
    for reference in table.references:
        here = rows.values[reference.columns]
        there = read[reference.table].values[reference.target]
        same = [name for name in here.columns if name != "hash"]
        unknown = here.join(there, on=same, how="anti", nulls_equal=True)
        if unknown.height:
            failing.append(one.with_hash(reference.columns, unknown["hash"]))
    return replace(one, failing=pl.concat(failing).unique().sort())
