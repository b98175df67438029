"""Builds as a whole: deterministic, incremental, and never at the cost of the old site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, files_of, make_site, run


def build(site: Path, *more: str) -> str:
    """Build a site that must build, and return what was printed."""
    outcome = run("build", "--site", str(site), "--executor", "serial", *more)
    assert outcome.status == 0, outcome.text
    return outcome.text


def test_nothing_changed_makes_nothing_anew(minimal: Path) -> None:
    """A second build renders no page and leaves every byte."""
    build(minimal)
    before = files_of(minimal / "public")
    assert "重做0个" in build(minimal)
    assert files_of(minimal / "public") == before


FEEDS = ("feed.xml", "feed.json", "cases/feed.xml", "cases/feed.json")
CASE_LISTS = (
    "cases/index.html",
    "cases/index.json",
    "cases/environments/government/index.html",
    "cases/areas/990001/index.html",
    "cases/years/2024/index.html",
)
"""The lists that show the one case of the minimal site."""

TABLE_FILES = tuple(
    f"{stem}.{ending}"
    for stem in ("compare/990001/2022-2023/2022-2023", "indicators/online-rate/online-rate")
    for ending in ("csv", "excel.csv", "json", "xlsx")
)
VERSION_FILES = tuple(
    f"data/sample/2023.1.0/{name}"
    for name in (
        "observations.csv",
        "observations.excel.csv",
        *(f"sample-2023.1.0.{ending}" for ending in ("json", "sdmx.csv", "xlsx", "zip")),
    )
)
"""The files in which an observation of the minimal site can be had."""

CHART_FILES = ("svg", "vl.json", "csv", "excel.csv")

EDITS = {
    "a case's text": (
        "content/cases/sample/one-window.md",
        "虚构的背景",
        "改过的虚构背景",
        {"cases/one-window/index.html", *FEEDS},
    ),
    "a case's title": (
        "content/cases/sample/one-window.md",
        "title: 一窗受理（虚构案例）",
        "title: 一窗受理（改名的虚构案例）",
        {
            "index.html",
            *CASE_LISTS,
            "cases/one-window/index.html",
            "environments/government/index.html",
            "indicators/online-rate/index.html",
            "initiatives/one-window/index.html",
            "regions/990001/index.html",
            "sitemap/index.html",
            "llms.txt",
            *FEEDS,
            "api/cases.json",
        },
    ),
    "one observation": (
        "data/sample/2023.1.0/observations.csv",
        "2023,_Z,stated,91.2",
        "2023,_Z,stated,91.3",
        {
            "index.html",
            *CASE_LISTS,
            "cases/one-window/index.html",
            "compare/990001/2022-2023/index.html",
            "environments/government/index.html",
            "indicators/index.html",
            "indicators/online-rate/index.html",
            *(f"indicators/online-rate/trend.{end}" for end in CHART_FILES),
            "embed/indicators/online-rate/index.html",
            "embed/indicators/online-rate/oembed.json",
            "initiatives/one-window/index.html",
            "methods/index.html",
            "regions/990001/index.html",
            *FEEDS,
            "data/sample/index.html",
            "data/sample/2023.1.0/index.html",
            *TABLE_FILES,
            *VERSION_FILES,
            "api/cases.json",
            "api/indicators.json",
            "api/indicators/online-rate.json",
            "api/packages.json",
            "api/packages/sample/2023.1.0.json",
            "catalog.jsonld",
        },
    ),
    "a template": (
        "templates/initiative.html",
        "有关数据",
        "有关的数据",
        {"initiatives/one-window/index.html"},
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_changes_just_what_shows_it(minimal: Path, name: str) -> None:
    """After an edit the incremental build equals a clean one; only pages that show it differ."""
    file, old, new, changed = EDITS[name]
    build(minimal)
    before = files_of(minimal / "public")
    path = minimal / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    build(minimal)
    after = files_of(minimal / "public")
    build(minimal, "--clean")
    assert files_of(minimal / "public") == after
    differing = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
    assert differing - {"build.json"} == changed


def test_a_style_change_reaches_every_page(minimal: Path) -> None:
    """Assets carry their digest in their name, so all pages name the new one."""
    build(minimal)
    style = minimal / "templates" / "assets" / "site.css" / "02-base.css"
    style.write_text(style.read_text(encoding="utf-8") + "p { color: red; }\n", encoding="utf-8")
    assert "重做31个" in build(minimal)
    names = [path.name for path in (minimal / "public" / "assets").glob("site.*.css")]
    assert len(names) == 1
    for path in (minimal / "public").rglob("*.html"):
        assert names[0] in path.read_text(encoding="utf-8")


def test_what_is_gone_leaves_no_page(minimal: Path) -> None:
    """A deleted case takes its page, its place in lists and its feed entry along."""
    build(minimal)
    (minimal / "content" / "cases" / "sample" / "one-window.md").unlink()
    build(minimal)
    files = files_of(minimal / "public")
    assert "cases/one-window/index.html" not in files
    assert "cases/index.html" not in files
    assert not [name for name, data in files.items() if b"cases/one-window" in data]


def test_a_damaged_cache_is_no_harm(minimal: Path) -> None:
    """Whatever stands in the cache, the pages are right."""
    build(minimal)
    before = files_of(minimal / "public")
    memory = minimal / ".cache" / "memory.msgpack"
    data = memory.read_bytes()
    for damage in (b"", b"\x00\xff" * 40, data[: len(data) // 2], b"\xc0"):
        memory.write_bytes(damage)
        build(minimal)
        assert files_of(minimal / "public") == before


def test_a_touched_output_is_made_again(minimal: Path) -> None:
    """A page somebody changed by hand is not trusted."""
    build(minimal)
    page = minimal / "public" / "index.html"
    good = page.read_bytes()
    page.unlink()
    page.write_bytes(b"spoilt")
    build(minimal)
    assert page.read_bytes() == good


def test_a_faulty_site_leaves_the_old_one(minimal: Path) -> None:
    """A build with an error ends with status 1 and changes no byte of the output."""
    build(minimal)
    before = files_of(minimal / "public")
    case = minimal / "content" / "cases" / "sample" / "one-window.md"
    case.write_text("title: no front matter\n", encoding="utf-8")
    outcome = run("build", "--site", str(minimal), "--executor", "serial")
    assert outcome.status == 1
    assert files_of(minimal / "public") == before


def test_a_builder_fault_ends_with_status_3(minimal: Path) -> None:
    """A page that cannot be made is a fault of the builder; the old site stays."""
    build(minimal)
    before = files_of(minimal / "public")
    with (minimal / "content/pages/about.md").open("a", encoding="utf-8") as page:
        page.write("\n改了。\n")
    spoilt = (
        "import site_builder.render as r\n"
        "r.place_of = None\n"
        "from site_builder.cli.main import main\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", spoilt, "build", "--site", str(minimal), "--executor", "serial"],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    assert files_of(minimal / "public") == before


def test_wrong_usage_ends_with_status_2() -> None:
    """An unknown option, a date that is none, a site that is nowhere."""
    assert run("build", "--nonsense").status == 2
    assert run("build", "--as-of", "yesterday").status == 2
    assert run("build", "--site", "/nowhere/at/all").status == 2


def test_an_interrupted_exchange_is_mended(minimal: Path) -> None:
    """Where a build was stopped between its two renames, the old site comes back first."""
    build(minimal)
    before = files_of(minimal / "public")
    (minimal / "public").rename(minimal / ".public.old")
    (minimal / ".public.new").mkdir()
    case = minimal / "content" / "cases" / "sample" / "one-window.md"
    good = case.read_text(encoding="utf-8")
    case.write_text("broken", encoding="utf-8")
    assert run("build", "--site", str(minimal), "--executor", "serial").status == 1
    assert files_of(minimal / "public") == before
    case.write_text(good, encoding="utf-8")
    build(minimal)
    assert files_of(minimal / "public") == before


def test_only_the_output_is_written(minimal: Path) -> None:
    """A build writes `public/` and `.cache/` and nothing else, and never opens an old file."""
    sources = {
        name: data for name, data in files_of(minimal).items() if not name.startswith(".cache/")
    }
    build(minimal)
    link = minimal / "kept"
    os.link(minimal / "public" / "index.html", link)
    before = link.read_bytes()
    text = (minimal / "site.toml").read_text(encoding="utf-8")
    (minimal / "site.toml").write_text(text.replace("测试用", "测试之用"), encoding="utf-8")
    build(minimal)
    assert link.read_bytes() == before
    assert (minimal / "public" / "index.html").read_bytes() != before
    after = {
        name: data
        for name, data in files_of(minimal).items()
        if not name.startswith(("public/", ".cache/")) and name not in ("kept", "site.toml")
    }
    assert after == {name: data for name, data in sources.items() if name != "site.toml"}


def test_the_date_comes_from_no_clock(minimal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--as-of`, else SOURCE_DATE_EPOCH, else the newest publication date."""
    build(minimal)
    page = minimal / "public" / "index.html"
    assert 'datetime="2024-03-05"' in page.read_text(encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")
    build(minimal)
    assert 'datetime="2024-06-01"' in page.read_text(encoding="utf-8")
    build(minimal, "--as-of", "2024-07-02")
    assert 'datetime="2024-07-02"' in page.read_text(encoding="utf-8")


def test_it_works_under_a_base_path(tmp_path: Path) -> None:
    """Links are relative; the 404 page alone takes its base from the settings."""
    site = make_site(tmp_path / "site")
    build(site)
    missing = (site / "public" / "404.html").read_text(encoding="utf-8")
    assert 'href="/column/sitemap/"' in missing
    for path in (site / "public").rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        assert 'href="/' not in text
