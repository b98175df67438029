"""Find the packages a site shows and read the newest release of each."""

from importlib.metadata import version
from pathlib import Path

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.descriptor import FILE, Descriptor, load_descriptor
from site_builder.load.files import read_text
from site_builder.load.tablecheck import check_tables
from site_builder.load.tables import Reader
from site_builder.model.package import Package, PackageFile, Resource
from site_builder.model.settings import PackageSetting, Settings
from site_builder.traces import digest, sha256

_NEEDED = ("areas", "sources", "indicators", "observations")


def load_packages(
    root: Path, settings: Settings, sound: frozenset[str]
) -> tuple[tuple[Package, ...], frozenset[str], tuple[Diagnostic, ...]]:
    """Return the newest release of each package of `site.toml`, with what is wrong in them.

    `sound` holds digests of packages whose tables are known to pass; the second value is the same
    for the packages read now. Their tables need no checking again.
    """
    packages: list[Package] = []
    passed: set[str] = set()
    diagnostics: list[Diagnostic] = []
    for setting in settings.packages:
        version = newest_release(root / settings.data / setting.name)
        if version is None:
            span = Span(path="site.toml")
            diagnostics.append(error("package-missing", span, name=setting.name))
            continue
        shown = f"{settings.data}/{setting.name}/{version}"
        package, faults = load_package(root / shown, shown, setting, sound)
        diagnostics += faults
        if package is not None:
            packages.append(package)
        if package is not None and not faults:
            passed.add(package_digest(package.files))
    return tuple(packages), frozenset(passed), tuple(diagnostics)


def newest_release(folder: Path) -> str | None:
    """Return the highest EDITION.MINOR.PATCH among the subfolders; None where there is none."""
    versions = []
    for path in folder.iterdir() if folder.is_dir() else ():
        parts = path.name.split(".")
        if path.is_dir() and len(parts) == 3 and all(part.isdigit() for part in parts):
            versions.append((tuple(int(part) for part in parts), path.name))
    return max(versions)[1] if versions else None


def load_package(
    folder: Path, shown: str, setting: PackageSetting, sound: frozenset[str]
) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    """Return the package in `folder`; faulty rows are set aside and reported.

    Tables of a package whose digest is in `sound` are not checked again.
    """
    descriptor, faults = load_descriptor(folder, shown)
    if descriptor is None:
        return None, faults
    names = {table.name for table in descriptor.tables}
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        span = Span(path=f"{shown}/{FILE}")
        return None, tuple(error("table-missing", span, name=name) for name in missing)
    texts: dict[str, str] = {}
    for table in descriptor.tables:
        text, unreadable = read_text(table.file, f"{shown}/{table.path}")
        if text is None:
            return None, unreadable
        texts[table.name] = text
    reader = Reader(package=descriptor.name, shown=shown, tables=texts)
    package = _package(descriptor, reader, folder, shown, setting)
    known = package_digest(package.files) in sound
    checked = () if known else check_tables(descriptor, folder, shown)
    return package, (*checked, *reader.faults)


def package_digest(files: tuple[PackageFile, ...]) -> str:
    """Return a digest over all files of a package and the version of what checks them."""
    return digest([(file.path, file.sha256) for file in files], version("frictionless"))


def _package(
    descriptor: Descriptor, reader: Reader, folder: Path, shown: str, setting: PackageSetting
) -> Package:
    areas, sources = reader.areas(), reader.sources()
    indicators, observations = reader.indicators(), reader.observations()
    targets, breaks = reader.targets(), reader.breaks()
    initiatives = reader.initiatives()
    return Package(
        name=descriptor.name,
        version=descriptor.version,
        title=descriptor.title,
        description=descriptor.description,
        folder=shown,
        licences=descriptor.licences,
        contributors=descriptor.contributors,
        edition_periods=descriptor.edition_periods,
        demonstration=setting.demonstration,
        set_aside=frozenset(reader.set_aside),
        resources=tuple(
            Resource(
                name=table.name,
                title=table.title,
                path=table.path,
                rows=len(reader.rows(table.name)),
                fields=table.fields,
            )
            for table in descriptor.tables
        ),
        files=_files(folder),
        areas=areas,
        sources=sources,
        indicators=indicators,
        observations=observations,
        targets=targets,
        breaks=breaks,
        initiatives=initiatives,
    )


def _files(folder: Path) -> tuple[PackageFile, ...]:
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            found.append(
                PackageFile(
                    path=path.relative_to(folder).as_posix(), sha256=sha256(data), size=len(data)
                )
            )
    return tuple(found)
