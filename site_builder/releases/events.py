"""What happened to the data, the newest first: versions released, versions withdrawn."""

from enum import StrEnum

from msgspec import Struct

from site_builder.model.site import Site
from site_builder.model.version import HeldVersion, PublishedRelease


class EventKind(StrEnum):
    """Whether a version came or went."""

    RELEASE = "release"
    WITHDRAWAL = "withdrawal"


class Event(Struct, frozen=True, kw_only=True):
    """A release, or the withdrawal of a version (`released` is None for that)."""

    kind: EventKind
    date: str
    reason: str
    held: HeldVersion
    released: PublishedRelease | None

    @property
    def path(self) -> str:
        """Where the site tells of it: the page of the version."""
        return self.held.path


def events(site: Site) -> tuple[Event, ...]:
    """Return every release and withdrawal of the packages shown, the newest first."""
    gone = [
        Event(
            kind=EventKind.WITHDRAWAL,
            date=item.held.withdrawn.date,
            reason=item.held.withdrawn.why,
            held=item.held,
            released=None,
        )
        for item in site.releases
        if item.held.withdrawn
    ]
    released = [
        Event(
            kind=EventKind.RELEASE,
            date=item.release.date,
            reason=item.release.reason,
            held=item.held,
            released=item,
        )
        for item in site.releases
    ]
    return tuple(sorted((*gone, *released), key=lambda item: item.date, reverse=True))
