"""The rules of the field: what is a fault of the data, and what looks like one and is none.

All names and figures are made up.
"""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.assemble import assemble
from site_builder.check import sources
from site_builder.check.moved import check as check_moved
from site_builder.check.moved import moved_values
from site_builder.check.rules import OF_PACKAGES
from site_builder.diagnostics import Severity
from site_builder.model.diff import Contents
from site_builder.model.loaded import Loaded
from site_builder.model.package import Indicator, Observation, Package, Source
from site_builder.model.release import Release, RevisionKind, Version
from site_builder.model.settings import Settings
from site_builder.model.site import Routes, Site
from site_builder.model.version import HeldVersion
from site_builder.model.vocabulary import (
    Direction,
    Kind,
    Nature,
    PeriodBasis,
    Qualifier,
    Status,
)
from site_builder.reporters.catalogue import hint, message
from tests.test_comparability import BREAK, INDICATOR, TARGET, observed, steady
from tests.test_resolve import blank

NO_ROUTES = Routes(all=(), files=frozenset(), anchors={})
SOURCE = blank(Source, source="invented-report", title="虚构报告", published="2024-05-28")
COUNT = replace(INDICATOR, environment="_Z")
NAME = COUNT.indicator


def of_kind(kind: Kind, **changes: Any) -> Indicator:
    """Return an indicator of a kind, with a unit that fits it."""
    units = {Kind.RANK: "位", Kind.DURATION: "天", Kind.SCORE: "分", Kind.INDEX: "点"}
    shares = (Kind.RATE, Kind.REDUCTION, Kind.GROWTH, Kind.COMPLETION)
    unit = "%" if kind in shares else units.get(kind, "件")
    return replace(COUNT, kind=kind, unit_measure=unit, **changes)


def package(*rows: Observation, indicator: Indicator = COUNT, **changes: Any) -> Package:
    """Return a package of observations of one indicator."""
    name = changes.pop("name", "invented")
    numbered = tuple(replace(item, package=name, row=number) for number, item in enumerate(rows, 2))
    own = {"folder": f"data/{name}/2024.1.0", "sources": (SOURCE,), **changes}
    return blank(
        Package,
        name=name,
        version="2024.1.0",
        indicators=(indicator,),
        observations=numbered,
        **own,
    )


def site_of(*packages: Package, **changes: Any) -> Site:
    """Return a site of packages."""
    loaded = blank(Loaded, settings=blank(Settings, revision_factor=5), packages=packages)
    return replace(assemble(loaded, "2024-06-01")[0], **changes)


def told(*packages: Package) -> list[tuple[str, int | None, str | None]]:
    """Return code, row and field of what the rules of packages find; each says all it should."""
    site = site_of(*packages)
    found = [item for rule in OF_PACKAGES for item in rule(site, NO_ROUTES)]
    for item in found:
        assert item.span.resource
        for language in ("zh", "en"):
            assert "@" not in message(item, language)
            assert hint(item, language)
    return [(item.code, item.span.row, item.span.field) for item in found]


def of_kind_told(kind: Kind, *rows: Observation, **changes: Any) -> list[str]:
    """Return the codes told of observations of a kind of indicator."""
    return [code for code, _, _ in told(package(*rows, indicator=of_kind(kind), **changes))]


SHARES = [
    ("0", {}, False),
    ("100", {}, False),
    ("99.99", {}, False),
    ("100.01", {}, True),
    ("-0.1", {}, True),
    ("950", {}, True),
    ("1", {"unit_mult": 3}, True),
    ("0.1", {"unit_mult": 3}, False),
    ("104", {"editor_note": "参保人数含外来人员"}, False),
    ("100", {"qualifier": Qualifier.OVER}, True),
    ("100", {"qualifier": Qualifier.AT_LEAST}, False),
    ("100", {"qualifier": Qualifier.NEARLY}, False),
    ("0", {"qualifier": Qualifier.UNDER}, True),
]


@pytest.mark.parametrize(("value", "changes", "faulty"), SHARES)
@pytest.mark.parametrize("kind", [Kind.RATE, Kind.REDUCTION])
def test_a_share_lies_between_nothing_and_the_whole(
    kind: Kind, value: str, changes: dict[str, Any], faulty: bool
) -> None:
    """Beyond 0 or 100 % is an error, unless the editor says why; a bound is not passed by 余."""
    found = told(package(observed(value, **changes), indicator=of_kind(kind)))
    assert found == ([("rate-beyond", 2, "obs_value")] if faulty else [])


@pytest.mark.parametrize("kind", [Kind.GROWTH, Kind.COMPLETION, Kind.STOCK, Kind.SCORE, Kind.INDEX])
def test_other_kinds_know_no_whole(kind: Kind) -> None:
    """Completion of 240 %, growth of -37.6 % and a thousand of anything are no faults."""
    assert of_kind_told(kind, observed("240"), observed("-37.6", "2023")) == []


def test_permille_has_a_whole_of_a_thousand() -> None:
    """500 ‰ is a half, 1001 ‰ too many."""
    permille = replace(of_kind(Kind.RATE), unit_measure="‰")
    rows = (observed("500", "2023"), observed("1001"))
    assert told(package(*rows, indicator=permille)) == [("rate-beyond", 3, "obs_value")]


def test_a_target_beyond_the_whole_is_a_warning() -> None:
    """No note can explain a target; it is told and stops nobody."""
    aim = replace(TARGET, value=Decimal(101), target_value="101")
    site = site_of(package(indicator=of_kind(Kind.RATE), targets=(aim,)))
    found = [item for rule in OF_PACKAGES for item in rule(site, NO_ROUTES)]
    assert [(item.code, item.severity) for item in found] == [("rate-beyond", Severity.WARNING)]


POINT, SPANS = "2024-05-28", ("2024", "2024-S1", "2024-Q1", "2024-05", "2024-01/2024-05")
OPEN = ("/2024-05-28", "2024-01-01/", "2024-01-01/2024-05-28", "/2024-05")


@pytest.mark.parametrize("period", [*SPANS, *OPEN, "2024-05-28/2024-05-28"])
def test_a_flow_has_a_span(period: str) -> None:
    """Whole years and parts, ranges, ranges with an unknown side, a day written as a range."""
    assert of_kind_told(Kind.FLOW, observed("10", period)) == []


def test_a_flow_as_of_a_day_is_an_error() -> None:
    """截至 is of stocks; a total up to a day is written with an unknown beginning."""
    assert of_kind_told(Kind.FLOW, observed("10", POINT)) == ["flow-without-span"]


@pytest.mark.parametrize("period", [POINT, "2024", "2024-S1", "2024-Q1", "2024-05", "/"])
def test_a_stock_is_of_a_moment(period: str) -> None:
    """A day, or the end of a year, half, quarter or month; an unknown period is unknown."""
    basis = PeriodBasis.UNKNOWN if period == "/" else PeriodBasis.STATED
    assert of_kind_told(Kind.STOCK, observed("10", period, period_basis=basis)) == []


@pytest.mark.parametrize("period", [*OPEN, "2024-01/2024-05"])
def test_a_stock_over_a_range_is_a_warning(period: str) -> None:
    """It would read as a total."""
    assert of_kind_told(Kind.STOCK, observed("10", period)) == ["stock-with-span"]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in (Kind.FLOW, Kind.STOCK)])
@pytest.mark.parametrize("period", [POINT, *SPANS, *OPEN])
def test_other_kinds_take_any_period(kind: Kind, period: str) -> None:
    """Rates as of a day and over a quarter, ranks of a quarter, growth of a balance on a day."""
    assert of_kind_told(kind, observed("1", period)) == []


def test_editions_are_no_periods() -> None:
    """In a package of editions a year names a publication."""
    rows = (observed("10", POINT),)
    assert of_kind_told(Kind.FLOW, *rows, edition_periods=True) == []


@pytest.mark.parametrize(
    ("period", "basis", "faulty"),
    [
        ("2024", PeriodBasis.UNKNOWN, True),
        ("/2024-05-28", PeriodBasis.UNKNOWN, True),
        ("/", PeriodBasis.STATED, True),
        ("/", PeriodBasis.BOUNDED, True),
        ("/", PeriodBasis.UNKNOWN, False),
        ("/2024-05-28", PeriodBasis.BOUNDED, False),
        ("2024-Q1", PeriodBasis.INFERRED, False),
    ],
)
def test_a_basis_goes_with_a_period(period: str, basis: PeriodBasis, faulty: bool) -> None:
    """Known periods say how they are known; unknown ones say nothing."""
    found = of_kind_told(Kind.FLOW, observed("10", period, period_basis=basis))
    assert found == (["period-basis-unfit"] if faulty else [])


def test_a_forecast_has_not_happened() -> None:
    """Status F is of expectations and plans; other statuses are of what happened."""
    row = observed("10", obs_status=Status.FORECAST)
    assert told(package(row)) == [("forecast-actual", 2, "nature")]
    assert told(package(replace(row, nature=Nature.EXPECTED))) == []
    assert told(package(replace(row, obs_status=Status.ESTIMATED))) == []


@pytest.mark.parametrize(
    ("field", "value"), [("tied", True), ("rank_of", 11), ("rank_scope", "全市")]
)
def test_what_ranks_have_is_of_ranks(field: str, value: object) -> None:
    """A tie, the number ranked and the scope of anything else are told at their column."""
    row = observed("3", **{field: value})
    assert told(package(row)) == [("rank-column-unfit", 2, field)]
    assert of_kind_told(Kind.RANK, row) == []


def test_a_planned_tie_is_none() -> None:
    """A tie is a result; a planned place without one may be."""
    row = observed("3", nature=Nature.PLANNED)
    assert of_kind_told(Kind.RANK, row) == []
    assert of_kind_told(Kind.RANK, replace(row, tied=True)) == ["rank-column-unfit"]


@pytest.mark.parametrize(
    ("period", "changes", "faulty"),
    [
        ("2023", {"nature": Nature.EXPECTED}, True),
        ("2024-Q1", {"nature": Nature.EXPECTED}, True),
        ("2024", {"nature": Nature.EXPECTED}, False),
        ("2024-05-28", {"nature": Nature.EXPECTED}, False),
        ("2023", {"nature": Nature.PLANNED}, False),
        ("2023", {"nature": Nature.ACTUAL}, False),
        ("2023", {"nature": Nature.EXPECTED, "period_basis": PeriodBasis.INFERRED}, False),
        ("2023", {"nature": Nature.EXPECTED, "source": "nobody"}, False),
    ],
)
def test_nobody_expects_what_is_over(period: str, changes: dict[str, Any], faulty: bool) -> None:
    """Expected, of a stated period before the publication; plans of the past are told of."""
    found = of_kind_told(Kind.STOCK, observed("10", period, **changes))
    assert found == (["expectation-past"] if faulty else [])


FIRST, HALF = observed("300", "2024-Q1"), observed("290", "2024-01/2024-06")


def test_a_total_does_not_fall_within_a_year() -> None:
    """January to June is no less than to March; it may be the same."""
    found = told(package(HALF, FIRST))
    assert found == [("cumulative-falls", 2, "obs_value")]
    assert told(package(FIRST, replace(HALF, obs_value="300", value=Decimal(300)))) == []
    assert told(package(FIRST, replace(HALF, obs_value="0.03", value=Decimal("0.03"),
                                       unit_mult=4))) == []  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"time_period": "2024-Q2"},
        {"time_period": "2025-S1"},
        {"time_period": "2024-02/2024-06"},
        {"caliber": "NEW"},
        {"ref_area": "990002"},
        {"qualifier": Qualifier.OVER},
        {"nature": Nature.EXPECTED},
        {"obs_status": Status.ESTIMATED},
        {"period_basis": PeriodBasis.BOUNDED},
        {"value": None, "obs_value": "", "obs_status": Status.MISSING},
    ],
)
def test_what_is_no_total_of_that_kind_may_be_less(changes: dict[str, Any]) -> None:
    """Another beginning, year, caliber, area; a bound, a plan, an estimate; nothing at all."""
    assert told(package(FIRST, replace(HALF, **changes))) == []


def test_a_total_may_fall_over_a_break_and_stocks_may_fall() -> None:
    """A break between explains it; a stock, a rate or a growth is no total."""
    at_half = replace(BREAK, time_period=HALF.time_period)
    assert told(package(FIRST, HALF, breaks=(replace(at_half, time_period="2024-05"),))) == []
    for kind in (Kind.GROWTH, Kind.SCORE, Kind.COMPLETION):
        assert of_kind_told(kind, FIRST, HALF) == []


QUARTER, MONTHS = observed("300", "2024-Q1"), observed("310", "2024-01/2024-03")


def second(*rows: Observation, **changes: Any) -> Package:
    """Return another package of the same indicator."""
    return package(*rows, name="second", **changes)


def test_one_fact_has_one_value() -> None:
    """In one package two values are an error, between two a warning; both places are named."""
    assert told(package(QUARTER, MONTHS)) == [("fact-contradicted", 3, "time_period")]
    site = site_of(package(QUARTER), second(MONTHS))
    (found,) = [item for rule in OF_PACKAGES for item in rule(site, NO_ROUTES)]
    assert (found.code, found.severity) == ("fact-contradicted", Severity.WARNING)
    assert found.span.path == "data/second/2024.1.0/observations.csv"
    assert "data/invented/2024.1.0/observations.csv" in message(found, "zh")


@pytest.mark.parametrize(
    "period",
    ["2024-01/2024-03", "2024-01-01/2024-03-31"],
)
def test_a_fact_that_stands_twice_in_a_package_is_a_warning(period: str) -> None:
    """The same value under another writing of the period; in two packages it is no fault."""
    again = observed("300", period)
    assert told(package(QUARTER, again)) == [("fact-repeated", 3, "time_period")]
    assert told(package(QUARTER), second(again)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"time_period": "2024-Q2"},
        {"time_period": "2023-01/2023-03"},
        {"caliber": "DB17-20"},
        {"ref_area": "990002"},
        {"indicator": "invented-other"},
        {"qualifier": Qualifier.OVER},
        {"nature": Nature.PLANNED},
        {"obs_status": Status.LOW_RELIABILITY},
        {"period_basis": PeriodBasis.BOUNDED},
        {"time_period": "/2024-03-31"},
    ],
)
def test_another_fact_may_have_another_value(changes: dict[str, Any]) -> None:
    """Another period, caliber, area or indicator; a bound, a plan; a period not wholly known."""
    assert told(package(QUARTER, replace(MONTHS, **changes))) in (
        [],
        [("cumulative-falls", 3, "obs_value")],
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("565.7", 4), ("5657000", 0), True),
        (("565.7", 4), ("5657123", 0), True),
        (("565.7", 4), ("5658123", 0), False),
        (("91.2", 0), ("91.23", 0), True),
        (("91.2", 0), ("91.26", 0), False),
        (("91.20", 0), ("91.2", 0), True),
    ],
)
def test_values_agree_to_the_coarser_precision(
    one: tuple[str, int], other: tuple[str, int], same: bool
) -> None:
    """565.7万 and 5657123 are one value, published at two precisions."""
    rows = [
        observed(value, period, unit_mult=mult)
        for (value, mult), period in ((one, "2024-Q1"), (other, "2024-01/2024-03"))
    ]
    expected = "fact-repeated" if same else "fact-contradicted"
    assert [code for code, _, _ in told(package(*rows))] == [expected]


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("qualifier", list(Qualifier))
def test_a_target_bounds_the_side_its_indicator_comes_from(
    direction: Direction, qualifier: Qualifier
) -> None:
    """No cap on what should rise, no floor under what should fall; anything where neither."""
    aim = replace(TARGET, qualifier=qualifier)
    known = replace(COUNT, direction=direction)
    against = {
        (Direction.INCREASE, Qualifier.AT_MOST),
        (Direction.INCREASE, Qualifier.UNDER),
        (Direction.DECREASE, Qualifier.AT_LEAST),
        (Direction.DECREASE, Qualifier.OVER),
    }
    found = told(package(indicator=known, targets=(aim,)))
    faulty = (direction, qualifier) in against
    assert found == ([("target-direction", TARGET.row, "qualifier")] if faulty else [])


@pytest.mark.parametrize(
    ("periods", "at", "code"),
    [
        (("2022", "2023", "2024"), "2023", ""),
        (("2022", "2024"), "2023", ""),
        (("2019", "2020-01/2020-10"), "2020-01/2020-10", ""),
        (("/2022-05-28", "2023"), "2023", ""),
        (("2023", "2024"), "2023", "break-without-earlier"),
        (("2023", "2024"), "2021", "break-without-earlier"),
        (("2022", "2023"), "2024", "break-without-observation"),
        ((), "2023", "break-without-observation"),
    ],
)
def test_a_break_lies_within_its_series(periods: tuple[str, ...], at: str, code: str) -> None:
    """Nothing after it is an error, nothing before it a warning; gaps beside it are none."""
    rows = [observed("10", period) for period in periods]
    one = replace(BREAK, time_period=at)
    found = told(package(*rows, breaks=(one,), targets=(TARGET,)))
    assert found == ([(code, one.row, "time_period")] if code else [])


def test_a_break_of_another_series_is_outside() -> None:
    """Area and caliber count."""
    rows = (observed("10", "2022"), observed("10", "2024"))
    for changes in ({"ref_area": "990002"}, {"caliber": "NEW"}):
        one = replace(BREAK, time_period="2023", **changes)
        codes = [code for code, _, _ in told(package(*rows, breaks=(one,)))]
        assert codes == ["break-without-observation"]


def test_the_place_of_a_target_is_a_place() -> None:
    """Half a place or the zeroth is none, in targets as in observations."""
    for value, faulty in (("3", False), ("1.5", True), ("0", True)):
        aim = replace(TARGET, value=Decimal(value), target_value=value)
        found = told(package(indicator=of_kind(Kind.RANK), targets=(aim,)))
        assert found == ([("rank-invalid", TARGET.row, "target_value")] if faulty else [])


def test_a_source_is_the_source_of_something() -> None:
    """Told at its row; a source of an observation or a target is used."""
    more = replace(SOURCE, source="spare-report")
    own = package(observed("10"), sources=(SOURCE, more))
    found = sources.check(site_of(own), NO_ROUTES)
    assert [(item.code, item.span.row) for item in found] == [("source-unused", 3)]
    used = replace(TARGET, source="spare-report")
    assert sources.check(site_of(replace(own, targets=(used,))), NO_ROUTES) == ()


MOVES = [
    ("91.2", "9.12", True),
    ("100", "501", True),
    ("100", "500", False),
    ("500", "100", False),
    ("100", "-100", True),
    ("0", "3", True),
    ("3", "0", True),
    ("0", "0", False),
    ("-5", "-6", False),
    ("10", None, False),
    (None, "10", False),
]


@pytest.mark.parametrize(("before", "after", "far"), MOVES)
def test_a_value_far_from_the_last_version_is_told(
    before: str | None, after: str | None, far: bool
) -> None:
    """More than the factor, from or to zero, or another sign; a value that came or went is not."""
    old, new = package(observed(before)), package(observed(after))
    found = moved_values(old, new, 5)
    assert [(item.code, item.span.row) for item in found] == ([("value-moved", 2)] if far else [])


def test_multiples_count_and_other_facts_do_not() -> None:
    """0.5亿 for 5000万 is no move; another period is another observation."""
    old = package(observed("5000", unit_mult=4))
    assert moved_values(old, package(observed("0.5", unit_mult=8)), 5) == ()
    assert len(moved_values(old, package(observed("0.5", unit_mult=4)), 5)) == 1
    assert moved_values(old, package(observed("1", "2023", unit_mult=4)), 5) == ()


@steady
@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2), st.integers(2, 50))
def test_moving_back_is_as_far_and_a_larger_factor_tells_less(
    one: Decimal, other: Decimal, factor: int
) -> None:
    """Far is the same both ways; what a large factor tells a smaller one tells as well."""
    there, back = package(observed(str(one))), package(observed(str(other)))
    far = len(moved_values(there, back, factor))
    assert len(moved_values(back, there, factor)) == far
    assert len(moved_values(there, back, factor + 1)) <= far


def held(version: str, own: Package, *, released: bool) -> HeldVersion:
    """Return a version as a site holds it."""
    release = blank(
        Release, version=Version(2024, 1, 0), revision=RevisionKind.INITIAL, withdrawn=None
    )
    return HeldVersion(
        package=own.name,
        title="",
        version=version,
        release=release if released else None,
        folder=own.folder,
        files=(),
        contents=Contents(package=own, cases=(), descriptor=""),
        withdrawn=None,
    )


def test_a_draft_is_held_against_the_newest_release() -> None:
    """Of a version that is released nothing is said any more."""
    old = package(observed("91.2"))
    draft = replace(package(observed("9.12")), version="draft")
    versions = {"invented": (held("draft", draft, released=False), held("1", old, released=True))}
    site = site_of(draft, versions=versions)
    assert [item.code for item in check_moved(site, NO_ROUTES)] == ["value-moved"]
    released = {"invented": (held("draft", draft, released=True), versions["invented"][1])}
    assert check_moved(replace(site, versions=released), NO_ROUTES) == ()


def test_a_sound_package_has_no_faults() -> None:
    """Years of a count, a target, a break: nothing is told."""
    rows = [observed(str(value), str(2015 + value)) for value in range(1, 9)]
    assert (
        told(package(*rows, targets=(TARGET,), breaks=(replace(BREAK, time_period="2020"),))) == []
    )
