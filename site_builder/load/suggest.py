"""Values that would do, made from what an editor wrote."""

import re
import unicodedata
from datetime import datetime

from site_builder.markup.targets import split_address

_MOMENT = re.compile(
    r"(\d{4})\s*(?:[-/.年_]\s*(\d{1,2})\s*[-/.月_]\s*(\d{1,2})|(\d\d)(\d\d)(?!\d))\s*日?"
    r"\s*[T ,]?\s*(?:(\d{1,2})\s*[:时点]\s*(\d{1,2})(?::\d\d(?:\.\d+)?)?)?\s*分?"
    r"\s*(?:\+08:?00)?"
)
_WORDS = {
    **dict.fromkeys(("true", "yes", "y", "on", "1", "对", "真", "√"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0", "不", "不是", "假", "×"), "false"),
}


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
    if kind == "own-site-path":
        return _address(text)
    if kind == "own-must-be-boolean":
        return _WORDS.get(text.lower(), "")
    if kind in ("tuple_type", "list_type"):
        entries = [one for one in re.split(r"[\s、,;]+", text) if one]
        return f"[{', '.join(entries)}]"
    return ""


def _date(text: str, *, time: bool) -> str:
    """Return a date in our notation; no time and no day that the text does not give."""
    match = _MOMENT.fullmatch(text)
    if not match:
        return ""
    year, month, day, month_alone, day_alone, hour, minute = match.groups()
    if time and not hour:
        return ""
    try:
        moment = datetime(
            int(year),
            int(month or month_alone),
            int(day or day_alone),
            int(hour or 0),
            int(minute or 0),
        )
    except ValueError:
        return ""
    return f"{moment:%Y-%m-%d %H:%M}" if time else f"{moment:%Y-%m-%d}"


def _address(text: str) -> str:
    """Return an address inside the site for one with host, without slashes or in capitals."""
    steps = [slug_from(step) for step in split_address(text).path.split("/")]
    kept = [step for step in steps if step]
    return f"/{'/'.join(kept)}/" if kept else ""


def slug_from(text: str) -> str:
    """Return a slug for any text: Han characters by their pinyin, marks as hyphens."""
    from pypinyin import lazy_pinyin  # loads its dictionary: only where a slug is asked for

    syllables = lazy_pinyin(unicodedata.normalize("NFKC", text))
    plain = unicodedata.normalize("NFKD", " ".join(syllables)).lower()
    ascii_only = "".join(one for one in plain if one.isascii())
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")
