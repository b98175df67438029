"""The recipe of a new document: what may be chosen, which slug is free, the file written."""

import math
from collections.abc import Mapping
from os.path import relpath
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from msgspec import Struct
from pydantic import TypeAdapter, ValidationError

from site_builder.diagnostics import BuildFailed, Diagnostic, Span, warning
from site_builder.facets import RESERVED
from site_builder.load.choices import Choices, addresses_in_use, load_choices
from site_builder.load.fields import Moment, Slug
from site_builder.load.front_matter import read_front_matter
from site_builder.load.schemas import FOLDER
from site_builder.load.suggest import slug_from
from site_builder.load.survey import open_site
from site_builder.markup.placeholders import to_write
from site_builder.model.document import DocumentKind, address_of
from site_builder.model.settings import Settings
from site_builder.source_files import write_new
from site_builder.word.read import WordDocument

_SECTIONS = {
    DocumentKind.CASE: (
        ("背景", "为什么要改，原来的情况是什么。"),
        ("做法", "做了什么，由谁来做，适用于谁。"),
        (
            "成效",
            "结果怎样。统计数绑定到数据包，不要手写；来源没有说的，写“原报告未说明”。",
        ),
    ),
    DocumentKind.REPORT: (
        ("这份报告说了什么", "谁在什么时候公布，讲了哪些方面。"),
        ("主要内容", "按报告的结构摘要，用自己的话写；统计数绑定到数据包，不要手写。"),
        ("存在不足", "报告自己承认的问题。"),
        ("下一步计划", "报告写明的计划。"),
    ),
}


class Desk(Struct, frozen=True, kw_only=True):
    """What must be known of a site before something is written for it.

    `used` holds the addresses that documents have or had, with the file of each.
    """

    root: Path
    settings: Settings
    choices: Choices
    used: Mapping[str, str]


class NewDocument(Struct, frozen=True, kw_only=True):
    """A case or report to be written; "" and () for what is not given.

    `date` is `YYYY-MM-DD HH:MM`; everything that is a code stands in `Choices`.
    """

    kind: DocumentKind
    slug: str
    package: str
    title: str
    date: str
    area: str
    source: str
    environment: str = ""
    locator: str = ""
    summary: str = ""
    tags: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


def open_desk(root: Path) -> Desk:
    """Return what is known of the site at `root`; raise BuildFailed where it has no settings."""
    settings = open_site(root)
    return Desk(
        root=root,
        settings=settings,
        choices=load_choices(root, settings),
        used=addresses_in_use(root, settings.content),
    )


def slug_fault(desk: Desk, kind: DocumentKind, slug: str) -> str:
    """Return, as a phrase, why a document cannot have this slug; "" where it can."""
    if not _fits(Slug, slug):
        return f"@new-slug|{slug}"
    if kind is DocumentKind.CASE and slug in RESERVED:
        return f"@new-slug-reserved|{slug}"
    other = desk.used.get(address_of(kind, slug))
    return f"@new-slug-used|{slug}|{other}" if other else ""


def free_slug(desk: Desk, kind: DocumentKind, text: str) -> str:
    """Return a slug made from any text (Han characters by pinyin) that is free; "" for none."""
    made = slug_from(text.removesuffix(".md"))
    candidates = (made, *(f"{made}-{number}" for number in range(2, len(desk.used) + 4)))
    free = (slug for slug in candidates if not slug_fault(desk, kind, slug))
    return next(free, "") if made else ""


def is_moment(text: str) -> bool:
    """Tell whether a text is a date with its time, as front matter wants it."""
    return _fits(Moment, text)


def _fits(kind: Any, text: str) -> bool:
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return False
    return True


def place_of(desk: Desk, kind: DocumentKind, package: str, slug: str) -> str:
    """Return the path in the site's folder at which a document will stand."""
    content = desk.settings.content
    if kind is DocumentKind.CASE:
        return f"{content}/cases/{package}/{slug}.md"
    return f"{content}/reports/{slug}.md"


def create(
    desk: Desk, new: NewDocument, word: WordDocument | None
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Write a document, with the text of a Word file or with sections to be filled.

    Returns its path in the site's folder, and what a person must look at in what came from Word.
    Raises BuildFailed where it is there already or cannot be written.
    """
    shown = place_of(desk, new.kind, new.package, new.slug)
    front = _front_matter(desk, new, shown)
    _, _, faults = read_front_matter(front, shown, new.kind)
    if faults:
        raise BuildFailed(faults)
    head = f"---\n{front}---\n"
    body = _sections(new.kind) if word is None else word.body
    pictures = word.pictures if word is not None else ()
    write_new(desk.root / shown, shown, f"{head}{body}".encode(), pictures)
    above = head.count("\n")
    return shown, tuple(
        warning(
            "word-changed",
            Span(path=shown, line=above + line if line else None),
            cause=cause,
        )
        for line, cause in (word.notes if word is not None else ())
    )


def _front_matter(desk: Desk, new: NewDocument, shown: str) -> str:
    """Return the lines between the two of `---`."""
    fields: dict[str, str | tuple[str, ...]] = {
        "title": new.title,
        "slug": new.slug,
        "date": new.date,
        "package": new.package if new.kind is DocumentKind.REPORT else "",
        "environment": new.environment,
        "area": new.area,
        "source": new.source,
        "locator": new.locator,
        "summary": new.summary or to_write(),
        "departments": new.departments,
        "tags": new.tags,
    }
    written = [f"{name}: {_value(value)}\n" for name, value in fields.items() if value]
    return "".join((_modeline(desk, new.kind, shown), *written, "draft: true\n"))


def _modeline(desk: Desk, kind: DocumentKind, shown: str) -> str:
    """Return the line by which editing programs find the schema; "" where the site has none."""
    schema = f"{desk.settings.content}/{FOLDER}/{kind}.json"
    if not (desk.root / schema).parent.is_dir():
        return ""
    path = PurePosixPath(relpath(schema, PurePosixPath(shown).parent).replace("\\", "/"))
    return f"# yaml-language-server: $schema={path}\n"


def _value(value: str | tuple[str, ...]) -> str:
    """Return a value as YAML on one line; digits in quotation marks, as editors see them."""
    if isinstance(value, str) and value.isdecimal():
        return f'"{value}"'
    written = yaml.safe_dump(
        value if isinstance(value, str) else list(value),
        allow_unicode=True,
        width=math.inf,
        default_flow_style=True,
    )
    return str(written).removesuffix("...\n").strip()


def _sections(kind: DocumentKind) -> str:
    return "\n".join(f"## {title}\n\n{to_write(hint)}\n" for title, hint in _SECTIONS[kind])
