"""What a word, mark or rule of this site means to a citizen, and where the site says so."""

from dataclasses import dataclass

METHODS = "/methods/"
"""The path of the page that explains them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A word with its meaning; `anchor` is its id on the page, `brief` a gloss of few words."""

    anchor: str
    title: str
    text: str
    brief: str = ""

    @property
    def path(self) -> str:
        """Where the site explains it."""
        return f"{METHODS}#{self.anchor}"

    @property
    def glossed(self) -> str:
        """Return the word with its gloss in brackets."""
        return f"{self.title}（{self.brief}）" if self.brief else self.title
