"""What a page kind is."""

from collections.abc import Callable
from dataclasses import dataclass

from site_builder.model.document import Document
from site_builder.model.site import Route, Site


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKind:
    """A kind of page: which addresses it has, and what one of them shows.

    `view` returns a frozen dataclass with a `meta` field; it is the complete input of `template`.
    `reads`, where a view is dear to make, names the few documents it reads; it is handed a site
    without any others, and its view may be kept while these and the data stay the same. Pages are
    made in every language of the site; those that are `once` are no pages of their own but stand
    for others, or for none (a chart to embed, an address that moved, one that is not there).
    """

    name: str
    template: str
    routes: Callable[[Site], tuple[Route, ...]]
    view: Callable[[Site, Route], object]
    reads: Callable[[Site, Route], tuple[Document, ...]] | None = None
    once: bool = False


def no_documents(site: Site, route: Route) -> tuple[Document, ...]:
    """Return nothing: what a view reads that shows data alone."""
    return ()


def page(kind: str, path: str, key: str = "", origin: str = "") -> Route:
    """Return the route of a page at `path`, which ends in a slash; `origin` is its source file."""
    return Route(
        kind=kind, key=key, path=path, output=f"{path.lstrip('/')}index.html", origin=origin
    )
