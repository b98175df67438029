"""`/api/areas.json`: the areas that data is about."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Struct

from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import AreaLevel
from site_builder.outputs.api.endpoint import Endpoint, Link, pages_of, told
from site_builder.outputs.api.values import AreaCode

_PATH = "api/areas.json"


class AreaItem(Struct, frozen=True, kw_only=True):
    """An area."""

    ref_area: AreaCode
    title: Annotated[str, told("名称。")]
    title_en: Annotated[str, told("英文名称；没有为空。")]
    level: Annotated[
        AreaLevel, told("层级：country 国家，province 省，city 市，district 区县，economy 经济体。")
    ]
    parent: Annotated[str, told("上级地区的代码；没有为空。")]
    page: Annotated[Link | None, told("地区页的网址；没有为 null。")]


class AreaList(Struct, frozen=True, kw_only=True):
    """The list."""

    items: Annotated[tuple[AreaItem, ...], told("地区，依数据包中的次序。")]


def _paths(site: Site) -> tuple[str, ...]:
    return (_PATH,)


def _make(site: Site, routes: Routes) -> Iterable[tuple[str, Struct]]:
    pages = pages_of(site, routes)
    items = tuple(
        AreaItem(
            ref_area=item.ref_area,
            title=item.title,
            title_en=item.title_en,
            level=item.level,
            parent=item.parent,
            page=pages.link(f"/regions/{item.ref_area}/"),
        )
        for item in site.areas.values()
    )
    return ((_PATH, AreaList(items=items)),)


AREAS = Endpoint(
    name="areas",
    address=f"/{_PATH}",
    title="地区",
    title_en="Areas",
    description="数据所涉及的地区：代码、名称、层级和上下级关系。",
    shape=AreaList,
    paths=_paths,
    make=_make,
)
