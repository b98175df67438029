"""What differs between two versions of a package, as pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from site_builder.model.diff import TABLE_WORDS, Diff, FieldChange, RowChange, Sort
from site_builder.model.package import Package

_SORTS = {Sort.ADDED: "新增", Sort.REMOVED: "删去", Sort.REVISED: "修改"}
_OF_PACKAGE = {
    "title": "名称",
    "description": "说明",
    "licences": "许可",
    "contributors": "贡献者",
    "edition_periods": "期间是版次",
    "fields": "字段",
    "path": "文件",
    "indicators": "有关指标",
    "body": "正文",
}
_SHOWN = 200
"""So many rows of a table are printed; a page must stay one that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """A field in words; where `told` is False it can only be said that it changed (a digest)."""

    title: str
    before: str
    after: str
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """A row in words; `value` is 由…改为… with its size, "" where no value was replaced."""

    title: str
    sort: str
    value: str
    fields: tuple[FieldLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffGroup:
    """The changed rows of a table: how many of each sort, in words, the first of them, the rest."""

    title: str
    counts: str
    lines: tuple[DiffLine, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffView:
    """Two versions compared. `before` and `after` are the versions' names.

    The table of corrections is not among the `files`: what it says is told apart.
    """

    before: str
    after: str
    summary: str
    metadata: tuple[FieldLine, ...]
    groups: tuple[DiffGroup, ...]
    files: tuple[str, ...]


def diff_view(diff: Diff, package: Package) -> DiffView:
    """Return a diff in words; `package` is the later version, whose titles of columns are used."""
    titles = {
        table.name: {item.name: item.title or item.name for item in table.fields}
        for table in package.resources
    }
    tables = dict.fromkeys(row.table for row in diff.rows)
    groups = tuple(
        _group(table, [row for row in diff.rows if row.table == table], titles.get(table, {}))
        for table in tables
    )
    return DiffView(
        before=diff.before,
        after=diff.after,
        summary=_summary(diff, groups),
        metadata=tuple(_field(item, {}) for item in diff.metadata),
        groups=groups,
        files=tuple(path for path in diff.files if path != "corrections.csv"),
    )


def _summary(diff: Diff, groups: tuple[DiffGroup, ...]) -> str:
    parts = [f"{group.title}{group.counts}" for group in groups]
    if diff.metadata:
        parts.append("数据包说明有修改")
    files = sum(path != "corrections.csv" for path in diff.files)
    if files:
        parts.append(f"另有{files}个文件有变化")
    return "；".join(parts) or "两个版本说的完全一样"


def _group(table: str, rows: list[RowChange], titles: Mapping[str, str]) -> DiffGroup:
    counts = [(word, sum(row.sort is sort for row in rows)) for sort, word in _SORTS.items()]
    return DiffGroup(
        title=TABLE_WORDS.get(table, table),
        counts="，".join(f"{word}{count}条" for word, count in counts if count),
        lines=tuple(_line(row, titles) for row in rows[:_SHOWN]),
        more=max(0, len(rows) - _SHOWN),
    )


def _line(row: RowChange, titles: Mapping[str, str]) -> DiffLine:
    return DiffLine(
        title=row.title,
        sort=_SORTS[row.sort],
        value=_value(row),
        fields=tuple(_field(item, titles) for item in row.fields),
    )


def _value(row: RowChange) -> str:
    value = row.value
    if value is None:
        return ""
    said = f"由{value.before}改为{value.after}"
    if value.difference is None:
        return said
    size = f"，相差{_signed(value.difference)}{value.unit}"
    return f"{said}{size}（{value.relative_text}）" if value.relative_text else f"{said}{size}"


def _field(change: FieldChange, titles: Mapping[str, str]) -> FieldLine:
    return FieldLine(
        title=titles.get(change.field) or _OF_PACKAGE.get(change.field, change.field),
        before=change.before.replace("｜", "："),
        after=change.after.replace("｜", "："),
        told=change.field != "body",
    )


def _signed(value: Decimal) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{abs(value):f}"
