"""What the public is told of releases: what each changed, how much it matters, where it shows."""

from collections.abc import Iterable, Mapping, Set
from datetime import date, timedelta

from msgspec.structs import replace

from site_builder.model.diff import Diff, RowChange, Sort, Step
from site_builder.model.document import Document, DocumentKind
from site_builder.model.language import Language
from site_builder.model.package import Correction
from site_builder.model.release import REVISION_WORDS, RevisionKind, Version
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

_ABOUT_CASES = {"cases": 0, "evaluations": 1, "document_links": 2}
"""Tables whose rows are about a case, and where in their keys it stands."""

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
    newest_first = tuple(sorted(releases, key=_place, reverse=True))
    return replace(site, releases=newest_first, notices=notices(site, newest_first))


def _place(item: PublishedRelease) -> tuple[str, bool, Version, str]:
    """Return what releases are told by: of one day, what corrects comes before what is new."""
    release = item.release
    corrects = release.revision is not RevisionKind.INITIAL
    return release.date, corrects, release.version, item.held.package


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
        since = _published_rows(
            site, diff(previous.contents, held.contents, language=site.language)
        )
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


def _published_rows(site: Site, since: Diff) -> Diff:
    """Return a diff without what it says of cases that are withheld: their titles stay inside."""
    if site.preview:
        return since
    hidden = {
        item.document.slug for item in site.withheld if item.document.kind is DocumentKind.CASE
    }
    rows = (
        _without_cases(row, hidden)
        for row in since.rows
        if row.table not in _ABOUT_CASES or row.key[_ABOUT_CASES[row.table]] not in hidden
    )
    told = (row for row in rows if row.sort is not Sort.REVISED or row.fields)
    return replace(since, rows=tuple(told))


def _without_cases(row: RowChange, hidden: Set[str]) -> RowChange:
    """Return a row without a change that names a hidden case."""
    fields = tuple(
        item
        for item in row.fields
        if item.field != "case" or hidden.isdisjoint((item.before, item.after))
    )
    return row if fields == row.fields else replace(row, fields=fields)


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
    slugs = _revised(row for row in touched if row.table in _OF_INDICATORS)
    initiatives = {row.key[0] for row in touched if row.table == "initiatives"}
    initiatives |= _with_milestones(held, touched)
    package = held.package
    found = [
        AffectedPage(title=entry.indicator.title, path=f"/indicators/{slug}/", revised=slugs[slug])
        for slug, entry in site.entries.items()
        if slug in slugs and entry.observations + entry.targets
    ]
    found += [
        AffectedPage(title=item.title, path=f"/initiatives/{item.initiative}/", revised=False)
        for item in site.initiatives
        if item.package == package and item.initiative in initiatives
    ]
    observations = {
        "|".join((package, *row.key)): _is_value(row)
        for row in touched
        if row.table == "observations"
    }
    for document in (*site.reports, *site.cases, *site.pages):
        shown = [observations[item] for item in _shown(site, document) if item in observations]
        if shown:
            page = AffectedPage(title=document.title, path=document.address, revised=any(shown))
            found.append(page)
    return tuple(found)


def _with_milestones(held: HeldVersion, touched: list[RowChange]) -> set[str]:
    """Return the initiatives on whose pages a milestone was revised."""
    keys = {row.key[0] for row in touched if row.table == "milestones"}
    rows = held.contents.package.systems.milestones if held.contents and keys else ()
    return {row.initiative for row in rows if row.milestone in keys}


def _revised(rows: Iterable[RowChange]) -> dict[str, bool]:
    """Return the indicators that rows are about, and whether a published value was replaced."""
    found: dict[str, bool] = {}
    for row in rows:
        found[row.key[0]] = found.get(row.key[0], False) or _is_value(row)
    return found


def _is_value(row: RowChange) -> bool:
    return row.value is not None or row.sort is Sort.REMOVED


def _shown(site: Site, document: Document) -> set[str]:
    """Return the observations that a document prints, each `package|key`."""
    figures = (item.figure for item in site.bindings[document.path])
    return {
        "|".join((item.package, item.indicator, item.area, item.time_period, item.caliber))
        for item in figures
    }


def notices(site: Site, releases: tuple[PublishedRelease, ...]) -> Mapping[str, tuple[Notice, ...]]:
    """Return what pages say of releases: for a set time after each that corrected something."""
    first = date.fromisoformat(site.as_of) - timedelta(days=site.settings.notice_days)
    found: dict[str, list[Notice]] = {}
    for item in releases:
        if item.release.date < first.isoformat() or item.release.date > site.as_of:
            continue
        for page in item.pages:
            found.setdefault(page.path, []).append(_notice(item, page, site.language))
    return {path: tuple(told) for path, told in found.items()}


def _notice(item: PublishedRelease, page: AffectedPage, language: Language) -> Notice:
    gravity = item.gravity if page.revised else Gravity.NOTE
    words = (REVISION_WORDS[item.release.revision], GRAVITY_WORDS[gravity])
    return Notice(
        date=item.release.date,
        text=language.clauses(language.say(word) for word in words),
        reason=item.release.reason,
        path=f"/changes/#{item.held.anchor}",
    )
