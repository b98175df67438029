"""Make the workbook that editors fill in with Excel or WPS."""

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from site_builder.model.package import Package
from site_builder.sheets.facts import (
    DATA_SHEET,
    FACTS_SHEET,
    HELP_SHEET,
    SOURCES_COLUMN,
    Facts,
    as_rows,
)
from site_builder.sheets.labels import CODES, COLUMNS, encoded

_CREATED = datetime(2000, 1, 1)
"""A fixed moment, so that equal data make equal bytes."""

_TOLD = {
    "indicator": ("title", "指标"),
    "ref_area": ("area", "地区"),
    "caliber": ("unit", "计量单位"),
}
"""Columns for the reader alone, each after a column of the machine's."""

LOCKED = frozenset({"indicator", "ref_area", "time_period", "caliber", "title", "area", "unit"})
"""Columns that are not to be changed: the key, and what explains it."""

_WIDTHS = {
    "indicator": 26,
    "title": 34,
    "area": 12,
    "time_period": 24,
    "unit": 10,
    "obs_value": 14,
    "obs_status": 13,
    "qualifier": 22,
    "period_basis": 20,
    "rank_scope": 14,
    "source": 34,
    "locator": 44,
    "editor_note": 44,
}
_HELP = (
    "怎么填",
    "1. 只改白底的格子。灰底的格子锁着，是指标、地区、期间和口径，用来认出每一行是哪个数。",
    "2. “数值”照原文填：只写数字，可以带小数；百分数写95.3，不写0.953；单位看“计量单位”“倍数”。",
    "3. 以万元、亿元公布的数不要换算，在“倍数”里选万或亿。",
    "4. 没有数的行，“数值”空着就不会写入，空着不等于0；原文写明缺报、不公布的，在“状态”里选。",
    "5. 有小三角的格子点开下拉框选，括号里是代码。",
    "6. “来源”选这个数出自哪份文件；“出处”写章节和一小段能在原文里找到的话。",
    "7. 新填的数都要有状态、性质、限定、期间依据、来源和出处；全表一样的，可以在导入时统一给出。",
    "8. 填好后保存，运行：site-builder data import 文件名。导入前会先列出改了什么，问过才写入。",
    "9. 导入只增加和修改，不会删除已有的数；在这里删掉一行，已有的数不变。",
    "10. 不要改动表头和隐藏的工作表：它记着导出时的数，用来发现别人同时改过的地方。",
)


def make_workbook(package: Package, rows: Iterable[Mapping[str, str]], facts: Facts) -> bytes:
    """Return the workbook as xlsx: the rows given, each a mapping of columns to text.

    Equal arguments make equal bytes.
    """
    from xlsxwriter import Workbook

    data = io.BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": package.title, "created": _CREATED})
    sheet = book.add_worksheet(DATA_SHEET)
    _write_help(book, book.add_worksheet(HELP_SHEET), package, facts)
    sources = tuple(f"{item.title}({item.source})" for item in package.sources)
    _write_facts(book.add_worksheet(FACTS_SHEET), facts, sources)
    _write_data(book, sheet, package, tuple(rows), len(sources))
    book.close()
    return data.getvalue()


def column_names() -> tuple[str, ...]:
    """Return the names of the columns of the sheet, in order."""
    names: list[str] = []
    for name in COLUMNS:
        names.append(name)
        if name in _TOLD:
            names.append(_TOLD[name][0])
    return tuple(names)


def _write_data(
    book: Any, sheet: Any, package: Package, rows: tuple[Mapping[str, str], ...], sources: int
) -> None:
    """Write the sheet of observations: two rows of headings, then a row an observation."""
    head = book.add_format({"bold": True, "bg_color": "#D9E2EC", "border": 1, "valign": "vcenter"})
    small = book.add_format({"font_size": 8, "font_color": "#888888", "bg_color": "#F2F2F2"})
    locked = book.add_format({"bg_color": "#F2F2F2", "num_format": "@"})
    free = book.add_format({"locked": False, "num_format": "@", "text_wrap": True})
    names = column_names()
    told = dict(_TOLD.values())
    texts = _explained(package)
    for column, name in enumerate(names):
        sheet.set_column(column, column, _WIDTHS.get(name, 11))
        sheet.write_string(0, column, COLUMNS.get(name) or told[name], head)
        sheet.write_string(1, column, name if name in COLUMNS else "", small)
    for place, cells in enumerate(rows, 2):
        for column, name in enumerate(names):
            text = texts(cells, name)
            style = locked if name in LOCKED else free
            if text:
                sheet.write_string(place, column, text, style)
            else:
                sheet.write_blank(place, column, None, style)
    if rows:
        _add_lists(sheet, names, len(rows) + 1, sources)
        last = len(names) - 1
        sheet.ignore_errors({"number_stored_as_text": _area(2, 0, len(rows) + 1, last)})
    sheet.freeze_panes(2, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _explained(package: Package) -> Any:
    """Return what gives a row's text for a column, those for the reader included."""
    titles = {item.indicator: item for item in package.indicators}
    areas = {item.ref_area: item.title for item in package.areas}
    sources = {item.source: f"{item.title}({item.source})" for item in package.sources}

    def text(cells: Mapping[str, str], name: str) -> str:
        indicator = titles.get(cells["indicator"])
        if name == "title":
            return indicator.title if indicator else ""
        if name == "unit":
            return indicator.unit_measure if indicator else ""
        if name == "area":
            return areas.get(cells["ref_area"], "")
        if name == "source":
            return sources.get(cells.get(name, ""), cells.get(name, ""))
        return encoded(name, cells.get(name, ""))

    return text


def _add_lists(sheet: Any, names: tuple[str, ...], last: int, sources: int) -> None:
    """Give coded columns their drop-downs; other text is refused by the spreadsheet."""
    for column, name in enumerate(names):
        options: dict[str, Any] = {
            "validate": "list",
            "error_title": "没有这一项",
            "error_message": "请从下拉框里选。",
        }
        if name == "source" and sources:
            area = _area(0, SOURCES_COLUMN, sources - 1, SOURCES_COLUMN, fixed=True)
            options["source"] = f"='{FACTS_SHEET}'!{area}"
        elif name in CODES:
            options["source"] = [encoded(name, code) for code in CODES[name]]
        else:
            continue
        sheet.data_validation(2, column, last, column, options)


def _area(row: int, column: int, last_row: int, last_column: int, *, fixed: bool = False) -> str:
    from xlsxwriter.utility import xl_range, xl_range_abs

    return str((xl_range_abs if fixed else xl_range)(row, column, last_row, last_column))


def _write_help(book: Any, sheet: Any, package: Package, facts: Facts) -> None:
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "font_size": 14})
    sheet.set_column(0, 0, 100)
    period = f"，期间{facts.period}" if facts.period else ""
    lines = (*_HELP, "", f"数据包：{package.title}（{facts.package} {facts.version}）{period}")
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, wrap if row else bold)
    sheet.protect()


def _write_facts(sheet: Any, facts: Facts, sources: tuple[str, ...]) -> None:
    for row, cells in enumerate(as_rows(facts)):
        for column, text in enumerate(cells):
            if text:
                sheet.write_string(row, column, text)
    for row, text in enumerate(sources):
        sheet.write_string(row, SOURCES_COLUMN, text)
    sheet.protect()
    sheet.hide()
