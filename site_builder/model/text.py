"""The text of a document as written, and as HTML with holes for what its page fills in."""

from enum import StrEnum

from msgspec import Struct


class HoleKind(StrEnum):
    """What a hole in the HTML of a text is for."""

    FIGURE = "figure"
    LINKED_FIGURE = "linked-figure"
    LINK = "link"
    LINK_END = "link-end"
    IMAGE = "image"
    TERM = "term"


class Hole(Struct, frozen=True, kw_only=True):
    """A place in the HTML of a text that differs from page to page, from version to version.

    `words` are, by kind: name and part of a figure; the address and the other attributes of a link;
    address, words, title and plain HTML of an image; a term as written.
    """

    kind: HoleKind
    words: tuple[str, ...] = ()


class Html(Struct, frozen=True, kw_only=True):
    """HTML with holes: one piece more than holes, which stand between them."""

    pieces: tuple[str, ...]
    holes: tuple[Hole, ...]


class Text(Struct, frozen=True, kw_only=True):
    """What is needed of a document only where it is shown or judged.

    `head` are the lines of title and summary as written: field, number of the line, text. `body`
    begins on line `body_line`.
    """

    body: str
    body_line: int
    head: tuple[tuple[str, int, str], ...]
    html: Html
