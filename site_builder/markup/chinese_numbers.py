"""Numbers written in Chinese characters."""

import re
from decimal import Decimal

DIGITS = "零〇一二两三四五六七八九"
POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
"""The powers of ten with a character of their own."""

_VALUES: dict[str, int] = {
    **{digit: place for place, digit in enumerate("零一二三四五六七八九")},
    "〇": 0,
    "两": 2,
}
_D = "[一二两三四五六七八九]"
_BELOW_10000 = re.compile(f"(?:({_D})千)?零?(?:({_D})百)?零?(?:({_D}?)(十))?零?([{DIGITS}])?")


def power(scale: str) -> int:
    """Return the power of ten of a row of characters: 7 for 千万."""
    return sum(POWERS[character] for character in scale)


def chinese_number(text: str) -> Decimal | None:
    """Return the number (三百五十 is 350, 九十五点五 is 95.5), None where it is none (三五)."""
    whole, point, decimals = text.partition("点")
    if point:
        front = chinese_number(whole)
        if front is None or not decimals or not set(decimals) <= set(DIGITS):
            return None
        return front + Decimal("0." + "".join(str(_VALUES[digit]) for digit in decimals))
    if text and not set(text) - set("百千万亿"):
        return Decimal(10 ** power(text))
    for scale in ("亿", "万"):
        if scale in text:
            front_text, _, rest = text.rpartition(scale)
            front, tail = chinese_number(front_text), chinese_number(rest.lstrip("零"))
            if front is None or (rest and tail is None):
                return None
            if tail is not None and len(rest) == 1:  # 两万五 is 25000
                tail *= Decimal(10) ** (POWERS[scale] - 1)
            return front * Decimal(10) ** POWERS[scale] + (tail or 0)
    return _below_10000(text)


def _below_10000(text: str) -> Decimal | None:
    match = _BELOW_10000.fullmatch(text)
    if not text or not match:
        return None
    thousands, hundreds, tens, ten, ones = match.groups()
    total = 1000 * _VALUES.get(thousands, 0) + 100 * _VALUES.get(hundreds, 0)
    if ten:
        total += 10 * _VALUES.get(tens, 1)
    return Decimal(total + _VALUES.get(ones, 0))
