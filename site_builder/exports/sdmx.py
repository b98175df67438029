"""A package as SDMX: its observations as SDMX-CSV 2.0, their structure as SDMX-JSON 2.0.

Both are formats of SDMX 3.0 (github.com/sdmx-twg/sdmx-csv, sdmx-json). The agency is called `SITE`,
for a package names none that maintains SDMX structures.

An observation whose period has an unknown side belongs to no time series, and TIME_PERIOD takes
nothing but times. Such observations form a dataflow of their own, `..._UNDATED`; its structure has
no time dimension but REF_PERIOD, the period as the package writes it (`/2024-05-28`).

Programs read these: texts stand as they are, also one that a spreadsheet would take for a formula.
"""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from site_builder.compare.periods import Grain, Period, parse_period
from site_builder.json_file import json_file
from site_builder.model.package import Observation, Package
from site_builder.model.vocabulary import Status

AGENCY = "SITE"
START = ("STRUCTURE", "STRUCTURE_ID", "ACTION")
"""The columns that SDMX-CSV begins with."""

_INFORMATION = "I"
_SCHEMA = (
    "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/"
    "2.0.0/sdmx-json-structure-schema.json"
)
_URN = "urn:sdmx:org.sdmx.infomodel."
_VERSION = re.compile("(0|[1-9][0-9]*)([.](0|[1-9][0-9]*)){2}")
_NO_VERSION = "0.0.0-draft"
_CODE = re.compile("[A-Za-z0-9_@$-]+")
_STATUSES = {
    Status.NORMAL: "Normal value",
    Status.BREAK: "Time series break",
    Status.DEFINITION_DIFFERS: "Definition differs",
    Status.ESTIMATED: "Estimated value",
    Status.FORECAST: "Forecast value",
    Status.IMPUTED: "Imputed value",
    Status.MISSING_LOST: "Missing value; data exist but were not collected",
    Status.CANNOT_EXIST: "Missing value; data cannot exist",
    Status.NOT_SIGNIFICANT: "Not significant",
    Status.MISSING: "Missing value",
    Status.PROVISIONAL: "Provisional value",
    Status.SUPPRESSED: "Missing value; suppressed",
    Status.LOW_RELIABILITY: "Low reliability",
}
"""Names of the codes of SDMX's CL_OBS_STATUS."""


class _Component(Struct, frozen=True, kw_only=True):
    """A component of the data structures; `of` is what the value of an attribute hangs on."""

    id: str
    zh: str
    en: str
    type: str = "String"
    of: str = "observation"


_INDICATOR = _Component(id="INDICATOR", zh="指标", en="Indicator")
_REF_AREA = _Component(id="REF_AREA", zh="地区", en="Reference area")
_CALIBER = _Component(id="CALIBER", zh="口径", en="Caliber")
_TIME_PERIOD = _Component(
    id="TIME_PERIOD", zh="期间", en="Time period", type="ObservationalTimePeriod"
)
_REF_PERIOD = _Component(id="REF_PERIOD", zh="期间（有一端未注明）", en="Period not fully stated")
_OBS_VALUE = _Component(id="OBS_VALUE", zh="数值", en="Observation value", type="Decimal")
_ATTRIBUTES = (
    _Component(id="OBS_STATUS", zh="状态", en="Observation status"),
    _Component(id="UNIT_MEASURE", zh="单位", en="Unit of measure", of="indicator"),
    _Component(id="UNIT_MULT", zh="单位是10的几次方倍", en="Unit multiplier", type="Integer"),
    _Component(id="DECIMALS", zh="小数位数", en="Decimals", type="Integer", of="indicator"),
    _Component(id="TITLE", zh="指标名称", en="Title", of="indicator"),
    _Component(id="STAT_CONC_DEF", zh="指标定义", en="Statistical definition", of="indicator"),
    _Component(id="FREQ", zh="频率", en="Frequency", of="indicator"),
    _Component(id="INDICATOR_KIND", zh="指标类型", en="Kind of indicator", of="indicator"),
    _Component(id="DENOMINATOR", zh="分母", en="Denominator", of="indicator"),
    _Component(id="DIRECTION", zh="好的方向", en="Direction that is better", of="indicator"),
    _Component(id="STAGE", zh="阶段", en="Stage", of="indicator"),
    _Component(id="PRICE_BASIS", zh="价格基础", en="Price basis", of="indicator"),
    _Component(id="PERIOD_BASIS", zh="期间依据", en="How the period is known"),
    _Component(
        id="PERIOD_SYSTEM", zh="期间是日历期还是版次", en="Calendar or edition", of="package"
    ),
    _Component(id="NATURE", zh="性质", en="Actual, planned or expected"),
    _Component(id="QUALIFIER", zh="限定词", en="How exact the value is"),
    _Component(id="TIED", zh="并列", en="Tied rank", type="Boolean"),
    _Component(id="RANK_OF", zh="参评单位数", en="Number ranked", type="Integer"),
    _Component(id="RANK_SCOPE", zh="排名范围", en="Scope of the rank"),
    _Component(id="BASE_N", zh="样本量", en="Sample size", type="Integer"),
    _Component(id="BREAK_REASON", zh="由此与以前不可比的原因", en="Reason of a break before it"),
    _Component(id="SOURCE", zh="来源代码", en="Source, code"),
    _Component(id="SOURCE_TITLE", zh="来源", en="Source, title"),
    _Component(id="LOCATOR", zh="出处", en="Place in the source"),
    _Component(id="COMMENT_OBS", zh="说明", en="Comment on the observation"),
)
"""The attributes under the names of SDMX's cross-domain concepts where there is one."""

_COMPONENTS = (
    *(_INDICATOR, _REF_AREA, _CALIBER, _TIME_PERIOD, _REF_PERIOD, _OBS_VALUE),
    *_ATTRIBUTES,
)
COLUMNS = (*START, *(item.id for item in _COMPONENTS))


def sdmx_csv(package: Package) -> bytes:
    """Return the observations of a package as SDMX-CSV 2.0, in UTF-8 with LF line ends.

    Values stand as published, ranges of time as start and duration; what is not stated is empty.
    Targets are no observations and are left out.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for values in _rows(package):
        writer.writerow(values)
    return text.getvalue().encode()


def time_period(text: str) -> str | None:
    """Return a period as SDMX writes times, None where a side of it is unknown.

    A range is the day it begins and its duration (ISO 8601): `2020-01/2020-10` is
    `2020-01-01/P10M`, ranges of days have a number of days. The other forms are those of SDMX.
    """
    period = parse_period(text)
    if period.start is None or period.end is None:
        return None
    return f"{period.start}/{_duration(period)}" if "/" in text else text


def _duration(period: Period) -> str:
    assert period.start is not None
    assert period.end is not None
    if period.grain is Grain.DAYS:
        return f"P{(period.end - period.start).days + 1}D"
    years, months = period.end.year - period.start.year, period.end.month - period.start.month
    return f"P{12 * years + months + 1}M"


def _rows(package: Package) -> Iterable[dict[str, str]]:
    indicators = {item.indicator: item for item in package.indicators}
    titles = {item.source: item.title for item in package.sources}
    breaks = {
        (item.indicator, item.ref_area, item.time_period, item.caliber): item.reason
        for item in package.breaks
    }
    for observation in package.observations:
        indicator, period = indicators[observation.indicator], time_period(observation.time_period)
        yield {
            "STRUCTURE": "dataflow",
            "STRUCTURE_ID": _named(package, "DF", dated=period is not None),
            "ACTION": _INFORMATION,
            "INDICATOR": observation.indicator,
            "TIME_PERIOD": period or "",
            "REF_PERIOD": "" if period else observation.time_period,
            "UNIT_MEASURE": indicator.unit_measure,
            "DECIMALS": str(indicator.decimals),
            "TITLE": indicator.title,
            "STAT_CONC_DEF": indicator.definition,
            "FREQ": indicator.frequency,
            "INDICATOR_KIND": indicator.kind,
            "DENOMINATOR": indicator.denominator,
            "DIRECTION": indicator.direction,
            "STAGE": indicator.stage,
            "PRICE_BASIS": indicator.price_basis,
            "PERIOD_SYSTEM": "edition" if package.edition_periods else "calendar",
            "BREAK_REASON": breaks.get(observation.key, ""),
            "SOURCE_TITLE": titles.get(observation.source, ""),
            **_own(observation),
        }


def _own(observation: Observation) -> dict[str, str]:
    """Return what the observation's own row says."""
    return {
        "REF_AREA": observation.ref_area,
        "CALIBER": observation.caliber,
        "OBS_VALUE": observation.obs_value,
        "OBS_STATUS": observation.obs_status,
        "UNIT_MULT": str(observation.unit_mult),
        "PERIOD_BASIS": observation.period_basis,
        "NATURE": observation.nature,
        "QUALIFIER": observation.qualifier,
        "TIED": "true" if observation.tied else "false",
        "RANK_OF": "" if observation.rank_of is None else str(observation.rank_of),
        "RANK_SCOPE": observation.rank_scope,
        "BASE_N": "" if observation.base_n is None else str(observation.base_n),
        "SOURCE": observation.source,
        "LOCATOR": observation.locator,
        "COMMENT_OBS": observation.editor_note,
    }


def structure_message(package: Package, day: str) -> bytes:
    """Return dataflows, data structures, code lists and concepts of a package as SDMX-JSON 2.0.

    `day` is the ISO date of the message, which SDMX asks for: that of the release or of the build.
    """
    codelists = _codelists(package)
    kinds = (True, False)
    message = {
        "meta": {
            "schema": _SCHEMA,
            "id": f"{AGENCY}_{_identifier(package)}",
            "prepared": f"{day}T00:00:00Z",
            "contentLanguages": ["zh", "en"],
            "sender": {"id": AGENCY},
        },
        "data": {
            "dataflows": [_dataflow(package, dated=dated) for dated in kinds],
            "dataStructures": [_structure(package, codelists, dated=dated) for dated in kinds],
            "codelists": list(codelists.values()),
            "conceptSchemes": [
                {
                    **_maintained(package, "CS", _texts("概念", "Concepts")),
                    "concepts": [
                        {"id": item.id, **_texts(item.zh, item.en)} for item in _COMPONENTS
                    ],
                }
            ],
        },
    }
    return json_file(message)


def _identifier(package: Package) -> str:
    return package.name.upper().replace("-", "_")


def _version(package: Package) -> str:
    return package.version if _VERSION.fullmatch(package.version) else _NO_VERSION


def _id(package: Package, prefix: str, *, dated: bool = True) -> str:
    return f"{prefix}_{_identifier(package)}" + ("" if dated else "_UNDATED")


def _named(package: Package, prefix: str, *, dated: bool = True) -> str:
    """Return the identification of an artefact: SITE:DF_SAMPLE(2023.1.0)."""
    return f"{AGENCY}:{_id(package, prefix, dated=dated)}({_version(package)})"


def _texts(zh: str, en: str) -> dict[str, Any]:
    return {"name": zh, "names": {"zh": zh, **({"en": en} if en else {})}}


def _maintained(
    package: Package, prefix: str, texts: dict[str, Any], *, dated: bool = True
) -> dict[str, Any]:
    return {
        "id": _id(package, prefix, dated=dated),
        "agencyID": AGENCY,
        "version": _version(package),
        **texts,
    }


def _flow_texts(package: Package, *, dated: bool) -> dict[str, Any]:
    if dated:
        return _texts(package.title, "")
    return _texts(f"{package.title}（期间有一端未注明）", "")


def _dataflow(package: Package, *, dated: bool) -> dict[str, Any]:
    return {
        **_maintained(package, "DF", _flow_texts(package, dated=dated), dated=dated),
        "structure": f"{_URN}datastructure.DataStructure={_named(package, 'DSD', dated=dated)}",
    }


def _codelists(package: Package) -> dict[str, dict[str, Any]]:
    """Return the code lists by component; none for codes that SDMX does not allow."""
    found = {
        "INDICATOR": [
            {"id": item.indicator, **_texts(item.title, item.title_en)}
            for item in package.indicators
        ],
        "REF_AREA": [
            {"id": item.ref_area, **_texts(item.title, item.title_en)} for item in package.areas
        ],
        "OBS_STATUS": [
            {"id": code, "name": name, "names": {"en": name}} for code, name in _STATUSES.items()
        ],
    }
    names = {item.id: _texts(item.zh, item.en) for item in _COMPONENTS}
    return {
        component: {**_maintained(package, f"CL_{component}", names[component]), "codes": codes}
        for component, codes in found.items()
        if codes and all(_CODE.fullmatch(code["id"]) for code in codes)
    }


def _structure(
    package: Package, codelists: dict[str, dict[str, Any]], *, dated: bool
) -> dict[str, Any]:
    """Return a data structure: with a time dimension, or with REF_PERIOD in its place."""

    def component(item: _Component) -> dict[str, Any]:
        concept = f"{_URN}conceptscheme.Concept={_named(package, 'CS')}.{item.id}"
        listed = f"{_URN}codelist.Codelist={_named(package, f'CL_{item.id}')}"
        coded = {"enumeration": listed} if item.id in codelists else None
        return {
            "id": item.id,
            "conceptIdentity": concept,
            "localRepresentation": coded or {"format": {"dataType": item.type}},
        }

    key = (_INDICATOR, _REF_AREA, _CALIBER, *(() if dated else (_REF_PERIOD,)))
    dimensions: dict[str, Any] = {
        "id": "DimensionDescriptor",
        "dimensions": [{**component(item), "position": place} for place, item in enumerate(key)],
    }
    if dated:
        dimensions["timeDimension"] = component(_TIME_PERIOD)
    relations = {
        "observation": {"observation": {}},
        "indicator": {"dimensions": [_INDICATOR.id]},
        "package": {"dataflow": {}},
    }
    return {
        **_maintained(package, "DSD", _flow_texts(package, dated=dated), dated=dated),
        "dataStructureComponents": {
            "dimensionList": dimensions,
            "measureList": {"id": "MeasureDescriptor", "measures": [component(_OBS_VALUE)]},
            "attributeList": {
                "id": "AttributeDescriptor",
                "attributes": [
                    {**component(item), "attributeRelationship": relations[item.of]}
                    for item in _ATTRIBUTES
                ],
            },
        },
    }
