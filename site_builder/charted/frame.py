"""A chart with what stands around it: sources, versions, how it is cited."""

from collections.abc import Iterable
from typing import Protocol

from site_builder.figures.basis import package_links, source_titles
from site_builder.model.chart import Chart, Drawn
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
    notes: tuple[str, ...] = (),
    computed: bool = False,
    table: str = "",
) -> Chart:
    """Return a chart of the page with the basis of what it shows and its citation."""
    keys = tuple(dict.fromkeys((item.package, item.source) for item in based_on))
    packages = package_links(site, tuple(dict.fromkeys(package for package, _ in keys)))
    versions = "，".join(f"《{item.title}》{item.note}" for item in packages)
    address = f"{site.settings.base_url}{page.lstrip('/')}#{name}"
    return Chart(
        name=name,
        page=page,
        title=title,
        subtitle=subtitle,
        description=description,
        drawn=drawn,
        notes=notes,
        sources=source_titles(site, keys),
        packages=packages,
        computed=computed,
        table=table,
        citation=f"图：{title.rstrip('。')}。{versions}，{site.settings.title}，{address}",
    )
