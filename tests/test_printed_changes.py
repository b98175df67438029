"""Every change that the shipped site prints, computed again from the CSV files alone.

Nothing of the product is imported: the pages are read as text, the tables as CSV, and the rules
are written down here a second time.
"""

import csv
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.pages import html_files

Row = dict[str, str]
SAYS_CHANGE = re.compile(
    r"(?:提高|降低|增加|减少|上升|下降|加快|回落|收窄|扩大|缩短|延长)[0-9][0-9.]*"
    r"(?:分|个百分点|位|万元|亿元|元|件|个|项|家|人|次)"
)


def read(name: str) -> list[tuple[str, Row]]:
    """Return the rows of a table in every shipped package, with the package's name."""
    found = []
    for path in sorted((REPOSITORY / "data").glob(f"*/*/{name}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [(path.parent.parent.name, row) for row in csv.DictReader(file)]
    return found


KEY = ("indicator", "ref_area", "time_period", "caliber")
OBSERVATIONS = {
    "|".join((package, *(row[name] for name in KEY))): row for package, row in read("observations")
}
INDICATORS = {row["indicator"]: row for _, row in read("indicators")}
BREAKS = [row for _, row in read("breaks")]


@dataclass
class Printed:
    """A change as a page prints it: the two addresses, and the words without arrow and marks."""

    page: str
    earlier: str
    later: str
    words: str
    footnote: bool


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.found: list[Printed] = []
        self.depth = 0
        self.skipped = 0
        self.small = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("span", "a") and self.depth:
            self.depth += 1
            self.skipped += 1
        elif tag == "span" and values.get("class") == "change":
            earlier, later = values["data-earlier"] or "", values["data-later"] or ""
            self.found.append(Printed(self.page, earlier, later, "", False))
            self.depth = 1
        if tag == "small" and values.get("class") == "footnote" and self.found:
            self.found[-1].footnote = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("span", "a") and self.depth:
            self.depth -= 1
            self.skipped = max(0, self.skipped - 1)

    def handle_data(self, data: str) -> None:
        if self.depth and not self.skipped:
            self.found[-1].words += data.strip()


@pytest.fixture(scope="module")
def texts(public: Path) -> dict[str, str]:
    """Every page of the built site as text."""
    return {
        path.relative_to(public).as_posix(): path.read_text(encoding="utf-8")
        for path in html_files(public)
    }


@pytest.fixture(scope="module")
def printed(texts: dict[str, str]) -> list[Printed]:
    """Every change on every page."""
    found = []
    for page, text in texts.items():
        if "data-earlier" in text:
            reader = _Reader(page)
            reader.feed(text)
            found += reader.found
    return found


def rounded(value: Decimal, places: int) -> Decimal:
    """Round half up to a number of decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def places(text: str, most: int) -> int:
    """Return the decimals a value is printed with."""
    return min(len(text.partition(".")[2]), most)


def permitted(earlier: Row, later: Row) -> bool:
    """Tell by the rules of comparison whether a change may be printed (scores and levels)."""
    indicator = INDICATORS[later["indicator"]]
    both = (earlier, later)
    share = indicator["kind"] in ("rate", "reduction")
    crossed = [
        row
        for row in BREAKS
        if row["indicator"] == later["indicator"]
        and row["ref_area"] == later["ref_area"]
        and earlier["time_period"][:7] < row["time_period"][:7] <= later["time_period"][:7]
    ]
    return (
        all(earlier[name] == later[name] for name in ("indicator", "ref_area", "caliber"))
        and all(row["period_basis"] == "stated" for row in both)
        and all(row["qualifier"] == "exact" for row in both)
        and all(row["nature"] == "actual" for row in both)
        and all(row["obs_status"] in ("A", "P") for row in both)
        and all(row["obs_value"] for row in both)
        and len(earlier["time_period"]) == len(later["time_period"])
        and not (share and not indicator["denominator"])
        and not (indicator["kind"] == "rank" and earlier["rank_of"] != later["rank_of"])
        and not crossed
    )


def expected(earlier: Row, later: Row) -> tuple[str, bool]:
    """Return the words for a change of a score between two editions, and whether it is noted."""
    indicator = INDICATORS[later["indicator"]]
    assert indicator["kind"] == "score", "the shipped site compares scores alone"
    most = int(indicator["decimals"])
    before, after = Decimal(earlier["obs_value"]), Decimal(later["obs_value"])
    coarser = min(places(earlier["obs_value"], most), places(later["obs_value"], most))
    shown = rounded(after - before, coarser)
    first, second = earlier["time_period"], later["time_period"]
    lead = "比上一版" if int(second) - int(first) == 1 else f"比{first}年版"
    own = [
        rounded(value, places(text, most))
        for value, text in ((before, earlier["obs_value"]), (after, later["obs_value"]))
    ]
    noted = own[1] - own[0] != shown
    if after == before:
        return f"{lead}持平", noted
    if shown == 0:
        return f"{lead}基本持平", noted
    verb = "提高" if after > before else "降低"
    return f"{lead}{verb}{abs(shown):f}{indicator['unit_measure']}", noted


def test_there_are_changes_to_check(printed: list[Printed]) -> None:
    """The real series gives hundreds of comparisons, on indicator and comparison pages."""
    assert len(printed) > 300
    kinds = {item.page.split("/")[0] for item in printed}
    assert {"indicators", "compare", "regions"} <= kinds


def test_every_printed_change_is_permitted_and_right(printed: list[Printed]) -> None:
    """Each change names two observations that may be compared, and says what they give."""
    wrong = []
    for item in printed:
        earlier, later = OBSERVATIONS[item.earlier], OBSERVATIONS[item.later]
        if not permitted(earlier, later):
            wrong.append((item, "not permitted"))
            continue
        words, noted = expected(earlier, later)
        if item.words != words or item.footnote != noted:
            wrong.append((item, words))
    assert wrong == []


def _shown_of(page: str, text: str) -> str:
    """Return the page whose changes a page repeats: an embedded one those of the page it is of."""
    if not page.startswith("embed/"):
        return page
    (address,) = re.findall(r'<link rel="canonical" href="https://[^/]+/([^"]*)">', text)
    return f"{address}index.html"


def test_no_change_is_printed_elsewhere(texts: dict[str, str], printed: list[Printed]) -> None:
    """Findings, descriptions, captions and charts repeat only changes checked on their page."""
    checked: dict[str, set[str]] = {}
    for item in printed:
        match = SAYS_CHANGE.search(item.words)
        if match:
            checked.setdefault(item.page, set()).add(match[0])
    stray = {
        (page, said)
        for page, text in texts.items()
        for said in SAYS_CHANGE.findall(text)
        if said not in checked.get(_shown_of(page, text), set())
    }
    assert stray == set()


def test_no_score_is_missing_from_the_comparison_of_two_editions(
    texts: dict[str, str], printed: list[Printed]
) -> None:
    """A comparison page prints each permitted change and lists each other pair as 不可比."""
    for page, text in texts.items():
        match = re.fullmatch(r"compare/([^/]+)/(\d{4})-(\d{4})/index\.html", page)
        if not match or not match[1].startswith("CN"):
            continue
        area, first, second = match.groups()
        by_period: dict[str, dict[str, Row]] = {first: {}, second: {}}
        for row in OBSERVATIONS.values():
            if row["ref_area"] == area and row["time_period"] in by_period:
                by_period[row["time_period"]][row["indicator"]] = row
        shared = by_period[first].keys() & by_period[second].keys()
        good = {
            name for name in shared if permitted(by_period[first][name], by_period[second][name])
        }
        here = {item.later.split("|")[1] for item in printed if item.page == page}
        assert here == good, page
        assert text.count('class="not-comparable"') == len(shared - good), page


def test_the_two_examples_of_the_series(printed: list[Printed]) -> None:
    """China overall: 73.95 to 77.93 is 3.98 up; 63.12 to 64.64 is 1.51 up, with the footnote."""
    page = "indicators/db-ease-of-doing-business-score/index.html"
    own = {
        (item.earlier.split("|")[3], item.later.split("|")[3]): item
        for item in printed
        if item.page == page and item.later.split("|")[2] == "CN"
    }
    assert own[("2019", "2020")].words == "比上一版提高3.98分"
    assert not own[("2019", "2020")].footnote
    assert own[("2016", "2017")].words == "比上一版提高1.51分"
    assert own[("2016", "2017")].footnote
