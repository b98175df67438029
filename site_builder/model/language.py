"""A language the site is told in: patterns to what it says for them.

The patterns are the Chinese phrases themselves, with their parts named in braces, so that Chinese
needs no catalogue. A language is handed to whatever makes words; nothing else knows one.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from gettext import c2py

from msgspec import Struct, field

CONTEXT = "\x04"
"""Stands between the context of a word and the word, as in a compiled gettext catalogue."""


def phrase(pattern: str) -> str:
    """Return a pattern that is said later, marked so that catalogues are asked for it."""
    return pattern


class Catalogue(Struct, frozen=True, kw_only=True):
    """What one file translates, as a language holds it: the forms of each phrase."""

    plural: str
    phrases: dict[str, tuple[str, ...]]


class Language(Struct, frozen=True, kw_only=True):
    """A language by its BCP 47 code and its own name; `prefix` begins its addresses ("/en").

    `locale` is its form as Open Graph names it ("en_GB"), "" where none is given.

    `catalogue` holds the forms of each pattern, one or as many as the language has for counts;
    `plural` is gettext's expression that chooses among these by the count `n`.
    """

    code: str
    name: str
    prefix: str = ""
    locale: str = ""
    catalogue: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural: str = "0"

    def say(self, pattern: str, /, **parts: object) -> str:
        """Return what the language says for a pattern, with its parts filled in.

        Where it has several forms, the part `n` decides. What it lacks is said in Chinese.
        """
        said = self.form(pattern, parts.get("n"))
        return said.format_map(parts) if parts else said

    def form(self, pattern: str, n: object = None) -> str:
        """Return the form of a pattern for a count, its parts not yet filled in."""
        forms = self.catalogue.get(pattern)
        if not forms:
            return pattern
        return forms[0] if len(forms) == 1 else forms[_place(self.plural, str(n), len(forms))]

    def word(self, context: str, word: str, n: object = None) -> str:
        """Return a word of one context, such as a unit or a month; for a count, its form.

        A word that the language leaves out is translated by a space.
        """
        key = f"{context}{CONTEXT}{word}"
        said = self.form(key, n)
        return word if said == key else said if said.strip() else ""

    def listed(self, items: Iterable[str]) -> str:
        """Return things one after the other: 甲、乙."""
        return self.say("、").join(items)

    def clauses(self, items: Iterable[str]) -> str:
        """Return clauses of one sentence: 甲，乙."""
        return self.say("，").join(items)

    def points(self, items: Iterable[str]) -> str:
        """Return points of one sentence, each of which may have clauses: 甲；乙."""
        return self.say("；").join(items)

    def sentences(self, *items: str) -> str:
        """Return sentences as one paragraph; empty ones are left out."""
        said = ""
        for item in items:
            said = (
                self.say("{text}{sentence}", text=said, sentence=item)
                if said and item
                else (said or item)
            )
        return said

    def bracketed(self, text: str) -> str:
        """Return a text as it stands in brackets behind another one; "" for none."""
        return self.say("（{text}）", text=text) if text else ""

    def bare(self, text: str) -> str:
        """Return a text without what stands in brackets behind it."""
        return text.partition(self.bracketed("\x00").partition("\x00")[0])[0]

    def noted(self, text: str, notes: Iterable[str]) -> str:
        """Return a text with notes in brackets behind it, if there are any."""
        return f"{text}{self.bracketed(self.clauses(notes))}"


@lru_cache(maxsize=4096)
def _place(plural: str, n: str, forms: int) -> int:
    """Return which form a count takes.

    A fraction, what is no number, and a count for which the expression has no form take the last.
    """
    try:
        place = c2py(plural)(int(n)) if n.isdecimal() else forms
    except ArithmeticError:
        place = forms
    return place if 0 <= place < forms else forms - 1


CHINESE = Language(code="zh-CN", name="中文", locale="zh_CN")
"""The language of the patterns."""
