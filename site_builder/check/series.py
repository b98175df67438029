"""Series make sense: ranks are places, units fit their kind, breaks have something after them."""

from site_builder.compare.periods import parse_period
from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.package import Break, Indicator, Observation, Package
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import Kind

_SHARES = frozenset({Kind.RATE, Kind.REDUCTION, Kind.GROWTH, Kind.COMPLETION})
_OF_A_HUNDRED = ("%", "‰")
_PLACES = ("位", "名")
_TIMES = ("年", "个月", "月", "天", "日", "个工作日", "工作日", "小时", "分钟", "秒")


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return impossible ranks, units that do not fit their kind, breaks with nothing after."""
    found: list[Diagnostic] = []
    for package in site.packages:
        found += _units(package)
        kinds = {item.indicator: item.kind for item in package.indicators}
        for item in package.observations:
            if kinds.get(item.indicator) is Kind.RANK:
                found += _rank(package, item)
        hidden = site.set_aside.table(package.name, "observations")
        for one in package.breaks:
            if not hidden and not site.set_aside.item("indicator", one.indicator):
                found += _break(package, one)
    return tuple(found)


def _units(package: Package) -> list[Diagnostic]:
    return [
        error(
            "unit-unfit",
            _cell(package, "indicators", item.row, "unit_measure"),
            unit=item.unit_measure,
            kind=item.kind.value,
            wanted=wanted,
        )
        for item in package.indicators
        if (wanted := _wanted_unit(item))
    ]


def _wanted_unit(item: Indicator) -> str:
    """Return the units that would fit where this one does not, as a phrase; "" where it does."""
    unit = item.unit_measure
    if item.kind in _SHARES:
        return "" if unit in _OF_A_HUNDRED else "@unit-share"
    if item.kind is Kind.RANK:
        return "" if unit in _PLACES else "@unit-rank"
    if item.kind is Kind.DURATION:
        return "" if unit in _TIMES else "@unit-duration"
    return "@unit-not-share" if unit in (*_OF_A_HUNDRED, "位") else ""


def _rank(package: Package, item: Observation) -> list[Diagnostic]:
    if item.value is None:
        return []
    whole = item.value == item.value.to_integral_value() and item.unit_mult == 0
    if whole and item.value >= 1 and (item.rank_of is None or item.value <= item.rank_of):
        return []
    span = _cell(package, "observations", item.row, "obs_value")
    beyond = whole and item.value >= 1
    cause = f"@rank-beyond|{item.rank_of}" if beyond else "@rank-no-place"
    return [error("rank-invalid", span, value=item.obs_value, cause=cause)]


def _break(package: Package, one: Break) -> list[Diagnostic]:
    start = parse_period(one.time_period).start
    after = [
        item
        for item in package.observations
        if (item.indicator, item.ref_area, item.caliber)
        == (one.indicator, one.ref_area, one.caliber)
        and (begin := parse_period(item.time_period).start) is not None
        and start is not None
        and begin >= start
    ]
    if after:
        return []
    span = _cell(package, "breaks", one.row, "time_period")
    return [error("break-without-observation", span, period=one.time_period)]


def _cell(package: Package, table: str, row: int, field: str) -> Span:
    return Span(path=f"{package.folder}/{table}.csv", resource=table, row=row, field=field)
