"""The trend of one figure without axes: the line that leads to it on its indicator's page."""

from site_builder.figures.charts.axis import chart_words, value_axis
from site_builder.figures.charts.trend import Printed, drawn_series, line_points
from site_builder.model.chart import Refusal, Sparkline
from site_builder.model.language import CHINESE, Language
from site_builder.model.package import Observation
from site_builder.model.site import Entry

_LEAST = 3
"""Two points are said by the change in words."""


def sparkline(
    entry: Entry, newest: Observation, printed: Printed, *, language: Language = CHINESE
) -> Sparkline | Refusal:
    """Return the line of the indicator's trend that ends in an observation, or why there is none.

    Refused as the trend is, and where the line has fewer than three points or another end.
    """
    # Most indicators of most sites have fewer: they cost no more than this.
    own = (newest.ref_area, newest.caliber, newest.package)
    if (
        sum((item.ref_area, item.caliber, item.package) == own for item in entry.observations)
        < _LEAST
    ):
        return Refusal.TOO_FEW
    series = drawn_series(entry)
    if isinstance(series, Refusal):
        return series
    line = series.get(own, [])
    if len(line) < _LEAST or line[-1] != newest:
        return Refusal.TOO_FEW
    return Sparkline(
        axis=value_axis(entry.indicator, newest.unit_mult, language=language),
        points=line_points(line, entry, printed, language=language),
        words=chart_words(language),
    )
