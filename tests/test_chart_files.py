"""The files of a chart: one with its page, with each other and with what is drawn."""

import csv
import hashlib
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import altair as alt
import pytest
from msgspec.structs import replace
from PIL import Image

from site_builder.build import Checked
from site_builder.charts.draw import draw
from site_builder.model.chart import Chart, Line, Point, Trend, ValueAxis
from site_builder.model.download import chart_downloads, table_downloads
from site_builder.model.drawing import Drawing, Imprint
from site_builder.model.view import Link
from site_builder.outputs.chart_files import CHART_FILES, ChartFiles
from site_builder.outputs.kind import Files, Inputs
from tests.conftest import files_of, make_site, run

SVG = "{http://www.w3.org/2000/svg}"
IMPRINT = Imprint(site="样例站（虚构）", base_url="https://site.example/a/", notice="测试用。")


def point(year: int, value: str) -> Point:
    """Return a made-up observation of a year."""
    return Point(
        position=Decimal(year),
        label=f"{year}年",
        value=Decimal(value),
        text=f"{value}%".replace("-", "−"),
        short=value.replace("-", "−"),
        note="初步数" if year == 2023 else "",
        joined=year > 2020,
        solid=year != 2023,
    )


INVENTED = Chart(
    name="trend",
    page="/indicators/invented/",
    title="虚构区<虚构>指标 & “引号”：95.50%，2023年。",
    subtitle="虚构指标，单位：%",
    description="最低−3.2%，最高95.50%。",
    drawn=Trend(
        axis=ValueAxis(unit="%"),
        lines=(
            Line(
                name="虚构区",
                points=(point(2020, "-3.2"), point(2021, "40.10"), point(2023, "95.50")),
            ),
        ),
    ),
    notes=("断点：制度改变。", "空心点为初步数。"),
    sources=("虚构局《虚构报告》",),
    packages=(Link(title="虚构数据", path="/data/invented/2023.1.0/", note="版本2023.1.0"),),
    computed=True,
    citation="图：虚构。",
    licences=(("CC BY 4.0", "https://licence.example/"),),
)


def files_of_chart(chart: Chart, *, pictures: bool) -> Files:
    """Return the files of a chart, drawn anew."""
    found = chart_downloads(chart.page, chart.name, pictures=pictures)
    paths = tuple((item.format, item.path.lstrip("/")) for item in found)
    view = ChartFiles(chart=chart, imprint=IMPRINT, paths=paths)
    return CHART_FILES.make(Inputs(view=view, drawings=(draw(chart.drawn),)))


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The files of the invented chart by the ends of their names."""
    files = files_of_chart(INVENTED, pictures=True)
    return {path.removeprefix("indicators/invented/trend."): data for path, data in files}


def read(data: bytes) -> Element:
    """Return a picture read back."""
    return fromstring(data.decode())


def said(picture: Element) -> list[str]:
    """Return what the marks of a picture say, in the order of drawing."""
    return [item.attrib["aria-label"] for item in picture.iter() if "aria-label" in item.attrib]


def rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file by its first line."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def words_of(row: dict[str, str]) -> str:
    """Return a row as a mark says it."""
    place = "，".join(part for part in (row["series"], row["label"]) if part)
    return f"{place}：{row['text']}" + (f"（{row['note']}）" if row["note"] else "")


def test_the_picture_tells_what_it_is_and_where_it_is_from(made: dict[str, bytes]) -> None:
    """Title, source, version, licence, address and the site stand in the picture as text."""
    picture = read(made["svg"])
    assert picture.attrib["role"] == "img"
    labels = picture.attrib["aria-labelledby"].split()
    named = {item.get("id"): item.text for item in picture}
    assert [named[label] for label in labels] == [INVENTED.title, INVENTED.description]
    lines = ["".join(item.itertext()) for item in picture.iter(f"{SVG}text")]
    shown = "".join(lines)
    for text in (
        INVENTED.title,
        INVENTED.subtitle,
        *INVENTED.notes,
        *INVENTED.sources,
        "《虚构数据》版本2023.1.0",
        "由本站计算",
        "CC BY 4.0",
        "https://site.example/a/indicators/invented/#trend",
        IMPRINT.site,
        IMPRINT.notice,
    ):
        assert text.replace(" ", "") in shown.replace(" ", ""), text
    ground = next(item for item in picture if item.tag == f"{SVG}rect")
    assert (ground.attrib["fill"], ground.attrib["width"]) == ("#ffffff", picture.attrib["width"])


def test_the_picture_is_plain(made: dict[str, bytes]) -> None:
    """No style sheet, script, link or image: Word and Inkscape show what a browser does."""
    for item in read(made["svg"]).iter():
        assert item.tag.removeprefix(SVG) not in {"style", "script", "image", "foreignObject", "a"}
        assert not [name for name in item.attrib if name.endswith("href") or name == "style"]


def test_the_png_is_twice_the_svg(made: dict[str, bytes]) -> None:
    """The PNG is the same picture, each unit two pixels, small and with paper around it."""
    picture, svg = Image.open(io.BytesIO(made["png"])), read(made["svg"])
    wanted = tuple(2 * int(svg.attrib[name]) for name in ("width", "height"))
    assert (picture.format, picture.size) == ("PNG", wanted)
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert len(made["png"]) < 80_000


def test_the_numbers_are_those_drawn(made: dict[str, bytes]) -> None:
    """The CSV has a row for each mark of the picture, in order, with the exact value."""
    found = rows(made["csv"])
    assert [words_of(row) for row in found] == said(read(made["svg"]))
    assert [row["value"] for row in found] == ["-3.2", "40.10", "95.50"]
    assert {row["unit"] for row in found} == {"%"}
    assert {row["computed"] for row in found} == {"true"}
    assert found[0]["source"] == "虚构局《虚构报告》"
    assert found[0]["package"] == "虚构数据，版本2023.1.0"
    assert found[0]["address"].endswith("/a/indicators/invented/#trend")
    excel = rows(made["excel.csv"])
    assert made["excel.csv"].startswith(b"\xef\xbb\xbf")
    assert [row["数值"] for row in excel] == [row["value"] for row in found]


def test_the_definition_draws_the_same_and_says_the_rest(made: dict[str, bytes]) -> None:
    """The Vega-Lite holds to its schema, draws the same marks, and names what it is based on."""
    found: dict[str, Any] = json.loads(made["vl.json"])
    alt.LayerChart.from_dict(found, validate=True)
    assert found["description"] == INVENTED.description
    assert "".join(found["title"]["text"]).replace(" ", "") == INVENTED.title.replace(" ", "")
    about = found["usermeta"]
    assert about["sources"] == list(INVENTED.sources)
    assert about["packages"][0]["version"] == "版本2023.1.0"
    assert about["licences"] == [{"title": "CC BY 4.0", "address": "https://licence.example/"}]
    assert about["address"] == "https://site.example/a/indicators/invented/#trend"
    drawn: dict[str, Any] = json.loads(draw(INVENTED.drawn).specification)
    assert (found["datasets"], found["layer"]) == (drawn["datasets"], drawn["layer"])


def test_a_chart_makes_way_for_the_table_of_its_page() -> None:
    """No file of a chart has the name of the page's own table, whatever the indicator is called."""
    page = "/indicators/trend/"
    charts = {item.path for item in chart_downloads(page, "trend", pictures=True)}
    assert not charts & {item.path for item in table_downloads(page)}


def test_every_chart_of_the_site_has_its_files(public: Path, shipped: Checked) -> None:
    """On the shipped site each chart's CSV says what its SVG and its page's SVG say."""
    assert shipped.site.every_chart
    for chart in shipped.site.every_chart:
        found = {
            item.format: (public / item.path.lstrip("/")).read_bytes()
            for item in chart_downloads(chart.page, chart.name, pictures=True)
        }
        marks = [mark.said for mark in chart.drawn.marks]
        assert [words_of(row) for row in rows(found["csv"])] == marks
        assert said(read(found["svg"])) == marks
        values = [Decimal(row["value"]) for row in rows(found["csv"])]
        assert values == [mark.value for mark in chart.drawn.marks]
        page = (public / chart.page.lstrip("/") / "index.html").read_text(encoding="utf-8")
        digest = hashlib.sha256(found["vl.json"]).hexdigest()
        assert f'title="{digest}"' in page, chart.page
        for item in chart_downloads(chart.page, chart.name, pictures=True):
            assert f'href="{item.path.rpartition("/")[2]}"' in page


def test_nothing_is_made_anew(minimal: Path) -> None:
    """A second build makes no file anew, with or without pictures; without them there is no PNG."""
    options = ("build", "--site", str(minimal), "--executor", "serial")
    assert run(*options).status == 0
    assert not list((minimal / "public" / "indicators").rglob("*.png"))
    settings = minimal / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[pictures]\nenabled = true\n", encoding="utf-8")
    assert run(*options).status == 0
    pictures = {
        name: data for name, data in files_of(minimal / "public").items() if name.endswith(".png")
    }
    assert {"card.png", "cases/one-window/card.png"} <= set(pictures)
    again = run(*options)
    assert "重做0个" in again.text
    assert pictures.items() <= files_of(minimal / "public").items()
    page = (minimal / "public/cases/one-window/index.html").read_text(encoding="utf-8")
    address = re.search(r'<meta property="og:image" content="([^"]*)">', page)
    assert address is not None
    assert address[1] == "https://site.example/column/cases/one-window/card.png"
    for name, text in (("image:width", "1200"), ("image:height", "630")):
        assert f'<meta property="og:{name}" content="{text}">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page


def test_a_card_depends_on_its_page_alone(tmp_path: Path) -> None:
    """Another text in one case makes no card anew but, with its title, its own."""
    site = make_site(tmp_path / "site")
    settings = site / "site.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f"{text}\n[pictures]\nenabled = true\n", encoding="utf-8")
    options = ("build", "--site", str(site), "--executor", "serial")
    assert run(*options).status == 0

    def cards() -> dict[str, tuple[int, bytes]]:
        found = sorted((site / "public").rglob("card.png"))
        return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}

    before = cards()
    case = site / "content/cases/sample/one-window.md"
    lines = case.read_text(encoding="utf-8")
    case.write_text(re.sub(r"(?m)^title: .*", "title: 另一个标题（虚构）", lines), encoding="utf-8")
    assert run(*options).status == 0
    changed = {path for path, found in cards().items() if found != before[path]}
    assert [Path(path).parent.name for path in changed] == ["one-window"]


def test_a_drawing_without_a_frame_is_refused() -> None:
    """What is no drawing has no size."""
    with pytest.raises(ValueError, match="frame"):
        _ = replace(Drawing(svg="<svg>", specification=""), specification="{}").size
