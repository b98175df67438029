"""The numbers that stand in a text: every one, as it is written.

`markup.numerals` finds what an editor should have bound; here each number counts, also 三个, the
one in a name and the one without a unit.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from site_builder.markup.chinese_numbers import DIGITS, POWERS, chinese_number, power

_HAN = f"[{DIGITS}{''.join(POWERS)}]"
_SPOKEN = f"{_HAN}+(?:点[{DIGITS}]+)?"
_WRITTEN = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_SCALE = "万亿|[十百千]?[万亿]|[百千]"
_NUMBER = re.compile(
    rf"(?P<share>[百千])分之(?P<part>{_WRITTEN}|{_SPOKEN})"
    rf"|(?P<order>第|首(?=[个家批次条项例座届位名]))(?P<ordinal>[0-9]+|{_HAN}+)?"
    rf"|(?P<sign>(?<![0-9A-Za-z%‰年月日-])-)?(?<![0-9A-Za-z.])"
    rf"(?P<front>(?:[0-9]+[万亿])+(?=[0-9]))?(?:(?P<written>{_WRITTEN})|(?P<spoken>{_SPOKEN}))"
    rf"[余多几]?(?P<scale>{_SCALE})?[余多几]?"
    r"(?P<per>%|‰|成(?![立为果功员品长熟效交绩])|个?百分点)?"
)
_FALLS = re.compile("(?:下降|减少|降低|回落|下滑|缩减|萎缩|负增长|降|减)(?:了|为|达|约|近|超)?$")
_PER = {"百": "%", "千": "‰", "成": "%", "‰": "‰", "": ""}
_AHEAD = 8


class Number(Struct, frozen=True, kw_only=True):
    """A number in a text: `amount` times ten to the `scale`, per cent or per mille by `per`.

    `shown` is how it is written, `follows` what stands behind it. `ordinal`: 第三, 首位. `falls`:
    it stands after a word such as 下降. `in_words`: written with characters that no cell of a
    table has (三百, 3千, 3亿5000万, 三成), so that its notation cannot be that of a cell.
    """

    shown: str
    amount: Decimal
    scale: int = 0
    per: str = ""
    follows: str = ""
    ordinal: bool = False
    falls: bool = False
    in_words: bool = True


def numbers_of(text: str) -> Iterator[Number]:
    """Yield the numbers in a plain text, in their order; 千家万户 and 万元 hold none."""
    for match in _NUMBER.finditer(text):
        found = _read(match)
        if found is not None:
            yield found


def _read(match: re.Match[str]) -> Number | None:
    shown, follows = match[0], match.string[match.end() :][:_AHEAD]
    if match["share"]:
        amount = _amount(match["part"])
        per = _PER[match["share"]]
        if amount is None:
            return None
        return Number(shown=shown, amount=amount, per=per, follows=follows)
    if match["order"]:
        first = match["order"] == "首"
        amount = Decimal(1) if first else _amount(match["ordinal"] or "")
        if amount is None:
            return None
        ordinal = not first or follows[:1] in ("位", "名")
        return Number(shown=shown, amount=amount, follows=follows, ordinal=ordinal)
    return _plain_number(match, shown, follows)


def _plain_number(match: re.Match[str], shown: str, follows: str) -> Number | None:
    amount = _amount(match["written"] or match["spoken"])
    if amount is None or (match["spoken"] and not set(match["spoken"]) - set("百千万亿")):
        return None
    words, per = match["scale"] or "", match["per"] or ""
    scale = power(words)
    if match["front"]:
        amount, scale = _joined(match["front"], amount.scaleb(scale)), 0
    if per == "成":
        amount *= 10
    return Number(
        shown=shown,
        amount=-amount if match["sign"] else amount,
        scale=scale,
        per=_PER.get(per, "%"),
        follows=follows,
        falls=bool(_FALLS.search(match.string[max(match.start() - 6, 0) : match.start()])),
        in_words=bool(
            match["spoken"] or match["front"] or per == "成" or set(words) & set("十百千")
        ),
    )


def _amount(text: str) -> Decimal | None:
    if not text:
        return None
    return Decimal(text.replace(",", "")) if text[0].isdecimal() else chinese_number(text)


def _joined(front: str, rest: Decimal) -> Decimal:
    parts = re.findall("([0-9]+)([万亿])", front)
    return rest + sum((Decimal(number).scaleb(power(scale)) for number, scale in parts), Decimal(0))
