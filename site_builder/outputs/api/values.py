"""A published value as the interface gives it: the text of the source, and a number as text."""

from decimal import Decimal
from typing import Annotated, Any

from msgspec import Struct

from site_builder.compare.periods import Grain, parse_period
from site_builder.compare.values import STATUS_WORDS, unit_text
from site_builder.model.figure import Figure
from site_builder.model.package import Indicator, Observation, Source
from site_builder.model.vocabulary import Nature, PeriodBasis, Qualifier, Status
from site_builder.outputs.api.endpoint import (
    Day,
    DecimalText,
    Link,
    SitePath,
    absolute,
    told,
)

_CODES = "，".join(f"{code.value} {words or '正常'}" for code, words in STATUS_WORDS.items())

ObservationId = Annotated[
    str,
    told(
        "观测值的标识：数据包@版本|指标|地区代码|期间|口径；与网页上 data-observation 的写法相同。",
        pattern=r"^[^|@]+@[^|@]+(\|[^|]+){4}$",
    ),
]
AreaCode = Annotated[str, told("地区代码：GB/T 2260 或 ISO 3166。")]
Period = Annotated[
    str,
    told(
        "期间，照数据包的写法：2024，2024-S1，2024-Q1，2024-05，2024-05-28（截至），"
        "2020-01/2020-10（月，含首尾），2024-01-01/2024-05-28（日）；空的一侧为不详。"
        "出版物的版次也写成年份，这时 period 印作“2020年版”，它不是数据所属的年份。"
    ),
]
Start = Annotated[Day | None, told("期间的第一天；不详，或期间是出版物的版次时为 null。")]
End = Annotated[Day | None, told("期间的最后一天；不详、只知上限，或期间是出版物的版次时为 null。")]
Number = Annotated[
    DecimalText | None,
    told(
        "数值，写成十进制字符串，单位是 10 的 unit_mult 次方个 unit_measure。"
        "不用 JSON 的数字，因为多数程序会把它读成二进制浮点数，95.3 就不再是 95.3，"
        "公布的位数（95.0）也会丢失；请用 Decimal 一类的类型读取。没有公布数值时为 null。"
    ),
]
UnitMultiple = Annotated[int, told("10 的幂：0 为个，4 为万，8 为亿。")]
Unit = Annotated[str, told("连同倍数印出的单位，例如“万元”。")]
Printed = Annotated[str, told("网页上印出的样子，带限定词和单位，例如“超6亿元”。")]
QualifierCode = Annotated[
    Qualifier,
    told(
        "精确程度：exact 精确，over 超、余，at_least 以上，about 约，nearly 近，"
        "under 不足，at_most 以内。"
    ),
]
Locator = Annotated[str, told("在来源中的位置：章节和可以找到的短语。")]
SourceId = Annotated[str, told("来源的标识，在同一数据包内唯一。")]


class ValueShape(Struct, frozen=True, kw_only=True):
    """A value in short: what is needed to print it truthfully."""

    id: ObservationId
    url: Annotated[Link, told("这个值的固定网址：指标页上的一行。")]
    path: Annotated[SitePath, told("同一网址在站内的路径。")]
    ref_area: AreaCode
    area: Annotated[str, told("地区名称。")]
    time_period: Period
    period: Annotated[str, told("期间在网页上的说法。")]
    caliber: Annotated[str, told("口径；_Z 为不适用。")]
    obs_value: Annotated[str, told("公布的文本，照来源录入；没有公布时为空。")]
    value: Number
    unit_mult: UnitMultiple
    unit: Unit
    text: Printed
    marks: Annotated[
        tuple[str, ...], told("必须与数值一起显示的字样，例如“预计”“初步”“样本量未说明”。")
    ]
    obs_status: Annotated[Status, told(f"观测状态，SDMX CL_OBS_STATUS 的代码：{_CODES}。")]
    nature: Annotated[Nature, told("性质：actual 实绩，planned 计划，expected 预计。")]
    qualifier: QualifierCode


class SourceShape(Struct, frozen=True, kw_only=True):
    """A document that values come from."""

    package: Annotated[str, told("数据包的名称。")]
    source: SourceId
    title: Annotated[str, told("标题。")]
    publisher: Annotated[str, told("发布者；未注明为空。")]
    published: Annotated[str, told("发布日期；未注明为空。", pattern=r"^(\d{4}-\d{2}-\d{2})?$")]
    link: Annotated[Link | None, told("原文的网址；没有为 null。")]
    licence: Annotated[str, told("来源自己的许可；未注明为空。")]
    document_sha256: Annotated[str | None, told("据以录入的文件的 SHA-256；没有为 null。")]


def value_fields(
    figure: Figure, item: Observation, indicator: Indicator, base_url: str
) -> dict[str, Any]:
    """Return the fields of a `ValueShape`, from an observation and what is printed of it."""
    path = f"{figure.href}#{figure.anchor}"
    return {
        "id": figure.observation,
        "url": absolute(base_url, path),
        "path": path,
        "ref_area": item.ref_area,
        "area": figure.area_title,
        "time_period": item.time_period,
        "period": figure.period,
        "caliber": item.caliber,
        "obs_value": item.obs_value,
        "value": decimal_text(item.value),
        "unit_mult": item.unit_mult,
        "unit": unit_text(indicator, item.unit_mult),
        "text": figure.text,
        "marks": figure.marks,
        "obs_status": item.obs_status,
        "nature": item.nature,
        "qualifier": item.qualifier,
    }


def source_shape(package: str, item: Source) -> SourceShape:
    """Return a source of a package."""
    return SourceShape(
        package=package,
        source=item.source,
        title=item.title,
        publisher=item.publisher,
        published=item.published,
        link=item.url or None,
        licence=item.licence,
        document_sha256=item.document_sha256 or None,
    )


def decimal_text(value: Decimal | None) -> str | None:
    """Return a number as decimal text without an exponent, its published places kept."""
    return None if value is None else format(value, "f")


class Sides(Struct, frozen=True, kw_only=True):
    """The first and the last day of a period as ISO dates, and the day it ends by at the latest.

    None is unknown; of a period that only its publication bounds, no last day is known.
    """

    start: str | None = None
    end: str | None = None
    not_after: str | None = None


def sides(time_period: str, basis: PeriodBasis, *, edition: bool) -> Sides:
    """Return the sides of a period; the year of an edition is no period of its data."""
    if edition:
        return Sides()
    period = parse_period(time_period)
    start = period.start.isoformat() if period.start else None
    end = period.end.isoformat() if period.end else None
    if basis is not PeriodBasis.BOUNDED:
        return Sides(start=start, end=end)
    return Sides(start=None if period.grain is Grain.DAY else start, not_after=end)
