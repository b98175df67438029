"""Text as words that the search engine keeps as they are: characters by overlapping pairs.

Chinese has no spaces, and any segmenter cuts a name where it thinks fit: the one that made the
index in one way, that of the reader's browser in another, so that parts of names are not found.
Overlapping pairs of characters are the older way and find every part of two characters or more;
a single character is the beginning of a pair, or the last of its run.

The library and the browser would cut Han characters once more, so a character is written as four
letters and digits (its code point to base 36). What a piece is says its first letter: `h` a pair,
`k` the last character of a run, `w` a word in ASCII; all else is punctuation and is not indexed.
`search.js` writes queries in the same way, and reads the text out of the pieces again.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_RUN = re.compile(r"[0-9A-Za-z]+|[^\W_0-9A-Za-z]+|[^\w\s]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_END = "ø"
"""After a word in ASCII. The engine takes the longest word that begins a word it does not know for
it; with a letter that no query holds, none does."""
_CHARACTERS = 16384
"""Characters whose forms are kept at hand: more than any one site writes."""


def pieces(text: str) -> tuple[str, ...]:
    """Return a text in pieces, of which the text can be read again but for its spaces."""
    found: list[str] = []
    for run in _RUN.findall("".join(map(_usual, text))):
        if not run.isalnum():
            found.append(run)
        elif run.isascii():
            found.append(f"w{run}{_END}")
        else:
            codes = list(map(_code, run))
            found += [f"h{one}{other}" for one, other in pairwise(codes)]
            found.append(f"k{codes[-1]}")
    return tuple(found)


@lru_cache(maxsize=_CHARACTERS)
def _usual(character: str) -> str:
    """Return a letter or digit of another width in its usual form, all else as it is."""
    return unicodedata.normalize("NFKC", character) if character.isalnum() else character


@lru_cache(maxsize=_CHARACTERS)
def _code(character: str) -> str:
    rest, code = ord(character), ""
    for _ in range(4):
        rest, digit = divmod(rest, 36)
        code = _DIGITS[digit] + code
    return code
