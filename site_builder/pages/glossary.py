"""The glossary: what the words on this site mean, and who says so."""

from dataclasses import dataclass

from site_builder.model.glossary import GLOSSARY, Term
from site_builder.model.package import Source
from site_builder.model.site import Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, page
from site_builder.pages.parts import meta


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """A word with what it means; `source` is "" where this site says so itself.

    `original` is the word itself, where `title` is a translation.
    """

    anchor: str
    title: str
    original: str
    aliases: tuple[str, ...]
    definition: str
    source: str
    locator: str
    see: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView:
    """What the glossary shows, in the order of its file."""

    meta: PageMeta
    terms: tuple[TermEntry, ...]


def _routes(site: Site) -> tuple[Route, ...]:
    return (page("glossary", GLOSSARY),) if site.glossary else ()


def _view(site: Site, route: Route) -> GlossaryView:
    say = site.language.say
    sources = {slug: source for (_, slug), source in reversed(tuple(site.sources.items()))}
    titles = {term.term: term for term in site.glossary}
    return GlossaryView(
        meta=meta(
            site,
            kind="glossary",
            path=route.path,
            title=say("术语"),
            finding=say("本站用到的词是什么意思，出自哪里。来源材料没有解释的名称，这里也不解释。"),
            section="about",
            crumbs=(Link(title=say("术语"), path=route.path),),
        ),
        terms=tuple(_entry(term, sources, titles) for term in site.glossary),
    )


def _entry(term: Term, sources: dict[str, Source], titles: dict[str, Term]) -> TermEntry:
    return TermEntry(
        anchor=term.anchor,
        title=term.title,
        original=term.original if term.original != term.title else "",
        aliases=term.aliases,
        definition=term.definition,
        source=sources[term.source].title if term.source else "",
        locator=term.locator.replace("｜", "：") if term.source else "",
        see=tuple(
            Link(title=titles[name].title, path=f"{GLOSSARY}#{titles[name].anchor}")
            for name in term.see
        ),
    )


KINDS = (
    PageKind(
        name="glossary", template="glossary.html", routes=_routes, view=_view, translated=True
    ),
)
