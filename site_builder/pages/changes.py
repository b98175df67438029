"""Changes of the data: every release and withdrawal, what it corrected and where that shows."""

from msgspec import Struct

from site_builder.model.language import Language, phrase
from site_builder.model.package import Package
from site_builder.model.release import REVISION_WORDS
from site_builder.model.site import Route, Site
from site_builder.model.version import (
    GRAVITY_WORDS,
    AffectedPage,
    Gravity,
    HeldVersion,
    PublishedRelease,
)
from site_builder.model.view import Link, PageMeta
from site_builder.model.vocabulary import CorrectionSeverity
from site_builder.pages.differences import DiffView, diff_view
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta, version_title
from site_builder.releases.events import events

PATH = "/changes/"
_SEVERITY_WORDS = {
    CorrectionSeverity.MINOR: phrase("一般"),
    CorrectionSeverity.MAJOR: phrase("重大"),
}


class CorrectionLine(Struct, frozen=True, kw_only=True):
    """A correction in words."""

    title: str
    path: str
    before: str
    after: str
    severity: str
    reason: str


class EventView(Struct, frozen=True, kw_only=True):
    """A release, or the withdrawal of a version; `what` is "" for a release."""

    anchor: str
    date: str
    title: str
    kind: str
    gravity: str
    corrects: bool
    reason: str
    what: str
    versions: tuple[Link, ...]
    corrections: tuple[CorrectionLine, ...]
    difference: DiffView | None
    pages: tuple[AffectedPage, ...]


class ChangesView(Struct, frozen=True, kw_only=True):
    """What the page shows, the newest event first."""

    meta: PageMeta
    events: tuple[EventView, ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("changes", PATH),) if site.releases else ()


def _view(site: Site, route: Route) -> ChangesView:
    told = tuple(
        _release(site, item.released) if item.released else _withdrawal(site, item.held)
        for item in events(site)
    )
    return ChangesView(
        meta=meta(
            site,
            kind="changes",
            path=PATH,
            title=site.language.say("更正与修订"),
            finding=_finding(told, site.language),
            section="data",
            crumbs=(
                Link(title=phrase("数据"), path="/data/"),
                Link(title=phrase("更正与修订"), path=PATH),
            ),
            following=(Link(title=phrase("下载各个版本"), path="/data/"),),
        ),
        events=told,
    )


def _finding(told: tuple[EventView, ...], language: Language) -> str:
    """Return how often data was released, and how often a printed number was wrong."""
    corrected = sum(item.corrects for item in told)
    if corrected:
        return language.say(
            "数据包发布、更正和撤回共{n}次，其中{corrected}次改动或撤回了公布过的数。"
            "每次都写明改了什么、为什么、影响哪些页面。",
            n=len(told),
            corrected=corrected,
        )
    return language.say(
        "数据包发布、更正和撤回共{n}次，还没有一次改动过公布的数。"
        "每次都写明改了什么、为什么、影响哪些页面。",
        n=len(told),
    )


def _release(site: Site, item: PublishedRelease) -> EventView:
    held, release = item.held, item.release
    package = held.contents.package if held.contents else None
    return EventView(
        anchor=held.anchor,
        date=release.date,
        title=version_title(site, held),
        kind=REVISION_WORDS[release.revision],
        gravity="" if item.gravity is Gravity.FIRST else GRAVITY_WORDS[item.gravity],
        corrects=item.gravity in (Gravity.MINOR, Gravity.MAJOR),
        reason=release.reason,
        what="",
        versions=_versions(site, item),
        corrections=_corrections(item, package, site.language) if package else (),
        difference=diff_view(item.since, package, site.language)
        if item.since and package
        else None,
        pages=item.pages,
    )


def _versions(site: Site, item: PublishedRelease) -> tuple[Link, ...]:
    """Return the links to the version and to the one before."""
    links = [
        Link(
            title=site.language.say("版本{version}", version=item.held.version), path=item.held.path
        )
    ]
    for other in site.versions[item.held.package]:
        if other.version == item.release.previous:
            title = site.language.say("上一版{version}", version=other.version)
            links.append(Link(title=title, path=other.path))
    return tuple(links)


def _corrections(
    item: PublishedRelease, package: Package, language: Language
) -> tuple[CorrectionLine, ...]:
    """Return the corrections of a release, with values in words where both versions are there."""
    indicators = {one.indicator: one.title for one in package.indicators}
    rows = item.since.rows if item.since else ()
    changed = {row.key: row for row in rows if row.table == "observations"}
    found = []
    for one in item.corrections:
        row = changed.get(one.key)
        value = row.value if row else None
        name = indicators.get(one.indicator)
        found.append(
            CorrectionLine(
                title=row.title
                if row
                else language.clauses((name or one.indicator, *one.key[1:3])),
                path=f"/indicators/{one.indicator}/" if name else "",
                before=value.before if value else one.old_value or language.say("缺"),
                after=value.after if value else one.new_value or language.say("缺"),
                severity=_SEVERITY_WORDS[one.severity],
                reason=one.reason,
            )
        )
    return tuple(found)


def _withdrawal(site: Site, held: HeldVersion) -> EventView:
    assert held.withdrawn is not None
    return EventView(
        anchor=f"{held.anchor}-withdrawn",
        date=held.withdrawn.date,
        title=site.language.say(
            "{title}，撤回版本{version}", title=held.title, version=held.version
        ),
        kind=phrase("撤回"),
        gravity="",
        corrects=True,
        reason=held.withdrawn.why,
        what=held.withdrawn.what,
        versions=(
            Link(
                title=site.language.say("版本{version}的说明", version=held.version), path=held.path
            ),
        ),
        corrections=(),
        difference=None,
        pages=(),
    )


KINDS = (PageKind(name="changes", template="changes.html", routes=_routes, view=_view),)
