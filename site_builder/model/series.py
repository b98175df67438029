"""What a chart is drawn from, and nothing else."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One mark: place on the time axis in years, value in the series' unit, its printed form.

    `joined`: a line leads here from the point before (no break, no gap between, comparable).
    `solid`: a full, normal observation; hollow otherwise (provisional, doubtful, part of a year).
    """

    position: Decimal
    label: str
    value: Decimal
    text: str
    joined: bool
    solid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The points of one area and caliber, in time order."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakMark:
    """A break to be drawn: position on the time axis, and its reason."""

    position: Decimal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTick:
    """A target to be drawn: place on the time axis, value, and what is written beside it."""

    position: Decimal
    value: Decimal
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All that a trend chart shows. `zero`: the value axis includes zero."""

    id: str
    title: str
    subtitle: str
    description: str
    unit: str
    zero: bool
    lines: tuple[Line, ...]
    breaks: tuple[BreakMark, ...]
    targets: tuple[TargetTick, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DumbbellRow:
    """An indicator in two periods; `text` is the change in short."""

    name: str
    earlier: Decimal
    later: Decimal
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumbbell:
    """Comparable indicators of one unit in two periods."""

    id: str
    title: str
    subtitle: str
    description: str
    rows: tuple[DumbbellRow, ...]
