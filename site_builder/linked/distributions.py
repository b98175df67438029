"""The files in which a version of a package can be had."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from msgspec import Struct

from site_builder.model.download import version_downloads
from site_builder.model.version import HeldVersion

_MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json", ".md": "text/markdown"}
_UNKNOWN = "application/octet-stream"


class Distribution(Struct, frozen=True, kw_only=True):
    """A file of a version: where it stands on the site, what it is ("" where not said in English).

    `size` in bytes and `sha256` are None and "" for what is made of the version's files and not
    sealed with them.
    """

    path: str
    title: str
    media_type: str
    title_en: str = ""
    size: int | None = None
    sha256: str = ""

    @property
    def name(self) -> str:
        """The name of the file."""
        return PurePosixPath(self.path).name


def _package_files(held: HeldVersion) -> Iterable[Distribution]:
    """Yield the files of the version as they were released."""
    resources = held.contents.package.resources if held.contents else ()
    tables = {item.path: item.title for item in resources}
    for file in held.files:
        title, title_en = _titles(file.path, tables)
        yield Distribution(
            path=f"{held.path}{file.path}",
            title=title,
            title_en=title_en,
            media_type=_MEDIA_TYPES.get(PurePosixPath(file.path).suffix, _UNKNOWN),
            size=file.size,
            sha256=file.sha256,
        )


def _titles(path: str, tables: Mapping[str, str]) -> tuple[str, str]:
    """Return what a file of a package is, in Chinese and English."""
    name = PurePosixPath(path).stem
    if path == "datapackage.json":
        return "数据包说明（各表的字段和约束）", "Data Package descriptor"
    if path in tables:
        return tables[path], f"Table {name}"
    if path.startswith("cases/"):
        return f"案例正文（{name}）", f"Text of the case {name}"
    return path, ""


def _made_of_it(held: HeldVersion) -> Iterable[Distribution]:
    """Yield what is made of the version beside its own files."""
    for item in version_downloads(held):
        yield Distribution(path=item.path, title=item.title, media_type=item.media_type)


DISTRIBUTIONS: tuple[Callable[[HeldVersion], Iterable[Distribution]], ...] = (
    _package_files,
    _made_of_it,
)
"""All that offer files of a version; a further form of download is one line here."""


def distributions(held: HeldVersion) -> tuple[Distribution, ...]:
    """Return the files of a version; () where it was withdrawn."""
    return tuple(found for offer in DISTRIBUTIONS for found in offer(held))
