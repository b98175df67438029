"""Make the workbook of optional tables that editors fill in, on a screen or on paper."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from site_builder.model.column import CellForm, Column
from site_builder.model.systems import TableForm
from site_builder.sheets.facts import FACTS_SHEET, HELP_SHEET
from site_builder.sheets.form_cells import Names, choices, shown
from site_builder.sheets.form_facts import LISTS_COLUMN, FormFacts, as_rows

_CREATED = datetime(2000, 1, 1)
"""A fixed moment, so that equal data make equal bytes."""

_BLANK_ROWS = 200
"""Rows to be filled in below those that are there."""

_HELP = (
    "怎么填",
    "1. 每张工作表是数据包的一张表，一行一条；第一行是列名，第二行是代码，都不要改。",
    "2. 来源没有说的格子空着，不要估计，也不要写“无”。",
    "3. 有小三角的格子点开下拉框选，括号里是代码；也可以只写名称。",
    "4. 日期写成2024-03-05或2024年3月5日；只知道月份的写2024-03，只知道年份的写2024。",
    "5. 编号、代码用小写英文字母、数字和连字符；新的一行可以空着，导入时按顺序编。",
    "6. 不写个人姓名、手机号和证件号；办公电话可以写。",
    "7. “来源代码”选出自哪份文件，“出处”写章节和一小段能在原文里找到的话。",
    "8. 填好后保存，运行：site-builder data import 文件名。导入前会先列出改了什么，问过才写入。",
    "9. 导入只增加和修改，不会删除；在这里删掉一行，已有的行不变。",
    "10. 灰底的格子是已有各行的代码，锁着；不要改动隐藏的工作表。",
)
_WIDE = {CellForm.TEXT: 30, CellForm.WEB: 30}
_WIDTHS = {
    **dict.fromkeys(("finding", "reply", "summary", "locator", "step", "evidence"), 40),
    **dict.fromkeys(("number", "lead", "department", "outlet", "criterion"), 18),
}
_MESSAGE = 255
"""Characters that a message of a drop-down holds (Excel's limit)."""


def make_form(
    title: str,
    tables: Sequence[tuple[TableForm, Sequence[Mapping[str, str]]]],
    names: Names,
    facts: FormFacts,
) -> bytes:
    """Return the workbook as xlsx: a sheet a table with its rows, then room for new ones.

    `title` is that of the package. Equal arguments make equal bytes.
    """
    from xlsxwriter import Workbook

    data = io.BytesIO()
    book = Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "created": _CREATED})
    styles = _styles(book)
    lists = _Lists()
    for form, rows in tables:
        _write_table(book.add_worksheet(form.title), form, rows, names, styles, lists)
    _write_help(book, book.add_worksheet(HELP_SHEET), title, facts)
    _write_hidden(book.add_worksheet(FACTS_SHEET), facts, lists)
    book.close()
    return data.getvalue()


class _Lists:
    """What long drop-downs offer, each once, in columns of the hidden sheet."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, ...]] = []

    def area(self, offered: tuple[str, ...]) -> str:
        """Return the formula that names a list."""
        from xlsxwriter.utility import xl_range_abs

        if offered not in self.columns:
            self.columns.append(offered)
        column = LISTS_COLUMN + self.columns.index(offered)
        return f"='{FACTS_SHEET}'!{xl_range_abs(0, column, len(offered) - 1, column)}"


def _styles(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "border_color": "#BBBBBB", "valign": "top", "num_format": "@"}
    return {
        "head": book.add_format(
            {"bold": True, "bg_color": "#D9E2EC", "border": 1, "text_wrap": True}
        ),
        "name": book.add_format({"font_size": 8, "font_color": "#666666", "bg_color": "#F2F2F2"}),
        "locked": book.add_format({"bg_color": "#F2F2F2", **edge}),
        "free": book.add_format({"locked": False, "text_wrap": True, **edge}),
    }


def _write_table(
    sheet: Any,
    form: TableForm,
    rows: Sequence[Mapping[str, str]],
    names: Names,
    styles: Mapping[str, Any],
    lists: _Lists,
) -> None:
    last = len(rows) + _BLANK_ROWS + 1
    for place, column in enumerate(form.columns):
        width = _WIDTHS.get(column.name, _WIDE.get(column.form, 14))
        sheet.set_column(place, place, 22 if column.refers else width, styles["free"])
        needed = (
            "（必填）" if column.needed and not (column.key and column.form.value == "name") else ""
        )
        sheet.write_string(0, place, f"{column.title}{needed}", styles["head"])
        sheet.write_string(1, place, column.name, styles["name"])
        _offer(sheet, place, last, column, names, lists)
    for row, cells in enumerate(rows, 2):
        for place, column in enumerate(form.columns):
            style = styles["locked" if column.key else "free"]
            text = shown(cells.get(column.name, ""), column, names)
            if text:
                sheet.write_string(row, place, text, style)
            else:
                sheet.write_blank(row, place, None, style)
    for row in range(len(rows) + 2, last + 1):
        for place in range(len(form.columns)):
            sheet.write_blank(row, place, None, styles["free"])
    from xlsxwriter.utility import xl_range

    width = len(form.columns) - 1
    sheet.ignore_errors({"number_stored_as_text": xl_range(2, 0, last, width)})
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, len(rows) + 21, width)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _offer(sheet: Any, place: int, last: int, column: Column, names: Names, lists: _Lists) -> None:
    """Give a column its drop-down and what is to be known of it.

    Codes are fixed; what another sheet of the workbook may add is only warned of.
    """
    options: dict[str, Any] = {"validate": "any"}
    offered = choices(column, names)
    if offered:
        options = {
            "validate": "list",
            "source": lists.area(offered),
            "error_type": "stop" if column.words else "warning",
            "error_title": "没有这一项",
            "error_message": "请从下拉框里选。",
        }
    if column.told:
        options |= {"input_title": column.title, "input_message": column.told[:_MESSAGE]}
    if len(options) > 1:
        sheet.data_validation(2, place, last, place, options)


def _write_help(book: Any, sheet: Any, title: str, facts: FormFacts) -> None:
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "font_size": 14})
    sheet.set_column(0, 0, 100)
    for row, line in enumerate((*_HELP, "", f"数据包：{title}（{facts.package} {facts.version}）")):
        sheet.write_string(row, 0, line, wrap if row else bold)
    sheet.protect()


def _write_hidden(sheet: Any, facts: FormFacts, lists: _Lists) -> None:
    for row, cells in enumerate(as_rows(facts)):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
    for column, offered in enumerate(lists.columns, LISTS_COLUMN):
        for row, text in enumerate(offered):
            sheet.write_string(row, column, text)
    sheet.protect()
    sheet.hide()
