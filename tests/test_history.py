"""What a value is first compared with, and which pairs of years an area has.

All names and figures are made up, but for the last part, which reads the shipped site.
"""

from collections.abc import Iterable
from itertools import permutations

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.figures.history import (
    Pair,
    adjacent_pairs,
    change_into,
    predecessor,
)
from site_builder.figures.years import compared, paired_entries
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import Kind
from site_builder.pages.comparison import KINDS, YearsView
from tests.test_resolve import AREAS, OTHER, OWN, RATE, blank, entry, row


def year_pairs(site: Site, area: str) -> dict[tuple[int, int], tuple[tuple[Entry, Pair], ...]]:
    """Return the pairs of years of an area with their indicators compared."""
    return {
        years: compared(entries, area, *years)
        for years, entries in paired_entries(site, area).items()
    }


def of_kind(kind: Kind, *rows: Observation) -> Entry:
    """Return the invented indicator as another kind, with its observations."""
    return entry(*rows, indicator=replace(RATE, kind=kind))


FIRST_COMPARED = [
    # kind, periods held besides the later one, the later one, what it is compared with
    (Kind.RATE, [], "2023", None),
    (Kind.RATE, ["2024"], "2023", None),
    (Kind.RATE, ["2021", "2022"], "2023", "2022"),
    (Kind.RATE, ["2019", "2020-Q4"], "2023", "2019"),
    # the same span of the year before goes before the span just before
    (Kind.RATE, ["2022-Q1", "2023-Q1", "2023-Q4"], "2024-Q1", "2023-Q1"),
    (Kind.STOCK, ["2023-05-28", "2023-12-31"], "2024-05-28", "2023-05-28"),
    # then the span just before
    (Kind.RATE, ["2022-Q1", "2023-Q4"], "2024-Q1", "2023-Q4"),
    (Kind.RATE, ["2023-Q2", "2023-Q4", "2023"], "2024-Q1", "2023-Q4"),
    (Kind.RATE, ["2023-12", "2023"], "2024-01", "2023-12"),
    (Kind.RATE, ["2023-Q4", "2023-11/2023-12"], "2024-01/2024-02", "2023-11/2023-12"),
    # then the year end, for stocks alone
    (Kind.STOCK, ["2023-12-31", "2024-03-31"], "2024-05-28", "2023-12-31"),
    (Kind.STOCK, ["2023", "2024-03-31"], "2024-05-28", "2023"),
    (Kind.STOCK, ["2022-12-31", "2024-03-31"], "2024-05-28", "2024-03-31"),
    (Kind.FLOW, ["2023-12-31", "2024-03-31"], "2024-05-28", "2024-03-31"),
    (Kind.STOCK, ["2022-05-28", "2023-12-31"], "2024-05-28", "2023-12-31"),
    # then the same span of an earlier year
    (Kind.RATE, ["2021-Q1", "2022-Q1", "2023-Q2"], "2024-Q1", "2022-Q1"),
    (Kind.FLOW, ["2022-05-28", "2023-12-31"], "2024-05-28", "2022-05-28"),
    # then the nearest of any span
    (Kind.RATE, ["2019", "2020-S1"], "2020-01/2020-10", "2020-S1"),
    (Kind.GROWTH, ["2019"], "2020-01/2020-10", "2019"),
]


@pytest.mark.parametrize(("kind", "held", "later", "expected"), FIRST_COMPARED)
def test_a_value_is_compared_with_what_fits_best(
    kind: Kind, held: list[str], later: str, expected: str | None
) -> None:
    """Same span a year ago, span before, year end of stocks, same span ever, then nearest."""
    own = row(later)
    for ordered in permutations([*map(row, held), own]):
        found = predecessor(own, of_kind(kind, *ordered))
        assert (found.time_period if found else None) == expected


ANOTHER = {
    "caliber": (row("2023", "80", caliber="NEW"), row("2022", "70", caliber="NEW")),
    "package": (row("2023", "80", package="second"), row("2022", "70", package="second")),
}


@pytest.mark.parametrize("field", ANOTHER)
def test_another_series_is_taken_only_where_the_own_has_none_earlier(field: str) -> None:
    """An old value of the own series goes before a fitting one of another caliber or package."""
    own, old = row("2024"), row("2019-Q3", "60")
    for rows in permutations((*ANOTHER[field], old, own)):
        assert predecessor(own, entry(*rows)) == old
    for rows in permutations((*ANOTHER[field], own)):
        found = predecessor(own, entry(*rows))
        assert found == ANOTHER[field][0]
        assert change_into(own, entry(*rows)).comparable is False


def test_another_area_is_never_taken() -> None:
    """A neighbour has no earlier value of ours."""
    own = row("2024")
    held = entry(row("2023", ref_area=OTHER), own)
    assert predecessor(own, held) is None
    assert change_into(own, held).codes == ("@reason-no-earlier-period",)
    assert adjacent_pairs(held) == ()


def test_the_same_period_is_not_earlier() -> None:
    """Two calibers of one year are not a development."""
    rows = (row("2024"), row("2024", "80", caliber="NEW"))
    assert adjacent_pairs(entry(*rows)) == ()


def test_every_value_but_the_first_is_paired_once_in_order() -> None:
    """By area, then time; each later value once, with its addresses."""
    rows = [row(year, ref_area=area) for area in (OTHER, OWN) for year in ("2024", "2022", "2023")]
    found = adjacent_pairs(entry(*rows))
    assert [
        (item.later.ref_area, item.earlier.time_period, item.later.time_period) for item in found
    ] == [(area, *years) for area in (OWN, OTHER) for years in (("2022", "2023"), ("2023", "2024"))]
    for item in found:
        assert item.comparison.comparable
        assert (item.comparison.earlier, item.comparison.later) == (
            item.earlier.address,
            item.later.address,
        )


def site(*entries: Entry) -> Site:
    """Return a site of indicators and nothing else."""
    return blank(
        Site,
        settings=None,
        entries={item.indicator.indicator: item for item in entries},
        areas=AREAS,
        sources={},
        bindings={},
        set_aside=None,
    )


def named(slug: str, *rows: Observation) -> Entry:
    """Return an indicator of a name with its observations."""
    return entry(
        *(replace(item, indicator=slug) for item in rows), indicator=replace(RATE, indicator=slug)
    )


def years(*numbers: int) -> Iterable[Observation]:
    """Return an observation a year."""
    return tuple(row(str(number), str(number - 1940)) for number in numbers)


PAIRED = [
    # years of two indicators, the pairs of years
    ((2023,), (2024,), []),
    ((2023, 2024), (), [(2023, 2024)]),
    (
        (2021, 2022, 2023, 2024),
        (),
        [(2021, 2022), (2021, 2024), (2022, 2023), (2022, 2024), (2023, 2024)],
    ),
    ((2019, 2024), (2023, 2024), [(2019, 2024), (2023, 2024)]),
    ((2019, 2021), (2021, 2023), [(2019, 2021), (2021, 2023)]),
]


@pytest.mark.parametrize(("one", "other", "expected"), PAIRED)
def test_years_are_paired_with_the_one_before_and_with_the_latest(
    one: tuple[int, ...], other: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    """Neighbours and each with the latest; a year with one indicator alone makes no pair."""
    held = site(named("one", *years(*one)), named("other", *years(*other)))
    found = year_pairs(held, OWN)
    assert list(found) == expected
    for (first, second), pairs in found.items():
        holding = [
            slug for slug, own in (("one", one), ("other", other)) if first in own and second in own
        ]
        assert [item.indicator.indicator for item, _ in pairs] == holding
        for _, pair in pairs:
            assert (pair.earlier.time_period, pair.later.time_period) == (str(first), str(second))


CHOSEN = [
    # periods held, what stands for 2023 and for 2024
    (["2023", "2024-Q1", "2024"], ("2023", "2024")),
    (["2023-Q1", "2023", "2024-Q1"], ("2023-Q1", "2024-Q1")),
    (["2023-Q1", "2023-Q2", "2024-Q1", "2024-Q2"], ("2023-Q2", "2024-Q2")),
    (["2023-Q1", "2023-Q3", "2024-Q2"], ("2023-Q3", "2024-Q2")),
    (["2023", "2024-01/2024-10"], ("2023", "2024-01/2024-10")),
]


@pytest.mark.parametrize(("held", "expected"), CHOSEN)
def test_the_span_both_years_have_stands_for_them(
    held: list[str], expected: tuple[str, str]
) -> None:
    """Of several periods a year the last that the other year has too, else the last."""
    for ordered in permutations(held):
        found = year_pairs(site(named("one", *map(row, ordered))), OWN)
        ((_, pair),) = found[(2023, 2024)]
        assert (pair.earlier.time_period, pair.later.time_period) == expected


def test_a_caliber_is_not_crossed_where_one_spans_both_years() -> None:
    """The caliber that both years have is compared, whatever else either has."""
    rows = (
        row("2023"),
        row("2023", "80", caliber="NEW"),
        row("2024"),
        row("2024", "1", caliber="X"),
    )
    for ordered in permutations(rows):
        found = year_pairs(site(named("one", *ordered)), OWN)
        ((_, pair),) = found[(2023, 2024)]
        assert (pair.earlier.caliber, pair.later.caliber) == ("_Z", "_Z")
        assert pair.comparison.comparable


def test_a_neighbour_and_an_open_end_make_no_year() -> None:
    """Neither another area nor a period without an end stands for a year."""
    held = site(
        named("one", row("2023"), row("2024", ref_area=OTHER), row("2024-01-01/"), row("/"))
    )
    assert year_pairs(held, OWN) == {}
    assert year_pairs(held, OTHER) == {}


def test_what_compares_and_what_does_not_are_all_pairs(shipped: Checked) -> None:
    """Each page of two years shows every pair once: as a change, or with reasons."""
    (kind,) = [item for item in KINDS if item.name == "compare-years"]
    routes = kind.routes(shipped.site)
    assert len({route.path for route in routes}) == len(routes) > 0
    for route in routes:
        area, _, span = route.key.partition("/")
        first, second = map(int, span.split("-"))
        view = kind.view(shipped.site, route)
        assert isinstance(view, YearsView)
        shown = [one for group in view.comparable for one in group.rows]
        pairs = year_pairs(shipped.site, area)[(first, second)]
        assert sorted(item.path for item in (*shown, *view.others)) == sorted(
            f"/indicators/{entry.indicator.indicator}/" for entry, _ in pairs
        )
        assert all(item.comparison.comparable and item.comparison.text for item in shown)
        assert all(item.comparison.reasons and not item.comparison.text for item in view.others)
