"""Areas side by side: what may stand together, in what order, drawn in scale. All is made up."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.charted.indicator import indicator_charts
from site_builder.figures.charts.areas import areas, areas_description, areas_finding
from site_builder.figures.side_by_side import side_by_side
from site_builder.model.chart import Areas, Bar, Refusal, ValueAxis
from site_builder.model.package import Area, Observation
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import AreaLevel, Kind, Status
from tests.chart_samples import read_back

PAPER = "#ffffff"
FLAT = {"990101": "甲区", "990102": "乙区", "990103": "丙区", "990104": "丁区"}


@pytest.fixture
def flat(shipped: Checked) -> Site:
    """The shipped site with four made-up areas, none of which lies in another."""
    made = {
        code: Area(
            ref_area=code, title=title, title_en=title, level=AreaLevel.DISTRICT, parent="990100"
        )
        for code, title in FLAT.items()
    }
    return replace(shipped.site, areas={**shipped.site.areas, **made})


@pytest.fixture
def score(shipped: Checked) -> Entry:
    """A real indicator of scores of three areas."""
    return shipped.site.entries["db-getting-credit-score"]


def of_areas(entry: Entry, *values: str, **more: object) -> tuple[Observation, ...]:
    """Return made-up values of the four areas in one period."""
    base = entry.observations[0]
    return tuple(
        replace(
            base,
            ref_area=code,
            time_period="2020",
            value=Decimal(value),
            obs_value=value,
            obs_status=Status.NORMAL,
            **more,
        )
        for code, value in zip(FLAT, values, strict=False)
    )


def test_areas_are_ordered_by_value(flat: Site, score: Entry) -> None:
    """The greatest is on top, equals keep the order of the package; the ends are told."""
    found = areas(flat, score, of_areas(score, "60", "80", "60", "70.5"))
    assert isinstance(found, Areas)
    assert [(row.name, row.short) for row in found.rows] == [
        ("乙区", "80"),
        ("丁区", "70.5"),
        ("甲区", "60"),
        ("丙区", "60"),
    ]
    assert found.ranked
    assert found.wholes == ()
    assert areas_description(found) == (
        "2020年版，4个地区由高到低：乙区80分，丁区70.5分，甲区60分，丙区60分。"
    )


def test_of_many_areas_the_ends_are_told(flat: Site, score: Entry) -> None:
    """More than a few are summed up by the first and the last, with all that share these places."""
    items = of_areas(score, "60", "80", "60", "70.5")
    found = areas(flat, score, (*items, replace(items[2], value=Decimal(61), obs_value="61")))
    assert isinstance(found, Areas)
    assert areas_finding(found) == "最高的是乙区（80分），最低的是甲区、丙区（60分）"


def test_the_first_rank_is_on_top(flat: Site, score: Entry) -> None:
    """Ranks run from the first, on top and farthest to the right."""
    rank = replace(score, indicator=replace(score.indicator, kind=Kind.RANK, unit_measure="位"))
    items = of_areas(rank, "7", "1", "30", rank_of=40, rank_scope="全市")
    found = areas(flat, rank, items)
    assert isinstance(found, Areas)
    assert [row.short for row in found.rows] == ["第1", "第7", "第30"]
    places = [dot.x for dot in read_back(found).said]
    assert places == sorted(places, reverse=True)


def test_an_axis_of_ranks_begins_with_the_first() -> None:
    """Nobody is of rank nought."""
    labels = {text.words for text in read_back(DRAWINGS["ranks"]).texts}
    assert "5" in labels
    assert "0" not in labels


def test_a_whole_and_its_parts_are_not_ranked(shipped: Checked, score: Entry) -> None:
    """They keep the order of the package whatever their values; the whole has another shape."""
    items = next(side_by_side(score))
    assert [item.ref_area for item in items] == ["CN", "CN-BJ", "CN-SH"]
    lowest = (replace(items[0], value=Decimal(10), obs_value="10"), *items[1:])
    found = areas(shipped.site, score, lowest)
    assert isinstance(found, Areas)
    assert [row.name for row in found.rows] == ["中国", "北京", "上海"]
    assert not found.ranked
    assert found.wholes == (0,)
    shapes = [dot.outline for dot in read_back(found).said]
    assert shapes[0] != shapes[1] == shapes[2]
    assert "不排名：中国10分，北京60分，上海60分" in areas_description(found)


def test_satisfaction_of_an_unknown_sample_is_not_ranked(flat: Site, score: Entry) -> None:
    """Without its sample size a rate of satisfaction keeps the order of the package."""
    asked = replace(score, indicator=replace(score.indicator, title="虚构满意度"))
    unknown = areas(flat, asked, of_areas(asked, "60", "80", "70", base_n=None))
    known = areas(flat, asked, of_areas(asked, "60", "80", "70", base_n=300))
    assert isinstance(unknown, Areas)
    assert isinstance(known, Areas)
    assert [row.name for row in unknown.rows] == ["甲区", "乙区", "丙区"]
    assert [row.name for row in known.rows] == ["乙区", "丙区", "甲区"]


def test_what_a_chart_of_areas_cannot_carry_is_refused(flat: Site, score: Entry) -> None:
    """Nothing side by side, two areas only, or values of different multiples."""
    items = of_areas(score, "60", "80", "70")
    mixed = (*items[:2], replace(items[2], unit_mult=4))
    assert areas(flat, score, ()) is Refusal.NOT_COMPARABLE
    assert areas(flat, score, items[:2]) is Refusal.TOO_FEW
    assert areas(flat, score, mixed) is Refusal.MIXED_UNITS


def test_a_doubtful_value_is_hollow(flat: Site, score: Entry) -> None:
    """Its status is told, and it is drawn apart from full values."""
    items = of_areas(score, "60", "80", "70")
    found = areas(flat, score, (replace(items[0], obs_status=Status.PROVISIONAL), *items[1:]))
    assert isinstance(found, Areas)
    assert [dot.fill == PAPER for dot in read_back(found).said] == [False, False, True]
    assert found.rows[2].note == "初步"
    assert "1个空心点" in areas_description(found)


def test_the_newest_period_comes_first(score: Entry) -> None:
    """Periods are yielded from the newest; one in which areas differ in caliber is left out."""
    periods = [items[0].time_period for items in side_by_side(score)]
    assert periods == sorted(periods, reverse=True)
    first, *rest = [item for item in score.observations if item.time_period == periods[0]]
    others = [item for item in score.observations if item.time_period != periods[0]]
    alone = [replace(item, caliber=f"OWN{place}") for place, item in enumerate(rest)]
    apart = replace(score, observations=(first, *alone, *others))
    assert [items[0].time_period for items in side_by_side(apart)] == periods[1:]


def test_an_indicator_page_has_the_areas_after_the_trend(shipped: Checked, score: Entry) -> None:
    """Both charts stand on the page of a real indicator; the second is of one period."""
    first, second = indicator_charts(shipped.site, score)
    assert (first.name, second.name) == ("trend", "areas")
    assert second.title.startswith("2020年版：")
    assert not second.computed
    assert {mark.series for mark in second.drawn.marks} == {"2020年版"}


def drawing(*values: str, name: str = "虚构区", reverse: bool = False, zero: bool = True) -> Areas:
    """Return a chart of made-up areas."""
    return Areas(
        axis=ValueAxis(unit="元", zero=zero, least=Decimal(4), reverse=reverse),
        period="2020年",
        rows=tuple(
            Bar(name=f"{name}{number}", value=Decimal(value), text=f"{value}元", short=value)
            for number, value in enumerate(values)
        ),
        ranked=True,
    )


LONG = "虚构自治区虚构自治州虚构族自治县虚构经济技术开发区（Zone）"
DRAWINGS = {
    "three": drawing("99.79", "99.78", "99.2", zero=False),
    "equal": drawing("60", "60", "60", zero=False),
    "ranks": drawing("1", "7", "30", reverse=True, zero=False),
    "negative": drawing("12.5", "-0.3", "-37.6"),
    "all negative": drawing("-12.5", "-20", "-37.6"),
    "long names": drawing("12.5", "3", "1", name=LONG),
    "twelve of millions": drawing(*(f"{12 - number}34567.8" for number in range(12))),
    "hundreds of millions": drawing("1234567890123", "987654321012", "5"),
    "forty": drawing(*(str(400 - number * 9) for number in range(40))),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_dot_is_in_the_place_of_its_value(name: str) -> None:
    """One dot for each area, each below the last, in the place of its value within a pixel."""
    drawn = DRAWINGS[name]
    placed = read_back(drawn).said
    assert [dot.y for dot in placed] == sorted({dot.y for dot in placed})
    values = [float(row.value) for row in drawn.rows]
    low, high = min(values), max(values)
    at = {value: dot.x for value, dot in zip(values, placed, strict=True)}
    assert (at[low] > at[high]) == (drawn.axis.reverse and low != high)
    for value, dot in zip(values, placed, strict=True):
        share = (value - low) / (high - low) if high != low else 0
        assert dot.x == pytest.approx(at[low] + share * (at[high] - at[low]), abs=1)


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_value_is_written(name: str) -> None:
    """The value of each area can be read as a number."""
    drawn = DRAWINGS[name]
    texts = [text.words for text in read_back(drawn).texts]
    assert [row.short for row in drawn.rows if row.short not in texts] == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_fits_a_phone(name: str) -> None:
    """Letters of 14 units are not shrunk below 0.8 on a screen of 320 pixels."""
    assert read_back(DRAWINGS[name]).width <= 390
