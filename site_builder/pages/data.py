"""Data packages: the catalogue, and a package with all its versions."""

from msgspec import Struct

from site_builder.exports.citation import citation_text, cited
from site_builder.linked import schema_org
from site_builder.model.download import Download, version_downloads
from site_builder.model.language import phrase
from site_builder.model.package import Package
from site_builder.model.release import REVISION_WORDS
from site_builder.model.site import Route, Site
from site_builder.model.version import GRAVITY_WORDS, Gravity, HeldVersion
from site_builder.model.view import Link, PageMeta
from site_builder.pages.differences import diff_view
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta

CRUMB = Link(title=phrase("数据"), path="/data/")
DRAFT_WORDS = phrase("草稿，没有发布")
_AT_HAND = ("zip", "xlsx", "json")
"""Formats that the catalogue offers; the page of a version has them all."""

UNSEALED_WORDS = phrase("没有登记发布日期")


class PackageCard(Struct, frozen=True, kw_only=True):
    """A package in the catalogue: the version shown, how it is taken along, how many there are."""

    title: str
    path: str
    description: str
    newest: Link
    released: str
    observations: int
    indicators: int
    versions: int
    demonstration: bool
    downloads: tuple[Download, ...]
    citation: str


class CatalogueView(Struct, frozen=True, kw_only=True):
    """What the catalogue shows; `changes` is the path of the page of changes, "" for none."""

    meta: PageMeta
    packages: tuple[PackageCard, ...]
    changes: str


class VersionLine(Struct, frozen=True, kw_only=True):
    """A version of a package in its list.

    `kind` and `gravity` are those of its release, `summary` what it changed; `withdrawn` says why
    it is gone, "" where it is there.
    """

    version: str
    path: str
    date: str
    kind: str
    gravity: str
    reason: str
    summary: str
    withdrawn: str
    shown: bool


class PackageView(Struct, frozen=True, kw_only=True):
    """What the page of a package shows."""

    meta: PageMeta
    card: PackageCard
    versions: tuple[VersionLine, ...]
    changes: str


def released_words(held: HeldVersion) -> str:
    """Return when a version was released, or why there is no such day."""
    if held.release is not None:
        return held.release.date
    return DRAFT_WORDS if held.version == "draft" else UNSEALED_WORDS


def changes_path(site: Site, held: HeldVersion | None = None) -> str:
    """Return the address of what releases changed, or of one of them; "" where none is."""
    if not site.releases or (held is not None and held.release is None):
        return ""
    return f"/changes/#{held.anchor}" if held else "/changes/"


def _following(site: Site) -> tuple[Link, ...]:
    changes = (Link(title=phrase("更正与修订"), path=changes_path(site)),) if site.releases else ()
    return (*changes, Link(title=phrase("全部指标"), path="/indicators/"))


def _card(site: Site, package: Package) -> PackageCard:
    versions = site.versions[package.name]
    shown = next(item for item in versions if item.version == package.version)
    return PackageCard(
        title=package.title,
        path=f"/data/{package.name}/",
        description=package.description,
        newest=Link(title=package.version, path=shown.path),
        released=released_words(shown),
        observations=len(package.observations),
        indicators=len(package.indicators),
        versions=len(versions),
        demonstration=package.demonstration,
        downloads=tuple(item for item in version_downloads(shown) if item.format in _AT_HAND),
        citation=citation_text(cited(site, shown), site.language) if shown.contents else "",
    )


def _catalogue_routes(site: Site) -> tuple[Route, ...]:
    return (page("data", "/data/"),)


def _catalogue_view(site: Site, route: Route) -> CatalogueView:
    return CatalogueView(
        meta=meta(
            site,
            kind="data",
            path="/data/",
            title=site.language.say("数据"),
            finding=site.language.say(
                "本站所有的数都在这些数据包里，可以下载、核对和引用；每个版本一经发布就不再变动。"
            ),
            section="data",
            crumbs=(CRUMB,),
            following=_following(site),
            linked=schema_org.catalogue(site),
        ),
        packages=tuple(_card(site, package) for package in site.packages),
        changes=changes_path(site),
    )


def _package_routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("data-package", f"/data/{package.name}/", package.name) for package in site.packages
    )


def _package_view(site: Site, route: Route) -> PackageView:
    package = next(item for item in site.packages if item.name == route.key)
    return PackageView(
        meta=meta(
            site,
            kind="data-package",
            path=route.path,
            title=package.title,
            finding=package.description,
            section="data",
            crumbs=(CRUMB, Link(title=package.title, path=route.path)),
            following=(CRUMB, *_following(site)),
            linked=schema_org.package(site, package),
        ),
        card=_card(site, package),
        versions=tuple(_line(site, package, held) for held in site.versions[package.name]),
        changes=changes_path(site),
    )


def _line(site: Site, package: Package, held: HeldVersion) -> VersionLine:
    published = next((item for item in site.releases if item.held is held), None)
    gravity = published.gravity if published else Gravity.FIRST
    since = published.since if published else None
    own = held.contents.package if held.contents else package
    return VersionLine(
        version=held.version,
        path=held.path,
        date=released_words(held),
        kind=REVISION_WORDS[held.release.revision] if held.release else "",
        gravity="" if gravity is Gravity.FIRST else GRAVITY_WORDS[gravity],
        reason=held.release.reason if held.release else "",
        summary=diff_view(since, own, site.language).summary if since else "",
        withdrawn=held.withdrawn.why if held.withdrawn else "",
        shown=held.version == package.version,
    )


KINDS = (
    PageKind(name="data", template="data.html", routes=_catalogue_routes, view=_catalogue_view),
    PageKind(
        name="data-package",
        template="data_package.html",
        routes=_package_routes,
        view=_package_view,
    ),
)
