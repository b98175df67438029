"""Initiatives: a list, and a page for each."""

from collections import Counter

from msgspec import Struct

from site_builder.figures.basis import package_links
from site_builder.figures.latest import latest_row
from site_builder.model.chart import Chart
from site_builder.model.figure_row import FigureRow
from site_builder.model.language import Language, phrase
from site_builder.model.package import Initiative
from site_builder.model.site import Route, Site
from site_builder.model.view import CaseCard, Fact, InitiativeCard, Link, PageMeta
from site_builder.model.vocabulary import INITIATIVE_STATUS_WORDS
from site_builder.pages.flow import FlowView, flows_of
from site_builder.pages.kind import PageKind, page
from site_builder.pages.mentions import Mention, mentions_of_initiative
from site_builder.pages.papers import PaperLink, paper_links
from site_builder.pages.parts import (
    KIND_WORDS,
    case_card,
    environment_title,
    initiative_card,
    meta,
    source_facts,
)
from site_builder.pages.progress import (
    ShortcomingStep,
    Tracker,
    all_judged,
    shortcoming_steps,
    tracker,
    trackers,
)
from site_builder.pages.services import ServiceCard, initiative_services

_CRUMB = Link(title=phrase("改革举措"), path="/initiatives/")


class InitiativeGroup(Struct, frozen=True, kw_only=True):
    """Initiatives of one environment; `counts` says how far they have come."""

    id: str
    title: str
    counts: str
    cards: tuple[InitiativeCard, ...]


class InitiativesView(Struct, frozen=True, kw_only=True):
    """What the list shows: what of some initiatives is tracked, then all of them."""

    meta: PageMeta
    charts: tuple[Chart, ...]
    trackers: tuple[Tracker, ...]
    judged: str
    groups: tuple[InitiativeGroup, ...]


class InitiativeView(Struct, frozen=True, kw_only=True):
    """What an initiative's page shows."""

    meta: PageMeta
    card: InitiativeCard
    environment: str
    environment_title: str
    facts: tuple[Fact, ...]
    sources: tuple[Fact, ...]
    figures: tuple[FigureRow, ...]
    cases: tuple[CaseCard, ...]
    flows: tuple[FlowView, ...]
    mentions: tuple[Mention, ...]
    tracker: Tracker | None
    services: tuple[ServiceCard, ...]
    papers: tuple[PaperLink, ...]
    shortcomings: tuple[ShortcomingStep, ...]


def _list_routes(site: Site) -> tuple[Route, ...]:
    return (page("initiatives", "/initiatives/"),) if site.initiatives else ()


def _list_view(site: Site, route: Route) -> InitiativesView:
    own = {
        item: tuple(one for one in site.initiatives if one.environment == item.id)
        for item in site.settings.environments
    }
    groups = tuple(
        InitiativeGroup(
            id=item.id,
            title=item.title,
            counts=_counts(initiatives, site.language),
            cards=tuple(initiative_card(site, one) for one in initiatives),
        )
        for item, initiatives in own.items()
        if initiatives
    )
    return InitiativesView(
        meta=meta(
            site,
            kind="initiatives",
            path="/initiatives/",
            title=site.language.say("改革举措"),
            finding=site.language.say(
                "报告点名的{n}项机制、平台、行动和制度；进展只写到原文说到的程度。",
                n=len(site.initiatives),
            ),
            section="initiatives",
            crumbs=(_CRUMB,),
            based_on=package_links(
                site, tuple(dict.fromkeys(one.package for one in site.initiatives))
            ),
        ),
        charts=site.charts.get(route.path, ()),
        trackers=trackers(site),
        judged=all_judged(site),
        groups=groups,
    )


def _counts(initiatives: tuple[Initiative, ...], language: Language) -> str:
    found = Counter(item.status for item in initiatives)
    said = (
        language.say("{status}{n}项", status=language.say(words), n=found[status])
        for status, words in INITIATIVE_STATUS_WORDS.items()
        if found[status]
    )
    return language.say("共{n}项：{counts}", n=len(initiatives), counts=language.clauses(said))


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(
        page("initiative", f"/initiatives/{item.initiative}/", item.initiative)
        for item in site.initiatives
    )


def _view(site: Site, route: Route) -> InitiativeView:
    item = next(one for one in site.initiatives if one.initiative == route.key)
    return InitiativeView(
        meta=meta(
            site,
            kind="initiative",
            path=route.path,
            title=item.title,
            finding=item.summary,
            section="initiatives",
            crumbs=(_CRUMB, Link(title=item.title, path=route.path)),
            based_on=package_links(site, (item.package,)),
            following=_following(site, item),
        ),
        card=initiative_card(site, item),
        environment=item.environment,
        environment_title=environment_title(site, item.environment),
        facts=_facts(site, item),
        sources=source_facts(site, site.sources[(item.package, item.source)], item.locator),
        figures=tuple(
            row
            for slug in item.indicators
            for area in dict.fromkeys(one.ref_area for one in site.entries[slug].observations)
            if (row := latest_row(site, site.entries[slug], area)) is not None
        ),
        cases=tuple(
            case_card(site, case) for case in site.cases if item.initiative in case.initiatives
        ),
        flows=flows_of(site, item.initiative),
        mentions=mentions_of_initiative(site, item),
        tracker=tracker(site, item),
        services=initiative_services(site, item),
        papers=paper_links(site, item.package, initiative=item.initiative),
        shortcomings=shortcoming_steps(site, package=item.package, initiative=item.initiative),
    )


def _following(site: Site, item: Initiative) -> tuple[Link, ...]:
    """Return the initiatives before and after one in its environment, then the list of all."""
    alike = [one for one in site.initiatives if one.environment == item.environment]
    place = alike.index(item)
    near = (*alike[max(0, place - 1) : place], *alike[place + 1 : place + 2])
    return (
        *(Link(title=one.title, path=f"/initiatives/{one.initiative}/") for one in near),
        Link(title=phrase("全部改革举措"), path="/initiatives/"),
    )


def _facts(site: Site, item: Initiative) -> tuple[Fact, ...]:
    return (
        Fact(label=phrase("进展"), text=site.language.say(INITIATIVE_STATUS_WORDS[item.status])),
        Fact(label=phrase("类别"), text=site.language.say(KIND_WORDS[item.kind])),
        Fact(
            label=site.language.word("of one", "地区"),
            text=site.areas[item.ref_area].title,
            path=f"/regions/{item.ref_area}/",
        ),
        Fact(
            label=site.language.word("of one", "环境"),
            text=environment_title(site, item.environment),
            path=f"/environments/{item.environment}/",
        ),
    )


KINDS = (
    PageKind(name="initiatives", template="initiatives.html", routes=_list_routes, view=_list_view),
    PageKind(name="initiative", template="initiative.html", routes=_routes, view=_view),
)
