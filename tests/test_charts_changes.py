"""Changes around zero: one number a change, drawn in scale, told in words. All is made up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.charted.comparison import comparison_charts
from site_builder.charts.rows import name_lines
from site_builder.compare.change import compare
from site_builder.compare.comparability import ComparisonType
from site_builder.compare.wording import describe
from site_builder.figures.charts.changes import changes, changes_description, changes_finding
from site_builder.figures.history import Pair
from site_builder.figures.years import compared
from site_builder.model.chart import Bar, Changes, Refusal
from site_builder.model.site import Entry
from site_builder.model.vocabulary import Kind, Status
from tests.chart_samples import read_back

PAPER, INK = "#ffffff", "#1b2529"
LONG = "虚构省虚构市虚构区规模以上工业企业研究与试验发展经费支出占主营业务收入比重（Online）"


def pairs_of(
    *values: tuple[str, str], kind: Kind = Kind.SCORE, unit: str = "分", entry: Entry
) -> tuple[tuple[Entry, Pair], ...]:
    """Return pairs of two editions of made-up indicators, in the place of a real one's."""
    found = []
    base = entry.observations[0]
    for number, (before, after) in enumerate(values):
        indicator = replace(
            entry.indicator, title=f"虚构{number}", kind=kind, unit_measure=unit, denominator="项"
        )
        one, other = (
            replace(
                base,
                time_period=year,
                value=Decimal(value),
                obs_value=value,
                obs_status=Status.NORMAL,
                rank_of=None,
            )
            for year, value in (("2019", before), ("2020", after))
        )
        own = replace(entry, indicator=indicator, observations=(one, other), breaks=(), targets=())
        result = compare(one, other, indicator, (), (), ComparisonType.EDITION)
        found.append((own, Pair(earlier=one, later=other, comparison=describe(result))))
    return tuple(found)


@pytest.fixture
def score(shipped: Checked) -> Entry:
    """A real indicator of scores, to be given made-up values."""
    return shipped.site.entries["db-getting-credit-score"]


def test_the_commonest_unit_is_drawn_the_greatest_rise_first(
    shipped: Checked, score: Entry
) -> None:
    """Changes of one unit go together, from rise to fall, in words that say from what to what."""
    points = pairs_of(("50", "52"), ("50", "55"), ("50", "44"), entry=score)
    others = pairs_of(("50", "60"), ("50", "70"), kind=Kind.RATE, unit="%", entry=score)
    found = changes(shipped.site, points[:1] + others + points[1:])
    assert isinstance(found, Changes)
    assert found.unit == "分"
    assert found.span == "2020年版比2019年版"
    assert [row.value for row in found.rows] == [5, 2, -6]
    assert [row.short for row in found.rows] == ["+5分", "+2分", "−6分"]
    assert [row.text for row in found.rows] == ["提高5分", "提高2分", "降低6分"]
    assert changes_description(found) == (
        "2020年版比2019年版，3项指标2项上升，1项下降。升得最多的是虚构1（提高5分）。"
        "降得最多的是虚构2（降低6分）。"
    )


def test_what_is_not_comparable_or_too_little_is_refused(shipped: Checked, score: Entry) -> None:
    """Without a comparable pair, or with fewer than three of one unit, there is no chart."""
    unlike = tuple(
        (
            replace(entry, observations=()),
            replace(pair, later=replace(pair.later, obs_status=Status.LOW_RELIABILITY)),
        )
        for entry, pair in pairs_of(("50", "52"), ("50", "55"), ("50", "44"), entry=score)
    )
    assert changes(shipped.site, ()) is Refusal.NOT_COMPARABLE
    assert changes(shipped.site, unlike) is Refusal.NOT_COMPARABLE
    few = pairs_of(("50", "52"), ("50", "55"), entry=score)
    assert changes(shipped.site, few) is Refusal.TOO_FEW


def test_a_change_with_a_provisional_value_is_hollow(shipped: Checked, score: Entry) -> None:
    """A mark of either value stays with the change, in its note and in its look."""
    pairs = pairs_of(("50", "52"), ("50", "55"), ("50", "44"), entry=score)
    (entry, pair), *rest = pairs
    doubtful = replace(pair.later, obs_status=Status.PROVISIONAL)
    result = compare(pair.earlier, doubtful, entry.indicator, (), (), ComparisonType.EDITION)
    own = replace(pair, later=doubtful, comparison=describe(result))
    found = changes(shipped.site, ((entry, own), *rest))
    assert isinstance(found, Changes)
    hollow = [row for row in found.rows if not row.solid]
    assert [(row.name, row.note) for row in hollow] == [("虚构0", "初步")]
    heads = read_back(found).said
    assert [head.words for head in heads if head.fill == PAPER] == ["虚构0：提高2分（初步）"]
    assert "1个空心点" in changes_description(found)


def test_pairs_of_other_periods_say_theirs(shipped: Checked, score: Entry) -> None:
    """Where most compare two years and one compares others, that one says which."""
    pairs = list(pairs_of(("50", "52"), ("50", "55"), ("50", "44"), entry=score))
    entry, pair = pairs[0]
    pairs[0] = (entry, replace(pair, earlier=replace(pair.earlier, time_period="2018")))
    found = changes(shipped.site, tuple(pairs))
    assert isinstance(found, Changes)
    assert {row.name: row.note for row in found.rows} == {
        "虚构0": "2020年版比2018年版",
        "虚构1": "",
        "虚构2": "",
    }


def drawing(*values: str, unit: str = "分", name: str = "虚构指标") -> Changes:
    """Return changes of made-up values, in the order given."""
    return Changes(
        unit=unit,
        span="2020年版比2019年版",
        rows=tuple(
            Bar(
                name=f"{name}{number}",
                value=Decimal(value),
                text=f"变化{value}{unit}",
                short=f"{value}{unit}",
            )
            for number, value in enumerate(values)
        ),
    )


DRAWINGS = {
    "rises and falls": drawing("15.6", "3", "0.4", "0", "-2.25", "-9"),
    "all falls": drawing("-1", "-2", "-30", unit="%"),
    "all zero": drawing("0", "0", "0"),
    "long names": drawing("12.5", "0", "-11", name=LONG),
    "forty": drawing(*(str(20 - number) for number in range(40))),
    "twelve of millions": drawing(*(f"{12 - number}34567.8" for number in range(12)), unit="万元"),
    "hundreds of millions": drawing("123456789", "5", "-98765432", unit="亿元", name=LONG),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_head_is_as_far_from_zero_as_its_change(name: str) -> None:
    """One head for each change, each below the last, on one scale from the stroke of zero."""
    drawn = DRAWINGS[name]
    shown = read_back(drawn)
    heads = shown.said
    assert [head.y for head in heads] == sorted({head.y for head in heads})
    (stroke,) = [item for item in shown.strokes("rule") if item.colour == INK]
    ((zero, _), _) = stroke.corners
    values = [float(row.value) for row in drawn.rows]
    widest = max(range(len(values)), key=lambda place: abs(values[place]))
    scale = (heads[widest].x - zero) / values[widest] if values[widest] else 1
    assert scale > 0
    assert [head.x - zero for head in heads] == pytest.approx(
        [value * scale for value in values], abs=1
    )


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_change_is_written(name: str) -> None:
    """Each change can be read with its sign and unit."""
    drawn = DRAWINGS[name]
    texts = [text.words for text in read_back(drawn).texts]
    assert [row.short for row in drawn.rows if row.short not in texts] == []


@pytest.mark.parametrize("name", [name for name in DRAWINGS if "million" not in name])
def test_a_drawing_fits_a_phone(name: str) -> None:
    """Letters of 14 units are not shrunk below 0.8 on a screen of 320 pixels."""
    assert read_back(DRAWINGS[name]).width <= 390


@given(st.text(alphabet="虚构指标（），Online 3.5%", min_size=1, max_size=60).filter(str.strip))
def test_names_are_broken_without_loss(name: str) -> None:
    """Lines of a name hold all of it, and no line begins with a mark that closes."""
    lines = name_lines(name)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert not [line for line in lines[1:] if line[:1] in ("，", "）")]


def test_a_comparison_has_both_charts(shipped: Checked) -> None:
    """The two years side by side come first, then the changes; both are computed here."""
    site = shipped.site
    pairs = compared(site.entries.values(), "CN-BJ", 2019, 2020)
    first, second = comparison_charts(site, "CN-BJ", (2019, 2020), pairs)
    assert (first.name, second.name) == ("profile", "changes")
    assert (first.computed, second.computed) == (True, True)
    assert isinstance(second.drawn, Changes)
    words = {entry.indicator.title: pair.comparison.text for entry, pair in pairs}
    assert {row.name: row.text for row in second.drawn.rows}.items() <= words.items()
    assert changes_finding(second.drawn) in second.title
