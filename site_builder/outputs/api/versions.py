"""`/api/packages/<package>/<version>.json`: what a version holds and what it changed."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Struct

from site_builder.model.diff import FieldChange, RevisedValue, RowChange, Sort
from site_builder.model.package import PackageFile, Resource
from site_builder.model.site import Routes, Site
from site_builder.model.version import Gravity, HeldVersion, PublishedRelease
from site_builder.outputs.api.changes import (
    CorrectionShape,
    PageShape,
    correction_shape,
    page_shape,
)
from site_builder.outputs.api.endpoint import (
    DecimalText,
    Digest,
    Endpoint,
    Link,
    absolute,
    told,
)
from site_builder.outputs.api.packages import (
    ContributorShape,
    DownloadShape,
    LicenceShape,
    VersionShape,
    contributor_shapes,
    download_shapes,
    licence_shapes,
    version_fields,
    version_path,
)
from site_builder.outputs.api.values import decimal_text


class ColumnShape(Struct, frozen=True, kw_only=True):
    """A column."""

    name: Annotated[str, told("列名。")]
    title: Annotated[str, told("含义。")]
    type: Annotated[str, told("类型，用 Table Schema 的词。")]


class TableShape(Struct, frozen=True, kw_only=True):
    """A table."""

    name: Annotated[str, told("表名。")]
    title: Annotated[str, told("标题。")]
    rows: Annotated[int, told("行数。")]
    url: Annotated[Link, told("表的网址。")]
    sha256: Annotated[Digest, told("表的 SHA-256。")]
    size: Annotated[int, told("字节数。")]
    columns: Annotated[tuple[ColumnShape, ...], told("各列。")]


class FieldShape(Struct, frozen=True, kw_only=True):
    """A field that says something else."""

    field: Annotated[str, told("字段。")]
    before: Annotated[str, told("原来；没有为空。")]
    after: Annotated[str, told("现在；没有为空。")]


class RevisedShape(Struct, frozen=True, kw_only=True):
    """A published value that was replaced, in words and by how much."""

    before: Annotated[str, told("原来印出的值。")]
    after: Annotated[str, told("现在印出的值。")]
    difference: Annotated[DecimalText | None, told("后者减前者，十进制字符串；无法相减为 null。")]
    unit: Annotated[str, told("差的单位。")]
    relative: Annotated[str, told("差占原值的百分比的说法；不宜说时为空。")]


class RowShape(Struct, frozen=True, kw_only=True):
    """A row that was added, removed or revised."""

    table: Annotated[str, told("表名。")]
    change: Annotated[Sort, told("added 新增，removed 删去，revised 改动。")]
    key: Annotated[tuple[str, ...], told("主键各列的值。")]
    title: Annotated[str, told("这一行的名称。")]
    fields: Annotated[tuple[FieldShape, ...], told("改动的字段。")]
    value: Annotated[RevisedShape | None, told("观测值的改动；没有为 null。")]


class SinceShape(Struct, frozen=True, kw_only=True):
    """What differs from the version before."""

    gravity: Annotated[
        Gravity, told("影响：first 首次发布，note 不改数值，minor 一般，major 重大。")
    ]
    compared: Annotated[bool, told("是否与上一版逐行比较过；首次发布，或上一版已撤回时为 false。")]
    metadata: Annotated[tuple[FieldShape, ...], told("数据包说明的改动。")]
    rows: Annotated[tuple[RowShape, ...], told("各表中改动的行。")]
    files: Annotated[tuple[str, ...], told("内容有改动、但不是上述各行的文件。")]
    corrections: Annotated[tuple[CorrectionShape, ...], told("更正的值。")]
    pages: Annotated[tuple[PageShape, ...], told("用到了被改动的内容的页面。")]


class VersionFile(VersionShape, frozen=True, kw_only=True):
    """A version with its tables and what it changed."""

    package: Annotated[str, told("数据包的名称。")]
    title: Annotated[str, told("标题。")]
    description: Annotated[str, told("说明；已撤回或读不出的版本为空。")]
    licences: Annotated[tuple[LicenceShape, ...], told("许可。")]
    contributors: Annotated[tuple[ContributorShape, ...], told("贡献者和角色。")]
    tables: Annotated[tuple[TableShape, ...], told("各表；已撤回的版本为空表。")]
    downloads: Annotated[tuple[DownloadShape, ...], told("全部下载和摘要。")]
    changes: Annotated[SinceShape | None, told("与上一版的差别；没有登记发布为 null。")]


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(version_path(held) for held in _held(site))


def _held(site: Site) -> tuple[HeldVersion, ...]:
    return tuple(held for item in site.packages for held in site.versions[item.name])


def _make(site: Site, routes: Routes) -> Iterable[tuple[str, Struct]]:
    base_url = site.settings.base_url
    released = {(item.held.package, item.held.version): item for item in site.releases}
    for held in _held(site):
        yield (
            version_path(held),
            _file(site, held, released.get((held.package, held.version)), base_url),
        )


def _file(
    site: Site, held: HeldVersion, released: PublishedRelease | None, base_url: str
) -> VersionFile:
    package = held.contents.package if held.contents else None
    return VersionFile(
        **version_fields(held, base_url),
        package=held.package,
        title=held.title,
        description=package.description if package else "",
        licences=licence_shapes(package) if package else (),
        contributors=contributor_shapes(package) if package else (),
        tables=_tables(held, base_url),
        downloads=download_shapes(held, base_url),
        changes=_since(released, base_url) if released and package else None,
    )


def _tables(held: HeldVersion, base_url: str) -> tuple[TableShape, ...]:
    if held.contents is None:
        return ()
    package = held.contents.package
    files = {item.path: item for item in package.files}
    return tuple(_table(held, item, files[item.path], base_url) for item in package.resources)


def _table(held: HeldVersion, item: Resource, file: PackageFile, base_url: str) -> TableShape:
    return TableShape(
        name=item.name,
        title=item.title,
        rows=item.rows,
        url=absolute(base_url, f"{held.path}{item.path}"),
        sha256=file.sha256,
        size=file.size,
        columns=tuple(
            ColumnShape(name=one.name, title=one.title, type=one.type) for one in item.fields
        ),
    )


def _since(released: PublishedRelease, base_url: str) -> SinceShape:
    since = released.since
    return SinceShape(
        gravity=released.gravity,
        compared=since is not None,
        metadata=tuple(map(_field, since.metadata)) if since else (),
        rows=tuple(map(_row, released.since.rows if released.since else ())),
        files=since.files if since else (),
        corrections=tuple(map(correction_shape, released.corrections)),
        pages=tuple(page_shape(item, base_url) for item in released.pages),
    )


def _row(item: RowChange) -> RowShape:
    return RowShape(
        table=item.table,
        change=item.sort,
        key=item.key,
        title=item.title,
        fields=tuple(map(_field, item.fields)),
        value=_revised(item.value) if item.value else None,
    )


def _field(item: FieldChange) -> FieldShape:
    return FieldShape(field=item.field, before=item.before, after=item.after)


def _revised(item: RevisedValue) -> RevisedShape:
    return RevisedShape(
        before=item.before,
        after=item.after,
        difference=decimal_text(item.difference),
        unit=item.unit,
        relative=item.relative_text,
    )


VERSION = Endpoint(
    name="version",
    address="/api/packages/{package}/{version}.json",
    title="数据包的一个版本",
    title_en="A version of a data package",
    description="数据包的一个版本：说明、许可、各表和摘要、下载，以及与上一版相比改动的每一行。",
    shape=VersionFile,
    paths=_paths,
    make=_make,
)
