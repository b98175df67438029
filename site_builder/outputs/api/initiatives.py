"""`/api/initiatives.json`: the mechanisms, platforms and campaigns that the reports name."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Struct

from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import InitiativeKind, InitiativeStatus
from site_builder.outputs.api.endpoint import Endpoint, Link, pages_of, told
from site_builder.outputs.api.values import AreaCode, Locator, SourceId

_PATH = "api/initiatives.json"


class InitiativeItem(Struct, frozen=True, kw_only=True):
    """An initiative."""

    initiative: Annotated[str, told("举措的代码，不变。")]
    title: Annotated[str, told("名称。")]
    page: Annotated[Link | None, told("举措页的网址。")]
    package: Annotated[str, told("数据包的名称。")]
    kind: Annotated[
        InitiativeKind,
        told(
            "类型：mechanism 机制，platform 平台，campaign 行动，measure 措施，"
            "institution 制度，brand 品牌。"
        ),
    ]
    environment: Annotated[str, told("环境的代码。")]
    ref_area: AreaCode
    status: Annotated[
        InitiativeStatus,
        told("进展：announced 已提出，running 推进中，done 已建立或完成，not stated 原文未说明。"),
    ]
    summary: Annotated[str, told("简介。")]
    source: SourceId
    locator: Locator
    indicators: Annotated[tuple[str, ...], told("相关指标的代码。")]


class InitiativeList(Struct, frozen=True, kw_only=True):
    """The list."""

    items: Annotated[tuple[InitiativeItem, ...], told("举措，依数据包中的次序。")]


def _paths(site: Site) -> tuple[str, ...]:
    return (_PATH,)


def _make(site: Site, routes: Routes) -> Iterable[tuple[str, Struct]]:
    pages = pages_of(site, routes)
    items = tuple(
        InitiativeItem(
            initiative=item.initiative,
            title=item.title,
            page=pages.link(f"/initiatives/{item.initiative}/"),
            package=item.package,
            kind=item.kind,
            environment=item.environment,
            ref_area=item.ref_area,
            status=item.status,
            summary=item.summary,
            source=item.source,
            locator=item.locator.replace("｜", "："),
            indicators=item.indicators,
        )
        for item in site.initiatives
    )
    return ((_PATH, InitiativeList(items=items)),)


INITIATIVES = Endpoint(
    name="initiatives",
    address=f"/{_PATH}",
    title="改革举措",
    title_en="Initiatives",
    description="报告点名的机制、平台、行动、措施、制度和品牌，以及相关的指标。",
    shape=InitiativeList,
    paths=_paths,
    make=_make,
)
