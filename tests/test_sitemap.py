"""`sitemap.xml`: valid, whole, with days that follow from the sources alone."""

from pathlib import Path

import pytest
from lxml import etree

from site_builder.build import Checked
from site_builder.linked.dates import page_dates
from site_builder.outputs.sitemap import sitemaps
from tests.conftest import REPOSITORY

BASE = "https://dongtou.example/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """What a site map may hold."""
    return etree.XMLSchema(etree.parse(REPOSITORY / "tests/shapes/sitemap.xsd"))


def addresses(text: bytes) -> list[str]:
    """Return the addresses of a site map."""
    return [str(item.text) for item in etree.fromstring(text).iterfind(".//s:loc", NAMES)]


def test_it_is_valid_and_names_every_page_once(public: Path, schema: etree.XMLSchema) -> None:
    """Every page but stubs, embedded ones and the 404 page; each address has its file."""
    text = (public / "sitemap.xml").read_bytes()
    schema.assertValid(etree.fromstring(text))
    listed = {address.removeprefix(BASE) for address in addresses(text)}
    files = {path.parent.relative_to(public).as_posix() for path in public.rglob("index.html")}
    wanted = {"" if name == "." else f"{name}/" for name in files if name.split("/")[0] != "embed"}
    stubs = {
        name
        for name in wanted
        if "page-moved" in (public / name / "index.html").read_text(encoding="utf-8")
    }
    assert listed == wanted - stubs


def test_days_come_from_texts_and_releases(shipped: Checked) -> None:
    """A text by its own date; data by the release that is shown; a list by its newest."""
    site = shipped.site
    days = page_dates(site, shipped.routes)
    released = {
        package.name: held.release.date
        for package in site.packages
        for held in site.versions[package.name]
        if held.version == package.version and held.release
    }
    for name, day in released.items():
        assert days[f"/data/{name}/"] == day
    texts = {item.address: max(item.date, item.updated)[:10] for item in site.cases}
    for path, day in texts.items():
        assert days[path] >= day
    assert days["/cases/"] == max(texts.values())
    assert days["/"] == max(*released.values(), *texts.values(), *_reports(shipped))
    sources = {*released.values(), *texts.values(), *_reports(shipped)}
    sources |= {item.date[:10] for item in site.pages} | {item.updated[:10] for item in site.pages}
    sources |= {
        held.release.date for all_ in site.versions.values() for held in all_ if held.release
    }
    assert set(days.values()) <= sources
    assert "/glossary/" not in days


def _reports(shipped: Checked) -> list[str]:
    return [max(item.date, item.updated)[:10] for item in shipped.site.reports]


def test_a_withdrawn_version_is_as_new_as_its_withdrawal(versioned: Path) -> None:
    """The page that says what is gone changed on that day."""
    text = etree.fromstring((versioned / "public/sitemap.xml").read_bytes())
    days = {
        item.findtext("s:loc", namespaces=NAMES): item.findtext("s:lastmod", namespaces=NAMES)
        for item in text.iterfind("s:url", NAMES)
    }
    base = "https://site.example/column/"
    gone = days[f"{base}data/sample/2023.1.0/"]
    assert gone > days[f"{base}data/sample/2023.1.1/"]
    assert days[f"{base}changes/"] == gone


def test_too_many_pages_are_in_several_files(schema: etree.XMLSchema) -> None:
    """An index lists the parts, none too long, with the newest day of each; nothing is lost."""
    days = ["2024-01-01", "2024-01-02", "", "", "", "", ""]
    pages = [(f"{BASE}{number}/", day) for number, day in enumerate(days)]
    files = dict(sitemaps(BASE, pages, 3))
    assert list(files) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    for text in files.values():
        schema.assertValid(etree.fromstring(text))
    index = files.pop("sitemap.xml")
    assert addresses(index) == [f"{BASE}{name}" for name in files]
    assert [item.text for item in etree.fromstring(index).iterfind(".//s:lastmod", NAMES)] == [
        "2024-01-02"
    ]
    assert [one for text in files.values() for one in addresses(text)] == [one for one, _ in pages]
