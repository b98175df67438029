"""Read `site.toml`."""

import re
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.causes import field_cause, field_name, matching
from site_builder.load.files import read_text
from site_builder.model.settings import Column, Environment, PackageSetting, Settings

FILE = "site.toml"

Slug = Annotated[str, matching(r"[a-z0-9]+(-[a-z0-9]+)*", "slug")]
Folder = Annotated[str, matching(r"(?!\.\.)[^/\\:]+(/(?!\.\.)[^/\\:]+)*", "folder")]
Address = Annotated[str, matching(r"https?://[^/]+(/.*)?/", "base-url")]
Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Site(_Strict):
    title: Text
    subtitle: str = ""
    description: Text
    language: str = "zh-CN"
    base_url: Address
    official: bool = False
    notice: str = ""
    headlines: tuple[Slug, ...] = ()


class _Folders(_Strict):
    content: Folder = "content"
    data: Folder = "data"
    templates: Folder = "templates"


class _Lists(_Strict):
    page_size: Annotated[int, Field(ge=1, le=200)] = 12


class _Environment(_Strict):
    id: Slug
    title: Text
    short: Text
    description: Text
    addition: bool = False
    note: str = ""


class _Package(_Strict):
    name: Slug
    demonstration: bool = False


class _Column(_Strict):
    id: Slug
    name: Text
    description: Text
    keywords: Text
    type: Text


class _FooterLine(_Strict):
    label: Text
    text: Text


class _Links(_Strict):
    hosts: tuple[str, ...] = ()


class _File(_Strict):
    site: _Site
    folders: _Folders = _Folders()
    lists: _Lists = _Lists()
    environments: tuple[_Environment, ...]
    packages: tuple[_Package, ...]
    columns: tuple[_Column, ...]
    footer: tuple[_FooterLine, ...] = ()
    outside: _Links = _Links()


def load_settings(root: Path) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """Return the settings of the site at `root`, or the diagnostics that say why not."""
    text, faults = read_text(root / FILE, FILE)
    if text is None:
        cause = dict(faults[0].arguments).get("cause", "@not-utf8")
        return None, (error("settings-unreadable", Span(path=FILE), cause=cause),)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        line, column = _toml_place(str(fault))
        span = Span(path=FILE, line=line, column=column)
        return None, (error("settings-invalid", span, field="TOML", cause="@toml"),)
    try:
        parsed = _File.model_validate(data)
    except ValidationError as fault:
        return None, tuple(
            error(
                "settings-invalid",
                Span(path=FILE, line=_line_of(text, item["loc"])),
                field=field_name(item["loc"]),
                cause=field_cause(item),
            )
            for item in fault.errors()
        )
    faults = (*_repeated(parsed, text), *_missing_folders(parsed, text, root))
    return (None, faults) if faults else (_settings(parsed, text), ())


def _repeated(file: _File, text: str) -> list[Diagnostic]:
    found = []
    for table, names in (
        ("packages", [item.name for item in file.packages]),
        ("environments", [item.id for item in file.environments]),
        ("columns", [item.id for item in file.columns]),
    ):
        for place, name in enumerate(names):
            if name in names[:place]:
                location = (table, place, "name" if table == "packages" else "id")
                span = Span(path=FILE, line=_line_of(text, location))
                cause = f"@repeated|{name}"
                found.append(error("settings-invalid", span, field=table, cause=cause))
    return found


def _missing_folders(file: _File, text: str, root: Path) -> list[Diagnostic]:
    """Return the folders named in settings that are not there; the usual ones may be absent."""
    return [
        error(
            "settings-invalid",
            Span(path=FILE, line=_line_of(text, ("folders", key))),
            field=f"folders.{key}",
            cause=f"@folder-missing|{name}",
        )
        for key, name in (("content", file.folders.content), ("data", file.folders.data))
        if key in file.folders.model_fields_set and not (root / name).is_dir()
    ]


def _settings(file: _File, text: str) -> Settings:
    names = [*file.site.headlines, *(item.name for item in file.packages), *_texts(file)]
    return Settings(
        title=file.site.title,
        subtitle=file.site.subtitle,
        description=file.site.description,
        language=file.site.language,
        base_url=file.site.base_url,
        official=file.site.official,
        content=file.folders.content,
        data=file.folders.data,
        templates=file.folders.templates,
        page_size=file.lists.page_size,
        environments=tuple(Environment(**item.model_dump()) for item in file.environments),
        packages=tuple(PackageSetting(**item.model_dump()) for item in file.packages),
        headlines=file.site.headlines,
        columns=tuple(Column(**item.model_dump()) for item in file.columns),
        footer=tuple((item.label, item.text) for item in file.footer),
        notice=file.site.notice,
        outside_hosts=file.outside.hosts,
        lines=(
            *((name, _line_with(text, name)) for name in dict.fromkeys(names)),
            ("templates", _line_of(text, ("folders", "templates"))),
        ),
    )


def _texts(file: _File) -> list[str]:
    """Return the words of the settings that readers see."""
    shown = (file.site, *file.environments, *file.columns, *file.footer)
    return [value for item in shown for _, value in item if isinstance(value, str) and value]


def _toml_place(message: str) -> tuple[int | None, int | None]:
    """Read line and column out of tomllib's message, the only place it gives them."""
    match = re.search(r"line (\d+), column (\d+)", message)
    return (int(match[1]), int(match[2])) if match else (None, None)


def _line_with(text: str, name: str) -> int:
    for number, line in enumerate(text.split("\n"), 1):
        if f'"{name}"' in line:
            return number
    return 1


def _line_of(text: str, location: tuple[str | int, ...]) -> int:
    """Return the line of a setting; of its table where the key itself is missing."""
    lines = [line.strip() for line in text.split("\n")]
    table, rest = location[0], location[1:]
    place = rest[0] if rest and isinstance(rest[0], int) else 0
    heads = [n for n, line in enumerate(lines) if line in (f"[{table}]", f"[[{table}]]")]
    if place >= len(heads):
        return 1
    start = heads[place]
    key = next((step for step in rest if isinstance(step, str)), None)
    for number in range(start + 1, len(lines)):
        if lines[number].startswith("["):
            break
        if lines[number].split("=")[0].strip() == key:
            return number + 1
    return start + 1
