"""How long a text is, and how long it takes to read."""

import re
import unicodedata

from site_builder.model.document import Length

HAN_A_MINUTE = 400
WORDS_A_MINUTE = 240
"""Rates of silent reading taken by this site, in round numbers; pages print the first."""

_HAN = re.compile("[\u4e00-\u9fff]+")
"""Most of what a Chinese text is made of, told at once; runs of the rest are looked at."""
_RUN = re.compile(r"[^\W_]+")
"""Letters and digits: the categories L and N of Unicode, no more and no less."""


def length_of(text: str) -> Length:
    """Return the Han characters of a text, and its runs of other letters and digits."""
    rest = _HAN.sub(" ", text)
    han = len(text) - len(rest) + rest.count(" ") - text.count(" ")
    words = 0
    for run in _RUN.findall(rest):
        if run.isascii():
            words += 1
            continue
        in_word = False
        for character in run:
            wide = unicodedata.category(character) == "Lo"
            wide = wide and unicodedata.east_asian_width(character) == "W"
            han += wide
            words += not wide and not in_word
            in_word = not wide
    return Length(han=han, words=words)


def reading_minutes(length: Length) -> int:
    """Return the whole minutes, halves rounded up, that a text takes to read; at least 1."""
    taken = length.han * WORDS_A_MINUTE + length.words * HAN_A_MINUTE
    minute = HAN_A_MINUTE * WORDS_A_MINUTE
    return max(1, (2 * taken + minute) // (2 * minute))
