"""What an import of optional tables says before it writes: a table after the other."""

from site_builder.exchange.tables import TableImport
from site_builder.model.systems import TableForm
from site_builder.sheets.form_merge import FormMerged
from site_builder.sheets.form_reading import FormRow, FormSheet

_WORDS = {
    "zh": {
        "read": "{0}（{1}）：读了工作表“{2}”，表头在第{3}行，{4}行",
        "unused": "  没有用到的列：{0}",
        "none": "没有变化",
        "made": "新建表：{0}",
        "head": "与{0}相比：新增{1}行，修改{2}行，不变{3}行，删除0行",
        "draft": "草稿 {0}",
        "release": "正式版 {0}（草稿将由它新建）",
        "added": "新增",
        "changed": "修改",
        "empty": "（空）",
        "joint": "、",
    },
    "en": {
        "read": "{0} ({1}): read sheet {2}, header in row {3}, {4} row(s)",
        "unused": "  columns not used: {0}",
        "none": "no change",
        "made": "new tables: {0}",
        "head": "against {0}: {1} added, {2} changed, {3} unchanged, 0 removed",
        "draft": "draft {0}",
        "release": "release {0} (a draft will be made from it)",
        "added": "added",
        "changed": "changed",
        "empty": "(empty)",
        "joint": ", ",
    },
}


def told_tables(planned: TableImport, language: str) -> str:
    """Return how each sheet was understood, and what would change in the draft."""
    words = _WORDS[language]
    lines = []
    for sheet, merged in planned.sheets:
        lines += _sheet(sheet, merged, planned, language)
    if not planned.changed:
        lines.append(words["none"])
    elif planned.made:
        made = (_title(form, language) for form in planned.made)
        lines.append(words["made"].format(words["joint"].join(made)))
    return "".join(f"{line}\n" for line in lines)


def _title(form: TableForm, language: str) -> str:
    return form.title_en if language == "en" else form.title


def _sheet(sheet: FormSheet, merged: FormMerged, planned: TableImport, language: str) -> list[str]:
    words, form = _WORDS[language], sheet.form
    facts = (_title(form, language), form.name, sheet.sheet, sheet.header, len(sheet.rows))
    lines = [words["read"].format(*facts)]
    if sheet.unused:
        lines.append(words["unused"].format(words["joint"].join(sheet.unused)))
    if not merged.changed:
        return lines
    kind = "draft" if planned.current.is_draft else "release"
    against = words[kind].format(planned.current.package.version)
    changed = {id(change.row) for change in merged.changes}
    counts = (len(merged.added), len(changed), merged.unchanged)
    lines.append(f"  {words['head'].format(against, *counts)}")
    titles = {
        column.name: column.name if language == "en" else column.title for column in form.columns
    }
    lines += [f"  {words['added']} {_subject(row, form)} [{row.at}]" for row in merged.added]
    for change in merged.changes:
        was, now = (text or words["empty"] for text in (change.was, change.now))
        at = change.row.place(change.column)
        subject, column = _subject(change.row, form), titles[change.column]
        lines.append(f"  {words['changed']} {subject} {column}: {was} → {now} [{at}]")
    return lines


def _subject(row: FormRow, form: TableForm) -> str:
    """Return what a row is about: its key, and its title or what was found."""
    told = ("title", "step", "finding")
    parts = [row.cells.get(name, "") for name in (*form.key, *told)]
    return " ".join(dict.fromkeys(part for part in parts if part))
