"""A chart with what stands around it: sources, versions, how it is cited."""

from collections.abc import Iterable
from typing import Protocol

from site_builder.compare.periods import order
from site_builder.figures.basis import package_links, source_titles
from site_builder.figures.present import figure_of
from site_builder.model.chart import Chart, Drawn
from site_builder.model.figure import Figure
from site_builder.model.package import Observation
from site_builder.model.site import Site


class Sourced(Protocol):
    """What a package holds and a source says: an observation, an initiative, a case."""

    @property
    def package(self) -> str:
        """Return the name of the package."""

    @property
    def source(self) -> str:
        """Return the name of the source in the package."""


def framed(
    site: Site,
    page: str,
    name: str,
    drawn: Drawn,
    based_on: Iterable[Sourced],
    *,
    title: str,
    subtitle: str,
    description: str,
    breaks: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    computed: bool = False,
    table: str = "",
) -> Chart:
    """Return a chart of the page with the basis of what it shows and its citation."""
    basis = tuple(based_on)
    own = tuple(item for item in basis if isinstance(item, Observation))
    keys = tuple(dict.fromkeys((item.package, item.source) for item in basis))
    packages = package_links(site, tuple(dict.fromkeys(package for package, _ in keys)))
    language = site.language
    versions = language.clauses(
        language.say("《{title}》{version}", title=item.title, version=item.note)
        for item in packages
    )
    address = f"{site.settings.base_url}{page.lstrip('/')}#{name}"
    return Chart(
        name=name,
        page=page,
        title=title,
        subtitle=subtitle,
        description=description,
        drawn=drawn,
        breaks=breaks,
        notes=notes,
        sources=source_titles(site, keys),
        packages=packages,
        computed=computed,
        table=table,
        span=_span(site, own),
        marks=tuple(dict.fromkeys(mark for item in own for mark in _figure(site, item).marks)),
        licences=_licences(site, {package for package, _ in keys}),
        citation=language.say(
            "图：{title}。{versions}，{site}，{address}",
            title=title.rstrip(language.say("{finding}。", finding="")),
            versions=versions,
            site=site.settings.title,
            address=address,
        ),
    )


def _figure(site: Site, item: Observation) -> Figure:
    return figure_of(site, site.entries[item.indicator], item)


def _span(site: Site, observations: tuple[Observation, ...]) -> str:
    """Return the first and the last period as they are printed; "" where there is none."""
    if not observations:
        return ""
    in_order = sorted(observations, key=lambda item: order(item.time_period))
    first, last = (_figure(site, item).period for item in (in_order[0], in_order[-1]))
    return first if first == last else site.language.say("{start}—{end}", start=first, end=last)


def _licences(site: Site, names: set[str]) -> tuple[tuple[str, str], ...]:
    """Return titles and addresses of the licences of packages, each once."""
    licences = (one for item in site.packages if item.name in names for one in item.licences)
    return tuple(dict.fromkeys((one.title or one.name, one.path) for one in licences))
