"""What leads to the site: shared pages, icons, manifest, indexes, whom to tell of a weakness."""

import io
import json
import re
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from site_builder.build import Config, check
from site_builder.diagnostics import BuildFailed
from tests.conftest import REPOSITORY
from tests.icons import icons
from tests.machine import missing

BASE = "https://dongtou.example/"
ASSETS = REPOSITORY / "templates/assets"


def shared(public: Path, path: str) -> dict[str, str]:
    """Return what a page says to those who share it."""
    tree = html.parse(str(public / path)).getroot()
    return {item.get("property"): item.get("content") for item in tree.xpath("//meta[@property]")}


def test_a_shared_text_has_its_moments(public: Path, official: Path) -> None:
    """An article says when it was published and changed; other pages have no such time."""
    found = shared(public, "cases/enterprise-code/index.html")
    assert found["og:type"] == "article"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\+08:00", found["article:published_time"])
    assert found["article:modified_time"] >= found["article:published_time"]
    assert shared(official, "cases/one-window/index.html")["article:published_time"] == (
        "2024-03-05T10:30:00+08:00"
    )
    other = shared(public, "indicators/one-network-rate/index.html")
    assert other["og:type"] == "website"
    assert not any(name.startswith("article:") for name in other)


def test_every_page_has_a_picture_to_share(public: Path, official: Path) -> None:
    """Its own, the site's card, or the site's mark: at least 300 pixels (WeChat), and there."""
    for root, base in ((public, BASE), (official, "https://www.xugou.gov.cn/column/")):
        found = {
            shared(root, file.relative_to(root).as_posix())["og:image"]
            for file in root.rglob("*.html")
        }
        assert all(address.startswith(base) for address in found)
        for address in found:
            with Image.open(root / address.removeprefix(base)) as picture:
                assert min(picture.size) >= 300, address


def test_icons_follow_from_the_mark(request: pytest.FixtureRequest) -> None:
    """The pictures among the assets are `icon.svg` drawn; `--update` draws them anew."""
    made = icons((ASSETS / "icon.svg").read_text(encoding="utf-8"))
    for name, data in made.items():
        if request.config.getoption("--update"):
            (ASSETS / name).write_bytes(data)
        assert (ASSETS / name).read_bytes() == data, name
    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in made.items()}
    assert sizes["icon-180.png"] == (180, 180)
    assert Image.open(io.BytesIO(made["icon-180.png"])).convert("RGBA").getpixel((0, 0))[3] == 255


def test_the_manifest_leads_to_icons_that_are_there(public: Path) -> None:
    """Relative to itself, under any base path, with the sizes it says and one that is maskable."""
    manifest = json.loads((public / "manifest.webmanifest").read_bytes())
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert manifest["name"] == "营商环境看洞头"
    purposes = set()
    for icon in manifest["icons"]:
        assert re.fullmatch(r"assets/[a-z0-9-]+\.[0-9a-f]{10}\.png", icon["src"])
        with Image.open(public / icon["src"]) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
        purposes.add(icon["purpose"])
    assert purposes == {"any", "maskable"}
    css = (ASSETS / "site.css/01-tokens.css").read_text(encoding="utf-8")
    assert manifest["theme_color"] in css
    head = (public / "index.html").read_text(encoding="utf-8")
    for colour in re.findall(r'name="theme-color" content="([^"]*)"', head):
        assert colour in css


def test_llms_txt_is_an_index_of_what_there_is(public: Path) -> None:
    """One title, a summary, headings, and links that all exist; every package and case is named."""
    text = (public / "llms.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("# ")] == ["# 营商环境看洞头"]
    assert text.splitlines()[2].startswith("> ")
    assert "不是政府网站" in text
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", text, re.M)
    assert len(links) == len(set(links)) > 150
    assert len(links) == sum(line.startswith("- ") for line in text.splitlines())
    assert missing(public, set(links), BASE, ()) == set()
    for folder in ("data", "cases", "reports"):
        for page in (public / folder).glob("*/index.html"):
            name = f"{BASE}{folder}/{page.parent.name}/"
            listed = any(link.startswith(name) for link in links)
            assert listed or "/cases/" in name, name


def test_robots_are_told_where_the_map_is(public: Path, official: Path) -> None:
    """An official site leads to its map; a demonstration asks to be left alone."""
    told = (official / "robots.txt").read_text(encoding="utf-8")
    assert "Sitemap: https://www.xugou.gov.cn/column/sitemap.xml\n" in told
    assert "Disallow: /\n" in (public / "robots.txt").read_text(encoding="utf-8")


def test_whom_to_tell_of_a_weakness_is_said_and_never_made_up(public: Path, official: Path) -> None:
    """RFC 9116: contact and expiry as the settings give them; without them no file."""
    lines = (official / ".well-known/security.txt").read_text(encoding="utf-8").splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields == {
        "Contact": "mailto:anquan@xugou.gov.cn",
        "Expires": "2024-12-31T00:00:00+08:00",
        "Preferred-Languages": "zh",
        "Canonical": "https://www.xugou.gov.cn/column/.well-known/security.txt",
    }
    assert not (public / ".well-known").exists()


@pytest.mark.parametrize("day", ["2024-03-01", "2026-01-01"])
def test_an_expiry_that_has_passed_or_is_far_is_a_fault(minimal: Path, day: str) -> None:
    """Held against the date of the build, never against a clock."""
    settings = minimal / "site.toml"
    table = f'\n[security]\ncontact = "mailto:a@site.example"\nexpires = "{day}"\n'
    settings.write_text(settings.read_text("utf-8") + table, "utf-8")
    config = Config(
        root=minimal, cache=minimal / ".cache", as_of="2024-03-31", strict=False, clean=True
    )
    with pytest.raises(BuildFailed) as failed:
        check(config)
    assert [item.code for item in failed.value.diagnostics] == ["settings-invalid"]


def test_the_map_for_people_names_every_list(public: Path) -> None:
    """Environments, every list of cases, the glossary, versions: what has no other index."""
    page = html.parse(str(public / "sitemap/index.html")).getroot()
    page.make_links_absolute(f"{BASE}sitemap/")
    links = set(page.xpath("//main//a/@href"))
    folders = ("environments/*", "cases/tags/*", "cases/years/*", "regions/*", "initiatives/*")
    for folder in folders:
        for file in public.glob(f"{folder}/index.html"):
            assert f"{BASE}{file.parent.relative_to(public).as_posix()}/" in links
    assert {f"{BASE}glossary/", f"{BASE}changes/", f"{BASE}llms.txt"} <= links
