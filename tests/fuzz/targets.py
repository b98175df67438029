"""The readers that are fuzzed: each takes any bytes, and ends in a value and what is wrong with it.

A target raises where a promise is broken: an exception that is none of the documented outcomes, a
fault that cannot be told, HTML that holds what its text may not bring in.
"""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from site_builder.compare.periods import (
    PeriodError,
    axis_position,
    order,
    parse_period,
    print_period,
    relate,
)
from site_builder.load.descriptor import load_descriptor
from site_builder.load.glossary import load_glossary
from site_builder.load.languages import parse as parse_catalogue
from site_builder.load.languages import parts_of
from site_builder.load.packages import load_package
from site_builder.load.parse import parse
from site_builder.load.parsed import Source
from site_builder.load.releases import load_releases
from site_builder.load.settings import load_settings
from site_builder.load.spreadsheet import read_grids
from site_builder.load.wording import load_wording
from site_builder.markup.fill import Surroundings, fill, fill_line
from site_builder.markup.scan import Scan, scan
from site_builder.model.document import DocumentKind
from site_builder.model.language import Language
from site_builder.model.package import Package
from site_builder.model.settings import PackageSetting
from site_builder.model.view import TermLink
from site_builder.model.vocabulary import PeriodBasis
from site_builder.sheets.answers import Answers
from site_builder.sheets.form_reading import form_facts_of, is_form
from site_builder.sheets.readback import facts_of, read_back
from site_builder.sheets.understand import understand
from tests.fuzz.oracle import harmless, told

Target = Callable[[bytes], None]
MINIMAL = Path(__file__).parent.parent / "sites/minimal"
VERSION = "2023.1.0"
CASE = "content/cases/sample/a.md"
FRONT = (
    "---\ntitle: 虚构\nslug: a\ndate: 2024-03-05 10:30\nenvironment: market\n"
    'area: "990001"\nsource: s\nsummary: 虚构。\nfigures:\n  率: online-rate\n---\n'
)
SETTING = PackageSetting(name="sample", demonstration=False)
TERMS = {"一窗受理": "one-window", "网办": "online"}
TABLES = ("observations", "indicators", "areas", "sources", "targets", "breaks", "initiatives")
LISTS = ("glossary.csv", "terms.csv", "releases.csv")


class _Everything(frozenset[str]):
    """Holds whatever is looked for."""

    def __contains__(self, _item: object) -> bool:
        return True


class _Any(defaultdict[Any, str]):
    """Holds something for whatever is asked for."""

    def __init__(self) -> None:
        super().__init__(lambda: "x")

    def get(self, _key: Any, _other: Any = None) -> Any:
        return "x"


def document(data: bytes) -> None:
    """A whole file of `content/`; the first byte chooses its kind."""
    kind = tuple(DocumentKind)[data[0] % 3 if data else 0]
    _parse(data[1:], kind)


def front_matter(data: bytes) -> None:
    """Front matter alone, of a case."""
    _parse(b"---\n" + data + b"\n---\n", DocumentKind.CASE)


def _parse(data: bytes, kind: DocumentKind) -> None:
    found, text = parse(Source(kind=kind, path=CASE, data=data, key="k"), TERMS)
    assert (found.document is None) == (text is None)
    assert found.document is not None or found.faults
    told((*found.faults, *found.personal, *(found.document.faults if found.document else ())))


def markdown(data: bytes) -> None:
    """The text of a document, with all our rules, rendered; what is read of it stays inside it."""
    found, text = parse(
        Source(kind=DocumentKind.CASE, path=CASE, data=FRONT.encode() + data, key="k"), TERMS
    )
    told((*found.faults, *found.personal))
    if text is None:
        return
    assert found.document is not None
    told(found.document.faults)
    harmless(fill(text.html, _surroundings()))


def _surroundings() -> Surroundings:
    figures: Mapping[tuple[str, str], str] = _Any()
    terms: Any = defaultdict(_term)
    return Surroundings(figures=figures, unlinked=figures, terms=terms)


def _term() -> Any:
    return TermLink(names=(), path="/glossary/", definition='"><b>')


def placeholders(data: bytes) -> None:
    """Figures in one line and in a text: found in the same places, filled in, all of them."""
    text = data.decode("utf-8", "replace").replace("\r", "\n")
    line = text.split("\n")[0]
    verbatim = scan(line, verbatim=True)
    _inside(verbatim, [line])
    assert fill_line(line, _Any()) or not line
    _inside(scan(text), text.split("\n"))


def _inside(found: Scan, lines: list[str]) -> None:
    for use in found.uses:
        assert 1 <= use.line <= len(lines)
        assert "{{" in lines[use.line - 1]
    for name, line, column in found.malformed:
        assert name.split("\n")[0] in lines[line - 1][column - 1 :] or column > 0


def periods(data: bytes) -> None:
    """Two periods: read or refused, and told as words in every way there is."""
    one, _, other = data.decode("utf-8", "replace").partition(" ")
    known = [text for text in (one, other) if _is_period(text)]
    for text in known:
        assert parse_period(text).text == text
        order(text)
        axis_position(text)
        for basis in PeriodBasis:
            assert print_period(text, basis)
    if len(known) == 2:
        relate(one, other)
        relate(other, one)


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except PeriodError:
        return False
    return True


def settings(data: bytes) -> None:
    """`site.toml`."""
    root = _room()
    (root / "site.toml").write_bytes(data)
    found, faults = load_settings(root)
    assert (found is None) == bool(faults)
    told(faults)


def descriptor(data: bytes) -> None:
    """`datapackage.json`; a package that it lets through is read as a whole by our own readers."""
    folder = _package()
    (folder / "datapackage.json").write_bytes(data)
    try:
        found, faults = load_descriptor(folder, f"data/sample/{VERSION}")
        assert (found is None) == bool(faults)
        told(faults)
        if found is not None:
            told(_loaded(folder, _Everything()))
    finally:
        _restore(folder, "datapackage.json")


def tables(data: bytes) -> None:
    """A table of a package as our own reader takes it; the first byte chooses which."""
    _table(data, _Everything())


def checked_tables(data: bytes) -> None:
    """The same, or the descriptor, and what Frictionless finds in it, in our words."""
    _table(data, frozenset())


def _table(data: bytes, sound: frozenset[str]) -> None:
    names = [*(f"{table}.csv" for table in TABLES), "datapackage.json"]
    name = names[data[0] % len(names)] if data else names[0]
    folder = _package()
    (folder / name).write_bytes(data[1:])
    try:
        told(_loaded(folder, sound))
    finally:
        _restore(folder, name)


def lists(data: bytes) -> None:
    """A table of the site's own; the first byte chooses which."""
    name = LISTS[data[0] % len(LISTS)] if data else LISTS[0]
    root = _room()
    for other in LISTS:
        (root / other).unlink(missing_ok=True)
    (root / name).write_bytes(data[1:])
    told(load_glossary(root, ".")[1])
    told(load_wording(root, ".")[1])
    told(load_releases(root, "data/sample")[1])


def catalogues(data: bytes) -> None:
    """The catalogue of a language; what it translates can be said."""
    text = data.decode("utf-8", "replace").replace("\r", "\n").replace("\0", "")
    found, faults = parse_catalogue(text, "content/languages/en.po")
    told(faults)
    if found is None:
        return
    language = Language(code="en", name="English", catalogue=found.phrases, plural=found.plural)
    for pattern in found.phrases:
        named = parts_of(pattern)
        parts = dict.fromkeys(named or (), "1")
        for count in ("0", "1", "2", "5", "1.5"):
            language.form(pattern, count)
            if named is not None:
                language.say(pattern, **{**parts, "n": count})


def sheets(data: bytes) -> None:
    """A table or workbook that an editor imports: understood, or asked about."""
    path = _room() / "table.csv"
    path.write_bytes(data)
    grids, faults = read_grids(path, "table.csv")
    told(faults)
    if is_form(grids):
        form_facts_of(grids)
    facts = facts_of(grids)
    if facts is not None:
        _, questions = read_back(grids, "table.csv", _sample(), facts, Answers())
        told(item.diagnostic for item in questions)
    for grid in grids:
        _, questions = understand(grid, "table.csv", _sample(), Answers())
        told(item.diagnostic for item in questions)


TARGETS: Mapping[str, Target] = {
    "front_matter": front_matter,
    "document": document,
    "markdown": markdown,
    "placeholders": placeholders,
    "periods": periods,
    "settings": settings,
    "descriptor": descriptor,
    "tables": tables,
    "checked_tables": checked_tables,
    "lists": lists,
    "catalogues": catalogues,
    "sheets": sheets,
}
"""Every target by the name of its corpus."""


def _loaded(folder: Path, sound: frozenset[str]) -> Iterable[Any]:
    return load_package(folder, f"data/sample/{VERSION}", SETTING, sound)[1]


@lru_cache(maxsize=1)
def _sample() -> Package:
    package, _ = load_package(
        MINIMAL / "data/sample" / VERSION, f"data/sample/{VERSION}", SETTING, frozenset()
    )
    assert package is not None
    return package


@lru_cache(maxsize=1)
def _room() -> Path:
    """Return a folder of this process, in memory where there is such a place."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="fuzz-", dir=memory if memory.is_dir() else None))


@lru_cache(maxsize=1)
def _package() -> Path:
    """Return a copy of the minimal site's package, to be spoilt and mended."""
    target = _room() / "sample" / VERSION
    shutil.copytree(MINIMAL / "data/sample" / VERSION, target)
    return target


def _restore(folder: Path, name: str) -> None:
    shutil.copyfile(MINIMAL / "data/sample" / VERSION / name, folder / name)
