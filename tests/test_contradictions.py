"""Packages that contradict themselves: each contradiction has its own words, at its own place.

Nothing outside the package is read, and nothing is fetched, whatever a descriptor says.
"""

import csv
import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from site_builder.diagnostics import Diagnostic
from site_builder.load.json_places import json_span
from site_builder.load.packages import load_package
from site_builder.model.settings import PackageSetting
from site_builder.reporters.catalogue import hint, message
from tests.conftest import run
from tests.versions import add_row, change, release

PACKAGE = "data/sample/2023.1.0"
SETTING = PackageSetting(name="sample", demonstration=False)
TARGETS = 4
"""The place of the table of targets among the resources."""

Spoil = Callable[[dict[str, Any]], None]


def faults(folder: Path) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a package."""
    return load_package(folder, PACKAGE, SETTING, frozenset())[1]


def rewrite(folder: Path, spoil: Spoil) -> str:
    """Spoil a descriptor; return its text."""
    file = folder / "datapackage.json"
    raw = json.loads(file.read_text("utf-8"))
    spoil(raw)
    text = json.dumps(raw, ensure_ascii=False, indent=2)
    file.write_text(text, encoding="utf-8")
    return text


def put(value: object, *steps: str | int) -> Spoil:
    """Return what writes a value at a place of the descriptor."""

    def spoil(raw: dict[str, Any]) -> None:
        held: Any = raw
        for step in steps[:-1]:
            held = held[step]
        held[steps[-1]] = value

    return spoil


def of_targets(value: object, *steps: str | int) -> Spoil:
    """Return the same for the resource of targets."""
    return put(value, "resources", TARGETS, *steps)


def both(*spoils: Spoil) -> Spoil:
    """Return what does one thing after the other."""

    def spoil(raw: dict[str, Any]) -> None:
        for one in spoils:
            one(raw)

    return spoil


def without(*keys: str) -> Spoil:
    """Return what takes keys from the resource of targets."""

    def spoil(raw: dict[str, Any]) -> None:
        for key in keys:
            del raw["resources"][TARGETS][key]

    return spoil


def unnamed(raw: dict[str, Any]) -> None:
    """Take every resource's name, and the profile that says of which standard it is."""
    del raw["$schema"]
    for item in raw["resources"]:
        del item["name"]


def old_field(raw: dict[str, Any]) -> None:
    """Write a field with an id in place of its name."""
    field = raw["resources"][TARGETS]["schema"]["fields"][0]
    field["id"] = field.pop("name")


TARGET = ("resources", TARGETS)
SCHEMA = (*TARGET, "schema")
KEY = (*SCHEMA, "foreignKeys", 0)

CASES: list[tuple[str, Spoil, str, str, tuple[str | int, ...]]] = [
    ("version 0", put("0.9", "datapackage_version"), "descriptor-outdated", "datapackage_version",
     ("datapackage_version",)),
    ("one license", put("PDDL", "license"), "descriptor-outdated", "license", ("license",)),
    ("a base", put("http://a.example/", "base"), "descriptor-outdated", "base", ("base",)),
    ("a url", both(without("path"), of_targets("http://a.example/t.csv", "url")),
     "descriptor-outdated", "url", (*TARGET, "url")),
    ("no names", unnamed, "descriptor-outdated", "@resource-unnamed", ("resources", 0)),
    ("ids of fields", old_field, "descriptor-outdated", "id", (*SCHEMA, "fields", 0, "id")),
    ("old keys", of_targets({"x": 1}, "schema", "foreignkeys"), "descriptor-outdated",
     "foreignkeys", (*SCHEMA, "foreignkeys")),
    *[
        (f"a licence at {address}", put(address, "licenses", 0, "path"), "descriptor-invalid",
         f"@licence-address|{address}", ("licenses", 0, "path"))
        for address in ("javascript:ran(1)", "data:text/html,x", "//a.example/", "file:///x")
    ],
    ("one name missing", without("name"), "descriptor-invalid", "@resource-key|5|name", TARGET),
    ("a name twice", both(of_targets("sources", "name"), of_targets("sources.csv", "path")),
     "descriptor-invalid", "@resource-repeated|name|sources", (*TARGET, "name")),
    ("a path twice", of_targets("sources.csv", "path"), "descriptor-invalid",
     "@resource-repeated|path|sources.csv", (*TARGET, "path")),
    ("a field twice", of_targets("source", "schema", "fields", 8, "name"), "descriptor-invalid",
     "@field-repeated|targets|source", (*SCHEMA, "fields", 8, "name")),
    ("no such type", of_targets("numbr", "schema", "fields", 4, "type"), "descriptor-invalid",
     "@field-type|target_value|numbr", (*SCHEMA, "fields", 4, "type")),
    ("a missing file", both(of_targets("goals", "name"), of_targets("goals.csv", "path")),
     "resource-missing", "goals.csv", (*TARGET, "path")),
    ("another file's name", of_targets("goals.csv", "path"), "descriptor-invalid",
     "@resource-file-name|targets", (*TARGET, "path")),
    ("the folder above", of_targets("../targets.csv", "path"), "resource-path-unsafe",
     "@path-parent", (*TARGET, "path")),
    ("the root", of_targets("/etc/targets.csv", "path"), "resource-path-unsafe", "@path-absolute",
     (*TARGET, "path")),
    ("a home folder", of_targets("~/targets.csv", "path"), "resource-path-unsafe",
     "@path-absolute", (*TARGET, "path")),
    ("a drive", of_targets("C:\\data\\targets.csv", "path"), "resource-path-unsafe",
     "@path-drive", (*TARGET, "path")),
    ("a drive without root", of_targets("C:targets.csv", "path"), "resource-path-unsafe",
     "@path-drive", (*TARGET, "path")),
    ("a share", of_targets("\\\\server\\share\\targets.csv", "path"), "resource-path-unsafe",
     "@path-network", (*TARGET, "path")),
    ("a share with slashes", of_targets("//server/share/targets.csv", "path"),
     "resource-path-unsafe", "@path-network", (*TARGET, "path")),
    ("a backslash", of_targets("sub\\targets.csv", "path"), "resource-path-unsafe",
     "@path-backslash", (*TARGET, "path")),
    ("above by backslash", of_targets("..\\targets.csv", "path"), "resource-path-unsafe",
     "@path-parent", (*TARGET, "path")),
    *[
        (f"{scheme} address", of_targets(f"{scheme}a.example/targets.csv", "path"),
         "resource-remote", f"{scheme}a.example/targets.csv", (*TARGET, "path"))
        for scheme in ("http://", "https://", "HTTPS://", "ftp://", "s3://", "file:///", "file:")
    ],
    ("several files", of_targets(["targets.csv", "more.csv"], "path"), "resource-unsupported",
     "@multipart", (*TARGET, "path")),
    ("further files", of_targets(["more.csv"], "extrapaths"), "resource-unsupported",
     "@multipart", (*TARGET, "extrapaths")),
    ("a zip", of_targets("targets.zip", "path"), "archive-inside", "targets.zip",
     (*TARGET, "path")),
    ("a gz", of_targets("targets.csv.GZ", "path"), "archive-inside", "targets.csv.GZ",
     (*TARGET, "path")),
    ("compression", of_targets("gz", "compression"), "archive-inside", "gz",
     (*TARGET, "compression")),
    ("a path within", of_targets("t.csv", "innerpath"), "archive-inside", "t.csv",
     (*TARGET, "innerpath")),
    ("data", both(without("path"), of_targets([["a"], [1]], "data")), "resource-unsupported",
     "@inline-data", (*TARGET, "data")),
    ("another format", of_targets("xlsx", "format"), "resource-unsupported",
     "@only|format|xlsx|csv", (*TARGET, "format")),
    ("another type", of_targets("json", "type"), "resource-unsupported", "@only|type|json|table",
     (*TARGET, "type")),
    ("GBK", of_targets("gbk", "encoding"), "resource-unsupported", "@only|encoding|gbk|utf-8",
     (*TARGET, "encoding")),
    ("no such encoding", of_targets("utf-9", "encoding"), "resource-unsupported",
     "@only|encoding|utf-9|utf-8", (*TARGET, "encoding")),
    ("semicolons", of_targets({"delimiter": ";"}, "dialect"), "resource-unsupported",
     "@only|dialect.delimiter|;|,", (*TARGET, "dialect", "delimiter")),
    ("comments", of_targets({"commentChar": "#"}, "dialect"), "resource-unsupported",
     "@only|dialect.commentChar|#|—", (*TARGET, "dialect", "commentChar")),
    ("missing values", of_targets(["-"], "schema", "missingValues"), "resource-unsupported",
     '@only|missingValues|["-"]|[""]', (*SCHEMA, "missingValues")),
    ("a schema elsewhere", of_targets("schema.json", "schema"), "reference-outside",
     "schema.json", (*TARGET, "schema")),
    ("a schema at an address", of_targets("https://a.example/s.json", "schema"),
     "reference-outside", "https://a.example/s.json", (*TARGET, "schema")),
    ("a dialect elsewhere", of_targets("../dialect.json", "dialect"), "reference-outside",
     "../dialect.json", (*TARGET, "dialect")),
    ("a profile at an address", put("https://a.example/p.json", "$schema"), "reference-outside",
     "https://a.example/p.json", ("$schema",)),
    ("a profile in a file", put("profile.json", "profile"), "reference-outside", "profile.json",
     ("profile",)),
    ("a resource's profile", of_targets("../p.json", "profile"), "reference-outside",
     "../p.json", (*TARGET, "profile")),
    ("a schema's profile", of_targets("http://127.0.0.1/s", "schema", "$schema"),
     "reference-outside", "http://127.0.0.1/s", (*SCHEMA, "$schema")),
    ("a key to no table", of_targets("indicator", "schema", "foreignKeys", 0, "reference",
     "resource"), "descriptor-invalid", "@key-table|indicator", (*KEY, "reference", "resource")),
    ("a key to no field", of_targets(["code"], "schema", "foreignKeys", 0, "reference", "fields"),
     "descriptor-invalid", "@key-field|foreignKeys|code|indicators",
     (*KEY, "reference", "fields", 0)),
    ("a key of no field", of_targets("indicater", "schema", "foreignKeys", 0, "fields"),
     "descriptor-invalid", "@key-field|foreignKeys|indicater|targets", (*KEY, "fields")),
    ("keys of unlike length", of_targets(["indicator", "ref_area"], "schema", "foreignKeys", 0,
     "fields"), "descriptor-invalid", "@key-lengths", (*KEY, "reference", "fields")),
    ("keys that are none", of_targets([3], "schema", "foreignKeys"), "descriptor-invalid",
     "@key-form|foreignKeys", (*SCHEMA, "foreignKeys", 0)),
    ("a primary key of no field", of_targets(["indicator", "area"], "schema", "primaryKey"),
     "descriptor-invalid", "@key-field|primaryKey|area|targets", (*SCHEMA, "primaryKey", 1)),
    ("a unique key of no field", of_targets([["area"]], "schema", "uniqueKeys"),
     "descriptor-invalid", "@key-field|uniqueKeys|area|targets", (*SCHEMA, "uniqueKeys", 0, 0)),
    ("a primary key too short", of_targets("indicator", "schema", "primaryKey"),
     "descriptor-invalid",
     "@primary-key-wanted|targets|indicator, ref_area, time_period, caliber",
     (*SCHEMA, "primaryKey")),
    ("no digest at all", of_targets("sha256:abc", "hash"), "descriptor-invalid",
     "@hash-form|sha256|64", (*TARGET, "hash")),
    ("a digest that is a number", of_targets(12, "hash"), "descriptor-invalid",
     "@hash-form|md5|32", (*TARGET, "hash")),
    ("an unknown algorithm", of_targets("crc32:00000000", "hash"), "descriptor-invalid",
     "@hash-unknown|crc32|md5、sha1、sha256、sha512", (*TARGET, "hash")),
    ("a size that is text", of_targets("many", "bytes"), "descriptor-invalid",
     "@count-form|bytes|many", (*TARGET, "bytes")),
]  # fmt: skip
"""What is said of the descriptor: the slip, the code, cause or value, and where that stands."""


@pytest.mark.parametrize(
    ("spoil", "code", "said", "steps"),
    [case[1:] for case in CASES],
    ids=[case[0].replace(" ", "-") for case in CASES],
)
def test_a_contradiction_is_told_once_at_its_place(
    spoil: Spoil, code: str, said: str, steps: tuple[str | int, ...], minimal: Path
) -> None:
    """One fault of the expected code, its cause, the line and column of the value; both tongues."""
    text = rewrite(minimal / PACKAGE, spoil)
    (found,) = faults(minimal / PACKAGE)
    assert found.code == code
    assert said in dict(found.arguments).values()
    place = json_span(text, f"{PACKAGE}/datapackage.json", *steps)
    assert (found.span.path, found.span.line, found.span.column) == (
        place.path,
        place.line,
        place.column,
    )
    if steps[:1] == ("resources",) and "name" not in said and code != "descriptor-outdated":
        assert found.span.resource in ("targets", "sources", "goals")
    for language in ("zh", "en"):
        assert message(found, language)
        assert "@" not in message(found, language)
        assert hint(found, language)


@pytest.mark.parametrize("name", ["md5", "sha1", "sha256", "sha512"])
@pytest.mark.parametrize("short", [False, True])
def test_a_digest_is_checked_by_its_algorithm(name: str, short: bool, minimal: Path) -> None:
    """A right one says nothing, a wrong one is told with both; md5 needs no name."""
    if short and name != "md5":
        pytest.skip("only md5 goes without its name")
    folder = minimal / PACKAGE
    right = hashlib.new(name, (folder / "targets.csv").read_bytes()).hexdigest()
    prefix = "" if short else f"{name}:"
    rewrite(folder, of_targets(f"{prefix}{right.upper()}", "hash"))
    assert faults(folder) == ()
    wrong = "0" * len(right)
    text = rewrite(folder, of_targets(f"{prefix}{wrong}", "hash"))
    (found,) = faults(folder)
    assert found.code == "resource-differs"
    assert dict(found.arguments) == {
        "value": "targets.csv",
        "what": f"@counted-hash|{name}",
        "expected": wrong,
        "actual": right,
    }
    assert found.span.line == text[: text.index(wrong)].count("\n") + 1


@pytest.mark.parametrize(("key", "actual"), [("bytes", "162"), ("rows", "1"), ("fields", "9")])
def test_a_count_is_held_against_the_file(key: str, actual: str, minimal: Path) -> None:
    """Size, rows and columns: a right one says nothing, a wrong one is told with both."""
    folder = minimal / PACKAGE
    rewrite(folder, of_targets(int(actual), key))
    assert faults(folder) == ()
    rewrite(folder, of_targets(7, key))
    (found,) = faults(folder)
    assert found.code == "resource-differs"
    assert dict(found.arguments)["expected"] == "7"
    assert dict(found.arguments)["actual"] == actual


def test_a_further_file_is_checked_as_well(minimal: Path) -> None:
    """What a release lists under `files` must be there, inside, and as it is told."""
    folder = minimal / PACKAGE
    (folder / "note.txt").write_text("x", "utf-8")
    listed = [
        {"path": "note.txt", "bytes": 2},
        {"path": "gone.txt", "bytes": 1},
        {"path": "../../../site.toml", "bytes": 1},
    ]
    rewrite(folder, put(listed, "files"))
    assert [item.code for item in faults(folder)] == [
        "resource-differs",
        "resource-missing",
        "resource-path-unsafe",
    ]


def test_a_released_version_is_told_to_be_altered_and_no_more(minimal: Path) -> None:
    """Where `releases.csv` covers a version, only release-altered speaks of a changed file."""
    assert release(minimal).status == 0
    change(minimal / PACKAGE / "targets.csv", "建成5个", "建成6个")
    outcome = run("data", "validate", "sample", "--version", "2023.1.0", "--site", str(minimal))
    assert outcome.status == 1
    assert "release-altered" in outcome.text
    assert "resource-differs" not in outcome.text


def test_a_folder_is_validated_by_itself(minimal: Path, tmp_path: Path) -> None:
    """Anywhere, under any name: wrong digests and personal numbers are told, each once."""
    folder = tmp_path / "elsewhere" / "copy"
    shutil.copytree(minimal / PACKAGE, folder)
    outcome = run("data", "validate", str(folder), "--site", str(minimal))
    assert outcome.status == 0, outcome.text
    rewrite(folder, of_targets("0" * 32, "hash"))
    (folder / "note.txt").write_text("13800138000\n", "utf-8")
    outcome = run("data", "validate", str(folder), "--site", str(minimal))
    assert outcome.status == 1
    assert outcome.text.count("[resource-differs]") == outcome.text.count("[personal-data]") == 1


def test_the_folder_of_a_released_version_is_told_to_be_altered(minimal: Path) -> None:
    """Named by its path it is the same version, covered by `releases.csv`."""
    assert release(minimal).status == 0
    change(minimal / PACKAGE / "targets.csv", "建成5个", "建成6个")
    outcome = run("data", "validate", str(minimal / PACKAGE), "--site", str(minimal))
    assert outcome.status == 1
    assert "release-altered" in outcome.text
    assert "resource-differs" not in outcome.text


def test_a_draft_with_stale_digests_is_told(minimal: Path) -> None:
    """A draft is covered by no list: a wrong digest in it is told once."""
    assert release(minimal).status == 0
    rewrite(minimal / "data/sample/draft", of_targets("0" * 32, "hash"))
    outcome = run("data", "validate", "sample", "--version", "draft", "--site", str(minimal))
    assert outcome.text.count("resource-differs") == 1


HEADERS = [
    (",source,locator", ",source", "column-missing", "出处（locator）"),
    (",source,locator", ",source,locator,extra", "column-unexpected", "@header-extra|extra"),
    (",source,locator", ",locator,source", "column-unexpected", "@header-order|8|locator|source"),
    (",source,locator", ",source,source", "column-unexpected", "@header-repeated|source|8|9"),
    (",source,locator", ",source,locator,", "column-unexpected", "@header-blank|10"),
    (",source,locator", ",source,Locator", "column-unexpected", "@header-order|9|Locator|locator"),
    (",source,locator", ",source, locator", "column-unexpected",
     "@header-order|9| locator|locator"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "said"), HEADERS)
def test_a_header_unlike_the_schema_is_told(
    old: str, new: str, code: str, said: str, minimal: Path
) -> None:
    """Missing, extra, swapped, repeated, empty, otherwise written: one fault, at row 1."""
    folder = minimal / PACKAGE
    change(folder / "targets.csv", old, new)
    (found,) = faults(folder)
    assert (found.code, found.span.row, found.span.resource) == (code, 1, "targets")
    assert said in dict(found.arguments).values()


def test_a_column_the_schema_lacks_is_told(minimal: Path) -> None:
    """A column the model needs, in the file and not in the schema, is the schema's fault."""
    folder = minimal / PACKAGE

    def spoil(raw: dict[str, Any]) -> None:
        del raw["resources"][TARGETS]["schema"]["fields"][8]

    rewrite(folder, spoil)
    (found,) = faults(folder)
    assert dict(found.arguments)["cause"] == "@schema-lacks|locator"


def test_a_packed_file_anywhere_in_the_folder_is_told(minimal: Path) -> None:
    """No resource need name it: it would be released unseen."""
    folder = minimal / PACKAGE
    (folder / "extra").mkdir()
    (folder / "extra" / "all.zip").write_bytes(b"PK")
    (found,) = faults(folder)
    assert (found.code, found.span.path) == ("archive-inside", f"{PACKAGE}/extra/all.zip")


class Watch:
    """What a process opened and whom it called, while it was watched."""

    def __init__(self) -> None:
        self.on = False
        self.opened: list[str] = []
        self.called: list[str] = []

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Keep what the interpreter tells of files and of the network."""
        if not self.on:
            return
        if event == "open" and isinstance(arguments[0], str | bytes | Path):
            self.opened.append(str(arguments[0]))
        if event.startswith(("socket.connect", "socket.getaddrinfo", "urllib.", "ftplib.")):
            self.called.append(event)


@pytest.fixture(scope="module")
def watch() -> Watch:
    """What hears every file that is opened; such a hook stays with the process, asleep."""
    watch = Watch()
    sys.addaudithook(watch.hear)
    return watch


@contextmanager
def watching(watch: Watch) -> Iterator[Watch]:
    """Watch while a block runs."""
    watch.opened.clear()
    watch.called.clear()
    watch.on = True
    try:
        yield watch
    finally:
        watch.on = False


OUTSIDE = [
    of_targets("../../../../outside/targets.csv", "path"),
    of_targets("/OUTSIDE/targets.csv", "path"),
    of_targets("file:///OUTSIDE/targets.csv", "path"),
    of_targets("http://127.0.0.1:9/targets.csv", "path"),
    of_targets(["targets.csv", "/OUTSIDE/targets.csv"], "path"),
    of_targets("/OUTSIDE/schema.json", "schema"),
    of_targets("http://127.0.0.1:9/schema.json", "schema"),
    of_targets("../../../../outside/schema.json", "dialect"),
    of_targets("/OUTSIDE/schema.json", "profile"),
    of_targets("http://127.0.0.1:9/schema.json", "schema", "$schema"),
    put("/OUTSIDE/schema.json", "profile"),
    put("http://127.0.0.1:9/schema.json", "$schema"),
    put([{"path": "/OUTSIDE/targets.csv", "hash": "0" * 32}], "files"),
    put([{"path": "../../../../outside/targets.csv", "bytes": 1}], "files"),
]


@pytest.mark.parametrize("spoil", OUTSIDE)
@pytest.mark.parametrize(
    "command",
    [("data", "validate"), ("data", "validate", PACKAGE), ("build", "--executor", "serial")],
    ids=["validate", "folder", "build"],
)
def test_nothing_outside_is_read_and_nothing_fetched(
    spoil: Spoil, command: tuple[str, ...], minimal: Path, tmp_path: Path, watch: Watch
) -> None:
    """Whatever a descriptor points at, no file outside is opened and nobody is called."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "schema.json").write_text("{}", "utf-8")
    (outside / "targets.csv").write_bytes((minimal / PACKAGE / "targets.csv").read_bytes())
    file = minimal / PACKAGE / "datapackage.json"
    text = rewrite(minimal / PACKAGE, spoil)
    file.write_text(text.replace("/OUTSIDE", str(outside)), encoding="utf-8")
    own = [str(minimal / part) if part == PACKAGE else part for part in command]
    with watching(watch):
        outcome = run(*own, "--site", str(minimal))
    assert outcome.status == 1, outcome.text
    assert watch.called == []
    assert any(path.endswith("datapackage.json") for path in watch.opened)
    assert [path for path in watch.opened if Path(path).resolve().is_relative_to(outside)] == []


@pytest.mark.parametrize("name", ["targets.csv", "datapackage.json", "note.csv"])
def test_a_link_out_of_the_folder_is_not_followed(
    name: str, minimal: Path, tmp_path: Path, watch: Watch
) -> None:
    """A table or the descriptor that is a link is refused; any other link is left alone."""
    outside = tmp_path / "outside"
    outside.mkdir()
    file = minimal / PACKAGE / name
    (outside / name).write_bytes(file.read_bytes() if file.exists() else b"13800138000\n")
    file.unlink(missing_ok=True)
    file.symlink_to(outside / name)
    with watching(watch):
        outcome = run("data", "validate", "--site", str(minimal))
    assert [path for path in watch.opened if Path(path).resolve().is_relative_to(outside)] == []
    assert ("resource-path-unsafe" in outcome.text) == (name != "note.csv")
    assert outcome.status == (0 if name == "note.csv" else 1), outcome.text


def test_keys_hold_though_no_schema_declares_them(minimal: Path) -> None:
    """Rows of one key, and references to nothing, are told without any declared key."""
    folder = minimal / PACKAGE

    def spoil(raw: dict[str, Any]) -> None:
        for resource in raw["resources"]:
            resource["schema"].pop("primaryKey")
            resource["schema"].pop("foreignKeys", None)

    rewrite(folder, spoil)
    assert faults(folder) == ()
    add_row(
        folder / "breaks.csv", "investment-growth,990009,2023-01/2023-10,_Z,虚构,sample-bulletin"
    )
    add_row(folder / "areas.csv", "990001,又一个,,district,")
    assert [(item.code, item.span.row, item.span.field) for item in faults(folder)] == [
        ("key-repeated", 3, None),
        ("reference-unknown", 3, "ref_area"),
    ]


NEEDED = [
    ("observations", "indicator"),
    ("observations", "ref_area"),
    ("observations", "caliber"),
    ("observations", "source"),
    ("observations", "locator"),
    ("targets", "locator"),
    ("breaks", "source"),
]


@pytest.mark.parametrize(("table", "field"), NEEDED)
def test_keys_and_sources_are_needed_though_no_schema_says_so(
    table: str, field: str, minimal: Path
) -> None:
    """An empty part of a key, source or locator is told once, at its cell."""
    folder = minimal / PACKAGE

    def spoil(raw: dict[str, Any]) -> None:
        for item in raw["resources"]:
            for one in item["schema"]["fields"]:
                one.get("constraints", {}).pop("required", None)

    rewrite(folder, spoil)
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index(field)] = ""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    assert ("value-constraint", 2, field) in [
        (item.code, item.span.row, item.span.field) for item in faults(folder)
    ]


def test_a_long_table_of_faults_says_that_it_was_not_read_to_the_end(minimal: Path) -> None:
    """Frictionless stops at a number of errors; that is told, and is no silence."""
    table = minimal / PACKAGE / "targets.csv"
    for number in range(1005):
        add_row(table, f"service-stations,990001,{2000 + number % 99},c{number},x,0,exact,"
                       "sample-bulletin,三")  # fmt: skip
    found = faults(minimal / PACKAGE)
    causes = [dict(item.arguments).get("cause") for item in found]
    assert "@error-limit|1000" in causes
