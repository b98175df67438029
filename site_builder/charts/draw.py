"""Draw a series: the one entry that `render` calls."""

from site_builder.charts.svg import to_svg
from site_builder.charts.trend import trend_chart
from site_builder.model.series import Series


def draw(series: Series) -> str:
    """Return the series as inline SVG."""
    identity = f"chart-{series.id}"
    return to_svg(trend_chart(series), identity, series.title, series.description)
