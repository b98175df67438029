"""Parts of views that several page kinds show."""

from collections.abc import Iterable

from msgspec.structs import replace

from site_builder.facets import tag_titles
from site_builder.figures import words
from site_builder.figures.evaluations import awards_of
from site_builder.figures.latest import sparked_row
from site_builder.figures.resolve import bind
from site_builder.linked.articles import article as article_data
from site_builder.linked.articles import breadcrumbs
from site_builder.linked.labels import column_labels, site_labels
from site_builder.linked.moment import moment
from site_builder.markup.reading_time import HAN_A_MINUTE, reading_minutes
from site_builder.model.document import Document, DocumentKind
from site_builder.model.download import card_path
from site_builder.model.figure import BoundFigure, Figure
from site_builder.model.figure_row import FigureGroup
from site_builder.model.language import phrase
from site_builder.model.package import Initiative, Source
from site_builder.model.settings import Column
from site_builder.model.site import Entry, Site
from site_builder.model.version import HeldVersion
from site_builder.model.view import (
    CaseCard,
    Fact,
    InitiativeCard,
    Link,
    PageMeta,
    SharedImage,
    TracedGroup,
)
from site_builder.model.vocabulary import (
    INITIATIVE_STATUS_WORDS,
    NOT_APPLICABLE,
    InitiativeKind,
)
from site_builder.posters.card import HEIGHT, WIDTH
from site_builder.prose.view import cover

HOME = Link(title=phrase("首页"), path="/")

KIND_WORDS = {
    InitiativeKind.MECHANISM: phrase("机制"),
    InitiativeKind.PLATFORM: phrase("平台"),
    InitiativeKind.CAMPAIGN: phrase("行动"),
    InitiativeKind.MEASURE: phrase("措施"),
    InitiativeKind.INSTITUTION: phrase("制度"),
    InitiativeKind.BRAND: phrase("品牌"),
}


def column(site: Site, section: str) -> Column | None:
    """Return the column a section of the site belongs to, as `site.toml` describes it."""
    for item in site.settings.columns:
        if item.id == section:
            return item
    return None


def meta(
    site: Site,
    *,
    kind: str,
    path: str,
    title: str,
    finding: str,
    section: str,
    crumbs: tuple[Link, ...] = (),
    article: tuple[tuple[str, str], ...] = (),
    image: SharedImage | None = None,
    based_on: tuple[Link, ...] = (),
    following: tuple[Link, ...] = (),
    linked: str = "",
    document: Document | None = None,
) -> PageMeta:
    """Return what a page says of itself.

    `article` are the labels of a content page (ArticleTitle, PubDate, ContentSource), made of
    `document`; the site's and the column's labels go before them, empty ones are left out.
    """
    settings = site.settings
    labels = (*site_labels(settings), *column_labels(column(site, section)), *article)
    image = image or card(site, "/", settings.title)
    way = () if path == "/" else _said(site, (HOME, *crumbs))
    texts = (
        linked,
        breadcrumbs(settings, way, site.language),
        _article(site, document, finding, image),
    )
    return PageMeta(
        kind=kind,
        path=path,
        title=title,
        finding=finding,
        description=finding or settings.description,
        crumbs=way,
        labels=tuple((name, text) for name, text in labels if text),
        published=moment(document.date) if document else "",
        modified=moment(max(document.date, document.updated)) if document else "",
        tags=tag_titles(site, document) if document else (),
        section=section,
        image=image,
        notices=site.notices.get(path, ()),
        based_on=based_on,
        next=_said(site, following),
        linked=tuple(text for text in texts if text),
    )


def _said(site: Site, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return links with their titles in the site's language."""
    return tuple(replace(item, title=site.language.say(item.title)) for item in links)


def version_title(site: Site, held: HeldVersion) -> str:
    """Return the title of a package with the version."""
    return site.language.say("{title}，版本{version}", title=held.title, version=held.version)


def _article(site: Site, document: Document | None, summary: str, image: SharedImage | None) -> str:
    """Return what a text says to search engines; "" for other pages."""
    if document is None or document.kind is DocumentKind.PAGE:
        return ""
    source = site.sources.get((document.package, document.source))
    return article_data(
        site.settings,
        document,
        summary=summary,
        tags=tag_titles(site, document),
        source=source,
        image=image,
    )


def demonstration_caveat(entries: Iterable[Entry]) -> str:
    """Return what must be read first where only demonstration data is shown; else ""."""
    packages = {entry.package.name: entry.package for entry in entries}
    if not all(package.demonstration for package in packages.values()):
        return ""
    return "".join(package.description for package in packages.values())


def figure_group(site: Site, area: str, entries: tuple[Entry, ...]) -> FigureGroup | None:
    """Return the newest figures of an area for some indicators; None where there are none."""
    rows = [
        (entry, row) for entry in entries if (row := sparked_row(site, entry, area)) is not None
    ]
    if not rows:
        return None
    return FigureGroup(
        title=site.areas[area].title,
        path=f"/regions/{area}/",
        anchor=f"area-{area}",
        featured=tuple(row for entry, row in rows if entry.indicator.featured),
        rows=tuple(row for entry, row in rows if not entry.indicator.featured),
    )


def jump_links(groups: Iterable[FigureGroup], *more: tuple[str, str, int]) -> tuple[Link, ...]:
    """Return links to the parts of a page: groups of figures, then titles, ids and numbers."""
    own = ((group.title, group.anchor, group.size) for group in groups)
    return tuple(
        Link(title=title, path=f"#{anchor}", note=str(count))
        for title, anchor, count in (*own, *more)
        if count
    )


def environment_title(site: Site, environment: str) -> str:
    """Return the title of an environment; the demonstration's name where there is none."""
    for item in site.settings.environments:
        if item.id == environment:
            return item.title
    return site.language.say("方法演示") if environment == NOT_APPLICABLE else environment


def listed_cases(site: Site, facet: str, value: str) -> tuple[Document, ...]:
    """Return the cases that have a value of a facet, newest first."""
    values = site.shelves.facets[facet]
    return next((item.cases for item in values if item.value == value), ())


def case_card(site: Site, document: Document) -> CaseCard:
    """Return a case as lists show it."""
    return CaseCard(
        title=document.title,
        path=document.address,
        summary=plain_summary(site, document),
        area=site.areas[document.area].title,
        environment=document.environment,
        environment_title=environment_title(site, document.environment),
        date=document.date,
        held=site.hold_of(document),
        awards=awards_of(site, document),
    )


def initiative_card(site: Site, initiative: Initiative) -> InitiativeCard:
    """Return an initiative as lists show it."""
    return InitiativeCard(
        title=initiative.title,
        path=f"/initiatives/{initiative.initiative}/",
        summary=initiative.summary,
        kind=site.language.say(KIND_WORDS[initiative.kind]),
        status=site.language.say(INITIATIVE_STATUS_WORDS[initiative.status]),
        state=initiative.status.value.replace(" ", "-"),
        area=site.areas[initiative.ref_area].title,
    )


def plain_summary(site: Site, document: Document) -> str:
    """Return the summary of a document with its figures as words."""
    return words.plain_summary(document, site.bindings[document.path])


def cover_image(site: Site, document: Document) -> SharedImage | None:
    """Return the widest form of a document's cover, None where it has none."""
    shown = cover(site, document)
    if shown is None:
        return None
    widest = shown.widest
    return SharedImage(path=widest.path, width=widest.width, height=widest.height, alt=shown.alt)


def card(site: Site, page: str, alt: str) -> SharedImage | None:
    """Return the card of a page; None where the site makes no pictures."""
    if not site.settings.pictures:
        return None
    return SharedImage(path=card_path(page), width=WIDTH, height=HEIGHT, alt=alt)


def reading(site: Site, document: Document) -> str:
    """Return how long a document takes to read, with the rate that this is reckoned by."""
    return site.language.say(
        "阅读约{n}分钟（按每分钟{rate}字）",
        n=reading_minutes(document.length),
        rate=HAN_A_MINUTE,
    )


def bound(site: Site, document: Document) -> tuple[BoundFigure, ...]:
    """Return the figures that a document is bound to in the site's language."""
    if not site.language.prefix:
        return site.bindings[document.path]
    figures, _ = bind(
        document, site.entries, site.areas, site.sources, site.set_aside, language=site.language
    )
    return figures


def own_figures(site: Site, document: Document) -> tuple[Figure, ...]:
    """Return the figures a document shows, each observation once, in the order of their names.

    They are in the site's language, whatever the document is in.
    """
    figures = {item.figure.observation: item.figure for item in bound(site, document)}
    return tuple(figures.values())


def traced(site: Site, document: Document) -> tuple[TracedGroup, ...]:
    """Return the figures a document shows by what they are taken from."""
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in own_figures(site, document):
        key = (figure.source_title, figure.package, figure.version)
        groups.setdefault(key, []).append(figure)
    return tuple(
        TracedGroup(
            source=source,
            package=Link(title=f"{package} {version}", path=f"/data/{package}/{version}/"),
            figures=tuple(figures),
        )
        for (source, package, version), figures in groups.items()
    )


def source_facts(site: Site, source: Source, locator: str = "") -> tuple[Fact, ...]:
    """Return the lines that say where something comes from."""
    facts = [Fact(label=phrase("来源"), text=source.publisher)]
    facts.append(Fact(label=phrase("材料"), text=source.title, path=source.url))
    facts.append(
        Fact(label=phrase("材料发布日期"), text=source.published or site.language.say("未注明"))
    )
    if locator:
        facts.append(
            Fact(label=phrase("出处"), text=locator.replace("｜", site.language.say("：")))
        )
    return tuple(facts)


def document_facts(site: Site, document: Document) -> tuple[Fact, ...]:
    """Return where a document's facts come from, with the grounds of its names and claims."""
    facts = source_facts(site, site.sources[(document.package, document.source)], document.locator)
    if document.consent:
        facts = (*facts, Fact(label=phrase("名称公开依据"), text=document.consent))
    claims = (
        Fact(label=f"“{text}”", text=reason.replace("｜", site.language.say("：")))
        for text, reason in document.claims
    )
    return (*facts, *claims)


def row_source(site: Site, package: str, source: str, locator: str) -> str:
    """Return in a line where a row of a table comes from: who published it, when, which place."""
    found = site.sources[(package, source)]
    say = site.language.say
    return say(
        "{publisher}，{place}",
        publisher=f"{found.publisher}{site.language.bracketed(found.published)}",
        place=locator.replace("｜", say("：")),
    )
