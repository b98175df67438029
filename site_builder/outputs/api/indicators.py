"""`/api/indicators.json`: the indicators, each with its newest values."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Struct

from site_builder.compare.periods import order
from site_builder.figures.present import present
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Routes, Site
from site_builder.outputs.api.endpoint import Endpoint, Link, SitePath, absolute, told
from site_builder.outputs.api.indicator import api_path, definition_fields, shown
from site_builder.outputs.api.indicator_shapes import DefinitionShape
from site_builder.outputs.api.values import ValueShape, value_fields

_PATH = "api/indicators.json"


class IndicatorItem(DefinitionShape, frozen=True, kw_only=True):
    """An indicator in the list."""

    api: Annotated[Link, told("这个指标自己的文件：全部观测值、比较、目标、来源。")]
    api_path: Annotated[SitePath, told("同一文件在站内的路径。")]
    observation_count: Annotated[int, told("观测值的个数。")]
    latest: Annotated[
        tuple[ValueShape, ...],
        told("最新的值：每个数据包、地区、口径一个；只有目标的指标为空表。"),
    ]


class IndicatorList(Struct, frozen=True, kw_only=True):
    """The list."""

    items: Annotated[tuple[IndicatorItem, ...], told("指标，依数据包中的次序。")]


def _paths(site: Site) -> tuple[str, ...]:
    return (_PATH,)


def _make(site: Site, routes: Routes) -> Iterable[tuple[str, Struct]]:
    return ((_PATH, IndicatorList(items=tuple(_item(site, entry) for entry in shown(site)))),)


def _item(site: Site, entry: Entry) -> IndicatorItem:
    base_url, path = site.settings.base_url, api_path(entry.indicator.indicator)
    return IndicatorItem(
        **definition_fields(entry, base_url),
        api=absolute(base_url, path),
        api_path=f"/{path}",
        observation_count=len(entry.observations),
        latest=tuple(_value(site, entry, item) for item in _newest(entry)),
    )


def _newest(entry: Entry) -> tuple[Observation, ...]:
    """Return the newest observation of each series, in the order in which they begin."""
    found: dict[tuple[str, str, str], Observation] = {}
    for item in entry.observations:
        key = (item.package, item.ref_area, item.caliber)
        known = found.setdefault(key, item)
        if order(item.time_period) > order(known.time_period):
            found[key] = item
    return tuple(found.values())


def _value(site: Site, entry: Entry, item: Observation) -> ValueShape:
    figure = present(
        item,
        entry.indicator,
        entry.package_of(item),
        site.areas[item.ref_area],
        site.sources[(item.package, item.source)],
    )
    return ValueShape(**value_fields(figure, item, entry.indicator, site.settings.base_url))


INDICATORS = Endpoint(
    name="indicators",
    address=f"/{_PATH}",
    title="指标",
    title_en="Indicators",
    description="全部指标：名称、类型、单位、口径，以及最新的值和它的固定网址。",
    shape=IndicatorList,
    paths=_paths,
    make=_make,
)
