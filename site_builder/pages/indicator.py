"""A page for each indicator: value, finding, chart, table, definition, source, what is related."""

from msgspec import Struct

from site_builder.charted.indicator import trend_of
from site_builder.compare.explained.values import KINDS as KIND_EXPLAINED
from site_builder.compare.explained.values import STAGES
from site_builder.compare.values import unit_text
from site_builder.compare.wording import FORMULA
from site_builder.exports.citation import citation_text, cited, figure_citation
from site_builder.figures.basis import package_links
from site_builder.figures.ground import NEIGHBOURS
from site_builder.figures.history import adjacent_pairs, in_time
from site_builder.figures.latest import finding, headline
from site_builder.figures.linked_rows import report_of, shortcomings_about
from site_builder.figures.present import figure_of, indicator_anchor, version_anchor
from site_builder.linked import schema_org
from site_builder.model.chart import Chart, Refusal, Trend
from site_builder.model.document import Document
from site_builder.model.download import Download, table_downloads
from site_builder.model.figure import Comparison, Figure
from site_builder.model.figure_row import FigureRow
from site_builder.model.language import Language, phrase
from site_builder.model.package import Observation
from site_builder.model.site import Entry, Route, Site
from site_builder.model.view import CaseCard, Fact, InitiativeCard, Link, PageMeta
from site_builder.model.vocabulary import (
    NOT_APPLICABLE,
    WITH_DENOMINATOR,
    Direction,
    Kind,
    Stage,
)
from site_builder.pages.history import AreaMatrix, BaseTable, area_matrix, base_tables
from site_builder.pages.kind import PageKind, Reads, page
from site_builder.pages.mentions import Mention, mentions_of_indicator
from site_builder.pages.parts import (
    card,
    case_card,
    demonstration_caveat,
    environment_title,
    initiative_card,
    meta,
)
from site_builder.pages.progress import ShortcomingStep, shortcoming_steps
from site_builder.pages.targets import TargetRow, target_rows

_DIRECTIONS = {
    Direction.INCREASE: phrase("越高越好"),
    Direction.DECREASE: phrase("越低越好"),
    Direction.NONE: phrase("不作好坏判断"),
}
_RANK_DIRECTIONS = {
    Direction.INCREASE: phrase("数字越大越靠前"),
    Direction.DECREASE: phrase("数字越小越靠前"),
    Direction.NONE: phrase("不作好坏判断"),
}
_PRICES = {
    "current": phrase("现价"),
    "constant": phrase("不变价"),
    "comparable": phrase("可比价"),
    "": phrase("原文未说明"),
}


class TableRow(Struct, frozen=True, kw_only=True):
    """A line of the table: an observation, with the change into it, and how it is cited."""

    figure: Figure
    comparison: Comparison | None
    break_reason: str
    citation: str


class AreaTable(Struct, frozen=True, kw_only=True):
    """The observations of one area."""

    area: str
    area_title: str
    rows: tuple[TableRow, ...]


class IndicatorView(Struct, frozen=True, kw_only=True):
    """What an indicator's page shows.

    `alone` is the line under the key figure where no change stands there: that it is not
    comparable, or the only one, and why there is no trend. `compared`: some row of the tables has
    one before it.
    """

    meta: PageMeta
    title: str
    environment: str
    environment_title: str
    headline: FigureRow | None
    charts: tuple[Chart, ...]
    alone: str
    remedies: tuple[str, ...]
    compared: bool
    tables: tuple[AreaTable, ...]
    formula: str
    bases: tuple[BaseTable, ...]
    areas: AreaMatrix | None
    targets: tuple[TargetRow, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Fact, ...]
    initiatives: tuple[InitiativeCard, ...]
    cases: tuple[CaseCard, ...]
    cited: int
    shortcomings: tuple[ShortcomingStep, ...]
    related: tuple[Link, ...]
    mentions: tuple[Mention, ...]
    citation: str
    downloads: tuple[Download, ...]
    caveat: str


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("indicator", f"/indicators/{slug}/", slug)
        for slug, entry in site.entries.items()
        if entry.observations or entry.targets
    )


def _view(site: Site, route: Route) -> IndicatorView:
    entry = site.entries[route.key]
    indicator = entry.indicator
    areas = tuple(dict.fromkeys(item.ref_area for item in in_time(entry.observations)))
    said = finding(site, entry)
    charts = site.charts.get(route.path, ())
    first = headline(site, entry)
    pairs = adjacent_pairs(entry, language=site.language)
    citation = _citation(site, entry)
    return IndicatorView(
        meta=meta(
            site,
            kind="indicator",
            path=route.path,
            title=indicator.title,
            finding=said,
            section="indicators",
            crumbs=(
                Link(title=phrase("全部指标"), path="/indicators/"),
                Link(title=indicator.title, path=route.path),
            ),
            based_on=package_links(
                site, (entry.package.name, *(other.name for other in entry.others))
            ),
            image=card(site, route.path, said) if entry.observations else None,
            linked=schema_org.indicator(site, entry, description=said, citation=citation),
        ),
        title=indicator.title,
        environment=indicator.environment,
        environment_title=environment_title(site, indicator.environment),
        headline=first,
        charts=charts,
        alone=_alone(first, trend_of(site, entry), site.language),
        remedies=first.comparison.remedies if first and first.comparison else (),
        compared=bool(pairs),
        tables=tuple(_table(site, entry, area) for area in areas),
        formula=site.language.say(FORMULA)
        if any(item.comparison.comparable for item in pairs)
        else "",
        bases=base_tables(site, entry),
        areas=area_matrix(site, entry),
        targets=target_rows(site, entry),
        facts=_facts(site, entry),
        sources=_sources(site, entry),
        initiatives=tuple(initiative_card(site, item) for item in entry.initiatives),
        cases=tuple(case_card(site, case) for case in _cases(site, route)),
        cited=len(site.shelves.citing.get(route.key, ())),
        shortcomings=shortcoming_steps(site, indicator=route.key),
        related=_related(site, entry),
        mentions=mentions_of_indicator(site, entry),
        citation=citation,
        downloads=table_downloads(route.path) if entry.observations else (),
        caveat=demonstration_caveat((entry,)),
    )


def _cases(site: Site, route: Route) -> tuple[Document, ...]:
    """Return the newest cases that show the indicator."""
    return site.shelves.citing.get(route.key, ())[: site.settings.page_size]


def _read(site: Site, route: Route) -> Reads:
    """Return the cases that show the indicator, and the reports that admit shortcomings of it."""
    rows = shortcomings_about(site, indicator=route.key)
    reports = (report_of(site, row) for row in rows)
    heads = (*_cases(site, route), *dict.fromkeys(item for item in reports if item))
    return Reads(
        heads=heads,
        also=len(site.shelves.citing.get(route.key, ())),
        indicators=site.ground.beside.get(route.key),
    )


def _alone(row: FigureRow | None, trend: Trend | Refusal, language: Language) -> str:
    """Return why no change or no trend is shown, in a line; "" where both are."""
    if row is None:
        return ""
    refused = isinstance(trend, Refusal)
    if row.comparison is None:
        if refused:
            return language.say("只有一期数据，不作比较，也没有走势图。")
        return language.say("只有一期数据，不作比较。")
    said = ""
    if not row.comparison.comparable:
        reasons = language.points(language.bare(one) for one in row.comparison.reasons)
        said = language.say("与前一期不可比：{reasons}。", reasons=reasons)
    if not isinstance(trend, Refusal):
        return said
    why = language.say("没有走势图：{reason}。", reason=language.say(trend.value))
    return language.sentences(said, why)


def _table(site: Site, entry: Entry, area: str) -> AreaTable:
    comparisons = {
        item.later.key: item.comparison for item in adjacent_pairs(entry, language=site.language)
    }
    breaks = {(item.ref_area, item.time_period, item.caliber): item for item in entry.breaks}
    own = [item for item in in_time(entry.observations) if item.ref_area == area]

    def reason(item: Observation) -> str:
        found = breaks.get((item.ref_area, item.time_period, item.caliber))
        return found.reason if found else ""

    return AreaTable(
        area=area,
        area_title=site.areas[area].title,
        rows=tuple(
            TableRow(
                figure=figure_of(site, entry, item),
                comparison=comparisons.get(item.key),
                break_reason=reason(item),
                citation=_cited(site, entry, item),
            )
            for item in reversed(own)
        ),
    )


def _cited(site: Site, entry: Entry, item: Observation) -> str:
    """Return how one observation is cited: by the page of the version that holds it."""
    package = entry.package_of(item)
    held = next(one for one in site.versions[package.name] if one.version == package.version)
    figure = figure_of(site, entry, item)
    cited_as = cited(site, held)
    slug = entry.indicator.indicator
    anchor = version_anchor(figure) if held.lists_values else indicator_anchor(slug)
    return figure_citation(figure, cited_as, f"{cited_as.url}#{anchor}", site.language)


def _facts(site: Site, entry: Entry) -> tuple[Fact, ...]:
    indicator, language, say = entry.indicator, site.language, site.language.say
    kind = KIND_EXPLAINED[indicator.kind]
    directions = _RANK_DIRECTIONS if indicator.kind is Kind.RANK else _DIRECTIONS
    definition = indicator.definition or say("原文未给出定义")
    if indicator.definition_pending:
        definition = say("口径待补：定义未公开，因此不作比较和判断")
    facts = [
        Fact(label=phrase("定义"), text=definition),
        Fact(label=phrase("类型"), text=kind.glossed(language), path=kind.path),
        Fact(label=phrase("计量单位"), text=_unit(entry, language)),
    ]
    if indicator.kind in WITH_DENOMINATOR:
        label = phrase("基准") if indicator.kind is Kind.REDUCTION else phrase("分母")
        facts.append(
            Fact(label=label, text=indicator.denominator or say("原文未说明，因此不作比较"))
        )
    if indicator.stage is not Stage.NONE:
        stage = STAGES[indicator.stage]
        facts.append(Fact(label=phrase("阶段"), text=stage.glossed(language), path=stage.path))
    if indicator.price_basis != NOT_APPLICABLE:
        facts.append(Fact(label=phrase("价格口径"), text=say(_PRICES[indicator.price_basis])))
    calibers = sorted({item.caliber for item in entry.observations} - {NOT_APPLICABLE})
    if calibers:
        facts.append(Fact(label=phrase("口径"), text=language.listed(calibers)))
    if indicator.part_of in site.entries:
        whole = site.entries[indicator.part_of].indicator
        facts.append(
            Fact(
                label=phrase("所属整体"),
                text=say("来源把它算在“{title}”之内", title=whole.title),
                path=f"/indicators/{whole.indicator}/",
            )
        )
    facts.append(Fact(label=phrase("好坏方向"), text=say(directions[indicator.direction])))
    facts.append(Fact(label=phrase("责任部门"), text=indicator.department or say("原文未说明")))
    return tuple(facts)


def _unit(entry: Entry, language: Language) -> str:
    multiples = sorted({item.unit_mult for item in entry.observations}) or [0]
    return language.listed(
        unit_text(entry.indicator, item, language=language).strip() for item in multiples
    )


def _sources(site: Site, entry: Entry) -> tuple[Fact, ...]:
    found = dict.fromkeys((item.package, item.source) for item in entry.observations)
    found.update(dict.fromkeys((item.package, item.source) for item in entry.targets))
    return tuple(
        Fact(
            label=site.sources[key].publisher,
            text=f"{site.sources[key].title}{site.language.bracketed(site.sources[key].published)}",
            path=site.sources[key].url,
        )
        for key in found
    )


def _related(site: Site, entry: Entry) -> tuple[Link, ...]:
    """Return the neighbours of an indicator within its environment and package."""
    alike = [
        other.indicator
        for other in site.entries.values()
        if other.package is entry.package
        and other.indicator.environment == entry.indicator.environment
    ]
    place = alike.index(entry.indicator)
    near = alike[max(0, place - NEIGHBOURS) : place] + alike[place + 1 : place + NEIGHBOURS + 1]
    return tuple(Link(title=item.title, path=f"/indicators/{item.indicator}/") for item in near)


def _citation(site: Site, entry: Entry) -> str:
    held = site.versions[entry.package.name]
    shown = next(item for item in held if item.version == entry.package.version)
    return citation_text(cited(site, shown), site.language)


KINDS = (
    PageKind(
        name="indicator",
        template="indicator.html",
        routes=_routes,
        view=_view,
        reads=_read,
        narrow=True,
    ),
)
