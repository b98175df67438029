"""Wholes and their parts: what the data must say, and how it is drawn. All figures are made up."""

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.charted.indicator import indicator_charts
from site_builder.check import parts
from site_builder.diagnostics import Diagnostic
from site_builder.figures.charts.share import share, share_description
from site_builder.model.chart import Bar, Refusal, Share
from site_builder.model.package import Indicator, Observation, Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import Kind, Nature, Qualifier
from tests.chart_samples import read_back
from tests.conftest import SITES, make_site, run

WHOLE, PART = "enterprise-issues-resolved", "difficult-issues-resolved"


def bar(name: str, value: str, unit: str = "个") -> Bar:
    """Return a made-up value."""
    return Bar(name=name, value=Decimal(value), text=f"{value}{unit}", short=value)


LONG = "名称很长的一个整体里来源点明的一部分（虚构）"
DRAWINGS = {
    "one": Share(unit="个", whole=bar("整体", "240"), parts=(bar("部分", "20"),)),
    "twelve long names": Share(
        unit="个",
        whole=bar(LONG * 3, "240"),
        parts=tuple(bar(f"{LONG}{n}", str(n * 20)) for n in range(1, 13)),
    ),
    "forty parts up to the whole": Share(
        unit="个",
        whole=bar("整体", "40"),
        parts=tuple(bar(f"第{n}部分", str(n)) for n in range(1, 41)),
    ),
    "large": Share(
        unit="亿元",
        whole=bar("整体", "123456789012", "亿元"),
        parts=(bar("部分", "0.01", "亿元"),),
    ),
}
every_drawing = pytest.mark.parametrize("drawn", DRAWINGS.values(), ids=DRAWINGS)


@every_drawing
def test_parts_are_as_long_as_their_share_of_the_whole(drawn: Share) -> None:
    """The whole is an outline, each part a filled box from its left end, on the same scale."""
    whole, *found = read_back(drawn).said
    assert whole.fill == "#ffffff"
    full = whole.box.right - whole.box.left
    for item, part in zip(found, drawn.parts, strict=True):
        assert item.fill == "#0f6479"
        assert item.box.left == pytest.approx(whole.box.left, abs=1)
        wanted = full * float(part.value / drawn.whole.value)
        assert item.box.right - item.box.left == pytest.approx(wanted, abs=1)


@every_drawing
def test_names_and_values_stand_at_their_boxes(drawn: Share) -> None:
    """Every name is written with its value, on a drawing no wider than a phone shows in full."""
    shown = read_back(drawn)
    assert shown.width <= 380
    written = "".join(text.words for text in shown.texts).replace(" ", "")
    for item in (drawn.whole, *drawn.parts):
        assert f"{item.name}{item.text}".replace(" ", "") in written


def stated(site: Site, whole: str = WHOLE, **changed: object) -> Site:
    """Return the site with one indicator stated as part of another, its observation changed."""
    entries = dict(site.entries)
    part = entries[PART]
    [observation] = part.observations
    entries[PART] = replace(
        part,
        indicator=replace(part.indicator, part_of=whole),
        observations=(replace(observation, **changed),),
    )
    return replace(site, entries=entries)


def site_of(shipped: Checked) -> Site:
    """Return the shipped site."""
    assert shipped.site is not None
    return shipped.site


def shared(site: Site) -> Share | Refusal:
    """Return the share of the whole, without its observations."""
    found = share(site, site.entries[WHOLE])
    return found if isinstance(found, Refusal) else found[0]


def test_a_share_is_drawn_on_both_pages(shipped: Checked) -> None:
    """The whole's page and the part's show one drawing named `share`, without a percentage."""
    site = stated(site_of(shipped))
    both = []
    for slug in (WHOLE, PART):
        [chart] = [one for one in indicator_charts(site, site.entries[slug]) if one.name == "share"]
        assert chart.page == f"/indicators/{slug}/"
        assert "240个" in chart.description
        assert "20个" in chart.description
        assert "%" not in chart.title + chart.description
        assert not chart.computed
        both.append(chart.drawn)
    assert both[0] == both[1]


def test_nothing_is_drawn_where_the_data_states_no_part(shipped: Checked) -> None:
    """It is not guessed from names or numbers."""
    site = stated(site_of(shipped), whole="")
    assert shared(site) is Refusal.NO_WHOLE
    assert indicator_charts(site, site.entries[WHOLE]) == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"time_period": "/2024-05-27"},
        {"caliber": "K1"},
        {"ref_area": "330302"},
        {"nature": Nature.PLANNED},
        {"qualifier": Qualifier.OVER},
        {"unit_mult": 4},
        {"source": "another"},
        {"value": None},
        {"value": Decimal(241)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_part_that_stands_elsewhere_is_not_drawn(
    shipped: Checked, changed: dict[str, object]
) -> None:
    """Another area, period, caliber, source or multiple, a plan, a rounded value: no chart."""
    site = site_of(shipped)
    assert isinstance(shared(stated(site)), Share)
    assert shared(stated(site, **changed)) is Refusal.NO_WHOLE


def test_parts_of_one_whole_are_not_added_up(shipped: Checked) -> None:
    """Of several parts the description says that they may overlap."""
    site = stated(site_of(shipped))
    entries = dict(site.entries)
    part = entries[PART]
    slug = "service-item-adoption-rate"
    entries[slug] = replace(
        part, indicator=replace(part.indicator, indicator=slug, title="又一部分")
    )
    found = shared(replace(site, entries=entries))
    assert isinstance(found, Share)
    assert [part.name for part in found.parts] == ["又一部分", "化解的涉企问题中的疑难问题"]
    assert "这里不相加" in share_description(found)


def judged(
    site: Site, part: dict[str, object], whole: dict[str, object], **observed: object
) -> tuple[Diagnostic, ...]:
    """Return what the rule says of the package with its indicators and the part changed."""
    [package] = [one for one in site.packages if one.name == "dongtou"]

    def indicator(item: Indicator) -> Indicator:
        changed = {PART: {"part_of": WHOLE, **part}, WHOLE: whole}.get(item.indicator, {})
        return replace(item, **changed)  # type: ignore[arg-type]

    def observation(item: Observation) -> Observation:
        return replace(item, **observed) if item.indicator == PART else item  # type: ignore[arg-type]

    changed: Package = replace(
        package,
        indicators=tuple(map(indicator, package.indicators)),
        observations=tuple(map(observation, package.observations)),
    )
    routes = Routes(all=(), files=frozenset(), anchors={})
    return parts.check(replace(site, packages=(changed,)), routes)


@pytest.mark.parametrize(
    ("part", "whole", "observed", "causes"),
    [
        ({}, {}, {}, []),
        ({"unit_measure": "件"}, {}, {}, ["@part-unit|件|个"]),
        ({"kind": Kind.STOCK}, {}, {}, ["@part-kind|stock|flow"]),
        ({"kind": Kind.RATE}, {"kind": Kind.RATE}, {}, ["@part-kind|rate|rate"]),
        ({"part_of": PART}, {}, {}, ["@part-circle"]),
        ({}, {"part_of": PART}, {}, ["@part-circle", "@part-circle"]),
        ({}, {}, {"value": Decimal(241), "obs_value": "241"}, ["@part-larger|241|240"]),
        ({}, {}, {"value": Decimal("0.02"), "obs_value": "0.02", "unit_mult": 4}, []),
        ({}, {}, {"value": Decimal(3), "obs_value": "3", "unit_mult": 4}, ["@part-larger|3|240"]),
        ({}, {}, {"value": Decimal(250), "qualifier": Qualifier.ABOUT}, []),
        ({}, {}, {"value": Decimal(250), "time_period": "2024"}, []),
        ({}, {}, {"value": Decimal(250), "nature": Nature.PLANNED}, []),
    ],
)
def test_what_cannot_be_part_is_a_fault(
    shipped: Checked,
    part: dict[str, object],
    whole: dict[str, object],
    observed: dict[str, object],
    causes: list[str],
) -> None:
    """Other units or kinds, circles and larger parts are told; what proves nothing is not."""
    found = judged(site_of(shipped), part, whole, **observed)
    assert [dict(item.arguments)["cause"] for item in found] == causes
    assert {item.code for item in found} <= {"part-mismatch"}


def test_a_whole_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    """A code that no indicator has is an unknown reference of its cell, and nothing more."""
    site = make_site(tmp_path / "site", SITES / "invalid/part-mismatch")
    table = site / "data/sample/2023.1.0/indicators.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",service-cases\n", ",service-case\n"), encoding="utf-8")
    outcome = run("check", "--site", str(site))
    assert outcome.status == 1
    assert outcome.text.count("错误 [") == 1
    assert "第5行，字段 part_of: 错误 [reference-unknown]" in outcome.text


def test_the_column_is_read_from_the_table(tmp_path: Path) -> None:
    """A part stated in the table has its whole on its page; tables without the column are sound."""
    site = make_site(tmp_path / "site", SITES / "invalid/part-mismatch")
    table = site / "data/sample/2023.1.0/indicators.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",market,stock,个", ",market,flow,件"), encoding="utf-8")
    outcome = run("build", "--site", str(site), "--executor", "serial")
    assert outcome.status == 0, outcome.text
    page = (site / "public/indicators/service-stations/index.html").read_text(encoding="utf-8")
    assert "来源把它算在“办件量”之内" in page
    assert run("check", "--site", str(make_site(tmp_path / "old"))).status == 0
