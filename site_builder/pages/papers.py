"""Documents of the administration, and what the press told: a page for both, lists for others."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from site_builder.figures.basis import package_links
from site_builder.figures.linked_rows import (
    DOCUMENTS,
    coverage_anchor,
    coverage_of,
    newest_first,
    paper_anchor,
    papers_about,
)
from site_builder.model.document import Document
from site_builder.model.language import phrase
from site_builder.model.site import Route, Site
from site_builder.model.systems import Coverage, Paper
from site_builder.model.view import Fact, Link, PageMeta
from site_builder.model.vocabulary import (
    OUTLET_LEVEL_WORDS,
    PAPER_KIND_WORDS,
    OutletLevel,
    PaperKind,
)
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta, row_source
from site_builder.pages.progress import day_words

_STATED = {
    "number": phrase("文号"),
    "issuer": phrase("发布机关"),
    "date": phrase("成文日期"),
    "valid_until": phrase("有效期"),
}
"""What a reader expects to be told of a document, by its column."""


class PaperCard(Struct, frozen=True, kw_only=True):
    """A document in words; what its source does not state is left out and named in `unstated`.

    `expired` says since when it holds no longer, on the day of the build. `answers` are those of a
    policy: who gets it, how, until when; () of what is none.
    """

    anchor: str
    title: str
    url: str
    expired: str
    facts: tuple[Fact, ...]
    answers: tuple[Fact, ...]
    summary: str
    about: tuple[Link, ...]
    source: str
    unstated: str


class PaperGroup(Struct, frozen=True, kw_only=True):
    """The documents of one kind, the newest first."""

    id: str
    title: str
    cards: tuple[PaperCard, ...]


class PaperLink(Struct, frozen=True, kw_only=True):
    """A document in a list of another page."""

    title: str
    path: str
    kind: str
    date: str
    expired: str


class CoverageLine(Struct, frozen=True, kw_only=True):
    """What the press told; `date` is an ISO date, `level` and `url` "" where not stated."""

    anchor: str
    date: str
    outlet: str
    level: str
    title: str
    url: str
    case: Link | None


class PapersView(Struct, frozen=True, kw_only=True):
    """What the page shows; `unstated` says what the sources state of no document."""

    meta: PageMeta
    contents: tuple[Link, ...]
    unstated: str
    groups: tuple[PaperGroup, ...]
    coverage: tuple[CoverageLine, ...]


def paper_links(
    site: Site, package: str, *, initiative: str = "", case: str = ""
) -> tuple[PaperLink, ...]:
    """Return the documents about an initiative or a case, as its page lists them."""
    return tuple(
        PaperLink(
            title=row.title,
            path=f"{DOCUMENTS}#{paper_anchor(row)}",
            kind=site.language.say(PAPER_KIND_WORDS[row.kind]),
            date=row.date,
            expired=_expired(site, row),
        )
        for row in papers_about(site, package, initiative=initiative, case=case)
    )


def case_coverage(site: Site, case: Document) -> tuple[CoverageLine, ...]:
    """Return what the press told of a case, the newest first, as its own page lists it."""
    return tuple(replace(_line(site, row), case=None) for row in coverage_of(site, case))


def _routes(site: Site) -> tuple[Route, ...]:
    shown = site.systems.documents or site.systems.coverage
    return (page("documents", DOCUMENTS),) if shown else ()


def _view(site: Site, route: Route) -> PapersView:
    say, papers, told = site.language.say, site.systems.documents, site.systems.coverage
    missing = tuple(
        name for name in _STATED if papers and not any(getattr(row, name) for row in papers)
    )
    groups = tuple(
        PaperGroup(
            id=kind.value.replace("_", "-"),
            title=say(words),
            cards=tuple(_card(site, row, missing) for row in own),
        )
        for kind, words in PAPER_KIND_WORDS.items()
        if (own := sorted((row for row in papers if row.kind is kind), key=_age, reverse=True))
    )
    press = tuple(_line(site, row) for row in newest_first(told))
    title = say("文件与政策") if papers else say("媒体报道")
    links = [Link(title=one.title, path=f"#{one.id}", note=str(len(one.cards))) for one in groups]
    if press:
        links.append(Link(title=say("媒体报道"), path="#coverage", note=str(len(press))))
    packages = dict.fromkeys(row.package for row in (*papers, *told))
    return PapersView(
        meta=meta(
            site,
            kind="documents",
            path=DOCUMENTS,
            title=title,
            finding=_finding(site),
            section="documents",
            crumbs=(Link(title=title, path=DOCUMENTS),),
            based_on=package_links(site, tuple(packages)),
            following=(Link(title=phrase("改革举措"), path="/initiatives/"),)
            if site.initiatives
            else (),
        ),
        contents=tuple(links) if len(links) > 1 else (),
        unstated=_named(site, missing, phrase("这些文件的{fields}，原文都没有注明。")),
        groups=groups,
        coverage=press,
    )


def _age(row: Paper) -> str:
    return row.date


def _finding(site: Site) -> str:
    say, papers = site.language.say, site.systems.documents
    gone = sum(bool(_expired(site, row)) for row in papers)
    press = len(site.systems.coverage)
    parts = [say("{n}份文件和政策", n=len(papers))] if papers else []
    parts += [say("{n}篇媒体报道", n=press)] if press else []
    what = site.language.clauses(parts)
    if not gone:
        return say("{finding}。", finding=what)
    day = day_words(site.as_of, site.language)
    return say("{finding}；截至{date}，{n}份已过有效期。", finding=what, date=day, n=gone)


def _card(site: Site, row: Paper, missing: tuple[str, ...]) -> PaperCard:
    facts = [
        Fact(label=_STATED[name], text=text)
        for name, text in (
            ("number", row.number),
            ("issuer", row.issuer),
            ("date", day_words(row.date, site.language)),
            ("valid_until", _validity(site, row) if row.kind is not PaperKind.POLICY else ""),
        )
        if text
    ]
    asked = tuple(name for name in _STATED if name not in missing and not getattr(row, name))
    if row.kind is PaperKind.POLICY:
        asked = tuple(name for name in asked if name != "valid_until")
    return PaperCard(
        anchor=paper_anchor(row),
        title=row.title,
        url=row.url,
        expired=_expired(site, row),
        facts=tuple(facts),
        answers=_answers(site, row) if row.kind is PaperKind.POLICY else (),
        summary=row.summary,
        about=_about(site, row),
        source=row_source(site, row.package, row.source, row.locator),
        unstated=_named(site, asked),
    )


def _answers(site: Site, row: Paper) -> tuple[Fact, ...]:
    unknown = site.language.say("原文未注明")
    return (
        Fact(label=phrase("谁能享受"), text=row.who or unknown),
        Fact(label=phrase("怎样办"), text=row.how or unknown),
        Fact(label=phrase("到什么时候"), text=_validity(site, row) or unknown),
    )


def _validity(site: Site, row: Paper) -> str:
    if not row.valid_until:
        return ""
    return site.language.say("至{date}", date=day_words(row.valid_until, site.language))


def _expired(site: Site, row: Paper) -> str:
    """Return that a document holds no longer on the day of the build; "" where it may."""
    if not row.valid_until or row.valid_until >= site.as_of:
        return ""
    return site.language.say("已过有效期")


def _named(site: Site, names: Iterable[str], words: str = phrase("{fields}原文没有注明。")) -> str:
    """Return that the source does not state some columns; "" for none."""
    said = site.language.listed(site.language.say(_STATED[name]) for name in names)
    return site.language.say(words, fields=said) if said else ""


def _about(site: Site, row: Paper) -> tuple[Link, ...]:
    """Return the initiatives and cases a document is linked with, each once."""
    linked = [
        item
        for item in site.systems.document_links
        if (item.package, item.document) == (row.package, row.document)
    ]
    initiatives = {item.initiative for item in linked}
    cases = {item.case for item in linked}
    return (
        *(
            Link(title=item.title, path=f"/initiatives/{item.initiative}/")
            for item in site.initiatives
            if item.package == row.package and item.initiative in initiatives
        ),
        *(
            Link(title=item.title, path=item.address)
            for item in site.cases
            if item.package == row.package and item.slug in cases
        ),
    )


def _line(site: Site, row: Coverage) -> CoverageLine:
    own = (row.package, row.case)
    case = next((item for item in site.cases if (item.package, item.slug) == own), None)
    stated = row.level is not OutletLevel.NOT_STATED
    return CoverageLine(
        anchor=coverage_anchor(row),
        date=row.date,
        outlet=row.outlet,
        level=site.language.say(OUTLET_LEVEL_WORDS[row.level]) if stated else "",
        title=row.title,
        url=row.url,
        case=Link(title=case.title, path=case.address) if case else None,
    )


KINDS = (PageKind(name="documents", template="documents.html", routes=_routes, view=_view),)
