"""What views see of a site's data, and digests of it: all, or what some indicators say."""

from collections.abc import Collection

from site_builder.figures.ground import bare_site, narrowed
from site_builder.model.site import Site
from site_builder.traces import digest

_DOCUMENTS = frozenset(
    ("cases", "reports", "pages", "texts", "bindings", "unresolved", "digests", "withheld")
)
_FOLLOWING = frozenset(
    (
        "packages",
        "versions",
        "releases",
        "entries",
        "areas",
        "sources",
        "initiatives",
        "charts",
        "ground",
        "shelves",
    )
)
"""Fields of a site that hold its documents, and those that follow from these or from packages."""


def data_digest(site: Site) -> str:
    """Return a digest of all that a site holds but its documents: what any page may show.

    Of the documents their addresses are in it, which of them are withheld, and what lists show of
    reports, which are few and shown in many places.
    """
    packages = [
        (item.name, item.version, item.folder, item.demonstration, item.files)
        for item in site.packages
    ]
    versions = [
        (item.path, item.release, item.withdrawn, item.files)
        for held in site.versions.values()
        for item in held
    ]
    return digest(packages, versions, _beside_tables(site))


def _beside_tables(site: Site) -> tuple[object, ...]:
    """Return what such a digest is made of but the files of packages."""
    rest = [
        (name, getattr(site, name))
        for name in site.__struct_fields__
        if name not in _DOCUMENTS | _FOLLOWING
    ]
    withheld = [
        (item.document.path, item.document.address, item.document.aliases, item.words)
        for item in site.withheld
    ]
    reports = [(one.path, one.head) for one in site.reports]
    environments = sorted({one.environment for one in site.cases})
    return rest, withheld, reports, environments


class Data:
    """The data of a site as views see it, and digests of that."""

    def __init__(self, site: Site) -> None:
        """Take a site with its ground."""
        self._site = site
        self._bare: Site | None = None
        self._all = data_digest(site)
        self._around = digest(site.ground.around, _beside_tables(site))

    def read(self, indicators: Collection[str] | None) -> object:
        """Return what stands for some indicators with all that may be told beside them.

        None are all, with every other table.
        """
        ground = self._site.ground
        if indicators is None or not ground.around:
            return self._all
        return (self._around, [(slug, ground.entries.get(slug)) for slug in indicators])

    def seen(self, indicators: Collection[str]) -> Site:
        """Return the site as one sees it who sees of its rows those of some indicators alone."""
        if self._bare is None:
            self._bare = bare_site(self._site)
        return narrowed(self._bare, indicators)
