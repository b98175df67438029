"""What a word, mark or rule of this site means to a citizen, and where the site says so."""

from msgspec import Struct

from site_builder.model.language import CHINESE, Language

METHODS = "/methods/"
"""The path of the page that explains them."""


class Explanation(Struct, frozen=True, kw_only=True):
    """A word with its meaning; `anchor` is its id on the page, `brief` a gloss of few words.

    `code` stands in brackets behind the word. `adds` is a sentence that follows the text, `remedy`
    what would let two values compare. All are phrases, until they are told in a language.
    """

    anchor: str
    title: str
    text: str
    brief: str = ""
    code: str = ""
    adds: str = ""
    remedy: str = ""

    @property
    def path(self) -> str:
        """Where the site explains it."""
        return f"{METHODS}#{self.anchor}"

    def glossed(self, language: Language = CHINESE) -> str:
        """Return the word with its gloss in brackets."""
        return f"{language.say(self.title)}{language.bracketed(language.say(self.brief))}"

    def told(self, language: Language = CHINESE) -> "Explanation":
        """Return it in a language, with all that it says in its text."""
        say = language.say
        remedy = say("要能比较，需要{remedy}。", remedy=say(self.remedy)) if self.remedy else ""
        return Explanation(
            anchor=self.anchor,
            title=f"{say(self.title)}{language.bracketed(self.code)}",
            text=language.sentences(say(self.text), say(self.adds), remedy),
            brief=say(self.brief),
        )
