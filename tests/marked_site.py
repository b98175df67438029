"""A site whose sources mark their own faults, so that what is expected stands where it is.

In a text `⟦code⟧` stands before the place of a fault, line and column; in a cell of a table it
names row and field. `⟦code!⟧` names the line or row alone, `⟦code=field⟧` a field by its name. The
marks are taken out when the site is laid. A file `NAME.gb18030` is written as NAME in GB 18030. A
package takes what it does not have from the minimal site's.
"""

import csv
import io
import re
import shutil
from pathlib import Path
from typing import NamedTuple

from tests.conftest import SITES, make_site

MARK = re.compile("⟦([a-z0-9-]+)(!|=([a-z_]+))?⟧")


class Fault(NamedTuple):
    """A fault and its place: line or row; column or field where that is meant too."""

    path: str
    line: int | None
    column: int | None
    field: str | None
    code: str


def lay(marked: Path, site: Path) -> list[Fault]:
    """Lay a marked site over the minimal one at `site`; return its faults."""
    make_site(site)
    for home in sorted((marked / "data").iterdir()):
        target = site / "data" / home.name / "2023.1.0"
        if not target.exists():
            shutil.copytree(SITES / "minimal/data/sample/2023.1.0", target)
            descriptor = target / "datapackage.json"
            text = descriptor.read_text(encoding="utf-8")
            named = text.replace('"name": "sample"', f'"name": "{home.name}"')
            descriptor.write_text(named, encoding="utf-8")
    faults = []
    for source in sorted(path for path in marked.rglob("*") if path.is_file()):
        name = source.relative_to(marked).as_posix()
        shown = name.removesuffix(".gb18030")
        text = source.read_text(encoding="utf-8")
        faults += _in_table(text, shown) if shown.endswith(".csv") else _in_text(text, shown)
        target = site / shown
        target.parent.mkdir(parents=True, exist_ok=True)
        encoding = "gb18030" if name != shown else "utf-8"
        target.write_bytes(MARK.sub("", text).encode(encoding))
    return faults


def _in_text(text: str, shown: str) -> list[Fault]:
    faults = []
    for number, line in enumerate(text.split("\n"), 1):
        for mark in MARK.finditer(line):
            column = len(MARK.sub("", line[: mark.start()])) + 1
            faults.append(Fault(shown, number, None if mark[2] else column, None, mark[1]))
    return faults


def _in_table(text: str, shown: str) -> list[Fault]:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header = [MARK.sub("", cell) for cell in rows[0]]
    return [
        Fault(shown, number, None, mark[3] or (None if mark[2] else header[place]), mark[1])
        for number, row in enumerate(rows, 1)
        for place, cell in enumerate(row)
        for mark in MARK.finditer(cell)
    ]
