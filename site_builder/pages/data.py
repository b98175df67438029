"""Data packages: the catalogue, a package, a version."""

from dataclasses import dataclass

from site_builder.model.package import Package, PackageFile, Resource
from site_builder.model.site import Route, Site
from site_builder.model.view import Fact, Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta, source_facts

_CRUMB = Link(title="数据", path="/data/")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageCard:
    """A package in the catalogue."""

    title: str
    path: str
    description: str
    version: str
    version_path: str
    observations: int
    demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView:
    """What the catalogue, or the page of one package, shows."""

    meta: PageMeta
    packages: tuple[PackageCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """What the page of a version shows."""

    meta: PageMeta
    name: str
    version: str
    description: str
    resources: tuple[Resource, ...]
    files: tuple[PackageFile, ...]
    licences: tuple[Link, ...]
    contributors: tuple[tuple[str, str], ...]
    sources: tuple[tuple[Fact, ...], ...]


def _card(package: Package) -> PackageCard:
    return PackageCard(
        title=package.title,
        path=f"/data/{package.name}/",
        description=package.description,
        version=package.version,
        version_path=f"/data/{package.name}/{package.version}/",
        observations=len(package.observations),
        demonstration=package.demonstration,
    )


def _catalogue_routes(site: Site) -> tuple[Route, ...]:
    return (page("data", "/data/"),)


def _catalogue_view(site: Site, route: Route) -> CatalogueView:
    return CatalogueView(
        meta=meta(
            site,
            kind="data",
            path="/data/",
            title="数据",
            finding="本站所有的数都在这些数据包里，可以下载、核对和引用。",
            section="data",
            crumbs=(_CRUMB,),
        ),
        packages=tuple(_card(package) for package in site.packages),
    )


def _package_routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("data-package", f"/data/{package.name}/", package.name) for package in site.packages
    )


def _package_view(site: Site, route: Route) -> CatalogueView:
    package = _package(site, route.key)
    return CatalogueView(
        meta=meta(
            site,
            kind="data-package",
            path=route.path,
            title=package.title,
            finding=package.description,
            section="data",
            crumbs=(_CRUMB, Link(title=package.title, path=route.path)),
        ),
        packages=(_card(package),),
    )


def _version_routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("data-version", f"/data/{package.name}/{package.version}/", package.name)
        for package in site.packages
    )


def _version_view(site: Site, route: Route) -> VersionView:
    package = _package(site, route.key)
    return VersionView(
        meta=meta(
            site,
            kind="data-version",
            path=route.path,
            title=f"{package.title}，版本{package.version}",
            finding=package.description,
            section="data",
            crumbs=(
                _CRUMB,
                Link(title=package.title, path=f"/data/{package.name}/"),
                Link(title=f"版本{package.version}", path=route.path),
            ),
        ),
        name=package.name,
        version=package.version,
        description=package.description,
        resources=package.resources,
        files=package.files,
        licences=tuple(Link(title=item.title, path=item.path) for item in package.licences),
        contributors=package.contributors,
        sources=tuple(
            source_facts(site, package.name, source.source, "") for source in package.sources
        ),
    )


def _package(site: Site, name: str) -> Package:
    return next(package for package in site.packages if package.name == name)


KINDS = (
    PageKind(name="data", template="data.html", routes=_catalogue_routes, view=_catalogue_view),
    PageKind(name="data-package", template="data.html", routes=_package_routes, view=_package_view),
    PageKind(
        name="data-version",
        template="data_version.html",
        routes=_version_routes,
        view=_version_view,
    ),
)
