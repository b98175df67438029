"""Pages to be put into others: a chart alone, or the value of an indicator that has none."""

from msgspec import Struct
from msgspec.structs import replace

from site_builder.charted.indicator import trend_of
from site_builder.figures.basis import package_links, source_titles
from site_builder.figures.latest import finding, headline
from site_builder.model.chart import Chart, Refusal
from site_builder.model.figure_row import FigureRow
from site_builder.model.site import Route, Site
from site_builder.model.view import Link, PageMeta
from site_builder.pages.kind import PageKind, Reads, page
from site_builder.pages.parts import meta
from site_builder.sharing.embeds import Embed, embeds

KIND = "embed"


class EmbedView(Struct, frozen=True, kw_only=True):
    """What such a page shows: the first of `charts`, or else the newest figure of an indicator.

    `why` says why there is no chart, `page` the page of the site to go on to.
    """

    meta: PageMeta
    page: str
    charts: tuple[Chart, ...]
    row: FigureRow | None = None
    why: str = ""
    sources: tuple[str, ...] = ()
    packages: tuple[Link, ...] = ()


def _routes(site: Site) -> tuple[Route, ...]:
    return tuple(page(KIND, item.path, _key(item)) for item in embeds(site))


def _key(item: Embed) -> str:
    """Return what finds it again in a site: a page with the chart's name, or an indicator."""
    return f"{item.page}#{item.chart}" if item.chart else item.indicator


def _view(site: Site, route: Route) -> EmbedView:
    of, is_chart, name = route.key.partition("#")
    if is_chart:
        chart = site.charts.named(of, name)
        about = _meta(site, route.path, of, chart.title, chart.description)
        return EmbedView(meta=about, page=of, charts=(chart,))
    entry, target = site.entries[of], f"/indicators/{of}/"
    refused = trend_of(site, entry)
    keys = dict.fromkeys((one.package, one.source) for one in entry.observations)
    title = entry.indicator.title
    return EmbedView(
        meta=_meta(site, route.path, target, title, finding(site, entry)),
        page=target,
        charts=(),
        row=headline(site, entry),
        why=refused.value if isinstance(refused, Refusal) else "",
        sources=source_titles(site, keys),
        packages=package_links(site, tuple(dict.fromkeys(package for package, _ in keys))),
    )


def _meta(site: Site, path: str, target: str, title: str, said: str) -> PageMeta:
    """Return what the page says of itself: it stands for another, in the same column."""
    columns = {one.id for one in site.settings.columns}
    section = target.split("/")[1] or "home"
    found = meta(
        site,
        kind=KIND,
        path=path,
        title=title,
        finding=said,
        section=section if section in columns else "indicators",
    )
    return replace(found, canonical=target, crumbs=(), notices=site.notices.get(target, ()))


def _reads(site: Site, route: Route) -> Reads:
    """Return the charts of the page that it is about, or its indicator."""
    of, is_chart, _ = route.key.partition("#")
    if not is_chart:
        return Reads(indicators=(of,))
    return Reads(also=site.charts.read(of), indicators=())


KINDS = (
    PageKind(
        name=KIND,
        template="embed.html",
        routes=_routes,
        view=_view,
        reads=_reads,
        once=True,
        narrow=True,
    ),
)
