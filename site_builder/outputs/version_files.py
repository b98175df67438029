"""What is made of a version beside its own files: the whole as a zip, a workbook, JSON, SDMX."""

from collections.abc import Callable

from msgspec import Struct

from site_builder.exports.about import version_zip
from site_builder.exports.citation import Citable, bibtex, citation_cff, cited
from site_builder.exports.csv import excel_csv_bytes
from site_builder.exports.json import json_bytes
from site_builder.exports.sdmx import sdmx_csv, structure_message
from site_builder.exports.tables import package_tables
from site_builder.exports.xlsx import xlsx_bytes
from site_builder.model.download import excel_path, version_downloads
from site_builder.model.package import Package
from site_builder.model.site import Site
from site_builder.model.table import Dataset
from site_builder.model.version import HeldVersion
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs


class VersionView(Struct, frozen=True, kw_only=True):
    """A version, how it is cited; the files to make by format, and those of tables for Excel."""

    package: Package
    item: Citable
    paths: tuple[tuple[str, str], ...]
    excel: tuple[str, ...]


def _outputs(held: HeldVersion) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return what is made of the whole version, by format, and of its tables for Excel."""
    if held.contents is None:
        return (), ()
    tables = held.contents.package.resources
    return (
        tuple((item.format, item.path.lstrip("/")) for item in version_downloads(held)),
        tuple(excel_path(held, item.name).lstrip("/") for item in tables),
    )


def _paths(site: Site) -> tuple[str, ...]:
    versions = (held for versions in site.versions.values() for held in versions)
    return tuple(path for held in versions for path in _all(*_outputs(held)))


def _all(paths: tuple[tuple[str, str], ...], excel: tuple[str, ...]) -> tuple[str, ...]:
    return (*(path for _, path in paths), *excel)


def _groups(site: Site) -> tuple[FileGroup, ...]:
    return tuple(
        _group(site, held)
        for versions in site.versions.values()
        for held in versions
        if held.contents is not None
    )


def _group(site: Site, held: HeldVersion) -> FileGroup:
    """Return the files of a version. The digests of its files stand for all that it says."""
    assert held.contents is not None
    package, item = held.contents.package, cited(site, held)
    paths, excel = _outputs(held)
    return FileGroup(
        path=f"{held.path}made",
        outputs=_all(paths, excel),
        view=VersionView(package=package, item=item, paths=paths, excel=excel),
        made_of=(held.folder, held.files, item, package.demonstration),
        sources=tuple(f"{held.folder}/{file.path}" for file in held.files),
    )


def _make(inputs: Inputs) -> Files:
    view = inputs.view
    assert isinstance(view, VersionView)
    package, item = view.package, view.item
    files = tuple((path.removeprefix(f"{package.folder}/"), data) for path, data in inputs.sources)
    tables = package_tables(package, dict(files))
    dataset = Dataset(title=item.title, tables=tables, metadata=_metadata(package, item))
    day = item.date or "1980-01-01"
    makers: dict[str, Callable[[], bytes]] = {
        "zip": lambda: version_zip(package, item, files),
        "xlsx": lambda: xlsx_bytes(dataset, day),
        "json": lambda: json_bytes(dataset),
        "sdmx.csv": lambda: sdmx_csv(package),
        "structure.json": lambda: structure_message(package, day),
        "bib": lambda: bibtex(item),
        "cff": lambda: citation_cff(item),
    }
    made = [(path, makers[form]()) for form, path in view.paths]
    made += [(path, excel_csv_bytes(table)) for path, table in zip(view.excel, tables, strict=True)]
    return tuple(made)


def _metadata(package: Package, item: Citable) -> tuple[tuple[str, str], ...]:
    return (
        ("数据包", f"{item.title}，版本{item.version}"),
        ("发布日期", item.date or "未登记"),
        ("永久网址", item.url),
        *(("来源", f"{one.publisher}：{one.title}") for one in package.sources),
        *(("许可", f"{one.title} {one.path}".strip()) for one in item.licences),
        *((("校验值", item.digest),) if item.digest else ()),
    )


VERSION_FILES = FileKind(name="version-files", paths=_paths, groups=_groups, make=_make)
