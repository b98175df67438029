"""How a change is said: each row is worked out from the rules of wording, not from the code.

All figures are made up.
"""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from site_builder.compare.comparability import ComparisonType, Reason, ReasonCode
from site_builder.compare.wording import describe, reason_phrase
from site_builder.model.figure import Comparison, Outcome
from site_builder.model.vocabulary import Direction, Kind, Nature, Status
from tests.test_comparability import (
    BREAK,
    INDICATOR,
    ONE_REASON,
    RANKS,
    RATES,
    TARGET,
    Pair,
    observed,
    valued,
)

steady = settings(derandomize=True, deadline=None, max_examples=150)

YEAR, PART, DAY = ("2023", "2024"), ("2023-Q1", "2024-Q1"), ("2023-05-28", "2024-05-28")
YEAR_END, TO_DATE = ("2023-12-31", "2024-12-31"), ("2023-12-31", "2024-05-28")
ADJACENT, EDITION, BASE = ("2024-Q1", "2024-Q2"), ("2019", "2020"), ("2015", "2024")
HALF, TEN_MONTHS = ("2023-S1", "2024-S1"), ("2023-01/2023-10", "2024-01/2024-10")
MONTHS, OLD_EDITION = ("2023-12", "2024-01"), ("2016", "2020")
BASE_PART = ("2015-Q1", "2024-Q1")
TYPES = {
    YEAR: ComparisonType.YEAR_ON_YEAR,
    PART: ComparisonType.YEAR_ON_YEAR,
    DAY: ComparisonType.YEAR_ON_YEAR,
    YEAR_END: ComparisonType.YEAR_END,
    TO_DATE: ComparisonType.YEAR_END,
    ADJACENT: ComparisonType.PERIOD_ON_PERIOD,
    EDITION: ComparisonType.EDITION,
    BASE: ComparisonType.BASE_YEAR,
    HALF: ComparisonType.YEAR_ON_YEAR,
    TEN_MONTHS: ComparisonType.YEAR_ON_YEAR,
    MONTHS: ComparisonType.PERIOD_ON_PERIOD,
    OLD_EDITION: ComparisonType.EDITION,
    BASE_PART: ComparisonType.BASE_YEAR,
}
POINTS = {Kind.RATE, Kind.GROWTH, Kind.COMPLETION, Kind.REDUCTION}


def compared(
    kind: Kind,
    unit: str,
    before: str,
    after: str,
    when: tuple[str, str] = YEAR,
    *,
    decimals: int = 2,
    **changes: object,
) -> Comparison:
    """Return the words for a change between two published values that compare."""
    earlier, later = (
        replace(
            valued(value, period),
            rank_of=11 if kind is Kind.RANK else None,
            rank_scope="全市" if kind is Kind.RANK else "",
        )
        for value, period in zip((before, after), when, strict=True)
    )
    indicator = replace(
        INDICATOR, kind=kind, unit_measure=unit, denominator="事项", decimals=decimals, **changes
    )
    targets = tuple(replace(TARGET, time_period=period) for period in when)
    pair = Pair(
        earlier=earlier, later=later, indicator=indicator, targets=targets, type=TYPES[when]
    )
    return describe(pair.change())


def sentence(comparison: Comparison) -> str:
    """Return the change as a reader meets it."""
    return f"{comparison.lead}{comparison.text}"


RATE, GROWTH, COMPLETION, REDUCTION = Kind.RATE, Kind.GROWTH, Kind.COMPLETION, Kind.REDUCTION
FLOW, STOCK, COST, DURATION = Kind.FLOW, Kind.STOCK, Kind.COST, Kind.DURATION
SCORE, INDEX, RANK = Kind.SCORE, Kind.INDEX, Kind.RANK

SAID = [
    # rates, completions and reductions: percentage points, never percent
    (RATE, "%", "95", "97", YEAR, "比上年提高2个百分点"),
    (RATE, "%", "97", "95", YEAR, "比上年降低2个百分点"),
    (RATE, "%", "96.3", "97.1", YEAR, "比上年提高0.8个百分点"),
    (RATE, "%", "99.78", "99.80", YEAR, "比上年提高0.02个百分点"),
    (RATE, "%", "50", "100", YEAR, "比上年提高50个百分点"),
    (RATE, "%", "0", "5", YEAR, "比上年提高5个百分点"),
    (RATE, "%", "5", "0", YEAR, "比上年降低5个百分点"),
    (RATE, "%", "95", "96.5", YEAR, "比上年提高2个百分点"),
    (RATE, "%", "95", "95", YEAR, "比上年持平"),
    (RATE, "%", "95.0", "95", YEAR, "比上年持平"),
    (RATE, "%", "95.001", "95.004", YEAR, "比上年基本持平"),
    (RATE, "%", "95", "97", PART, "比上年同期提高2个百分点"),
    (RATE, "%", "97", "95", DAY, "比上年同期降低2个百分点"),
    (RATE, "%", "97", "95", ADJACENT, "环比降低2个百分点"),
    (REDUCTION, "%", "95.3", "96.1", YEAR, "比上年提高0.8个百分点"),
    (REDUCTION, "%", "95.3", "90", YEAR, "比上年降低5个百分点"),
    (COMPLETION, "%", "240", "217", YEAR, "比上年降低23个百分点"),
    (COMPLETION, "%", "90.5", "103.2", PART, "比上年同期提高12.7个百分点"),
    # half up on the full values, once, to the coarser of the two printed precisions
    (RATE, "%", "95.4", "95.45", YEAR, "比上年提高0.1个百分点"),
    (RATE, "%", "95.45", "95.4", YEAR, "比上年降低0.1个百分点"),
    (RATE, "%", "95", "95.5", YEAR, "比上年提高1个百分点"),
    (RATE, "%", "95.5", "95", YEAR, "比上年降低1个百分点"),
    (RATE, "%", "95", "95.49", YEAR, "比上年基本持平"),
    (RATE, "%", "99.5", "99.49", YEAR, "比上年基本持平"),
    (RATE, "%", "99.44", "99.49", YEAR, "比上年提高0.05个百分点"),
    (RATE, "%", "99.495", "99.485", YEAR, "比上年降低0.01个百分点"),
    (RATE, "%", "0", "0", YEAR, "比上年持平"),
    (RATE, "%", "100", "0", YEAR, "比上年降低100个百分点"),
    # a share that doubles still moves in points
    (RATE, "%", "20", "40", YEAR, "比上年提高20个百分点"),
    (RATE, "%", "88.88", "88.88", PART, "比上年同期持平"),
    (RATE, "%", "60", "60.4", PART, "比上年同期基本持平"),
    (RATE, "%", "80.5", "79.9", HALF, "比上年同期降低0.6个百分点"),
    (RATE, "%", "80.5", "79.9", TEN_MONTHS, "比上年同期降低0.6个百分点"),
    (RATE, "%", "80.5", "81.5", MONTHS, "环比提高1.0个百分点"),
    (RATE, "%", "80", "80", ADJACENT, "环比持平"),
    (RATE, "%", "92.9", "97.1", BASE, "比2015年提高4.2个百分点"),
    (REDUCTION, "%", "80", "80", YEAR, "比上年持平"),
    (REDUCTION, "%", "0", "40.5", YEAR, "比上年提高41个百分点"),
    (REDUCTION, "%", "95.3", "96.10", PART, "比上年同期提高0.8个百分点"),
    (COMPLETION, "%", "345", "345", YEAR, "比上年持平"),
    (COMPLETION, "%", "99.9", "100.1", YEAR, "比上年提高0.2个百分点"),
    (COMPLETION, "%", "100", "411", YEAR, "比上年提高311个百分点"),
    (COMPLETION, "%", "50", "25", TEN_MONTHS, "比上年同期降低25个百分点"),
    # growth
    (GROWTH, "%", "5.0", "7.5", YEAR, "比上年增速加快2.5个百分点"),
    (GROWTH, "%", "7.5", "5.0", YEAR, "比上年增速回落2.5个百分点"),
    (GROWTH, "%", "7.5", "5.0", PART, "比上年同期增速回落2.5个百分点"),
    (GROWTH, "%", "0.1", "0.3", YEAR, "比上年增速加快0.2个百分点"),
    (GROWTH, "%", "-3.0", "-5.2", YEAR, "比上年降幅扩大2.2个百分点"),
    (GROWTH, "%", "-5.2", "-3.0", YEAR, "比上年降幅收窄2.2个百分点"),
    (GROWTH, "%", "-5.2", "-3.0", PART, "比上年同期降幅收窄2.2个百分点"),
    (GROWTH, "%", "5.0", "5.0", YEAR, "比上年持平"),
    (GROWTH, "%", "-5", "-5.0", YEAR, "比上年持平"),
    (GROWTH, "%", "5.041", "5.043", YEAR, "比上年基本持平"),
    (GROWTH, "%", "37.9", "-37.6", YEAR, "由上年增长37.9%转为下降37.6%，由正转负"),
    (GROWTH, "%", "-3", "2.5", YEAR, "由上年下降3%转为增长2.5%，由负转正"),
    (GROWTH, "%", "3.2", "-0.4", PART, "由上年同期增长3.2%转为下降0.4%，由正转负"),
    (GROWTH, "%", "5.0", "0", YEAR, "由上年增长5.0%转为持平"),
    (GROWTH, "%", "-5.0", "0", YEAR, "由上年下降5.0%转为持平"),
    (GROWTH, "%", "0", "3.2", YEAR, "由上年持平转为增长3.2%"),
    (GROWTH, "%", "-0.002", "0.001", YEAR, "比上年基本持平"),
    (GROWTH, "%", "-5.043", "-5.041", YEAR, "比上年基本持平"),
    (GROWTH, "%", "0", "0", YEAR, "比上年持平"),
    (GROWTH, "%", "0", "0.0", PART, "比上年同期持平"),
    (GROWTH, "%", "-3.0", "-3.0", PART, "比上年同期持平"),
    (GROWTH, "%", "10", "7.5", YEAR, "比上年增速回落3个百分点"),
    (GROWTH, "%", "-10", "-37.6", YEAR, "比上年降幅扩大28个百分点"),
    (GROWTH, "%", "-0.5", "-0.1", YEAR, "比上年降幅收窄0.4个百分点"),
    (GROWTH, "%", "200", "310", YEAR, "比上年增速加快110个百分点"),
    (GROWTH, "%", "5.0", "7.5", TEN_MONTHS, "比上年同期增速加快2.5个百分点"),
    (GROWTH, "%", "-3.0", "-5.2", HALF, "比上年同期降幅扩大2.2个百分点"),
    (GROWTH, "%", "-3.0", "-5.2", BASE, "比2015年降幅扩大2.2个百分点"),
    (GROWTH, "%", "5.0", "-3.0", BASE, "由2015年增长5.0%转为下降3.0%，由正转负"),
    (GROWTH, "%", "8.1", "-0.04", YEAR, "由上年增长8.1%转为下降0.04%，由正转负"),
    (GROWTH, "%", "-0.1", "0.1", HALF, "由上年同期下降0.1%转为增长0.1%，由负转正"),
    (GROWTH, "%", "0", "-3.2", YEAR, "由上年持平转为下降3.2%"),
    (GROWTH, "%", "0.0", "-0.4", PART, "由上年同期持平转为下降0.4%"),
    (GROWTH, "%", "-5", "0", TEN_MONTHS, "由上年同期下降5%转为持平"),
    (GROWTH, "%", "0.5", "-0.4", YEAR, "由上年增长0.5%转为下降0.4%，由正转负"),
    (GROWTH, "%", "0.004", "-5", YEAR, "由上年基本持平转为下降5%"),
    (GROWTH, "%", "5.0", "-3.0", ADJACENT, "由上期增长5.0%转为下降3.0%，由正转负"),
    (GROWTH, "%", "5.0", "-3.0", OLD_EDITION, "由2016年版增长5.0%转为下降3.0%，由正转负"),
    (GROWTH, "%", "5.0", "-3.0", BASE_PART, "由2015年同期增长5.0%转为下降3.0%，由正转负"),
    # levels: the amount, and the percentage with one decimal
    (FLOW, "件", "100", "150", YEAR, "比上年增加50件，增长50.0%"),
    (FLOW, "件", "150", "100", YEAR, "比上年减少50件，下降33.3%"),
    (FLOW, "件", "100", "150", PART, "同比增加50件，增长50.0%"),
    (FLOW, "件", "150", "100", PART, "同比减少50件，下降33.3%"),
    (FLOW, "件", "100", "150", ADJACENT, "环比增加50件，增长50.0%"),
    (FLOW, "件", "100", "100", PART, "同比持平"),
    (FLOW, "件", "100", "0", YEAR, "比上年减少100件，下降100.0%"),
    (FLOW, "件", "100", "50", YEAR, "比上年减少50件，下降50.0%"),
    (FLOW, "件", "400", "100", YEAR, "比上年减少300件，下降75.0%"),
    (FLOW, "件", "1234567", "1334567", YEAR, "比上年增加100000件，增长8.1%"),
    # a percentage is half up too: 0.05 is 0.1
    (FLOW, "件", "2000", "2001", YEAR, "比上年增加1件，增长0.1%"),
    (FLOW, "件", "100", "200", YEAR, "比上年增加100件，翻一番"),
    (FLOW, "件", "100", "400", YEAR, "比上年增加300件，翻两番"),
    (FLOW, "件", "100", "199", YEAR, "比上年增加99件，增长99.0%"),
    (FLOW, "件", "100", "201", YEAR, "比上年增加101件，增长101.0%"),
    (FLOW, "件", "100", "299", YEAR, "比上年增加199件，增长199.0%"),
    (FLOW, "件", "100", "300", YEAR, "比上年增加200件，增长2.0倍"),
    (FLOW, "件", "100", "310", YEAR, "比上年增加210件，增长2.1倍"),
    (FLOW, "件", "100", "401", YEAR, "比上年增加301件，增长3.0倍"),
    (FLOW, "件", "100", "800", YEAR, "比上年增加700件，增长7.0倍"),
    (FLOW, "家", "9", "12", YEAR, "比上年增加3家（基数较小，不计算增幅）"),
    (FLOW, "人", "9", "3", YEAR, "比上年减少6人（基数较小，不计算增幅）"),
    (FLOW, "项", "5", "10", YEAR, "比上年增加5项（基数较小，不计算增幅）"),
    (FLOW, "个", "10", "12", YEAR, "比上年增加2个，增长20.0%"),
    (FLOW, "元", "6亿", "9亿", YEAR, "比上年增加3亿元，增长50.0%"),
    (FLOW, "元", "6亿", "12亿", YEAR, "比上年增加6亿元，翻一番"),
    (FLOW, "元", "7万", "8万", PART, "同比增加1万元，增长14.3%"),
    (FLOW, "元", "565.7万", "600.0万", YEAR, "比上年增加34.3万元，增长6.1%"),
    (FLOW, "元", "565.7万", "600万", YEAR, "比上年增加34万元，增长6.1%"),
    (FLOW, "元", "5000万", "0.6亿", YEAR, "比上年增加0.1亿元，增长20.0%"),
    (FLOW, "件", "9万", "18万", YEAR, "比上年增加9万件，翻一番"),
    (STOCK, "家", "200", "230", YEAR_END, "比上年末增加30家，增长15.0%"),
    (STOCK, "家", "200", "190", TO_DATE, "比上年末减少10家，下降5.0%"),
    (STOCK, "家", "200", "200", YEAR_END, "比上年末持平"),
    (STOCK, "家", "200", "230", DAY, "同比增加30家，增长15.0%"),
    (COST, "元", "1200", "900", YEAR, "比上年减少300元，下降25.0%"),
    (STOCK, "家", "200", "230", BASE, "比2015年增加30家，增长15.0%"),
    (STOCK, "家", "200", "190", BASE, "比2015年减少10家，下降5.0%"),
    (STOCK, "家", "200", "400", YEAR_END, "比上年末增加200家，翻一番"),
    (STOCK, "家", "200", "600", TO_DATE, "比上年末增加400家，增长2.0倍"),
    (STOCK, "家", "9", "8", TO_DATE, "比上年末减少1家（基数较小，不计算增幅）"),
    (STOCK, "名", "9", "12", YEAR_END, "比上年末增加3名（基数较小，不计算增幅）"),
    (STOCK, "元", "1.5亿", "1.8亿", YEAR_END, "比上年末增加0.3亿元，增长20.0%"),
    (FLOW, "件", "0", "0", YEAR, "比上年持平"),
    (FLOW, "件", "110", "110", MONTHS, "环比持平"),
    (FLOW, "件", "100", "110", MONTHS, "环比增加10件，增长10.0%"),
    (FLOW, "件", "110", "100", HALF, "同比减少10件，下降9.1%"),
    (FLOW, "件", "100", "110", TEN_MONTHS, "同比增加10件，增长10.0%"),
    # percentages half up on either side of zero, up to just below 200 %
    (FLOW, "件", "400", "401", YEAR, "比上年增加1件，增长0.3%"),
    (FLOW, "件", "400", "399", YEAR, "比上年减少1件，下降0.3%"),
    (FLOW, "件", "100", "101", YEAR, "比上年增加1件，增长1.0%"),
    (FLOW, "件", "100", "99", YEAR, "比上年减少1件，下降1.0%"),
    # a percentage that rounds to nothing is left out
    (FLOW, "件", "10000", "10001", YEAR, "比上年增加1件"),
    (FLOW, "件", "10000", "9999", YEAR, "比上年减少1件"),
    # from zero or below only the two values are said
    (FLOW, "件", "0", "12", YEAR, "由0件变为12件"),
    (FLOW, "元", "-6亿", "9亿", YEAR, "由−6亿元变为9亿元"),
    (STOCK, "元", "0万", "1.5亿", YEAR_END, "由0万元变为1.5亿元"),
    (FLOW, "件", "300", "100", YEAR, "比上年减少200件，下降66.7%"),
    (FLOW, "件", "1000", "1", YEAR, "比上年减少999件，下降99.9%"),
    (FLOW, "件", "1000", "2999", YEAR, "比上年增加1999件，增长199.9%"),
    # from 200 % up in multiples of the base, one decimal, half up
    (FLOW, "件", "100", "304", YEAR, "比上年增加204件，增长2.0倍"),
    (FLOW, "件", "100", "305", YEAR, "比上年增加205件，增长2.1倍"),
    (FLOW, "件", "100", "399", YEAR, "比上年增加299件，增长3.0倍"),
    (FLOW, "件", "100", "1600", YEAR, "比上年增加1500件，增长15.0倍"),
    (FLOW, "件", "10", "1000", PART, "同比增加990件，增长99.0倍"),
    # a small base is one of counts, in whatever multiple it is written
    (FLOW, "件", "9", "18", YEAR, "比上年增加9件（基数较小，不计算增幅）"),
    (FLOW, "件", "1", "4", PART, "同比增加3件（基数较小，不计算增幅）"),
    (FLOW, "人", "5", "0", YEAR, "比上年减少5人（基数较小，不计算增幅）"),
    (FLOW, "家", "9", "9", YEAR, "比上年持平"),
    (FLOW, "人", "10", "20", YEAR, "比上年增加10人，翻一番"),
    (FLOW, "人", "10", "40", HALF, "同比增加30人，翻两番"),
    (FLOW, "件", "0.5万", "1.0万", YEAR, "比上年增加0.5万件，翻一番"),
    (FLOW, "元", "7", "8", YEAR, "比上年增加1元，增长14.3%"),
    # 万 and 亿 as published; a difference in those of the later value
    (FLOW, "元", "67.81亿", "67.81亿", YEAR, "比上年持平"),
    (FLOW, "元", "67.81亿", "67.814亿", YEAR, "比上年基本持平"),
    (FLOW, "元", "10000万", "1亿", YEAR, "比上年持平"),
    (FLOW, "元", "5000万", "1.0亿", YEAR, "比上年增加0.5亿元，翻一番"),
    (FLOW, "元", "2500万", "1.0亿", YEAR, "比上年增加0.8亿元，翻两番"),
    (FLOW, "元", "1.2亿", "9600万", YEAR, "比上年减少2000万元，下降20.0%"),
    (FLOW, "元", "3万", "6万", ADJACENT, "环比增加3万元，翻一番"),
    (FLOW, "美元", "500万", "750万", YEAR, "比上年增加250万美元，增长50.0%"),
    (COST, "元", "900", "1200", YEAR, "比上年增加300元，增长33.3%"),
    (COST, "元", "900", "900", PART, "同比持平"),
    (COST, "元", "1200.50", "900.25", YEAR, "比上年减少300.25元，下降25.0%"),
    # scores and indices
    (SCORE, "分", "73.95071", "77.9313", EDITION, "比上一版提高3.98分"),
    (SCORE, "分", "77.93", "73.95", EDITION, "比上一版降低3.98分"),
    (SCORE, "分", "77.93", "77.93", EDITION, "比上一版持平"),
    (SCORE, "分", "77.931", "77.932", EDITION, "比上一版基本持平"),
    (INDEX, "点", "101.2", "103.5", YEAR, "比上年提高2.3点"),
    (INDEX, "点", "103.5", "101.2", YEAR, "比上年降低2.3点"),
    (SCORE, "分", "77.9", "73.95", EDITION, "比上一版降低4.0分"),
    (SCORE, "分", "65", "65.0", EDITION, "比上一版持平"),
    (SCORE, "分", "0", "1.5", EDITION, "比上一版提高2分"),
    # a score that doubles is still told in its own unit
    (SCORE, "分", "40", "80", EDITION, "比上一版提高40分"),
    (SCORE, "分", "80", "90", YEAR, "比上年提高10分"),
    (SCORE, "分", "60.5", "70.5", OLD_EDITION, "比2016年版提高10.0分"),
    (SCORE, "分", "70.5", "60.5", OLD_EDITION, "比2016年版降低10.0分"),
    (SCORE, "分", "70.5", "70.5", OLD_EDITION, "比2016年版持平"),
    (INDEX, "点", "100", "100.4", YEAR, "比上年基本持平"),
    (INDEX, "点", "99.8", "100.3", ADJACENT, "环比提高0.5点"),
    (INDEX, "点", "100.0", "103.5", BASE, "比2015年提高3.5点"),
    # durations
    (DURATION, "天", "10", "7", YEAR, "比上年缩短3天"),
    (DURATION, "天", "7", "10", YEAR, "比上年延长3天"),
    (DURATION, "个工作日", "7", "7", YEAR, "比上年持平"),
    (DURATION, "小时", "7.5", "7.0", ADJACENT, "环比缩短0.5小时"),
    (DURATION, "天", "10", "9.96", YEAR, "比上年基本持平"),
    (DURATION, "天", "3", "12", YEAR, "比上年延长9天"),
    (DURATION, "天", "20", "10", PART, "同比缩短10天"),
    (DURATION, "天", "10", "10.0", PART, "同比持平"),
    (DURATION, "小时", "8", "2", BASE, "比2015年缩短6小时"),
    # ranks: a smaller number is a higher place
    (RANK, "位", "46", "31", EDITION, "比上一版上升15位"),
    (RANK, "位", "31", "46", EDITION, "比上一版下降15位"),
    (RANK, "位", "31", "31", EDITION, "比上一版位次不变"),
    (RANK, "位", "4", "1", YEAR, "比上年上升3位"),
    (RANK, "位", "1", "4", PART, "比上年同期下降3位"),
    (RANK, "位", "1", "1", PART, "比上年同期位次不变"),
    (RANK, "位", "3", "2", ADJACENT, "环比上升1位"),
    (RANK, "位", "2", "3", BASE, "比2015年下降1位"),
    (RANK, "位", "78", "46", OLD_EDITION, "比2016年版上升32位"),
    (RANK, "位", "5", "5", OLD_EDITION, "比2016年版位次不变"),
    (RANK, "位", "2", "4", TEN_MONTHS, "比上年同期下降2位"),
]


@pytest.mark.parametrize(("kind", "unit", "before", "after", "when", "expected"), SAID)
def test_a_change_is_said_as_the_rules_say(
    kind: Kind, unit: str, before: str, after: str, when: tuple[str, str], expected: str
) -> None:
    """Verb, amount, unit and lead words fit the kind of indicator and the kind of comparison."""
    assert sentence(compared(kind, unit, before, after, when)) == expected


def test_the_table_is_long_enough() -> None:
    """The wording is proved by at least a hundred and fifty cases, none of them twice."""
    assert len(SAID) >= 150
    assert len(set(SAID)) == len(SAID)


TIES = [
    # before, is it tied, after, is it tied, what is said
    ("4", True, "2", False, "上升2位"),
    ("4", False, "2", True, "上升2位"),
    ("1", True, "3", True, "下降2位"),
    ("1", True, "1", False, "位次不变"),
    ("1", False, "1", True, "位次不变"),
]


@pytest.mark.parametrize(("before", "first_tied", "after", "second_tied", "expected"), TIES)
def test_tied_ranks_count_as_exact(
    before: str, first_tied: bool, after: str, second_tied: bool, expected: str
) -> None:
    """A shared place compares like any other place."""
    pair = RANKS.with_earlier(obs_value=before, value=Decimal(before), tied=first_tied)
    pair = pair.with_later(obs_value=after, value=Decimal(after), tied=second_tied)
    assert sentence(describe(pair.change())) == f"比上年{expected}"


@pytest.mark.parametrize(("first", "second"), [(11, 12), (12, 11), (11, None), (None, 11)])
@pytest.mark.parametrize("after", ["2", "4"])
def test_ranks_among_another_number_are_not_compared(
    first: int | None, second: int | None, after: str
) -> None:
    """Fourth of eleven and fourth of twelve are not the same place: 不可比, no 位次不变."""
    pair = RANKS.with_earlier(rank_of=first).with_later(
        rank_of=second, obs_value=after, value=Decimal(after)
    )
    said = describe(pair.result())
    assert (said.text, said.marks) == ("", ("不可比",))
    assert len(said.reasons) == 1


@pytest.mark.parametrize("kind", [RATE, GROWTH, FLOW, STOCK, SCORE, DURATION, INDEX])
@pytest.mark.parametrize("side", ["earlier", "later"])
def test_a_missing_value_says_no_change(kind: Kind, side: str) -> None:
    """Without one of the two values there is no word of change, of whatever kind."""
    pair = Pair().of_kind(kind, denominator="事项")
    missing = {"obs_value": "", "value": None, "obs_status": Status.MISSING}
    pair = pair.with_earlier(**missing) if side == "earlier" else pair.with_later(**missing)
    said = describe(pair.result())
    assert (said.lead, said.text, said.arrow) == ("", "", "")
    assert said.reasons


@pytest.mark.parametrize(
    ("unit", "before", "after"),
    [("件", "0", "12"), ("元", "0万", "9万"), ("元", "-6亿", "9亿"), ("元", "-6亿", "-9亿")],
)
@pytest.mark.parametrize("kind", [FLOW, STOCK])
def test_from_zero_or_below_only_the_two_values_are_said(
    kind: Kind, unit: str, before: str, after: str
) -> None:
    """A base of zero or below allows neither amount nor percentage: both values only."""
    text = compared(kind, unit, before, after).text
    assert not re.search("增加|减少|增长|下降|倍|番|%|基数较小", text)


def test_an_edition_further_back_is_named() -> None:
    """比上一版 is said of the edition before, not of an older one."""
    pair = Pair(earlier=observed("70", "2017"), later=observed("75", "2020")).of_kind(
        Kind.SCORE, unit_measure="分"
    )
    lead = describe(replace(pair, type=ComparisonType.EDITION).change()).lead
    assert "2017" in lead
    assert "上一版" not in lead


@pytest.mark.parametrize(
    ("kind", "before", "after"), [(FLOW, "200", "230"), (RATE, "90", "95"), (GROWTH, "5", "-3")]
)
@pytest.mark.parametrize("when", [("2015-Q1", "2024-Q1"), ("2015-05-28", "2024-05-28")])
def test_a_part_of_a_base_year_is_named_as_a_part(
    kind: Kind, before: str, after: str, when: tuple[str, str]
) -> None:
    """The same part of a chosen year is 2015年同期, not the whole of 2015."""
    pair = Pair(
        earlier=observed(before, when[0]),
        later=observed(after, when[1]),
        type=ComparisonType.BASE_YEAR,
    ).of_kind(kind, denominator="事项")
    assert "2015年同期" in sentence(describe(pair.change()))


FOOTNOTES = [
    # kind, unit, before, after, decimals, whether the printed values give another difference
    (RATE, "%", "95", "97", 2, False),
    (RATE, "%", "95", "96.5", 2, True),
    (RATE, "%", "62.3451", "63.4409", 2, True),
    (SCORE, "分", "73.95071", "77.9313", 2, False),
    (FLOW, "元", "565.7万", "600万", 2, True),
    (FLOW, "元", "565.7万", "600.0万", 2, False),
    (RATE, "%", "95.04", "95.06", 1, True),
    (GROWTH, "%", "5.0", "-3.0", 1, False),
    (GROWTH, "%", "5.04", "-3.04", 1, False),
]


@pytest.mark.parametrize(("kind", "unit", "before", "after", "decimals", "noted"), FOOTNOTES)
def test_a_footnote_where_the_printed_numbers_do_not_add_up(
    kind: Kind, unit: str, before: str, after: str, decimals: int, noted: bool
) -> None:
    """A reader who subtracts the printed values and gets another number is told why."""
    footnote = compared(kind, unit, before, after, decimals=decimals).footnote
    assert footnote == ("按未四舍五入数据计算" if noted else "")


UP, DOWN, NONE = Direction.INCREASE, Direction.DECREASE, Direction.NONE
JUDGED = [
    # kind, before, after, which way is better, judgement
    (FLOW, "100", "150", UP, "向好"),
    (FLOW, "150", "100", UP, "转差"),
    (FLOW, "100", "150", DOWN, "转差"),
    (FLOW, "150", "100", DOWN, "向好"),
    (FLOW, "100", "150", NONE, ""),
    (FLOW, "150", "100", NONE, ""),
    (FLOW, "100", "100", UP, ""),
    (RATE, "95.001", "95.004", UP, ""),
    # however little it is that is printed
    (RATE, "95.0", "95.1", UP, "向好"),
    (RATE, "95.1", "95.0", UP, "转差"),
    (DURATION, "10", "7", DOWN, "向好"),
    (DURATION, "7", "10", DOWN, "转差"),
    (RANK, "4", "2", DOWN, "向好"),
    (RANK, "2", "4", DOWN, "转差"),
    (GROWTH, "5", "-3", UP, "转差"),
    (GROWTH, "-5", "-3", UP, "向好"),
]


@pytest.mark.parametrize(("kind", "before", "after", "direction", "judgement"), JUDGED)
def test_better_or_worse_follows_the_direction(
    kind: Kind, before: str, after: str, direction: Direction, judgement: str
) -> None:
    """A neutral indicator, and a change that is none, get no mark."""
    said = compared(kind, "位", before, after, direction=direction)
    assert said.judgement == judgement
    assert (
        said.outcome is {"向好": Outcome.BETTER, "转差": Outcome.WORSE, "": Outcome.NONE}[judgement]
    )


def test_a_rate_without_a_public_definition_is_not_judged() -> None:
    """口径待补: what is not defined is neither better nor worse."""
    pending = compared(RATE, "%", "70", "75", definition="", watched=True)
    assert pending.judgement == ""


ARROWS = [
    (FLOW, "100", "150", "↑"),
    (FLOW, "150", "100", "↓"),
    (FLOW, "100", "100", "→"),
    (RATE, "95.001", "95.004", "→"),
    (GROWTH, "-5", "-3", "↑"),
    (GROWTH, "5", "-3", "↓"),
    (RANK, "4", "2", "↑"),
    (RANK, "2", "4", "↓"),
    (DURATION, "10", "7", "↓"),
]


@pytest.mark.parametrize(("kind", "before", "after", "arrow"), ARROWS)
def test_the_arrow_says_what_the_words_say(kind: Kind, before: str, after: str, arrow: str) -> None:
    """Up is more, except that a rank goes up to a smaller number."""
    assert compared(kind, "个", before, after).arrow == arrow


@pytest.mark.parametrize("name", ONE_REASON)
def test_the_forbidden_prints_not_comparable_with_its_reasons(name: str) -> None:
    """不可比, a readable reason for each, and no number of ours."""
    pair, _ = ONE_REASON[name]
    said = describe(pair.result())
    assert said.comparable is False
    assert said.marks == ("不可比",)
    assert (said.lead, said.text, said.arrow, said.judgement, said.footnote) == ("",) * 5
    assert len(said.reasons) == 1
    assert re.match(r"[\u4e00-\u9fff]", said.reasons[0])
    assert not re.search(r"[A-Za-z]", said.reasons[0])


def test_reasons_can_be_told_apart() -> None:
    """Each reason has words of its own."""
    words = {code: describe(pair.result()).reasons[0] for pair, code in ONE_REASON.values()}
    assert set(words) == set(ReasonCode)
    assert len(set(words.values())) == len(words)


def test_reasons_of_targets_and_breaks_are_worded_as_the_rules_word_them() -> None:
    """年度目标未注明, 两年年度目标不同; a break and a mark bring what the data says of them."""

    def reason(name: str) -> str:
        return describe(ONE_REASON[name][0].result()).reasons[0]

    assert reason("no target known") == "年度目标未注明"
    assert reason("two targets") == "两年年度目标不同"
    assert reason("a break between") == "两期之间有断点（统计制度改变）"
    assert reason("later: obs_status E") == "观测状态不宜比较（估计）"


PHRASES = [
    (Reason(code=ReasonCode.CALIBER_DIFFERENT), "@reason-caliber-different"),
    (Reason(code=ReasonCode.BREAK_BETWEEN, detail="虚构"), "@reason-break-between|虚构"),
    (Reason(code=ReasonCode.STATUS_FORBIDS, detail="E"), "@reason-status-forbids|估计"),
    (Reason(code=ReasonCode.STATUS_FORBIDS, detail="E,F"), "@reason-status-forbids|估计、预测"),
]


@pytest.mark.parametrize(("reason", "expected"), PHRASES)
def test_a_reason_reaches_editors_as_a_phrase_with_its_detail(
    reason: Reason, expected: str
) -> None:
    """Diagnostics name a reason by its code, followed by what the data says of it, if anything."""
    assert reason_phrase(reason) == expected


def test_what_would_help_is_told_once() -> None:
    """Two breaks are two reasons, and one remedy; what compares has neither."""
    breaks = (BREAK, replace(BREAK, reason="口径调整"))
    said = describe(replace(Pair(), breaks=breaks).with_later(nature=Nature.PLANNED).result())
    assert len(said.reasons) == 3
    assert said.codes == (
        "@reason-break-between|统计制度改变",
        "@reason-break-between|口径调整",
        "@reason-nature-not-actual",
    )
    assert said.remedies == (
        "来源按新制度补算旧期，或公布断点之后的下一期",
        "来源公布实绩",
    )
    compared = describe(Pair().change())
    assert (compared.reasons, compared.codes, compared.remedies) == ((), (), ())


def test_a_provisional_value_does_not_lose_its_mark_in_words() -> None:
    """初步 goes with the change, whichever of the two values is provisional."""
    for pair in (
        RATES.with_earlier(obs_status=Status.PROVISIONAL),
        RATES.with_later(obs_status=Status.PROVISIONAL),
    ):
        assert describe(pair.change()).marks == ("初步",)


UNITS = {
    **dict.fromkeys(POINTS, "%"),
    FLOW: "件",
    STOCK: "家",
    COST: "元",
    SCORE: "分",
    INDEX: "点",
    DURATION: "天",
    RANK: "位",
}
WHOLE = st.integers(1, 3000).map(str)
FRACTION = st.builds(
    lambda digits, point: f"{Decimal(digits).scaleb(-point):f}",
    st.integers(-9999, 9999),
    st.integers(0, 3),
)


@st.composite
def changes(draw: st.DrawFn) -> tuple[Kind, str, str, Comparison]:
    """Draw a permitted change of any kind with values such an indicator can have."""
    kind = draw(st.sampled_from(list(Kind)))
    values = FRACTION if kind in (GROWTH, SCORE, INDEX) else WHOLE
    before, after = draw(values), draw(values)
    when = draw(st.sampled_from([YEAR, PART]))
    decimals = draw(st.integers(0, 2))
    said = compared(kind, UNITS[kind], before, after, when, decimals=decimals)
    return kind, before, after, said


@steady
@given(changes())
def test_no_change_is_ever_worded_wrongly(drawn: tuple[Kind, str, str, Comparison]) -> None:
    """No minus signs, no 减少…倍, no sum of two verbs, no 扭亏为盈, no separators."""
    _, _, _, said = drawn
    text = sentence(said)
    assert said.comparable
    assert text
    assert not re.search(r"[-−]\d", text)
    assert not re.search(r"(减少|下降|降低)[^，]*倍", text)
    assert not re.search(r"\d,\d{3}", text)
    assert "扭亏" not in text
    assert not re.search(r"(^|[^\d.])0(\.0+)?(个百分点|件|家|元|分|点|天|位|倍)", text)


@steady
@given(changes())
def test_flat_is_said_of_equal_values_only(drawn: tuple[Kind, str, str, Comparison]) -> None:
    """持平 or 位次不变 where the values are equal; anything else is at most 基本持平."""
    kind, before, after, said = drawn
    equal = Decimal(before) == Decimal(after)
    assert (said.text in ("持平", "位次不变")) is equal
    if equal:
        assert said.text == ("位次不变" if kind is RANK else "持平")
        assert said.arrow == "→"


@steady
@given(changes())
def test_percent_and_points_are_never_confused(drawn: tuple[Kind, str, str, Comparison]) -> None:
    """Points for what is itself a percentage; percent, 倍 and 番 for levels alone."""
    kind, before, after, said = drawn
    levels = (FLOW, STOCK, COST)
    if "个百分点" in said.text:
        assert kind in POINTS
        assert "%" not in said.text
    if "%" in said.text:
        crossing = Decimal(before) * Decimal(after) <= 0
        assert kind in levels or (kind is GROWTH and crossing)
    if re.search("[倍番]", said.text):
        assert kind in levels
        assert Decimal(after) >= 2 * Decimal(before)
    if "翻" in said.text:
        expected = {"翻一番": 2, "翻两番": 4}[said.text.rpartition("，")[2]]
        assert Decimal(after) == expected * Decimal(before)


@steady
@given(WHOLE, WHOLE, st.sampled_from([FLOW, STOCK, COST]))
def test_percentages_of_levels_have_one_decimal_and_are_right(
    before: str, after: str, kind: Kind
) -> None:
    """A computed percentage is within half a tenth of the true one, on the right side."""
    text = compared(kind, "元", before, after).text
    found = re.search(r"(增长|下降)(\d+\.\d)%$", text)
    if "%" in text:
        assert found is not None
        true = (Decimal(after) / Decimal(before) - 1) * 100
        read = Decimal(found[2]) * (1 if found[1] == "增长" else -1)
        assert abs(true - read) <= Decimal("0.05")
        assert abs(true) < 200
