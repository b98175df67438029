"""What differs between two versions of a package, row by row."""

from collections.abc import Mapping
from typing import Any

from site_builder.compare.change import POINT_KINDS
from site_builder.compare.periods import print_period
from site_builder.compare.revision import Revision, relative_text, revise, revised_values
from site_builder.compare.values import unit_text
from site_builder.model.diff import (
    Contents,
    Diff,
    FieldChange,
    RevisedValue,
    RowChange,
    Sort,
)
from site_builder.model.language import CHINESE, Language
from site_builder.model.package import Licence, Package, ResourceField
from site_builder.model.systems import FORMS, DocumentLink, Evaluation, SystemRow, row_name
from site_builder.model.vocabulary import NOT_APPLICABLE, Kind, PeriodBasis
from site_builder.releases.steps import step_of

_KEYS: Mapping[str, tuple[str, ...]] = {
    "resources": ("name",),
    "areas": ("ref_area",),
    "sources": ("source",),
    "indicators": ("indicator",),
    "observations": ("indicator", "ref_area", "time_period", "caliber"),
    "targets": ("indicator", "ref_area", "time_period", "caliber"),
    "breaks": ("indicator", "ref_area", "time_period", "caliber"),
    "initiatives": ("initiative",),
    **{form.name: form.key for form in FORMS},
    "cases": ("case",),
}
"""The tables in the order in which they are told, and their keys."""

_SYSTEMS = frozenset(form.name for form in FORMS)

_NOT_SAID = frozenset({"package", "row", "value", "rows"})
"""Fields that say where a row stands, or again what another field says."""

_OF_PACKAGE = ("title", "description", "licences", "contributors", "edition_periods")
_MADE = frozenset({"cases", "corrections"})
"""Tables a release makes, or that say what it corrects: they are no change of their own."""

_Rows = dict[tuple[str, ...], Any]


def diff(before: Contents, after: Contents, *, language: Language = CHINESE) -> Diff:
    """Return what differs from one version of a package to another."""
    old, new = before.package, after.package
    metadata = tuple(
        change
        for name in _OF_PACKAGE
        if (change := _field(name, _told(old, name), _told(new, name)))
    )
    rows = tuple(row for table in _KEYS for row in _table(table, before, after, language))
    files = _files(before, after, metadata, rows)
    return Diff(
        package=new.name,
        title=new.title,
        before=old.version,
        after=new.version,
        metadata=metadata,
        rows=rows,
        files=files,
        step=step_of(metadata, rows, files),
    )


def _table(table: str, before: Contents, after: Contents, language: Language) -> list[RowChange]:
    """Return the changes of a table, in the order of the later version, then what is gone."""
    old, new = _rows(table, before), _rows(table, after)
    titles = _Titles(before.package, after.package, language)
    found = []
    for key, row in new.items():
        title = titles.of(key, row)
        if key not in old:
            found.append(RowChange(table=table, sort=Sort.ADDED, key=key, title=title))
            continue
        changed = _changed(old[key], row)
        if changed:
            value = titles.revised(old[key], row) if table == "observations" else None
            found.append(
                RowChange(
                    table=table,
                    sort=Sort.REVISED,
                    key=key,
                    title=title,
                    fields=changed,
                    value=value,
                )
            )
    for key, row in old.items():
        if key not in new:
            title = titles.of(key, row)
            found.append(RowChange(table=table, sort=Sort.REMOVED, key=key, title=title))
    return found


def _rows(table: str, contents: Contents) -> _Rows:
    if table == "cases":
        rows: Any = contents.cases
    elif table in _SYSTEMS:
        rows = contents.package.systems.table(table)
    else:
        rows = getattr(contents.package, table)
    made = _MADE if table == "resources" else frozenset()
    keyed = {tuple(getattr(row, name) for name in _KEYS[table]): row for row in rows}
    return {key: row for key, row in keyed.items() if key[0] not in made}


def _changed(old: Any, new: Any) -> tuple[FieldChange, ...]:
    return tuple(
        change
        for name in new.__struct_fields__
        if name not in _NOT_SAID
        and (change := _field(name, getattr(old, name), getattr(new, name)))
    )


def _field(name: str, old: object, new: object) -> FieldChange | None:
    before, after = _text(old), _text(new)
    return None if before == after else FieldChange(field=name, before=before, after=after)


def _told(package: Package, name: str) -> object:
    """Return what a package says of itself; contributors with their roles."""
    if name == "contributors":
        return tuple(
            f"{title}（{roles}）" if roles else title for title, roles in package.contributors
        )
    return getattr(package, name)


def _text(value: object) -> str:
    """Return what a field says, as text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple():
            return "、".join(_text(item) for item in value)
        case ResourceField():
            return value.name
        case Licence():
            return value.name
    return str(value)


def _files(
    before: Contents,
    after: Contents,
    metadata: tuple[FieldChange, ...],
    rows: tuple[RowChange, ...],
) -> tuple[str, ...]:
    """Return the files that differ in something no row tells of: order, extra columns, notes."""
    told = {f"{row.table}.csv" for row in rows}
    if any(row.table == "initiatives" for row in rows):
        told.add("initiative_indicators.csv")
    old, new = (
        {
            item.path: item.sha256
            for item in contents.package.files
            if item.path not in ("datapackage.json", "cases.csv")
            and not item.path.startswith("cases/")
        }
        for contents in (before, after)
    )
    paths = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    of_descriptor = metadata or any(row.table == "resources" for row in rows)
    if before.descriptor != after.descriptor and not of_descriptor:
        paths.add("datapackage.json")
    return tuple(sorted(paths - told))


class _Titles:
    """Names rows for readers, in the words of the later version where it has them."""

    def __init__(self, before: Package, after: Package, language: Language) -> None:
        self._language = language
        both = (before, after)
        self._indicators = {item.indicator: item for one in both for item in one.indicators}
        self._editions = after.edition_periods
        self._areas = {item.ref_area: item.title for one in both for item in one.areas}
        papers = {item.document: item.title for one in both for item in one.systems.documents}
        titles = {item.initiative: item.title for one in both for item in one.initiatives}
        rounds = {item.round: item.title for one in both for item in one.systems.evaluation_rounds}
        self._named = {DocumentLink: titles | papers, Evaluation: rounds}

    def of(self, key: tuple[str, ...], row: Any) -> str:
        """Return the name of a row."""
        if isinstance(row, SystemRow):
            names = self._named.get(type(row), {})
            return self._language.clauses(names.get(part, part) for part in row_name(row))
        if len(key) == 1:
            return str(row.title)
        indicator, area, period, caliber = key
        known = self._indicators.get(indicator)
        basis = getattr(row, "period_basis", PeriodBasis.STATED)
        printed = print_period(period, basis, edition=self._editions, language=self._language)
        parts = (known.title if known else indicator, self._areas.get(area, area), printed)
        return self._language.clauses(parts if caliber == NOT_APPLICABLE else (*parts, caliber))

    def revised(self, before: Any, after: Any) -> RevisedValue | None:
        """Return how an observation's value was replaced; None where it says the same."""
        indicator = self._indicators.get(after.indicator)
        revision = revise(before, after, indicator) if indicator else None
        return None if revision is None else _in_words(revision, self._language)


def _in_words(revision: Revision, language: Language) -> RevisedValue:
    indicator = revision.indicator
    before, after = revised_values(revision)
    points = indicator.kind in POINT_KINDS
    return RevisedValue(
        before=before,
        after=after,
        difference=revision.difference,
        unit="个百分点" if points else unit_text(indicator, revision.after.unit_mult),
        relative=revision.relative,
        relative_text="" if points or indicator.kind is Kind.RANK else relative_text(revision),
    )
