"""Periods as headings and cells of tables write them: 2024年1—10月, 一季度, 上半年, 2024.05."""

import re
from calendar import monthrange

from msgspec import Struct

from site_builder.compare.periods import PeriodError, parse_period
from site_builder.load.spreadsheet import Cell, CellKind
from site_builder.sheets.widths import squeezed


class Heading(Struct, frozen=True, kw_only=True):
    """What a heading says of a period.

    One of: `period`, a whole one; `part`, a part of a year that is not named, with {y} for it;
    `candidates`, periods it could mean, of which none is taken.
    """

    period: str = ""
    part: str = ""
    candidates: tuple[str, ...] = ()


_DASHES = re.compile("[—–−~～至到]+")
_Y = r"(?P<y>(?:19|20)[0-9]{2})"
_OPTIONAL_Y = rf"(?:{_Y}年?度?)?"
_M, _D = "(?P<m>1[0-2]|0?[1-9])", "(?P<d>3[01]|[12][0-9]|0?[1-9])"
_N = "(?P<n>1[0-2]|0?[1-9])"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("{y}", re.compile(rf"{_Y}(?:年度?|(?:年度?)?全年)?")),
    ("{y}-S1", re.compile(rf"{_OPTIONAL_Y}(?:上半年|H1)")),
    ("{y}-S2", re.compile(rf"{_OPTIONAL_Y}(?:下半年|H2)")),
    ("{y}-Q{q}", re.compile(rf"{_OPTIONAL_Y}(?:第?(?P<q>[一二三四1-4])季度?|-?Q(?P<r>[1-4]))")),
    ("{y}-01/{y}-09", re.compile(rf"{_OPTIONAL_Y}前[三3]个?季度?")),
    ("{y}-{m}", re.compile(rf"(?:{_Y}年)?{_M}月份?")),
    ("{y}-{m}", re.compile(rf"{_Y}[./-]{_M}")),
    ("{y}-{m}", re.compile(rf"{_Y}(?P<m>0[1-9]|1[0-2])")),
    ("{y}-{m}/{y}-{n}", re.compile(rf"(?:{_Y}年)?{_M}月?-{_N}月份?")),
    ("{y}-{m}/{z}-{n}", re.compile(rf"{_Y}年{_M}月-(?P<z>(?:19|20)[0-9]{{2}})年{_N}月")),
    ("{y}-{m}-{d}", re.compile(rf"(?:{_Y}年){_M}月{_D}日")),
    ("{y}-{m}-{d}", re.compile(rf"{_Y}[./-]{_M}[./-]{_D}")),
    ("{y}-{m}-{e}", re.compile(rf"(?:{_Y}年)?{_M}月[末底]")),
    ("{y}-12-31", re.compile(rf"{_Y}年?年?[末底]")),
)
_UNCLEAR = (
    (("{y}-01", "{y}-10"), re.compile(rf"{_Y}\.1")),
    (("{y}-0{k}", "{y}-Q{k}"), re.compile(rf"{_Y}-(?P<k>[1-4])")),
    (("19{s}", "20{s}"), re.compile("(?P<s>[0-9]{2})年度?")),
)
_YEARS = re.compile(rf"{_Y}年?-(?:(?P<z>(?:19|20)[0-9]{{2}})|(?P<s>[0-9]{{2}}))年?")


def read_heading(cell: Cell) -> Heading | None:
    """Return what a cell says of a period; None where it speaks of none.

    A cell that is a date to the spreadsheet may show as a month or as a day: it is unclear.
    """
    if cell.kind is CellKind.DATE:
        return Heading(candidates=(cell.text[:7], cell.text))
    text = squeezed(cell.text)
    if not text or cell.kind is CellKind.OTHER:
        return None
    for forms, pattern in _UNCLEAR:
        if match := pattern.fullmatch(text):
            return Heading(candidates=tuple(form.format(**match.groupdict()) for form in forms))
    written = _canonical(text)
    if written is not None:
        return written
    text = _DASHES.sub("-", text.removeprefix("截至").removeprefix("截止")).upper()
    if match := _YEARS.fullmatch(text):
        last = match["z"] or match["y"][:2] + match["s"]
        return Heading(candidates=(f"{match['y']}-01/{last}-12", last))
    for form, pattern in _FORMS:
        if match := pattern.fullmatch(text):
            return _heading(form, match.groupdict())
    return None


def _canonical(text: str) -> Heading | None:
    """Return a period in the form that packages use; a bare number only where it is a year."""
    try:
        parse_period(text)
    except PeriodError:
        return None
    year = re.fullmatch("[0-9]{4}", text)
    return None if year and not re.fullmatch(_Y, text) else Heading(period=text)


def _heading(form: str, found: dict[str, str | None]) -> Heading | None:
    quarter = found.get("q") or found.get("r") or ""
    numbers = {name: f"{int(found.get(name) or 0):02d}" for name in ("m", "n", "d")}
    year = found.get("y")
    if "{e}" in form:
        numbers["e"] = str(monthrange(int(year or 2001), int(numbers["m"]))[1])
    part = form.format(
        y="{y}", q=_QUARTERS.get(quarter, quarter), z=found.get("z") or "", **numbers
    )
    if year is None:
        return Heading(part=part) if _valid(part, "2000") else None
    return Heading(period=part.format(y=year)) if _valid(part, year) else None


def _valid(part: str, year: str) -> bool:
    try:
        parse_period(part.format(y=year))
    except PeriodError:
        return False
    return True


def with_year(part: str, year: str) -> str:
    """Return the period of a part of a year."""
    return part.format(y=year)


def is_year(period: str) -> bool:
    """Tell whether a period is a whole year."""
    return re.fullmatch("[0-9]{4}", period) is not None
