"""Made-up charts of every kind: no figure here is anybody's."""

from decimal import Decimal
from functools import cache

from site_builder.charts.draw import draw
from site_builder.compare.periods import axis_position, print_period
from site_builder.model.chart import (
    Areas,
    Bar,
    BreakMark,
    Changes,
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
from site_builder.model.drawing import Drawing
from site_builder.model.vocabulary import PeriodBasis
from tests.drawings import Picture, picture

PERCENT = ValueAxis(unit="%", zero=True)
PLAIN = ValueAxis(unit="%")


def point(
    period: str, value: str, *, joined: bool = False, solid: bool = True, note: str = ""
) -> Point:
    """Return a point as the trend of an indicator would hold it."""
    position = axis_position(period)
    assert position is not None
    number = value.replace("-", "−")
    return Point(
        position=position,
        label=print_period(period, PeriodBasis.STATED),
        value=Decimal(value),
        text=f"{number}%",
        short=number,
        note=note,
        joined=joined,
        solid=solid,
    )


def line(*points: Point, name: str = "虚构区") -> Line:
    """Return a line of points."""
    return Line(name=name, points=points)


def trend(
    *lines: Line,
    axis: ValueAxis = PERCENT,
    breaks: tuple[BreakMark, ...] = (),
    targets: tuple[TargetTick, ...] = (),
) -> Trend:
    """Return a trend of made-up lines."""
    return Trend(axis=axis, lines=lines, breaks=breaks, targets=targets)


def target(period: str, value: str, series: str = "虚构区目标") -> TargetTick:
    """Return a made-up target."""
    position = axis_position(period)
    assert position is not None
    return TargetTick(
        position=position,
        line=series.removesuffix("目标"),
        series=series,
        label=print_period(period, PeriodBasis.STATED),
        value=Decimal(value),
        text=f"{value}%",
        short=f"目标{value}",
    )


def bar(name: str, value: str, *, unit: str = "分", note: str = "", solid: bool = True) -> Bar:
    """Return a made-up bar."""
    number = value.replace("-", "−")
    return Bar(
        name=name,
        value=Decimal(value),
        text=f"{number}{unit}",
        short=number,
        note=note,
        solid=solid,
    )


def row(name: str, earlier: str, later: str) -> ProfileRow:
    """Return a made-up row of a profile."""
    return ProfileRow(
        name=name,
        earlier=bar("2019年", earlier),
        later=bar("2020年", later),
        short=f"▲ {later}",
        change="比上年提高",
    )


BREAK = BreakMark(position=Decimal("2019.5"), reason="虚构的制度改变")
BROKEN = line(
    point("2018", "31.2"),
    point("2019", "37.9", joined=True),
    point("2020", "-37.6"),
    point("2021", "5", joined=True, solid=False, note="初步数"),
    point("2023", "5.5"),
)
WHOLE = line(
    point("2018", "10"),
    point("2019", "12", joined=True),
    point("2020", "11", joined=True),
    point("2021", "15", joined=True),
    name="邻区",
)
TREND = trend(BROKEN, WHOLE, breaks=(BREAK,), targets=(target("2022", "20"),))
PROFILE = Profile(
    axis=ValueAxis(unit="分", least=Decimal(10)),
    rows=(
        row("开办企业", "81.6", "94.1"),
        row("办理破产", "62.1", "62.1"),
        row("纳税", "72", "70.1"),
    ),
)

SAMPLES: dict[type, Drawn] = {
    Trend: TREND,
    Profile: PROFILE,
    Changes: Changes(
        unit="分",
        span="2019年与2020年",
        rows=(bar("开办企业", "12.5"), bar("纳税", "0"), bar("跨境贸易", "-1.9", note="初步数")),
    ),
    Areas: Areas(
        axis=PLAIN,
        period="2020年",
        ranked=True,
        rows=(bar("虚构区", "91.2"), bar("邻区", "88", solid=False), bar("又一区", "70.5")),
    ),
    Multiples: Multiples(
        panels=(
            Panel(title="虚构的开办指标", trend=trend(BROKEN, breaks=(BREAK,))),
            Panel(title="虚构的办税指标", trend=trend(WHOLE)),
            Panel(title="虚构的名次", trend=trend(WHOLE, axis=ValueAxis(unit="位", reverse=True))),
        )
    ),
    Share: Share(
        unit="件",
        whole=bar("全部", "240", unit="件"),
        parts=(bar("疑难", "20", unit="件"), bar("简易", "150", unit="件")),
    ),
    Progress: Progress(
        unit="项",
        statuses=("已公布", "推进中", "已完成", "未说明"),
        rows=(
            Tally(name="政务环境", counts=(1, 4, 2, 1)),
            Tally(name="法治环境", counts=(0, 3, 0, 0)),
        ),
    ),
    Distribution: Distribution(
        unit="篇",
        years=("2021", "2022", "2023", "2024"),
        rows=(
            Tally(name="政务环境", counts=(1, 0, 3, 2)),
            Tally(name="人文环境", counts=(0, 1, 0, 12)),
        ),
    ),
    Sparkline: Sparkline(axis=PERCENT, points=BROKEN.points),
}
"""A chart of each kind."""


@cache
def drawing_of(drawn: Drawn) -> Drawing:
    """Return a chart drawn, once for all tests of a process."""
    return draw(drawn)


@cache
def read_back(drawn: Drawn) -> Picture:
    """Return a chart drawn and read back."""
    return picture(drawing_of(drawn).svg)
