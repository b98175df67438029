"""Values that would do, made from what an editor wrote."""

import re
import unicodedata

_MOMENT = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"\s*[T ]?\s*(?:(\d{1,2})[:时点](\d{2}))?"
)


def suggestion(kind: str, found: object) -> str:
    """Return a value near to `found` that the check of `kind` would let pass; "" for none."""
    if not isinstance(found, str) or not found.strip():
        return ""
    text = unicodedata.normalize("NFKC", found).strip().strip("“”‘’\"'")
    if kind == "own-curly-quotes":
        return f'"{text}"'
    if kind in ("own-moment", "own-day"):
        return _date(text, time=kind == "own-moment")
    if kind == "own-slug":
        return slug_from(text)
    return ""


def _date(text: str, *, time: bool) -> str:
    match = _MOMENT.match(text)
    if not match:
        return ""
    year, month, day, hour, minute = match.groups()
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return ""
    written = f"{year}-{int(month):02}-{int(day):02}"
    if not time:
        return written
    return f"{written} {int(hour):02}:{minute}" if hour and int(hour) < 24 else ""


def slug_from(text: str) -> str:
    """Return a slug for any text: Han characters by their pinyin, marks as hyphens."""
    from pypinyin import lazy_pinyin  # loads its dictionary: only where a slug is asked for

    syllables = lazy_pinyin(unicodedata.normalize("NFKC", text))
    plain = unicodedata.normalize("NFKD", " ".join(syllables)).lower()
    ascii_only = "".join(one for one in plain if one.isascii())
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")
