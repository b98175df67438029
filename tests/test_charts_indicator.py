"""The notes under an indicator's trend: those signs are told that occur in it. All is made up."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from site_builder.build import Checked
from site_builder.charted.indicator import indicator_charts
from site_builder.model.vocabulary import Status

FULL, DOUBTFUL = Status.NORMAL, Status.PROVISIONAL


@pytest.mark.parametrize(
    ("editions", "told"),
    [
        ({"2018": FULL, "2019": FULL, "2020": FULL}, []),
        ({"2018": DOUBTFUL, "2019": FULL, "2020": FULL}, ["空心点"]),
        ({"2017": FULL, "2019": FULL, "2020": FULL}, ["没有连线"]),
        ({"2017": FULL, "2019": FULL, "2020": DOUBTFUL}, ["空心点", "没有连线"]),
    ],
    ids=["none", "hollow", "gap", "both"],
)
def test_only_signs_that_occur_are_told(
    shipped: Checked, editions: dict[str, Status], told: list[str]
) -> None:
    """A hollow point and a gap between neighbours have a note each, where they are."""
    entry = shipped.site.entries["db-getting-credit-score"]
    base = next(item for item in entry.observations if item.ref_area == "CN")
    made = tuple(
        replace(base, time_period=year, obs_status=status, value=Decimal(60), obs_value="60")
        for year, status in editions.items()
    )
    chart, *_ = indicator_charts(shipped.site, replace(entry, observations=made, breaks=()))
    assert chart.name == "trend"
    assert [sign for note in chart.notes for sign in ("空心点", "没有连线") if sign in note] == told
    assert len(chart.notes) == len(told)
