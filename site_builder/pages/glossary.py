"""The glossary: what the words on this site mean, who says so, and where they are used."""

from msgspec import Struct

from site_builder.model.glossary import GLOSSARY, Term
from site_builder.model.package import Source
from site_builder.model.site import Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta

INDEXED = 16
"""From so many words on the page has an index of initials."""


class TermEntry(Struct, frozen=True, kw_only=True):
    """A word with what it means; `source` is "" where this site says so itself.

    `original` is the word itself, where `title` is a translation. `used` are the cases, reports
    and pages that hold it.
    """

    anchor: str
    title: str
    original: str
    aliases: tuple[str, ...]
    definition: str
    source: str
    locator: str
    see: tuple[Link, ...]
    used: tuple[Link, ...]


class TermGroup(Struct, frozen=True, kw_only=True):
    """Words under one heading, in the order of the file."""

    anchor: str
    title: str
    note: str
    terms: tuple[TermEntry, ...]


class GlossaryView(Struct, frozen=True, kw_only=True):
    """What the glossary shows: the site's own words apart from the names in its sources.

    `index` are all words with their anchors, () where there are few.
    """

    meta: PageMeta
    groups: tuple[TermGroup, ...]
    index: tuple[tuple[str, str], ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("glossary", GLOSSARY),) if site.glossary else ()


def _view(site: Site, route: Route) -> GlossaryView:
    say = site.language.say
    sources = {slug: source for (_, slug), source in reversed(tuple(site.sources.items()))}
    titles = {term.term: term for term in site.glossary}
    used = _used(site)
    entries = [
        (term, _entry(term, sources, titles, used.get(term.term, ()), say("：")))
        for term in site.glossary
    ]
    groups = (
        TermGroup(
            anchor="method",
            title=say("看数据用的词"),
            note=say("本站说明，不出自来源材料。"),
            terms=tuple(entry for term, entry in entries if not term.source),
        ),
        TermGroup(
            anchor="names",
            title=say("来源里的名称"),
            note=say("照来源的解释；来源没有解释的名称，这里也不解释。"),
            terms=tuple(entry for term, entry in entries if term.source),
        ),
    )
    return GlossaryView(
        meta=meta(
            site,
            kind="glossary",
            path=route.path,
            title=say("术语"),
            finding=say("本站用到的词是什么意思，出自哪里，用在哪里。"),
            section="about",
            crumbs=(Link(title=say("术语"), path=route.path),),
        ),
        groups=tuple(group for group in groups if group.terms),
        index=tuple((term.title, term.anchor) for term in site.glossary)
        if len(site.glossary) >= INDEXED
        else (),
    )


def _used(site: Site) -> dict[str, tuple[Link, ...]]:
    """Return the documents in whose prose each word stands, by the word's name."""
    found: dict[str, tuple[Link, ...]] = {}
    for document in (*site.cases, *site.reports, *site.pages):
        link = Link(title=document.title, path=document.address)
        for name in document.terms:
            found[name] = (*found.get(name, ()), link)
    return found


def _entry(
    term: Term,
    sources: dict[str, Source],
    titles: dict[str, Term],
    used: tuple[Link, ...],
    colon: str,
) -> TermEntry:
    return TermEntry(
        anchor=term.anchor,
        title=term.title,
        original=term.original if term.original != term.title else "",
        aliases=term.aliases,
        definition=term.definition,
        source=sources[term.source].title if term.source else "",
        locator=term.locator.replace("｜", colon) if term.source else "",
        see=tuple(
            Link(title=titles[name].title, path=f"{GLOSSARY}#{titles[name].anchor}")
            for name in term.see
        ),
        used=used,
    )


KINDS = (PageKind(name="glossary", template="glossary.html", routes=_routes, view=_view),)
