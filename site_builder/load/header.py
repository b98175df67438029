"""A CSV table as text, and whether its header is what the schema and the model need."""

import csv
import io

from msgspec import Struct

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import quoted
from site_builder.load.descriptor import TableSource
from site_builder.model.systems import FORMS

COLUMNS = {
    "areas": "ref_area title title_en level parent",
    "sources": "source title publisher published url licence document_sha256",
    "indicators": "indicator title title_en environment kind unit_measure denominator direction"
    " stage price_basis decimals frequency definition department featured watched",
    "observations": "indicator ref_area time_period caliber period_basis obs_value unit_mult"
    " obs_status nature qualifier tied rank_of rank_scope base_n source locator editor_note",
    "targets": "indicator ref_area time_period caliber target_value unit_mult qualifier source"
    " locator",
    "breaks": "indicator ref_area time_period caliber reason source",
    "initiatives": "initiative title kind environment ref_area status summary source locator",
    "initiative_indicators": "initiative indicator",
    "corrections": "correction date kind severity indicator ref_area time_period caliber old_value"
    " new_value reason superseded_version",
    **{form.name: " ".join(column.name for column in form.columns) for form in FORMS},
}
"""The columns the model needs of each table."""


class RawTable(Struct, frozen=True, kw_only=True):
    """A table as text: its header, and its rows with their numbers (the header is row 1).

    `longest` is the number of a row that has as many cells as any, blank or not, and how many.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    longest: tuple[int, int] = (1, 0)


def parse_table(text: str) -> RawTable:
    """Return the cells of a CSV text; blank rows are left out, and still count."""
    lines = list(csv.reader(io.StringIO(text, newline="")))
    return RawTable(
        header=tuple(lines[0]) if lines else (),
        rows=tuple(
            (number, tuple(cells)) for number, cells in enumerate(lines[1:], 2) if any(cells)
        ),
        longest=max(enumerate(map(len, lines), 1), key=lambda row: row[1], default=(1, 0)),
    )


def check_header(table: TableSource, raw: RawTable, path: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the header; a table with a wrong one is not read further."""
    span = Span(path=path, resource=table.name, row=1)
    titles = {item.name: item.title for item in table.fields}
    wanted = list(dict.fromkeys([*titles, *COLUMNS.get(table.name, "").split()]))
    if not raw.header:
        return (error("table-invalid", span, resource=table.name, cause="@empty-file"),)
    missing = [name for name in wanted if name not in raw.header]
    extra = [name for name in raw.header if name not in wanted]
    if len(missing) * 2 > len(wanted):
        return (error("column-unexpected", span, resource=table.name, cause="@no-header"),)
    unclear = _unclear(table, raw.header, titles, span)
    if unclear:
        return unclear
    if len(missing) == len(extra) == 1 and raw.header.index(extra[0]) == wanted.index(missing[0]):
        cause = f"@header-order|{wanted.index(missing[0]) + 1}|{extra[0]}|{missing[0]}"
        return (error("column-unexpected", span, resource=table.name, cause=cause),)
    found = [
        error(
            "column-missing",
            Span(path=path, resource=table.name, row=1, field=name),
            resource=table.name,
            column=f"{titles[name]}（{name}）" if titles.get(name) else name,
        )
        for name in missing
    ]
    found += [
        error("column-unexpected", span, resource=table.name, cause=f"@header-extra|{name}")
        for name in extra
    ]
    if not found and raw.header != tuple(titles):
        place = next(
            (
                n
                for n, (one, other) in enumerate(zip(raw.header, titles, strict=False))
                if one != other
            ),
            len(titles),
        )
        names = (*titles, "")
        cause = f"@header-order|{place + 1}|{raw.header[place]}|{names[place]}"
        found.append(error("column-unexpected", span, resource=table.name, cause=cause))
    return tuple(found)


def _unclear(
    table: TableSource, header: tuple[str, ...], titles: dict[str, str], span: Span
) -> tuple[Diagnostic, ...]:
    """Return names that stand twice or are empty, and columns that the schema should have."""
    causes = [
        f"@header-repeated|{quoted(name)}|{header.index(name) + 1}|{place + 1}"
        if name
        else f"@header-blank|{place + 1}"
        for place, name in enumerate(header)
        if not name or name in header[:place]
    ]
    needed = COLUMNS.get(table.name, "").split()
    causes += [f"@schema-lacks|{name}" for name in needed if name in header and name not in titles]
    return tuple(
        error("column-unexpected", span, resource=table.name, cause=cause) for cause in causes
    )
