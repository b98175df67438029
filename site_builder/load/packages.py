"""Find the packages a site shows and read the newest release of each."""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.known import Known
from site_builder.load.descriptor import FILE, Descriptor, load_descriptor
from site_builder.load.file_facts import file_faults
from site_builder.load.files import DRAFT, read_files, read_text
from site_builder.load.header import RawTable, check_header, parse_table
from site_builder.load.releases import load_releases, released_versions, withdrawal
from site_builder.load.resource_rules import is_archive
from site_builder.load.systems import read_systems
from site_builder.load.tablecheck import check_tables
from site_builder.load.tables import Reader
from site_builder.model.limits import Limits
from site_builder.model.package import Package, PackageFile, Resource
from site_builder.model.release import ABOUT, Release
from site_builder.model.set_aside import SetAside
from site_builder.model.settings import PackageSetting, Settings
from site_builder.traces import digest, sha256

_SURPLUS = 1000
"""Cells beyond the columns that Frictionless is asked about: it takes the square of their time."""
_NEEDED = ("areas", "sources", "indicators", "observations")


class PackagesRead(Struct, frozen=True, kw_only=True):
    """The packages a site shows, the releases of each by name, digests of those without faults."""

    packages: tuple[Package, ...]
    releases: Mapping[str, tuple[Release, ...]]
    sound: frozenset[str]


def load_packages(
    root: Path,
    settings: Settings,
    sound: frozenset[str],
    known: Known,
    *,
    drafts: bool = False,
    chosen: Mapping[str, Path] | None = None,
) -> tuple[PackagesRead, tuple[Diagnostic, ...]]:
    """Return the newest release of each package of `site.toml`, with what is wrong in them.

    With `drafts` a package's draft takes the place of its release, where there is one; `chosen`
    are the folders of packages of which another version is wanted. A version that is not as it
    was released is set aside.
    `sound` holds digests of packages whose tables are known to pass and need no checking again. A
    package in `known`, every byte the same, is not read again.
    """
    packages: list[Package] = []
    passed: set[str] = set()
    diagnostics: list[Diagnostic] = []
    releases: dict[str, tuple[Release, ...]] = {}
    for setting in settings.packages:
        home = root / settings.data / setting.name
        releases[setting.name], altered = load_releases(
            home, f"{settings.data}/{setting.name}", settings.limits
        )
        diagnostics += altered
        folder = (chosen or {}).get(setting.name) or shown_version(home, drafts=drafts)
        if folder is None:
            span = Span(path="site.toml", line=settings.line_of(setting.name))
            diagnostics.append(error("package-missing", span, name=setting.name))
            continue
        shown = shown_path(root, folder)
        if any(
            item.code == "release-altered" and item.span.path.startswith(f"{shown}/")
            for item in altered
        ):
            continue
        package, faults = load_once(folder, shown, setting, sound, known)
        diagnostics += faults
        if package is not None:
            packages.append(package)
        if package is not None and not faults:
            passed.add(package_digest(package.files))
    read = PackagesRead(packages=tuple(packages), releases=releases, sound=frozenset(passed))
    return read, tuple(diagnostics)


def load_once(
    folder: Path, shown: str, setting: PackageSetting, sound: frozenset[str], known: Known
) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    """Do the same as `load_package`, where `known` does not hold what these very files gave."""
    files = files_of(folder)
    return known.value(
        ("package", shown, setting, files),
        lambda: load_package(folder, shown, setting, sound),
        holds=lambda: files_of(folder) == files,
    )


def shown_version(home: Path, *, drafts: bool) -> Path | None:
    """Return the folder of the version of a package that is shown; None where there is none."""
    if drafts and (home / DRAFT).is_dir():
        return home / DRAFT
    newest = newest_release(home)
    return None if newest is None else home / newest


def shown_path(root: Path, folder: Path) -> str:
    """Return how messages name a folder: relative to the site where it lies inside."""
    inside = folder.is_relative_to(root)
    return folder.relative_to(root).as_posix() if inside else folder.as_posix()


def newest_release(home: Path) -> str | None:
    """Return the highest version in the package's folder that is not withdrawn; None for none."""
    for found in reversed(released_versions(home)):
        if withdrawal(home / str(found)) is None:
            return str(found)
    return None


def load_package(
    folder: Path, shown: str, setting: PackageSetting, sound: frozenset[str]
) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    """Return the package in `folder`; faulty rows are set aside and reported.

    Tables of a package whose digest is in `sound` are not checked again.
    """
    descriptor, faults = load_descriptor(folder, shown, setting.limits)
    if descriptor is None:
        return None, faults
    names = {table.name for table in descriptor.tables}
    archives = _archives(folder, shown)
    if archives:
        return None, archives
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        span = Span(path=f"{shown}/{FILE}", line=1)
        return None, tuple(error("table-missing", span, name=name) for name in missing)
    tables, faults = _read_tables(descriptor, shown, setting.limits)
    if faults:
        return None, faults
    sources = {table.name: (table, tables[table.name]) for table in descriptor.tables}
    told = file_faults(descriptor.raw, folder, sources, descriptor.text, f"{shown}/{FILE}")
    headers: list[Diagnostic] = [*told]
    broken: set[str] = set()
    for table in descriptor.tables:
        wrong = check_header(table, tables[table.name], f"{shown}/{table.path}")
        headers += wrong
        if wrong:
            broken.add(table.name)
            del tables[table.name]
    reader = Reader(package=descriptor.name, shown=shown, tables=tables)
    package = _package(descriptor, reader, folder, shown, setting)
    checked: tuple[Diagnostic, ...] = ()
    if package_digest(package.files) not in sound:
        checked = check_tables(descriptor, folder, shown, frozenset(broken))
    kept = replace(package, set_aside=_set_aside(package, broken, checked))
    return kept, (*headers, *checked, *_unsaid(reader.faults, checked))


def _archives(folder: Path, shown: str) -> tuple[Diagnostic, ...]:
    """Return the packed files of a package: nobody looks into them, and they would be released."""
    found = [path for path in sorted(folder.rglob("*")) if is_archive(path.name) and path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in found]
    return tuple(
        error("archive-inside", Span(path=f"{shown}/{name}"), value=name) for name in names
    )


def _read_tables(
    descriptor: Descriptor, shown: str, limits: Limits
) -> tuple[dict[str, RawTable], tuple[Diagnostic, ...]]:
    tables: dict[str, RawTable] = {}
    diagnostics: list[Diagnostic] = []
    for table in descriptor.tables:
        text, faults = read_text(table.file, f"{shown}/{table.path}", limits)
        diagnostics += faults
        if text is not None:
            tables[table.name] = parse_table(text)
            row, cells = tables[table.name].longest
            if cells > len(table.fields) + _SURPLUS:
                span = Span(path=f"{shown}/{table.path}", resource=table.name, row=row)
                columns = len(table.fields)
                diagnostics.append(error("row-length", span, cells=cells, columns=columns))
    return tables, tuple(diagnostics)


def _unsaid(own: list[Diagnostic], checked: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """Return what the reader found in cells of which the table check has said nothing.

    Of a table given up as a whole, because too many of its rows are faulty, no more is said.
    """
    said = {(item.span.path, item.span.row, item.span.field) for item in checked}
    given_up = {item.span.path for item in checked if item.code == "table-invalid"}
    return [
        item
        for item in own
        if (item.span.path, item.span.row, item.span.field) not in said
        and item.span.path not in given_up
    ]


def _set_aside(package: Package, broken: set[str], checked: tuple[Diagnostic, ...]) -> SetAside:
    """Return what is missing: faulty rows, broken tables, tables with references to nowhere."""
    hidden = broken | {
        item.span.resource
        for item in checked
        if item.span.resource and item.code in ("reference-unknown", "table-invalid")
    }
    tables = frozenset((package.name, table) for table in hidden)
    return package.set_aside.joined(SetAside(tables=tables))


def package_digest(files: tuple[PackageFile, ...]) -> str:
    """Return a digest over all files of a package and the version of what checks them."""
    return digest([(file.path, file.sha256) for file in files], version("frictionless"))


def _package(
    descriptor: Descriptor, reader: Reader, folder: Path, shown: str, setting: PackageSetting
) -> Package:
    areas, sources = reader.areas(), reader.sources()
    indicators, observations = reader.indicators(), reader.observations()
    targets, breaks = reader.targets(), reader.breaks()
    initiatives, corrections = reader.initiatives(), reader.corrections()
    systems = read_systems(reader)
    return Package(
        name=descriptor.name,
        version=folder.name if folder.name == DRAFT else descriptor.version,
        title=descriptor.title,
        description=descriptor.description,
        folder=shown,
        licences=descriptor.licences,
        contributors=descriptor.contributors,
        edition_periods=descriptor.edition_periods,
        demonstration=setting.demonstration,
        set_aside=reader.set_aside(),
        resources=tuple(
            Resource(
                name=table.name,
                title=table.title,
                path=table.path,
                rows=len(reader.tables[table.name].rows) if table.name in reader.tables else 0,
                fields=table.fields,
            )
            for table in descriptor.tables
        ),
        files=files_of(folder),
        areas=areas,
        sources=sources,
        indicators=indicators,
        observations=observations,
        targets=targets,
        breaks=breaks,
        initiatives=initiatives,
        corrections=corrections,
        systems=systems,
    )


def files_of(folder: Path) -> tuple[PackageFile, ...]:
    """Return the files of a version, in the order of their paths."""
    return tuple(
        PackageFile(path=path, sha256=sha256(data), size=len(data))
        for path, data in read_files(folder)
        if not path.startswith(ABOUT)
    )
