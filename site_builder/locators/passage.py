"""The text of a source in one form, so that a phrase is found however the source is set."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from site_builder.markup.chinese_numbers import DIGITS, POWERS

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛＇", "'"),
        **dict.fromkeys("−‐‑–﹣－", "-"),
        **dict.fromkeys("·•‧・･", "·"),
        **dict.fromkeys("\u2009\u202f", " "),
    }
)
"""Signs that print alike: quotation marks, hyphens and minus, middle dots."""

_THOUSANDS = re.compile("(?<=[0-9])[\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_SPACE = re.compile(r"\s+")
_HAN = f"{DIGITS}{''.join(POWERS)}"
_SENTENCE_END = re.compile("[。！？；!?;]")
_NEAR = 80
"""The most characters on either side of a phrase in which its figure is looked for."""


def plain(text: str) -> str:
    """Return a text in the form in which texts are compared.

    Full- and half-width characters are equal (NFKC), so are signs that print alike. White space
    goes, but for one space where it parts two letters or digits of ASCII: 3 15 is not 315.
    """
    text = _THOUSANDS.sub(",", text).translate(_SAME)
    kept = "".join(map(_one, text))
    return _SPACE.sub(_parting, unicodedata.normalize("NFKC", kept)).strip()


def _one(character: str) -> str:
    match unicodedata.category(character):
        case "Cf":  # zero-width spaces, soft hyphens, byte order marks
            return ""
        case "No":  # ① and ² are no digits of the number beside them
            return f" {character} "
    return character


def _parting(space: re.Match[str]) -> str:
    sides = space.string[space.start() - 1 : space.start()] + space.string[space.end() :][:1]
    return " " if len(sides) == 2 and sides.isascii() else ""


class Passage(Struct, frozen=True, dict=True):
    """A stretch of a source in plain form: a whole text, or a row of a table."""

    text: str

    @cached_property
    def _places(self) -> tuple[int, ...]:
        return tuple(place for place, one in enumerate(self.text) if one != " ")

    @cached_property
    def _squeezed(self) -> str:
        return self.text.replace(" ", "")

    def find(self, phrase: str) -> Iterator[tuple[int, int]]:
        """Yield where a plain phrase begins and ends; it never ends inside a number."""
        wanted = phrase.replace(" ", "")
        start = self._squeezed.find(wanted) if wanted else -1
        while start >= 0:
            begin = self._places[start]
            end = self._places[start + len(wanted) - 1] + 1
            if not (_continues(self.text, begin) or _continues(self.text, end)):
                yield begin, end
            start = self._squeezed.find(wanted, start + 1)

    def around(self, begin: int, end: int) -> str:
        """Return the sentence in which a phrase stands, no more than `_NEAR` on either side."""
        first = max(begin - _NEAR, 0)
        before = list(_SENTENCE_END.finditer(self.text, first, begin))
        after = _SENTENCE_END.search(self.text, end, end + _NEAR)
        return self.text[
            before[-1].end() if before else first : after.start() if after else end + _NEAR
        ]


def _continues(text: str, place: int) -> bool:
    """Tell whether a number goes on from one side of a place to the other."""
    before, after = text[max(place - 2, 0) : place], text[place : place + 2]
    if re.search("[0-9]$", before) and re.match("[0-9]|[.,][0-9]", after):
        return True
    if re.search("[0-9][.,]$", before) and re.match("[0-9]", after):
        return True
    return bool(re.search(f"[{_HAN}第]$", before) and re.match(f"[{_HAN}]", after))
