"""Personal numbers: found however they are written, and never printed.

All numbers are made up.
"""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.privacy import personal_data
from site_builder.load.settings import load_settings
from site_builder.markup.masked import masked
from site_builder.markup.personal import (
    PersonalKind,
    personal_numbers,
    without_personal_numbers,
)
from site_builder.reporters.text import as_text
from tests.conftest import make_site, run

MOBILE, MASKED = "13800001234", "138****1234"
HEADER = "term,replacement,severity,reason,except\n"

MOBILES = [
    "13800001234",
    "138 0000 1234",
    "138-0000-1234",
    "138 - 0000 - 1234",
    "138—0000—1234",
    "1380 000 1234",
    "1380000 1234",
    "138 00001234",
    "1 3 8 0 0 0 0 1 2 3 4",
    "+8613800001234",
    "+86 138 0000 1234",
    "+86-138-0000-1234",
    "008613800001234",
    "(+86) 13800001234",
    "86-13800001234",
    "１３８００００１２３４",
    "＋８６　１３８　００００　１２３４",
]


@pytest.mark.parametrize("written", MOBILES)
@pytest.mark.parametrize(
    ("before", "after"), [("", ""), ("电话", "联系"), ("“", "”，"), ("a:", "。")]
)
def test_a_mobile_number_is_found(written: str, before: str, after: str) -> None:
    """With gaps, hyphens, a country code, full-width digits; the whole of it, at its place."""
    (item,) = personal_numbers(f"甲\n{before}{written}{after}")
    assert (item.kind, item.masked) == (PersonalKind.MOBILE, MASKED)
    assert (item.line, item.column) == (2, len(before) + 1)
    assert without_personal_numbers(f"{before}{written}{after}") == f"{before}{MASKED}{after}"


NONE = [
    "12345", "8718", "0577-63381234", "63381234", "12800001234", "138000012345", "913800001234",
    "1380000123", "0.13800001234", "13800001234.5", "2024-05-28", "138****1234", "15000-200000元",
    "1380000-12345", "13 80 00 01 23 4", "1990 2019 2020", "13,800,001,234", "138\n0000\n1234",
    "9f13800001234ab" + "0" * 20, "330305198002301235", "33030519800101123", "020242028",
    "91330305MA2HBCDE0X", "330305199013011234",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_nobodys(text: str) -> None:
    """Hot lines, amounts, ranges, digests, dates that do not exist, longer and shorter runs."""
    assert personal_numbers(text) == ()


def check_character(number: str) -> str:
    """Return the check character of 17 digits, by the weights that GB 11643 prints."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True))
    return "10X98765432"[total % 11]


BODIES = st.builds(
    lambda area, born, order: f"{area}{born:%Y%m%d}{order:03}",
    st.integers(100000, 999999),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.integers(0, 999),
)


@given(BODIES, st.sampled_from("0123456789X"), st.booleans())
def test_an_identity_number_has_its_check_character(body: str, last: str, full: bool) -> None:
    """The right last character is found, with x and full-width digits too; any other is not."""
    for end in {last, last.lower()}:
        text = f"身份证{body}{end}号"
        if full:
            text = text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789Xx"})
        found = personal_numbers(text)
        if last == check_character(body):
            (item,) = found
            assert (item.kind, item.column) == (PersonalKind.IDENTITY, 4)
            assert item.masked == f"{body[:6]}********{body[14:]}{last}"
        else:
            assert found == ()


@given(BODIES)
def test_an_identity_number_is_part_of_no_longer_one(body: str) -> None:
    """A digit more before or after, or a letter after it, makes another thing of it."""
    number = body + check_character(body)
    for text in (f"1{number}", f"{number}1", f"{number}Z"):
        assert not any(item.kind is PersonalKind.IDENTITY for item in personal_numbers(text))
    (item,) = personal_numbers(f"{number[:6]} {number[6:14]} {number[14:]}")
    assert item.kind is PersonalKind.IDENTITY


@given(st.text(), st.sampled_from(MOBILES), st.text())
def test_masking_leaves_no_number(before: str, number: str, after: str) -> None:
    """Masked text holds no number any more."""
    assert personal_numbers(without_personal_numbers(f"{before} {number} {after}")) == ()


def test_no_diagnostic_quotes_a_number() -> None:
    """Paths, fields and arguments are masked; nothing else changes."""
    span = Span(path=f"content/{MOBILE}.md", field=f"figures.{MOBILE}", row=2)
    (item,) = masked([error("value-type", span, value=MOBILE, cause="@empty")])
    assert item == Diagnostic(
        code="value-type",
        severity=item.severity,
        span=Span(path=f"content/{MASKED}.md", field=f"figures.{MASKED}", row=2),
        arguments=(("value", MASKED), ("cause", "@empty")),
    )


IDENTITY = "33030519900101" + "002"
IDENTITY += check_character(IDENTITY)

PLACES = [
    # file, what is replaced in it, place in the report
    ("content/pages/about.md", "虚构的站点", "电话{}", "content/pages/about.md:9:3: "),
    ("content/pages/about.md", "summary: ", "summary: {}", "content/pages/about.md:5:10: "),
    ("content/pages/about.md", "slug: ", "slug: {} ", "content/pages/about.md:3:7: "),
    ("content/README.md", "", "甲\n{}", "content/README.md:2:1: "),
    ("content/glossary.csv", "", "term,definition\n甲,电话{}\n", "第2行，字段 definition: "),
    ("content/terms.csv", "", HEADER + "甲,乙,error,电话{},\n", "terms.csv: 第2行，字段 reason: "),
    ("site.toml", "测试用的样例", "电话{}", "site.toml:6:"),
    ("data/sample/2023.1.0/sources.csv", "虚构", "电话{}", "sources.csv: 第2行，字段 "),
    ("data/sample/2023.1.0/observations.csv", "统计制度改变", "{}", "第6行，字段 editor_note: "),
    ("data/sample/2023.1.0/datapackage.json", "虚构的数据", "{}", "datapackage.json:5:"),
    ("data/sample/2023.1.0/cases/a.md", "", "甲{}", "cases/a.md:1:2: "),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "place"), PLACES)
@pytest.mark.parametrize("number", [MOBILE, IDENTITY])
def test_every_file_is_looked_through(
    name: str, old: str, new: str, place: str, number: str, minimal: Path
) -> None:
    """An error at its place, with the masked form alone."""
    file = minimal / name
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    assert old in text
    file.parent.mkdir(exist_ok=True)
    file.write_text(text.replace(old, new.format(number), 1), encoding="utf-8")
    settings, _ = load_settings(minimal)
    assert settings is not None
    said = as_text(personal_data(minimal, settings), "zh")
    assert place in said
    assert said.count("[personal-data]") == 1
    assert personal_numbers(number)[0].masked in said
    assert number not in said


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_number_is_never_printed(form: str, minimal: Path) -> None:
    """Both numbers stop the build; no report holds either, whatever else is wrong with the line."""
    file = minimal / "content/pages/about.md"
    text = file.read_text(encoding="utf-8")
    wrong = f"[{MOBILE}](/{MOBILE}/)，{{{{{MOBILE}}}}}，{IDENTITY}，{IDENTITY}个。"
    file.write_text(text + wrong, encoding="utf-8")
    outcome = run("build", "--site", str(minimal), "--executor", "serial", "--format", form)
    assert outcome.status == 1
    assert not (minimal / "public").exists()
    for code in ("personal-data", "link-dead", "figure-unknown"):
        assert code in outcome.text
    assert MASKED in outcome.text
    assert MOBILE not in outcome.text
    assert IDENTITY not in outcome.text


def test_a_file_name_is_looked_at(minimal: Path) -> None:
    """A number in a name is told, and neither it nor other messages print the name."""
    old = minimal / "content/cases/sample/one-window.md"
    text = old.read_text(encoding="utf-8").replace("- one-window", "- none").replace("一窗", "32项")
    old.with_name(f"{MOBILE}.md").write_text(text, encoding="utf-8")
    old.unlink()
    outcome = run("check", "--site", str(minimal))
    assert f"content/cases/sample/{MASKED}.md: 错误 [personal-data]" in outcome.text
    assert "figure-unbound" in outcome.text
    assert MOBILE not in outcome.text


def test_a_file_that_cannot_be_used_is_looked_through(minimal: Path) -> None:
    """Another fault in a file hides no number, and its message does not print one."""
    file = minimal / "content/pages/about.md"
    text = file.read_text(encoding="utf-8").replace("date: 2024-03-05 09:00", f"date: {MOBILE}")
    file.write_text(text, encoding="utf-8")
    outcome = run("check", "--site", str(minimal))
    assert "front-matter-field" in outcome.text
    assert "personal-data" in outcome.text
    assert MOBILE not in outcome.text


def test_an_amount_is_no_telephone(tmp_path: Path) -> None:
    """Eleven digits in a column of published values are a value."""
    site = make_site(tmp_path / "site")
    file = site / "data/sample/2023.1.0/observations.csv"
    text = file.read_text(encoding="utf-8").replace(",1200,", f",{MOBILE},")
    file.write_text(text, encoding="utf-8")
    assert run("check", "--site", str(site)).status == 0
