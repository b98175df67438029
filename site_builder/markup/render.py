"""Markdown to HTML, with figures and links filled in by the page that shows them."""

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlsplit

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from site_builder.markup.figures import FIGURE
from site_builder.markup.parser import parser


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text needs from its page.

    `figures` maps (name, part) to finished HTML, `unlinked` the same for figures that stand inside
    a link; `relative` turns a site path into a link that works from this page.
    """

    figures: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unlinked: Mapping[tuple[str, str], str] = field(default_factory=dict)
    relative: Callable[[str], str] = str


def render(body: str, surroundings: Surroundings) -> str:
    """Return the body as HTML; every other thing in it is escaped."""
    markdown = parser()
    tokens = markdown.parse(body)
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
        types = [token.type for token in tokens[:place]]
        inside = types.count("link_open") > types.count("link_close")
        if inside and key in self._surroundings.unlinked:
            return self._surroundings.unlinked[key]
        return self._surroundings.figures[key]

    def link_open(
        self,
        tokens: Sequence[Token],
        place: int,
        options: OptionsDict,
        env: MutableMapping[str, Any],
    ) -> str:
        token = tokens[place]
        target = str(token.attrGet("href") or "")
        if target.startswith("/"):
            token.attrSet("href", self._surroundings.relative(target))
        elif urlsplit(target).netloc:
            token.attrSet("rel", "noopener")
            token.attrSet("class", "outside")
        return str(self.renderToken(tokens, place, options, env))

    def table_open(self, *_: object) -> str:
        return '<div class="table-scroll" tabindex="0" role="region" aria-label="表格"><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></div>\n"
