"""`/api/packages.json`: the data packages with their versions, licences and downloads."""

from collections.abc import Iterable
from typing import Annotated, Any

from msgspec import Struct

from site_builder.linked.coverage import shown_version
from site_builder.linked.distributions import distributions
from site_builder.model.package import Package
from site_builder.model.release import RevisionKind
from site_builder.model.site import Routes, Site
from site_builder.model.version import HeldVersion
from site_builder.outputs.api.endpoint import (
    Day,
    Digest,
    Endpoint,
    Link,
    SitePath,
    absolute,
    told,
)

_PATH = "api/packages.json"


class LicenceShape(Struct, frozen=True, kw_only=True):
    """A licence."""

    name: Annotated[str, told("代码，例如 CC-BY-4.0。")]
    title: Annotated[str, told("名称。")]
    link: Annotated[str, told("许可文本的网址。")]


class ContributorShape(Struct, frozen=True, kw_only=True):
    """Who made a package, and in what role."""

    title: Annotated[str, told("机构或个人的名称。")]
    roles: Annotated[
        tuple[str, ...], told("角色，用 Data Package 2.0 的词，例如 author、publisher、wrangler。")
    ]


class DownloadShape(Struct, frozen=True, kw_only=True):
    """A file of a version."""

    url: Annotated[Link, told("下载的网址。")]
    path: Annotated[SitePath, told("同一网址在站内的路径。")]
    title: Annotated[str, told("内容。")]
    media_type: Annotated[str, told("媒体类型。")]
    size: Annotated[int | None, told("字节数；不随版本封存的文件为 null。")]
    sha256: Annotated[Digest | None, told("SHA-256；不随版本封存的文件为 null。")]


class WithdrawalShape(Struct, frozen=True, kw_only=True):
    """What stands in the place of a withdrawn version."""

    what: Annotated[str, told("撤回的内容。")]
    why: Annotated[str, told("撤回的原因。")]
    date: Annotated[Day, told("撤回的日期。")]


class VersionShape(Struct, frozen=True, kw_only=True):
    """A version, as lists and its own file say it."""

    version: Annotated[str, told("版本号：年版.次版.修订；draft 为草稿。")]
    page: Annotated[Link, told("版本页的网址。")]
    released: Annotated[Day | None, told("发布日期；没有登记为 null。")]
    revision: Annotated[
        RevisionKind | None,
        told(
            "修订的类型：initial 首次发布，routine 常规修订，census 普查修订，definition 口径调整，"
            "correction 差错更正；没有登记为 null。"
        ),
    ]
    previous: Annotated[str | None, told("所取代的版本；首次发布或没有登记为 null。")]
    reason: Annotated[str, told("发布的原因；没有登记为空。")]
    digest: Annotated[str | None, told("全部文件的摘要：sha256: 加 SHA-256；没有登记为 null。")]
    withdrawn: Annotated[WithdrawalShape | None, told("撤回的说明；没有撤回为 null。")]


class VersionItem(VersionShape, frozen=True, kw_only=True):
    """A version in the list of its package."""

    api: Annotated[Link, told("这个版本自己的文件：各表、摘要、与上一版的差别。")]
    api_path: Annotated[SitePath, told("同一文件在站内的路径。")]


class PackageItem(Struct, frozen=True, kw_only=True):
    """A package."""

    package: Annotated[str, told("数据包的名称，不变。")]
    title: Annotated[str, told("标题。")]
    description: Annotated[str, told("说明。")]
    page: Annotated[Link, told("数据包页的网址。")]
    demonstration: Annotated[bool, told("是否只用于背景与方法演示，不是本地的数据。")]
    version: Annotated[str, told("本站现在所用的版本。")]
    licences: Annotated[tuple[LicenceShape, ...], told("许可。")]
    contributors: Annotated[tuple[ContributorShape, ...], told("贡献者和角色。")]
    versions: Annotated[tuple[VersionItem, ...], told("全部版本，新的在前。")]
    downloads: Annotated[tuple[DownloadShape, ...], told("现在所用版本的下载。")]


class PackageList(Struct, frozen=True, kw_only=True):
    """The list."""

    items: Annotated[tuple[PackageItem, ...], told("数据包。")]


def version_path(held: HeldVersion) -> str:
    """Return the path of a version's file relative to the output."""
    return f"api/packages/{held.package}/{held.version}.json"


def version_fields(held: HeldVersion, base_url: str) -> dict[str, Any]:
    """Return the fields of a `VersionShape`."""
    release, gone = held.release, held.withdrawn
    return {
        "version": held.version,
        "page": absolute(base_url, held.path),
        "released": release.date if release else None,
        "revision": release.revision if release else None,
        "previous": (release.previous or None) if release else None,
        "reason": release.reason if release else "",
        "digest": (release.digest or None) if release else None,
        "withdrawn": WithdrawalShape(what=gone.what, why=gone.why, date=gone.date)
        if gone
        else None,
    }


def licence_shapes(package: Package) -> tuple[LicenceShape, ...]:
    """Return the licences of a package."""
    return tuple(
        LicenceShape(name=item.name, title=item.title, link=item.path) for item in package.licences
    )


def contributor_shapes(package: Package) -> tuple[ContributorShape, ...]:
    """Return the contributors of a package."""
    return tuple(
        ContributorShape(title=title, roles=tuple(role for role in roles.split(", ") if role))
        for title, roles in package.contributors
    )


def download_shapes(held: HeldVersion, base_url: str) -> tuple[DownloadShape, ...]:
    """Return the files in which the site offers a version."""
    return tuple(
        DownloadShape(
            url=absolute(base_url, item.path),
            path=item.path,
            title=item.title,
            media_type=item.media_type,
            size=item.size,
            sha256=item.sha256 or None,
        )
        for item in distributions(held)
    )


def _paths(site: Site) -> tuple[str, ...]:
    return (_PATH,)


def _make(site: Site, routes: Routes) -> Iterable[tuple[str, Struct]]:
    items = tuple(_item(site, package) for package in site.packages)
    return ((_PATH, PackageList(items=items)),)


def _item(site: Site, package: Package) -> PackageItem:
    base_url = site.settings.base_url
    return PackageItem(
        package=package.name,
        title=package.title,
        description=package.description,
        page=absolute(base_url, f"/data/{package.name}/"),
        demonstration=package.demonstration,
        version=package.version,
        licences=licence_shapes(package),
        contributors=contributor_shapes(package),
        versions=tuple(
            VersionItem(
                **version_fields(held, base_url),
                api=absolute(base_url, version_path(held)),
                api_path=f"/{version_path(held)}",
            )
            for held in site.versions[package.name]
        ),
        downloads=download_shapes(shown_version(site, package), base_url),
    )


PACKAGES = Endpoint(
    name="packages",
    address=f"/{_PATH}",
    title="数据包",
    title_en="Data packages",
    description="全部数据包：说明、许可、贡献者、各个版本（含撤回的）和下载。",
    shape=PackageList,
    paths=_paths,
    make=_make,
)
