"""What English says of figures, periods, changes and targets; all figures here are made up."""

import re
from decimal import Decimal
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.compare.change import COUNTS
from site_builder.compare.comparability import Reason, ReasonCode
from site_builder.compare.periods import print_period
from site_builder.compare.revision import revise, revision_text
from site_builder.compare.targets import judge_target
from site_builder.compare.values import STATUS_WORDS, value_text
from site_builder.compare.wording import FORMULA, describe, reason_text
from site_builder.load.languages import load_languages
from site_builder.load.settings import load_settings
from site_builder.model.language import Language
from site_builder.model.vocabulary import Direction, Kind, PeriodBasis, Qualifier, Status
from tests.conftest import REPOSITORY
from tests.test_comparability import INDICATOR, TARGET, Pair, observed
from tests.test_wording import TYPES

YEARS = "compared with the previous year, "
HAN = re.compile("[\u3001-\u303f\u3400-\u9fff\uff01-\uff60]")


@lru_cache(maxsize=1)
def english() -> Language:
    """Return English as the shipped catalogues have it."""
    settings, _ = load_settings(REPOSITORY)
    assert settings is not None
    (found,), _, _ = load_languages(REPOSITORY, settings, {})
    return found


def pair(kind: Kind, unit: str, values: tuple[str, str], when: tuple[str, str]) -> Pair:
    """Return two figures that are compared under the type of their periods."""
    rank = {"rank_of": 11 if kind is Kind.RANK else None}
    earlier, later = (observed(value, when[at], **rank) for at, value in enumerate(values))
    return Pair(
        earlier=earlier,
        later=later,
        indicator=replace(INDICATOR, kind=kind, unit_measure=unit, denominator="cases"),
        targets=tuple(replace(TARGET, time_period=period) for period in when),
        type=TYPES[when],
    )


def said(kind: Kind, unit: str, before: str, after: str) -> str:
    """Return the change between two years in English."""
    change = pair(kind, unit, (before, after), ("2023", "2024")).change()
    found = describe(change, language=english())
    return f"{found.lead}{found.text}"


@pytest.mark.parametrize(
    ("kind", "unit", "before", "after", "expected"),
    [
        (Kind.RATE, "%", "90", "92", f"{YEARS}up 2 percentage points"),
        (Kind.RATE, "%", "92", "91", f"{YEARS}down 1 percentage point"),
        (Kind.RATE, "%", "92", "92", f"{YEARS}unchanged"),
        (Kind.GROWTH, "%", "3.0", "5.5", f"{YEARS}growth faster by 2.5 percentage points"),
        (Kind.GROWTH, "%", "-3", "-1", f"{YEARS}decline smaller by 2 percentage points"),
        (
            Kind.GROWTH,
            "%",
            "3",
            "-2",
            "from a rise of 3% in the previous year to a fall of 2%, turning negative",
        ),
        (Kind.FLOW, "件", "100", "110", f"{YEARS}up 10 items, a rise of 10.0%"),
        (Kind.FLOW, "件", "100", "99", f"{YEARS}down 1 item, a fall of 1.0%"),
        (Kind.FLOW, "件", "100", "200", f"{YEARS}up 100 items, twice the base"),
        (Kind.FLOW, "件", "100", "310", f"{YEARS}up 210 items, a rise of 2.1 times the base"),
        (Kind.FLOW, "件", "5", "7", f"{YEARS}up 2 items (small base, no percentage computed)"),
        (Kind.SCORE, "分", "80.0", "81.5", f"{YEARS}up 1.5 points"),
        (Kind.DURATION, "天", "5", "4", f"{YEARS}shorter by 1 day"),
        (Kind.RANK, "位", "5", "3", f"{YEARS}up 2 places"),
        (Kind.RANK, "位", "5", "5", f"{YEARS}rank unchanged"),
        (Kind.FLOW, "件", "0", "1", "from 0 items to 1 item"),
        (Kind.FLOW, "件", "1", "2", f"{YEARS}up 1 item (small base, no percentage computed)"),
    ],
)  # fmt: skip
def test_changes_are_said(kind: Kind, unit: str, before: str, after: str, expected: str) -> None:
    """Each kind of change has its own words, with its unit and its count."""
    assert said(kind, unit, before, after) == expected


@pytest.mark.parametrize(
    ("kind", "when", "expected"),
    [
        (Kind.FLOW, ("2023-Q1", "2024-Q1"), "year on year, up 10 items, a rise of 10.0%"),
        (
            Kind.FLOW,
            ("2024-Q1", "2024-Q2"),
            "compared with the previous period, up 10 items, a rise of 10.0%",
        ),
    ],
)
def test_what_leads_a_change_in_is_said(kind: Kind, when: tuple[str, str], expected: str) -> None:
    """同比 and 环比 have words of their own."""
    found = describe(pair(kind, "件", ("100", "110"), when).change(), language=english())
    assert f"{found.lead}{found.text}" == expected


@pytest.mark.parametrize(
    ("text", "basis", "expected"),
    [
        ("2024", PeriodBasis.STATED, "2024"),
        ("2024-S1", PeriodBasis.STATED, "first half of 2024"),
        ("2024-Q3", PeriodBasis.STATED, "Q3 2024"),
        ("2024-05", PeriodBasis.STATED, "May 2024"),
        ("2024-05-28", PeriodBasis.STATED, "as of 28 May 2024"),
        ("2024-01/2024-10", PeriodBasis.STATED, "January–October 2024"),
        ("2023-12/2024-02", PeriodBasis.STATED, "December 2023 – February 2024"),
        ("2024-01-01/2024-05-28", PeriodBasis.STATED, "1 January 2024 – 28 May 2024"),
        ("2024-05-28", PeriodBasis.BOUNDED, "as at the report (no later than 28 May 2024)"),
        ("2024-05-28", PeriodBasis.INFERRED, "28 May 2024 (inferred)"),
        ("/", PeriodBasis.UNKNOWN, "period not stated in the source"),
        ("2019-01-01/", PeriodBasis.STATED, "from 1 January 2019, end not stated in the source"),
        ("/2024-05", PeriodBasis.STATED, "cumulative to May 2024, start not stated in the source"),
    ],
)  # fmt: skip
def test_periods_are_printed(text: str, basis: PeriodBasis, expected: str) -> None:
    """A period keeps in English what its basis says of it."""
    assert print_period(text, basis, language=english()) == expected


@pytest.mark.parametrize(
    ("unit", "value", "mult", "qualifier", "expected"),
    [
        ("元", "565.7", 4, Qualifier.EXACT, "565.7 × 10,000 yuan"),
        ("元", "67.81", 8, Qualifier.OVER, "over 67.81 × 100 million yuan"),
        ("件", "1200", 0, Qualifier.OVER, "over 1200 items"),
        ("件", "1", 0, Qualifier.EXACT, "1 item"),
        # of what a multiple counts there are many
        ("件", "1", 4, Qualifier.EXACT, "1 × 10,000 items"),
        ("件", "0", 0, Qualifier.EXACT, "0 items"),
        ("%", "95", 0, Qualifier.AT_LEAST, "95% or more"),
        ("件", "30", 0, Qualifier.ABOUT, "about 30 items"),
    ],
)
def test_values_keep_their_notation(
    unit: str, value: str, mult: int, qualifier: Qualifier, expected: str
) -> None:
    """A published number is never converted: its multiple is written out beside it."""
    indicator = replace(INDICATOR, unit_measure=unit)
    assert value_text(indicator, Decimal(value), mult, qualifier, language=english()) == expected


def test_ranks_are_printed() -> None:
    """A rank stays with its tie."""
    rank = replace(INDICATOR, kind=Kind.RANK, unit_measure="位")
    found = value_text(rank, Decimal(3), 0, Qualifier.EXACT, tied=True, language=english())
    assert found == "No. 3 (tied)"


def test_what_does_not_compare_is_said() -> None:
    """Mark, reason and remedy are of one language."""
    found = pair(Kind.FLOW, "件", ("100", "110"), ("2023", "2024")).with_later(
        qualifier=Qualifier.ABOUT
    )
    said = describe(found.result(), language=english())
    texts = (*said.marks, *said.reasons, *said.remedies)
    assert len(texts) == 3
    assert [text for text in texts if HAN.search(text)] == []


def test_every_reason_and_status_has_words() -> None:
    """Nothing that forbids a comparison is said in Chinese."""
    codes = ",".join(code for code in Status if STATUS_WORDS[code])
    texts = [
        reason_text(Reason(code=code, detail=codes), language=english())
        if code is ReasonCode.STATUS_FORBIDS
        else reason_text(Reason(code=code), language=english())
        for code in ReasonCode
    ]
    texts.append(english().say(FORMULA))
    assert [text for text in texts if HAN.search(text)] == []
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("value", "as_of", "expected"),
    [
        ("200", "2025-01-01", "target met"),
        ("1", "2025-01-01", "target not met"),
        (None, "2024-01-01", "not yet due"),
        (None, "2025-06-01", "due, but the source has published no result, so it cannot be judged"),
    ],
)
def test_targets_are_judged(value: str | None, as_of: str, expected: str) -> None:
    """What may be said of a target is said in English too."""
    target = replace(TARGET, time_period="2024", qualifier=Qualifier.EXACT)
    actual = None if value is None else observed(value)
    indicator = replace(INDICATOR, direction=Direction.INCREASE)
    found = judge_target(target, actual, indicator, as_of, language=english())
    assert found.words == expected


def test_revisions_are_no_changes() -> None:
    """A replaced value is revised, never up or down."""
    revision = revise(observed("10"), observed("12"), INDICATOR)
    assert revision is not None
    assert revision_text(revision, language=english()) == "revised from 10 items to 12 items"
    found = revise(observed(None), observed("1"), INDICATOR)
    assert found is not None
    assert revision_text(found, language=english()) == "revised from no figure to 1 item"


NUMBERS = st.decimals(min_value=-500, max_value=500, places=1).map(str)


@given(
    st.sampled_from(Kind),
    st.sampled_from([*sorted(COUNTS), "元", "%", "分"]),
    NUMBERS,
    NUMBERS,
    st.sampled_from(list(TYPES)),
    st.sampled_from(Qualifier),
)
def test_no_wording_in_english_holds_chinese(
    kind: Kind, unit: str, before: str, after: str, when: tuple[str, str], qualifier: Qualifier
) -> None:
    """Whatever the figures, all words that English makes of them are English."""
    values = (before, after)
    if kind is Kind.RANK:
        values = tuple(str(abs(Decimal(item)).to_integral_value() + 1) for item in values)
    found = pair(kind, unit, values, when)
    said = describe(found.with_later(qualifier=qualifier).result(), language=english())
    value = value_text(found.indicator, Decimal(after), 4, qualifier, language=english())
    texts = (said.lead, said.text, said.judgement, said.footnote, value)
    texts += (*said.marks, *said.reasons, *said.remedies)
    assert [text for text in texts if HAN.search(text)] == []
