"""A diff of two versions, as text and as JSON."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from site_builder.model.diff import (
    TABLE_WORDS,
    FieldChange,
    ObservedChange,
    PrintedChange,
    RowChange,
    Sort,
)
from site_builder.model.systems import FORMS
from site_builder.reporters.catalogue import one_line
from site_builder.versions.compare import Compared

_WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "head": "{0}：{1} → {2}",
        "same": "两个版本说的完全一样。",
        "step": "版本号至少要进一步：{0}",
        "PATCH": "修订号（只改了说明或更正了数）",
        "MINOR": "次版本号（增加了行或表）",
        "EDITION": "新的一年版（有代码或含义改变、去掉了）",
        "metadata": "数据包说明",
        **TABLE_WORDS,
        "files": "其他有变化的文件：{0}",
        "count": "{0}：新增{1}，删除{2}，修改{3}",
        "added": "新增",
        "removed": "删除",
        "revised": "修改",
        "empty": "（空）",
        "joint": "、",
        "by": "，相差{0}{1}",
        "relative": "（{0}）",
        "printed": "文中会变的数：",
        "headlines": "首页上会变的数：",
        "changes": "会变的比较：",
        "directions": "方向或可比性会变的变化：",
        "field": "{0}：{1} → {2}",
        "effect": "这次修订使{0}处表述改变，涉及{1}篇文章",
        "on-home": "首页的{0}个数改变",
        "compared": "{0}个比较的说法改变",
        "turned": "{0}个变化的方向或可比性改变",
        "no-effect": "这次修订不改变文中的表述",
        "and": "；",
        "stop": "。",
    },
    "en": {
        "head": "{0}: {1} → {2}",
        "same": "both versions say the same.",
        "step": "least step of the version number: {0}",
        "PATCH": "patch (metadata or corrected values)",
        "MINOR": "minor (added rows or tables)",
        "EDITION": "new edition (identifiers or meanings changed or removed)",
        "metadata": "package",
        "resources": "tables",
        "areas": "areas",
        "sources": "sources",
        "indicators": "indicators",
        "observations": "observations",
        "targets": "targets",
        "breaks": "breaks",
        "initiatives": "initiatives",
        **{form.name: form.title_en.lower() for form in FORMS},
        "cases": "cases",
        "files": "other files that differ: {0}",
        "count": "{0}: {1} added, {2} removed, {3} revised",
        "added": "added",
        "removed": "removed",
        "revised": "revised",
        "empty": "(empty)",
        "joint": ", ",
        "by": ", by {0}{1}",
        "relative": " ({0})",
        "printed": "figures in prose that change:",
        "headlines": "figures of the home page that change:",
        "changes": "printed changes that read otherwise:",
        "directions": "changes whose direction or comparability changes:",
        "field": "{0}: {1} → {2}",
        "effect": "This revision changes {0} figure(s) in prose, in {1} document(s)",
        "on-home": "{0} figure(s) of the home page change",
        "compared": "{0} printed change(s) read otherwise",
        "turned": "{0} change(s) turn or become comparable or not",
        "no-effect": "This revision changes no figure in prose",
        "and": "; ",
        "stop": ".",
    },
}


def effect_sentence(compared: Compared, language: str) -> str:
    """Return in a sentence what the later version does to the site."""
    words, effects = _WORDS[language], compared.effects
    parts = [words["no-effect"]]
    if effects.printed:
        parts = [words["effect"].format(len(effects.printed), effects.documents)]
    if effects.headlines:
        parts.append(words["on-home"].format(len(effects.headlines)))
    if effects.changes:
        parts.append(words["compared"].format(len(effects.changes)))
    if effects.directions:
        parts.append(words["turned"].format(len(effects.directions)))
    return words["and"].join(parts) + words["stop"]


def diff_text(compared: Compared, language: str) -> str:
    """Return what differs, a table after the other, then what it does to the site."""
    words, diff = _WORDS[language], compared.diff
    lines = [words["head"].format(diff.title, diff.before, diff.after)]
    if not (diff.metadata or diff.rows or diff.files):
        lines.append(words["same"])
    if diff.metadata:
        lines.append(words["metadata"])
        lines += [f"  {_field(change, words)}" for change in diff.metadata]
    for table in dict.fromkeys(row.table for row in diff.rows):
        rows = [row for row in diff.rows if row.table == table]
        counts = [sum(row.sort is sort for row in rows) for sort in Sort]
        lines.append(words["count"].format(words[table], *counts))
        for row in rows:
            lines += _row(row, words)
    if diff.files:
        lines.append(words["files"].format(words["joint"].join(diff.files)))
    if diff.step:
        lines.append(words["step"].format(words[diff.step.name]))
    lines += _effects(compared, words)
    lines.append(effect_sentence(compared, language))
    return "".join(f"{one_line(line)}\n" for line in lines)


def _row(row: RowChange, words: dict[str, str]) -> list[str]:
    head = f"  {words[row.sort]} {row.title} [{', '.join(row.key)}]"
    if row.value is not None:
        value = row.value
        head += f" {value.before} → {value.after}"
        if value.difference is not None:
            head += words["by"].format(_signed(value.difference), value.unit)
        if value.relative_text:
            head += words["relative"].format(value.relative_text)
    return [head, *(f"    {_field(change, words)}" for change in row.fields)]


def _effects(compared: Compared, words: dict[str, str]) -> Iterable[str]:
    if compared.effects.printed:
        yield words["printed"]
    for item in compared.effects.printed:
        place = f"{item.path}:{item.line}"
        yield f"  {place} {{{{{item.figure}}}}} {_changed(item, words)}"
    if compared.effects.headlines:
        yield words["headlines"]
    for item in compared.effects.headlines:
        yield f"  {item.title} {_changed(item, words)}"
    for name in ("changes", "directions"):
        changes = getattr(compared.effects, name)
        if changes:
            yield words[name]
        for change in changes:
            place = f"{change.title} {change.ref_area} {change.time_period}"
            yield f"  {place} {_changed(change, words)}"


def _changed(item: PrintedChange | ObservedChange, words: dict[str, str]) -> str:
    return f"{item.before or words['empty']} → {item.after or words['empty']}"


def _field(change: FieldChange, words: dict[str, str]) -> str:
    empty = words["empty"]
    return words["field"].format(change.field, change.before or empty, change.after or empty)


def _signed(value: Decimal) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{abs(value):f}"


def diff_json(compared: Compared, language: str) -> str:
    """Return the same as one JSON document; decimals are texts."""
    diff, effects = compared.diff, compared.effects
    return (
        json.dumps(
            {
                "package": diff.package,
                "title": diff.title,
                "before": diff.before,
                "after": diff.after,
                "step": diff.step.name.lower(),
                "metadata": [_fields_of(change) for change in diff.metadata],
                "rows": [_row_of(row) for row in diff.rows],
                "files": list(diff.files),
                "effects": {
                    "documents": effects.documents,
                    "printed": [_fields_of(item) for item in effects.printed],
                    "headlines": [_fields_of(item) for item in effects.headlines],
                    "changes": [_fields_of(item) for item in effects.changes],
                    "directions": [_fields_of(item) for item in effects.directions],
                    "summary": effect_sentence(compared, language),
                },
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _row_of(row: RowChange) -> dict[str, Any]:
    return {
        "table": row.table,
        "change": row.sort,
        "key": list(row.key),
        "title": row.title,
        "fields": [_fields_of(change) for change in row.fields],
        "value": _fields_of(row.value) if row.value else None,
    }


def _fields_of(item: Any) -> dict[str, Any]:
    """Return the fields of a flat value, for JSON."""
    values = {name: getattr(item, name) for name in item.__struct_fields__}
    return {
        name: f"{value:f}" if isinstance(value, Decimal) else value
        for name, value in values.items()
    }
