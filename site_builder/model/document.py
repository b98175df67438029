"""What editors write: cases, reports, pages, and what was found in them."""

from enum import StrEnum

from msgspec import Struct

from site_builder.diagnostics import Diagnostic, Span
from site_builder.model.review import NOT_REVIEWED, Review

PLACE_PART, PLACE_END = "\x1f", "\x1e"
"""Unit and record separator, which no text of a site may hold."""


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


def address_of(kind: DocumentKind, slug: str) -> str:
    """Return the path of a document's page (`/cases/one-window/`)."""
    return f"{_FOLDERS[kind]}{slug}/"


class FigureBinding(Struct, frozen=True, kw_only=True):
    """A name used in prose, bound to an indicator; empty fields take the document's defaults."""

    name: str
    indicator: str
    period: str
    area: str
    package: str
    caliber: str
    line: int


class FigureUse(Struct, frozen=True, kw_only=True):
    """`{{name}}` or `{{name.part}}` as found in a text; part is "" for the plain form."""

    name: str
    part: str
    line: int
    column: int


class LinkUse(Struct, frozen=True, kw_only=True):
    """A link target as written, and where."""

    target: str
    line: int
    column: int


class ImageUse(Struct, frozen=True, kw_only=True):
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


class ClaimUse(Struct, frozen=True, kw_only=True):
    """A word that asserts something of the nearest figure in its clause."""

    kind: ClaimKind
    word: str
    figure: str
    part: str
    clause: str
    line: int
    column: int


class NumeralUse(Struct, frozen=True, kw_only=True):
    """A number with a unit, typed by hand.

    `text` is all of it as written (超6亿元), `core` the number with its unit (6亿元), which begins
    at `offset` in `sentence`. `value` is a Decimal as text in units of `unit` (600000000 of 元), ""
    for a range; `unit` is "" where only 万 or 亿 was written.
    """

    text: str
    core: str
    value: str
    unit: str
    sentence: str
    offset: int
    line: int
    column: int


class Heading(Struct, frozen=True, kw_only=True):
    """A heading: level 2 to 6, plain text, its id on the page."""

    level: int
    text: str
    anchor: str


class Length(Struct, frozen=True, kw_only=True):
    """How long a text is: its Han characters; its words in other scripts and numbers."""

    han: int = 0
    words: int = 0


class Cover(Struct, frozen=True, kw_only=True):
    """A picture for lists and shares, as front matter names it."""

    image: str
    alt: str


class Document(Struct, frozen=True, kw_only=True):
    """One Markdown file: front matter, and what one scan of the body found; the text is a `Text`.

    `digest` names all that it was read from, `head` what of it is shown elsewhere than on its page:
    front matter and the figures it prints. `date` and `updated` are `YYYY-MM-DD HH:MM`,
    `publish_on` and `expires_on` days; "" where not given. `literals` and `claims` are texts with
    their reasons. `places` says of every field, nested ones joined with a dot, its name, line and
    column, as one text, which takes less room than so many tuples. `terms` are those of the
    glossary that its prose holds. `faults` are what keeps its text from being shown, `to_write` the
    words that stand for some to come, with line and column.
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
    places: str
    uses: tuple[FigureUse, ...]
    links: tuple[LinkUse, ...]
    images: tuple[ImageUse, ...]
    terms: tuple[str, ...]
    headings: tuple[Heading, ...]
    claim_uses: tuple[ClaimUse, ...]
    numerals: tuple[NumeralUse, ...]
    length: Length
    digest: str = ""
    head: str = ""
    updated: str = ""
    draft: bool = False
    publish_on: str = ""
    expires_on: str = ""
    departments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    cover: Cover | None = None
    review: Review = NOT_REVIEWED
    faults: tuple[Diagnostic, ...] = ()
    to_write: tuple[tuple[str, int, int], ...] = ()

    @property
    def address(self) -> str:
        """The path of its page (`/cases/one-window/`)."""
        return address_of(self.kind, self.slug)

    @property
    def image_targets(self) -> tuple[str, ...]:
        """The images it shows, as written, each once; the cover first."""
        cover = [self.cover.image] if self.cover else []
        return tuple(dict.fromkeys([*cover, *(use.target for use in self.images)]))

    def span_of(self, field: str) -> Span:
        """Return where the value of a front-matter field stands; line 1 where it is not given."""
        for place in self.places.split(PLACE_END):
            if place.startswith(f"{field}{PLACE_PART}"):
                _, line, column = place.split(PLACE_PART)
                return Span(path=self.path, line=int(line), column=int(column))
        return Span(path=self.path, line=1)
