"""Articles and what stands around them: reading time, related cases, neighbours, components."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.build import Config, check
from site_builder.load import packages
from site_builder.load.templates import load_assets
from site_builder.markup.reading_time import (
    HAN_A_MINUTE,
    WORDS_A_MINUTE,
    length_of,
    reading_minutes,
)
from site_builder.markup.scan import scan
from site_builder.model.document import Document, Length
from site_builder.model.site import Routes, Site
from site_builder.outputs.sitemap import SITEMAP
from site_builder.pages.case import KINDS as CASE
from site_builder.pages.kinds import PAGE_KINDS
from site_builder.pages.styleguide import KINDS as STYLEGUIDE
from site_builder.shelves import related_cases
from tests.conftest import REPOSITORY
from tests.many_cases import make_many

han = st.text(st.sampled_from("营商环境改革数据，。“”"))
latin = st.lists(st.sampled_from(["G", "SDMX", "2024", "é", "CC", "99"])).map(" ".join)
counts = st.integers(min_value=0, max_value=10**6)


@given(han, latin)
def test_han_and_latin_are_counted_apart(one: str, other: str) -> None:
    """Characters on one side, whole words on the other, wherever they stand; marks are neither."""
    length = length_of(one + other)
    assert length.han == sum(character not in "，。“”" for character in one)
    assert length.words == len(other.split())
    assert length_of(f"{other}。{one}") == length


@given(counts, counts, counts, counts)
def test_more_to_read_never_takes_less_time(han: int, words: int, more: int, further: int) -> None:
    """Minutes grow with either count, and are never less than one."""
    minutes = reading_minutes(Length(han=han, words=words))
    assert 1 <= minutes <= reading_minutes(Length(han=han + more, words=words + further))


@given(st.integers(min_value=1, max_value=500))
def test_the_rates_are_those_stated(minutes: int) -> None:
    """So many minutes' worth of either alone takes just so many minutes."""
    assert reading_minutes(Length(han=minutes * HAN_A_MINUTE, words=0)) == minutes
    assert reading_minutes(Length(han=0, words=minutes * WORDS_A_MINUTE)) == minutes


def test_a_figure_is_read_as_one_word() -> None:
    """A bound figure counts, the name that binds it does not."""
    assert scan("网办率达{{网办率}}，见[说明](/about/)。").length == Length(han=7, words=1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site with many cases, assembled."""
    root = make_many(tmp_path_factory.mktemp("many") / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "check_tables", lambda *_: ())
        found = check(
            Config(root=root, cache=root / ".cache", as_of=None, strict=False, clean=True)
        )
    assert found.site is not None
    return found.site


def shared(site: Site, one: Document, other: Document) -> tuple[int, bool]:
    """Return how much two cases have in common, and whether they are of one environment."""
    figures = [
        {item.figure.indicator for item in site.bindings[case.path]} for case in (one, other)
    ]
    common = (
        len(set(one.tags) & set(other.tags))
        + len(set(one.initiatives) & set(other.initiatives))
        + len(figures[0] & figures[1])
    )
    return common, one.environment == other.environment


def test_related_cases_have_most_in_common(site: Site) -> None:
    """None left out has more in common than one shown; none shown has nothing; never itself."""
    related = dict(related_cases(site.cases))
    for case in site.cases:
        shown = related[case.path]
        assert case not in shown
        assert len(shown) <= 3
        ranks = [shared(site, case, other) for other in shown]
        assert all(any(rank) for rank in ranks)
        left = [shared(site, case, one) for one in site.cases if one not in (*shown, case)]
        least = min(ranks) if len(shown) == 3 else (0, False)
        assert all(rank <= least for rank in left)
        assert ranks == sorted(ranks, reverse=True)


def test_neighbours_lead_through_all_cases(site: Site) -> None:
    """From the first case on each leads to the next and back; the ends have one neighbour."""
    (kind,) = CASE
    views = [kind.view(site, route) for route in kind.routes(site)]
    paths = [case.address for case in site.cases]
    for place, (one, other) in enumerate(pairwise(views)):
        assert one.after.path == paths[place + 1]  # type: ignore[attr-defined]
        assert other.before.path == paths[place]  # type: ignore[attr-defined]
    assert views[0].before is None  # type: ignore[attr-defined]
    assert views[-1].after is None  # type: ignore[attr-defined]


def test_the_page_of_components_is_in_previews_alone(site: Site) -> None:
    """A plain build has no address of it; a preview has one, which its site map leaves out."""
    (kind,) = STYLEGUIDE
    assert kind in PAGE_KINDS
    assert kind.routes(site) == ()
    preview = replace(site, preview=True)
    routes = kind.routes(preview)
    assert [route.path for route in routes] == ["/styleguide/"]
    every = Routes(all=routes, files=frozenset(), anchors={})
    ((_, written),) = SITEMAP.make(preview, every, lambda _: b"")
    assert b"styleguide" not in written
    held = {
        flag: {name for name, *_ in load_assets(REPOSITORY, site.settings, preview=flag)}
        for flag in (False, True)
    }
    assert held[True] - held[False] == {"preview/styleguide.css", "preview/styleguide.js"}


OF_REAL_CHARTS = {
    *("chart_box", "chart_basis", "chart_words", "chart_reuse"),
    *("value_reuse", "basis", "versions"),
}
"""Macros that lead to the files of a chart, which made-up ones do not have."""


def test_every_component_is_on_its_page() -> None:
    """Each macro is shown on the page of components, by itself or within another."""
    templates = Path(REPOSITORY / "templates")
    text = (templates / "macros.html").read_text(encoding="utf-8")
    bodies = dict(
        re.findall(r"{% macro (\w+)\([^)]*\)[^%]*%}(.*?){%-? endmacro %}", text, re.DOTALL)
    )
    page = "".join(
        (templates / name).read_text(encoding="utf-8")
        for name in ("styleguide.html", "article_line.html")
    )
    shown = set(re.findall(r"m\.(\w+)\(", page))
    waiting = list(shown)
    while waiting:
        body = bodies[waiting.pop()]
        inside = {name for name in bodies if re.search(rf"\b{name}\(", body)}
        waiting += inside - shown
        shown |= inside
    assert shown <= bodies.keys()
    assert bodies.keys() - shown - {"_embedding"} == OF_REAL_CHARTS
