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

from site_builder.linked.articles import website
from site_builder.linked.embedded import embedded
from site_builder.model.language import CHINESE
from site_builder.model.settings import Settings
from tests.machine import missing, texts
from tests.test_resolve import blank

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


def documents(public: Path, path: str) -> dict[str, Any]:
    """Return the JSON-LD documents of a page by their types, each of which stands once."""
    reader = Scripts()
    reader.feed((public / path / "index.html").read_text(encoding="utf-8"))
    found = {node["@type"]: node for node in map(json.loads, reader.found)}
    assert len(found) == len(reader.found), path
    return found


def linked(public: Path, path: str) -> Any:
    """Return what a page of data says beside the way to it."""
    found = documents(public, path)
    assert found.pop("BreadcrumbList")
    (node,) = found.values()
    return node


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
    assert set(documents(public, "data/sample/2023.1.0")) == {"BreadcrumbList"}


def test_texts_say_what_they_are(public: Path) -> None:
    """Cases and reports: headline, moments, publisher and source as the page shows them."""
    for path in ("cases/enterprise-code", "reports/dongtou-2024"):
        node = documents(public, path)["Article"]
        page = (public / path / "index.html").read_text(encoding="utf-8")
        assert f"<h1>{node['headline']}</h1>" in page
        assert f'<time datetime="{node["datePublished"].removesuffix(":00+08:00")}+08:00">' in page
        assert node["publisher"] == node["author"]
        assert node["publisher"]["name"] == "营商环境看洞头"
        assert node["isBasedOn"]["publisher"]["name"] in page
        assert missing(public, {node["url"], node["image"]}, SHIPPED, ()) == set()
    assert "Article" not in documents(public, "about")


def test_the_way_to_a_page_is_the_visible_one(public: Path, official: Path) -> None:
    """Each step in order, from the portal where the site is a column of one."""
    node = documents(public, "indicators/one-network-rate")["BreadcrumbList"]
    steps = node["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert [step["name"] for step in steps[:2]] == ["首页", "全部指标"]
    assert steps[-1]["item"] == f"{SHIPPED}indicators/one-network-rate/"
    below = documents(official, "cases/one-window")["BreadcrumbList"]["itemListElement"]
    assert below[0]["item"] == "https://www.xugou.gov.cn/"
    assert below[1]["item"] == "https://www.xugou.gov.cn/column/"


def test_the_home_page_says_whose_the_site_is(public: Path, official: Path) -> None:
    """The publisher is the host that the settings name; a search is told only if there is one."""
    node = documents(official, ".")["WebSite"]
    assert node["publisher"]["name"] == "虚构区人民政府"
    own = documents(public, ".")["WebSite"]
    assert own["publisher"]["name"] == own["name"]
    for root, found in ((public, own), (official, node)):
        assert ("potentialAction" in found) is (root / "search/index.html").is_file()
    settings = blank(Settings, base_url=SHIPPED, title="虚构")
    action = json.loads(website(settings, CHINESE, search=True))["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{SHIPPED}search/?q={{search_term_string}}"


def test_an_indicator_names_the_files_of_its_charts(public: Path) -> None:
    """Drawn and defined, they are forms in which its values can be had."""
    node = documents(public, "indicators/db-ease-of-doing-business-score")["Dataset"]
    forms = {item["encodingFormat"] for item in node["distribution"]}
    assert forms >= {"image/svg+xml", "application/vnd.vegalite.v6+json", "text/csv"}
    assert "image/svg+xml" not in {
        item["encodingFormat"]
        for item in documents(public, "indicators/one-network-rate")["Dataset"]["distribution"]
    }


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
