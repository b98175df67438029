"""A chart drawn, and whose pictures those are that leave the site."""

import re

from msgspec import Struct

from site_builder.model.chart import Chart
from site_builder.model.settings import Settings

_FRAME = re.compile(r'<svg\b[^>]* viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"[^>]*>')


class Drawing(Struct, frozen=True, kw_only=True):
    """A chart drawn: as SVG without title or name, and as Vega-Lite in JSON."""

    svg: str
    specification: str

    @property
    def size(self) -> tuple[float, float]:
        """Return the width and the height of the SVG, whose upper left corner is its origin."""
        width, height = self._opening().groups()
        return float(width), float(height)

    @property
    def body(self) -> str:
        """Return what stands inside the SVG."""
        return self.svg[self._opening().end() :].removesuffix("</svg>")

    def _opening(self) -> re.Match[str]:
        found = _FRAME.match(self.svg)
        if found is None:
            raise ValueError("a drawing begins with its frame")
        return found


class Imprint(Struct, frozen=True, kw_only=True):
    """What a file that leaves the site says of it: its name, its address, the notice it bears."""

    site: str
    base_url: str
    notice: str

    @classmethod
    def of(cls, settings: Settings) -> "Imprint":
        """Return what files of a site with these settings say of it."""
        return cls(site=settings.title, base_url=settings.base_url, notice=settings.notice)

    def address(self, chart: Chart) -> str:
        """Return where a chart stands."""
        return f"{self.base_url}{chart.page.lstrip('/')}#{chart.name}"
