"""Parts of templates that come out the same on page after page: `{% same keys %} … {% endsame %}`.

They are rendered once for pages that stand beside each other, whose links they share. The keys name
all else that shows in the part and differs from page to page.
"""

from collections.abc import Callable
from posixpath import dirname

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from markupsafe import Markup

from site_builder.model.job import Chrome

Fragments = dict[tuple[object, ...], Markup]
"""What was rendered, by the part, the place of the page and the keys."""


class Same(Extension):
    """The tag; without `fragments` in the context each page renders the part itself."""

    tags = {"same"}  # noqa: RUF012 - the library's own declaration

    def parse(self, parser: Parser) -> nodes.Node:
        """Return a call of `_once` around the body."""
        line = next(parser.stream).lineno
        keys = []
        while parser.stream.current.type != "block_end":
            keys.append(parser.parse_expression())
            parser.stream.skip_if("comma")
        body = parser.parse_statements(("name:endsame",), drop_needle=True)
        name = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method(
            "_once", [name, nodes.Tuple(keys, "load"), nodes.ContextReference()]
        )
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _once(
        self, name: str, keys: tuple[object, ...], context: Context, caller: Callable[[], Markup]
    ) -> Markup:
        held: Fragments | None = context.get("fragments")
        if held is None:
            return caller()
        key = (name, context["place"], keys)
        if key not in held:
            held[key] = caller()
        return held[key]


def place_of(path: str, around: Chrome) -> str:
    """Return a name for where a page stands: pages of one name link alike from their chrome.

    A page that the chrome leads to, or into, has a name of its own: its link to itself differs.
    """
    own = path.removeprefix(around.language.prefix)
    for link in (*around.navigation, *around.footer_links, *around.feeds):
        if link.path.startswith(own):
            return path
    if own.count("/") <= 2 or around.search.startswith(own):
        return path
    return dirname(path.rstrip("/"))
