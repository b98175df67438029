"""Numbers that identify a person: mainland mobile numbers and identity numbers.

An identity number is 17 digits and a check character (GB 11643, the check of ISO 7064 MOD 11-2),
with the date of birth in digits 7 to 14.
"""

import re
from datetime import date
from enum import StrEnum

from msgspec import Struct


class PersonalKind(StrEnum):
    """What a number is."""

    MOBILE = "mobile"
    IDENTITY = "identity"


class PersonalNumber(Struct, frozen=True, kw_only=True):
    """A number that identifies a person: from `start` to `end` in a text, and where that is.

    Only the masked form may be shown.
    """

    kind: PersonalKind
    masked: str
    start: int
    end: int
    line: int
    column: int


_NARROW = str.maketrans(
    "０１２３４５６７８９ＸｘＸ＋（）\u3000\u00a0\u2009\t－–—‐‑",
    "0123456789XxX+()    -----",
)
_GAP = "(?: ?- ?| )"
_BEGIN = r"(?<![0-9].)(?<![0-9]\..)"
"""Stands behind the first digit, so that a search can leap from one such digit to the next."""

_END = r"(?![0-9]|\.[0-9])"
_GROUPS = ((11,), (3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5), (1,) * 11)
"""How eleven digits are written in groups; others are more likely to be two numbers."""


def _grouped(sizes: tuple[int, ...]) -> str:
    """Return the pattern of a mobile number without its first digit, written in groups."""
    digits = ["[3-9]", *["[0-9]"] * 9]
    ends = {sum(sizes[:count]) for count in range(1, len(sizes))}
    return "".join((_GAP if place in ends else "") + digit for place, digit in enumerate(digits, 1))


_MOBILE = re.compile(
    rf"1(?:{_BEGIN}|(?<=\+861)|(?<=(?<![0-9])00861))(?:{'|'.join(map(_grouped, _GROUPS))}){_END}"
)
_COUNTRY = re.compile(r"(?:(?:\+|(?<![0-9])00)86|\(\+?86\)|(?<![0-9])86)[ -]?$")
_IDENTITY = re.compile(
    rf"[1-9]{_BEGIN}[0-9]{{5}}{_GAP}?(?:18|19|20)[0-9]{{6}}{_GAP}?[0-9]{{3}}[0-9Xx]"
    r"(?![0-9A-Za-z]|\.[0-9])"
)
_MAY_BE = re.compile("(?:[0-9０-９][- \u3000\u00a0\u2009\t－–—‐‑]{0,3}){10}[0-9０-９]")
"""Eleven digits with no more between them than groups have: without these there is no number."""

_LONGEST_RUN = 24
"""A longer run of letters and digits is a digest or a key; digits in it are nobody's number."""


def personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """Return the mobile and identity numbers in a text, in their order."""
    if not _MAY_BE.search(text):
        return ()
    narrow = text.translate(_NARROW) if not text.isascii() else text.replace("\t", " ")
    found = [
        _number(text, PersonalKind.IDENTITY, match.start(), match.end(), match[0])
        for match in _IDENTITY.finditer(narrow)
        if _is_identity(re.sub("[ -]", "", match[0])) and not _in_key(narrow, match)
    ]
    taken = [(item.start, item.end) for item in found]
    for match in _MOBILE.finditer(narrow):
        if _in_key(narrow, match) or any(a < match.end() and match.start() < b for a, b in taken):
            continue
        near = max(match.start() - 8, 0)
        country = _COUNTRY.search(narrow[near : match.start()])
        start = near + country.start() if country else match.start()
        found.append(_number(text, PersonalKind.MOBILE, start, match.end(), match[0]))
    return tuple(sorted(found, key=lambda item: item.start))


def without_personal_numbers(text: str) -> str:
    """Return the text with each mobile and identity number in its masked form."""
    pieces: list[str] = []
    position = 0
    for item in personal_numbers(text):
        pieces += (text[position : item.start], item.masked)
        position = item.end
    return "".join((*pieces, text[position:]))


def _number(text: str, kind: PersonalKind, start: int, end: int, written: str) -> PersonalNumber:
    plain = re.sub("[ -]", "", written).upper()
    hidden = (3, 4) if kind is PersonalKind.MOBILE else (6, 4)
    stars = "*" * (len(plain) - sum(hidden))
    return PersonalNumber(
        kind=kind,
        masked=f"{plain[: hidden[0]]}{stars}{plain[-hidden[1] :]}",
        start=start,
        end=end,
        line=text.count("\n", 0, start) + 1,
        column=start - text.rfind("\n", 0, start),
    )


def _in_key(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before = re.search("[0-9A-Za-z]*$", text[max(start - _LONGEST_RUN, 0) : start])
    after = re.match("[0-9A-Za-z]*", text[end : end + _LONGEST_RUN])
    assert before is not None
    assert after is not None
    return len(before[0]) + end - start + len(after[0]) > _LONGEST_RUN


def _is_identity(number: str) -> bool:
    """Tell whether the date of birth exists and the check character is right."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17].upper()
