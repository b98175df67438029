"""What charts are drawn from: one small type for each kind, and what stands around a chart.

A chart is its marks. Each type gives them in the order in which they are drawn and read aloud, so
that the picture, the table beside it, the file of its data and the keyboard all tell the same.
"""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from site_builder.model.language import phrase
from site_builder.model.mark import CHINESE_CHART, ChartWords, Mark
from site_builder.model.view import Link


class Refusal(StrEnum):
    """Why no chart is drawn of some values."""

    NO_VALUES = phrase("没有可以画在图上的数值")
    ONE_POINT = phrase("只有一期数值，一个点画不成走势")
    MIXED_UNITS = phrase("各期单位不同，不能画在同一根轴上")
    OPEN_SPANS = phrase("原文没有说明期间，不知道画在时间轴的哪里")
    NOT_COMPARABLE = phrase("没有可以比较的数值")
    NO_WHOLE = phrase("原文没有同时给出整体和部分")
    TOO_FEW = phrase("条目太少，列出来比画图清楚")


class ValueAxis(Struct, frozen=True, kw_only=True):
    """How values of one kind and unit stand on an axis.

    `zero`: it includes zero, as amounts must. `least` is the shortest stretch it shows, so that a
    change of hundredths does not look like a landslide. `top` is the greatest value there can be.
    `reverse`: the least value stands on top, as the first of a ranking.
    """

    unit: str
    zero: bool = False
    least: Decimal = Decimal(0)
    top: Decimal | None = None
    reverse: bool = False


class Point(Struct, frozen=True, kw_only=True):
    """A value in time: its place on the axis in years, its period, as in `Mark` the rest.

    `joined`: a line leads here from the point before (no break, no gap between, comparable).
    `solid`: a full, normal observation; hollow otherwise (provisional, doubtful, part of a year).
    `short` is the number alone, as it stands beside the point; `change` says in words the change
    into it, or why there is none.
    """

    position: Decimal
    label: str
    value: Decimal
    text: str
    short: str
    note: str = ""
    change: str = ""
    joined: bool
    solid: bool


class Line(Struct, frozen=True, kw_only=True):
    """The points of one area and caliber, in time order."""

    name: str
    points: tuple[Point, ...]

    def marks(self, words: ChartWords) -> tuple[Mark, ...]:
        """Return the points as marks."""
        return tuple(
            Mark(
                series=self.name,
                label=point.label,
                value=point.value,
                text=point.text,
                note=point.note,
                words=words,
            )
            for point in self.points
        )


class BreakMark(Struct, frozen=True, kw_only=True):
    """A break to be drawn: position on the time axis, and its reason."""

    position: Decimal
    reason: str


class TargetTick(Struct, frozen=True, kw_only=True):
    """A target to be drawn: place on the time axis, period, value; `short` is written beside it.

    `line` is the name of the line whose target it is.
    """

    position: Decimal
    line: str
    series: str
    label: str
    value: Decimal
    text: str
    short: str


class Trend(Struct, frozen=True, kw_only=True):
    """Values in time, all on one axis."""

    axis: ValueAxis
    lines: tuple[Line, ...]
    breaks: tuple[BreakMark, ...] = ()
    targets: tuple[TargetTick, ...] = ()
    words: ChartWords = CHINESE_CHART

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the points, line by line, then the targets."""
        return (
            *(mark for line in self.lines for mark in line.marks(self.words)),
            *(
                Mark(
                    series=item.series,
                    label=item.label,
                    value=item.value,
                    text=item.text,
                    words=self.words,
                )
                for item in self.targets
            ),
        )


class Bar(Struct, frozen=True, kw_only=True):
    """A value with its name; `short` is written beside it, `text` has the unit too."""

    name: str
    value: Decimal
    text: str
    short: str
    note: str = ""
    solid: bool = True


def _bar_marks(bars: Iterable[Bar], words: ChartWords, series: str = "") -> tuple[Mark, ...]:
    return tuple(
        Mark(
            series=series,
            label=bar.name,
            value=bar.value,
            text=bar.text,
            note=bar.note,
            words=words,
        )
        for bar in bars
    )


class Changes(Struct, frozen=True, kw_only=True):
    """Comparable changes of one unit, the greatest rise first; drawn around zero.

    `span` says which period is compared with which.
    """

    unit: str
    span: str
    rows: tuple[Bar, ...]
    words: ChartWords = CHINESE_CHART

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the changes from top to bottom."""
        return _bar_marks(self.rows, self.words)


class Areas(Struct, frozen=True, kw_only=True):
    """One indicator's values of several areas in one period, in the order they are shown.

    `ranked`: by their values, the first on top. `wholes` are the places of those rows of which
    others are parts.
    """

    axis: ValueAxis
    period: str
    rows: tuple[Bar, ...]
    ranked: bool
    wholes: tuple[int, ...] = ()
    words: ChartWords = CHINESE_CHART

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the areas from top to bottom."""
        return _bar_marks(self.rows, self.words, self.period)


class Panel(Struct, frozen=True, kw_only=True):
    """One of several small charts: an indicator with its trend, on a value axis of its own."""

    title: str
    trend: Trend


class Multiples(Struct, frozen=True, kw_only=True):
    """Indicators side by side on one time axis, each on its own value axis."""

    panels: tuple[Panel, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the points panel by panel; the series of each is its indicator."""
        return tuple(
            Mark(
                series=panel.title,
                label=mark.label,
                value=mark.value,
                text=mark.text,
                note=mark.note,
                words=mark.words,
            )
            for panel in self.panels
            for mark in panel.trend.marks
        )


class ProfileRow(Struct, frozen=True, kw_only=True):
    """A subject in two periods; `short` is the change in short, `change` in words.

    `level`: the two are said to be level.
    """

    name: str
    earlier: Bar
    later: Bar
    short: str
    change: str
    level: bool = False


class Profile(Struct, frozen=True, kw_only=True):
    """Subjects of one axis in two periods, joined: the name of a bar is its period."""

    axis: ValueAxis
    rows: tuple[ProfileRow, ...]
    words: ChartWords = CHINESE_CHART

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return row by row the earlier and the later value; the series of each is its subject."""
        return tuple(
            mark
            for row in self.rows
            for mark in _bar_marks((row.earlier, row.later), self.words, row.name)
        )


class Share(Struct, frozen=True, kw_only=True):
    """A whole and the parts of it that the source gives; they need not make up the whole."""

    unit: str
    whole: Bar
    parts: tuple[Bar, ...]
    words: ChartWords = CHINESE_CHART

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the whole, then its parts."""
        return _bar_marks((self.whole, *self.parts), self.words)


class Tally(Struct, frozen=True, kw_only=True):
    """How many things of a group have each property, one number for each column."""

    name: str
    counts: tuple[int, ...]


class Progress(Struct, frozen=True, kw_only=True):
    """Things counted by status: groups of them, and how many of each have which status."""

    unit: str
    statuses: tuple[str, ...]
    rows: tuple[Tally, ...]
    words: ChartWords = CHINESE_CHART

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return, group by group, the counts that are not zero."""
        return _tally_marks(self.rows, self.statuses, self.unit, self.words)


class Distribution(Struct, frozen=True, kw_only=True):
    """Things counted by group (rows) and year (columns, evenly in time)."""

    unit: str
    years: tuple[str, ...]
    rows: tuple[Tally, ...]
    words: ChartWords = CHINESE_CHART

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return, group by group, the counts that are not zero."""
        return _tally_marks(self.rows, self.years, self.unit, self.words)


def _tally_marks(
    rows: tuple[Tally, ...], columns: tuple[str, ...], unit: str, words: ChartWords
) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            series=row.name,
            label=column,
            value=Decimal(count),
            text=f"{count}{unit}",
            words=words,
        )
        for row in rows
        for column, count in zip(columns, row.counts, strict=True)
        if count
    )


class Sparkline(Struct, frozen=True, kw_only=True):
    """One line without axes: the shape of a trend beside its last value, on the trend's scale."""

    axis: ValueAxis
    points: tuple[Point, ...]
    words: ChartWords = CHINESE_CHART

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Return the points in time order."""
        return Line(name="", points=self.points).marks(self.words)


Drawn = Trend | Changes | Areas | Multiples | Profile | Share | Progress | Distribution | Sparkline
"""All that is drawn of a chart, and nothing else: what it looks like follows from this alone."""


class Chart(Struct, frozen=True, kw_only=True):
    """A chart with what stands around it.

    `name` is unique on the `page`, a path of the site, and part of the addresses of the chart's
    files. `title` is the finding, `subtitle` the measure, unit and span; `description` states the
    finding in full for those who do not see the picture. Under it stand `breaks` with their reasons
    and `notes`, how to read its signs. `sources` are what its values are taken from, `packages` the
    versions they stand in; `computed`: the values are this site's own sums. `citation` is how the
    chart is cited. `table` is the id of the page's own table of the same values, "" where the chart
    brings its own. `span` are the first and the last period, `marks` the words that must stay with
    some of its values (预计, 并列 ...), `licences` titles and addresses of those of the packages.
    """

    name: str
    page: str
    title: str
    subtitle: str
    description: str
    drawn: Drawn
    breaks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    packages: tuple[Link, ...] = ()
    computed: bool = False
    citation: str = ""
    table: str = ""
    span: str = ""
    marks: tuple[str, ...] = ()
    licences: tuple[tuple[str, str], ...] = ()
