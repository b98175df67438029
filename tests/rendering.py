"""A text of Markdown as a page shows it."""

from site_builder.markup.compile import compiled
from site_builder.markup.fill import Surroundings, fill
from site_builder.markup.parser import parser
from site_builder.markup.terms import mark_terms


def render(body: str, surroundings: Surroundings) -> str:
    """Return the body as HTML; every other thing in it is escaped."""
    tokens = parser().parse(body)
    mark_terms(tokens, {name: link.path for name, link in surroundings.terms.items()})
    return fill(compiled(tokens), surroundings)
