"""The corrections of a release: a row for each published value that it replaces."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from site_builder.load.descriptor import FILE as DESCRIPTOR
from site_builder.load.files import Files
from site_builder.load.header import COLUMNS
from site_builder.model.diff import Diff, RowChange
from site_builder.model.package import Correction
from site_builder.model.release import RevisionKind
from site_builder.model.vocabulary import CorrectionSeverity

NAME = "corrections"
_PATH = f"{NAME}.csv"
_COLUMNS = tuple(COLUMNS[NAME].split())
_TITLES = {
    "correction": "更正编号",
    "date": "更正日期",
    "kind": "修订类型",
    "severity": "程度",
    "indicator": "指标代码",
    "ref_area": "地区代码",
    "time_period": "期间",
    "caliber": "口径",
    "old_value": "原值",
    "new_value": "新值",
    "reason": "理由",
    "superseded_version": "被替代的版本",
}
_MAY_BE_EMPTY = frozenset({"old_value", "new_value"})


class Occasion(Struct, frozen=True, kw_only=True):
    """The release that corrects: its version, day, kind and reason, and how much it matters."""

    version: str
    date: str
    kind: RevisionKind
    severity: CorrectionSeverity
    reason: str


def with_corrections(
    files: Files, since: Diff, known: Iterable[Correction], occasion: Occasion
) -> tuple[Files, int]:
    """Return the files of a draft with a correction for each value it replaces, and how many.

    A value whose replacement by this release `known`, the draft's own rows, tells of already is
    left as it is told there.
    """
    told = {item.key for item in known if item.superseded_version == since.before}
    replaced = [
        (row, change.before, change.after)
        for row in since.rows
        if row.table == "observations" and row.key not in told
        for change in row.fields
        if change.field == "obs_value"
    ]
    if not replaced:
        return files, 0
    held = dict(files)
    text = held.get(_PATH, f"{','.join(_COLUMNS)}\n".encode()).decode("utf-8-sig")
    header = tuple(next(csv.reader(io.StringIO(text, newline=""))))
    added = io.StringIO()
    writer = csv.DictWriter(added, header, lineterminator="\n")
    for number, (row, before, after) in enumerate(replaced, 1):
        writer.writerow(_row(number, row, before, after, since.before, occasion))
    ending = "" if text.endswith("\n") else "\n"
    held[_PATH] = (text + ending + added.getvalue()).encode()
    held[DESCRIPTOR] = _described(held[DESCRIPTOR])
    return tuple(sorted(held.items())), len(replaced)


def _row(
    number: int, row: RowChange, before: str, after: str, superseded: str, occasion: Occasion
) -> dict[str, str]:
    indicator, ref_area, time_period, caliber = row.key
    return {
        "correction": f"{occasion.version}-{number}",
        "date": occasion.date,
        "kind": occasion.kind.value,
        "severity": occasion.severity.value,
        "indicator": indicator,
        "ref_area": ref_area,
        "time_period": time_period,
        "caliber": caliber,
        "old_value": before,
        "new_value": after,
        "reason": occasion.reason,
        "superseded_version": superseded,
    }


def _described(descriptor: bytes) -> bytes:
    """Return the descriptor with the table, where it has none yet."""
    raw: dict[str, Any] = json.loads(descriptor.decode("utf-8-sig"))
    if all(item["name"] != NAME for item in raw["resources"]):
        raw["resources"].append(corrections_resource())
    return (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()


def corrections_resource() -> dict[str, Any]:
    """Return the descriptor of the table.

    It refers to no other table: it tells also of what later versions no longer hold.
    """
    constraints: dict[str, dict[str, Any]] = {
        name: {} if name in _MAY_BE_EMPTY else {"required": True} for name in _COLUMNS
    }
    constraints["kind"]["enum"] = [kind.value for kind in RevisionKind]
    constraints["severity"]["enum"] = [item.value for item in CorrectionSeverity]
    return {
        "name": NAME,
        "title": "更正",
        "type": "table",
        "path": _PATH,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [
                {
                    "name": name,
                    "type": "date" if name == "date" else "string",
                    "title": _TITLES[name],
                    **({"constraints": constraints[name]} if constraints[name] else {}),
                }
                for name in _COLUMNS
            ],
            "primaryKey": ["correction"],
        },
    }
