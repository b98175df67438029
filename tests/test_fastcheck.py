"""The fast check of large tables says what Frictionless alone says, in every word.

All tables here are synthetic (虚构) and small; the fast check is forced upon them.
"""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from msgspec import Struct, field

from site_builder.diagnostics import Diagnostic
from site_builder.load import findings, tablecheck
from site_builder.load.descriptor import Descriptor, _descriptor, _table
from site_builder.load.fast import reading, sieve
from site_builder.load.fast.cells import Column, Readers, _pattern
from site_builder.load.fast.plain import surely_sound
from site_builder.load.fast.understood import understood_package, understood_tables
from site_builder.load.tablecheck import check_tables
from tests.conftest import REPOSITORY

steady = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    phases=[Phase.explicit, Phase.generate],  # to make a failure smaller would take minutes
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
Json = dict[str, Any]


class Outcome(Struct, frozen=True):
    """What a check says: our diagnostics, Frictionless' own errors, or the crash of a library."""

    said: tuple[Diagnostic, ...] = ()
    errors: list[tuple[Any, ...]] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    crash: str = ""


def package(folder: Path, tables: dict[str, tuple[Json, bytes]], **more: Any) -> Path:
    """Write a package of tables (schema, bytes of the file) and return its folder."""
    home = folder / "data/sample/2023.1.0"
    home.mkdir(parents=True, exist_ok=True)
    resources = []
    for name, (schema, data) in tables.items():
        (home / f"{name}.csv").write_bytes(data)
        resource = {"name": name, "path": f"{name}.csv", "schema": schema, "encoding": "utf-8"}
        resources.append(resource | more.get(name, {}))
    top = {"$schema": PROFILE, "name": "sample", "version": "2023.1.0", "title": "虚构"}
    raw = {**top, **more.get("top", {}), "resources": resources}
    (home / "datapackage.json").write_text(json.dumps(raw), encoding="utf-8")
    return home


def ungated(home: Path) -> Descriptor:
    """Return a package's descriptor as it is, though the gate before these checks refuse it."""
    text = (home / "datapackage.json").read_text("utf-8")
    raw = json.loads(text)
    return _descriptor(raw, text, tuple(_table(item, home) for item in raw["resources"]))


def outcome(home: Path, *, fast: bool) -> Outcome:
    """Check a package, every table by the fast check or every one by Frictionless alone.

    What plain Python takes for sound must be so: that is looked at with every package.
    """
    descriptor = ungated(home)
    found: tuple[findings.Findings, ...] = ()
    notes: tuple[str, ...] = ()

    def remembered(raw: Json, folder: Path, files: Iterable[Path]) -> Any:
        nonlocal found, notes
        found, notes = findings.findings(raw, folder, files)
        return found, notes

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(findings, "LARGE", -1 if fast else 10**9)
        patch.setattr(findings, "PLAIN", -1)
        patch.setattr(tablecheck, "findings", remembered)
        try:
            said = check_tables(descriptor, home, "data/sample/2023.1.0", frozenset())
        except Exception as fault:  # noqa: BLE001 - a crash of Frictionless is its verdict, too
            assert not surely_sound(descriptor.raw, home)
            return Outcome(crash=type(fault).__name__)
    errors = [
        (item.table, error.type, error.note, *(getattr(error, name, None) for name in SHOWN))
        for item in found
        for error in item.errors
    ]
    assert not (surely_sound(descriptor.raw, home) and (said or notes))
    return Outcome(said=said, errors=errors, notes=notes)


SHOWN = ("row_number", "field_name", "field_number", "cell", "cells", "label", "field_names")


def sifted(home: Path) -> set[str]:
    """Return the tables that the fast check can judge."""
    descriptor = ungated(home)
    return set(sieve.sift(descriptor.raw, home).tables)


def rows(*cells: list[str], end: str = "\n") -> bytes:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows(cells)
    return text.getvalue().encode()


def text_field(name: str, **more: Any) -> Json:
    """Return a field of texts."""
    return {"name": name, "type": "string", **more}


def schema(*fields: Json, **more: Any) -> Json:
    """Return a schema."""
    return {"fields": list(fields), **more}


def of(kind: str, **constraints: Any) -> Json:
    """Return a schema of a key and one field `x` with constraints."""
    return schema(text_field("id"), {"name": "x", "type": kind, "constraints": constraints})


def cells(*values: str) -> bytes:
    """Return a table of that schema; one text alone holds the cells between upright bars."""
    parted = values[0].split("|") if len(values) == 1 else values
    return rows(["id", "x"], *([f"k{place}", value] for place, value in enumerate(parted)))


TWO = schema(text_field("id"), text_field("x"))
KEYED = {**TWO, "primaryKey": ["id"]}
NUMBERS = schema({"name": "id", "type": "integer"}, text_field("x"), primaryKey="id")
OWN = {**KEYED, "foreignKeys": [{"fields": "x", "reference": {"resource": "", "fields": "id"}}]}
TO_B = {**TWO, "foreignKeys": [{"fields": ["x"], "reference": {"resource": "b", "fields": ["id"]}}]}
BOTH = schema(
    text_field("id"),
    text_field("x"),
    foreignKeys=[{"fields": ["id", "x"], "reference": {"resource": "b", "fields": ["id", "x"]}}],
)
ID = ["id", "x"]

CONSTRAINTS: dict[str, tuple[Json, bytes]] = {
    "required": (of("string", required=True), cells("a", "", "b")),
    "unique": (of("string", unique=True), cells("a", "b", "a", "", "", "a")),
    "unique number": (of("integer", unique=True), cells("1", "01", "2", "x", "x", " 1")),
    "pattern": (of("string", pattern="[a-z]+"), cells("a", "A", "ab", "a\n", "")),
    "pattern of branches": (of("string", pattern="a|b"), cells("a", "ax", "b", "xb", "xa")),
    "pattern of Python": (of("string", pattern="(?=a)\\w+"), cells("a", "á", "aé", "a-")),
    "digits": (of("string", pattern="\\d+"), cells("1", "５", "a", "1\n")),
    "enum": (of("string", enum=["a", "b", 1]), cells("a", "c", "", "1", "A")),
    "enum of numbers": (of("number", enum=[1, 1.5, "2"]), cells("1", "1.0", "1.50", "2", "3")),
    "minimum": (of("integer", minimum=0), cells("0", "-1", "-0", "+1", "９", "x")),
    "maximum": (of("number", maximum=0.1), cells("0.1", "0.10000000000000001", "NaN", "-INF", "1")),
    "exclusiveMinimum": (of("number", exclusiveMinimum=0), cells("0", "1e-400", "-0", "0.0")),
    "exclusiveMaximum": (of("integer", exclusiveMaximum=3), cells("3", "2", "2.0", "3 ", " 2")),
    "bounds of dates": (
        of("date", minimum="2024-01-01", maximum="2024-12-31"),
        cells("2024-01-01", "2023-12-31", "2024-1-1", "2025-01-01", ""),
    ),
    "bounds of years": (of("year", minimum=2000), cells("2000", "1999", "+999", "２０００")),
    "minLength": (of("string", minLength=2), cells("a", "ab", "字", "字字", "é")),
    "maxLength": (of("string", maxLength=1), cells("a", "ab", "字", "字字", "é", "𠀀")),
}
ODD: dict[str, tuple[Json, bytes]] = {
    "integers": (of("integer"), cells(" 5|+5|1e3|５|NaN|1_000||  |1.0|007|-0|0x1|--1")),
    "many digits": (of("integer"), cells("9" * 18, "9" * 19, "9" * 4300, "9" * 4301)),
    "numbers": (
        of("number"),
        cells(" 5|+5|1e3|５|NaN|INF|-inf|1_000||  |.5|5.|.|1e|1e9999|1,5|snan|1.5 "),
    ),
    "booleans": (of("boolean"), cells("true|True|tRUE|1|0|FALSE| true|yes||是")),
    "dates": (
        of("date"),
        cells("2024-02-29|2023-02-29|2024-1-5|0001-01-01|24-01-01|2024-01-01 |２０２４-01-01"),
    ),
    "moments": (
        of("datetime"),
        cells(
            "2024-01-01T10:00:00Z|2024-01-01 10:00:00|2024-01-01T24:00:00|2024-02-30T10:00:00Z"
            "|2024-01-01T10:00:00+08:00|2024-01-01T10:00|2024-01-01T10:00:00.5Z|"
        ),
    ),
    "times": (of("time"), cells("10:00:00|24:00:00|10:00|10:00:60|1:00:00|10:00:00Z")),
    "years": (of("year"), cells("2024|0000|24|+999|２０２４| 999|20240|")),
    "months": (of("yearmonth"), cells("2024-01|2024-1|2024-13|24-1|0-1|2024|２-1")),
    "missing values": (
        {**of("number"), "missingValues": ["NA", "-"]},
        cells("NA", "-", "", "1", "na"),
    ),
    "no missing values": ({**of("number"), "missingValues": []}, cells("", "1")),
    "missing values of a field": (
        schema(text_field("id"), {"name": "x", "type": "integer", "missingValues": ["?"]}),
        cells("?", "", "1"),
    ),
}
ROWS: dict[str, tuple[Json, bytes]] = {
    "missing-cell": (TWO, b"id,x\na,b\na\nc,d\n"),
    "extra-cell": (TWO, b"id,x\na,b\na,b,c,d\nc,d\n"),
    "blank-row": (TWO, b"id,x\na,b\n\n,\nc,d\n\n"),
    "a blank row of a keyed table": (KEYED, b"id,x\na,b\n\n,\nc,d\n"),
    "one column": (schema(text_field("id")), b"id\na\n\nb\n"),
    "type-error": (of("integer"), b"id,x\na,1\nb,x\n"),
    "primary-key": (KEYED, rows(ID, ["a", "b"], ["c", "b"], ["a", "d"], ["", "x"], ["a", "e"])),
    "a primary key of numbers": (NUMBERS, rows(ID, ["1", "b"], ["01", "b"], ["x", ""], ["x", ""])),
    "foreign-key to itself": (OWN, rows(ID, ["a", ""], ["b", "a"], ["c", "z"], ["d", "c"])),
    "a broken reference of a repeated key": (OWN, rows(ID, ["a", "b"], ["b", "z"], ["b", "b"])),
    "line ends of Windows": (KEYED, rows(ID, ["a", "b"], ["a", "c,d"], end="\r\n")),
    "line ends of old": (KEYED, b"id,x\ra,b\ra,c\r"),
    "no last line end": (KEYED, b"id,x\na,b\na,c"),
    "a byte order mark": (KEYED, b"\xef\xbb\xbfid,x\na,b\na,c\n"),
    "quotation marks": (KEYED, b'id,x\n"a","b ""c"""\na,b "c"\nd,"e"f\ng,"h\ni"\ng,j\n'),
    "an open quotation mark": (KEYED, b'id,x\na,b\na,"c\nd,e\n'),
    "a null": (KEYED, b"id,x\na,b\0c\na,\0\n"),
}
UNSURE: dict[str, tuple[Json, bytes]] = {
    "incorrect-label": (TWO, b"id,y\na,b\n"),
    "blank-label": (TWO, b"id,\na,b\n"),
    "duplicate-label": (TWO, b"id,id\na,b\n"),
    "extra-label": (TWO, b"id,x,y\na,b,c\n"),
    "missing-label": (TWO, b"id\na\n"),
    "blank-header": (TWO, b"\na,b\n"),
    "source-error": (TWO, b""),
    "encoding-error": (TWO, b"id,x\na,\xff\n"),
    "semicolons": (TWO, b"id;x\na;b\nc;d\n"),
    "a space after commas": (TWO, b'id, x\n"a", "b"\n"c", "d"\n'),
    "a header further down": (TWO, b"note\nid,x\na,b\nc,d\ne,f\n"),
    "another decimal sign": (
        schema(text_field("id"), {"name": "x", "type": "number", "decimalChar": ","}),
        cells("1,5", "1.5", "x"),
    ),
    "digits in groups": (
        schema(text_field("id"), {"name": "x", "type": "number", "groupChar": ","}),
        cells("1,000", "x"),
    ),
    "other truths": (
        schema(text_field("id"), {"name": "x", "type": "boolean", "trueValues": ["是"]}),
        cells("是", "true"),
    ),
    "a format": (
        schema(text_field("id"), {"name": "x", "type": "date", "format": "%Y年%m月"}),
        cells("2024年01月", "2024-01-01"),
    ),
    "a key of decimals": (
        schema(text_field("id"), {"name": "x", "type": "number"}, primaryKey=["x"]),
        cells("1.0", "1", "2"),
    ),
    "fields by name": (
        {**TWO, "fieldsMatch": "subset"},
        b"x,id\na,b\n",
    ),
}


def agree(home: Path) -> Outcome:
    """Return what both checks say, which must be the same."""
    alone, fast = outcome(home, fast=False), outcome(home, fast=True)
    assert fast == alone
    return alone


@pytest.mark.parametrize("name", [*CONSTRAINTS, *ODD, *ROWS])
def test_every_kind_of_fault_is_said_alike(name: str, tmp_path: Path) -> None:
    """A faulty cell, row or key is named as Frictionless names it, and sifted out, not guessed."""
    home = package(tmp_path, {"a": {**CONSTRAINTS, **ODD, **ROWS}[name]})
    alone = agree(home)
    assert alone.said or alone.crash
    assert sifted(home) == {"a"}
    if name in ROWS and "-" in name and " " not in name:
        assert name in {error[1] for error in alone.errors}


@pytest.mark.parametrize("name", UNSURE)
def test_what_is_not_understood_is_left_to_frictionless(name: str, tmp_path: Path) -> None:
    """Another header, encoding, dialect or format is judged by Frictionless, file and all."""
    home = package(tmp_path, {"a": UNSURE[name]})
    agree(home)
    assert sifted(home) == set()


REFERENCES: dict[str, dict[str, tuple[Json, bytes]]] = {
    "to another table": {
        "a": (TO_B, cells("p", "q", "", "P")),
        "b": (KEYED, rows(ID, ["p", ""], ["r", "x"])),
    },
    "to a table with faults": {
        "a": (TO_B, cells("p", "q", "r")),
        "b": (KEYED, rows(ID, ["p", ""], ["p", "x"], ["", ""], ["r"], ["s", "t", "u"])),
    },
    "of two columns": {
        "a": (BOTH, rows(ID, ["p", "q"], ["p", ""], ["", "q"], ["", ""], ["q", "p"])),
        "b": (TWO, rows(ID, ["p", "q"], ["p", ""], ["", ""])),
    },
    "to a table left to Frictionless": {
        "a": (TO_B, cells("p", "q")),
        "b": (TWO, b"id;x\np;q\n"),
    },
    "between different types": {
        "a": (TO_B, cells("1", "2")),
        "b": (NUMBERS, rows(ID, ["1", "x"])),
    },
    "to no table": {"a": (TO_B, cells("1", "2"))},
    "round in a ring": {
        "a": (TO_B, rows(ID, ["p", "q"], ["q", "z"])),
        "b": (
            {
                **TWO,
                "foreignKeys": [{"fields": "x", "reference": {"resource": "a", "fields": "id"}}],
            },
            rows(ID, ["q", "p"], ["r", "y"]),
        ),
    },
    "of numbers": {
        "a": (
            schema(
                text_field("id"),
                {"name": "x", "type": "integer"},
                foreignKeys=[{"fields": "x", "reference": {"resource": "b", "fields": "id"}}],
            ),
            cells("1", "01", " 2", "3", "x"),
        ),
        "b": (NUMBERS, rows(ID, ["1", ""], ["002", ""])),
    },
}


@pytest.mark.parametrize("name", REFERENCES)
def test_references_are_judged_alike(name: str, tmp_path: Path) -> None:
    """A reference to nowhere is found across tables, columns and ways to write a value."""
    alone = agree(package(tmp_path, REFERENCES[name]))
    assert alone.errors or alone.said or alone.notes


DESCRIPTORS: dict[str, Json] = {
    "hash-count and byte-count": {"a": {"hash": "sha256:" + "0" * 64, "bytes": 1}},
    "row-count": {"a": {"rows": 7}},
    "field-count": {"a": {"fields": 7}},
    "another encoding": {"a": {"encoding": "gb18030"}},
    "no such encoding": {"a": {"encoding": "utf-99"}},
    "a dialect": {"a": {"dialect": {"delimiter": ";"}}},
    "a comment sign": {"a": {"dialect": {"commentChar": "k"}}},
    "a licence without a name": {"top": {"licenses": [{"title": "x"}]}},
    "a title that is no text": {"top": {"title": "x", "homepage": 5}},
    "fields of no field": {"top": {"missingValues": [""]}},
    "an unsafe profile": {"top": {"profile": "../x.json"}},
    "an e-mail address": {"top": {"contributors": [{"title": "x", "email": "nobody"}]}},
    "a moment that is none": {"top": {"created": "2024-02-30T00:00:00Z"}},
    "an old profile": {"top": {"$schema": PROFILE.replace("2.0", "1.0")}},
    "no profile": {"top": {"$schema": ""}},
    "all of it, and sound": {
        "top": {
            "created": "2024-02-03T00:00:00Z",
            "keywords": ["x"],
            "licenses": [{"name": "CC0-1.0", "path": "https://x.example/", "title": "x"}],
            "sources": [{"title": "x", "path": "https://x.example/"}],
            "contributors": [{"title": "x", "roles": ["author"]}],
        },
        "a": {"title": "x", "type": "table", "format": "csv", "mediatype": "text/csv"},
    },
}


@pytest.mark.parametrize("name", DESCRIPTORS)
@pytest.mark.parametrize(
    "given", [of("integer", exclusiveMinimum=0), of("string", minimum=0), KEYED]
)
def test_descriptors_are_judged_alike(name: str, given: Json, tmp_path: Path) -> None:
    """What Frictionless finds wrong with a descriptor is said, whatever its tables hold."""
    home = package(tmp_path, {"a": (given, cells("1", "0"))}, **DESCRIPTORS[name])
    alone = agree(home)
    descriptor = ungated(home)
    if understood_package(descriptor.raw, understood_tables(descriptor.raw, home)):
        assert alone.notes == ()


CELLS = {
    "string": 'a|b|ab-c|A|é|字|| |NA|-|a,b|say "x"|one\ntwo|one\rtwo|\ufeffa|a\0b|a\n|1',
    "integer": "0|1|-1|2|+5| 5|5 |５|1_000|1e3|1.0|| |NaN|NA|-|99999999999999999999|007|0x10",
    "number": "0|1|1.5|-0|-0.0|1e3|NaN|INF|1,5|.5|5.|+1|1_0|１| 1|1.50|0.1|0.10|NA||1e-400|2",
    "boolean": "true|True|TRUE|1|false|0|yes||tRUE| true|NA",
    "date": "2024-02-29|2023-02-29|2024-1-5|2024-01-05|24-01-01||2024-01-05 |NA|9999-12-31",
    "datetime": "2024-01-01T10:00:00Z|2024-01-01T10:00:00|2024-01-01 10:00||2024-02-30T10:00:00Z",
    "year": "2024|2023|0000|24|+202| 202|２０２４||20244|NA",
    "yearmonth": "2024-01|2024-13|2024-1|x||2023-12",
    "any": "a|1||NA",
}
PATTERNS = (
    "[a-z]+",
    "[a-z0-9]+(-[a-z0-9]+)*",
    "a|b",
    r"\d+",
    r"\w+",
    "(?i:a)",
    "[^a]+",
    "a.?b?",
    "",
)
BOUNDS: dict[str, list[Any]] = {
    "integer": [0, 1, -1],
    "number": [0, 1, 0.1, 1.5],
    "date": ["2024-01-05", "2024-02-01"],
    "year": [2023, 2024],
}
KEYS = ("string", "integer", "date", "year", "boolean")


@st.composite
def fields(draw: st.DrawFn, name: str) -> Json:
    """A field with some constraints that its type may have."""
    kind = draw(st.sampled_from(sorted(CELLS)))
    given: Json = {}
    for constraint in ("required", "unique"):
        if draw(st.integers(0, 4)) == 0 and (constraint == "required" or kind in KEYS):
            given[constraint] = True
    if kind == "string" and draw(st.booleans()):
        given["pattern"] = draw(st.sampled_from(PATTERNS))
    if kind == "string" and draw(st.integers(0, 3)) == 0:
        given[draw(st.sampled_from(["minLength", "maxLength"]))] = draw(st.integers(0, 3))
    if kind in BOUNDS and draw(st.booleans()):
        side = st.sampled_from(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])
        given[draw(side)] = draw(st.sampled_from(BOUNDS[kind]))
    if draw(st.integers(0, 5)) == 0:
        known = [text for text in CELLS[kind].split("|") if text.isprintable()]
        given["enum"] = draw(st.lists(st.sampled_from(known), max_size=4))
    made: Json = {"name": name, "type": kind, "constraints": given}
    if draw(st.integers(0, 5)) == 0:
        made["missingValues"] = draw(st.sampled_from([[], ["NA"], ["", "-"]]))
    return made


@st.composite
def tables(draw: st.DrawFn) -> dict[str, tuple[Json, bytes]]:
    """Two tables of random schemas, with keys, references, and cells that are nearly right."""
    found: dict[str, tuple[Json, bytes]] = {}
    made = {
        name: [draw(fields(f"{name}{place}")) for place in range(draw(st.integers(2, 4)))]
        for name in ("p", "q")
    }
    for name, columns in made.items():
        given: Json = {"fields": columns}
        keyed = [item["name"] for item in columns if item["type"] in KEYS]
        if keyed and draw(st.booleans()):
            given["primaryKey"] = draw(st.lists(st.sampled_from(keyed), min_size=1, unique=True))
        pairs = [
            (mine["name"], target, theirs["name"])
            for target in made
            for mine in columns
            for theirs in made[target]
            if mine["type"] == theirs["type"] in KEYS and mine is not theirs
        ]
        if pairs and draw(st.booleans()):
            mine, target, theirs = draw(st.sampled_from(pairs))
            reference = {"resource": target if target != name else "", "fields": [theirs]}
            given["foreignKeys"] = [{"fields": [mine], "reference": reference}]
        if draw(st.integers(0, 4)) == 0:
            given["missingValues"] = draw(st.sampled_from([[], ["NA"], ["", "-"]]))
        found[name] = (given, draw(files(columns)))
    return found


@st.composite
def files(draw: st.DrawFn, columns: list[Json]) -> bytes:
    """A CSV file of some fields, now and then with a ragged, blank or torn row."""
    width = len(columns)
    table = [[item["name"] for item in columns]]
    for _ in range(draw(st.integers(0, 12))):
        row = [draw(st.sampled_from(CELLS[item["type"]].split("|"))) for item in columns]
        slip = draw(st.integers(0, 30))
        table.append(row[: width - 1] if slip == 0 else [*row, "x"] if slip == 1 else row)
        table += [[]] if slip == 2 else [[""] * width] if slip == 3 else []
    data = rows(*table, end=draw(st.sampled_from(["\n", "\n", "\r\n"])))
    if draw(st.integers(0, 9)) == 0:
        data += b'a"b' + b"," * (width - 1) + b'"c\n'
    return b"\xef\xbb\xbf" + data if draw(st.integers(0, 9)) == 0 else data


def test_random_tables_are_judged_alike(tmp_path: Path) -> None:
    """Whatever the schema and the cells, both checks say the same of the same rows and fields."""
    judged: list[int] = []

    @settings(steady, max_examples=80)
    @given(tables())
    def check(given_tables: dict[str, tuple[Json, bytes]]) -> None:
        home = package(tmp_path, given_tables)
        judged.append(len(sifted(home)))
        event(f"{judged[-1]} tables sifted")
        agree(home)

    check()
    assert sum(judged) > len(judged)


@settings(steady, max_examples=200)
@given(
    field=fields("x"),
    extra=st.lists(st.text("0123456789-+.eE_ :TZ/aß字５\n", max_size=12), max_size=12),
)
def test_a_cell_is_sound_where_frictionless_reads_it(field: Json, extra: list[str]) -> None:
    """Cell by cell: the compiled column faults just what the library's reader faults."""
    raw = {
        "resources": [{"name": "a", "path": "a.csv", "schema": schema(field), "encoding": "utf-8"}]
    }
    table = understood_tables(raw, Path())["a"]
    readers = Readers(table.schema)
    texts = [*CELLS[field["type"]].split("|"), *extra]
    column = Column(table, 0, readers)
    frame = pl.DataFrame({"x": texts})
    found = column.faulty(frame)
    read = [readers.of("x")(text) for text in texts]
    wrong = [bool(notes) for _, notes in read]
    assert (found.to_list() if found is not None else [False] * len(texts)) == wrong
    if field["type"] in KEYS:
        values = column.values(frame).to_list()
        for one, (first, _) in zip(values, read, strict=True):
            assert (one is None) == (first is None)
            same = [other == one for other in values]
            assert same == [second == first for second, _ in read]


@settings(steady, max_examples=300)
@given(
    pattern=st.lists(
        st.sampled_from(
            [
                *"ab1-.|()[]^$*+?{},&~\\字",
                "(?:",
                "[a-",
                "[^",
                "]+",
                "{1,2}",
                "a-z",
                "|b",
                ")*",
                "[ab]",
            ]
        )
        | st.sampled_from([r"\d", r"\.", r"\w"]),
        max_size=7,
    ).map("".join),
    texts=st.lists(st.text("ab1-.字\n^]& ", max_size=6), min_size=1, max_size=20),
)
def test_a_compiled_pattern_finds_nothing_that_python_does_not(
    pattern: str, texts: list[str]
) -> None:
    """A pattern is compiled for Polars only where what it then finds is what `re` matches."""
    compiled = _pattern(pattern)
    if compiled is None:
        return
    found = pl.Series(texts).str.contains(compiled).to_list()
    for text, one in zip(texts, found, strict=True):
        assert not one or re.match(f"^{pattern}$", text)


@settings(steady, max_examples=300)
@given(
    text=st.lists(
        st.sampled_from(
            [*"a,,,\n\n\n\"'字; \r\0", '"a"', '"a,b"', "a,b\n", "字,c\n", "\r\n", '""']
        ),
        max_size=40,
    ).map("".join),
    size=st.sampled_from([1, 5, 20, 1 << 20]),
    mark=st.booleans(),
)
def test_blocks_are_read_as_csv_reads_the_file(
    text: str, size: int, mark: bool, tmp_path: Path
) -> None:
    """However a file is cut into blocks, rows, numbers and cells are those of Python's `csv`."""
    file = tmp_path / "a.csv"
    file.write_bytes((b"\xef\xbb\xbf" if mark else b"") + b"x,y\n" + text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_BLOCK", size)
        patch.setattr(reading, "look_at_head", lambda *_: None)
        found: list[tuple[int, list[str | None]]] = []
        for block in reading.blocks(file, ("x", "y")):
            found += zip(block.rows, map(list, block.cells.rows()), strict=True)
            lengths = [len(item) for item in reading.records(file, set(block.rows)).values()]
            assert block.ragged.to_list() == [length != 2 for length in lengths]
    wanted = list(enumerate(csv.reader(io.StringIO(f"x,y\n{text}", newline="")), 1))[1:]
    assert found == [(number, [*row[:2], *[None] * (2 - len(row))]) for number, row in wanted]


def test_of_a_table_wrong_throughout_a_thousand_faults_are_told(tmp_path: Path) -> None:
    """Both tell a thousand, and that there are more; the fast check counts the rows left out."""
    data = rows(ID, *([f"k{place % 2500}", "x"] for place in range(3000)))
    home = package(tmp_path, {"a": ({**of("integer"), "primaryKey": ["id"]}, data)})
    alone, fast = outcome(home, fast=False), outcome(home, fast=True)
    assert fast.errors == alone.errors
    assert fast.said[:-1] == alone.said[:-1]
    assert ("cause", "@error-limit|1000") in dict(alone.said[-1].arguments).items()
    assert (fast.said[-1].code, fast.said[-1].span.resource) == ("table-invalid", "a")
    assert ("cause", "@rows-unlisted|2000") in dict(fast.said[-1].arguments).items()


def test_references_to_nowhere_throughout_are_told_in_seconds(tmp_path: Path) -> None:
    """Ten thousand wrong references into a table of ten thousand rows cost no quadratic time."""
    data = rows(ID, *([f"k{place}", f"z{place}"] for place in range(10_000)))
    said = outcome(package(tmp_path, {"a": (OWN, data)}), fast=True).said
    assert [item.code for item in said] == ["reference-unknown"] * 1000 + ["table-invalid"]


CLEAN = """
import sys
from pathlib import Path
from site_builder.load.descriptor import load_descriptor
from site_builder.load.tablecheck import check_tables
home = Path(sys.argv[1])
descriptor, _ = load_descriptor(home, "x")
assert check_tables(descriptor, home, "x", frozenset()) == ()
print(*sorted({"frictionless", "polars"} & set(sys.modules)))
"""


@pytest.mark.parametrize(
    ("count", "doubt", "loaded"),
    [
        (2500, "", []),
        (20, "", []),
        (2500, "2024-05", ["polars"]),
        (20, "2024-05", ["frictionless"]),
    ],
)
def test_a_sound_package_needs_no_frictionless(
    count: int, doubt: str, loaded: list[str], tmp_path: Path
) -> None:
    """Each of the two heavy libraries is loaded only where plain Python leaves a doubt."""
    data = rows(ID, *([f"k{place}", f"k{place // 2}"] for place in range(count)))
    doubtful = (of("yearmonth"), cells(doubt))
    home = package(tmp_path, {"a": (OWN, data), "b": (KEYED, rows(ID, ["p", "q"])), "c": doubtful})
    done = subprocess.run(
        [sys.executable, "-c", CLEAN, str(home)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == loaded


def test_shipped_packages_are_understood() -> None:
    """The packages of this project are wholly known to the fast check, and sound without it."""
    for file in sorted((REPOSITORY / "data").glob("*/*/datapackage.json")):
        raw = json.loads(file.read_text(encoding="utf-8"))
        raw.pop("files", None)  # facts of files are checked apart
        for resource in raw["resources"]:
            resource.pop("hash", None)
            resource.pop("bytes", None)
        assert sieve.sift(raw, file.parent).clean, file
        assert surely_sound(raw, file.parent), file
