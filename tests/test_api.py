"""The JSON interface: each file fits its schema, every address leads somewhere, values are text."""

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from site_builder.load import packages
from tests.conftest import REPOSITORY, files_of, make_site, run
from tests.machine import missing, read, texts
from tests.pages import read_page
from tests.versions import add_row

SHIPPED, MINIMAL = "https://dongtou.example/", "https://site.example/column/"


@pytest.fixture(scope="module", params=["shipped", "versioned"])
def built(request: pytest.FixtureRequest) -> tuple[Path, str]:
    """A built site and its base address: the shipped one, and one with a tombstone."""
    if request.param == "shipped":
        return request.getfixturevalue("public"), SHIPPED
    return request.getfixturevalue("versioned") / "public", MINIMAL


def closed(schema: Any) -> Any:
    """Return a schema that allows no field it does not describe; the public one may grow."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: closed(item) for name, item in schema.items()}
    return {**found, "additionalProperties": False} if "properties" in found else found


def test_every_file_fits_its_own_schema(built: tuple[Path, str]) -> None:
    """All fields that the schema names are there, as it says, and no others."""
    public, base = built
    validators: dict[str, Draft202012Validator] = {}
    names = [name for name in files_of(public / "api") if not name.startswith("schemas/")]
    assert len(names) > 10
    for name in names:
        content = read(public, f"api/{name}")
        address = content["$schema"]
        if address not in validators:
            schema = read(public, address.removeprefix(base))
            Draft202012Validator.check_schema(schema)
            assert (schema["$id"], schema["$schema"]) == (
                address,
                Draft202012Validator.META_SCHEMA["$id"],
            )
            validators[address] = Draft202012Validator(closed(schema))
        faults = [error.message for error in validators[address].iter_errors(content)]
        assert faults == [], name
        assert (content["path"], content["url"]) == (f"/api/{name}", f"{base}api/{name}")


def described(schema: Any, place: str = "") -> list[str]:
    """Return the properties of a schema, by their place, that nothing is said of."""
    found = []
    for name, item in schema.get("properties", {}).items():
        found += [] if item.get("description") else [f"{place}/{name}"]
    for name, item in schema.get("$defs", {}).items():
        found += described(item, f"{place}/{name}")
    return found


def test_schemas_explain_every_field(public: Path) -> None:
    """A developer reads from the schema alone what each field means, and why values are text."""
    for name in files_of(public / "api/schemas"):
        schema = read(public, f"api/schemas/{name}")
        assert schema["title"]
        assert schema["description"]
        assert described(schema) == [], name
    value = read(public, "api/schemas/indicator.json")["$defs"]["ObservationShape"]
    assert "二进制浮点数" in value["properties"]["value"]["description"]


def test_the_index_lists_every_file_and_nothing_else(built: tuple[Path, str]) -> None:
    """Whoever follows the index finds the whole interface; counts are those of the lists."""
    public, _ = built
    index = read(public, "api/index.json")
    listed = {path for item in index["items"] for path in (*item["files"], item["schema_path"])}
    assert listed == {f"/api/{name}" for name in files_of(public / "api")}
    for item in index["items"]:
        (first, *_) = item["files"]
        if "{" in item["path"]:
            assert item["count"] == len(item["files"])
            prefix, suffix = item["path"].split("{", 1)[0], item["path"].rsplit("}", 1)[1]
            assert all(path.startswith(prefix) and path.endswith(suffix) for path in item["files"])
        else:
            assert item["path"] == first
            assert item["count"] == len(read(public, first)["items"])


def test_every_address_exists(built: tuple[Path, str]) -> None:
    """No link of the interface leads nowhere, down to the row of a value on its page."""
    public, base = built
    found: set[str] = set()
    for name in files_of(public / "api"):
        content = read(public, f"api/{name}")
        found |= {text for text in texts(content) if text.startswith(("http://", "https://"))}
        for item in (content, *content.get("items", ())):
            if {"path", "url"} <= item.keys() and isinstance(item["path"], str):
                assert item["url"] == f"{base}{item['path'].lstrip('/')}"
    assert len(found) > 20
    sources = {
        row["url"]
        for file in (*(REPOSITORY / "data").rglob("sources.csv"),)
        for row in csv.DictReader(file.open(encoding="utf-8", newline=""))
        if row["url"]
    }
    templated = {text for text in found if "{" in text}
    assert missing(public, found - templated, base, tuple(sources)) == set()


def rows(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_values_are_the_published_texts(public: Path) -> None:
    """Each observation of the shipped packages is there once, to the letter, and as printed."""
    told: dict[tuple[str, ...], dict[str, Any]] = {}
    for name in files_of(public / "api/indicators"):
        content = read(public, f"api/indicators/{name}")
        for item in content["observations"]:
            key = (item["package"], content["indicator"], item["ref_area"], item["time_period"])
            assert (*key, item["caliber"]) not in told
            told[(*key, item["caliber"])] = item
    count = 0
    for package in read(public, "api/packages.json")["items"]:
        folder = REPOSITORY / "data" / package["package"] / package["version"]
        for row in rows(folder / "observations.csv"):
            count += 1
            key = ("indicator", "ref_area", "time_period", "caliber")
            item = told[(package["package"], *(row[name] for name in key))]
            same = ("obs_value", "obs_status", "nature", "qualifier", "editor_note", "rank_scope")
            assert {name: item[name] for name in same} == {name: row[name] for name in same}
            assert item["unit_mult"] == int(row["unit_mult"])
            assert item["value"] == (row["obs_value"] or None)
            assert item["version"] == package["version"]
    assert count == len(told) > 100


def test_no_number_is_a_float(built: tuple[Path, str]) -> None:
    """JSON numbers are counts alone; a value read as one would lose its places."""
    public, _ = built

    def refuse(text: str) -> float:
        raise AssertionError(text)

    for data in files_of(public / "api").values():
        json.loads(data, parse_float=refuse)


def test_a_value_is_printed_as_on_its_page(public: Path) -> None:
    """The text, the marks and the change of a value are those of its row."""
    for name in (
        "private-investment-growth",
        "db-ease-of-doing-business-score",
        "one-network-rate",
    ):
        page = read_page(public, public / f"indicators/{name}/index.html")
        printed = {observation: text for observation, _, text in page.figures}
        for item in read(public, f"api/indicators/{name}.json")["observations"]:
            assert printed[item["id"]] == item["text"]
            for said in item["marks"]:
                assert said in page.text
            change = item["change"]
            if change and change["comparable"]:
                assert change["text"] in page.text
            for reason in change["reasons"] if change else ():
                assert reason in page.text


def test_no_change_is_told_of_what_does_not_compare(public: Path) -> None:
    """Either a change or the reasons why there is none; both kinds are among the shipped data."""
    kinds = set()
    for name in files_of(public / "api/indicators"):
        for item in read(public, f"api/indicators/{name}")["observations"]:
            if item["change"]:
                said = item["change"]
                assert said["comparable"] is bool(said["text"]) is not bool(said["reasons"])
                kinds.add(said["comparable"])
    assert kinds == {True, False}


def test_a_period_that_only_its_publication_bounds_has_no_last_day(public: Path) -> None:
    """Start and end are what the source states; a bound is told as a bound."""
    bounded = 0
    for name in files_of(public / "api/indicators"):
        for item in read(public, f"api/indicators/{name}")["observations"]:
            if item["period_basis"] == "bounded":
                bounded += 1
                assert item["end"] is None
                assert item["not_after"]
            else:
                assert item["not_after"] is None
            if item["time_period"] == "/":
                assert (item["start"], item["end"]) == (None, None)
    assert bounded > 40
    score = read(public, "api/indicators.json")
    editions = [item for item in score["items"] if item["demonstration"]]
    assert editions
    assert all(item["caveat"] for item in editions)
    detail = read(public, editions[0]["api_path"])["observations"][0]
    assert (detail["start"], detail["end"], detail["not_after"]) == (None, None, None)


def test_the_newest_value_of_each_series_stands_in_the_list(versioned: Path) -> None:
    """The list names the latest period of each area and caliber, as the indicator's file does."""
    public = versioned / "public"
    for item in read(public, "api/indicators.json")["items"]:
        own = read(public, item["api_path"])
        assert item["observation_count"] == len(own["observations"])
        told = {value["id"]: value for value in own["observations"]}
        for value in item["latest"]:
            assert value.items() <= told[value["id"]].items()
    (rate,) = [
        item
        for item in read(public, "api/indicators.json")["items"]
        if item["indicator"] == "online-rate"
    ]
    assert [(item["time_period"], item["obs_value"]) for item in rate["latest"]] == [
        ("2023", "91.5")
    ]


def test_changes_tell_of_releases_corrections_and_withdrawals(versioned: Path) -> None:
    """The newest first, each with reason and pages; the corrected value from both versions."""
    public = versioned / "public"
    items = read(public, "api/changes.json")["items"]
    assert [(item["event"], item["version"], item["date"]) for item in items] == [
        ("withdrawal", "2023.1.0", "2024-03-21"),
        ("release", "2023.1.2", "2024-03-20"),
        ("release", "2023.1.1", "2024-03-08"),
        ("release", "2023.1.0", "2024-03-06"),
    ]
    assert (items[0]["reason"], items[0]["what"]) == ("误收（虚构）", "一行（虚构）")
    (correction,) = items[1]["corrections"]
    assert (correction["old_value"], correction["new_value"]) == ("91.2", "91.5")
    assert items[1]["gravity"] == "major"
    assert "/indicators/online-rate/" in [page["path"] for page in items[1]["pages"]]
    version = read(public, "api/packages/sample/2023.1.2.json")
    (row,) = [row for row in version["changes"]["rows"] if row["table"] == "observations"]
    assert (row["change"], row["value"]["difference"]) == ("revised", "0.3")


def test_a_withdrawn_version_offers_nothing(versioned: Path) -> None:
    """Its file says what, why and when, and holds neither table nor download."""
    gone = read(versioned / "public", "api/packages/sample/2023.1.0.json")
    assert gone["withdrawn"] == {
        "what": "一行（虚构）",
        "why": "误收（虚构）",
        "date": "2024-03-21",
    }
    assert (gone["tables"], gone["downloads"], gone["changes"]) == ([], [], None)
    after = read(versioned / "public", "api/packages/sample/2023.1.1.json")
    assert (after["changes"]["compared"], after["changes"]["rows"]) == (False, [])


SECRET = """---
title: 藏题字样（虚构）
slug: hidden-slug
date: 2024-03-04 10:30
draft: 是
environment: market
area: "990001"
source: sample-bulletin
summary: 藏摘要字样。
---
藏正文字样。
"""


def test_a_withheld_case_stands_in_no_file(minimal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither title nor slug of a draft is told to machines; a preview marks it."""
    monkeypatch.setattr(packages, "check_tables", lambda *_: ())
    (minimal / "content/cases/sample/secret.md").write_text(SECRET, encoding="utf-8")
    options = ("--site", str(minimal), "--executor", "serial", "--clean")
    assert run("build", *options).status == 0
    told = {**files_of(minimal / "public/api"), **catalogue(minimal)}
    for name, data in told.items():
        for word in ("藏题字样", "hidden-slug", "藏摘要字样"):
            assert word not in data.decode(), name
    assert run("build", *options, "--drafts").status == 0
    held = {item["case"]: item["held"] for item in read(minimal / "public", CASES)["items"]}
    assert held == {"one-window": "", "hidden-slug": "草稿"}


CASES = "api/cases.json"


def catalogue(site: Path) -> dict[str, bytes]:
    """Return the catalogue of a built site by its name."""
    return {"catalog.jsonld": (site / "public/catalog.jsonld").read_bytes()}


def test_a_case_that_was_released_and_then_withheld_is_not_named_in_changes(
    minimal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a version added is told without the title of a case that is no longer published."""
    monkeypatch.setattr(packages, "check_tables", lambda *_: ())
    case = minimal / "content/cases/sample/secret.md"
    for version, day, revision in (
        ("2023.1.0", "2024-03-06", "initial"),
        ("2023.2.0", "2024-03-08", "routine"),
    ):
        asked = ("--revision", revision, "--reason", "虚构", "--date", day, "--site", str(minimal))
        outcome = run("data", "release", "sample", version, *asked)
        assert outcome.status == 0, outcome.text
        case.write_text(SECRET.replace("draft: 是\n", ""), encoding="utf-8")
    path = "api/packages/sample/2023.2.0.json"
    for draft, told in (("", True), ("draft: 是\n", False)):
        case.write_text(SECRET.replace("draft: 是\n", draft), encoding="utf-8")
        outcome = run("build", "--site", str(minimal), "--executor", "serial", "--clean")
        assert outcome.status == 0, outcome.text
        changes = read(minimal / "public", path)["changes"]
        assert ("藏题字样" in json.dumps(changes, ensure_ascii=False)) is told


def test_cases_cite_values_that_are_there(public: Path) -> None:
    """Each cited id is an observation of the interface, printed as in the case."""
    known = {
        item["id"]
        for name in files_of(public / "api/indicators")
        for item in read(public, f"api/indicators/{name}")["observations"]
    }
    cases = read(public, CASES)["items"]
    assert cases
    cited = [value["id"] for case in cases for value in case["observations"]]
    assert cited
    assert set(cited) <= known
    assert not any("{{" in case["summary"] for case in cases)


def test_bytes_do_not_depend_on_the_build(versioned: Path, tmp_path: Path) -> None:
    """A build from an empty cache writes the same bytes of all machine files."""
    before = files_of(versioned / "public")
    site = tmp_path / "site"
    shutil.copytree(versioned, site, ignore=shutil.ignore_patterns("public", ".cache"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        assert run("build", "--site", str(site), "--executor", "serial").status == 0
    after = files_of(site / "public")
    names = [name for name in before if name.startswith(("api/", "catalog", "changes/feed"))]
    assert {name: before[name] for name in names} == {name: after[name] for name in names}


def test_only_files_of_changed_indicators_are_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new value touches the file of its indicator; those of the others are kept."""
    monkeypatch.setattr(packages, "check_tables", lambda *_: ())
    site = make_site(tmp_path / "site")
    options = ("--site", str(site), "--executor", "serial")
    assert run("build", *options).status == 0
    kept = site / "public/api/indicators/service-cases.json"
    before, mark = files_of(site / "public/api"), kept.stat().st_ino
    cells = "_Z,stated,90.1,0,A,actual,exact,false,,,,sample-bulletin,一｜网上办理率88.5%,"
    add_row(site / "data/sample/2023.1.0/observations.csv", f"online-rate,990001,2021,{cells}")
    assert run("build", *options).status == 0
    after = files_of(site / "public/api")
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name for name in changed if name.startswith("indicators/")} == {
        "indicators/online-rate.json"
    }
    assert kept.stat().st_ino == mark
    assert Decimal(
        read(site / "public", "api/indicators/online-rate.json")["observations"][0]["value"]
    ) == Decimal("90.1")
