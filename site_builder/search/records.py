"""A site to what can be found on it; what is withheld is not in a site, so it never gets here."""

from collections.abc import Iterable, Iterator

from site_builder.compare.explained.marks import EXPLANATIONS
from site_builder.compare.periods import parse_period
from site_builder.facets import FACETS
from site_builder.figures.latest import finding, headline
from site_builder.figures.shown import areas_shown, environments_shown
from site_builder.figures.words import figure_words
from site_builder.figures.years import paired_entries, years_title
from site_builder.markup.fill import fill_line
from site_builder.model.document import Document, DocumentKind
from site_builder.model.glossary import GLOSSARY
from site_builder.model.language import phrase
from site_builder.model.package import Initiative, Observation, Target
from site_builder.model.site import Entry, Site
from site_builder.model.vocabulary import INITIATIVE_STATUS_WORDS, NOT_APPLICABLE
from site_builder.search.record import KINDS, Choice, Findable, Record, Written
from site_builder.search.rows import milestone_words, row_records, shortcoming_words
from site_builder.search.systems import system_records

_DEMONSTRATION = phrase("方法演示")


def findable(site: Site) -> Findable:
    """Return the records of a site with what results can be narrowed by."""
    records = tuple(sorted(_records(site), key=lambda item: item.path))
    return Findable(records=records, choices=_choices(site, records))


def _records(site: Site) -> Iterator[Record]:
    for document in (*site.cases, *site.reports, *site.pages):
        yield _document(site, document)
    for entry in site.entries.values():
        yield _indicator(site, entry)
    for initiative in site.initiatives:
        yield _initiative(site, initiative)
    yield from system_records(site)
    yield from row_records(site)
    yield from _places(site)
    yield from _comparisons(site)
    yield from _rest(site)


def _document(site: Site, document: Document) -> Record:
    bound = site.bindings[document.path]
    figures = {item.name: item for item in bound}
    uses = {(use.name, use.part) for use in document.uses}
    words = {(name, part): figure_words(figures[name], part) for name, part in sorted(uses)}
    case = document.kind is DocumentKind.CASE
    facets = [title for facet in FACETS for _, title in facet.of(site, document)] if case else []
    return Record(
        path=document.address,
        kind=document.kind.value,
        names=(document.title,),
        lead=fill_line(document.summary, words),
        text=Written(path=document.path, digest=document.digest, figures=tuple(words.items())),
        tail=(
            *dict.fromkeys(item.figure.title for item in bound),
            *_initiatives(site, document),
            *facets,
            *shortcoming_words(site, document),
        ),
        held=site.hold_of(document),
        environment=document.environment,
        areas=(document.area,) if document.area else (),
        years=(document.date[:4],),
    )


def _initiatives(site: Site, document: Document) -> Iterator[str]:
    if document.initiatives:
        wanted = frozenset(document.initiatives)
        yield from (item.title for item in site.initiatives if item.initiative in wanted)


def _indicator(site: Site, entry: Entry) -> Record:
    own, row = entry.indicator, headline(site, entry)
    areas = dict.fromkeys(item.ref_area for item in _known(entry))
    note = ""
    if row is not None:
        figure = site.language.noted(row.figure.text, row.figure.marks)
        note = site.language.clauses((figure, row.figure.period))
    return Record(
        path=f"/indicators/{own.indicator}/",
        kind="indicator",
        names=_names(own.title, own.title_en, own.original),
        lead=own.definition,
        tail=(
            finding(site, entry, brief=True),
            *(text for text in (own.denominator, own.department) if text),
            *(site.areas[area].title for area in tuple(areas)[1 if row else 0 :]),
            *(item.title for item in entry.initiatives),
        ),
        note=note,
        environment=own.environment,
        areas=tuple(areas),
        years=_years(site, entry),
    )


def _known(entry: Entry) -> tuple[Observation | Target, ...]:
    return (*entry.observations, *entry.targets)


def _years(site: Site, entry: Entry) -> tuple[str, ...]:
    """Return the years its values and targets are of; its source's where no period is known."""
    found = set()
    for item in _known(entry):
        period = parse_period(item.time_period)
        day = period.end or period.start
        published = site.sources[(item.package, item.source)].published
        found.add(str(day.year) if day else published[:4])
    return tuple(sorted(found - {""}))


def _initiative(site: Site, item: Initiative) -> Record:
    published = site.sources[(item.package, item.source)].published
    return Record(
        path=f"/initiatives/{item.initiative}/",
        kind="initiative",
        names=(item.title,),
        lead=item.summary,
        tail=(
            site.areas[item.ref_area].title,
            *(site.entries[slug].indicator.title for slug in item.indicators),
            *milestone_words(site, item),
        ),
        note=site.language.say(INITIATIVE_STATUS_WORDS[item.status]),
        environment=item.environment,
        areas=(item.ref_area,),
        years=(published[:4],) if published else (),
    )


def _places(site: Site) -> Iterator[Record]:
    """Yield the environments and the regions."""
    for item in environments_shown(site):
        yield Record(
            path=f"/environments/{item.id}/",
            kind="environment",
            names=_names(item.title, item.short),
            lead=item.description,
            environment=item.id,
        )
    shown = [areas_shown(site, demonstration=flag) for flag in (False, True)]
    for code in dict.fromkeys(code for codes in shown for code in codes):
        area = site.areas[code]
        yield Record(
            path=f"/regions/{code}/",
            kind="region",
            names=_names(area.title, area.title_en),
            lead=site.language.say("{area}的全部指标。", area=area.title),
            environment="" if code in shown[0] else NOT_APPLICABLE,
            areas=(code,),
        )


def _names(*names: str) -> tuple[str, ...]:
    """Return what something is called, each name once."""
    return tuple(name for name in dict.fromkeys(names) if name)


def _comparisons(site: Site) -> Iterator[Record]:
    """Yield the comparisons of two years of an area."""
    entries = site.entries.values()
    for area in dict.fromkeys(row.ref_area for item in entries for row in item.observations):
        for (first, second), found in paired_entries(site, area).items():
            editions = any(entry.package.edition_periods for entry in found)
            yield Record(
                path=f"/compare/{area}/{first}-{second}/",
                kind="comparison",
                names=(years_title(site, area, first, second, editions=editions),),
                lead=site.language.listed(entry.indicator.title for entry in found),
                environment=NOT_APPLICABLE
                if all(entry.package.demonstration for entry in found)
                else "",
                areas=(area,),
                years=(str(first), str(second)),
            )


def _rest(site: Site) -> Iterator[Record]:
    """Yield what the site explains of its method, the words of the glossary and the packages."""
    for item in EXPLANATIONS:
        told = item.told(site.language)
        yield Record(path=item.path, kind="page", names=(told.title,), lead=told.text)
    for term in site.glossary:
        yield Record(
            path=f"{GLOSSARY}#{term.anchor}", kind="term", names=term.names, lead=term.definition
        )
    for package in site.packages:
        yield Record(
            path=f"/data/{package.name}/",
            kind="package",
            names=(package.title,),
            lead=package.description,
            environment=NOT_APPLICABLE if package.demonstration else "",
        )


def _choices(site: Site, records: tuple[Record, ...]) -> tuple[Choice, ...]:
    environments = [(item.id, item.title) for item in site.settings.environments]
    say = site.language.say
    years = sorted({year for item in records for year in item.years}, reverse=True)
    offered = (
        Choice(
            name="kind",
            title=say("类别"),
            values=tuple((kind, say(title)) for kind, title in KINDS),
        ),
        Choice(
            name="environment",
            title=say("环境"),
            values=(*environments, (NOT_APPLICABLE, say(_DEMONSTRATION))),
        ),
        Choice(
            name="area",
            title=say("地区"),
            values=tuple((code, area.title) for code, area in site.areas.items()),
        ),
        Choice(
            name="year",
            title=say("年份"),
            values=tuple((year, say("{year}年", year=year)) for year in years),
        ),
    )
    return tuple(_used(choice, records) for choice in offered)


def _used(choice: Choice, records: Iterable[Record]) -> Choice:
    """Return a choice with the values alone that some record has."""
    used = {value for item in records for value in item.ids_of(choice.name)}
    values = tuple((value, title) for value, title in choice.values if value in used)
    return Choice(name=choice.name, title=choice.title, values=values)
