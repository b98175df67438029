"""The catalogue fits DCAT-AP 3, names only what exists, and is read without a network."""

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from pyshacl import validate
from rdflib import DCAT, DCTERMS, Graph, Literal, URIRef

from tests.conftest import REPOSITORY
from tests.machine import missing, read, texts

SHAPES = Path(__file__).parent / "shapes" / "dcat-ap.ttl"
SHIPPED, MINIMAL = "https://dongtou.example/", "https://site.example/column/"
ADMS = "http://www.w3.org/ns/adms#"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched: neither library may load a document."""

    def refuse(url: str, *_: object) -> None:
        raise AssertionError(url)

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("urllib.request.urlopen", refuse)
    monkeypatch.setattr(jsonld, "_default_document_loader", refuse)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """What DCAT-AP asks."""
    return Graph().parse(SHAPES)


@pytest.fixture(scope="module", params=["shipped", "versioned"])
def built(request: pytest.FixtureRequest) -> tuple[Path, str]:
    """A built site and its base address: the shipped one, and one with a tombstone."""
    if request.param == "shipped":
        return request.getfixturevalue("public"), SHIPPED
    return request.getfixturevalue("versioned") / "public", MINIMAL


def graph(catalogue: Any) -> Graph:
    """Return the statements of a catalogue."""
    return Graph().parse(data=json.dumps(catalogue), format="json-ld")


def test_the_catalogue_conforms(built: tuple[Path, str], shapes: Graph) -> None:
    """All that DCAT-AP demands is there, of the right class, type and number."""
    statements = graph(read(built[0], "catalog.jsonld"))
    conforms, _, report = validate(statements, shacl_graph=shapes, advanced=True)
    assert conforms, report


Node = dict[str, Any]


def _package(node: Node) -> Node:
    return next(item for item in node["dcat:dataset"] if "dcat:hasVersion" in item)


def _version(node: Node) -> Node:
    return next(
        item
        for item in node["dcat:dataset"]
        if "dcat:distribution" in item and item is not _package(node)
    )


def _file(node: Node) -> Node:
    return _version(node)["dcat:distribution"][0]


def _tombstone(node: Node) -> Node:
    return next(item for item in node["dcat:dataset"] if "adms:status" in item)


BROKEN: dict[str, Callable[[Node], object]] = {
    "no title": lambda node: node.pop("dcterms:title"),
    "no publisher": lambda node: node.pop("dcterms:publisher"),
    "publisher without a name": lambda node: node["dcterms:publisher"].pop("foaf:name"),
    "no dataset": lambda node: node.pop("dcat:dataset"),
    "dataset without description": lambda node: _package(node).pop("dcterms:description"),
    "two titles in a language": lambda node: _package(node).update(
        {"dcterms:title": [{"@value": one, "@language": "zh-CN"} for one in ("甲", "乙")]}
    ),
    "no current version": lambda node: _package(node).pop("dcat:hasCurrentVersion"),
    "current version unknown": lambda node: _package(node).update(
        {"dcat:hasCurrentVersion": {"@id": "https://site.example/column/nowhere/"}}
    ),
    "version without number": lambda node: _version(node).pop("dcat:version"),
    "date as a text": lambda node: node.update({"dcterms:issued": {"@value": "昨天"}}),
    "period back to front": lambda node: _version(node)["dcterms:temporal"].update(
        {"dcat:startDate": "2030-01-01"}
    ),
    "no access address": lambda node: _file(node).pop("dcat:accessURL"),
    "address as a text": lambda node: _file(node).update(
        {"dcat:downloadURL": {"@value": "https://site.example/x"}}
    ),
    "file without licence": lambda node: _file(node).pop("dcterms:license"),
    "size below zero": lambda node: _file(node).update({"dcat:byteSize": "-1"}),
    "checksum cut short": lambda node: _file(node)["spdx:checksum"].update(
        {"spdx:checksumValue": "ab"}
    ),
    "media type of nobody": lambda node: _file(node).update(
        {"dcat:mediaType": {"@id": "https://site.example/csv", "@type": "dcterms:MediaType"}}
    ),
    "tombstone with a file": lambda node: _tombstone(node).update(
        {"dcat:distribution": [{"@id": _file(node)["@id"]}]}
    ),
    "withdrawn without a status": lambda node: _tombstone(node).pop("adms:status"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_catalogue_does_not_conform(fault: str, versioned: Path, shapes: Graph) -> None:
    """The shapes see each of these faults, so that passing them means something."""
    catalogue = read(versioned / "public", "catalog.jsonld")
    BROKEN[fault](catalogue)
    conforms, _, _ = validate(graph(catalogue), shacl_graph=shapes, advanced=True)
    assert not conforms


def test_two_readers_agree_without_a_network(built: tuple[Path, str]) -> None:
    """The JSON-LD expands, and both libraries read the same statements from it."""
    catalogue = read(built[0], "catalog.jsonld")
    assert jsonld.expand(catalogue)
    other = Graph().parse(
        data=jsonld.normalize(catalogue, {"format": "application/n-quads"}), format="nt"
    )
    assert len(other) == len(graph(catalogue)) > 100


def test_every_address_exists(built: tuple[Path, str]) -> None:
    """Every page and file named is there; beyond the site only vocabularies are named."""
    public, base = built
    catalogue = read(public, "catalog.jsonld")
    catalogue.pop("@context")
    found = {text for text in texts(catalogue) if text.startswith(("http://", "https://"))}
    assert missing(public, found, base, ()) == set()
    assert f"{base}#environments" in found


def test_every_file_of_every_version_is_offered(built: tuple[Path, str]) -> None:
    """Size and checksum of a download are those of the file that is served."""
    public, base = built
    statements = graph(read(public, "catalog.jsonld"))
    offered = {}
    for item in statements.subjects(
        URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), DCAT.Distribution
    ):
        file = public / str(statements.value(item, DCAT.downloadURL)).removeprefix(base)
        offered[file] = item
        checksum = statements.value(item, URIRef("http://spdx.org/rdf/terms#checksum"))
        value = URIRef("http://spdx.org/rdf/terms#checksumValue")
        if checksum is not None:
            data = file.read_bytes()
            assert str(statements.value(item, DCAT.byteSize)) == str(len(data))
            told = str(statements.value(checksum, value))
            assert told.lower() == hashlib.sha256(data).hexdigest()
    served = {path for path in public.glob("data/*/*/**/*.csv") if ".excel." not in path.name}
    assert served
    assert served <= set(offered)


def test_versions_follow_each_other(versioned: Path) -> None:
    """The package leads to all versions; each says which it replaced, and why."""
    statements = graph(read(versioned / "public", "catalog.jsonld"))
    package = URIRef(f"{MINIMAL}data/sample/")
    first, second, third = (URIRef(f"{package}2023.1.{number}/") for number in range(3))
    assert set(statements.objects(package, DCAT.hasVersion)) == {first, second, third}
    assert statements.value(package, URIRef(f"{DCAT}hasCurrentVersion")) == third
    assert statements.value(third, URIRef(f"{DCAT}previousVersion")) == second
    assert statements.value(second, URIRef(f"{DCAT}previousVersion")) == first
    notes = statements.value(third, URIRef(f"{ADMS}versionNotes"))
    assert notes == Literal("虚构", lang="zh-CN")
    assert str(statements.value(package, DCTERMS.issued)) == "2024-03-06"
    assert str(statements.value(package, DCTERMS.modified)) == "2024-03-21"
    gone = str(statements.value(first, DCTERMS.description))
    assert all(word in gone for word in ("2024-03-21", "一行（虚构）", "误收（虚构）"))
    assert list(statements.objects(first, DCAT.distribution)) == []


def test_time_is_covered_only_as_far_as_sources_state_it(public: Path, versioned: Path) -> None:
    """Bounded and unknown periods, and the years of editions, add nothing to the coverage."""
    statements = graph(read(public, "catalog.jsonld"))
    bank = URIRef(f"{SHIPPED}data/world-bank-doing-business/")
    assert statements.value(bank, DCTERMS.temporal) is None
    statements = graph(read(versioned / "public", "catalog.jsonld"))
    period = statements.value(URIRef(f"{MINIMAL}data/sample/"), DCTERMS.temporal)
    days = [
        str(statements.value(period, URIRef(f"{DCAT}{side}"))) for side in ("startDate", "endDate")
    ]
    assert days == ["2022-01-01", "2023-12-31"]


def test_no_date_is_the_day_of_the_build(built: tuple[Path, str]) -> None:
    """Only days of releases and withdrawals: nothing is taken from the clock or the build."""
    public, base = built
    root = REPOSITORY if base == SHIPPED else public.parent
    days = {"2024-03-21"} if base == MINIMAL else set()
    for file in (root / "data").glob("*/releases.csv"):
        with file.open(encoding="utf-8", newline="") as table:
            days |= {row["date"] for row in csv.DictReader(table)}
    statements = graph(read(public, "catalog.jsonld"))
    for kind in (DCAT.Catalog, DCAT.Dataset):
        for item in statements.subjects(object=kind):
            told = {*statements.objects(item, DCTERMS.issued)}
            told |= {*statements.objects(item, DCTERMS.modified)}
            assert {str(day) for day in told} <= days
