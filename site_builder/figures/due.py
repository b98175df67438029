"""Whether what was announced for a day has been published: by the data, never by assertion."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from site_builder.model.calendar import Due
from site_builder.model.release import parse_version
from site_builder.model.site import Site
from site_builder.model.version import HeldVersion


class DueState(StrEnum):
    """How an announcement stands on the day of the build."""

    DONE = "done"
    OPEN = "open"
    LATE = "late"


class Standing(Struct, frozen=True, kw_only=True):
    """An announcement with its state.

    `published` is the day it was fulfilled, "" where that is not known or has not come. `days` are
    those after the day announced: on which it was published, or of the build while it is late; 0
    where it is in time.
    """

    due: Due
    state: DueState
    published: str
    days: int


def standings(site: Site) -> tuple[Standing, ...]:
    """Return every announcement with its state on `site.as_of`, by the day announced."""
    return tuple(_standing(site, item) for item in site.calendar)


def _standing(site: Site, due: Due) -> Standing:
    fulfilled = [
        held
        for name, versions in site.versions.items()
        if not due.package or due.package == name
        for held in versions
        if _fulfils(held, due)
    ]
    if fulfilled:
        known = (held.release.date for held in fulfilled if held.release)
        day = min(known, default="")
        return Standing(due=due, state=DueState.DONE, published=day, days=_after(due.due, day))
    late = _after(due.due, site.as_of)
    state = DueState.LATE if late else DueState.OPEN
    return Standing(due=due, state=state, published="", days=late)


def _fulfils(held: HeldVersion, due: Due) -> bool:
    """Tell whether a version is what was announced, or came after it; a draft never is."""
    number = parse_version(held.version)
    if number is None:
        return False
    if due.version:
        wanted = parse_version(due.version)
        return wanted is not None and number >= wanted
    return held.contents is not None and any(
        item.indicator == due.indicator
        and item.time_period == due.time_period
        and item.value is not None
        for item in held.contents.package.observations
    )


def _after(due: str, day: str) -> int:
    """Return by how many days a day is after the one announced, 0 where it is not."""
    if not day:
        return 0
    return max(0, (date.fromisoformat(day) - date.fromisoformat(due)).days)
