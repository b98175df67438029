"""`/api/index.json`: what the interface offers, file by file."""

from collections.abc import Sequence
from typing import Annotated

from msgspec import Struct

from site_builder.linked.coverage import LICENCE
from site_builder.model.site import Routes, Site
from site_builder.outputs.api.endpoint import Day, Endpoint, Link, SitePath, absolute, told

PATH = "api/index.json"


class EndpointItem(Struct, frozen=True, kw_only=True):
    """An endpoint."""

    name: Annotated[str, told("名称。")]
    path: Annotated[
        SitePath, told("站内路径；花括号里的名字逐个换成数据包、版本或指标的代码（RFC 6570）。")
    ]
    title: Annotated[str, told("中文标题。")]
    title_en: Annotated[str, told("英文标题。")]
    description: Annotated[str, told("说明。")]
    schema: Annotated[Link, told("这类文件的 JSON Schema。")]
    schema_path: Annotated[SitePath, told("同一文件在站内的路径。")]
    count: Annotated[int, told("列表的项数；成组的文件则为文件数。")]
    files: Annotated[tuple[SitePath, ...], told("这一类的全部文件，站内路径。")]


class Index(Struct, frozen=True, kw_only=True):
    """All of them."""

    title: Annotated[str, told("站点名称。")]
    description: Annotated[str, told("站点说明。")]
    notice: Annotated[str, told("使用之前必须知道的，例如本站只是演示；没有为空。")]
    base_url: Annotated[Link, told("站点的根网址；文件里的 path 去掉开头的斜线接在它后面。")]
    as_of: Annotated[Day, told("内容截至的日期。")]
    licence: Annotated[Link, told("整个站点的许可；数据包和来源另有许可的从其规定。")]
    catalogue: Annotated[Link, told("同一批数据的 DCAT 目录（JSON-LD）。")]
    major: Annotated[
        int, told("接口的大版本：同一大版本里只会增加字段，不会删去、改名或改变含义。")
    ]
    items: Annotated[tuple[EndpointItem, ...], told("全部端点。")]


def index(site: Site, endpoints: Sequence[Endpoint], counts: dict[str, int]) -> tuple[str, Index]:
    """Return the index and its path; `counts` are the items of endpoints that are lists."""
    base_url = site.settings.base_url
    return PATH, Index(
        title=site.settings.title,
        description=site.settings.description,
        notice=site.settings.notice,
        base_url=base_url,
        as_of=site.as_of,
        licence=LICENCE,
        catalogue=absolute(base_url, "/catalog.jsonld"),
        major=1,
        items=tuple(
            EndpointItem(
                name=item.name,
                path=item.address,
                title=item.title,
                title_en=item.title_en,
                description=item.description,
                schema=absolute(base_url, item.schema_path),
                schema_path=item.schema_path,
                count=counts.get(item.name, len(item.paths(site))),
                files=tuple(f"/{path}" for path in item.paths(site)),
            )
            for item in endpoints
        ),
    )


def _paths(site: Site) -> tuple[str, ...]:
    return (PATH,)


def _make(site: Site, routes: Routes) -> tuple[tuple[str, Struct], ...]:
    """Return nothing: the index is made last, of all the others."""
    return ()


INDEX = Endpoint(
    name="index",
    address=f"/{PATH}",
    title="接口目录",
    title_en="Index of the interface",
    description="本站的静态JSON接口：每个端点的路径、说明、JSON Schema 和文件。",
    shape=Index,
    paths=_paths,
    make=_make,
)
