"""What pages say to search engines: valid JSON-LD of existing things that ends no script."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from rdflib import Graph

from site_builder.linked.embedded import embedded
from tests.machine import missing, texts

SHIPPED, MINIMAL = "https://dongtou.example/", "https://site.example/column/"
SDO = "https://schema.org/"


class Scripts(HTMLParser):
    """Collects what stands in JSON-LD scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a script."""
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        """Keep its text."""
        if self.inside:
            self.found[-1] += data


def linked(public: Path, path: str) -> Any:
    """Return the one JSON-LD document of a page."""
    reader = Scripts()
    reader.feed((public / path / "index.html").read_text(encoding="utf-8"))
    (text,) = reader.found
    return json.loads(text)


def refuse(url: str, *_: object) -> Any:
    """Load nothing."""
    raise AssertionError(url)


def pages(public: Path) -> list[str]:
    """Return the pages of data and of indicators."""
    names = [
        "data",
        *(f"data/{path.name}" for path in sorted((public / "data").iterdir()) if path.is_dir()),
    ]
    names += [
        path.parent.relative_to(public).as_posix()
        for path in sorted(public.glob("data/*/*/index.html"))
    ]
    return names + [
        path.parent.relative_to(public).as_posix()
        for path in sorted(public.glob("indicators/*/index.html"))
    ]


def test_every_page_of_data_says_what_it_is(public: Path) -> None:
    """Each is a Dataset, the list of packages a DataCatalog, with name, text, licence, maker."""
    found = pages(public)
    assert len(found) > 100
    addresses: set[str] = set()
    for path in found:
        node = linked(public, path)
        assert node["@type"] == ("DataCatalog" if path == "data" else "Dataset"), path
        assert node["@id"] == node["url"] == f"{SHIPPED}{path}/"
        assert node["name"], path
        assert node["description"], path
        assert node["license"], path
        assert node["publisher"]["@type"] == "Organization"
        addresses |= {text for text in texts(node) if text.startswith(SHIPPED)}
    assert missing(public, addresses, SHIPPED, ()) == set()


def test_it_is_read_without_a_network(public: Path) -> None:
    """Both libraries expand the document with nothing loaded; terms are those of schema.org."""
    for path in ("data", "data/dongtou", "data/dongtou/2024.1.0", "indicators/one-network-rate"):
        node = linked(public, path)
        (expanded,) = jsonld.expand(node, {"documentLoader": refuse})
        assert expanded["@type"][0].startswith(SDO)
        assert all(name.startswith((SDO, "@")) for name in expanded)
        statements = Graph().parse(data=json.dumps(node), format="json-ld")
        assert len(statements) > 8


def test_coverage_is_what_the_sources_state(public: Path, versioned: Path) -> None:
    """No period is told where only the publication bounds it; places bear their codes."""
    stated = linked(versioned / "public", "indicators/online-rate")
    assert stated["temporalCoverage"] == "2022-01-01/2023-12-31"
    assert stated["spatialCoverage"][0]["identifier"] == "990001"
    assert stated["variableMeasured"]["unitText"] == "%"
    bounded = linked(public, "indicators/one-network-rate")
    assert "temporalCoverage" not in bounded
    edition = linked(public, "indicators/db-ease-of-doing-business-score")
    assert "temporalCoverage" not in edition


def test_versions_say_how_they_stood(versioned: Path) -> None:
    """A version has its own number, day and files; one that is withdrawn says nothing."""
    public = versioned / "public"
    node = linked(public, "data/sample/2023.1.2")
    assert (node["version"], node["datePublished"]) == ("2023.1.2", "2024-03-20")
    files = {item["contentUrl"] for item in node["distribution"]}
    assert f"{MINIMAL}data/sample/2023.1.2/observations.csv" in files
    assert missing(public, files, MINIMAL, ()) == set()
    reader = Scripts()
    reader.feed((public / "data/sample/2023.1.0/index.html").read_text(encoding="utf-8"))
    assert reader.found == []


@pytest.mark.parametrize("text", ["</script><script>alert(1)", "<!-- <script>", "a & b", "\u2028"])
def test_no_text_ends_the_script(text: str) -> None:
    """The page's own reader gives back the same value, and finds one script."""
    reader = Scripts()
    page = f'<script type="application/ld+json">{embedded(json.dumps({"x": text}))}</script>'
    reader.feed(page)
    assert [json.loads(found) for found in reader.found] == [{"x": text}]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_embedding_changes_no_value(value: Any) -> None:
    """Any JSON reads back the same, with no character in it that HTML would read."""
    shown = str(embedded(json.dumps(value, ensure_ascii=False)))
    assert json.loads(shown) == value
    assert not set("<>&\u2028\u2029") & set(shown)
