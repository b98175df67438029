"""What the public is told of releases: what each changed, how much it matters, where it shows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from site_builder.model.diff import Diff, RowChange, Sort, Step
from site_builder.model.document import Document
from site_builder.model.package import Correction
from site_builder.model.release import REVISION_WORDS, RevisionKind
from site_builder.model.site import Site
from site_builder.model.version import (
    GRAVITY_WORDS,
    AffectedPage,
    Gravity,
    HeldVersion,
    Notice,
    PublishedRelease,
)
from site_builder.model.vocabulary import CorrectionSeverity
from site_builder.releases.diff import diff

_OF_INDICATORS = frozenset({"observations", "targets", "breaks", "indicators"})
"""Tables whose rows stand on the page of an indicator, which is the first part of their keys."""


def with_releases(site: Site) -> Site:
    """Return the site with its releases, the newest first, and the notices of its pages."""
    titles = {item.name: item for item in site.packages}
    releases = tuple(
        _published(site, held, previous)
        for name, versions in site.versions.items()
        if name in titles
        for held, previous in _pairs(versions)
    )
    ordered = sorted(releases, key=lambda item: (item.held.package, item.release.version))
    ordered.sort(key=lambda item: item.release.date)
    newest_first = tuple(reversed(ordered))
    return replace(site, releases=newest_first, notices=_notices(site, newest_first))


def _pairs(
    versions: tuple[HeldVersion, ...],
) -> Iterable[tuple[HeldVersion, HeldVersion | None]]:
    """Yield each released version with the one it replaced."""
    known = {item.version: item for item in versions}
    for item in versions:
        if item.release is not None:
            yield item, known.get(item.release.previous)


def _published(site: Site, held: HeldVersion, previous: HeldVersion | None) -> PublishedRelease:
    release = held.release
    assert release is not None
    since = None
    if held.contents and previous and previous.contents:
        since = diff(previous.contents, held.contents)
    corrections = tuple(
        item
        for item in (held.contents.package.corrections if held.contents else ())
        if item.superseded_version == release.previous
    )
    return PublishedRelease(
        held=held,
        release=release,
        gravity=_gravity(release.revision, since, corrections),
        since=since,
        corrections=corrections,
        pages=_pages(site, held, since) if since else (),
    )


def _gravity(
    revision: RevisionKind, since: Diff | None, corrections: tuple[Correction, ...]
) -> Gravity:
    """Return how much a release matters: a replaced value as much as its correction says."""
    if revision is RevisionKind.INITIAL:
        return Gravity.FIRST
    major = any(item.severity is CorrectionSeverity.MAJOR for item in corrections)
    if major or (since is not None and since.step is Step.EDITION):
        return Gravity.MAJOR
    revised = since is not None and any(row.value is not None for row in since.rows)
    return Gravity.MINOR if corrections or revised else Gravity.NOTE


def _pages(site: Site, held: HeldVersion, since: Diff) -> tuple[AffectedPage, ...]:
    """Return the pages of the site that show something which was revised or removed."""
    touched = [row for row in since.rows if row.sort is not Sort.ADDED]
    slugs = {row.key[0] for row in touched if row.table in _OF_INDICATORS}
    initiatives = {row.key[0] for row in touched if row.table == "initiatives"}
    package = held.package
    found = [
        AffectedPage(title=entry.indicator.title, path=f"/indicators/{slug}/")
        for slug, entry in site.entries.items()
        if slug in slugs and entry.observations + entry.targets
    ]
    found += [
        AffectedPage(title=item.title, path=f"/initiatives/{item.initiative}/")
        for item in site.initiatives
        if item.package == package and item.initiative in initiatives
    ]
    observations = {_address(package, row) for row in touched if row.table == "observations"}
    found += [
        AffectedPage(title=document.title, path=document.address)
        for document in (*site.reports, *site.cases, *site.pages)
        if _shows(site, document, observations)
    ]
    return tuple(found)


def _address(package: str, row: RowChange) -> str:
    return "|".join((package, *row.key))


def _shows(site: Site, document: Document, observations: set[str]) -> bool:
    """Tell whether a document prints one of the observations, each `package|key`."""
    for item in site.bindings[document.path]:
        figure = item.figure
        key = (figure.indicator, figure.area, figure.time_period, figure.caliber)
        if "|".join((figure.package, *key)) in observations:
            return True
    return False


def _notices(
    site: Site, releases: tuple[PublishedRelease, ...]
) -> Mapping[str, tuple[Notice, ...]]:
    """Return what pages say of releases: for a set time after each that corrected something."""
    first = date.fromisoformat(site.as_of) - timedelta(days=site.settings.notice_days)
    found: dict[str, list[Notice]] = {}
    for item in releases:
        if item.release.date < first.isoformat() or item.release.date > site.as_of:
            continue
        for page in item.pages:
            found.setdefault(page.path, []).append(_notice(item))
    return {path: tuple(notices) for path, notices in found.items()}


def _notice(item: PublishedRelease) -> Notice:
    words = f"{REVISION_WORDS[item.release.revision]}，{GRAVITY_WORDS[item.gravity]}"
    return Notice(
        date=item.release.date,
        text=words,
        reason=item.release.reason,
        path=f"/changes/#{anchor_of(item.held)}",
    )


def anchor_of(held: HeldVersion) -> str:
    """Return the anchor of a release on the page of changes."""
    return f"{held.package}-{held.version.replace('.', '-')}"
