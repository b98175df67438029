"""What a page kind is."""

from collections.abc import Callable

from msgspec import Struct

from site_builder.model.document import Document
from site_builder.model.site import Route, Site


class Reads(Struct, frozen=True, kw_only=True):
    """What a view reads beside the data: nothing else of the documents may show on its page.

    `texts` are documents it reads whole, `heads` those of which it prints what lists show (title,
    summary, figures, labels, all that front matter says), `also` is plain data of any other sort.
    `indicators` are those whose rows it reads; None where it may read any table. With figures of
    the documents' and with names, settings and versions they are all that it reads of the data.
    """

    texts: tuple[Document, ...] = ()
    heads: tuple[Document, ...] = ()
    also: object = ()
    indicators: tuple[str, ...] | None = None


class PageKind(Struct, frozen=True, kw_only=True):
    """A kind of page: which addresses it has, and what one of them shows.

    `view` returns a frozen `Struct` with a `meta` field; it is the complete input of `template`.
    `reads`, where a view is dear to make or pages are many, names the few documents it reads; the
    view is not made while these and the data stay the same. Pages are
    made in every language of the site; those that are `once` are no pages of their own but stand
    for others, or for none (a chart to embed, an address that moved, one that is not there).
    Where they are `narrow`, a view sees of the indicators those alone that it `reads`, and no other
    rows of the packages.
    """

    name: str
    template: str
    routes: Callable[[Site], tuple[Route, ...]]
    view: Callable[[Site, Route], object]
    reads: Callable[[Site, Route], Reads] | None = None
    once: bool = False
    narrow: bool = False


def no_documents(site: Site, route: Route) -> Reads:
    """Return nothing: what a view reads that shows data alone."""
    return Reads()


def page(kind: str, path: str, key: str = "", origin: str = "") -> Route:
    """Return the route of a page at `path`, which ends in a slash; `origin` is its source file."""
    return Route(
        kind=kind, key=key, path=path, output=f"{path.lstrip('/')}index.html", origin=origin
    )
