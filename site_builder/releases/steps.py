"""How far a version number must move on for what has changed (design, data packages).

Metadata or corrected values are a patch, added rows or resources a minor step, changed or removed
identifiers or meanings a new edition.
"""

from site_builder.model.diff import FieldChange, RowChange, Sort, Step
from site_builder.model.release import Version

_MEANING = frozenset(
    {"kind", "unit_measure", "denominator", "direction", "stage", "price_basis", "definition"}
)
"""What an indicator means: a stated one that is replaced makes its values something else."""


def step_of(
    metadata: tuple[FieldChange, ...], rows: tuple[RowChange, ...], files: tuple[str, ...]
) -> Step:
    """Return the least step that fits the changes."""
    least = Step.PATCH if metadata or files else Step.NONE
    return max((least, *(_row(row) for row in rows)))


def step_between(previous: Version, version: Version) -> Step | None:
    """Return the step from one version to the next; None where a number is left out.

    A new edition may begin with any minor number: packages have begun with 1.
    """
    if version.edition != previous.edition:
        return Step.EDITION if version > previous else None
    if version == (previous.edition, previous.minor + 1, 0):
        return Step.MINOR
    if version == (previous.edition, previous.minor, previous.patch + 1):
        return Step.PATCH
    return None


def next_version(previous: Version, step: Step) -> Version:
    """Return the version that a step leads to."""
    match step:
        case Step.EDITION:
            return Version(previous.edition + 1, 1, 0)
        case Step.MINOR:
            return Version(previous.edition, previous.minor + 1, 0)
    return Version(previous.edition, previous.minor, previous.patch + 1)


def _row(row: RowChange) -> Step:
    match row.sort:
        case Sort.REMOVED if row.table == "document_links":
            return Step.PATCH  # no identifier goes with it
        case Sort.REMOVED:
            return Step.EDITION
        case Sort.ADDED:
            return Step.MINOR
    return max(_field(row.table, change) for change in row.fields)


def _field(table: str, change: FieldChange) -> Step:
    if table == "indicators" and change.field in _MEANING and change.before:
        return Step.EDITION
    listed = (table, change.field) in (("resources", "fields"), ("initiatives", "indicators"))
    before, after = (set(text.split("、")) - {""} for text in (change.before, change.after))
    if listed and after > before:
        return Step.MINOR
    if (table, change.field) == ("resources", "fields") and before - after:
        return Step.EDITION
    return Step.PATCH
