"""`/api/cases.json`: the cases that are published, with the values they cite."""

from collections.abc import Iterable
from typing import Annotated

import msgspec
from msgspec import Struct

from site_builder.facets import FACETS
from site_builder.figures.words import figure_words, plain_summary
from site_builder.model.document import Document
from site_builder.model.site import Routes, Site
from site_builder.outputs.api.endpoint import Endpoint, Link, Moment, SitePath, absolute, told
from site_builder.outputs.api.values import AreaCode, Locator, ObservationId, SourceId

_PATH = "api/cases.json"
_LABELS = ("tags", "departments", "awards")


class CitedShape(Struct, frozen=True, kw_only=True):
    """A value that a case cites."""

    id: ObservationId
    url: Annotated[Link, told("这个值的固定网址。")]
    text: Annotated[str, told("印在案例里的样子，连同必须一起显示的字样。")]


class LabelShape(Struct, frozen=True, kw_only=True):
    """A word that a case is listed by."""

    id: Annotated[str, told("代码，用在网址里。")]
    title: Annotated[str, told("名称。")]


class CaseItem(Struct, frozen=True, kw_only=True):
    """A case."""

    case: Annotated[str, told("案例的代码，不变。")]
    title: Annotated[str, told("标题。")]
    url: Annotated[Link, told("案例页的网址。")]
    path: Annotated[SitePath, told("同一网址在站内的路径。")]
    date: Annotated[Moment, told("公布的日期和时刻（北京时间）。")]
    updated: Annotated[Moment | None, told("最近一次更新；没有更新过为 null。")]
    environment: Annotated[str, told("环境的代码。")]
    ref_area: AreaCode
    tags: Annotated[tuple[LabelShape, ...], told("标签。")]
    departments: Annotated[tuple[LabelShape, ...], told("部门。")]
    awards: Annotated[tuple[LabelShape, ...], told("入选典型案例的年份。")]
    summary: Annotated[str, told("摘要，其中的数已经填入。")]
    package: Annotated[str, told("案例所依据的数据包。")]
    source: SourceId
    locator: Locator
    initiatives: Annotated[tuple[str, ...], told("相关举措的代码。")]
    observations: Annotated[tuple[CitedShape, ...], told("案例引用的观测值，每个一次。")]
    held: Annotated[str, told("预览中不公布的原因；公布的站点里总是为空。")]


class CaseList(Struct, frozen=True, kw_only=True):
    """The list."""

    items: Annotated[tuple[CaseItem, ...], told("案例，新的在前。")]


def _paths(site: Site) -> tuple[str, ...]:
    return (_PATH,)


def _make(site: Site, routes: Routes) -> Iterable[tuple[str, Struct]]:
    # Cases may be many, and their text takes less room than they.
    items = (msgspec.Raw(msgspec.json.encode(_item(site, case))) for case in site.cases)
    return ((_PATH, CaseList(items=tuple(items))),)  # type: ignore[arg-type]


def _item(site: Site, case: Document) -> CaseItem:
    labels = {
        facet.name: tuple(
            LabelShape(id=value, title=title) for value, title in facet.of(site, case)
        )
        for facet in FACETS
        if facet.name in _LABELS
    }
    return CaseItem(
        case=case.slug,
        title=case.title,
        url=absolute(site.settings.base_url, case.address),
        path=case.address,
        date=case.date,
        updated=case.updated or None,
        environment=case.environment,
        ref_area=case.area,
        **labels,
        summary=plain_summary(case, site.bindings[case.path]),
        package=case.package,
        source=case.source,
        locator=case.locator.replace("｜", "："),
        initiatives=case.initiatives,
        observations=_cited(site, case),
        held=site.hold_of(case),
    )


def _cited(site: Site, case: Document) -> tuple[CitedShape, ...]:
    found = {item.figure.observation: item for item in site.bindings[case.path]}
    return tuple(
        CitedShape(
            id=address,
            url=absolute(site.settings.base_url, f"{item.figure.href}#{item.figure.anchor}"),
            text=figure_words(item, ""),
        )
        for address, item in found.items()
    )


CASES = Endpoint(
    name="cases",
    address=f"/{_PATH}",
    title="典型案例",
    title_en="Cases",
    description="已公布的典型案例：标题、摘要、所属环境和地区、标签，以及引用的观测值。",
    shape=CaseList,
    paths=_paths,
    make=_make,
)
