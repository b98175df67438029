"""Columns of observations and their codes, in Chinese, as editors see them."""

from collections.abc import Mapping
from types import MappingProxyType

from site_builder.model.vocabulary import Nature, PeriodBasis, Qualifier, Status
from site_builder.sheets.units import MULTIPLES
from site_builder.sheets.widths import normal

KEY = ("indicator", "ref_area", "time_period", "caliber")
"""The primary key of observations."""

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "indicator": "指标代码",
        "ref_area": "地区代码",
        "time_period": "期间",
        "caliber": "口径",
        "obs_value": "数值",
        "unit_mult": "倍数",
        "obs_status": "状态",
        "nature": "性质",
        "qualifier": "限定",
        "period_basis": "期间依据",
        "tied": "并列",
        "rank_of": "参评单位数",
        "rank_scope": "排名范围",
        "base_n": "样本量",
        "source": "来源",
        "locator": "出处",
        "editor_note": "编者注",
    }
)
"""Every column of observations with its heading in our workbook, in the workbook's order."""

_OTHER_WORDS = {
    "indicator": ("指标", "指标名称", "项目", "项目名称", "名称", "主要指标"),
    "ref_area": ("地区", "地区名称", "区域", "区县", "县区", "县(市、区)", "行政区"),
    "time_period": ("时间", "时期", "报告期", "年份", "年度", "年"),
    "caliber": (),
    "obs_value": ("数据", "值", "指标值", "数量"),
    "unit_mult": ("单位倍数", "单位倍数(10的幂)"),
    "unit": ("单位", "计量单位"),
    "obs_status": ("观测状态",),
    "source": ("来源代码",),
    "editor_note": ("备注",),
    "": ("序号", "编号"),
}

FIELD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        normal(word): name
        for name in (*COLUMNS, "unit", "")
        for word in (name, COLUMNS.get(name, ""), *_OTHER_WORDS.get(name, ()))
        if word
    }
)
"""Headings that name a column: the machine's name, ours, and usual ones; "" is of no use to us."""

CODES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "obs_status": {
            Status.NORMAL.value: "正常",
            Status.PROVISIONAL.value: "初步",
            Status.ESTIMATED.value: "估计",
            Status.FORECAST.value: "预测",
            Status.IMPUTED.value: "插补",
            Status.LOW_RELIABILITY.value: "可靠性低",
            Status.NOT_SIGNIFICANT.value: "不显著",
            Status.DEFINITION_DIFFERS.value: "定义不同",
            Status.BREAK.value: "断点",
            Status.MISSING.value: "缺报",
            Status.MISSING_LOST.value: "缺失",
            Status.CANNOT_EXIST.value: "不适用",
            Status.SUPPRESSED.value: "不公布",
        },
        "nature": {
            Nature.ACTUAL.value: "实际",
            Nature.PLANNED.value: "计划",
            Nature.EXPECTED.value: "预计",
        },
        "qualifier": {
            Qualifier.EXACT.value: "确数",
            Qualifier.OVER.value: "余、超",
            Qualifier.AT_LEAST.value: "以上、不少于",
            Qualifier.ABOUT.value: "约、左右",
            Qualifier.NEARLY.value: "近",
            Qualifier.UNDER.value: "不足",
            Qualifier.AT_MOST.value: "以内",
        },
        "period_basis": {
            PeriodBasis.STATED.value: "原文写明",
            PeriodBasis.BOUNDED.value: "只知不晚于",
            PeriodBasis.INFERRED.value: "推定",
        },
        "tied": {"false": "否", "true": "是"},
        "unit_mult": {str(power): word or "个" for word, power in MULTIPLES.items()},
    }
)
"""The codes of coded columns, each with its word."""


def encoded(column: str, code: str) -> str:
    """Return a code as the workbook shows it: 正常(A); other text as it is."""
    word = CODES.get(column, {}).get(code)
    return f"{word}({code})" if word else code


def decoded(column: str, text: str) -> str | None:
    """Return the code that a cell of a coded column names; None where it names none."""
    codes = CODES.get(column)
    if codes is None or not text:
        return text
    wanted = normal(text)
    for code, word in codes.items():
        if wanted in (normal(code), normal(word), normal(encoded(column, code))):
            return code
    return None
