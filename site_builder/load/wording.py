"""Read `terms.csv`: words not to be used."""

from pathlib import Path

from site_builder.diagnostics import Diagnostic, Severity, Span, error
from site_builder.load.files import read_text
from site_builder.load.header import parse_table
from site_builder.model.limits import DEFAULT, Limits
from site_builder.model.wording import AvoidedTerm

FILE = "terms.csv"
COLUMNS = ("term", "replacement", "severity", "reason", "except")


def load_wording(
    root: Path, content: str, limits: Limits = DEFAULT
) -> tuple[tuple[AvoidedTerm, ...], tuple[Diagnostic, ...]]:
    """Return the terms of the site, longest first, with what is wrong in their table.

    There are none where the file is missing; a faulty row is set aside.
    """
    shown = f"{content}/{FILE}"
    if not (root / shown).exists():
        return (), ()
    text, faults = read_text(root / shown, shown, limits)
    if text is None:
        return (), faults
    raw = parse_table(text)
    if raw.header != COLUMNS:
        cause = f"@terms-header|{','.join(COLUMNS)}"
        return (), (error("terms-invalid", Span(path=shown, row=1), cause=cause),)
    terms: dict[str, AvoidedTerm] = {}
    found: list[Diagnostic] = []
    for number, cells in raw.rows:
        row = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=False))
        fault = _fault(row, len(cells), terms)
        if fault:
            span = Span(path=shown, row=number, field=fault[0] or None)
            found.append(error("terms-invalid", span, cause=fault[1]))
            continue
        terms[row["term"]] = AvoidedTerm(
            term=row["term"],
            replacement=row["replacement"],
            severity=Severity(row["severity"]),
            reason=row["reason"],
            contexts=tuple(part for one in row["except"].split("|") if (part := one.strip())),
        )
    ordered = sorted(terms.values(), key=lambda item: (-len(item.term), item.term))
    return tuple(ordered), tuple(found)


def _fault(
    row: dict[str, str], cells: int, known: dict[str, AvoidedTerm]
) -> tuple[str, str] | None:
    """Return the field that is wrong in a row ("" for the whole row) and the cause."""
    if cells != len(COLUMNS):
        return "", f"@terms-cells|{cells}|{len(COLUMNS)}"
    for field in ("term", "reason"):
        if not row[field]:
            return field, "@required"
    if row["severity"] not in tuple(Severity):
        return "severity", "@terms-severity"
    if row["term"] in known:
        return "term", f"@repeated|{row['term']}"
    if row["term"] == row["replacement"]:
        return "replacement", "@terms-same"
    for one in filter(None, map(str.strip, row["except"].split("|"))):
        if row["term"] not in one:
            return "except", f"@terms-except|{one}|{row['term']}"
    return None
