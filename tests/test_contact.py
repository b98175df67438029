"""How an error is reported: what the settings say and nothing else, from every page."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.check import columns, settings
from site_builder.model.settings import Column, Contact
from site_builder.model.site import Routes, Site
from tests.conftest import run
from tests.pages import Page, read_page

NO_ROUTES = Routes(all=(), files=frozenset(), anchors={})


def test_every_page_leads_to_the_request_with_its_own_address(
    public: Path, own_pages: dict[str, Page]
) -> None:
    """The link in the footer names the page it stands on, without a script."""
    for path, page in own_pages.items():
        if path.startswith("embed/") or path.endswith("contact/index.html"):
            continue
        found = [link for link in page.links if "contact/?page=" in link]
        if not found:
            assert "moved" in (public / path).read_text("utf-8")[:4000], path
            continue
        (asked,) = parse_qs(urlsplit(found[0]).query)["page"]
        assert asked == "/" + path.removesuffix("index.html"), path


def test_without_contact_the_page_says_so(public: Path) -> None:
    """Nothing is invented: no address, no telephone, no link to write to."""
    page = read_page(public, public / "contact" / "index.html")
    assert "没有登记联系方式" in page.text
    assert not any(link.startswith(("mailto:", "tel:", "http")) for link in page.links)
    assert "correction" in page.ids


def test_what_the_settings_say_is_shown(minimal: Path) -> None:
    """Office, telephone, e-mail with a subject, consultation, and the days of an answer."""
    toml = minimal / "site.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8")
        + '\n[contact]\noffice = "样例科（虚构）"\ntelephone = "000-0000"\n'
        'email = "a@site.example"\nconsultation = "https://ask.example/x"\nreply_days = 5\n\n'
        '[outside]\nhosts = ["ask.example"]\n',
        encoding="utf-8",
    )
    outcome = run("build", "--site", str(minimal), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    page = read_page(minimal / "public", minimal / "public" / "contact" / "index.html")
    assert "样例科（虚构）" in page.text
    assert "5个工作日内答复" in page.text
    assert "没有登记联系方式" not in page.text
    mail = next(link for link in page.links if link.startswith("mailto:"))
    assert urlsplit(mail).path == "a@site.example"
    assert parse_qs(urlsplit(mail).query)["subject"] == ["更正：样例站（虚构）"]
    assert "https://ask.example/x" in page.links


def test_a_service_outside_the_site_must_be_listed(shipped: Checked) -> None:
    """The rule of outside links holds for the settings too."""
    contact = Contact(consultation="https://ask.example/x")
    site = with_settings(shipped.site, contact=contact)
    assert [item.code for item in settings.check(site, NO_ROUTES)] == ["link-outside"]
    listed = with_settings(shipped.site, contact=contact, outside_hosts=("ask.example",))
    assert settings.check(listed, NO_ROUTES) == ()


def with_settings(site: Site, **changes: object) -> Site:
    """Return a site with some settings changed."""
    return replace(site, settings=replace(site.settings, **changes))


@pytest.mark.parametrize(
    ("as_of", "limit", "codes"),
    [
        ("2026-12-05", 14, []),
        ("2026-12-06", 14, ["column-stale"]),
        ("2027-05-23", 183, []),
        ("2027-05-24", 183, ["column-stale"]),
    ],
)
def test_a_column_is_stale_the_day_after_its_limit(
    shipped: Checked, as_of: str, limit: int, codes: list[str]
) -> None:
    """Reports were published on 2026-11-21; only the type with a limit is held to it."""
    site = replace(
        with_settings(shipped.site, freshness=(("政策解读", limit),)),
        as_of=as_of,
    )
    assert [item.code for item in columns.check(site, NO_ROUTES)] == codes


def test_a_column_without_content_is_told(shipped: Checked) -> None:
    """A column nobody knows, and one whose documents are not published, are blank."""
    news = Column(id="news", name="动态", description="虚构", keywords="虚构", type="动态信息")
    site = with_settings(shipped.site, columns=(*shipped.site.settings.columns, news))
    empty = replace(site, reports=())
    assert [item.code for item in columns.check(empty, NO_ROUTES)] == ["column-empty"] * 2
