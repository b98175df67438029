"""What an import says before it writes: how it understood the table, and what would change."""

from collections.abc import Iterable

from site_builder.exchange.observations import Import
from site_builder.reporters.catalogue import hint, message
from site_builder.reporters.text import place
from site_builder.sheets.answers import Question
from site_builder.sheets.incoming import Incoming
from site_builder.sheets.labels import COLUMNS, encoded
from site_builder.sheets.layout import Layout

_LAYOUTS = {
    "zh": {
        None: "本程序导出的工作簿",
        Layout.LONG: "每行一个数",
        Layout.PERIODS_ACROSS: "指标在行，期间在列",
        Layout.INDICATORS_ACROSS: "期间在行，指标在列",
    },
    "en": {
        None: "a workbook exported by this program",
        Layout.LONG: "a value a row",
        Layout.PERIODS_ACROSS: "indicators in rows, periods in columns",
        Layout.INDICATORS_ACROSS: "periods in rows, indicators in columns",
    },
}
_WORDS = {
    "zh": {
        "read": "读的是：{0}，工作表“{1}”，表头在第{2}行，{3}",
        "units": "单位：{0}",
        "unstated": "单位：有的数没有注明，按指标自己的单位",
        "periods": "期间（{0}）：{1}",
        "indicators": "指标（{0}）：{1}",
        "areas": "地区：{0}",
        "count": "观测值：{0}个",
        "missing": "没有数、不会写入的格子（{0}）：{1}",
        "skipped": "没有用到的行：{0}",
        "unused": "没有用到的列：{0}",
        "moved": "导出以后，数据包又有改动；两边改的不是同一格，已合在一起。",
        "joint": "、",
        "none": "没有变化",
        "head": "与{0}相比：新增{1}个，修改{2}个，不变{3}个，删除0个",
        "draft": "草稿 {0}",
        "release": "正式版 {0}（草稿将由它新建）",
        "added": "新增",
        "changed": "修改",
        "empty": "（空）",
    },
    "en": {
        "read": "read: {0}, sheet {1}, header in row {2}, {3}",
        "units": "units: {0}",
        "unstated": "units: some values state none; taken in the indicator's own unit",
        "periods": "periods ({0}): {1}",
        "indicators": "indicators ({0}): {1}",
        "areas": "areas: {0}",
        "count": "observations: {0}",
        "missing": "cells without a value, not written ({0}): {1}",
        "skipped": "rows not used: {0}",
        "unused": "columns not used: {0}",
        "moved": "the package has changed since the export, in other cells; both are kept.",
        "joint": ", ",
        "none": "no change",
        "head": "against {0}: {1} added, {2} changed, {3} unchanged, 0 removed",
        "draft": "draft {0}",
        "release": "release {0} (a draft will be made from it)",
        "added": "added",
        "changed": "changed",
        "empty": "(empty)",
    },
}


def understood(planned: Import, language: str) -> str:
    """Return how the table was understood, a fact a line."""
    words, table = _WORDS[language], planned.understanding
    keys = [item.key for item in table.observations]
    names = _titles(planned)

    def listed(values: Iterable[str]) -> str:
        return words["joint"].join(values)

    layout = _LAYOUTS[language][table.layout]
    lines = [words["read"].format(table.path, table.sheet, table.header, layout)]
    if table.units:
        lines.append(words["units"].format(listed(table.units)))
    if table.unstated:
        lines.append(words["unstated"])
    periods = sorted({key[2] for key in keys})
    indicators = dict.fromkeys(f"{names.get(key[0], key[0])}({key[0]})" for key in keys)
    areas = dict.fromkeys(f"{names.get(key[1], key[1])}({key[1]})" for key in keys)
    if keys:
        lines.append(words["periods"].format(len(periods), listed(periods)))
        lines.append(words["indicators"].format(len(indicators), listed(indicators)))
        lines.append(words["areas"].format(listed(areas)))
    lines.append(words["count"].format(len(keys)))
    if table.missing:
        lines.append(words["missing"].format(len(table.missing), listed(table.missing)))
    if table.skipped:
        lines.append(words["skipped"].format(listed(table.skipped)))
    if table.unused:
        lines.append(words["unused"].format(listed(table.unused)))
    if planned.moved and planned.merged.changed:
        lines.append(words["moved"])
    return "".join(f"{line}\n" for line in lines)


def difference(planned: Import, language: str) -> str:
    """Return what would change in the draft: what is added, and each changed cell, old and new."""
    words, merged = _WORDS[language], planned.merged
    if not merged.changed:
        return f"{words['none']}\n"
    kind = "draft" if planned.current.is_draft else "release"
    against = words[kind].format(planned.current.package.version)
    changed = {change.incoming.key for change in merged.changes}
    lines = [words["head"].format(against, len(merged.added), len(changed), merged.unchanged)]
    names = _titles(planned)
    units = {item.indicator: item.unit_measure for item in planned.current.package.indicators}
    for item in merged.added:
        value = item.cells.get("obs_value") or encoded("obs_status", item.cells["obs_status"])
        power = encoded("unit_mult", item.cells["unit_mult"]).partition("(")[0]
        unit = ("" if power == "个" else power) + units.get(item.key[0], "")
        said = f"{value}{unit}" if item.cells.get("obs_value") else value
        lines.append(f"  {words['added']} {_subject(item, names)} {said} [{item.at}]")
    for change in merged.changes:
        was, now = (
            encoded(change.column, text) or words["empty"]
            for text in (change.was or "", change.now)
        )
        column = change.column if language == "en" else COLUMNS[change.column]
        at = change.incoming.place(change.column)
        subject = _subject(change.incoming, names)
        lines.append(f"  {words['changed']} {subject} {column}: {was} → {now} [{at}]")
    return "".join(f"{line}\n" for line in lines)


def asked(question: Question, language: str) -> tuple[str, tuple[str, ...]]:
    """Return a question as it is put to a person, and the answers allowed (() for any)."""
    found = question.diagnostic
    said = f"{place(found.span, language)}: {message(found, language)}"
    return f"{said}\n{hint(found, language)}\n>", question.choices


def _titles(planned: Import) -> dict[str, str]:
    package = planned.current.package
    return {item.indicator: item.title for item in package.indicators} | {
        item.ref_area: item.title for item in package.areas
    }


def _subject(item: Incoming, names: dict[str, str]) -> str:
    indicator, area, period, caliber = item.key
    said = f"{names.get(indicator, indicator)} {names.get(area, area)} {period}"
    return said if caliber == "_Z" else f"{said} {caliber}"
