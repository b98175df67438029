"""The references for editors, as Markdown: every diagnostic code, every setting."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from site_builder.diagnostics import Severity
from site_builder.reporters.catalogue import catalogue, phrase, readable

GROUPS = (
    ("settings", "站点设置", "Settings"),
    ("package", "数据包的文件", "Files of a package"),
    ("table", "表格", "Tables"),
    ("data", "指标和数据", "Indicators and data"),
    ("source", "对照原文件", "Source documents"),
    ("document", "案例、报告和页面", "Documents"),
    ("figure", "文中的数", "Figures in prose"),
    ("claim", "文中的说法", "Statements in prose"),
    ("link", "链接", "Links"),
    ("image", "图片", "Pictures"),
    ("wording", "用语和个人信息", "Wording and personal data"),
    ("import", "导入表格", "Imports of tables"),
    ("word", "从 Word 带来", "From Word"),
    ("output", "模板和输出", "Templates and output"),
)
"""What codes are about: the id used in `messages.toml`, and its titles."""

_HEAD = {
    "zh": (
        "# 提示说明\n\n"
        "检查和生成站点时，每条提示都带一个方括号里的代码。这里按代码说明：为什么会出现、"
        "怎么改、看起来是什么样。错误不改好就不生成站点；警告只是提醒，加上 `--strict` 才当作错误。"
        "例子出自虚构的测试站点。\n\n"
        "| 关于 | 代码 |\n| --- | --- |\n"
    ),
    "en": (
        "# Diagnostics\n\n"
        "Every diagnostic has a code, in square brackets. For each code: why it comes up, what to "
        "do, and what it looks like. Errors stop a build; warnings do not, but under `--strict`. "
        "The examples come from invented sites.\n\n"
        "| About | Codes |\n| --- | --- |\n"
    ),
}
_LABELS = {
    "zh": {Severity.ERROR: "错误：", Severity.WARNING: "警告：", "cure": "怎么办："},
    "en": {Severity.ERROR: "Error: ", Severity.WARNING: "Warning: ", "cure": "What to do: "},
}


def diagnostics_page(
    examples: Mapping[str, str], severities: Mapping[str, Severity], language: str
) -> str:
    """Return the reference of codes; each with its example, the text printed for it.

    In examples the folder of the site is written SITE.
    """
    groups = [
        (
            en if language == "en" else zh,
            [code for code, entry in catalogue().items() if entry.group == group],
        )
        for group, zh, en in GROUPS
    ]
    joint = ", " if language == "en" else "、"
    contents = [
        f"| {title} | {joint.join(f'[{code}](#{code})' for code in codes)} |\n"
        for title, codes in groups
    ]
    entries = [
        _entry(code, examples[code], severities[code], language)
        for _, codes in groups
        for code in codes
    ]
    return _HEAD[language] + "".join(contents) + "".join(entries)


def _entry(code: str, example: str, severity: Severity, language: str) -> str:
    entry, labels = catalogue()[code], _LABELS[language]
    shown = example if language == "en" else example.replace("SITE/", "站点文件夹/")
    return (
        f"\n## {code}\n\n"
        f"{labels[severity]}{readable(entry.said(language), language)}\n\n"
        f"{entry.why(language)}\n\n"
        f"{labels['cure']}{readable(entry.hint(language), language)}\n\n"
        f"```text\n{shown}```\n"
    )


def settings_page(schema: Mapping[str, Any]) -> str:
    """Return the reference of `site.toml`, in Chinese, from its JSON Schema."""
    parts = [
        "# 站点设置\n\n"
        "站点的设置写在 `site.toml` 里，用 UTF-8 保存。`[名字]` 是一张表，写一次；`[[名字]]` 可以"
        "写多次，每次一项。没有默认值的必须写。\n"
    ]
    for name, table in schema["properties"].items():
        parts += _table(schema, name, table)
    return "".join(parts)


def _table(schema: Mapping[str, Any], name: str, table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the section of a table, and those of the tables within it."""
    many = table.get("type") == "array"
    reference = _reference(table["items"] if many else table)
    inner = schema["$defs"][reference.rpartition("/")[2]]["properties"]
    within = {key: item for key, item in inner.items() if _reference(item)}
    yield f"\n## {f'[[{name}]]' if many else f'[{name}]'}\n\n{table['description']}\n\n"
    yield "| 设置 | 说明 | 写法 | 默认值 |\n| --- | --- | --- | --- |\n"
    for key, item in inner.items():
        if key not in within:
            yield f"| `{key}` | {item['description']} | {_form(item)} | {_default(item)} |\n"
    for key, item in within.items():
        yield from _table(schema, f"{name}.{key}", item)


def _reference(item: Mapping[str, Any]) -> str:
    """Return which table a setting is, one that may be left out among them; "" for a value."""
    forms = (item, *item.get("anyOf", ()))
    return next((str(form["$ref"]) for form in forms if "$ref" in form), "")


def _form(item: Mapping[str, Any]) -> str:
    """Return how a value is written."""
    match item["type"]:
        case "array":
            return f"列表，每项：{_form(item['items'])}"
        case "boolean":
            return "`true` 或 `false`"
        case "integer":
            return f"{item['minimum']}到{item['maximum']}的整数"
    return phrase(f"@{item['format']}", "zh") if "format" in item else "文字"


def _default(item: Mapping[str, Any]) -> str:
    if "default" not in item:
        return "必填"
    if item["default"] in ("", []):
        return "空"
    return f"`{json.dumps(item['default'], ensure_ascii=False)}`"
