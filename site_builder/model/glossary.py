"""The glossary: words that this site explains."""

from msgspec import Struct


class Term(Struct, frozen=True, kw_only=True):
    """A row of `glossary.csv`.

    `term` is its name in addresses, `title` the word itself, `aliases` its other forms, `see` the
    names of related terms. An empty `source` means that this site says so.
    `original` is the word itself, where `title` is a translation.
    """

    term: str
    title: str
    definition: str
    source: str
    locator: str
    aliases: tuple[str, ...]
    see: tuple[str, ...]
    row: int
    original: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All that may be written for it."""
        return (self.original or self.title, *self.aliases)

    @property
    def anchor(self) -> str:
        """Its id on the page of the glossary."""
        return f"term-{self.term}"


GLOSSARY = "/glossary/"
"""The path of the page."""
