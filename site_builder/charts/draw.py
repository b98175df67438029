"""Draw what a chart is drawn from: the one entry. A new kind is one line here and one file."""

from collections.abc import Callable
from typing import Any

from site_builder.charts.areas import areas_chart
from site_builder.charts.changes import changes_chart
from site_builder.charts.distribution import distribution_chart
from site_builder.charts.house import unchecked
from site_builder.charts.multiples import multiples_chart
from site_builder.charts.profile import profile_chart
from site_builder.charts.progress import progress_chart
from site_builder.charts.share import share_chart
from site_builder.charts.sparkline import sparkline_chart
from site_builder.charts.svg import drawn_svg
from site_builder.charts.trend import trend_chart
from site_builder.model.chart import (
    Areas,
    Changes,
    Distribution,
    Drawn,
    Multiples,
    Profile,
    Progress,
    Share,
    Sparkline,
    Trend,
)
from site_builder.model.drawing import Drawing

CHART_KINDS: dict[type, Callable[[Any], dict[str, Any]]] = {
    Trend: trend_chart,
    Changes: changes_chart,
    Areas: areas_chart,
    Multiples: multiples_chart,
    Profile: profile_chart,
    Share: share_chart,
    Progress: progress_chart,
    Distribution: distribution_chart,
    Sparkline: sparkline_chart,
}
"""The Vega-Lite specification of each type of chart."""


def draw(drawn: Drawn) -> Drawing:
    """Return a chart drawn."""
    with unchecked():
        specification = CHART_KINDS[type(drawn)](drawn)
    return drawn_svg(specification)
