"""Two years of an area compared, as files."""

from collections.abc import Iterator

from site_builder.figures.history import Pair
from site_builder.figures.present import present
from site_builder.figures.years import compared, paired_years
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Site
from site_builder.model.table import Cell, Column, Dataset, Table
from site_builder.outputs.kind import FileGroup, FileKind
from site_builder.outputs.provenance import dataset_day, dataset_metadata
from site_builder.outputs.tables import make_tables, table_group, table_paths

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


def _pages(site: Site) -> Iterator[tuple[str, str, int, int]]:
    """Yield each page of two years: its path, the area, the years."""
    entries = site.entries.values()
    codes = (item.ref_area for package in site.packages for item in package.observations)
    for area in dict.fromkeys(codes):
        for first, second in paired_years(entries, area):
            yield f"/compare/{area}/{first}-{second}/", area, first, second


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(path for page, *_ in _pages(site) for path in table_paths(page))


def _groups(site: Site) -> tuple[FileGroup, ...]:
    found = []
    for page, area, first, second in _pages(site):
        pairs = compared(site.entries.values(), area, first, second)
        packages = tuple(dict.fromkeys(item.later.package for _, item in pairs))
        title = f"{site.areas[area].title} {first} {second}"
        table = Table(
            name=f"compare-{area}-{first}-{second}",
            title=title,
            columns=_COLUMNS,
            rows=tuple(_row(site, entry, item) for entry, item in pairs),
        )
        metadata = dataset_metadata(site, packages, page)
        dataset = Dataset(title=title, tables=(table,), metadata=metadata)
        found.append(table_group(page, dataset, dataset_day(site, packages)))
    return tuple(found)


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
