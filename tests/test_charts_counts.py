"""Charts of counts: initiatives by status, cases by year. All names and numbers are made up.

The drawings are read back: what is marked, where, how large.
"""

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.charted.cases import cases_charts
from site_builder.charted.initiatives import initiatives_charts
from site_builder.charts.draw import draw
from site_builder.figures.charts.distribution import distribution, distribution_description
from site_builder.figures.charts.progress import progress, progress_description
from site_builder.model.chart import Distribution, Progress, Refusal, Tally
from site_builder.model.site import Site
from tests.chart_samples import drawing_of, read_back
from tests.drawings import Said, Text, picture

STATUSES = ("已提出", "推进中", "已建立或完成", "进展原文未说明")
LONG = "名称很长而且还带着括号（虚构）的一个环境"


def progress_of(*rows: tuple[str, tuple[int, ...]]) -> Progress:
    """Return made-up counts by status."""
    return Progress(
        unit="项",
        statuses=STATUSES,
        rows=tuple(Tally(name=name, counts=counts) for name, counts in rows),
    )


def distribution_of(first: int, *rows: tuple[str, tuple[int, ...]]) -> Distribution:
    """Return made-up counts by year, from the first on."""
    return Distribution(
        unit="个",
        years=tuple(f"{first + place}年" for place in range(len(rows[0][1]))),
        rows=tuple(Tally(name=name, counts=counts) for name, counts in rows),
    )


PROGRESS = {
    "few": progress_of(("甲", (5, 19, 5, 0)), ("乙", (0, 0, 1, 1))),
    "twelve long names": progress_of(
        *((f"第{place}个{LONG}", (place, 1, 0, 2)) for place in range(12))
    ),
    "forty rows": progress_of(*((f"第{place}类", (1, place, 1, 1)) for place in range(40))),
    "large counts": progress_of(("甲", (3, 12345, 1, 7)), ("乙", (1, 1, 1, 1))),
}
DISTRIBUTION = {
    "one year": distribution_of(2026, ("甲", (8,)), ("乙", (1,))),
    "gaps": distribution_of(2019, ("甲", (8, 0, 3, 0, 29)), (LONG * 2, (0, 0, 0, 0, 1))),
    "forty rows, twelve years": distribution_of(
        2000, *((f"第{row}类", (1, 0, row + 1) * 4) for row in range(40))
    ),
    "forty years": distribution_of(1987, ("甲", tuple(range(1, 41))), ("乙", (7,) * 40)),
    "large counts": distribution_of(2020, ("甲", (12345, 12345, 1))),
}
every_progress = pytest.mark.parametrize("drawn", PROGRESS.values(), ids=PROGRESS)
every_distribution = pytest.mark.parametrize("drawn", DISTRIBUTION.values(), ids=DISTRIBUTION)


@every_progress
def test_boxes_are_as_long_as_their_counts(drawn: Progress) -> None:
    """Each count is one box, row by row from the left, all on one scale."""
    found = [item.box for item in read_back(drawn).said]
    most = max(sum(row.counts) for row in drawn.rows)
    start = min(box.left for box in found)
    unit = (max(box.right for box in found) - start) / most
    boxes = iter(found)
    bottom = 0.0
    for row in drawn.rows:
        done = 0
        for count in filter(None, row.counts):
            box = next(boxes)
            assert box.left == pytest.approx(start + unit * done, abs=1)
            done += count
            assert box.right == pytest.approx(start + unit * done, abs=1)
            assert box.top > bottom
        bottom = box.bottom


@every_progress
def test_counts_stand_above_their_boxes(drawn: Progress) -> None:
    """Every count is written in its row, in order; names and statuses stand there in full."""
    shown = read_back(drawn)
    found = shown.texts
    numbers = [text for text in found if text.words.isdecimal()]
    counts = [count for row in drawn.rows for count in row.counts if count]
    assert [int(text.words) for text in numbers] == counts
    for text, item in zip(numbers, shown.said, strict=True):
        assert 0 < item.box.top - text.box.bottom < 10
    written = "".join(text.words for text in found)
    for place, status in enumerate(STATUSES):
        assert (status in written) is any(row.counts[place] for row in drawn.rows)
    assert all(row.name in written for row in drawn.rows)


def test_statuses_are_told_apart_without_colour() -> None:
    """No two statuses look alike in black and white: empty, half full, full, hatched."""
    drawn = progress_of(("甲", (1, 1, 1, 1)), ("乙", (1, 1, 1, 1)))
    empty, half, full, hatched = read_back(drawn).said[:4]
    assert (empty.fill, half.fill, full.fill, hatched.fill) == (
        "#ffffff",
        "#ffffff",
        "#0f6479",
        "#ffffff",
    )
    body = drawing_of(drawn).svg
    # In each of two rows and in the legend: one lower half, one stroke across.
    assert body.count('<path d="M') >= 3
    assert body.count('stroke="#55666e" stroke-width="1.5"/>') >= 3


@every_distribution
def test_circles_lie_in_their_cells_by_area(drawn: Distribution) -> None:
    """Each count is one circle: even steps right by year and down by row, area by count."""
    found = read_back(drawn).said
    cells = [
        (column, down, count)
        for down, row in enumerate(drawn.rows)
        for column, count in enumerate(row.counts)
        if count
    ]
    most = max(count for _, _, count in cells)
    largest = max(item.box.right - item.box.left for item in found)
    for (_, _, count), item in zip(cells, found, strict=True):
        wanted = largest * sqrt(count / most)
        assert item.box.right - item.box.left == pytest.approx(wanted, abs=1)
    for axis in (0, 1):
        places = [(item.x, item.y)[axis] for item in found]
        steps = {cell[axis]: at for cell, at in zip(cells, places, strict=True)}
        first, last = min(steps), max(steps)
        step = (steps[last] - steps[first]) / max(last - first, 1)
        for place, at in steps.items():
            assert at == pytest.approx(steps[first] + step * (place - first), abs=1)


@every_distribution
def test_numbers_stand_in_or_beside_their_circles(drawn: Distribution) -> None:
    """A number is within its circle or right beside it, and on no other circle; none is zero."""
    circles = read_back(drawn).said
    numbers = [text for text in read_back(drawn).texts if text.words.isdecimal()]
    assert sorted(int(text.words) for text in numbers) == sorted(
        int(mark.value) for mark in drawn.marks
    )
    for text in numbers:
        touched = [circle for circle in circles if _near(text, circle)]
        assert [circle.words.endswith(f"：{text.words}个") for circle in touched] == [True]
        covered = [circle for circle in circles if text.box.covers(circle.box)]
        assert covered in ([], touched)


def _near(text: Text, circle: Said) -> bool:
    inside = circle.box.left <= text.box.left and text.box.right <= circle.box.right
    beside = 0 < text.box.left - circle.box.right < 6
    level = abs(text.y - 4.6 - circle.y) < 4
    return (inside or beside) and level


@given(
    st.lists(st.tuples(*[st.integers(0, 300)] * 4), min_size=1, max_size=8).filter(
        lambda rows: all(sum(row) for row in rows)
    )
)
@settings(derandomize=True, deadline=None, max_examples=25)
def test_any_counts_are_readable(rows: list[tuple[int, ...]]) -> None:
    """Whatever the counts, both charts keep their texts apart and within the drawing."""
    named = [(f"{'环境' * (place + 1)}", row) for place, row in enumerate(rows)]
    for drawn in (progress_of(*named), distribution_of(2020, *named)):
        assert picture(draw(drawn).svg).faults() == []


def site_of(shipped: Checked) -> Site:
    """Return the shipped site."""
    assert shipped.site is not None
    return shipped.site


def test_initiatives_are_counted_once_each(shipped: Checked) -> None:
    """The counts add up to the initiatives; the description names every count; it says 本站计算."""
    site = site_of(shipped)
    [chart] = initiatives_charts(site)
    found = chart.drawn
    assert isinstance(found, Progress)
    assert sum(int(mark.value) for mark in found.marks) == len(site.initiatives)
    for mark in found.marks:
        assert f"{mark.label}{mark.text}" in chart.description
    assert chart.computed
    assert {link.title for link in chart.packages} == {
        package.title
        for package in site.packages
        if any(item.package == package.name for item in site.initiatives)
    }


def test_cases_are_counted_once_each(shipped: Checked) -> None:
    """The counts add up to the cases, and the finding names the environment with most."""
    site = site_of(shipped)
    [chart] = cases_charts(site)
    found = chart.drawn
    assert isinstance(found, Distribution)
    assert sum(int(mark.value) for mark in found.marks) == len(site.cases)
    most = max(found.rows, key=lambda row: sum(row.counts))
    assert f"{most.name}最多，有{sum(most.counts)}个" in chart.title
    assert chart.title in chart.description
    assert chart.computed


def test_too_few_are_listed_and_not_drawn(shipped: Checked) -> None:
    """Fewer than five initiatives, or all of one environment, or fewer than six cases: no chart."""
    site = site_of(shipped)
    assert progress(replace(site, initiatives=site.initiatives[:4])) is Refusal.TOO_FEW
    one = tuple(item for item in site.initiatives if item.environment == "government")
    assert len(one) > 5
    assert progress(replace(site, initiatives=one)) is Refusal.TOO_FEW
    assert distribution(replace(site, cases=site.cases[:5])) is Refusal.TOO_FEW
    assert not isinstance(distribution(replace(site, cases=site.cases[:6])), Refusal)


def test_years_without_a_case_have_their_place(shipped: Checked) -> None:
    """Between the first and the last year every year is a column, empty or not."""
    site = site_of(shipped)
    first, *rest = site.cases
    old = replace(first, date="2022-03-01 09:00")
    found = distribution(replace(site, cases=(old, *rest)))
    assert isinstance(found, Distribution)
    assert found.years == ("2022年", "2023年", "2024年", "2025年", "2026年")
    assert sum(row.counts[2] for row in found.rows) == 0


def test_findings_of_equals_name_them_all() -> None:
    """Where several lead, all are named; where all are alike, that is the finding."""
    tied = distribution_of(2025, ("甲", (2, 1)), ("乙", (0, 3)))
    assert distribution_description(tied).startswith("6个案例中，甲、乙最多，各有3个。")
    alike = progress_of(("甲", (0, 4, 0, 0)), ("乙", (0, 2, 0, 0)))
    assert progress_description(alike).startswith("6项举措都是“推进中”。")
