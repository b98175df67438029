"""`/api/indicators/<indicator>.json`: all that is known of an indicator.

Each file is made in a worker, and only where what it says has changed.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from site_builder.compare.targets import judge_target
from site_builder.compare.values import value_parts
from site_builder.compare.wording import FORMULA
from site_builder.figures.ground import bare_package
from site_builder.figures.history import Pair, adjacent_pairs, in_time
from site_builder.figures.present import anchor_of, present
from site_builder.model.figure import Figure
from site_builder.model.package import Area, Break, Indicator, Observation, Package, Source, Target
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import PeriodBasis
from site_builder.outputs.api.endpoint import Endpoint, absolute, written
from site_builder.outputs.api.indicator_shapes import (
    BreakShape,
    ChangeShape,
    DefinitionShape,
    IndicatorFile,
    ObservationShape,
    TargetShape,
)
from site_builder.outputs.api.values import decimal_text, sides, source_shape, value_fields
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs, Pending


class IndicatorSlice(Struct, frozen=True, kw_only=True):
    """All that the file of an indicator is made from; its packages come without their tables.

    `as_of` is the date of the build where targets are judged by it, else "".
    """

    entry: Entry
    areas: tuple[Area, ...]
    sources: tuple[tuple[str, Source], ...]
    base_url: str
    as_of: str


def api_path(slug: str) -> str:
    """Return the path of an indicator's file relative to the output."""
    return f"api/indicators/{slug}.json"


def shown(site: Site) -> tuple[Entry, ...]:
    """Return the indicators that have a page."""
    return tuple(item for item in site.entries.values() if item.observations or item.targets)


def caveat_of(entry: Entry) -> str:
    """Return what must be read first where all data is for demonstration; else ""."""
    packages = (entry.package, *entry.others)
    if not all(item.demonstration for item in packages):
        return ""
    return "".join(item.description for item in packages)


def definition_fields(entry: Entry, base_url: str) -> dict[str, Any]:
    """Return the fields of a `DefinitionShape`."""
    said = entry.indicator
    own = set(Indicator.__struct_fields__) & set(DefinitionShape.__struct_fields__)
    return {
        **{name: getattr(said, name) for name in own},
        "package": entry.package.name,
        "version": entry.package.version,
        "demonstration": entry.package.demonstration,
        "caveat": caveat_of(entry),
        "page": absolute(base_url, f"/indicators/{said.indicator}/"),
    }


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(api_path(entry.indicator.indicator) for entry in shown(site))


def _groups(site: Site) -> Iterator[Pending]:
    ground = site.ground
    for entry in shown(site):
        slug = entry.indicator.indicator
        read = (ground.around, ground.entries.get(slug))
        yield Pending(path=f"/{api_path(slug)}", read=read, group=partial(_group, site, entry))


def _group(site: Site, entry: Entry) -> FileGroup:
    path = api_path(entry.indicator.indicator)
    view = _slice(site, entry)
    return FileGroup(path=f"/{path}", outputs=(path,), view=view, made_of=view)


def _without_tables(package: Package) -> Package:
    return replace(bare_package(package), resources=(), areas=(), sources=())


def _slice(site: Site, entry: Entry) -> IndicatorSlice:
    rows: tuple[Observation | Target | Break, ...]
    rows = (*entry.observations, *entry.targets, *entry.breaks)
    areas = dict.fromkeys(item.ref_area for item in rows)
    sources = dict.fromkeys((item.package, item.source) for item in rows)
    return IndicatorSlice(
        entry=replace(
            entry,
            package=_without_tables(entry.package),
            others=tuple(_without_tables(item) for item in entry.others),
            initiatives=(),
        ),
        areas=tuple(site.areas[code] for code in areas),
        sources=tuple((key[0], site.sources[key]) for key in sources if key in site.sources),
        base_url=site.settings.base_url,
        as_of=site.as_of if entry.targets else "",
    )


def _make(inputs: Inputs) -> Files:
    view = inputs.view
    assert isinstance(view, IndicatorSlice)
    path = api_path(view.entry.indicator.indicator)
    return (written(INDICATOR.schema_path, path, _file(view), view.base_url),)


def _file(view: IndicatorSlice) -> IndicatorFile:
    entry, said = view.entry, view.entry.indicator
    figures = _figures(view)
    pairs = {_key(item.later): item for item in adjacent_pairs(entry)}
    return IndicatorFile(
        **definition_fields(entry, view.base_url),
        definition=said.definition,
        definition_pending=said.definition_pending,
        frequency=said.frequency,
        department=said.department,
        part_of=said.part_of,
        observations=tuple(
            _observation(view, item, figures, pairs.get(_key(item)))
            for item in in_time(entry.observations)
        ),
        formula=FORMULA if any(item.comparison.comparable for item in pairs.values()) else "",
        targets=tuple(_target(view, item, figures) for item in entry.targets),
        breaks=tuple(_break(item) for item in entry.breaks),
        sources=tuple(source_shape(package, item) for package, item in view.sources),
    )


_Key = tuple[str, str, str, str, str]


def _key(item: Observation | Target) -> _Key:
    return (item.package, item.indicator, item.ref_area, item.time_period, item.caliber)


def _figures(view: IndicatorSlice) -> dict[_Key, Figure]:
    """Return every value as it is printed."""
    entry = view.entry
    areas = {item.ref_area: item for item in view.areas}
    sources = {(package, item.source): item for package, item in view.sources}
    return {
        _key(item): present(
            item,
            entry.indicator,
            entry.package_of(item),
            areas[item.ref_area],
            sources[(item.package, item.source)],
        )
        for item in entry.observations
    }


def _observation(
    view: IndicatorSlice, item: Observation, figures: Mapping[_Key, Figure], pair: Pair | None
) -> ObservationShape:
    figure = figures[_key(item)]
    period = sides(item.time_period, item.period_basis, edition=_edition(view, item))
    return ObservationShape(
        **value_fields(figure, item, view.entry.indicator, view.base_url),
        package=item.package,
        version=figure.version,
        period_basis=item.period_basis,
        start=period.start,
        end=period.end,
        not_after=period.not_after,
        unit_measure=view.entry.indicator.unit_measure,
        status=figure.status,
        tied=item.tied,
        rank_of=item.rank_of,
        rank_scope=item.rank_scope,
        base_n=item.base_n,
        source=item.source,
        locator=figure.locator,
        editor_note=item.editor_note,
        change=_change(pair, figures) if pair else None,
    )


def _change(pair: Pair, figures: Mapping[_Key, Figure]) -> ChangeShape:
    said = pair.comparison
    return ChangeShape(
        earlier=figures[_key(pair.earlier)].observation,
        comparable=said.comparable,
        lead=said.lead,
        text=said.text,
        judgement=said.judgement,
        footnote=said.footnote,
        marks=said.marks,
        reasons=said.reasons,
    )


def _target(view: IndicatorSlice, item: Target, figures: Mapping[_Key, Figure]) -> TargetShape:
    said = view.entry.indicator
    actual = next((one for one in view.entry.observations if _key(one) == _key(item)), None)
    judged = judge_target(item, actual, said, view.as_of)
    anchor = anchor_of(item.ref_area, item.time_period, item.caliber)
    path = f"/indicators/{said.indicator}/#target-{anchor}"
    period = sides(item.time_period, PeriodBasis.STATED, edition=_edition(view, item))
    return TargetShape(
        url=absolute(view.base_url, path),
        path=path,
        package=item.package,
        ref_area=item.ref_area,
        time_period=item.time_period,
        caliber=item.caliber,
        start=period.start,
        end=period.end,
        target_value=item.target_value,
        value=decimal_text(item.value) or "",
        unit_mult=item.unit_mult,
        text="".join(value_parts(said, item.value, item.unit_mult, item.qualifier, False)),
        qualifier=item.qualifier,
        actual=figures[_key(actual)].observation if actual else None,
        status=judged.status,
        words=judged.words,
        source=item.source,
        locator=item.locator.replace("｜", "："),
    )


def _break(item: Break) -> BreakShape:
    return BreakShape(
        package=item.package,
        ref_area=item.ref_area,
        time_period=item.time_period,
        caliber=item.caliber,
        reason=item.reason,
        source=item.source,
    )


def _edition(view: IndicatorSlice, item: Observation | Target) -> bool:
    packages = (view.entry.package, *view.entry.others)
    return next(one.edition_periods for one in packages if one.name == item.package)


INDICATOR = Endpoint(
    name="indicator",
    address="/api/indicators/{indicator}.json",
    title="一个指标",
    title_en="An indicator",
    description=(
        "一个指标的定义、全部观测值（公布的文本、数值、状态、性质、限定词、期间、来源和出处）、"
        "与前一期的比较（不可比的写明原因）、目标和断点。"
    ),
    shape=IndicatorFile,
    paths=_paths,
    make=None,
)

INDICATOR_FILES = FileKind(name="api-indicator", paths=_paths, groups=_groups, make=_make)
