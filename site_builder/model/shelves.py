"""How the cases of a site lie side by side: worked out once, for every page that lists some."""

from collections.abc import Mapping

from msgspec import Struct, field

from site_builder.model.document import Document


class FacetValue(Struct, frozen=True, kw_only=True):
    """A value that some case has, with its cases, newest first."""

    facet: str
    value: str
    title: str
    cases: tuple[Document, ...]

    @property
    def path(self) -> str:
        """The address of its list."""
        return f"/cases/{self.facet}/{self.value}/"


class Beside(Struct, frozen=True, kw_only=True):
    """The cases before and after a case in their order, and those that belong with it."""

    before: Document | None
    after: Document | None
    related: tuple[Document, ...]


class Shelves(Struct, frozen=True, kw_only=True):
    """Cases by what they may be listed by, each in the order of the site.

    `count` is how many there are, `facets` their values by the name of the facet, `citing` the
    cases by the indicators they name, `beside` goes by the path of a case's file, and so does
    `documents`, with reports and pages among them.
    """

    count: int = 0
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    citing: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    beside: Mapping[str, Beside] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
