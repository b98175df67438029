"""What tests of exports share: tables of any cells."""

from hypothesis import strategies as st

from site_builder.model.table import Cell, Column, Dataset, Table

DAY = "2024-03-06"
COLUMNS = (
    Column(name="text", title="文字", type="string"),
    Column(name="day", title="日期", type="date"),
    Column(name="value", title="数值", type="number"),
    Column(name="count", title="个数", type="integer"),
    Column(name="tied", title="并列", type="boolean"),
)

texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"))
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)
days = st.dates().map(str)
rows: st.SearchStrategy[tuple[Cell, ...]] = st.tuples(
    st.none() | texts,
    st.none() | days,
    st.none() | numbers,
    st.none() | st.integers(),
    st.none() | st.booleans(),
)
tables = st.lists(rows, max_size=8).map(lambda found: table_of(*found))


def table_of(*found: tuple[Cell, ...]) -> Table:
    """Return a table of the rows given."""
    return Table(name="sample", title="样例（虚构）", columns=COLUMNS, rows=found)


def of_texts(*found: str) -> Table:
    """Return a table of one column of texts."""
    return Table(
        name="sample",
        title="样例（虚构）",
        columns=COLUMNS[:1],
        rows=tuple((text,) for text in found),
    )


def dataset(*found: Table) -> Dataset:
    """Return a dataset of tables, with a line of metadata."""
    return Dataset(
        title="样例数据（虚构）", tables=found, metadata=(("许可", "CC-BY-4.0"), ("说明", "=1+1"))
    )
