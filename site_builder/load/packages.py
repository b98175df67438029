"""Find the packages a site shows and read the newest release of each."""

from pathlib import Path

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.descriptor import FILE, Descriptor, load_descriptor
from site_builder.load.files import read_text, sha256
from site_builder.load.tablecheck import check_tables
from site_builder.load.tables import Reader
from site_builder.model.package import Package, PackageFile, Resource
from site_builder.model.settings import PackageSetting, Settings

_NEEDED = ("areas", "sources", "indicators", "observations")


def load_packages(
    root: Path, settings: Settings
) -> tuple[tuple[Package, ...], tuple[Diagnostic, ...]]:
    """Return the newest release of each package of `site.toml`, with what is wrong in them."""
    packages: list[Package] = []
    diagnostics: list[Diagnostic] = []
    for setting in settings.packages:
        version = newest_release(root / settings.data / setting.name)
        if version is None:
            span = Span(path="site.toml")
            diagnostics.append(error("package-missing", span, name=setting.name))
            continue
        shown = f"{settings.data}/{setting.name}/{version}"
        package, faults = load_package(root / shown, shown, setting)
        diagnostics += faults
        if package is not None:
            packages.append(package)
    return tuple(packages), tuple(diagnostics)


def newest_release(folder: Path) -> str | None:
    """Return the highest EDITION.MINOR.PATCH among the subfolders; None where there is none."""
    versions = []
    for path in folder.iterdir() if folder.is_dir() else ():
        parts = path.name.split(".")
        if path.is_dir() and len(parts) == 3 and all(part.isdigit() for part in parts):
            versions.append((tuple(int(part) for part in parts), path.name))
    return max(versions)[1] if versions else None


def load_package(
    folder: Path, shown: str, setting: PackageSetting
) -> tuple[Package | None, tuple[Diagnostic, ...]]:
    """Return the package in `folder`; faulty rows are set aside and reported."""
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
    return package, (*check_tables(descriptor, folder, shown), *reader.faults)


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
