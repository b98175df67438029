"""What differs between two versions of a package, as pages show it."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from site_builder.model.diff import TABLE_WORDS, Diff, FieldChange, RowChange, Sort
from site_builder.model.language import CHINESE, Language, phrase
from site_builder.model.package import Package

_SORTS = {Sort.ADDED: phrase("新增"), Sort.REMOVED: phrase("删去"), Sort.REVISED: phrase("修改")}
_OF_PACKAGE = {
    "title": phrase("名称"),
    "description": phrase("说明"),
    "licences": phrase("许可"),
    "contributors": phrase("贡献者"),
    "edition_periods": phrase("期间是版次"),
    "fields": phrase("字段"),
    "path": phrase("文件"),
    "indicators": phrase("有关指标"),
    "body": phrase("正文"),
}
_SHOWN = 200
"""So many rows of a table are printed; a page must stay one that can be read."""


class FieldLine(Struct, frozen=True, kw_only=True):
    """A field in words; where `told` is False it can only be said that it changed (a digest)."""

    title: str
    before: str
    after: str
    told: bool


class DiffLine(Struct, frozen=True, kw_only=True):
    """A row in words; `value` is 由…改为… with its size, "" where no value was replaced."""

    title: str
    sort: str
    value: str
    fields: tuple[FieldLine, ...]


class DiffGroup(Struct, frozen=True, kw_only=True):
    """The changed rows of a table: how many of each sort, in words, the first of them, the rest."""

    title: str
    counts: str
    lines: tuple[DiffLine, ...]
    more: int


class DiffView(Struct, frozen=True, kw_only=True):
    """Two versions compared. `before` and `after` are the versions' names.

    The table of corrections is not among the `files`: what it says is told apart.
    """

    before: str
    after: str
    summary: str
    metadata: tuple[FieldLine, ...]
    groups: tuple[DiffGroup, ...]
    files: tuple[str, ...]


def diff_view(diff: Diff, package: Package, language: Language = CHINESE) -> DiffView:
    """Return a diff in words; `package` is the later version, whose titles of columns are used."""
    titles = {
        table.name: {item.name: item.title or item.name for item in table.fields}
        for table in package.resources
    }
    tables = dict.fromkeys(row.table for row in diff.rows)
    groups = tuple(
        _group(
            table,
            [row for row in diff.rows if row.table == table],
            titles.get(table, {}),
            language,
        )
        for table in tables
    )
    return DiffView(
        before=diff.before,
        after=diff.after,
        summary=_summary(diff, groups, language),
        metadata=tuple(_field(item, {}, language) for item in diff.metadata),
        groups=groups,
        files=tuple(path for path in diff.files if path != "corrections.csv"),
    )


def _summary(diff: Diff, groups: tuple[DiffGroup, ...], language: Language) -> str:
    say = language.say
    parts = [say("{table}{counts}", table=group.title, counts=group.counts) for group in groups]
    if diff.metadata:
        parts.append(say("数据包说明有修改"))
    files = sum(path != "corrections.csv" for path in diff.files)
    if files:
        parts.append(say("另有{n}个文件有变化", n=files))
    return language.points(parts) or say("两个版本说的完全一样")


def _group(
    table: str, rows: list[RowChange], titles: Mapping[str, str], language: Language
) -> DiffGroup:
    counts = [(word, sum(row.sort is sort for row in rows)) for sort, word in _SORTS.items()]
    return DiffGroup(
        title=language.say(TABLE_WORDS.get(table, table)),
        counts=language.clauses(
            language.say("{change}{n}条", change=language.say(word), n=count)
            for word, count in counts
            if count
        ),
        lines=tuple(_line(row, titles, language) for row in rows[:_SHOWN]),
        more=max(0, len(rows) - _SHOWN),
    )


def _line(row: RowChange, titles: Mapping[str, str], language: Language) -> DiffLine:
    return DiffLine(
        title=row.title,
        sort=language.say(_SORTS[row.sort]),
        value=_value(row, language),
        fields=tuple(_field(item, titles, language) for item in row.fields),
    )


def _value(row: RowChange, language: Language) -> str:
    value = row.value
    if value is None:
        return ""
    said = language.say("由{before}改为{after}", before=value.before, after=value.after)
    if value.difference is None:
        return said
    size = f"{_signed(value.difference)}{value.unit}"
    told = language.say("{change}，相差{amount}", change=said, amount=size)
    return f"{told}{language.bracketed(value.relative_text)}"


def _field(change: FieldChange, titles: Mapping[str, str], language: Language) -> FieldLine:
    return FieldLine(
        title=language.say(titles.get(change.field) or _OF_PACKAGE.get(change.field, change.field)),
        before=change.before.replace("｜", language.say("：")),
        after=change.after.replace("｜", language.say("：")),
        told=change.field != "body",
    )


def _signed(value: Decimal) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{abs(value):f}"
