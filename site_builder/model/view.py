"""What templates see: small frozen slices of the site, complete for one page."""

from msgspec import Struct

from site_builder.model.document import Heading
from site_builder.model.figure import BoundFigure, Figure
from site_builder.model.image import Picture
from site_builder.model.text import Html
from site_builder.model.version import Notice


class Link(Struct, frozen=True, kw_only=True):
    """A link inside the site (`path` such as `/cases/`), with a word of context."""

    title: str
    path: str
    note: str = ""


class SharedImage(Struct, frozen=True, kw_only=True):
    """The picture that stands for a page where it is shared: its path, size in pixels, words."""

    path: str
    width: int
    height: int
    alt: str


class PageMeta(Struct, frozen=True, kw_only=True):
    """What every page says of itself.

    `labels` are the government page labels, in order. `finding` is the line under the heading.
    `based_on` are the lines of 数据依据, `image` the picture for those who share it,
    `canonical` the page that this one stands for, "" for itself. `notices` tell what was corrected
    on it lately. `linked` are the texts of JSON-LD by which the page speaks to search engines.
    `published` and `modified` are the moments of a text (RFC 3339), "" for what is none; `tags` the
    words it is listed by.
    """

    kind: str
    path: str
    title: str
    finding: str
    description: str
    crumbs: tuple[Link, ...]
    labels: tuple[tuple[str, str], ...]
    section: str
    image: SharedImage | None = None
    based_on: tuple[Link, ...] = ()
    next: tuple[Link, ...] = ()
    canonical: str = ""
    notices: tuple[Notice, ...] = ()
    linked: tuple[str, ...] = ()
    published: str = ""
    modified: str = ""
    tags: tuple[str, ...] = ()


class TermLink(Struct, frozen=True, kw_only=True):
    """A word of the glossary as prose links to it: what may be written, where to, what it means."""

    names: tuple[str, ...]
    path: str
    definition: str


_SECTION = 2
"""The level of the headings of sections."""
_MANY_SECTIONS = 4


class Prose(Struct, frozen=True, kw_only=True):
    """The text of a document with all that its holes are filled with; `cover` stands before it.

    `withheld` are the links, as written, to what is not published: they print as plain text.

    `documents` are the Markdown files it links to, as written, with the paths of their pages;
    `pictures` its images by the names written; `terms` the words of the glossary in it.
    """

    html: Html
    figures: tuple[BoundFigure, ...]
    headings: tuple[Heading, ...]
    documents: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[str, Picture], ...]
    terms: tuple[TermLink, ...]
    cover: Picture | None = None
    withheld: tuple[str, ...] = ()

    @property
    def long(self) -> bool:
        """Tell whether it has so many sections that a reader wants to see their names first."""
        return sum(heading.level == _SECTION for heading in self.headings) >= _MANY_SECTIONS


class TracedGroup(Struct, frozen=True, kw_only=True):
    """Figures of a text that come from one source and stand in one version of a package."""

    source: str
    package: Link
    figures: tuple[Figure, ...]

    @property
    def count(self) -> int:
        """Return how many figures it has."""
        return len(self.figures)


class CaseCard(Struct, frozen=True, kw_only=True):
    """A case in a list; `awards` lead to the rounds in which it was selected.

    `held` says why it is not published, in a preview.
    """

    title: str
    path: str
    summary: str
    area: str
    environment: str
    environment_title: str
    date: str
    held: str = ""
    awards: tuple[Link, ...] = ()


class InitiativeCard(Struct, frozen=True, kw_only=True):
    """An initiative in a list; `state` is the id of its status, as classes of CSS have it."""

    title: str
    path: str
    summary: str
    kind: str
    status: str
    state: str
    area: str


class Fact(Struct, frozen=True, kw_only=True):
    """A line of a definition list; `path` makes the text a link."""

    label: str
    text: str
    path: str = ""
