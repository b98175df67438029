"""Old addresses lead to the new one, stand in no map or feed, and take nobody's place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.load import packages
from tests.conftest import files_of, run

CASE = "content/cases/sample/one-window.md"


@pytest.fixture(scope="module", autouse=True)
def _tables_are_sound() -> Iterator[None]:
    """The tables are those of the minimal site, which pass."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        yield


def alias(site: Path, *addresses: str, name: str = CASE) -> None:
    """Give a document old addresses."""
    file = site / name
    text = file.read_text(encoding="utf-8")
    lines = "".join(f"  - {address}\n" for address in addresses)
    file.write_text(text.replace("summary:", f"aliases:\n{lines}summary:", 1), encoding="utf-8")


def test_a_stub_leads_on_from_any_depth(minimal: Path) -> None:
    """Refreshed at once and linked, by a relative address; it stands for the new page."""
    addresses = ("/old/", "/cases/two/deep/", "/a/b/c/d.html/")
    alias(minimal, *addresses)
    outcome = run("build", "--site", str(minimal), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    files = files_of(minimal / "public")
    for address, target in zip(
        addresses,
        ("../cases/one-window/", "../../one-window/", "../../../../cases/one-window/"),
        strict=True,
    ):
        html = files[f"{address.strip('/')}/index.html"].decode()
        assert f'<meta http-equiv="refresh" content="0; url={target}">' in html
        assert f'<p><a href="{target}">一窗受理（虚构案例）</a></p>' in html
        new = "https://site.example/column/cases/one-window/"
        assert re.findall('rel="canonical" href="([^"]*)"', html) == [new]
        assert re.findall('property="og:url" content="([^"]*)"', html) == [new]
        assert '<meta name="robots" content="noindex">' in html
        for name in ("sitemap.xml", "feed.xml", "cases/index.json", "sitemap/index.html"):
            assert address.encode() not in files[name], name


TAKEN = {
    "/about/": "content/pages/about.md",
    "/cases/": "/cases/",
    "/cases/one-window/": "content/cases/sample/one-window.md",
    "/indicators/online-rate/": "/indicators/online-rate/",
    "/feed.xml/": "/feed.xml",
    "/feed.xml/2024/": "/feed.xml",
    "/404.html/": "/404.html",
    "/build.json/": "/build.json",
    "/cases/index.json/": "/cases/index.json",
    "/data/sample/2023.1.0/areas.csv/": "/data/sample/2023.1.0/areas.csv",
}


@pytest.mark.parametrize("address", TAKEN)
def test_an_old_address_takes_nobodys_place(address: str, minimal: Path) -> None:
    """A page, a list, a download, a machine file, its own page: told at the entry, with whose."""
    alias(minimal, "/free/", address)
    outcome = run("build", "--site", str(minimal), "--executor", "serial")
    assert outcome.status == 1
    said = f"{CASE}:11:5: 错误 [alias-taken] 旧网址“{address}”已被 {TAKEN[address]} 用了"
    assert said in outcome.text
    assert outcome.text.count(": 错误 [") == 1


def test_two_documents_cannot_have_one_old_address(minimal: Path) -> None:
    """Nor can one have it twice."""
    alias(minimal, "/old/")
    alias(minimal, "/old/", "/older/", "/older/", name="content/reports/sample.md")
    report = run("check", "--site", str(minimal)).text
    assert report.count("[alias-taken]") == 2
    assert "sample.md:9:5: 错误 [alias-taken]" in report
    assert "sample.md:10:5: 错误 [alias-taken]" in report
