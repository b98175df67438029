"""Compiled Markdown filled in by the page that shows it: figures, links, pictures and terms."""

from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import unquote

from msgspec import Struct, field

from site_builder.markup.figures import FIGURE
from site_builder.model.image import Picture
from site_builder.model.text import Hole, HoleKind, Html
from site_builder.model.view import TermLink

_TEXT_WIDTH = 680
"""Pixels that a picture has at most: the measure of prose in `site.css`."""
_MARGINS = 40
_PLAIN_WIDTH = 960
"""The variant for browsers that choose none themselves."""


class Surroundings(Struct, frozen=True):
    """What a text needs from its page.

    `figures` maps (name, part) to finished HTML, `unlinked` the same for figures that stand inside
    a link. `documents` maps links to other Markdown files to their pages, `pictures` images (name
    as written, alt text) to what is shown, `terms` words to the glossary; links in `withheld`
    print as plain text; `relative` turns a site path into a link that works from this page.
    """

    figures: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unlinked: Mapping[tuple[str, str], str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[tuple[str, str], Picture] = field(default_factory=dict)
    terms: Mapping[str, TermLink] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    relative: Callable[[str], str] = str


def fill(html: Html, surroundings: Surroundings) -> str:
    """Return HTML with its holes filled in."""
    filled = [html.pieces[0]]
    shown = True
    for hole, piece in zip(html.holes, html.pieces[1:], strict=True):
        if hole.kind is HoleKind.LINK:
            shown = _path(hole) not in surroundings.withheld
            filled.append(_link(hole, surroundings) if shown else '<span class="not-yet">')
        elif hole.kind is HoleKind.LINK_END:
            filled.append("</a>" if shown else "</span>")
        else:
            filled.append(_FILLED[hole.kind](hole, surroundings))
        filled.append(piece)
    return "".join(filled)


def _path(hole: Hole) -> str:
    return unquote(hole.words[0].partition("#")[0])


def _link(hole: Hole, surroundings: Surroundings) -> str:
    target, rest = hole.words
    path, mark, anchor = target.partition("#")
    target = f"{surroundings.documents.get(unquote(path), path)}{mark}{anchor}"
    if target.startswith("/"):
        target = surroundings.relative(target)
    return f'<a href="{escape(target)}"{rest}>'


def _figure(hole: Hole, surroundings: Surroundings) -> str:
    name, part = hole.words
    return surroundings.figures[name, part]


def _linked_figure(hole: Hole, surroundings: Surroundings) -> str:
    name, part = hole.words
    return surroundings.unlinked.get((name, part)) or surroundings.figures[name, part]


def _image(hole: Hole, surroundings: Surroundings) -> str:
    source, alt, title, plain = hole.words
    shown = surroundings.pictures.get((source, alt))
    return picture_html(shown, title, surroundings.relative) if shown else plain


def _term(hole: Hole, surroundings: Surroundings) -> str:
    (written,) = hole.words
    link = surroundings.terms[written]
    address = escape(surroundings.relative(link.path))
    said = escape(link.definition)
    return f'<a class="term" href="{address}" title="{said}">{escape(written)}</a>'


_FILLED = {
    HoleKind.FIGURE: _figure,
    HoleKind.LINKED_FIGURE: _linked_figure,
    HoleKind.IMAGE: _image,
    HoleKind.TERM: _term,
}


def fill_line(text: str, words: Mapping[tuple[str, str], str]) -> str:
    """Return one line with its figures as plain words (titles of pages, feeds, descriptions)."""
    return FIGURE.sub(lambda match: words[(match[1], match[2] or "")], text)


def picture_html(picture: Picture, title: str, relative: Callable[[str], str]) -> str:
    """Return an image that every screen loads in its own size, and no later than it must."""
    full = picture.widest
    shown = min(full.width, _TEXT_WIDTH)
    plain = [item for item in picture.variants if item.width <= _PLAIN_WIDTH][-1:] or [full]
    attributes = {
        "src": relative(plain[0].path),
        "srcset": ", ".join(f"{relative(item.path)} {item.width}w" for item in picture.variants),
        "sizes": f"(min-width: {shown + _MARGINS}px) {shown}px, 100vw",
        "width": str(full.width),
        "height": str(full.height),
        "alt": picture.alt,
        **({"title": title} if title else {}),
        "loading": "lazy",
        "decoding": "async",
    }
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<img {written}>"
