"""Read `glossary.csv`, the words a site explains."""

import re
from pathlib import Path

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.files import read_text
from site_builder.load.header import RawTable, parse_table
from site_builder.model.glossary import Term
from site_builder.model.limits import DEFAULT, Limits

COLUMNS = ("term", "title", "definition", "source", "locator", "aliases", "see")
_NAME = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


def load_glossary(
    root: Path, content: str, limits: Limits = DEFAULT
) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    """Return the terms in the order of the file, with what is wrong; none where there is no file.

    Faulty rows are left out.
    """
    path = f"{content}/glossary.csv"
    if not (root / path).exists():
        return (), ()
    text, faults = read_text(root / path, path, limits)
    if text is None:
        return (), faults
    table = parse_table(text)
    if table.header != COLUMNS:
        cause = f"@glossary-header|{','.join(COLUMNS)}"
        return (), (error("glossary-invalid", Span(path=path, row=1), cause=cause),)
    return _terms(path, table)


def _terms(path: str, table: RawTable) -> tuple[tuple[Term, ...], tuple[Diagnostic, ...]]:
    terms: list[Term] = []
    faults: list[Diagnostic] = []
    used: set[str] = set()
    listed = {cells[0].strip() for _, cells in table.rows}
    for number, cells in table.rows:
        wrong = _wrong(cells, used, listed)
        if wrong is not None:
            field, cause = wrong
            span = Span(path=path, row=number, field=field)
            faults.append(error("glossary-invalid", span, cause=cause))
            continue
        term = _term(number, cells)
        used |= {term.term, *term.names}
        terms.append(term)
    return tuple(terms), tuple(faults)


def _wrong(
    cells: tuple[str, ...], used: set[str], listed: set[str]
) -> tuple[str | None, str] | None:
    """Return the field of a row that is wrong, and why; None where all is well."""
    if len(cells) != len(COLUMNS):
        return None, f"@glossary-cells|{len(COLUMNS)}|{len(cells)}"
    row = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))
    for field in ("term", "title", "definition"):
        if not row[field]:
            return field, "@empty"
    if not _NAME.fullmatch(row["term"]):
        return "term", "@slug"
    if row["source"] and not row["locator"]:
        return "locator", "@glossary-locator"
    names = [("term", row["term"]), ("title", row["title"])]
    names += [("aliases", alias) for alias in _list(row["aliases"])]
    for place, (field, name) in enumerate(names):
        if name in used or name in [other for _, other in names[:place]]:
            return field, "@glossary-repeated"
    for other in _list(row["see"]):
        if other not in listed or other == row["term"]:
            return "see", "@glossary-see"
    return None


def _term(number: int, cells: tuple[str, ...]) -> Term:
    term, title, definition, source, locator, aliases, see = (cell.strip() for cell in cells)
    return Term(
        term=term,
        title=title,
        definition=definition,
        source=source,
        locator=locator,
        aliases=_list(aliases),
        see=_list(see),
        row=number,
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split("|") if item.strip())
