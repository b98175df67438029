"""What editors write: cases, reports, pages, and what was found in them."""

from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """The folder of `content/` a document stands in."""

    CASE = "case"
    REPORT = "report"
    PAGE = "page"


_FOLDERS = {
    DocumentKind.CASE: "/cases/",
    DocumentKind.REPORT: "/reports/",
    DocumentKind.PAGE: "/",
}
"""Where the pages of each kind stand on the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureBinding:
    """A name used in prose, bound to an indicator; empty fields take the document's defaults."""

    name: str
    indicator: str
    period: str
    area: str
    package: str
    caliber: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureUse:
    """`{{name}}` or `{{name.part}}` as found in a text; part is "" for the plain form."""

    name: str
    part: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkUse:
    """A link target as written, and where."""

    target: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageUse:
    """An image as written: the file named, the words in its place, its caption ("" for none)."""

    target: str
    alt: str
    caption: str
    line: int
    column: int


class ClaimKind(StrEnum):
    """What a word in prose asserts of a figure."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    DOUBLED = "doubled"
    FIRST_RANK = "first-rank"
    TIED_FIRST = "tied-first"
    FIRST_TIME = "first-time"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimUse:
    """A word that asserts something of the nearest figure in its clause."""

    kind: ClaimKind
    word: str
    figure: str
    part: str
    clause: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: level 2 to 6, plain text, its id on the page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One Markdown file: front matter, body, and what one scan of the body found.

    `date` is `YYYY-MM-DD HH:MM`. `notes` are the literals and claims with their reasons. `terms`
    are those of the glossary that its prose holds.
    """

    kind: DocumentKind
    path: str
    slug: str
    title: str
    date: str
    summary: str
    package: str
    environment: str
    area: str
    source: str
    locator: str
    consent: str
    initiatives: tuple[str, ...]
    figures: tuple[FigureBinding, ...]
    literals: tuple[tuple[str, str], ...]
    claims: tuple[tuple[str, str], ...]
    body: str
    body_line: int
    front_matter_lines: tuple[tuple[str, int], ...]
    uses: tuple[FigureUse, ...]
    links: tuple[LinkUse, ...]
    images: tuple[ImageUse, ...]
    terms: tuple[str, ...]
    headings: tuple[Heading, ...]
    claim_uses: tuple[ClaimUse, ...]
    characters: int

    @property
    def address(self) -> str:
        """The path of its page (`/cases/one-window/`)."""
        return f"{_FOLDERS[self.kind]}{self.slug}/"

    @property
    def image_targets(self) -> tuple[str, ...]:
        """The images it shows, as written, each once."""
        return tuple(dict.fromkeys(use.target for use in self.images))

    def line_of(self, field: str) -> int:
        """Return the line of a front-matter field, 1 where it is not given."""
        return dict(self.front_matter_lines).get(field, 1)
