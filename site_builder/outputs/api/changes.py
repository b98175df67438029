"""`/api/changes.json`: what releases changed and corrected, what was withdrawn."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Struct

from site_builder.model.package import Correction
from site_builder.model.release import RevisionKind
from site_builder.model.site import Routes, Site
from site_builder.model.version import AffectedPage, Gravity
from site_builder.model.vocabulary import CorrectionSeverity
from site_builder.outputs.api.endpoint import (
    Day,
    Endpoint,
    Link,
    SitePath,
    absolute,
    told,
)
from site_builder.outputs.api.packages import version_path
from site_builder.outputs.api.values import AreaCode, Period
from site_builder.releases.events import Event, EventKind, events

_PATH = "api/changes.json"


class CorrectionShape(Struct, frozen=True, kw_only=True):
    """A published value that was replaced."""

    correction: Annotated[str, told("更正的编号。")]
    date: Annotated[Day, told("更正的日期。")]
    kind: Annotated[RevisionKind, told("修订的类型，代码与 revision 相同。")]
    severity: Annotated[CorrectionSeverity, told("影响：minor 一般，major 重大。")]
    indicator: Annotated[str, told("指标的代码。")]
    ref_area: AreaCode
    time_period: Period
    caliber: Annotated[str, told("口径；_Z 为不适用。")]
    old_value: Annotated[str, told("原来公布的文本；没有为空。")]
    new_value: Annotated[str, told("更正后的文本；没有为空。")]
    reason: Annotated[str, told("原因。")]
    superseded_version: Annotated[str, told("被取代的版本。")]


class PageShape(Struct, frozen=True, kw_only=True):
    """A page of the site."""

    title: Annotated[str, told("标题。")]
    url: Annotated[Link, told("网址。")]
    path: Annotated[SitePath, told("同一网址在站内的路径。")]


class ChangeItem(Struct, frozen=True, kw_only=True):
    """A release or a withdrawal."""

    event: Annotated[EventKind, told("release 发布了一个版本，withdrawal 撤回了一个版本。")]
    date: Annotated[Day, told("日期。")]
    package: Annotated[str, told("数据包的名称。")]
    title: Annotated[str, told("数据包的标题。")]
    version: Annotated[str, told("版本。")]
    page: Annotated[Link, told("版本页的网址。")]
    api: Annotated[Link, told("这个版本自己的文件，写明改动的每一行。")]
    revision: Annotated[RevisionKind | None, told("修订的类型，代码同版本文件；撤回为 null。")]
    gravity: Annotated[
        Gravity | None,
        told(
            "对用过上一版的人有多大影响：first 首次发布，note 不改数值，minor 一般，major 重大；"
            "撤回为 null。"
        ),
    ]
    reason: Annotated[str, told("原因。")]
    what: Annotated[str, told("撤回了什么；发布为空。")]
    corrections: Annotated[tuple[CorrectionShape, ...], told("这次发布更正的值。")]
    pages: Annotated[tuple[PageShape, ...], told("用到了被改动的内容的页面。")]


class ChangeList(Struct, frozen=True, kw_only=True):
    """The list."""

    items: Annotated[tuple[ChangeItem, ...], told("发布和撤回，新的在前。")]


def correction_shape(item: Correction) -> CorrectionShape:
    """Return a correction."""
    return CorrectionShape(
        correction=item.correction,
        date=item.date,
        kind=item.kind,
        severity=item.severity,
        indicator=item.indicator,
        ref_area=item.ref_area,
        time_period=item.time_period,
        caliber=item.caliber,
        old_value=item.old_value,
        new_value=item.new_value,
        reason=item.reason,
        superseded_version=item.superseded_version,
    )


def page_shape(item: AffectedPage, base_url: str) -> PageShape:
    """Return a page that a release concerns."""
    return PageShape(title=item.title, url=absolute(base_url, item.path), path=item.path)


def _paths(site: Site) -> tuple[str, ...]:
    return (_PATH,)


def _make(site: Site, routes: Routes) -> Iterable[tuple[str, Struct]]:
    base_url = site.settings.base_url
    return ((_PATH, ChangeList(items=tuple(_item(item, base_url) for item in events(site)))),)


def _item(event: Event, base_url: str) -> ChangeItem:
    held, released = event.held, event.released
    withdrawal = event.kind is EventKind.WITHDRAWAL
    return ChangeItem(
        event=event.kind,
        date=event.date,
        package=held.package,
        title=held.title,
        version=held.version,
        page=absolute(base_url, held.path),
        api=absolute(base_url, version_path(held)),
        revision=released.release.revision if released else None,
        gravity=released.gravity if released else None,
        reason=event.reason,
        what=held.withdrawn.what if withdrawal and held.withdrawn else "",
        corrections=tuple(map(correction_shape, released.corrections if released else ())),
        pages=tuple(page_shape(item, base_url) for item in (released.pages if released else ())),
    )


CHANGES = Endpoint(
    name="changes",
    address=f"/{_PATH}",
    title="数据变更",
    title_en="Changes of the data",
    description="数据包各版本的发布、更正和撤回：原因、影响和涉及的页面。",
    shape=ChangeList,
    paths=_paths,
    make=_make,
)
