"""Markdown to HTML, with figures, links, pictures and terms filled in by the page showing them."""

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.footnote.index import render_footnote_ref

from site_builder.markup.figures import FIGURE
from site_builder.markup.parser import parser
from site_builder.markup.pictures import alt_text
from site_builder.markup.terms import mark_terms
from site_builder.model.image import Picture
from site_builder.model.view import TermLink

_TEXT_WIDTH = 680
"""Pixels that a picture has at most: the measure of prose in `site.css`."""
_MARGINS = 40
_PLAIN_WIDTH = 960
"""The variant for browsers that choose none themselves."""


@dataclass(frozen=True, slots=True)
class Surroundings:
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


def render(body: str, surroundings: Surroundings) -> str:
    """Return the body as HTML; every other thing in it is escaped."""
    markdown = parser()
    tokens = markdown.parse(body)
    mark_terms(tokens, {name: link.path for name, link in surroundings.terms.items()})
    return str(_Renderer(surroundings).render(tokens, markdown.options, {}))


def fill_line(text: str, words: Mapping[tuple[str, str], str]) -> str:
    """Return one line with its figures as plain words (titles of pages, feeds, descriptions)."""
    return FIGURE.sub(lambda match: words[(match[1], match[2] or "")], text)


class _Renderer(RendererHTML):
    """The library's renderer; its public methods are the rules for tokens of their names."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        inherited = cast(RendererHTML, parser().renderer).rules
        self.rules = {**inherited, **self.rules}
        self._surroundings = surroundings

    def figure(self, tokens: Sequence[Token], place: int, *_: object) -> str:
        meta = tokens[place].meta
        key = (meta["name"], meta["part"])
        if _in_link(tokens, place) and key in self._surroundings.unlinked:
            return self._surroundings.unlinked[key]
        return self._surroundings.figures[key]

    def footnote_ref(
        self,
        tokens: Sequence[Token],
        place: int,
        options: OptionsDict,
        env: MutableMapping[str, Any],
    ) -> str:
        """Return the number of a note; inside a link it is no link of its own."""
        written = str(render_footnote_ref(self, tokens, place, options, env))
        if not _in_link(tokens, place):
            return written
        return re.sub(r'<a href="[^"]*"( id="[^"]*")>(.*)</a>', r"<span\1>\2</span>", written)

    def link_open(
        self,
        tokens: Sequence[Token],
        place: int,
        options: OptionsDict,
        env: MutableMapping[str, Any],
    ) -> str:
        token = tokens[place]
        target = str(token.attrGet("href") or "")
        path, mark, anchor = target.partition("#")
        if unquote(path) in self._surroundings.withheld:
            closing = next(one for one in tokens[place:] if one.type == "link_close")
            closing.tag = "span"
            return '<span class="not-yet">'
        target = f"{self._surroundings.documents.get(unquote(path), path)}{mark}{anchor}"
        if target.startswith("/"):
            token.attrSet("href", self._surroundings.relative(target))
        elif urlsplit(target).netloc:
            token.attrSet("rel", "noopener")
            token.attrSet("class", "outside")
        return str(self.renderToken(tokens, place, options, env))

    def image(
        self,
        tokens: Sequence[Token],
        place: int,
        options: OptionsDict,
        env: MutableMapping[str, Any],
    ) -> str:
        token = tokens[place]
        key = (unquote(str(token.attrGet("src") or "")), alt_text(token))
        picture = self._surroundings.pictures.get(key)
        if picture is None:
            return str(super().image(tokens, place, options, env))
        title = str(token.attrGet("title") or "")
        return picture_html(picture, title, self._surroundings.relative)

    def picture_caption(self, tokens: Sequence[Token], place: int, *_: object) -> str:
        return f"<figcaption>{escapeHtml(tokens[place].content)}</figcaption>"

    def term(self, tokens: Sequence[Token], place: int, *_: object) -> str:
        written = tokens[place].content
        link = self._surroundings.terms[written]
        address = escapeHtml(self._surroundings.relative(link.path))
        said = escapeHtml(link.definition)
        return f'<a class="term" href="{address}" title="{said}">{escapeHtml(written)}</a>'

    def table_open(self, tokens: Sequence[Token], place: int, *_: object) -> str:
        caption = tokens[place].meta.get("caption")
        name = f'aria-labelledby="{caption}"' if caption else 'aria-label="表格"'
        return f'<div class="table-scroll" tabindex="0" role="region" {name}><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></div>\n"


def _in_link(tokens: Sequence[Token], place: int) -> bool:
    types = [token.type for token in tokens[:place]]
    return types.count("link_open") > types.count("link_close")


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
    written = " ".join(f'{name}="{escapeHtml(value)}"' for name, value in attributes.items())
    return f"<img {written}>"
