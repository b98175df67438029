"""A figure as it is printed: an observation resolved to words, with all that makes it checkable."""

from enum import StrEnum

from msgspec import Struct


class Figure(Struct, frozen=True, kw_only=True):
    """One observation in words.

    `value` is the published text; `before`, `number`, `unit`, `after` together are what is printed
    (超 / 6 / 亿元 / ""). `marks` are the words that must stay with it (预计, 并列, 推定 ...);
    `status` the observation status in words with its SDMX code.
    """

    package: str
    version: str
    indicator: str
    title: str
    area: str
    area_title: str
    time_period: str
    caliber: str
    value: str
    before: str
    number: str
    unit: str
    after: str
    period: str
    marks: tuple[str, ...]
    status: str
    notes: tuple[str, ...]
    source_title: str
    source_published: str
    locator: str
    href: str
    anchor: str

    @property
    def text(self) -> str:
        """The value with its qualifier and unit, as printed in prose."""
        return f"{self.before}{self.number}{self.unit}{self.after}"

    @property
    def observation(self) -> str:
        """The address of the observation: package@version/indicator/area/period/caliber."""
        return "|".join(
            (
                f"{self.package}@{self.version}",
                self.indicator,
                self.area,
                self.time_period,
                self.caliber,
            )
        )


class Outcome(StrEnum):
    """What a change is for the indicator: neither, where it is neutral or not to be judged."""

    NONE = ""
    BETTER = "better"
    WORSE = "worse"


class Comparison(Struct, frozen=True, kw_only=True):
    """A change in words, or why there is none.

    `text` is "" where not comparable; then `reasons` says why, one citizen's line each, `codes` the
    same as phrases of the reporters, for editors, and `remedies` what would make the two
    comparable. `judgement` says the `outcome`, 向好 or 转差, "" where there is none. `earlier` and
    `later` are the addresses of the observations compared.
    """

    lead: str
    text: str
    arrow: str
    judgement: str
    footnote: str
    marks: tuple[str, ...]
    reasons: tuple[str, ...]
    codes: tuple[str, ...]
    remedies: tuple[str, ...] = ()
    outcome: Outcome = Outcome.NONE
    earlier: str = ""
    later: str = ""

    @property
    def comparable(self) -> bool:
        """Whether a change may be printed."""
        return not self.reasons


class BoundFigure(Struct, frozen=True, kw_only=True):
    """A name of a document with what it resolves to."""

    name: str
    figure: Figure
    comparison: Comparison | None
