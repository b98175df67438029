"""`oembed.json` beside each page that is made to be put into others."""

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from site_builder.model.chart import Chart
from site_builder.model.download import card_path
from site_builder.model.drawing import Imprint
from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs, Pending
from site_builder.sharing.embeds import Embed, embeds
from site_builder.sharing.snippet import (
    Thumbnail,
    card_thumbnail,
    chart_snippet,
    oembed,
    value_snippet,
)


class OembedView(Struct, frozen=True, kw_only=True):
    """A page to be put into others, its thumbnail, what it says of the site."""

    item: Embed
    chart: Chart | None
    thumbnail: Thumbnail | None
    imprint: Imprint


def _file(path: str) -> str:
    return f"{path.lstrip('/')}oembed.json"


def _paths(site: Site) -> tuple[str, ...]:
    return tuple(_file(item.path) for item in embeds(site))


def _groups(site: Site) -> Iterator[Pending]:
    for item in embeds(site):
        group = partial(_group, site, item)
        charts = site.charts.read(item.page) if item.chart else ()
        read = (item, charts, site.ground.around)
        yield Pending(path=_path(item), read=read, group=group)


def _path(item: Embed) -> str:
    return f"{item.path}oembed"


def _group(site: Site, item: Embed) -> FileGroup:
    chart = site.charts.named(item.page, item.chart) if item.chart else None
    view = OembedView(
        item=item,
        chart=chart,
        thumbnail=_thumbnail(site, item.page),
        imprint=Imprint.of(site.settings),
    )
    return FileGroup(
        path=_path(item),
        outputs=(_file(item.path),),
        view=view,
        made_of=view,
        charts=(chart.drawn,) if chart else (),
    )


def _thumbnail(site: Site, page: str) -> Thumbnail | None:
    """Return the card of an indicator; of other pages none."""
    if site.settings.pictures and page.startswith("/indicators/"):
        return card_thumbnail(card_path(page))
    return None


def _make(inputs: Inputs) -> Files:
    view = inputs.view
    assert isinstance(view, OembedView)
    item, imprint = view.item, view.imprint
    if view.chart is None:
        shown = value_snippet(item.title, item.path)
    else:
        shown = chart_snippet(view.chart, item.path, inputs.drawings[0], imprint)
    return ((_file(item.path), oembed(shown, view.thumbnail, imprint)),)


OEMBED = FileKind(name="oembed", paths=_paths, groups=_groups, make=_make)
