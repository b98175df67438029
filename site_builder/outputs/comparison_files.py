"""Two years of an area compared, as files."""

from collections.abc import Iterator
from functools import partial

from site_builder.figures.history import Pair
from site_builder.figures.present import present
from site_builder.figures.years import compared, paired_entries
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
    *(
        Column(name=f"{side}_{name}", title=f"{word}{title}", type=kind)
        for side, word in (("earlier", "前一期"), ("later", "后一期"))
        for name, title, kind in (
            ("time_period", "代码", "string"),
            ("period", "", "string"),
            ("obs_value", "数值", "number"),
            ("unit", "单位", "string"),
            ("obs_status", "状态代码", "string"),
            ("printed", "网页上的写法", "string"),
        )
    ),
    Column(name="change", title="变化（本站计算）", type="string"),
    Column(name="marks", title="须随变化保留的说明", type="string"),
    Column(name="judgement", title="好坏", type="string"),
    Column(name="not_comparable", title="不可比的原因", type="string"),
    Column(name="package", title="数据包", type="string"),
    Column(name="version", title="版本", type="string"),
)


def _pages(site: Site) -> Iterator[tuple[str, str, int, int, tuple[Entry, ...]]]:
    """Yield each page of two years: its path, the area, the years, the indicators of both."""
    codes = (item.ref_area for package in site.packages for item in package.observations)
    for area in dict.fromkeys(codes):
        for (first, second), both in paired_entries(site, area).items():
            yield f"/compare/{area}/{first}-{second}/", area, first, second, both


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(path for page, *_ in _pages(site) for path in table_paths(page))


def _groups(site: Site) -> Iterator[Pending]:
    ground = site.ground
    for page, area, first, second, entries in _pages(site):
        rows = [ground.entries.get(entry.indicator.indicator) for entry in entries]
        yield Pending(
            path=group_path(page),
            read=(ground.around, rows),
            group=partial(_group, site, page, area, (first, second), entries),
        )


def _group(
    site: Site, page: str, area: str, years: tuple[int, int], entries: tuple[Entry, ...]
) -> FileGroup:
    pairs = compared(entries, area, *years)
    packages = tuple(dict.fromkeys(item.later.package for _, item in pairs))
    title = f"{site.areas[area].title} {years[0]} {years[1]}"
    table = Table(
        name=f"compare-{area}-{years[0]}-{years[1]}",
        title=title,
        columns=_COLUMNS,
        rows=tuple(_row(site, entry, item) for entry, item in pairs),
    )
    metadata = dataset_metadata(site, packages, page)
    dataset = Dataset(title=title, tables=(table,), metadata=metadata)
    return table_group(page, dataset, dataset_day(site, packages))


def _row(site: Site, entry: Entry, item: Pair) -> tuple[Cell, ...]:
    comparison = item.comparison
    package = entry.package_of(item.later)
    return (
        entry.indicator.indicator,
        entry.indicator.title,
        item.later.ref_area,
        site.areas[item.later.ref_area].title,
        *_side(site, entry, item.earlier),
        *_side(site, entry, item.later),
        f"{comparison.lead}{comparison.text}" if comparison.comparable else "",
        "，".join(comparison.marks) if comparison.comparable else "",
        comparison.judgement,
        "；".join(comparison.reasons),
        package.name,
        package.version,
    )


def _side(site: Site, entry: Entry, item: Observation) -> tuple[Cell, ...]:
    source = site.sources[(item.package, item.source)]
    area = site.areas[item.ref_area]
    figure = present(item, entry.indicator, entry.package_of(item), area, source)
    return (
        item.time_period,
        figure.period,
        item.value,
        figure.unit,
        item.obs_status.value,
        figure.text,
    )


COMPARISON_FILES = FileKind(name="comparison-files", paths=_paths, groups=_groups, make=make_tables)
