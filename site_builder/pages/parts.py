"""Parts of views that several page kinds show."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from site_builder.figures import words
from site_builder.figures.latest import sparked_row
from site_builder.markup.targets import beside, is_document
from site_builder.model.document import Document
from site_builder.model.download import card_path
from site_builder.model.figure import Figure
from site_builder.model.figure_row import FigureGroup
from site_builder.model.glossary import GLOSSARY
from site_builder.model.image import Picture
from site_builder.model.language import phrase
from site_builder.model.package import Initiative, Source
from site_builder.model.settings import Column
from site_builder.model.site import Entry, Site
from site_builder.model.view import (
    CaseCard,
    Fact,
    InitiativeCard,
    Link,
    PageMeta,
    Prose,
    SharedImage,
    TermLink,
)
from site_builder.model.vocabulary import (
    INITIATIVE_STATUS_WORDS,
    NOT_APPLICABLE,
    InitiativeKind,
)
from site_builder.pages.pictures import picture
from site_builder.posters.card import HEIGHT, WIDTH

HOME = Link(title=phrase("首页"), path="/")

KIND_WORDS = {
    InitiativeKind.MECHANISM: "机制",
    InitiativeKind.PLATFORM: "平台",
    InitiativeKind.CAMPAIGN: "行动",
    InitiativeKind.MEASURE: "措施",
    InitiativeKind.INSTITUTION: "制度",
    InitiativeKind.BRAND: "品牌",
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
) -> PageMeta:
    """Return what a page says of itself.

    `article` are the labels of a content page (ArticleTitle, PubDate, ContentSource); the site's
    and the column's labels go before them, empty ones are left out (国办发〔2017〕47号).
    """
    settings = site.settings
    labels = [("SiteName", settings.title), ("SiteDomain", _domain(settings.base_url))]
    own = column(site, section)
    if own is not None:
        labels += [
            ("ColumnName", own.name),
            ("ColumnDescription", own.description),
            ("ColumnKeywords", own.keywords),
            ("ColumnType", own.type),
        ]
    labels += article
    return PageMeta(
        kind=kind,
        path=path,
        title=title,
        finding=finding,
        description=finding or settings.description,
        crumbs=() if path == "/" else (replace(HOME, title=site.language.say(HOME.title)), *crumbs),
        labels=tuple((name, text) for name, text in labels if text),
        section=section,
        image=image,
        notices=site.notices.get(path, ()),
        based_on=based_on,
        next=following,
        linked=linked,
    )


def _domain(base_url: str) -> str:
    return base_url.split("//", 1)[1].split("/", 1)[0]


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
        featured=tuple(row for entry, row in rows if entry.indicator.featured),
        rows=tuple(row for entry, row in rows if not entry.indicator.featured),
    )


def environment_title(site: Site, environment: str) -> str:
    """Return the title of an environment; the demonstration's name where there is none."""
    for item in site.settings.environments:
        if item.id == environment:
            return item.title
    return "方法演示" if environment == NOT_APPLICABLE else environment


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
    )


def initiative_card(site: Site, initiative: Initiative) -> InitiativeCard:
    """Return an initiative as lists show it."""
    return InitiativeCard(
        title=initiative.title,
        path=f"/initiatives/{initiative.initiative}/",
        summary=initiative.summary,
        kind=KIND_WORDS[initiative.kind],
        status=INITIATIVE_STATUS_WORDS[initiative.status],
        area=site.areas[initiative.ref_area].title,
    )


def plain_summary(site: Site, document: Document) -> str:
    """Return the summary of a document with its figures as words."""
    return words.plain_summary(document, site.bindings[document.path])


def prose(site: Site, document: Document) -> Prose:
    """Return the body of a document with what it needs."""
    links = (urlsplit(use.target).path for use in document.links if is_document(use.target))
    withheld = _withheld_links(site, document)
    return Prose(
        body=document.body,
        figures=site.bindings[document.path],
        headings=document.headings,
        documents=tuple(
            (path, site.addresses[beside(document.path, path)])
            for path in dict.fromkeys(links)
            if path not in withheld
        ),
        pictures=tuple(
            (use.target, picture(site, document, use.target, use.alt)) for use in document.images
        ),
        terms=tuple(
            TermLink(names=term.names, path=f"{GLOSSARY}#{term.anchor}", definition=term.definition)
            for term in site.glossary
            if term.term in document.terms
        ),
        cover=_cover(site, document),
        withheld=withheld,
    )


def _withheld_links(site: Site, document: Document) -> tuple[str, ...]:
    """Return the links of a document, without their fragments, to what is not published."""
    if site.preview:
        return ()
    held = {item.document.address for item in site.withheld}
    held |= {item.document.path for item in site.withheld}
    held |= {alias for item in site.withheld for alias in item.document.aliases}
    paths = dict.fromkeys(urlsplit(use.target).path for use in document.links)
    return tuple(
        path
        for path in paths
        if path in held or (is_document(path) and beside(document.path, path) in held)
    )


def _cover(site: Site, document: Document) -> Picture | None:
    cover = document.cover
    return picture(site, document, cover.image, cover.alt) if cover else None


def cover_image(site: Site, document: Document) -> SharedImage | None:
    """Return the widest form of a document's cover, None where it has none."""
    cover = _cover(site, document)
    if cover is None:
        return None
    widest = cover.widest
    return SharedImage(path=widest.path, width=widest.width, height=widest.height, alt=cover.alt)


def card(site: Site, page: str, alt: str) -> SharedImage | None:
    """Return the card of a page; None where the site makes no pictures."""
    if not site.settings.pictures:
        return None
    return SharedImage(path=card_path(page), width=WIDTH, height=HEIGHT, alt=alt)


def traced(site: Site, document: Document) -> tuple[Figure, ...]:
    """Return the figures a document shows, each observation once, in the order of their names."""
    figures = {item.figure.observation: item.figure for item in site.bindings[document.path]}
    return tuple(figures.values())


def source_facts(source: Source, locator: str = "") -> tuple[Fact, ...]:
    """Return the lines that say where something comes from."""
    facts = [Fact(label="来源", text=source.publisher)]
    facts.append(Fact(label="材料", text=source.title, path=source.url))
    facts.append(Fact(label="材料发布日期", text=source.published or "未注明"))
    if locator:
        facts.append(Fact(label="出处", text=locator.replace("｜", "：")))
    return tuple(facts)


def document_facts(site: Site, document: Document) -> tuple[Fact, ...]:
    """Return where a document's facts come from, with the grounds of its names and claims."""
    facts = source_facts(site.sources[(document.package, document.source)], document.locator)
    if document.consent:
        facts = (*facts, Fact(label="名称公开依据", text=document.consent))
    claims = (
        Fact(label=f"“{text}”", text=reason.replace("｜", "：")) for text, reason in document.claims
    )
    return (*facts, *claims)
