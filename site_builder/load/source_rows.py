"""In which row of its table each source of a package stands."""

from collections.abc import Mapping
from pathlib import Path

from site_builder.load.files import read_text
from site_builder.load.header import parse_table
from site_builder.model.package import Package


def rows_of_sources(root: Path, package: Package) -> Mapping[str, int]:
    """Return the row of each source, the header being row 1."""
    text, _ = read_text(root / package.folder / "sources.csv", package.folder)
    table = parse_table(text or "")
    place = table.header.index("source") if "source" in table.header else 0
    return {cells[place]: row for row, cells in table.rows if len(cells) > place}
