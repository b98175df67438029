"""Numbers with a unit that stand in prose: 182项, 超6亿元, 两成, 3至5天, 百分之九十五.

Dates, ordinals, titles in 《》, words in quotation marks, codes and telephone numbers are none.
Neither is ordinary language: a Chinese numeral below ten with a plain measure word (一个, 三项), a
bare power of ten (千家万户, 万元), an idiom (一成不变).
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from site_builder.markup.chinese_numbers import DIGITS, POWERS, chinese_number, power
from site_builder.markup.claims import QUOTED
from site_builder.markup.words import HOLE

MEASURES = (
    *("个百分点", "百分点", "%", "‰", "成", "倍"),
    *("元", "美元", "欧元", "港元", "日元"),
    *("个工作日", "工作日", "个小时", "小时", "分钟", "个月", "天"),
)
"""Units of money, share and time: they make a figure of any number, 一成 and 三天 alike."""

COUNTERS = (
    *("人次", "场次", "批次", "家次", "户次", "件次", "台次", "项次"),
    *(
        "个",
        "项",
        "件",
        "家",
        "人",
        "名",
        "位",
        "次",
        "户",
        "宗",
        "起",
        "条",
        "类",
        "大类",
        "种",
        "场",
    ),
    *("批", "套", "台", "辆", "艘", "份", "张", "笔", "座", "处", "所", "分"),
    *("亩", "公顷", "平方公里", "公里", "平方米", "立方米", "米", "吨", "公斤"),
)
"""Measure words of counting: after 一 to 九 they are ordinary language, from 十 on a figure.

年, 月, 日, 号, 级, 期, 届 and 季度 are left out on purpose: they name, they do not measure.
"""

_GOES_ON = {
    "个": "体(?![系验现制育])|性(?![能质])",
    "项": "目(?![标前的])",
    "人": "民|才|均|工智能",
    "名": "[称牌义额录]|单(?!位)",
    "位": "[置于居列数]",
    "次": "[日年月序]|要(?!求)",
    "家": "[庭园居]|长(?!期)|具(?![有备体])|政(?![府务策法])",
    "户": "[籍口型]|外(?![资来地商贸])",
    "宗": "[教旨]",
    "起": "[草来点步到因诉始初码]",
    "条": "例",
    "类": "型",
    "种": "[植子]",
    "场": "[所景地馆合面]",
    "批": "[准复发评示量]",
    "套": "[餐利期]",
    "台": "[风湾账州阶]",
    "份": "额|内(?![部容])",
    "座": "[谈位落]",
    "处": "[理罚分置长室于]",
    "所": "[有以]|在(?!建)",
    "分": "[别为布析类批期工局中之管享级层解散]",
    "成": "[立为果功员品长熟效交绩]|本(?![地区市省])",
    "元": "[化结论素旦宵件器]|方程",
    "天": "[然津河府气空台]|下(?!来)|网(?![上络])",
    "米": "其",
}
"""What may not follow a unit: with it another word begins (项目, 家庭, 成立)."""


def _unit(name: str) -> str:
    return re.escape(name) + (f"(?!{_GOES_ON[name]})" if name in _GOES_ON else "")


_UNIT = "|".join(_unit(name) for name in sorted((*MEASURES, *COUNTERS), key=len, reverse=True))
_GAP = "[ \u00a0\u2009\u3000]?"
_LONG = "{1,30}"
"""A run of more digits is no number; to look for its end from each of them would take for ever."""
_DIGITS = f"[0-9]{_LONG}"
_DECIMAL = (
    r"(?:[0-9]{1,3}(?:[,，\u2009\u202f][0-9]{3}){1,10}(?![0-9])"
    rf"(?:\.{_DIGITS})?|{_DIGITS}(?:\.{_DIGITS})?)"
)
_HAN = f"[{DIGITS}{''.join(POWERS)}]"
_AFTER_POINT = f"(?:点[{DIGITS}]{_LONG})?"
_SCALE = "万亿|[十百千]?[万亿]|[百千]"
_WRITTEN = (
    rf"(?<![0-9A-Za-z])(?<![0-9][.,:·/])(?<![A-Za-z][-/])"
    rf"(?:{_DIGITS}(?:万亿|[万亿])){{0,4}}{_DECIMAL}{_GAP}[余多]?(?:{_SCALE})?[余多]?"
)
_SPOKEN = rf"(?<![0-9几数半]){_HAN}{_LONG}{_AFTER_POINT}[余多几]?(?:[百千]?[万亿])?[余多]?"
_AMOUNT = f"(?:{_WRITTEN}|{_SPOKEN})"
_SHARE = f"[百千]分之(?:{_DECIMAL}|{_HAN}{_LONG}{_AFTER_POINT})"
_TO = f"{_GAP}(?:[-–—~～－]{{1,2}}|至|到){_GAP}"
_BEFORE = (
    "不超过|不少于|不低于|不高于|超过|大约|将近|接近|至少|不足|不到|逾|(?<![以网])上(?=[百千万亿])"
    "|(?<![节合公条预签契制特])约|(?<![最附邻临靠亲])近|(?<![赶反高])超"
)
_LEADING = re.compile(
    rf"(?P<before>(?:{_BEFORE}){_GAP})?(?P<sign>(?<![0-9A-Za-z%‰年月日])[-−－])?(?=.\Z)"
)
"""What stands before a number and belongs to it; the number's first character comes last."""

_START = re.compile(f"[0-9{DIGITS}{''.join(POWERS)}]")
_ANY = re.compile(f"[0-9０-９{DIGITS}{''.join(POWERS)}]")
_MEASURED = re.compile(
    f"[{''.join(sorted({unit[0] for unit in (*MEASURES, *COUNTERS)}))}％分余多{''.join(POWERS)}]"
)
"""Each number has one of these: the first character of a unit, one of a power, 分之, 余 or 多."""
_NUMERAL = re.compile(
    rf"(?P<core>"
    rf"(?P<low>{_AMOUNT}{_GAP}(?:{_UNIT})?){_TO}(?P<high>{_AMOUNT}{_GAP}(?:{_UNIT}))"
    rf"|{_SHARE}|{_AMOUNT}{_GAP}(?:{_UNIT})"
    rf"|{_WRITTEN}(?<=[万亿余多])(?<![0-9十百千][余多]))"
    rf"(?P<after>以上|以下|以内|左右|上下)?"
)
_PIECE = re.compile(
    rf"(?P<amount>(?:[0-9.,，\u2009\u202f]+(?:万亿|[万亿])?)+|{_HAN}+(?:点[{DIGITS}]+)?)"
    rf"{_GAP}(?P<about>[余多几]?)(?P<scale>(?:{_SCALE})?)(?P<more>[余多]?){_GAP}(?P<unit>.*)"
)
_ORDINAL = rf"(?:[0-9]+|{_HAN}+)"
_NO_NUMERAL = re.compile(
    rf"第{_GAP}{_ORDINAL}(?:[、至到~～—–-]第?{_ORDINAL})*"
    r"|[0-9]{1,2}[时点][0-9]{1,2}分(?!钟)"
    rf"|(?<!{_HAN})十分(?!钟)"
    "|三天两头|三天打鱼|两天晒网|一成不变|一天到晚|十天半|成千上万"
)
"""Ordinals, times of day, idioms."""

_WIDE = re.compile("[０-９％．]")
_NARROW = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_SENTENCE_ENDS = "。！？；!?;\n"
_SENTENCE_END = re.compile(f"[{_SENTENCE_ENDS}]")
_FAR = 1000
"""So many characters from a number its sentence is cut off, which nobody reads that far."""
_ORDINARY_ONE = "统唯万专单同划逐某每有这那哪"
"""Before 一 they make another word of it: 统一, 唯一, 每一天."""


class Numeral(Struct, frozen=True, kw_only=True):
    """A number with a unit at `start` in a text; the other fields are those of NumeralUse."""

    start: int
    text: str
    core: str
    value: str
    unit: str
    sentence: str
    offset: int


def may_hold_numerals(text: str) -> bool:
    """Tell whether a text holds a character that a number can begin with, and one of a unit."""
    return _ANY.search(text) is not None and _MEASURED.search(text) is not None


def numerals_of(text: str, *, verbatim: bool = False) -> Iterator[Numeral]:
    """Yield the numbers with a unit in a text, in their order.

    In `verbatim` text straight quotation marks belong to YAML and quote nobody.
    """
    masked = text.translate(_NARROW) if _WIDE.search(text) else text
    if verbatim:
        masked = masked.replace('"', " ")
    if not _START.search(masked):
        return
    for pattern in (QUOTED, _NO_NUMERAL):
        masked = pattern.sub(lambda match: "\0" * len(match[0]), masked)
    begin = 0
    while start := _START.search(masked, begin):
        match = _NUMERAL.match(masked, start.start())
        begin = match.end() if match else start.end()
        if match and (found := _found(text, match)):
            yield found


def _found(text: str, match: re.Match[str]) -> Numeral | None:
    begin, end = match.span("core")
    near = max(begin - 6, 0)
    leading = _LEADING.search(match.string[near : begin + 1])
    assert leading is not None
    read = _read(match, begin, rounded=bool(leading["before"]))
    if read is None:
        return None
    value, unit = read
    if value is not None and leading["sign"]:
        value = -value
    begin -= len(leading["sign"] or "")
    first = max(max(text.rfind(mark, 0, begin) for mark in _SENTENCE_ENDS) + 1, begin - _FAR)
    last = _SENTENCE_END.search(text, end, end + _FAR)
    start = near + leading.start()
    return Numeral(
        start=start,
        text=text[start : match.end()],
        core=text[begin:end],
        value="" if value is None else f"{value.normalize():f}",
        unit=unit,
        sentence=text[first : last.start() if last else end + _FAR].replace(HOLE, "…"),
        offset=begin - first,
    )


def _read(match: re.Match[str], start: int, *, rounded: bool) -> tuple[Decimal | None, str] | None:
    """Return value and unit of what was found, None where it is ordinary language.

    `rounded`: 近, 超 and the like stand before it.
    """
    text = match["high"] or match["core"]
    if text[1:3] == "分之":
        share = _number(text[3:])
        return None if share is None else (share, "%" if text[0] == "百" else "‰")
    found = _PIECE.fullmatch(text)
    value = _number(found["amount"]) if found else None
    if found is None or value is None:
        return None
    before = match.string[max(start - 1, 0) : start]
    if re.match(_HAN, text) and _ordinary(found, value, before, rounded=rounded):
        return None
    value *= Decimal(10) ** power(found["scale"])
    value, unit = (value * 10, "%") if found["unit"] == "成" else (value, found["unit"])
    return (None if match["high"] else value), unit


def _ordinary(found: re.Match[str], value: Decimal, before: str, *, rounded: bool) -> bool:
    """Tell whether a Chinese numeral is no figure where it stands, `before` one character."""
    amount = found["amount"]
    rounded = rounded or bool(found["about"] or found["more"])
    if not set(amount) - set("百千万亿") and not rounded:
        return True
    if amount == "一" and before and before in _ORDINARY_ONE:
        return True
    return found["unit"] not in MEASURES and value < 10 and not found["scale"]


def _number(text: str) -> Decimal | None:
    if re.match(_HAN, text):
        return chinese_number(text)
    total = Decimal(0)
    plain = re.sub("[,，\u2009\u202f]", "", text)
    for number, scale in re.findall("([0-9.]+)(万亿|[万亿])?", plain):
        total += Decimal(number) * Decimal(10) ** power(scale)
    return total
