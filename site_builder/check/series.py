"""Ranks are places, and units fit the kind of what they measure."""

from site_builder.check.places import cell
from site_builder.diagnostics import Diagnostic, error
from site_builder.model.package import Indicator, Observation, Package, Target
from site_builder.model.site import Routes, Site
from site_builder.model.vocabulary import Kind

_SHARES = frozenset({Kind.RATE, Kind.REDUCTION, Kind.GROWTH, Kind.COMPLETION})
_OF_A_HUNDRED = ("%", "‰")
_PLACES = ("位", "名")
_TIMES = ("年", "个月", "月", "天", "日", "个工作日", "工作日", "小时", "分钟", "秒")


def check(site: Site, routes: Routes) -> tuple[Diagnostic, ...]:
    """Return impossible ranks, in targets too, and units that do not fit their kind."""
    found: list[Diagnostic] = []
    for package in site.packages:
        found += _units(package)
        kinds = {item.indicator: item.kind for item in package.indicators}
        for item in package.observations:
            if kinds.get(item.indicator) is Kind.RANK:
                found += _rank(package, item)
        for aim in package.targets:
            if kinds.get(aim.indicator) is Kind.RANK and not _is_place(aim):
                span = cell(package, "targets", aim.row, "target_value")
                value = aim.target_value
                found.append(error("rank-invalid", span, value=value, cause="@rank-no-place"))
    return tuple(found)


def _units(package: Package) -> list[Diagnostic]:
    return [
        error(
            "unit-unfit",
            cell(package, "indicators", item.row, "unit_measure"),
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
    place = _is_place(item)
    if place and (item.rank_of is None or item.value <= item.rank_of):
        return []
    span = cell(package, "observations", item.row, "obs_value")
    cause = f"@rank-beyond|{item.rank_of}" if place else "@rank-no-place"
    return [error("rank-invalid", span, value=item.obs_value, cause=cause)]


def _is_place(item: Observation | Target) -> bool:
    value = item.value
    if value is None or item.unit_mult != 0:
        return False
    return value >= 1 and value == value.to_integral_value()
