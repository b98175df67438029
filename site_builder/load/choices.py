"""What an editor can choose from in front matter: codes with their names, and slugs in use.

Read leniently: a faulty row or document elsewhere is told by the checks, and stops nobody here.
"""

import json
from pathlib import Path

import yaml
from msgspec import Struct

from site_builder.diagnostics import Diagnostic
from site_builder.load.body import split
from site_builder.load.descriptor import FILE
from site_builder.load.documents import FOLDERS
from site_builder.load.files import DRAFT, read_text
from site_builder.load.header import parse_table
from site_builder.load.packages import newest_release
from site_builder.model.document import address_of
from site_builder.model.settings import Label, Settings


class Choice(Struct, frozen=True, kw_only=True):
    """A code with its name."""

    code: str
    title: str


class PackageChoices(Struct, frozen=True, kw_only=True):
    """What a package names: areas, sources, indicators, initiatives."""

    name: str
    title: str
    areas: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    indicators: tuple[Choice, ...]
    initiatives: tuple[Choice, ...]


class Choices(Struct, frozen=True, kw_only=True):
    """What a site names: environments, tags and departments of the settings, its packages."""

    environments: tuple[Choice, ...]
    tags: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    packages: tuple[PackageChoices, ...]

    def package(self, name: str) -> PackageChoices | None:
        """Return a package by its name, None where there is none."""
        return next((item for item in self.packages if item.name == name), None)


def load_choices(root: Path, settings: Settings) -> Choices:
    """Return what can be chosen: of each package its draft, else its newest release."""
    return Choices(
        environments=tuple(
            Choice(code=item.id, title=item.title) for item in settings.environments
        ),
        tags=_labels(settings.tags),
        departments=_labels(settings.departments),
        packages=tuple(
            _package(root / settings.data / item.name, item.name) for item in settings.packages
        ),
    )


def _labels(labels: tuple[Label, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(code=item.id, title=item.title) for item in labels)


def _package(home: Path, name: str) -> PackageChoices:
    version = DRAFT if (home / DRAFT).is_dir() else newest_release(home) or DRAFT
    folder = home / version
    return PackageChoices(
        name=name,
        title=_title(folder) or name,
        areas=_column(folder, "areas", "ref_area"),
        sources=_column(folder, "sources", "source"),
        indicators=_column(folder, "indicators", "indicator"),
        initiatives=_column(folder, "initiatives", "initiative"),
    )


def _title(folder: Path) -> str:
    """Return the title that a package gives itself, "" where it cannot be read."""
    try:
        title = json.loads((folder / FILE).read_bytes())["title"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return title if isinstance(title, str) else ""


def _column(folder: Path, table: str, key: str) -> tuple[Choice, ...]:
    """Return the codes of a table with their titles, each once; none where it cannot be read."""
    path = folder / f"{table}.csv"
    raw = parse_table(read_text(path, path.name)[0] or "")
    if key not in raw.header or "title" not in raw.header:
        return ()
    code, title = raw.header.index(key), raw.header.index("title")
    found: dict[str, str] = {}
    for _, cells in raw.rows:
        if len(cells) == len(raw.header) and cells[code]:
            found.setdefault(cells[code], cells[title])
    return tuple(Choice(code=code, title=title) for code, title in found.items())


def addresses_in_use(root: Path, content: str) -> dict[str, str]:
    """Return the addresses that documents have or had, with the path of the document of each."""
    found: dict[str, str] = {}
    for kind, folder in FOLDERS:
        for path in sorted((root / content / folder).rglob("*.md")):
            shown = path.relative_to(root).as_posix()
            fields = _fields(path, shown)
            slug, aliases = fields.get("slug") or path.stem, fields.get("aliases")
            found.setdefault(address_of(kind, str(slug)), shown)
            for alias in aliases if isinstance(aliases, list) else ():
                found.setdefault(str(alias), shown)
    return found


def _fields(path: Path, shown: str) -> dict[str, object]:
    """Return the front matter of a document as far as it can be read."""
    parts = split(read_text(path, shown)[0] or "", shown)
    if isinstance(parts, Diagnostic):
        return {}
    try:
        data = yaml.load(parts.front, Loader=yaml.BaseLoader)  # noqa: S506 - reads text alone
    except (yaml.YAMLError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
