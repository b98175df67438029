"""What happened to the data, the newest first: versions released, versions withdrawn."""

from dataclasses import dataclass
from enum import StrEnum

from site_builder.model.diff import RowChange
from site_builder.model.document import DocumentKind
from site_builder.model.site import Site
from site_builder.model.version import HeldVersion, PublishedRelease


class EventKind(StrEnum):
    """Whether a version came or went."""

    RELEASE = "release"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
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


def changed_rows(site: Site, released: PublishedRelease) -> tuple[RowChange, ...]:
    """Return the rows that a release changed, without those about cases that are withheld."""
    if released.since is None:
        return ()
    hidden = {
        item.document.slug
        for item in site.withheld
        if item.document.kind is DocumentKind.CASE and not site.preview
    }
    about = {"cases": 0, "evaluations": 1}
    return tuple(
        row
        for row in released.since.rows
        if row.table not in about or row.key[about[row.table]] not in hidden
    )
