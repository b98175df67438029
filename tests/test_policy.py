"""The policy of pages: strict, the same in the head and in the header, more only where needed."""

from pathlib import Path

import pytest
from lxml import html

from site_builder.linked.policy import (
    cache_control,
    header_policy,
    header_recipe,
    page_policy,
)

KINDS = ["home", "case", "embed", "search", "any other"]


def rules(policy: str) -> dict[str, str]:
    """Return the sources of each rule."""
    return dict(rule.split(" ", 1) for rule in policy.split("; "))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_comes_from_elsewhere(kind: str) -> None:
    """Only the own origin; no inline script or style, no eval, no plug-in, no foreign form."""
    found = rules(page_policy(kind))
    assert found["default-src"] == found["base-uri"] == found["form-action"] == "'self'"
    assert found["object-src"] == "'none'"
    for forbidden in ("'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "data:", "*"):
        assert all(forbidden not in sources.split() for sources in found.values())


def test_only_the_search_page_runs_a_compiled_program() -> None:
    """WebAssembly is allowed there and on no other page."""
    allowing = [kind for kind in KINDS if "'wasm-unsafe-eval'" in page_policy(kind)]
    assert allowing == ["search"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_header_says_the_same_and_who_may_frame(kind: str) -> None:
    """A page made to be put into others may be framed by all, the rest by the site alone."""
    header = rules(header_policy(kind))
    assert header.pop("frame-ancestors") == ("*" if kind == "embed" else "'self'")
    assert header == rules(page_policy(kind))


def test_only_what_bears_its_hash_is_kept_for_good() -> None:
    """Assets may be cached for ever; pages, data and the search index not."""
    said = {one.paths: dict(one.headers).get("Cache-Control", "") for one in header_recipe()}
    assert said["/*"] == "no-cache"
    assert [paths for paths, value in said.items() if "max-age" in value] == ["/assets/*"]
    assert cache_control("assets/site.0123456789.css") == said["/assets/*"]
    assert cache_control("index.html") == cache_control("search/assets/x") == "no-cache"


def test_every_page_carries_its_policy_before_all_that_it_loads(public: Path) -> None:
    """The first thing after the encoding; and nothing inline but data."""
    for file in public.rglob("*.html"):
        tree = html.fromstring(file.read_bytes())
        kind = next(name for name in tree.body.classes if name.startswith("page-"))
        first = tree.head.xpath("meta[not(@charset)]")[0]
        assert first.get("http-equiv") == "Content-Security-Policy", file
        assert first.get("content") == page_policy(kind.removeprefix("page-")), file
        assert tree.xpath("//style | //*[@style] | //@onclick | //@onload") == [], file
        for script in tree.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", file
