"""The permanent page of a version of a package: what it holds, what it changed, how to take it."""

from msgspec import Struct

from site_builder.exports.citation import citation_text, cited
from site_builder.figures.present import indicator_anchor, present, version_anchor
from site_builder.linked import schema_org
from site_builder.model.download import Download, excel_path, version_downloads
from site_builder.model.figure import Figure
from site_builder.model.language import Language, phrase
from site_builder.model.package import Observation, Package, PackageFile, Resource
from site_builder.model.release import REVISION_WORDS, Withdrawal
from site_builder.model.site import Route, Site
from site_builder.model.version import GRAVITY_WORDS, Gravity, HeldVersion
from site_builder.model.view import Fact, Link, PageMeta
from site_builder.pages.data import CRUMB, changes_path, released_words
from site_builder.pages.differences import DiffView, diff_view
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta, source_facts, version_title

_ROLES = {
    "author": phrase("作者"),
    "creator": phrase("编制"),
    "publisher": phrase("发布"),
    "maintainer": phrase("维护"),
    "wrangler": phrase("整理"),
    "contributor": phrase("参与"),
}
"""Roles of contributors (Data Package 2.0) in words."""


class ListedIndicator(Struct, frozen=True, kw_only=True):
    """An indicator of a version with its observations and the ids of their rows.

    () where there are too many to list.
    """

    anchor: str
    title: str
    path: str
    count: int
    figures: tuple[tuple[str, Figure], ...]


class VersionView(Struct, frozen=True, kw_only=True):
    """What the page of a version shows.

    `newer` leads to the version that the site shows where this is another, `withdrawn` is what
    stands in its place. `checks` are what the version has passed, in words.
    """

    meta: PageMeta
    contents: tuple[Link, ...]
    name: str
    version: str
    newer: Link | None
    withdrawn: Withdrawal | None
    facts: tuple[Fact, ...]
    difference: DiffView | None
    previous: Link | None
    indicators: tuple[ListedIndicator, ...]
    resources: tuple[Resource, ...]
    files: tuple[PackageFile, ...]
    checks: tuple[str, ...]
    downloads: tuple[Download, ...]
    tables: tuple[Link, ...]
    citation: str
    licences: tuple[Link, ...]
    contributors: tuple[tuple[str, str], ...]
    sources: tuple[tuple[Fact, ...], ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("data-version", held.path, f"{held.package}@{held.version}")
        for versions in site.versions.values()
        for held in versions
    )


def _view(site: Site, route: Route) -> VersionView:
    name, _, version = route.key.partition("@")
    held = next(item for item in site.versions[name] if item.version == version)
    shown = next(item for item in site.packages if item.name == name)
    package = held.contents.package if held.contents else None
    published = next((item for item in site.releases if item.held is held), None)
    since = published.since if published else None
    other = shown.version != version
    citation = citation_text(cited(site, held), site.language) if package else ""
    return VersionView(
        meta=meta(
            site,
            kind="data-version",
            path=route.path,
            title=version_title(site, held),
            finding=package.description if package else "",
            section="data",
            crumbs=(
                CRUMB,
                Link(title=held.title, path=f"/data/{name}/"),
                Link(title=site.language.say("版本{version}", version=version), path=route.path),
            ),
            linked=schema_org.version(site, held, citation=citation),
        ),
        contents=_contents(follows=_previous(site, held) is not None) if package else (),
        name=name,
        version=version,
        newer=Link(title=shown.version, path=f"/data/{name}/{shown.version}/") if other else None,
        withdrawn=held.withdrawn,
        facts=_facts(site, held),
        difference=diff_view(since, package, site.language) if since and package else None,
        previous=_previous(site, held),
        indicators=_indicators(site, package, listed=held.lists_values) if package else (),
        resources=package.resources if package else (),
        files=held.files,
        checks=_checks(held, package, site.language) if package else (),
        downloads=version_downloads(held),
        tables=_tables(held, package) if package else (),
        citation=citation,
        licences=tuple(Link(title=item.title, path=item.path) for item in package.licences)
        if package
        else (),
        contributors=_contributors(package, site.language) if package else (),
        sources=tuple(source_facts(site, item) for item in package.sources) if package else (),
    )


_PARTS = (
    ("difference", phrase("和上一版比")),
    ("files", phrase("下载")),
    ("tables", phrase("表和字段")),
    ("checks", phrase("通过的检查")),
    ("sources", phrase("来源")),
    ("citation", phrase("怎么引用")),
    ("licence", phrase("许可与贡献")),
    ("values", phrase("全部指标和数值")),
)


def _contents(*, follows: bool) -> tuple[Link, ...]:
    """Return links to the parts of the page of a version that holds data."""
    return tuple(
        Link(title=title, path=f"#{anchor}")
        for anchor, title in _PARTS
        if follows or anchor != "difference"
    )


def _facts(site: Site, held: HeldVersion) -> tuple[Fact, ...]:
    """Return how the version was released."""
    facts = [Fact(label=phrase("发布日期"), text=site.language.say(released_words(held)))]
    release = held.release
    if release is None:
        return tuple(facts)
    published = next(item for item in site.releases if item.held is held)
    say = site.language.say
    kind = say(REVISION_WORDS[release.revision])
    if published.gravity is not Gravity.FIRST:
        kind += site.language.bracketed(say(GRAVITY_WORDS[published.gravity]))
    facts.append(Fact(label=phrase("修订类型"), text=kind, path=changes_path(site, held)))
    facts.append(Fact(label=phrase("发布理由"), text=release.reason))
    facts.append(Fact(label=phrase("校验值"), text=release.digest))
    return tuple(facts)


def _previous(site: Site, held: HeldVersion) -> Link | None:
    previous = held.release.previous if held.release else ""
    for item in site.versions[held.package]:
        if item.version == previous:
            return Link(title=item.version, path=item.path)
    return None


def _indicators(site: Site, package: Package, *, listed: bool) -> tuple[ListedIndicator, ...]:
    areas = {item.ref_area: item for item in package.areas}
    sources = {item.source: item for item in package.sources}
    grouped: dict[str, list[Observation]] = {}
    for item in package.observations:
        grouped.setdefault(item.indicator, []).append(item)
    found = []
    for indicator in package.indicators:
        own = grouped.get(indicator.indicator, [])
        entry = site.entries.get(indicator.indicator)
        figures = tuple(
            present(
                item,
                indicator,
                package,
                areas[item.ref_area],
                sources[item.source],
                language=site.language,
            )
            for item in (own if listed else ())
            if item.ref_area in areas and item.source in sources
        )
        found.append(
            ListedIndicator(
                anchor=indicator_anchor(indicator.indicator),
                title=indicator.title,
                path=f"/indicators/{indicator.indicator}/"
                if entry and (entry.observations or entry.targets)
                else "",
                count=len(own),
                figures=tuple((version_anchor(figure), figure) for figure in figures),
            )
        )
    return tuple(found)


def _contributors(package: Package, language: Language) -> tuple[tuple[str, str], ...]:
    """Return who contributed, with their roles in words where the standard names them."""
    return tuple(
        (title, language.listed(language.say(_ROLES.get(role, role)) for role in roles.split(", ")))
        for title, roles in package.contributors
    )


def _tables(held: HeldVersion, package: Package) -> tuple[Link, ...]:
    """Return the tables as CSV that Excel opens as it should."""
    return tuple(
        Link(title=item.title, path=excel_path(held, item.name)) for item in package.resources
    )


def _checks(held: HeldVersion, package: Package, language: Language) -> tuple[str, ...]:
    """Return what the version has passed, as a build that shows it has made sure."""
    rows = sum(item.rows for item in package.resources)
    tables = len(package.resources)
    said = [
        language.say(
            "{tables}张表、{rows}行的表头、类型、约束、主键和外键，都合数据包自己的规定",
            tables=tables,
            rows=rows,
        ),
        language.say("期间、单位、状态、断点、位次、出处，都合统计规则"),
    ]
    if held.release is not None:
        said.append(language.say("每个文件和发布时的校验值一致，一个字节也没有变"))
    return tuple(said)


KINDS = (PageKind(name="data-version", template="data_version.html", routes=_routes, view=_view),)
