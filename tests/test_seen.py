"""Tests of what pages see of the data, and of what is remembered of single indicators."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.figures.ground import bare_site, narrowed, remembered, with_ground
from site_builder.figures.latest import sparked_row
from site_builder.kept import Kept
from site_builder.model.figure_row import FigureRow
from site_builder.model.ground import Forgetful
from site_builder.model.site import Route, Site
from site_builder.pages.kind import PageKind
from site_builder.pages.kinds import PAGE_KINDS
from site_builder.seen import Data
from site_builder.shelves import with_shelves
from site_builder.translated import in_language

ROW = FigureRow | None


@pytest.fixture(scope="module", params=["", "en"])
def told(shipped: Checked, request: pytest.FixtureRequest) -> Site:
    """Return the shipped site in each of its languages."""
    site = shipped.site
    if not request.param:
        return site
    language = next(one for one in site.translations if one.code == request.param)
    return with_shelves(in_language(site, language))


def _reading(site: Site) -> Iterator[tuple[PageKind, Route, tuple[str, ...]]]:
    """Yield the pages that name the indicators they read, with these."""
    for kind in PAGE_KINDS:
        for route in kind.routes(site) if kind.reads else ():
            assert kind.reads is not None
            read = kind.reads(site, route)
            if read.indicators is not None:
                bound = [
                    one.indicator for item in (*read.texts, *read.heads) for one in item.figures
                ]
                yield kind, route, (*read.indicators, *bound)


def test_a_page_reads_no_more_than_it_says(told: Site) -> None:
    """A view made of the indicators that it reads is the one made of the whole site."""
    bare, count = bare_site(told), 0
    for kind, route, slugs in _reading(told):
        if kind.narrow:
            count += 1
            assert kind.view(narrowed(bare, slugs), route) == kind.view(told, route), route.path
    assert count > len(told.entries)


def test_a_changed_value_is_read_where_it_is_shown_alone(shipped: Checked) -> None:
    """Where a value changes, what pages read of other indicators stays as it was."""
    site = shipped.site
    slug, entry = next((key, one) for key, one in site.entries.items() if one.observations)
    first, *rest = entry.observations
    changed = replace(entry, observations=(replace(first, obs_value="1"), *rest))
    after = with_ground(
        replace(site, entries={**site.entries, slug: changed}), site.ground.builder, Forgetful()
    )
    before, now = Data(site), Data(after)
    for other in site.entries:
        assert (before.read((other,)) == now.read((other,))) == (other != slug)
    assert now.read(()) == before.read(())


def test_what_was_made_of_other_rows_is_not_believed(shipped: Checked, tmp_path: Path) -> None:
    """An indicator whose rows were replaced is told of anew, whatever is remembered of it."""
    site = with_ground(shipped.site, "builder", Kept(tmp_path / "kept.sqlite", keeps=True))
    entry = next(one for one in site.entries.values() if one.observations)
    area = entry.observations[0].ref_area
    told = sparked_row(site, entry, area)
    assert sparked_row(site, entry, area) == told
    changed = tuple(replace(one, locator="另一处") for one in entry.observations)
    again = sparked_row(site, replace(entry, observations=changed), area)
    assert told is not None
    assert again is not None
    assert again.figure == replace(told.figure, locator="另一处")


def test_rows_are_given_back_as_they_were(shipped: Checked, tmp_path: Path) -> None:
    """What a later build is given is what the earlier one made, and is not made again."""
    made: dict[str, FigureRow | None] = {}
    for _ in range(2):
        kept = Kept(tmp_path / "kept.sqlite", keeps=True)
        site = with_ground(shipped.site, "builder", kept)
        for slug, entry in site.entries.items():
            for area in dict.fromkeys(item.ref_area for item in entry.observations):
                found = sparked_row(site, entry, area)
                assert made.setdefault(f"{slug} {area}", found) == found
        kept.close()
    assert kept.made == 0


@pytest.mark.parametrize("how", ["DELETE FROM heads", "UPDATE heads SET data = x'00'"])
def test_what_is_lost_or_damaged_is_made_anew(how: str, shipped: Checked, tmp_path: Path) -> None:
    """A value that is gone or no longer what it was is made again."""
    path, makes = tmp_path / "kept.sqlite", []
    for _ in range(2):
        kept = Kept(path, keeps=True)
        site = with_ground(shipped.site, "builder", kept)
        entry = next(iter(site.entries.values()))

        def make() -> str:
            makes.append(1)
            return "made"

        assert remembered(site, (entry,), "test", str, make) == "made"
        kept.close()
        with sqlite3.connect(path) as connection:
            connection.execute(how)
    assert len(makes) == 2


def test_what_only_looks_writes_nothing(shipped: Checked, tmp_path: Path) -> None:
    """A check leaves no file behind."""
    kept = Kept(tmp_path / "kept.sqlite", keeps=False)
    assert kept.value("key", ROW, lambda: None) is None
    kept.close()
    assert not list(tmp_path.iterdir())


def test_many_values_are_given_back_and_the_damaged_made_anew(tmp_path: Path) -> None:
    """Whether they are looked up one by one or all together: each is what it was."""
    path, names = tmp_path / "kept.sqlite", [f"value {number}" for number in range(200)]

    def asked() -> list[str]:
        kept, made = Kept(path, keeps=True), []
        for name in names:

            def make(name: str = name) -> str:
                made.append(name)
                return name.upper()

            assert kept.value(name, str, make) == name.upper()
        kept.close()
        return made

    assert asked() == names
    assert asked() == []
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE heads SET data = x'00' WHERE key LIKE '%7'")
        connection.execute("DELETE FROM heads WHERE key LIKE '%8'")
    assert asked() == [name for name in names if name[-1] in "78"]
    assert asked() == []
