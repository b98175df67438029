"""Laws of imports: whatever the layout and notation, values come back; unchanged is unchanged."""

import csv
import io
import tempfile
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from site_builder.load.packages import load_package
from site_builder.load.spreadsheet import Grid, read_grids, text_cell
from site_builder.model.package import Package
from site_builder.model.settings import PackageSetting
from site_builder.sheets.answers import Answers
from site_builder.sheets.facts import Facts
from site_builder.sheets.incoming import Incoming
from site_builder.sheets.labels import CODES, COLUMNS
from site_builder.sheets.merge import Base, merge
from site_builder.sheets.readback import facts_of, read_back
from site_builder.sheets.rows import Rows, parse_rows
from site_builder.sheets.understand import understand
from site_builder.sheets.workbook import make_workbook
from tests.conftest import SITES

FOLDER = SITES / "minimal/data/sample/2023.1.0"
INDICATORS = {"online-rate": "网上办理率", "service-cases": "办件量", "service-stations": "服务站"}
UNITS = {"online-rate": "%", "service-cases": "件", "service-stations": "个"}
PERIODS = {
    "2021": ("2021", "2021年", "２０２１年度"),
    "2022-S1": ("2022年上半年", "2022-S1"),
    "2022-Q3": ("2022年三季度", "2022年第3季度", "2022Q3"),
    "2024-05": ("2024年5月", "2024.05", "2024-05"),
    "2024-01/2024-10": ("2024年1—10月", "2024年1-10月份", "2024-01/2024-10"),
    "2020-12-31": ("2020年末", "2020年12月31日", "2020-12-31"),
}
"""Periods with their notations; the sample package holds none of them."""


@lru_cache(maxsize=1)
def sample() -> Package:
    """Return the package of the minimal site."""
    setting = PackageSetting(name="sample", demonstration=False)
    package, _ = load_package(FOLDER, "data/sample/2023.1.0", setting, frozenset())
    assert package is not None
    return package


@st.composite
def values(draw: st.DrawFn) -> str:
    """Return a published number above 1, or below -1, so that no percentage is in doubt."""
    whole = draw(st.integers(2, 10**9))
    places = draw(st.integers(0, 3))
    part = draw(st.text("0123456789", min_size=places, max_size=places))
    return f"{draw(st.sampled_from(('', '-')))}{whole}{'.' if part else ''}{part}"


def notations(text: str, unit: str) -> list[str]:
    """Return ways to write a number of that unit, all of which say the same."""
    sign, number = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, part = number.partition(".")
    rest = f".{part}" if part else ""
    grouped = f"{sign}{int(whole):,}{rest}"
    wide = str.maketrans("0123456789.-,", "０１２３４５６７８９．－，")
    return [text, grouped, text.translate(wide), grouped.translate(wide), f"{text}{unit}"]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], dict[tuple[str, str], str]]:
    """Return a table in some layout and notation, and the values it holds."""
    names = draw(st.lists(st.sampled_from(sorted(INDICATORS)), min_size=1, unique=True))
    periods = draw(st.lists(st.sampled_from(sorted(PERIODS)), min_size=1, unique=True))
    held = {
        (name, period): draw(values())
        for name in names
        for period in periods
        if draw(st.integers(0, 5))
    }
    assume(held)
    unit_in_name = draw(st.booleans())
    labels = {
        name: draw(st.sampled_from((INDICATORS[name], name, f" {INDICATORS[name]}　")))
        + (f"（{UNITS[name]}）" if unit_in_name else "")
        for name in names
    }
    headings = {period: draw(st.sampled_from(PERIODS[period])) for period in periods}

    def cell(name: str, period: str) -> str:
        if (name, period) not in held:
            return draw(st.sampled_from(("", "-", "—", "…")))
        return draw(st.sampled_from(notations(held[name, period], UNITS[name])))

    layout = draw(st.sampled_from(("across", "down", "long")))
    if layout == "across":
        rows = [["指标", *(headings[period] for period in periods)]]
        rows += [[labels[name], *(cell(name, period) for period in periods)] for name in names]
    elif layout == "down":
        rows = [["时间", *(labels[name] for name in names)]]
        rows += [[headings[period], *(cell(name, period) for name in names)] for period in periods]
    else:
        rows = [["指标", "期间", "数值"]]
        pairs = draw(st.permutations([(name, period) for name in names for period in periods]))
        rows += [[labels[name], headings[period], cell(name, period)] for name, period in pairs]
    if draw(st.booleans()):
        rows = [["样例区主要指标（虚构）"], ["制表单位：样例区统计科（虚构）"], [], *rows]
    if draw(st.booleans()):
        rows = [*rows, [], ["注：虚构，仅供测试。"], ["资料来源：样例区统计科（虚构）"]]
    if draw(st.booleans()):
        rows = [["", *row] for row in rows]
    return rows, held


@settings(deadline=None, max_examples=150)
@given(tables())
def test_a_table_comes_back_in_whatever_layout_and_notation(
    drawn: tuple[list[list[str]], dict[tuple[str, str], str]],
) -> None:
    """Any values written in any layout and notation are read as exactly these values."""
    rows, held = drawn
    width = max(map(len, rows))
    cells = tuple(
        tuple(text_cell(text) for text in (*row, *[""] * (width - len(row)))) for row in rows
    )
    grid = Grid(sheet="表", hidden=False, rows=cells, merged={})
    found, questions = understand(grid, "t.csv", sample(), Answers())
    assert questions == ()
    assert found is not None
    assert {(item.key[0], item.key[2]): item.cells["obs_value"] for item in found.observations} == (
        held
    )
    assert {item.cells["unit_mult"] for item in found.observations} == {"0"}
    assert {item.key[1] for item in found.observations} == {"990001"}


TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="_"), max_size=12
)


@st.composite
def observations(draw: st.DrawFn) -> str:
    """Return a table of observations as its file has it: odd texts, any codes, any line ends."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from(sorted(INDICATORS)), st.sampled_from(sorted(PERIODS))),
            min_size=1,
            max_size=5,
            unique=True,
        )
    )
    line_end = draw(st.sampled_from(("\n", "\r\n")))
    text = io.StringIO()
    writer = csv.writer(
        text,
        lineterminator=line_end,
        quoting=draw(st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))),
    )
    columns = list(parse_rows((FOLDER / "observations.csv").read_text("utf-8")).columns)
    writer.writerow(columns)
    for indicator, period in keys:
        row = {
            "indicator": indicator,
            "ref_area": "990001",
            "time_period": period,
            "caliber": "_Z",
            "obs_value": draw(values()),
            "source": "sample-bulletin",
            "rank_of": draw(st.sampled_from(("", "12"))),
            "rank_scope": draw(TEXT),
            "base_n": draw(st.sampled_from(("", "0", "300"))),
            "locator": draw(TEXT),
            "editor_note": draw(TEXT)
            + draw(st.sampled_from(("", "\n第二行（虚构）", "=1+1", "'", "  "))),
        }
        for name, codes in CODES.items():
            row[name] = draw(st.sampled_from(sorted(codes)))
        row["tied"] = draw(st.sampled_from(("true", "false", "FALSE", "1")))
        writer.writerow([row[name] for name in columns])
    return text.getvalue()


def round_trip(rows: Rows) -> tuple[tuple[Incoming, ...], Base]:
    """Return the observations of a workbook made from a table, and what it remembers of them."""
    base = {row.key: row.cells for row in rows.rows}
    facts = Facts(package="sample", version="2023.1.0", period="", digest="0", base=base)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        path.write_bytes(make_workbook(sample(), base.values(), facts))
        grids, faults = read_grids(path, "t.xlsx")
    assert faults == ()
    known = facts_of(grids)
    assert known is not None
    found, questions = read_back(grids, "t.xlsx", sample(), known, Answers())
    assert questions == ()
    assert found is not None
    return found.observations, known.base


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(observations())
def test_an_export_imported_unchanged_changes_no_byte(text: str) -> None:
    """Whatever a table holds, its workbook brings no change, against the base and the draft."""
    rows = parse_rows(text)
    assert rows.text() == text
    items, base = round_trip(rows)
    assert base == {row.key: row.cells for row in rows.rows}
    merged = merge(rows, items, base, ())
    assert not merged.changed
    assert merged.conflicts == ()
    assert merged.unchanged == len(rows.rows)
    assert merged.rows.text() == text


CELL = st.sampled_from(("1", "2", "3"))


@given(base=CELL, draft=CELL, typed=CELL)
def test_three_ways_keep_what_one_side_changed(base: str, draft: str, typed: str) -> None:
    """One side's change is kept, equal changes agree, unlike ones are a conflict."""
    columns = list(COLUMNS)
    key = ("online-rate", "990001", "2024", "_Z")
    cells = dict(zip(columns, ("",) * len(columns), strict=True))
    cells |= dict(zip(("indicator", "ref_area", "time_period", "caliber"), key, strict=True))
    line = io.StringIO()
    writer = csv.DictWriter(line, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerow(cells | {"locator": draft, "editor_note": "草稿所写（虚构）"})
    rows = parse_rows(line.getvalue())
    item = Incoming(key=key, cells={"locator": typed, "editor_note": ""}, at="A1")
    merged = merge(rows, (item,), {key: cells | {"locator": base}}, ())
    (row,) = parse_rows(merged.rows.text()).rows
    assert row.cells["editor_note"] == "草稿所写（虚构）"
    if len({base, draft, typed}) == 3:
        assert [conflict.column for conflict in merged.conflicts] == ["locator"]
        assert merged.rows == rows
    else:
        assert merged.conflicts == ()
        assert row.cells["locator"] == (typed if typed != base else draft)


@given(st.permutations(["2021", "2022-S1", "2022-Q3", "2024-05"]), st.integers(0, 3))
def test_the_order_of_a_table_does_not_matter(periods: list[str], known: int) -> None:
    """Newest first or last, the draft comes out the same, and old rows keep their places."""
    held = parse_rows((FOLDER / "observations.csv").read_text("utf-8"))

    def joined(order: list[str]) -> str:
        items = tuple(
            Incoming(
                key=("online-rate", "990001", period, "_Z"),
                cells={"obs_value": str(Decimal(len(period))), "unit_mult": "0"},
                at="A1",
            )
            for period in order
        )
        return merge(held, items, None, ("online-rate",)).rows.text()

    text = joined(periods)
    assert text == joined(sorted(periods))
    kept = [row.text for row in parse_rows(text).rows if row.key in {r.key for r in held.rows}]
    assert kept == [row.text for row in held.rows]
