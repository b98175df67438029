"""What charts say of themselves on the shipped site, computed again from the CSV files alone.

Nothing of the product is imported: the pages are read as text, the tables as CSV.
"""

import html
import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import Struct

from tests.drawings import picture
from tests.pages import html_files
from tests.test_printed_changes import BREAKS, INDICATORS, OBSERVATIONS, expected, permitted, read

Row = dict[str, str]
AREAS = {row["ref_area"]: row["title"] for _, row in read("areas")}
_CHART = re.compile(r'<svg [^>]*class="chart".*?</svg>', re.DOTALL)
_LINE = re.compile(
    r"([^，。；]+)，(\S+?)至(\S+?)共(\d+)个点"
    r"(?:，都是(?P<same>[^；]+)|：最低(?P<low>[^（]+)（(?P<when_low>[^）]+)），"
    r"最高(?P<high>[^（]+)（(?P<when_high>[^）]+)）)；最后一期(?P<change>.+?)。(?=[^。]*个点|图中|\d|$)"
)
_ROW = re.compile(r"([^；。]+?)(?:两期都是([^，]+)|由([^，]+?)到([^，]+))，([^；。]+)")


class Shown(Struct, frozen=True):
    """A chart on a page: its name there, its title, its description, its drawing."""

    page: str
    name: str
    title: str
    said: str
    svg: str


def charts(public: Path) -> Iterator[Shown]:
    """Yield every described chart of the built site."""
    for path in html_files(public):
        if path.relative_to(public).parts[0] == "embed":
            continue  # the same charts once more
        text = path.read_text(encoding="utf-8")
        for svg in _CHART.findall(text):
            title = re.search(r'<title id="chart-([^"]+)-title">([^<]*)</title>', svg)
            said = re.search(r"<desc [^>]*>([^<]*)</desc>", svg)
            assert title
            assert said
            yield Shown(
                path.relative_to(public).as_posix(),
                title[1],
                html.unescape(title[2]),
                html.unescape(said[1]),
                svg,
            )


@pytest.fixture(scope="module")
def trends(public: Path) -> list[Shown]:
    """The trends of the indicators' pages."""
    return [one for one in charts(public) if one.name == "trend"]


@pytest.fixture(scope="module")
def profiles(public: Path) -> list[Shown]:
    """The profiles of the comparisons of two years."""
    return [one for one in charts(public) if one.name == "profile"]


def edition(row: Row) -> str:
    """Return a period as the World Bank's editions are named, other years as years."""
    period = row["time_period"]
    months = re.fullmatch(r"(\d{4})-0?(\d+)/\1-0?(\d+)", period)
    if months:
        return f"{months[1]}年{int(months[2])}—{int(months[3])}月"
    return f"{period}年版" if row["indicator"].startswith("db-") else f"{period}年"


def printed(row: Row) -> str:
    """Return a value as it is printed: rounded half up where it has more decimals, with unit."""
    indicator = INDICATORS[row["indicator"]]
    value, most = Decimal(row["obs_value"]), int(indicator["decimals"])
    if -int(value.as_tuple().exponent) > most:
        value = value.quantize(Decimal(1).scaleb(-most), rounding="ROUND_HALF_UP")
    return f"{value:f}{indicator['unit_measure']}".replace("-", "−")


def series(indicator: str, area: str) -> list[Row]:
    """Return the values of an indicator in an area, in time order."""
    found = [
        row
        for row in OBSERVATIONS.values()
        if (row["indicator"], row["ref_area"]) == (indicator, area) and row["obs_value"]
    ]
    return sorted(found, key=lambda row: row["time_period"][:4])


def indicator_of(page: str) -> str:
    """Return the indicator that a page is of."""
    return page.split("/")[1]


def lines_of(shown: Shown) -> list[re.Match[str]]:
    """Return what a trend says of each line; nothing else may be left but its last sentences."""
    return list(_LINE.finditer(shown.said))


def test_there_are_trends_and_profiles_to_check(trends: list[Shown], profiles: list[Shown]) -> None:
    """The World Bank's series give a trend for each indicator and profiles of many years."""
    assert len(trends) >= 10
    assert len(profiles) >= 30


def test_every_line_tells_its_extremes(trends: list[Shown]) -> None:
    """Number of points, span, least and greatest value with their periods follow from the data."""
    told = 0
    for shown in trends:
        for found in lines_of(shown):
            told += 1
            (area,) = [code for code, title in AREAS.items() if title == found[1]]
            own = series(indicator_of(shown.page), area)
            values = {row["time_period"]: Decimal(row["obs_value"]) for row in own}
            assert (found[2], found[3]) == (edition(own[0]), edition(own[-1])), shown.page
            assert int(found[4]) == len(own), shown.page
            if found["same"]:
                assert {printed(row) for row in own} == {found["same"]}
                continue
            for word, extreme in (("low", min(values.values())), ("high", max(values.values()))):
                having = [row for row in own if Decimal(row["obs_value"]) == extreme]
                among = f"等{len(having)}期" if len(having) > 1 else ""
                assert found[word] == printed(having[0]), (shown.page, word)
                assert found[f"when_{word}"] == f"{edition(having[0])}{among}", (shown.page, word)
    assert told >= 30


def test_every_line_tells_its_last_change(trends: list[Shown]) -> None:
    """The change into the last value is the one the rules of comparison give, or its reasons."""
    changes = refusals = 0
    for shown in trends:
        for found in lines_of(shown):
            (area,) = [code for code, title in AREAS.items() if title == found[1]]
            *_, before, last = series(indicator_of(shown.page), area)
            if permitted(before, last):
                words, _ = expected(before, last)
                assert found["change"] == f"{words}（本站计算）", shown.page
                changes += 1
                continue
            assert found["change"].startswith("与前一期不可比："), shown.page
            reasons = found["change"].partition("：")[2]
            assert ("跨度" in reasons) == (
                len(before["time_period"]) != len(last["time_period"])
            ), shown.page
            crossed = [
                row["reason"]
                for row in BREAKS
                if row["indicator"] == last["indicator"]
                and row["ref_area"] == area
                and before["time_period"][:4] < row["time_period"][:4] <= last["time_period"][:4]
            ]
            assert ("断点" in reasons) == bool(crossed), shown.page
            assert all(reason in shown.said for reason in crossed), shown.page
            refusals += 1
    assert changes >= 25
    assert refusals >= 1


def test_gaps_and_hollow_points_are_counted(trends: list[Shown]) -> None:
    """As many gaps are told as neighbours that may not be compared, as many hollow points."""
    for shown in trends:
        gaps = hollow = 0
        for found in lines_of(shown):
            (area,) = [code for code, title in AREAS.items() if title == found[1]]
            own = series(indicator_of(shown.page), area)
            mixed = len({len(row["time_period"]) for row in own}) > 1
            for before, after in itertools.pairwise(own):
                near = int(after["time_period"][:4]) - int(before["time_period"][:4]) <= 1
                gaps += not (near and permitted(before, after))
            hollow += sum(
                row["obs_status"] != "A" or (mixed and len(row["time_period"]) > 4) for row in own
            )
        told = re.search(r"图中有(\d+)处相邻两点不可比或中间缺期", shown.said)
        assert int(told[1] if told else 0) == gaps, shown.page
        told = re.search(r"(\d+)个空心点", shown.said)
        assert int(told[1] if told else 0) == hollow, shown.page


def test_a_trend_draws_as_many_points_as_it_says(trends: list[Shown]) -> None:
    """The points of the picture are those of the lines that the description counts."""
    for shown in trends:
        points = [item for item in picture(shown.svg).said if "目标，" not in item.words]
        assert len(points) == sum(int(found[4]) for found in lines_of(shown)), shown.page


def test_every_row_of_a_profile_is_right(profiles: list[Shown]) -> None:
    """Both values and the change of each subject follow from the data; none is left out."""
    titles = {row["title"]: name for name, row in INDICATORS.items()}
    for shown in profiles:
        match = re.fullmatch(r"compare/([^/]+)/(\d{4})-(\d{4})/index\.html", shown.page)
        assert match
        area, *years = match.groups()
        rows = _ROW.findall(shown.said.removesuffix("变化由本站计算。"))
        assert shown.said.endswith("变化由本站计算。")
        pairs = {
            before["indicator"]: (before, after)
            for before, after in itertools.product(
                *([row for row in OBSERVATIONS.values() if _is(row, area, year)] for year in years)
            )
            if before["indicator"] == after["indicator"] and permitted(before, after)
        }
        told = set()
        for name, same, first, second, change in rows:
            before, after = pairs[titles[name]]
            assert (same or first, same or second) == (printed(before), printed(after)), shown.page
            words, _ = expected(before, after)
            assert change == re.sub(r"^比(?:上一版|\d{4}年版)", "", words), (shown.page, name)
            told.add(titles[name])
        assert told == set(pairs), shown.page


def test_the_title_of_a_profile_counts_what_its_rows_say(profiles: list[Shown]) -> None:
    """As many rose, fell and stayed as its rows say, and the furthest is named."""
    for shown in profiles:
        changes = [(row[0], row[4]) for row in _ROW.findall(shown.said)]
        counts = {
            "上升": sum(change.startswith("提高") for _, change in changes),
            "下降": sum(change.startswith("降低") for _, change in changes),
            "持平": sum(change.endswith("持平") for _, change in changes),
        }
        assert sum(counts.values()) == len(changes), shown.page
        assert f"可以放在一起比的{len(changes)}项" in shown.title
        for word, count in counts.items():
            if count == len(changes):
                assert f"都{word}" in shown.title or "都没有变化" in shown.title, shown.page
            else:
                told = re.search(rf"(\d+)项{word}", shown.title)
                assert int(told[1] if told else 0) == count, shown.page
        most = re.search(r"变化最大的是(.+)：(?:提高|降低)([\d.]+)", shown.title)
        sizes = [Decimal(re.sub(r"[^\d.]", "", change) or 0) for _, change in changes]
        assert (Decimal(most[2]) if most else 0) == max(sizes), shown.page
        assert not most or any(name == most[1] for name, _ in changes)


def test_descriptions_are_well_set(public: Path) -> None:
    """Whole sentences: no doubled marks, no empty words, none of a program's own words."""
    for shown in charts(public):
        for text in (shown.said, f"{shown.title.rstrip('。')}。"):
            assert text.endswith("。"), shown.page
            assert not re.search(r"[，；：。、]{2}|（）|\s\s|None|Decimal|_Z|-\d", text), text
            assert text.count("（") == text.count("）"), text


def _is(row: Row, area: str, year: str) -> bool:
    return (row["ref_area"], row["time_period"]) == (area, year)
