"""The charts of a site by the pages that they stand on, made when one is looked at."""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from site_builder.model.chart import Chart

Names = tuple[tuple[str, str], ...]
"""Name and title of each chart of a page."""


class Wall(Struct, frozen=True, kw_only=True):
    """A page with what hangs on it: the charts, the main one first, and their names alone.

    `read` is a digest of all that the charts are made of, "" where it is not known.
    """

    page: str
    read: str
    names: Callable[[], Names]
    charts: Callable[[], tuple[Chart, ...]]


class Charts(Mapping[str, tuple[Chart, ...]]):
    """The charts of each page that has any, in the order of the pages."""

    def __init__(self, walls: tuple[Wall, ...] = ()) -> None:
        """Take the pages that may have charts, each once."""
        self._walls = {wall.page: wall for wall in walls}
        self._names: dict[str, Names] | None = None

    @property
    def names(self) -> Mapping[str, Names]:
        """Name and title of each chart, by the pages that have any."""
        if self._names is None:
            named = ((page, wall.names()) for page, wall in self._walls.items())
            self._names = {page: found for page, found in named if found}
        return self._names

    def read(self, page: str) -> object:
        """Return what stands for all that the charts of a page are made of."""
        wall = self._walls.get(page)
        return () if wall is None else wall.read or self.get(page, ())

    def named(self, page: str, name: str) -> Chart:
        """Return one chart of a page."""
        return next(chart for chart in self[page] if chart.name == name)

    def __getitem__(self, page: str) -> tuple[Chart, ...]:
        """Return the charts of a page."""
        if page not in self.names:
            raise KeyError(page)
        return self._walls[page].charts()

    def __contains__(self, page: object) -> bool:
        """Tell whether a page has charts."""
        return page in self.names

    def __iter__(self) -> Iterator[str]:
        """Return the pages that have charts."""
        return iter(self.names)

    def __len__(self) -> int:
        """Return how many pages have charts."""
        return len(self.names)
