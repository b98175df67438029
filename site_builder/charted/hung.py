"""A page that may have charts."""

from collections.abc import Callable

from msgspec import Struct

from site_builder.model.chart import Chart


class Hung(Struct, frozen=True, kw_only=True):
    """The charts of a page, the main one first, and how they are made.

    `indicators` are all whose rows they are made of; None where they are made of other things.
    """

    page: str
    charts: Callable[[], tuple[Chart, ...]]
    indicators: tuple[str, ...] | None = None
