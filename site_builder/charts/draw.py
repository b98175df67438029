"""Draw what a view holds: the one entry that `render` calls."""

from site_builder.charts.dumbbell import dumbbell_chart
from site_builder.charts.svg import to_svg
from site_builder.charts.trend import trend_chart
from site_builder.model.series import Dumbbell, Series


def draw(data: Series | Dumbbell) -> str:
    """Return a series or a dumbbell as inline SVG."""
    specification = dumbbell_chart(data) if isinstance(data, Dumbbell) else trend_chart(data)
    return to_svg(specification, f"chart-{data.id}", data.title, data.description)
