"""When each page last changed, as far as its sources say: never a clock.

A text says so itself. A page of data is as new as the newest of the versions whose values it shows,
and of the texts it lists. What neither tells (a glossary, a form) has no date.
"""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from site_builder.facets import FACETS
from site_builder.figures.linked_rows import coverage_of, papers_about, shortcomings_in
from site_builder.figures.shown import own_entries
from site_builder.model.document import Document, DocumentKind
from site_builder.model.site import Route, Routes, Site


class _Known(Struct, frozen=True, kw_only=True):
    """What dates pages, gathered once: days by what they are of, "" for none.

    `released` goes by package, `areas` name the packages whose values are about them, `cited` goes
    by indicator and holds the newest case that shows it, `listed` by the list of cases, `cases` is
    that of all cases, `changed` goes
    by page and holds the last release that changed a figure on it.
    """

    site: Site
    released: Mapping[str, str]
    areas: Mapping[str, set[str]]
    cited: Mapping[str, str]
    listed: Mapping[tuple[str, str], str]
    cases: str
    changed: Mapping[str, str]

    def of(self, packages: Iterable[str]) -> str:
        """Return the day on which the newest of some packages was released."""
        return max((self.released.get(name, "") for name in packages), default="")


def page_dates(site: Site, routes: Routes) -> Mapping[str, str]:
    """Return the day, `YYYY-MM-DD`, of every page that has one, by its path."""
    known = _gathered(site)
    documents = {item.path: item for item in (*site.cases, *site.reports, *site.pages)}
    found = {}
    for route in routes.all:
        day = _day_of(known, documents, route)
        if day:
            found[route.path] = day
    return found


def _day_of(known: _Known, documents: Mapping[str, Document], route: Route) -> str:
    if route.origin:
        document = documents[route.origin]
        rows = _released_with(known, document)
        return max(_day(document), known.changed.get(document.address, ""), rows)
    return _BY_KIND[route.kind](known, route.key) if route.kind in _BY_KIND else ""


def _released_with(known: _Known, document: Document) -> str:
    """Return when the rows about a text were released that stand on its page; "" for none."""
    site = known.site
    shown: tuple[object, ...] = ()
    if document.kind is DocumentKind.CASE:
        papers = papers_about(site, document.package, case=document.slug)
        shown = (*papers, *coverage_of(site, document))
    if document.kind is DocumentKind.REPORT:
        shown = shortcomings_in(site, document)
    return known.of([document.package]) if shown else ""


def _gathered(site: Site) -> _Known:
    released = {}
    areas: dict[str, set[str]] = {}
    for package in site.packages:
        for held in site.versions[package.name]:
            if held.version == package.version and held.release:
                released[package.name] = held.release.date
        for area in {row.ref_area for row in package.observations}:
            areas.setdefault(area, set()).add(package.name)
    cited: dict[str, str] = {}
    for slug, cases in site.shelves.citing.items():
        cited[slug] = _newest(cases)
    changed: dict[str, str] = {}
    for release in site.releases:
        for page in release.pages:
            changed[page.path] = max(changed.get(page.path, ""), release.release.date)
    listed = {
        (facet.name, found.value): _newest(found.cases)
        for facet in FACETS
        for found in site.shelves.facets[facet.name]
    }
    return _Known(
        site=site,
        released=released,
        areas=areas,
        cited=cited,
        listed=listed,
        cases=_newest(site.cases),
        changed=changed,
    )


def _day(document: Document) -> str:
    return max(document.date, document.updated)[:10]


def _newest(documents: Iterable[Document]) -> str:
    return max((_day(item) for item in documents), default="")


def _everything(known: _Known, key: str) -> str:
    texts = (*known.site.cases, *known.site.reports)
    return max(known.of(known.released), _newest(texts))


def _data(known: _Known, key: str) -> str:
    return known.of([key] if key else known.released)


def _events(known: _Known, key: str) -> str:
    """Return when the last version was released or withdrawn."""
    held = [item.held for item in known.site.releases]
    return max(step.date for one in held for step in (one.release, one.withdrawn) if step)


def _version(known: _Known, key: str) -> str:
    """Return when a version was released or, later, withdrawn; `key` is package@version."""
    name, _, version = key.partition("@")
    found = next(item for item in known.site.versions[name] if item.version == version)
    return max((step.date for step in (found.release, found.withdrawn) if step), default="")


def _indicator(known: _Known, slug: str) -> str:
    entry = known.site.entries[slug]
    packages = (entry.package.name, *(other.name for other in entry.others))
    return max(known.of(packages), known.cited.get(slug, ""))


def _environment(known: _Known, name: str) -> str:
    site = known.site
    packages = {
        package.name
        for entry in own_entries(site)
        if entry.indicator.environment == name
        for package in (entry.package, *entry.others)
    }
    packages |= {item.package for item in site.initiatives if item.environment == name}
    return max(known.of(packages), known.listed.get(("environments", name), ""))


def _region(known: _Known, area: str) -> str:
    return known.of(known.areas.get(area, ()))


def _years(known: _Known, key: str) -> str:
    """Return the day of a comparison; `key` is area/years."""
    return _region(known, key.partition("/")[0])


def _initiative(known: _Known, name: str) -> str:
    items = [item for item in known.site.initiatives if not name or item.initiative == name]
    cases = [item for item in known.site.cases if name in item.initiatives]
    return max(known.of(item.package for item in items), _newest(cases))


def _documents(known: _Known, key: str) -> str:
    systems = known.site.systems
    return known.of(row.package for row in (*systems.documents, *systems.coverage))


def _services(known: _Known, key: str) -> str:
    return known.of(row.package for row in known.site.systems.services)


def _cases(known: _Known, key: str) -> str:
    return known.cases


def _cases_of(known: _Known, key: str) -> str:
    """Return the day of a list of cases; `key` is facet/value/number."""
    name, value, _ = key.split("/")
    return known.listed[(name, value)]


def _awards(known: _Known, year: str) -> str:
    """Return the last day that the rows of the rounds of a year tell of, else of their release."""
    rounds = [item for item in known.site.systems.evaluation_rounds if item.year == year]
    rows = [item for item in known.site.systems.evaluations if item.year == year]
    days = (*(item.date for item in rows), *(item.publicity_from for item in rounds))
    return max(_told(known, days), known.of(item.package for item in rounds))


def _feedback(known: _Known, key: str) -> str:
    rows = known.site.systems.feedback
    days = (day for row in rows for day in (row.date, row.replied_on))
    return max(_told(known, days), known.of(row.package for row in rows))


def _watch(known: _Known, key: str) -> str:
    packages = {item.package.name for item in own_entries(known.site) if item.indicator.watched}
    return known.of(packages | {row.package for row in known.site.systems.shortcomings})


def _told(known: _Known, days: Iterable[str]) -> str:
    """Return the newest of some days that have come by the day of the build; "" for none."""
    return max((day for day in days if day <= known.site.as_of), default="")


_BY_KIND: Mapping[str, Callable[[_Known, str], str]] = {
    "home": _everything,
    "sitemap": _everything,
    "environment": _environment,
    "indicators": _data,
    "indicator": _indicator,
    "compare": _data,
    "compare-years": _years,
    "regions": _data,
    "region": _region,
    "initiatives": _initiative,
    "initiative": _initiative,
    "awards": _awards,
    "feedback": _feedback,
    "watch": _watch,
    "documents": _documents,
    "services": _services,
    "cases": _cases,
    "cases-of": _cases_of,
    "data": _data,
    "data-package": _data,
    "data-version": _version,
    "changes": _events,
}
"""What dates a page, by its kind; each is handed the route's key."""
