"""The packages that ship: valid for the field's own tools, and encoded as the sources say."""

import csv
import json
import subprocess
import sys
from typing import Any

import pytest

from tests.conftest import REPOSITORY

PACKAGES = sorted(
    path.parent.relative_to(REPOSITORY).as_posix()
    for path in (REPOSITORY / "data").glob("*/*/datapackage.json")
)


def rows(folder: str, table: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    path = REPOSITORY / folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def observation(folder: str, indicator: str, period: str = "") -> dict[str, str]:
    """Return the only observation of an indicator, or that of a period."""
    found = [
        row
        for row in rows(folder, "observations")
        if row["indicator"] == indicator and period in ("", row["time_period"])
    ]
    assert len(found) == 1
    return found[0]


DONGTOU, LUCHENG, WORLD_BANK = (
    "data/dongtou/2024.1.0",
    "data/lucheng/2020.1.0",
    "data/world-bank-doing-business/2020.1.0",
)


_VALIDATING = """
import json, sys
from frictionless import validate
reports = {folder: validate(f"{folder}/datapackage.json") for folder in sys.argv[1:]}
print(json.dumps({folder: report.to_descriptor() for folder, report in reports.items()}))
"""


@pytest.fixture(scope="module")
def reports() -> dict[str, dict[str, Any]]:
    """What Frictionless says of each package, in a process that loads nothing of ours."""
    done = subprocess.run(
        [sys.executable, "-c", _VALIDATING, *PACKAGES],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    )
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("folder", PACKAGES)
def test_plain_frictionless_accepts_it(folder: str, reports: dict[str, dict[str, Any]]) -> None:
    """Frictionless finds no fault in any of its tables, with nothing of ours around it."""
    assert reports[folder]["valid"], reports[folder]
    assert reports[folder]["stats"]["tasks"] == len(resources(folder))


def resources(folder: str) -> list[dict[str, Any]]:
    """Return the tables of a package as its descriptor names them."""
    found: list[dict[str, Any]] = json.loads(
        (REPOSITORY / folder / "datapackage.json").read_text("utf-8")
    )["resources"]
    return found


@pytest.mark.parametrize("folder", PACKAGES)
def test_it_says_who_and_under_which_licence(folder: str) -> None:
    """Each package names licence, contributors (organisations) and sources."""
    descriptor = json.loads((REPOSITORY / folder / "datapackage.json").read_text("utf-8"))
    assert descriptor["licenses"]
    assert descriptor["contributors"]
    assert descriptor["sources"]
    for resource in descriptor["resources"]:
        data = (REPOSITORY / folder / resource["path"]).read_bytes()
        assert b"\r" not in data
        assert not data.startswith(b"\xef\xbb\xbf")
        header = data.decode().splitlines()[0].split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_how_much_there_is() -> None:
    """All public figures of the two reports stand once, and the series of the third."""
    assert len(rows(DONGTOU, "observations")) == 52
    assert len(rows(DONGTOU, "targets")) == 1
    assert len(rows(LUCHENG, "observations")) == 29
    assert len(rows(WORLD_BANK, "observations")) == 229
    initiatives = rows(DONGTOU, "initiatives") + rows(LUCHENG, "initiatives")
    assert len(initiatives) >= 60
    assert len({row["initiative"] for row in initiatives}) == len(initiatives)


HARD_ROWS = [
    # folder, indicator, period, the cells that matter (the sources' hard rows)
    (DONGTOU, "regulation-publicity-events", "/2024-05-28", "bounded 10 0 actual over"),
    (DONGTOU, "service-forces", "2024-05-28", "bounded 13 0 actual exact"),
    (DONGTOU, "e-licence-download-rate", "2024-05-28", "bounded 87.63 0 actual exact"),
    (DONGTOU, "no-application-payout", "/2024-05-28", "bounded 565.7 4 actual exact"),
    (DONGTOU, "mediated-amount", "2024-01-01/2024-05-28", "bounded 2000 4 actual over"),
    (DONGTOU, "coordinated-supervision-rate", "/", " 75 0 actual exact"),
    (DONGTOU, "coordinated-supervision-rank", "2024-Q1", "inferred 1 0 actual exact"),
    (DONGTOU, "entrepreneur-conference-investment", "/2024-05-28", "bounded 6 8 actual over"),
    (DONGTOU, "innovation-index-credit-amount", "/2024-05-28", "bounded 3.3 8 actual exact"),
    (DONGTOU, "free-bookkeeping-savings", "/", " 7 4 expected exact"),
    (DONGTOU, "special-actions", "2024-05-28", "bounded 16 0 actual exact"),
    (LUCHENG, "evaluation-surveys", "2019-01-01/2021-02-07", "bounded 6 0 actual exact"),
    (LUCHENG, "one-thing-items", "/", " 41 0 planned exact"),
    (LUCHENG, "time-limit-reduction", "2021-02-07", "bounded 95.3 0 actual exact"),
    (LUCHENG, "private-investment-growth", "2019", "stated 37.9 0 actual exact"),
    (LUCHENG, "private-investment-growth", "2020-01/2020-10", "stated -37.6 0 actual exact"),
    (LUCHENG, "private-investment-completion", "2019", "stated 345 0 actual exact"),
    (LUCHENG, "government-projects-investment", "2020", "stated 425.58 8 planned exact"),
    (LUCHENG, "government-annual-investment", "2020", "stated 67.81 8 planned exact"),
    (LUCHENG, "special-bond-amount", "2020", "stated 24.98 8 actual exact"),
]


@pytest.mark.parametrize(("folder", "indicator", "period", "cells"), HARD_ROWS)
def test_hard_rows(folder: str, indicator: str, period: str, cells: str) -> None:
    """The awkward figures are encoded as their sentences demand."""
    row = observation(folder, indicator, period)
    names = ("period_basis", "obs_value", "unit_mult", "nature", "qualifier")
    assert " ".join(row[name] for name in names) == cells


def test_private_investment_is_one_series_with_a_break() -> None:
    """One indicator, one caliber, and the change of system as a row of `breaks`."""
    own = [
        row
        for row in rows(LUCHENG, "observations")
        if row["indicator"] == "private-investment-growth"
    ]
    assert {row["caliber"] for row in own} == {"_Z"}
    (break_row,) = rows(LUCHENG, "breaks")
    assert break_row["time_period"] == "2020-01/2020-10"
    assert "统计制度" in break_row["reason"]


def test_the_supervision_rate_awaits_its_definition() -> None:
    """75 % has neither period, denominator nor definition; its rank is tied, of unknown N."""
    (indicator,) = [
        row
        for row in rows(DONGTOU, "indicators")
        if row["indicator"] == "coordinated-supervision-rate"
    ]
    assert indicator["definition"] == ""
    assert indicator["denominator"] == ""
    assert indicator["watched"] == "true"
    rank = observation(DONGTOU, "coordinated-supervision-rank")
    assert (rank["tied"], rank["rank_of"], rank["rank_scope"]) == ("true", "", "全市")


def test_rates_with_unlike_denominators_are_unlike_indicators() -> None:
    """办件, 事项 and 税费 are not mixed, and an unstated denominator is not filled in."""
    found = {
        row["indicator"]: row["denominator"]
        for row in rows(DONGTOU, "indicators") + rows(LUCHENG, "indicators")
    }
    assert found["online-acceptance-rate"] == "办件"
    assert found["items-online-rate"] == found["items-mobile-rate"] == "事项"
    assert found["tax-mobile-rate"] == "税费"
    assert found["one-network-rate"] == ""


def test_stages_are_kept_apart() -> None:
    """Signed, credited, applied, selected: each as the source says."""
    stages = {row["indicator"]: row["stage"] for row in rows(DONGTOU, "indicators")}
    assert stages["entrepreneur-conference-projects"] == "contracted"
    assert stages["innovation-index-credit-amount"] == "credited"
    assert stages["national-talent-applied"] == "applied"
    assert stages["provincial-talent-selected"] == "selected"
    assert stages["no-application-payout"] == "disbursed"


def test_thresholds_are_no_observations() -> None:
    """7小时, 500万 and 一年 stand in definitions alone."""
    definitions = {row["indicator"]: row["definition"] for row in rows(DONGTOU, "indicators")}
    assert "7小时" in definitions["seven-hour-opening-rate"]
    assert "500万" in definitions["free-bookkeeping-agreements"]
    assert not [row for row in rows(DONGTOU, "indicators") if row["unit_measure"] in ("小时", "年")]


def test_doubtful_world_bank_values_are_marked() -> None:
    """2018 of the overall score and three topics, for all three areas, and nothing else."""
    marked = [row for row in rows(WORLD_BANK, "observations") if row["obs_status"] != "A"]
    assert len(marked) == 12
    assert {row["time_period"] for row in marked} == {"2018"}
    assert {row["obs_status"] for row in marked} == {"U"}
    assert {row["indicator"] for row in marked} == {
        "db-ease-of-doing-business-score",
        "db-starting-a-business-score",
        "db-getting-credit-score",
        "db-paying-taxes-score",
    }
    assert {row["environment"] for row in rows(WORLD_BANK, "indicators")} == {"_Z"}
