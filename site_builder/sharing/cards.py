"""The cards of pages: indicators with values, cases, the home page."""

from collections.abc import Iterator

from site_builder.figures.latest import headline, headline_rows
from site_builder.figures.words import plain_summary
from site_builder.model.document import Document
from site_builder.model.download import card_path
from site_builder.model.figure import Figure
from site_builder.model.site import Entry, Site
from site_builder.posters.card import Card, CaseCard, Head, HomeCard, IndicatorCard, Shown
from site_builder.posters.sheet import Value

_OF_CASE = 2
_OF_HOME = 3


def cards(site: Site) -> Iterator[tuple[str, Card]]:
    """Yield the path and the content of each card."""
    yield card_path("/"), _home(site)
    for slug, entry in site.entries.items():
        row = headline(site, entry)
        if row is not None:
            yield card_path(f"/indicators/{slug}/"), _indicator(site, entry, row.figure)
    for case in site.cases:
        yield card_path(case.address), _case(site, case)


def card_paths(site: Site) -> Iterator[str]:
    """Yield the paths alone, of a site that may have faults."""
    yield card_path("/")
    for slug, entry in site.entries.items():
        if entry.observations:
            yield card_path(f"/indicators/{slug}/")
    for case in site.cases:
        yield card_path(case.address)


def _home(site: Site) -> HomeCard:
    figures = (row.figure for row in headline_rows(site)[:_OF_HOME])
    return HomeCard(
        head=_head(site),
        description=site.settings.description,
        figures=tuple(_shown(figure) for figure in figures),
    )


def _indicator(site: Site, entry: Entry, figure: Figure) -> IndicatorCard:
    return IndicatorCard(head=_head(site, entry.indicator.environment), figure=_shown(figure))


def _case(site: Site, case: Document) -> CaseCard:
    figures = {item.figure.observation: item.figure for item in site.bindings[case.path]}
    return CaseCard(
        head=_head(site, case.environment),
        title=case.title,
        place=f"典型案例　{site.areas[case.area].title}　{case.date[:10]}",
        summary=plain_summary(case, site.bindings[case.path]),
        figures=tuple(_shown(figure) for figure in list(figures.values())[:_OF_CASE]),
    )


def _head(site: Site, environment: str | None = None) -> Head:
    titles = {item.id: item.title for item in site.settings.environments}
    return Head(
        site=site.settings.title,
        notice=site.settings.notice,
        environment=environment or "",
        # What belongs to no environment is the demonstration's.
        environment_title="" if environment is None else titles.get(environment, "方法演示"),
    )


def _shown(figure: Figure) -> Shown:
    return Shown(
        title=figure.title,
        value=Value(
            before=figure.before, number=figure.number, unit=figure.unit, after=figure.after
        ),
        place=f"{figure.area_title}，{figure.period}",
        marks=figure.marks,
    )
