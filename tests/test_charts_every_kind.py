"""What holds of every chart, of every kind, at the limits of each: its words, texts, schema."""

import json

import altair as alt
import jsonschema
import pytest

from site_builder.model.chart import Distribution, Drawn, Multiples, Trend
from tests.chart_samples import SAMPLES, TREND, drawing_of, read_back
from tests.drawings import picture
from tests.test_charts_areas import DRAWINGS as AREAS
from tests.test_charts_changes import DRAWINGS as CHANGES
from tests.test_charts_counts import DISTRIBUTION, PROGRESS
from tests.test_charts_multiples import DRAWINGS as MULTIPLES
from tests.test_charts_profile import DRAWINGS as PROFILE
from tests.test_charts_share import DRAWINGS as SHARE
from tests.test_charts_sparkline import DRAWINGS as SPARKLINE
from tests.test_charts_trend import CROWDED as TRENDS

LIMITS = (TRENDS, CHANGES, AREAS, MULTIPLES, PROFILE, SHARE, PROGRESS, DISTRIBUTION, SPARKLINE)
CHARTS: list[tuple[str, Drawn]] = [
    *(("sample", drawn) for drawn in SAMPLES.values()),
    *(named for drawings in LIMITS for named in drawings.items()),
]
AIR = 1.32
"""What a text needs above and below it, but where the labels of two axes meet at their corner."""

SCHEMAS = {"layer": alt.LayerChart, "concat": alt.ConcatChart}
"""The classes that check a specification, by what it is made of."""

every_chart = pytest.mark.parametrize(
    "drawn", [pytest.param(drawn, id=f"{type(drawn).__name__}: {name}") for name, drawn in CHARTS]
)


def air(drawn: Drawn) -> float:
    """Return what the texts of a chart need above and below them."""
    return 0 if isinstance(drawn, Trend | Multiples) else AIR


def test_every_kind_is_taken_to_its_limits() -> None:
    """Of each kind there is more than its sample."""
    assert {type(drawn) for name, drawn in CHARTS if name != "sample"} == set(SAMPLES)


@every_chart
def test_a_drawing_says_its_marks(drawn: Drawn) -> None:
    """Each mark is said once, in the words and the order of the table."""
    assert [item.words for item in read_back(drawn).said] == [mark.said for mark in drawn.marks]


@every_chart
def test_every_text_can_be_read(drawn: Drawn) -> None:
    """No text leaves the drawing, covers another or is cut short."""
    assert read_back(drawn).faults(air=air(drawn)) == []


@every_chart
def test_no_text_stands_on_a_mark(drawn: Drawn) -> None:
    """Texts keep off all that is read aloud; only a circle of a distribution holds its number."""
    found = read_back(drawn).on_marks(air=air(drawn))
    if isinstance(drawn, Distribution):
        found = [words for words in found if not words.isdecimal()]
    assert found == []


@every_chart
def test_a_specification_fits_the_schema(drawn: Drawn) -> None:
    """Though Altair does not check it while it is made, it is sound Vega-Lite."""
    made = json.loads(drawing_of(drawn).specification)
    (schema,) = [schema for part, schema in SCHEMAS.items() if part in made]
    schema.validate(made)


def test_an_unsound_specification_would_be_noticed() -> None:
    """The check of the schema finds what is no Vega-Lite."""
    made = json.loads(drawing_of(TREND).specification)
    made["layer"][0]["mark"]["strokeWidth"] = "thick"
    with pytest.raises(jsonschema.ValidationError):
        alt.LayerChart.from_dict(made)


def test_texts_that_cannot_be_read_would_be_noticed() -> None:
    """The reader finds texts at an edge, on each other, cut short, and on a mark."""
    shown = picture(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
        '<text transform="translate(100,50)" text-anchor="end">虚构的</text>'
        '<text transform="translate(90,60)">区</text>'
        '<text transform="translate(190,90)">边</text>'
        '<text transform="translate(20,90)">长…</text>'
        '<path aria-label="圆" transform="translate(66,57.5)"'
        ' d="M6,0A6,6,0,1,1,-6,0A6,6,0,1,1,6,0"/>'
        '<path aria-label="画" transform="translate(25,85)" d="M-9,0L9,6.1e-17"/>'
        "</svg>"
    )
    assert shown.faults() == ["cut short: 长…", "outside: 边", "covered: 虚构的 | 区"]
    assert shown.on_marks() == ["虚构的", "长…"]
    assert "outside: 长…" in shown.faults(air=9)
