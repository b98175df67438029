"""What can be put into another page: each chart, and the value of an indicator without one."""

from msgspec import Struct

from site_builder.model.download import embed_path
from site_builder.model.site import Site


class Embed(Struct, frozen=True, kw_only=True):
    """A page to be put into others: its path, and the page of the site that it stands for.

    It shows the `chart` of that page, or where it names none the newest value of the indicator.
    """

    path: str
    page: str
    title: str
    chart: str = ""
    indicator: str = ""


def embeds(site: Site) -> tuple[Embed, ...]:
    """Return every one of them: charts in the order of their pages, then values."""
    found = [
        Embed(path=embed_path(page, name if place else ""), page=page, title=title, chart=name)
        for page, names in site.charts.names.items()
        for place, (name, title) in enumerate(names)
    ]
    for slug, entry in site.entries.items():
        page = f"/indicators/{slug}/"
        if entry.observations and page not in site.charts:
            title = entry.indicator.title
            path = embed_path(page, "")
            found.append(Embed(path=path, page=page, title=title, indicator=slug))
    return tuple(found)
