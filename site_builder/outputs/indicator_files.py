"""All that an indicator's page says of its values, as files."""

from collections.abc import Iterator
from functools import partial

from site_builder.figures.history import change_into, in_time
from site_builder.figures.present import present
from site_builder.model.figure import Comparison
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site
from site_builder.model.table import Cell, Column, Dataset, Table
from site_builder.outputs.kind import FileGroup, FileKind, Pending
from site_builder.outputs.provenance import dataset_day, dataset_metadata
from site_builder.outputs.tables import group_path, make_tables, table_group, table_paths

_COLUMNS = (
    Column(name="indicator", title="指标代码", type="string"),
    Column(name="indicator_title", title="指标", type="string"),
    Column(name="ref_area", title="地区代码", type="string"),
    Column(name="area_title", title="地区", type="string"),
    Column(name="time_period", title="期间代码", type="string"),
    Column(name="period", title="期间", type="string"),
    Column(name="caliber", title="口径", type="string"),
    Column(name="obs_value", title="数值", type="number"),
    Column(name="unit", title="单位", type="string"),
    Column(name="printed", title="网页上的写法", type="string"),
    Column(name="obs_status", title="状态代码", type="string"),
    Column(name="marks", title="须随数值保留的说明", type="string"),
    Column(name="change", title="与前一期比（本站计算）", type="string"),
    Column(name="not_comparable", title="不可比的原因", type="string"),
    Column(name="package", title="数据包", type="string"),
    Column(name="version", title="版本", type="string"),
    Column(name="source", title="来源", type="string"),
    Column(name="locator", title="出处", type="string"),
    Column(name="note", title="编者注", type="string"),
)


def _page(slug: str) -> str:
    return f"/indicators/{slug}/"


def _paths(site: Site) -> tuple[str, ...]:
    shown = (slug for slug, entry in site.entries.items() if entry.observations)
    return tuple(path for slug in shown for path in table_paths(_page(slug)))


def _groups(site: Site) -> Iterator[Pending]:
    ground = site.ground
    for slug, entry in site.entries.items():
        if entry.observations:
            read = (ground.around, ground.entries.get(slug))
            yield Pending(
                path=group_path(_page(slug)), read=read, group=partial(_group, site, entry)
            )


def _group(site: Site, entry: Entry) -> FileGroup:
    page = _page(entry.indicator.indicator)
    return table_group(page, _dataset(site, entry), dataset_day(site, _packages(entry)))


def _packages(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.package for item in entry.observations))


def _dataset(site: Site, entry: Entry) -> Dataset:
    indicator = entry.indicator
    table = Table(
        name=indicator.indicator,
        title=indicator.title,
        columns=_COLUMNS,
        rows=tuple(_row(site, entry, item) for item in in_time(entry.observations)),
    )
    metadata = (
        ("指标", indicator.title),
        ("定义", indicator.definition or "原文未给出定义"),
        *dataset_metadata(site, _packages(entry), _page(indicator.indicator)),
    )
    return Dataset(title=indicator.title, tables=(table,), metadata=metadata)


def _row(site: Site, entry: Entry, item: Observation) -> tuple[Cell, ...]:
    area = site.areas[item.ref_area]
    source = site.sources[(item.package, item.source)]
    package = entry.package_of(item)
    figure = present(item, entry.indicator, package, area, source)
    comparison: Comparison = change_into(item, entry)
    return (
        entry.indicator.indicator,
        entry.indicator.title,
        item.ref_area,
        area.title,
        item.time_period,
        figure.period,
        item.caliber,
        item.value,
        figure.unit,
        figure.text,
        item.obs_status.value,
        "，".join(figure.marks),
        f"{comparison.lead}{comparison.text}" if comparison.comparable else "",
        "；".join(comparison.reasons),
        package.name,
        package.version,
        source.title,
        figure.locator,
        item.editor_note,
    )


INDICATOR_FILES = FileKind(name="indicator-files", paths=_paths, groups=_groups, make=make_tables)
