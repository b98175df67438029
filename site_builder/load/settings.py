"""Read `site.toml`."""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.model.settings import Column, Environment, PackageSetting, Settings

FILE = "site.toml"

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Folder = Annotated[str, Field(pattern=r"^[^/\\]+(/[^/\\]+)*$")]
Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Site(_Strict):
    title: Text
    subtitle: str = ""
    description: Text
    language: str = "zh-CN"
    base_url: Annotated[str, Field(pattern=r"^https?://[^/]+(/.*)?/$")]
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
    path = root / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        return None, (error("settings-unreadable", Span(path=FILE), cause=fault),)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        line, column = _toml_place(str(fault))
        span = Span(path=FILE, line=line, column=column)
        return None, (error("settings-invalid", span, field="TOML", cause=fault),)
    try:
        parsed = _File.model_validate(data)
    except ValidationError as fault:
        return None, tuple(
            error(
                "settings-invalid",
                Span(path=FILE, line=_line_of(text, item["loc"])),
                field=".".join(str(part) for part in item["loc"]),
                cause=item["msg"],
            )
            for item in fault.errors()
        )
    return _settings(parsed), ()


def _settings(file: _File) -> Settings:
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
    )


def _toml_place(message: str) -> tuple[int | None, int | None]:
    """Read line and column out of tomllib's message, the only place it gives them."""
    words = message.replace(",", " ").replace(")", " ").split()
    numbers = [int(word) for word in words if word.isdigit()]
    return (numbers[-2], numbers[-1]) if len(numbers) >= 2 else (None, None)


def _line_of(text: str, location: tuple[str | int, ...]) -> int:
    """Return the line of a setting: its key after its table, as far as it can be found."""
    found = 1
    lines = text.split("\n")
    start = 0
    for place, part in enumerate(location):
        if isinstance(part, int):
            table = f"[[{location[place - 1]}]]"
            starts = [n for n, line in enumerate(lines) if line.strip() == table]
            if part < len(starts):
                start = starts[part]
                found = start + 1
            continue
        for number in range(start, len(lines)):
            stripped = lines[number].strip()
            if stripped in (f"[{part}]", f"[[{part}]]") or stripped.split("=")[0].strip() == part:
                start, found = number, number + 1
                break
    return found
