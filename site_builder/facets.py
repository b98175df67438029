"""What cases may be listed by: environment, area, year, department, award, tag."""

from collections.abc import Callable, Iterable
from operator import itemgetter

from msgspec import Struct

from site_builder.model.document import Document
from site_builder.model.language import phrase
from site_builder.model.settings import Words
from site_builder.model.shelves import FacetValue
from site_builder.model.site import Site
from site_builder.model.vocabulary import EvaluationStage


class Facet(Struct, frozen=True, kw_only=True):
    """A way to list cases; `of` gives the values of a case: what stands in addresses, its title.

    `name` is the folder of its pages.
    """

    name: str
    title: str
    of: Callable[[Site, Document], Iterable[tuple[str, str]]]


def _environment(site: Site, case: Document) -> Iterable[tuple[str, str]]:
    return [
        (item.id, item.title) for item in site.settings.environments if item.id == case.environment
    ]


def _area(site: Site, case: Document) -> Iterable[tuple[str, str]]:
    return [(case.area, site.areas[case.area].title)] if case.area in site.areas else []


def _year(site: Site, case: Document) -> Iterable[tuple[str, str]]:
    return [(case.date[:4], site.language.say("{year}年", year=case.date[:4]))]


def _award(site: Site, case: Document) -> Iterable[tuple[str, str]]:
    """Return the years in which a case was selected: an award comes only from a row of the data."""
    years = {
        row.year
        for row in site.systems.evaluations
        if (row.package, row.case) == (case.package, case.slug)
        and row.stage is EvaluationStage.SELECTED
    }
    return [
        (year, site.language.say("{year}年入选", year=year)) for year in sorted(years, reverse=True)
    ]


def _terms(words: Words, wanted: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    found = {item for word in wanted for item in words.get(word, ())}
    return [(item.id, item.title) for _, item in sorted(found, key=itemgetter(0))]


FACETS = (
    Facet(name="environments", title=phrase("环境"), of=_environment),
    Facet(name="areas", title=phrase("地区"), of=_area),
    Facet(name="years", title=phrase("年份"), of=_year),
    Facet(
        name="departments",
        title=phrase("部门"),
        of=lambda site, case: _terms(site.settings.department_words, case.departments),
    ),
    Facet(name="awards", title=phrase("评选"), of=_award),
    Facet(
        name="tags",
        title=phrase("标签"),
        of=lambda site, case: _terms(site.settings.tag_words, case.tags),
    ),
)
"""Every facet, in the order in which lists offer them."""


def tag_titles(site: Site, document: Document) -> tuple[str, ...]:
    """Return the tags of a document as readers see them."""
    return tuple(title for _, title in _terms(site.settings.tag_words, document.tags))


RESERVED = frozenset({"page", *(facet.name for facet in FACETS)})
"""Words under `/cases/` that no case may have as its slug."""


def values_of(site: Site, facet: Facet) -> tuple[FacetValue, ...]:
    """Return the values of a facet that cases have; in the order of settings, then of the cases."""
    found: dict[tuple[str, str], list[Document]] = {}
    for case in site.cases:
        for value in facet.of(site, case):
            found.setdefault(value, []).append(case)
    settings = site.settings
    order = [item.id for item in settings.environments]
    order += [item.id for item in (*settings.departments, *settings.tags)]
    ranked = sorted(found, key=lambda value: order.index(value[0]) if value[0] in order else 0)
    return tuple(
        FacetValue(facet=facet.name, value=value, title=title, cases=tuple(found[(value, title)]))
        for value, title in ranked
    )
