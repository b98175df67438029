"""Tokens to HTML with holes: what depends on the page or on the data is left open."""

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import Any, cast
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.footnote.index import render_footnote_ref

from site_builder.markup.parser import parser
from site_builder.markup.pictures import alt_text
from site_builder.markup.targets import split_address
from site_builder.model.text import Hole, HoleKind, Html

_OPEN = "\0"
"""Stands for a hole while HTML is made: the parser lets no such character through."""

Env = MutableMapping[str, Any]


def compiled(tokens: Sequence[Token]) -> Html:
    """Return the HTML of what was parsed; every other thing in it is escaped."""
    holes: list[Hole] = []
    html = str(_renderer().render(tokens, parser().options, {"holes": holes, "links": 0}))
    return Html(pieces=tuple(html.split(_OPEN)), holes=tuple(holes))


@lru_cache(maxsize=1)
def _renderer() -> RendererHTML:
    return _Renderer()


def _hole(env: Env, kind: HoleKind, *words: str) -> str:
    env["holes"].append(Hole(kind=kind, words=words))
    return _OPEN


class _Renderer(RendererHTML):
    """The library's renderer; its public methods are the rules for tokens of their names."""

    def __init__(self) -> None:
        super().__init__()
        inherited = cast(RendererHTML, parser().renderer).rules
        self.rules = {**inherited, **self.rules}

    @staticmethod
    def renderAttrs(token: Token) -> str:  # noqa: N802 - the library's name
        """Return the attributes of a tag, of which most have none."""
        return str(RendererHTML.renderAttrs(token)) if token.attrs else ""

    def renderToken(  # noqa: N802 - the library's name
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: Env
    ) -> str:
        """Return a tag; most are of blocks, have no attributes, and are written at once."""
        token = tokens[idx]
        if token.hidden:
            return ""
        if token.attrs or not token.block or not token.nesting:
            return str(super().renderToken(tokens, idx, options, env))
        if token.nesting == -1:
            return f"</{token.tag}>\n"
        lead = "\n" if idx and tokens[idx - 1].hidden else ""
        following = tokens[idx + 1]
        holds = following.type != "inline" and not following.hidden
        empty = following.nesting == -1 and following.tag == token.tag
        return f"{lead}<{token.tag}>\n" if holds and not empty else f"{lead}<{token.tag}>"

    def figure(self, tokens: Sequence[Token], place: int, _: OptionsDict, env: Env) -> str:
        kind = HoleKind.LINKED_FIGURE if env["links"] else HoleKind.FIGURE
        meta = tokens[place].meta
        return _hole(env, kind, meta["name"], meta["part"])

    def footnote_ref(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env
    ) -> str:
        """Return the number of a note; inside a link it is no link of its own."""
        written = str(render_footnote_ref(self, tokens, place, options, env))
        if not env["links"]:
            return written
        return re.sub(r'<a href="[^"]*"( id="[^"]*")>(.*)</a>', r"<span\1>\2</span>", written)

    def link_open(self, tokens: Sequence[Token], place: int, _: OptionsDict, env: Env) -> str:
        token = tokens[place]
        rest = {name: value for name, value in token.attrs.items() if name != "href"}
        target = str(token.attrGet("href") or "")
        if split_address(target).netloc and not target.startswith("/"):
            rest |= {"rel": "noopener", "class": "outside"}
        attributes = _attributes(rest)
        env["links"] += 1
        return _hole(env, HoleKind.LINK, target, attributes)

    def link_close(self, _tokens: Sequence[Token], _: int, __: OptionsDict, env: Env) -> str:
        env["links"] -= 1
        return _hole(env, HoleKind.LINK_END)

    def image(self, tokens: Sequence[Token], place: int, options: OptionsDict, env: Env) -> str:
        token = tokens[place]
        source, alt = unquote(str(token.attrGet("src") or "")), alt_text(token)
        plain = str(super().image(tokens, place, options, env))
        return _hole(env, HoleKind.IMAGE, source, alt, str(token.attrGet("title") or ""), plain)

    def picture_caption(self, tokens: Sequence[Token], place: int, *_: object) -> str:
        return f"<figcaption>{escapeHtml(tokens[place].content)}</figcaption>"

    def term(self, tokens: Sequence[Token], place: int, _: OptionsDict, env: Env) -> str:
        return _hole(env, HoleKind.TERM, tokens[place].content)

    def table_open(self, tokens: Sequence[Token], place: int, *_: object) -> str:
        caption = tokens[place].meta.get("caption")
        name = f'aria-labelledby="{caption}"' if caption else 'aria-label="表格"'
        return f'<div class="table-scroll" tabindex="0" role="region" {name}><table>\n'

    def table_close(self, *_: object) -> str:
        return "</table></div>\n"


def _attributes(attributes: dict[str, Any]) -> str:
    return "".join(f' {name}="{escapeHtml(str(value))}"' for name, value in attributes.items())
