"""A page that may have charts."""

from collections.abc import Callable
from dataclasses import dataclass

from site_builder.model.chart import Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """The charts of a page, the main one first, and how they are made.

    `indicators` are all whose rows they are made of; None where they are made of other things.
    """

    page: str
    charts: Callable[[], tuple[Chart, ...]]
    indicators: tuple[str, ...] | None = None
