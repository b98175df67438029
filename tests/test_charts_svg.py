"""A drawing in a page: named, described, escaped, with ids of its own, of the house's inks."""

import json
import re
from xml.etree.ElementTree import fromstring

import pytest
from msgspec.structs import replace

from site_builder.charts.draw import CHART_KINDS, draw
from site_builder.charts.inks import INKS
from site_builder.charts.svg import drawn_svg, inline, small
from site_builder.model.chart import Chart, Trend
from site_builder.model.drawing import Drawing
from tests.chart_samples import BROKEN, SAMPLES, TREND, WHOLE, line, point, read_back, trend
from tests.conftest import REPOSITORY

HOSTILE = "<script>alert(\"1\")</script> & “引号” 'x' ]]>"
KINDS = sorted(CHART_KINDS, key=lambda kind: kind.__name__)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def chart(drawn: Trend = TREND, **changed: str) -> Chart:
    """Return a made-up chart with what stands around it."""
    plain = Chart(
        name="trend",
        page="/indicators/invented/",
        title="虚构指标上升",
        subtitle="单位：%",
        description="两个虚构区的虚构指标，2020年最高。",
        drawn=drawn,
    )
    return replace(plain, **changed)


def shown(item: Chart) -> str:
    """Return a chart as it stands in a page."""
    return inline(draw(item.drawn), item)


def test_there_is_a_sample_of_every_kind() -> None:
    """What these tests prove, they prove of every kind that is drawn."""
    assert set(CHART_KINDS) <= set(SAMPLES)


@every_kind
def test_only_inks_are_drawn(kind: type) -> None:
    """Every colour is one that the style sheet has a dark form of."""
    text = draw(SAMPLES[kind]).svg
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text)) <= set(INKS)
    assert not re.search(r'(?:fill|stroke)="(?!#|none|transparent)', text)


@every_kind
def test_only_marks_have_a_role_and_ids_are_unique(kind: type) -> None:
    """What is named has the role that lets it; ids are there once, a reference finds its own."""
    text = draw(SAMPLES[kind]).svg
    root = fromstring(text)
    assert root.get("role") is None
    roles = {(item.get("role"), item.get("aria-label") is not None) for item in root.iter()}
    assert roles == {(None, False), ("graphics-symbol", True)}
    assert not any(item.get("aria-roledescription") for item in root.iter())
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)


def test_two_charts_of_a_page_share_no_id() -> None:
    """Ids carry the chart's name, and what refers to an id finds it."""
    clipped = drawn_svg(_clipped())
    assert re.search(r'\bid="', clipped.svg), "a drawing with an id of its own"
    found: dict[str, set[str]] = {}
    for name in ("one", "two"):
        for drawing in (clipped, draw(TREND)):
            text = inline(drawing, chart(name=name))
            ids = re.findall(r'\bid="([^"]+)"', text)
            assert len(ids) == len(set(ids))
            assert all(item.startswith(f"chart-{name}-") for item in ids)
            assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)
            named = fromstring(text).get("aria-labelledby", "").split()
            assert len(named) == 2
            assert set(named) <= set(ids)
            found.setdefault(name, set()).update(ids)
    assert not found["one"] & found["two"]


def _clipped() -> dict[str, object]:
    """Return a specification whose marks are clipped, which takes an id."""
    made = json.loads(draw(TREND).specification)
    for item in made["layer"]:
        item["mark"]["clip"] = True
    return made


def test_a_chart_names_and_describes_itself() -> None:
    """Role, title and description come first, with special marks escaped."""
    text = shown(chart(title=HOSTILE, description=f"{HOSTILE}描述"))
    assert "<script" not in text
    root = fromstring(text.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))
    assert root.tag == "svg"
    assert root.get("role") == "img"
    title, description = list(root)[:2]
    assert (title.tag, title.text) == ("title", HOSTILE)
    assert (description.tag, description.text) == ("desc", f"{HOSTILE}描述")
    assert root.get("aria-labelledby", "").split() == [title.get("id"), description.get("id")]


def test_a_small_drawing_is_hidden_from_readers() -> None:
    """What only repeats the words beside it is not read aloud."""
    root = fromstring(small(draw(trend(WHOLE))))
    assert root.get("aria-hidden") == "true"


def test_names_in_a_chart_are_text() -> None:
    """A line's name is text, whatever is in it."""
    drawn = trend(replace(BROKEN, name=HOSTILE), WHOLE)
    text = shown(chart(drawn))
    assert "<script" not in text
    found = read_back(drawn)
    assert any(HOSTILE in item.words for item in found.texts)
    assert any(item.words.startswith(HOSTILE) for item in found.said)


@pytest.mark.parametrize(
    "name",
    [
        '虚构 id="x"',
        "url(#x)",
        ' role="img"',
        '<path class="background"/>',
        "viewBox=1",
        "a href=1",
    ],
)
def test_what_looks_like_svg_stays_as_it_is(name: str) -> None:
    """Names that look like what is tidied away are still there, letter by letter."""
    drawn = trend(replace(BROKEN, name=name), WHOLE)
    root = fromstring(shown(chart(drawn, title=name)))
    said = [item.get("aria-label", "") for item in root.iter() if item.get("aria-label")]
    assert said == [mark.said for mark in drawn.marks]
    texts = ["".join(item.itertext()) for item in root.iter() if item.tag.endswith("text")]
    assert any(name in text for text in texts)


@every_kind
def test_nothing_is_fetched_or_run(kind: type) -> None:
    """No image, style sheet, script or address outside the file."""
    text = draw(SAMPLES[kind]).svg
    assert set(re.findall(r"https?://[^\"' )]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert not {"script", "image", "foreignObject", "style", "a"} & {
        item.tag.rpartition("}")[2] for item in fromstring(text).iter()
    }


def test_a_changed_value_is_drawn() -> None:
    """Another value gives other bytes."""
    changed = trend(line(*BROKEN.points[:-1], point("2023", "5.6")), WHOLE, breaks=TREND.breaks)
    assert draw(changed) != draw(replace(TREND, targets=()))


def test_a_drawing_holds_its_specification() -> None:
    """The specification kept with a drawing is the one it was drawn from."""
    drawing = draw(TREND)
    assert drawn_svg(json.loads(drawing.specification)) == drawing
    assert isinstance(drawing, Drawing)


def test_the_page_has_a_rule_for_every_ink() -> None:
    """Each colour that is drawn is its token on paper, and the style sheet puts the token there."""
    parts = sorted((REPOSITORY / "templates/assets/site.css").iterdir())
    style = "".join(part.read_text(encoding="utf-8") for part in parts)
    light = style.partition("@media")[0]
    tokens = dict(re.findall(r"--([\w-]+): ([^;]+);", light))

    def colour(token: str) -> str:
        value = tokens[token]
        inner = re.fullmatch(r"var\(--([\w-]+)\)", value)
        return colour(inner[1]) if inner else value

    for ink, token in INKS.items():
        assert colour(token) in (ink, "#fff" if ink == "#ffffff" else ink)
        for part in ("fill", "stroke"):
            assert f'.chart [{part}="{ink}"]' in style
            assert f"{{ {part}: var(--{token}); }}" in style
