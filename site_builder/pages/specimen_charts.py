"""Made-up charts for the page of components: one of each kind."""

from decimal import Decimal

from site_builder.model.chart import (
    Areas,
    Bar,
    BreakMark,
    Changes,
    Chart,
    Distribution,
    Drawn,
    Line,
    Multiples,
    Panel,
    Point,
    Profile,
    ProfileRow,
    Progress,
    Share,
    Sparkline,
    Tally,
    TargetTick,
    Trend,
    ValueAxis,
)

_PERCENT = ValueAxis(unit="%", zero=True)


def _point(year: int, value: str, *, joined: bool = True, solid: bool = True) -> Point:
    return Point(
        position=Decimal(year),
        label=f"{year}年",
        value=Decimal(value),
        text=f"{value}%",
        short=value,
        note="" if solid else "初步",
        joined=joined,
        solid=solid,
    )


def _bar(name: str, value: str, unit: str = "分", *, solid: bool = True) -> Bar:
    number = value.replace("-", "−")
    return Bar(name=name, value=Decimal(value), text=f"{number}{unit}", short=number, solid=solid)


_BROKEN = Trend(
    axis=_PERCENT,
    lines=(
        Line(
            name="虚构区",
            points=(
                _point(2018, "31.2", joined=False),
                _point(2019, "37.9"),
                _point(2020, "12", joined=False),
                _point(2021, "15.5", solid=False),
            ),
        ),
    ),
    breaks=(BreakMark(position=Decimal("2019.5"), reason="虚构的制度改变"),),
    targets=(
        TargetTick(
            position=Decimal(2022),
            line="虚构区",
            series="目标",
            label="2022年",
            value=Decimal(20),
            text="20%",
            short="目标20",
        ),
    ),
)
SPARK = Sparkline(axis=_PERCENT, points=_BROKEN.lines[0].points)
"""A small drawing beside a value."""

_STEADY = Trend(
    axis=_PERCENT,
    lines=(Line(name="虚构区", points=(_point(2019, "10", joined=False), _point(2020, "12"))),),
)

_DRAWN: tuple[tuple[str, str, Drawn], ...] = (
    ("trend", "走势：断点、初步数、目标", _BROKEN),
    (
        "changes",
        "变化：由增到减",
        Changes(
            unit="分",
            span="2019年与2020年",
            rows=(_bar("开办", "12.5"), _bar("纳税", "0"), _bar("贸易", "-1.9", solid=False)),
        ),
    ),
    (
        "areas",
        "地区并列",
        Areas(
            axis=ValueAxis(unit="%"),
            period="2020年",
            ranked=True,
            rows=(_bar("虚构区", "91.2", "%"), _bar("邻区", "88", "%", solid=False)),
        ),
    ),
    (
        "multiples",
        "几项指标并排",
        Multiples(panels=(Panel(title="开办", trend=_BROKEN), Panel(title="办税", trend=_STEADY))),
    ),
    (
        "profile",
        "两期对照",
        Profile(
            axis=ValueAxis(unit="分", least=Decimal(10)),
            rows=(
                ProfileRow(
                    name="开办",
                    earlier=_bar("2019年", "81.6"),
                    later=_bar("2020年", "94.1"),
                    short="▲ 12.5",
                    change="比上年提高12.5分",
                ),
            ),
        ),
    ),
    (
        "share",
        "整体与部分",
        Share(unit="件", whole=_bar("全部", "240", "件"), parts=(_bar("疑难", "20", "件"),)),
    ),
    (
        "progress",
        "按进展计数",
        Progress(
            unit="项",
            statuses=("已提出", "推进中", "已建立或完成", "进展原文未说明"),
            rows=(Tally(name="政务环境", counts=(1, 4, 2, 1)),),
        ),
    ),
    (
        "distribution",
        "按年计数",
        Distribution(
            unit="篇", years=("2022", "2023"), rows=(Tally(name="政务环境", counts=(1, 3)),)
        ),
    ),
)

CHARTS = tuple(
    Chart(
        name=name,
        page="",
        title=f"{title}（虚构）",
        subtitle="单位和期间写在这里；数都是虚构的",
        description=f"{title}的样子，数都是虚构的。",
        drawn=drawn,
    )
    for name, title, drawn in _DRAWN
)
"""A chart of each kind that stands alone; they are on no page that others may take them from."""
