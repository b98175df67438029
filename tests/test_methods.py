"""What the site explains of its method: every word has an entry, every example is one in truth."""

import csv
import re
from collections.abc import Mapping
from enum import StrEnum
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.compare.comparability import ComparisonType, ReasonCode
from site_builder.compare.explained import marks
from site_builder.compare.explained.changes import COMPARISONS, REASONS, WORDINGS
from site_builder.compare.explained.values import (
    BASES,
    KINDS,
    NATURES,
    QUALIFIERS,
    STAGES,
    STATUSES,
)
from site_builder.compare.wording import describe
from site_builder.figures.examples import Example, Examples, examples
from site_builder.figures.history import nothing_earlier
from site_builder.figures.present import marks_of
from site_builder.model.explanation import METHODS, Explanation
from site_builder.model.vocabulary import Kind, Nature, PeriodBasis, Qualifier, Stage, Status
from site_builder.pages.methods import ANCHORS
from tests.conftest import REPOSITORY
from tests.pages import read_page
from tests.test_comparability import INDICATOR, ONE_REASON, observed
from tests.test_english import HAN, english
from tests.test_wording import SAID, compared

TABLES: tuple[tuple[type[StrEnum], Mapping[StrEnum, Explanation]], ...] = (
    (Kind, KINDS),
    (PeriodBasis, BASES),
    (Qualifier, QUALIFIERS),
    (Nature, NATURES),
    (Status, STATUSES),
    (Stage, STAGES),
    (ComparisonType, COMPARISONS),
    (ReasonCode, REASONS),
)


@pytest.mark.parametrize(("words", "table"), TABLES)
def test_every_word_of_a_code_list_is_explained(
    words: type[StrEnum], table: Mapping[StrEnum, Explanation]
) -> None:
    """A kind, status or reason that is added is explained before it can be shown."""
    assert list(table) == list(words)
    assert all(item.title and item.text.endswith("。") for item in table.values())


def test_anchors_are_unique_and_stand_on_the_page() -> None:
    """Other pages link to them: one place each."""
    found = [item.anchor for item in marks.EXPLANATIONS]
    assert len(found) == len(set(found))
    assert set(found) < ANCHORS
    assert all(re.fullmatch(r"[a-zA-Z][\w-]*", anchor) for anchor in ANCHORS)


def test_every_mark_of_a_value_leads_to_its_explanation() -> None:
    """Whatever status, nature, basis and kind a value has, no mark on it is left unexplained."""
    for kind, status, nature, basis in product(Kind, Status, Nature, PeriodBasis):
        item = observed("1", obs_status=status, nature=nature, period_basis=basis)
        rate = replace(INDICATOR, kind=kind, watched=True, definition="", title="满意率（虚构）")
        for word in marks_of(item, rate):
            assert marks.mark_paths()[word].removeprefix(f"{METHODS}#") in ANCHORS, word


@pytest.mark.parametrize("name", list(ONE_REASON))
def test_every_reason_leads_to_its_explanation(name: str) -> None:
    """The reason as it is printed is the title there, but for what the data adds in brackets."""
    pair, code = ONE_REASON[name][:2]
    words = describe(pair.result())
    assert marks.reason_path(words.codes[0]) == REASONS[code].path
    assert words.reasons[0].startswith(REASONS[code].title)


def test_the_absence_of_an_earlier_period_is_explained() -> None:
    """It is no reason of the gate, and has a place all the same."""
    assert marks.reason_path(nothing_earlier().codes[0]) == marks.NOTHING_EARLIER.path
    assert nothing_earlier().reasons == (marks.NOTHING_EARLIER.title,)


def test_marks_are_told_apart_in_english() -> None:
    """A mark leads to its own explanation in English too: no two marks are one word."""
    assert len(marks.mark_paths(english())) == len(marks.mark_paths())
    assert marks.mark_paths(english())["provisional"] == marks.mark_paths()["初步"]


def test_an_explanation_is_told_whole() -> None:
    """The reason, what would mend it and the formula belong to the text in every language."""
    for item in marks.EXPLANATIONS:
        told, own = item.told(english()), item.told()
        assert not HAN.search(f"{told.title}{told.text}{told.brief}"), item.anchor
        assert own.text == f"{item.text}{item.adds}" + (
            f"要能比较，需要{item.remedy}。" if item.remedy else ""
        )


def test_a_word_without_explanation_has_no_link() -> None:
    """A mark that a template writes by hand stays plain text."""
    assert "最新" not in marks.mark_paths()


def test_every_change_is_said_in_an_explained_way() -> None:
    """Each sentence that the rules of wording give is found by a wording, each wording by one."""
    used = set()
    rows = (*SAID, (Kind.FLOW, "件", "0", "5", ("2023", "2024"), "由0件变为5件"))
    for kind, unit, before, after, when, said in rows:
        words = compared(kind, unit, before, after, when)
        found = {item.explained.anchor for item in WORDINGS if item.says(words)}
        assert found - {"wording-judgement", "wording-rounding"}, said
        used |= found
    assert used == {item.explained.anchor for item in WORDINGS}


@pytest.fixture(scope="module")
def found(shipped: Checked) -> Examples:
    """The examples of the shipped site."""
    return examples(shipped.site)


def row_of(address: str) -> dict[str, str]:
    """Return the row of an observation of a package's table, with those of its indicator."""
    where, slug, *key = address.split("|")
    folder = REPOSITORY / "data" / where.replace("@", "/")
    (row,) = [
        row
        for row in _rows(folder / "observations.csv")
        if [row["indicator"], row["ref_area"], row["time_period"], row["caliber"]] == [slug, *key]
    ]
    (of,) = [row for row in _rows(folder / "indicators.csv") if row["indicator"] == slug]
    return {**of, **row}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FIELDS: tuple[tuple[str, Mapping[StrEnum, Explanation]], ...] = (
    ("kind", KINDS),
    ("period_basis", BASES),
    ("qualifier", QUALIFIERS),
    ("nature", NATURES),
    ("obs_status", STATUSES),
    ("stage", STAGES),
)


@pytest.mark.parametrize(("field", "table"), FIELDS)
def test_an_example_is_what_it_stands_for(
    found: Examples, field: str, table: Mapping[StrEnum, Explanation]
) -> None:
    """By the tables: a code with rows has an example with that code, one without has none."""
    newest = ("dongtou/2024.2.0", "lucheng/2020.2.0", "world-bank-doing-business/2020.1.0")
    kinds = {
        row["indicator"]: row
        for name in newest
        for row in _rows(REPOSITORY / "data" / name / "indicators.csv")
    }
    held = [
        {**kinds[row["indicator"]], **row}[field]
        for name in newest
        for row in _rows(REPOSITORY / "data" / name / "observations.csv")
    ]
    for code, explained in table.items():
        example = found.first.get(explained.anchor)
        assert found.counts.get(explained.anchor, 0) == held.count(str(code))
        assert (example is not None) == (str(code) in held)
        if example is not None:
            (figure,) = example.figures
            assert row_of(figure.observation)[field] == code


def own_first(example: Example) -> bool:
    """Tell whether an example is the site's own."""
    return not example.demonstration


def test_the_sites_own_data_goes_before_the_demonstration(found: Examples) -> None:
    """What 洞头 or 鹿城 has an example of is never shown by the World Bank's."""
    for code in (Kind.STOCK, Kind.RANK, Kind.COMPLETION):
        assert own_first(found.first[KINDS[code].anchor])
    assert not own_first(found.first[KINDS[Kind.SCORE].anchor])
    assert found.first[STATUSES[Status.LOW_RELIABILITY].anchor].demonstration


def test_no_example_of_a_change_is_of_the_two_districts(found: Examples) -> None:
    """Their reports hold no comparable pair: every change shown is marked as a demonstration."""
    pairs = [item for item in found.first.values() if item.comparison is not None]
    assert [item for item in pairs if item.comparison.comparable and own_first(item)] == []
    assert [item for item in pairs if own_first(item)]


def test_the_example_of_different_spans_is_private_investment(found: Examples) -> None:
    """2019 against January to October 2020: spans and break, with both reasons told."""
    example = found.first[REASONS[ReasonCode.SPAN_DIFFERENT].anchor]
    assert [figure.time_period for figure in example.figures] == ["2019", "2020-01/2020-10"]
    assert {figure.indicator for figure in example.figures} == {"private-investment-growth"}
    assert example.comparison is not None
    assert len(example.comparison.reasons) == 2
    assert found.first[REASONS[ReasonCode.BREAK_BETWEEN].anchor] == example


def test_examples_of_reasons_bear_them(found: Examples) -> None:
    """Two values are told with that reason; one alone bears it in its own row."""
    for code, explained in REASONS.items():
        example = found.first.get(explained.anchor)
        if example is None:
            continue
        if example.comparison is not None:
            assert f"@reason-{code}" in [one.partition("|")[0] for one in example.comparison.codes]
            continue
        row = row_of(example.figures[0].observation)
        assert {
            ReasonCode.PERIOD_NOT_STATED: row["period_basis"] != "stated",
            ReasonCode.QUALIFIER_NOT_EXACT: row["qualifier"] != "exact",
            ReasonCode.NATURE_NOT_ACTUAL: row["nature"] != "actual",
            ReasonCode.STATUS_FORBIDS: row["obs_status"] not in "AP",
            ReasonCode.DENOMINATOR_NOT_STATED: not row["denominator"],
            ReasonCode.VALUE_MISSING: not row["obs_value"],
            ReasonCode.TARGET_UNKNOWN: row["kind"] == "completion",
            ReasonCode.RANK_SIZE_DIFFERENT: row["kind"] == "rank" and not row["rank_of"],
        }[code]


def test_examples_of_wordings_say_so(found: Examples) -> None:
    """The change beside an explanation is said in the way that it explains, by this site."""
    said = [item for item in WORDINGS if item.explained.anchor in found.first]
    assert {"wording-score", "wording-same"} <= {item.explained.anchor for item in said}
    for item in said:
        comparison = found.first[item.explained.anchor].comparison
        assert comparison is not None
        assert item.says(comparison)


def test_the_page_shows_each_explanation_and_links_each_figure(public: Path) -> None:
    """Every anchor is an id; every figure is bound; without an example the page says so."""
    page = read_page(public, public / "methods" / "index.html")
    assert set(page.ids) >= ANCHORS
    assert all(row_of(address)["obs_value"] == value for address, value, _ in page.figures)
    shown = len(marks.EXPLANATIONS) - page.text.count("暂无例子。")
    html = (public / "methods" / "index.html").read_text(encoding="utf-8")
    assert html.count('<div class="example">') == shown
